//! Addresses that people asked to have instead of theirs.

use doorward_core::id::{LinkId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::registration::mailbox;
use doorward_core::user::Email;

use crate::ids::corrupt;
use crate::{FromRow, Result, Row, Tx};

/// Somebody's asking for another address.
#[derive(Clone, Debug)]
pub struct AddressChange {
    /// The id of the link that was mailed to the new address.
    pub id: LinkId,
    /// Who asked.
    pub user: UserId,
    /// The new address.
    pub email: Email,
    /// When.
    pub asked_at: Time,
}

impl FromRow for AddressChange {
    fn from_row(row: &Row<'_>) -> Result<AddressChange> {
        Ok(AddressChange {
            id: row.id(0)?,
            user: row.id(1)?,
            email: Email::parse(&row.text(2)?).map_err(|_| corrupt("an e-mail address"))?,
            asked_at: row.time(3)?,
        })
    }
}

/// Writes down that somebody asked.
pub fn address_change_insert(tx: &mut Tx<'_>, tenant: &TenantId, change: &AddressChange) -> Result<()> {
    tx.run(
        "INSERT INTO address_changes (tenant_id, id, user_id, email, mailbox, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            tenant.into(),
            (&change.id).into(),
            (&change.user).into(),
            change.email.as_str().into(),
            mailbox(&change.email).as_str().into(),
            change.asked_at.into(),
        ],
    )?;
    Ok(())
}

/// Takes away what a person asked for.
pub fn address_changes_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM address_changes WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}

/// What a link that was mailed to a new address is about.
pub fn address_change_find(tx: &mut Tx<'_>, tenant: &TenantId, id: &LinkId) -> Result<Option<AddressChange>> {
    tx.one(
        "SELECT id, user_id, email, asked_at FROM address_changes WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into()],
    )
}

/// The change that a person asked for last and whose link still works under their epoch, with its end.
pub fn address_change_waiting(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    now: Time,
) -> Result<Option<(Email, Time)>> {
    struct Waiting(Email, Time);
    impl FromRow for Waiting {
        fn from_row(row: &Row<'_>) -> Result<Waiting> {
            let email = Email::parse(&row.text(0)?).map_err(|_| corrupt("an e-mail address"))?;
            Ok(Waiting(email, row.time(1)?))
        }
    }
    let found = tx.one::<Waiting>(
        "SELECT c.email, l.expires_at
           FROM address_changes c
           JOIN links l ON l.id = c.id
           JOIN users u ON u.tenant_id = c.tenant_id AND u.id = c.user_id
          WHERE c.tenant_id = $1 AND c.user_id = $2 AND l.used_at IS NULL AND l.expires_at > $3
            AND l.user_epoch = u.epoch
          ORDER BY c.id DESC LIMIT 1",
        &[tenant.into(), user.into(), now.into()],
    )?;
    Ok(found.map(|Waiting(email, until)| (email, until)))
}

/// How often a person asked since a time: for the quota.
pub fn address_changes_by(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, since: Time) -> Result<u64> {
    let found = tx.one::<i64>(
        "SELECT count(*) FROM address_changes WHERE tenant_id = $1 AND user_id = $2 AND asked_at > $3",
        &[tenant.into(), user.into(), since.into()],
    )?;
    Ok(u64::try_from(found.unwrap_or(0)).unwrap_or(0))
}

/// How often anybody asked for an address of this mailbox since a time: for the quota.
pub fn address_changes_to(tx: &mut Tx<'_>, tenant: &TenantId, email: &Email, since: Time) -> Result<u64> {
    let found = tx.one::<i64>(
        "SELECT count(*) FROM address_changes WHERE tenant_id = $1 AND mailbox = $2 AND asked_at > $3",
        &[tenant.into(), mailbox(email).as_str().into(), since.into()],
    )?;
    Ok(u64::try_from(found.unwrap_or(0)).unwrap_or(0))
}
