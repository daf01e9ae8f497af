//! What entries keep of larger things.

use serde::{Deserialize, Serialize};

use crate::factor::Refusal;

/// What an account allows of recovery, as an entry keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Allowed {
    /// Whether equals may do so alone and at once.
    pub equals_alone: bool,
    /// How many hours an end user waits; none where no end user can.
    pub time_lock: Option<u8>,
}

/// Why a sign-in does not go on, or an answer was refused.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The factor says why.
    Factor(Refusal),
    /// The sign-in took too long.
    TooOld,
    /// The person or the policy changed meanwhile.
    Stale,
    /// It did not wait for such an answer, or the answer is another person's.
    OutOfTurn,
    /// The person is suspended, or has not accepted the invitation.
    NotActive,
}
