# Die letzten Anmeldungen einer Person, für Admins: was aus jeder wurde und warum.
history-heading = Letzte Anmeldungen
history-none = Niemand hat versucht, sich als diese Person anzumelden.
history-done = Angemeldet
history-refused = Abgelehnt
history-over = Nicht beendet
history-unchecked = Nicht geprüft

history-with = Mit: { $factors }.
history-asked = Nach einem Einmalcode wurde gefragt, weil eine Authenticator-App eingerichtet ist.
history-asked-required = Nach einem Einmalcode wurde gefragt, weil das Konto ihn verlangt.
history-remembered = Nach keinem Einmalcode wurde gefragt, weil dem Gerät vertraut wurde.
history-not-asked = Nach keinem Einmalcode wurde gefragt. Keiner wird verlangt, und keine Authenticator-App war eingerichtet.

history-wrong-password = Das Passwort war falsch.
history-wrong-passcode = Der Einmalcode war falsch.
history-used-passcode = Der Einmalcode war schon benutzt.
history-clock-slow = Der Einmalcode war für eine andere Zeit. Die Uhr des Handys geht ungefähr { $off } nach.
history-no-passcode = Was eingegeben wurde, ist kein Einmalcode.
history-wrong-recovery-code = Der Wiederherstellungscode war falsch.
history-used-recovery-code = Der Wiederherstellungscode war schon benutzt.
history-no-recovery-codes = Es war kein Wiederherstellungscode mehr übrig.
history-no-recovery-code = Was eingegeben wurde, ist kein Wiederherstellungscode.
history-enrolment-too-old = Der Schlüssel der neuen Authenticator-App wurde vor zu langer Zeit gezeigt.
history-slowed-passwords = Davor gab es zu viele falsche Passwörter.
history-slowed-passcodes = Davor gab es zu viele falsche Einmalcodes.
history-many-passcodes = Das Passwort war richtig, und dann kamen viele falsche Einmalcodes. Die Person weiß es per E-Mail.
history-closed = Nach hundert falschen Einmalcodes wird keiner mehr geprüft.
history-too-old = Es dauerte länger als 15 Minuten.
history-stale = Die Person oder die Regeln wurden inzwischen geändert.
history-out-of-turn = Die Antwort gehörte nicht zu dieser Anmeldung.
history-not-active = Das Passwort war richtig, aber die Person darf sich nicht anmelden.
