# Said on many pages. `{ $account }` is what the account is called.
page-title = { $heading } – { $account }
page-title-error = Error: { $heading } – { $account }
error-prefix = Error:
summary-heading = There is a problem
skip-to-content = Skip to content
continue = Continue
cancel = Cancel
save = Save
look-again = Look again
look-again-stop = Stop looking again by itself
start-again = Start again
try-again = Try again
never = Never
list-comma = {", "}
next-page = Next page
crumbs = You are here

nav-account = Your account
nav-security = My security
nav-admin = Admin Center
sign-out = Sign out

email-label = E-mail
password-label = Password
password-show = Show
password-hide = Hide
new-password-label = New password
new-password-hint = At least { $n } characters. A few words you can remember work well.
your-name-label = Your name

role-label = Role
role-owner = Owner
role-admin = Admin
role-agent = Agent
role-end-user = End user
role-owner-hint = Answers for the account, and does everything an admin does.
role-admin-hint = Decides who signs in, and how.
role-agent-hint = Works with customers.
role-end-user-hint = Sees what is theirs.

factor-password = Password
factor-passkey = Passkey
factor-totp = Authenticator app
factor-sms-code = Text message
factor-email-code = E-mail passcode
factor-recovery-code = Recovery code

state-on = On
state-off = Off
state-required-missing = Required, not set up

duration-seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
duration-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
duration-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
duration-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}

open-tab-ended = You have been signed out.
open-tab-again = Sign in again
open-tab-idle = Nothing happened here for a while. In less than 2 minutes you will be signed out.
open-tab-stay = Stay signed in
open-tab-over = You have been signed in for a long time. In less than 2 minutes you will be signed out: finish what you are doing.

browser-on-system = { $browser } on { $system }
browser-unknown = Unknown browser
