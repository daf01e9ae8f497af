//! The policy of each user type, every version kept.

use std::time::Duration;

use doorward_core::deadline::Terms;
use doorward_core::id::{TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::pause::Counted;
use doorward_core::policy::{Asking, Counting, Lifetimes, MethodRules, Policy, Requirement};
use doorward_core::user::UserType;

use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx, Value};

/// Reads a policy from the columns user type, requirement, idle, absolute, version, epoch, days of remembering,
/// devices_since, counting, SMS codes, e-mail codes, passkey alone, deadline, days of grace and percent to pause at, which begin at column `i`.
pub(crate) fn policy_from(row: &Row<'_>, i: usize) -> Result<Policy> {
    Ok(Policy {
        user_type: row.word(i, UserType::from_key)?,
        requirement: row.word(i + 1, Requirement::from_key)?,
        lifetimes: Lifetimes {
            idle: Duration::from_millis(row.count(i + 2)?),
            absolute: Duration::from_millis(row.count(i + 3)?),
        },
        version: row.count(i + 4)?,
        epoch: row.count(i + 5)?,
        asking: Asking::from_days(row.count(i + 6)?)
            .ok_or_else(|| corrupt("for how long devices are trusted"))?,
        devices_since: row.time(i + 7)?,
        methods: MethodRules {
            counting: row.word(i + 8, Counting::from_key)?,
            sms_codes: row.bool(i + 9)?,
            email_codes: row.bool(i + 10)?,
            passkey_alone: row.bool(i + 11)?,
        },
        terms: Terms {
            deadline: row.opt_time(i + 12)?,
            grace_days: Terms::grace_from(row.count(i + 13)?).ok_or_else(|| corrupt("days of grace"))?,
            pause_at: row.opt_count(i + 14)?.map(pause_from).transpose()?,
        },
    })
}

fn pause_from(percent: u64) -> Result<u8> {
    Terms::pause_from(percent).ok_or_else(|| corrupt("percent to pause at"))
}

impl FromRow for Policy {
    fn from_row(row: &Row<'_>) -> Result<Policy> {
        policy_from(row, 0)
    }
}

/// The policy of a user type as it is now.
pub fn policy_now(tx: &mut Tx<'_>, tenant: &TenantId, user_type: UserType) -> Result<Option<Policy>> {
    tx.one(
        "SELECT p.user_type, p.requirement, p.idle_millis, p.absolute_millis, p.version, p.epoch,
                p.remember_days, p.devices_since, p.counting, p.sms_codes, p.email_codes, p.passkey_alone,
                p.deadline, p.grace_days, p.pause_at
           FROM policies p WHERE p.tenant_id = $1 AND p.user_type = $2 AND p.valid_to IS NULL",
        &[tenant.into(), user_type.key().into()],
    )
}

/// Closes the version before `policy`, if there is one, and opens `policy`: false when somebody else was faster.
pub fn policy_replace(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    policy: &Policy,
    at: Time,
    by: Option<&UserId>,
    reason: Option<&str>,
) -> Result<bool> {
    let version = int(policy.version);
    let closed = tx.run(
        "UPDATE policies SET valid_to = $4
          WHERE tenant_id = $1 AND user_type = $2 AND version = $3 AND valid_to IS NULL",
        &[tenant.into(), policy.user_type.key().into(), (version - 1).into(), at.into()],
    )?;
    if policy.version > 1 && closed != 1 {
        return Ok(false);
    }
    let millis = |span: Duration| i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
    tx.run(
        "INSERT INTO policies (tenant_id, user_type, version, epoch, requirement, idle_millis, absolute_millis,
                               valid_from, changed_by, remember_days, devices_since, counting, sms_codes, email_codes,
                               passkey_alone, reason, deadline, grace_days, pause_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        &[
            tenant.into(),
            policy.user_type.key().into(),
            version.into(),
            int(policy.epoch).into(),
            policy.requirement.key().into(),
            millis(policy.lifetimes.idle).into(),
            millis(policy.lifetimes.absolute).into(),
            at.into(),
            by.map_or(Value::Null, Value::from),
            i64::from(policy.asking.days()).into(),
            policy.devices_since.into(),
            policy.methods.counting.key().into(),
            policy.methods.sms_codes.into(),
            policy.methods.email_codes.into(),
            policy.methods.passkey_alone.into(),
            reason.into(),
            policy.terms.deadline.into(),
            i64::from(policy.terms.grace_days).into(),
            policy.terms.pause_at.map_or(Value::Null, |percent| i64::from(percent).into()),
        ],
    )?;
    Ok(true)
}

/// A version of a policy, with who made it and why.
#[derive(Clone, Debug)]
pub struct PolicyVersion {
    /// What it demands.
    pub policy: Policy,
    /// Since when.
    pub since: Time,
    /// Who made it, if a person did.
    pub by: Option<UserId>,
    /// What that person is called; none when they are erased.
    pub by_name: Option<String>,
    /// Why, in their words.
    pub reason: Option<String>,
    /// Of whom there were too many, if it paused by itself.
    pub paused: Option<Counted>,
}

impl FromRow for PolicyVersion {
    fn from_row(row: &Row<'_>) -> Result<PolicyVersion> {
        Ok(PolicyVersion {
            policy: policy_from(row, 0)?,
            since: row.time(15)?,
            by: row.opt_id(16)?,
            by_name: row.opt_text(17)?,
            reason: row.opt_text(18)?,
            paused: match (row.opt_count(19)?, row.opt_count(20)?) {
                (Some(blocked), Some(all)) => Some(Counted { blocked, all }),
                _ => None,
            },
        })
    }
}

/// The version of a user type's policy that holds now.
pub fn policy_version_now(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
) -> Result<Option<PolicyVersion>> {
    Ok(policy_versions(tx, tenant, user_type, u64::MAX, 1)?.pop())
}

/// Writes down that this version was made by a pause, and of whom there were too many.
pub fn policy_paused(tx: &mut Tx<'_>, tenant: &TenantId, policy: &Policy, counted: Counted) -> Result<()> {
    tx.run(
        "UPDATE policies SET paused_blocked = $4, paused_of = $5
          WHERE tenant_id = $1 AND user_type = $2 AND version = $3",
        &[
            tenant.into(),
            policy.user_type.key().into(),
            int(policy.version).into(),
            int(counted.blocked).into(),
            int(counted.all).into(),
        ],
    )?;
    Ok(())
}

/// The versions of a user type's policy up to this one, the newest first.
pub fn policy_versions(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    up_to: u64,
    limit: u64,
) -> Result<Vec<PolicyVersion>> {
    tx.all(
        "SELECT p.user_type, p.requirement, p.idle_millis, p.absolute_millis, p.version, p.epoch,
                p.remember_days, p.devices_since, p.counting, p.sms_codes, p.email_codes, p.passkey_alone,
                p.deadline, p.grace_days, p.pause_at, p.valid_from, p.changed_by, u.name, p.reason, p.paused_blocked,
                p.paused_of
           FROM policies p
           LEFT JOIN users u ON u.tenant_id = p.tenant_id AND u.id = p.changed_by AND u.standing <> 'erased'
          WHERE p.tenant_id = $1 AND p.user_type = $2 AND p.version <= $3
          ORDER BY p.version DESC LIMIT $4",
        &[tenant.into(), user_type.key().into(), int(up_to).into(), int(limit).into()],
    )
}
