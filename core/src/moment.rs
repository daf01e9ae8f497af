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

    /// How long ago `earlier` was, seen from this time; zero when it is yet to come.
    pub fn since(self, earlier: Time) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
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
    fn time_saturates_at_both_ends() {
        let last = Time::from_millis(i64::MAX);
        assert_eq!(last.plus(Duration::MAX), last);
        assert_eq!(Time::from_millis(5).since(Time::from_millis(9)), Duration::ZERO);
        assert_eq!(Time::from_millis(-1).seconds(), 0);
    }
}
