# What is wrong with what was typed: what happened, then what to do, in one sentence. Never: sorry, please, invalid, failed.
trouble-email-empty = Enter your e-mail address
trouble-email-shape = Enter an e-mail address like name@example.com
trouble-password-empty = Enter your password
trouble-new-password-empty = Enter a new password
trouble-wrong-password = The e-mail or password is not right
trouble-name-empty = Enter a name
trouble-role-empty = Choose a role

trouble-passcode-empty = Enter your passcode
trouble-passcode-shape = Your passcode must be 6 digits
trouble-passcode-wrong = That passcode is not right. Check the newest one, and that your phone’s clock is right, and try again
trouble-passcode-used = That passcode was already used. Wait for the next one (up to 30 seconds)
trouble-clock-slow = That passcode is for another time. Your phone’s clock is about { $off } slow. Set it to automatic and try the next one
trouble-looks-like-recovery-code = That is a recovery code. Choose “Use a recovery code” below to enter it
trouble-looks-like-passcode = That is a passcode. Choose “Use my authenticator app” below to enter it
trouble-recovery-code-empty = Enter a recovery code
trouble-recovery-code-wrong = That recovery code is not right. Check it and try again
trouble-recovery-code-used = That recovery code was already used. Try another one
trouble-no-recovery-codes = You have no recovery codes left. Ask an administrator
trouble-enrolment-too-old = This key was shown too long ago. Scan the new one
trouble-slowed = Too many tries. You can try again in { $wait }
trouble-codes-not-saved = Save your codes, then tick “I have saved these codes”

trouble-password-short = Your password must be at least { $n } characters
trouble-password-long = Your password must be at most { $n } characters
trouble-password-common = Many people use that password. Choose another one
trouble-password-breached = That password has been leaked somewhere. Choose another one
trouble-password-own-words = That password is made of your name or this account’s name. Choose other words

trouble-already-here = Somebody with this e-mail address is already here
trouble-changed-meanwhile = Somebody else changed these settings. Check them and save again
trouble-days = Type a number of days from 1 to 30.
trouble-limits = The time without activity must not be longer than the time in all
trouble-old-password-wrong = That is not your password now. Try again
