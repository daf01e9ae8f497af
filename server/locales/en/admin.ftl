nav-admin-home = Overview
nav-people = People
nav-team-members = Team members
nav-end-users = End users
nav-admin-account = Account
nav-authentication = Authentication
nav-mail = Mail
crumb-security = Security
crumb-advanced = Advanced

readiness = { $of ->
    [0] Nobody is here yet.
   *[other] { $have } of { $of } have set it up.
}
readiness-as-of = As of { $day }.

admin-heading = Admin Center
admin-home-authentication = Who must use two-factor authentication, and how long people stay signed in.
admin-home-team-required = Required for team members
admin-home-team-optional = Your choice for team members
admin-home-end-users-required = Required for end users
admin-home-end-users-optional = Your choice for end users
admin-home-team = Owners, admins and agents.
admin-home-end-users = The people you help.
admin-home-mail = Messages on their way, and those that did not arrive.
admin-home-mail-good = All messages were sent
admin-home-mail-failed = { $n ->
    [one] { $n } message was not sent
   *[other] { $n } messages were not sent
}

authentication-heading = Authentication
require-team = Require two-factor authentication (2FA) for team members
require-end-users = Require two-factor authentication (2FA) for end users
asking-legend = How often a passcode is asked for
asking-every = At every sign-in
asking-every-hint = Nobody can choose otherwise. Computers that are trusted now are trusted no more.
asking-remember = Once on each computer, then not again for a while
asking-remember-hint = People can untick it. On a new computer the passcode is always asked for.
asking-days = Days, from 1 to 30
limit-idle = Sign out when not used for
limit-absolute = Sign out in any case after
on-save-heading = When you save
on-save-text = Whoever has not set it up is asked at their next sign-in. Who is signed in goes on, unless you end sessions now.
end-sessions-team = End all sessions of team members now, but this one of yours
end-sessions-end-users = End all sessions of end users now

people-team-heading = Team members
people-end-users-heading = End users
people-invite-team = Invite team member
people-invite-end-user = Invite end user
people-search = Search
people-search-hint = The beginning of an e-mail address, or of any word of a name
people-search-button = Search
people-search-clear = Show everybody
people-none = Nobody is here yet. Invite the first person.
people-no-match = Nobody’s name or e-mail address has a word that begins with “{ $search }”.
people-count = { $n ->
    [one] { $n } person.
   *[other] { $n } people.
}
people-more-than = More than { $n } people.
people-with-second-factor = { $n ->
    [one] { $n } uses two-factor authentication.
   *[other] { $n } use two-factor authentication.
}
column-name = Name
column-role = Role
column-state = State
column-two-factor = Two-factor
column-last-sign-in = Last sign-in
column-sessions = Sessions
column-added = Added
standing-active = Active
standing-invited = Invited
standing-suspended = Suspended

invite-team-heading = Invite a team member
invite-end-user-heading = Invite an end user
invite-text = They get a link by e-mail, choose a password, and set up the second step if it is required.
invite-name-label = Name
invite-button = Send invitation

person-facts = About
person-acts = What you can do
person-sessions = Sessions
person-devices = Trusted computers and phones
person-no-sessions = Not signed in anywhere.
person-is-me = This is you. You change your own sign-in in My security, and another admin changes your role.
person-out-of-reach = Their role is as high as yours or higher, so only someone above can change it.

act-role = Change role
act-role-heading = Change the role of { $name }
act-role-text = { $name } is signed out at once, and can do what the new role allows at the next sign-in. We tell them by e-mail.
act-invite-again = Send invitation again
act-invite-again-heading = Send the invitation of { $name } again
act-invite-again-text = A new link goes to { $email }. The old link stops working.
act-end-sessions = End sessions
act-end-sessions-heading = End the sessions of { $name }
act-end-sessions-text = { $sessions ->
    [0] { $name } is not signed in now. A sign-in that is half done ends, too.
    [one] { $name } is signed out of { $sessions } browser at once, and can sign in again.
   *[other] { $name } is signed out of { $sessions } browsers at once, and can sign in again.
}
act-suspend = Suspend
act-suspend-heading = Suspend { $name }
act-suspend-text = { $name } is signed out at once and cannot sign in until you let them in again. Nothing is deleted.
act-restore = Let in again
act-restore-heading = Let { $name } in again
act-restore-text = { $name } can sign in again, with the same password and second step.

admin-mail-heading = Mail
admin-mail-text = Messages are tried again for a day. What did not arrive by then waits here for you.
admin-mail-empty = Nothing waits, and nothing went wrong.
admin-mail-caption = The newest first
column-mail = Message
column-tries = Tries
column-next-try = Next try
column-last-error = The mail server said
mail-waiting = Waiting
mail-sent = Sent
mail-failed = Not sent
mail-retry = Send again
