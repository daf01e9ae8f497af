//! Passcodes of authenticator apps: HOTP (RFC 4226) of the time step (RFC 6238).
//!
//! Written here rather than taken from a library because the decision needs what libraries hide: the step that matched, so
//! that it and all before it are used up, and a search over a wider time, so that a person whose phone is slow is told so.
//! The search always computes the same number of codes, whatever it finds.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use crate::factor::{Detail, Refusal, Verified, plain, recovery_code};
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
    /// How many digits a passcode has: 6 to 8; with any other number none is right.
    pub digits: u32,
    /// How long a step is, in seconds; with 0 no passcode is right.
    pub period: u64,
}

/// The numbers of digits that RFC 4226 section 5.3 allows.
const DIGITS: std::ops::RangeInclusive<u32> = 6..=8;

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

    /// The seed that a base32 text holds: case, white space, hyphens and padding do not count.
    pub fn from_base32(text: &str) -> Option<Seed> {
        let plain: String =
            text.chars().filter(|letter| !(letter.is_whitespace() || matches!(letter, '-' | '='))).collect();
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

/// A passcode of so long ago still tells that the phone's clock is slow: 20 steps, ten minutes. One of the time to come is not
/// told: whoever guesses would learn a passcode that is going to be right.
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
    let typed = passcode(typed, |digits| digits == parameters.digits)?;
    let current = step_at(parameters, now);

    // All steps are computed and compared, whichever match.
    let searched = current.saturating_sub(TELLING_STEPS)..=current.saturating_add(window.steps());
    let matching: Vec<u64> = searched
        .filter(|step| {
            let code = code_of_step(seed, parameters, *step);
            code.is_some_and(|code| same(code.as_bytes(), typed.as_bytes()))
        })
        .collect();

    let off = |step: &u64| step.abs_diff(current);
    let in_window = |step: &u64| off(step) <= window.steps();
    let fresh = |step: &u64| last_step.is_none_or(|last| *step > last);
    // First, so that the used passcode is refused even where, once in a million, the next step has the same one
    // (RFC 6238 section 5.2: no second attempt). Also minutes later: it is used, and no clock is off.
    if matching.iter().any(|step| last_step == Some(*step)) {
        return Err(Refusal::PasscodeUsed);
    }
    if let Some(step) = matching.iter().copied().filter(in_window).filter(fresh).min_by_key(off) {
        return Ok(Verified::new(user, now, Detail::Totp { factor: id, step }));
    }
    if matching.iter().any(in_window) {
        return Err(Refusal::PasscodeUsed);
    }
    let nearest = matching.iter().copied().min_by_key(off).ok_or(Refusal::WrongPasscode)?;
    Err(Refusal::PasscodeOfAnotherTime {
        clock_slow_seconds: off(&nearest).saturating_mul(parameters.period),
    })
}

/// Whether a text can be a passcode of any authenticator at all: what cannot be one is no guess.
///
/// # Errors
/// [`Refusal`] says what it looks like instead.
pub fn shape(typed: &str) -> Result<(), Refusal> {
    passcode(typed, |digits| DIGITS.contains(&digits)).map(|_| ())
}

/// The typed passcode in ASCII digits, when it has a fitting number of them.
pub(super) fn passcode(typed: &str, fits: impl Fn(u32) -> bool) -> Result<String, Refusal> {
    let plain = plain(typed).ok_or(Refusal::NotAPasscode)?;
    if plain.is_empty() {
        Err(Refusal::Empty)
    } else if u32::try_from(plain.len()).is_ok_and(fits) && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(plain)
    } else if recovery_code::read(typed).is_some() {
        Err(Refusal::LooksLikeRecoveryCode)
    } else {
        Err(Refusal::NotAPasscode)
    }
}

/// The passcode of an authenticator with this seed at this time: for tests and the demo, which have no phone. Empty where
/// the parameters allow none.
pub fn code_at(seed: &Seed, parameters: Parameters, at: Time) -> String {
    code_of_step(seed, parameters, step_at(parameters, at)).unwrap_or_default()
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

/// None, which no passcode equals, for what must not be judged: an empty seed, whose passcodes everybody can compute, or
/// fewer digits than RFC 4226 section 5.3 allows.
fn code_of_step(seed: &Seed, parameters: Parameters, step: u64) -> Option<String> {
    let Parameters { algorithm, digits, period } = parameters;
    let sound = !seed.as_bytes().is_empty() && DIGITS.contains(&digits) && period > 0;
    sound.then(|| hotp(seed.as_bytes(), step, algorithm, digits)).flatten()
}

/// RFC 4226 section 5.3, with the hash of RFC 6238 section 1.2.
fn hotp(key: &[u8], counter: u64, algorithm: Algorithm, digits: u32) -> Option<String> {
    let counter = counter.to_be_bytes();
    let digest = match algorithm {
        Algorithm::Sha1 => mac::<Hmac<Sha1>>(key, &counter),
        Algorithm::Sha256 => mac::<Hmac<Sha256>>(key, &counter),
        Algorithm::Sha512 => mac::<Hmac<Sha512>>(key, &counter),
    }?;
    let offset = usize::from(digest.last()? & 0x0f);
    let number = u32::from_be_bytes(*digest.get(offset..)?.first_chunk::<4>()?) & 0x7fff_ffff;
    let width = usize::try_from(digits).ok()?;
    Some(format!("{:0width$}", u64::from(number).checked_rem(10_u64.checked_pow(digits)?)?))
}

fn mac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    let mac = <M as KeyInit>::new_from_slice(key).ok()?;
    Some(mac.chain_update(message).finalize().into_bytes().to_vec())
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
            _ => None,
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

    /// Seeds found by trying: at the step of `NOW`, and one away, two passcodes are the same by chance.
    fn with_twins(number: u64, last_step: Option<u64>) -> Authenticator {
        let seed = [&number.to_be_bytes()[..], &[0; 12]].concat();
        Authenticator { seed: Seed::from_bytes(seed), ..authenticator(last_step) }
    }

    #[test]
    fn p12_a_used_passcode_is_used_even_where_the_next_step_has_the_same() {
        let current = NOW.seconds() / 30;
        let code = code_at(&with_twins(446_231, None).seed, Parameters::default(), NOW);
        let later = Time::from_millis(NOW.millis() + 30_000);
        assert_eq!(code, code_at(&with_twins(446_231, None).seed, Parameters::default(), later));
        let after = with_twins(446_231, Some(current));
        assert_eq!(verify(&after, &code, later, Window::ONE), Err(Refusal::PasscodeUsed));
    }

    #[test]
    fn of_two_steps_with_the_same_passcode_the_nearest_counts() {
        let current = NOW.seconds() / 30;
        let fresh = with_twins(446_231, None);
        let code = code_at(&fresh.seed, fresh.parameters, NOW);
        assert_eq!(step_of(verify(&fresh, &code, NOW, Window::ONE)), Some(current));
        let later = Time::from_millis(NOW.millis() + 5 * 30_000);
        assert_eq!(
            verify(&fresh, &code, later, Window::ONE),
            Err(Refusal::PasscodeOfAnotherTime { clock_slow_seconds: 120 })
        );
    }

    #[test]
    fn a_fresh_passcode_is_right_though_an_older_step_had_the_same() {
        let current = NOW.seconds() / 30;
        let early = Time::from_millis(NOW.millis() - 30_000);
        let late = Time::from_millis(NOW.millis() + 30_000);
        let after = with_twins(668_495, Some(current));
        let code = code_at(&after.seed, after.parameters, late);
        assert_eq!(code, code_at(&after.seed, after.parameters, early));
        assert_eq!(step_of(verify(&after, &code, NOW, Window::ONE)), Some(current + 1));
    }

    #[test]
    fn a_passcode_typed_again_minutes_later_is_used_and_no_clock_is_off() {
        let step = step_of(verify(&authenticator(None), &code_off_by(0), NOW, Window::ONE));
        for minutes in 1..=10 {
            let later = Time::from_millis(NOW.millis() + minutes * 60_000);
            let again = verify(&authenticator(step), &code_off_by(0), later, Window::ONE);
            assert_eq!(again, Err(Refusal::PasscodeUsed), "{minutes}");
        }
    }

    #[test]
    fn an_authenticator_that_everybody_can_compute_takes_no_passcode() {
        let empty = Authenticator { seed: Seed::from_bytes(Vec::new()), ..authenticator(None) };
        for code in ["000000".to_owned(), hotp(&[], NOW.seconds() / 30, Algorithm::Sha1, 6).unwrap()] {
            assert_eq!(verify(&empty, &code, NOW, Window::ONE), Err(Refusal::WrongPasscode));
        }
        let with = |digits, period| Authenticator {
            parameters: Parameters { digits, period, ..Parameters::default() },
            ..authenticator(None)
        };
        for digit in 0..10 {
            assert_eq!(
                verify(&with(1, 30), &digit.to_string(), NOW, Window::ONE),
                Err(Refusal::WrongPasscode)
            );
        }
        let never_moving = hotp(authenticator(None).seed.as_bytes(), 0, Algorithm::Sha1, 6).unwrap();
        assert_eq!(verify(&with(6, 0), &never_moving, NOW, Window::ONE), Err(Refusal::WrongPasscode));
    }

    #[test]
    fn a_phone_with_a_slow_clock_is_told_so_and_nobody_learns_a_passcode_to_come() {
        for (steps, slow) in [(-3, 90), (-20, 600)] {
            assert_eq!(
                verify(&authenticator(None), &code_off_by(steps), NOW, Window::ONE),
                Err(Refusal::PasscodeOfAnotherTime { clock_slow_seconds: slow })
            );
        }
        for steps in [-21, 2, 3, 20] {
            assert_eq!(
                verify(&authenticator(None), &code_off_by(steps), NOW, Window::ONE),
                Err(Refusal::WrongPasscode)
            );
        }
    }

    #[test]
    fn p10_a_passcode_is_read_however_it_is_typed_and_nothing_else_is_one() {
        let code = code_off_by(0);
        let spaced = format!(" {} {}\u{200e}", &code[..3], &code[3..]);
        let arabic: String =
            code.bytes().map(|byte| char::from_u32(0x0660 + u32::from(byte - b'0')).unwrap()).collect();
        let wide: String =
            code.bytes().map(|byte| char::from_u32(0xff10 + u32::from(byte - b'0')).unwrap()).collect();
        let persian: String =
            code.bytes().map(|byte| char::from_u32(0x06f0 + u32::from(byte - b'0')).unwrap()).collect();
        let marked = format!("\u{61c}{arabic}\u{feff}");
        let dashed = format!("{}\u{ff0d}{}", &wide[..9], &wide[9..]);
        let hyphened = format!("{}-{}", &code[..3], &code[3..]);
        for typed in [&spaced, &arabic, &wide, &persian, &marked, &dashed, &hyphened] {
            assert!(verify(&authenticator(None), typed, NOW, Window::ONE).is_ok(), "{typed}");
        }
        assert_eq!(shape(""), Err(Refusal::Empty));
        assert_eq!(shape("12345"), Err(Refusal::NotAPasscode));
        assert_eq!(shape(&"1".repeat(10_000)), Err(Refusal::NotAPasscode));
        // What follows beyond the longest text that is looked at is not cut off: two guesses are no guess.
        let two = format!("{code}{}{code}", " ".repeat(58));
        assert_eq!(verify(&authenticator(None), &two, NOW, Window::ONE), Err(Refusal::NotAPasscode));
        for other in ["12345\u{b2}", "12345\u{2460}", "12345\u{966}", "[123456]", "123456,654321"] {
            assert_eq!(shape(other), Err(Refusal::NotAPasscode), "{other}");
        }
        assert_eq!(shape("[\"000000\"]"), Err(Refusal::NotAPasscode));
        assert_eq!(shape("ABCD-EFGH-JKMN-PQRS"), Err(Refusal::LooksLikeRecoveryCode));
    }

    #[test]
    fn an_authenticator_of_eight_digits_takes_eight_and_the_door_lets_them_in() {
        let parameters = Parameters { digits: 8, ..Parameters::default() };
        let eight = Authenticator { parameters, ..authenticator(None) };
        let code = code_at(&eight.seed, parameters, NOW);
        assert_eq!((code.len(), shape(&code)), (8, Ok(())));
        assert!(verify(&eight, &code, NOW, Window::ONE).is_ok());
        assert_eq!(verify(&eight, &code[2..], NOW, Window::ONE), Err(Refusal::NotAPasscode));
        assert_eq!(verify(&authenticator(None), &code, NOW, Window::ONE), Err(Refusal::NotAPasscode));
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
