# Die Sprache von Seiten und Mails. Der Name steht so da, wie ihn die schreiben, die sie sprechen.
language-name = Deutsch
language-direction = ltr
language-thousands = .
language-heading = Sprache
language-label = Seiten und Mails
language-of-browser = Wie mein Browser es sagt

# Im Admin Center.
nav-language = Sprache
account-language-heading = Sprache des Kontos
account-language-text = Sie begegnet allen, die keine Sprache gewählt haben und deren Browser keine verlangt, die es hier gibt. Auch Mails an alle, die keine gewählt haben, sind darin.
account-language-label = Sprache
account-language-note = Ein angeforderter Link kommt in der Sprache der Seite, auf der er angefordert wurde.
activity-account-language-chosen = Sprache des Kontos geändert
activity-read-back = Datenbank aus einer Sicherung wiederhergestellt
confirm-for-account-language = Um die Sprache des Kontos zu ändern, zeigen Sie noch einmal, dass Sie es sind.

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

# Ein Tag ohne sein Jahr.
day-of-year = { $day }. { $month ->
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
}
