//! Trusted devices: "don't ask again on this computer for 30 days".
//!
//! A device is a row of the store and a token in one browser, of one person. It stands in for the passcode alone: never for
//! the password, never for a step-up, and a sign-in by it counts as one factor (NIST SP 800-63B-4 section 5.1: remembering a
//! browser is no authentication). How long it is trusted counts from the passcode that was typed there; using it
//! prolongs nothing.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::id::{DeviceId, UserId};
use crate::moment::{Moment, Time};
use crate::policy::Policy;
use crate::secret::Token;
use crate::user::User;

/// What the store knows of a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stored {
    /// Its id.
    pub id: DeviceId,
    /// Whose it is.
    pub user: UserId,
    /// The person's epoch that it was trusted under: a change of password, factor, role or standing opens another.
    pub user_epoch: u64,
    /// When a passcode was typed there.
    pub trusted_at: Time,
    /// Until when the person was told that they are not asked again there.
    pub until: Time,
    /// When it was forgotten, if it was.
    pub ended_at: Option<Time>,
}

/// A device to be stored: made only by [`Done::trust_device`](crate::signin::Done::trust_device).
#[derive(Debug)]
pub struct NewDevice {
    /// Its id.
    pub id: DeviceId,
    /// What its cookie holds.
    pub token: Token,
    /// Whose it is.
    pub user: UserId,
    /// The person's epoch.
    pub user_epoch: u64,
    /// Now.
    pub trusted_at: Time,
    /// Until when it is trusted at most.
    pub until: Time,
}

/// A device that stands in for the passcode at this moment: made only by [`judge`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trusted {
    device: DeviceId,
}

/// Why a device is not trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distrusted {
    /// It is another person's.
    NotTheirs,
    /// The person or an admin had it forgotten.
    Forgotten,
    /// The person's password, factors, role or standing changed.
    PersonChanged,
    /// The account asks at every sign-in, or asked once more often than it does now.
    PolicyChanged,
    /// The time is over.
    TooOld,
}

/// Whether a device stands in for the passcode of `user` at `now`.
///
/// A shorter time that the policy sets meanwhile counts from when the device was trusted; a longer one prolongs nothing that
/// was promised.
///
/// # Errors
/// [`Distrusted`] says why not.
pub fn judge(stored: &Stored, user: &User, policy: &Policy, now: Time) -> Result<Trusted, Distrusted> {
    if stored.user != user.id {
        return Err(Distrusted::NotTheirs);
    }
    if stored.ended_at.is_some() {
        return Err(Distrusted::Forgotten);
    }
    if stored.user_epoch != user.epoch {
        return Err(Distrusted::PersonChanged);
    }
    let Some(until) = trusted_until(stored, policy) else { return Err(Distrusted::PolicyChanged) };
    // A clock that was set back must not make a device younger than it is.
    if now < stored.trusted_at || now >= until {
        return Err(Distrusted::TooOld);
    }
    Ok(Trusted { device: stored.id })
}

/// Until when a policy lets a device be trusted: the time that was promised, or what the policy says by now, whichever is
/// sooner. None when it trusts it no more.
pub fn trusted_until(stored: &Stored, policy: &Policy) -> Option<Time> {
    let span = policy.asking.remembers_for()?;
    let holds = stored.trusted_at > policy.devices_since;
    holds.then(|| stored.until.min(stored.trusted_at.plus(span)))
}

impl NewDevice {
    pub(crate) fn new(user: UserId, user_epoch: u64, span: Duration, moment: &mut Moment) -> NewDevice {
        let now = moment.now();
        NewDevice {
            id: DeviceId::new(moment),
            token: Token::new(moment),
            user,
            user_epoch,
            trusted_at: now,
            until: now.plus(span),
        }
    }
}

impl Trusted {
    /// Which device it is.
    pub fn device(&self) -> DeviceId {
        self.device
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::TenantId;
    use crate::policy::{Asking, Demands};
    use crate::user::{Email, Role, Standing, UserType};

    const START: Time = Time::from_millis(1_800_000_000_000);
    const DAY: Duration = Duration::from_secs(86_400);

    fn ana() -> User {
        User {
            tenant: TenantId::from_bytes([1; 16]),
            id: UserId::from_bytes([2; 16]),
            email: Email::parse("ana@x.example").unwrap(),
            name: "Ana".to_owned(),
            role: Role::Agent,
            standing: Standing::Active,
            epoch: 3,
            language: None,
        }
    }

    fn policy(days: u64) -> Policy {
        Policy { asking: Asking::from_days(days).unwrap(), ..Policy::initial(UserType::TeamMember) }
    }

    fn device() -> Stored {
        Stored {
            id: DeviceId::from_bytes([4; 16]),
            user: ana().id,
            user_epoch: 3,
            trusted_at: START,
            until: START.plus(30 * DAY),
            ended_at: None,
        }
    }

    fn asking(policy: &Policy, days: u64, now: Time) -> Policy {
        let asking = Asking::from_days(days).unwrap();
        policy.changed(Demands { asking, ..policy.demands() }, false, now)
    }

    #[test]
    fn p19_a_device_is_trusted_for_thirty_days_to_the_millisecond() {
        let last = START.plus(30 * DAY).minus(Duration::from_millis(1));
        assert!(judge(&device(), &ana(), &policy(30), last).is_ok());
        assert_eq!(judge(&device(), &ana(), &policy(30), START.plus(30 * DAY)), Err(Distrusted::TooOld));
        let before = START.minus(Duration::from_millis(1));
        assert_eq!(
            judge(&device(), &ana(), &policy(30), before),
            Err(Distrusted::TooOld),
            "a clock set back"
        );
    }

    #[test]
    fn a_shorter_time_counts_from_when_the_device_was_trusted_and_a_longer_one_prolongs_nothing() {
        let week = policy(7);
        assert!(judge(&device(), &ana(), &week, START.plus(6 * DAY)).is_ok());
        assert_eq!(judge(&device(), &ana(), &week, START.plus(7 * DAY)), Err(Distrusted::TooOld));
        let promised_a_week = Stored { until: START.plus(7 * DAY), ..device() };
        assert_eq!(
            judge(&promised_a_week, &ana(), &policy(30), START.plus(7 * DAY)),
            Err(Distrusted::TooOld)
        );
    }

    #[test]
    fn p22_what_a_tighter_policy_killed_stays_dead_when_it_is_loosened() {
        let at = START.plus(9 * DAY);
        let every = asking(&policy(30), 0, at);
        assert_eq!(judge(&device(), &ana(), &every, at), Err(Distrusted::PolicyChanged));
        assert_eq!(judge(&device(), &ana(), &asking(&every, 30, at), at), Err(Distrusted::PolicyChanged));

        let week = asking(&policy(30), 7, at);
        assert!(judge(&device(), &ana(), &week, at).is_err(), "nine days are over seven");
        let again = asking(&week, 30, at.plus(DAY));
        assert_eq!(judge(&device(), &ana(), &again, at.plus(DAY)), Err(Distrusted::PolicyChanged));

        // Dead of old age under seven days, before they became thirty again.
        let early = START.plus(2 * DAY);
        let week = asking(&policy(30), 7, early);
        assert!(judge(&device(), &ana(), &week, early).is_ok());
        let again = asking(&week, 30, at);
        assert_eq!(judge(&device(), &ana(), &again, at), Err(Distrusted::PolicyChanged));
    }

    #[test]
    fn ending_all_sessions_of_a_user_type_forgets_its_devices() {
        let before = policy(30);
        let after = before.changed(before.demands(), true, START);
        assert_eq!(judge(&device(), &ana(), &after, START.plus(DAY)), Err(Distrusted::PolicyChanged));
    }

    #[test]
    fn p18_p23_a_device_is_its_persons_under_their_epoch_until_it_is_forgotten() {
        let now = START.plus(DAY);
        let ben = User { id: UserId::from_bytes([9; 16]), ..ana() };
        assert_eq!(judge(&device(), &ben, &policy(30), now), Err(Distrusted::NotTheirs));
        let changed = User { epoch: 4, ..ana() };
        assert_eq!(judge(&device(), &changed, &policy(30), now), Err(Distrusted::PersonChanged));
        let forgotten = Stored { ended_at: Some(now), ..device() };
        assert_eq!(judge(&forgotten, &ana(), &policy(30), now), Err(Distrusted::Forgotten));
    }
}
