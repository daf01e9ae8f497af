# How the account looks, and what it says at its door.
nav-brand = Brand
brand-heading = Brand
brand-preview = How your sign-in looks
brand-in-light = In light
brand-in-dark = In dark
brand-contrast = Contrast of links { $links }:1, of buttons { $buttons }:1

brand-colours = Colours
brand-colours-text = Links and buttons have this colour. Only colours that people can read are taken: the contrast must be 4.5:1 or more.
brand-light-label = Colour in light
brand-dark-label = Colour in dark
brand-colour-hint = # and six digits, as in { $example }. Leave it empty for ours.
brand-dark-hint = Leave it empty, and we make the other one lighter until it can be read.
trouble-colour-shape = Enter a colour as # and six digits of 0–9 and a–f, like { $example }
trouble-colour-unreadable = This colour is hard to read here: its contrast is { $ratio }:1, and 4.5:1 is needed. The nearest that works is { $colour }

brand-logo = Logo
brand-logo-label = Picture
brand-logo-hint = PNG, JPEG or WebP, up to 32 KB and 512 by 512 pixels. It stands on white, also in dark, in the place of the account’s name.
brand-logo-button = Use this picture
brand-logo-remove = Remove the logo
trouble-logo-empty = Choose a picture
trouble-logo-large = The file is larger than 32 KB. Save the picture smaller
trouble-logo-kind = That is no PNG, JPEG or WebP picture. Save the logo as one of these
trouble-logo-broken = The picture is not whole, or there is something else in the file. Save it anew
trouble-logo-moves = The picture moves. Choose one that stands still
trouble-logo-wide = The picture is { $width } by { $height } pixels. Make it at most { $most } by { $most }

brand-texts = Texts
brand-texts-text = People see the texts in the language of their page. Where you wrote none, they see those in the account’s language.
brand-welcome-label = Welcome line
brand-welcome-hint = Stands on the sign-in page. Plain text, up to 300 characters.
brand-help-field = Who helps
brand-help-hint = A name, phone number or address. It is shown where people cannot get in, and at the end of our mails. Plain text, up to 300 characters.
brand-help-label = Who helps:
brand-help = Who helps: { $help }
trouble-line-long = That text is too long. Use at most { $n } characters
trouble-line-unseen = That text has characters that nobody sees. Type it again instead of pasting it

brand-reset = Start over
brand-reset-text = Colours, logo and texts are removed, and your sign-in looks as it did at first.
brand-reset-button = Remove everything

confirm-for-brand = To change how the account looks, show once more that it is you.
activity-brand-changed = Brand of the account changed
