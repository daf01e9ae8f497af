# What a change of the policy does before it is made, and the changes that were made.
plan-heading = What this change does
plan-text = Nothing is saved yet. This is what it comes to, as things are at this moment.
plan-changes = What changes
plan-difference = { $what }: { $before } → { $after }
plan-end-sessions = All sessions are ended, and trusted devices forgotten.
plan-next-sign-in = What people meet at their next sign-in, on a device that is not trusted
plan-meets = They meet
plan-before = Now
plan-after = Then
plan-people = { $n }
plan-names = Names
plan-look = Look
plan-password-alone = Only their password
plan-asked = Their second step
plan-asked-and-sets-up = What they have, and after it they set up a method that counts
plan-sets-up = They set up a second step
plan-stuck = They do not get in: nothing they could answer with works
plan-out-of-reach = They set something up, and mail to them comes back
plan-ends-sessions = { $n ->
    [0] No session ends.
    [one] { $n } session ends at once.
   *[other] { $n } sessions end at once.
}
plan-ends-devices = { $n ->
    [0] No trusted device is forgotten.
    [one] { $n } trusted device is forgotten.
   *[other] { $n } trusted devices are forgotten.
}
plan-locks-you-out = This cannot be saved: with what you have, you could not be sure to sign in again. First set up a method that will count.
plan-locks-owners-out = This cannot be saved: no owner could be sure to sign in again. First one of them has to set up a method that will count.
plan-other = Choose something else
plan-reason = Why
plan-reason-hint = One line, kept in the history and the audit log
plan-apply = Make this change
plan-changed = Something that this rests on has changed since you saw it. This is how it stands now
plan-csv = Download as CSV
plan-nobody = Nobody.
trouble-reason = Say why, in one line of at most 300 characters
undone-policy-changed-meanwhile = Nothing was changed. Somebody else changed these settings meanwhile.
undone-texts-untested = Nothing was changed. Nobody has shown yet that text messages arrive.
undone-no-passkeys-here = Nothing was changed. This account has no address that passkeys can belong to.

nav-policy-history = History
policy-history-heading = What was demanded when
policy-history-of = Of
policy-version = Version { $n }
policy-history-holds = Holds now
policy-history-by-operator = From the server’s console
policy-history-by-set-up = When the account was made
policy-history-by-erased = Somebody who was erased
policy-history-ended = All sessions were ended.
policy-history-back = Put back

rule-on = on
rule-off = off
rule-requirement = Second step required
rule-counting = What counts
rule-email-codes = Passcodes by e-mail
rule-sms-codes = Passcodes by text message
rule-passkey-alone = Passkey without a password
rule-asking = How often a passcode is asked for
rule-asking-days = { $n ->
    [one] again after { $n } day on the same device
   *[other] again after { $n } days on the same device
}
rule-idle = Sign out when not used for
rule-absolute = Sign out in any case after
