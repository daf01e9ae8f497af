//! A roll-out that pauses by itself: when too many people meet a second factor that is required, and do not come in.
//!
//! What is counted is people, not tries, and nobody counts who did not give the right password. A pause puts the deadline off, and so
//! lifts nothing but the forced set-up of those who have nothing: who has a second factor is asked for it as before.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::deadline::Terms;
use crate::moment::{A_DAY, Time};
use crate::policy::{Policy, Requirement};

/// Fewer people are not judged: among nineteen, four who went for a coffee would be more than a fifth.
const FEWEST: u64 = 20;

/// So far back people are counted: each is at work once in it.
const COUNTED: Duration = A_DAY;

/// So long after the first of them can be blocked, by the deadline and the grace after it, a requirement is rolled out. Whoever cannot
/// come in later is a person in need of help, whom the dashboard shows, and no sign of a roll-out that goes wrong: a month, so that it
/// has met those who come monthly, too.
const ROLLED_OUT_FOR: Duration = A_DAY.saturating_mul(30);

/// So far a pause puts the deadline off: a working week to find out why, and to act.
const PUT_OFF: Duration = A_DAY.saturating_mul(7);

/// The people who gave the right password.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Counted {
    /// So many met the requirement and did not come in,
    pub blocked: u64,
    /// of so many in all: who came in, and who was blocked.
    pub all: u64,
}

/// Who is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Watch {
    /// Who came in after this, or met the requirement after it.
    pub after: Time,
    /// Who met the requirement by this: whoever met it later may still be at it.
    pub met_by: Time,
    /// Who was here before this: strangers who register one after the other do not pause what is required of them.
    pub here_before: Time,
}

impl Terms {
    /// At how many percent a new account pauses: one in five is no longer a few who are slow.
    pub const PAUSE_AT_FIRST: u8 = 20;

    /// So many percent to pause at; none when there are none such.
    pub fn pause_from(percent: u64) -> Option<u8> {
        u8::try_from(percent).ok().filter(|percent| (1..=100).contains(percent))
    }

    /// Whether so many are too many.
    pub fn pause(&self, counted: Counted) -> bool {
        let Counted { blocked, all } = counted;
        let too_many = |percent: u8| u128::from(blocked) * 100 > u128::from(all) * u128::from(percent);
        all >= FEWEST && self.pause_at.is_some_and(too_many)
    }

    /// Whether they may be too many of anybody, so that it is worth counting all.
    pub fn may_pause(&self, blocked: u64) -> bool {
        self.pause(Counted { blocked, all: blocked.max(FEWEST) })
    }
}

/// Who is to be counted at `now` under a policy that holds since then, where a sign-in lives for so long; none while it is not
/// rolled out, or pauses never.
///
/// What was before the policy is not counted: whoever goes on after a pause is not paused by the same people.
pub fn watch(policy: &Policy, since: Time, sign_in_lives: Duration, now: Time) -> Option<Watch> {
    let Terms { deadline, grace_days, pause_at } = policy.terms;
    let deadline = deadline.filter(|_| policy.requirement == Requirement::Required && pause_at.is_some())?;
    let over = deadline.plus(A_DAY.saturating_mul(grace_days.into())).plus(ROLLED_OUT_FOR);
    (deadline <= now && now < over).then(|| Watch {
        after: now.minus(COUNTED).max(since),
        met_by: now.minus(sign_in_lives),
        here_before: deadline,
    })
}

/// The deadline of a policy that is paused at `now`: the end of a day, as every deadline is.
pub fn put_off(now: Time) -> Time {
    let day = now.plus(PUT_OFF);
    Time::end_of_day(&day.day()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::UserType;

    /// 24 Nov 2026, 10:00:00 UTC.
    const NOW: Time = Time::from_millis(1_795_514_400_000);

    const LIVES: Duration = Duration::from_secs(15 * 60);

    const EVER: Time = Time::from_millis(0);

    fn days(days: u64) -> Duration {
        A_DAY * u32::try_from(days).unwrap()
    }

    fn policy(deadline: Option<Time>) -> Policy {
        let mut policy = Policy::initial(UserType::TeamMember);
        policy.requirement = Requirement::Required;
        policy.terms.deadline = deadline;
        policy
    }

    #[test]
    fn more_than_so_many_percent_of_twenty_people_are_too_many() {
        let pauses =
            |pause_at, blocked, all| Terms { pause_at, ..Terms::INITIAL }.pause(Counted { blocked, all });
        assert!(!pauses(Some(20), 20, 100) && pauses(Some(20), 21, 100));
        assert!(!pauses(Some(20), 19, 19) && pauses(Some(20), 20, 20));
        assert!(!pauses(Some(100), 20, 20), "more than all are never");
        assert!(!pauses(None, 500, 500), "off is off");
        assert!(!pauses(Some(1), 0, 0) && pauses(Some(1), u64::MAX, u64::MAX));
        let may = |blocked| Terms::INITIAL.may_pause(blocked);
        assert_eq!([4, 5, 500].map(may), [false, true, true]);
        assert_eq!([0, 1, 100, 101, 256].map(Terms::pause_from), [None, Some(1), Some(100), None, None]);
    }

    #[test]
    fn a_roll_out_is_watched_from_its_deadline_for_a_month_after_the_grace() {
        let watched = |policy: &Policy, now| watch(policy, EVER, LIVES, now).is_some();
        let mut policy = policy(Some(NOW));
        policy.terms.grace_days = 7;
        assert!(!watched(&policy, NOW.minus(Duration::from_millis(1))) && watched(&policy, NOW));
        let over = NOW.plus(days(37));
        assert!(watched(&policy, over.minus(Duration::from_millis(1))) && !watched(&policy, over));
        policy.terms.pause_at = None;
        assert!(!watched(&policy, NOW));
    }

    #[test]
    fn what_is_required_at_once_or_not_at_all_is_no_roll_out() {
        assert_eq!(watch(&policy(None), EVER, LIVES, NOW), None);
        let optional = Policy { requirement: Requirement::Optional, ..policy(Some(NOW)) };
        assert_eq!(watch(&optional, EVER, LIVES, NOW), None);
    }

    #[test]
    fn a_day_is_counted_and_nothing_before_the_policy() {
        let (policy, now) = (policy(Some(NOW)), NOW.plus(days(3)));
        let after = |since| watch(&policy, since, LIVES, now).map(|it| it.after);
        assert_eq!(after(NOW), Some(now.minus(days(1))));
        let just_now = now.minus(Duration::from_secs(60));
        assert_eq!(after(just_now), Some(just_now));
        assert_eq!(watch(&policy, NOW, LIVES, now).map(|it| now.since(it.met_by)), Some(LIVES));
    }

    #[test]
    fn a_pause_is_until_the_end_of_a_day_in_a_week() {
        assert_eq!(put_off(NOW).utc(), "2026-12-01T23:59:59Z");
        assert_eq!(
            watch(&policy(Some(put_off(NOW))), NOW, LIVES, NOW.plus(days(1))),
            None,
            "and is over before then"
        );
    }
}
