# Which language the pages and mails are in. The name is written as its speakers write it.
language-name = English
language-direction = ltr
language-thousands = ,
language-heading = Language
language-label = Pages and mails
language-of-browser = As my browser says

# In the Admin Center.
nav-language = Language
account-language-heading = Language of the account
account-language-text = People meet it who have chosen no language and whose browser asks for none that is here. Mails to people who have chosen none are in it.
account-language-label = Language
account-language-note = A link that somebody asks for comes in the language of the page where they asked.
activity-account-language-chosen = Language of the account changed
activity-read-back = Database restored from a backup
confirm-for-account-language = To change the language of the account, show once more that it is you.

# A point in time. The clock has 24 hours.
moment = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }, { $clock } UTC

# A day without its year.
day-of-year = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
