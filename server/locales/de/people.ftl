people-any = Alle
people-standing = Status
people-nobody-fits = Niemand passt zu Ihrer Auswahl.
people-look-on = Unter den bisher durchgesehenen Personen ist niemand. Auf der nächsten Seite geht die Suche weiter.
