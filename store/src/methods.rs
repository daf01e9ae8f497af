//! The methods that a person has set up, whichever table each lies in: the view `methods` puts them together.

use doorward_core::factor::Methods;
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
