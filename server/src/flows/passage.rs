//! The one transaction that takes a person a step further: what is single-use is consumed, epochs are compared once more, and
//! the next step, or the session, is written.

use std::sync::Arc;

use doorward_core::authority::Actor;
use doorward_core::enrolment::BoundTo;
use doorward_core::event::Event;
use doorward_core::factor::{Channel, Detail, Refusal};
use doorward_core::grant::Grant;
use doorward_core::recovery::NewRestricted;
use doorward_core::secret::Token;
use doorward_core::session::NewSession;
use doorward_core::signin::{PersonFacts, Refused, State};
use doorward_core::trusted_device::NewDevice;
use doorward_store::authenticators::{StoredEnrolment, enrolment_put};
use doorward_store::blocked::{set_up_met, set_up_over};
use doorward_store::graces::{grace_begin, grace_find};
use doorward_store::help_requests::{Outcome, help_request_close};
use doorward_store::issued_codes::issued_codes_cancel_all;
use doorward_store::ledgers::{
    browser_is_known, browser_remember, password_lane_clear, second_factor_ledger_clear,
};
use doorward_store::passwords::{password_is_theirs, password_rehash};
use doorward_store::recovery_codes::shown_codes_saved;
use doorward_store::sessions::session_insert;
use doorward_store::sign_ins::{StoredSignIn, sign_in_advance, sign_in_end, sign_in_insert, sign_in_refused};
use doorward_store::time_locks::time_locks_cancel_all;
use doorward_store::trusted_devices::{device_end_by_token, device_insert, device_use, devices_move};
use doorward_store::users::{user_signed_in, user_times};
use doorward_store::{StoreError, Tx};

use super::enrolling::NewFactor;
use super::factors::consume;
use super::facts::is_current;
use super::journal::Journal;
use super::not_me::take_back_failure;
use super::restricted::{restrict, take_grant};
use super::sending::send_to_prove;

/// A step that was decided, and all that it writes.
pub(super) struct Passage {
    pub(super) journal: Journal,
    pub(super) person: PersonFacts,
    pub(super) before: Option<StoredSignIn>,
    pub(super) claim: Claim,
    pub(super) events: Vec<Event>,
    pub(super) to: To,
}

/// What the step consumes.
pub(super) enum Claim {
    Password { lanes: Vec<[u8; 32]>, rehash: Option<(String, String)> },
    SecondFactor(Detail),
    Enrolment(Box<NewFactor>),
    SavedCodes,
    Recovery(Grant),
}

/// Where it leads.
pub(super) enum To {
    Wait(Box<Waiting>),
    Arrive(Arc<Arrival>),
    Restrict(Arc<(NewRestricted, StoredEnrolment)>),
    Over(Refused),
}

/// A person who is signed in, in their browser.
pub(super) struct Arrival {
    pub(super) session: NewSession,
    pub(super) browser: Token,
    /// The device that is trusted from now on.
    pub(super) trusted: Option<NewDevice>,
    /// The device cookie that the browser came with.
    pub(super) device_before: Option<Token>,
}

pub(super) struct Waiting {
    pub(super) stored: StoredSignIn,
    pub(super) token: Token,
    pub(super) enrolment: Option<StoredEnrolment>,
}

impl Passage {
    /// None when the step is made; otherwise why not, which is then written down as well.
    pub(super) fn save(&mut self, tx: &mut Tx<'_>) -> Result<Option<Refused>, StoreError> {
        let (tenant, user) = (self.journal.tenant.id, self.person.user.clone());
        if !is_current(tx, &self.person)? {
            return self.give_up(tx, Refused::Stale);
        }
        if let To::Over(refused) = &self.to {
            let refused = refused.clone();
            self.end_before(tx)?;
            self.journal.record_all(tx, &user, &self.events)?;
            return Ok(Some(refused));
        }
        if let Some(refusal) = self.take_claim(tx)? {
            let refused = Refused::Factor(refusal.clone());
            if let Some(before) = &self.before {
                sign_in_refused(tx, &tenant, &before.id, Some(&refused))?;
            }
            let event = match self.claim {
                Claim::Enrolment(_) => Event::EnrolmentRefused { refusal },
                _ => Event::SecondFactorRefused { refusal },
            };
            self.journal.record(tx, Actor::of(&user), Some(&user), &event)?;
            return Ok(Some(refused));
        }
        let taken = match (&self.before, &self.to) {
            (Some(before), To::Wait(waiting)) => sign_in_advance(
                tx,
                &tenant,
                before,
                &waiting.stored.state,
                waiting.stored.expires_at,
                &waiting.token.hash(),
            )?,
            (Some(before), To::Arrive(_) | To::Restrict(_) | To::Over(_)) => {
                sign_in_end(tx, &tenant, &before.id, before.version)?
            }
            (None, To::Wait(waiting)) => {
                sign_in_insert(tx, &tenant, &waiting.stored, &waiting.token.hash())?;
                true
            }
            (None, To::Arrive(_) | To::Restrict(_) | To::Over(_)) => true,
        };
        if !taken || !self.device_still_trusted(tx)? {
            return self.give_up(tx, Refused::Stale);
        }
        if !self.begin_grace(tx)? {
            return self.give_up(tx, Refused::Stale);
        }
        let new_browser = match &self.to {
            To::Arrive(arrival) => self.is_new_browser(tx, arrival)?,
            To::Wait(_) | To::Restrict(_) | To::Over(_) => false,
        };
        match &self.to {
            To::Wait(waiting) => {
                if let Some(enrolment) = &waiting.enrolment {
                    enrolment_put(tx, &tenant, &user.id, enrolment)?;
                }
                if matches!(waiting.stored.state, State::Enrol(_)) {
                    set_up_met(tx, &tenant, &user.id, self.journal.moment.now())?;
                }
                let stored = waiting.stored.clone();
                self.send_first_code(tx, &stored)?;
            }
            To::Arrive(arrival) => {
                let arrival = Arc::clone(arrival);
                self.arrive(tx, &arrival)?;
                if let Some(before) = &self.before {
                    take_back_failure(tx, &tenant, before)?;
                    if matches!(before.state, State::Enrol(_) | State::SaveCodes(_)) {
                        set_up_over(tx, &tenant, &user.id)?;
                    }
                }
            }
            To::Restrict(begun) => {
                let begun = Arc::clone(begun);
                restrict(tx, &mut self.journal, &user, &begun.0, &begun.1)?;
                if let Some(before) = &self.before {
                    take_back_failure(tx, &tenant, before)?;
                }
            }
            To::Over(_) => {}
        }
        self.journal.record_all(tx, &user, &self.events)?;
        if let To::Arrive(arrival) = &self.to
            && new_browser
        {
            let event = Event::NewBrowser { trusted: arrival.trusted.is_some() };
            self.journal.record(tx, Actor::of(&user), Some(&user), &event)?;
        }
        if let To::Arrive(arrival) = &self.to
            && let Some(device) = &arrival.trusted
        {
            let event = Event::DeviceTrusted { device: device.id };
            self.journal.record(tx, Actor::of(&user), Some(&user), &event)?;
        }
        Ok(None)
    }

    /// Sends the passcode of whoever is asked for one first, so that nobody has to ask for it. What holds it back is said by the
    /// page that waits for it.
    fn send_first_code(&mut self, tx: &mut Tx<'_>, waiting: &StoredSignIn) -> Result<(), StoreError> {
        let first = Channel::of(self.person.first_way());
        let (State::SecondFactor(_), Some(channel)) = (&waiting.state, first) else { return Ok(()) };
        let bound_to = BoundTo::sign_in(&waiting.id);
        send_to_prove(tx, &mut self.journal, &self.person, bound_to, channel).map(drop)
    }

    /// Whether the person never signed in from this browser before. The very first sign-in is no news to whoever made it.
    fn is_new_browser(&self, tx: &mut Tx<'_>, arrival: &Arrival) -> Result<bool, StoreError> {
        let (tenant, user) = (self.journal.tenant.id, self.person.user.id);
        Ok(!browser_is_known(tx, &tenant, &user, &arrival.browser.hash())?
            && user_times(tx, &tenant, &user)?.is_some_and(|times| times.last_sign_in_at.is_some()))
    }

    /// Writes the session down, and what the browser is from now on.
    fn arrive(&self, tx: &mut Tx<'_>, arrival: &Arrival) -> Result<(), StoreError> {
        let Arrival { session, browser, trusted, device_before } = arrival;
        let (tenant, user, at) = (self.journal.tenant.id, self.person.user.id, session.begun_at);
        let (address, name) = self.journal.origin();
        session_insert(tx, &tenant, session, &address, &name)?;
        browser_remember(tx, &tenant, &user, &browser.hash(), at)?;
        user_signed_in(tx, &tenant, &user, at)?;
        password_is_theirs(tx, &tenant, &user)?;
        if session.done.second_factor_at().is_some() {
            // Whoever has one needs no help, and nobody else is to have it in their name.
            help_request_close(tx, &tenant, &user, Outcome::SignedIn, None, None, at)?;
            issued_codes_cancel_all(tx, &tenant, &user, at)?;
            time_locks_cancel_all(tx, &tenant, &user, at)?;
        }
        // Whoever was asked has just said anew whether this browser is to be trusted.
        if let Some(before) = device_before.as_ref().filter(|_| session.done.device().is_none()) {
            device_end_by_token(tx, &tenant, &user, &before.hash(), at)?;
        }
        let Some(device) = trusted else { return Ok(()) };
        // A fresh token, so that nobody can plant one that they know; others who trust this browser keep their trust.
        if let Some(before) = device_before {
            devices_move(tx, &tenant, &before.hash(), &device.token.hash())?;
        }
        device_insert(tx, &tenant, device, &address, &name)
    }

    /// Begins the grace that this sign-in begins. Another sign-in of this moment may have begun it: it is the same grace, unless it is
    /// over.
    fn begin_grace(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let To::Arrive(arrival) = &self.to else { return Ok(true) };
        let Some(grace) = arrival.session.done.begins() else { return Ok(true) };
        let (tenant, user, at) = (self.journal.tenant.id, self.person.user.id, self.journal.moment.now());
        Ok(grace_begin(tx, &tenant, &user, grace, at)?
            || grace_find(tx, &tenant, &user)?.is_some_and(|begun| at < begun.until))
    }

    /// Whether the device that stands in for a passcode still does, in this transaction.
    fn device_still_trusted(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let To::Arrive(arrival) = &self.to else { return Ok(true) };
        let Some(device) = arrival.session.done.device() else { return Ok(true) };
        let (tenant, at) = (self.journal.tenant.id, self.journal.moment.now());
        device_use(tx, &tenant, &device, self.person.user.epoch, at)
    }

    /// Consumes what is single-use; the refusal when somebody else was faster.
    fn take_claim(&mut self, tx: &mut Tx<'_>) -> Result<Option<Refusal>, StoreError> {
        let (tenant, user) = (self.journal.tenant.id, &self.person.user);
        match &self.claim {
            Claim::Password { lanes, rehash } => {
                for lane in lanes {
                    password_lane_clear(tx, &tenant, lane)?;
                }
                if let Some((old, new)) = rehash {
                    password_rehash(tx, &tenant, &user.id, old, new)?;
                }
                Ok(None)
            }
            Claim::SecondFactor(detail) => {
                if let Some(refusal) = consume(&mut self.journal, tx, user, detail)? {
                    return Ok(Some(refusal));
                }
                second_factor_ledger_clear(tx, &tenant, &user.id)?;
                Ok(None)
            }
            Claim::Enrolment(factor) => factor.save(tx, &tenant, user),
            Claim::Recovery(grant) => {
                let refusal = take_grant(tx, &self.person, grant, self.journal.moment.now())?;
                if refusal.is_none() {
                    second_factor_ledger_clear(tx, &tenant, &user.id)?;
                }
                Ok(refusal)
            }
            Claim::SavedCodes => {
                if let Some(before) = &self.before {
                    shown_codes_saved(tx, &tenant, &user.id, BoundTo::sign_in(&before.id).as_bytes())?;
                }
                Ok(None)
            }
        }
    }

    fn give_up(&mut self, tx: &mut Tx<'_>, refused: Refused) -> Result<Option<Refused>, StoreError> {
        self.end_before(tx)?;
        let user = self.person.user.clone();
        self.journal.record(
            tx,
            Actor::of(&user),
            Some(&user),
            &Event::SignInOver { why: refused.clone() },
        )?;
        Ok(Some(refused))
    }

    fn end_before(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        if let Some(before) = &self.before {
            sign_in_end(tx, &self.journal.tenant.id, &before.id, before.version)?;
        }
        Ok(())
    }
}
