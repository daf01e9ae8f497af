//! What an account allows of recovery.

use doorward_core::id::TenantId;
use doorward_core::recovery::{LockHours, Rules};

use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx, Value};

/// What is allowed, and which version of it that is; 0 while nobody has chosen.
#[derive(Clone, Copy, Default, Debug)]
pub struct RulesNow {
    /// What is allowed.
    pub rules: Rules,
    /// Grows by one with each change.
    pub version: u64,
}

impl FromRow for RulesNow {
    fn from_row(row: &Row<'_>) -> Result<RulesNow> {
        let hours = row.opt_int(1)?.map(|hours| u64::try_from(hours).ok().and_then(LockHours::new));
        let time_lock = match hours {
            Some(None) => return Err(corrupt("the hours of a time lock")),
            Some(hours) => hours,
            None => None,
        };
        Ok(RulesNow { rules: Rules { equals_alone: row.bool(0)?, time_lock }, version: row.count(2)? })
    }
}

/// What the account allows now.
pub fn recovery_rules_now(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<RulesNow> {
    let found = tx.one(
        "SELECT equals_alone, lock_hours, version FROM recovery_rules WHERE tenant_id = $1",
        &[tenant.into()],
    )?;
    Ok(found.unwrap_or_default())
}

/// Has the account allow this from now on, if it still has version `seen`. False when somebody else was first.
pub fn recovery_rules_replace(tx: &mut Tx<'_>, tenant: &TenantId, seen: u64, rules: &Rules) -> Result<bool> {
    let hours = rules.time_lock.map(|lock| i64::from(lock.hours()));
    let values: [Value<'_>; 4] = [tenant.into(), int(seen).into(), rules.equals_alone.into(), hours.into()];
    let changed = match seen {
        0 => tx.run(
            "INSERT INTO recovery_rules (tenant_id, version, equals_alone, lock_hours)
             VALUES ($1, CAST($2 AS BIGINT) + 1, $3, $4) ON CONFLICT DO NOTHING",
            &values,
        ),
        _ => tx.run(
            "UPDATE recovery_rules SET version = version + 1, equals_alone = $3, lock_hours = $4
              WHERE tenant_id = $1 AND version = $2",
            &values,
        ),
    }?;
    Ok(changed == 1)
}
