//! Reports that are built by themselves: one schedule a person.

use doorward_core::id::{TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::report::{Every, People, Schedule};

use crate::{FromRow, Result, Row, Tx};

impl FromRow for Schedule {
    fn from_row(row: &Row<'_>) -> Result<Schedule> {
        Ok(Schedule {
            by: row.id(0)?,
            set_at: row.time(1)?,
            people: row.word(2, People::from_key)?,
            mark: row.bool(3)?,
            every: row.word(4, Every::from_key)?,
            next_at: row.time(5)?,
        })
    }
}

/// Has a report built by itself from now on, in place of what its person had before. `caller` is from where that was asked for.
pub fn schedule_put(tx: &mut Tx<'_>, tenant: &TenantId, schedule: &Schedule, caller: &str) -> Result<()> {
    schedule_remove(tx, tenant, &schedule.by)?;
    tx.run(
        "INSERT INTO report_schedules (tenant_id, user_id, set_at, people, mark, every, next_at, caller)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            tenant.into(),
            (&schedule.by).into(),
            schedule.set_at.into(),
            schedule.people.key().into(),
            schedule.mark.into(),
            schedule.every.key().into(),
            schedule.next_at.into(),
            caller.into(),
        ],
    )?;
    Ok(())
}

/// What somebody has built by itself.
pub fn schedule_of(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Option<Schedule>> {
    tx.one(
        "SELECT user_id, set_at, people, mark, every, next_at FROM report_schedules
          WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )
}

/// A schedule that is due.
#[derive(Clone, Debug)]
pub struct Due {
    /// Of which account.
    pub tenant: TenantId,
    /// What is to be built.
    pub schedule: Schedule,
    /// From where it was asked for.
    pub caller: String,
}

impl FromRow for Due {
    fn from_row(row: &Row<'_>) -> Result<Due> {
        Ok(Due { schedule: Schedule::from_row(row)?, caller: row.text(6)?, tenant: row.id(7)? })
    }
}

/// The schedule that is due longest, of whatever account.
pub fn schedule_due(tx: &mut Tx<'_>, now: Time) -> Result<Option<Due>> {
    tx.one(
        "SELECT user_id, set_at, people, mark, every, next_at, caller, tenant_id FROM report_schedules
          WHERE next_at <= $1 ORDER BY next_at, tenant_id, user_id LIMIT 1",
        &[now.into()],
    )
}

/// Takes the turn that is due, and names the next. False when another node took it, or its person changed it meanwhile.
pub fn schedule_take(tx: &mut Tx<'_>, tenant: &TenantId, due: &Schedule, next_at: Time) -> Result<bool> {
    let taken = tx.run(
        "UPDATE report_schedules SET next_at = $4
          WHERE tenant_id = $1 AND user_id = $2 AND next_at = $3 AND set_at = $5",
        &[tenant.into(), (&due.by).into(), due.next_at.into(), next_at.into(), due.set_at.into()],
    )?;
    Ok(taken == 1)
}

/// Has nothing built by itself any more. False when nothing was.
pub fn schedule_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<bool> {
    let removed = tx.run(
        "DELETE FROM report_schedules WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )?;
    Ok(removed == 1)
}
