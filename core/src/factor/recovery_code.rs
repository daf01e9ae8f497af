//! Recovery codes: ten of 80 bits, each good once (NIST SP 800-63B-4 section 3.1.2; OWASP ASVS 5.0, 6.5.2).
//!
//! Of a code only an Argon2id digest is kept. All codes of a set share a salt, so that a try costs one hash, not ten; with
//! 80 random bits each, sharing it helps nobody who guesses.

use std::fmt;

use crate::factor::password::{HashError, Hashing};
use crate::factor::{Detail, Refusal, Verified, plain};
use crate::id::{CodeSetId, UserId};
use crate::moment::{Moment, Time};
use crate::secret::{Secret, same};

/// So many codes are in a set.
pub const CODES_IN_SET: usize = 10;

/// Letters and digits of a code.
const LENGTH: usize = 16;

/// Crockford's base32: no I, L, O or U.
const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M',
    'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];

/// A recovery code in the clear: at its making, and while one is judged. Shown as `ABCD-EFGH-JKMN-PQRS`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecoveryCode(Secret<String>);

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, letter) in self.0.expose().chars().enumerate() {
            if i > 0 && i % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

/// What is known of a person's set when a code is judged.
#[derive(Clone, Debug)]
pub struct CodeSetFacts {
    /// The set.
    pub id: CodeSetId,
    /// Whose it is.
    pub user: UserId,
    /// Digests of the codes that are left.
    pub unused: Vec<[u8; 32]>,
    /// Digests of those that were used.
    pub used: Vec<[u8; 32]>,
}

/// A new set of codes, and the salt of their digests.
pub fn mint(moment: &mut Moment) -> (Vec<RecoveryCode>, [u8; 16]) {
    let codes = (0..CODES_IN_SET).map(|_| code_of(moment.bytes::<LENGTH>())).collect();
    (codes, moment.bytes())
}

/// One code that belongs to no set, and the salt of its digest.
pub fn mint_one(moment: &mut Moment) -> (RecoveryCode, [u8; 16]) {
    (code_of(moment.bytes::<LENGTH>()), moment.bytes())
}

/// Reads a code however it is typed: case, spaces, hyphens and other signs do not count; O is 0, I and L are 1
/// (Crockford's rule for decoding). A U is in no code.
pub fn read(typed: &str) -> Option<RecoveryCode> {
    read_letters(typed, LENGTH).map(|plain| RecoveryCode(Secret::new(plain)))
}

/// So many letters and digits of a code's alphabet, by the same rules.
pub(crate) fn read_letters(typed: &str, length: usize) -> Option<String> {
    let plain: String = plain(typed)?
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let fit = plain.chars().count() == length && plain.chars().all(|letter| ALPHABET.contains(&letter));
    fit.then_some(plain)
}

/// Whether a text can be a recovery code at all: what cannot be one is no guess.
///
/// # Errors
/// [`Refusal`] says what it looks like instead.
pub fn shape(typed: &str) -> Result<(), Refusal> {
    let plain = plain(typed).ok_or(Refusal::WrongRecoveryCode)?;
    let letters = plain.chars().filter(|letter| letter.is_alphanumeric()).count();
    match letters {
        0 => Err(Refusal::Empty),
        6..=8 if plain.bytes().all(|byte| byte.is_ascii_digit()) => Err(Refusal::LooksLikePasscode),
        _ if read(typed).is_none() => Err(Refusal::WrongRecoveryCode),
        _ => Ok(()),
    }
}

/// The digest of a code: one Argon2id hash, so run it where hashes run.
///
/// # Errors
/// [`HashError`] when the parameters are none that Argon2id has.
pub fn digest(code: &RecoveryCode, salt: &[u8; 16], hashing: Hashing) -> Result<[u8; 32], HashError> {
    hashing.digest(code.0.expose().as_bytes(), salt)
}

/// Judges a code by its digest.
///
/// # Errors
/// [`Refusal`] says why it is not right.
pub fn verify(set: Option<&CodeSetFacts>, digest: [u8; 32], now: Time) -> Result<Verified, Refusal> {
    let set = set.ok_or(Refusal::NoRecoveryCodes)?;
    let among =
        |digests: &[[u8; 32]]| digests.iter().fold(false, |found, other| same(other, &digest) | found);
    let (unused, used) = (among(&set.unused), among(&set.used));
    match (unused, used, set.unused.is_empty()) {
        (true, false, _) => Ok(Verified::new(set.user, now, Detail::RecoveryCode { set: set.id, digest })),
        (_, true, _) => Err(Refusal::RecoveryCodeUsed),
        (false, false, true) => Err(Refusal::NoRecoveryCodes),
        (false, false, false) => Err(Refusal::WrongRecoveryCode),
    }
}

fn code_of(bytes: [u8; LENGTH]) -> RecoveryCode {
    RecoveryCode(Secret::new(letters_of(&bytes)))
}

/// A letter or digit of a code's alphabet for each byte.
pub(crate) fn letters_of(bytes: &[u8]) -> String {
    // Five bits of each byte: every letter equally likely.
    bytes.iter().filter_map(|byte| ALPHABET.get(usize::from(byte & 31))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CHEAP: Hashing = Hashing { memory_kib: 8, passes: 1, lanes: 1 };

    fn set() -> (Vec<RecoveryCode>, [u8; 16], CodeSetFacts) {
        let mut moment = Moment::new(Time::from_millis(0), [6; 32]);
        let (codes, salt) = mint(&mut moment);
        let unused = codes.iter().map(|code| digest(code, &salt, CHEAP).unwrap()).collect();
        let facts = CodeSetFacts {
            id: CodeSetId::new(&mut moment),
            user: UserId::new(&mut moment),
            unused,
            used: Vec::new(),
        };
        (codes, salt, facts)
    }

    #[test]
    fn a_set_is_ten_codes_each_good_once() {
        let (codes, salt, mut facts) = set();
        assert_eq!(codes.len(), CODES_IN_SET);
        let first = digest(&codes[0], &salt, CHEAP).unwrap();
        assert!(verify(Some(&facts), first, Time::from_millis(1)).is_ok());
        facts.used.push(facts.unused[0]);
        // Even if a row said both.
        assert_eq!(verify(Some(&facts), first, Time::from_millis(1)), Err(Refusal::RecoveryCodeUsed));
        facts.unused.remove(0);
        assert_eq!(verify(Some(&facts), first, Time::from_millis(1)), Err(Refusal::RecoveryCodeUsed));
        assert_eq!(verify(Some(&facts), [0; 32], Time::from_millis(1)), Err(Refusal::WrongRecoveryCode));
        facts.used.append(&mut facts.unused);
        assert_eq!(verify(Some(&facts), [0; 32], Time::from_millis(1)), Err(Refusal::NoRecoveryCodes));
        assert_eq!(verify(None, first, Time::from_millis(1)), Err(Refusal::NoRecoveryCodes));
    }

    #[test]
    fn what_is_no_recovery_code_costs_no_try() {
        assert_eq!(shape(" - "), Err(Refusal::Empty));
        assert_eq!(shape("123 456"), Err(Refusal::LooksLikePasscode));
        assert_eq!(shape("ABCD-EFGH-JKMN-PQRU"), Err(Refusal::WrongRecoveryCode));
        assert_eq!(shape("ABCD-EFGH-JKMN-PQR"), Err(Refusal::WrongRecoveryCode));
        assert_eq!(shape("abcd efgh jkmn pqrs"), Ok(()));
        assert_eq!(shape("\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}"), Err(Refusal::LooksLikePasscode));
        let two = format!("ABCD-EFGH-JKMN-PQRS{}X", " ".repeat(45));
        assert_eq!(shape(&two), Err(Refusal::WrongRecoveryCode));
    }

    #[test]
    fn a_code_is_shown_in_four_fours_of_letters_that_nobody_confuses() {
        let (codes, salt) = mint(&mut Moment::new(Time::from_millis(0), [6; 32]));
        let shown: std::collections::BTreeSet<String> = codes.iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), CODES_IN_SET);
        assert_ne!(salt, [0; 16]);
        for code in shown {
            let groups: Vec<usize> = code.split('-').map(str::len).collect();
            assert_eq!(groups, [4, 4, 4, 4], "{code}");
            assert!(!code.contains(['I', 'L', 'O', 'U']), "{code}");
        }
        assert_eq!(format!("{:?}", codes[0]), "RecoveryCode(…)");
    }

    #[test]
    fn one_hash_a_try_and_another_set_has_another_salt() {
        let (codes, salt, facts) = set();
        // The same salt for every code of the set: the one digest of a try is compared with all ten.
        for (code, digest_of_code) in codes.iter().zip(&facts.unused) {
            assert_eq!(digest(code, &salt, CHEAP).as_ref(), Ok(digest_of_code));
            assert!(verify(Some(&facts), *digest_of_code, Time::from_millis(1)).is_ok());
        }
        let mut moment = Moment::new(Time::from_millis(0), [6; 32]);
        assert_ne!(mint(&mut moment).1, mint(&mut moment).1);
        assert_ne!(digest(&codes[0], &[1; 16], CHEAP), digest(&codes[0], &[2; 16], CHEAP));
    }

    #[test]
    fn a_code_typed_on_a_full_width_keyboard_is_read() {
        let plain = read("ABCD-EFGH-JKMN-PQ10");
        assert!(plain.is_some());
        assert_eq!(read("ＡＢＣＤ－ｅｆｇｈ－ＪＫＭＮ－ＰＱＩＯ"), plain);
    }

    proptest! {
        #[test]
        fn a_code_is_read_however_it_is_typed(seed: [u8; 32], lower: bool, gap in "[ \\-]{0,3}", confuse: bool) {
            let (codes, _) = mint(&mut Moment::new(Time::from_millis(0), seed));
            for code in codes {
                let mut typed = code.to_string().replace('-', &gap);
                if confuse {
                    typed = typed.replace('0', "O").replace('1', "l");
                }
                if lower {
                    typed = typed.to_lowercase();
                }
                prop_assert_eq!(read(&typed), Some(code));
            }
        }
    }
}
