//! Step-up: a fresh proof within a session, from the same ledgers as at the door.

use doorward_core::authority::Actor;
use doorward_core::enrolment::BoundTo;
use doorward_core::event::Event;
use doorward_core::factor::{FactorKind, Methods, Refusal, Verified};
use doorward_core::moment::Time;
use doorward_core::secret::{Secret, Token};
use doorward_core::session::{Guarded, MissingProof, Session, SteppedUp};
use doorward_store::Tx;
use doorward_store::ledgers::{password_lane_clear, second_factor_ledger_clear};
use doorward_store::sessions::{session_holds, session_step_up};

use super::factors::{Method, SecondFactorTry, consume};
use super::passwords::{PasswordTry, PersonAtTheDoor};
use super::{App, Result, Visit};

/// What a proof within a session came to.
#[derive(Debug)]
pub enum Confirmed {
    /// It is proven; the session goes on under this cookie.
    Yes(Token),
    /// It was not right.
    Refused(Refusal),
    /// It was not looked at: too many went before.
    Slowed {
        /// When one is looked at again.
        until: Time,
    },
    /// Nothing typed is looked at any more.
    Closed,
    /// The session was ended meanwhile.
    Ended,
}

impl App {
    /// What the person may do that a step-up guards, or which proof is missing.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn step_up(
        &self,
        visit: &Visit,
        session: &Session,
        guarded: Guarded,
    ) -> Result<std::result::Result<SteppedUp, MissingProof>> {
        let has_second_factor = self.has_second_factor(visit, session).await?;
        Ok(session.step_up(guarded, has_second_factor, visit.moment.now()))
    }

    /// Proves a second factor within a session.
    ///
    /// # Errors
    /// [`super::Error`] when nothing could be decided.
    pub async fn confirm_second_factor(
        &self,
        visit: &mut Visit,
        session: &Session,
        method: Method,
        typed: &str,
    ) -> Result<Confirmed> {
        if let Err(refusal) = method.shape(typed) {
            return self.refuse_proof(visit, session, refusal, false).await;
        }
        let last_free = match self.spend_second_factor(visit, session.user.id).await? {
            SecondFactorTry::Spent { last_free } => last_free,
            SecondFactorTry::Slowed { until } => return Ok(Confirmed::Slowed { until }),
            SecondFactorTry::Closed => return Ok(Confirmed::Closed),
        };
        // What counts no more proves nothing here either, while there is something that does.
        let facts = self.person_facts(visit, session.user.id).await?;
        if !facts.person.is_some_and(|person| person.may_answer_with(method.kind())) {
            return self.refuse_proof(visit, session, Refusal::NothingSent, last_free).await;
        }
        let here = BoundTo::session(&session.id);
        match self.judge_second_factor(visit, session.user.id, here, method, typed).await? {
            Err(refusal) => self.refuse_proof(visit, session, refusal, last_free).await,
            Ok(verified) => self.accept_proof(visit, session, verified, Vec::new()).await,
        }
    }

    /// Proves the password within a session: for who has nothing else.
    ///
    /// # Errors
    /// [`super::Error`] when nothing could be decided.
    pub async fn confirm_password(
        &self,
        visit: &mut Visit,
        session: &Session,
        password: Secret<String>,
        browser: Option<&Token>,
    ) -> Result<Confirmed> {
        let who = PersonAtTheDoor::Known(&session.user);
        let door = match self.spend_password(visit, who, browser).await? {
            PasswordTry::Spent(door) => door,
            PasswordTry::Slowed { until } => return Ok(Confirmed::Slowed { until }),
        };
        let (_, stored) = self.facts_and_hash(visit, Some(&session.user), None).await?;
        match self.judge_password(visit, Some(&session.user), stored, password).await? {
            Err(refusal) => self.refuse_proof(visit, session, refusal, false).await,
            Ok(verified) => self.accept_proof(visit, session, verified, door.lanes).await,
        }
    }

    /// The methods that the person can be asked for.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn methods_of(&self, visit: &Visit, session: &Session) -> Result<Methods> {
        let facts = self.person_facts(visit, session.user.id).await?;
        Ok(facts.person.map_or(Methods::NONE, |person| person.askable()))
    }

    /// Whether the person has a second factor.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn has_second_factor(&self, visit: &Visit, session: &Session) -> Result<bool> {
        Ok(!self.methods_of(visit, session).await?.is_empty())
    }

    async fn accept_proof(
        &self,
        visit: &mut Visit,
        session: &Session,
        verified: Verified,
        lanes: Vec<[u8; 32]>,
    ) -> Result<Confirmed> {
        let token = Token::new(&mut visit.moment);
        let (hash, user, id, on) = (token.hash(), session.user.clone(), session.id, session.stands_on());
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            if !session_holds(tx, &tenant, &on)? {
                return Ok(Some(Confirmed::Ended));
            }
            if let Some(refusal) = consume(&mut journal, tx, &user, verified.detail())? {
                let event = Event::SecondFactorRefused { refusal: refusal.clone() };
                journal.record(tx, Actor::of(&user), Some(&user), &event)?;
                return Ok(Some(Confirmed::Refused(refusal)));
            }
            match verified.kind() {
                FactorKind::Password => {
                    lanes.iter().try_for_each(|lane| password_lane_clear(tx, &tenant, lane))?;
                }
                _ => second_factor_ledger_clear(tx, &tenant, &user.id)?,
            }
            if !session_step_up(tx, &tenant, &id, verified.kind(), now, &hash)? {
                return Ok(Some(Confirmed::Ended));
            }
            let event = Event::SteppedUp { kind: verified.kind() };
            journal.record(tx, Actor::of(&user), Some(&user), &event)?;
            Ok(None)
        };
        Ok(self.0.store.write(save).await?.unwrap_or(Confirmed::Yes(token)))
    }

    async fn refuse_proof(
        &self,
        visit: &mut Visit,
        session: &Session,
        refusal: Refusal,
        last_free: bool,
    ) -> Result<Confirmed> {
        let (mut journal, user) = (self.journal(visit), session.user.clone());
        let event = match refusal {
            Refusal::WrongPassword => Event::PasswordRefused,
            ref refusal => Event::SecondFactorRefused { refusal: refusal.clone() },
        };
        let save = move |tx: &mut Tx<'_>| {
            if last_free {
                journal.record(tx, Actor::System, Some(&user), &Event::TooManyTries)?;
            }
            journal.record(tx, Actor::of(&user), Some(&user), &event)
        };
        self.0.store.write(save).await?;
        Ok(Confirmed::Refused(refusal))
    }
}
