//! Password hashes: one row a person, replaced in place, since an old hash serves nobody.

use doorward_core::id::{TenantId, UserId};
use doorward_core::moment::Time;

use crate::{FromRow, Result, Row, Tx};

/// A stored password.
#[derive(Clone, Debug)]
pub struct StoredPassword {
    /// The PHC string.
    pub hash: String,
    /// Whether it was long enough to stand without a second factor when it was set.
    pub stands_alone: bool,
    /// When it was set.
    pub changed_at: Time,
}

impl FromRow for StoredPassword {
    fn from_row(row: &Row<'_>) -> Result<StoredPassword> {
        Ok(StoredPassword { hash: row.text(0)?, stands_alone: row.bool(1)?, changed_at: row.time(2)? })
    }
}

/// The person's password, if they have set one.
pub fn password_find(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<StoredPassword>> {
    tx.one(
        "SELECT hash, stands_alone, changed_at FROM passwords WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )
}

/// Sets or replaces the person's password.
pub fn password_set(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    hash: &str,
    stands_alone: bool,
    at: Time,
) -> Result<()> {
    tx.run(
        "INSERT INTO passwords (tenant_id, user_id, hash, stands_alone, changed_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, user_id) DO UPDATE
            SET hash = excluded.hash, stands_alone = excluded.stands_alone, changed_at = excluded.changed_at,
                by_mail = 0",
        &[tenant.into(), user.into(), hash.into(), stands_alone.into(), at.into()],
    )?;
    Ok(())
}

/// The password was set by a mailed link: until somebody signs in with it, whoever has the mailbox has it.
pub fn password_came_by_mail(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<()> {
    tx.run(
        "UPDATE passwords SET by_mail = 1 WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )?;
    Ok(())
}

/// Somebody signed in with all that was asked for: however the password was set, it is theirs.
pub fn password_is_theirs(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<()> {
    tx.run(
        "UPDATE passwords SET by_mail = 0 WHERE tenant_id = $1 AND user_id = $2 AND by_mail = 1",
        &[tenant.into(), user.into()],
    )?;
    Ok(())
}

/// Removes the person's password: they have none.
pub fn password_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<()> {
    tx.run("DELETE FROM passwords WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])?;
    Ok(())
}

/// Stores the same password under other parameters, unless it was changed meanwhile.
pub fn password_rehash(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    old_hash: &str,
    new_hash: &str,
) -> Result<u64> {
    tx.run(
        "UPDATE passwords SET hash = $4 WHERE tenant_id = $1 AND user_id = $2 AND hash = $3",
        &[tenant.into(), user.into(), old_hash.into(), new_hash.into()],
    )
}
