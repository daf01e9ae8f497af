//! Letters: what a person is told by mail. Words and layout are the server's; what a letter is about is decided here.

use serde::{Deserialize, Serialize};

use crate::factor::FactorKind;
use crate::moment::Time;
use crate::user::Role;

/// A letter to one person, kept sealed in the outbox until it is sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum Letter {
    /// You are invited.
    Invitation {
        /// By whom, by name; none when the server's operator did it.
        inviter: Option<String>,
        /// The secret end of the link.
        token: String,
        /// Until when the link works.
        until: Time,
    },
    /// Here is the link to register.
    Registration {
        /// The secret end of the link.
        token: String,
        /// Until when the link works.
        until: Time,
    },
    /// You asked to register, and are here already.
    AlreadyHere {
        /// By an invitation that was not accepted yet.
        invited: bool,
    },
    /// Here is the link to set a new password.
    PasswordReset {
        /// The secret end of the link.
        token: String,
        /// Until when the link works.
        until: Time,
    },
    /// Here is the link that makes this address yours: to the new one.
    AddressProof {
        /// The secret end of the link.
        token: String,
        /// Until when the link works.
        until: Time,
    },
    /// Somebody signed in as you asked for another address.
    AddressChangeAsked {
        /// Which, as far as its owner would know it.
        to: String,
    },
    /// Your address was changed: to the old one and to the new one.
    AddressChanged,
    /// Somebody wanted to use this address, which is yours.
    AddressWanted,
    /// Your password was changed.
    PasswordChanged,
    /// You set up a method. The other names are of letters that were written when there were authenticators alone.
    #[serde(alias = "authenticator_added", alias = "authenticator_replaced")]
    FactorAdded {
        /// Which.
        #[serde(default = "authenticator")]
        kind: FactorKind,
    },
    /// You removed a method.
    FactorRemoved {
        /// Which.
        kind: FactorKind,
    },
    /// You turned two-factor authentication off.
    SecondFactorTurnedOff,
    /// A recovery code was used.
    RecoveryCodeUsed {
        /// So many are left.
        left: u32,
    },
    /// New recovery codes took the place of yours.
    RecoveryCodesReplaced,
    /// Somebody who knows your password tries passcodes.
    TooManyTries,
    /// All your sessions were ended.
    SignedOutEverywhere,
    /// Somebody at the server's console made a link for a person who lost everything.
    BreakGlassOpened {
        /// For whom, by name; none when it is for you.
        of: Option<String>,
    },
    /// That link was used.
    BreakGlassUsed {
        /// For whom it was, by name; none when it was for you.
        of: Option<String>,
    },
    /// Mail arrives: here is the code that proves it, and opens nothing.
    MailTest {
        /// As it is typed.
        code: String,
        /// Until when it works.
        until: Time,
    },
    /// You were archived: the last letter to this address.
    Archived,
    /// Your role changed.
    RoleChanged {
        /// To this.
        role: Role,
    },
}

fn authenticator() -> FactorKind {
    FactorKind::Totp
}

impl Letter {
    /// Whether its link no longer works, so that nobody should get it.
    pub fn is_too_late(&self, now: Time) -> bool {
        match self {
            Letter::Invitation { until, .. }
            | Letter::Registration { until, .. }
            | Letter::PasswordReset { until, .. }
            | Letter::AddressProof { until, .. }
            | Letter::MailTest { until, .. } => now >= *until,
            _ => false,
        }
    }
}

/// What a letter tells beside its subject: when and from where the event came.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Occasion {
    /// When it happened.
    pub at: Time,
    /// The address that it came from, if it came from one.
    pub address: Option<String>,
    /// The browser that it came from, as it names itself.
    pub browser: Option<String>,
}
