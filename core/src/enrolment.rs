//! Setting up an authenticator: a secret is shown, and counts only after one good passcode from it.

use std::time::Duration;

use crate::factor::totp::{Authenticator, Parameters, Seed, Window, verify};
use crate::factor::{FactorKind, Refusal, Verified};
use crate::id::{FactorId, RestrictedId, SessionId, SignInId, UserId};
use crate::moment::{Moment, Time};
use crate::policy::Requirement;
use crate::secret::Token;
use crate::signin::PersonFacts;

/// A shown secret waits so long for its first passcode, and new recovery codes so long to be looked at.
pub const SHOWN_FOR: Duration = Duration::from_secs(15 * 60);

/// So many authenticators a person may have: each is looked at when a passcode is judged, and each makes a guess likelier.
pub const MOST_AUTHENTICATORS: usize = 5;

/// Why a method stays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// It is all that the person has: two-factor authentication is turned off instead.
    Last,
    /// Nothing that counts would be left, and the account requires it.
    Required,
}

/// Whether a person may remove one of their methods; they have so many of its kind.
///
/// # Errors
/// [`Kept`] says why not.
pub fn may_remove(person: &PersonFacts, kind: FactorKind, of_that_kind: usize) -> Result<(), Kept> {
    let left = match of_that_kind {
        0 | 1 => person.methods.filter(|other| other != kind),
        _ => person.methods,
    };
    let counting = left.filter(|other| person.policy.methods.count(other));
    match person.policy.requirement {
        _ if left.is_empty() => Err(Kept::Last),
        Requirement::Required if counting.is_empty() => Err(Kept::Required),
        Requirement::Required | Requirement::Optional => Ok(()),
    }
}

/// What an enrolment, or codes to be shown, belong to: one sign-in, one session or one browser. What was begun in one
/// browser cannot be finished, nor seen, in another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BoundTo([u8; 16]);

impl BoundTo {
    /// Within a sign-in in which it is required.
    pub fn sign_in(id: &SignInId) -> BoundTo {
        BoundTo(*id.as_bytes())
    }

    /// Within a restricted session.
    pub fn restricted(id: &RestrictedId) -> BoundTo {
        BoundTo(*id.as_bytes())
    }

    /// Within the session of a person who does it for their own use.
    pub fn session(id: &SessionId) -> BoundTo {
        BoundTo(*id.as_bytes())
    }

    /// Within a browser in which nobody is known yet, by the cookie that it was given for this.
    pub fn browser(cookie: &Token) -> BoundTo {
        BoundTo(cookie.hash().first_chunk().copied().unwrap_or_default())
    }

    /// To the way that messages go by, in tests of it: another way is to be tested anew.
    pub fn route(digest: &[u8; 32]) -> BoundTo {
        BoundTo(digest.first_chunk().copied().unwrap_or_default())
    }

    /// As the store keeps it.
    pub const fn from_bytes(bytes: [u8; 16]) -> BoundTo {
        BoundTo(bytes)
    }

    /// The bytes to store.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// An authenticator that is not confirmed yet.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The id that it will have.
    pub id: FactorId,
    /// Whose it will be.
    pub user: UserId,
    /// What it belongs to.
    pub bound_to: BoundTo,
    /// The secret that is shown.
    pub seed: Seed,
    /// How its passcodes are made.
    pub parameters: Parameters,
    /// When it is to be begun again.
    pub expires_at: Time,
}

/// Begins: a fresh secret of 160 bits (RFC 4226 section 4, R6).
pub fn begin(user: UserId, bound_to: BoundTo, parameters: Parameters, moment: &mut Moment) -> Pending {
    Pending {
        id: FactorId::new(moment),
        user,
        bound_to,
        seed: Seed::new(moment),
        parameters,
        expires_at: moment.now().plus(SHOWN_FOR),
    }
}

/// Judges the first passcode. Its step counts as used, so that the same passcode does not sign in as well.
///
/// # Errors
/// [`Refusal`]: the passcode's, or [`Refusal::EnrolmentTooOld`] after its time or in another browser.
pub fn confirm(pending: &Pending, bound_to: BoundTo, typed: &str, now: Time) -> Result<Verified, Refusal> {
    if pending.bound_to != bound_to || now >= pending.expires_at {
        return Err(Refusal::EnrolmentTooOld);
    }
    let authenticator = Authenticator {
        id: pending.id,
        user: pending.user,
        seed: pending.seed.clone(),
        parameters: pending.parameters,
        last_step: None,
    };
    verify(&authenticator, typed, now, Window::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::factor::totp::code_at;
    use crate::id::TenantId;
    use crate::policy::{Counting, Policy};
    use crate::user::{Email, Role, Standing, User, UserType};

    #[test]
    fn one_of_several_methods_is_removed_and_never_the_last_that_counts_where_one_must() {
        let mut moment = Moment::new(Time::from_millis(1_800_000_000_000), [5; 32]);
        let user = User {
            tenant: TenantId::new(&mut moment),
            id: UserId::new(&mut moment),
            email: Email::parse("ana@x.example").unwrap(),
            name: "Ana".to_owned(),
            role: Role::Agent,
            standing: Standing::Active,
            epoch: 1,
            language: None,
        };
        let having = |kinds: &[FactorKind], requirement, counting| {
            let mut policy = Policy::initial(UserType::TeamMember);
            (policy.requirement, policy.methods.counting) = (requirement, counting);
            let methods = kinds.iter().copied().collect();
            PersonFacts {
                user: user.clone(),
                policy,
                methods,
                must_enrol: false,
                exemption: None,
                grace: None,
                preferred: None,
                has_codes: false,
                password_by_mail: false,
                device: None,
            }
        };
        let (app, both) = ([FactorKind::Totp], [FactorKind::Totp, FactorKind::Passkey]);
        for requirement in [Requirement::Optional, Requirement::Required] {
            let one = having(&app, requirement, Counting::Any);
            assert_eq!(may_remove(&one, FactorKind::Totp, 1), Err(Kept::Last));
            assert_eq!(may_remove(&one, FactorKind::Totp, 2), Ok(()), "the other phone is left");
            let two = having(&both, requirement, Counting::Any);
            assert!(both.into_iter().all(|kind| may_remove(&two, kind, 1).is_ok()));
        }
        let strict = |requirement| having(&both, requirement, Counting::PhishingResistant);
        let required = strict(Requirement::Required);
        assert_eq!(
            may_remove(&required, FactorKind::Passkey, 1),
            Err(Kept::Required),
            "an app alone does not count"
        );
        assert_eq!(may_remove(&required, FactorKind::Passkey, 2), Ok(()));
        assert_eq!(may_remove(&required, FactorKind::Totp, 1), Ok(()));
        assert_eq!(may_remove(&strict(Requirement::Optional), FactorKind::Passkey, 1), Ok(()));
    }

    #[test]
    fn p17_an_enrolment_begun_in_one_browser_is_not_finished_in_another() {
        let mut moment = Moment::new(Time::from_millis(1_800_000_000_000), [4; 32]);
        let user = UserId::new(&mut moment);
        let (mine, other) =
            (BoundTo::session(&SessionId::new(&mut moment)), BoundTo::session(&SessionId::new(&mut moment)));
        let pending = begin(user, mine, Parameters::default(), &mut moment);
        let code = code_at(&pending.seed, pending.parameters, moment.now());
        assert_eq!(confirm(&pending, other, &code, moment.now()), Err(Refusal::EnrolmentTooOld));
        assert_eq!(confirm(&pending, mine, &code, pending.expires_at), Err(Refusal::EnrolmentTooOld));
        assert_eq!(confirm(&pending, mine, &code, moment.now()).map(|it| it.user()), Ok(user));
    }
}
