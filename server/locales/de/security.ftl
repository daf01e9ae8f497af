security-heading = Meine Sicherheit
security-two-factor = Zwei-Faktor-Authentifizierung
security-two-factor-on = Sie melden sich mit Ihrem Passwort und einem zweiten Schritt an.
security-two-factor-off = Geben Sie Ihrer Anmeldung einen zweiten Schritt: einen Einmalcode vom Handy. Ihr Passwort allein öffnet dann nichts mehr.
security-required = { $account } verlangt sie.
security-required-missing = Sie wird verlangt. Sie richten sie bei der nächsten Anmeldung ein, oder jetzt.
security-set-up = Einrichten
security-add-app = Weitere Authenticator-App hinzufügen
security-remove = Entfernen
method-rename = Umbenennen
method-name = So nennen Sie es
security-turn-off = Ausschalten
authenticator-added = Hinzugefügt:
authenticator-last-used = Zuletzt benutzt:
authenticator-not-used = Noch nicht benutzt

security-codes = Wiederherstellungscodes
security-codes-left = { $n } von 10 übrig
security-codes-text = Mit einem davon kommen Sie hinein, wenn es mit dem Handy nicht geht. Jeder gilt einmal.
security-codes-low = Sie haben nur noch wenige. Holen Sie neue, solange Sie sich anmelden können.
security-codes-new = Neue Codes holen

security-password = Passwort
security-password-changed = Zuletzt geändert:
security-password-change = Passwort ändern
security-password-short = Nach mehr als Ihrem Passwort wird nicht gefragt, und dafür ist es kurz. Wählen Sie ein längeres.

security-devices = Vertraute Computer und Handys
security-devices-text = Hier genügt bis zum genannten Tag Ihr Passwort. Wenn Sie eines davon nicht kennen, entfernen Sie es: Es wird dann auch abgemeldet.
device-until = Kein Einmalcode bis
device-trusted = Seit
device-rename = Umbenennen
device-name = Name dieses Computers oder Handys
device-forget = Entfernen
security-sessions = Wo Sie angemeldet sind
security-sessions-text = Wenn Sie davon etwas nicht kennen, melden Sie es ab und ändern Sie Ihr Passwort.
security-end-others = Überall sonst abmelden
security-end-all = Überall abmelden
session-current = Dieser Browser
session-last-seen = Zuletzt benutzt:
session-signed-in = Angemeldet:
session-address = Von:
session-factors = Mit:
session-on-trusted-device = { $factors }, auf einem vertrauten Gerät
session-end = Abmelden

change-password-heading = Passwort ändern
change-password-text = Hier bleiben Sie angemeldet. Überall sonst werden Sie abgemeldet.
change-password-button = Passwort ändern

turn-off-heading = Zwei‑Faktor-Authentifizierung ausschalten
turn-off-text = Danach öffnet Ihr Passwort allein Ihr Konto. Ihre Authenticator-App und Ihre Wiederherstellungscodes gelten nicht mehr.
turn-off-button = Ausschalten
new-codes-heading = Neue Wiederherstellungscodes
new-codes-text = { $n ->
    [0] Sie bekommen zehn neue Codes.
    [one] Sie bekommen zehn neue Codes. Der eine, der noch übrig ist, gilt dann nicht mehr.
   *[other] Sie bekommen zehn neue Codes. Die { $n }, die noch übrig sind, gelten dann nicht mehr.
}
new-codes-button = Neue Codes holen
end-others-heading = Überall sonst abmelden
end-others-text = { $n ->
    [one] Hier bleiben Sie angemeldet. { $n } anderer Browser wird sofort abgemeldet.
   *[other] Hier bleiben Sie angemeldet. { $n } andere Browser werden sofort abgemeldet.
}
end-others-button = Überall sonst abmelden
end-all-heading = Überall abmelden
end-all-text = Jeder Browser wird sofort abgemeldet, auch dieser. Auch eine halb fertige Anmeldung endet. Sie können sich danach wieder anmelden.
end-all-button = Überall abmelden

confirm-heading = Bestätigen Sie, dass Sie es sind
confirm-text = Das ist wichtig, darum fragen wir noch einmal.

# Wofür noch einmal gefragt wird.
confirm-for-authenticator = Damit Sie ändern können, wie Sie sich anmelden, zeigen Sie noch einmal, dass Sie es sind.
confirm-for-turn-off = Um die Zwei-Faktor-Authentifizierung auszuschalten, zeigen Sie noch einmal, dass Sie es sind.
confirm-for-recovery-codes = Um neue Wiederherstellungscodes zu holen, zeigen Sie noch einmal, dass Sie es sind.
confirm-for-password = Um Ihr Passwort zu ändern, zeigen Sie noch einmal, dass Sie es sind.
confirm-for-address = Um Ihre E-Mail-Adresse zu ändern, zeigen Sie noch einmal, dass Sie es sind.
confirm-for-policy = Um die Regeln für die Anmeldung zu ändern, zeigen Sie noch einmal, dass Sie es sind.
confirm-for-people = Um Personen einzuladen oder zu ändern, zeigen Sie noch einmal, dass Sie es sind.

# Was gerade geschah, einmal gesagt auf der nächsten Seite.
done-second-factor-off = Die Zwei-Faktor-Authentifizierung ist aus.
done-factor-added = Verbunden. Was Sie vorher hatten, gilt weiter.
done-replaced = Ihre neue Authenticator-App ist verbunden. Die alte gilt nicht mehr.
done-factor-removed = Entfernt. Überall sonst sind Sie abgemeldet.
done-new-codes = Ihre Wiederherstellungscodes gelten jetzt. Ältere gelten nicht mehr.
done-password-changed = Ihr Passwort ist geändert.
done-address-asked = Ein Link ist unterwegs an die neue Adresse. Öffnen Sie ihn innerhalb einer Stunde.
done-address-changed = Ihre E-Mail-Adresse ist geändert. Überall sonst sind Sie abgemeldet.
done-language-chosen = Ihre Sprache ist geändert.
done-session-ended = Dieser Browser ist abgemeldet.
done-device-forgotten = Es ist entfernt. Dort wird wieder nach dem Einmalcode gefragt.
done-renamed = Der Name ist gespeichert.
done-others-ended = Jeder andere Browser ist abgemeldet.
done-saved = Gespeichert.
done-invited = Die Einladung ist unterwegs.
done-role-changed = Die Rolle ist geändert.
done-sessions-ended = Alle Sitzungen dieser Person sind beendet.
done-suspended = Die Person ist gesperrt und abgemeldet.
done-restored = Die Person kann sich wieder anmelden.
done-mail-retried = Die Nachricht wird noch einmal gesendet.
done-welcome = Ihr Passwort ist gesetzt. Melden Sie sich jetzt damit an.
done-password-set = Ihr neues Passwort ist gesetzt, und Sie sind überall abgemeldet. Melden Sie sich jetzt damit an.
done-account-made = Ihr Konto ist angelegt. Melden Sie sich jetzt an.
done-unchanged = Es war nichts anders als vorher.
undone-enrolment-too-old = Dieser Schlüssel wurde vor zu langer Zeit gezeigt. Beginnen Sie neu.
undone-enough-authenticators = Sie haben fünf Authenticator-Apps. Entfernen Sie zuerst eine.
undone-last-method = Das ist Ihr einziger zweiter Schritt. Sie können stattdessen die Zwei-Faktor-Authentifizierung ausschalten.
undone-second-factor-first = Richten Sie zuerst die Zwei-Faktor-Authentifizierung ein. Änderungen am Konto brauchen einen Einmalcode.
undone-required = Ihr Konto verlangt Zwei-Faktor-Authentifizierung, darum bleibt sie ein.
undone-longer-password-first = Wählen Sie zuerst ein längeres Passwort. Ohne den zweiten Schritt steht es allein.
undone-changed-meanwhile = Nichts wurde geändert. Jemand anderes hat diese Person inzwischen geändert.
undone-last-owner = Nichts wurde geändert. Ein Konto braucht mindestens einen Inhaber.
