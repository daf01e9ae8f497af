//! Words: every text that a person reads, in their language. A language is a folder under `locales/` and nothing else: its
//! direction and the sign that it writes between thousands are keys like others.

use std::fmt;
use std::sync::{Arc, LazyLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The sources of a language: its tag, and its groups of words.
struct Source {
    tag: &'static str,
    groups: &'static [&'static str],
}

/// The folders under `locales/`, as `build.rs` found them.
static SOURCES: &[Source] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Spoken to those whose language is not here; named first wherever languages are listed, and the others by their tags.
const FIRST: &str = "en";

static LANGUAGES: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let mut all: Vec<Words> = SOURCES.iter().map(Words::read).collect();
    all.sort_by_key(|words| (words.lang() != FIRST, words.lang()));
    all
});

/// The words of one language. Cheap to clone.
#[derive(Clone)]
pub struct Words(Arc<Language>);

struct Language {
    tag: &'static str,
    dir: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The best language for an `Accept-Language` header (RFC 9110 section 12.5.4): by weight, then by order; a region that
    /// is not here falls back to its language. None when it asks for none of ours.
    pub fn negotiate(accept_language: Option<&str>) -> Option<Words> {
        let mut wanted: Vec<(u16, &str)> = accept_language
            .unwrap_or_default()
            .split(',')
            .take(32)
            .map(|range| {
                let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
                (thousandths(weight), tag.trim())
            })
            .filter(|(weight, _)| *weight > 0)
            .collect();
        wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wanted.iter().find_map(|(_, tag)| Words::spoken(tag))
    }

    /// The words of a language tag (BCP 47), or of the first language when it is not here.
    pub fn in_language(tag: &str) -> Words {
        Words::spoken(tag).unwrap_or_else(Words::first)
    }

    /// The words of the first language.
    pub fn first() -> Words {
        let nothing = || Words::read(&Source { tag: FIRST, groups: &[] });
        LANGUAGES.first().cloned().unwrap_or_else(nothing)
    }

    /// The words of a language tag, when it is exactly one of ours: what a person chose, not what a browser would like.
    pub fn exactly(tag: &str) -> Option<Words> {
        LANGUAGES.iter().find(|words| words.lang() == tag).cloned()
    }

    /// The tags of all languages.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(Words::lang)
    }

    /// The tag of this language, for `lang`.
    pub fn lang(&self) -> &'static str {
        self.0.tag
    }

    /// What its speakers call it.
    pub fn name(&self) -> String {
        self.say("language-name")
    }

    /// The direction it is written in, for `dir`: `ltr` or `rtl`.
    pub fn dir(&self) -> &'static str {
        self.0.dir
    }

    /// The text of a key; the key itself in brackets when there is none.
    pub fn say(&self, key: &str) -> String {
        self.phrase(key).to_string()
    }

    /// The text of a key with its arguments filled in.
    pub fn say_with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        args.iter().fold(self.phrase(key), |phrase, (name, arg)| phrase.with(name, arg.clone())).to_string()
    }

    /// The text of a key, still to be given its arguments.
    pub fn phrase<'w>(&'w self, key: &'w str) -> Phrase<'w> {
        Phrase { words: self, key, args: FluentArgs::new() }
    }

    /// A length of time in a unit that suits it, rounded up, so that nobody is sent back too early.
    pub fn duration(&self, seconds: u64) -> String {
        let (key, n) = match seconds {
            0..=90 => ("duration-seconds", seconds),
            3_600 => ("duration-hours", 1),
            91..=5_400 => ("duration-minutes", seconds.div_ceil(60)),
            5_401..=172_799 => ("duration-hours", seconds.div_ceil(3_600)),
            _ => ("duration-days", seconds.div_ceil(86_400)),
        };
        self.phrase(key).with("n", n).to_string()
    }

    fn read(source: &Source) -> Words {
        let tag: LanguageIdentifier = source.tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Fluent would isolate every argument, and the marks would end up in subjects and in copied text. `Phrase::with`
        // isolates those alone that need it.
        bundle.set_use_isolating(false);
        for group in source.groups {
            // A broken entry is skipped and so is missing; the tests below find it before a person does.
            let resource = match FluentResource::try_new((*group).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        let said = |key: &str| {
            let pattern = bundle.get_message(key).and_then(|message| message.value());
            pattern
                .map(|it| bundle.format_pattern(it, None, &mut Vec::new()).into_owned())
                .unwrap_or_default()
        };
        let (dir, thousands) = (said("language-direction"), said("language-thousands"));
        bundle.set_formatter(grouping(&thousands));
        let dir = if dir == "rtl" { "rtl" } else { "ltr" };
        Words(Arc::new(Language { tag: source.tag, dir, bundle }))
    }

    fn spoken(tag: &str) -> Option<Words> {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let exactly = LANGUAGES.iter().find(|words| words.lang().eq_ignore_ascii_case(tag));
        exactly.or_else(|| LANGUAGES.iter().find(|words| primary(words.lang()) == primary(tag))).cloned()
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.lang())
    }
}

/// A text and the arguments it is given so far; shows as the text.
pub struct Phrase<'w> {
    words: &'w Words,
    key: &'w str,
    args: FluentArgs<'w>,
}

impl<'w> Phrase<'w> {
    /// Fills in one argument. A text that runs against the language is isolated: a name in Latin letters would else take the
    /// comma behind it along, and turn the order of what stands around it.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Phrase<'w> {
        let value = match value.into().0 {
            FluentValue::String(text) if runs_against(self.words.dir(), &text) => {
                FluentValue::from(format!("{ISOLATE}{text}{ISOLATED}"))
            }
            value => value,
        };
        self.args.set(name.to_owned(), value);
        self
    }

    /// Fills in an argument that runs from left to right in every language, and in one piece: an address or a phone number, which may
    /// have no letter that says so.
    #[must_use]
    pub fn with_ltr(mut self, name: &str, text: &str) -> Phrase<'w> {
        let text = text.replace(' ', "\u{a0}");
        let text = match self.words.dir() {
            "rtl" => format!("{ISOLATE_LTR}{text}{ISOLATED}"),
            _ => text,
        };
        self.args.set(name.to_owned(), FluentValue::from(text));
        self
    }
}

impl fmt::Display for Phrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bundle = &self.words.0.bundle;
        match bundle.get_message(self.key).and_then(|message| message.value()) {
            Some(pattern) => {
                let mut errors = Vec::new();
                f.write_str(&bundle.format_pattern(pattern, Some(&self.args), &mut errors))
            }
            None => write!(f, "[{}]", self.key),
        }
    }
}

/// An argument of a text: a number, which chooses among plural forms, or a text.
#[derive(Clone, Debug)]
pub struct Arg(FluentValue<'static>);

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg(FluentValue::from(text.to_owned()))
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg(FluentValue::from(text))
    }
}

/// Templates pass everything by reference.
impl<T: Clone> From<&T> for Arg
where
    Arg: From<T>,
{
    fn from(value: &T) -> Arg {
        Arg::from(value.clone())
    }
}

macro_rules! numbers {
    ($($number:ty)*) => { $(
        impl From<$number> for Arg {
            fn from(number: $number) -> Arg { Arg(FluentValue::from(number)) }
        }
    )* };
}

numbers! { u8 i32 i64 u32 u64 usize }

/// First strong isolate, left-to-right isolate and pop directional isolate (Unicode Standard Annex 9, section 2.4).
const ISOLATE: char = '\u{2068}';
const ISOLATE_LTR: char = '\u{2066}';
const ISOLATED: char = '\u{2069}';

/// Whether a text has letters that are written in the other direction.
fn runs_against(dir: &str, text: &str) -> bool {
    // Blocks of right-to-left scripts (Unicode Standard Annex 44, the defaults of Bidi_Class).
    let leftwards = |letter: char| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
            || matches!(letter, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    let rtl = dir == "rtl";
    text.chars().any(|letter| letter.is_alphabetic() && leftwards(letter) != rtl)
}

/// What a bundle writes numbers with; its memory `M` is not needed.
type Formatter<M> = fn(&FluentValue<'_>, &M) -> Option<String>;

/// How whole numbers are written with this sign between thousands; without one where we do not know the sign.
fn grouping<M>(sign: &str) -> Option<Formatter<M>> {
    match sign {
        "," => Some(grouped::<',', M>),
        "." => Some(grouped::<'.', M>),
        "’" => Some(grouped::<'’', M>),
        "\u{a0}" => Some(grouped::<'\u{a0}', M>),
        "\u{202f}" => Some(grouped::<'\u{202f}', M>),
        _ => None,
    }
}

/// A whole number with a sign between thousands, from 1,000 up; in Latin digits in every language: they are read everywhere,
/// and codes, which people compare with them, have no others.
fn grouped<const SIGN: char, M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let digits = format!("{:.0}", number.value);
    let mut grouped = String::new();
    for (place, digit) in (0..digits.len()).rev().zip(digits.chars()) {
        grouped.push(digit);
        if place > 0 && place % 3 == 0 && digit.is_ascii_digit() {
            grouped.push(SIGN);
        }
    }
    Some(grouped)
}

/// A weight (`q=0.8`) in thousandths; 1000 when none is given, 0 when it cannot be read.
fn thousandths(parameter: &str) -> u16 {
    let parameter = parameter.trim();
    if parameter.is_empty() {
        return 1_000;
    }
    let weight = parameter.strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()).unwrap_or(0.0);
    // A cast from float saturates: NaN and negatives are 0.
    (weight * 1_000.0).min(1_000.0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn negotiated(wanted: Option<&str>) -> Option<&'static str> {
        Words::negotiate(wanted).map(|words| words.lang())
    }

    #[test]
    fn the_wanted_language_is_spoken_and_none_where_none_of_ours_is_wanted() {
        for wanted in [Some("en"), Some("en-GB, de;q=0.9"), Some("xx;q=1, en;q=0.1"), Some("de;q=0, en")] {
            assert_eq!(negotiated(wanted), Some("en"), "{wanted:?}");
        }
        for nothing in [None, Some("tlh"), Some(";;;q=,"), Some("*"), Some(""), Some("ko;q=0")] {
            assert_eq!(negotiated(nothing), None, "{nothing:?}");
        }
        assert_eq!(negotiated(Some("ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7")), Some("ko"));
        assert_eq!(negotiated(Some("ar-EG, en;q=0.5")), Some("ar"));
        assert_eq!(Words::in_language("tlh").lang(), "en");
        assert_eq!((thousandths(""), thousandths("q=0.25"), thousandths("q=x")), (1_000, 250, 0));
    }

    #[test]
    fn a_language_is_a_folder_that_says_its_direction_and_its_sign_between_thousands() {
        let all: Vec<_> = Words::languages().collect();
        assert_eq!((all.first(), all.len()), (Some(&"en"), SOURCES.len()));
        for words in Words::languages().map(Words::in_language) {
            let told = (words.say("language-direction"), words.say("language-thousands"));
            assert_eq!(words.dir(), told.0, "{words:?}: ltr or rtl");
            assert!(
                grouping::<()>(&told.1).is_some(),
                "{words:?} has another sign between thousands: {}",
                told.1
            );
        }
        assert_eq!(Words::in_language("ar").dir(), "rtl");
        let many = |tag| Words::in_language(tag).phrase("people-more-than").with("n", 12_040).to_string();
        assert!(
            many("de").contains("12.040") && many("ko").contains("12,040"),
            "{} {}",
            many("de"),
            many("ko")
        );
    }

    #[test]
    fn each_language_counts_by_its_own_rules() {
        let arabic = |n: u64| Words::in_language("ar").phrase("duration-days").with("n", n).to_string();
        let days = [0, 1, 2, 3, 10, 11, 99, 100].map(arabic);
        let expected = ["0 يوم", "يوم واحد", "يومين", "3 أيام", "10 أيام", "11 يومًا", "99 يومًا", "100 يوم"];
        assert_eq!(days, expected);
        assert_eq!(Words::in_language("ko").duration(7_200), "2시간");
    }

    #[test]
    fn a_phone_number_is_neither_turned_round_nor_broken() {
        let sent =
            |tag: &str| Words::in_language(tag).phrase("sent-none").with_ltr("to", "+49 67").to_string();
        assert!(sent("ar").contains("\u{2066}+49\u{a0}67\u{2069}"), "{}", sent("ar"));
        assert!(sent("de").contains(" +49\u{a0}67 "), "{}", sent("de"));
    }

    #[test]
    fn what_runs_against_the_language_is_isolated_and_nothing_else() {
        let hello = |tag: &str, name: &str| {
            Words::in_language(tag).phrase("mail-hello").with("name", name).to_string()
        };
        assert!(hello("ar", "Ada").contains("\u{2068}Ada\u{2069}"), "{}", hello("ar", "Ada"));
        assert!(hello("en", "ليلى").contains("\u{2068}ليلى\u{2069}"), "{}", hello("en", "ليلى"));
        for (tag, name) in
            [("ar", "ليلى"), ("ar", "203.0.113.42"), ("en", "Ada"), ("ko", "에이다"), ("de", "Jürgen")]
        {
            assert!(!hello(tag, name).contains(ISOLATE), "{tag}: {name}");
        }
    }

    #[test]
    fn a_missing_text_shows_its_key_and_a_number_chooses_its_plural() {
        let words = Words::in_language("en");
        assert_eq!(words.say("no-such-key"), "[no-such-key]");
        assert_eq!(words.duration(1), "1 second");
        let many = |n: u64| words.phrase("people-more-than").with("n", n).to_string();
        assert_eq!(many(999), "More than 999 people.");
        assert_eq!(many(1_204_000), "More than 1,204,000 people.");
        assert_eq!(words.duration(30), "30 seconds");
        assert_eq!(words.duration(91), "2 minutes");
        assert_eq!(words.duration(3_600), "1 hour");
        assert_eq!(words.duration(7_200), "2 hours");
        assert_eq!(words.say_with("duration-days", &[("n", 30_i64.into())]), "30 days");
    }

    #[test]
    fn every_group_of_every_language_can_be_read_and_no_key_is_written_twice() {
        for source in SOURCES {
            let mut bundle: FluentBundle<FluentResource> = FluentBundle::new_concurrent(vec![]);
            for group in source.groups {
                let resource = FluentResource::try_new((*group).to_owned()).map_err(|(_, errors)| errors);
                assert!(
                    bundle.add_resource(resource.unwrap()).is_ok(),
                    "{}: a key is written twice",
                    source.tag
                );
            }
        }
    }
}
