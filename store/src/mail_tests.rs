//! Test messages, and which of them arrived.

use doorward_core::id::{MailTestId, TenantId, UserId};
use doorward_core::mail_test::Sent;
use doorward_core::moment::Time;

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx};

/// A test message as it is kept.
#[derive(Clone, Debug)]
pub struct StoredMailTest {
    /// Its id.
    pub id: MailTestId,
    /// What is judged.
    pub sent: Sent,
}

impl FromRow for StoredMailTest {
    fn from_row(row: &Row<'_>) -> Result<StoredMailTest> {
        Ok(StoredMailTest {
            id: row.id(0)?,
            sent: Sent {
                digest: row.array(1)?,
                route: row.array(2)?,
                tries: row.count(3)?,
                sent_at: row.time(4)?,
                expires_at: row.time(5)?,
            },
        })
    }
}

/// Keeps a test message that is sent; `by` whom.
pub fn mail_test_insert(tx: &mut Tx<'_>, tenant: &TenantId, it: &StoredMailTest, by: &UserId) -> Result<()> {
    tx.run(
        "INSERT INTO mail_tests (tenant_id, id, sent_by, digest, route, tries, sent_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            tenant.into(),
            (&it.id).into(),
            by.into(),
            (&it.sent.digest).into(),
            (&it.sent.route).into(),
            int(it.sent.tries).into(),
            it.sent.sent_at.into(),
            it.sent.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// The newest that a person sent and whose code was not typed yet.
pub fn mail_test_newest(tx: &mut Tx<'_>, tenant: &TenantId, by: &UserId) -> Result<Option<StoredMailTest>> {
    tx.one(
        "SELECT id, digest, route, tries, sent_at, expires_at FROM mail_tests
          WHERE tenant_id = $1 AND sent_by = $2 AND proven_at IS NULL ORDER BY id DESC LIMIT 1",
        &[tenant.into(), by.into()],
    )
}

/// How many an account sent since a time: for the quota.
pub fn mail_tests_since(tx: &mut Tx<'_>, tenant: &TenantId, since: Time) -> Result<u64> {
    let sent = tx.one::<i64>(
        "SELECT count(*) FROM mail_tests WHERE tenant_id = $1 AND sent_at > $2",
        &[tenant.into(), since.into()],
    )?;
    Ok(u64::try_from(sent.unwrap_or(0)).unwrap_or(0))
}

/// Spends a try: false when so many were spent already, or the code was typed.
pub fn mail_test_try(tx: &mut Tx<'_>, tenant: &TenantId, id: &MailTestId, most: u64) -> Result<bool> {
    let spent = tx.run(
        "UPDATE mail_tests SET tries = tries + 1
          WHERE tenant_id = $1 AND id = $2 AND tries < $3 AND proven_at IS NULL",
        &[tenant.into(), id.into(), int(most).into()],
    )?;
    Ok(spent == 1)
}

/// Its code was typed: true for exactly one caller.
pub fn mail_test_prove(tx: &mut Tx<'_>, tenant: &TenantId, id: &MailTestId, at: Time) -> Result<bool> {
    let proven = tx.run(
        "UPDATE mail_tests SET proven_at = $3 WHERE tenant_id = $1 AND id = $2 AND proven_at IS NULL",
        &[tenant.into(), id.into(), at.into()],
    )?;
    Ok(proven == 1)
}

/// When mail by this route was last proven to arrive.
pub fn mail_proven_at(tx: &mut Tx<'_>, tenant: &TenantId, route: &[u8; 32]) -> Result<Option<Time>> {
    struct Proven(Option<Time>);
    impl FromRow for Proven {
        fn from_row(row: &Row<'_>) -> Result<Proven> {
            Ok(Proven(row.opt_time(0)?))
        }
    }
    let proven = tx.one::<Proven>(
        "SELECT max(proven_at) FROM mail_tests WHERE tenant_id = $1 AND route = $2",
        &[tenant.into(), route.into()],
    )?;
    Ok(proven.and_then(|proven| proven.0))
}
