# Locked out, and let in again: what somebody sees who has no second factor left, and what those see who may help.
nav-recovery = Locked out
admin-home-recovery = People who cannot give their second step and ask for help.
admin-home-recovery-none = Nobody asks for help
admin-home-recovery-wanted = { $n ->
    [one] { $n } person asks for help
   *[other] { $n } people ask for help
}

locked-out-link = I have no phone and no codes
locked-out-heading = Locked out?
locked-out-issued = An administrator of { $account } issued a recovery code for you. They tell it to you; it works once.
locked-out-use-code = Enter a recovery code
locked-out-ask-text = Ask for help: those who administer { $account } are told when you asked, and from which browser and network address.
locked-out-ask-next = They make sure that it is you, for example by calling you, and give you a recovery code. With it you set up a new second step.
locked-out-ask-button = Ask for help
locked-out-asked = You asked for help:
locked-out-asked-text = Those who can help were told. Wait for their call, or go and see them. When they have given you a recovery code, enter it here.
locked-out-often = You asked often enough today. Call somebody who can help, or go and see them.
locked-out-nobody = Nobody in this account can let you in again. Ask whoever runs the server.
locked-out-end-user = Without your second step you cannot get into this account any more. Nobody can issue a code for it, also not our team: so nobody can talk them into letting a stranger in.
locked-out-register-text = You can create a new account. Use another e-mail address, open the link that we send there, and choose a password.
locked-out-same-address = If you want to keep your e-mail address, ask our team first to archive this account. After that the address is free.
locked-out-register = Create a new account
locked-out-no-register = To get a new account, ask our team for an invitation.
locked-out-back = Back to the second step

recover-notice = Set up a new second step now, within 15 minutes. What you had before stops working with it. Afterwards you sign in with your password and the new second step.
done-recovered = Your new second step is set up. Sign in with your password and with it.

cancel-code-heading = Take the recovery code back
cancel-code-lead = Somebody issued a recovery code for { $name } at { $account }.
cancel-code-text = If { $name } did not ask for it, take it back. It does not work after that, and those who administer the account are told.
cancel-code-button = Take the code back
cancel-code-good = If it is right, close this page. Nothing has changed.
cancel-code-dead = The recovery code was used, taken back or is too old: there is nothing to take back.
done-code-cancelled = The recovery code was taken back and does not work any more.

recovery-heading = Locked out
recovery-requests = Who asks for help
recovery-requests-text = Make sure who asks before you issue a code: call them back on a number that you know.
recovery-no-requests = Nobody asks for help.
recovery-asked = Asked:
recovery-proof-password = Proven: the password was right
recovery-has = Set up:
recovery-has-codes = { $n ->
    [one] { $n } recovery code left
   *[other] { $n } recovery codes left
}
recovery-not-yours = Somebody with a higher role has to help.
recovery-issue = Issue a recovery code
recovery-decline = Decline
recovery-codes-open = Recovery codes that were issued
recovery-no-codes = None is open.
recovery-waits = Waits for a second person
recovery-works = Works
recovery-issued-by = Issued by { $name }:
recovery-agreed-by = { $name } agreed.
recovery-works-from = Works from:
recovery-works-until = Works until:
recovery-agree = Agree
recovery-cancel = Take back
recovery-rules-link = Settings

issue-heading = Issue a recovery code for { $name }
issue-sure = Are you sure that it is { $name } who asks? Call back on a number that you know. Whoever writes or calls may be somebody else.
issue-what = The code is shown to you once. It works once, for 24 hours at most, and together with the password. With it { $name } sets up a new second step and can do nothing else.
issue-ends = When it is used, { $name } is signed out everywhere, and no computer or phone is trusted any more. The old second step stops working when the new one is set up.
issue-told = { $name } and the owners are told by e-mail, and can take the code back.
issue-waits = You have the same role, so a second person has to agree under “Locked out”. If nobody does, the code works in { $wait }.
issue-back = Back
issued-heading = Recovery code for { $name }
issued-text = Tell { $name } this code, best by phone or in person:
issued-waits = It works as soon as a second person has agreed, or from:
issued-step-tell = { $name } signs in with e-mail address and password.
issued-step-type = At the second step, { $name } chooses “Use a recovery code” and enters the code.
issued-once = It is not shown again. If it is lost, issue another one: this one does not work any more then.
issued-done = Done

not-issued-end-user = No recovery code is issued for an end user. They can create a new account.
not-issued-yourself = Nobody issues a recovery code for themselves. Make new ones in My security, or ask somebody else.
not-issued-out-of-reach = Your role does not reach this person. Somebody with a higher role has to help.
not-issued-not-active = This person may not sign in at all. Let them in again first, or send the invitation again.
not-issued-not-locked-out = No second step keeps this person out: they sign in with their password.

decline-heading = Decline the request of { $name }
decline-reason = Why?
decline-reason-hint = { $name } reads this in an e-mail. Say what to do instead.
done-help-declined = The request was declined. The person is told.
done-code-agreed = You agreed. The code works now.

recovery-rules-heading = Letting people in again
recovery-rules-equals = People of the same role
recovery-rules-equals-text = When an admin issues a code for an admin, or an owner for an owner, a second person has to agree. If nobody does, the code works after { $wait }. Until then it can be taken back.
recovery-rules-alone = They may do it alone, and the code works at once
recovery-rules-owners = Only an owner can change this.
undone-owners-only = Nothing was changed: only an owner may.
confirm-for-recovery = To let somebody in again, confirm that it is you.

trouble-issued-code-early = That code does not work yet: a second person has to agree to it first, or some time to pass. Try it again later
trouble-issued-code-dead = That code does not work any more. Ask for another one
trouble-reason-empty = Say why
history-issued-code-early = The recovery code that somebody issued did not work yet.
history-issued-code-dead = The recovery code that somebody issued did not work any more.

activity-help-asked = Locked out: asked for help
activity-help-declined = Request for help declined
activity-code-issued = Recovery code issued
activity-code-agreed = A second person agreed to the recovery code
activity-code-cancelled = Recovery code taken back
activity-recovery-begun = Let in with an issued code, to set up a new second step
activity-recovery-begun-lock = Let in after the waiting time, to set up a new second step
activity-recovered = New second step set up, the old one stopped
activity-recovery-rules = Changed who may let whom in again

mail-code-issued-subject = A recovery code was issued
mail-code-issued = { $by } issued a recovery code for you at { $account }. With it and your password, a new second step can be set up for your account.
mail-code-issued-for = { $by } issued a recovery code for { $person } at { $account }. With it and the password, a new second step can be set up for that account.
mail-code-issued-until = It works once, until { $until }.
mail-code-issued-waits = It waits for a second person to agree. If nobody does, it works from { $from }.
mail-code-issued-cancel = If you did not ask for it, somebody may pretend to be you. Take the code back here:
mail-code-issued-for-cancel = If this is not right, take the code back here, and ask { $person }:
mail-code-cancelled-subject = A recovery code was taken back
mail-code-cancelled = The recovery code for { $person } at { $account } was taken back by the link of a message. It does not work any more.
mail-code-cancelled-look = Somebody may pretend to be { $person }. Ask { $person }, and not by e-mail.
mail-recovery-begun-subject = A new second step is being set up
mail-recovery-begun = A recovery at { $account } was used for your account. You were signed out everywhere, and a new second step can be set up. Your old one stops working with it.
mail-recovery-begun-for = A recovery at { $account } was used for the account of { $person }. They were signed out everywhere, and set up a new second step.
mail-recovery-begun-for-look = If you do not know why, ask { $person }, and not by e-mail.
mail-help-asked-subject = Somebody is locked out and asks for help
mail-help-asked = { $person } cannot give the second step at { $account } and asks for help. The password was right.
mail-help-asked-sure = Make sure that it is { $person }: call back on a number that you know. Then issue a recovery code, or decline:
mail-help-declined-subject = Your request for help was declined
mail-help-declined = Your request to be let in again at { $account } was declined. The reason:
mail-help-declined-not-you = If you did not ask, somebody knows your password. Change it.

locked-out-lock = You can let yourself in again, without anybody’s help: with your password, your mailbox and some patience.
locked-out-lock-steps = We mail you a link. After you have opened it, you wait { $wait }. Then sign in with your password, and set up a new second step. If it is not you who asks, the person whose account it is can cancel it in that time.
locked-out-lock-button = Mail me the link
locked-out-lock-mailed = A link is on its way to your mailbox. Open it within an hour: the wait begins then.
locked-out-lock-open = Your wait is over. Set up a new second step now.
locked-out-lock-enter = Set up a new second step
locked-out-lock-mailbox = You chose your password by a mailed link. The same mailbox cannot stand for your second step as well, so letting yourself in again is not possible here.
lock-prove-heading = Let yourself in again
lock-prove-text = With the button your wait of { $wait } begins. Afterwards you sign in with your password and set up a new second step.
lock-prove-button = Begin the wait
lock-prove-not-you = If you did not ask for this, close this page, and change your password: somebody knows it.
lock-runs-heading = Your wait has begun
lock-runs = You can set up a new second step from:
lock-runs-then = Sign in then with your password, and choose “I have no phone and no codes”. You have 7 days for it.
lock-cancel-heading = Cancel the recovery
lock-cancel-text = Somebody who knows the password waits to set up a new second step for this account at { $account }. If that is not you, cancel it.
lock-cancel-button = Cancel it
lock-cancel-good = If it is you, close this page. Nothing has changed.
lock-dead = The link was used, the recovery was cancelled, or it is too old.
done-lock-cancelled = The recovery is cancelled. Somebody knows the password: choose a new one.
recovery-rules-lock = End users who lost their second step
recovery-rules-lock-text = Nobody issues codes for end users. They can let themselves in again with password and mailbox, after a wait. Meanwhile each of their addresses and phones is told, and can cancel it.
recovery-rules-lock-label = Wait
recovery-rules-lock-off = Not possible: they make a new account
recovery-rules-lock-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
trouble-lock-hours = Choose one of the waits
activity-lock-asked = Locked out: asked to let themselves in again
activity-lock-runs = Mailbox proven, the wait has begun
activity-lock-cancelled = Recovery by waiting cancelled
mail-lock-proof-subject = Let yourself in again at { $account }
mail-lock-proof = Somebody with your password asks to set up a new second step at { $account }. If it was you, open this link within an hour. The wait begins then.
mail-lock-proof-not-you = If it was not you, do nothing with the link. Somebody knows your password: change it.
mail-lock-runs-subject = A new second step can be set up soon
mail-lock-runs = Somebody knows your password and reads your mail. From { $at } they can set up a new second step for you at { $account }. Your old one stops working then.
mail-lock-runs-cancel = If it was not you, cancel it here, and change your password:
mail-lock-cancelled-subject = The recovery was cancelled
mail-lock-cancelled = The recovery of your account at { $account } was cancelled by the link of a message. Nothing has changed.
mail-lock-cancelled-password = If it was not you who began it, somebody knows your password. Change it.
sms-lock-runs = { $account }: a new second step can be set up for your account soon. Not you? Cancel it by the link in your mail, and change your password.

dead-link-invitation-old = This invitation is older than 7 days and does not work any more. Whoever sent it can send you a new one.
dead-link-invitation-ask = Ask for a new invitation
done-invitation-asked = We told whoever invited you. The new invitation comes by e-mail.
activity-invitation-asked = Asked for a new invitation
mail-invitation-asked-subject = Somebody asks for a new invitation
mail-invitation-asked = The invitation of { $person } to { $account } had run out, and { $person } asks for a new one. Send it with one click:
