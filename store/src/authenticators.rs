//! Authenticators: confirmed ones, closed and never deleted, and the one that waits for its first passcode.

use doorward_core::factor::totp::{Algorithm, Parameters};
use doorward_core::id::{FactorId, TenantId, UserId};
use doorward_core::moment::Time;

use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx};

/// A confirmed authenticator; its seed is sealed.
#[derive(Clone, Debug)]
pub struct StoredAuthenticator {
    /// Its id, which its seed is sealed to.
    pub id: FactorId,
    /// Whose it is.
    pub user: UserId,
    /// The sealed seed.
    pub seed: Vec<u8>,
    /// How its passcodes are made.
    pub parameters: Parameters,
    /// The last step of which a passcode was used.
    pub last_step: u64,
    /// When that was, after the enrolment.
    pub last_used_at: Option<Time>,
    /// When it was confirmed.
    pub added_at: Time,
    /// What its person calls it; empty when they call it nothing.
    pub name: String,
}

impl FromRow for StoredAuthenticator {
    fn from_row(row: &Row<'_>) -> Result<StoredAuthenticator> {
        Ok(StoredAuthenticator {
            id: row.id(0)?,
            user: row.id(1)?,
            seed: row.bytes(2)?,
            parameters: parameters_from(row, 3)?,
            last_step: row.count(6)?,
            last_used_at: row.opt_time(7)?,
            added_at: row.time(8)?,
            name: row.text(9)?,
        })
    }
}

/// An authenticator that waits for its first passcode; its seed is sealed.
#[derive(Clone, Debug)]
pub struct StoredEnrolment {
    /// The id that it will have, which its seed is sealed to.
    pub id: FactorId,
    /// The sign-in or session that it was begun in.
    pub bound_to: [u8; 16],
    /// The sealed seed.
    pub seed: Vec<u8>,
    /// How its passcodes are made.
    pub parameters: Parameters,
    /// When it is to be begun again.
    pub expires_at: Time,
}

impl FromRow for StoredEnrolment {
    fn from_row(row: &Row<'_>) -> Result<StoredEnrolment> {
        Ok(StoredEnrolment {
            id: row.id(0)?,
            bound_to: row.array(1)?,
            seed: row.bytes(2)?,
            parameters: parameters_from(row, 3)?,
            expires_at: row.time(6)?,
        })
    }
}

/// The person's authenticators as they are now, oldest first.
pub fn authenticators_now(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
) -> Result<Vec<StoredAuthenticator>> {
    let mut found: Vec<StoredAuthenticator> = tx.all(
        "SELECT id, user_id, seed, algorithm, digits, period, last_step, last_used_at, valid_from, name
           FROM authenticators WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[tenant.into(), user.into()],
    )?;
    // Ordered here: asked for by ORDER BY, SQLite goes through every authenticator of the account in the order of their ids.
    found.sort_by_key(|authenticator| authenticator.id);
    Ok(found)
}

/// Adds a confirmed authenticator. The step of its first passcode is used.
pub fn authenticator_insert(tx: &mut Tx<'_>, tenant: &TenantId, it: &StoredAuthenticator) -> Result<()> {
    tx.run(
        "INSERT INTO authenticators
           (tenant_id, id, user_id, seed, algorithm, digits, period, last_step, valid_from, name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            tenant.into(),
            (&it.id).into(),
            (&it.user).into(),
            it.seed.as_slice().into(),
            it.parameters.algorithm.key().into(),
            int(u64::from(it.parameters.digits)).into(),
            int(it.parameters.period).into(),
            int(it.last_step).into(),
            it.added_at.into(),
            it.name.as_str().into(),
        ],
    )?;
    Ok(())
}

/// Uses the passcode of `step`, once: true for exactly one caller, and never for a step before one that was used.
pub fn authenticator_use_step(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &FactorId,
    step: u64,
    at: Time,
) -> Result<bool> {
    let used = tx.run(
        "UPDATE authenticators SET last_step = $3, last_used_at = $4
          WHERE tenant_id = $1 AND id = $2 AND valid_to IS NULL AND last_step < $3",
        &[tenant.into(), id.into(), int(step).into(), at.into()],
    )?;
    Ok(used == 1)
}

/// Gives one of the person's authenticators another name: false when they have no such one.
pub fn authenticator_rename(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    id: &FactorId,
    name: &str,
) -> Result<bool> {
    let renamed = tx.run(
        "UPDATE authenticators SET name = $4
          WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND valid_to IS NULL",
        &[tenant.into(), user.into(), id.into(), name.into()],
    )?;
    Ok(renamed == 1)
}

/// Closes one of the person's authenticators: false when they have no such one.
pub fn authenticator_close(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    id: &FactorId,
    at: Time,
) -> Result<bool> {
    let closed = tx.run(
        "UPDATE authenticators SET valid_to = $4
          WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND valid_to IS NULL",
        &[tenant.into(), user.into(), id.into(), at.into()],
    )?;
    Ok(closed == 1)
}

/// Closes all of a person's authenticators.
pub fn authenticators_close(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<u64> {
    tx.run(
        "UPDATE authenticators SET valid_to = $3 WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[tenant.into(), user.into(), at.into()],
    )
}

/// Forgets the seeds of a person's closed authenticators; that they had them, and when, is kept.
pub fn authenticator_seeds_forget(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run(
        "UPDATE authenticators SET seed = $3 WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NOT NULL",
        &[tenant.into(), user.into(), (&[0_u8; 0]).into()],
    )
}

/// Keeps an enrolment in the place of the person's other.
pub fn enrolment_put(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, it: &StoredEnrolment) -> Result<()> {
    tx.run(
        "INSERT INTO enrolments (tenant_id, user_id, id, bound_to, seed, algorithm, digits, period, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (tenant_id, user_id) DO UPDATE
            SET id = excluded.id, bound_to = excluded.bound_to, seed = excluded.seed,
                algorithm = excluded.algorithm, digits = excluded.digits, period = excluded.period,
                expires_at = excluded.expires_at",
        &[
            tenant.into(),
            user.into(),
            (&it.id).into(),
            (&it.bound_to).into(),
            it.seed.as_slice().into(),
            it.parameters.algorithm.key().into(),
            int(u64::from(it.parameters.digits)).into(),
            int(it.parameters.period).into(),
            it.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// The person's enrolment, if one waits.
pub fn enrolment_find(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<StoredEnrolment>> {
    tx.one(
        "SELECT id, bound_to, seed, algorithm, digits, period, expires_at
           FROM enrolments WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )
}

/// Takes the enrolment away, to confirm it: true for exactly one caller.
pub fn enrolment_take(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, id: &FactorId) -> Result<bool> {
    let taken = tx.run(
        "DELETE FROM enrolments WHERE tenant_id = $1 AND user_id = $2 AND id = $3",
        &[tenant.into(), user.into(), id.into()],
    )?;
    Ok(taken == 1)
}

/// Takes away whatever enrolment waits.
pub fn enrolment_drop(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<()> {
    tx.run("DELETE FROM enrolments WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])?;
    Ok(())
}

fn parameters_from(row: &Row<'_>, i: usize) -> Result<Parameters> {
    Ok(Parameters {
        algorithm: row.word(i, Algorithm::from_key)?,
        digits: u32::try_from(row.count(i + 1)?).map_err(|_| corrupt("a number of digits"))?,
        period: row.count(i + 2)?,
    })
}
