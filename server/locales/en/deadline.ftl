# By when a second step that is required has to be there.
deadline-label = Deadline
deadline-hint = UTC. Until the end of that day nobody is made to set one up. Empty: from the next sign-in on
grace-label = Days of grace
grace-hint = From each person’s first sign-in after the deadline, once. 30 at most
trouble-deadline = Choose a day, or leave it empty
trouble-deadline-far = Choose a day within a year
trouble-grace = Give a number of days from 0 to 30
due-text = Set up a second step by { $by }. You have { $left } left; after that it is required when you sign in.
due-set-up = Set it up now
plan-sets-up-later = Only their password for now; by the deadline, or the end of their grace, they set up a second step
rule-deadline = Deadline
rule-deadline-none = none
rule-grace = Grace after it
rule-grace-days = { $n ->
    [0] none
    [one] { $n } day
   *[other] { $n } days
}
pause-label = Pause by itself at, in percent
pause-hint = When more of a day’s people than this do not come in after the deadline, it is put off by a week. The owners get a mail. Empty: never
trouble-pause = Give a number from 1 to 100, or leave it empty
rule-pause = Pauses by itself
rule-pause-never = never
rule-pause-at = above { $percent } %
paused-text = Paused by itself: { $blocked } of { $of } people did not come in. Nobody is made to set a second step up before the deadline here.
paused-go-on = To go on, choose another deadline; a day that is over asks everybody again at once. Until you change something here, this stays.
policy-history-by-itself = By itself
policy-history-paused = Paused by itself: { $blocked } of { $of } people did not come in
why-before-deadline = Nothing is asked for beside the password: the account requires a second step, and its deadline is not over.
why-in-grace = Nothing is asked for beside the password: the account requires a second step, and this person’s grace after the deadline is not over.
why-due = To be set up by { $until }

mail-reminder-subject = Set up your second step at { $account }
mail-reminder = { $account } requires a second step when you sign in, and you have none yet. Set one up by { $due }; you have { $left } left:
mail-reminder-after = After that you can only sign in once you have set one up on the way. If you have set it up meanwhile, there is nothing to do.

mail-paused-subject = The second step at { $account } was put off by itself
mail-paused = { $who } at { $account } have to have a second step. Of { $of } people with the right password { $blocked } did not come in: they have none, and did not get through setting one up.
mail-paused-until = So that they can work, nobody who has none is made to set one up before { $until }. Whoever has one is asked for it as before.
mail-paused-go-on = See who they are on the dashboard. To go on earlier, choose another deadline:
