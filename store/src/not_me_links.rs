//! Links "this was not me", in a table of their own, so that no other link passes for one.

use doorward_core::id::{LinkId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::secret::TokenHash;
use doorward_core::user::Email;

use crate::ids::corrupt;
use crate::{FromRow, Result, Row, Tx};

/// A stored link; of its secret only the digest is kept.
#[derive(Clone, Debug)]
pub struct NotMeLink {
    /// Its id.
    pub id: LinkId,
    /// Whose account it is about.
    pub user: UserId,
    /// The kind of the letter that it stood in.
    pub letter: String,
    /// The address that the letter went to.
    pub mailed_to: Email,
    /// When the letter was written.
    pub made_at: Time,
    /// When it stops working.
    pub expires_at: Time,
    /// When it was used, if it was.
    pub used_at: Option<Time>,
}

impl FromRow for NotMeLink {
    fn from_row(row: &Row<'_>) -> Result<NotMeLink> {
        Ok(NotMeLink {
            id: row.id(0)?,
            user: row.id(1)?,
            letter: row.text(2)?,
            mailed_to: Email::parse(&row.text(3)?).map_err(|_| corrupt("an e-mail address"))?,
            made_at: row.time(4)?,
            expires_at: row.time(5)?,
            used_at: row.opt_time(6)?,
        })
    }
}

/// Makes a link.
pub fn not_me_link_insert(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    link: &NotMeLink,
    token: &TokenHash,
) -> Result<()> {
    tx.run(
        "INSERT INTO not_me_links (tenant_id, id, user_id, token_hash, letter, mailed_to, made_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            tenant.into(),
            (&link.id).into(),
            (&link.user).into(),
            token.into(),
            link.letter.as_str().into(),
            link.mailed_to.as_str().into(),
            link.made_at.into(),
            link.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// The account's link with this secret.
pub fn not_me_link_by_token(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    token: &TokenHash,
) -> Result<Option<NotMeLink>> {
    tx.one(
        "SELECT id, user_id, letter, mailed_to, made_at, expires_at, used_at
           FROM not_me_links WHERE tenant_id = $1 AND token_hash = $2",
        &[tenant.into(), token.into()],
    )
}

/// Uses a link, once: true for exactly one caller, and only within its time.
pub fn not_me_link_use(tx: &mut Tx<'_>, tenant: &TenantId, id: &LinkId, at: Time) -> Result<bool> {
    let used = tx.run(
        "UPDATE not_me_links SET used_at = $3
          WHERE tenant_id = $1 AND id = $2 AND used_at IS NULL AND expires_at > $3",
        &[tenant.into(), id.into(), at.into()],
    )?;
    Ok(used == 1)
}

/// The link was tried in vain: true the first time, which is written down.
pub fn not_me_link_refused(tx: &mut Tx<'_>, tenant: &TenantId, id: &LinkId, at: Time) -> Result<bool> {
    let first = tx.run(
        "UPDATE not_me_links SET refused_at = $3 WHERE tenant_id = $1 AND id = $2 AND refused_at IS NULL",
        &[tenant.into(), id.into(), at.into()],
    )?;
    Ok(first == 1)
}

/// Takes away all such links of a person, with the addresses that they were mailed to.
pub fn not_me_links_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM not_me_links WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}
