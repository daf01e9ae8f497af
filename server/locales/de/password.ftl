# Vergessenes Passwort, neues Passwort, Einladung und erste Einrichtung.
forgot-heading = Passwort vergessen?
forgot-text = Wir schicken Ihnen einen Link, mit dem Sie ein neues wählen.
forgot-button = Link senden
sent-heading = Sehen Sie in Ihre E-Mails
sent-text = Wenn { $email } hier ein Konto hat, ist ein Link unterwegs. Er gilt 30 Minuten.
sent-not-there = Nach ein paar Minuten noch nichts da? Sehen Sie in den Spam-Ordner oder prüfen Sie die Adresse.
sent-another-address = Andere Adresse nehmen

reset-heading = Neues Passwort wählen
reset-text = Für { $email }.
reset-button = Passwort ändern
reset-second-step = Danach melden Sie sich damit und mit Ihrem Einmalcode an, wie immer.

dead-link-heading = Dieser Link gilt nicht mehr
dead-link-reset = Er wurde schon benutzt oder ist älter als 30 Minuten.
dead-link-reset-again = Neuen Link senden
dead-link-invitation = Er wurde schon benutzt oder ist zu alt. Wenn Sie ein Passwort haben, melden Sie sich an. Sonst bitten Sie um eine neue Einladung.
dead-link-setup = Er wurde schon benutzt. Wer diesen Server betreibt, kann einen neuen erstellen.
dead-link-signin = Anmelden

welcome-heading = Willkommen bei { $account }
welcome-by = { $inviter } hat Sie zu { $account } eingeladen.
welcome-text = Sie sind zu { $account } eingeladen.
welcome-email = Sie melden sich mit { $email } an.
welcome-button = Konto anlegen

setup-heading = Doorward einrichten
setup-text = Geben Sie dem Konto einen Namen und werden Sie sein erster Inhaber. Andere können Sie gleich danach einladen.
setup-account-label = Name des Kontos
setup-button = Einrichten
reset-new-authenticator = Ihre alte Authenticator-App und die Wiederherstellungscodes gelten ab jetzt nicht mehr. Wenn Sie sich mit dem neuen Passwort anmelden, verbinden Sie eine neue App.
