//! What lets a person set up a new second factor who has lost every one of theirs: a code that somebody issued for them, or a time
//! lock that has run out.
//!
//! A [`Grant`] is no [`Verified`](crate::factor::Verified): it proves nothing of who holds it, beside the password, and no sign-in is
//! finished by one. Who may issue a code, and when it begins to count, is decided in [`recovery`](crate::recovery).

use serde::{Deserialize, Serialize};

use crate::factor::Refusal;
use crate::id::{IssuedCodeId, TimeLockId, UserId};
use crate::moment::Time;
use crate::secret::same;
use crate::user::{Role, Standing, User};

/// A right to set up a new second factor: made in this file alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grant {
    user: UserId,
    by: GrantedBy,
}

/// What a grant stands on, and what is consumed when it is saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GrantedBy {
    /// A code that somebody issued.
    Code(IssuedCodeId),
    /// A time lock that nobody cancelled.
    TimeLock(TimeLockId),
}

/// How a person came to set up a new second factor.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By a code that somebody issued.
    Code,
    /// By a time lock.
    TimeLock,
}

impl From<GrantedBy> for Way {
    fn from(by: GrantedBy) -> Way {
        match by {
            GrantedBy::Code(_) => Way::Code,
            GrantedBy::TimeLock(_) => Way::TimeLock,
        }
    }
}

impl Grant {
    /// Whose it is.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// What it stands on.
    pub fn by(&self) -> GrantedBy {
        self.by
    }
}

/// A code that somebody issued for somebody else, as it is kept.
#[derive(Clone, Debug)]
pub struct IssuedCode {
    /// Its id.
    pub id: IssuedCodeId,
    /// For whom.
    pub user: UserId,
    /// Their epoch when it was issued: under another it is dead.
    pub user_epoch: u64,
    /// The epoch of their policy when it was issued.
    pub policy_epoch: u64,
    /// Its digest, under a salt of its own.
    pub digest: [u8; 32],
    /// From when it works.
    pub works_from: Time,
    /// When it stops working.
    pub expires_at: Time,
    /// When it was used, if it was.
    pub used_at: Option<Time>,
    /// When it was taken back, if it was.
    pub cancelled_at: Option<Time>,
}

/// Somebody who stands behind a code: whoever issued it, or agreed to it.
#[derive(Clone, Debug)]
pub struct Backer {
    /// Their role when they did.
    pub role_then: Role,
    /// The person as they are now; none when they are not here any more.
    pub now: Option<User>,
}

impl Backer {
    /// Whether what they decided still counts: whoever lost the role that allowed it has lost what they issued by it.
    fn counts(&self) -> bool {
        self.now.as_ref().is_some_and(|now| now.standing == Standing::Active && now.role >= self.role_then)
    }
}

/// Judges what was typed, by its digest, against the code that was issued for `person`; none when it is not that code.
pub fn judge_code(
    code: &IssuedCode,
    backers: &[Backer],
    person: &User,
    policy_epoch: u64,
    digest: &[u8; 32],
    now: Time,
) -> Option<Result<Grant, Refusal>> {
    if !same(&code.digest, digest) {
        return None;
    }
    Some(match standing(code, backers, person, policy_epoch, now) {
        Some(refusal) => Err(refusal),
        None => Ok(Grant { user: code.user, by: GrantedBy::Code(code.id) }),
    })
}

/// Why the code opens nothing at this moment, whoever has it; none when it does.
pub fn standing(
    code: &IssuedCode,
    backers: &[Backer],
    person: &User,
    policy_epoch: u64,
    now: Time,
) -> Option<Refusal> {
    let current = code.user == person.id
        && code.user_epoch == person.epoch
        && code.policy_epoch == policy_epoch
        && person.role > Role::EndUser
        && backers.iter().all(Backer::counts);
    match code {
        _ if code.used_at.is_some() => Some(Refusal::RecoveryCodeUsed),
        _ if !current || code.cancelled_at.is_some() || now >= code.expires_at => {
            Some(Refusal::IssuedCodeDead)
        }
        _ if now < code.works_from => Some(Refusal::IssuedCodeTooEarly),
        _ => None,
    }
}

/// A time lock, as it is kept.
#[derive(Clone, Debug)]
pub struct TimeLock {
    /// Its id.
    pub id: TimeLockId,
    /// Whose.
    pub user: UserId,
    /// Their epoch when it was begun: under another it is dead.
    pub user_epoch: u64,
    /// When it opens; none while the mailbox is not proven.
    pub opens_at: Option<Time>,
    /// When it is too late: to prove the mailbox, or to use it.
    pub expires_at: Time,
    /// When it was used, if it was.
    pub used_at: Option<Time>,
    /// When it was cancelled, if it was.
    pub cancelled_at: Option<Time>,
}

/// How far a time lock is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LockStanding {
    /// It waits for the mailbox to be proven.
    WaitsForMailbox,
    /// It runs.
    Runs {
        /// Until then.
        until: Time,
    },
    /// It is open.
    Open(Grant),
    /// It is none any more.
    Dead,
}

impl TimeLock {
    /// How far it is, for the person as they are now; `allowed` says whether the account has time locks.
    pub fn standing(&self, person: &User, allowed: bool, now: Time) -> LockStanding {
        let over = self.used_at.is_some() || self.cancelled_at.is_some() || now >= self.expires_at;
        let theirs = self.user == person.id
            && self.user_epoch == person.epoch
            && person.standing == Standing::Active
            && person.role == Role::EndUser;
        match self.opens_at {
            _ if over || !theirs || !allowed => LockStanding::Dead,
            None => LockStanding::WaitsForMailbox,
            Some(until) if now < until => LockStanding::Runs { until },
            Some(_) => LockStanding::Open(Grant { user: self.user, by: GrantedBy::TimeLock(self.id) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::id::TenantId;
    use crate::user::Email;

    const START: Time = Time::from_millis(1_800_000_000_000);

    fn person(id: u8, role: Role) -> User {
        User {
            tenant: TenantId::from_bytes([1; 16]),
            id: UserId::from_bytes([id; 16]),
            email: Email::parse("ana@x.example").unwrap(),
            name: "Ana".to_owned(),
            role,
            standing: Standing::Active,
            epoch: 3,
            language: None,
        }
    }

    fn after(hours: u64) -> Time {
        START.plus(Duration::from_secs(hours * 3_600))
    }

    fn code() -> IssuedCode {
        IssuedCode {
            id: IssuedCodeId::from_bytes([4; 16]),
            user: UserId::from_bytes([2; 16]),
            user_epoch: 3,
            policy_epoch: 1,
            digest: [7; 32],
            works_from: after(12),
            expires_at: after(24),
            used_at: None,
            cancelled_at: None,
        }
    }

    fn by(role_then: Role, now: User) -> [Backer; 1] {
        [Backer { role_then, now: Some(now) }]
    }

    #[test]
    fn p33_a_code_opens_within_its_time_and_for_its_person_alone() {
        let (ana, ada) = (person(2, Role::Agent), by(Role::Admin, person(3, Role::Admin)));
        let judged = |hours, who: &User| judge_code(&code(), &ada, who, 1, &[7; 32], after(hours));
        assert_eq!(judged(11, &ana), Some(Err(Refusal::IssuedCodeTooEarly)));
        let grant = judged(12, &ana).unwrap().unwrap();
        assert_eq!((grant.user(), grant.by()), (ana.id, GrantedBy::Code(code().id)));
        assert!(judged(23, &ana).unwrap().is_ok());
        assert_eq!(judged(24, &ana), Some(Err(Refusal::IssuedCodeDead)));
        assert_eq!(judged(12, &person(5, Role::Agent)), Some(Err(Refusal::IssuedCodeDead)));
        assert!(judge_code(&code(), &ada, &ana, 1, &[8; 32], after(12)).is_none(), "another code");
        let used = IssuedCode { used_at: Some(START), ..code() };
        assert_eq!(standing(&used, &ada, &ana, 1, after(12)), Some(Refusal::RecoveryCodeUsed));
        let cancelled = IssuedCode { cancelled_at: Some(START), ..code() };
        assert_eq!(standing(&cancelled, &ada, &ana, 1, after(12)), Some(Refusal::IssuedCodeDead));
    }

    #[test]
    fn p34_whatever_changes_under_a_code_kills_it() {
        let (ana, ada) = (person(2, Role::Agent), person(3, Role::Admin));
        let dead = |who: &User, backers: &[Backer], policy| {
            standing(&code(), backers, who, policy, after(12)) == Some(Refusal::IssuedCodeDead)
        };
        let backed = by(Role::Admin, ada.clone());
        assert!(!dead(&ana, &backed, 1));
        assert!(dead(&User { epoch: 4, ..ana.clone() }, &backed, 1), "the person changed");
        assert!(dead(&User { role: Role::EndUser, ..ana.clone() }, &backed, 1), "an end user now");
        assert!(dead(&ana, &backed, 2), "all sessions of the user type were ended");
        assert!(dead(&ana, &by(Role::Owner, ada.clone()), 1), "issued as an owner, an admin now");
        assert!(dead(&ana, &by(Role::Admin, User { standing: Standing::Suspended, ..ada }), 1));
        assert!(dead(&ana, &[Backer { role_then: Role::Admin, now: None }], 1), "whoever issued it is gone");
    }

    #[test]
    fn a_time_lock_opens_after_its_time_and_not_for_who_changed() {
        let mara = person(2, Role::EndUser);
        let lock = TimeLock {
            id: TimeLockId::from_bytes([5; 16]),
            user: mara.id,
            user_epoch: 3,
            opens_at: Some(after(24)),
            expires_at: after(200),
            used_at: None,
            cancelled_at: None,
        };
        let at = |hours, who: &User| lock.standing(who, true, after(hours));
        assert_eq!(at(23, &mara), LockStanding::Runs { until: after(24) });
        assert!(
            matches!(at(24, &mara), LockStanding::Open(grant) if grant.by() == GrantedBy::TimeLock(lock.id))
        );
        assert_eq!(at(200, &mara), LockStanding::Dead);
        assert_eq!(at(24, &User { epoch: 4, ..mara.clone() }), LockStanding::Dead);
        assert_eq!(at(24, &User { role: Role::Agent, ..mara.clone() }), LockStanding::Dead);
        assert_eq!(at(24, &person(9, Role::EndUser)), LockStanding::Dead);
        assert_eq!(
            lock.standing(&mara, false, after(24)),
            LockStanding::Dead,
            "the account has none any more"
        );
        let asked = TimeLock { opens_at: None, ..lock.clone() };
        assert_eq!(asked.standing(&mara, true, after(1)), LockStanding::WaitsForMailbox);
        let cancelled = TimeLock { cancelled_at: Some(START), ..lock };
        assert_eq!(cancelled.standing(&mara, true, after(24)), LockStanding::Dead);
    }
}
