# Das Admin Center: wer gerade angemeldet ist, Personen archivieren und löschen, eine einzelne Nachricht.
nav-menu = Menü
nav-signed-in = Gerade angemeldet

signed-in-heading = Gerade angemeldet
signed-in-people = { $n ->
    [0] Niemand ist angemeldet.
    [one] { $n } Person ist angemeldet.
   *[other] { $n } Personen sind angemeldet.
}
signed-in-sessions = { $n ->
    [one] { $n } Sitzung.
   *[other] { $n } Sitzungen.
}
signed-in-more-than = Mehr als { $n } Sitzungen.
signed-in-end-all = Alle beenden
signed-in-who = Wer
signed-in-everybody = Alle
signed-in-show = Zeigen
signed-in-caption = Was zuletzt benutzt wurde, zuerst. Eine halb fertige Anmeldung ist keine Sitzung.
signed-in-none = Niemand ist angemeldet.
signed-in-no-match = Niemand, zu dem das passt, ist angemeldet.
column-browser = Browser
column-signed-in = Angemeldet
column-last-seen = Zuletzt benutzt

end-all-team-heading = Alle Sitzungen von Teammitgliedern beenden
end-all-end-users-heading = Alle Sitzungen von Endnutzern beenden
end-all-after = Alle können sich wieder anmelden. Auch halb fertige Anmeldungen enden, und keinem Gerät wird mehr vertraut. Was das Konto verlangt, bleibt, wie es ist.
end-all-yours = Ihre eigene Sitzung geht weiter.
end-all-of-type-button = Alle Sitzungen beenden
done-all-ended = Alle diese Sitzungen sind beendet.

people-show-archived = Archivierte zeigen
people-show-here = Zeigen, wer da ist
people-archived-team-heading = Archivierte Teammitglieder
people-archived-end-users-heading = Archivierte Endnutzer
people-archived-none = Niemand ist archiviert.
standing-archived = Archiviert
standing-erased = Gelöscht
column-archived = Archiviert seit
person-erased = Gelöschte Person
person-nothing-known = Was über diese Person bekannt war, ist gelöscht. Das Protokoll hält fest, was geschah, ohne Namen.

act-archive = Archivieren
act-archive-heading = { $name } archivieren
act-archive-text = { $name } wird sofort abgemeldet und kann sich nie wieder anmelden. Das lässt sich nicht rückgängig machen.
act-archive-address = { $email } ist danach frei. Wer damit hinzukommt, fängt neu an und bekommt nichts von { $name }.
act-archive-kept = Was geschah, bleibt festgehalten. Wir sagen es { $name } per E-Mail.
act-archive-sure = Ich weiß, dass sich das nicht rückgängig machen lässt
act-erase = Löschen
act-erase-heading = { $name } löschen
act-erase-text = Name, E-Mail-Adresse, Browser, Netzwerkadressen und Nachrichten von { $name } werden gelöscht. Das lässt sich nicht rückgängig machen.
act-erase-kept = Das Protokoll hält fest, was geschah, ohne Namen.
act-erase-address = E-Mail-Adresse von { $name }
act-erase-address-hint = Geben Sie { $email } ein, damit niemand aus Versehen gelöscht wird.
done-archived = Die Person ist archiviert und kann sich nie wieder anmelden.
done-erased = Was über die Person bekannt war, ist gelöscht.
trouble-not-sure = Setzen Sie das Häkchen bei „Ich weiß, dass sich das nicht rückgängig machen lässt“, oder brechen Sie ab
trouble-other-address = Das ist nicht die E-Mail-Adresse dieser Person. Prüfen Sie, wen Sie löschen

mail-show = Zeigen
mail-everything = Alles
mail-none-such = Solche Nachrichten gibt es nicht.
mail-message-heading = Eine Nachricht
mail-message-to = An
mail-message-subject = Betreff
mail-message-written = Geschrieben
mail-message-sent-at = Gesendet
mail-message-failed-at = Aufgegeben
mail-message-not-tried = Noch nicht versucht.
