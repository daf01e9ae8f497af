//! Recovery codes: sets of digests under one salt, and the codes themselves, sealed, while they are being shown.

use doorward_core::id::{CodeSetId, TenantId, UserId};
use doorward_core::moment::Time;

use crate::{FromRow, Result, Row, Tx};

/// A person's set of codes as it is now.
#[derive(Clone, Debug)]
pub struct StoredCodeSet {
    /// Its id.
    pub id: CodeSetId,
    /// The salt of all its codes.
    pub salt: [u8; 16],
    /// Digests of the codes that are left.
    pub unused: Vec<[u8; 32]>,
    /// Digests of those that were used.
    pub used: Vec<[u8; 32]>,
}

/// New codes, sealed, until their owner has saved them.
#[derive(Clone, Debug)]
pub struct ShownCodes {
    /// The set they belong to, which they are sealed to.
    pub set: CodeSetId,
    /// The sign-in or session that may see them.
    pub bound_to: [u8; 16],
    /// The sealed codes.
    pub codes: Vec<u8>,
    /// Until when they are shown.
    pub expires_at: Time,
}

struct SetRow(CodeSetId, [u8; 16]);

impl FromRow for SetRow {
    fn from_row(row: &Row<'_>) -> Result<SetRow> {
        Ok(SetRow(row.id(0)?, row.array(1)?))
    }
}

struct CodeRow([u8; 32], Option<Time>);

impl FromRow for CodeRow {
    fn from_row(row: &Row<'_>) -> Result<CodeRow> {
        Ok(CodeRow(row.array(0)?, row.opt_time(1)?))
    }
}

impl FromRow for ShownCodes {
    fn from_row(row: &Row<'_>) -> Result<ShownCodes> {
        Ok(ShownCodes {
            set: row.id(0)?,
            bound_to: row.array(1)?,
            codes: row.bytes(2)?,
            expires_at: row.time(3)?,
        })
    }
}

/// The person's set, if they have one.
pub fn code_set_now(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<StoredCodeSet>> {
    let set = tx.one::<SetRow>(
        "SELECT id, salt FROM recovery_code_sets WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[tenant.into(), user.into()],
    )?;
    let Some(SetRow(id, salt)) = set else { return Ok(None) };
    let codes = tx.all::<CodeRow>(
        "SELECT digest, used_at FROM recovery_codes WHERE tenant_id = $1 AND set_id = $2",
        &[tenant.into(), (&id).into()],
    )?;
    let (used, unused): (Vec<CodeRow>, Vec<CodeRow>) = codes.into_iter().partition(|code| code.1.is_some());
    let digests = |codes: Vec<CodeRow>| codes.into_iter().map(|code| code.0).collect();
    Ok(Some(StoredCodeSet { id, salt, unused: digests(unused), used: digests(used) }))
}

/// Since when the person has the set that they have, if they have one.
pub fn code_set_made_at(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<Time>> {
    struct Since(Time);
    impl FromRow for Since {
        fn from_row(row: &Row<'_>) -> Result<Since> {
            Ok(Since(row.time(0)?))
        }
    }
    let set = tx.one::<Since>(
        "SELECT valid_from FROM recovery_code_sets WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[tenant.into(), user.into()],
    )?;
    Ok(set.map(|set| set.0))
}

/// How many codes the person has left: none when there is no set.
pub fn code_set_left(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<u32>> {
    let left = code_set_now(tx, tenant, user)?.map(|set| set.unused.len());
    Ok(left.map(|left| u32::try_from(left).unwrap_or(u32::MAX)))
}

/// Closes the person's set and opens another: the old codes are dead.
pub fn code_set_replace(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    id: &CodeSetId,
    salt: &[u8; 16],
    digests: &[[u8; 32]],
    at: Time,
) -> Result<()> {
    code_set_close(tx, tenant, user, at)?;
    tx.run(
        "INSERT INTO recovery_code_sets (tenant_id, id, user_id, salt, valid_from) VALUES ($1, $2, $3, $4, $5)",
        &[tenant.into(), id.into(), user.into(), salt.into(), at.into()],
    )?;
    for digest in digests {
        tx.run(
            "INSERT INTO recovery_codes (tenant_id, set_id, digest) VALUES ($1, $2, $3)",
            &[tenant.into(), id.into(), digest.into()],
        )?;
    }
    Ok(())
}

/// Closes the person's set, and forgets codes that are still being shown.
pub fn code_set_close(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<()> {
    tx.run(
        "UPDATE recovery_code_sets SET valid_to = $3 WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[tenant.into(), user.into(), at.into()],
    )?;
    shown_codes_drop(tx, tenant, user)
}

/// Forgets the codes of a person's closed sets; that they had them, and when, is kept.
pub fn recovery_codes_forget(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run(
        "DELETE FROM recovery_codes
          WHERE tenant_id = $1 AND set_id IN (SELECT id FROM recovery_code_sets
                                               WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NOT NULL)",
        &[tenant.into(), user.into()],
    )
}

/// Uses a code, once: true for exactly one caller.
pub fn recovery_code_use(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    set: &CodeSetId,
    digest: &[u8; 32],
    at: Time,
) -> Result<bool> {
    let used = tx.run(
        "UPDATE recovery_codes SET used_at = $4
          WHERE tenant_id = $1 AND set_id = $2 AND digest = $3 AND used_at IS NULL
            AND EXISTS (SELECT 1 FROM recovery_code_sets s
                         WHERE s.tenant_id = $1 AND s.id = $2 AND s.valid_to IS NULL)",
        &[tenant.into(), set.into(), digest.into(), at.into()],
    )?;
    Ok(used == 1)
}

/// Keeps new codes, sealed, to be shown.
pub fn shown_codes_put(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, shown: &ShownCodes) -> Result<()> {
    tx.run(
        "INSERT INTO shown_codes (tenant_id, user_id, set_id, bound_to, codes, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, user_id) DO UPDATE
            SET set_id = excluded.set_id, bound_to = excluded.bound_to, codes = excluded.codes,
                expires_at = excluded.expires_at",
        &[
            tenant.into(),
            user.into(),
            (&shown.set).into(),
            (&shown.bound_to).into(),
            shown.codes.as_slice().into(),
            shown.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// New codes that their owner has not saved yet.
pub fn shown_codes_find(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<ShownCodes>> {
    tx.one(
        "SELECT set_id, bound_to, codes, expires_at FROM shown_codes WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )
}

/// Forgets them because they are saved: those alone that were shown here.
pub fn shown_codes_saved(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    bound_to: &[u8; 16],
) -> Result<()> {
    tx.run(
        "DELETE FROM shown_codes WHERE tenant_id = $1 AND user_id = $2 AND bound_to = $3",
        &[tenant.into(), user.into(), bound_to.into()],
    )?;
    Ok(())
}

/// Forgets them: they are no longer to be seen.
pub fn shown_codes_drop(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<()> {
    tx.run("DELETE FROM shown_codes WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])?;
    Ok(())
}
