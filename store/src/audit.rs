//! The audit chain: entries that wait to be sealed, the head of each account, and the sealed ones in their order.
//!
//! What waits is whatever has no number, by an index of that: an entry that was committed late has none either, however early its
//! id was made, so none is skipped.

use doorward_core::audit::{Blinded, Entry, Head, Link};
use doorward_core::id::{EventId, TenantId};
use doorward_core::moment::Time;

use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx, Value};

/// The head of an account's chain, and its signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignedHead {
    /// The head.
    pub head: Head,
    /// What the server's key says of it.
    pub signature: [u8; 32],
}

impl FromRow for SignedHead {
    fn from_row(row: &Row<'_>) -> Result<SignedHead> {
        Ok(SignedHead { head: Head { number: row.count(0)?, hash: row.array(1)? }, signature: row.array(2)? })
    }
}

/// An entry that is sealed.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// The entry.
    pub entry: Entry,
    /// What it was sealed with; none when what is there cannot be a seal.
    pub link: Option<Link>,
    /// Its number, as it stands there.
    pub number: i64,
    /// Whether whoever did it or whom it is about was erased.
    pub erased: bool,
}

impl FromRow for Sealed {
    fn from_row(row: &Row<'_>) -> Result<Sealed> {
        Ok(Sealed {
            entry: entry_from(row)?,
            link: link_from(row).ok(),
            number: row.int(11)?,
            erased: row.bool(17)?,
        })
    }
}

/// The next account after `after` in which entries wait to be sealed.
pub fn account_unsealed(tx: &mut Tx<'_>, after: Option<&TenantId>) -> Result<Option<TenantId>> {
    struct Found(TenantId);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            Ok(Found(row.id(0)?))
        }
    }
    let after: &[u8] = after.map_or(&[], |tenant| tenant.as_bytes());
    let found = tx.one::<Found>(
        "SELECT tenant_id FROM events WHERE number IS NULL AND tenant_id > $1 ORDER BY tenant_id, id LIMIT 1",
        &[after.into()],
    )?;
    Ok(found.map(|Found(tenant)| tenant))
}

/// Entries of an account that wait to be sealed, the earliest first: so many at most.
pub fn events_unsealed(tx: &mut Tx<'_>, tenant: &TenantId, most: u64) -> Result<Vec<EventId>> {
    struct Found(EventId);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            Ok(Found(row.id(0)?))
        }
    }
    let found = tx.all::<Found>(
        "SELECT id FROM events WHERE tenant_id = $1 AND number IS NULL ORDER BY id LIMIT $2",
        &[tenant.into(), int(most).into()],
    )?;
    Ok(found.into_iter().map(|Found(id)| id).collect())
}

/// How many entries of an account wait to be sealed.
pub fn events_unsealed_count(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<u64> {
    let count = tx.one::<i64>(
        "SELECT count(*) FROM events WHERE tenant_id = $1 AND number IS NULL",
        &[tenant.into()],
    )?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// An entry, while it waits to be sealed.
pub fn event_to_seal(tx: &mut Tx<'_>, tenant: &TenantId, id: &EventId) -> Result<Option<Entry>> {
    struct Found(Entry);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            Ok(Found(entry_from(row)?))
        }
    }
    let found = tx.one::<Found>(
        "SELECT id, at, kind, refusal, actor, actor_id, subject_id, request, event, address, browser
           FROM events WHERE tenant_id = $1 AND id = $2 AND number IS NULL",
        &[tenant.into(), id.into()],
    )?;
    Ok(found.map(|Found(entry)| entry))
}

/// Seals an entry. False when it is sealed already.
pub fn event_seal(tx: &mut Tx<'_>, tenant: &TenantId, id: &EventId, link: &Link) -> Result<bool> {
    let words = link.words.as_ref();
    let sealed = tx.run(
        "UPDATE events SET number = $3, hash = $4, origin_salt = $5, origin_digest = $6, words_salt = $7, words_digest = $8
          WHERE tenant_id = $1 AND id = $2 AND number IS NULL",
        &[
            tenant.into(),
            id.into(),
            int(link.number).into(),
            (&link.hash).into(),
            link.origin.salt.as_ref().into(),
            (&link.origin.digest).into(),
            words.and_then(|words| words.salt.as_ref()).into(),
            words.map_or(Value::Null, |words| (&words.digest).into()),
        ],
    )?;
    Ok(sealed == 1)
}

/// How far an account's chain goes.
pub fn audit_head(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<Option<SignedHead>> {
    tx.one("SELECT number, hash, signature FROM audit_heads WHERE tenant_id = $1", &[tenant.into()])
}

/// Moves the head of an account's chain on. False when it is not where it was: then somebody else sealed meanwhile.
pub fn audit_head_move(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    from: Option<&Head>,
    to: &SignedHead,
    at: Time,
) -> Result<bool> {
    let (number, hash) = (int(to.head.number), &to.head.hash);
    let moved = match from {
        None => tx.run(
            "INSERT INTO audit_heads (tenant_id, number, hash, signature, sealed_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant_id) DO NOTHING",
            &[tenant.into(), number.into(), hash.into(), (&to.signature).into(), at.into()],
        )?,
        Some(from) => tx.run(
            "UPDATE audit_heads SET number = $2, hash = $3, signature = $4, sealed_at = $5
              WHERE tenant_id = $1 AND number = $6 AND hash = $7",
            &[
                tenant.into(),
                number.into(),
                hash.into(),
                (&to.signature).into(),
                at.into(),
                int(from.number).into(),
                (&from.hash).into(),
            ],
        )?,
    };
    Ok(moved == 1)
}

/// Sealed entries after a number, in the order of the chain: so many at most.
pub fn events_sealed(tx: &mut Tx<'_>, tenant: &TenantId, after: i64, most: u64) -> Result<Vec<Sealed>> {
    tx.all(
        "SELECT e.id, e.at, e.kind, e.refusal, e.actor, e.actor_id, e.subject_id, e.request, e.event, e.address, e.browser,
                e.number, e.hash, e.origin_salt, e.origin_digest, e.words_salt, e.words_digest,
                CAST(CASE WHEN e.origin_salt IS NOT NULL AND (e.words_digest IS NULL OR e.words_salt IS NOT NULL) THEN 0
                          WHEN EXISTS (SELECT 1 FROM events d
                                        WHERE d.tenant_id = e.tenant_id AND d.kind = 'erased'
                                          AND d.subject_id = e.subject_id) THEN 1
                          WHEN EXISTS (SELECT 1 FROM events d
                                        WHERE d.tenant_id = e.tenant_id AND d.kind = 'erased'
                                          AND d.subject_id = e.actor_id) THEN 1
                          ELSE 0 END AS BIGINT)
           FROM events e
          WHERE e.tenant_id = $1 AND e.number > $2
          ORDER BY e.number LIMIT $3",
        &[tenant.into(), after.into(), int(most).into()],
    )
}

/// The entry that begins at column 0.
fn entry_from(row: &Row<'_>) -> Result<Entry> {
    Ok(Entry {
        id: row.id(0)?,
        at: row.time(1)?,
        kind: row.text(2)?,
        refusal: row.bool(3)?,
        actor: row.text(4)?,
        actor_id: row.opt_id(5)?,
        subject: row.opt_id(6)?,
        request: row.opt_text(7)?,
        event: row.text(8)?,
        address: row.opt_text(9)?,
        browser: row.opt_text(10)?,
    })
}

/// The seal that begins at column 11.
fn link_from(row: &Row<'_>) -> Result<Link> {
    let words = match row.opt_array(16)? {
        Some(digest) => Some(Blinded { salt: row.opt_array(15)?, digest }),
        None if row.opt_array::<16>(15)?.is_some() => return Err(corrupt("a salt of nothing")),
        None => None,
    };
    let origin = Blinded { salt: row.opt_array(13)?, digest: row.array(14)? };
    Ok(Link { number: row.count(11)?, hash: row.array(12)?, origin, words })
}
