# Was Menschen über ihre eigene Sicherheit erfahren, und wie sie sagen, dass sie es nicht waren.
not-me-heading = Das war ich nicht
not-me-told = Wir haben Ihnen geschrieben:
not-me-text = Wenn Sie das nicht waren, benutzt vielleicht jemand anderes Ihr Konto. Der Knopf bewirkt:
not-me-signs-out = Alle werden von Ihrem Konto abgemeldet, auf jedem Computer und Telefon.
not-me-password = Ihr Passwort gilt nicht mehr. Wir schicken Ihnen einen Link, mit dem Sie ein neues wählen.
not-me-factors = Ihre Authenticator-App bleibt, wie sie ist. Wenn jemand sie ausgetauscht hat oder Sie sich nicht anmelden können, fragen Sie einen Admin.
not-me-button = Alle abmelden
not-me-was-you = Wenn Sie es waren, schließen Sie diese Seite. Es hat sich nichts geändert.
not-me-dead = Er wurde schon benutzt oder ist älter als 7 Tage. Wenn Sie glauben, dass jemand Ihr Konto benutzt, wählen Sie ein neues Passwort und sagen Sie es einem Admin.
not-me-forgot = Neues Passwort wählen
done-reported = Alle sind abgemeldet, und Ihr Passwort gilt nicht mehr. Ein Link, mit dem Sie ein neues wählen, ist zu Ihnen unterwegs.
done-reported-ask-help = Alle sind abgemeldet, und das Passwort gilt nicht mehr. Um sich wieder anzumelden, fragen Sie einen Admin.

activity-new-browser = In einem neuen Browser angemeldet
activity-reported-not-me = „Das war ich nicht“: alle abgemeldet, Passwort gilt nicht mehr
activity-not-me-refused = „Das war ich nicht“ mit einem Link, der nicht mehr gilt
activity-letter-held-back = Nachricht zurückgehalten, weil es zu viele ihrer Art waren
history-ended = Überall abgemeldet
history-reported = Jemand sagte „Das war ich nicht“ mit dem Link einer Nachricht. Damit galt das Passwort nicht mehr.
history-reported-kept-out = Jemand sagte „Das war ich nicht“ mit dem Link einer Nachricht an eine Adresse, die die Person nicht mehr hat. Damit galt das Passwort nicht mehr, und niemand kann sich anmelden, bis ein Admin es wieder zulässt.

mail-not-me = Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, öffnen Sie diesen Link. Er meldet alle ab, Ihr Passwort gilt nicht mehr, und Sie wählen ein neues. Er gilt 7 Tage:
mail-knows-password = Wenn Sie das nicht waren, kennt jemand Ihr Passwort.

mail-new-browser-subject = Anmeldung in einem neuen Browser
mail-new-browser = Sie haben sich bei { $account } in einem Browser angemeldet, den wir nicht kennen.
mail-new-browser-trusted = Ihm wird jetzt vertraut: Dort wird eine Zeit lang nicht nach einem Einmalcode gefragt.

mail-second-step-failed-subject = Eine Anmeldung endete beim zweiten Schritt
mail-second-step-failed = Jemand hat bei { $account } Ihr Passwort eingegeben, aber nicht den richtigen Einmalcode oder Wiederherstellungscode. Hinein kam niemand.

mail-recovery-codes-few = Das sind wenige. Erstellen Sie neue in „Meine Sicherheit“.

mail-reported-subject = Jemand sagt: „Das war ich nicht“
mail-reported = Mit dem Link einer Nachricht über Ihr Konto bei { $account } hat jemand gesagt, dass nicht Sie es waren, wovon sie berichtete. Alle wurden abgemeldet, und Ihr Passwort gilt nicht mehr.
mail-reported-new-password = Wählen Sie hier ein neues Passwort:
mail-reported-minutes = Der Link gilt einmal, 30 Minuten lang. Später wählen Sie auf der Anmeldeseite „Passwort vergessen?“. Nach Ihrem Einmalcode wird danach weiterhin gefragt.
mail-reported-forgot = Um sich wieder anzumelden, wählen Sie auf der Anmeldeseite „Passwort vergessen?“.
mail-reported-help = Um sich wieder anzumelden, fragen Sie einen Admin.
mail-reported-for = Mit dem Link einer Nachricht über das Konto von { $person } bei { $account } hat jemand gesagt, dass nicht { $person } es war, wovon sie berichtete. Alle wurden von diesem Konto abgemeldet, und sein Passwort gilt nicht mehr.
mail-reported-for-look = Fragen Sie { $person }, was geschehen ist, und sehen Sie im Admin Center nach, was zuletzt geschah.
mail-reported-for-kept-out = Die Nachricht war an eine E-Mail-Adresse gegangen, die { $person } nicht mehr hat. Darum kann sich niemand bei diesem Konto anmelden, bis Sie es im Admin Center wieder zulassen. Sprechen Sie vorher mit { $person }, und nicht per E-Mail.
