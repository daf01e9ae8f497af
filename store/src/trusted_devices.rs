//! Devices on which a person is not asked again.

use doorward_core::id::{DeviceId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::secret::TokenHash;
use doorward_core::trusted_device::{NewDevice, Stored};

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx, Value};

/// A device as a list shows it.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    /// What it is judged by.
    pub device: Stored,
    /// What the person calls it.
    pub name: Option<String>,
    /// The browser, as it named itself.
    pub browser: String,
    /// The address that it was trusted from.
    pub address: String,
    /// When the person last signed in on it.
    pub last_used_at: Time,
}

fn stored_from(row: &Row<'_>) -> Result<Stored> {
    Ok(Stored {
        id: row.id(0)?,
        user: row.id(1)?,
        user_epoch: row.count(2)?,
        trusted_at: row.time(3)?,
        until: row.time(4)?,
        ended_at: row.opt_time(5)?,
    })
}

struct Known(Stored);

impl FromRow for Known {
    fn from_row(row: &Row<'_>) -> Result<Known> {
        stored_from(row).map(Known)
    }
}

impl FromRow for DeviceRow {
    fn from_row(row: &Row<'_>) -> Result<DeviceRow> {
        Ok(DeviceRow {
            device: stored_from(row)?,
            name: row.opt_text(6)?,
            browser: row.text(7)?,
            address: row.text(8)?,
            last_used_at: row.time(9)?,
        })
    }
}

/// Trusts a device.
pub fn device_insert(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    new: &NewDevice,
    address: &str,
    browser: &str,
) -> Result<()> {
    tx.run(
        "INSERT INTO trusted_devices (tenant_id, id, user_id, token_hash, user_epoch, address, browser,
                                      trusted_at, until, last_used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8)",
        &[
            tenant.into(),
            (&new.id).into(),
            (&new.user).into(),
            (&new.token.hash()).into(),
            int(new.user_epoch).into(),
            address.into(),
            browser.into(),
            new.trusted_at.into(),
            new.until.into(),
        ],
    )?;
    Ok(())
}

/// A person's device by its cookie: the one that is trusted, or, so that it can be told why none is, the last that was forgotten.
pub fn device_by_token(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    token: &TokenHash,
) -> Result<Option<Stored>> {
    let found = tx.one::<Known>(
        "SELECT id, user_id, user_epoch, trusted_at, until, ended_at
           FROM trusted_devices WHERE tenant_id = $1 AND user_id = $2 AND token_hash = $3
          ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, trusted_at DESC, id DESC LIMIT 1",
        &[tenant.into(), user.into(), token.into()],
    )?;
    Ok(found.map(|Known(stored)| stored))
}

/// The person signs in on the device: false when it was forgotten, or its person changed, meanwhile.
pub fn device_use(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &DeviceId,
    user_epoch: u64,
    at: Time,
) -> Result<bool> {
    let used = tx.run(
        "UPDATE trusted_devices SET last_used_at = $4
          WHERE tenant_id = $1 AND id = $2 AND user_epoch = $3 AND ended_at IS NULL",
        &[tenant.into(), id.into(), int(user_epoch).into(), at.into()],
    )?;
    Ok(used == 1)
}

/// The person's devices that were not forgotten, trusted under the epoch that they have now; the newest first.
pub fn device_list(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    user_epoch: u64,
) -> Result<Vec<DeviceRow>> {
    tx.all(
        "SELECT id, user_id, user_epoch, trusted_at, until, ended_at, name, browser, address, last_used_at
           FROM trusted_devices WHERE tenant_id = $1 AND user_id = $2 AND user_epoch = $3 AND ended_at IS NULL
          ORDER BY trusted_at DESC, id DESC",
        &[tenant.into(), user.into(), int(user_epoch).into()],
    )
}

/// Calls a person's device by a name, or by none: false when it is not theirs.
pub fn device_rename(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    id: &DeviceId,
    name: Option<&str>,
) -> Result<bool> {
    let renamed = tx.run(
        "UPDATE trusted_devices SET name = $4
          WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND ended_at IS NULL",
        &[tenant.into(), user.into(), id.into(), name.map_or(Value::Null, Value::from)],
    )?;
    Ok(renamed == 1)
}

/// Forgets a person's device, and ends the sessions that were begun on it: false when it is not theirs, or was forgotten
/// already.
pub fn device_end(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    id: &DeviceId,
    at: Time,
) -> Result<bool> {
    let ended = tx.run(
        "UPDATE trusted_devices SET ended_at = $4
          WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND ended_at IS NULL",
        &[tenant.into(), user.into(), id.into(), at.into()],
    )?;
    tx.run(
        "UPDATE sessions SET ended_at = $4
          WHERE tenant_id = $1 AND user_id = $2 AND device_id = $3 AND ended_at IS NULL",
        &[tenant.into(), user.into(), id.into(), at.into()],
    )?;
    Ok(ended == 1)
}

/// Forgets all devices of a person.
pub fn devices_end(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<u64> {
    tx.run(
        "UPDATE trusted_devices SET ended_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND ended_at IS NULL",
        &[tenant.into(), user.into(), at.into()],
    )
}

/// Takes the rows of a person's devices away, with what they say of them.
pub fn devices_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM trusted_devices WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}

/// The person was asked in this browser all the same: what they said of it before no longer counts.
pub fn device_end_by_token(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    token: &TokenHash,
    at: Time,
) -> Result<()> {
    tx.run(
        "UPDATE trusted_devices SET ended_at = $4
          WHERE tenant_id = $1 AND user_id = $2 AND token_hash = $3 AND ended_at IS NULL",
        &[tenant.into(), user.into(), token.into(), at.into()],
    )?;
    Ok(())
}

/// A browser's cookie is replaced: the devices of everybody who trusts that browser go with it.
pub fn devices_move(tx: &mut Tx<'_>, tenant: &TenantId, from: &TokenHash, to: &TokenHash) -> Result<()> {
    tx.run(
        "UPDATE trusted_devices SET token_hash = $3 WHERE tenant_id = $1 AND token_hash = $2 AND ended_at IS NULL",
        &[tenant.into(), from.into(), to.into()],
    )?;
    Ok(())
}
