# Bis wann ein verlangter zweiter Schritt da sein muss.
deadline-label = Frist
deadline-hint = UTC. Bis zum Ende dieses Tages muss niemand einen einrichten. Leer: ab der nächsten Anmeldung
grace-label = Tage Nachfrist
grace-hint = Ab der ersten Anmeldung jeder Person nach der Frist, einmal. Höchstens 30
trouble-deadline = Wählen Sie einen Tag, oder lassen Sie das Feld leer
trouble-deadline-far = Wählen Sie einen Tag innerhalb eines Jahres
trouble-grace = Geben Sie eine Zahl von Tagen an, von 0 bis 30
due-text = Richten Sie bis { $by } einen zweiten Schritt ein. Ihnen bleiben { $left }; danach wird er bei der Anmeldung verlangt.
due-set-up = Jetzt einrichten
plan-sets-up-later = Vorerst nur das Passwort; bis zur Frist oder zum Ende ihrer Nachfrist richten sie einen zweiten Schritt ein
rule-deadline = Frist
rule-deadline-none = keine
rule-grace = Nachfrist
rule-grace-days = { $n ->
    [0] keine
    [one] { $n } Tag
   *[other] { $n } Tage
}
why-before-deadline = Neben dem Passwort wird nichts verlangt: Das Konto fordert einen zweiten Schritt, und die Frist ist noch nicht vorbei.
why-in-grace = Neben dem Passwort wird nichts verlangt: Das Konto fordert einen zweiten Schritt, und die Nachfrist dieser Person ist noch nicht vorbei.
why-due = Einzurichten bis { $until }

mail-reminder-subject = Richten Sie Ihren zweiten Schritt bei { $account } ein
mail-reminder = { $account } verlangt bei der Anmeldung einen zweiten Schritt, und Sie haben noch keinen. Richten Sie bis { $due } einen ein; Ihnen bleiben { $left }:
mail-reminder-after = Danach kommen Sie erst hinein, wenn Sie ihn bei der Anmeldung eingerichtet haben. Haben Sie ihn inzwischen eingerichtet, ist nichts zu tun.
