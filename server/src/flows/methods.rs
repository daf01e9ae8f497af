//! The methods of a person in a session: adding one while the others still work, naming, removing.

use doorward_core::authority::Actor;
use doorward_core::enrolment::{BoundTo, Kept, MOST_AUTHENTICATORS, may_remove};
use doorward_core::event::Event;
use doorward_core::factor::{Channel, FactorKind, Refusal};
use doorward_core::id::FactorId;
use doorward_core::moment::Time;
use doorward_core::secret::Token;
use doorward_core::session::{Session, SteppedUp};
use doorward_core::user::{User, own_name};
use doorward_store::authenticators::{
    authenticator_close, authenticator_rename, authenticators_now, enrolment_put,
};
use doorward_store::code_receivers::{code_receiver_close, code_receiver_now};
use doorward_store::methods::{methods_now, preferred_method_set};
use doorward_store::passkeys::{passkey_close, passkey_rename, passkeys_now};
use doorward_store::sessions::session_holds;
use doorward_store::{StoreError, Tx};

use super::enrolling::NewFactor;
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

/// What removing a method came to.
#[derive(Debug)]
pub enum Removed {
    /// It is removed; the session goes on under this cookie.
    Yes(Token),
    /// It stays.
    Kept(Kept),
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
        self.add_method(visit, session, judged.map(|(_, factor)| factor), replaces).await
    }

    /// Saves a method that was confirmed in a session, or its refusal. What the person has goes on to work, but for others of its
    /// kind that it `replaces`. Other sessions end.
    pub(super) async fn add_method(
        &self,
        visit: &mut Visit,
        session: &Session,
        judged: std::result::Result<NewFactor, Refusal>,
        replaces: bool,
    ) -> Result<Enrolled> {
        let with_codes = judged.as_ref().is_ok_and(|factor| factor.codes.is_some());
        let (mut journal, follow) = (self.journal(visit), Follow::new(visit, session));
        let token = follow.token.clone();
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at, user) = (journal.tenant.id, journal.moment.now(), follow.user.clone());
            if !follow.holds(tx)? {
                return Ok(Some(Enrolled::Ended));
            }
            let before = match &judged {
                Ok(factor) if replaces => ids_now(tx, &user, factor.kind())?,
                Ok(_) | Err(_) => Vec::new(),
            };
            let saved = match &judged {
                Err(refusal) => Err(refusal.clone()),
                Ok(factor) => factor.save(tx, &tenant, &user)?.map_or(Ok(factor.kind()), Err),
            };
            let kind = match saved {
                Ok(kind) => kind,
                Err(refusal) => {
                    let event = Event::EnrolmentRefused { refusal: refusal.clone() };
                    journal.record(tx, Actor::of(&user), Some(&user), &event)?;
                    return Ok(Some(Enrolled::Refused(refusal)));
                }
            };
            if !follow.follow(tx)? {
                return Ok(Some(Enrolled::Ended));
            }
            journal.record(tx, Actor::of(&user), Some(&user), &Event::FactorAdded { kind })?;
            for old in &before {
                close(tx, &user, kind, old, at)?;
                journal.record(tx, Actor::of(&user), Some(&user), &Event::FactorRemoved { kind })?;
            }
            Ok(None)
        };
        Ok(self.0.store.write(save).await?.unwrap_or(Enrolled::Done { token, with_codes }))
    }

    /// Gives one of the person's methods a name, or takes it away. False when it is not theirs.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn rename_method(
        &self,
        visit: &Visit,
        session: &Session,
        kind: FactorKind,
        id: FactorId,
        typed: &str,
    ) -> Result<bool> {
        let (tenant, user, on) = (visit.tenant.id, session.user.id, session.stands_on());
        let name = own_name(typed).unwrap_or_default();
        let save = move |tx: &mut Tx<'_>| {
            Ok(session_holds(tx, &tenant, &on)?
                && match kind {
                    FactorKind::Passkey => passkey_rename(tx, &tenant, &user, &id, &name)?,
                    FactorKind::Totp => authenticator_rename(tx, &tenant, &user, &id, &name)?,
                    _ => false,
                })
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Keeps the way that the person wants to be asked first. False when it is none of theirs.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn prefer_method(
        &self,
        visit: &mut Visit,
        session: &Session,
        kind: FactorKind,
    ) -> Result<bool> {
        let (mut journal, user, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let save = move |tx: &mut Tx<'_>| {
            let tenant = journal.tenant.id;
            let theirs = methods_now(tx, &tenant, &user.id)?.contains(kind);
            if !theirs || !session_holds(tx, &tenant, &on)? {
                return Ok(false);
            }
            preferred_method_set(tx, &tenant, &user.id, kind)?;
            journal.record(tx, Actor::of(&user), Some(&user), &Event::MethodPreferred { kind })?;
            Ok(true)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Removes one of several methods. Other sessions end.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn remove_method(
        &self,
        visit: &mut Visit,
        session: &Session,
        _: SteppedUp,
        kind: FactorKind,
        id: FactorId,
    ) -> Result<Removed> {
        let (mut journal, follow) = (self.journal(visit), Follow::new(visit, session));
        let token = follow.token.clone();
        let save = move |tx: &mut Tx<'_>| -> Result<Option<Removed>, StoreError> {
            let (tenant, at, user) = (journal.tenant.id, journal.moment.now(), follow.user.clone());
            let Some(person) = person_facts(tx, &tenant, &user.id)? else { return Ok(Some(Removed::Ended)) };
            let has = ids_now(tx, &user, kind)?;
            if !has.contains(&id) {
                return Ok(Some(Removed::NotTheirs));
            }
            if let Err(kept) = may_remove(&person, kind, has.len()) {
                return Ok(Some(Removed::Kept(kept)));
            }
            if !follow.open_epoch(tx)? {
                return Ok(Some(Removed::Ended));
            }
            close(tx, &user, kind, &id, at)?;
            journal.record(tx, Actor::of(&user), Some(&user), &Event::FactorRemoved { kind })?;
            Ok(None)
        };
        Ok(self.0.store.write(save).await?.unwrap_or(Removed::Yes(token)))
    }
}

/// What a person has of a kind.
pub(super) fn ids_now(tx: &mut Tx<'_>, user: &User, kind: FactorKind) -> Result<Vec<FactorId>, StoreError> {
    let User { tenant, id, .. } = user;
    Ok(match kind {
        FactorKind::Passkey => passkeys_now(tx, tenant, id)?.iter().map(|it| it.passkey.id).collect(),
        FactorKind::Totp => authenticators_now(tx, tenant, id)?.iter().map(|it| it.id).collect(),
        FactorKind::SmsCode | FactorKind::EmailCode => match Channel::of(kind) {
            Some(channel) => code_receiver_now(tx, tenant, id, channel)?.iter().map(|it| it.id).collect(),
            None => Vec::new(),
        },
        FactorKind::Password | FactorKind::RecoveryCode => Vec::new(),
    })
}

pub(super) fn close(
    tx: &mut Tx<'_>,
    user: &User,
    kind: FactorKind,
    id: &FactorId,
    at: Time,
) -> Result<bool, StoreError> {
    match kind {
        FactorKind::Passkey => passkey_close(tx, &user.tenant, &user.id, id, at),
        FactorKind::Totp => authenticator_close(tx, &user.tenant, &user.id, id, at),
        FactorKind::SmsCode | FactorKind::EmailCode => match Channel::of(kind) {
            Some(channel) => match code_receiver_now(tx, &user.tenant, &user.id, channel)? {
                Some(now) if now.id == *id => code_receiver_close(tx, &user.tenant, &user.id, channel, at),
                Some(_) | None => Ok(false),
            },
            None => Ok(false),
        },
        FactorKind::Password | FactorKind::RecoveryCode => Ok(false),
    }
}
