//! Passkeys, closed and never deleted, and the challenges that wait for their answer.

use doorward_core::enrolment::BoundTo;
use doorward_core::factor::passkey::{Challenge, Passkey, Purpose, Transport};
use doorward_core::id::{FactorId, TenantId, UserId};
use doorward_core::moment::Time;

use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx};

/// A passkey that somebody has.
#[derive(Clone, Debug)]
pub struct StoredPasskey {
    /// What it is.
    pub passkey: Passkey,
    /// What its owner calls it.
    pub name: String,
    /// When it was used last, after it was added.
    pub last_used_at: Option<Time>,
    /// When it was added.
    pub added_at: Time,
}

impl FromRow for StoredPasskey {
    fn from_row(row: &Row<'_>) -> Result<StoredPasskey> {
        Ok(StoredPasskey {
            passkey: Passkey {
                id: row.id(0)?,
                user: row.id(1)?,
                credential: row.bytes(2)?,
                public_key: row.text(3)?,
                counter: u32::try_from(row.count(4)?).map_err(|_| corrupt("a passkey's counter"))?,
                backup_eligible: row.bool(5)?,
                backed_up: row.bool(6)?,
                transports: transports_from(&row.text(7)?),
                model: row.array(8)?,
            },
            name: row.text(9)?,
            last_used_at: row.opt_time(10)?,
            added_at: row.time(11)?,
        })
    }
}

/// The person's passkeys as they are now, the oldest first.
pub fn passkeys_now(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Vec<StoredPasskey>> {
    tx.all(
        "SELECT id, user_id, credential, public_key, counter, backup_eligible, backed_up, transports, model, name,
                last_used_at, valid_from
           FROM passkeys WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL ORDER BY id",
        &[tenant.into(), user.into()],
    )
}

/// The passkey that an authenticator knows by this id, if somebody has it now.
pub fn passkey_by_credential(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    credential: &[u8],
) -> Result<Option<StoredPasskey>> {
    tx.one(
        "SELECT id, user_id, credential, public_key, counter, backup_eligible, backed_up, transports, model, name,
                last_used_at, valid_from
           FROM passkeys WHERE tenant_id = $1 AND credential = $2 AND valid_to IS NULL",
        &[tenant.into(), credential.into()],
    )
}

/// Adds a passkey: false when somebody of the account has, or had, one of that id.
pub fn passkey_insert(tx: &mut Tx<'_>, tenant: &TenantId, it: &StoredPasskey) -> Result<bool> {
    let passkey = &it.passkey;
    let added = tx.run(
        "INSERT INTO passkeys
           (tenant_id, id, user_id, credential, public_key, counter, backup_eligible, backed_up, transports, model,
            name, valid_from)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (tenant_id, credential) DO NOTHING",
        &[
            tenant.into(),
            (&passkey.id).into(),
            (&passkey.user).into(),
            passkey.credential.as_slice().into(),
            passkey.public_key.as_str().into(),
            i64::from(passkey.counter).into(),
            passkey.backup_eligible.into(),
            passkey.backed_up.into(),
            transports_text(&passkey.transports).as_str().into(),
            (&passkey.model).into(),
            it.name.as_str().into(),
            it.added_at.into(),
        ],
    )?;
    Ok(added == 1)
}

/// Uses a passkey: false when it is closed, or another answer has counted as far already. Zero is a passkey that does not
/// count.
pub fn passkey_use(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &FactorId,
    counter: u32,
    backed_up: bool,
    at: Time,
) -> Result<bool> {
    let used = tx.run(
        "UPDATE passkeys SET counter = $3, backed_up = $4, last_used_at = $5
          WHERE tenant_id = $1 AND id = $2 AND valid_to IS NULL AND (counter < $3 OR (counter = 0 AND $3 = 0))",
        &[tenant.into(), id.into(), i64::from(counter).into(), backed_up.into(), at.into()],
    )?;
    Ok(used == 1)
}

/// Gives a person's passkey another name: false when they have none of that id.
pub fn passkey_rename(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    id: &FactorId,
    name: &str,
) -> Result<bool> {
    let renamed = tx.run(
        "UPDATE passkeys SET name = $4 WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND valid_to IS NULL",
        &[tenant.into(), user.into(), id.into(), name.into()],
    )?;
    Ok(renamed == 1)
}

/// Closes one of a person's passkeys: false when they have none of that id.
pub fn passkey_close(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    id: &FactorId,
    at: Time,
) -> Result<bool> {
    let closed = tx.run(
        "UPDATE passkeys SET valid_to = $4 WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND valid_to IS NULL",
        &[tenant.into(), user.into(), id.into(), at.into()],
    )?;
    Ok(closed == 1)
}

/// Closes all of a person's passkeys.
pub fn passkeys_close(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<u64> {
    tx.run(
        "UPDATE passkeys SET valid_to = $3 WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[tenant.into(), user.into(), at.into()],
    )
}

/// Closes those of a person's passkeys that were added at `since` or after it.
pub fn passkeys_close_since(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    since: Time,
    at: Time,
) -> Result<u64> {
    tx.run(
        "UPDATE passkeys SET valid_to = $4
          WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL AND valid_from >= $3",
        &[tenant.into(), user.into(), since.into(), at.into()],
    )
}

/// Forgets what a person's closed passkeys were; that they had them, and when, is kept. The id of each takes the place of the
/// authenticator's, which could be found again on a device.
pub fn passkeys_forget(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run(
        "UPDATE passkeys SET credential = id, public_key = '', counter = 0, transports = '', model = $3, name = ''
          WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NOT NULL",
        &[tenant.into(), user.into(), (&[0_u8; 16]).into()],
    )
}

/// Keeps a challenge in the place of the one before, where it is for the same: false when `most` wait of people who are not
/// known yet.
pub fn challenge_put(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    challenge: &Challenge,
    most: u64,
    now: Time,
) -> Result<bool> {
    if challenge.user.is_none() {
        let waiting: Option<i64> = tx.one(
            "SELECT count(*) FROM passkey_challenges WHERE tenant_id = $1 AND user_id IS NULL AND expires_at > $2",
            &[tenant.into(), now.into()],
        )?;
        if waiting.unwrap_or(0) >= int(most) {
            return Ok(false);
        }
    }
    tx.run(
        "INSERT INTO passkey_challenges (tenant_id, bound_to, purpose, challenge, user_id, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, bound_to, purpose) DO UPDATE
            SET challenge = excluded.challenge, user_id = excluded.user_id, expires_at = excluded.expires_at",
        &[
            tenant.into(),
            challenge.bound_to.as_bytes().into(),
            challenge.purpose.key().into(),
            (&challenge.bytes).into(),
            challenge.user.as_ref().into(),
            challenge.expires_at.into(),
        ],
    )?;
    Ok(true)
}

/// Takes a challenge away, to judge an answer to it: something for exactly one caller.
pub fn challenge_take(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    bound_to: BoundTo,
    purpose: Purpose,
    challenge: &[u8; 32],
) -> Result<Option<Challenge>> {
    let taken: Option<Waiting> = tx.one(
        "DELETE FROM passkey_challenges WHERE tenant_id = $1 AND bound_to = $2 AND purpose = $3 AND challenge = $4
         RETURNING user_id, expires_at",
        &[tenant.into(), bound_to.as_bytes().into(), purpose.key().into(), challenge.into()],
    )?;
    Ok(taken.map(|Waiting { user, expires_at }| Challenge {
        bytes: *challenge,
        purpose,
        user,
        bound_to,
        expires_at,
    }))
}

/// Takes away whatever challenge waits for a person.
pub fn challenges_drop(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run(
        "DELETE FROM passkey_challenges WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )
}

struct Waiting {
    user: Option<UserId>,
    expires_at: Time,
}

impl FromRow for Waiting {
    fn from_row(row: &Row<'_>) -> Result<Waiting> {
        Ok(Waiting { user: row.opt_id(0)?, expires_at: row.time(1)? })
    }
}

fn transports_text(transports: &[Transport]) -> String {
    transports.iter().map(|it| it.key()).collect::<Vec<_>>().join(" ")
}

fn transports_from(text: &str) -> Vec<Transport> {
    text.split_whitespace().filter_map(Transport::from_key).collect()
}
