//! Exemptions from what the policy requires: granting one, ending it before its day, and who has one.

use doorward_core::authority::{Act, Actor, Denied, Target, may};
use doorward_core::event::Event;
use doorward_core::exemption::Exemption;
use doorward_core::id::{ExemptionId, UserId};
use doorward_core::moment::Time;
use doorward_core::rollout::Reason;
use doorward_core::session::{StandsOn, SteppedUp};
use doorward_core::tenant::Tenant;
use doorward_core::user::{Email, User};
use doorward_store::exemptions::{
    ExemptionQuery, ExemptionRow, StoredExemption, exemption_end, exemption_find, exemption_grant,
    exemption_list, exemption_now,
};
use doorward_store::users::{user_by_email, user_find};
use doorward_store::{StoreError, Tx};

use super::journal::Journal;
use super::sessions::{end_all, while_signed_in};
use super::{App, Result, Visit};

/// What granting or ending one came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exempted {
    /// It is done.
    Yes,
    /// The role does not allow it.
    Denied(Denied),
    /// It does not fit the person as they are now: somebody else was faster, or there is no such person.
    DoesNotFit,
}

/// One page of exemptions.
#[derive(Clone, Debug)]
pub struct ExemptionsPage {
    /// The exemptions.
    pub rows: Vec<ExemptionRow>,
    /// Whether there are more after them.
    pub more: bool,
}

impl App {
    /// Exempts a person until then, if they have no exemption that holds.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn exempt(
        &self,
        visit: &mut Visit,
        by: SteppedUp,
        on: UserId,
        reason: Reason,
        until: Time,
    ) -> Result<Exempted> {
        let id = ExemptionId::new(&mut visit.moment);
        let mut change = Change { journal: self.journal(visit), actor: by.actor(), on: Some(by.stands_on()) };
        Ok(self.0.store.write(move |tx| change.grant(tx, &on, Exemption { id, until }, &reason)).await?)
    }

    /// Ends a person's exemption before its day, and with it all that they are signed in by.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn end_exemption(
        &self,
        visit: &mut Visit,
        by: SteppedUp,
        on: UserId,
        id: ExemptionId,
    ) -> Result<Exempted> {
        let mut change = Change { journal: self.journal(visit), actor: by.actor(), on: Some(by.stands_on()) };
        Ok(self.0.store.write(move |tx| change.end(tx, &on, Some(id))).await?)
    }

    /// Does the one or the other from the server's console: grants, with a reason and an end; ends without.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn exempt_as_operator(
        &self,
        tenant: Tenant,
        email: &Email,
        granted: Option<(Reason, Time)>,
    ) -> Result<Exempted> {
        let (mut moment, account, key) = (self.moment()?, tenant.id, email.key());
        let id = ExemptionId::new(&mut moment);
        let journal = self.console_journal(tenant, &mut moment);
        let mut change = Change { journal, actor: Actor::Operator, on: None };
        let save = move |tx: &mut Tx<'_>| {
            let Some(user) = user_by_email(tx, &account, &key)? else { return Ok(Exempted::DoesNotFit) };
            match &granted {
                Some((reason, until)) => change.grant(tx, &user.id, Exemption { id, until: *until }, reason),
                None => change.end(tx, &user.id, None),
            }
        };
        Ok(self.0.store.write(save).await?)
    }

    /// One page of exemptions.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn exemptions(&self, visit: &Visit, query: ExemptionQuery) -> Result<ExemptionsPage> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let limit = query.limit;
            let one_more = ExemptionQuery { limit: limit.saturating_add(1), ..query.clone() };
            let mut rows = exemption_list(tx, &tenant, &one_more, now)?;
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            let more = rows.len() > limit;
            rows.truncate(limit);
            Ok(ExemptionsPage { rows, more })
        };
        Ok(self.0.store.read(load).await?)
    }
}

/// The exemption that a person has at `now`, with who granted it and why.
pub(super) fn exemption_of(
    tx: &mut Tx<'_>,
    user: &User,
    now: Time,
) -> Result<Option<StoredExemption>, StoreError> {
    match exemption_now(tx, &user.tenant, &user.id)?.filter(|it| it.holds(now)) {
        Some(exemption) => exemption_find(tx, &user.tenant, &exemption.id),
        None => Ok(None),
    }
}

/// Ends the exemption of a person who is not any more what they were when it was granted. Whoever changes them ends their sessions.
pub(super) fn exemption_lapses(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    actor: Actor,
    user: &User,
) -> Result<(), StoreError> {
    let now = journal.moment.now();
    let Some(it) = exemption_of(tx, user, now)? else { return Ok(()) };
    if exemption_end(tx, &user.tenant, &it.exemption.id, actor.person().as_ref(), now)? {
        journal.record(tx, actor, Some(user), &Event::ExemptionEnded { reason: it.reason })?;
    }
    Ok(())
}

struct Change {
    journal: Journal,
    actor: Actor,
    on: Option<StandsOn>,
}

impl Change {
    fn grant(
        &mut self,
        tx: &mut Tx<'_>,
        of: &UserId,
        exemption: Exemption,
        reason: &Reason,
    ) -> Result<Exempted, StoreError> {
        let user = match self.reach(tx, of)? {
            Ok(user) => user,
            Err(why) => return Ok(why),
        };
        let (tenant, at, by) = (self.journal.tenant.id, self.journal.moment.now(), self.actor.person());
        if !exemption_grant(tx, &tenant, &user.id, &exemption, reason.as_str(), by.as_ref(), at)? {
            return Ok(Exempted::DoesNotFit);
        }
        let (reason, until) = (reason.as_str().to_owned(), exemption.until);
        self.journal.record(tx, self.actor, Some(&user), &Event::ExemptionGranted { reason, until })?;
        Ok(Exempted::Yes)
    }

    /// Ends this one; whichever there is without an id.
    fn end(&mut self, tx: &mut Tx<'_>, of: &UserId, id: Option<ExemptionId>) -> Result<Exempted, StoreError> {
        let user = match self.reach(tx, of)? {
            Ok(user) => user,
            Err(why) => return Ok(why),
        };
        let (tenant, at, by) = (self.journal.tenant.id, self.journal.moment.now(), self.actor.person());
        let found = exemption_of(tx, &user, at)?.filter(|it| id.is_none_or(|id| it.exemption.id == id));
        let Some(StoredExemption { exemption, reason, .. }) = found else { return Ok(Exempted::DoesNotFit) };
        // What was decided under the exemption dies with it: the person's next epoch is open.
        if !end_all(tx, &user)? || !exemption_end(tx, &tenant, &exemption.id, by.as_ref(), at)? {
            return Ok(Exempted::DoesNotFit);
        }
        self.journal.record(tx, self.actor, Some(&user), &Event::ExemptionEnded { reason })?;
        Ok(Exempted::Yes)
    }

    /// The person, if there is one whom this may be done to.
    fn reach(
        &mut self,
        tx: &mut Tx<'_>,
        of: &UserId,
    ) -> Result<std::result::Result<User, Exempted>, StoreError> {
        let tenant = self.journal.tenant.id;
        let Some(user) = user_find(tx, &tenant, of)?.filter(|user| !user.standing.is_gone()) else {
            return Ok(Err(Exempted::DoesNotFit));
        };
        let mut allowed = may(self.actor, Act::Exempt, Target { id: user.id, role: user.role });
        if let Some(on) = &self.on {
            allowed = while_signed_in(tx, &tenant, on, allowed)?;
        }
        if let Err(why) = allowed {
            self.journal.record(tx, self.actor, Some(&user), &Event::Denied { why })?;
            return Ok(Err(Exempted::Denied(why)));
        }
        Ok(Ok(user))
    }
}
