//! The grace that somebody began by their first sign-in after a deadline: one a person, for ever.

use doorward_core::deadline::Grace;
use doorward_core::id::{TenantId, UserId};
use doorward_core::moment::Time;

use crate::{FromRow, Result, Row, Tx};

/// Begins the grace of a person who has begun none. False when they have: then nothing is changed.
pub fn grace_begin(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    grace: Grace,
    at: Time,
) -> Result<bool> {
    let begun = tx.run(
        "INSERT INTO graces (tenant_id, user_id, begun_at, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tenant_id, user_id) DO NOTHING",
        &[tenant.into(), user.into(), at.into(), grace.until.into()],
    )?;
    Ok(begun == 1)
}

/// The grace that a person has begun; it may be over.
pub fn grace_find(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<Grace>> {
    struct Found(Grace);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            Ok(Found(Grace { until: row.time(0)? }))
        }
    }
    let found = tx.one::<Found>(
        "SELECT until FROM graces WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )?;
    Ok(found.map(|Found(grace)| grace))
}

/// Takes away the grace of a person who is erased.
pub fn grace_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM graces WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}
