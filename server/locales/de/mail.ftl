# Mails. Der Betreff nennt, was geschah, und nichts, was einem Dieb hilft.
mail-hello = Guten Tag { $name },
mail-when = Wann:
mail-device = Browser:
mail-address = Netzwerkadresse:
mail-link-until = Der Link gilt einmal, bis { $until }.

mail-invitation-subject = Ihre Einladung zu { $account }
mail-invitation = Sie sind zu { $account } eingeladen.
mail-invitation-by = { $inviter } hat Sie zu { $account } eingeladen.
mail-invitation-link = Öffnen Sie diesen Link und wählen Sie ein Passwort:
mail-invitation-not-you = Wenn Sie das nicht erwartet haben, tun Sie nichts. Ohne den Link kann niemand sie benutzen.

mail-password-reset-subject = Ein neues Passwort für { $account }
mail-password-reset = Jemand hat für Sie ein neues Passwort bei { $account } angefordert. Wenn Sie es waren, öffnen Sie diesen Link:
mail-password-reset-minutes = Der Link gilt einmal, 30 Minuten lang. Nach Ihrem Einmalcode wird danach weiterhin gefragt.
mail-password-reset-not-you = Wenn Sie es nicht waren, tun Sie nichts. Ihr Passwort bleibt, wie es ist.

mail-password-changed-subject = Ihr Passwort für { $account } wurde geändert
mail-password-changed = Ihr Passwort für { $account } wurde geändert.

mail-factor-added-subject = Ein zweiter Schritt wurde zu Ihrer Anmeldung hinzugefügt
mail-factor-added = Sie können sich jetzt bei { $account } neben dem Passwort mit diesem zweiten Schritt anmelden: { $factor }.

mail-factor-removed-subject = Ein zweiter Schritt wurde aus Ihrer Anmeldung entfernt
mail-factor-removed = Sie können sich bei { $account } nicht mehr mit diesem zweiten Schritt anmelden: { $factor }.

mail-authenticator-removed-subject = Zwei-Faktor-Authentifizierung ausgeschaltet
mail-authenticator-removed = Die Zwei-Faktor-Authentifizierung für { $account } wurde ausgeschaltet. Ihr Passwort allein öffnet jetzt Ihr Konto.

mail-recovery-code-used-subject = Ein Wiederherstellungscode wurde benutzt
mail-recovery-code-used = { $n ->
    [0] Sie haben sich bei { $account } mit einem Wiederherstellungscode angemeldet. Es war Ihr letzter. Holen Sie neue in „Meine Sicherheit“.
    [one] Sie haben sich bei { $account } mit einem Wiederherstellungscode angemeldet. Sie haben noch { $n }. Holen Sie neue in „Meine Sicherheit“.
   *[other] Sie haben sich bei { $account } mit einem Wiederherstellungscode angemeldet. Sie haben noch { $n }.
}
mail-recovery-code-used-not-you = Wenn Sie das nicht waren, hat jemand Ihr Passwort und Ihre Codes. Ändern Sie Ihr Passwort, holen Sie neue Codes und sagen Sie es einem Admin.

mail-recovery-codes-replaced-subject = Neue Wiederherstellungscodes wurden erstellt
mail-recovery-codes-replaced = Für { $account } gelten jetzt neue Wiederherstellungscodes. Die alten gelten nicht mehr.

mail-too-many-tries-subject = Jemand probiert Einmalcodes
mail-too-many-tries = Jemand hat bei { $account } Ihr Passwort eingegeben und danach viele falsche Einmalcodes. Hinein kam niemand.

mail-signed-out-everywhere-subject = Sie wurden überall abgemeldet
mail-signed-out-everywhere = Alle Ihre Sitzungen bei { $account } wurden beendet. Sie können sich wieder anmelden.
mail-signed-out-everywhere-not-you = Wenn Sie nicht wissen, warum, fragen Sie einen Admin.

mail-archived-subject = Ihr Konto wurde geschlossen
mail-archived = Ihr Konto bei { $account } wurde von einem Admin geschlossen. Sie können sich damit nicht mehr anmelden.
mail-archived-not-you = Wenn Sie nicht wissen, warum, fragen Sie einen Admin.

mail-role-changed-subject = Ihre Rolle wurde geändert
mail-role-changed = Ihre Rolle bei { $account } ist jetzt: { $role }.
mail-role-changed-not-you = Wenn Sie nicht wissen, warum, fragen Sie einen Admin.

mail-unknown-subject = Eine Nachricht

mail-hello-stranger = Guten Tag,
mail-registration-subject = Ihr Konto bei { $account }
mail-registration = Jemand möchte mit dieser E-Mail-Adresse ein Konto bei { $account } anlegen. Wenn Sie es sind, öffnen Sie diesen Link und wählen ein Passwort:
mail-registration-hour = Der Link gilt einmal, 1 Stunde lang.
mail-registration-not-you = Wenn Sie es nicht sind, tun Sie nichts. Ohne den Link kann niemand Ihre Adresse benutzen.
mail-already-here-subject = Sie haben schon ein Konto bei { $account }
mail-already-here = Jemand möchte mit dieser E-Mail-Adresse ein Konto bei { $account } anlegen. Sie haben schon eines, darum wurde nichts geändert.
mail-already-here-forgot = Melden Sie sich damit an. Wenn Sie Ihr Passwort vergessen haben, wählen Sie hier ein neues:
mail-already-here-invited = Sie wurden eingeladen: Öffnen Sie den Link in jener Nachricht. Wenn er nicht mehr geht, bitten Sie um eine neue Einladung.
mail-already-here-not-you = Wenn Sie es nicht sind, tun Sie nichts. Ihr Konto bleibt, wie es ist.

mail-break-glass-opened-subject = Notzugang zu { $account } wurde vorbereitet
mail-break-glass-opened = Wer den Server von { $account } betreibt, hat für Sie einen Link gemacht. Er setzt ein neues Passwort und ersetzt Ihre Authenticator-App. Sie bekommen ihn von dort selbst: In dieser Nachricht steht er nicht. Sie wurden überall abgemeldet.
mail-break-glass-opened-for = Wer den Server von { $account } betreibt, hat für { $person } einen Not-Link gemacht. Er setzt ein neues Passwort und ersetzt die Authenticator-App.
mail-break-glass-opened-not-you = Wenn niemand darum gebeten hat, rufen Sie jetzt an, wer den Server betreibt. Bis der Link benutzt wird, gelten Passwort und Einmalcode wie vorher.
mail-break-glass-opened-not-known = Wenn { $person } nicht darum gebeten hat, rufen Sie dort an und bei dem, der den Server betreibt.
mail-break-glass-used-subject = Notzugang zu { $account } wurde benutzt
mail-break-glass-used = Ihr Not-Link für { $account } wurde benutzt. Ihr Passwort ist neu. Ihre alte Authenticator-App und die Wiederherstellungscodes gelten nicht mehr. Bei der nächsten Anmeldung wird eine neue App eingerichtet.
mail-break-glass-used-for = Der Not-Link für { $person } bei { $account } wurde benutzt. Das Passwort ist neu. Die alte Authenticator-App und die Wiederherstellungscodes gelten nicht mehr.
mail-break-glass-used-not-you = Wenn Sie das nicht waren, rufen Sie jetzt an, wer den Server betreibt.
mail-break-glass-used-not-known = Wenn Sie das nicht erwartet haben, rufen Sie { $person } an und den, der den Server betreibt.

mail-report-ready-subject = Ihr 2FA-Statusbericht von { $account } ist fertig
mail-report-ready = Der 2FA-Statusbericht, den Sie wollten, ist fertig. Speichern Sie ihn hier:
mail-report-ready-until = Sie müssen angemeldet sein. Der Link gilt für Sie allein bis { $until }, solange Sie die Rolle haben, die Sie hatten, als Sie ihn wollten.
mail-report-ready-not-you = Wenn Sie ihn nicht wollten, ist jemand als Sie angemeldet: Beenden Sie in „Meine Sicherheit“ alle Sitzungen, und ändern Sie Ihr Passwort.
