//! How an account looks and what it says at its door: colours that can be read, a logo, and texts.
//!
//! A colour is taken only if people can read it on every ground on which it stands (`colour.rs`). Buttons need no rule of their own:
//! of black and white, one can be read on every colour there is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::colour::{Colour, Contrast, Scheme};
use crate::language::Language;
use crate::logo::LogoMark;

/// What an account chose of its own; nothing, as long as nobody did.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Brand {
    /// The colours of links and buttons.
    pub accents: Accents,
    /// The logo, which stands in the place of the account's name.
    pub logo: Option<LogoMark>,
    /// What is said at the door and in mails.
    pub texts: Texts,
}

/// How an account looks and what it says at the door, as an entry keeps it.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Face {
    /// The accent of light pages.
    pub light: Option<Colour>,
    /// The accent of dark pages.
    pub dark: Option<Colour>,
    /// The digest of the logo.
    pub logo: Option<String>,
    /// What is said.
    pub texts: Texts,
}

impl From<Brand> for Face {
    fn from(Brand { accents: Accents { light, dark }, logo, texts }: Brand) -> Face {
        Face { light, dark, logo: logo.map(|logo| logo.digest.to_string()), texts }
    }
}

/// The colours of links and buttons, as they were chosen. One alone stands for both schemes.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Accents {
    /// On light pages.
    pub light: Option<Colour>,
    /// On dark pages.
    pub dark: Option<Colour>,
}

/// What pages are painted with in one scheme.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paint {
    /// Links, and the ground of buttons.
    pub accent: Colour,
    /// Text on that ground.
    pub on_accent: Colour,
}

/// A colour that cannot be read.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Unreadable {
    /// Where not.
    pub scheme: Scheme,
    /// How much contrast it has.
    pub contrast: Contrast,
    /// The nearest colour of the same hue that can be read there.
    pub proposal: Colour,
}

impl Accents {
    /// Chooses colours.
    ///
    /// # Errors
    /// Each of them that cannot be read.
    pub fn choose(light: Option<Colour>, dark: Option<Colour>) -> Result<Accents, Vec<Unreadable>> {
        let unreadable = |scheme: Scheme, colour: Option<Colour>| {
            let colour = colour.filter(|colour| !scheme.reads(*colour))?;
            Some(Unreadable { scheme, contrast: scheme.contrast(colour), proposal: scheme.nearest(colour) })
        };
        let all = [unreadable(Scheme::Light, light), unreadable(Scheme::Dark, dark)];
        let wrong: Vec<Unreadable> = all.into_iter().flatten().collect();
        if wrong.is_empty() { Ok(Accents { light, dark }) } else { Err(wrong) }
    }

    /// What pages of a scheme are painted with; none when no colour was chosen. It can always be read, also when the grounds are
    /// others than those of the day when it was chosen.
    pub fn paint(&self, scheme: Scheme) -> Option<Paint> {
        let chosen = match scheme {
            Scheme::Light => self.light.or(self.dark),
            Scheme::Dark => self.dark.or(self.light),
        };
        chosen.map(|chosen| {
            let accent = scheme.nearest(chosen);
            Paint { accent, on_accent: accent.text_on() }
        })
    }
}

/// What an account says, in as many languages as it likes.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(BTreeMap<String, Text>);

/// What it says in one language; empty where it says nothing.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Text {
    /// Stands on the sign-in page.
    pub welcome: Line,
    /// Who helps, and how they are reached.
    pub help: Line,
}

/// Something that is said, and the tag of the language that it is said in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Said<'t> {
    /// What.
    pub text: &'t str,
    /// In which language.
    pub language: &'t str,
}

impl Texts {
    /// Says this in a language from now on.
    pub fn say(&mut self, language: &Language, text: Text) {
        if text == Text::default() {
            self.0.remove(language.as_str());
        } else {
            self.0.insert(language.to_string(), text);
        }
    }

    /// What is said in a language.
    pub fn in_language(&self, tag: &str) -> Text {
        self.0.get(tag).cloned().unwrap_or_default()
    }

    /// Whether nothing is said in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The line of the sign-in page for somebody who reads `wanted`: in that language, or in the account's, or none.
    pub fn welcome<'t>(&'t self, wanted: &'t str, accounts: &'t str) -> Option<Said<'t>> {
        self.said(wanted, accounts, |text| &text.welcome)
    }

    /// Who helps, in the same way.
    pub fn help<'t>(&'t self, wanted: &'t str, accounts: &'t str) -> Option<Said<'t>> {
        self.said(wanted, accounts, |text| &text.help)
    }

    fn said<'t>(&'t self, wanted: &'t str, accounts: &'t str, of: fn(&Text) -> &Line) -> Option<Said<'t>> {
        [wanted, accounts].into_iter().find_map(|language| {
            let text = of(self.0.get(language)?).as_str();
            (!text.is_empty()).then_some(Said { text, language })
        })
    }
}

impl<'t> Said<'t> {
    /// The text in pieces, and of each whether it is a number that is dialled. Within text from right to left, the groups of a
    /// number would stand in the wrong order (UAX 9, rule L2); whoever shows it sets each of these apart.
    pub fn pieces(&self) -> Vec<(bool, &'t str)> {
        const FEWEST_DIGITS: usize = 5;
        let dialled = |c: char| c.is_ascii_digit() || "+-()./ ".contains(c);
        let (mut pieces, mut rest) = (Vec::new(), self.text);
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c| dialled(c) != dialled(first)).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            let from_the_number = run.trim_start_matches(|c: char| !c.is_ascii_digit() && !"+(".contains(c));
            let number = from_the_number.trim_end_matches(|c: char| !c.is_ascii_digit());
            if number.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS {
                let (before, _) = run.split_at(run.len() - from_the_number.len());
                let (_, behind) = from_the_number.split_at(number.len());
                pieces.extend([(false, before), (true, number), (false, behind)]);
            } else {
                pieces.push((false, run));
            }
            rest = after;
        }
        pieces.retain(|(_, text)| !text.is_empty());
        pieces
    }
}

/// One line of plain text, perhaps empty.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

/// Why a text is no line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotALine {
    /// It has more than [`Line::MOST`] characters.
    #[error("the text is too long")]
    TooLong,
    /// It has characters that are not seen, and change what is read.
    #[error("the text has characters that are not seen")]
    Unseen,
}

impl Line {
    /// No line has more characters (Unicode code points).
    pub const MOST: usize = 300;

    /// Reads what was typed: ends of lines and rows of spaces become one space.
    ///
    /// # Errors
    /// [`NotALine`].
    pub fn parse(typed: &str) -> Result<Line, NotALine> {
        let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        // Marks that turn the order of what stands around them (UAX 9, sections 2.1 to 2.5) would let the line reach beyond itself.
        let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if line.chars().any(|c| c.is_control() || turns(c)) {
            return Err(NotALine::Unseen);
        }
        if line.chars().count() > Line::MOST { Err(NotALine::TooLong) } else { Ok(Line(line)) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Line {
    type Error = NotALine;
    fn try_from(text: String) -> Result<Self, NotALine> {
        Line::parse(&text)
    }
}

impl From<Line> for String {
    fn from(line: Line) -> String {
        line.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    fn line(text: &str) -> Line {
        Line::parse(text).unwrap()
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_refused_with_one_that_can() {
        let refused = |light: Option<&str>, dark: Option<&str>| {
            let wrong = Accents::choose(light.map(colour), dark.map(colour)).unwrap_err();
            let told = |it: &Unreadable| (it.scheme, it.contrast.to_string(), it.proposal.to_string());
            wrong.iter().map(told).collect::<Vec<_>>()
        };
        let of = |scheme, contrast: &str, proposal: &str| (scheme, contrast.to_owned(), proposal.to_owned());
        assert_eq!(refused(Some("#ff9900"), None), [of(Scheme::Light, "1.87", "#9e5e00")]);
        assert_eq!(refused(None, Some("#003366")), [of(Scheme::Dark, "1.13", "#2592ff")]);
        assert_eq!(refused(Some("#ffffff"), Some("#000000")).len(), 2);
        assert_eq!(Accents::choose(None, None), Ok(Accents::default()));
        let readable = Accents { light: Some(colour("#0b7a5a")), dark: Some(colour("#7fd6a4")) };
        assert_eq!(Accents::choose(readable.light, readable.dark), Ok(readable));
    }

    #[test]
    fn one_colour_alone_serves_light_and_dark() {
        let accents = Accents::choose(Some(colour("#0b7a5a")), None).unwrap();
        let (light, dark) = (accents.paint(Scheme::Light).unwrap(), accents.paint(Scheme::Dark).unwrap());
        assert_eq!((light.accent, light.on_accent), (colour("#0b7a5a"), Colour::WHITE));
        assert!(
            dark.accent.luminance() > light.accent.luminance() && dark.on_accent == Colour::BLACK,
            "{dark:?}"
        );
        let accents = Accents::choose(None, Some(colour("#ffd000"))).unwrap();
        assert!(accents.paint(Scheme::Light).unwrap().accent.luminance() < colour("#ffd000").luminance());
        assert_eq!(Accents::default().paint(Scheme::Light), None);
    }

    #[test]
    fn a_text_is_in_the_language_of_the_page_or_of_the_account_or_nowhere() {
        let mut texts = Texts::default();
        let (de, ko) = (Language::parse("de").unwrap(), Language::parse("ko").unwrap());
        texts.say(&de, Text { welcome: line("Willkommen"), help: line("Empfang: +49 170 1234567") });
        texts.say(&ko, Text { welcome: line("환영해요"), help: Line::default() });
        let said = |it: Option<Said<'_>>| it.map(|it| (it.text.to_owned(), it.language.to_owned()));
        let some = |text: &str, tag: &str| Some((text.to_owned(), tag.to_owned()));
        assert_eq!(said(texts.welcome("ko", "de")), some("환영해요", "ko"));
        assert_eq!(
            said(texts.help("ko", "de")),
            some("Empfang: +49 170 1234567", "de"),
            "each falls back by itself"
        );
        assert_eq!(said(texts.welcome("ar", "de")), some("Willkommen", "de"));
        assert_eq!(said(texts.welcome("ar", "en")), None);
        texts.say(&de, Text::default());
        texts.say(&ko, Text::default());
        assert!(texts.is_empty());
    }

    #[test]
    fn the_numbers_of_a_text_are_told_apart() {
        let pieces = |text| Said { text, language: "en" }.pieces();
        assert_eq!(
            pieces("Desk, 7 to 22: +49 (0)170-12345, or 030 1234567."),
            [
                (false, "Desk,"),
                (false, " 7 "),
                (false, "to"),
                (false, " 22"),
                (false, ":"),
                (false, " "),
                (true, "+49 (0)170-12345"),
                (false, ","),
                (false, " "),
                (false, "or"),
                (false, " "),
                (true, "030 1234567"),
                (false, "."),
            ]
        );
        assert_eq!(pieces("اتصل على +49 170 1234567").last(), Some(&(true, "+49 170 1234567")));
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn a_line_is_plain_text_that_stays_where_it_stands() {
        assert_eq!(line(" Ask\r\n the  desk,\t+49 ").as_str(), "Ask the desk, +49");
        assert_eq!(line("<b>https://desk.example</b> 👩‍🔧").as_str(), "<b>https://desk.example</b> 👩‍🔧");
        for odd in ["a\u{202e}b", "a\u{2066}b", "a\0b", "a\u{1b}[31m", "a\u{200b}\u{7f}"] {
            assert_eq!(Line::parse(odd), Err(NotALine::Unseen), "{odd:?}");
        }
        assert!(Line::parse(&"é".repeat(300)).is_ok());
        assert_eq!(Line::parse(&"é".repeat(301)), Err(NotALine::TooLong));
    }

    prop_compose! {
        fn any_colour()(rgb: [u8; 3]) -> Colour { Colour::parse(&format!("#{:02x}{:02x}{:02x}", rgb[0], rgb[1], rgb[2])).unwrap() }
    }

    proptest! {

        #[test]
        fn the_pieces_of_a_text_are_the_text(text in "[a-zא-ת0-9+() .-]{0,40}") {
            let pieces = Said { text: &text, language: "en" }.pieces();
            prop_assert_eq!(pieces.iter().map(|(_, piece)| *piece).collect::<String>(), text);
        }

        #[test]
        fn what_is_painted_is_read_everywhere(light in prop::option::of(any_colour()), dark in prop::option::of(any_colour())) {
            let accents = Accents { light, dark };
            for scheme in Scheme::ALL {
                let paint = accents.paint(scheme);
                prop_assert_eq!(paint.is_some(), light.or(dark).is_some());
                if let Some(Paint { accent, on_accent }) = paint {
                    for ground in scheme.grounds() {
                        prop_assert!(Contrast::between(accent, ground) >= Contrast::TEXT);
                    }
                    prop_assert!(Contrast::between(accent, on_accent) >= Contrast::TEXT);
                }
            }
        }
    }
}
