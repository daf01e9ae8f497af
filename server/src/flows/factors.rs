//! Second factors, the same for every door that asks for one: spend a try, judge, consume.

use doorward_core::authority::Actor;
use doorward_core::enrolment::BoundTo;
use doorward_core::event::Event;
use doorward_core::factor::passkey::Answer;
use doorward_core::factor::recovery_code::{self, CodeSetFacts};
use doorward_core::factor::sent_code::{self, Purpose};
use doorward_core::factor::totp::{self, Authenticator, Seed};
use doorward_core::factor::{Channel, Detail, FactorKind, Refusal, Verified};
use doorward_core::id::{FactorId, UserId};
use doorward_core::moment::{Moment, Time};
use doorward_core::throttle::{SECOND_FACTOR, Spent};
use doorward_core::user::User;
use doorward_store::authenticators::{
    StoredAuthenticator, authenticator_use_step, authenticators_close, authenticators_now,
};
use doorward_store::code_receivers::{code_receiver_use, code_receivers_close};
use doorward_store::demanded_enrolments::enrolment_demand;
use doorward_store::ledgers::{
    StoredLedger, second_factor_ledger, second_factor_ledger_clear, second_factor_ledger_set,
};
use doorward_store::passkeys::{passkey_use, passkeys_close};
use doorward_store::recovery_codes::{code_set_close, code_set_left, code_set_now, recovery_code_use};
use doorward_store::sent_codes::sent_code_use;
use doorward_store::users::user_find;
use doorward_store::{StoreError, Tx};

use super::journal::Journal;
use super::{App, Result, Visit};

/// How a person answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// The passcode of an authenticator app.
    Passcode,
    /// A passkey; what is typed is what the browser sent of it.
    Passkey,
    /// A passcode that was sent.
    SentCode(Channel),
    /// A recovery code.
    RecoveryCode,
}

/// What became of a try before it was looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SecondFactorTry {
    /// It may be looked at. It may have been the last before the first wait: if it is refused, the person is told.
    Spent {
        last_free: bool,
    },
    Slowed {
        until: Time,
    },
    Closed,
}

impl Method {
    /// The kind of factor that it proves.
    pub(super) fn kind(self) -> FactorKind {
        match self {
            Method::Passcode => FactorKind::Totp,
            Method::Passkey => FactorKind::Passkey,
            Method::SentCode(channel) => channel.kind(),
            Method::RecoveryCode => FactorKind::RecoveryCode,
        }
    }

    /// Whether what was typed can be an answer at all: what cannot be one is no guess, and costs no try.
    ///
    /// # Errors
    /// [`Refusal`] says what it looks like instead.
    pub(super) fn shape(self, typed: &str) -> std::result::Result<(), Refusal> {
        match self {
            Method::Passcode => totp::shape(typed),
            Method::Passkey => Answer::read(typed).map(|_| ()),
            Method::SentCode(_) => sent_code::shape(typed),
            Method::RecoveryCode => recovery_code::shape(typed),
        }
    }
}

impl App {
    /// Spends a try in the person's ledger, committed before anything is looked at.
    pub(super) async fn spend_second_factor(
        &self,
        visit: &mut Visit,
        user: UserId,
    ) -> Result<SecondFactorTry> {
        let mut journal = self.journal(visit);
        let now = visit.moment.now();
        let spend = move |tx: &mut Tx<'_>| {
            let tenant = journal.tenant.id;
            let stored = second_factor_ledger(tx, &tenant, &user)?;
            let (next, outcome, event) = match SECOND_FACTOR.spend(stored.ledger, now) {
                Spent::Spent(ledger) => (
                    StoredLedger { ledger, turned_away: 0 },
                    SecondFactorTry::Spent { last_free: SECOND_FACTOR.just_began_to_wait(ledger) },
                    Event::SecondFactorClosed,
                ),
                Spent::Wait { until } => (
                    turned_away(stored),
                    SecondFactorTry::Slowed { until },
                    Event::Slowed { second_factor: true },
                ),
                Spent::Closed => (turned_away(stored), SecondFactorTry::Closed, Event::SecondFactorClosed),
            };
            second_factor_ledger_set(tx, &tenant, &user, &next)?;
            if !matches!(outcome, SecondFactorTry::Spent { .. }) && stored.turned_away == 0 {
                let subject = user_find(tx, &tenant, &user)?;
                journal.record(tx, Actor::System, subject.as_ref(), &event)?;
            }
            Ok(outcome)
        };
        Ok(self.0.store.write(spend).await?)
    }

    /// Judges an answer, given within a sign-in or session, against what the person has. Nothing is consumed yet but the question
    /// that a passkey answers.
    pub(super) async fn judge_second_factor(
        &self,
        visit: &Visit,
        user: UserId,
        bound_to: BoundTo,
        method: Method,
        typed: &str,
    ) -> Result<std::result::Result<Verified, Refusal>> {
        match method {
            Method::Passcode => self.judge_passcode(visit, user, typed).await,
            Method::Passkey => self.judge_passkey(visit, user, bound_to, typed).await,
            Method::SentCode(channel) => {
                self.judge_sent_code(visit, user, bound_to, channel, Purpose::Prove, typed).await
            }
            Method::RecoveryCode => self.judge_recovery_code(visit, user, typed).await,
        }
    }

    /// What a stored authenticator is once its seed is opened.
    pub(super) fn opened(&self, stored: &StoredAuthenticator) -> Result<Authenticator> {
        Ok(Authenticator {
            id: stored.id,
            user: stored.user,
            seed: self.open_seed(stored.id, &stored.seed)?,
            parameters: stored.parameters,
            last_step: Some(stored.last_step),
        })
    }

    /// Seals a seed to the authenticator that it belongs to: in another's row it does not open.
    pub(super) fn seal_seed(&self, id: FactorId, seed: &Seed, moment: &mut Moment) -> Result<Vec<u8>> {
        Ok(self.0.key.seal(seed.as_bytes(), &format!("authenticator/{id}"), moment)?)
    }

    /// Opens what [`App::seal_seed`] sealed.
    pub(super) fn open_seed(&self, id: FactorId, sealed: &[u8]) -> Result<Seed> {
        let seed = self.0.key.open(sealed, &format!("authenticator/{id}"))?;
        Ok(Seed::from_bytes(seed.expose().clone()))
    }

    async fn judge_passcode(
        &self,
        visit: &Visit,
        user: UserId,
        typed: &str,
    ) -> Result<std::result::Result<Verified, Refusal>> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let stored = self.0.store.read(move |tx| authenticators_now(tx, &tenant, &user)).await?;
        let mut judged = Err(Refusal::WrongPasscode);
        for authenticator in &stored {
            let authenticator = self.opened(authenticator)?;
            match totp::verify(&authenticator, typed, now, self.0.settings.window) {
                Ok(verified) => return Ok(Ok(verified)),
                // The more telling refusal of several authenticators: "already used" says more than "wrong".
                Err(refusal) if judged == Err(Refusal::WrongPasscode) => judged = Err(refusal),
                Err(_) => {}
            }
        }
        Ok(judged)
    }

    async fn judge_recovery_code(
        &self,
        visit: &Visit,
        user: UserId,
        typed: &str,
    ) -> Result<std::result::Result<Verified, Refusal>> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let stored = self.0.store.read(move |tx| code_set_now(tx, &tenant, &user)).await?;
        let Some(stored) = stored else { return Ok(Err(Refusal::NoRecoveryCodes)) };
        let Some(code) = recovery_code::read(typed) else { return Ok(Err(Refusal::WrongRecoveryCode)) };
        let (salt, hashing) = (stored.salt, self.0.settings.hashing);
        let digest = self
            .0
            .pool
            .run(1, move || recovery_code::digest(&code, &salt, hashing))
            .await?
            .map_err(|error| super::Error::Hash(error.to_string()))?;
        let facts = CodeSetFacts { id: stored.id, user, unused: stored.unused, used: stored.used };
        Ok(recovery_code::verify(Some(&facts), digest, now))
    }
}

/// Consumes what an answer stands on: the refusal when somebody else was faster.
pub(super) fn consume(
    journal: &mut Journal,
    tx: &mut Tx<'_>,
    user: &User,
    detail: &Detail,
) -> Result<Option<Refusal>, StoreError> {
    let (tenant, now) = (journal.tenant.id, journal.moment.now());
    match detail {
        Detail::Password { .. } => Ok(None),
        Detail::Totp { factor, step } => {
            let used = authenticator_use_step(tx, &tenant, factor, *step, now)?;
            Ok((!used).then_some(Refusal::PasscodeUsed))
        }
        Detail::Passkey { factor, counter, backed_up, .. } => {
            let used = passkey_use(tx, &tenant, factor, *counter, *backed_up, now)?;
            Ok((!used).then_some(Refusal::PasskeyCopied))
        }
        Detail::SentCode { code, channel } => {
            if !sent_code_use(tx, &tenant, code, now)? {
                return Ok(Some(Refusal::PasscodeUsed));
            }
            let set_up = code_receiver_use(tx, &tenant, &user.id, *channel, now)?;
            Ok((!set_up).then_some(Refusal::NothingSent))
        }
        Detail::RecoveryCode { set, digest } => {
            if !recovery_code_use(tx, &tenant, set, digest, now)? {
                return Ok(Some(Refusal::RecoveryCodeUsed));
            }
            let left = code_set_left(tx, &tenant, &user.id)?.unwrap_or(0);
            journal.record(tx, Actor::of(user), Some(user), &Event::RecoveryCodeUsed { left })?;
            Ok(None)
        }
    }
}

/// Closes every second factor of a person, for who lost them, and demands a new one at their next sign-in.
pub(super) fn close_and_demand(tx: &mut Tx<'_>, user: &User, at: Time) -> Result<(), StoreError> {
    authenticators_close(tx, &user.tenant, &user.id, at)?;
    passkeys_close(tx, &user.tenant, &user.id, at)?;
    code_receivers_close(tx, &user.tenant, &user.id, at)?;
    code_set_close(tx, &user.tenant, &user.id, at)?;
    enrolment_demand(tx, &user.tenant, &user.id, at)?;
    // Counted against factors that are gone.
    second_factor_ledger_clear(tx, &user.tenant, &user.id)
}

fn turned_away(stored: StoredLedger) -> StoredLedger {
    StoredLedger { turned_away: stored.turned_away.saturating_add(1), ..stored }
}
