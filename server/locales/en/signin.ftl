signin-heading = Sign in to { $account }
signin-button = Sign in
signin-forgot = Forgot your password?
signin-register = New here? Create an account
back-to-signin = Back to sign in

passcode-heading = Enter your passcode
passcode-label = 6-digit passcode
passcode-hint = Open your authenticator app and find { $account }.
passcode-remember = { $n ->
    [one] Don’t ask again on this computer for { $n } day
   *[other] Don’t ask again on this computer for { $n } days
}
passcode-remember-hint = Untick this where others use the computer, too.
passcode-use-recovery-code = Use a recovery code
passcode-where = Where is my passcode?
passcode-where-text = Open the app you connected when you set up two-factor authentication. The entry { $account } shows a new passcode every 30 seconds.
passcode-lost-text = Without your phone, use a recovery code. If you have none, ask an administrator.

recovery-code-heading = Use a recovery code
recovery-code-label = Recovery code
recovery-code-hint = One of the codes of 16 letters and digits that you saved.
recovery-code-use-passcode = Use my authenticator app
recovery-code-left = { $n ->
    [one] You have { $n } code left.
   *[other] You have { $n } codes left.
}
recovery-code-none = If you cannot find them, ask an administrator.

slowed-heading = Too many tries
slowed-text = You can try again in { $wait }. Nothing was lost.
slowed-not-you = If these tries were not yours, somebody knows your password. Change it after you sign in.
closed-heading = Passcodes are switched off
closed-text = There were too many wrong tries, so nothing more is checked for your account. Ask an administrator.
closed-not-you = If these tries were not yours, somebody knows your password. Say so, and change it.

too-old-heading = Start again
too-old-text = You took longer than 15 minutes, so you need to start again. Nothing was lost.

signed-out-heading = You are signed out
signed-out-text = You can close this page.
signed-out-again = Sign in again

because-idle = You were away for a while, so you were signed out. Sign in again to go on.
because-absolute = You were signed in for a long time, so you were signed out. Sign in again to go on.
because-ended = This session was ended. Sign in again to go on.
because-changed = Something about your account changed. Sign in again to go on.
because-not-active = Your account is suspended. Ask an administrator.
because-too-old = This sign-in is over: it took longer than 15 minutes, or something about your account changed. Start again. Nothing was lost.
