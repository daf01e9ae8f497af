//! The authenticators of a person in a session: adding one while the others still work, naming, removing.

use doorward_core::authority::Actor;
use doorward_core::enrolment::{BoundTo, MOST_AUTHENTICATORS};
use doorward_core::event::Event;
use doorward_core::factor::{FactorKind, Refusal};
use doorward_core::id::FactorId;
use doorward_core::policy::Requirement;
use doorward_core::secret::Token;
use doorward_core::session::{Session, SteppedUp};
use doorward_core::user::own_name;
use doorward_store::authenticators::{
    authenticator_close, authenticator_rename, authenticators_now, enrolment_put,
};
use doorward_store::sessions::session_holds;
use doorward_store::{StoreError, Tx};

use super::facts::person_facts;
use super::sessions::Follow;
use super::{App, Result, Visit};

/// What an enrolment in a session came to.
#[derive(Debug)]
pub enum Enrolled {
    /// It is set up.
    Done {
        /// The cookie under which the session goes on.
        token: Token,
        /// Whether new recovery codes are to be saved.
        with_codes: bool,
    },
    /// The passcode was not right, or it is too late.
    Refused(Refusal),
    /// The session was ended meanwhile.
    Ended,
}

/// What removing an authenticator came to.
#[derive(Debug)]
pub enum Removed {
    /// It is removed; the session goes on under this cookie.
    Yes(Token),
    /// It is all that they have: two-factor authentication is turned off instead.
    Last,
    /// Nothing that counts would be left, and the account requires it.
    Required,
    /// They have no such one.
    NotTheirs,
    /// The session was ended meanwhile.
    Ended,
}

impl App {
    /// Begins to set up an authenticator, in the place of an enrolment that was begun before. False when the person has as many
    /// as they may have.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn begin_enrolment(&self, visit: &mut Visit, session: &Session, _: SteppedUp) -> Result<bool> {
        let enrolment = self.new_enrolment(visit, session.user.id, BoundTo::session(&session.id))?;
        let (tenant, user, on) = (visit.tenant.id, session.user.id, session.stands_on());
        let save = move |tx: &mut Tx<'_>| {
            if authenticators_now(tx, &tenant, &user)?.len() >= MOST_AUTHENTICATORS {
                return Ok(false);
            }
            if session_holds(tx, &tenant, &on)? {
                enrolment_put(tx, &tenant, &user, &enrolment)?;
            }
            Ok(true)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Confirms an authenticator by its first passcode. Those that the person has go on to work, or are closed by the same act if
    /// it `replaces` them: a new phone. Other sessions end.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn confirm_enrolment(
        &self,
        visit: &mut Visit,
        session: &Session,
        _: SteppedUp,
        typed: &str,
        name: &str,
        replaces: bool,
    ) -> Result<Enrolled> {
        let (user, bound_to) = (session.user.id, BoundTo::session(&session.id));
        let with_codes = self.codes_left(visit, user).await?.unwrap_or(0) == 0;
        let name = own_name(name).unwrap_or_default();
        let judged = self.judge_enrolment(visit, user, bound_to, typed, name, with_codes).await?;
        let (mut journal, follow) = (self.journal(visit), Follow::new(visit, session));
        let token = follow.token.clone();
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at, user) = (journal.tenant.id, journal.moment.now(), follow.user.clone());
            if !follow.holds(tx)? {
                return Ok(Some(Enrolled::Ended));
            }
            let before = authenticators_now(tx, &tenant, &user.id)?;
            let refusal = match &judged {
                Err(refusal) => Some(refusal.clone()),
                Ok((_, factor)) => factor.save(tx, &tenant, &user)?,
            };
            if let Some(refusal) = refusal {
                let event = Event::EnrolmentRefused { refusal: refusal.clone() };
                journal.record(tx, Actor::of(&user), Some(&user), &event)?;
                return Ok(Some(Enrolled::Refused(refusal)));
            }
            if !follow.follow(tx)? {
                return Ok(Some(Enrolled::Ended));
            }
            let kind = FactorKind::Totp;
            journal.record(tx, Actor::of(&user), Some(&user), &Event::FactorAdded { kind })?;
            for old in before.iter().filter(|_| replaces) {
                authenticator_close(tx, &tenant, &user.id, &old.id, at)?;
                journal.record(tx, Actor::of(&user), Some(&user), &Event::FactorRemoved { kind })?;
            }
            Ok(None)
        };
        Ok(self.0.store.write(save).await?.unwrap_or(Enrolled::Done { token, with_codes }))
    }

    /// Gives one of the person's authenticators a name, or takes it away. False when it is not theirs.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn rename_authenticator(
        &self,
        visit: &Visit,
        session: &Session,
        id: FactorId,
        typed: &str,
    ) -> Result<bool> {
        let (tenant, user, on) = (visit.tenant.id, session.user.id, session.stands_on());
        let name = own_name(typed).unwrap_or_default();
        let save = move |tx: &mut Tx<'_>| {
            Ok(session_holds(tx, &tenant, &on)? && authenticator_rename(tx, &tenant, &user, &id, &name)?)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Removes one of several methods. Other sessions end.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn remove_authenticator(
        &self,
        visit: &mut Visit,
        session: &Session,
        _: SteppedUp,
        id: FactorId,
    ) -> Result<Removed> {
        let (mut journal, follow) = (self.journal(visit), Follow::new(visit, session));
        let token = follow.token.clone();
        let save = move |tx: &mut Tx<'_>| -> Result<Option<Removed>, StoreError> {
            let (tenant, at, user) = (journal.tenant.id, journal.moment.now(), follow.user.clone());
            let Some(person) = person_facts(tx, &tenant, &user.id)? else { return Ok(Some(Removed::Ended)) };
            let authenticators = authenticators_now(tx, &tenant, &user.id)?;
            if !authenticators.iter().any(|it| it.id == id) {
                return Ok(Some(Removed::NotTheirs));
            }
            let left = match authenticators.len() {
                1 => person.methods.filter(|kind| kind != FactorKind::Totp),
                _ => person.methods,
            };
            if left.is_empty() {
                return Ok(Some(Removed::Last));
            }
            let required = person.policy.requirement == Requirement::Required;
            if required && left.filter(|kind| person.policy.methods.count(kind)).is_empty() {
                return Ok(Some(Removed::Required));
            }
            if !follow.open_epoch(tx)? {
                return Ok(Some(Removed::Ended));
            }
            authenticator_close(tx, &tenant, &user.id, &id, at)?;
            let event = Event::FactorRemoved { kind: FactorKind::Totp };
            journal.record(tx, Actor::of(&user), Some(&user), &event)?;
            Ok(None)
        };
        Ok(self.0.store.write(save).await?.unwrap_or(Removed::Yes(token)))
    }
}
