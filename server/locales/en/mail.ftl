# Mails. The subject names the event and nothing a thief could use.
mail-hello = Hello { $name },
mail-hello-stranger = Hello,
mail-when = When:
mail-device = Browser:
mail-address = Network address:
mail-link-until = The link works once, until { $until }.

mail-invitation-subject = Your invitation to { $account }
mail-invitation = You are invited to { $account }.
mail-invitation-by = { $inviter } invited you to { $account }.
mail-invitation-link = Open this link and choose a password:
mail-invitation-not-you = If you did not expect this, do nothing. Without the link nobody can use it.

mail-registration-subject = Your account at { $account }
mail-registration = Somebody wants to make an account at { $account } with this e-mail address. If it was you, open this link and choose a password:
mail-registration-hour = The link works once, for 1 hour.
mail-registration-not-you = If it was not you, do nothing. Without the link nobody can use your address.

mail-already-here-subject = You have an account at { $account } already
mail-already-here = Somebody wants to make an account at { $account } with this e-mail address. You have one already, so nothing was changed.
mail-already-here-forgot = Sign in with it. If you forgot your password, choose a new one here:
mail-already-here-invited = You were invited to it: open the link in that message. If it no longer works, ask for a new invitation.
mail-already-here-not-you = If it was not you, do nothing. Your account stays as it is.

mail-password-reset-subject = A new password for { $account }
mail-password-reset = Somebody asked for a new password for you at { $account }. If it was you, open this link:
mail-password-reset-minutes = The link works once, for 30 minutes. Your passcode is still asked for afterwards.
mail-password-reset-not-you = If it was not you, do nothing. Your password stays as it is.

mail-password-changed-subject = Your password for { $account } was changed
mail-password-changed = Your password for { $account } was changed.

mail-factor-added-subject = A second step was added to your sign-in
mail-factor-added = You can now sign in to { $account } with this second step, beside your password: { $factor }.

mail-factor-removed-subject = A second step was removed from your sign-in
mail-factor-removed = You can no longer sign in to { $account } with this second step: { $factor }.

mail-authenticator-removed-subject = Two-factor authentication was turned off
mail-authenticator-removed = Two-factor authentication for { $account } was turned off. Your password alone now opens your account.

mail-recovery-code-used-subject = A recovery code was used
mail-recovery-code-used = { $n ->
    [0] You signed in to { $account } with a recovery code. It was your last one. Get new codes in My security.
    [one] You signed in to { $account } with a recovery code. You have { $n } left. Get new codes in My security.
   *[other] You signed in to { $account } with a recovery code. You have { $n } left.
}
mail-recovery-code-used-not-you = If this was not you, somebody has your password and your codes. Change your password, get new codes and tell an administrator.

mail-recovery-codes-replaced-subject = New recovery codes were made
mail-recovery-codes-replaced = New recovery codes for { $account } took the place of yours. The old ones no longer work.

mail-too-many-tries-subject = Somebody is trying passcodes
mail-too-many-tries = Somebody entered your password for { $account } and then many wrong passcodes. They did not get in.

mail-signed-out-everywhere-subject = You were signed out everywhere
mail-signed-out-everywhere = All your sessions at { $account } were ended. You can sign in again.
mail-signed-out-everywhere-not-you = If you do not know why, ask an administrator.

mail-break-glass-opened-subject = Emergency access to { $account } was prepared
mail-break-glass-opened = Whoever runs the server of { $account } made a link for you. It sets a new password and replaces your authenticator. They give it to you themselves: it is not in this message. You were signed out everywhere.
mail-break-glass-opened-for = Whoever runs the server of { $account } made an emergency link for { $person }. It sets a new password and replaces the authenticator.
mail-break-glass-opened-not-you = If nobody asked for this, call whoever runs the server now. Until the link is used, your password and passcode work as before.
mail-break-glass-opened-not-known = If { $person } did not ask for this, call them and whoever runs the server now.

mail-break-glass-used-subject = Emergency access to { $account } was used
mail-break-glass-used = Your emergency link for { $account } was used. Your password is new. Your old authenticator and recovery codes no longer work. A new authenticator is set up at the next sign-in.
mail-break-glass-used-for = The emergency link for { $person } at { $account } was used. The password is new. The old authenticator and recovery codes no longer work.
mail-break-glass-used-not-you = If this was not you, call whoever runs the server now.
mail-break-glass-used-not-known = If you did not expect this, call { $person } and whoever runs the server now.

mail-archived-subject = Your account was closed
mail-archived = Your account at { $account } was closed by an administrator. You can no longer sign in with it.
mail-archived-not-you = If you do not know why, ask an administrator.

mail-role-changed-subject = Your role was changed
mail-role-changed = Your role at { $account } is now: { $role }.
mail-role-changed-not-you = If you do not know why, ask an administrator.

mail-unknown-subject = A message

mail-report-ready-subject = Your 2FA status report of { $account } is ready
mail-report-ready = The 2FA status report that you asked for is ready. Save it here:
mail-report-ready-until = You have to be signed in. The link works for you alone until { $until }, while you have the role that you had when you asked.
mail-report-ready-not-you = If you did not ask for it, somebody is signed in as you: end all your sessions in My security, and change your password.
