# Die Sprache von Seiten und Mails. Der Name steht so da, wie ihn die schreiben, die sie sprechen.
language-name = Deutsch
language-heading = Sprache
language-label = Seiten und Mails
language-of-browser = Wie mein Browser es sagt

# Ein Zeitpunkt. Die Uhr hat 24 Stunden.
moment = { $day }. { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sep.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
} { $year }, { $clock } UTC
