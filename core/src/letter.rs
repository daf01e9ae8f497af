//! Letters: what a person is told by mail, and how often. Words and layout are the server's; what a letter is about is
//! decided here.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::factor::FactorKind;
use crate::id::{ReportId, UserId};
use crate::moment::Time;
use crate::not_me::WayBack;
use crate::pause::Counted;
use crate::user::{Role, UserType};

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
    /// Somebody whom you invited asks for a new invitation.
    InvitationAskedFor {
        /// Who, by name.
        of: String,
        /// Who.
        person: UserId,
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
    /// You signed in, in a browser that you never signed in from before.
    NewBrowser {
        /// Whether it is one in which you are not asked for a passcode for a while.
        trusted: bool,
    },
    /// Somebody entered your password, and did not get past the second step.
    SecondStepFailed,
    /// Somebody who knows your password tries passcodes.
    TooManyTries,
    /// By the link of a letter somebody said that what it tells of was not you: everybody was signed out, and the password
    /// stopped.
    ReportedNotMe {
        /// Of whom, by name; none when of you.
        of: Option<String>,
        /// How you come back.
        way_back: WayBack,
        /// The secret end of the link to a new password, where one goes with it.
        token: Option<String>,
        /// Until when that link works.
        until: Time,
    },
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
    /// Somebody issued a recovery code for a person: here is the link that takes it back.
    RecoveryCodeIssued {
        /// For whom, by name; none when for you.
        of: Option<String>,
        /// By whom, by name.
        by: String,
        /// From when it works, unless a second person agrees before; none when it works at once.
        works_from: Option<Time>,
        /// The secret end of the link.
        token: String,
        /// Until when the code works, and the link.
        until: Time,
    },
    /// That code was taken back by the link of a letter.
    RecoveryCodeCancelled {
        /// For whom it was, by name.
        of: String,
    },
    /// A person came into a restricted session: everything ended that they were signed in by.
    RecoveryBegun {
        /// Who, by name; none when you.
        of: Option<String>,
    },
    /// Here is the link that proves the mailbox, and begins the wait of a time lock.
    TimeLockProof {
        /// The secret end of the link.
        token: String,
        /// Until when the link works.
        until: Time,
    },
    /// A time lock runs: here is the link that cancels it.
    TimeLockRuns {
        /// When it opens.
        opens_at: Time,
        /// The secret end of the link.
        token: String,
        /// Until when the link works.
        until: Time,
    },
    /// A time lock was cancelled.
    TimeLockCancelled,
    /// Somebody is locked out and asks for help.
    HelpAsked {
        /// Who, by name.
        of: String,
    },
    /// Your request for help was declined.
    HelpDeclined {
        /// Why.
        reason: String,
    },
    /// Somebody who helps asks you to prove that it is you who calls.
    ProofAsked {
        /// Who asks, by name.
        by: String,
    },
    /// Mail arrives: here is the code that proves it, and opens nothing.
    MailTest {
        /// As it is typed.
        code: String,
        /// Until when it works.
        until: Time,
    },
    /// Here is the passcode that you asked for.
    Passcode {
        /// Its digits.
        code: String,
        /// Until when it works.
        until: Time,
        /// Whether it sets the method up.
        setting_up: bool,
    },
    /// The report that you asked for is ready.
    ReportReady {
        /// Which: its link opens for you alone.
        report: ReportId,
        /// Until when it does.
        until: Time,
    },
    /// You have to set a second factor up.
    Reminder {
        /// By when.
        due: Time,
    },
    /// Too many people did not come in, and the deadline was put off by itself.
    RolloutPaused {
        /// Of whom.
        user_type: UserType,
        /// How many.
        counted: Counted,
        /// Until when nobody is made to set a second factor up.
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
    /// Whether its link or code no longer works, so that nobody should get it.
    pub fn is_too_late(&self, now: Time) -> bool {
        match self {
            Letter::Invitation { until, .. }
            | Letter::Registration { until, .. }
            | Letter::PasswordReset { until, .. }
            | Letter::AddressProof { until, .. }
            | Letter::MailTest { until, .. }
            | Letter::RecoveryCodeIssued { until, .. }
            | Letter::ReportReady { until, .. }
            | Letter::TimeLockProof { until, .. }
            | Letter::TimeLockRuns { until, .. }
            | Letter::Passcode { until, .. } => now >= *until,
            Letter::Reminder { due } => now >= *due,
            Letter::ReportedNotMe { token, until, .. } => token.is_some() && now >= *until,
            _ => false,
        }
    }

    /// What its reader alone may know of it: the secret end of its link, or its code.
    pub fn secret(&self) -> Option<&str> {
        match self {
            Letter::Invitation { token, .. }
            | Letter::Registration { token, .. }
            | Letter::PasswordReset { token, .. }
            | Letter::RecoveryCodeIssued { token, .. }
            | Letter::TimeLockProof { token, .. }
            | Letter::TimeLockRuns { token, .. }
            | Letter::AddressProof { token, .. } => Some(token),
            Letter::ReportedNotMe { token, .. } => token.as_deref(),
            Letter::MailTest { code, .. } | Letter::Passcode { code, .. } => Some(code),
            _ => None,
        }
    }

    /// How often a person is told of it, when it tells of their own security. These letters bear a link "this was not me".
    pub fn quota_of_security(&self) -> Option<Quota> {
        match self {
            Letter::NewBrowser { .. } => Some(Quota::OF_BROWSERS),
            Letter::SecondStepFailed | Letter::TooManyTries => Some(Quota::OF_FAILURES),
            Letter::AddressChangeAsked { .. }
            | Letter::AddressChanged
            | Letter::PasswordChanged
            | Letter::FactorAdded { .. }
            | Letter::FactorRemoved { .. }
            | Letter::SecondFactorTurnedOff
            | Letter::RecoveryCodeUsed { .. }
            | Letter::RecoveryCodesReplaced
            | Letter::RecoveryBegun { of: None }
            | Letter::BreakGlassUsed { of: None } => Some(Quota::OF_ACTS),
            Letter::Invitation { .. }
            | Letter::InvitationAskedFor { .. }
            | Letter::Registration { .. }
            | Letter::AlreadyHere { .. }
            | Letter::PasswordReset { .. }
            | Letter::AddressProof { .. }
            | Letter::AddressWanted
            | Letter::ReportedNotMe { .. }
            | Letter::SignedOutEverywhere
            | Letter::BreakGlassOpened { .. }
            | Letter::BreakGlassUsed { of: Some(_) }
            | Letter::RecoveryCodeIssued { .. }
            | Letter::RecoveryCodeCancelled { .. }
            | Letter::TimeLockProof { .. }
            | Letter::TimeLockRuns { .. }
            | Letter::TimeLockCancelled
            | Letter::RecoveryBegun { of: Some(_) }
            | Letter::HelpAsked { .. }
            | Letter::HelpDeclined { .. }
            | Letter::ProofAsked { .. }
            | Letter::MailTest { .. }
            | Letter::Passcode { .. }
            | Letter::Archived
            | Letter::ReportReady { .. }
            | Letter::Reminder { .. }
            | Letter::RolloutPaused { .. }
            | Letter::RoleChanged { .. } => None,
        }
    }

    /// Whether its reader has only now asked for it and waits for it: it is written in the language of the page that they asked
    /// on. Any other tells of what somebody else may have done, and whoever broke in must not choose the language of the
    /// warning: it is written in that of its reader, or of the account.
    pub fn is_awaited(&self) -> bool {
        matches!(
            self,
            Letter::Registration { .. }
                | Letter::AlreadyHere { .. }
                | Letter::PasswordReset { .. }
                | Letter::AddressProof { .. }
                | Letter::TimeLockProof { .. }
                | Letter::MailTest { .. }
                | Letter::Passcode { .. }
        )
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

/// So many letters of one kind a person gets, at most: their mailbox is not to be a weapon. Each kind is counted by itself, so
/// that no flood of one keeps another from being told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quota {
    /// In an hour.
    pub an_hour: u64,
    /// In a day.
    pub a_day: u64,
}

impl Quota {
    /// Of what a person does in a session, by a fresh proof: more than anybody does in earnest, and who was told ten times knows.
    pub const OF_ACTS: Quota = Quota { an_hour: 10, a_day: 20 };

    /// Of new browsers: somebody who signs in from private windows all day makes one each time.
    pub const OF_BROWSERS: Quota = Quota { an_hour: 5, a_day: 15 };

    /// Of sign-ins that ended at the second step: whoever knows the password can begin as many as they like.
    pub const OF_FAILURES: Quota = Quota { an_hour: 1, a_day: 6 };

    /// The one span.
    pub const HOUR: Duration = Duration::from_secs(3_600);

    /// The other.
    pub const DAY: Duration = Duration::from_secs(86_400);

    /// Whether another letter may go, after so many in the last hour and the last day.
    pub fn allows(self, last_hour: u64, last_day: u64) -> bool {
        last_hour < self.an_hour && last_day < self.a_day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p41_a_quota_ends_at_its_hour_and_at_its_day() {
        let quota = Quota { an_hour: 2, a_day: 3 };
        assert!(quota.allows(0, 0) && quota.allows(1, 2));
        assert!(!quota.allows(2, 2) && !quota.allows(0, 3));
    }
}
