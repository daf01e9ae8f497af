# Passcodes that are sent by mail and by text message. `{ $to }` is an address or number of which only a part is shown.
sent-heading-email = Check your e-mail
sent-heading-sms = Check your phone
sent-hint = The newest passcode works. It works for 10 minutes.
sent-send = Send me a passcode
sent-again = Send it again
sent-none = We can send a passcode to { $to }.
sent-on-its-way = A passcode is on its way to { $to }.
sent-just-now = We sent a passcode to { $to } a moment ago.
sent-ago = We sent a passcode to { $to } { $ago } ago.
sent-delayed-email = The passcode for { $to } has not been taken by the mail server yet. We keep trying. If you need it now, use another way.
sent-delayed-sms = The passcode for { $to } has not been taken by the phone network yet. We keep trying. If you need it now, use another way.
sent-refused = The message to { $to } was refused, so no passcode will come. Use another way, or ask an administrator.
sent-held-back = No passcode was sent, because too many were asked for. Use another way, or try again later.
sent-expired = The last passcode has run out. Have a new one sent.
sent-wait = You can have another one sent in { $wait }.
sent-missing = It does not come?
sent-missing-email = Look in your spam folder for a mail from { $account }. Mail can take a minute. Then have it sent again, or use another way.
sent-missing-sms = Text messages need a mobile network. Wait a minute, then have it sent again, or use another way.
email-code-use = Send a passcode to my e-mail
sms-code-use = Send a passcode to my phone
recovery-code-mailbox-twice = You set a new password by mail. A passcode by mail would come to the same place, so it does not count this time.

set-up-email-heading = Passcodes by e-mail
set-up-sms-heading = Passcodes by text message
set-up-email-text = Each time you sign in, we send a passcode to { $to }. Have the first one sent now.
set-up-sms-text = Each time you sign in, we send a passcode to your phone. Which number has it?
set-up-email-weaker = Whoever can read your mail can read it, too. A passkey or an authenticator app is safer.
set-up-sms-weaker = Text messages can be intercepted. A passkey or an authenticator app is safer.
set-up-email-instead = Send passcodes to my e-mail instead
set-up-sms-instead = Send passcodes to my phone instead
set-up-sms-again = Send it again, or to another number
phone-label = Phone number
phone-hint = With the country code, as in +49 170 1234567.
security-add-mailbox = Add passcodes by e-mail
security-add-phone = Add a phone number
method-prefer = Ask for this first
method-preferred = Asked for first
done-preferred = Saved. It is asked for first from now on.

trouble-sent-code-wrong = That passcode is not right. Look at the newest message and type it again.
trouble-nothing-sent = That passcode is not for here, or was used. Have a new one sent.
trouble-sent-code-too-old = That passcode has run out. Have a new one sent.
trouble-sent-code-replaced = We have sent a newer passcode. Type that one.
trouble-not-a-way = That is not possible here.
trouble-phone-empty = Enter your phone number.
trouble-phone-shape = A phone number has only digits. Check it.
trouble-phone-no-country = Begin with + and the country code, as in +49.
trouble-phone-unknown-country = No country has that code. Check the beginning of the number.
trouble-phone-short = That number is too short.
trouble-phone-long = That number is too long.
trouble-phone-country = This account sends no text messages to that country. Use another way, or ask an administrator.

history-nothing-sent = The passcode was sent for something else, or was used.
history-sent-code-too-old = The passcode that was sent had run out.
history-sent-code-replaced = The passcode was not the newest that was sent.

activity-code-sent = Passcode sent
activity-code-held-back = Passcode not sent: too many were asked for
activity-method-preferred = Chose what is asked for first
activity-sms-countries-changed = Countries of text messages changed
activity-sms-proven = Text messages arrive

mail-passcode-subject = Your passcode for { $account }
mail-passcode-text = Here is your passcode for { $account }:
mail-passcode-set-up = With this passcode you set up passcodes by e-mail for { $account }:
mail-passcode-lives = It works for 10 minutes, where you asked for it. Tell it to nobody, not even to us.
mail-passcode-not-you = If you are not signing in right now, somebody knows your password: change it.
mail-passcode-set-up-not-you = If it was not you, do nothing: without the passcode nothing changes.
sms-passcode = { $code } is your { $account } passcode. Tell it to nobody.
sms-passcode-short = { $code } is your passcode.

trace-heading = Passcodes sent
trace-asked = Asked for
trace-tries = { $n ->
    [one] { $n } try
   *[other] { $n } tries
}
trace-answer = Answer:
trace-held-back = Not sent, too many
trace-queued = Queued
trace-delayed = Tried, not taken yet
trace-accepted = Accepted
trace-refused = Refused
trace-expired = Ran out
trace-used = Used
