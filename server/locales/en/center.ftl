# The Admin Center: who is signed in now, archiving and erasing a person, one message of the outbox.
nav-menu = Menu
nav-signed-in = Signed in now

signed-in-heading = Signed in now
signed-in-people = { $n ->
    [0] Nobody is signed in.
    [one] { $n } person is signed in.
   *[other] { $n } people are signed in.
}
signed-in-sessions = { $n ->
    [one] { $n } session.
   *[other] { $n } sessions.
}
signed-in-more-than = More than { $n } sessions.
signed-in-end-all = End all
signed-in-who = Who
signed-in-everybody = Everybody
signed-in-show = Show
signed-in-caption = The newest activity first. A sign-in that is half done is no session.
signed-in-none = Nobody is signed in.
signed-in-no-match = Nobody who fits this is signed in.
column-browser = Browser
column-signed-in = Signed in
column-last-seen = Last used

end-all-team-heading = End all sessions of team members
end-all-end-users-heading = End all sessions of end users
end-all-after = They can sign in again. A sign-in that is half done ends, too, and no device is trusted any more.
end-all-yours = Your own session goes on.
end-all-of-type-button = End all sessions
done-all-ended = All their sessions are ended.

people-show-archived = Show archived people
people-show-here = Show who is here
people-archived-team-heading = Archived team members
people-archived-end-users-heading = Archived end users
people-archived-none = Nobody is archived.
standing-archived = Archived
standing-erased = Erased
column-archived = Archived
person-erased = Erased person
person-nothing-known = What was known of this person is erased. The audit log keeps what happened, without a name.

act-archive = Archive
act-archive-heading = Archive { $name }
act-archive-text = { $name } is signed out at once and can never sign in again. This cannot be undone.
act-archive-address = { $email } is free then. Whoever is added with it starts anew and gets nothing of { $name }.
act-archive-kept = What happened is kept for the record. We tell { $name } by e-mail.
act-archive-sure = I know that this cannot be undone
act-erase = Erase
act-erase-heading = Erase { $name }
act-erase-text = Name, e-mail address, browsers, network addresses and messages of { $name } are erased. This cannot be undone.
act-erase-kept = The audit log keeps what happened, without a name.
act-erase-address = E-mail address of { $name }
act-erase-address-hint = Type { $email }, so that nobody is erased by mistake.
done-archived = They are archived, and can never sign in again.
done-erased = What was known of them is erased.
trouble-not-sure = Tick “I know that this cannot be undone”, or cancel
trouble-other-address = That is not the e-mail address of this person. Check whom you are about to erase

mail-show = Show
mail-everything = Everything
mail-none-such = There are no such messages.
mail-message-heading = A message
mail-message-to = To
mail-message-subject = Subject
mail-message-written = Written
mail-message-sent-at = Sent
mail-message-failed-at = Given up
mail-message-not-tried = It was not tried yet.
