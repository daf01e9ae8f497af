# Which methods count, and text messages of the account.
nav-methods = Methods
method-rules-heading = Methods of the second step
counting-legend = What counts as the second step
counting-any = Everything that is switched on
counting-any-hint = Passkeys, authenticator apps, and passcodes by e-mail or text message where they are on.
counting-no-sent-codes = No passcodes that are sent
counting-no-sent-codes-hint = Passkeys and authenticator apps. Mail and text messages are read by others more easily.
counting-phishing-resistant = Passkeys only
counting-phishing-resistant-hint = The only method that no imitation of this site can steal.
sent-codes-legend = Passcodes that are sent
allow-email-codes = Passcodes by e-mail
allow-email-codes-hint = Easy, and as safe as the mailbox. First it is tested whether mail arrives.
allow-sms-codes = Passcodes by text message
allow-sms-codes-hint = They cost money and can be intercepted. First it is tested whether they arrive.
method-rules-note = Who has a method that no longer counts is asked for it once more, and then sets up one that does.
left-without-heading = Nobody is locked out, but look first
left-without-text = { $n ->
    [one] { $n } person would have no method that counts:
   *[other] { $n } people would have no method that counts:
}
left-without-others = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
}
left-without-then = At their next sign-in they are asked for what they have, and then set up one that counts.
left-without-save = Save all the same
trouble-texts-untested = Nobody has shown yet that text messages arrive. Test them on the page Text messages.
trouble-no-passkeys-here = This account has no address that passkeys can belong to.

sms-heading = Text messages
sms-no-gateway = No text messages go out yet: whoever runs the server adds a gateway to its settings.
sms-countries = Countries
sms-countries-text = Text messages go to these countries alone, so that nobody can run up a bill with numbers abroad.
sms-countries-label = Calling codes
sms-countries-hint = Such as +49 +43 +41. With none, no messages go out.
sms-test = Test
sms-test-text = We send a message with a passcode to a number of yours. When you type it here, people can have passcodes by text message.
sms-proven = Arrived
done-texts-work = Text messages arrive.
trouble-not-a-country = “{ $country }” is not the calling code of a country.
