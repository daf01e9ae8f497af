# Was eine Änderung der Vorgaben bewirkt, bevor sie gilt, und die Änderungen, die es gab.
plan-heading = Was diese Änderung bewirkt
plan-text = Noch ist nichts gespeichert. Das kommt dabei heraus, so wie es in diesem Augenblick steht.
plan-changes = Was sich ändert
plan-difference = { $what }: { $before } → { $after }
plan-end-sessions = Alle Sitzungen werden beendet, und keinem Gerät wird mehr vertraut.
plan-next-sign-in = Was bei der nächsten Anmeldung geschieht, auf einem Gerät, dem nicht vertraut wird
plan-meets = Es geschieht
plan-before = Jetzt
plan-after = Dann
plan-people = { $n }
plan-names = Namen
plan-look = Ansehen
plan-password-alone = Nur das Passwort
plan-asked = Der zweite Schritt
plan-asked-and-sets-up = Gefragt wird, was da ist; danach wird eine Methode eingerichtet, die zählt
plan-sets-up = Ein zweiter Schritt wird eingerichtet
plan-stuck = Kein Hineinkommen: nichts, womit sie antworten könnten, geht
plan-out-of-reach = Es wird etwas eingerichtet, und E-Mails an sie kommen zurück
plan-ends-sessions = { $n ->
    [0] Keine Sitzung endet.
    [one] { $n } Sitzung endet sofort.
   *[other] { $n } Sitzungen enden sofort.
}
plan-ends-devices = { $n ->
    [0] Kein Gerät verliert das Vertrauen.
    [one] { $n } Gerät verliert das Vertrauen.
   *[other] { $n } Geräte verlieren das Vertrauen.
}
plan-locks-you-out = So kann es nicht gespeichert werden: Mit dem, was Sie haben, kämen Sie nicht sicher wieder herein. Richten Sie zuerst eine Methode ein, die zählen wird.
plan-locks-owners-out = So kann es nicht gespeichert werden: Kein Inhaber käme sicher wieder herein. Zuerst muss einer eine Methode einrichten, die zählen wird.
plan-other = Etwas anderes wählen
plan-reason = Warum
plan-reason-hint = Eine Zeile für den Verlauf und das Protokoll
plan-apply = Änderung vornehmen
plan-changed = Etwas, worauf das beruht, ist inzwischen anders. So steht es jetzt
plan-csv = Als CSV herunterladen
plan-nobody = Niemand.
trouble-reason = Sagen Sie, warum, in einer Zeile mit höchstens 300 Zeichen
undone-policy-changed-meanwhile = Nichts wurde geändert. Jemand anderes hat diese Einstellungen inzwischen geändert.
undone-texts-untested = Nichts wurde geändert. Noch hat niemand gezeigt, dass SMS ankommen.
undone-no-passkeys-here = Nichts wurde geändert. Dieses Konto hat keine Adresse, zu der Passkeys gehören können.

nav-policy-history = Verlauf
policy-history-heading = Was wann verlangt wurde
policy-history-of = Von
policy-version = Fassung { $n }
policy-history-holds = Gilt jetzt
policy-history-by-operator = An der Konsole des Servers
policy-history-by-set-up = Als das Konto eingerichtet wurde
policy-history-by-erased = Jemand, der gelöscht wurde
policy-history-ended = Alle Sitzungen wurden beendet.
policy-history-back = Zurück dazu

rule-on = an
rule-off = aus
rule-requirement = Zweiter Schritt verlangt
rule-counting = Was zählt
rule-email-codes = Einmalcodes per E-Mail
rule-sms-codes = Einmalcodes per SMS
rule-passkey-alone = Passkey ohne Passwort
rule-asking = Wie oft nach dem Einmalcode gefragt wird
rule-asking-days = { $n ->
    [one] auf demselben Gerät nach { $n } Tag wieder
   *[other] auf demselben Gerät nach { $n } Tagen wieder
}
rule-idle = Abmelden, wenn nicht benutzt für
rule-absolute = In jedem Fall abmelden nach
