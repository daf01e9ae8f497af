# Nur in der Demo.
demo-name = Demo
demo-mailbox = Postfach
demo-desk = Helpdesk

desk-heading = Schön, Sie zu sehen, { $name }
desk-text = Sie sind angemeldet als: { $role }. Dieser kleine Helpdesk steht für alles, was Sie hinter die Tür stellen.
desk-tickets = Warten auf eine Antwort
desk-waiting = seit { $for }
desk-new = Neu
desk-open = Offen
desk-solved = Gelöst
desk-ticket-key = Der Schlüsselkasten am Seehaus geht nicht auf
desk-ticket-cabin = Können wir einen Tag früher kommen?
desk-ticket-invoice = Rechnung für das Wochenende mit der Firma
desk-ticket-kayak = Ein Kajak ist undicht
desk-ticket-dog = Darf unser Hund mit?

mailbox-heading = Postfach
mailbox-text = Jede Mail dieser Demo landet hier. Nichts verlässt diesen Rechner.
mailbox-empty = Noch keine Mail. Fordern Sie ein neues Passwort an oder laden Sie jemanden ein, und sehen Sie wieder nach.
mailbox-to = An
