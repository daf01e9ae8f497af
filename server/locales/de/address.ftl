# Die E-Mail-Adresse ändern, mit der man sich anmeldet.
security-address = E-Mail-Adresse
security-address-now = Sie melden sich an mit
security-address-waiting = Wir haben einen Link an { $to } geschickt. Öffnen Sie ihn vor dem { $until }. Bis dahin ändert sich nichts.
security-address-change = E-Mail-Adresse ändern

change-address-heading = E-Mail-Adresse ändern
change-address-label = Neue E-Mail-Adresse
change-address-text = Wir schicken einen Link dorthin. Wenn Sie ihn öffnen, gilt die neue Adresse statt der alten. Auch die alte bekommt eine Mail.
change-address-button = Link senden

confirm-address-heading = Ab jetzt diese Adresse?
confirm-address-from = Jetzt
confirm-address-to = Neu
confirm-address-text = Sie melden sich dann mit der neuen an, und Mails gehen dorthin. Hier bleiben Sie angemeldet, überall sonst werden Sie abgemeldet.
confirm-address-button = Neue Adresse nehmen

dead-link-address = Er wurde schon benutzt, ist älter als eine Stunde, oder an Ihrem Konto hat sich seitdem etwas geändert. In „Meine Sicherheit“ können Sie einen neuen anfordern.
dead-link-address-anothers = Dieser Link gehört jemand anderem. Wenn es Ihrer ist: Melden Sie sich ab, öffnen Sie ihn noch einmal und melden Sie sich als Sie selbst an.

trouble-address-unchanged = Das ist schon Ihre Adresse. Geben Sie eine andere ein
trouble-address-too-often = Sie haben heute zu oft eine neue Adresse angefordert. Versuchen Sie es morgen wieder

mail-address-proof-subject = Bestätigen Sie Ihre neue E-Mail-Adresse für { $account }
mail-address-proof = Sie möchten diese E-Mail-Adresse bei { $account } benutzen. Öffnen Sie dazu diesen Link und melden Sie sich an:
mail-address-proof-hour = Der Link gilt einmal, eine Stunde lang.
mail-address-proof-not-you = Wenn Sie das nicht waren, tun Sie nichts. Ohne Ihre Anmeldung bewirkt der Link nichts.

mail-address-change-asked-subject = Ihre E-Mail-Adresse soll geändert werden
mail-address-change-asked = Jemand, der bei { $account } als Sie angemeldet ist, möchte eine andere E-Mail-Adresse benutzen: { $to }. Nichts ändert sich, bis der Link geöffnet wird, den wir dorthin geschickt haben.

mail-address-changed-subject = Ihre E-Mail-Adresse wurde geändert
mail-address-changed = Ihre E-Mail-Adresse für { $account } wurde geändert. Sie melden sich mit der neuen an, und Mails gehen dorthin.
mail-address-changed-not-you = Wenn Sie das nicht waren, sagen Sie es sofort einem Admin.

mail-address-wanted-subject = Jemand wollte Ihre E-Mail-Adresse benutzen
mail-address-wanted = Jemand bei { $account } wollte diese E-Mail-Adresse als eigene benutzen. Sie gehört Ihnen, darum wurde nichts geändert.
mail-address-wanted-not-you = Sie müssen nichts tun. Wir haben nicht verraten, dass die Adresse vergeben ist.
