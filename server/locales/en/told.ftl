# What people are told of their own security, and how they say that it was not them.
not-me-heading = This was not me
not-me-told = We told you:
not-me-text = If that was not you, somebody else may be using your account. With the button:
not-me-signs-out = Everybody is signed out of your account, on every computer and phone.
not-me-password = Your password no longer works. We mail you a link to choose a new one.
not-me-factors = Your authenticator stays as it is. If somebody changed it, or you cannot sign in, ask an administrator.
not-me-button = Sign everybody out
not-me-was-you = If it was you, close this page. Nothing has changed.
not-me-dead = It was used already, or it is older than 7 days. If you think that somebody uses your account, choose a new password and tell an administrator.
not-me-forgot = Choose a new password
done-reported = Everybody is signed out, and your password no longer works. A link to choose a new one is on its way to you.
done-reported-ask-help = Everybody is signed out, and the password no longer works. To sign in again, ask an administrator.

activity-new-browser = Signed in from a new browser
activity-reported-not-me = “This was not me”: everybody signed out, password stopped
activity-not-me-refused = “This was not me” by a link that no longer works
activity-letter-held-back = Message held back, because there were too many of its kind
history-ended = Signed out everywhere
history-reported = Somebody said “This was not me” by the link of a message. The password stopped with it.
history-reported-kept-out = Somebody said “This was not me” by the link of a message to an address that the person has no longer. The password stopped with it. Nobody can sign in until an administrator lets them in again.

mail-not-me = If this was you, you have nothing to do. If it was not, open this link. It signs everybody out and stops your password, and you choose a new one. It works for 7 days:
mail-knows-password = If this was not you, somebody knows your password.

mail-new-browser-subject = Sign-in from a new browser
mail-new-browser = You signed in to { $account } from a browser that we do not know.
mail-new-browser-trusted = It is trusted now: no passcode is asked for there for a while.

mail-second-step-failed-subject = A sign-in stopped at the second step
mail-second-step-failed = Somebody entered your password for { $account }, but not the right passcode or recovery code. They did not get in.

mail-recovery-codes-few = That is few. Make new ones in My security.

mail-reported-subject = Somebody said: “This was not me”
mail-reported = Somebody used the link of a message about your account at { $account }, to say that this was not you. Everybody was signed out, and your password no longer works.
mail-reported-new-password = Choose a new password here:
mail-reported-minutes = The link works once, for 30 minutes. Later, choose “Forgot your password?” on the sign-in page. Your passcode is still asked for afterwards.
mail-reported-forgot = To sign in again, choose “Forgot your password?” on the sign-in page.
mail-reported-help = To sign in again, ask an administrator.
mail-reported-for = A message told of the account of { $person } at { $account }. By its link somebody said that this was not them. Everybody was signed out of that account, and its password no longer works.
mail-reported-for-look = Ask { $person } what happened, and look at their recent activity in the Admin Center.
mail-reported-for-kept-out = The message had gone to an e-mail address that { $person } has no longer. So nobody can sign in to that account until you let them in again in the Admin Center. Talk to { $person } first, and not by e-mail.
