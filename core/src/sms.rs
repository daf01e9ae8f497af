//! Text messages: how many are sent, what they say, and how long that is.
//!
//! A message costs money, and some earn it: who has a block of numbers is paid for each that arrives (SMS pumping). And anybody's
//! telephone can be made to ring all night. So everything that could be sent is bounded, several times over.

use std::time::Duration;

/// The spans that messages are counted over.
pub const AN_HOUR: Duration = Duration::from_secs(3_600);
/// The longer of them.
pub const A_DAY: Duration = Duration::from_secs(86_400);

/// The most messages that are sent, by whom and to whom. Beside them stands the list of countries, which bounds the price of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Caps {
    /// For one person, whichever numbers they name.
    pub person: Cap,
    /// To one number, whoever names it.
    pub number: Cap,
    /// To one block of numbers: [`Phone::prefix`](crate::phone::Phone::prefix).
    pub prefix: Cap,
    /// Asked for from one network: [`throttle::network`](crate::throttle::network).
    pub network: Cap,
    /// By the account, in all.
    pub account: Cap,
}

/// The most messages within an hour and within a day, of one person, number, block, network or account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cap {
    /// Within [`AN_HOUR`].
    pub hour: u64,
    /// Within [`A_DAY`].
    pub day: u64,
}

impl Caps {
    /// What an account begins with.
    ///
    /// The numbers are ours; what is bounded is what providers of such messages advise against pumping (Telnyx, "Security best
    /// practices" of Verify: by number, address, country, a stop to the day's cost; coss.com, "Fraud guard": by the number without
    /// its last four digits). A person who signs in now and then never meets them.
    pub const INITIAL: Caps = Caps {
        // Five an hour and ten a day, as for mails with a code: a code works for ten minutes, so this is one after the other.
        person: Cap { hour: 5, day: 10 },
        number: Cap { hour: 5, day: 10 },
        // A company's telephones often lie in one block: thirty people of it sign in on a morning. Pumping needs thousands.
        prefix: Cap { hour: 30, day: 100 },
        // An office, as for the mails of registration.
        network: Cap { hour: 30, day: 100 },
        // What is lost on a day when all else failed: at five to ten cents a message, a hundred dollars at most.
        account: Cap { hour: 300, day: 1_000 },
    };

    /// Whether one message more may be sent after so many.
    ///
    /// # Errors
    /// [`Capped`] names the first that is used up.
    pub fn allows(&self, sent: &Counts) -> Result<(), Capped> {
        let full = |cap: Cap, sent: Count| sent.hour >= cap.hour || sent.day >= cap.day;
        [
            (full(self.person, sent.person), Capped::Person),
            (full(self.number, sent.number), Capped::Number),
            (full(self.prefix, sent.prefix), Capped::Prefix),
            (full(self.network, sent.network), Capped::Network),
            (full(self.account, sent.account), Capped::Account),
        ]
        .into_iter()
        .find_map(|(full, which)| full.then_some(which))
        .map_or(Ok(()), Err)
    }
}

/// How many messages were sent lately, for whom and to whom the next one is.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// For the person.
    pub person: Count,
    /// To the number.
    pub number: Count,
    /// To its block.
    pub prefix: Count,
    /// Asked for from the client's network.
    pub network: Count,
    /// By the account.
    pub account: Count,
}

/// Messages sent lately.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Count {
    /// Within [`AN_HOUR`].
    pub hour: u64,
    /// Within [`A_DAY`], those of the hour among them.
    pub day: u64,
}

/// What keeps the next message from being sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Capped {
    /// The person had enough.
    Person,
    /// The number had enough.
    Number,
    /// The block of the number had enough.
    Prefix,
    /// The network asked often enough.
    Network,
    /// The account sent enough.
    Account,
}

impl Capped {
    /// The name in the database and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            Capped::Person => "person",
            Capped::Number => "number",
            Capped::Prefix => "prefix",
            Capped::Network => "network",
            Capped::Account => "account",
        }
    }
}

/// The text of a message with a code, which browsers fill in at `host` and nowhere else: its last line is `@host #code` (WICG,
/// Origin-bound one-time codes delivered via SMS, section 3). The format has no place for a port.
///
/// Of the explanations, longest first, it takes the first with which the text is one [segment](segments), or else the last: an
/// account with a long name, or with one in another script, is left out of the text before the text is charged twice.
pub fn text(explanations: &[&str], host: &str, code: &str) -> String {
    let name = host.split(':').next().unwrap_or_default();
    let texts = explanations.iter().map(|explanation| {
        // What is explained must not be taken for the last line, nor break it.
        let line: String =
            explanation.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        format!("{line}\n\n@{name} #{code}")
    });
    let mut last = format!("@{name} #{code}");
    for text in texts {
        if segments(&text).count <= 1 {
            return text;
        }
        last = text;
    }
    last
}

/// How a text travels: each segment is one message on the network, and is charged as one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segments {
    /// The alphabet that its letters need.
    pub alphabet: Alphabet,
    /// Its length in units of the alphabet.
    pub units: usize,
    /// How many segments it takes.
    pub count: usize,
}

/// The two alphabets of text messages (3GPP TS 23.038 section 6.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alphabet {
    /// 7 bits a unit: most letters of western Europe; a few signs take two units.
    Gsm7,
    /// 16 bits a unit: everything else, the whole text then.
    Ucs2,
}

impl Alphabet {
    /// Units of a text that is one segment, and of each segment of a longer one: 140 octets, of which a longer text spends six on
    /// saying how it is put together (3GPP TS 23.040 sections 9.2.3.16 and 9.2.3.24.1).
    fn room(self) -> (usize, usize) {
        match self {
            Alphabet::Gsm7 => (160, 153),
            Alphabet::Ucs2 => (70, 67),
        }
    }

    /// The units that a letter takes. In the larger alphabet one beyond U+FFFF takes two, as telephones read it as UTF-16.
    fn units(self, letter: char) -> usize {
        match self {
            Alphabet::Gsm7 if GSM_7.contains(letter) => 1,
            Alphabet::Gsm7 => 2,
            Alphabet::Ucs2 => letter.len_utf16(),
        }
    }
}

/// The default alphabet (3GPP TS 23.038 section 6.2.1), without the escape.
const GSM_7: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
abcdefghijklmnopqrstuvwxyzäöñüà";

/// What follows an escape (section 6.2.1.1): two units each.
const GSM_7_EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// How long a text is.
pub fn segments(text: &str) -> Segments {
    let is_gsm = text.chars().all(|letter| GSM_7.contains(letter) || GSM_7_EXTENSION.contains(letter));
    let alphabet = if is_gsm { Alphabet::Gsm7 } else { Alphabet::Ucs2 };
    let (alone, each) = alphabet.room();
    let units = text.chars().map(|letter| alphabet.units(letter)).sum();
    if units <= alone {
        return Segments { alphabet, units, count: usize::from(units > 0) };
    }
    // No letter of two units is divided between segments.
    let (mut count, mut taken) = (1, 0);
    for letter in text.chars().map(|letter| alphabet.units(letter)) {
        if taken + letter > each {
            (count, taken) = (count + 1, 0);
        }
        taken += letter;
    }
    Segments { alphabet, units, count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p41_p42_every_cap_holds_and_none_a_message_before() {
        let caps = Caps::INITIAL;
        type Of = fn(&mut Counts) -> &mut Count;
        let all: [(Capped, Cap, Of); 5] = [
            (Capped::Person, caps.person, |counts| &mut counts.person),
            (Capped::Number, caps.number, |counts| &mut counts.number),
            (Capped::Prefix, caps.prefix, |counts| &mut counts.prefix),
            (Capped::Network, caps.network, |counts| &mut counts.network),
            (Capped::Account, caps.account, |counts| &mut counts.account),
        ];
        assert_eq!(caps.allows(&Counts::default()), Ok(()));
        for (capped, cap, of) in all {
            for (count, expected) in [
                (Count { hour: cap.hour - 1, day: cap.day - 1 }, Ok(())),
                (Count { hour: cap.hour, day: cap.hour }, Err(capped)),
                (Count { hour: 0, day: cap.day }, Err(capped)),
                (Count { hour: u64::MAX, day: u64::MAX }, Err(capped)),
            ] {
                let mut counts = Counts::default();
                *of(&mut counts) = count;
                assert_eq!(caps.allows(&counts), expected, "{capped:?} {count:?}");
            }
        }
    }

    #[test]
    fn p42_pumping_over_a_thousand_numbers_of_one_block_ends_at_its_cap() {
        let (mut counts, mut sent) = (Counts::default(), 0_u64);
        for _ in 0..1_000 {
            // A fresh person, number and network each time.
            if Caps::INITIAL.allows(&counts).is_ok() {
                sent += 1;
                counts.prefix = Count { hour: counts.prefix.hour + 1, day: counts.prefix.day + 1 };
                counts.account = Count { hour: counts.account.hour + 1, day: counts.account.day + 1 };
            }
        }
        assert_eq!(sent, Caps::INITIAL.prefix.hour);
    }

    #[test]
    fn the_last_line_binds_the_code_to_the_host() {
        // The example of the specification, section 3.1.
        let example = text(&["747723 is your ExampleCo authentication code."], "example.com", "747723");
        assert_eq!(example, "747723 is your ExampleCo authentication code.\n\n@example.com #747723");
        assert_eq!(text(&[], "localhost:8080", "123456"), "@localhost #123456");
        let odd = text(&["one\n@evil.example #1\r\u{0}"], "door.example", "123456");
        assert_eq!(odd.lines().last(), Some("@door.example #123456"));
        assert_eq!(odd.lines().count(), 3, "{odd:?}");
    }

    #[test]
    fn the_longest_explanation_that_fits_one_segment_is_taken() {
        let (long, short) = ("x".repeat(200), "123456 is your passcode.");
        let of = |explanations: &[&str]| text(explanations, "door.example", "123456");
        assert!(of(&["123456 is your Acme passcode.", short]).contains("Acme"));
        assert!(of(&[&long, short]).starts_with(short));
        // The name of the account alone makes it the larger alphabet, with room for 70.
        let foreign = "123456 is your 산과 바다 passcode. Tell it to nobody, not even to us.";
        assert!(of(&[foreign, short]).starts_with(short));
        assert!(of(&["인증번호 123456: 다른 사람에게 알려 주지 마세요.", short]).starts_with("인증번호"));
        assert!(of(&[&long, &long]).starts_with(&long), "too long is better than nothing");
    }

    #[test]
    fn a_text_is_as_long_as_the_network_counts_it() {
        use Alphabet::{Gsm7, Ucs2};
        let repeated = |letter: &str, times: usize| letter.repeat(times);
        for (text, alphabet, units, count) in [
            (String::new(), Gsm7, 0, 0),
            (repeated("a", 160), Gsm7, 160, 1),
            (repeated("a", 161), Gsm7, 161, 2),
            (repeated("a", 306), Gsm7, 306, 2),
            (repeated("a", 307), Gsm7, 307, 3),
            (repeated("€", 80), Gsm7, 160, 1),
            // 76 of them fill a segment of 153 but for one unit.
            (repeated("€", 152), Gsm7, 304, 2),
            (repeated("€", 153), Gsm7, 306, 3),
            ("@door.example #123456\näöüÄÖÜßéàñ[x]".to_owned(), Gsm7, 37, 1),
            ("`".to_owned(), Ucs2, 1, 1),
            (repeated("é", 159) + "ç", Ucs2, 160, 3),
            (repeated("인", 70), Ucs2, 70, 1),
            (repeated("인", 71), Ucs2, 71, 2),
            (repeated("ع", 134), Ucs2, 134, 2),
            (repeated("ع", 135), Ucs2, 135, 3),
            (repeated("🔑", 35), Ucs2, 70, 1),
            // 33 of them fill a segment of 67 but for one unit.
            (repeated("🔑", 67), Ucs2, 134, 3),
        ] {
            assert_eq!(segments(&text), Segments { alphabet, units, count }, "{text}");
        }
        // 128 places, of which one is the escape.
        assert_eq!((GSM_7.chars().count(), GSM_7_EXTENSION.chars().count()), (127, 10));
    }
}
