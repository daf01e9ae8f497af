//! The bench's own clock: measuring time is what it is for.

use std::time::Instant;

/// Now.
#[expect(clippy::disallowed_methods, reason = "the bench measures time, and decides nothing by it")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
