# Einmalcodes, die per E-Mail und SMS kommen. `{ $to }` ist eine Adresse oder Nummer, von der nur ein Teil zu sehen ist.
sent-heading-email = Sehen Sie in Ihre E-Mails
sent-heading-sms = Sehen Sie auf Ihr Handy
sent-hint = Es gilt der neueste Einmalcode, 10 Minuten lang.
sent-send = Einmalcode schicken
sent-again = Noch einmal schicken
sent-none = Wir können einen Einmalcode an { $to } schicken.
sent-on-its-way = Ein Einmalcode ist auf dem Weg an { $to }.
sent-just-now = Eben haben wir einen Einmalcode an { $to } geschickt.
sent-ago = Vor { $ago } haben wir einen Einmalcode an { $to } geschickt.
sent-delayed-email = Der Mailserver hat den Einmalcode für { $to } noch nicht angenommen. Wir versuchen es weiter. Wenn Sie ihn jetzt brauchen, nehmen Sie einen anderen Weg.
sent-delayed-sms = Das Mobilfunknetz hat den Einmalcode für { $to } noch nicht angenommen. Wir versuchen es weiter. Wenn Sie ihn jetzt brauchen, nehmen Sie einen anderen Weg.
sent-refused = Die Nachricht an { $to } wurde abgelehnt, es wird also kein Einmalcode kommen. Nehmen Sie einen anderen Weg, oder fragen Sie einen Admin.
sent-held-back = Es wurde kein Einmalcode geschickt, weil zu viele angefordert wurden. Nehmen Sie einen anderen Weg, oder versuchen Sie es später.
sent-expired = Der letzte Einmalcode ist abgelaufen. Lassen Sie sich einen neuen schicken.
sent-wait = In { $wait } können Sie sich noch einen schicken lassen.
sent-missing = Er kommt nicht?
sent-missing-email = Sehen Sie im Spam-Ordner nach einer E-Mail von { $account }. Eine E-Mail kann eine Minute brauchen. Lassen Sie sie dann noch einmal schicken, oder nehmen Sie einen anderen Weg.
sent-missing-sms = SMS brauchen Empfang. Warten Sie eine Minute, und lassen Sie sie dann noch einmal schicken, oder nehmen Sie einen anderen Weg.
email-code-use = Einmalcode an meine E-Mail schicken
sms-code-use = Einmalcode an mein Handy schicken
recovery-code-mailbox-twice = Sie haben Ihr Passwort per E-Mail neu gesetzt. Ein Einmalcode käme an denselben Ort, deshalb zählt er dieses Mal nicht.

set-up-email-heading = Einmalcodes per E-Mail
set-up-sms-heading = Einmalcodes per SMS
set-up-email-text = Bei jeder Anmeldung schicken wir einen Einmalcode an { $to }. Lassen Sie sich jetzt den ersten schicken.
set-up-sms-text = Bei jeder Anmeldung schicken wir einen Einmalcode an Ihr Handy. Welche Nummer hat es?
set-up-email-weaker = Wer Ihre E-Mails lesen kann, kann auch ihn lesen. Ein Passkey oder eine Authenticator-App ist sicherer.
set-up-sms-weaker = SMS können abgefangen werden. Ein Passkey oder eine Authenticator-App ist sicherer.
set-up-email-instead = Einmalcodes lieber an meine E-Mail schicken
set-up-sms-instead = Einmalcodes lieber an mein Handy schicken
set-up-sms-again = Noch einmal schicken, oder an eine andere Nummer
phone-label = Handynummer
phone-hint = Mit Landesvorwahl, zum Beispiel +49 170 1234567.
security-add-mailbox = Einmalcodes per E-Mail hinzufügen
security-add-phone = Handynummer hinzufügen
method-prefer = Danach zuerst fragen
method-preferred = Wird zuerst gefragt
done-preferred = Gespeichert. Danach wird ab jetzt zuerst gefragt.

trouble-sent-code-wrong = Dieser Einmalcode stimmt nicht. Sehen Sie in die neueste Nachricht, und geben Sie ihn noch einmal ein.
trouble-nothing-sent = Dieser Einmalcode ist nicht für hier oder schon benutzt. Lassen Sie sich einen neuen schicken.
trouble-sent-code-too-old = Dieser Einmalcode ist abgelaufen. Lassen Sie sich einen neuen schicken.
trouble-sent-code-replaced = Wir haben einen neueren Einmalcode geschickt. Geben Sie diesen ein.
trouble-not-a-way = Das geht hier nicht.
trouble-phone-empty = Geben Sie Ihre Handynummer ein.
trouble-phone-shape = Eine Nummer besteht nur aus Ziffern. Prüfen Sie sie.
trouble-phone-no-country = Beginnen Sie mit + und der Landesvorwahl, zum Beispiel +49.
trouble-phone-unknown-country = Diese Vorwahl hat kein Land. Prüfen Sie den Anfang der Nummer.
trouble-phone-short = Diese Nummer ist zu kurz.
trouble-phone-long = Diese Nummer ist zu lang.
trouble-phone-country = Dieses Konto schickt keine SMS in dieses Land. Nehmen Sie einen anderen Weg, oder fragen Sie einen Admin.

history-nothing-sent = Der Einmalcode war für etwas anderes geschickt oder schon benutzt.
history-sent-code-too-old = Der geschickte Einmalcode war abgelaufen.
history-sent-code-replaced = Der Einmalcode war nicht der neueste.

activity-code-sent = Einmalcode geschickt
activity-code-held-back = Einmalcode nicht geschickt: zu viele angefordert
activity-method-preferred = Gewählt, wonach zuerst gefragt wird
activity-sms-countries-changed = Länder der SMS geändert
activity-sms-proven = SMS kommen an

mail-passcode-subject = Ihr Einmalcode für { $account }
mail-passcode-text = Hier ist Ihr Einmalcode für { $account }:
mail-passcode-set-up = Mit diesem Einmalcode richten Sie Einmalcodes per E-Mail für { $account } ein:
mail-passcode-lives = Er gilt 10 Minuten, und nur dort, wo Sie ihn angefordert haben. Sagen Sie ihn niemandem, auch uns nicht.
mail-passcode-not-you = Wenn Sie sich gerade nicht anmelden, kennt jemand Ihr Passwort: Ändern Sie es.
mail-passcode-set-up-not-you = Wenn Sie es nicht waren, tun Sie nichts: Ohne den Einmalcode ändert sich nichts.
sms-passcode = { $code } ist Ihr Einmalcode für { $account }. Sagen Sie ihn niemandem.
sms-passcode-short = { $code } ist Ihr Einmalcode.

trace-heading = Geschickte Einmalcodes
trace-asked = Angefordert
trace-tries = { $n ->
    [one] { $n } Versuch
   *[other] { $n } Versuche
}
trace-answer = Antwort:
trace-held-back = Nicht geschickt, zu viele
trace-queued = Wartet
trace-delayed = Versucht, noch nicht angenommen
trace-accepted = Angenommen
trace-refused = Abgelehnt
trace-expired = Abgelaufen
trace-used = Benutzt
