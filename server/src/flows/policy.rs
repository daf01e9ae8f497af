//! The account's policy: reading it, and making a plan of how it changes true. The plan itself is in `policy_plan.rs`.

use doorward_core::authority::Denied;
use doorward_core::event::Event;
use doorward_core::id::TenantId;
use doorward_core::pause::Counted;
use doorward_core::policy::Policy;
use doorward_core::rollout::{Change, LockOut, Reason};
use doorward_core::session::{Session, SteppedUp};
use doorward_core::tenant::Tenant;
use doorward_core::user::UserType;
use doorward_store::policies::{
    PolicyVersion, policy_now, policy_replace, policy_version_now, policy_versions,
};
use doorward_store::sessions::session_follow_policy;
use doorward_store::{StoreError, Tx};

use super::journal::Journal;
use super::policy_plan::{Judged, NotPlanned, PlannedFor, PolicyChange};
use super::sessions::while_signed_in;
use super::{App, Result, Visit};

/// The policy of a user type.
#[derive(Clone, Debug)]
pub struct PolicyStanding {
    /// What is demanded.
    pub policy: Policy,
    /// Of whom there were too many, if it is as it is because it paused by itself.
    pub paused: Option<Counted>,
}

/// What saving a rule of the account came to that needs no plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PolicySaved {
    /// It is saved.
    Yes,
    /// Nothing was different.
    Unchanged,
    /// Somebody else changed it meanwhile: nothing was saved.
    ChangedMeanwhile,
    /// People would depend on mail by it, and mail was not proven to arrive: nothing was saved.
    MailUntested,
    /// The role does not allow it.
    Denied(Denied),
}

/// What making a plan true came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Applied {
    /// It is true.
    Yes,
    /// Something that the plan rests on has changed since it was shown: nothing was saved.
    NotAsPlanned,
    /// It would keep somebody out who must not be: nothing was saved.
    LocksOut(LockOut),
    /// There is no such plan any more: nothing was saved.
    NotPlanned(NotPlanned),
    /// The role does not allow it.
    Denied(Denied),
}

impl App {
    /// The policy of both user types.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn policies(&self, visit: &Visit) -> Result<Vec<PolicyStanding>> {
        let tenant = visit.tenant.id;
        let load = move |tx: &mut Tx<'_>| {
            let mut found = Vec::new();
            for user_type in UserType::ALL {
                if let Some(PolicyVersion { policy, paused, .. }) =
                    policy_version_now(tx, &tenant, user_type)?
                {
                    found.push(PolicyStanding { policy, paused });
                }
            }
            Ok(found)
        };
        Ok(self.0.store.read(load).await?)
    }

    /// The policy of a user type now, as whoever is at the server's console sees it.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn policy_of(&self, tenant: TenantId, user_type: UserType) -> Result<Policy> {
        let now = self.0.store.read(move |tx| policy_now(tx, &tenant, user_type)).await?;
        now.ok_or(super::Error::Gone("a policy"))
    }

    /// Versions of a user type's policy up to this one, the newest first.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn policy_history(
        &self,
        tenant: TenantId,
        user_type: UserType,
        up_to: u64,
        limit: u64,
    ) -> Result<Vec<PolicyVersion>> {
        Ok(self.0.store.read(move |tx| policy_versions(tx, &tenant, user_type, up_to, limit)).await?)
    }

    /// Makes the plan of these changes true that has this hash, all of it or nothing: it is made once more in the transaction that
    /// saves it, and whatever it rests on must be as it was.
    ///
    /// Who is signed in goes on until that session ends, unless the change ends sessions. The admin's own session goes
    /// on in any case: it has a second factor, fresher than ten minutes.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn apply_policy(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        changes: Vec<PolicyChange>,
        hash: String,
        reason: Reason,
    ) -> Result<Applied> {
        let planned_for = self.planned_for(visit.tenant.clone(), visit.moment.now(), Some(session.clone()));
        let journal = self.journal(visit);
        self.apply(Applying { journal, planned_for, by: Some(by), changes, hash, reason }).await
    }

    /// Does the same from the server's console.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn apply_policy_as_operator(
        &self,
        tenant: Tenant,
        changes: Vec<PolicyChange>,
        hash: String,
        reason: Reason,
    ) -> Result<Applied> {
        let mut moment = self.moment()?;
        let planned_for = self.planned_for(tenant.clone(), moment.now(), None);
        let journal = self.console_journal(tenant, &mut moment);
        self.apply(Applying { journal, planned_for, by: None, changes, hash, reason }).await
    }

    async fn apply(&self, mut applying: Applying) -> Result<Applied> {
        Ok(self.0.store.write(move |tx| applying.save(tx)).await?)
    }
}

/// A plan that is made true, and all that it needs in the transaction.
struct Applying {
    journal: Journal,
    planned_for: PlannedFor,
    by: Option<SteppedUp>,
    changes: Vec<PolicyChange>,
    hash: String,
    reason: Reason,
}

impl Applying {
    fn save(&mut self, tx: &mut Tx<'_>) -> Result<Applied, StoreError> {
        if let Err(why) = self.may(tx)? {
            let maker = self.planned_for.maker.as_ref().map(|session| &session.user);
            self.journal.record(tx, self.planned_for.actor(), maker, &Event::Denied { why })?;
            return Ok(Applied::Denied(why));
        }
        let plan = match self.planned_for.judge(tx, &self.changes)? {
            Judged::Plan(plan) => plan,
            Judged::No(why) => return Ok(Applied::NotPlanned(why)),
        };
        // Both hashes are public: nothing is told by how long the comparison takes.
        if plan.hash() != self.hash {
            return Ok(Applied::NotAsPlanned);
        }
        if let Some(whom) = plan.lock_out {
            return Ok(Applied::LocksOut(whom));
        }
        for effect in &plan.effects {
            self.change(tx, &effect.change)?;
        }
        Ok(Applied::Yes)
    }

    fn may(&self, tx: &mut Tx<'_>) -> Result<std::result::Result<(), Denied>, StoreError> {
        let allowed = self.planned_for.allowed(&self.changes);
        match &self.by {
            Some(by) => while_signed_in(tx, &self.journal.tenant.id, &by.stands_on(), allowed),
            None => Ok(allowed),
        }
    }

    fn change(&mut self, tx: &mut Tx<'_>, change: &Change) -> Result<(), StoreError> {
        let (tenant, at, actor) =
            (self.journal.tenant.id, self.journal.moment.now(), self.planned_for.actor());
        let next = change.old.changed(change.to, change.end_sessions, at);
        let reason = self.reason.as_str().to_owned();
        if !policy_replace(tx, &tenant, &next, at, actor.person().as_ref(), Some(&reason))? {
            return Err(StoreError::Corrupt("a policy version that is closed twice".to_owned()));
        }
        let own = self.planned_for.maker.as_ref();
        if let Some(own) = own.filter(|own| change.end_sessions && own.policy.user_type == next.user_type) {
            session_follow_policy(tx, &tenant, &own.id, next.epoch)?;
        }
        let event = Event::PolicyChanged {
            user_type: next.user_type,
            from: Some(Box::new(change.old.demands())),
            requirement: change.to.requirement,
            terms: Some(change.to.terms),
            asking: Some(change.to.asking),
            methods: Some(change.to.methods),
            lifetimes: change.to.lifetimes,
            sessions_ended: change.end_sessions,
            reason: Some(reason),
        };
        self.journal.record(tx, actor, None, &event)
    }
}
