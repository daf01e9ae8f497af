//! The methods that a person has set up, whichever table each lies in: the view `methods` puts them together.

use doorward_core::factor::{FactorKind, Methods};
use doorward_core::id::{TenantId, UserId};

use crate::ids::corrupt;
use crate::{FromRow, Result, Row, Tx};

/// Reads the sum of the bits of methods from column `i`.
pub(crate) fn methods_from(row: &Row<'_>, i: usize) -> Result<Methods> {
    let bits = u8::try_from(row.count(i)?).ok();
    bits.and_then(Methods::from_bits).ok_or_else(|| corrupt("a method that this program does not know"))
}

/// What a person has set up.
pub fn methods_now(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Methods> {
    struct Found(Methods);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            Ok(Found(methods_from(row, 0)?))
        }
    }
    let found = tx.one::<Found>(
        "SELECT CAST(COALESCE(sum(DISTINCT bit), 0) AS BIGINT) FROM methods WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )?;
    Ok(found.map_or(Methods::NONE, |Found(methods)| methods))
}

/// What else matters to how a person can be asked.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct AtHand {
    /// The way that they want to be asked first, if they chose one.
    pub preferred: Option<FactorKind>,
    /// Whether they have recovery codes left.
    pub has_codes: bool,
    /// Whether their password was set by a mailed link, and nobody signed in with it since.
    pub password_by_mail: bool,
}

impl FromRow for AtHand {
    fn from_row(row: &Row<'_>) -> Result<AtHand> {
        Ok(AtHand {
            preferred: row.opt_text(0)?.as_deref().and_then(FactorKind::from_key),
            has_codes: row.bool(1)?,
            password_by_mail: row.bool(2)?,
        })
    }
}

/// What a person has at hand: one statement, whoever it is, so that the store's work does not tell who is there.
pub fn methods_at_hand(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<AtHand> {
    let found = tx.one(
        "SELECT (SELECT method FROM preferred_methods WHERE tenant_id = $1 AND user_id = $2),
                CAST(CASE WHEN EXISTS
                  (SELECT 1 FROM recovery_code_sets s
                     JOIN recovery_codes c ON c.tenant_id = s.tenant_id AND c.set_id = s.id AND c.used_at IS NULL
                    WHERE s.tenant_id = $1 AND s.user_id = $2 AND s.valid_to IS NULL) THEN 1 ELSE 0 END AS BIGINT),
                CAST(COALESCE((SELECT by_mail FROM passwords WHERE tenant_id = $1 AND user_id = $2), 0) AS BIGINT)",
        &[tenant.into(), user.into()],
    )?;
    Ok(found.unwrap_or_default())
}

/// Keeps the way that a person wants to be asked first.
pub fn preferred_method_set(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    method: FactorKind,
) -> Result<()> {
    tx.run(
        "INSERT INTO preferred_methods (tenant_id, user_id, method) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, user_id) DO UPDATE SET method = excluded.method",
        &[tenant.into(), user.into(), method.key().into()],
    )?;
    Ok(())
}
