//! Recovery codes that somebody issued for somebody else: of each a digest, and of the link that takes it back another.

use doorward_core::grant::IssuedCode;
use doorward_core::id::{IssuedCodeId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::secret::TokenHash;
use doorward_core::user::Role;

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx};

/// A code, as it is kept, with who stands behind it.
#[derive(Clone, Debug)]
pub struct StoredIssuedCode {
    /// The code.
    pub code: IssuedCode,
    /// The salt of its digest.
    pub salt: [u8; 16],
    /// Who issued it, and their role then.
    pub issuer: (UserId, Role),
    /// Who agreed to it, and their role then.
    pub agreed: Option<(UserId, Role)>,
    /// When it was issued.
    pub issued_at: Time,
}

impl FromRow for StoredIssuedCode {
    fn from_row(row: &Row<'_>) -> Result<StoredIssuedCode> {
        let agreed = match row.opt_id(11)? {
            Some(by) => Some((by, row.word(12, Role::from_key)?)),
            None => None,
        };
        Ok(StoredIssuedCode {
            code: IssuedCode {
                id: row.id(0)?,
                user: row.id(1)?,
                user_epoch: row.count(2)?,
                policy_epoch: row.count(3)?,
                digest: row.array(4)?,
                works_from: row.time(5)?,
                expires_at: row.time(6)?,
                used_at: row.opt_time(7)?,
                cancelled_at: row.opt_time(8)?,
            },
            issuer: (row.id(9)?, row.word(10, Role::from_key)?),
            agreed,
            salt: row.array(13)?,
            issued_at: row.time(14)?,
        })
    }
}

/// Keeps a code. Whatever was issued for the person before is to be taken back first.
pub fn issued_code_insert(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    it: &StoredIssuedCode,
    cancel: &TokenHash,
) -> Result<()> {
    let (code, (issuer, role)) = (&it.code, &it.issuer);
    tx.run(
        "INSERT INTO issued_codes (tenant_id, id, user_id, user_epoch, policy_epoch, salt, digest, cancel_hash, issued_by,
                                   issuer_role, issued_at, works_from, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        &[
            tenant.into(),
            (&code.id).into(),
            (&code.user).into(),
            int(code.user_epoch).into(),
            int(code.policy_epoch).into(),
            (&it.salt).into(),
            (&code.digest).into(),
            cancel.into(),
            issuer.into(),
            role.key().into(),
            it.issued_at.into(),
            code.works_from.into(),
            code.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// The code that was issued for the person last, whatever became of it; the open one, if there is one.
pub fn issued_code_newest(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
) -> Result<Option<StoredIssuedCode>> {
    let found = tx.all(
        "SELECT id, user_id, user_epoch, policy_epoch, digest, works_from, expires_at, used_at, cancelled_at, issued_by,
                issuer_role, agreed_by, agreer_role, salt, issued_at
           FROM issued_codes WHERE tenant_id = $1 AND user_id = $2
          ORDER BY CASE WHEN used_at IS NULL AND cancelled_at IS NULL THEN 0 ELSE 1 END, issued_at DESC, id DESC LIMIT 1",
        &[tenant.into(), user.into()],
    )?;
    Ok(found.into_iter().next())
}

/// The code of this id.
pub fn issued_code_find(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &IssuedCodeId,
) -> Result<Option<StoredIssuedCode>> {
    tx.one(
        "SELECT id, user_id, user_epoch, policy_epoch, digest, works_from, expires_at, used_at, cancelled_at, issued_by,
                issuer_role, agreed_by, agreer_role, salt, issued_at
           FROM issued_codes WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into()],
    )
}

/// The code that a link of this secret takes back.
pub fn issued_code_by_cancel(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    cancel: &TokenHash,
) -> Result<Option<StoredIssuedCode>> {
    tx.one(
        "SELECT id, user_id, user_epoch, policy_epoch, digest, works_from, expires_at, used_at, cancelled_at, issued_by,
                issuer_role, agreed_by, agreer_role, salt, issued_at
           FROM issued_codes WHERE tenant_id = $1 AND cancel_hash = $2",
        &[tenant.into(), cancel.into()],
    )
}

/// All codes that were neither used nor taken back and are not too old, the newest first.
pub fn issued_codes_open(tx: &mut Tx<'_>, tenant: &TenantId, now: Time) -> Result<Vec<StoredIssuedCode>> {
    tx.all(
        "SELECT id, user_id, user_epoch, policy_epoch, digest, works_from, expires_at, used_at, cancelled_at, issued_by,
                issuer_role, agreed_by, agreer_role, salt, issued_at
           FROM issued_codes
          WHERE tenant_id = $1 AND used_at IS NULL AND cancelled_at IS NULL AND expires_at > $2
          ORDER BY issued_at DESC, id DESC",
        &[tenant.into(), now.into()],
    )
}

/// Uses a code, once: true for exactly one caller, and only within its time and under the person's epoch.
pub fn issued_code_use(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &IssuedCodeId,
    user_epoch: u64,
    at: Time,
) -> Result<bool> {
    let used = tx.run(
        "UPDATE issued_codes SET used_at = $4
          WHERE tenant_id = $1 AND id = $2 AND user_epoch = $3 AND used_at IS NULL AND cancelled_at IS NULL
            AND works_from <= $4 AND expires_at > $4",
        &[tenant.into(), id.into(), int(user_epoch).into(), at.into()],
    )?;
    Ok(used == 1)
}

/// A second person agrees: the code works from now on. True for exactly one caller, while it waits.
pub fn issued_code_agree(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &IssuedCodeId,
    by: &UserId,
    role: Role,
    at: Time,
) -> Result<bool> {
    let agreed = tx.run(
        "UPDATE issued_codes SET works_from = $5, agreed_by = $3, agreer_role = $4, agreed_at = $5
          WHERE tenant_id = $1 AND id = $2 AND agreed_by IS NULL AND used_at IS NULL AND cancelled_at IS NULL
            AND works_from > $5 AND expires_at > $5",
        &[tenant.into(), id.into(), by.into(), role.key().into(), at.into()],
    )?;
    Ok(agreed == 1)
}

/// Takes a code back: true for exactly one caller, while it is open.
pub fn issued_code_cancel(tx: &mut Tx<'_>, tenant: &TenantId, id: &IssuedCodeId, at: Time) -> Result<bool> {
    let cancelled = tx.run(
        "UPDATE issued_codes SET cancelled_at = $3
          WHERE tenant_id = $1 AND id = $2 AND used_at IS NULL AND cancelled_at IS NULL AND expires_at > $3",
        &[tenant.into(), id.into(), at.into()],
    )?;
    Ok(cancelled == 1)
}

/// Takes back whatever was issued for a person, too old or not.
pub fn issued_codes_cancel_all(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<u64> {
    tx.run(
        "UPDATE issued_codes SET cancelled_at = $3
          WHERE tenant_id = $1 AND user_id = $2 AND used_at IS NULL AND cancelled_at IS NULL",
        &[tenant.into(), user.into(), at.into()],
    )
}

/// Takes away all codes that were issued for a person.
pub fn issued_codes_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM issued_codes WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}
