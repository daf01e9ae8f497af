nav-groups = Gruppen
groups-text = Ordnen Sie Personen in Gruppen, um sie zu finden und für alle zugleich etwas zu tun. Eine Gruppe gibt niemandem Rechte.
groups-none = Es gibt noch keine Gruppen.
groups-count = { $n ->
    [one] { $n } Gruppe
   *[other] { $n } Gruppen
}
group-people = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
}
group-label = Gruppe
group-choose = Gruppe wählen
group-choose-hint = Zum Aufnehmen in eine Gruppe und zum Herausnehmen
group-make-heading = Neue Gruppe
group-name = Name der Gruppe
group-make = Gruppe anlegen
group-how = Um Personen aufzunehmen oder herauszunehmen, kreuzen Sie sie in der Liste der Teammitglieder oder Endnutzer an und öffnen „Mehrere auf einmal“.
group-rename = Namen speichern
group-delete = Gruppe löschen
group-delete-heading = Gruppe { $name } löschen?
group-delete-text = Ihre Personen bleiben, wie sie sind, und gehören nicht mehr zu dieser Gruppe. Das lässt sich nicht rückgängig machen.
trouble-group-name = Geben Sie ihr einen Namen von höchstens 60 Zeichen
trouble-group-taken = Eine Gruppe dieses Namens gibt es schon
trouble-groups-enough = Es gibt schon { $n } Gruppen, mehr kann ein Konto nicht haben. Löschen Sie zuerst eine
batch-join-group = In eine Gruppe aufnehmen
batch-leave-group = Aus einer Gruppe herausnehmen
batch-go-join-group = { $n ->
    [one] { $n } Person in die Gruppe aufnehmen
   *[other] { $n } Personen in die Gruppe aufnehmen
}
batch-go-leave-group = { $n ->
    [one] { $n } Person aus der Gruppe herausnehmen
   *[other] { $n } Personen aus der Gruppe herausnehmen
}
batch-why-in-group = Ausgelassen: ist schon in der Gruppe
batch-why-not-in-group = Ausgelassen: ist nicht in der Gruppe
batch-why-no-group = Ausgelassen: die Gruppe wurde gelöscht
batch-why-archived = Ausgelassen: ist archiviert
done-no-group-chosen = Es war keine Gruppe gewählt.
done-group-made = Die Gruppe ist angelegt. Nehmen Sie aus den Listen Personen auf.
done-group-renamed = Die Gruppe hat ihren neuen Namen.
done-group-deleted = Die Gruppe ist gelöscht. Ihre Personen bleiben.
activity-group-made = Gruppe angelegt: { $name }
activity-group-renamed = Gruppe umbenannt von { $from } in { $to }
activity-group-deleted = Gruppe gelöscht: { $name }. Personen darin: { $n }
activity-group-joined = In die Gruppe { $name } aufgenommen
activity-group-left = Aus der Gruppe { $name } herausgenommen
