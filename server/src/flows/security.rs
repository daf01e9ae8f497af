//! My security: what a person has, and changing it.

use doorward_core::authority::Actor;
use doorward_core::enrolment::BoundTo;
use doorward_core::event::Event;
use doorward_core::moment::Time;
use doorward_core::policy::Requirement;
use doorward_core::secret::{Secret, Token};
use doorward_core::session::{Session, SteppedUp};
use doorward_core::signin::PersonFacts;
use doorward_core::user::Email;
use doorward_store::addresses::address_change_waiting;
use doorward_store::authenticators::{StoredAuthenticator, authenticators_close, authenticators_now};
use doorward_store::code_receivers::{CodeReceiver, code_receivers_close, code_receivers_now};
use doorward_store::events::{EntryRow, event_list_about};
use doorward_store::ledgers::{browsers_forget_others, password_lane_clear};
use doorward_store::methods::methods_now;
use doorward_store::passkeys::{StoredPasskey, passkeys_close, passkeys_now};
use doorward_store::passwords::{password_find, password_set};
use doorward_store::recovery_codes::{code_set_close, code_set_left, shown_codes_saved};
use doorward_store::sessions::{SessionRow, session_holds};
use doorward_store::trusted_devices::DeviceRow;
use doorward_store::{StoreError, Tx};

use super::devices::devices_now;
use super::facts::person_facts;
use super::passwords::{PasswordTry, PersonAtTheDoor, Unfit};
use super::sessions::{Follow, sessions_now};
use super::{App, Error, Result, Visit};

/// With so few recovery codes left, a person is told.
pub const FEW_CODES: u32 = 3;

/// So many events are looked through for what is worth telling.
const RECENT: u64 = 50;

/// Everything that a person's security page shows.
#[derive(Clone, Debug)]
pub struct MySecurity {
    /// The person and their policy.
    pub person: PersonFacts,
    /// Their authenticators.
    pub authenticators: Vec<StoredAuthenticator>,
    /// Their passkeys.
    pub passkeys: Vec<StoredPasskey>,
    /// Where their passcodes are sent.
    pub receivers: Vec<CodeReceiver>,
    /// How many recovery codes are left; none without a set.
    pub codes_left: Option<u32>,
    /// When the password was set.
    pub password_changed_at: Option<Time>,
    /// Whether the password may stand without a second factor.
    pub password_stands_alone: bool,
    /// Their trusted devices.
    pub devices: Vec<DeviceRow>,
    /// Their sessions.
    pub sessions: Vec<SessionRow>,
    /// The address that they asked for and have not confirmed yet, and until when they can.
    pub address_waiting: Option<(Email, Time)>,
    /// What happened last, the newest first.
    pub recent: Vec<EntryRow>,
}

/// What turning two-factor authentication off came to.
#[derive(Debug)]
pub enum TurnedOff {
    /// It is off; the session goes on under this cookie.
    Yes(Token),
    /// The account requires it.
    Required,
    /// The password is too short to stand alone: a longer one first.
    PasswordTooShort {
        /// The least length.
        minimum: usize,
    },
    /// The session was ended meanwhile.
    Ended,
}

/// What changing the password came to.
#[derive(Debug)]
pub enum PasswordChanged {
    /// It is changed; the session goes on under this cookie.
    Yes(Token),
    /// The old one was not right.
    WrongOld,
    /// The new one is not fit.
    Unfit(Unfit),
    /// Too many tries of the old one.
    Slowed {
        /// When one is looked at again.
        until: Time,
    },
    /// The session was ended meanwhile.
    Ended,
}

impl App {
    /// What the person has.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn my_security(&self, visit: &Visit, session: &Session) -> Result<MySecurity> {
        let (tenant, user, now) = (visit.tenant.id, session.user.id, visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let Some(person) = person_facts(tx, &tenant, &user)? else { return Ok(None) };
            let password = password_find(tx, &tenant, &user)?;
            let sessions = sessions_now(tx, &person.user, &person.policy, now)?;
            let devices = devices_now(tx, &person.user, &person.policy, now)?;
            Ok(Some(MySecurity {
                authenticators: authenticators_now(tx, &tenant, &user)?,
                passkeys: passkeys_now(tx, &tenant, &user)?,
                receivers: code_receivers_now(tx, &tenant, &user)?,
                codes_left: code_set_left(tx, &tenant, &user)?,
                password_changed_at: password.as_ref().map(|it| it.changed_at),
                password_stands_alone: password.is_some_and(|it| it.stands_alone),
                address_waiting: address_change_waiting(tx, &tenant, &user, now)?,
                recent: event_list_about(tx, &tenant, &user, RECENT)?,
                person,
                devices,
                sessions,
            }))
        };
        self.0.store.read(load).await?.ok_or(Error::Gone("a person"))
    }

    /// Turns two-factor authentication off: all methods and the recovery codes are closed; other sessions end.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn turn_second_factor_off(
        &self,
        visit: &mut Visit,
        session: &Session,
        _: SteppedUp,
    ) -> Result<TurnedOff> {
        let (mut journal, follow) = (self.journal(visit), Follow::new(visit, session));
        let (token, minimum) = (follow.token.clone(), self.0.settings.password_lengths.alone);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at, user) = (journal.tenant.id, journal.moment.now(), follow.user.clone());
            let Some(person) = person_facts(tx, &tenant, &user.id)? else {
                return Ok(Some(TurnedOff::Ended));
            };
            if person.policy.requirement == Requirement::Required {
                return Ok(Some(TurnedOff::Required));
            }
            let stands_alone = password_find(tx, &tenant, &user.id)?.is_some_and(|it| it.stands_alone);
            if !stands_alone {
                return Ok(Some(TurnedOff::PasswordTooShort { minimum }));
            }
            if !follow.open_epoch(tx)? {
                return Ok(Some(TurnedOff::Ended));
            }
            authenticators_close(tx, &tenant, &user.id, at)?;
            passkeys_close(tx, &tenant, &user.id, at)?;
            code_receivers_close(tx, &tenant, &user.id, at)?;
            code_set_close(tx, &tenant, &user.id, at)?;
            journal.record(tx, Actor::of(&user), Some(&user), &Event::SecondFactorTurnedOff)?;
            Ok(None)
        };
        Ok(self.0.store.write(save).await?.unwrap_or(TurnedOff::Yes(token)))
    }

    /// Makes a new set of recovery codes; every old code is dead. False without a second factor.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn replace_recovery_codes(
        &self,
        visit: &mut Visit,
        session: &Session,
        _: SteppedUp,
    ) -> Result<bool> {
        let codes = self.new_codes(visit, BoundTo::session(&session.id)).await?;
        let (mut journal, user, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let save = move |tx: &mut Tx<'_>| {
            let tenant = journal.tenant.id;
            if !session_holds(tx, &tenant, &on)? || methods_now(tx, &tenant, &user.id)?.is_empty() {
                return Ok(false);
            }
            codes.save(tx, &tenant, &user)?;
            journal.record(tx, Actor::of(&user), Some(&user), &Event::RecoveryCodesReplaced)?;
            Ok(true)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// "I have saved these codes."
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn codes_saved(&self, visit: &Visit, session: &Session) -> Result<()> {
        let (tenant, user, bound_to) = (visit.tenant.id, session.user.id, BoundTo::session(&session.id));
        Ok(self.0.store.write(move |tx| shown_codes_saved(tx, &tenant, &user, bound_to.as_bytes())).await?)
    }

    /// Changes the password, by the old one. Other sessions end.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn change_password(
        &self,
        visit: &mut Visit,
        session: &Session,
        _: SteppedUp,
        old: Secret<String>,
        new: Secret<String>,
        browser: Option<&Token>,
    ) -> Result<PasswordChanged> {
        let who = PersonAtTheDoor::Known(&session.user);
        let door = match self.spend_password(visit, who, browser).await? {
            PasswordTry::Spent(door) => door,
            PasswordTry::Slowed { until } => return Ok(PasswordChanged::Slowed { until }),
        };
        let (facts, stored) = self.facts_and_hash(visit, Some(&session.user), None).await?;
        let person = facts.person.ok_or(Error::Gone("a person"))?;
        let verified = self.judge_password(visit, Some(&session.user), stored, old).await?;
        if verified.is_err() {
            let (mut journal, user) = (self.journal(visit), session.user.clone());
            let save = move |tx: &mut Tx<'_>| {
                journal.record(tx, Actor::of(&user), Some(&user), &Event::PasswordRefused)
            };
            self.0.store.write(save).await?;
            return Ok(PasswordChanged::WrongOld);
        }
        let new = match self.choose_password(visit, &person, new).await? {
            Ok(new) => new,
            Err(unfit) => {
                // The old password was right: only the new one is to be typed again, and that is no guess.
                let (tenant, lanes) = (visit.tenant.id, door.lanes);
                let clear = move |tx: &mut Tx<'_>| {
                    lanes.iter().try_for_each(|lane| password_lane_clear(tx, &tenant, lane))
                };
                self.0.store.write(clear).await?;
                return Ok(PasswordChanged::Unfit(unfit));
            }
        };
        let (mut journal, follow) = (self.journal(visit), Follow::new(visit, session));
        let (token, this_browser) = (follow.token.clone(), browser.map(Token::hash));
        let save = move |tx: &mut Tx<'_>| -> Result<bool, StoreError> {
            let (tenant, at, user) = (journal.tenant.id, journal.moment.now(), follow.user.clone());
            if !follow.open_epoch(tx)? {
                return Ok(false);
            }
            door.lanes.iter().try_for_each(|lane| password_lane_clear(tx, &tenant, lane))?;
            password_set(tx, &tenant, &user.id, &new.hash, new.stands_alone, at)?;
            // Whoever knew the old password may sit at another browser: it has no lane of its own any more.
            browsers_forget_others(tx, &tenant, &user.id, this_browser.as_ref())?;
            journal.record(tx, Actor::of(&user), Some(&user), &Event::PasswordChanged)?;
            Ok(true)
        };
        let changed = self.0.store.write(save).await?;
        Ok(if changed { PasswordChanged::Yes(token) } else { PasswordChanged::Ended })
    }
}
