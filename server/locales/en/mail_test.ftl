# Proving that mail arrives.
mail-test-heading = Test your mail
mail-test-holds-up = Your change is not saved yet. First show that mail arrives.
mail-test-why = People may need a mail to come in: an invitation, a new password, a link to register. If mail did not arrive, they would stand outside.
mail-test-proven = Mail arrived
mail-test-to = We send a message with a code to { $email }.
mail-test-send = Send test message
mail-test-sent = A message is on its way to { $email }. It was sent:
mail-test-code = Code from the message
mail-test-code-hint = 8 letters and digits. It works for 30 minutes.
mail-test-confirm = Confirm
mail-test-nothing-heading = Nothing there?
mail-test-nothing = Look in your spam folder. What the mail server said is here:
mail-test-again = Send another
mail-test-back = Back without testing
mail-test-link = Test your mail

done-test-sent = The test message is on its way.
done-mail-proven = Mail arrives. Your change is not saved yet: look at it once more, and save.
done-mail-works = Mail arrives.

trouble-code-none = Type the 8 letters and digits from the newest message.
trouble-code-wrong = This is not the code of the newest message.
trouble-code-too-old = This code no longer works. Send another message.
trouble-too-many-tests = Five messages were sent in this hour. Wait a while, and see in Mail what the mail server said.

mail-test-subject = Test message from { $account }
mail-test-text = An administrator of { $account } tests whether mail arrives. If it was you, type this code on the page:
mail-test-not-you = If it was not you, do nothing. The code opens nothing.
