# A person's recent sign-ins, told to an admin: what came of each, and why.
history-heading = Recent sign-ins
history-none = Nobody has tried to sign in as this person.
history-done = Signed in
history-refused = Refused
history-over = Not finished
history-unchecked = Not checked

history-with = With: { $factors }.
history-asked = A passcode was asked for because an authenticator is set up.
history-asked-required = A passcode was asked for because the account requires it.
history-remembered = No passcode was asked for because the device was trusted.
history-not-asked = No passcode was asked for. None is required, and no authenticator was set up.

history-wrong-password = The password was wrong.
history-wrong-passcode = The passcode was wrong.
history-used-passcode = The passcode had been used before.
history-clock-slow = The passcode was for another time. The phone’s clock is about { $off } slow.
history-no-passcode = What was typed is no passcode.
history-wrong-recovery-code = The recovery code was wrong.
history-used-recovery-code = The recovery code had been used before.
history-no-recovery-codes = No recovery codes were left.
history-no-recovery-code = What was typed is no recovery code.
history-enrolment-too-old = The key of the new authenticator was shown too long ago.
history-slowed-passwords = There were too many wrong passwords before.
history-slowed-passcodes = There were too many wrong passcodes before.
history-many-passcodes = The password was right, and then came many wrong passcodes. The person was told by e-mail.
history-closed = After a hundred wrong passcodes no more are checked.
history-too-old = It took longer than 15 minutes.
history-stale = The person or the requirements were changed meanwhile.
history-out-of-turn = The answer did not belong to this sign-in.
history-not-active = The password was right, but the person may not sign in.
