//! What became of a passcode that was asked for, in words, for an admin: asked for, handed over, taken, refused, used.

use doorward_core::moment::Time;

use crate::flows::view::SendingRow;

use super::shell::When;

/// An asking for a passcode.
#[derive(Clone, Debug)]
pub struct Trace {
    /// When it was asked for.
    pub when: When,
    /// Where it goes, as far as its owner would know it.
    pub to: String,
    /// How far it came.
    pub stage: Stage,
    /// When it came so far.
    pub since: Option<When>,
    /// How often handing it over was tried, when that was more than once.
    pub tries: u64,
    /// What the mail server or the phone network said.
    pub answer: Option<String>,
}

/// How far a passcode came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// It was not sent: enough were.
    HeldBack,
    /// It waits to be handed over.
    Queued,
    /// It was not taken yet, and is tried again.
    Delayed,
    /// It was taken.
    Accepted,
    /// It was refused for good.
    Refused,
    /// It ran out before it was typed.
    Expired,
    /// It was typed.
    Used,
}

/// An asking, in words.
pub fn told(row: &SendingRow, now: Time) -> Trace {
    let (stage, since) = match row {
        SendingRow { held_back: Some(_), .. } => (Stage::HeldBack, None),
        SendingRow { used_at: Some(at), .. } => (Stage::Used, Some(*at)),
        SendingRow { failed_at: Some(at), .. } => (Stage::Refused, Some(*at)),
        SendingRow { expires_at: Some(at), .. } if now >= *at => (Stage::Expired, Some(*at)),
        SendingRow { sent_at: Some(at), .. } => (Stage::Accepted, Some(*at)),
        SendingRow { last_error: Some(_), .. } => (Stage::Delayed, None),
        _ => (Stage::Queued, None),
    };
    Trace {
        when: When::at(row.asked_at),
        to: row.channel.masked(&row.recipient),
        stage,
        since: since.map(When::at),
        tries: row.tries,
        answer: row.last_error.clone().or_else(|| row.answer.clone()).filter(|text| !text.is_empty()),
    }
}

impl Stage {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Stage::HeldBack => "trace-held-back",
            Stage::Queued => "trace-queued",
            Stage::Delayed => "trace-delayed",
            Stage::Accepted => "trace-accepted",
            Stage::Refused => "trace-refused",
            Stage::Expired => "trace-expired",
            Stage::Used => "trace-used",
        }
    }

    /// How it is coloured.
    pub fn class(self) -> &'static str {
        match self {
            Stage::Used | Stage::Accepted => "good",
            Stage::Queued => "info",
            Stage::Delayed | Stage::Expired => "warn",
            Stage::HeldBack | Stage::Refused => "bad",
        }
    }
}
