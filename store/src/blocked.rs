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

/// The people who are kept out by a row of a table, who met it last first, each with how many they are in all: the table, what else is
/// true of them, when they met it, and the place of the limit.
macro_rules! kept_out_by {
    ($table:literal, $that:literal, $at:literal, $limit:literal) => {
        concat!(
            "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language, max(",
            $at,
            "), CAST(count(*) OVER () AS BIGINT)
               FROM ",
            $table,
            " b
              CROSS JOIN users u
              CROSS JOIN roles r
              WHERE b.tenant_id = $1 AND u.tenant_id = b.tenant_id AND u.id = b.user_id AND u.standing = 'active'
                AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL AND r.user_type = $2
                AND ",
            $that,
            " GROUP BY u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language
              ORDER BY max(",
            $at,
            ") DESC, u.id LIMIT ",
            $limit
        )
    };
}

/// Those who met "set one up" at their last sign-in since a time, and did not come in.
pub fn blocked_by_set_up(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    since: Time,
    shown: u64,
) -> Result<Blocked> {
    let statement = kept_out_by!(
        "unfinished_set_ups",
        "b.met_at > $3 AND b.met_at > COALESCE(u.last_sign_in_at, 0)",
        "b.met_at",
        "$4"
    );
    kept_out(tx, statement, &[tenant.into(), user_type.key().into(), since.into()], shown)
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
    let statement = kept_out_by!(
        "second_factor_ledger",
        "b.open_at > $3 AND b.failures >= $4 AND b.failures < $5",
        "b.open_at",
        "$6"
    );
    let of = [
        tenant.into(),
        user_type.key().into(),
        opens_after.into(),
        i64::from(failures.start).into(),
        i64::from(failures.end).into(),
    ];
    kept_out(tx, statement, &of, shown)
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
    let statement =
        kept_out_by!("sign_ins", "b.expires_at > $3 AND b.expires_at <= $4", "b.expires_at", "$5");
    let of = [tenant.into(), user_type.key().into(), ends_after.into(), ends_before.into()];
    kept_out(tx, statement, &of, shown)
}

/// Those whose request for help is open.
pub fn blocked_asking(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    shown: u64,
) -> Result<Blocked> {
    let statement = kept_out_by!("help_requests", "b.outcome IS NULL", "b.asked_at", "$3");
    kept_out(tx, statement, &[tenant.into(), user_type.key().into()], shown)
}

fn kept_out(tx: &mut Tx<'_>, statement: &'static str, of: &[Value<'_>], shown: u64) -> Result<Blocked> {
    struct Found(BlockedPerson, u64);
    impl FromRow for Found {
        fn from_row(row: &Row<'_>) -> Result<Found> {
            let person = BlockedPerson { user: user_from(row, 0)?, at: row.time(8)? };
            Ok(Found(person, row.count(9)?))
        }
    }
    let with_limit: Vec<Value<'_>> = of.iter().copied().chain([int(shown).into()]).collect();
    let found = tx.all::<Found>(statement, &with_limit)?;
    let people = found.first().map_or(0, |Found(_, people)| *people);
    Ok(Blocked { people, last: found.into_iter().map(|Found(person, _)| person).collect() })
}
