//! Sessions: how long they last, what they prove, and when they end.
//!
//! A session is judged on every request from what is stored at that moment; nothing is remembered between requests.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::authority::Actor;
use crate::factor::FactorKind;
use crate::id::{DeviceId, SessionId};
use crate::moment::{Moment, Time};
use crate::policy::{Lifetimes, Policy};
use crate::secret::Token;
use crate::signin::Done;
use crate::trusted_device::NewDevice;
use crate::user::{Standing, User};

/// Activity is written down at most this often; so an idle limit may strike this much early, never late.
pub const LAST_SEEN_EVERY: Duration = Duration::from_secs(60);

/// How old a proof may be for what is guarded by a step-up.
pub const FRESH_FOR: Duration = Duration::from_secs(600);

/// A session to be stored: made only from a finished sign-in.
#[derive(Debug)]
pub struct NewSession {
    /// Its id, which names it on pages.
    pub id: SessionId,
    /// What its cookie holds.
    pub token: Token,
    /// The finished sign-in that it stands on.
    pub done: Done,
    /// The trusted device that it was begun on: it ends when the device is forgotten.
    pub device: Option<DeviceId>,
    /// When it began.
    pub begun_at: Time,
}

/// Begins the session of a finished sign-in, on a device that was trusted before or is from now on.
pub fn begin(done: Done, trusted: Option<&NewDevice>, moment: &mut Moment) -> NewSession {
    let device = trusted.map(|it| it.id).or(done.device());
    NewSession { id: SessionId::new(moment), token: Token::new(moment), done, device, begun_at: moment.now() }
}

/// What the store knows of a session, and of all that it depends on, at one moment.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its id.
    pub id: SessionId,
    /// The person, as they are now.
    pub user: User,
    /// Their policy, as it is now.
    pub policy: Policy,
    /// The person's epoch that it was begun under.
    pub user_epoch: u64,
    /// The policy's epoch that it was begun under.
    pub policy_epoch: u64,
    /// When it began.
    pub begun_at: Time,
    /// When its person was last seen.
    pub last_seen_at: Time,
    /// When it was ended, if it was.
    pub ended_at: Option<Time>,
    /// When it is over in any case, because what excused its person from a second factor is over then.
    pub until: Option<Time>,
    /// The factors that it stands on.
    pub factors: Vec<FactorKind>,
    /// When the password was last proven.
    pub password_at: Time,
    /// When a second factor was last proven.
    pub second_factor_at: Option<Time>,
}

/// A session that holds at this moment.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The person whose it is.
    pub user: User,
    /// The policy that they are under.
    pub policy: Policy,
    /// The factors that it stands on.
    pub factors: Vec<FactorKind>,
    /// What is left of its lifetimes: it ends with the first of them, and only the idle one begins anew.
    pub left: Lifetimes,
    password_at: Time,
    second_factor_at: Option<Time>,
    touch: bool,
}

/// Why a session no longer holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Somebody ended it, or its cookie is none of ours.
    Ended,
    /// Without activity for too long.
    Idle,
    /// At the end of its time.
    Absolute,
    /// The person's password, factors, role or standing changed, or all their sessions were ended.
    PersonChanged,
    /// All sessions of the user type were ended.
    PolicyChanged,
}

/// Whether a stored session holds at `now`. `background` marks a request that is no activity of a person.
///
/// # Errors
/// [`Ended`] says why it does not.
pub fn check(stored: Stored, now: Time, background: bool) -> Result<Session, Ended> {
    let Lifetimes { idle, absolute } = stored.policy.lifetimes;
    if stored.ended_at.is_some() {
        return Err(Ended::Ended);
    }
    if stored.user.standing != Standing::Active || stored.user_epoch != stored.user.epoch {
        return Err(Ended::PersonChanged);
    }
    if stored.policy_epoch != stored.policy.epoch {
        return Err(Ended::PolicyChanged);
    }
    let excused = stored.until.is_none_or(|until| now < until);
    if now.since(stored.begun_at) >= absolute || !excused {
        return Err(Ended::Absolute);
    }
    if now.since(stored.last_seen_at) >= idle {
        return Err(Ended::Idle);
    }
    let touch = !background && now.since(stored.last_seen_at) >= LAST_SEEN_EVERY;
    let seen_at = if touch { now } else { stored.last_seen_at };
    Ok(Session {
        id: stored.id,
        user: stored.user,
        policy: stored.policy,
        factors: stored.factors,
        left: Lifetimes {
            idle: idle.saturating_sub(now.since(seen_at)),
            absolute: {
                let left = absolute.saturating_sub(now.since(stored.begun_at));
                stored.until.map_or(left, |until| left.min(until.since(now)))
            },
        },
        password_at: stored.password_at,
        second_factor_at: stored.second_factor_at,
        touch,
    })
}

impl Session {
    /// Whether this request's activity is to be written down.
    pub fn to_be_touched(&self) -> bool {
        self.touch
    }

    /// When a second factor was last proven in it.
    pub fn second_factor_at(&self) -> Option<Time> {
        self.second_factor_at
    }

    /// Who acts by this session.
    pub fn actor(&self) -> Actor {
        Actor::Person { id: self.user.id, role: self.user.role }
    }

    /// What the session stands on: compared once more in every transaction that is made by it.
    pub fn stands_on(&self) -> StandsOn {
        StandsOn { session: self.id, user_epoch: self.user.epoch, policy_epoch: self.policy.epoch }
    }

    /// What a person may do that a step-up guards, or which proof is missing.
    ///
    /// # Errors
    /// [`MissingProof`] says what to ask for.
    pub fn step_up(
        &self,
        guarded: Guarded,
        has_second_factor: bool,
        now: Time,
    ) -> Result<SteppedUp, MissingProof> {
        let fresh = |at: Time| now.since(at) <= FRESH_FOR;
        match (has_second_factor, guarded) {
            (true, _) if self.second_factor_at.is_some_and(fresh) => {
                Ok(SteppedUp { actor: self.actor(), stands_on: self.stands_on() })
            }
            (true, _) => Err(MissingProof::SecondFactor),
            (false, Guarded::OwnSecurity) if fresh(self.password_at) => {
                Ok(SteppedUp { actor: self.actor(), stands_on: self.stands_on() })
            }
            (false, Guarded::OwnSecurity) => Err(MissingProof::Password),
            (false, Guarded::Account) => Err(MissingProof::Enrolment),
        }
    }
}

/// What a step-up guards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Guarded {
    /// The person's own factors, recovery codes and password. Who has no second factor proves the password.
    OwnSecurity,
    /// Policy, roles, and other people: only with a second factor.
    Account,
}

/// A person who has freshly proven what the act needs: made only by [`Session::step_up`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SteppedUp {
    actor: Actor,
    stands_on: StandsOn,
}

impl SteppedUp {
    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The session that they act by.
    pub fn stands_on(&self) -> StandsOn {
        self.stands_on
    }
}

/// A session and the epochs that it was judged under. Between the judgement and the transaction lies the time in which a
/// request is read: whoever holds a request back must not outlive the session by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StandsOn {
    /// The session.
    pub session: SessionId,
    /// The person's epoch.
    pub user_epoch: u64,
    /// The policy's epoch.
    pub policy_epoch: u64,
}

/// What a step-up asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MissingProof {
    /// One of the person's second factors.
    SecondFactor,
    /// The password: the person has nothing else.
    Password,
    /// A second factor must be set up first.
    Enrolment,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{TenantId, UserId};
    use crate::user::{Email, Role, UserType};

    const START: Time = Time::from_millis(1_800_000_000_000);

    fn stored() -> Stored {
        let user = User {
            tenant: TenantId::from_bytes([1; 16]),
            id: UserId::from_bytes([2; 16]),
            email: Email::parse("ana@x.example").unwrap(),
            name: "Ana".into(),
            role: Role::Admin,
            standing: Standing::Active,
            epoch: 3,
            language: None,
        };
        Stored {
            id: SessionId::from_bytes([3; 16]),
            user,
            policy: Policy::initial(UserType::TeamMember),
            user_epoch: 3,
            policy_epoch: 1,
            begun_at: START,
            last_seen_at: START,
            ended_at: None,
            until: None,
            factors: vec![FactorKind::Password, FactorKind::Totp],
            password_at: START,
            second_factor_at: Some(START),
        }
    }

    fn after(secs: u64) -> Time {
        START.plus(Duration::from_secs(secs))
    }

    #[test]
    fn p48_idle_and_absolute_limits_hold_to_the_second() {
        assert!(check(stored(), after(3_599), false).is_ok());
        assert_eq!(check(stored(), after(3_600), false).err(), Some(Ended::Idle));
        let busy = |at| Stored { last_seen_at: at, ..stored() };
        assert!(check(busy(after(86_398)), after(86_399), false).is_ok());
        assert_eq!(check(busy(after(86_399)), after(86_400), false).err(), Some(Ended::Absolute));
    }

    #[test]
    fn what_was_begun_without_a_second_factor_by_an_excuse_ends_with_the_excuse() {
        let excused = Stored { until: Some(after(60)), second_factor_at: None, ..stored() };
        assert_eq!(check(excused.clone(), after(59), false).unwrap().left.absolute.as_secs(), 1);
        assert_eq!(check(excused, after(60), false).err(), Some(Ended::Absolute));
    }

    #[test]
    fn what_is_left_of_it_runs_down_and_activity_begins_the_idle_part_anew() {
        let left = |secs, background| {
            let Lifetimes { idle, absolute } = check(stored(), after(secs), background).unwrap().left;
            (idle.as_secs(), absolute.as_secs())
        };
        assert_eq!(left(0, false), (3_600, 86_400));
        assert_eq!(left(3_480, true), (120, 82_920));
        assert_eq!(left(3_480, false), (3_600, 82_920));
        // Not written down yet, so it does not count yet.
        assert_eq!(left(59, false), (3_541, 86_341));
    }

    #[test]
    fn activity_is_written_once_a_minute_and_polling_never() {
        let touched = |secs, background| check(stored(), after(secs), background).unwrap().to_be_touched();
        assert!(!touched(59, false));
        assert!(touched(60, false));
        assert!(!touched(60, true));
    }

    #[test]
    fn p47_whatever_changes_under_a_session_ends_it() {
        let ended = |stored: Stored| check(stored, after(1), false).err();
        let mut changed = stored();
        changed.user.epoch += 1;
        assert_eq!(ended(changed), Some(Ended::PersonChanged));
        let mut suspended = stored();
        suspended.user.standing = Standing::Suspended;
        assert_eq!(ended(suspended), Some(Ended::PersonChanged));
        let mut policy = stored();
        policy.policy.epoch += 1;
        assert_eq!(ended(policy), Some(Ended::PolicyChanged));
        assert_eq!(ended(Stored { ended_at: Some(START), ..stored() }), Some(Ended::Ended));
    }

    #[test]
    fn p31_a_proof_older_than_ten_minutes_is_asked_for_again() {
        let own = |secs, has| {
            check(stored(), after(secs), false).unwrap().step_up(Guarded::OwnSecurity, has, after(secs))
        };
        assert!(own(600, true).is_ok());
        assert_eq!(own(601, true), Err(MissingProof::SecondFactor));
        assert!(own(600, false).is_ok());
        assert_eq!(own(601, false), Err(MissingProof::Password));
    }

    #[test]
    fn p27_the_account_is_changed_only_with_a_second_factor() {
        let password_only = Stored { second_factor_at: None, ..stored() };
        let session = check(password_only, after(1), false).unwrap();
        assert_eq!(session.step_up(Guarded::Account, true, after(1)), Err(MissingProof::SecondFactor));
        assert_eq!(session.step_up(Guarded::Account, false, after(1)), Err(MissingProof::Enrolment));
    }
}
