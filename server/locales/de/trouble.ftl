# Was an einer Eingabe nicht stimmt: was geschah, dann was zu tun ist. Nie: ungültig, fehlgeschlagen, leider, bitte.
trouble-email-empty = Geben Sie Ihre E-Mail-Adresse ein
trouble-email-shape = Geben Sie eine E-Mail-Adresse wie name@example.com ein
trouble-password-empty = Geben Sie Ihr Passwort ein
trouble-new-password-empty = Geben Sie ein neues Passwort ein
trouble-wrong-password = E-Mail oder Passwort stimmt nicht
trouble-name-empty = Geben Sie einen Namen ein
trouble-role-empty = Wählen Sie eine Rolle

trouble-passcode-empty = Geben Sie Ihren Einmalcode ein
trouble-passcode-shape = Ihr Einmalcode muss 6 Ziffern haben
trouble-passcode-wrong = Dieser Einmalcode stimmt nicht. Nehmen Sie den neuesten, prüfen Sie die Uhr Ihres Handys und versuchen Sie es noch einmal
trouble-passcode-used = Dieser Einmalcode wurde schon benutzt. Warten Sie auf den nächsten (bis zu 30 Sekunden)
trouble-clock-slow = Dieser Einmalcode ist für eine andere Zeit. Die Uhr Ihres Handys geht etwa { $off } nach. Stellen Sie sie auf automatisch und nehmen Sie den nächsten
trouble-looks-like-recovery-code = Das ist ein Wiederherstellungscode. Wählen Sie unten „Wiederherstellungscode benutzen“, um ihn einzugeben
trouble-looks-like-passcode = Das ist ein Einmalcode. Wählen Sie unten „Authenticator-App benutzen“, um ihn einzugeben
trouble-recovery-code-empty = Geben Sie einen Wiederherstellungscode ein
trouble-recovery-code-wrong = Dieser Wiederherstellungscode stimmt nicht. Prüfen Sie ihn und versuchen Sie es noch einmal
trouble-recovery-code-used = Dieser Wiederherstellungscode wurde schon benutzt. Nehmen Sie einen anderen
trouble-no-recovery-codes = Sie haben keinen Wiederherstellungscode mehr. Fragen Sie einen Admin
trouble-enrolment-too-old = Dieser Schlüssel wurde vor zu langer Zeit gezeigt. Scannen Sie den neuen
trouble-slowed = Zu viele Versuche. Der nächste geht in { $wait }
trouble-codes-not-saved = Speichern Sie Ihre Codes und haken Sie dann „Ich habe diese Codes gespeichert“ an

trouble-password-short = Ihr Passwort muss mindestens { $n } Zeichen haben
trouble-password-long = Ihr Passwort darf höchstens { $n } Zeichen haben
trouble-password-common = Dieses Passwort haben viele. Wählen Sie ein anderes
trouble-password-breached = Dieses Passwort ist irgendwo bekannt geworden. Wählen Sie ein anderes
trouble-password-own-words = Dieses Passwort besteht aus Ihrem Namen oder dem Namen dieses Kontos. Wählen Sie andere Wörter

trouble-already-here = Jemand mit dieser E-Mail-Adresse ist schon da
trouble-changed-meanwhile = Jemand anderes hat diese Einstellungen geändert. Prüfen Sie sie und speichern Sie noch einmal
trouble-days = Geben Sie eine Zahl von 1 bis 30 ein.
trouble-limits = Die Zeit ohne Aktivität darf nicht länger sein als die Zeit insgesamt
trouble-old-password-wrong = Das ist nicht Ihr jetziges Passwort. Versuchen Sie es noch einmal
