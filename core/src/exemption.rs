//! Exemptions: of whom no second factor is required for a while, though the policy requires one of everybody else.
//!
//! An exemption takes nothing away: who has a second factor is still asked for it, and who must set one up because theirs were closed
//! for them still must. It ends on its day by itself, judged at each use, and can be ended before.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::id::ExemptionId;
use crate::moment::{A_DAY, Time};

/// The longest: whoever needs more is looked at again after a year.
pub const LONGEST: Duration = Duration::from_secs(366 * 86_400);

/// An exemption, as far as a decision rests on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exemption {
    /// Which.
    pub id: ExemptionId,
    /// It holds before this.
    pub until: Time,
}

impl Exemption {
    /// Whether it holds at `now`.
    pub fn holds(&self, now: Time) -> bool {
        now < self.until
    }
}

/// Why a day is not one on which an exemption can end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAnEnd {
    /// It is no day, written `2026-11-24`.
    #[error("a day is written 2026-11-24")]
    NotADay,
    /// It is over already.
    #[error("that day is over")]
    Over,
    /// It is more than a year ahead.
    #[error("an exemption lasts a year at most")]
    TooFar,
}

/// The end of an exemption whose last day this is, in UTC: the last second of that day, so that it is written as the day itself.
///
/// # Errors
/// [`NotAnEnd`] says why not.
pub fn end_of(day: &str, now: Time) -> Result<Time, NotAnEnd> {
    let end = Time::end_of_day(day.trim()).ok_or(NotAnEnd::NotADay)?;
    if end <= now {
        return Err(NotAnEnd::Over);
    }
    if end > now.plus(LONGEST).plus(A_DAY) {
        return Err(NotAnEnd::TooFar);
    }
    Ok(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 24 Nov 2026, 10:00:00 UTC.
    const NOW: Time = Time::from_millis(1_795_514_400_000);

    #[test]
    fn an_exemption_ends_with_its_day_and_within_a_year() {
        let written = |day| end_of(day, NOW).map(Time::utc);
        assert_eq!(written("2026-11-24").as_deref(), Ok("2026-11-24T23:59:59Z"));
        assert_eq!(written(" 2027-11-25 ").as_deref(), Ok("2027-11-25T23:59:59Z"));
        assert_eq!(written("2027-11-26"), Err(NotAnEnd::TooFar));
        assert_eq!(written("2026-11-23"), Err(NotAnEnd::Over));
        for odd in ["", "tomorrow", "2026-02-30", "24.11.2026"] {
            assert_eq!(written(odd), Err(NotAnEnd::NotADay), "{odd}");
        }
        let exemption = Exemption { id: ExemptionId::from_bytes([1; 16]), until: NOW };
        assert!(exemption.holds(NOW.minus(Duration::from_millis(1))) && !exemption.holds(NOW));
    }
}
