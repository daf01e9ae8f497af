//! How accounts look, and what they say at the door.

use doorward_core::brand::{Accents, Brand, Texts};
use doorward_core::colour::Colour;
use doorward_core::id::TenantId;
use doorward_core::logo::{Logo, LogoDigest, LogoMark};

use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx, Value};

/// How an account looks, and which version of it that is; the first is 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BrandNow {
    /// How it looks.
    pub brand: Brand,
    /// Grows by one with each change.
    pub version: u64,
}

impl FromRow for BrandNow {
    fn from_row(row: &Row<'_>) -> Result<BrandNow> {
        Ok(BrandNow { brand: brand_from(row, 0)?, version: row.count(6)? })
    }
}

/// A brand from six columns of a row, the first of which is `at`; none where an account has no row.
pub(crate) fn brand_from(row: &Row<'_>, at: usize) -> Result<Brand> {
    let colour = |text: Option<String>| match text {
        Some(text) => Colour::parse(&text).map(Some).map_err(|_| corrupt("a colour")),
        None => Ok(None),
    };
    let pixels = |i: usize| u16::try_from(row.int(i)?).map_err(|_| corrupt("the size of a logo"));
    let accents = Accents { light: colour(row.opt_text(at)?)?, dark: colour(row.opt_text(at + 1)?)? };
    let logo = match row.opt_array(at + 2)? {
        Some(digest) => Some(LogoMark {
            digest: LogoDigest::from_bytes(digest),
            width: pixels(at + 3)?,
            height: pixels(at + 4)?,
        }),
        None => None,
    };
    let texts = match row.opt_text(at + 5)? {
        Some(texts) => serde_json::from_str(&texts).map_err(|_| corrupt("the texts of an account"))?,
        None => Texts::default(),
    };
    Ok(Brand { accents, logo, texts })
}

/// How the account looks now; none when nobody chose anything yet.
pub fn brand_now(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<Option<BrandNow>> {
    tx.one(
        "SELECT accent_light, accent_dark, logo_digest, logo_width, logo_height, texts, version FROM brands WHERE tenant_id = $1",
        &[tenant.into()],
    )
}

/// Has the account look so from now on, if it still looks as version `seen` has it; 0 when it had none. False when somebody else
/// was first.
pub fn brand_replace(tx: &mut Tx<'_>, tenant: &TenantId, seen: u64, brand: &Brand) -> Result<bool> {
    let (light, dark) =
        (brand.accents.light.map(|it| it.to_string()), brand.accents.dark.map(|it| it.to_string()));
    let texts = match brand.texts.is_empty() {
        true => None,
        false => Some(serde_json::to_string(&brand.texts).map_err(|_| corrupt("the texts of an account"))?),
    };
    let values: [Value<'_>; 8] = [
        tenant.into(),
        int(seen).into(),
        light.as_ref().into(),
        dark.as_ref().into(),
        brand.logo.as_ref().map(|logo| logo.digest.as_bytes()).into(),
        brand.logo.map(|logo| i64::from(logo.width)).into(),
        brand.logo.map(|logo| i64::from(logo.height)).into(),
        texts.as_ref().into(),
    ];
    let changed = match seen {
        0 => tx.run(
            "INSERT INTO brands
               (tenant_id, version, accent_light, accent_dark, logo_digest, logo_width, logo_height, texts)
             VALUES ($1, CAST($2 AS BIGINT) + 1, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
            &values,
        ),
        _ => tx.run(
            "UPDATE brands SET version = version + 1, accent_light = $3, accent_dark = $4, logo_digest = $5,
                               logo_width = $6, logo_height = $7, texts = $8
              WHERE tenant_id = $1 AND version = $2",
            &values,
        ),
    }?;
    Ok(changed == 1)
}

/// Keeps the bytes of the account's logo, in the place of those before.
pub fn logo_put(tx: &mut Tx<'_>, tenant: &TenantId, logo: &Logo) -> Result<()> {
    let digest = logo.mark().digest;
    tx.run(
        "INSERT INTO logos (tenant_id, digest, bytes) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id) DO UPDATE SET digest = excluded.digest, bytes = excluded.bytes",
        &[tenant.into(), digest.as_bytes().into(), logo.bytes().into()],
    )?;
    Ok(())
}

/// Forgets the bytes of the account's logo.
pub fn logo_delete(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<()> {
    tx.run("DELETE FROM logos WHERE tenant_id = $1", &[tenant.into()])?;
    Ok(())
}

/// The bytes of the account's logo, while it is that of the digest.
pub fn logo_find(tx: &mut Tx<'_>, tenant: &TenantId, digest: &LogoDigest) -> Result<Option<Vec<u8>>> {
    tx.one(
        "SELECT bytes FROM logos WHERE tenant_id = $1 AND digest = $2",
        &[tenant.into(), digest.as_bytes().into()],
    )
}
