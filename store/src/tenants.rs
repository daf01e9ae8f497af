//! Tenants and their addresses.

use doorward_core::id::TenantId;
use doorward_core::language::Language;
use doorward_core::moment::Time;
use doorward_core::tenant::{PublicAddress, Tenant};

use crate::brands::brand_from;
use crate::ids::corrupt;
use crate::{FromRow, Result, Row, Tx};

impl FromRow for Tenant {
    fn from_row(row: &Row<'_>) -> Result<Tenant> {
        let address = PublicAddress::parse(&row.text(2)?).map_err(|_| corrupt("a tenant's address"))?;
        let language = match row.opt_text(3)? {
            Some(tag) => Some(Language::parse(&tag).map_err(|_| corrupt("a tenant's language"))?),
            None => None,
        };
        Ok(Tenant { id: row.id(0)?, name: row.text(1)?, address, language, brand: brand_from(row, 4)? })
    }
}

/// The tenant at a `Host`, by the batched road: the key is the host's bytes.
pub const TENANT_BY_HOST: &str = "
    SELECT t.id, t.name, t.address, t.language,
           b.accent_light, b.accent_dark, b.logo_digest, b.logo_width, b.logo_height, b.texts
      FROM tenants t LEFT JOIN brands b ON b.tenant_id = t.id
     WHERE t.host = $1";

/// Adds a tenant. A host that is taken is a [`StoreError::Unique`](crate::StoreError::Unique).
pub fn tenant_insert(tx: &mut Tx<'_>, tenant: &Tenant, at: Time) -> Result<()> {
    tx.run(
        "INSERT INTO tenants (id, name, address, host, created_at, language) VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            (&tenant.id).into(),
            tenant.name.as_str().into(),
            tenant.address.origin().into(),
            tenant.address.host().as_bytes().into(),
            at.into(),
            tenant.language.as_ref().map(Language::as_str).into(),
        ],
    )?;
    Ok(())
}

/// The tenant with this id.
pub fn tenant_find(tx: &mut Tx<'_>, id: &TenantId) -> Result<Option<Tenant>> {
    tx.one(
        "SELECT t.id, t.name, t.address, t.language,
                b.accent_light, b.accent_dark, b.logo_digest, b.logo_width, b.logo_height, b.texts
           FROM tenants t LEFT JOIN brands b ON b.tenant_id = t.id
          WHERE t.id = $1",
        &[id.into()],
    )
}

/// The oldest tenant: the one that a command means which names none.
pub fn tenant_first(tx: &mut Tx<'_>) -> Result<Option<Tenant>> {
    tx.one(
        "SELECT t.id, t.name, t.address, t.language,
                b.accent_light, b.accent_dark, b.logo_digest, b.logo_width, b.logo_height, b.texts
           FROM tenants t LEFT JOIN brands b ON b.tenant_id = t.id
          ORDER BY t.created_at, t.id LIMIT 1",
        &[],
    )
}

/// Every tenant of the server.
pub fn tenant_list(tx: &mut Tx<'_>) -> Result<Vec<Tenant>> {
    tx.all(
        "SELECT t.id, t.name, t.address, t.language,
                b.accent_light, b.accent_dark, b.logo_digest, b.logo_width, b.logo_height, b.texts
           FROM tenants t LEFT JOIN brands b ON b.tenant_id = t.id
          ORDER BY t.created_at, t.id",
        &[],
    )
}

/// Moves a tenant to another address.
pub fn tenant_move(tx: &mut Tx<'_>, id: &TenantId, address: &PublicAddress) -> Result<u64> {
    tx.run(
        "UPDATE tenants SET address = $2, host = $3 WHERE id = $1",
        &[id.into(), address.origin().into(), address.host().as_bytes().into()],
    )
}

/// Speaks a language to who has chosen none: false when the tenant speaks it already.
pub fn tenant_choose_language(tx: &mut Tx<'_>, id: &TenantId, language: &Language) -> Result<bool> {
    let changed = tx.run(
        "UPDATE tenants SET language = $2 WHERE id = $1 AND (language IS NULL OR language <> $2)",
        &[id.into(), language.as_str().into()],
    )?;
    Ok(changed == 1)
}
