# Was auf vielen Seiten steht. `{ $account }` ist der Name des Kontos.
#
# Ein Wort für eine Sache, auf Seiten und in Mails:
#   sign in, sign out            anmelden, abmelden             nie: einloggen, ausloggen
#   passcode                     Einmalcode                     nie: OTP, TAN, Token, PIN
#   recovery code                Wiederherstellungscode         nie: Backup-Code
#   two-factor authentication    Zwei-Faktor-Authentifizierung (2FA), danach „der zweite Schritt“
#   authenticator (app)          Authenticator-App
#   session                      Sitzung; vor Endnutzern lieber „Browser“ oder „angemeldet sein“
#   account                      Konto
#   team member, end user        Teammitglied, Endnutzer
#   owner, admin, agent          Inhaber, Admin, Agent; „ask an administrator“: einen Admin fragen
#   turn on, off                 einschalten, ausschalten       nie: aktivieren, deaktivieren
#   suspend, let in again        sperren, wieder zulassen
#   e-mail, mail                 E-Mail, Mail
# Angeredet wird mit „Sie“, in kurzen Sätzen. Auf Knöpfen steht, was geschieht: „Passwort ändern“, nie „OK“.
page-title = { $heading } – { $account }
page-title-error = Fehler: { $heading } – { $account }
error-prefix = Fehler:
summary-heading = Etwas stimmt noch nicht
skip-to-content = Zum Inhalt
continue = Weiter
cancel = Abbrechen
save = Speichern
look-again = Noch einmal nachsehen
look-again-stop = Nicht mehr von selbst nachsehen
start-again = Neu beginnen
try-again = Noch einmal versuchen
never = Nie
list-comma = {", "}
next-page = Nächste Seite
crumbs = Sie sind hier

nav-account = Ihr Konto
nav-security = Meine Sicherheit
nav-admin = Admin Center
sign-out = Abmelden

email-label = E-Mail
password-label = Passwort
password-show = Zeigen
password-hide = Verbergen
new-password-label = Neues Passwort
new-password-hint = Mindestens { $n } Zeichen. Ein paar Wörter, die Sie sich merken können, sind gut.
your-name-label = Ihr Name

role-label = Rolle
role-owner = Inhaber
role-admin = Admin
role-agent = Agent
role-end-user = Endnutzer
role-owner-hint = Steht für das Konto ein und darf alles, was ein Admin darf.
role-admin-hint = Bestimmt, wer sich anmeldet und wie.
role-agent-hint = Arbeitet mit Kunden.
role-end-user-hint = Sieht die eigenen Dinge.

factor-password = Passwort
factor-passkey = Passkey
factor-totp = Authenticator-App
factor-sms-code = SMS-Code
factor-email-code = E-Mail-Code
factor-recovery-code = Wiederherstellungscode

state-on = Ein
state-off = Aus
state-required-missing = Verlangt, nicht eingerichtet

duration-seconds = { $n ->
    [one] { $n } Sekunde
   *[other] { $n } Sekunden
}
duration-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
duration-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
duration-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}

open-tab-ended = Sie wurden abgemeldet.
open-tab-again = Wieder anmelden
open-tab-idle = Hier ist eine Weile nichts geschehen. In weniger als 2 Minuten werden Sie abgemeldet.
open-tab-stay = Angemeldet bleiben
open-tab-over = Sie sind schon lange angemeldet. In weniger als 2 Minuten werden Sie abgemeldet: Schließen Sie ab, woran Sie gerade sind.

browser-on-system = { $browser } auf { $system }
browser-unknown = Unbekannter Browser
