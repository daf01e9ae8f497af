//! Requests of people who are locked out: one open a person.

use doorward_core::id::{HelpRequestId, TenantId, UserId};
use doorward_core::moment::Time;

use crate::{FromRow, Result, Row, Tx, Value};

/// What became of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// A code was issued.
    Helped,
    /// It was declined.
    Declined,
    /// The person came in by a second factor of theirs after all.
    SignedIn,
}

impl Outcome {
    fn key(self) -> &'static str {
        match self {
            Outcome::Helped => "helped",
            Outcome::Declined => "declined",
            Outcome::SignedIn => "signed_in",
        }
    }
}

/// A request, as it is kept.
#[derive(Clone, Debug)]
pub struct HelpRequest {
    /// Its id.
    pub id: HelpRequestId,
    /// Who asks.
    pub user: UserId,
    /// When they asked.
    pub asked_at: Time,
    /// The network address that they asked from.
    pub address: String,
    /// The browser that they asked in, as it names itself.
    pub browser: String,
}

impl FromRow for HelpRequest {
    fn from_row(row: &Row<'_>) -> Result<HelpRequest> {
        Ok(HelpRequest {
            id: row.id(0)?,
            user: row.id(1)?,
            asked_at: row.time(2)?,
            address: row.text(3)?,
            browser: row.text(4)?,
        })
    }
}

/// Keeps a request: false when the person has an open one already.
pub fn help_request_put(tx: &mut Tx<'_>, tenant: &TenantId, request: &HelpRequest) -> Result<bool> {
    let kept = tx.run(
        "INSERT INTO help_requests (tenant_id, id, user_id, asked_at, address, browser)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        &[
            tenant.into(),
            (&request.id).into(),
            (&request.user).into(),
            request.asked_at.into(),
            request.address.as_str().into(),
            request.browser.as_str().into(),
        ],
    )?;
    Ok(kept == 1)
}

/// The person's open request.
pub fn help_request_open(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<HelpRequest>> {
    tx.one(
        "SELECT id, user_id, asked_at, address, browser FROM help_requests
          WHERE tenant_id = $1 AND user_id = $2 AND outcome IS NULL",
        &[tenant.into(), user.into()],
    )
}

/// How many requests the person made since then, whatever became of them.
pub fn help_requests_since(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, since: Time) -> Result<u64> {
    let found = tx.one::<i64>(
        "SELECT count(*) FROM help_requests WHERE tenant_id = $1 AND user_id = $2 AND asked_at > $3",
        &[tenant.into(), user.into(), since.into()],
    )?;
    Ok(u64::try_from(found.unwrap_or(0)).unwrap_or(0))
}

/// All open requests of people who may sign in, the oldest first: so many at most.
pub fn help_requests_waiting(tx: &mut Tx<'_>, tenant: &TenantId, most: i64) -> Result<Vec<HelpRequest>> {
    tx.all(
        "SELECT h.id, h.user_id, h.asked_at, h.address, h.browser
           FROM help_requests h JOIN users u ON u.tenant_id = h.tenant_id AND u.id = h.user_id
          WHERE h.tenant_id = $1 AND h.outcome IS NULL AND u.standing = 'active'
          ORDER BY h.asked_at, h.id LIMIT $2",
        &[tenant.into(), most.into()],
    )
}

/// How many there are.
pub fn help_requests_count(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<u64> {
    let found = tx.one::<i64>(
        "SELECT count(*) FROM help_requests h JOIN users u ON u.tenant_id = h.tenant_id AND u.id = h.user_id
          WHERE h.tenant_id = $1 AND h.outcome IS NULL AND u.standing = 'active'",
        &[tenant.into()],
    )?;
    Ok(u64::try_from(found.unwrap_or(0)).unwrap_or(0))
}

/// Closes the person's open request: true for exactly one caller.
pub fn help_request_close(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    outcome: Outcome,
    by: Option<&UserId>,
    reason: Option<&str>,
    at: Time,
) -> Result<bool> {
    let closed = tx.run(
        "UPDATE help_requests SET outcome = $3, decided_by = $4, reason = $5, decided_at = $6
          WHERE tenant_id = $1 AND user_id = $2 AND outcome IS NULL",
        &[
            tenant.into(),
            user.into(),
            outcome.key().into(),
            by.map_or(Value::Null, Value::from),
            reason.into(),
            at.into(),
        ],
    )?;
    Ok(closed == 1)
}

/// Takes away all requests of a person.
pub fn help_requests_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM help_requests WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}
