# Ein Konto für sich selbst anlegen; und wer das darf, im Admin Center.
register-heading = Konto anlegen
register-text = Wir senden Ihnen einen Link, über den Sie ein Passwort wählen. Nur Sie kennen es dann.
register-button = Link senden
register-sent-heading = Sehen Sie in Ihre E-Mails
register-sent-text = Wenn diese Adresse hier möglich ist, ist eine Nachricht an { $email } unterwegs. Ihr Link gilt 1 Stunde.
register-closed-heading = Konten gibt es auf Einladung
register-closed-text = Sie können hier nicht selbst ein Konto anlegen. Bitten Sie die Leute von { $account } um eine Einladung.
register-finish-heading = Legen Sie Ihr Konto an
register-finish-text = Ihre Adresse ist bestätigt. Sagen Sie uns noch Ihren Namen, und wählen Sie ein Passwort.
register-refused-heading = Ihr Konto wurde nicht angelegt
register-refused-closed = { $account } nimmt von dieser Adresse keine neuen Konten mehr an. Bitten Sie dort um eine Einladung.
register-refused-taken = Mit dieser Adresse gibt es jetzt ein Konto. Wenn es Ihres ist, melden Sie sich an, oder wählen Sie ein neues Passwort.

dead-link-registration = Er wurde schon benutzt oder ist älter als 1 Stunde. Wenn Sie ein Passwort gewählt haben, melden Sie sich an.
dead-link-registration-again = Neuen Link senden

done-registered = Ihr Konto ist bereit. Melden Sie sich mit E-Mail und Passwort an.

nav-registration = Registrierung
registration-heading = Registrierung
registration-legend = Wer ein Konto anlegen darf
registration-text = Ohne Einladung, als Endnutzer.
registration-closed = Niemand
registration-closed-hint = Man kommt auf Einladung.
registration-open = Alle
registration-open-hint = Wer den Link öffnet, den wir an seine Adresse senden.
registration-domains = Wer eine Adresse bei diesen Domains hat
registration-domains-hint = Auch dann wird der Link geöffnet.
registration-list-label = Domains
registration-list-hint = Eine je Zeile, höchstens { $n }. Eine Subdomain zählt als eigene Domain. Gilt nur bei der letzten Wahl.
registration-note = Wer schon ein Konto hat, behält es, was immer Sie wählen.
registration-held-back = { $n ->
    [one] Heute wurde { $n } Nachricht zurückgehalten, weil zu viele verlangt wurden.
   *[other] Heute wurden { $n } Nachrichten zurückgehalten, weil zu viele verlangt wurden.
}

trouble-domains-empty = Geben Sie mindestens eine Domain ein
trouble-domains-many = Geben Sie höchstens { $n } Domains ein
trouble-domain-shape = „{ $domain }“ ist keine Domain wie example.com. Schreiben Sie sie in einfachen Buchstaben, eine internationale mit xn-- am Anfang
trouble-other-domain = Mit einer Adresse dieser Domain können Sie hier kein Konto anlegen. Nehmen Sie eine andere, oder bitten Sie um eine Einladung
trouble-registration-empty = Wählen Sie, wer ein Konto anlegen darf
