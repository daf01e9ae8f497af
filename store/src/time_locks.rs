//! Time locks: of the two links that go with one, to prove the mailbox and to cancel it, the digests alone.

use doorward_core::grant::TimeLock;
use doorward_core::id::{TenantId, TimeLockId, UserId};
use doorward_core::moment::Time;
use doorward_core::secret::TokenHash;

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx};

impl FromRow for TimeLock {
    fn from_row(row: &Row<'_>) -> Result<TimeLock> {
        Ok(TimeLock {
            id: row.id(0)?,
            user: row.id(1)?,
            user_epoch: row.count(2)?,
            opens_at: row.opt_time(3)?,
            expires_at: row.time(4)?,
            used_at: row.opt_time(5)?,
            cancelled_at: row.opt_time(6)?,
        })
    }
}

/// Keeps a time lock that waits for the mailbox to be proven.
pub fn time_lock_insert(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    it: &TimeLock,
    prove: &TokenHash,
    at: Time,
) -> Result<()> {
    tx.run(
        "INSERT INTO time_locks (tenant_id, id, user_id, user_epoch, asked_at, prove_hash, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &[
            tenant.into(),
            (&it.id).into(),
            (&it.user).into(),
            int(it.user_epoch).into(),
            at.into(),
            prove.into(),
            it.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// The person's newest time lock, whatever became of it; the one that is neither used nor cancelled, if there is one.
pub fn time_lock_newest(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<TimeLock>> {
    let found = tx.all(
        "SELECT id, user_id, user_epoch, opens_at, expires_at, used_at, cancelled_at
           FROM time_locks WHERE tenant_id = $1 AND user_id = $2
          ORDER BY CASE WHEN used_at IS NULL AND cancelled_at IS NULL THEN 0 ELSE 1 END, asked_at DESC, id DESC LIMIT 1",
        &[tenant.into(), user.into()],
    )?;
    Ok(found.into_iter().next())
}

/// The time lock whose mailbox a link of this secret proves.
pub fn time_lock_by_proof(tx: &mut Tx<'_>, tenant: &TenantId, prove: &TokenHash) -> Result<Option<TimeLock>> {
    tx.one(
        "SELECT id, user_id, user_epoch, opens_at, expires_at, used_at, cancelled_at
           FROM time_locks WHERE tenant_id = $1 AND prove_hash = $2",
        &[tenant.into(), prove.into()],
    )
}

/// The time lock that a link of this secret cancels.
pub fn time_lock_by_cancel(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    cancel: &TokenHash,
) -> Result<Option<TimeLock>> {
    tx.one(
        "SELECT id, user_id, user_epoch, opens_at, expires_at, used_at, cancelled_at
           FROM time_locks WHERE tenant_id = $1 AND cancel_hash = $2",
        &[tenant.into(), cancel.into()],
    )
}

/// How many time locks the person asked for since then.
pub fn time_locks_since(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, since: Time) -> Result<u64> {
    let found = tx.one::<i64>(
        "SELECT count(*) FROM time_locks WHERE tenant_id = $1 AND user_id = $2 AND asked_at > $3",
        &[tenant.into(), user.into(), since.into()],
    )?;
    Ok(u64::try_from(found.unwrap_or(0)).unwrap_or(0))
}

/// The mailbox is proven, and the lock runs: true for exactly one caller.
pub fn time_lock_run(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &TimeLockId,
    cancel: &TokenHash,
    (opens_at, expires_at): (Time, Time),
    at: Time,
) -> Result<bool> {
    let runs = tx.run(
        "UPDATE time_locks SET opens_at = $4, expires_at = $5, cancel_hash = $3
          WHERE tenant_id = $1 AND id = $2 AND opens_at IS NULL AND cancelled_at IS NULL AND expires_at > $6",
        &[tenant.into(), id.into(), cancel.into(), opens_at.into(), expires_at.into(), at.into()],
    )?;
    Ok(runs == 1)
}

/// Uses an open lock, once: true for exactly one caller.
pub fn time_lock_use(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &TimeLockId,
    user_epoch: u64,
    at: Time,
) -> Result<bool> {
    let used = tx.run(
        "UPDATE time_locks SET used_at = $4
          WHERE tenant_id = $1 AND id = $2 AND user_epoch = $3 AND used_at IS NULL AND cancelled_at IS NULL
            AND opens_at <= $4 AND expires_at > $4",
        &[tenant.into(), id.into(), int(user_epoch).into(), at.into()],
    )?;
    Ok(used == 1)
}

/// Cancels a lock: true for exactly one caller, while it waits, runs or is open.
pub fn time_lock_cancel(tx: &mut Tx<'_>, tenant: &TenantId, id: &TimeLockId, at: Time) -> Result<bool> {
    let cancelled = tx.run(
        "UPDATE time_locks SET cancelled_at = $3
          WHERE tenant_id = $1 AND id = $2 AND used_at IS NULL AND cancelled_at IS NULL AND expires_at > $3",
        &[tenant.into(), id.into(), at.into()],
    )?;
    Ok(cancelled == 1)
}

/// Cancels whatever lock a person has.
pub fn time_locks_cancel_all(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<u64> {
    tx.run(
        "UPDATE time_locks SET cancelled_at = $3
          WHERE tenant_id = $1 AND user_id = $2 AND used_at IS NULL AND cancelled_at IS NULL",
        &[tenant.into(), user.into(), at.into()],
    )
}

/// Takes away all time locks of a person.
pub fn time_locks_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM time_locks WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}
