people-import = Personen importieren
people-choose = { $name } auswählen
people-many = Mehrere auf einmal
people-many-who = Wer
people-many-ticked = Die auf dieser Seite Angekreuzten
people-many-found = Alle aus dieser Liste, auf allen Seiten
people-many-act = Was
people-many-look = Erst ansehen
people-export = Diese Liste als CSV speichern
import-heading = Personen importieren
import-text = Wer in der Datei steht und noch nicht hier ist, wird per E-Mail eingeladen. Zuerst sehen wir jede Zeile durch und zeigen, was geschehen würde; nichts geschieht, bevor Sie zustimmen.
import-file = Datei
import-file-hint = CSV in UTF-8, höchstens 5 MB und 20.000 Zeilen. Die erste Zeile nennt die Spalten: email, name und, wenn Sie möchten, role, language und groups.
import-roles = Rollen sind end_user, agent, admin und owner; ohne Angabe wird jemand Endnutzer. Niemand bekommt eine Rolle über Ihrer. Wer schon hier ist, bleibt unverändert.
import-groups = Gruppen trennt ein Semikolon, und es muss sie vorher geben. Nur neue Personen kommen hinein.
import-look = Datei ansehen
import-empty = Wählen Sie eine Datei mit mindestens einer Person
import-not-text = Diese Datei ist kein Text in UTF-8. Speichern Sie sie in der Tabellenkalkulation als „CSV UTF-8“
import-quotes = Die Anführungszeichen der Zeile, die bei { $line } beginnt, passen nicht. Es wurde nichts gelesen
import-too-long = Die Datei hat mehr als 20.000 Zeilen. Teilen Sie sie auf
import-no-column = Die erste Zeile nennt keine Spalte „{ $column }“
import-column-twice = Die erste Zeile nennt die Spalte „{ $column }“ zweimal
import-unread = Aus dieser Datei nicht gelesen: die Spalten { $columns }. Alle anderen schon.
batch-mine = Importe und andere Stapel
batch-rows = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
}
batch-looking = Wir sehen jede Zeile durch
batch-ready = Bereit: noch ist nichts geschehen
batch-doing = Wird ausgeführt
batch-done = Erledigt
batch-stopped = Angehalten
batch-stopped-text = Ihre Rolle, Ihr Passwort oder Ihre Sitzungen haben sich inzwischen geändert, darum ging es nicht weiter. Was erledigt war, bleibt. Beginnen Sie neu, wenn Sie möchten.
batch-all = Personen
batch-to-do = Zu tun
batch-are-here = Schon hier
batch-left-out = Ausgelassen
batch-are-done = Erledigt
batch-missed = Doch ausgelassen
batch-percent = { $n } % sind erledigt.
batch-wait = Sie können diese Seite verlassen; es geht weiter.
batch-waits = Es wartet, weil noch { $n } oder mehr Nachrichten dieses Kontos zu senden sind.
batch-cut = Das sind die ersten { $n } Personen. Für die übrigen wiederholen Sie es danach.
batch-as-shown = Es geschieht, was hier steht. Wer sich vorher ändert, wird ausgelassen.
batch-reason = Grund, für das Protokoll
batch-nothing = Es gibt nichts zu tun.
batch-people = Zeile für Zeile.
batch-save = Als CSV speichern
batch-line = Zeile
batch-what = Was geschieht
batch-back = Vorige Seite
batch-invite-again = Einladungen erneut senden
batch-suspend = Personen sperren
batch-restore = Personen wieder zulassen
batch-end-sessions = Sitzungen beenden
batch-go-import = { $n ->
    [one] { $n } Person einladen
   *[other] { $n } Personen einladen
}
batch-go-invite-again = { $n ->
    [one] { $n } Einladung erneut senden
   *[other] { $n } Einladungen erneut senden
}
batch-go-suspend = { $n ->
    [one] { $n } Person sperren
   *[other] { $n } Personen sperren
}
batch-go-restore = { $n ->
    [one] { $n } Person wieder zulassen
   *[other] { $n } Personen wieder zulassen
}
batch-go-end-sessions = { $n ->
    [one] Sitzungen von { $n } Person beenden
   *[other] Sitzungen von { $n } Personen beenden
}
batch-will-invite = Wird eingeladen als { $role }
batch-will = Wird ausgeführt
batch-invited = Eingeladen als { $role }
batch-done-one = Erledigt
batch-unchanged = Schon hier
batch-here = Schon hier, mit anderem Namen oder anderer Rolle: beides bleibt
batch-not-looked = Noch nicht durchgesehen
batch-why-no-email = Ausgelassen: keine E-Mail-Adresse
batch-why-no-name = Ausgelassen: kein Name oder einer mit mehr als 100 Zeichen
batch-why-no-role = Ausgelassen: diese Rolle gibt es nicht
batch-why-no-language = Ausgelassen: diese Sprache gibt es nicht
batch-why-group-unknown = Ausgelassen: das Konto hat keine solche Gruppe
batch-why-twice = Ausgelassen: die Adresse steht schon in Zeile { $line }
batch-why-yourself = Ausgelassen: das sind Sie selbst
batch-why-role-given = Ausgelassen: diese Rolle können Sie nicht geben
batch-why-out-of-reach = Ausgelassen: die Rolle liegt außerhalb Ihrer Reichweite
batch-why-last-owner = Ausgelassen: das Konto braucht einen Inhaber
batch-why-not-invited = Ausgelassen: hat keine offene Einladung
batch-why-not-suspended = Ausgelassen: ist nicht gesperrt
batch-why-not-active = Ausgelassen: meldet sich hier nicht an
batch-why-changed = Ausgelassen: inzwischen hat sich etwas geändert
done-batch-begun = Es wird ausgeführt. Sie können diese Seite verlassen.
done-batch-goes-on = Einer Ihrer Stapel läuft noch. Warten Sie, bis er erledigt ist.
done-nobody-chosen = Niemand war angekreuzt.
activity-people-exported = Liste von Personen als Datei gespeichert
activity-batch-begun = Mehrere auf einmal ({ $n }): { $what }. Grund: { $reason }
batch-of-group = { $what }, { $name }
activity-batch-ended = Mehrere auf einmal, beendet: { $what }. Erledigt für { $done }, nicht für { $missed }
