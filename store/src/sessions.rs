//! Sessions, and the one query that every request of a signed-in person asks.

use doorward_core::factor::FactorKind;
use doorward_core::id::{DeviceId, SessionId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::secret::TokenHash;
use doorward_core::session::{NewSession, StandsOn, Stored};
use doorward_core::tenant::Tenant;

use crate::ids::{factors_from_text, factors_to_text, int};
use crate::policies::policy_from;
use crate::users::user_from;
use crate::{FromRow, Result, Row, Tx, Value};

/// A session with all that it depends on, at one moment.
#[derive(Clone, Debug)]
pub struct SessionHere {
    /// Its tenant.
    pub tenant: Tenant,
    /// What is stored of the session.
    pub session: Stored,
}

/// The session of a cookie, by the batched road: the key is the token's digest, which no two sessions of any tenant share.
/// The caller compares the tenant's host with that of the request.
///
/// It reads tenant, session, person, role and policy as they are committed now, so whatever changes under a session
/// ends it at its next request. How the account looks comes along, but not what it says at the door, which nobody in a session is
/// shown.
pub const SESSION_BY_TOKEN: &str = "
    SELECT t.id, t.name, t.address, t.language,
           b.accent_light, b.accent_dark, b.logo_digest, b.logo_width, b.logo_height, CAST(NULL AS TEXT),
           s.id, s.user_epoch, s.policy_epoch, s.begun_at, s.last_seen_at, s.ended_at, s.factors, s.password_at,
           s.second_factor_at,
           u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language,
           p.user_type, p.requirement, p.idle_millis, p.absolute_millis, p.version, p.epoch,
           p.remember_days, p.devices_since, p.counting, p.sms_codes, p.email_codes, p.passkey_alone,
           p.deadline, p.grace_days, p.pause_at, s.until
      FROM sessions s
      JOIN tenants t ON t.id = s.tenant_id
      JOIN users u ON u.tenant_id = t.id AND u.id = s.user_id
      JOIN roles r ON r.tenant_id = t.id AND r.user_id = s.user_id AND r.valid_to IS NULL
      JOIN policies p ON p.tenant_id = t.id AND p.user_type = r.user_type AND p.valid_to IS NULL
      LEFT JOIN brands b ON b.tenant_id = t.id
     WHERE s.token_hash = $1";

impl FromRow for SessionHere {
    fn from_row(row: &Row<'_>) -> Result<SessionHere> {
        Ok(SessionHere {
            tenant: Tenant::from_row(row)?,
            session: Stored {
                id: row.id(10)?,
                user_epoch: row.count(11)?,
                policy_epoch: row.count(12)?,
                begun_at: row.time(13)?,
                last_seen_at: row.time(14)?,
                ended_at: row.opt_time(15)?,
                factors: factors_from_text(&row.text(16)?)?,
                password_at: row.time(17)?,
                second_factor_at: row.opt_time(18)?,
                user: user_from(row, 19)?,
                policy: policy_from(row, 27)?,
                until: row.opt_time(42)?,
            },
        })
    }
}

/// A session as a list shows it.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// When it began.
    pub begun_at: Time,
    /// When its person was last seen, to the minute.
    pub last_seen_at: Time,
    /// The factors that it stands on.
    pub factors: Vec<FactorKind>,
    /// The address that it was begun from.
    pub address: String,
    /// The browser that it was begun in, as it names itself.
    pub browser: String,
    /// The trusted device that it was begun on, if it was.
    pub device: Option<DeviceId>,
}

impl FromRow for SessionRow {
    fn from_row(row: &Row<'_>) -> Result<SessionRow> {
        Ok(SessionRow {
            id: row.id(0)?,
            begun_at: row.time(1)?,
            last_seen_at: row.time(2)?,
            factors: factors_from_text(&row.text(3)?)?,
            address: row.text(4)?,
            browser: row.text(5)?,
            device: row.opt_id(6)?,
        })
    }
}

/// When a password was proven that never was, in this session: somebody signed in by a passkey alone.
const NEVER: Time = Time::from_millis(0);

/// Begins a session.
pub fn session_insert(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    new: &NewSession,
    address: &str,
    browser: &str,
) -> Result<()> {
    let done = &new.done;
    tx.run(
        "INSERT INTO sessions (tenant_id, id, token_hash, user_id, user_epoch, policy_epoch, factors, password_at,
                               second_factor_at, begun_at, last_seen_at, address, browser, device_id, until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13, $14)",
        &[
            tenant.into(),
            (&new.id).into(),
            (&new.token.hash()).into(),
            (&done.user()).into(),
            int(done.user_epoch()).into(),
            int(done.policy_epoch()).into(),
            factors_to_text(&done.factors()).as_str().into(),
            done.password_at().unwrap_or(NEVER).into(),
            done.second_factor_at().map_or(Value::Null, Value::from),
            new.begun_at.into(),
            address.into(),
            browser.into(),
            new.device.as_ref().map_or(Value::Null, Value::from),
            done.until().into(),
        ],
    )?;
    Ok(())
}

/// Whether a session holds under the epochs that it was judged under, in the transaction that it acts in.
pub fn session_holds(tx: &mut Tx<'_>, tenant: &TenantId, on: &StandsOn) -> Result<bool> {
    let found = tx.one::<i64>(
        "SELECT CAST(1 AS BIGINT) FROM sessions s
           JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
           JOIN roles r ON r.tenant_id = s.tenant_id AND r.user_id = s.user_id AND r.valid_to IS NULL
           JOIN policies p ON p.tenant_id = s.tenant_id AND p.user_type = r.user_type AND p.valid_to IS NULL
          WHERE s.tenant_id = $1 AND s.id = $2 AND s.ended_at IS NULL AND u.standing = 'active'
            AND s.user_epoch = $3 AND u.epoch = $3 AND s.policy_epoch = $4 AND p.epoch = $4",
        &[tenant.into(), (&on.session).into(), int(on.user_epoch).into(), int(on.policy_epoch).into()],
    )?;
    Ok(found.is_some())
}

/// Writes down that the person was active.
pub fn session_touch(tx: &mut Tx<'_>, tenant: &TenantId, id: &SessionId, at: Time) -> Result<()> {
    tx.run(
        "UPDATE sessions SET last_seen_at = $3 WHERE tenant_id = $1 AND id = $2 AND last_seen_at < $3",
        &[tenant.into(), id.into(), at.into()],
    )?;
    Ok(())
}

/// Writes down a fresh proof, under another token: false when the session was ended meanwhile.
pub fn session_step_up(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &SessionId,
    proven: FactorKind,
    at: Time,
    token: &TokenHash,
) -> Result<bool> {
    let (password_at, second_factor_at) =
        if proven.is_second() { (Value::Null, Value::from(at)) } else { (Value::from(at), Value::Null) };
    let stepped_up = tx.run(
        "UPDATE sessions
            SET token_hash = $5, password_at = COALESCE($3, password_at),
                second_factor_at = COALESCE($4, second_factor_at),
                until = CASE WHEN $4 IS NULL THEN until END,
                factors = CASE WHEN $4 IS NULL OR factors LIKE $7 THEN factors ELSE factors || $6 END
          WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL",
        &[
            tenant.into(),
            id.into(),
            password_at,
            second_factor_at,
            token.into(),
            format!(" {}", proven.key()).as_str().into(),
            format!("%{}%", proven.key()).as_str().into(),
        ],
    )?;
    Ok(stepped_up == 1)
}

/// The person's next epoch is open: this session, in which they opened it themselves, goes with it under another token.
pub fn session_follow(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &SessionId,
    user_epoch: u64,
    token: &TokenHash,
) -> Result<bool> {
    let followed = tx.run(
        "UPDATE sessions SET user_epoch = $3, token_hash = $4
          WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL AND user_epoch = $5",
        &[
            tenant.into(),
            id.into(),
            int(user_epoch).into(),
            token.into(),
            int(user_epoch.saturating_sub(1)).into(),
        ],
    )?;
    Ok(followed == 1)
}

/// Ends one session of a person: false when it is not theirs, or over already.
pub fn session_end(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    id: &SessionId,
    at: Time,
) -> Result<bool> {
    let ended = tx.run(
        "UPDATE sessions SET ended_at = $4 WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND ended_at IS NULL",
        &[tenant.into(), user.into(), id.into(), at.into()],
    )?;
    Ok(ended == 1)
}

/// Ends all sessions of a person one by one, so that none is left to look through.
pub fn sessions_end(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, at: Time) -> Result<u64> {
    tx.run(
        "UPDATE sessions SET ended_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND ended_at IS NULL",
        &[tenant.into(), user.into(), at.into()],
    )
}

/// Forgets from where and in which browsers a person was signed in.
pub fn sessions_forget(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run(
        "UPDATE sessions SET address = '', browser = '' WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )
}

/// The person's sessions that hold, as far as the limits and epochs given say; the newest first.
pub fn session_list(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    seen_after: Time,
    begun_after: Time,
    now: Time,
) -> Result<Vec<SessionRow>> {
    // The plus keeps SQLite from `sessions_seen`, by which it would go through everybody's sessions for those of one person.
    tx.all(
        "SELECT s.id, s.begun_at, s.last_seen_at, s.factors, s.address, s.browser, s.device_id
           FROM sessions s
           JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
           JOIN roles r ON r.tenant_id = s.tenant_id AND r.user_id = s.user_id AND r.valid_to IS NULL
           JOIN policies p ON p.tenant_id = s.tenant_id AND p.user_type = r.user_type AND p.valid_to IS NULL
          WHERE s.tenant_id = $1 AND s.user_id = $2 AND s.ended_at IS NULL
            AND s.user_epoch = u.epoch AND s.policy_epoch = p.epoch AND u.standing = 'active'
            AND +s.last_seen_at > $3 AND s.begun_at > $4 AND (s.until IS NULL OR s.until > $5)
          ORDER BY +s.last_seen_at DESC, s.id DESC",
        &[tenant.into(), user.into(), seen_after.into(), begun_after.into(), now.into()],
    )
}

/// The policy's next epoch is open: the session of the admin who opened it goes with it.
pub fn session_follow_policy(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &SessionId,
    policy_epoch: u64,
) -> Result<bool> {
    let followed = tx.run(
        "UPDATE sessions SET policy_epoch = $3
          WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL AND policy_epoch = $4",
        &[tenant.into(), id.into(), int(policy_epoch).into(), int(policy_epoch.saturating_sub(1)).into()],
    )?;
    Ok(followed == 1)
}
