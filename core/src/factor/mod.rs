//! Factors: how each is judged. What was judged right is a [`Verified`], and only the code in this folder can make one.

use serde::{Deserialize, Serialize};

use crate::id::{CodeSetId, FactorId, SentCodeId, UserId};
use crate::moment::Time;

mod methods;
pub mod passkey;
pub mod password;
pub mod recovery_code;
pub mod sent_code;
pub mod totp;

pub use methods::Methods;
pub use sent_code::Channel;

/// A kind of factor. Second factors stand in the order in which they are offered, everywhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorKind {
    /// Something the person knows.
    Password,
    /// A passkey or security key (WebAuthn).
    Passkey,
    /// A passcode of an authenticator app (RFC 6238).
    Totp,
    /// A passcode sent to the person's phone.
    SmsCode,
    /// A passcode sent to the person's mailbox.
    EmailCode,
    /// A code from the person's saved set.
    RecoveryCode,
}

impl FactorKind {
    /// All kinds.
    pub const ALL: [FactorKind; 6] = [
        FactorKind::Password,
        FactorKind::Passkey,
        FactorKind::Totp,
        FactorKind::SmsCode,
        FactorKind::EmailCode,
        FactorKind::RecoveryCode,
    ];

    /// Whether it counts as the second step.
    pub fn is_second(self) -> bool {
        self != FactorKind::Password
    }

    /// Whether it is a method: a second factor that somebody sets up to be asked for it. A recovery code is for when none of
    /// them is at hand.
    pub fn is_method(self) -> bool {
        self.is_second() && self != FactorKind::RecoveryCode
    }

    /// The name in the database and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            FactorKind::Password => "password",
            FactorKind::Passkey => "passkey",
            FactorKind::Totp => "totp",
            FactorKind::SmsCode => "sms_code",
            FactorKind::EmailCode => "email_code",
            FactorKind::RecoveryCode => "recovery_code",
        }
    }

    /// The kind with this [`key`](FactorKind::key).
    pub fn from_key(key: &str) -> Option<FactorKind> {
        FactorKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The authentication method reference (RFC 8176 section 2). A recovery code is a one-time code as well; whether a passkey
    /// lives in hardware or is synced, its proof of possession is all that is known of it.
    pub fn amr(self) -> &'static str {
        match self {
            FactorKind::Password => "pwd",
            FactorKind::Passkey => "pop",
            FactorKind::SmsCode => "sms",
            FactorKind::Totp | FactorKind::EmailCode | FactorKind::RecoveryCode => "otp",
        }
    }
}

/// An answer that was right. The seal on it: only the modules of this folder can call [`Verified::new`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    user: UserId,
    at: Time,
    detail: Detail,
}

/// What a right answer stands on, and what is consumed when it is saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Detail {
    /// A password.
    Password {
        /// Whether it was hashed at another cost than today's.
        rehash: bool,
    },
    /// A passkey.
    Passkey {
        /// Which.
        factor: FactorId,
        /// How often it has signed: it, and all before, are used from now on. Zero when it does not count.
        counter: u32,
        /// Whether it is on another device or in a backup as well.
        backed_up: bool,
        /// Whether it asked who is before it, by a PIN, a finger or a face: then it stands for both factors.
        user_verified: bool,
    },
    /// A passcode.
    Totp {
        /// Of this authenticator.
        factor: FactorId,
        /// Of this time step: it, and all before, are used from now on.
        step: u64,
    },
    /// A passcode that was sent.
    SentCode {
        /// Which.
        code: SentCodeId,
        /// By what.
        channel: Channel,
    },
    /// A recovery code.
    RecoveryCode {
        /// Of this set.
        set: CodeSetId,
        /// With this digest.
        digest: [u8; 32],
    },
}

impl Verified {
    pub(in crate::factor) fn new(user: UserId, at: Time, detail: Detail) -> Verified {
        Verified { user, at, detail }
    }

    /// Whose factor it is.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// When it was proven.
    pub fn at(&self) -> Time {
        self.at
    }

    /// The kind of factor.
    pub fn kind(&self) -> FactorKind {
        match self.detail {
            Detail::Password { .. } => FactorKind::Password,
            Detail::Passkey { .. } => FactorKind::Passkey,
            Detail::Totp { .. } => FactorKind::Totp,
            Detail::SentCode { channel, .. } => channel.kind(),
            Detail::RecoveryCode { .. } => FactorKind::RecoveryCode,
        }
    }

    /// What it stands on.
    pub fn detail(&self) -> &Detail {
        &self.detail
    }
}

/// Why an answer was not right, in enough detail for a page to help. Said only after a right password.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// The address or the password is not right.
    WrongPassword,
    /// Nothing was typed.
    Empty,
    /// It is no passcode: another number of digits, or no digits.
    NotAPasscode,
    /// The passcode is not right.
    WrongPasscode,
    /// The passcode was used already.
    PasscodeUsed,
    /// The passcode was right some minutes ago: the phone's clock is slow.
    PasscodeOfAnotherTime {
        /// How slow, in seconds, to the step.
        clock_slow_seconds: u64,
    },
    /// No passcode was sent for this, or the one that was is used.
    NothingSent,
    /// The passcode that was sent is too old.
    SentCodeTooOld,
    /// A newer passcode was sent: this one is not the one any more.
    SentCodeReplaced,
    /// A recovery code, typed where a passcode goes.
    LooksLikeRecoveryCode,
    /// A passcode, typed where a recovery code goes.
    LooksLikePasscode,
    /// The recovery code is not right.
    WrongRecoveryCode,
    /// The recovery code was used already.
    RecoveryCodeUsed,
    /// There are no recovery codes, or none are left.
    NoRecoveryCodes,
    /// The code that somebody issued does not work yet: a second person has to agree, or some time to pass.
    IssuedCodeTooEarly,
    /// The code that somebody issued works no more, or was taken back.
    IssuedCodeDead,
    /// No passkey was used: the dialog was closed.
    NoPasskey,
    /// The question was asked too long ago, in another browser, or was answered already.
    PasskeyTooOld,
    /// The passkey is not one of the person's.
    UnknownPasskey,
    /// The passkey did not ask who is before it, and had to.
    PasskeyNotVerified,
    /// The passkey is good, but here it is asked for after the password.
    PasskeyNotAlone,
    /// The passkey has signed less often than it had before: there are two of it.
    PasskeyCopied,
    /// The passkey is in use already, by this person or another.
    PasskeyTaken,
    /// The person has as many passkeys as anybody may.
    TooManyPasskeys,
    /// The answer is not the passkey's, or not to us.
    WrongPasskey {
        /// What is wrong with it.
        flaw: passkey::Flaw,
    },
    /// The authenticator was begun too long ago, or in another browser.
    EnrolmentTooOld,
}

impl Refusal {
    /// Whether somebody tried what is not the person's, or a copy of it.
    pub fn is_wrong_guess(&self) -> bool {
        matches!(
            self,
            Refusal::WrongPasscode
                | Refusal::WrongRecoveryCode
                | Refusal::WrongPasskey { .. }
                | Refusal::UnknownPasskey
                | Refusal::PasskeyCopied
        )
    }
}

/// A code as it was typed or pasted, in plain letters: forms of other keyboards are their ASCII letter or digit; spaces,
/// hyphens and direction marks do not count. None for a text longer than anybody types a code.
fn plain(typed: &str) -> Option<String> {
    const LONGEST: usize = 64;
    // Looked at no further than needed, and refused rather than cut: what follows a code makes it another text.
    let short = typed.chars().nth(LONGEST).is_none();
    short.then(|| typed.chars().map(ascii_of).filter(|letter| !is_passed_over(*letter)).collect())
}

/// The ASCII letter for a full-width form (U+FF01 to U+FF5E), an Arabic-Indic or a Persian digit; others stay.
fn ascii_of(letter: char) -> char {
    let code = u32::from(letter);
    let ascii = match code {
        0x0660..=0x0669 => code - 0x0660 + 0x30,
        0x06f0..=0x06f9 => code - 0x06f0 + 0x30,
        0xff01..=0xff5e => code - 0xff01 + 0x21,
        _ => code,
    };
    char::from_u32(ascii).unwrap_or(letter)
}

/// White space, hyphens and dashes, the minus sign, and what is invisible: zero-width letters, byte order mark, direction
/// marks (Unicode's `Bidi_Control`, the Arabic letter mark among them).
fn is_passed_over(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        || matches!(letter, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(letter, '\u{2066}'..='\u{2069}' | '\u{feff}')
}
