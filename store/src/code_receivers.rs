//! Where a person's passcodes are sent, by each channel: closed, and never deleted.

use doorward_core::factor::Channel;
use doorward_core::id::{FactorId, TenantId, UserId};
use doorward_core::moment::Time;

use crate::{FromRow, Result, Row, Tx};

/// Where somebody's passcodes are sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeReceiver {
    /// Its id.
    pub id: FactorId,
    /// By what.
    pub channel: Channel,
    /// The number of the phone; empty for the mailbox, which is that of the person's address.
    pub number: String,
    /// When a passcode that went there was last used, after it was set up.
    pub last_used_at: Option<Time>,
    /// When it was set up.
    pub added_at: Time,
}

impl FromRow for CodeReceiver {
    fn from_row(row: &Row<'_>) -> Result<CodeReceiver> {
        Ok(CodeReceiver {
            id: row.id(0)?,
            channel: row.word(1, Channel::from_key)?,
            number: row.text(2)?,
            last_used_at: row.opt_time(3)?,
            added_at: row.time(4)?,
        })
    }
}

/// Where a person's passcodes are sent now, in the order in which they are offered.
pub fn code_receivers_now(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Vec<CodeReceiver>> {
    let mut found: Vec<CodeReceiver> = tx.all(
        "SELECT id, channel, number, last_used_at, valid_from FROM code_receivers
          WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[tenant.into(), user.into()],
    )?;
    found.sort_by_key(|it| it.channel);
    Ok(found)
}

/// Where passcodes are sent by a channel, if anywhere.
pub fn code_receiver_now(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    channel: Channel,
) -> Result<Option<CodeReceiver>> {
    Ok(code_receivers_now(tx, tenant, user)?.into_iter().find(|it| it.channel == channel))
}

/// Sets one up in the place of the one before.
pub fn code_receiver_put(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, it: &CodeReceiver) -> Result<()> {
    code_receiver_close(tx, tenant, user, it.channel, it.added_at)?;
    tx.run(
        "INSERT INTO code_receivers (tenant_id, id, user_id, channel, number, valid_from)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            tenant.into(),
            (&it.id).into(),
            user.into(),
            it.channel.key().into(),
            it.number.as_str().into(),
            it.added_at.into(),
        ],
    )?;
    Ok(())
}

/// A passcode that went there was used: false when nothing is sent there any more.
pub fn code_receiver_use(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    channel: Channel,
    at: Time,
) -> Result<bool> {
    let used = tx.run(
        "UPDATE code_receivers SET last_used_at = $4
          WHERE tenant_id = $1 AND user_id = $2 AND channel = $3 AND valid_to IS NULL",
        &[tenant.into(), user.into(), channel.key().into(), at.into()],
    )?;
    Ok(used == 1)
}

/// Closes the one of a channel: false when there is none.
pub fn code_receiver_close(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    channel: Channel,
    at: Time,
) -> Result<bool> {
    let closed = tx.run(
        "UPDATE code_receivers SET valid_to = $4
          WHERE tenant_id = $1 AND user_id = $2 AND channel = $3 AND valid_to IS NULL",
        &[tenant.into(), user.into(), channel.key().into(), at.into()],
    )?;
    Ok(closed == 1)
}

/// Closes all of a person's.
pub fn code_receivers_close(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<u64> {
    tx.run(
        "UPDATE code_receivers SET valid_to = $3 WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[tenant.into(), user.into(), at.into()],
    )
}

/// Forgets the numbers of those that are closed; that they were there, and when, is kept.
pub fn code_receivers_forget(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run(
        "UPDATE code_receivers SET number = '' WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NOT NULL",
        &[tenant.into(), user.into()],
    )
}
