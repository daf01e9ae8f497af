//! Who must set a second factor up at their next sign-in, whatever the policy says.

use doorward_core::id::{TenantId, UserId};
use doorward_core::moment::Time;

use crate::{Result, Tx};

/// Demands it, if it is not demanded already.
pub fn enrolment_demand(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<()> {
    tx.run(
        "INSERT INTO demanded_enrolments (tenant_id, user_id, demanded_at) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, user_id) WHERE met_at IS NULL DO NOTHING",
        &[tenant.into(), user.into(), at.into()],
    )?;
    Ok(())
}

/// Whether it is demanded.
pub fn enrolment_is_demanded(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<bool> {
    let demanded = tx.one::<i64>(
        "SELECT count(*) FROM demanded_enrolments WHERE tenant_id = $1 AND user_id = $2 AND met_at IS NULL",
        &[tenant.into(), user.into()],
    )?;
    Ok(demanded.is_some_and(|demanded| demanded > 0))
}

/// It is done.
pub fn enrolment_demand_met(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<()> {
    tx.run(
        "UPDATE demanded_enrolments SET met_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND met_at IS NULL",
        &[tenant.into(), user.into(), at.into()],
    )?;
    Ok(())
}
