//! Colours, and which of them people can read: WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (what is no text).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A colour of sRGB, `#rrggbb`.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

/// The text is no colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a colour is # and six digits of 0-9 and a-f")]
pub struct NotAColour;

impl Colour {
    /// Black.
    pub const BLACK: Colour = Colour([0; 3]);
    /// White.
    pub const WHITE: Colour = Colour([255; 3]);

    /// Reads `#rrggbb`, and nothing else: what was read goes into a stylesheet.
    ///
    /// # Errors
    /// [`NotAColour`].
    pub fn parse(text: &str) -> Result<Colour, NotAColour> {
        let digits = text.strip_prefix('#').ok_or(NotAColour)?;
        let [r1, r0, g1, g0, b1, b0] = *digits.as_bytes() else { return Err(NotAColour) };
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let byte = |high, low| Some(digit(high)? << 4 | digit(low)?);
        match (byte(r1, r0), byte(g1, g0), byte(b1, b0)) {
            (Some(red), Some(green), Some(blue)) => Ok(Colour([red, green, blue])),
            _ => Err(NotAColour),
        }
    }

    /// How light it is, from 0 to 1 (WCAG 2.2, "relative luminance").
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|byte| match f64::from(byte) / 255.0 {
            low if low <= 0.04045 => low / 12.92,
            high => ((high + 0.055) / 1.055).powf(2.4),
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Black or white, whichever is read better on it: always [`Contrast::TEXT`] at least.
    pub fn text_on(self) -> Colour {
        let white = Contrast::between(Colour::WHITE, self);
        if white >= Contrast::between(Colour::BLACK, self) { Colour::WHITE } else { Colour::BLACK }
    }

    /// Its hue in degrees, its saturation and its lightness from 0 to 1 (CSS Color 4, section 7).
    fn hsl(self) -> (f64, f64, f64) {
        let [red, green, blue] = self.0.map(|byte| f64::from(byte) / 255.0);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let (chroma, lightness) = (most - least, f64::midpoint(most, least));
        if chroma == 0.0 {
            return (0.0, 0.0, lightness);
        }
        let sixth = if most == red {
            ((green - blue) / chroma).rem_euclid(6.0)
        } else if most == green {
            (blue - red) / chroma + 2.0
        } else {
            (red - green) / chroma + 4.0
        };
        (60.0 * sixth, chroma / (1.0 - (2.0 * lightness - 1.0).abs()), lightness)
    }

    fn from_hsl(hue: f64, saturation: f64, lightness: f64) -> Colour {
        let most = saturation * lightness.min(1.0 - lightness);
        Colour([0.0, 8.0, 4.0].map(|place| {
            let at = (place + hue / 30.0).rem_euclid(12.0);
            let part = lightness - most * (at - 3.0).min(9.0 - at).clamp(-1.0, 1.0);
            // A cast from float saturates.
            (part * 255.0).round() as u8
        }))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl fmt::Debug for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Colour({self})")
    }
}

impl TryFrom<String> for Colour {
    type Error = NotAColour;
    fn try_from(text: String) -> Result<Self, NotAColour> {
        Colour::parse(&text)
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> String {
        colour.to_string()
    }
}

/// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). It is shown cut off, not rounded: what is shown
/// as 4.5 is enough.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub struct Contrast(f64);

impl Contrast {
    /// What text needs (SC 1.4.3): more than the 3 that lines and shapes need (SC 1.4.11).
    pub const TEXT: Contrast = Contrast(4.5);

    /// That of two colours.
    pub fn between(a: Colour, b: Colour) -> Contrast {
        let (a, b) = (a.luminance(), b.luminance());
        Contrast((a.max(b) + 0.05) / (a.min(b) + 0.05))
    }
}

impl fmt::Display for Contrast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", (self.0 * 100.0).floor() / 100.0)
    }
}

/// Whether the page is light or dark, as the person's system wants it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// Both.
    pub const ALL: [Scheme; 2] = [Scheme::Light, Scheme::Dark];

    /// All that stands beneath text of the accent: card, page, and the tint behind the place where somebody is. The first two are
    /// the stylesheet's; a test holds them against it.
    pub const fn grounds(self) -> [Colour; 3] {
        match self {
            Scheme::Light => [Colour([0xff, 0xff, 0xff]), Colour([0xf6, 0xf7, 0xf9]), self.tint()],
            Scheme::Dark => [Colour([0x19, 0x21, 0x2b]), Colour([0x11, 0x16, 0x1d]), self.tint()],
        }
    }

    /// The tint of an account that has an accent of its own: grey, since ours is a tint of our blue.
    pub const fn tint(self) -> Colour {
        match self {
            Scheme::Light => Colour([0xee, 0xf0, 0xf3]),
            Scheme::Dark => Colour([0x22, 0x2b, 0x36]),
        }
    }

    /// How well text of a colour is read where it is read worst.
    pub fn contrast(self, text: Colour) -> Contrast {
        let all = self.grounds().map(|ground| Contrast::between(text, ground));
        all.into_iter().fold(Contrast(f64::MAX), |least, it| if it < least { it } else { least })
    }

    /// Whether text of a colour can be read on every ground.
    pub fn reads(self, text: Colour) -> bool {
        self.contrast(text) >= Contrast::TEXT
    }

    /// The colour itself when it can be read; else the nearest of the same hue that can: darker in light, lighter in dark.
    pub fn nearest(self, colour: Colour) -> Colour {
        // In halves of a step of a channel, so that none is left out.
        const STEPS: u16 = 510;
        let (hue, saturation, lightness) = colour.hsl();
        let (end, last) = match self {
            Scheme::Light => (0.0, Colour::BLACK),
            Scheme::Dark => (1.0, Colour::WHITE),
        };
        let on_the_way = (0..STEPS).map(|step| {
            let gone = f64::from(step) / f64::from(STEPS);
            Colour::from_hsl(hue, saturation, lightness + (end - lightness) * gone)
        });
        std::iter::once(colour).chain(on_the_way).find(|it| self.reads(*it)).unwrap_or(last)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn a_colour_is_six_digits_and_nothing_else() {
        assert_eq!(colour("#0B57b0").to_string(), "#0b57b0");
        for odd in [
            "",
            "#",
            "0b57b0",
            "#0b57b",
            "#0b57b00",
            "#fff",
            "red",
            "#0b57bg",
            "# 0b57b",
            "#+b57b0",
            " #0b57b0",
            "#0b57b0;",
            "#0b57b0}body{display:none",
            "rgb(0,0,0)",
            "#０b57b",
            "#éé5",
            "var(--x)",
            "#0b57b0\n",
        ] {
            assert_eq!(Colour::parse(odd), Err(NotAColour), "{odd:?}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        // The ends of the scale, and pairs from the sufficient techniques and failures of WCAG (G18, F24) and its calculators.
        for (a, b, shown) in [
            ("#000000", "#ffffff", "21"),
            ("#123456", "#123456", "1"),
            ("#767676", "#ffffff", "4.54"),
            ("#777777", "#ffffff", "4.47"),
            ("#ff0000", "#ffffff", "3.99"),
            ("#0000ff", "#ffffff", "8.59"),
            ("#00ff00", "#ffffff", "1.37"),
            ("#949494", "#ffffff", "3.03"),
        ] {
            assert_eq!(Contrast::between(colour(a), colour(b)).to_string(), shown, "{a} on {b}");
            assert_eq!(Contrast::between(colour(b), colour(a)).to_string(), shown, "{b} on {a}");
        }
        assert!(Contrast::between(colour("#767676"), Colour::WHITE) >= Contrast::TEXT);
        assert!(
            Contrast::between(colour("#777777"), Colour::WHITE) < Contrast::TEXT,
            "4.47 is not rounded up"
        );
    }

    prop_compose! {
        fn any_colour()(rgb: [u8; 3]) -> Colour { Colour(rgb) }
    }

    fn schemes() -> impl Strategy<Value = Scheme> {
        prop::sample::select(Scheme::ALL.to_vec())
    }

    /// How far two hues are apart, in degrees.
    fn apart(a: f64, b: f64) -> f64 {
        let apart = (a - b).abs();
        apart.min(360.0 - apart)
    }

    proptest! {
        #[test]
        fn a_colour_is_read_as_it_is_written(colour in any_colour()) {
            prop_assert_eq!(Colour::parse(&colour.to_string()), Ok(colour));
            let (hue, saturation, lightness) = colour.hsl();
            prop_assert_eq!(Colour::from_hsl(hue, saturation, lightness), colour);
        }

        #[test]
        fn on_every_colour_black_or_white_is_read(colour in any_colour()) {
            prop_assert!(Contrast::between(colour, colour.text_on()) >= Contrast::TEXT);
        }

        #[test]
        fn a_proposal_is_taken_keeps_its_hue_and_goes_no_further_than_it_must(colour in any_colour(), scheme in schemes()) {
            let near = scheme.nearest(colour);
            prop_assert!(scheme.reads(near));
            prop_assert_eq!(scheme.nearest(near), near);
            if scheme.reads(colour) {
                prop_assert_eq!(near, colour);
                return Ok(());
            }
            // A step back, by more than rounding: not read any more.
            let (hue, saturation, lightness) = colour.hsl();
            let (near_hue, near_saturation, near_lightness) = near.hsl();
            let back = near_lightness + (lightness - near_lightness).clamp(-0.02, 0.02);
            if (lightness - near_lightness).abs() > 0.02 {
                prop_assert!(!scheme.reads(Colour::from_hsl(hue, saturation, back)));
            }
            // Of dark and of grey colours the hue is rounded away.
            if saturation > 0.2 && near_saturation > 0.2 && (0.15..0.85).contains(&near_lightness) {
                prop_assert!(apart(hue, near_hue) < 4.0, "{hue} became {near_hue}");
            }
        }
    }
}
