//! The one place that reads the clock and asks the system's generator: it makes the [`Moment`] of a request or job.

use doorward_core::moment::Moment;

/// Where moments come from.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    #[cfg(feature = "testing")]
    Turned(std::sync::Arc<Turned>),
}

/// The system's generator gave nothing: no secret can be made, so nothing goes on.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the system's random generator does not answer")]
pub struct NoRandomness;

impl Clock {
    /// The system's clock and generator.
    pub fn system() -> Clock {
        Clock(Source::System)
    }

    /// The moment of now.
    ///
    /// # Errors
    /// [`NoRandomness`] when the system's generator fails.
    pub fn moment(&self) -> Result<Moment, NoRandomness> {
        match &self.0 {
            Source::System => system_moment(),
            #[cfg(feature = "testing")]
            Source::Turned(turned) => Ok(turned.moment()),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that may")]
fn system_moment() -> Result<Moment, NoRandomness> {
    use doorward_core::moment::Time;
    use std::time::{SystemTime, UNIX_EPOCH};

    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| NoRandomness)?;
    Ok(Moment::new(Time::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)), seed))
}

/// Measures how long something takes, for the metrics alone: nothing is decided by it.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Begins to measure.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may")]
    pub fn start() -> Stopwatch {
        Stopwatch(std::time::Instant::now())
    }

    /// How long it took so far.
    pub fn elapsed(&self) -> std::time::Duration {
        self.0.elapsed()
    }
}

#[cfg(feature = "testing")]
pub use turned::Turned;

#[cfg(feature = "testing")]
mod turned {
    //! A clock that a test turns, with a generator that repeats itself.

    use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
    use std::time::Duration;

    use doorward_core::moment::{Moment, Time};

    use super::{Clock, Source};

    #[cfg(not(debug_assertions))]
    compile_error!("the `testing` feature is for tests: a release build must not turn its clock");

    /// A clock that stands still until it is turned.
    #[derive(Debug)]
    pub struct Turned {
        now: AtomicI64,
        seed: u64,
        moments: AtomicU64,
    }

    impl Turned {
        /// A clock at `start`, whose moments mint from `seed`: two clocks with different seeds never mint the same.
        pub fn new(start: Time, seed: u64) -> Turned {
            Turned { now: AtomicI64::new(start.millis()), seed, moments: AtomicU64::new(0) }
        }

        /// The time it shows.
        pub fn now(&self) -> Time {
            Time::from_millis(self.now.load(Ordering::SeqCst))
        }

        /// Turns it on.
        pub fn turn(&self, span: Duration) {
            self.now.store(self.now().plus(span).millis(), Ordering::SeqCst);
        }

        /// The next moment, each with a branch of the generator of its own.
        pub fn moment(&self) -> Moment {
            let mut seed = [0; 32];
            let nth = self.moments.fetch_add(1, Ordering::SeqCst);
            for (byte, from) in
                seed.iter_mut().zip(self.seed.to_be_bytes().into_iter().chain(nth.to_be_bytes()))
            {
                *byte = from;
            }
            Moment::new(self.now(), seed)
        }
    }

    impl Clock {
        /// A clock that a test turns.
        pub fn turned(turned: std::sync::Arc<Turned>) -> Clock {
            Clock(Source::Turned(turned))
        }
    }
}
