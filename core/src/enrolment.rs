//! Setting up an authenticator: a secret is shown, and counts only after one good passcode from it.

use std::time::Duration;

use crate::factor::totp::{Authenticator, Parameters, Seed, Window, verify};
use crate::factor::{Refusal, Verified};
use crate::id::{FactorId, SessionId, SignInId, UserId};
use crate::moment::{Moment, Time};
use crate::secret::Token;

/// A shown secret waits so long for its first passcode, and new recovery codes so long to be looked at.
pub const SHOWN_FOR: Duration = Duration::from_secs(15 * 60);

/// So many authenticators a person may have: each is looked at when a passcode is judged, and each makes a guess likelier.
pub const MOST_AUTHENTICATORS: usize = 5;

/// What an enrolment, or codes to be shown, belong to: one sign-in, one session or one browser. What was begun in one
/// browser cannot be finished, nor seen, in another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BoundTo([u8; 16]);

impl BoundTo {
    /// Within a sign-in in which it is required.
    pub fn sign_in(id: &SignInId) -> BoundTo {
        BoundTo(*id.as_bytes())
    }

    /// Within the session of a person who does it for their own use.
    pub fn session(id: &SessionId) -> BoundTo {
        BoundTo(*id.as_bytes())
    }

    /// Within a browser in which nobody is known yet, by the cookie that it was given for this.
    pub fn browser(cookie: &Token) -> BoundTo {
        BoundTo(cookie.hash().first_chunk().copied().unwrap_or_default())
    }

    /// As the store keeps it.
    pub const fn from_bytes(bytes: [u8; 16]) -> BoundTo {
        BoundTo(bytes)
    }

    /// The bytes to store.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// An authenticator that is not confirmed yet.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The id that it will have.
    pub id: FactorId,
    /// Whose it will be.
    pub user: UserId,
    /// What it belongs to.
    pub bound_to: BoundTo,
    /// The secret that is shown.
    pub seed: Seed,
    /// How its passcodes are made.
    pub parameters: Parameters,
    /// When it is to be begun again.
    pub expires_at: Time,
}

/// Begins: a fresh secret of 160 bits (RFC 4226 section 4, R6).
pub fn begin(user: UserId, bound_to: BoundTo, parameters: Parameters, moment: &mut Moment) -> Pending {
    Pending {
        id: FactorId::new(moment),
        user,
        bound_to,
        seed: Seed::new(moment),
        parameters,
        expires_at: moment.now().plus(SHOWN_FOR),
    }
}

/// Judges the first passcode. Its step counts as used, so that the same passcode does not sign in as well.
///
/// # Errors
/// [`Refusal`]: the passcode's, or [`Refusal::EnrolmentTooOld`] after its time or in another browser.
pub fn confirm(pending: &Pending, bound_to: BoundTo, typed: &str, now: Time) -> Result<Verified, Refusal> {
    if pending.bound_to != bound_to || now >= pending.expires_at {
        return Err(Refusal::EnrolmentTooOld);
    }
    let authenticator = Authenticator {
        id: pending.id,
        user: pending.user,
        seed: pending.seed.clone(),
        parameters: pending.parameters,
        last_step: None,
    };
    verify(&authenticator, typed, now, Window::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::factor::totp::code_at;

    #[test]
    fn p17_an_enrolment_begun_in_one_browser_is_not_finished_in_another() {
        let mut moment = Moment::new(Time::from_millis(1_800_000_000_000), [4; 32]);
        let user = UserId::new(&mut moment);
        let (mine, other) =
            (BoundTo::session(&SessionId::new(&mut moment)), BoundTo::session(&SessionId::new(&mut moment)));
        let pending = begin(user, mine, Parameters::default(), &mut moment);
        let code = code_at(&pending.seed, pending.parameters, moment.now());
        assert_eq!(confirm(&pending, other, &code, moment.now()), Err(Refusal::EnrolmentTooOld));
        assert_eq!(confirm(&pending, mine, &code, pending.expires_at), Err(Refusal::EnrolmentTooOld));
        assert_eq!(confirm(&pending, mine, &code, moment.now()).map(|it| it.user()), Ok(user));
    }
}
