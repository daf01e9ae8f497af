signin-heading = Anmelden bei { $account }
signin-button = Anmelden
signin-forgot = Passwort vergessen?
signin-register = Neu hier? Konto anlegen
back-to-signin = Zurück zur Anmeldung

passcode-heading = Einmalcode eingeben
passcode-label = Einmalcode mit 6 Ziffern
passcode-hint = Öffnen Sie Ihre Authenticator-App und suchen Sie { $account }.
passcode-remember = { $n ->
    [one] Auf diesem Gerät { $n } Tag lang nicht mehr fragen
   *[other] Auf diesem Gerät { $n } Tage lang nicht mehr fragen
}
passcode-remember-hint = Nehmen Sie das Häkchen weg, wenn auch andere das Gerät benutzen.
passcode-use-recovery-code = Wiederherstellungscode benutzen
passcode-where = Wo ist mein Einmalcode?
passcode-where-text = Öffnen Sie die App, die Sie beim Einrichten des zweiten Schritts verbunden haben. Der Eintrag { $account } zeigt alle 30 Sekunden einen neuen Einmalcode.
passcode-lost-text = Ohne Ihr Handy nehmen Sie einen Wiederherstellungscode. Wenn Sie keinen haben, fragen Sie einen Admin.

recovery-code-heading = Wiederherstellungscode benutzen
recovery-code-label = Wiederherstellungscode
recovery-code-hint = Einer der Codes mit 16 Buchstaben und Ziffern, die Sie gespeichert haben.
recovery-code-use-passcode = Authenticator-App benutzen
recovery-code-left = { $n ->
    [one] Sie haben noch { $n } Code.
   *[other] Sie haben noch { $n } Codes.
}
recovery-code-none = Wenn Sie sie nicht finden, fragen Sie einen Admin.

slowed-heading = Zu viele Versuche
slowed-text = Der nächste Versuch geht in { $wait }. Nichts ging verloren.
slowed-not-you = Wenn diese Versuche nicht von Ihnen sind, kennt jemand Ihr Passwort. Ändern Sie es, sobald Sie angemeldet sind.
closed-heading = Einmalcodes sind abgeschaltet
closed-text = Es gab zu viele falsche Versuche, darum wird für Ihr Konto nichts mehr geprüft. Fragen Sie einen Admin.
closed-not-you = Wenn diese Versuche nicht von Ihnen sind, kennt jemand Ihr Passwort. Sagen Sie es, und ändern Sie es.

too-old-heading = Neu beginnen
too-old-text = Es hat länger als 15 Minuten gedauert, darum beginnen Sie neu. Nichts ging verloren.

signed-out-heading = Sie sind abgemeldet
signed-out-text = Sie können diese Seite schließen.
signed-out-again = Wieder anmelden

because-idle = Sie waren eine Weile nicht da, darum wurden Sie abgemeldet. Melden Sie sich an, um weiterzumachen.
because-absolute = Sie waren lange angemeldet, darum wurden Sie abgemeldet. Melden Sie sich an, um weiterzumachen.
because-ended = Diese Sitzung wurde beendet. Melden Sie sich an, um weiterzumachen.
because-changed = An Ihrem Konto hat sich etwas geändert. Melden Sie sich an, um weiterzumachen.
because-not-active = Ihr Konto ist gesperrt. Fragen Sie einen Admin.
because-too-old = Diese Anmeldung ist vorbei: Sie hat länger als 15 Minuten gedauert, oder an Ihrem Konto hat sich etwas geändert. Beginnen Sie neu. Nichts ging verloren.
