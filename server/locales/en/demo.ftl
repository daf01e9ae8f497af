# Only in the demo.
demo-name = Demo
demo-mailbox = Mailbox
demo-desk = Help desk

desk-heading = Good to see you, { $name }
desk-text = You are signed in as { $role }. This small help desk stands for whatever you put behind the door.
desk-tickets = Waiting for an answer
desk-waiting = for { $for }
desk-new = New
desk-open = Open
desk-solved = Solved
desk-ticket-key = The key box at the lake house does not open
desk-ticket-cabin = Can we arrive a day earlier?
desk-ticket-invoice = Invoice for the company weekend
desk-ticket-kayak = One kayak has a leak
desk-ticket-dog = Is our dog welcome?

mailbox-heading = Mailbox
mailbox-text = Every mail of this demo lands here. Nothing leaves this computer.
mailbox-empty = No mail yet. Ask for a new password or invite somebody, and look again.
mailbox-to = To
