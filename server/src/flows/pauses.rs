//! A roll-out that pauses by itself, when too many people do not come in: when that is, is decided in core.

use doorward_core::authority::Actor;
use doorward_core::deadline::Terms;
use doorward_core::event::Event;
use doorward_core::id::TenantId;
use doorward_core::letter::Letter;
use doorward_core::moment::Time;
use doorward_core::pause::{Counted, put_off, watch};
use doorward_core::policy::{Demands, Policy};
use doorward_core::signin;
use doorward_core::tenant::Tenant;
use doorward_core::user::UserType;
use doorward_store::pauses::{pause_blocked, pause_came_in};
use doorward_store::policies::{PolicyVersion, policy_paused, policy_replace, policy_version_now};
use doorward_store::tenants::tenant_list;
use doorward_store::{StoreError, Tx};

use super::journal::Journal;
use super::{App, Result};

impl App {
    /// Pauses each roll-out of every account in which too many people do not come in. Returns how many.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn pause_roll_outs(&self) -> Result<u64> {
        let mut paused = 0_u64;
        for tenant in self.0.store.read(tenant_list).await? {
            for user_type in UserType::ALL {
                paused = paused.saturating_add(u64::from(self.pause_roll_out(&tenant, user_type).await?));
            }
        }
        Ok(paused)
    }

    async fn pause_roll_out(&self, tenant: &Tenant, user_type: UserType) -> Result<bool> {
        let mut moment = self.moment()?;
        let (id, now) = (tenant.id, moment.now());
        // Counted apart from the change, so that nobody who signs in waits for it.
        let found = self.0.store.read(move |tx| too_many(tx, &id, user_type, now)).await?;
        let Some((policy, counted)) = found else { return Ok(false) };
        let mut journal = self.console_journal(tenant.clone(), &mut moment);
        Ok(self.0.store.write(move |tx| pause(tx, &mut journal, &policy, counted)).await?)
    }
}

/// The policy whose roll-out is to pause, and of whom there are too many.
fn too_many(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    now: Time,
) -> Result<Option<(Policy, Counted)>, StoreError> {
    let version = policy_version_now(tx, tenant, user_type)?;
    let Some(PolicyVersion { policy, since, .. }) = version else { return Ok(None) };
    let Some(watch) = watch(&policy, since, signin::LIVES_FOR, now) else { return Ok(None) };
    let blocked = pause_blocked(tx, tenant, user_type, &watch)?;
    if !policy.terms.may_pause(blocked) {
        return Ok(None);
    }
    let all = blocked.saturating_add(pause_came_in(tx, tenant, user_type, &watch)?);
    let counted = Counted { blocked, all };
    Ok(policy.terms.pause(counted).then_some((policy, counted)))
}

/// Puts the deadline off; false when somebody changed the policy meanwhile, or another node was faster.
fn pause(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    policy: &Policy,
    counted: Counted,
) -> Result<bool, StoreError> {
    let (tenant, now, user_type) = (journal.tenant.id, journal.moment.now(), policy.user_type);
    let until = put_off(now);
    let terms = Terms { deadline: Some(until), ..policy.terms };
    let demands = Demands { terms, ..policy.demands() };
    let next = policy.changed(demands, false, now);
    if !policy_replace(tx, &tenant, &next, now, None, None)? {
        return Ok(false);
    }
    policy_paused(tx, &tenant, &next, counted)?;
    let changed = Event::PolicyChanged {
        user_type,
        from: Some(Box::new(policy.demands())),
        requirement: demands.requirement,
        terms: Some(terms),
        asking: Some(demands.asking),
        methods: Some(demands.methods),
        lifetimes: demands.lifetimes,
        sessions_ended: false,
        reason: None,
    };
    journal.record(tx, Actor::System, None, &changed)?;
    journal.record(tx, Actor::System, None, &Event::RolloutPaused { user_type, counted })?;
    journal.post_to_owners(tx, &[], &Letter::RolloutPaused { user_type, counted, until })?;
    Ok(true)
}
