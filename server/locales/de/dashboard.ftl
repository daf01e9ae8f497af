# Das Dashboard: wer was benutzt, was geschah, wer gerade nicht hineinkommt.
nav-dashboard = Dashboard
dashboard-heading = Dashboard
dashboard-of-whom = Wer
dashboard-about = Worüber
dashboard-about-people = Personen und Methoden
dashboard-about-sign-ins = Anmeldungen
dashboard-about-codes = Gesendete Einmalcodes
dashboard-how-far = Wie weit zurück
dashboard-range-days = Letzte 30 Tage
dashboard-range-quarter = Letzte 13 Wochen
dashboard-range-year = Letzte 52 Wochen
dashboard-incomplete = Die Vergangenheit wird noch gezählt. Zahlen vergangener Tage können noch wachsen.
dashboard-how-counted = Tage sind solche in UTC. Vergangene Tage werden einmal gezählt, der heutige beim Hinsehen. Personen sind alle, die nicht archiviert sind.
dashboard-number = { $n }
dashboard-label = { $name } { $n }
dashboard-table = Als Tabelle zeigen
dashboard-nothing = Aus dieser Zeit gibt es nichts zu zeigen.
dashboard-when = Wann
dashboard-why = Warum
dashboard-how-many = Wie oft
dashboard-span = { $from } – { $to }
dashboard-so-far = { $span } (bisher)

dashboard-progress = Fortschritt
dashboard-progress-required = { $have } von { $of } Personen, von denen Zwei-Faktor-Authentifizierung verlangt wird, haben eine Methode, die zählt: { $percent } %.
dashboard-progress-optional = Zwei-Faktor-Authentifizierung ist ihnen freigestellt. { $have } von { $of } Personen haben eine Methode, die zählt: { $percent } %.
dashboard-have = Haben sie
dashboard-of = Alle
dashboard-deadline = Frist { $day }

dashboard-adoption = Methoden
dashboard-adoption-text = Wie viele Personen welche Methode eingerichtet haben. Wer zwei hat, steckt in beiden Linien.
dashboard-any = Irgendeine
dashboard-passkey = Passkey
dashboard-totp = App
dashboard-sms = SMS
dashboard-email = E-Mail
dashboard-people = Personen

dashboard-sign-ins = Anmeldungen
dashboard-sign-ins-text = Wonach nach einem richtigen Passwort gefragt wurde.
dashboard-asked = Gefragt
dashboard-trusted = Vertrautes Gerät
dashboard-not-asked = Nicht gefragt
dashboard-must-set-up = Einrichten
dashboard-passkey-alone = Nur Passkey

dashboard-rules = Gefragt oder nicht, und warum
dashboard-rules-text = Nach welcher Regel in dieser Zeit nach dem zweiten Schritt gefragt wurde, oder nicht.
dashboard-rule-required = Gefragt: er ist Pflicht
dashboard-rule-own-choice = Gefragt: eigene Wahl
dashboard-rule-none-counts = Gefragt: was sie haben, zählt nicht mehr
dashboard-rule-required-and-missing = Einrichten: Pflicht, und sie hatten nichts
dashboard-rule-demanded = Einrichten: ihre wurden entfernt
dashboard-rule-trusted-device = Nicht gefragt: vertrautes Gerät
dashboard-rule-exempt = Nicht gefragt: ausgenommen
dashboard-rule-before-deadline = Nicht gefragt: vor der Frist oder in der Nachfrist
dashboard-rule-not-demanded = Nicht gefragt: keine Pflicht, und sie haben nichts
dashboard-rule-unknown = Bevor dies aufgeschrieben wurde

dashboard-failures = Fehlversuche
dashboard-failures-text = Versuche, die abgewiesen wurden.
dashboard-failed-password = Passwort
dashboard-failed-factor = Zweiter Schritt
dashboard-failed-other = Andere Gründe

dashboard-reasons = Fehlversuche nach Grund
dashboard-reasons-text = Warum Versuche in dieser Zeit abgewiesen wurden.
dashboard-failure-wrong-password = Falsches Passwort
dashboard-failure-wrong-factor = Falscher zweiter Schritt
dashboard-failure-late-factor = Zweiter Schritt zu alt oder schon benutzt
dashboard-failure-setting-up = Erster Einmalcode einer neuen Methode war falsch
dashboard-failure-too-many = Nicht angesehen: zu viele Versuche zuvor
dashboard-failure-too-long = Dauerte zu lange, oder es änderte sich etwas
dashboard-failure-not-active = Gesperrt oder noch nicht da

dashboard-codes-sms = Einmalcodes per SMS
dashboard-codes-email = Einmalcodes per E-Mail
dashboard-codes-text = Ob Einmalcodes ankommen: Das ist bekannt, sobald einer eingegeben wurde.
dashboard-code-asked-for = Angefordert
dashboard-code-handed-over = Übergeben
dashboard-code-arrived = Eingegeben
dashboard-code-not-sent = Nicht gesendet

blocked-heading = Wer gerade nicht hineinkommt
blocked-nobody = Niemand, soweit wir sehen.
blocked-asking = { $n ->
    [one] { $n } Person bittet um Hilfe
   *[other] { $n } Personen bitten um Hilfe
}
blocked-asking-hint = Ihr Passwort war richtig, und sie haben keinen zweiten Schritt zur Hand. Entscheiden Sie hier darüber:
blocked-closed = { $n ->
    [one] Was { $n } Person eingibt, wird nicht mehr angesehen
   *[other] Was { $n } Personen eingeben, wird nicht mehr angesehen
}
blocked-closed-hint = Zu viele zweite Schritte hintereinander waren falsch. Jemand könnte ihr Passwort kennen. Wer den Server betreibt, kann wieder öffnen.
blocked-waiting = { $n ->
    [one] { $n } Person muss auf den nächsten Versuch warten
   *[other] { $n } Personen müssen auf den nächsten Versuch warten
}
blocked-waiting-hint = Mehrere zweite Schritte hintereinander waren falsch. Das Warten endet von selbst, zur Zeit neben dem Namen.
blocked-setting-up = { $n ->
    [one] { $n } Person kam nicht durch das Einrichten des zweiten Schritts
   *[other] { $n } Personen kamen nicht durch das Einrichten des zweiten Schritts
}
blocked-setting-up-hint = Bei ihrer letzten Anmeldung sollten sie einen einrichten und kamen nicht hinein. Fragen Sie, ob sie Hilfe brauchen.
blocked-half-way = { $n ->
    [one] { $n } Person steht seit mehr als 5 Minuten am zweiten Schritt
   *[other] { $n } Personen stehen seit mehr als 5 Minuten am zweiten Schritt
}
blocked-half-way-hint = Ihr Passwort war richtig. Die Anmeldung endet zur Zeit neben dem Namen.
blocked-more = { $n ->
    [one] Und { $n } weitere Person.
   *[other] Und { $n } weitere.
}
