//! Links with a secret end: invitations, registrations, password resets, and the one-time link of an empty store.

use doorward_core::id::{LinkId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::secret::TokenHash;

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx, Value};

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To make the first account and its owner.
    Setup,
    /// To accept an invitation.
    Invitation,
    /// To set a new password.
    PasswordReset,
    /// To register.
    Registration,
    /// To change one's address, sent to the new one.
    AddressChange,
    /// To set a new password where everything was lost.
    BreakGlass,
}

impl Purpose {
    /// The name in the database.
    pub fn key(self) -> &'static str {
        match self {
            Purpose::Setup => "setup",
            Purpose::Invitation => "invitation",
            Purpose::PasswordReset => "password_reset",
            Purpose::Registration => "registration",
            Purpose::AddressChange => "address_change",
            Purpose::BreakGlass => "break_glass",
        }
    }

    fn from_key(key: &str) -> Option<Purpose> {
        [
            Purpose::Setup,
            Purpose::Invitation,
            Purpose::PasswordReset,
            Purpose::Registration,
            Purpose::AddressChange,
            Purpose::BreakGlass,
        ]
        .into_iter()
        .find(|it| it.key() == key)
    }
}

/// A stored link; of its secret only the digest is kept.
#[derive(Clone, Debug)]
pub struct StoredLink {
    /// Its id.
    pub id: LinkId,
    /// The tenant, but for the set-up of an empty store.
    pub tenant: Option<TenantId>,
    /// The person it was sent to.
    pub user: Option<UserId>,
    /// The address that it was sent to, sealed, when no person has it yet.
    pub address: Option<Vec<u8>>,
    /// What it is for.
    pub purpose: Purpose,
    /// The person's epoch when it was made: it is dead under another.
    pub user_epoch: u64,
    /// When it stops working.
    pub expires_at: Time,
    /// When it was used, if it was.
    pub used_at: Option<Time>,
}

impl FromRow for StoredLink {
    fn from_row(row: &Row<'_>) -> Result<StoredLink> {
        Ok(StoredLink {
            id: row.id(0)?,
            tenant: row.opt_id(1)?,
            user: row.opt_id(2)?,
            purpose: row.word(3, Purpose::from_key)?,
            user_epoch: row.count(4)?,
            expires_at: row.time(5)?,
            used_at: row.opt_time(6)?,
            address: row.opt_bytes(7)?,
        })
    }
}

/// Makes a link.
pub fn link_insert(tx: &mut Tx<'_>, link: &StoredLink, token: &TokenHash, at: Time) -> Result<()> {
    tx.run(
        "INSERT INTO links (id, tenant_id, user_id, purpose, token_hash, user_epoch, made_at, expires_at, address)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            (&link.id).into(),
            link.tenant.as_ref().map_or(Value::Null, Value::from),
            link.user.as_ref().map_or(Value::Null, Value::from),
            link.purpose.key().into(),
            token.into(),
            int(link.user_epoch).into(),
            at.into(),
            link.expires_at.into(),
            link.address.as_deref().into(),
        ],
    )?;
    Ok(())
}

/// The link with this secret.
pub fn link_by_token(tx: &mut Tx<'_>, token: &TokenHash) -> Result<Option<StoredLink>> {
    tx.one(
        "SELECT id, tenant_id, user_id, purpose, user_epoch, expires_at, used_at, address
           FROM links WHERE token_hash = $1",
        &[token.into()],
    )
}

/// Uses a link, once: true for exactly one caller, and only within its time.
pub fn link_use(tx: &mut Tx<'_>, id: &LinkId, at: Time) -> Result<bool> {
    let used = tx.run(
        "UPDATE links SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
        &[id.into(), at.into()],
    )?;
    Ok(used == 1)
}

/// Ends the person's other links of a purpose: only the newest works.
pub fn links_end(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    purpose: Purpose,
    at: Time,
) -> Result<u64> {
    tx.run(
        "UPDATE links SET used_at = $4 WHERE tenant_id = $1 AND user_id = $2 AND purpose = $3 AND used_at IS NULL",
        &[tenant.into(), user.into(), purpose.key().into(), at.into()],
    )
}

/// Ends all links of a person, whatever they are for.
pub fn links_end_all(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<u64> {
    tx.run(
        "UPDATE links SET used_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND used_at IS NULL",
        &[tenant.into(), user.into(), at.into()],
    )
}

/// Ends set-up links that were not used: only the newest works.
pub fn setup_links_end(tx: &mut Tx<'_>, at: Time) -> Result<u64> {
    tx.run("UPDATE links SET used_at = $1 WHERE purpose = 'setup' AND used_at IS NULL", &[at.into()])
}
