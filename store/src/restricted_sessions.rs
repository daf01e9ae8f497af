//! Restricted sessions: a table of their own, so that none can pass for a session or a half-done sign-in.

use doorward_core::id::{RestrictedId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::recovery::{NewRestricted, StoredRestricted};
use doorward_core::secret::TokenHash;

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx};

impl FromRow for StoredRestricted {
    fn from_row(row: &Row<'_>) -> Result<StoredRestricted> {
        Ok(StoredRestricted {
            id: row.id(0)?,
            user: row.id(1)?,
            user_epoch: row.count(2)?,
            expires_at: row.time(3)?,
            enrolled: row.opt_time(4)?.is_some(),
        })
    }
}

/// Begins a restricted session.
pub fn restricted_insert(tx: &mut Tx<'_>, tenant: &TenantId, it: &NewRestricted) -> Result<()> {
    tx.run(
        "INSERT INTO restricted_sessions (tenant_id, id, token_hash, user_id, user_epoch, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            tenant.into(),
            (&it.id).into(),
            (&it.token.hash()).into(),
            (&it.user).into(),
            int(it.user_epoch).into(),
            it.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// The restricted session of a cookie.
pub fn restricted_by_token(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    token: &TokenHash,
) -> Result<Option<StoredRestricted>> {
    tx.one(
        "SELECT id, user_id, user_epoch, expires_at, enrolled_at FROM restricted_sessions
          WHERE tenant_id = $1 AND token_hash = $2",
        &[tenant.into(), token.into()],
    )
}

/// A second factor is set up in it, which opens the person's next epoch: true for exactly one caller. What is left of it is bound to
/// that epoch, and has another cookie.
pub fn restricted_enrol(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &RestrictedId,
    user_epoch: u64,
    token: &TokenHash,
    at: Time,
) -> Result<bool> {
    let enrolled = tx.run(
        "UPDATE restricted_sessions SET enrolled_at = $5, user_epoch = user_epoch + 1, token_hash = $4
          WHERE tenant_id = $1 AND id = $2 AND user_epoch = $3 AND enrolled_at IS NULL AND expires_at > $5",
        &[tenant.into(), id.into(), int(user_epoch).into(), token.into(), at.into()],
    )?;
    Ok(enrolled == 1)
}

/// Ends one.
pub fn restricted_end(tx: &mut Tx<'_>, tenant: &TenantId, id: &RestrictedId) -> Result<()> {
    tx.run("DELETE FROM restricted_sessions WHERE tenant_id = $1 AND id = $2", &[tenant.into(), id.into()])?;
    Ok(())
}

/// Ends all of a person's.
pub fn restricted_end_all(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run(
        "DELETE FROM restricted_sessions WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )
}
