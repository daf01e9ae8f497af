//! A database that was read back from a backup: what was under way when it was taken has ended since, or may have, so none of it
//! goes on. Whoever opens the database first sees to it, before anybody is answered.

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::moment::Time;
use doorward_store::backup::RESTORED;
use doorward_store::marks::{mark_find, mark_remove};
use doorward_store::tenants::tenant_list;
use doorward_store::users::users_open_epoch;
use doorward_store::{StoreError, Tx};

use super::journal::Journal;
use super::{App, Result};

impl App {
    /// Signs everybody out, forgets trusted devices and kills mailed links, in every account of a database that was read back;
    /// nothing in any other.
    ///
    /// # Errors
    /// [`super::Error`].
    pub(super) async fn end_what_was_read_back(&self) -> Result<()> {
        let look = |tx: &mut Tx<'_>| Ok(mark_find(tx, RESTORED)?.is_some());
        if !self.0.store.read(look).await? {
            return Ok(());
        }
        let mut moment = self.moment()?;
        let tenants = self.0.store.read(tenant_list).await?;
        let mut journals: Vec<Journal> =
            tenants.into_iter().map(|tenant| self.console_journal(tenant, &mut moment)).collect();
        let end = move |tx: &mut Tx<'_>| {
            // Of two that open it at once, one does it.
            let Some(taken_at) = mark_find(tx, RESTORED)? else { return Ok(()) };
            let taken_at = <[u8; 8]>::try_from(taken_at)
                .map_err(|_| StoreError::Corrupt("when a backup was taken".to_owned()))?;
            let taken_at = Time::from_millis(i64::from_be_bytes(taken_at));
            for journal in &mut journals {
                users_open_epoch(tx, &journal.tenant.id)?;
                journal.record(tx, Actor::Operator, None, &Event::ReadBack { taken_at })?;
            }
            mark_remove(tx, RESTORED)
        };
        Ok(self.0.store.write(end).await?)
    }
}
