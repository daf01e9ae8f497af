//! Who was reminded that a second factor has to be there, and who has yet to be.

use doorward_core::id::{TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::user::{User, UserType};

use crate::ids::int;
use crate::users::user_from;
use crate::{FromRow, Result, Row, Tx};

/// Somebody who has to be reminded, and by when they have to set a second factor up.
#[derive(Clone, Debug)]
pub struct ToRemind {
    /// Who.
    pub user: User,
    /// By when.
    pub due: Time,
}

impl FromRow for ToRemind {
    fn from_row(row: &Row<'_>) -> Result<ToRemind> {
        Ok(ToRemind { user: user_from(row, 0)?, due: row.time(8)? })
    }
}

/// Writes down that a person is reminded so many days before. False when they were already.
pub fn reminder_put(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    due: Time,
    days: u8,
    at: Time,
) -> Result<bool> {
    let put = tx.run(
        "INSERT INTO reminders (tenant_id, user_id, due, days, sent_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, user_id, due, days) DO NOTHING",
        &[tenant.into(), user.into(), due.into(), i64::from(days).into(), at.into()],
    )?;
    Ok(put == 1)
}

/// People of a user type who can sign in, have nothing set up, are not exempt until the deadline, and were not reminded of it so many
/// days before: the next behind one of them, so many at most.
pub fn reminders_of_deadline(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    deadline: Time,
    days: u8,
    after: &UserId,
    most: u64,
) -> Result<Vec<ToRemind>> {
    tx.all(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language, CAST($3 AS BIGINT)
           FROM roles r
           JOIN users u ON u.tenant_id = r.tenant_id AND u.id = r.user_id AND u.standing = 'active'
          WHERE r.tenant_id = $1 AND r.user_type = $2 AND r.valid_to IS NULL AND r.user_id > $5
            AND NOT EXISTS (SELECT 1 FROM reminders w
                             WHERE w.tenant_id = $1 AND w.user_id = r.user_id AND w.due = $3 AND w.days = $4)
            AND NOT EXISTS (SELECT 1 FROM methods m WHERE m.tenant_id = $1 AND m.user_id = r.user_id)
            AND NOT EXISTS (SELECT 1 FROM exemptions x
                             WHERE x.tenant_id = $1 AND x.user_id = r.user_id AND x.valid_to IS NULL AND x.until > $3)
          ORDER BY r.user_id
          LIMIT $6",
        &[
            tenant.into(),
            user_type.key().into(),
            deadline.into(),
            i64::from(days).into(),
            after.into(),
            int(most).into(),
        ],
    )
}

/// The same of people whose grace is over after the one time and not after the other.
pub fn reminders_of_graces(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    (from, to): (Time, Time),
    days: u8,
    after: &UserId,
    most: u64,
) -> Result<Vec<ToRemind>> {
    tx.all(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language, g.until
           FROM graces g
           JOIN users u ON u.tenant_id = g.tenant_id AND u.id = g.user_id AND u.standing = 'active'
           JOIN roles r ON r.tenant_id = g.tenant_id AND r.user_id = g.user_id AND r.valid_to IS NULL
          WHERE g.tenant_id = $1 AND r.user_type = $2 AND g.until > $3 AND g.until <= $4 AND g.user_id > $6
            AND NOT EXISTS (SELECT 1 FROM reminders w
                             WHERE w.tenant_id = $1 AND w.user_id = g.user_id AND w.due = g.until AND w.days = $5)
            AND NOT EXISTS (SELECT 1 FROM methods m WHERE m.tenant_id = $1 AND m.user_id = g.user_id)
            AND NOT EXISTS (SELECT 1 FROM exemptions x
                             WHERE x.tenant_id = $1 AND x.user_id = g.user_id AND x.valid_to IS NULL AND x.until > g.until)
          ORDER BY g.user_id
          LIMIT $7",
        &[
            tenant.into(),
            user_type.key().into(),
            from.into(),
            to.into(),
            i64::from(days).into(),
            after.into(),
            int(most).into(),
        ],
    )
}

/// Takes away what is known of the reminders of a person who is erased.
pub fn reminders_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM reminders WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}
