//! By when a second factor that is required has to be there: a deadline, and a grace after it.
//!
//! Nobody is forced before the deadline. After it, whoever has none comes in for some days more, counted from their first sign-in
//! after it: once, and never again, whatever deadline there is later. Then they set one up on the way in, as everybody does where
//! there is no deadline.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::exemption::Exemption;
use crate::moment::{A_DAY, Time};

/// So far ahead a deadline may lie: whoever plans for longer plans for never.
pub const FARTHEST: Duration = Duration::from_secs(366 * 86_400);

/// Why somebody who has no second factor may do without one for now, though the policy requires it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relief {
    /// They are exempt: see [`exemption`](crate::exemption).
    Exempt,
    /// The deadline is not over.
    BeforeDeadline,
    /// It is over, and their grace is not.
    InGrace,
}

/// What a policy says of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// From then on a second factor has to be there; at once without it.
    pub deadline: Option<Time>,
    /// For how many days after their first sign-in from then on people may do without, up to [`Terms::MOST_GRACE`].
    pub grace_days: u8,
    /// At more than so many percent of people who do not come in it is put off by itself: see [`pause`](crate::pause).
    pub pause_at: Option<u8>,
}

/// The grace that a person has begun.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grace {
    /// It holds before this.
    pub until: Time,
}

/// What excuses a person from a second factor that is required.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Excuse {
    /// Why.
    pub relief: Relief,
    /// Until when.
    pub until: Time,
    /// Whether it is a grace that begins by this very sign-in.
    pub begins: bool,
}

impl Terms {
    /// What a new account has: required is required at once.
    pub const INITIAL: Terms = Terms { deadline: None, grace_days: 0, pause_at: Some(Terms::PAUSE_AT_FIRST) };

    /// The most days of grace.
    pub const MOST_GRACE: u8 = 30;

    /// A grace of so many days; none when it is more than [`Terms::MOST_GRACE`].
    pub fn grace_from(days: u64) -> Option<u8> {
        u8::try_from(days).ok().filter(|days| *days <= Terms::MOST_GRACE)
    }

    /// What excuses at `now` somebody who has begun this grace, or none.
    pub(crate) fn excuse(&self, grace: Option<Grace>, now: Time) -> Option<Excuse> {
        let deadline = self.deadline?;
        if now < deadline {
            return Some(Excuse { relief: Relief::BeforeDeadline, until: deadline, begins: false });
        }
        let (until, begins) = match grace {
            Some(grace) => (grace.until, false),
            None => (now.plus(A_DAY.saturating_mul(self.grace_days.into())), true),
        };
        (now < until).then_some(Excuse { relief: Relief::InGrace, until, begins })
    }
}

/// What excuses at `now` somebody who has this exemption and has begun this grace, if anything does.
pub fn excuse(
    terms: &Terms,
    exemption: Option<Exemption>,
    grace: Option<Grace>,
    now: Time,
) -> Option<Excuse> {
    let exempt = exemption.filter(|exemption| exemption.holds(now));
    let exempt = exempt.map(|it| Excuse { relief: Relief::Exempt, until: it.until, begins: false });
    exempt.or_else(|| terms.excuse(grace, now))
}

/// So many days before a second factor has to be there, whoever has none is reminded.
pub const REMINDED: [u8; 4] = [14, 7, 3, 1];

/// Which reminder is due at `now` of what has to be there by `due`, by its days before: the last that is reached, so that nobody gets
/// those that were missed; none yet, or none any more.
pub fn reminder(due: Time, now: Time) -> Option<u8> {
    let reached = |days: &u8| now >= due.minus(A_DAY.saturating_mul((*days).into()));
    REMINDED.into_iter().filter(reached).min().filter(|_| now < due)
}

/// Why a day is no deadline.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotADeadline {
    /// It is no day, written `2026-11-24`.
    #[error("a day is written 2026-11-24")]
    NotADay,
    /// It is more than a year ahead.
    #[error("a deadline is a year ahead at most")]
    TooFar,
}

/// The deadline at the end of a day, in UTC: its last second, so that it is written as the day itself. A day that is over is one, too:
/// by it everybody's grace begins at once.
///
/// # Errors
/// [`NotADeadline`] says why not.
pub fn at_the_end_of(day: &str, now: Time) -> Result<Time, NotADeadline> {
    let end = Time::end_of_day(day.trim()).ok_or(NotADeadline::NotADay)?;
    if end > now.plus(FARTHEST).plus(A_DAY) { Err(NotADeadline::TooFar) } else { Ok(end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 24 Nov 2026, 10:00:00 UTC.
    const NOW: Time = Time::from_millis(1_795_514_400_000);

    fn days(days: u64) -> Duration {
        Duration::from_secs(days * 86_400)
    }

    fn excused(terms: Terms, grace: Option<Time>, now: Time) -> Option<(Relief, Time, bool)> {
        let grace = grace.map(|until| Grace { until });
        terms.excuse(grace, now).map(|it| (it.relief, it.until, it.begins))
    }

    #[test]
    fn nobody_is_forced_before_the_deadline_nor_in_a_grace_that_is_begun_once() {
        let deadline = NOW.plus(days(7));
        let terms = Terms { deadline: Some(deadline), grace_days: 3, ..Terms::INITIAL };
        let before = Some((Relief::BeforeDeadline, deadline, false));
        assert_eq!(excused(terms, None, NOW), before);
        assert_eq!(excused(terms, None, deadline.minus(Duration::from_millis(1))), before);
        let grace = deadline.plus(days(3));
        assert_eq!(excused(terms, None, deadline), Some((Relief::InGrace, grace, true)));
        let later = deadline.plus(days(2));
        assert_eq!(excused(terms, Some(grace), later), Some((Relief::InGrace, grace, false)));
        assert_eq!(excused(terms, Some(grace), grace), None, "and then one has to be there");
        // Whoever comes late has as long as everybody.
        let late = deadline.plus(days(40));
        assert_eq!(excused(terms, None, late), Some((Relief::InGrace, late.plus(days(3)), true)));
    }

    #[test]
    fn a_grace_that_is_over_is_not_renewed_by_another_deadline() {
        let over = Some(NOW.plus(days(1)));
        let terms = |deadline| Terms { deadline: Some(deadline), grace_days: 30, ..Terms::INITIAL };
        let extended = NOW.plus(days(20));
        assert_eq!(excused(terms(NOW), over, NOW.plus(days(2))), None);
        let before = Some((Relief::BeforeDeadline, extended, false));
        assert_eq!(excused(terms(extended), over, NOW.plus(days(2))), before, "until then nobody is forced");
        assert_eq!(excused(terms(extended), over, extended), None);
    }

    #[test]
    fn without_a_deadline_or_a_grace_nobody_is_excused() {
        let at_once = Terms { grace_days: 30, ..Terms::INITIAL };
        assert_eq!(excused(at_once, None, NOW), None);
        let no_grace = Terms { deadline: Some(NOW), ..Terms::INITIAL };
        assert_eq!(excused(no_grace, None, NOW), None);
        assert_eq!(Terms::grace_from(30), Some(30));
        assert_eq!(Terms::grace_from(31), None);
    }

    #[test]
    fn people_are_reminded_four_times_and_not_of_what_is_over() {
        let before = |span| reminder(NOW, NOW.minus(span));
        assert_eq!(before(days(15)), None);
        assert_eq!(before(days(14)), Some(14));
        assert_eq!(before(days(8)), Some(14));
        assert_eq!((before(days(7)), before(days(3)), before(days(2))), (Some(7), Some(3), Some(3)));
        assert_eq!(before(days(1)), Some(1));
        assert_eq!(before(Duration::from_millis(1)), Some(1));
        assert_eq!(before(days(0)), None);
    }

    #[test]
    fn a_deadline_is_the_end_of_a_day_within_a_year() {
        let written = |day| at_the_end_of(day, NOW).map(Time::utc);
        assert_eq!(written("2026-12-24").as_deref(), Ok("2026-12-24T23:59:59Z"));
        assert_eq!(written("2026-11-01").as_deref(), Ok("2026-11-01T23:59:59Z"), "grace begins at once");
        assert_eq!(written("2028-01-01"), Err(NotADeadline::TooFar));
        assert_eq!(written("soon"), Err(NotADeadline::NotADay));
    }
}
