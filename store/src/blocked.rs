//! Who does not get in now: at a set-up that they did not come through, behind a ledger that waits or is closed, at a second step
//! that they have stood at for a while.
//!
//! Few people are blocked among many: each statement begins with them, which `CROSS JOIN` says to SQLite.

use std::ops::Range;

use doorward_core::id::{TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::user::{User, UserType};

use crate::ids::int;
use crate::users::user_from;
use crate::{FromRow, Result, Row, Tx, Value};

/// People who are kept out by one thing.
#[derive(Clone, Debug, Default)]
pub struct Blocked {
    /// So many.
    pub people: u64,
    /// Those who met it last, so many at most.
    pub last: Vec<BlockedPerson>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct BlockedPerson {
    /// Who.
    pub user: User,
    /// Since when, or until when where they wait.
    pub at: Time,
}

impl FromRow for BlockedPerson {
    fn from_row(row: &Row<'_>) -> Result<BlockedPerson> {
        Ok(BlockedPerson { user: user_from(row, 0)?, at: row.time(8)? })
    }
}

/// Somebody is led into setting a second factor up.
pub fn set_up_met(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<()> {
    tx.run(
        "INSERT INTO unfinished_set_ups (tenant_id, user_id, met_at) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, user_id) DO UPDATE SET met_at = excluded.met_at",
        &[tenant.into(), user.into(), at.into()],
    )?;
    Ok(())
}

/// Somebody came through it, or is gone.
pub fn set_up_over(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<()> {
    tx.run(
        "DELETE FROM unfinished_set_ups WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )?;
    Ok(())
}

/// Those who met "set one up" at their last sign-in since a time, and did not come in.
pub fn blocked_by_set_up(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    since: Time,
    shown: u64,
) -> Result<Blocked> {
    let args = [tenant.into(), user_type.key().into(), since.into()];
    let people = tx.one::<i64>(
        "SELECT count(*)
           FROM unfinished_set_ups b
          CROSS JOIN users u
          CROSS JOIN roles r
          WHERE b.tenant_id = $1 AND u.tenant_id = b.tenant_id AND u.id = b.user_id
            AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL AND r.user_type = $2 AND b.met_at > $3 AND u.standing = 'active'
            AND b.met_at > COALESCE(u.last_sign_in_at, 0)",
        &args,
    )?;
    let last = tx.all(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language, b.met_at
           FROM unfinished_set_ups b
          CROSS JOIN users u
          CROSS JOIN roles r
          WHERE b.tenant_id = $1 AND u.tenant_id = b.tenant_id AND u.id = b.user_id
            AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL AND r.user_type = $2 AND b.met_at > $3 AND u.standing = 'active'
            AND b.met_at > COALESCE(u.last_sign_in_at, 0)
          ORDER BY b.met_at DESC, u.id LIMIT $4",
        &with(&args, int(shown)),
    )?;
    Ok(Blocked { people: counted(people), last })
}

/// Those whose next second factor is looked at after a time alone, of so many failures.
pub fn blocked_by_ledger(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    opens_after: Time,
    failures: &Range<u32>,
    shown: u64,
) -> Result<Blocked> {
    let args = [
        tenant.into(),
        user_type.key().into(),
        opens_after.into(),
        i64::from(failures.start).into(),
        i64::from(failures.end).into(),
    ];
    let people = tx.one::<i64>(
        "SELECT count(*)
           FROM second_factor_ledger l
          CROSS JOIN users u
          CROSS JOIN roles r
          WHERE l.tenant_id = $1 AND u.tenant_id = l.tenant_id AND u.id = l.user_id
            AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL AND r.user_type = $2 AND l.open_at > $3 AND l.failures >= $4 AND l.failures < $5
            AND u.standing = 'active'",
        &args,
    )?;
    let last = tx.all(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language, l.open_at
           FROM second_factor_ledger l
          CROSS JOIN users u
          CROSS JOIN roles r
          WHERE l.tenant_id = $1 AND u.tenant_id = l.tenant_id AND u.id = l.user_id
            AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL AND r.user_type = $2 AND l.open_at > $3 AND l.failures >= $4 AND l.failures < $5
            AND u.standing = 'active'
          ORDER BY l.open_at DESC, u.id LIMIT $6",
        &with(&args, int(shown)),
    )?;
    Ok(Blocked { people: counted(people), last })
}

/// Those who gave the right password and stand at the next step: their sign-in ends between these two times.
pub fn blocked_half_way(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    ends_after: Time,
    ends_before: Time,
    shown: u64,
) -> Result<Blocked> {
    let args = [tenant.into(), user_type.key().into(), ends_after.into(), ends_before.into()];
    let people = tx.one::<i64>(
        "SELECT count(DISTINCT s.user_id)
           FROM sign_ins s
          CROSS JOIN users u
          CROSS JOIN roles r
          WHERE s.tenant_id = $1 AND u.tenant_id = s.tenant_id AND u.id = s.user_id
            AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL AND r.user_type = $2 AND s.expires_at > $3 AND s.expires_at <= $4
            AND u.standing = 'active'",
        &args,
    )?;
    let last = tx.all(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language, max(s.expires_at)
           FROM sign_ins s
          CROSS JOIN users u
          CROSS JOIN roles r
          WHERE s.tenant_id = $1 AND u.tenant_id = s.tenant_id AND u.id = s.user_id
            AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL AND r.user_type = $2 AND s.expires_at > $3 AND s.expires_at <= $4
            AND u.standing = 'active'
          GROUP BY u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language
          ORDER BY max(s.expires_at) DESC, u.id LIMIT $5",
        &with(&args, int(shown)),
    )?;
    Ok(Blocked { people: counted(people), last })
}

/// Those whose request for help is open.
pub fn blocked_asking(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    shown: u64,
) -> Result<Blocked> {
    let args = [tenant.into(), user_type.key().into()];
    let people = tx.one::<i64>(
        "SELECT count(*)
           FROM help_requests h
          CROSS JOIN users u
          CROSS JOIN roles r
          WHERE h.tenant_id = $1 AND u.tenant_id = h.tenant_id AND u.id = h.user_id
            AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL AND r.user_type = $2 AND h.outcome IS NULL AND u.standing = 'active'",
        &args,
    )?;
    let last = tx.all(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language, h.asked_at
           FROM help_requests h
          CROSS JOIN users u
          CROSS JOIN roles r
          WHERE h.tenant_id = $1 AND u.tenant_id = h.tenant_id AND u.id = h.user_id
            AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL AND r.user_type = $2 AND h.outcome IS NULL AND u.standing = 'active'
          ORDER BY h.asked_at DESC, u.id LIMIT $3",
        &with(&args, int(shown)),
    )?;
    Ok(Blocked { people: counted(people), last })
}

fn with<'v>(args: &[Value<'v>], more: i64) -> Vec<Value<'v>> {
    args.iter().copied().chain([more.into()]).collect()
}

fn counted(people: Option<i64>) -> u64 {
    u64::try_from(people.unwrap_or(0)).unwrap_or(0)
}
