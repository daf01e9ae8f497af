# Welche Methoden zählen, und die SMS des Kontos.
nav-methods = Methoden
method-rules-heading = Methoden des zweiten Schritts
counting-legend = Was als zweiter Schritt zählt
counting-any = Alles, was eingeschaltet ist
counting-any-hint = Passkeys, Authenticator-Apps, und Einmalcodes per E-Mail oder SMS, wo sie eingeschaltet sind.
counting-no-sent-codes = Keine Einmalcodes, die geschickt werden
counting-no-sent-codes-hint = Passkeys und Authenticator-Apps. E-Mails und SMS werden leichter von anderen gelesen.
counting-phishing-resistant = Nur Passkeys
counting-phishing-resistant-hint = Die einzige Methode, die keine Nachahmung dieser Seite stehlen kann.
sent-codes-legend = Einmalcodes, die geschickt werden
allow-email-codes = Einmalcodes per E-Mail
allow-email-codes-hint = Einfach, und so sicher wie das Postfach. Zuerst wird geprüft, ob E-Mails ankommen.
allow-sms-codes = Einmalcodes per SMS
allow-sms-codes-hint = Sie kosten Geld und können abgefangen werden. Zuerst wird geprüft, ob sie ankommen.
method-rules-note = Wer eine Methode hat, die nicht mehr zählt, wird noch einmal danach gefragt und richtet dann eine ein, die zählt.
left-without-heading = Niemand wird ausgesperrt, aber sehen Sie erst hin
left-without-text = { $n ->
    [one] { $n } Person hätte keine Methode, die zählt:
   *[other] { $n } Personen hätten keine Methode, die zählt:
}
left-without-others = { $n ->
    [one] und noch { $n }
   *[other] und noch { $n }
}
left-without-then = Bei der nächsten Anmeldung werden sie nach dem gefragt, was sie haben, und richten dann eine ein, die zählt.
left-without-save = Trotzdem speichern
trouble-texts-untested = Noch hat niemand gezeigt, dass SMS ankommen. Prüfen Sie es auf der Seite SMS.
trouble-no-passkeys-here = Dieses Konto hat keine Adresse, zu der Passkeys gehören können.

sms-heading = SMS
sms-no-gateway = Noch gehen keine SMS hinaus: Wer den Server betreibt, trägt ein Gateway in seine Einstellungen ein.
sms-countries = Länder
sms-countries-text = SMS gehen nur in diese Länder, damit niemand mit Nummern im Ausland eine Rechnung verursacht.
sms-countries-label = Landesvorwahlen
sms-countries-hint = Zum Beispiel +49 +43 +41. Ohne eine gehen keine SMS hinaus.
sms-test = Prüfen
sms-test-text = Wir schicken eine Nachricht mit einem Einmalcode an eine Ihrer Nummern. Wenn Sie ihn hier eingeben, kann man Einmalcodes per SMS bekommen.
sms-proven = Angekommen
done-texts-work = SMS kommen an.
trouble-not-a-country = „{ $country }“ ist keine Vorwahl eines Landes.
