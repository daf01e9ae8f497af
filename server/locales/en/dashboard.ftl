# The dashboard: who uses what, what happened, who is blocked now.
nav-dashboard = Dashboard
dashboard-heading = Dashboard
dashboard-of-whom = Of whom
dashboard-about = What about
dashboard-about-people = People and methods
dashboard-about-sign-ins = Sign-ins
dashboard-about-codes = Sent passcodes
dashboard-how-far = How far back
dashboard-range-days = Last 30 days
dashboard-range-quarter = Last 13 weeks
dashboard-range-year = Last 52 weeks
dashboard-incomplete = The past is still being counted. Numbers of days that are over may grow.
dashboard-how-counted = Days are those of UTC. Days that are over are counted once; today is counted as you look. People are all who are not archived.
dashboard-number = { $n }
dashboard-label = { $name } { $n }
dashboard-table = Show as a table
dashboard-nothing = Nothing to show in this time.
dashboard-when = When
dashboard-why = Why
dashboard-how-many = How many
dashboard-span = { $from } – { $to }
dashboard-so-far = { $span } (so far)

dashboard-progress = Progress
dashboard-progress-required = { $have } of { $of } people from whom two-factor authentication is required have a method that counts: { $percent } %.
dashboard-progress-optional = Two-factor authentication is their choice. { $have } of { $of } people have a method that counts: { $percent } %.
dashboard-have = Have it
dashboard-of = Everybody
dashboard-deadline = Deadline { $day }

dashboard-adoption = Methods
dashboard-adoption-text = How many people have which method set up. Whoever has two is in both lines.
dashboard-any = Any
dashboard-passkey = Passkey
dashboard-totp = App
dashboard-sms = Text
dashboard-email = E-mail
dashboard-people = People

dashboard-sign-ins = Sign-ins
dashboard-sign-ins-text = What was asked for after a right password.
dashboard-asked = Asked
dashboard-trusted = Trusted device
dashboard-not-asked = Not asked
dashboard-must-set-up = Set one up
dashboard-passkey-alone = Passkey alone

dashboard-rules = Asked or not, and why
dashboard-rules-text = By which rule the second step was asked for in this time, or not.
dashboard-rule-required = Asked: it is required
dashboard-rule-own-choice = Asked: their own choice
dashboard-rule-none-counts = Asked: what they have does not count any more
dashboard-rule-required-and-missing = Set one up: required, and they had none
dashboard-rule-demanded = Set one up: theirs were taken away
dashboard-rule-trusted-device = Not asked: a trusted device
dashboard-rule-exempt = Not asked: exempt
dashboard-rule-before-deadline = Not asked: before the deadline, or in the grace after it
dashboard-rule-not-demanded = Not asked: not required, and they have none
dashboard-rule-unknown = Before this was written down

dashboard-failures = Failures
dashboard-failures-text = Tries that were refused.
dashboard-failed-password = Password
dashboard-failed-factor = Second step
dashboard-failed-other = Other reasons

dashboard-reasons = Failures by reason
dashboard-reasons-text = Why tries were refused in this time.
dashboard-failure-wrong-password = Wrong password
dashboard-failure-wrong-factor = Wrong second step
dashboard-failure-late-factor = Second step too old, or used already
dashboard-failure-setting-up = First passcode of a new method was wrong
dashboard-failure-too-many = Not looked at: too many tries before
dashboard-failure-too-long = Took too long, or something changed meanwhile
dashboard-failure-not-active = Suspended, or not here yet

dashboard-codes-sms = Passcodes by text message
dashboard-codes-email = Passcodes by e-mail
dashboard-codes-text = Whether passcodes arrive: that one did is known when it was typed.
dashboard-code-asked-for = Asked for
dashboard-code-handed-over = Handed over
dashboard-code-arrived = Typed
dashboard-code-not-sent = Not sent

blocked-heading = Who is blocked now
blocked-nobody = Nobody, as far as we see.
blocked-asking = { $n ->
    [one] { $n } person asks for help
   *[other] { $n } people ask for help
}
blocked-asking-hint = They gave their password and have no second step at hand. Decide on it here:
blocked-closed = { $n ->
    [one] Nothing that { $n } person types is looked at any more
   *[other] Nothing that { $n } people type is looked at any more
}
blocked-closed-hint = Too many second steps were wrong in a row. Somebody may know their password. Whoever runs the server can open it again.
blocked-waiting = { $n ->
    [one] { $n } person has to wait for the next try
   *[other] { $n } people have to wait for the next try
}
blocked-waiting-hint = Several second steps were wrong in a row. The wait ends by itself, at the time beside the name.
blocked-setting-up = { $n ->
    [one] { $n } person did not come through setting up the second step
   *[other] { $n } people did not come through setting up the second step
}
blocked-setting-up-hint = At their last sign-in they were to set one up, and did not get in. Ask whether they need help.
blocked-half-way = { $n ->
    [one] { $n } person stands at the second step for more than 5 minutes
   *[other] { $n } people stand at the second step for more than 5 minutes
}
blocked-half-way-hint = Their password was right. The sign-in ends at the time beside the name.
blocked-more = { $n ->
    [one] And { $n } more.
   *[other] And { $n } more.
}
