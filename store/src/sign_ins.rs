//! Half-done sign-ins: a table of their own, so that none can pass for a session.

use doorward_core::id::{SignInId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::secret::TokenHash;
use doorward_core::signin::{Refused, State};

use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx, Value};

/// A half-done sign-in.
#[derive(Clone, Debug)]
pub struct StoredSignIn {
    /// Its id.
    pub id: SignInId,
    /// Whose password was right.
    pub user: UserId,
    /// What it waits for.
    pub state: State,
    /// Counts its steps.
    pub version: u64,
    /// Where the person wanted to go.
    pub return_path: String,
    /// Why the last answer was refused, for the next page to say.
    pub refused: Option<Refused>,
    /// When it is too old.
    pub expires_at: Time,
}

impl FromRow for StoredSignIn {
    fn from_row(row: &Row<'_>) -> Result<StoredSignIn> {
        let refused = row.opt_text(5)?;
        Ok(StoredSignIn {
            id: row.id(0)?,
            user: row.id(1)?,
            state: serde_json::from_str(&row.text(2)?).map_err(|_| corrupt("the state of a sign-in"))?,
            version: row.count(3)?,
            return_path: row.text(4)?,
            refused: refused.and_then(|text| serde_json::from_str(&text).ok()),
            expires_at: row.time(6)?,
        })
    }
}

/// Begins a half-done sign-in.
pub fn sign_in_insert(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    it: &StoredSignIn,
    token: &TokenHash,
) -> Result<()> {
    tx.run(
        "INSERT INTO sign_ins (tenant_id, id, token_hash, user_id, state, version, return_path, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            tenant.into(),
            (&it.id).into(),
            token.into(),
            (&it.user).into(),
            state_text(&it.state)?.as_str().into(),
            int(it.version).into(),
            it.return_path.as_str().into(),
            it.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// The half-done sign-in of a cookie.
pub fn sign_in_by_token(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    token: &TokenHash,
) -> Result<Option<StoredSignIn>> {
    tx.one(
        "SELECT id, user_id, state, version, return_path, refused, expires_at
           FROM sign_ins WHERE tenant_id = $1 AND token_hash = $2",
        &[tenant.into(), token.into()],
    )
}

/// Takes a sign-in to its next state under another token: false when somebody else took this step.
pub fn sign_in_advance(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    before: &StoredSignIn,
    state: &State,
    expires_at: Time,
    token: &TokenHash,
) -> Result<bool> {
    let taken = tx.run(
        "UPDATE sign_ins SET state = $4, version = version + 1, refused = NULL, expires_at = $5, token_hash = $6
          WHERE tenant_id = $1 AND id = $2 AND version = $3",
        &[
            tenant.into(),
            (&before.id).into(),
            int(before.version).into(),
            state_text(state)?.as_str().into(),
            expires_at.into(),
            token.into(),
        ],
    )?;
    Ok(taken == 1)
}

/// Keeps why the last answer was refused, or forgets it.
pub fn sign_in_refused(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &SignInId,
    refused: Option<&Refused>,
) -> Result<()> {
    let text = refused.map(serde_json::to_string).transpose().map_err(|_| corrupt("a refusal"))?;
    tx.run(
        "UPDATE sign_ins SET refused = $3 WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into(), text.as_deref().map_or(Value::Null, Value::from)],
    )?;
    Ok(())
}

/// Ends a sign-in: true for exactly one caller of this step.
pub fn sign_in_end(tx: &mut Tx<'_>, tenant: &TenantId, id: &SignInId, version: u64) -> Result<bool> {
    let ended = tx.run(
        "DELETE FROM sign_ins WHERE tenant_id = $1 AND id = $2 AND version = $3",
        &[tenant.into(), id.into(), int(version).into()],
    )?;
    Ok(ended == 1)
}

/// Ends all half-done sign-ins of a person.
pub fn sign_ins_end_all(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM sign_ins WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}

fn state_text(state: &State) -> Result<String> {
    serde_json::to_string(state).map_err(|_| corrupt("the state of a sign-in"))
}
