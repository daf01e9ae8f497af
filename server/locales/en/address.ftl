# Changing the e-mail address that one signs in with.
security-address = E-mail address
security-address-now = You sign in with
security-address-waiting = We sent a link to { $to }. Open it before { $until }. Until then nothing changes.
security-address-change = Change e-mail address

change-address-heading = Change your e-mail address
change-address-label = New e-mail address
change-address-text = We send a link there. When you open it, the new address takes the place of the old one. We tell the old one, too.
change-address-button = Send link

confirm-address-heading = Use this address from now on?
confirm-address-from = Now
confirm-address-to = New
confirm-address-text = You sign in with the new one, and mail goes there. You stay signed in here. Everywhere else you are signed out.
confirm-address-button = Use new address

dead-link-address = It was used already, it is older than an hour, or something about your account changed since. You can ask for a new one in My security.
dead-link-address-anothers = This link belongs to somebody else. If it is yours, sign out, open it once more, and sign in as yourself.

trouble-address-unchanged = That is your address already. Enter another one
trouble-address-too-often = You asked for a new address too often today. Try again tomorrow

mail-address-proof-subject = Confirm your new e-mail address for { $account }
mail-address-proof = You want to use this e-mail address at { $account }. To confirm it, open this link and sign in:
mail-address-proof-hour = The link works once, for an hour.
mail-address-proof-not-you = If this was not you, do nothing. Without your sign-in the link does nothing.

mail-address-change-asked-subject = Your e-mail address is to be changed
mail-address-change-asked = Somebody signed in as you at { $account } wants to use another e-mail address: { $to }. Nothing changes until the link that we sent there is opened.

mail-address-changed-subject = Your e-mail address was changed
mail-address-changed = Your e-mail address for { $account } was changed. You sign in with the new one, and mail goes there.
mail-address-changed-not-you = If this was not you, tell an administrator at once.

mail-address-wanted-subject = Somebody wanted to use your e-mail address
mail-address-wanted = Somebody at { $account } wanted to use this e-mail address as theirs. It is yours, so nothing was changed.
mail-address-wanted-not-you = You have nothing to do. We did not tell them that it is taken.
