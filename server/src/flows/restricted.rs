//! The restricted session, from its beginning to its end: a person who has lost every second factor sets up a new one in it, and does
//! nothing else. See decision 33.
//!
//! Beginning it ends everything that they were signed in by. What they had before goes on to count until the new one is confirmed, so
//! that a recovery that is given up leaves nobody with the password alone.

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::factor::{Channel, FactorKind, Methods, Refusal, recovery_code, sent_code};
use doorward_core::grant::{self, Backer, Grant, GrantedBy, LockStanding};
use doorward_core::id::{FactorId, TenantId, UserId};
use doorward_core::letter::Letter;
use doorward_core::moment::Time;
use doorward_core::recovery::{self, NewRestricted, RestrictedSession};
use doorward_core::secret::Token;
use doorward_core::signin::PersonFacts;
use doorward_core::user::{Role, User};
use doorward_store::authenticators::{StoredEnrolment, enrolment_put};
use doorward_store::issued_codes::{StoredIssuedCode, issued_code_find, issued_code_newest, issued_code_use};
use doorward_store::ledgers::second_factor_ledger_clear;
use doorward_store::recovery_codes::shown_codes_saved;
use doorward_store::recovery_rules::recovery_rules_now;
use doorward_store::restricted_sessions::{
    restricted_by_token, restricted_end, restricted_end_all, restricted_enrol, restricted_insert,
};
use doorward_store::sessions::sessions_end;
use doorward_store::sign_ins::sign_ins_end_all;
use doorward_store::time_locks::{time_lock_newest, time_lock_use};
use doorward_store::trusted_devices::devices_end;
use doorward_store::users::{user_find, user_open_epoch};
use doorward_store::{StoreError, Tx};

use super::enrolling::NewFactor;
use super::factors::SecondFactorTry;
use super::facts::person_facts;
use super::journal::Journal;
use super::methods::{close, ids_now};
use super::{App, Result, Visit};

/// What setting up a second factor in a restricted session came to.
#[derive(Debug)]
pub enum Recovered {
    /// It is set up; the codes to save are shown under this cookie.
    Done(Token),
    /// It was not right.
    Refused(Refusal),
    /// Another try has to wait until then.
    Slowed {
        /// When it may be made.
        until: Time,
    },
    /// There were too many wrong tries for another.
    Closed,
    /// The restricted session is over.
    Over,
}

impl App {
    /// The restricted session of a cookie, if it holds at this moment.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn restricted_of(&self, visit: &Visit, token: &Token) -> Result<Option<RestrictedSession>> {
        let (tenant, hash, now) = (visit.tenant.id, token.hash(), visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let Some(stored) = restricted_by_token(tx, &tenant, &hash)? else { return Ok(None) };
            let user = user_find(tx, &tenant, &stored.user)?;
            Ok(user.and_then(|user| recovery::check(stored, user, now)))
        };
        Ok(self.0.store.read(load).await?)
    }

    /// The methods that count, if they are set up in it.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn methods_to_set_up(&self, visit: &Visit, restricted: &RestrictedSession) -> Result<Methods> {
        let facts = self.person_facts(visit, restricted.user.id).await?;
        let rules = facts.person.map(|person| person.policy.methods);
        let counts = |kind: &FactorKind| rules.is_some_and(|rules| rules.count(*kind));
        Ok(FactorKind::ALL.into_iter().filter(counts).collect())
    }

    /// Confirms an authenticator by its first passcode.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn enrol_restricted(
        &self,
        visit: &mut Visit,
        restricted: &RestrictedSession,
        typed: &str,
    ) -> Result<Recovered> {
        let (user, bound_to) = (restricted.user.id, restricted.bound_to());
        let judged = self.judge_enrolment(visit, user, bound_to, typed, String::new(), true).await?;
        self.save_recovered(visit, restricted, judged.map(|(_, factor)| factor)).await
    }

    /// Confirms a passkey that was made in it.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn enrol_restricted_passkey(
        &self,
        visit: &mut Visit,
        restricted: &RestrictedSession,
        sent: &str,
        name: &str,
    ) -> Result<Recovered> {
        let (user, bound_to) = (restricted.user.id, restricted.bound_to());
        let judged = self.judge_new_passkey(visit, user, bound_to, sent, name, true).await?;
        self.save_recovered(visit, restricted, judged.map(|(_, factor)| factor)).await
    }

    /// Sets a mailbox or phone up by its first passcode. A guess at that one is a try like every other.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn enrol_restricted_receiver(
        &self,
        visit: &mut Visit,
        restricted: &RestrictedSession,
        channel: Channel,
        typed: &str,
    ) -> Result<Recovered> {
        let (user, bound_to) = (restricted.user.id, restricted.bound_to());
        if let Err(refusal) = sent_code::shape(typed) {
            return Ok(Recovered::Refused(refusal));
        }
        match self.spend_second_factor(visit, user).await? {
            SecondFactorTry::Spent { .. } => {}
            SecondFactorTry::Slowed { until } => return Ok(Recovered::Slowed { until }),
            SecondFactorTry::Closed => return Ok(Recovered::Closed),
        }
        let judged = self.judge_new_receiver(visit, user, bound_to, channel, typed, true).await?;
        self.save_recovered(visit, restricted, judged.map(|(_, factor)| factor)).await
    }

    /// Ends a restricted session: the codes are saved, or its person goes away.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn end_restricted(&self, visit: &Visit, restricted: &RestrictedSession) -> Result<()> {
        let (tenant, id, user, bound_to) =
            (visit.tenant.id, restricted.id, restricted.user.id, restricted.bound_to());
        let save = move |tx: &mut Tx<'_>| {
            shown_codes_saved(tx, &tenant, &user, bound_to.as_bytes())?;
            restricted_end(tx, &tenant, &id)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Judges what was typed for a recovery code against the one that somebody issued; none when it is not that one.
    pub(super) async fn judge_issued_code(
        &self,
        visit: &Visit,
        user: UserId,
        typed: &str,
    ) -> Result<Option<std::result::Result<Grant, Refusal>>> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let Some(stored) = issued_code_newest(tx, &tenant, &user)? else { return Ok(None) };
            let backers = backers(tx, &tenant, &stored)?;
            Ok(person_facts(tx, &tenant, &user)?.map(|person| (stored, backers, person)))
        };
        let found = self.0.store.read(load).await?;
        let (Some((stored, backers, person)), Some(code)) = (found, recovery_code::read(typed)) else {
            return Ok(None);
        };
        let digest = self.digest_of(code, stored.salt).await?;
        Ok(grant::judge_code(&stored.code, &backers, &person.user, person.policy.epoch, &digest, now))
    }

    /// Whether somebody issued a code for a person that is neither used nor taken back nor too old.
    pub(super) async fn has_issued_code(&self, visit: &Visit, user: UserId) -> Result<bool> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let newest = self.0.store.read(move |tx| issued_code_newest(tx, &tenant, &user)).await?;
        Ok(newest.is_some_and(|StoredIssuedCode { code, .. }| {
            code.used_at.is_none() && code.cancelled_at.is_none() && now < code.expires_at
        }))
    }

    /// Saves what was confirmed, or its refusal. What the person had before works no more.
    async fn save_recovered(
        &self,
        visit: &mut Visit,
        restricted: &RestrictedSession,
        judged: std::result::Result<NewFactor, Refusal>,
    ) -> Result<Recovered> {
        let token = Token::new(&mut visit.moment);
        let (mut journal, hash, restricted) = (self.journal(visit), token.hash(), restricted.clone());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at, user) = (journal.tenant.id, journal.moment.now(), &restricted.user);
            let before = all_methods(tx, user)?;
            let counts = person_facts(tx, &tenant, &user.id)?.map(|person| person.policy.methods);
            let saved = match &judged {
                Err(refusal) => Err(refusal.clone()),
                // Somebody let it count no more while it was being set up.
                Ok(factor) if !counts.is_some_and(|rules| rules.count(factor.kind())) => {
                    return Ok(Recovered::Over);
                }
                Ok(factor) => factor.save(tx, &tenant, user)?.map_or(Ok(factor.kind()), Err),
            };
            let kind = match saved {
                Ok(kind) => kind,
                Err(refusal) => {
                    let event = Event::EnrolmentRefused { refusal: refusal.clone() };
                    journal.record(tx, Actor::of(user), Some(user), &event)?;
                    return Ok(Recovered::Refused(refusal));
                }
            };
            if !restricted_enrol(tx, &tenant, &restricted.id, user.epoch, &hash, at)? {
                // It was ended at this very moment: nothing of this is kept.
                return Err(StoreError::Busy);
            }
            for (kind, id) in &before {
                close(tx, user, *kind, id, at)?;
            }
            second_factor_ledger_clear(tx, &tenant, &user.id)?;
            journal.record(tx, Actor::of(user), Some(user), &Event::FactorAdded { kind })?;
            journal.record(tx, Actor::of(user), Some(user), &Event::Recovered)?;
            Ok(Recovered::Done(token.clone()))
        };
        Ok(self.0.store.write(save).await?)
    }
}

/// Begins a restricted session in the transaction that consumed its grant: everything ends that the person was signed in by.
pub(super) fn restrict(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    user: &User,
    begun: &NewRestricted,
    enrolment: &StoredEnrolment,
) -> Result<(), StoreError> {
    let (User { tenant, id, .. }, at) = (user, journal.moment.now());
    if !user_open_epoch(tx, user)? {
        // Somebody changed the person at this very moment: nothing of this is kept, and the grant is good for another try.
        return Err(StoreError::Busy);
    }
    sign_ins_end_all(tx, tenant, id)?;
    sessions_end(tx, tenant, id, at)?;
    devices_end(tx, tenant, id, at)?;
    restricted_end_all(tx, tenant, id)?;
    restricted_insert(tx, tenant, begun)?;
    enrolment_put(tx, tenant, id, enrolment)?;
    if user.role > Role::EndUser {
        journal.post_to_owners(tx, &[user.id], &Letter::RecoveryBegun { of: Some(user.name.clone()) })?;
    }
    Ok(())
}

/// Consumes what a grant stands on, judged once more by what is so in this transaction: the refusal when it is not good any more.
pub(super) fn take_grant(
    tx: &mut Tx<'_>,
    person: &PersonFacts,
    grant: &Grant,
    at: Time,
) -> Result<Option<Refusal>, StoreError> {
    let (user, tenant) = (&person.user, &person.user.tenant);
    match grant.by() {
        GrantedBy::Code(id) => {
            let Some(stored) = issued_code_find(tx, tenant, &id)? else {
                return Ok(Some(Refusal::IssuedCodeDead));
            };
            let backers = backers(tx, tenant, &stored)?;
            if let Some(refusal) = grant::standing(&stored.code, &backers, user, person.policy.epoch, at) {
                return Ok(Some(refusal));
            }
            let used = issued_code_use(tx, tenant, &id, user.epoch, at)?;
            Ok((!used).then_some(Refusal::RecoveryCodeUsed))
        }
        GrantedBy::TimeLock(id) => {
            let open = lock_standing(tx, tenant, &user.id, at)? == LockStanding::Open(*grant);
            let used = open && time_lock_use(tx, tenant, &id, user.epoch, at)?;
            Ok((!used).then_some(Refusal::IssuedCodeDead))
        }
    }
}

/// How far the person's newest lock is.
pub(super) fn lock_standing(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    now: Time,
) -> Result<LockStanding, StoreError> {
    let allowed = recovery_rules_now(tx, tenant)?.rules.time_lock.is_some();
    let Some(lock) = time_lock_newest(tx, tenant, user)? else { return Ok(LockStanding::Dead) };
    let user = user_find(tx, tenant, user)?;
    Ok(user.map_or(LockStanding::Dead, |user| lock.standing(&user, allowed, now)))
}

/// Who stands behind a code, as they are now.
pub(super) fn backers(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    stored: &StoredIssuedCode,
) -> Result<Vec<Backer>, StoreError> {
    let both = [Some(stored.issuer), stored.agreed];
    let backer = |(id, role_then)| Ok(Backer { role_then, now: user_find(tx, tenant, &id)? });
    both.into_iter().flatten().map(backer).collect()
}

fn all_methods(tx: &mut Tx<'_>, user: &User) -> Result<Vec<(FactorKind, FactorId)>, StoreError> {
    let mut all = Vec::new();
    for kind in FactorKind::ALL {
        all.extend(ids_now(tx, user, kind)?.into_iter().map(|id| (kind, id)));
    }
    Ok(all)
}
