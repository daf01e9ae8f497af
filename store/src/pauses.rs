//! Who is counted before a roll-out pauses by itself: see `core/src/pause.rs`.

use doorward_core::id::TenantId;
use doorward_core::pause::Watch;
use doorward_core::user::UserType;

use crate::{Result, Tx};

/// How many people met the requirement in this time, and did not come in. Nobody of whom a second factor is demanded for another reason,
/// and nobody who has one, counts: a pause would let none of them in.
///
/// Few people are blocked among many: the statement begins with them, which `CROSS JOIN` says to SQLite.
pub fn pause_blocked(tx: &mut Tx<'_>, tenant: &TenantId, user_type: UserType, watch: &Watch) -> Result<u64> {
    let people = tx.one::<i64>(
        "SELECT count(*)
           FROM unfinished_set_ups b
          CROSS JOIN users u
          CROSS JOIN roles r
          WHERE b.tenant_id = $1 AND b.met_at > $3 AND b.met_at <= $4
            AND u.tenant_id = b.tenant_id AND u.id = b.user_id AND u.standing = 'active'
            AND u.created_at < $5 AND b.met_at > COALESCE(u.last_sign_in_at, 0)
            AND r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL AND r.user_type = $2
            AND NOT EXISTS (SELECT 1 FROM demanded_enrolments d
                             WHERE d.tenant_id = $1 AND d.user_id = u.id AND d.met_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM methods m WHERE m.tenant_id = $1 AND m.user_id = u.id)",
        &[
            tenant.into(),
            user_type.key().into(),
            watch.after.into(),
            watch.met_by.into(),
            watch.here_before.into(),
        ],
    )?;
    Ok(u64::try_from(people.unwrap_or(0)).unwrap_or(0))
}

/// How many people came in at their last sign-in in this time, and were not blocked after it. Everybody is looked at.
pub fn pause_came_in(tx: &mut Tx<'_>, tenant: &TenantId, user_type: UserType, watch: &Watch) -> Result<u64> {
    let people = tx.one::<i64>(
        "SELECT count(*)
           FROM users u
           JOIN roles r ON r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL
          WHERE u.tenant_id = $1 AND r.user_type = $2 AND u.standing = 'active'
            AND u.last_sign_in_at > $3 AND u.created_at < $4
            AND NOT EXISTS (SELECT 1 FROM unfinished_set_ups b
                             WHERE b.tenant_id = $1 AND b.user_id = u.id AND b.met_at > u.last_sign_in_at)",
        &[tenant.into(), user_type.key().into(), watch.after.into(), watch.here_before.into()],
    )?;
    Ok(u64::try_from(people.unwrap_or(0)).unwrap_or(0))
}
