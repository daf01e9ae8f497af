# Which language the pages and mails are in. The name is written as its speakers write it.
language-name = English
language-heading = Language
language-label = Pages and mails
language-of-browser = As my browser says

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
