//! Passwords: hashed with Argon2id, judged before they are set, never composed by rules.
//!
//! The common passwords are the 19,640 that ship with Django 5.2.8 (`django/contrib/auth/common-passwords.txt.gz`,
//! BSD-3-Clause, see NOTICE), all of them, sorted by bytes. 8,354 have 8 characters or more, 48 have 15: the shorter ones
//! are refused by their length.

use std::cell::RefCell;

use argon2::{Algorithm, Argon2, Block, Params, PasswordHash, Version};
use data_encoding::BASE64_NOPAD;
use sha1::{Digest as _, Sha1};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::factor::{Detail, Refusal, Verified};
use crate::id::UserId;
use crate::moment::{Moment, Time};
use crate::secret::{Secret, same};

const COMMON: &str = include_str!("common_passwords.txt");

/// What is typed is hashed up to here; a longer text is no password of ours.
const LONGEST_TYPED: usize = 4_096;

/// Bytes of a digest that is made here.
const DIGEST_LENGTH: usize = 32;

/// The dearest hash that is computed: an imported one beyond it is refused, not obeyed.
const DEAREST: Hashing = Hashing { memory_kib: 1 << 18, passes: 16, lanes: 16 };

/// The cost of an Argon2id hash (RFC 9106).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hashing {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Hashing {
    /// 19 MiB, two passes, one lane: the first choice of the OWASP password storage sheet.
    fn default() -> Self {
        Hashing { memory_kib: 19_456, passes: 2, lanes: 1 }
    }
}

impl Hashing {
    /// Whether it costs at least what the OWASP password storage sheet lists as enough: 19 MiB and two passes, or less
    /// memory and more passes down to 7 MiB and five.
    pub fn is_strong_enough(&self) -> bool {
        let product = u64::from(self.memory_kib).saturating_mul(u64::from(self.passes));
        self.memory_kib >= 7_168 && product >= 35_840 && self.lanes >= 1 && self.is_bounded()
    }

    fn is_bounded(&self) -> bool {
        self.memory_kib <= DEAREST.memory_kib && self.passes <= DEAREST.passes && self.lanes <= DEAREST.lanes
    }

    fn argon2(self) -> Result<Argon2<'static>, HashError> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(DIGEST_LENGTH))
            .map_err(|_| HashError)?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }

    /// A bare digest, for what keeps its salt elsewhere.
    pub(in crate::factor) fn digest(self, secret: &[u8], salt: &[u8]) -> Result<[u8; 32], HashError> {
        let mut digest = [0; DIGEST_LENGTH];
        fill(&self.argon2()?, secret, salt, &mut digest)?;
        Ok(digest)
    }
}

thread_local! {
    /// The memory of this thread's hashes, used again by each. Asked of the allocator for every hash, 19 MiB that must lie on a
    /// boundary leave holes that the next 19 MiB do not fit: eleven times that much stayed with one thread.
    static MEMORY: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

fn fill(argon2: &Argon2<'_>, secret: &[u8], salt: &[u8], digest: &mut [u8]) -> Result<(), HashError> {
    MEMORY.with_borrow_mut(|memory| {
        memory.resize(argon2.params().block_count(), Block::default());
        argon2
            .hash_password_into_with_memory(secret, salt, digest, memory.as_mut_slice())
            .map_err(|_| HashError)
    })
}

/// The hash could not be computed: its parameters are none that Argon2id has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("Argon2id does not take these parameters")]
pub struct HashError;

/// Hashes a password into a PHC string. One hash: run it where hashes run.
///
/// # Errors
/// [`HashError`].
pub fn hash(password: &Secret<String>, hashing: Hashing, moment: &mut Moment) -> Result<String, HashError> {
    let (plain, salt) = (normal(password), moment.bytes::<16>());
    let digest = hashing.digest(plain.expose().as_bytes(), &salt)?;
    Ok(phc(hashing, &salt, &digest))
}

/// The string that PHC's string format has for an Argon2id digest.
fn phc(hashing: Hashing, salt: &[u8], digest: &[u8]) -> String {
    let Hashing { memory_kib, passes, lanes } = hashing;
    let (salt, digest) = (BASE64_NOPAD.encode(salt), BASE64_NOPAD.encode(digest));
    format!("$argon2id$v=19$m={memory_kib},t={passes},p={lanes}${salt}${digest}")
}

/// Judges a typed password against a PHC string. One hash: run it where hashes run.
///
/// # Errors
/// [`Refusal::WrongPassword`], also for a stored string that is none, or dearer than is computed here.
pub fn verify(
    user: UserId,
    stored: &str,
    typed: &Secret<String>,
    today: Hashing,
    now: Time,
) -> Result<Verified, Refusal> {
    if typed.expose().len() > LONGEST_TYPED {
        return Err(Refusal::WrongPassword);
    }
    let parsed = PasswordHash::new(stored).map_err(|_| Refusal::WrongPassword)?;
    let (Some(salt), Some(digest)) = (&parsed.salt, &parsed.hash) else { return Err(Refusal::WrongPassword) };
    let params = Params::try_from(&parsed).map_err(|_| Refusal::WrongPassword)?;
    let cost = Hashing { memory_kib: params.m_cost(), passes: params.t_cost(), lanes: params.p_cost() };
    if !cost.is_bounded() {
        return Err(Refusal::WrongPassword);
    }
    let algorithm = Algorithm::try_from(parsed.algorithm.as_str()).map_err(|_| Refusal::WrongPassword)?;
    let version =
        parsed.version.map_or(Ok(Version::V0x13), Version::try_from).map_err(|_| Refusal::WrongPassword)?;
    let argon2 = Argon2::new(algorithm, version, params);
    let mut computed = vec![0; digest.len()];
    fill(&argon2, normal(typed).expose().as_bytes(), salt, &mut computed)
        .map_err(|_| Refusal::WrongPassword)?;
    if !same(&computed, digest.as_bytes()) {
        return Err(Refusal::WrongPassword);
    }
    // An imported hash may be of Argon2i or Argon2d, or of the older version: right, but not what is made today.
    let same_kind = parsed.algorithm == Algorithm::Argon2id.ident()
        && parsed.version == Some(Version::V0x13.into())
        && parsed.hash.is_some_and(|digest| digest.len() == DIGEST_LENGTH);
    Ok(Verified::new(user, now, Detail::Password { rehash: !same_kind || cost != today }))
}

/// A stored string that costs the same to judge as a person's and that no password fits: for who is not there.
pub fn dummy(hashing: Hashing) -> String {
    // A salt and digest of zero bytes: finding a password for the digest is finding a preimage of Argon2id.
    phc(hashing, &[0; 16], &[0; DIGEST_LENGTH])
}

/// The lengths that a new password may have, in code points.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules {
    /// At least.
    pub minimum: usize,
    /// At most.
    pub maximum: usize,
}

impl Default for Rules {
    /// NIST SP 800-63B-4 section 3.1.1.2: at least 15 alone, at least 64 allowed; here 128 are.
    fn default() -> Self {
        Rules { minimum: 15, maximum: 128 }
    }
}

/// Why a new password is not fit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// Too short.
    TooShort {
        /// At least so many characters.
        minimum: usize,
    },
    /// Too long.
    TooLong {
        /// At most so many characters.
        maximum: usize,
    },
    /// Among the first that are guessed.
    Common,
    /// In the operator's file of leaked passwords.
    Breached,
    /// Made of this account's, or the person's, own words.
    OwnWords,
}

/// Judges a new password. `own_words` are texts whose words it must not be made of: the account's name, the person's name
/// and address. Whether it has leaked is the server's to look up, by [`sha1_of`].
///
/// # Errors
/// [`Unfit`] says why, so that the person can choose better (NIST SP 800-63B-4 section 3.1.1.2).
pub fn judge(password: &Secret<String>, rules: Rules, own_words: &[&str]) -> Result<(), Unfit> {
    let plain = normal(password);
    let length = plain.expose().chars().count();
    if length < rules.minimum {
        return Err(Unfit::TooShort { minimum: rules.minimum });
    }
    if length > rules.maximum {
        return Err(Unfit::TooLong { maximum: rules.maximum });
    }
    let lower = Secret::new(plain.expose().to_lowercase());
    if is_common(lower.expose()) {
        return Err(Unfit::Common);
    }
    if is_of_own_words(lower.expose(), own_words) {
        return Err(Unfit::OwnWords);
    }
    Ok(())
}

/// The length of a password as it is counted: in code points, after [normalisation](hash).
pub fn length(password: &Secret<String>) -> usize {
    normal(password).expose().chars().count()
}

/// The SHA-1 by which a password is looked up among the leaked ones.
pub fn sha1_of(password: &Secret<String>) -> [u8; 20] {
    Sha1::digest(normal(password).expose().as_bytes()).into()
}

fn is_common(lower: &str) -> bool {
    // The list is sorted by bytes, so halving it finds a line; lines have no fixed length, so it is read once.
    static SORTED: std::sync::LazyLock<Vec<&str>> = std::sync::LazyLock::new(|| COMMON.lines().collect());
    SORTED.binary_search(&lower).is_ok()
}

/// Whether nothing but digits and signs is left once the own words are taken out. A password that merely contains one is
/// fit: the rule is against `Acme-Helpdesk-2026`, not against a sentence. Words of fewer than three letters do not count.
fn is_of_own_words(lower: &str, own_words: &[&str]) -> bool {
    let mut words: Vec<String> = own_words
        .iter()
        .flat_map(|text| text.split(|letter: char| !is_of_a_word(letter)))
        .filter(|word| word.chars().count() >= 3)
        .map(|word| word.nfc().collect::<String>().to_lowercase())
        .collect();
    // The longest first, so that no short word splits a long one.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    // A space stays for each, so that what stood around it does not join to a word.
    let rest = words.iter().fold(Secret::new(lower.to_owned()), |rest, word| {
        Secret::new(rest.expose().replace(word.as_str(), " "))
    });
    rest.expose() != lower && !rest.expose().chars().any(char::is_alphabetic)
}

/// Letters, digits, and the marks that compose with a letter before them.
fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// The same password from every keyboard (RFC 8265 section 4.2.2): any space is the ASCII space, as one Mac key combination
/// types another, and letters are composed (NFC). Nothing else is changed.
fn normal(password: &Secret<String>) -> Secret<String> {
    Secret::new(
        password.expose().chars().map(|letter| if is_space(letter) { ' ' } else { letter }).nfc().collect(),
    )
}

/// Unicode's general category Zs.
fn is_space(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::PasswordHasher as _;

    use super::*;

    const CHEAP: Hashing = Hashing { memory_kib: 8, passes: 1, lanes: 1 };
    const NOBODY: UserId = UserId::from_bytes([0; 16]);

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    fn judged(text: &str) -> Result<(), Unfit> {
        let rules = Rules { minimum: 8, maximum: 128 };
        judge(&secret(text), rules, &["Acme Help Desk", "Ana Ruiz", "ana.ruiz@acme.example"])
    }

    #[test]
    fn a_password_fits_itself_and_no_other() {
        let now = Time::from_millis(1);
        let stored = hash(&secret("correct horse"), CHEAP, &mut Moment::new(now, [1; 32])).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{stored}");
        let verified = verify(NOBODY, &stored, &secret("correct horse"), CHEAP, now).unwrap();
        assert_eq!(verified.detail(), &Detail::Password { rehash: false });
        for other in ["correct hors", "Correct horse", "correct horse ", ""] {
            assert_eq!(verify(NOBODY, &stored, &secret(other), CHEAP, now), Err(Refusal::WrongPassword));
        }
        let dearer = Hashing { passes: 2, ..CHEAP };
        let verified = verify(NOBODY, &stored, &secret("correct horse"), dearer, now).unwrap();
        assert_eq!(verified.detail(), &Detail::Password { rehash: true });
    }

    #[test]
    fn one_password_from_two_keyboards_is_one() {
        let now = Time::from_millis(1);
        let stored = hash(&secret("schl\u{f6}sser"), CHEAP, &mut Moment::new(now, [1; 32])).unwrap();
        assert!(verify(NOBODY, &stored, &secret("schlo\u{308}sser"), CHEAP, now).is_ok());
        let stored = hash(&secret("two\u{a0}words"), CHEAP, &mut Moment::new(now, [1; 32])).unwrap();
        assert!(verify(NOBODY, &stored, &secret("two words"), CHEAP, now).is_ok());
        // Composed, but not folded: a ligature is not two letters (NFC, not NFKC).
        let stored = hash(&secret("\u{fb01}nal"), CHEAP, &mut Moment::new(now, [1; 32])).unwrap();
        assert!(verify(NOBODY, &stored, &secret("final"), CHEAP, now).is_err());
    }

    #[test]
    fn nobody_has_the_dummy_and_a_hostile_hash_is_not_computed() {
        let now = Time::from_millis(1);
        assert_eq!(
            verify(NOBODY, &dummy(CHEAP), &secret("anything"), CHEAP, now),
            Err(Refusal::WrongPassword)
        );
        let cost = Params::try_from(&PasswordHash::new(&dummy(Hashing::default())).unwrap()).unwrap();
        assert_eq!((cost.m_cost(), cost.t_cost(), cost.p_cost()), (19_456, 2, 1));
        for none in ["plain", "", "$scrypt$ln=4,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAA"] {
            assert_eq!(verify(NOBODY, none, &secret("x"), CHEAP, now), Err(Refusal::WrongPassword));
        }
        // Right, but beyond the bound: in passes and in lanes so that the test stays quick, in memory by the bound alone.
        let hashed = |cost| hash(&secret("right"), cost, &mut Moment::new(now, [1; 32])).unwrap();
        let judged = |cost| verify(NOBODY, &hashed(cost), &secret("right"), CHEAP, now).is_ok();
        let lanes = |lanes| Hashing { memory_kib: 8 * lanes, passes: 1, lanes };
        assert!(judged(Hashing { passes: DEAREST.passes, ..CHEAP }));
        assert!(!judged(Hashing { passes: DEAREST.passes + 1, ..CHEAP }));
        assert!(judged(lanes(DEAREST.lanes)));
        assert!(!judged(lanes(DEAREST.lanes + 1)));
        assert!(DEAREST.is_bounded());
        assert!(!Hashing { memory_kib: DEAREST.memory_kib + 1, ..CHEAP }.is_bounded());
    }

    #[test]
    fn a_text_too_long_to_be_a_password_is_not_hashed() {
        let now = Time::from_millis(1);
        let judged = |length| {
            let long = secret(&"x".repeat(length));
            let stored = hash(&long, CHEAP, &mut Moment::new(now, [1; 32])).unwrap();
            verify(NOBODY, &stored, &long, CHEAP, now).is_ok()
        };
        assert!(judged(LONGEST_TYPED));
        assert!(!judged(LONGEST_TYPED + 1));
    }

    #[test]
    fn an_imported_hash_of_another_kind_is_right_and_made_anew() {
        let now = Time::from_millis(1);
        let params = |digest_length| Params::new(8, 1, 1, Some(digest_length)).unwrap();
        for (algorithm, version, digest_length, anew) in [
            (Algorithm::Argon2id, Version::V0x13, 32, false),
            (Algorithm::Argon2id, Version::V0x10, 32, true),
            (Algorithm::Argon2id, Version::V0x13, 16, true),
            (Algorithm::Argon2i, Version::V0x13, 32, true),
            (Algorithm::Argon2d, Version::V0x13, 32, true),
        ] {
            let hasher = Argon2::new(algorithm, version, params(digest_length));
            let imported = hasher.hash_password_with_salt(b"correct horse", &[1; 16]).unwrap().to_string();
            let verified = verify(NOBODY, &imported, &secret("correct horse"), CHEAP, now).unwrap();
            assert_eq!(verified.detail(), &Detail::Password { rehash: anew }, "{imported}");
        }
    }

    #[test]
    fn length_is_counted_by_code_point_and_no_signs_are_demanded() {
        assert_eq!(judged("sevenqq"), Err(Unfit::TooShort { minimum: 8 }));
        assert_eq!(judged("열쇠꾸러미넷둘"), Err(Unfit::TooShort { minimum: 8 }));
        assert_eq!(judged("열쇠꾸러미넷둘셋"), Ok(()));
        assert_eq!(judged("all lower and long"), Ok(()));
        assert_eq!(judged(&"é".repeat(128)), Ok(()));
        assert_eq!(judged(&"é".repeat(129)), Err(Unfit::TooLong { maximum: 128 }));
    }

    #[test]
    fn common_leaked_and_own_words_are_refused() {
        assert!(COMMON.lines().count() >= 10_000);
        assert!(COMMON.lines().is_sorted());
        assert_eq!(judged("password123"), Err(Unfit::Common));
        assert_eq!(judged("PassWord123"), Err(Unfit::Common));
        for own in ["Acme-2026!", "acmedesk99", "anaruiz2026", "Ruiz.Ana.1234"] {
            assert_eq!(judged(own), Err(Unfit::OwnWords), "{own}");
        }
        assert_eq!(judged("my desk is made of oak"), Ok(()));
        let made_of =
            |text: &str, own: &str| judge(&secret(text), Rules { minimum: 8, maximum: 128 }, &[own]);
        assert_eq!(made_of("M\u{fc}ller2026", "Mu\u{308}ller"), Err(Unfit::OwnWords));
        assert_eq!(made_of("Mu\u{308}ller2026", "M\u{fc}ller"), Err(Unfit::OwnWords));
        assert_eq!(made_of("anastasia2026", "Ana Anastasia"), Err(Unfit::OwnWords));
        // What is left around "desk" does not join to "ana".
        assert_eq!(made_of("adeskna2026", "Desk Ana"), Ok(()));
        // As the public lists have it: the SHA-1 of the password as it is typed on any keyboard.
        let known =
            [0x5b, 0xaa, 0x61, 0xe4, 0xc9, 0xb9, 0x3f, 0x3f, 0x06, 0x82, 0x25, 0x0b, 0x6c, 0xf8, 0x33, 0x1b];
        assert_eq!(sha1_of(&secret("password")).first_chunk::<16>(), Some(&known));
        assert_eq!(sha1_of(&secret("o\u{308}")), sha1_of(&secret("\u{f6}")));
    }

    #[test]
    fn a_weak_cost_is_known_as_such() {
        assert!(Hashing::default().is_strong_enough());
        assert!(Hashing { memory_kib: 7_168, passes: 5, lanes: 1 }.is_strong_enough());
        assert!(!CHEAP.is_strong_enough());
        assert!(!Hashing { memory_kib: 1 << 30, passes: 2, lanes: 1 }.is_strong_enough());
    }
}
