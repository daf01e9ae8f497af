//! Words: every text that a person reads, in their language. A language is a folder under `locales/` and one line here.

use std::fmt;
use std::sync::{Arc, LazyLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The sources of a language: its tag, the direction it is written in, and its groups of words.
struct Source {
    tag: &'static str,
    dir: &'static str,
    /// Teaches a bundle the sign between thousands.
    thousands: fn(&mut FluentBundle<FluentResource>),
    groups: &'static [&'static str],
}

macro_rules! language {
    ($tag:literal, $dir:literal, $thousands:literal) => {
        Source {
            tag: $tag,
            dir: $dir,
            thousands: |bundle| bundle.set_formatter(Some(|value, _| grouped(value, $thousands))),
            groups: &[
                include_str!(concat!("../locales/", $tag, "/common.ftl")),
                include_str!(concat!("../locales/", $tag, "/trouble.ftl")),
                include_str!(concat!("../locales/", $tag, "/signin.ftl")),
                include_str!(concat!("../locales/", $tag, "/enrol.ftl")),
                include_str!(concat!("../locales/", $tag, "/password.ftl")),
                include_str!(concat!("../locales/", $tag, "/registration.ftl")),
                include_str!(concat!("../locales/", $tag, "/security.ftl")),
                include_str!(concat!("../locales/", $tag, "/address.ftl")),
                include_str!(concat!("../locales/", $tag, "/language.ftl")),
                include_str!(concat!("../locales/", $tag, "/activity.ftl")),
                include_str!(concat!("../locales/", $tag, "/admin.ftl")),
                include_str!(concat!("../locales/", $tag, "/center.ftl")),
                include_str!(concat!("../locales/", $tag, "/history.ftl")),
                include_str!(concat!("../locales/", $tag, "/problem.ftl")),
                include_str!(concat!("../locales/", $tag, "/demo.ftl")),
                include_str!(concat!("../locales/", $tag, "/mail.ftl")),
                include_str!(concat!("../locales/", $tag, "/told.ftl")),
                include_str!(concat!("../locales/", $tag, "/mail_test.ftl")),
            ],
        }
    };
}

/// All languages: tag, direction, sign between thousands. The first is spoken to those whose language is not here.
static SOURCES: &[Source] = &[language!("en", "ltr", ','), language!("de", "ltr", '.')];

static LANGUAGES: LazyLock<Vec<Words>> = LazyLock::new(|| SOURCES.iter().map(Words::read).collect());

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
    /// is not here falls back to its language.
    pub fn negotiate(accept_language: Option<&str>) -> Words {
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
        wanted.iter().find_map(|(_, tag)| Words::spoken(tag)).unwrap_or_else(Words::fallback)
    }

    /// The words of a language tag (BCP 47), or of the first language when it is not here.
    pub fn in_language(tag: &str) -> Words {
        Words::spoken(tag).unwrap_or_else(Words::fallback)
    }

    /// The words of a language tag, when it is exactly one of ours: what a person chose, not what a browser would like.
    pub fn exactly(tag: &str) -> Option<Words> {
        LANGUAGES.iter().find(|words| words.lang() == tag).cloned()
    }

    /// The tags of all languages.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        SOURCES.iter().map(|source| source.tag)
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
        // Isolation marks would end up in mail subjects and in copied text; what needs isolation gets <bdi>.
        bundle.set_use_isolating(false);
        (source.thousands)(&mut bundle);
        for group in source.groups {
            // A broken entry is skipped and so is missing; the tests below find it before a person does.
            let resource = match FluentResource::try_new((*group).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Words(Arc::new(Language { tag: source.tag, dir: source.dir, bundle }))
    }

    fn spoken(tag: &str) -> Option<Words> {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let exactly = LANGUAGES.iter().find(|words| words.lang().eq_ignore_ascii_case(tag));
        exactly.or_else(|| LANGUAGES.iter().find(|words| primary(words.lang()) == primary(tag))).cloned()
    }

    fn fallback() -> Words {
        LANGUAGES
            .first()
            .cloned()
            .unwrap_or_else(|| Words::read(&Source { tag: "en", dir: "ltr", thousands: |_| (), groups: &[] }))
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
    /// Fills in one argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Phrase<'w> {
        self.args.set(name.to_owned(), value.into().0);
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

/// A whole number with a sign between thousands, from 1,000 up; in Latin digits in every language.
fn grouped(value: &FluentValue<'_>, thousands: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let digits = format!("{:.0}", number.value);
    let mut grouped = String::new();
    for (place, digit) in (0..digits.len()).rev().zip(digits.chars()) {
        grouped.push(digit);
        if place > 0 && place % 3 == 0 && digit.is_ascii_digit() {
            grouped.push(thousands);
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

    #[test]
    fn the_wanted_language_is_spoken_and_else_the_first() {
        for wanted in
            [None, Some("en"), Some("en-GB, de;q=0.9"), Some("xx;q=1, en;q=0.1"), Some(";;;q=,"), Some("*")]
        {
            assert_eq!(Words::negotiate(wanted).lang(), "en", "{wanted:?}");
        }
        assert_eq!(Words::in_language("tlh").lang(), "en");
        assert_eq!((thousandths(""), thousandths("q=0.25"), thousandths("q=x")), (1_000, 250, 0));
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
