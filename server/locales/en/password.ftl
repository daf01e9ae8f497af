# Forgotten password, new password, invitation and first set-up.
forgot-heading = Forgot your password?
forgot-text = We send you a link to choose a new one.
forgot-button = Send link
sent-heading = Check your e-mail
sent-text = If { $email } has an account here, a link is on its way. It works for 30 minutes.
sent-not-there = Nothing there after a few minutes? Look in your spam folder, or check the address.
sent-another-address = Use another address

reset-heading = Choose a new password
reset-text = For { $email }.
reset-button = Change password
reset-second-step = Afterwards you sign in with it and your passcode, as always.
reset-new-authenticator = Your old authenticator and recovery codes stop working now. When you sign in with the new password, you connect a new authenticator.

dead-link-heading = This link no longer works
dead-link-reset = It was used already, or it is older than 30 minutes.
dead-link-reset-again = Send a new link
dead-link-invitation = It was used already, or it is too old. If you have a password, sign in. If not, ask for a new invitation.
dead-link-setup = It was used already. Whoever runs this server can make a new one.
dead-link-signin = Sign in

welcome-heading = Welcome to { $account }
welcome-by = { $inviter } invited you to { $account }.
welcome-text = You are invited to { $account }.
welcome-email = You will sign in with { $email }.
welcome-button = Create account

setup-heading = Set up Doorward
setup-text = Name the account and become its first owner. You can invite others right after.
setup-account-label = Account name
setup-button = Set up
