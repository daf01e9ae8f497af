//! What the account allows of recovery, chosen by an owner.

use doorward_core::event::Event;
use doorward_core::recovery::{Rules, may_change_rules};
use doorward_core::session::SteppedUp;
use doorward_store::Tx;
use doorward_store::recovery_rules::{RulesNow, recovery_rules_now, recovery_rules_replace};

use super::recovery::Decided;
use super::sessions::while_signed_in;
use super::{App, Result, Visit};

impl App {
    /// What the account allows now.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn recovery_rules(&self, visit: &Visit) -> Result<RulesNow> {
        let tenant = visit.tenant.id;
        Ok(self.0.store.read(move |tx| recovery_rules_now(tx, &tenant)).await?)
    }

    /// Saves what the account allows, if it still allows what the owner saw. The other owners are told by the audit log alone.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn save_recovery_rules(
        &self,
        visit: &mut Visit,
        by: SteppedUp,
        rules: Rules,
        seen: u64,
    ) -> Result<Decided> {
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, actor) = (journal.tenant.id, by.actor());
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), may_change_rules(actor))? {
                journal.record(tx, actor, None, &Event::Denied { why })?;
                return Ok(Decided::Denied(why));
            }
            let before = recovery_rules_now(tx, &tenant)?.rules;
            if !recovery_rules_replace(tx, &tenant, seen, &rules)? {
                return Ok(Decided::ChangedMeanwhile);
            }
            let event = Event::RecoveryRulesChanged { from: Some(before.into()), to: rules.into() };
            journal.record(tx, actor, None, &event)?;
            Ok(Decided::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }
}
