# Ausgesperrt und wieder hineingelassen: was jemand sieht, der keinen zweiten Schritt mehr hat, und was die sehen, die helfen dürfen.
nav-recovery = Ausgesperrt
admin-home-recovery = Menschen, die den zweiten Schritt nicht mehr gehen können und um Hilfe bitten.
admin-home-recovery-none = Niemand bittet um Hilfe
admin-home-recovery-wanted = { $n ->
    [one] { $n } Person bittet um Hilfe
   *[other] { $n } Personen bitten um Hilfe
}

locked-out-link = Ich habe kein Telefon und keine Codes
locked-out-heading = Ausgesperrt?
locked-out-issued = Ein Admin von { $account } hat einen Wiederherstellungscode für Sie ausgestellt. Er wird Ihnen gesagt und gilt einmal.
locked-out-use-code = Wiederherstellungscode eingeben
locked-out-ask-text = Bitten Sie um Hilfe: Die Admins von { $account } erfahren, wann Sie gefragt haben und aus welchem Browser und von welcher Netzwerkadresse.
locked-out-ask-next = Sie vergewissern sich, dass Sie es sind, zum Beispiel mit einem Anruf, und geben Ihnen einen Wiederherstellungscode. Damit richten Sie einen neuen zweiten Schritt ein.
locked-out-ask-button = Um Hilfe bitten
locked-out-asked = Sie haben um Hilfe gebeten:
locked-out-asked-text = Alle, die helfen können, wissen Bescheid. Warten Sie auf den Anruf, oder gehen Sie hin. Wenn Sie einen Wiederherstellungscode bekommen haben, geben Sie ihn hier ein.
locked-out-often = Sie haben heute oft genug gefragt. Rufen Sie jemanden an, der helfen kann, oder gehen Sie hin.
locked-out-nobody = Niemand in diesem Konto kann Sie wieder hineinlassen. Fragen Sie, wer den Server betreibt.
locked-out-end-user = Ohne Ihren zweiten Schritt kommen Sie nicht mehr in dieses Konto. Niemand kann dafür einen Code ausstellen, auch unser Team nicht: So kann auch niemand es überreden, Fremde hineinzulassen.
locked-out-register-text = Sie können ein neues Konto anlegen. Nehmen Sie eine andere E-Mail-Adresse, öffnen Sie den Link, den wir dorthin senden, und wählen Sie ein Passwort.
locked-out-same-address = Wenn Sie Ihre E-Mail-Adresse behalten wollen, bitten Sie erst unser Team, dieses Konto zu archivieren. Danach ist die Adresse frei.
locked-out-register = Neues Konto anlegen
locked-out-no-register = Für ein neues Konto bitten Sie unser Team um eine Einladung.
locked-out-back = Zurück zum zweiten Schritt

recover-notice = Richten Sie jetzt einen neuen zweiten Schritt ein, innerhalb von 15 Minuten. Was Sie vorher hatten, gilt danach nicht mehr. Dann melden Sie sich mit Passwort und neuem zweiten Schritt an.
done-recovered = Ihr neuer zweiter Schritt ist eingerichtet. Melden Sie sich mit Passwort und neuem zweiten Schritt an.

cancel-code-heading = Den Wiederherstellungscode zurücknehmen
cancel-code-lead = Jemand hat bei { $account } einen Wiederherstellungscode für { $name } ausgestellt.
cancel-code-text = Wenn { $name } nicht darum gebeten hat, nehmen Sie ihn zurück. Dann gilt er nicht mehr, und die Admins des Kontos erfahren es.
cancel-code-button = Code zurücknehmen
cancel-code-good = Wenn alles stimmt, schließen Sie diese Seite. Es hat sich nichts geändert.
cancel-code-dead = Der Wiederherstellungscode wurde benutzt oder zurückgenommen oder ist zu alt: Es gibt nichts zurückzunehmen.
done-code-cancelled = Der Wiederherstellungscode wurde zurückgenommen und gilt nicht mehr.

recovery-heading = Ausgesperrt
recovery-requests = Wer um Hilfe bittet
recovery-requests-text = Vergewissern Sie sich, wer fragt, bevor Sie einen Code ausstellen: Rufen Sie unter einer Nummer zurück, die Sie kennen.
recovery-no-requests = Niemand bittet um Hilfe.
recovery-asked = Gefragt:
recovery-proof-password = Bewiesen: Das Passwort stimmte
recovery-has = Eingerichtet:
recovery-has-codes = { $n ->
    [one] noch { $n } Wiederherstellungscode
   *[other] noch { $n } Wiederherstellungscodes
}
recovery-not-yours = Hier muss jemand mit einer höheren Rolle helfen.
recovery-issue = Wiederherstellungscode ausstellen
recovery-decline = Ablehnen
recovery-codes-open = Ausgestellte Wiederherstellungscodes
recovery-no-codes = Keiner ist offen.
recovery-waits = Wartet auf eine zweite Person
recovery-works = Gilt
recovery-issued-by = Ausgestellt von { $name }:
recovery-agreed-by = { $name } hat zugestimmt.
recovery-works-from = Gilt ab:
recovery-works-until = Gilt bis:
recovery-agree = Zustimmen
recovery-cancel = Zurücknehmen
recovery-rules-link = Einstellungen

issue-heading = Wiederherstellungscode für { $name } ausstellen
issue-sure = Sind Sie sicher, dass { $name } fragt? Rufen Sie unter einer Nummer zurück, die Sie kennen. Wer schreibt oder anruft, kann jemand anderes sein.
issue-what = Der Code wird Ihnen einmal gezeigt. Er gilt einmal, höchstens 24 Stunden, und nur zusammen mit dem Passwort. { $name } richtet damit einen neuen zweiten Schritt ein und kann sonst nichts.
issue-ends = Wird er benutzt, ist { $name } überall abgemeldet, und kein Gerät ist mehr vertraut. Der alte zweite Schritt gilt nicht mehr, sobald der neue eingerichtet ist.
issue-told = { $name } und die Inhaber erfahren es per E-Mail und können den Code zurücknehmen.
issue-waits = Sie haben dieselbe Rolle. Deshalb muss eine zweite Person unter „Ausgesperrt“ zustimmen. Tut das niemand, gilt der Code in { $wait }.
issue-back = Zurück
issued-heading = Wiederherstellungscode für { $name }
issued-text = Sagen Sie { $name } diesen Code, am besten am Telefon oder persönlich:
issued-waits = Er gilt, sobald eine zweite Person zugestimmt hat, sonst ab:
issued-step-tell = { $name } meldet sich mit E-Mail-Adresse und Passwort an.
issued-step-type = Beim zweiten Schritt wählt { $name } „Wiederherstellungscode benutzen“ und gibt den Code ein.
issued-once = Er wird nicht noch einmal gezeigt. Ging er verloren, stellen Sie einen anderen aus: Dieser gilt dann nicht mehr.
issued-done = Fertig

not-issued-end-user = Für Endnutzer wird kein Wiederherstellungscode ausgestellt. Sie können ein neues Konto anlegen.
not-issued-yourself = Niemand stellt sich selbst einen Wiederherstellungscode aus. Machen Sie neue unter „Meine Sicherheit“, oder fragen Sie jemand anderen.
not-issued-out-of-reach = Ihre Rolle reicht dafür nicht. Hier muss jemand mit einer höheren Rolle helfen.
not-issued-not-active = Diese Person darf sich gar nicht anmelden. Lassen Sie sie erst wieder zu, oder senden Sie die Einladung noch einmal.
not-issued-not-locked-out = Kein zweiter Schritt hält diese Person auf: Sie meldet sich mit ihrem Passwort an.

decline-heading = Die Bitte von { $name } ablehnen
decline-reason = Warum?
decline-reason-hint = { $name } liest das in einer E-Mail. Sagen Sie, was stattdessen zu tun ist.
done-help-declined = Die Bitte wurde abgelehnt. Die Person erfährt es.
done-code-agreed = Sie haben zugestimmt. Der Code gilt jetzt.

recovery-rules-heading = Wieder hineinlassen
recovery-rules-equals = Menschen mit derselben Rolle
recovery-rules-equals-text = Stellt ein Admin einem Admin einen Code aus oder ein Inhaber einem Inhaber, muss eine zweite Person zustimmen. Tut das niemand, gilt der Code nach { $wait }. Bis dahin kann er zurückgenommen werden.
recovery-rules-alone = Sie dürfen es allein, und der Code gilt sofort
recovery-rules-owners = Das kann nur ein Inhaber ändern.
undone-owners-only = Nichts wurde geändert: Das darf nur ein Inhaber.
confirm-for-recovery = Um jemanden wieder hineinzulassen, bestätigen Sie, dass Sie es sind.

trouble-issued-code-early = Dieser Code gilt noch nicht: Erst muss eine zweite Person zustimmen oder etwas Zeit vergehen. Versuchen Sie es später noch einmal
trouble-issued-code-dead = Dieser Code gilt nicht mehr. Bitten Sie um einen anderen
trouble-reason-empty = Sagen Sie, warum
history-issued-code-early = Der ausgestellte Wiederherstellungscode galt noch nicht.
history-issued-code-dead = Der ausgestellte Wiederherstellungscode galt nicht mehr.

activity-help-asked = Ausgesperrt: um Hilfe gebeten
activity-help-declined = Bitte um Hilfe abgelehnt
activity-code-issued = Wiederherstellungscode ausgestellt
activity-code-agreed = Eine zweite Person hat dem Wiederherstellungscode zugestimmt
activity-code-cancelled = Wiederherstellungscode zurückgenommen
activity-recovery-begun = Mit einem ausgestellten Code hineingelassen, um einen neuen zweiten Schritt einzurichten
activity-recovery-begun-lock = Nach der Wartezeit hineingelassen, um einen neuen zweiten Schritt einzurichten
activity-recovered = Neuer zweiter Schritt eingerichtet, der alte gilt nicht mehr
activity-recovery-rules = Geändert, wer wen wieder hineinlassen darf

mail-code-issued-subject = Ein Wiederherstellungscode wurde ausgestellt
mail-code-issued = { $by } hat bei { $account } einen Wiederherstellungscode für Sie ausgestellt. Damit und mit Ihrem Passwort kann für Ihr Konto ein neuer zweiter Schritt eingerichtet werden.
mail-code-issued-for = { $by } hat bei { $account } einen Wiederherstellungscode für { $person } ausgestellt. Damit und mit dem Passwort kann für dieses Konto ein neuer zweiter Schritt eingerichtet werden.
mail-code-issued-until = Er gilt einmal, bis { $until }.
mail-code-issued-waits = Er wartet darauf, dass eine zweite Person zustimmt. Tut das niemand, gilt er ab { $from }.
mail-code-issued-cancel = Wenn Sie nicht darum gebeten haben, gibt sich vielleicht jemand für Sie aus. Nehmen Sie den Code hier zurück:
mail-code-issued-for-cancel = Wenn das nicht stimmt, nehmen Sie den Code hier zurück, und fragen Sie { $person }:
mail-code-cancelled-subject = Ein Wiederherstellungscode wurde zurückgenommen
mail-code-cancelled = Der Wiederherstellungscode für { $person } bei { $account } wurde über den Link einer Nachricht zurückgenommen. Er gilt nicht mehr.
mail-code-cancelled-look = Vielleicht gibt sich jemand für { $person } aus. Fragen Sie { $person }, und nicht per E-Mail.
mail-recovery-begun-subject = Ein neuer zweiter Schritt wird eingerichtet
mail-recovery-begun = Bei { $account } wurde eine Wiederherstellung für Ihr Konto benutzt. Sie wurden überall abgemeldet, und ein neuer zweiter Schritt kann eingerichtet werden. Ihr alter gilt danach nicht mehr.
mail-recovery-begun-for = Bei { $account } wurde eine Wiederherstellung für das Konto von { $person } benutzt. { $person } wurde überall abgemeldet und richtet einen neuen zweiten Schritt ein.
mail-recovery-begun-for-look = Wenn Sie nicht wissen, warum, fragen Sie { $person }, und nicht per E-Mail.
mail-help-asked-subject = Jemand ist ausgesperrt und bittet um Hilfe
mail-help-asked = { $person } kann bei { $account } den zweiten Schritt nicht gehen und bittet um Hilfe. Das Passwort stimmte.
mail-help-asked-sure = Vergewissern Sie sich, dass es { $person } ist: Rufen Sie unter einer Nummer zurück, die Sie kennen. Stellen Sie dann einen Wiederherstellungscode aus, oder lehnen Sie ab:
mail-help-declined-subject = Ihre Bitte um Hilfe wurde abgelehnt
mail-help-declined = Ihre Bitte, bei { $account } wieder hineingelassen zu werden, wurde abgelehnt. Der Grund:
mail-help-declined-not-you = Wenn Sie nicht gefragt haben, kennt jemand Ihr Passwort. Ändern Sie es.

locked-out-lock = Sie können sich selbst wieder hineinlassen, ohne fremde Hilfe: mit Ihrem Passwort, Ihrem Postfach und etwas Geduld.
locked-out-lock-steps = Wir senden Ihnen einen Link. Wenn Sie ihn geöffnet haben, warten Sie { $wait }. Dann melden Sie sich mit Ihrem Passwort an und richten einen neuen zweiten Schritt ein. Fragt jemand anderes, kann der Mensch, dem das Konto gehört, es in dieser Zeit abbrechen.
locked-out-lock-button = Link senden
locked-out-lock-mailed = Ein Link ist auf dem Weg in Ihr Postfach. Öffnen Sie ihn innerhalb einer Stunde: Dann beginnt die Wartezeit.
locked-out-lock-open = Ihre Wartezeit ist vorbei. Richten Sie jetzt einen neuen zweiten Schritt ein.
locked-out-lock-enter = Neuen zweiten Schritt einrichten
locked-out-lock-mailbox = Sie haben Ihr Passwort über einen gesendeten Link gewählt. Dasselbe Postfach kann nicht auch für den zweiten Schritt stehen. Deshalb können Sie sich hier nicht selbst wieder hineinlassen.
lock-prove-heading = Sich selbst wieder hineinlassen
lock-prove-text = Mit dem Knopf beginnt Ihre Wartezeit von { $wait }. Danach melden Sie sich mit Ihrem Passwort an und richten einen neuen zweiten Schritt ein.
lock-prove-button = Wartezeit beginnen
lock-prove-not-you = Wenn Sie nicht darum gebeten haben, schließen Sie diese Seite und ändern Sie Ihr Passwort: Jemand kennt es.
lock-runs-heading = Ihre Wartezeit hat begonnen
lock-runs = Einen neuen zweiten Schritt können Sie einrichten ab:
lock-runs-then = Melden Sie sich dann mit Ihrem Passwort an, und wählen Sie „Ich habe kein Telefon und keine Codes“. Sie haben dafür 7 Tage.
lock-cancel-heading = Die Wiederherstellung abbrechen
lock-cancel-text = Jemand, der das Passwort kennt, wartet darauf, für dieses Konto bei { $account } einen neuen zweiten Schritt einzurichten. Wenn Sie das nicht sind, brechen Sie es ab.
lock-cancel-button = Abbrechen
lock-cancel-good = Wenn Sie es sind, schließen Sie diese Seite. Es hat sich nichts geändert.
lock-dead = Der Link wurde benutzt, die Wiederherstellung abgebrochen, oder er ist zu alt.
done-lock-cancelled = Die Wiederherstellung ist abgebrochen. Jemand kennt das Passwort: Wählen Sie ein neues.
recovery-rules-lock = Endnutzer, die den zweiten Schritt verloren haben
recovery-rules-lock-text = Für Endnutzer stellt niemand Codes aus. Sie können sich mit Passwort und Postfach selbst wieder hineinlassen, nach einer Wartezeit, in der alle ihre Adressen und Telefone es erfahren und abbrechen können.
recovery-rules-lock-label = Wartezeit
recovery-rules-lock-off = Nicht möglich: Sie legen ein neues Konto an
recovery-rules-lock-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
trouble-lock-hours = Wählen Sie eine der Wartezeiten
activity-lock-asked = Ausgesperrt: will sich selbst wieder hineinlassen
activity-lock-runs = Postfach bewiesen, die Wartezeit hat begonnen
activity-lock-cancelled = Wiederherstellung durch Warten abgebrochen
mail-lock-proof-subject = Sich bei { $account } selbst wieder hineinlassen
mail-lock-proof = Jemand mit Ihrem Passwort will bei { $account } einen neuen zweiten Schritt einrichten. Wenn Sie das sind, öffnen Sie diesen Link innerhalb einer Stunde. Dann beginnt die Wartezeit.
mail-lock-proof-not-you = Wenn Sie es nicht waren, lassen Sie den Link. Jemand kennt Ihr Passwort: Ändern Sie es.
mail-lock-runs-subject = Bald kann ein neuer zweiter Schritt eingerichtet werden
mail-lock-runs = Jemand, der Ihr Passwort kennt und Ihre Mails liest, kann für Ihr Konto bei { $account } ab { $at } einen neuen zweiten Schritt einrichten. Ihr alter gilt dann nicht mehr.
mail-lock-runs-cancel = Wenn Sie das nicht waren, brechen Sie es hier ab, und ändern Sie Ihr Passwort:
mail-lock-cancelled-subject = Die Wiederherstellung wurde abgebrochen
mail-lock-cancelled = Die Wiederherstellung Ihres Kontos bei { $account } wurde über den Link einer Nachricht abgebrochen. Es hat sich nichts geändert.
mail-lock-cancelled-password = Wenn nicht Sie damit begonnen haben, kennt jemand Ihr Passwort. Ändern Sie es.
sms-lock-runs = { $account }: Für Ihr Konto kann bald ein neuer zweiter Schritt eingerichtet werden. Waren Sie das nicht? Brechen Sie es über den Link in Ihrer Mail ab, und ändern Sie Ihr Passwort.

dead-link-invitation-old = Diese Einladung ist älter als 7 Tage und gilt nicht mehr. Wer sie gesendet hat, kann Ihnen eine neue senden.
dead-link-invitation-ask = Um eine neue Einladung bitten
done-invitation-asked = Wer Sie eingeladen hat, weiß Bescheid. Die neue Einladung kommt per E-Mail.
activity-invitation-asked = Um eine neue Einladung gebeten
mail-invitation-asked-subject = Jemand bittet um eine neue Einladung
mail-invitation-asked = Die Einladung von { $person } zu { $account } war abgelaufen, und { $person } bittet um eine neue. Senden Sie sie mit einem Klick:
