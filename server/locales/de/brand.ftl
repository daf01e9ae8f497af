# Wie das Konto aussieht, und was es an seiner Tür sagt.
nav-brand = Marke
brand-heading = Marke
brand-preview = So sieht Ihre Anmeldung aus
brand-in-light = In Hell
brand-in-dark = In Dunkel
brand-contrast = Kontrast der Links { $links }:1, der Schaltflächen { $buttons }:1

brand-colours = Farben
brand-colours-text = Links und Schaltflächen haben diese Farbe. Nur lesbare Farben werden genommen: Der Kontrast muss mindestens 4.5:1 sein.
brand-light-label = Farbe in Hell
brand-dark-label = Farbe in Dunkel
brand-colour-hint = # und sechs Stellen, wie { $example }. Leer lassen für unsere Farbe.
brand-dark-hint = Leer lassen: Dann hellen wir die andere Farbe auf, bis sie lesbar ist.
trouble-colour-shape = Geben Sie eine Farbe als # und sechs Stellen aus 0–9 und a–f ein, wie { $example }
trouble-colour-unreadable = Diese Farbe ist hier schlecht lesbar: Ihr Kontrast ist { $ratio }:1, nötig sind 4.5:1. Die nächste passende ist { $colour }

brand-logo = Logo
brand-logo-label = Bild
brand-logo-hint = PNG, JPEG oder WebP, bis 32 KB und 512 mal 512 Pixel. Es steht auf Weiß, auch in Dunkel, an der Stelle des Kontonamens.
brand-logo-button = Dieses Bild verwenden
brand-logo-remove = Logo entfernen
trouble-logo-empty = Wählen Sie ein Bild
trouble-logo-large = Die Datei ist größer als 32 KB. Speichern Sie das Bild kleiner
trouble-logo-kind = Das ist kein Bild in PNG, JPEG oder WebP. Speichern Sie das Logo als eines davon
trouble-logo-broken = Das Bild ist unvollständig, oder in der Datei ist noch etwas anderes. Speichern Sie es neu
trouble-logo-moves = Das Bild bewegt sich. Wählen Sie eines, das still steht
trouble-logo-wide = Das Bild hat { $width } mal { $height } Pixel. Machen Sie es höchstens { $most } mal { $most } groß

brand-texts = Texte
brand-texts-text = Man sieht die Texte in der Sprache der Seite. Wo Sie keine geschrieben haben, sieht man die in der Sprache des Kontos.
brand-welcome-label = Begrüßung
brand-welcome-hint = Steht auf der Anmeldeseite. Reiner Text, bis 300 Zeichen.
brand-help-field = Wer hilft
brand-help-hint = Ein Name, eine Telefonnummer oder eine Adresse. Steht dort, wo jemand nicht hineinkommt, und am Ende unserer E-Mails. Reiner Text, bis 300 Zeichen.
brand-help-label = Hilfe:
brand-help = Hilfe: { $help }
trouble-line-long = Der Text ist zu lang. Nehmen Sie höchstens { $n } Zeichen
trouble-line-unseen = Der Text hat Zeichen, die niemand sieht. Tippen Sie ihn neu, statt ihn einzufügen

brand-reset = Von vorn anfangen
brand-reset-text = Farben, Logo und Texte werden entfernt, und Ihre Anmeldung sieht aus wie am Anfang.
brand-reset-button = Alles entfernen

confirm-for-brand = Um das Aussehen des Kontos zu ändern, zeigen Sie noch einmal, dass Sie es sind.
activity-brand-changed = Marke des Kontos geändert
