nav-admin-home = Übersicht
nav-people = Personen
nav-team-members = Teammitglieder
nav-end-users = Endnutzer
nav-admin-account = Konto
nav-authentication = Anmeldung
nav-mail = Mail
crumb-security = Sicherheit
crumb-advanced = Erweitert

readiness = { $of ->
    [0] Noch ist niemand da.
   *[other] { $have } von { $of } haben sie eingerichtet.
}
readiness-as-of = Stand: { $day }.

admin-heading = Admin Center
admin-home-authentication = Wer Zwei-Faktor-Authentifizierung braucht und wie lange man angemeldet bleibt.
admin-home-team-required = Von Teammitgliedern verlangt
admin-home-team-optional = Für Teammitglieder freigestellt
admin-home-end-users-required = Von Endnutzern verlangt
admin-home-end-users-optional = Für Endnutzer freigestellt
admin-home-team = Inhaber, Admins und Agenten.
admin-home-end-users = Die Menschen, denen Sie helfen.
admin-home-mail = Nachrichten, die unterwegs sind, und solche, die nicht ankamen.
admin-home-mail-good = Alle Nachrichten sind gesendet
admin-home-mail-failed = { $n ->
    [one] { $n } Nachricht wurde nicht gesendet
   *[other] { $n } Nachrichten wurden nicht gesendet
}

authentication-heading = Anmeldung
require-team = Zwei-Faktor-Authentifizierung (2FA) von Teammitgliedern verlangen
require-end-users = Zwei-Faktor-Authentifizierung (2FA) von Endnutzern verlangen
asking-legend = Wie oft nach dem Einmalcode gefragt wird
asking-every = Bei jeder Anmeldung
asking-every-hint = Niemand kann es anders wählen. Geräte, denen jetzt vertraut wird, verlieren das Vertrauen.
asking-remember = Einmal auf jedem Gerät, dann eine Weile nicht mehr
asking-remember-hint = Man kann das Häkchen wegnehmen. Auf einem neuen Gerät wird immer gefragt.
asking-days = Tage, von 1 bis 30
limit-idle = Abmelden, wenn nicht benutzt für
limit-absolute = In jedem Fall abmelden nach
on-save-heading = Wenn Sie speichern
on-save-text = Wer sie nicht eingerichtet hat, wird bei der nächsten Anmeldung danach gefragt. Wer angemeldet ist, bleibt es, es sei denn, Sie beenden Sitzungen jetzt.
end-sessions-team = Jetzt alle Sitzungen von Teammitgliedern beenden, nur Ihre hier nicht
end-sessions-end-users = Jetzt alle Sitzungen von Endnutzern beenden

people-team-heading = Teammitglieder
people-end-users-heading = Endnutzer
people-invite-team = Teammitglied einladen
people-invite-end-user = Endnutzer einladen
people-search = Suche
people-search-hint = Der Anfang einer E-Mail-Adresse oder eines Wortes im Namen
people-search-button = Suchen
people-search-clear = Alle zeigen
people-none = Noch ist niemand da. Laden Sie die erste Person ein.
people-no-match = Kein Name und keine E-Mail-Adresse hat ein Wort, das mit „{ $search }“ beginnt.
people-count = { $n ->
    [one] { $n } Person.
   *[other] { $n } Personen.
}
people-more-than = Mehr als { $n } Personen.
people-with-second-factor = { $n ->
    [one] { $n } nutzt Zwei-Faktor-Authentifizierung.
   *[other] { $n } nutzen Zwei-Faktor-Authentifizierung.
}
column-name = Name
column-role = Rolle
column-state = Zustand
column-two-factor = 2FA
column-last-sign-in = Letzte Anmeldung
column-sessions = Sitzungen
column-added = Dabei seit
standing-active = Aktiv
standing-invited = Eingeladen
standing-suspended = Gesperrt

invite-team-heading = Teammitglied einladen
invite-end-user-heading = Endnutzer einladen
invite-text = Die Person bekommt einen Link per E-Mail, wählt ein Passwort und richtet den zweiten Schritt ein, wenn er verlangt wird.
invite-name-label = Name
invite-button = Einladung senden

person-facts = Über die Person
person-acts = Was Sie tun können
person-sessions = Sitzungen
person-devices = Vertraute Computer und Handys
person-no-sessions = Nirgends angemeldet.
person-is-me = Das sind Sie. Ihre Anmeldung ändern Sie in „Meine Sicherheit“, Ihre Rolle ändert ein anderer Admin.
person-out-of-reach = Diese Rolle ist so hoch wie Ihre oder höher, darum kann sie nur jemand darüber ändern.

act-role = Rolle ändern
act-role-heading = Rolle von { $name } ändern
act-role-text = { $name } wird sofort abgemeldet und kann ab der nächsten Anmeldung, was die neue Rolle erlaubt. Wir sagen es per E-Mail.
act-invite-again = Einladung noch einmal senden
act-invite-again-heading = Einladung von { $name } noch einmal senden
act-invite-again-text = Ein neuer Link geht an { $email }. Der alte Link gilt nicht mehr.
act-end-sessions = Sitzungen beenden
act-end-sessions-heading = Sitzungen von { $name } beenden
act-end-sessions-text = { $sessions ->
    [0] { $name } ist gerade nicht angemeldet. Auch eine halb fertige Anmeldung endet.
    [one] { $name } wird sofort in { $sessions } Browser abgemeldet und kann sich wieder anmelden.
   *[other] { $name } wird sofort in { $sessions } Browsern abgemeldet und kann sich wieder anmelden.
}
act-suspend = Sperren
act-suspend-heading = { $name } sperren
act-suspend-text = { $name } wird sofort abgemeldet und kann sich nicht anmelden, bis Sie es wieder zulassen. Nichts wird gelöscht.
act-restore = Wieder zulassen
act-restore-heading = { $name } wieder zulassen
act-restore-text = { $name } kann sich wieder anmelden, mit demselben Passwort und demselben zweiten Schritt.

admin-mail-heading = Mail
admin-mail-text = Nachrichten werden einen Tag lang immer wieder versucht. Was bis dahin nicht ankam, wartet hier auf Sie.
admin-mail-empty = Nichts wartet, und nichts ging schief.
admin-mail-caption = Die neuesten zuerst
column-mail = Nachricht
column-tries = Versuche
column-next-try = Nächster Versuch
column-last-error = Der Mailserver sagte
mail-waiting = Wartet
mail-sent = Gesendet
mail-failed = Nicht gesendet
mail-retry = Noch einmal senden
