//! What somebody asked for at the door, sealed, until a job decides it: so that asking costs the same whoever asks.

use doorward_core::id::{RequestId, TenantId};

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx};

/// A request as it waits to be decided.
#[derive(Clone, Debug)]
pub struct StoredRequest {
    /// The account.
    pub tenant: TenantId,
    /// Its id, which it is sealed to.
    pub id: RequestId,
    /// What is asked for, for which address, and from where: sealed.
    pub asked: Vec<u8>,
}

impl FromRow for StoredRequest {
    fn from_row(row: &Row<'_>) -> Result<StoredRequest> {
        Ok(StoredRequest { tenant: row.id(0)?, id: row.id(1)?, asked: row.bytes(2)? })
    }
}

/// Keeps a request, unless so many wait in the account already: then false.
pub fn request_put(tx: &mut Tx<'_>, request: &StoredRequest, most: u64) -> Result<bool> {
    let waiting =
        tx.one::<i64>("SELECT count(*) FROM requests WHERE tenant_id = $1", &[(&request.tenant).into()])?;
    if waiting.unwrap_or(0) >= int(most) {
        return Ok(false);
    }
    tx.run(
        "INSERT INTO requests (tenant_id, id, asked) VALUES ($1, $2, $3)",
        &[(&request.tenant).into(), (&request.id).into(), request.asked.as_slice().into()],
    )?;
    Ok(true)
}

/// Whether any request waits, of whatever account.
pub fn requests_wait(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.one::<i64>("SELECT count(*) FROM (SELECT tenant_id FROM requests LIMIT 1) r", &[])? == Some(1))
}

/// Takes the oldest request away, of whatever account, to decide it: each is taken once.
pub fn request_take(tx: &mut Tx<'_>) -> Result<Option<StoredRequest>> {
    tx.one(
        "DELETE FROM requests
          WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM requests ORDER BY id LIMIT 1)
         RETURNING tenant_id, id, asked",
        &[],
    )
}
