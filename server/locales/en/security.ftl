security-heading = My security
security-two-factor = Two-factor authentication
security-two-factor-on = You sign in with your password and a second step.
security-two-factor-off = Add a second step to your sign-in: a passcode from your phone. Your password alone then opens nothing.
security-required = { $account } requires it.
security-required-missing = It is required. You set it up the next time you sign in, or now.
security-set-up = Set up
security-add-app = Add another authenticator
security-remove = Remove
method-rename = Rename
method-name = What you call it
security-turn-off = Turn off
authenticator-added = Added
authenticator-last-used = Last used
authenticator-not-used = Not used yet

security-codes = Recovery codes
security-codes-left = { $n } of 10 left
security-codes-text = One of them lets you in when your phone does not. Each works once.
security-codes-low = You are running low. Get new codes while you can sign in.
security-codes-new = Get new codes

security-password = Password
security-password-changed = Last changed
security-password-change = Change password
security-password-short = Your password is all that is asked for, and it is short for that. Choose a longer one.

security-devices = Trusted computers and phones
security-devices-text = Here your password is enough until the day shown. If you do not know one of these, remove it: it is signed out, too.
device-until = No passcode until
device-trusted = Since
device-rename = Rename
device-name = Name of this computer or phone
device-forget = Remove
security-sessions = Where you are signed in
security-sessions-text = If you do not know one of these, sign it out and change your password.
security-end-others = Sign out everywhere else
security-end-all = Sign out everywhere
session-current = This browser
session-last-seen = Last used
session-signed-in = Signed in
session-address = From
session-factors = With
session-on-trusted-device = { $factors }, on a trusted computer
session-end = Sign out

change-password-heading = Change your password
change-password-text = You stay signed in here. Everywhere else you are signed out.
change-password-button = Change password

turn-off-heading = Turn off two‑factor authentication
turn-off-text = From then on your password alone opens your account. Your authenticator and recovery codes stop working.
turn-off-button = Turn off
new-codes-heading = Get new recovery codes
new-codes-text = { $n ->
    [0] You get ten new codes.
    [one] You get ten new codes. The { $n } that is left stops working.
   *[other] You get ten new codes. The { $n } that are left stop working.
}
new-codes-button = Get new codes
end-others-heading = Sign out everywhere else
end-others-text = { $n ->
    [one] You stay signed in here. { $n } other browser is signed out at once.
   *[other] You stay signed in here. { $n } other browsers are signed out at once.
}
end-others-button = Sign out everywhere else
end-all-heading = Sign out everywhere
end-all-text = Every browser is signed out at once, this one as well. A sign-in that is half done ends, too. You can sign in again.
end-all-button = Sign out everywhere

confirm-heading = Confirm it is you
confirm-text = This matters, so we ask once more.

# What a fresh proof is asked for.
confirm-for-authenticator = To change how you sign in, show once more that it is you.
confirm-for-turn-off = To turn off two-factor authentication, show once more that it is you.
confirm-for-recovery-codes = To get new recovery codes, show once more that it is you.
confirm-for-password = To change your password, show once more that it is you.
confirm-for-address = To change your e-mail address, show once more that it is you.
confirm-for-policy = To change how people sign in, show once more that it is you.
confirm-for-people = To invite or change people, show once more that it is you.

# What was just done, said once on the next page.
done-second-factor-off = Two-factor authentication is off.
done-factor-added = It is connected. What you had before goes on to work.
done-replaced = Your new authenticator is connected. The old one no longer works.
done-factor-removed = It is removed. Everywhere else you are signed out.
done-new-codes = Your recovery codes are in use. Any older ones no longer work.
done-password-changed = Your password is changed.
done-address-asked = A link is on its way to the new address. Open it within an hour.
done-address-changed = Your e-mail address is changed. Everywhere else you are signed out.
done-language-chosen = Your language is changed.
done-session-ended = That browser is signed out.
done-device-forgotten = It is removed. Your passcode is asked for there again.
done-renamed = The name is saved.
done-others-ended = Every other browser is signed out.
done-saved = Saved.
done-invited = The invitation is on its way.
done-role-changed = The role is changed.
done-sessions-ended = All their sessions are ended.
done-suspended = They are suspended and signed out.
done-restored = They can sign in again.
done-mail-retried = The message is sent again.
done-welcome = Your password is set. Sign in with it now.
done-password-set = Your new password is set, and you are signed out everywhere. Sign in with it now.
done-account-made = Your account is made. Sign in now.
done-unchanged = Nothing was different from before.
undone-enrolment-too-old = That key was shown too long ago. Start again.
undone-enough-authenticators = You have five authenticators. Remove one first.
undone-last-method = This is your only second step. You can turn two-factor authentication off instead.
undone-second-factor-first = Set up two-factor authentication first. Changes to the account need a passcode.
undone-required = Your account requires two-factor authentication, so it stays on.
undone-longer-password-first = Choose a longer password first. Without the second step it stands alone.
undone-changed-meanwhile = Nothing was changed. Somebody else changed this person meanwhile.
undone-last-owner = Nothing was changed. An account needs at least one owner.
