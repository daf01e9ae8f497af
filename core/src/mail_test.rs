//! Whether mail arrives: a test message brings a code, and typing it is the proof.
//!
//! What would lock people out without mail is saved only when mail was proven to arrive, lately and by the settings of now. The
//! code is no factor: it signs nobody in.

use std::time::Duration;

use crate::factor::recovery_code::{letters_of, read_letters};
use crate::moment::{Moment, Time};
use crate::secret::same;

/// A proof holds so long.
pub const PROOF_LASTS: Duration = Duration::from_secs(30 * 86_400);

/// A code works so long.
pub const CODE_LIVES: Duration = Duration::from_secs(30 * 60);

/// So many tries a code has.
pub const MOST_TRIES: u64 = 10;

/// So many test messages an account sends in an hour.
pub const MOST_AN_HOUR: u64 = 5;

/// Letters and digits of a code: 40 bits, of which ten tries find nothing.
const LENGTH: usize = 8;

/// A test message that was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    /// The digest of its code.
    pub digest: [u8; 32],
    /// The digest of the settings that it went by.
    pub route: [u8; 32],
    /// So many tries were spent, this one among them when it is judged.
    pub tries: u64,
    /// When it was sent.
    pub sent_at: Time,
    /// When its code stops working.
    pub expires_at: Time,
}

/// Why a code is no proof.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoProof {
    /// Nothing that can be a code was typed: that costs no try.
    NoCode,
    /// It is not the code of the newest message.
    Wrong,
    /// There is no message whose code still works: none was sent, it is too old, its tries are spent, or the settings have changed.
    TooOld,
}

/// A new code.
pub fn mint(moment: &mut Moment) -> String {
    letters_of(&moment.bytes::<LENGTH>())
}

/// A code as a person reads it: `ABCD-EFGH`.
pub fn shown(code: &str) -> String {
    match code.split_at_checked(LENGTH / 2) {
        Some((left, right)) => format!("{left}-{right}"),
        None => code.to_owned(),
    }
}

/// Reads a code however it is typed.
///
/// # Errors
/// [`NoProof::NoCode`].
pub fn read(typed: &str) -> Result<String, NoProof> {
    read_letters(typed, LENGTH).ok_or(NoProof::NoCode)
}

/// Whether a code of this message can still be a proof for these settings.
pub fn works(sent: &Sent, route: &[u8; 32], now: Time) -> bool {
    now < sent.expires_at && sent.tries <= MOST_TRIES && same(&sent.route, route)
}

/// Judges the digest of a code.
///
/// # Errors
/// [`NoProof`] says why it is none.
pub fn judge(sent: &Sent, digest: &[u8; 32], route: &[u8; 32], now: Time) -> Result<(), NoProof> {
    match works(sent, route, now) {
        false => Err(NoProof::TooOld),
        true if same(&sent.digest, digest) => Ok(()),
        true => Err(NoProof::Wrong),
    }
}

/// Whether mail counts as proven at `now`.
pub fn is_proven(proven_at: Option<Time>, now: Time) -> bool {
    proven_at.is_some_and(|at| now < at.plus(PROOF_LASTS))
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Time = Time::from_millis(1_795_514_400_000);

    fn sent() -> Sent {
        let expires_at = START.plus(CODE_LIVES);
        Sent { digest: [1; 32], route: [2; 32], tries: 1, sent_at: START, expires_at }
    }

    #[test]
    fn a_code_is_read_however_it_is_typed_and_nothing_else_is_one() {
        let code = mint(&mut Moment::new(START, [3; 32]));
        assert_eq!(code.len(), LENGTH);
        for typed in [code.clone(), shown(&code), format!(" {} ", shown(&code).to_lowercase())] {
            assert_eq!(read(&typed), Ok(code.clone()), "{typed}");
        }
        for typed in ["", "1234", "UUUU-UUUU", "ABCD-EFGH-JKMN-PQRS"] {
            assert_eq!(read(typed), Err(NoProof::NoCode), "{typed}");
        }
    }

    #[test]
    fn a_code_works_once_right_in_time_within_its_tries_and_for_its_settings() {
        let last = START.plus(CODE_LIVES).minus(Duration::from_millis(1));
        assert_eq!(judge(&sent(), &[1; 32], &[2; 32], last), Ok(()));
        assert_eq!(judge(&sent(), &[9; 32], &[2; 32], last), Err(NoProof::Wrong));
        assert_eq!(judge(&sent(), &[1; 32], &[9; 32], last), Err(NoProof::TooOld), "other settings");
        assert_eq!(judge(&sent(), &[1; 32], &[2; 32], START.plus(CODE_LIVES)), Err(NoProof::TooOld));
        let tried = |tries| judge(&Sent { tries, ..sent() }, &[1; 32], &[2; 32], START);
        assert_eq!((tried(MOST_TRIES), tried(MOST_TRIES + 1)), (Ok(()), Err(NoProof::TooOld)));
    }

    #[test]
    fn a_proof_lasts_thirty_days() {
        assert!(!is_proven(None, START));
        assert!(is_proven(Some(START), START.plus(PROOF_LASTS).minus(Duration::from_millis(1))));
        assert!(!is_proven(Some(START), START.plus(PROOF_LASTS)));
    }
}
