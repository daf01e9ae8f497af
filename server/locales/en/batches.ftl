people-import = Import people
people-choose = Choose { $name }
people-many = Several at once
people-many-who = Who
people-many-ticked = Those ticked on this page
people-many-found = Everybody whom this list has, on all pages
people-many-act = What
people-many-look = Look at it first
people-export = Save this list as CSV
import-heading = Import people
import-text = Everybody in the file who is not here yet is invited by mail. First we look at every row and show you what would happen; nothing is done before you say so.
import-file = File
import-file-hint = CSV in UTF-8, at most 5 MB and 20,000 rows. The first line names the columns: email, name, and if you like role, language and groups.
import-roles = Roles are end_user, agent, admin and owner; without one, somebody becomes an end user. Nobody gets a role above yours. Who is here already stays as they are.
import-groups = Groups are separated by semicolons, and have to be there before. Newcomers alone are put into them.
import-look = Look at the file
import-empty = Choose a file with at least one person
import-not-text = This file is no text in UTF-8. In your spreadsheet, save it as “CSV UTF-8”
import-quotes = The quotation marks in the row that begins at line { $line } do not fit. Nothing was read
import-too-long = The file has more than 20,000 rows. Split it into several
import-no-column = The first line names no column “{ $column }”
import-column-twice = The first line names the column “{ $column }” twice
import-unread = Not read from this file: the columns { $columns }. All others are.
batch-mine = Imports and other batches
batch-rows = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
batch-looking = We are looking at every row
batch-ready = Ready: nothing is done yet
batch-doing = It is being done
batch-done = Done
batch-stopped = Stopped
batch-stopped-text = Your role, password or sessions changed meanwhile, so it did not go on. What was done stays done. Begin again if you like.
batch-all = People
batch-to-do = To do
batch-are-here = Here already
batch-left-out = Left out
batch-are-done = Done
batch-missed = Left out after all
batch-percent = { $n } % are over.
batch-wait = You can leave this page; the work goes on.
batch-waits = It waits, since { $n } messages of this account or more are still to be sent.
batch-cut = These are the first { $n } people. For the others, do the same again afterwards.
batch-as-shown = It is done as shown here. Whoever changes before their turn is left out.
batch-reason = Reason, for the audit log
batch-nothing = There is nothing to do.
batch-people = Row by row.
batch-save = Save as CSV
batch-line = Line
batch-what = What happens
batch-back = Previous page
batch-invite-again = Send invitations again
batch-suspend = Suspend people
batch-restore = Let people in again
batch-end-sessions = End people’s sessions
batch-go-import = { $n ->
    [one] Invite { $n } person
   *[other] Invite { $n } people
}
batch-go-invite-again = { $n ->
    [one] Send { $n } invitation again
   *[other] Send { $n } invitations again
}
batch-go-suspend = { $n ->
    [one] Suspend { $n } person
   *[other] Suspend { $n } people
}
batch-go-restore = { $n ->
    [one] Let { $n } person in again
   *[other] Let { $n } people in again
}
batch-go-end-sessions = { $n ->
    [one] End the sessions of { $n } person
   *[other] End the sessions of { $n } people
}
batch-will-invite = Will be invited as { $role }
batch-will = Will be done
batch-invited = Invited as { $role }
batch-done-one = Done
batch-unchanged = Here already
batch-here = Here already, with another name or role: both stay
batch-not-looked = Not looked at yet
batch-why-no-email = Left out: no e-mail address
batch-why-no-name = Left out: no name, or one of more than 100 letters
batch-why-no-role = Left out: no such role
batch-why-no-language = Left out: no such language
batch-why-group-unknown = Left out: the account has no such group
batch-why-twice = Left out: the address stands in line { $line } already
batch-why-yourself = Left out: that is you
batch-why-role-given = Left out: you cannot give that role
batch-why-out-of-reach = Left out: their role is out of your reach
batch-why-last-owner = Left out: the account needs an owner
batch-why-not-invited = Left out: has no open invitation
batch-why-not-suspended = Left out: is not suspended
batch-why-not-active = Left out: does not sign in here
batch-why-changed = Left out: something changed meanwhile
done-batch-begun = It is being done. You can leave this page.
done-batch-goes-on = One of your batches goes on. Wait until it is done.
done-nobody-chosen = Nobody was ticked.
activity-people-exported = List of people saved as a file
activity-batch-begun = Several people at once ({ $n }): { $what }. Reason: { $reason }
batch-of-group = { $what }, { $name }
activity-batch-ended = Several people at once, over: { $what }. Done for { $done }, not for { $missed }
