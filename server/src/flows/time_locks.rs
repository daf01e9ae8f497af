//! Self-recovery by time lock, where the account has it: an end user who has lost every second factor gives the password, proves the
//! mailbox, waits, and sets up a new one. Whoever reads a notice of it cancels it by one click. See decision 35.

use std::time::Duration;

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::factor::Channel;
use doorward_core::grant::{LockStanding, TimeLock};
use doorward_core::id::{MessageId, TimeLockId};
use doorward_core::letter::Letter;
use doorward_core::moment::Time;
use doorward_core::policy::SecondFactor;
use doorward_core::recovery::{LOCK_LIVES, LockHours, PROOF_LIVES};
use doorward_core::secret::Token;
use doorward_core::signin::{Answer, PersonFacts};
use doorward_core::user::{Role, User};
use doorward_store::code_receivers::code_receiver_now;
use doorward_store::recovery_rules::recovery_rules_now;
use doorward_store::time_locks::{
    time_lock_by_cancel, time_lock_by_proof, time_lock_cancel, time_lock_insert, time_lock_run,
    time_locks_cancel_all, time_locks_since,
};
use doorward_store::users::user_find;
use doorward_store::{StoreError, Tx};

use super::facts::person_facts;
use super::journal::Journal;
use super::passage::Claim;
use super::recovery::former_addresses;
use super::restricted::lock_standing;
use super::signin::{Answered, Brought, SignIn};
use super::{App, Result, Visit};

/// So often a person may begin one in a day: each is a mail.
const A_DAY: u64 = 3;

/// How far an end user is who lets themselves in again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LockNow {
    /// The account has none.
    None,
    /// They can begin one.
    Offered(LockHours),
    /// The password came by mail, and the mailbox would be proven once more: nothing else would be.
    MailboxTwice,
    /// A link to prove the mailbox is on its way.
    Mailed,
    /// It runs.
    Runs(Time),
    /// It is open.
    Open,
}

/// What beginning one came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LockBegun {
    /// A link to prove the mailbox is on its way.
    Mailed,
    /// There is one already, or none can be had.
    No,
    /// They began enough today.
    TooOften,
}

impl App {
    /// How far somebody is who stands before the second step.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn lock_now(&self, visit: &Visit, sign_in: &SignIn) -> Result<LockNow> {
        let (tenant, user, now) = (visit.tenant.id, sign_in.user()?, visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let Some(person) = person_facts(tx, &tenant, &user)? else { return Ok(LockNow::None) };
            lock_now(tx, &person, now)
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Mails the link that proves the mailbox, from which on the lock runs.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn begin_time_lock(&self, visit: &mut Visit, sign_in: &SignIn) -> Result<LockBegun> {
        let (user, id) = (sign_in.user()?, TimeLockId::new(&mut visit.moment));
        let token = Token::new(&mut visit.moment);
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            let Some(person) = person_facts(tx, &tenant, &user)? else { return Ok(LockBegun::No) };
            let user = &person.user;
            if !matches!(lock_now(tx, &person, now)?, LockNow::Offered(_)) {
                return Ok(LockBegun::No);
            }
            if time_locks_since(tx, &tenant, &user.id, now.minus(Duration::from_secs(86_400)))? >= A_DAY {
                return Ok(LockBegun::TooOften);
            }
            time_locks_cancel_all(tx, &tenant, &user.id, now)?;
            let until = now.plus(PROOF_LIVES);
            let lock = TimeLock {
                id,
                user: user.id,
                user_epoch: user.epoch,
                opens_at: None,
                expires_at: until,
                used_at: None,
                cancelled_at: None,
            };
            time_lock_insert(tx, &tenant, &lock, &token.hash(), now)?;
            journal.record(tx, Actor::of(user), Some(user), &Event::TimeLockAsked)?;
            journal.post(tx, user, Letter::TimeLockProof { token: token.expose(), until })?;
            Ok(LockBegun::Mailed)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// For how many hours the lock would run whose mailbox a link proves, if it does at this moment; nothing changes.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn look_at_lock_proof(&self, visit: &Visit, token: &Token) -> Result<Option<LockHours>> {
        let (tenant, hash, now) = (visit.tenant.id, token.hash(), visit.moment.now());
        let look = move |tx: &mut Tx<'_>| {
            let lock = time_lock_by_proof(tx, &tenant, &hash)?;
            let hours = recovery_rules_now(tx, &tenant)?.rules.time_lock;
            let Some(lock) = lock else { return Ok(None) };
            let Some(user) = user_find(tx, &tenant, &lock.user)? else { return Ok(None) };
            let waits = lock.standing(&user, hours.is_some(), now) == LockStanding::WaitsForMailbox;
            Ok(hours.filter(|_| waits))
        };
        Ok(self.0.store.read(look).await?)
    }

    /// The mailbox is proven, and the lock runs. Every channel of the person is told, with the link that cancels. None when the link is
    /// dead.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn run_time_lock(&self, visit: &mut Visit, token: &Token) -> Result<Option<Time>> {
        let (cancel, hash) = (Token::new(&mut visit.moment), token.hash());
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            let (Some(lock), Some(hours)) =
                (time_lock_by_proof(tx, &tenant, &hash)?, recovery_rules_now(tx, &tenant)?.rules.time_lock)
            else {
                return Ok(None);
            };
            let Some(user) = user_find(tx, &tenant, &lock.user)? else { return Ok(None) };
            if lock.standing(&user, true, now) != LockStanding::WaitsForMailbox {
                return Ok(None);
            }
            let opens_at = now.plus(hours.span());
            let until = opens_at.plus(LOCK_LIVES);
            if !time_lock_run(tx, &tenant, &lock.id, &cancel.hash(), (opens_at, until), now)? {
                return Ok(None);
            }
            journal.record(tx, Actor::of(&user), Some(&user), &Event::TimeLockRuns)?;
            let letter = Letter::TimeLockRuns { opens_at, token: cancel.expose(), until };
            tell_every_channel(tx, &mut journal, &user, &letter)?;
            Ok(Some(opens_at))
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Whether a link cancels a lock at this moment; nothing changes.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn look_at_lock_cancel(&self, visit: &Visit, token: &Token) -> Result<bool> {
        let (tenant, hash, now) = (visit.tenant.id, token.hash(), visit.moment.now());
        let look = move |tx: &mut Tx<'_>| {
            let lock = time_lock_by_cancel(tx, &tenant, &hash)?;
            Ok(lock
                .is_some_and(|it| it.used_at.is_none() && it.cancelled_at.is_none() && now < it.expires_at))
        };
        Ok(self.0.store.read(look).await?)
    }

    /// Cancels a lock by the link of a notice: it needs nothing else, since it only takes away. False when there is none any more.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn cancel_time_lock(&self, visit: &mut Visit, token: &Token) -> Result<bool> {
        let (mut journal, hash) = (self.journal(visit), token.hash());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at) = (journal.tenant.id, journal.moment.now());
            let Some(lock) = time_lock_by_cancel(tx, &tenant, &hash)? else { return Ok(false) };
            let Some(user) = user_find(tx, &tenant, &lock.user)? else { return Ok(false) };
            if !time_lock_cancel(tx, &tenant, &lock.id, at)? {
                return Ok(false);
            }
            journal.record(tx, Actor::System, Some(&user), &Event::TimeLockCancelled)?;
            Ok(true)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Goes through an open lock, after a right password: no guess, and no try.
    ///
    /// # Errors
    /// [`super::Error`] when nothing could be decided.
    pub async fn enter_by_time_lock(&self, visit: &mut Visit, sign_in: &SignIn) -> Result<Option<Answered>> {
        let (tenant, user, now) = (visit.tenant.id, sign_in.user()?, visit.moment.now());
        let load = move |tx: &mut Tx<'_>| lock_standing(tx, &tenant, &user, now);
        let LockStanding::Open(grant) = self.0.store.read(load).await? else { return Ok(None) };
        let claim = Claim::Recovery(grant);
        let answer = Answer::Recovery(Ok(grant));
        self.go_on(visit, sign_in, answer, claim, Brought::default()).await.map(Some)
    }
}

fn lock_now(tx: &mut Tx<'_>, person: &PersonFacts, now: Time) -> Result<LockNow, StoreError> {
    let (user, tenant) = (&person.user, &person.user.tenant);
    let Some(hours) = recovery_rules_now(tx, tenant)?.rules.time_lock else { return Ok(LockNow::None) };
    if user.role != Role::EndUser || person.required(now) != SecondFactor::Asked {
        return Ok(LockNow::None);
    }
    Ok(match lock_standing(tx, tenant, &user.id, now)? {
        LockStanding::Open(_) if person.password_by_mail => LockNow::MailboxTwice,
        LockStanding::Open(_) => LockNow::Open,
        LockStanding::Runs { until } => LockNow::Runs(until),
        LockStanding::WaitsForMailbox => LockNow::Mailed,
        LockStanding::Dead if person.password_by_mail => LockNow::MailboxTwice,
        LockStanding::Dead => LockNow::Offered(hours),
    })
}

/// To the address, the addresses of before, and the phone that passcodes are sent to.
fn tell_every_channel(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    user: &User,
    letter: &Letter,
) -> Result<(), StoreError> {
    journal.post(tx, user, letter.clone())?;
    for former in former_addresses(tx, journal, user)? {
        journal.post_to(tx, user, &former, letter.clone())?;
    }
    if let Some(phone) = code_receiver_now(tx, &user.tenant, &user.id, Channel::Sms)? {
        let id = MessageId::new(&mut journal.moment);
        journal.post_code(tx, user, Channel::Sms, &phone.number, letter.clone(), id)?;
    }
    Ok(())
}
