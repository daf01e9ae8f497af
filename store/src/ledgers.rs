//! The two ledgers of tries, the browsers that have a lane of their own, and the count of refusals for unknown addresses.
//!
//! A row of a ledger is the count of this moment and no history: a success deletes it. What was tried and when is told by the
//! audit log.

use doorward_core::id::{TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::secret::TokenHash;
use doorward_core::throttle::Ledger;

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx};

/// A ledger as it is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredLedger {
    /// Failures and when it opens.
    pub ledger: Ledger,
    /// Tries that were not looked at since it last was spent: the first of them is an event.
    pub turned_away: u64,
}

impl FromRow for StoredLedger {
    fn from_row(row: &Row<'_>) -> Result<StoredLedger> {
        let failures = u32::try_from(row.count(0)?).unwrap_or(u32::MAX);
        Ok(StoredLedger { ledger: Ledger { failures, open_at: row.time(1)? }, turned_away: row.count(2)? })
    }
}

impl StoredLedger {
    /// A ledger that has no row.
    pub const CLEAN: StoredLedger = StoredLedger { ledger: Ledger::CLEAN, turned_away: 0 };
}

/// The person's ledger of second factors.
pub fn second_factor_ledger(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<StoredLedger> {
    let found = tx.one(
        "SELECT failures, open_at, turned_away FROM second_factor_ledger WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )?;
    Ok(found.unwrap_or(StoredLedger::CLEAN))
}

/// Writes the person's ledger of second factors.
pub fn second_factor_ledger_set(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    it: &StoredLedger,
) -> Result<()> {
    tx.run(
        "INSERT INTO second_factor_ledger (tenant_id, user_id, failures, open_at, turned_away)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, user_id) DO UPDATE
            SET failures = excluded.failures, open_at = excluded.open_at, turned_away = excluded.turned_away",
        &[
            tenant.into(),
            user.into(),
            int(u64::from(it.ledger.failures)).into(),
            it.ledger.open_at.into(),
            int(it.turned_away).into(),
        ],
    )?;
    Ok(())
}

/// A success: the person's ledger of second factors is clean.
pub fn second_factor_ledger_clear(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<()> {
    tx.run(
        "DELETE FROM second_factor_ledger WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )?;
    Ok(())
}

/// One lane of the password ledger.
pub fn password_lane(tx: &mut Tx<'_>, tenant: &TenantId, lane: &[u8; 32]) -> Result<StoredLedger> {
    let found = tx.one(
        "SELECT failures, open_at, turned_away FROM password_ledger WHERE tenant_id = $1 AND lane = $2",
        &[tenant.into(), lane.into()],
    )?;
    Ok(found.unwrap_or(StoredLedger::CLEAN))
}

/// Writes one lane of the password ledger.
pub fn password_lane_set(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    lane: &[u8; 32],
    it: &StoredLedger,
    at: Time,
) -> Result<()> {
    tx.run(
        "INSERT INTO password_ledger (tenant_id, lane, failures, open_at, turned_away, touched_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, lane) DO UPDATE
            SET failures = excluded.failures, open_at = excluded.open_at, turned_away = excluded.turned_away,
                touched_at = excluded.touched_at",
        &[
            tenant.into(),
            lane.into(),
            int(u64::from(it.ledger.failures)).into(),
            it.ledger.open_at.into(),
            int(it.turned_away).into(),
            at.into(),
        ],
    )?;
    Ok(())
}

/// A right password: the lane is clean.
pub fn password_lane_clear(tx: &mut Tx<'_>, tenant: &TenantId, lane: &[u8; 32]) -> Result<()> {
    tx.run("DELETE FROM password_ledger WHERE tenant_id = $1 AND lane = $2", &[tenant.into(), lane.into()])?;
    Ok(())
}

/// Whether the person has completed a sign-in in this browser.
pub fn browser_is_known(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    browser: &TokenHash,
) -> Result<bool> {
    let found = tx.one::<i64>(
        "SELECT CAST(1 AS BIGINT) FROM known_browsers WHERE tenant_id = $1 AND user_id = $2 AND token_hash = $3",
        &[tenant.into(), user.into(), browser.into()],
    )?;
    Ok(found.is_some())
}

/// The person has completed a sign-in in this browser.
pub fn browser_remember(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    browser: &TokenHash,
    at: Time,
) -> Result<()> {
    tx.run(
        "INSERT INTO known_browsers (tenant_id, user_id, token_hash, last_used_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, user_id, token_hash) DO UPDATE SET last_used_at = excluded.last_used_at",
        &[tenant.into(), user.into(), browser.into(), at.into()],
    )?;
    Ok(())
}

/// No browser has a lane of its own any more: whoever had the old password may sit at one.
pub fn browsers_forget(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<()> {
    tx.run(
        "DELETE FROM known_browsers WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )?;
    Ok(())
}

/// The same for all browsers but this one.
pub fn browsers_forget_others(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    this: Option<&TokenHash>,
) -> Result<()> {
    let Some(this) = this else { return browsers_forget(tx, tenant, user) };
    tx.run(
        "DELETE FROM known_browsers WHERE tenant_id = $1 AND user_id = $2 AND token_hash <> $3",
        &[tenant.into(), user.into(), this.into()],
    )?;
    Ok(())
}

/// Counts a refusal for an address that nobody has: a row a day and shard.
pub fn unknown_refused(tx: &mut Tx<'_>, tenant: &TenantId, day: u64, shard: u8) -> Result<()> {
    tx.run(
        "INSERT INTO unknown_refusals (tenant_id, day, shard, refusals) VALUES ($1, $2, $3, 1)
         ON CONFLICT (tenant_id, day, shard) DO UPDATE SET refusals = unknown_refusals.refusals + 1",
        &[tenant.into(), int(day).into(), int(u64::from(shard)).into()],
    )?;
    Ok(())
}
