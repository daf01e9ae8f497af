//! Factors: how each is judged. What was judged right is a [`Verified`], and only the code in this folder can make one.

use serde::{Deserialize, Serialize};

use crate::id::{CodeSetId, FactorId, UserId};
use crate::moment::Time;

pub mod password;
pub mod recovery_code;
pub mod totp;

/// A kind of factor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorKind {
    /// Something the person knows.
    Password,
    /// A passcode of an authenticator app (RFC 6238).
    Totp,
    /// A code from the person's saved set.
    RecoveryCode,
}

impl FactorKind {
    /// All kinds.
    pub const ALL: [FactorKind; 3] = [FactorKind::Password, FactorKind::Totp, FactorKind::RecoveryCode];

    /// Whether it counts as the second step.
    pub fn is_second(self) -> bool {
        match self {
            FactorKind::Password => false,
            FactorKind::Totp | FactorKind::RecoveryCode => true,
        }
    }

    /// The name in the database and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            FactorKind::Password => "password",
            FactorKind::Totp => "totp",
            FactorKind::RecoveryCode => "recovery_code",
        }
    }

    /// The kind with this [`key`](FactorKind::key).
    pub fn from_key(key: &str) -> Option<FactorKind> {
        FactorKind::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The authentication method reference (RFC 8176 section 2); a recovery code is a one-time code as well.
    pub fn amr(self) -> &'static str {
        match self {
            FactorKind::Password => "pwd",
            FactorKind::Totp | FactorKind::RecoveryCode => "otp",
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
    /// A passcode.
    Totp {
        /// Of this authenticator.
        factor: FactorId,
        /// Of this time step: it, and all before, are used from now on.
        step: u64,
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
            Detail::Totp { .. } => FactorKind::Totp,
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
    /// The passcode is right for another time: the phone's clock is off.
    PasscodeOfAnotherTime {
        /// How far: negative when the phone is slow. In seconds, to the step.
        clock_off_seconds: i64,
    },
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
    /// The authenticator was begun too long ago, or in another browser.
    EnrolmentTooOld,
}
