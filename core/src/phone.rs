//! Phone numbers of the whole world, one way to write each; and the countries to which an account sends text messages.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A phone number as ITU-T E.164 has it: `+`, a country code and the rest, at most 15 digits. No log prints it whole.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone {
    text: String,
    country: CallingCode,
}

/// The most digits of a number, its country code among them (ITU-T E.164 clause 6).
const MOST_DIGITS: usize = 15;

/// The fewest. E.164 sets none; the shortest numbers in use are the four digits of islands behind a code of three.
const FEWEST_DIGITS: usize = 7;

/// The last digits that numbers of one block differ in: whoever has numbers, has them by the thousand or ten thousand.
const IN_A_BLOCK: usize = 4;

impl Phone {
    /// Reads a number as a person types or pastes it: `+49 170 1234567`, `0049 (0)170-123.45.67`, in ASCII, full-width,
    /// Arabic-Indic or Persian digits. One without its country code is refused: which country is meant would be a guess.
    ///
    /// # Errors
    /// [`PhoneProblem`] says what to mend.
    pub fn parse(typed: &str) -> Result<Phone, PhoneProblem> {
        let digits = international(typed)?;
        let country = CallingCode::of(&digits).ok_or(PhoneProblem::UnknownCountry)?;
        match digits.len() {
            ..FEWEST_DIGITS => Err(PhoneProblem::TooShort),
            FEWEST_DIGITS..=MOST_DIGITS => Ok(Phone { text: format!("+{digits}"), country }),
            _ => Err(PhoneProblem::TooLong),
        }
    }

    /// The whole number, as it is stored and dialled: `+491701234567`. Each call is a place to look at in a review.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Which country it belongs to, as far as its beginning tells.
    pub fn country(&self) -> CallingCode {
        self.country
    }

    /// Enough of it for its owner to know it, and never the whole: `+49 ••• 67`.
    pub fn masked(&self) -> String {
        let last = self.text.get(self.text.len().saturating_sub(2)..).unwrap_or_default();
        format!("{} ••• {last}", self.country)
    }

    /// The block that it belongs to, for a cap: all but its last four digits, so that neighbours count together.
    pub fn prefix(&self) -> &str {
        self.text.get(..self.text.len().saturating_sub(IN_A_BLOCK)).unwrap_or_default()
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneProblem;
    fn try_from(text: String) -> Result<Self, PhoneProblem> {
        Phone::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> String {
        phone.text
    }
}

/// Why a text is no phone number. None of them repeats what was typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PhoneProblem {
    /// Nothing was typed.
    #[error("no phone number")]
    Empty,
    /// There is something in it that no phone number has.
    #[error("a phone number is digits, spaces, hyphens, dots and brackets alone")]
    NotANumber,
    /// It begins with neither `+` nor `00`.
    #[error("a phone number begins with + and the country code")]
    NoCountryCode,
    /// It begins with a code that no country has; those of satellites, freephone and premium services are among them.
    #[error("no country has this code")]
    UnknownCountry,
    /// It has fewer digits than any number.
    #[error("the phone number is too short")]
    TooShort,
    /// It has more digits than any number.
    #[error("the phone number is too long")]
    TooLong,
}

/// The code that the numbers of a country begin with: `+49`. Countries that share one (`+1` is that of some 25 countries and
/// islands) are told apart where the next digits tell them and messages cost differently: `+1` is then the United States and
/// Canada, `+1876` Jamaica.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CallingCode(u16);

impl CallingCode {
    /// Reads `+49`, `49` or `0049`.
    ///
    /// # Errors
    /// [`PhoneProblem::UnknownCountry`] when no country has it, and others for what is no code at all.
    pub fn parse(typed: &str) -> Result<CallingCode, PhoneProblem> {
        let digits = match international(typed) {
            Err(PhoneProblem::NoCountryCode) => international(&format!("+{typed}"))?,
            read => read?,
        };
        let whole = |code: &CallingCode| code.0.to_string() == digits;
        CallingCode::of(&digits).filter(whole).ok_or(PhoneProblem::UnknownCountry)
    }

    /// Its digits as a number: 49.
    pub fn number(self) -> u16 {
        self.0
    }

    /// The code that these digits begin with.
    fn of(digits: &str) -> Option<CallingCode> {
        let begins = |code: &u16| digits.starts_with(&code.to_string());
        let found = WITHIN_A_CODE.iter().chain(&CODES).copied().find(begins);
        found.map(CallingCode)
    }
}

impl fmt::Display for CallingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}", self.0)
    }
}

/// The countries that an account sends text messages to, by their calling codes.
///
/// **An empty list allows nobody**, and that is what an account has at first: an admin names countries before text messages can
/// be on. A list that is forgotten must not open every country where somebody earns by each message (SMS pumping).
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryList(BTreeSet<CallingCode>);

impl CountryList {
    /// Reads a list as a person types it, between spaces, line breaks or commas; each counts once. Nothing is an empty list.
    ///
    /// # Errors
    /// [`NotACountry`] names the word that is no country's code.
    pub fn parse(typed: &str) -> Result<CountryList, NotACountry> {
        let between = |letter: char| letter.is_whitespace() || letter == ',' || letter == ';';
        let words = typed.split(between).filter(|word| !word.is_empty());
        let codes = words.map(|word| CallingCode::parse(word).map_err(|_| NotACountry(word.to_owned())));
        codes.collect::<Result<_, _>>().map(CountryList)
    }

    /// Whether messages may go to this number.
    pub fn allows(&self, phone: &Phone) -> bool {
        self.0.contains(&phone.country)
    }

    /// Whether it allows nobody.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The codes that it names, in their order.
    pub fn codes(&self) -> impl Iterator<Item = CallingCode> + '_ {
        self.0.iter().copied()
    }
}

/// As it is stored and shown: `+1 +49`.
impl fmt::Display for CountryList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<String> = self.codes().map(|code| code.to_string()).collect();
        f.write_str(&codes.join(" "))
    }
}

impl TryFrom<String> for CountryList {
    type Error = NotACountry;
    fn try_from(text: String) -> Result<Self, NotACountry> {
        CountryList::parse(&text)
    }
}

impl From<CountryList> for String {
    fn from(list: CountryList) -> String {
        list.to_string()
    }
}

/// This word is no country's calling code.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is not the calling code of a country")]
pub struct NotACountry(pub String);

/// The digits after `+` or `00`.
fn international(typed: &str) -> Result<String, PhoneProblem> {
    let mut digits = String::new();
    let mut begins_with_plus = false;
    // `+49 (0)170`: the zero is dialled within the country alone (ITU-T E.123 advises against writing so, and many do).
    for letter in typed.replace("(0)", " ").chars() {
        match (digit(letter), letter) {
            (Some(digit), _) => digits.push(digit),
            (None, '+' | '\u{ff0b}') if digits.is_empty() && !begins_with_plus => begins_with_plus = true,
            (None, letter) if is_between(letter) => {}
            _ => return Err(PhoneProblem::NotANumber),
        }
    }
    match digits.strip_prefix("00") {
        _ if digits.is_empty() => {
            Err(if begins_with_plus { PhoneProblem::TooShort } else { PhoneProblem::Empty })
        }
        _ if begins_with_plus => Ok(digits),
        // What is dialled for the + in most of the world.
        Some("") => Err(PhoneProblem::TooShort),
        Some(rest) => Ok(rest.to_owned()),
        None => Err(PhoneProblem::NoCountryCode),
    }
}

/// A digit of a keyboard that people use here: ASCII, full-width, Arabic-Indic, Persian.
fn digit(letter: char) -> Option<char> {
    let zero = match letter {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    char::from_digit(u32::from(letter) - u32::from(zero), 10)
}

/// What may stand between digits and says nothing: white space, hyphens, dots, brackets, and the invisible marks of direction
/// that telephones put around a number when it is copied out of their address books.
fn is_between(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '-' | '.' | '(' | ')' | '\u{ff0d}' | '\u{ff0e}' | '\u{ff08}' | '\u{ff09}')
        || matches!(letter, '\u{2010}'..='\u{2015}' | '\u{2212}')
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Countries that share a code with others, by it and the digits that tell them: the islands and the Dominican Republic
/// within `+1` (North American Numbering Plan, area codes in use), Kazakhstan within `+7`. The United States with their
/// territories and Canada stay `+1`, Russia stays `+7`.
const WITHIN_A_CODE: [u16; 23] = [
    1242, 1246, 1264, 1268, 1284, 1345, 1441, 1473, 1649, 1658, 1664, 1721, 1758, 1767, 1784, 1809, 1829,
    1849, 1868, 1869, 1876, 76, 77,
];

/// The country codes that ITU-T E.164 gives to countries and geographic areas (its list of assigned codes in the annex to ITU
/// Operational Bulletin 1114 of 2016; Kosovo's 383 came in that year). None begins another. Not among them: freephone and
/// shared cost (800, 808), satellites and networks of no country (870, 878, 881, 882, 883, 888) and premium rate (979), to
/// which no passcode has to go.
const CODES: [u16; 206] = [
    1, 20, 211, 212, 213, 216, 218, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233,
    234, 235, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254,
    255, 256, 257, 258, 260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 27, 290, 291, 297, 298, 299, 30,
    31, 32, 33, 34, 350, 351, 352, 353, 354, 355, 356, 357, 358, 359, 36, 370, 371, 372, 373, 374, 375, 376,
    377, 378, 380, 381, 382, 383, 385, 386, 387, 389, 39, 40, 41, 420, 421, 423, 43, 44, 45, 46, 47, 48, 49,
    500, 501, 502, 503, 504, 505, 506, 507, 508, 509, 51, 52, 53, 54, 55, 56, 57, 58, 590, 591, 592, 593,
    594, 595, 596, 597, 598, 599, 60, 61, 62, 63, 64, 65, 66, 670, 672, 673, 674, 675, 676, 677, 678, 679,
    680, 681, 682, 683, 685, 686, 687, 688, 689, 690, 691, 692, 7, 81, 82, 84, 850, 852, 853, 855, 856, 86,
    880, 886, 90, 91, 92, 93, 94, 95, 960, 961, 962, 963, 964, 965, 966, 967, 968, 970, 971, 972, 973, 974,
    975, 976, 977, 98, 992, 993, 994, 995, 996, 998,
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn phone(typed: &str) -> Phone {
        Phone::parse(typed).unwrap()
    }

    #[test]
    fn a_number_is_one_number_however_it_is_typed() {
        for typed in [
            "+491701234567",
            "+49 170 1234567",
            "0049 170 123 45 67",
            "(0049) 170-123.45.67",
            "(+49) 170 1234567",
            "+49 (0)170 1234567",
            "  +49\u{a0}170\u{2011}1234567\n",
            "\u{202a}+49 170 1234567\u{202c}",
            "＋４９（１７０）１２３４５６７",
            "+٤٩ ١٧٠ ١٢٣٤٥٦٧",
            "۰۰۴۹۱۷۰۱۲۳۴۵۶۷",
        ] {
            assert_eq!(phone(typed).as_str(), "+491701234567", "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_number_is_told_apart() {
        for (typed, problem) in [
            ("", PhoneProblem::Empty),
            (" ()-. ", PhoneProblem::Empty),
            ("+", PhoneProblem::TooShort),
            ("00", PhoneProblem::TooShort),
            ("0170 1234567", PhoneProblem::NoCountryCode),
            ("491701234567", PhoneProblem::NoCountryCode),
            ("011 49 170 1234567", PhoneProblem::NoCountryCode),
            ("+49 170 12345a", PhoneProblem::NotANumber),
            ("+49+170 1234567", PhoneProblem::NotANumber),
            ("++49 170 1234567", PhoneProblem::NotANumber),
            ("+49 170 1234567;ext=5", PhoneProblem::NotANumber),
            ("tel:+491701234567", PhoneProblem::NotANumber),
            ("+49 170 1234567\0", PhoneProblem::NotANumber),
            ("+49 ①②③ 1234567", PhoneProblem::NotANumber),
            ("+0049 170 1234567", PhoneProblem::UnknownCountry),
            ("+999 1234567", PhoneProblem::UnknownCountry),
            ("+49 170", PhoneProblem::TooShort),
            ("+49 1234 5678 9012 34", PhoneProblem::TooLong),
        ] {
            assert_eq!(Phone::parse(typed), Err(problem), "{typed:?}");
        }
        assert_eq!(phone("+683 4000").as_str(), "+6834000", "the shortest");
        assert_eq!(phone("+49 1234 5678 9012 3").as_str(), "+491234567890123", "the longest");
    }

    #[test]
    fn p42_satellites_and_premium_services_are_no_country() {
        for typed in [
            "+870 773 111 632",
            "+881 6 2345 6789",
            "+882 16 5550 123",
            "+883 5100 1234 5678",
            "+979 1 1234 5678",
            "+800 1234 5678",
            "+808 1234 5678",
            "+878 10 1234 5678",
            "+888 1234 5678",
        ] {
            assert_eq!(Phone::parse(typed), Err(PhoneProblem::UnknownCountry), "{typed}");
        }
    }

    #[test]
    fn p42_a_list_allows_the_countries_that_it_names_and_an_empty_one_nobody() {
        let list = CountryList::parse("+49, 0041\n1 +49;٤٤").unwrap();
        assert_eq!(list.to_string(), "+1 +41 +44 +49");
        for (typed, allowed) in [
            ("+49 170 1234567", true),
            ("+41 78 123 45 67", true),
            ("+44 7400 123456", true),
            ("+1 212 555 0123", true),
            ("+1 787 555 0123", true),
            ("+1 876 555 0123", false),
            ("+1 809 555 0123", false),
            ("+43 660 1234567", false),
            ("+420 601 123 456", false),
            ("+7 912 345 67 89", false),
        ] {
            assert_eq!(list.allows(&phone(typed)), allowed, "{typed}");
            assert!(!CountryList::default().allows(&phone(typed)), "{typed}");
        }
        let islands = CountryList::parse("+1876 +77").unwrap();
        assert!(islands.allows(&phone("+1 876 555 0123")) && islands.allows(&phone("+7 701 234 5678")));
        assert!(!islands.allows(&phone("+1 212 555 0123")) && !islands.allows(&phone("+7 912 345 6789")));
        assert!(CountryList::parse(" \n,").unwrap().is_empty() && CountryList::default().is_empty());
        for word in ["DE", "+", "4", "+999", "+870", "+4917", "+1212", "+-", "00"] {
            assert_eq!(
                CountryList::parse(&format!("+49 {word}")),
                Err(NotACountry(word.to_owned())),
                "{word}"
            );
        }
    }

    #[test]
    fn no_code_begins_another_and_shared_ones_lie_within_theirs() {
        for code in CODES {
            let of = |digits: &str| CallingCode::of(digits).map(CallingCode::number);
            assert_eq!(of(&code.to_string()), Some(code));
            let others = CODES.iter().filter(|it| **it != code);
            assert_eq!(
                others.filter(|it| it.to_string().starts_with(&code.to_string())).count(),
                0,
                "{code}"
            );
            assert_eq!(CallingCode::parse(&format!("+{code}")).map(CallingCode::number), Ok(code));
        }
        for code in WITHIN_A_CODE {
            assert!(CODES.iter().any(|it| code.to_string().starts_with(&it.to_string())), "{code}");
            assert_eq!(CallingCode::parse(&code.to_string()).map(CallingCode::number), Ok(code));
        }
    }

    #[test]
    fn a_number_is_recognised_and_never_shown_whole() {
        let number = phone("+49 170 1234567");
        assert_eq!(number.masked(), "+49 ••• 67");
        assert_eq!(format!("{number:?}"), "Phone(+49 ••• 67)");
        assert_eq!(phone("+683 4123").masked(), "+683 ••• 23");
    }

    #[test]
    fn p42_neighbours_are_one_block() {
        assert_eq!(phone("+49 170 1234567").prefix(), "+49170123");
        assert_eq!(phone("+49 170 1234567").prefix(), phone("+49 170 1239999").prefix());
        assert_ne!(phone("+49 170 1234567").prefix(), phone("+49 170 1244567").prefix());
        assert_eq!(phone("+683 4123").prefix(), "+683");
    }

    #[test]
    fn numbers_and_lists_are_kept_as_text() {
        let number = phone("+49 170 1234567");
        assert_eq!(serde_json::to_string(&number).unwrap(), r#""+491701234567""#);
        assert_eq!(serde_json::from_str::<Phone>(r#""+491701234567""#).unwrap(), number);
        assert!(serde_json::from_str::<Phone>(r#""0170""#).is_err());
        let list = CountryList::parse("+49 +1").unwrap();
        assert_eq!(serde_json::to_string(&list).unwrap(), r#""+1 +49""#);
        assert_eq!(serde_json::from_str::<CountryList>(r#""+1 +49""#).unwrap(), list);
        assert_eq!(serde_json::from_str::<CountryList>(r#""""#).unwrap(), CountryList::default());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_a_number_or_a_problem(typed in "\\PC{0,40}|[+0-9() .\\-]{0,30}|\\+[0-9]{1,20}") {
            if let Ok(number) = Phone::parse(&typed) {
                prop_assert!((8..=16).contains(&number.as_str().len()));
                prop_assert!(number.as_str()[1..].bytes().all(|byte| byte.is_ascii_digit()));
                prop_assert_eq!(Phone::parse(number.as_str()), Ok(number.clone()));
                prop_assert!(!number.masked().contains(&number.as_str()[1..]));
                prop_assert!(number.as_str().starts_with(&number.country().to_string()));
            }
            let _ = CountryList::parse(&typed);
        }
    }
}
