//! Batches: many people at once, in blocks of rows. `step` counts the blocks that were looked at, and then those that were done: whoever takes a
//! step first has it, and of two nodes the other does nothing.

use doorward_core::batch::{Counts, Maker, Row as Line, State, Work};
use doorward_core::finding::Wanted;
use doorward_core::id::{BatchId, GroupId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::user::{Role, User};

use crate::findings::Cursor;
use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx, Value};

/// A value in JSON.
macro_rules! json {
    ($value:expr) => {
        serde_json::to_string($value).map_err(|_| corrupt("something of a batch"))
    };
}

/// A batch.
#[derive(Clone, Debug)]
pub struct StoredBatch {
    /// Which.
    pub id: BatchId,
    /// By whom.
    pub maker: Maker,
    /// When.
    pub made_at: Time,
    /// What it does.
    pub work: Work,
    /// How far it is.
    pub state: State,
    /// Of which people, when it is not of those of its blocks.
    pub wanted: Option<Wanted>,
    /// How far these were gone through.
    pub at: Option<Cursor>,
    /// How many rows come to what.
    pub counts: Counts,
    /// So many blocks it has.
    pub blocks: u64,
    /// So many were looked at; so many were done, once it is being done.
    pub step: u64,
    /// Why, in the words of whoever said yes to it.
    pub reason: Option<String>,
    /// From where it was begun, as the flow wrote it.
    pub caller: String,
    /// The group that it is about, which may be gone.
    pub group: Option<GroupId>,
    /// The columns of its file that are not read.
    pub unread: Vec<String>,
}

impl FromRow for StoredBatch {
    fn from_row(row: &Row<'_>) -> Result<StoredBatch> {
        let wanted = row.opt_text(7)?.map(|it| serde_json::from_str(&it)).transpose();
        let unread = row.opt_text(16)?.map(|it| serde_json::from_str(&it)).transpose();
        let (entry, user) = (row.opt_bytes(8)?, row.opt_id(9)?);
        Ok(StoredBatch {
            id: row.id(0)?,
            maker: Maker { id: row.id(1)?, role: row.word(2, Role::from_key)?, epoch: row.count(3)? },
            made_at: row.time(4)?,
            work: row.word(5, Work::from_key)?,
            state: row.word(6, State::from_key)?,
            wanted: wanted.map_err(|_| corrupt("what a batch is of"))?,
            at: entry.zip(user),
            counts: serde_json::from_str(&row.text(10)?).map_err(|_| corrupt("counts of a batch"))?,
            blocks: row.count(11)?,
            step: row.count(12)?,
            reason: row.opt_text(13)?,
            caller: row.text(14)?,
            group: row.opt_id(15)?,
            unread: unread.map_err(|_| corrupt("columns of a file"))?.unwrap_or_default(),
        })
    }
}

/// Keeps a new batch. False when one of theirs goes on.
pub fn batch_insert(tx: &mut Tx<'_>, tenant: &TenantId, batch: &StoredBatch, until: Time) -> Result<bool> {
    let wanted = batch.wanted.as_ref().map(|it| json!(it)).transpose()?;
    let unread = (!batch.unread.is_empty()).then(|| json!(&batch.unread)).transpose()?;
    let kept = tx.run(
        "INSERT INTO batches (tenant_id, id, made_by, maker_role, maker_epoch, made_at, expires_at, work, state, wanted, counts,
                              blocks, step, caller, group_id, unread)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (tenant_id, made_by) WHERE state IN ('looking', 'doing') DO NOTHING",
        &[
            tenant.into(),
            (&batch.id).into(),
            (&batch.maker.id).into(),
            batch.maker.role.key().into(),
            int(batch.maker.epoch).into(),
            batch.made_at.into(),
            until.into(),
            batch.work.key().into(),
            batch.state.key().into(),
            wanted.as_deref().into(),
            json!(&batch.counts)?.as_str().into(),
            int(batch.blocks).into(),
            int(batch.step).into(),
            batch.caller.as_str().into(),
            batch.group.as_ref().into(),
            unread.as_deref().into(),
        ],
    )?;
    Ok(kept == 1)
}

/// Keeps a block that was not there.
pub fn batch_block_insert(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &BatchId,
    block: u64,
    lines: &[Line],
) -> Result<()> {
    tx.run(
        "INSERT INTO batch_blocks (tenant_id, batch_id, block, people) VALUES ($1, $2, $3, $4)",
        &[tenant.into(), id.into(), int(block).into(), json!(lines)?.as_str().into()],
    )?;
    Ok(())
}

/// Keeps a block as it is now.
pub fn batch_block_replace(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &BatchId,
    block: u64,
    lines: &[Line],
) -> Result<()> {
    tx.run(
        "UPDATE batch_blocks SET people = $4 WHERE tenant_id = $1 AND batch_id = $2 AND block = $3",
        &[tenant.into(), id.into(), int(block).into(), json!(lines)?.as_str().into()],
    )?;
    Ok(())
}

/// A block of rows.
pub fn batch_block(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &BatchId,
    block: u64,
) -> Result<Option<Vec<Line>>> {
    let found = tx.one::<Text>(
        "SELECT people FROM batch_blocks WHERE tenant_id = $1 AND batch_id = $2 AND block = $3",
        &[tenant.into(), id.into(), int(block).into()],
    )?;
    found.map(|Text(people)| lines_from(&people)).transpose()
}

/// How many batches of an account were begun since then.
pub fn batches_since(tx: &mut Tx<'_>, tenant: &TenantId, since: Time) -> Result<u64> {
    let count = tx.one::<i64>(
        "SELECT count(*) FROM batches WHERE tenant_id = $1 AND made_at > $2",
        &[tenant.into(), since.into()],
    )?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// A batch.
pub fn batch_find(tx: &mut Tx<'_>, tenant: &TenantId, id: &BatchId) -> Result<Option<StoredBatch>> {
    tx.one(
        "SELECT id, made_by, maker_role, maker_epoch, made_at, work, state, wanted, at_entry, at_user, counts, blocks, step, reason,
                caller, group_id, unread
           FROM batches WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into()],
    )
}

/// What somebody began and is kept, the newest first.
pub fn batches_of(tx: &mut Tx<'_>, tenant: &TenantId, by: &UserId, now: Time) -> Result<Vec<StoredBatch>> {
    tx.all(
        "SELECT id, made_by, maker_role, maker_epoch, made_at, work, state, wanted, at_entry, at_user, counts, blocks, step, reason,
                caller, group_id, unread
           FROM batches WHERE tenant_id = $1 AND made_by = $2 AND expires_at > $3 ORDER BY id DESC LIMIT 20",
        &[tenant.into(), by.into(), now.into()],
    )
}

/// Some batches that go on, of whatever account, each with the account: those first that had the fewest steps, so that a long one lets others by.
pub fn batches_moving(tx: &mut Tx<'_>, now: Time) -> Result<Vec<(TenantId, StoredBatch)>> {
    struct Found(TenantId, StoredBatch);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            Ok(Found(row.id(17)?, StoredBatch::from_row(row)?))
        }
    }
    let found = tx.all::<Found>(
        "SELECT id, made_by, maker_role, maker_epoch, made_at, work, state, wanted, at_entry, at_user, counts, blocks, step, reason,
                caller, group_id, unread, tenant_id
           FROM batches WHERE state IN ('looking', 'doing') AND expires_at > $1 ORDER BY step, id LIMIT 20",
        &[now.into()],
    )?;
    Ok(found.into_iter().map(|Found(tenant, batch)| (tenant, batch)).collect())
}

/// Takes the next step of a batch, which is now as `after` says. False when somebody else took it.
pub fn batch_step(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    before: &StoredBatch,
    after: &StoredBatch,
) -> Result<bool> {
    let (entry, user) = match &after.at {
        Some((entry, user)) => (Some(entry.as_slice()), Value::from(user)),
        None => (None, Value::Null),
    };
    let taken = tx.run(
        "UPDATE batches SET state = $5, step = $6, blocks = $7, counts = $8, at_entry = $9, at_user = $10
          WHERE tenant_id = $1 AND id = $2 AND state = $3 AND step = $4",
        &[
            tenant.into(),
            (&before.id).into(),
            before.state.key().into(),
            int(before.step).into(),
            after.state.key().into(),
            int(after.step).into(),
            int(after.blocks).into(),
            json!(&after.counts)?.as_str().into(),
            entry.into(),
            user,
        ],
    )?;
    Ok(taken == 1)
}

/// Keeps how many rows came to what, in the transaction that took the step.
pub fn batch_count(tx: &mut Tx<'_>, tenant: &TenantId, id: &BatchId, counts: &Counts) -> Result<()> {
    tx.run(
        "UPDATE batches SET counts = $3 WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into(), json!(counts)?.as_str().into()],
    )?;
    Ok(())
}

/// Begins to do what was looked at. False when it is not ready any more, or another of theirs goes on.
pub fn batch_begin(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &BatchId,
    maker: &User,
    reason: &str,
    caller: &str,
) -> Result<bool> {
    let begun = tx.run(
        "UPDATE batches SET state = 'doing', step = 0, maker_role = $4, maker_epoch = $5, reason = $6, caller = $7
          WHERE tenant_id = $1 AND id = $2 AND made_by = $3 AND state = 'ready'
            AND NOT EXISTS (SELECT 1 FROM batches o WHERE o.tenant_id = $1 AND o.made_by = $3 AND o.state IN ('looking', 'doing'))",
        &[
            tenant.into(),
            id.into(),
            (&maker.id).into(),
            maker.role.key().into(),
            int(maker.epoch).into(),
            reason.into(),
            caller.into(),
        ],
    )?;
    Ok(begun == 1)
}

/// Takes a batch away that is kept by nobody.
pub fn batch_remove(tx: &mut Tx<'_>, tenant: &TenantId, id: &BatchId) -> Result<()> {
    tx.run("DELETE FROM batch_blocks WHERE tenant_id = $1 AND batch_id = $2", &[tenant.into(), id.into()])?;
    tx.run("DELETE FROM batches WHERE tenant_id = $1 AND id = $2", &[tenant.into(), id.into()])?;
    Ok(())
}

/// Takes an erased person out of all rows of batches: by their id, and by the address that they had.
pub fn batches_forget(tx: &mut Tx<'_>, tenant: &TenantId, user: &User) -> Result<()> {
    struct Block(BatchId, u64, String);
    impl FromRow for Block {
        fn from_row(row: &Row<'_>) -> Result<Block> {
            Ok(Block(row.id(0)?, row.count(1)?, row.text(2)?))
        }
    }
    // The signs that a pattern takes for others find more blocks than needed, and each row is looked at below.
    let id =
        serde_json::to_value(user.id).ok().and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default();
    let (by_id, by_email) = (format!("%{id}%"), format!("%{}%", user.email.key()));
    let blocks = tx.all::<Block>(
        "SELECT batch_id, block, people FROM batch_blocks WHERE tenant_id = $1 AND (people LIKE $2 OR people LIKE $3)",
        &[tenant.into(), by_id.as_str().into(), by_email.as_str().into()],
    )?;
    for Block(batch, block, people) in blocks {
        let mut lines = lines_from(&people)?;
        for line in &mut lines {
            if line.user == Some(user.id) || line.email == user.email.key() {
                line.email = String::new();
                line.name = String::new();
            }
        }
        batch_block_replace(tx, tenant, &batch, block, &lines)?;
    }
    Ok(())
}

struct Text(String);

impl FromRow for Text {
    fn from_row(row: &Row<'_>) -> Result<Text> {
        Ok(Text(row.text(0)?))
    }
}

fn lines_from(people: &str) -> Result<Vec<Line>> {
    serde_json::from_str(people).map_err(|_| corrupt("rows of a batch"))
}
