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
pause-label = Hält von selbst an ab, in Prozent
pause-hint = Kommen nach der Frist mehr Personen eines Tages nicht hinein, wird sie um eine Woche verschoben. Die Inhaber bekommen eine E-Mail. Leer: nie
trouble-pause = Geben Sie eine Zahl von 1 bis 100 an, oder lassen Sie das Feld leer
rule-pause = Hält von selbst an
rule-pause-never = nie
rule-pause-at = über { $percent } %
paused-text = Von selbst angehalten: { $blocked } von { $of } Personen kamen nicht hinein. Vor dieser Frist muss niemand einen zweiten Schritt einrichten.
paused-go-on = Um fortzufahren, wählen Sie eine andere Frist; ein Tag, der vorbei ist, verlangt ihn sofort wieder von allen. Bis Sie hier etwas ändern, bleibt es so.
policy-history-by-itself = Von selbst
policy-history-paused = Von selbst angehalten: { $blocked } von { $of } Personen kamen nicht hinein
why-before-deadline = Neben dem Passwort wird nichts verlangt: Das Konto fordert einen zweiten Schritt, und die Frist ist noch nicht vorbei.
why-in-grace = Neben dem Passwort wird nichts verlangt: Das Konto fordert einen zweiten Schritt, und die Nachfrist dieser Person ist noch nicht vorbei.
why-due = Einzurichten bis { $until }

mail-reminder-subject = Richten Sie Ihren zweiten Schritt bei { $account } ein
mail-reminder = { $account } verlangt bei der Anmeldung einen zweiten Schritt, und Sie haben noch keinen. Richten Sie bis { $due } einen ein; Ihnen bleiben { $left }:
mail-reminder-after = Danach kommen Sie erst hinein, wenn Sie ihn bei der Anmeldung eingerichtet haben. Haben Sie ihn inzwischen eingerichtet, ist nichts zu tun.

mail-paused-subject = Der zweite Schritt bei { $account } wurde von selbst verschoben
mail-paused = { $who } bei { $account } müssen einen zweiten Schritt haben, und { $blocked } von { $of } Personen mit richtigem Passwort kamen nicht hinein: Sie haben keinen und kamen durch das Einrichten nicht hindurch.
mail-paused-until = Damit sie arbeiten können, muss vor { $until } niemand einen einrichten, der keinen hat. Wer einen hat, wird wie bisher danach gefragt.
mail-paused-go-on = Wer sie sind, steht im Dashboard. Um früher fortzufahren, wählen Sie eine andere Frist:
