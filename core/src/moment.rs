//! The moment of a request: the only source of time, ids and secrets.
//!
//! A [`Moment`] is made once a request or job tick, outside this crate, from one reading of the clock and one
//! seed of the system's generator. Everything decided or minted afterwards is a function of it.

use std::fmt;
use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use serde::{Deserialize, Serialize};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Arithmetic saturates, so that no clock, however wrong, can make a decision panic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(i64);

impl Time {
    /// The time that is `millis` milliseconds after 1970-01-01T00:00:00Z.
    pub const fn from_millis(millis: i64) -> Time {
        Time(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970-01-01T00:00:00Z; zero before it.
    pub fn seconds(self) -> u64 {
        u64::try_from(self.0.div_euclid(1000)).unwrap_or(0)
    }

    /// This time and `span` more.
    #[must_use]
    pub fn plus(self, span: Duration) -> Time {
        Time(self.0.saturating_add(millis_of(span)))
    }

    /// This time less `span`.
    #[must_use]
    pub fn minus(self, span: Duration) -> Time {
        Time(self.0.saturating_sub(millis_of(span)))
    }

    /// The time in UTC, for machines (RFC 3339), without fractions of a second.
    pub fn utc(self) -> String {
        let seconds = self.0.div_euclid(1000);
        let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = date_of(days);
        let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// The first moment of a day in UTC, written `2026-11-24`; none when there is no such day.
    pub fn of_day(text: &str) -> Option<Time> {
        let mut parts = text.splitn(3, '-').map(|part| {
            let digits =
                !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse::<i64>().ok()).flatten()
        });
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let days = days_until(year, month, day);
        let there = (1970..=9999).contains(&year) && date_of(days) == (year, month, day);
        there.then(|| Time(days.saturating_mul(86_400_000)))
    }

    /// The last second of a day in UTC, written `2026-11-24`: so that it is written as the day itself; none when there is no such day.
    pub fn end_of_day(text: &str) -> Option<Time> {
        Some(Time::of_day(text)?.plus(Duration::from_secs(86_399)))
    }

    /// The day in UTC, written `2026-11-24`.
    pub fn day(self) -> String {
        self.utc().chars().take(10).collect()
    }

    /// How long ago `earlier` was, seen from this time; zero when it is yet to come.
    pub fn since(self, earlier: Time) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

/// A day, as a span of time.
pub const A_DAY: Duration = Duration::from_secs(86_400);

const DAY_MILLIS: i64 = 86_400_000;

/// A day in UTC, as the number of days since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(pub i64);

impl Day {
    /// The day that a time is in.
    pub fn of(time: Time) -> Day {
        Day(time.millis().div_euclid(DAY_MILLIS))
    }

    /// Its first moment.
    pub fn start(self) -> Time {
        Time::from_millis(self.0.saturating_mul(DAY_MILLIS))
    }

    /// The day so many days later; earlier when negative.
    #[must_use]
    pub fn plus(self, days: i64) -> Day {
        Day(self.0.saturating_add(days))
    }
}

/// Year, month and day of the Gregorian calendar so many days after 1970-01-01: days are counted from a first of March on, so
/// that a leap day is the last of its year, in eras of 400 years, which are all alike.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

/// The days from 1970-01-01 to a day of the Gregorian calendar: the other way round.
fn days_until(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let from_march = (month + 9) % 12;
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn millis_of(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

/// One reading of the clock and a generator seeded for this moment alone.
///
/// Not `Clone`: two moments with one generator would mint the same secret twice.
pub struct Moment {
    now: Time,
    rng: ChaCha20Rng,
}

impl Moment {
    /// The moment `now`, minting from `seed`, which the caller takes from the system's generator.
    pub fn new(now: Time, seed: [u8; 32]) -> Moment {
        Moment { now, rng: ChaCha20Rng::from_seed(seed) }
    }

    /// The time of this moment: the same however often it is asked.
    pub fn now(&self) -> Time {
        self.now
    }

    /// `N` fresh random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }

    /// The seed of a moment of its own, for work that goes on elsewhere.
    pub fn split(&mut self) -> Moment {
        let seed = self.bytes();
        Moment::new(self.now, seed)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Moment").field("now", &self.now).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_repeats_itself_from_its_seed_and_never_within() {
        let mut first = Moment::new(Time::from_millis(1), [7; 32]);
        let mut again = Moment::new(Time::from_millis(1), [7; 32]);
        let minted: [u8; 32] = first.bytes();
        assert_eq!(minted, again.bytes());
        assert_ne!(minted, first.bytes());
    }

    #[test]
    fn every_day_is_written_and_read_back() {
        assert_eq!(Time::from_millis(1_795_514_400_999).utc(), "2026-11-24T10:00:00Z");
        assert_eq!(Time::from_millis(-1).utc(), "1969-12-31T23:59:59Z");
        let mut day = Time::of_day("1970-01-01").unwrap();
        assert_eq!(day, Time::from_millis(0));
        for _ in 0..60_000 {
            let text = day.utc();
            let (date, clock) = text.split_once('T').unwrap();
            assert_eq!(clock, "00:00:00Z");
            assert_eq!(Time::of_day(date), Some(day), "{date}");
            day = day.plus(Duration::from_secs(86_400));
        }
        assert_eq!(day.utc(), "2134-04-11T00:00:00Z");
        for wrong in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "",
            "2026",
            "26-1",
            "2026-1-1-",
            "+026-01-01",
        ] {
            assert_eq!(Time::of_day(wrong), None, "{wrong}");
        }
        assert!(Time::of_day("2024-02-29").is_some());
    }

    #[test]
    fn time_saturates_at_both_ends() {
        let last = Time::from_millis(i64::MAX);
        assert_eq!(last.plus(Duration::MAX), last);
        assert_eq!(Time::from_millis(5).since(Time::from_millis(9)), Duration::ZERO);
        assert_eq!(Time::from_millis(-1).seconds(), 0);
    }
}
