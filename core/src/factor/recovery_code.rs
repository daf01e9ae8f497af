//! Recovery codes: ten of 80 bits, each good once (NIST SP 800-63B-4 section 3.1.2; OWASP ASVS 5.0, 6.5.2).
//!
//! Of a code only an Argon2id digest is kept. All codes of a set share a salt, so that a try costs one hash, not ten; with
//! 80 random bits each, sharing it helps nobody who guesses.

use std::fmt;

use crate::factor::password::{HashError, Hashing};
use crate::factor::{Detail, Refusal, Verified};
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

/// Reads a code however it is typed: case, spaces and hyphens do not count; O is 0, I and L are 1.
pub fn read(typed: &str) -> Option<RecoveryCode> {
    let plain: String = typed
        .chars()
        .take(64)
        .filter(|letter| letter.is_alphanumeric())
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let fit = plain.chars().count() == LENGTH && plain.chars().all(|letter| ALPHABET.contains(&letter));
    fit.then(|| RecoveryCode(Secret::new(plain)))
}

/// Whether a text can be a recovery code at all: what cannot be one is no guess.
///
/// # Errors
/// [`Refusal`] says what it looks like instead.
pub fn shape(typed: &str) -> Result<(), Refusal> {
    let letters = typed.chars().filter(|letter| letter.is_alphanumeric()).take(LENGTH + 1).count();
    let digits = typed.chars().all(|letter| letter.is_numeric() || letter.is_whitespace() || letter == '-');
    match letters {
        0 => Err(Refusal::Empty),
        6..=8 if digits => Err(Refusal::LooksLikePasscode),
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
    // Five bits of each byte: every letter equally likely.
    let letters = bytes.iter().filter_map(|byte| ALPHABET.get(usize::from(byte & 31)));
    RecoveryCode(Secret::new(letters.collect()))
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
        facts.used.push(facts.unused.remove(0));
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
