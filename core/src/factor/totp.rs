//! Passcodes of authenticator apps: HOTP (RFC 4226) of the time step (RFC 6238).
//!
//! Written here rather than taken from a library because the decision needs what libraries hide: the step that matched, so
//! that it and all before it are used up, and a search over a wider time, so that a person whose phone is slow is told so.
//! The search always computes the same number of codes, whatever it finds.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use crate::factor::{Detail, Refusal, Verified, recovery_code};
use crate::id::{FactorId, UserId};
use crate::moment::{Moment, Time};
use crate::secret::{Secret, same};

/// The hash that an authenticator uses.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Algorithm {
    /// HMAC-SHA-1: what every app can do.
    Sha1,
    /// HMAC-SHA-256.
    Sha256,
    /// HMAC-SHA-512.
    Sha512,
}

impl Algorithm {
    /// The name in `otpauth` links and in the database.
    pub fn key(self) -> &'static str {
        match self {
            Algorithm::Sha1 => "SHA1",
            Algorithm::Sha256 => "SHA256",
            Algorithm::Sha512 => "SHA512",
        }
    }

    /// The algorithm with this [`key`](Algorithm::key).
    pub fn from_key(key: &str) -> Option<Algorithm> {
        [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512].into_iter().find(|it| it.key() == key)
    }
}

/// How passcodes are made of the seed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Parameters {
    /// The hash.
    pub algorithm: Algorithm,
    /// How many digits a passcode has: 6 to 8.
    pub digits: u32,
    /// How long a step is, in seconds.
    pub period: u64,
}

impl Default for Parameters {
    /// What every authenticator app takes: SHA-1, 6 digits, 30 seconds (RFC 6238 section 4).
    fn default() -> Self {
        Parameters { algorithm: Algorithm::Sha1, digits: 6, period: 30 }
    }
}

/// The secret that an app and the server share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seed(Secret<Vec<u8>>);

impl Seed {
    /// A new seed of 160 bits (RFC 4226 section 4, R6).
    pub fn new(moment: &mut Moment) -> Seed {
        Seed::from_bytes(moment.bytes::<20>().to_vec())
    }

    /// The seed with these bytes.
    pub fn from_bytes(bytes: Vec<u8>) -> Seed {
        Seed(Secret::new(bytes))
    }

    /// The seed that a base32 text holds: case, spaces, hyphens and padding do not count.
    pub fn from_base32(text: &str) -> Option<Seed> {
        let plain: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-' | '=')).collect();
        let bytes = data_encoding::BASE32_NOPAD.decode(plain.to_ascii_uppercase().as_bytes()).ok()?;
        (!bytes.is_empty()).then(|| Seed::from_bytes(bytes))
    }

    /// The key to type: base32 without padding.
    pub fn to_base32(&self) -> String {
        data_encoding::BASE32_NOPAD.encode(self.0.expose())
    }

    /// The bytes to seal.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.expose()
    }
}

/// An authenticator as a passcode is judged against it.
#[derive(Clone, Debug)]
pub struct Authenticator {
    /// Its id.
    pub id: FactorId,
    /// Whose it is.
    pub user: UserId,
    /// Its seed.
    pub seed: Seed,
    /// How its passcodes are made.
    pub parameters: Parameters,
    /// The last step of which a passcode was used; none before the first.
    pub last_step: Option<u64>,
}

/// How many steps a phone's clock may be off: none or one, and no value can say more (RFC 6238 section 5.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window(bool);

impl Window {
    /// The passcode of this very step alone.
    pub const ZERO: Window = Window(false);
    /// One step to either side as well.
    pub const ONE: Window = Window(true);

    /// The window of 0 or 1 steps.
    pub fn of_steps(steps: u8) -> Option<Window> {
        match steps {
            0 => Some(Window::ZERO),
            1 => Some(Window::ONE),
            _ => None,
        }
    }

    fn steps(self) -> u64 {
        u64::from(self.0)
    }
}

/// A right passcode so far from now still tells that the phone's clock is off: 20 steps, ten minutes.
const TELLING_STEPS: u64 = 20;

/// Judges a typed passcode.
///
/// # Errors
/// [`Refusal`] says why it is not right, as exactly as can be said.
pub fn verify(
    authenticator: &Authenticator,
    typed: &str,
    now: Time,
    window: Window,
) -> Result<Verified, Refusal> {
    let Authenticator { id, user, ref seed, parameters, last_step } = *authenticator;
    shape_of(typed, parameters.digits)?;
    let typed = normalise(typed);
    let current = step_at(parameters, now);

    // The nearest matching step, looking at all of them.
    let mut nearest: Option<u64> = None;
    for step in current.saturating_sub(TELLING_STEPS)..=current.saturating_add(TELLING_STEPS) {
        let matches = same(code_of_step(seed, parameters, step).as_bytes(), typed.as_bytes());
        if matches && nearest.is_none_or(|other| step.abs_diff(current) < other.abs_diff(current)) {
            nearest = Some(step);
        }
    }
    let step = nearest.ok_or(Refusal::WrongPasscode)?;
    if step.abs_diff(current) > window.steps() {
        let steps = i64::try_from(step)
            .unwrap_or(i64::MAX)
            .saturating_sub(i64::try_from(current).unwrap_or(i64::MAX));
        let period = i64::try_from(parameters.period).unwrap_or(i64::MAX);
        return Err(Refusal::PasscodeOfAnotherTime { clock_off_seconds: steps.saturating_mul(period) });
    }
    if last_step.is_some_and(|last| step <= last) {
        return Err(Refusal::PasscodeUsed);
    }
    Ok(Verified::new(user, now, Detail::Totp { factor: id, step }))
}

/// Whether a text can be a passcode at all: what cannot be one is no guess.
///
/// # Errors
/// [`Refusal`] says what it looks like instead.
pub fn shape(typed: &str) -> Result<(), Refusal> {
    shape_of(typed, Parameters::default().digits)
}

fn shape_of(typed: &str, digits: u32) -> Result<(), Refusal> {
    let plain = normalise(typed);
    let count = plain.chars().count();
    if plain.is_empty() {
        Err(Refusal::Empty)
    } else if u32::try_from(count) == Ok(digits) && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else if recovery_code::read(typed).is_some() {
        Err(Refusal::LooksLikeRecoveryCode)
    } else {
        Err(Refusal::NotAPasscode)
    }
}

/// The passcode of an authenticator with this seed at this time: for tests and the demo, which have no phone.
pub fn code_at(seed: &Seed, parameters: Parameters, at: Time) -> String {
    code_of_step(seed, parameters, step_at(parameters, at))
}

/// The link that a QR code holds (Key URI format): issuer in both places, default parameters left out.
pub fn otpauth_uri(seed: &Seed, parameters: Parameters, issuer: &str, account: &str) -> String {
    let (issuer, account) = (escaped(issuer), escaped(account));
    let mut uri = format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", seed.to_base32());
    let default = Parameters::default();
    if parameters.algorithm != default.algorithm {
        uri.push_str(&format!("&algorithm={}", parameters.algorithm.key()));
    }
    if parameters.digits != default.digits {
        uri.push_str(&format!("&digits={}", parameters.digits));
    }
    if parameters.period != default.period {
        uri.push_str(&format!("&period={}", parameters.period));
    }
    uri
}

fn step_at(parameters: Parameters, at: Time) -> u64 {
    at.seconds().checked_div(parameters.period).unwrap_or(0)
}

fn code_of_step(seed: &Seed, parameters: Parameters, step: u64) -> String {
    hotp(seed.as_bytes(), step, parameters.algorithm, parameters.digits)
}

/// RFC 4226 section 5.3, with the hash of RFC 6238 section 1.2.
fn hotp(key: &[u8], counter: u64, algorithm: Algorithm, digits: u32) -> String {
    let counter = counter.to_be_bytes();
    let digest = match algorithm {
        Algorithm::Sha1 => mac::<Hmac<Sha1>>(key, &counter),
        Algorithm::Sha256 => mac::<Hmac<Sha256>>(key, &counter),
        Algorithm::Sha512 => mac::<Hmac<Sha512>>(key, &counter),
    };
    let offset = digest.last().map_or(0, |byte| usize::from(byte & 0x0f));
    let bytes = digest.get(offset..).and_then(|rest| rest.first_chunk::<4>()).copied().unwrap_or_default();
    let number = u32::from_be_bytes(bytes) & 0x7fff_ffff;
    let modulus = 10_u64.checked_pow(digits).unwrap_or(u64::MAX);
    let width = usize::try_from(digits).unwrap_or(0);
    format!("{:0width$}", u64::from(number) % modulus)
}

fn mac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
    // HMAC takes a key of any length, so this cannot fail; an empty digest would match no passcode.
    <M as KeyInit>::new_from_slice(key)
        .map(|mac| mac.chain_update(message).finalize().into_bytes().to_vec())
        .unwrap_or_default()
}

/// A passcode as it may be typed or pasted: spaces, hyphens and direction marks do not count, and the digits of Arabic,
/// Persian and full-width keyboards are digits. At most 64 characters are looked at.
fn normalise(typed: &str) -> String {
    typed
        .chars()
        .take(64)
        .filter(|letter| !(letter.is_whitespace() || is_ignorable(*letter)))
        .map(|letter| ascii_digit(letter).unwrap_or(letter))
        .collect()
}

fn is_ignorable(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn ascii_digit(letter: char) -> Option<char> {
    let zero = match letter {
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06f0}'..='\u{06f9}' => 0x06f0,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        _ => return None,
    };
    char::from_digit(u32::from(letter).checked_sub(zero)?, 10)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4226 Appendix D.
    #[test]
    fn rfc_4226_vectors() {
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
            "520489",
        ];
        for (counter, code) in (0..).zip(expected) {
            assert_eq!(hotp(b"12345678901234567890", counter, Algorithm::Sha1, 6), code);
        }
    }

    /// RFC 6238 Appendix B; its seeds are as long as the hash, which the appendix shows only in its code.
    #[test]
    fn rfc_6238_vectors() {
        let seed =
            |length: usize| Seed::from_bytes(b"1234567890".iter().copied().cycle().take(length).collect());
        for (seconds, sha1, sha256, sha512) in [
            (59, "94287082", "46119246", "90693936"),
            (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"),
            (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"),
            (20_000_000_000_i64, "65353130", "77737706", "47863826"),
        ] {
            let at = Time::from_millis(seconds * 1_000);
            let code = |algorithm, length| {
                code_at(&seed(length), Parameters { algorithm, digits: 8, period: 30 }, at)
            };
            assert_eq!(code(Algorithm::Sha1, 20), sha1);
            assert_eq!(code(Algorithm::Sha256, 32), sha256);
            assert_eq!(code(Algorithm::Sha512, 64), sha512);
        }
    }

    const NOW: Time = Time::from_millis(1_800_000_015_000);

    fn authenticator(last_step: Option<u64>) -> Authenticator {
        let mut moment = Moment::new(NOW, [5; 32]);
        Authenticator {
            id: FactorId::new(&mut moment),
            user: UserId::new(&mut moment),
            seed: Seed::new(&mut moment),
            parameters: Parameters::default(),
            last_step,
        }
    }

    fn code_off_by(steps: i64) -> String {
        let at = Time::from_millis(NOW.millis() + steps * 30_000);
        code_at(&authenticator(None).seed, Parameters::default(), at)
    }

    fn step_of(result: Result<Verified, Refusal>) -> Option<u64> {
        match result.ok()?.detail() {
            Detail::Totp { step, .. } => Some(*step),
            Detail::Password { .. } | Detail::RecoveryCode { .. } => None,
        }
    }

    #[test]
    fn p13_one_step_to_either_side_is_right_when_the_window_says_so_and_two_never() {
        for (steps, with_zero, with_one) in
            [(-2, false, false), (-1, false, true), (0, true, true), (1, false, true), (2, false, false)]
        {
            let code = code_off_by(steps);
            assert_eq!(verify(&authenticator(None), &code, NOW, Window::ZERO).is_ok(), with_zero, "{steps}");
            assert_eq!(verify(&authenticator(None), &code, NOW, Window::ONE).is_ok(), with_one, "{steps}");
        }
        assert!(Window::of_steps(2).is_none());
    }

    #[test]
    fn p12_a_step_before_one_that_was_used_is_used() {
        let ahead = step_of(verify(&authenticator(None), &code_off_by(1), NOW, Window::ONE)).unwrap();
        let after = authenticator(Some(ahead));
        for steps in [-1, 0, 1] {
            assert_eq!(verify(&after, &code_off_by(steps), NOW, Window::ONE), Err(Refusal::PasscodeUsed));
        }
        let later = Time::from_millis(NOW.millis() + 60_000);
        assert!(verify(&after, &code_off_by(2), later, Window::ONE).is_ok());
    }

    #[test]
    fn a_phone_with_a_wrong_clock_is_told_so() {
        for (steps, off) in [(-3, -90), (3, 90), (-20, -600), (20, 600)] {
            assert_eq!(
                verify(&authenticator(None), &code_off_by(steps), NOW, Window::ONE),
                Err(Refusal::PasscodeOfAnotherTime { clock_off_seconds: off })
            );
        }
        assert_eq!(
            verify(&authenticator(None), &code_off_by(-21), NOW, Window::ONE),
            Err(Refusal::WrongPasscode)
        );
    }

    #[test]
    fn p10_a_passcode_is_read_however_it_is_typed_and_nothing_else_is_one() {
        let code = code_off_by(0);
        let spaced = format!(" {} {}\u{200e}", &code[..3], &code[3..]);
        let arabic: String =
            code.bytes().map(|byte| char::from_u32(0x0660 + u32::from(byte - b'0')).unwrap()).collect();
        let wide: String =
            code.bytes().map(|byte| char::from_u32(0xff10 + u32::from(byte - b'0')).unwrap()).collect();
        for typed in [&spaced, &arabic, &wide, &format!("{}-{}", &code[..3], &code[3..])] {
            assert!(verify(&authenticator(None), typed, NOW, Window::ONE).is_ok(), "{typed}");
        }
        assert_eq!(shape(""), Err(Refusal::Empty));
        assert_eq!(shape("12345"), Err(Refusal::NotAPasscode));
        assert_eq!(shape(&"1".repeat(10_000)), Err(Refusal::NotAPasscode));
        assert_eq!(shape("[\"000000\"]"), Err(Refusal::NotAPasscode));
        assert_eq!(shape("ABCD-EFGH-JKMN-PQRS"), Err(Refusal::LooksLikeRecoveryCode));
    }

    #[test]
    fn a_key_is_read_as_people_type_it() {
        let seed = authenticator(None).seed;
        let typed = seed.to_base32().to_lowercase();
        let grouped = format!("{} {}==", &typed[..4], &typed[4..]);
        assert_eq!(Seed::from_base32(&grouped), Some(seed));
        assert_eq!(Seed::from_base32("not base32!"), None);
        assert_eq!(Seed::from_base32(""), None);
    }

    #[test]
    fn a_link_names_the_account_and_leaves_defaults_out() {
        let seed = Seed::from_bytes(b"12345678901234567890".to_vec());
        assert_eq!(
            otpauth_uri(&seed, Parameters::default(), "Müller & Co", "ana@x.example"),
            "otpauth://totp/M%C3%BCller%20%26%20Co:ana@x.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=M%C3%BCller%20%26%20Co"
        );
        let other = Parameters { algorithm: Algorithm::Sha256, digits: 8, period: 60 };
        assert!(otpauth_uri(&seed, other, "A", "b").ends_with("&algorithm=SHA256&digits=8&period=60"));
    }
}
