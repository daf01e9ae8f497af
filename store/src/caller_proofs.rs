//! Proofs that somebody who helps asked of a person on the telephone, and what came of each.

use doorward_core::caller_proof::{Asked, Numbers, Verdict};
use doorward_core::factor::FactorKind;
use doorward_core::id::{CallerProofId, HelpRequestId, TenantId, UserId};
use doorward_core::moment::Time;

use crate::ids::corrupt;
use crate::{FromRow, Result, Row, Tx, Value};

/// A proof, as it is kept.
#[derive(Clone, Debug)]
pub struct CallerProof {
    /// Its id.
    pub id: CallerProofId,
    /// Of whom.
    pub user: UserId,
    /// Who asked.
    pub asked_by: UserId,
    /// The request for help that it is kept with.
    pub request: Option<HelpRequestId>,
    /// Its numbers.
    pub numbers: Numbers,
    /// When it was asked for.
    pub asked_at: Time,
    /// Until when it can be answered.
    pub expires_at: Time,
    /// What came of it; none while it is open, or when nobody answered.
    pub verdict: Option<Verdict>,
    /// By which factor.
    pub factor: Option<FactorKind>,
    /// When it was answered.
    pub decided_at: Option<Time>,
}

impl CallerProof {
    /// What it is judged by.
    pub fn asked(&self) -> Asked {
        Asked { told: self.numbers.told, at: self.asked_at, until: self.expires_at }
    }
}

impl FromRow for CallerProof {
    fn from_row(row: &Row<'_>) -> Result<CallerProof> {
        let number = |text: &str| text.parse::<u8>().map_err(|_| corrupt("a number of a proof"));
        let shown = row.text(5)?;
        let shown = shown.split(' ').map(number).collect::<Result<Vec<u8>>>()?;
        Ok(CallerProof {
            id: row.id(0)?,
            user: row.id(1)?,
            asked_by: row.id(2)?,
            request: row.opt_id(3)?,
            numbers: Numbers {
                told: u8::try_from(row.int(4)?).map_err(|_| corrupt("a number of a proof"))?,
                shown: shown.try_into().map_err(|_| corrupt("the numbers of a proof"))?,
            },
            asked_at: row.time(6)?,
            expires_at: row.time(7)?,
            verdict: row.opt_text(8)?.as_deref().and_then(Verdict::from_key),
            factor: row.opt_text(9)?.as_deref().and_then(FactorKind::from_key),
            decided_at: row.opt_time(10)?,
        })
    }
}

/// Keeps a new one: false when the person has an open one. One that nobody answered in time is open no more.
pub fn caller_proof_insert(tx: &mut Tx<'_>, tenant: &TenantId, it: &CallerProof) -> Result<bool> {
    tx.run(
        "UPDATE caller_proofs SET outcome = 'too_late'
          WHERE tenant_id = $1 AND user_id = $2 AND outcome IS NULL AND expires_at <= $3",
        &[tenant.into(), (&it.user).into(), it.asked_at.into()],
    )?;
    let shown = it.numbers.shown.map(|number| number.to_string()).join(" ");
    let kept = tx.run(
        "INSERT INTO caller_proofs (tenant_id, id, user_id, asked_by, request_id, told, shown, asked_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        &[
            tenant.into(),
            (&it.id).into(),
            (&it.user).into(),
            (&it.asked_by).into(),
            it.request.as_ref().map_or(Value::Null, Value::from),
            i64::from(it.numbers.told).into(),
            shown.as_str().into(),
            it.asked_at.into(),
            it.expires_at.into(),
        ],
    )?;
    Ok(kept == 1)
}

/// A proof.
pub fn caller_proof_find(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &CallerProofId,
) -> Result<Option<CallerProof>> {
    tx.one(
        "SELECT id, user_id, asked_by, request_id, told, shown, asked_at, expires_at, outcome, factor, decided_at
           FROM caller_proofs WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into()],
    )
}

/// The one that a person can answer now.
pub fn caller_proof_open(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    now: Time,
) -> Result<Option<CallerProof>> {
    tx.one(
        "SELECT id, user_id, asked_by, request_id, told, shown, asked_at, expires_at, outcome, factor, decided_at
           FROM caller_proofs WHERE tenant_id = $1 AND user_id = $2 AND outcome IS NULL AND expires_at > $3",
        &[tenant.into(), user.into(), now.into()],
    )
}

/// The last one that was given, of those that are kept with a request.
pub fn caller_proof_given(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    request: &HelpRequestId,
) -> Result<Option<CallerProof>> {
    tx.one(
        "SELECT id, user_id, asked_by, request_id, told, shown, asked_at, expires_at, outcome, factor, decided_at
           FROM caller_proofs
          WHERE tenant_id = $1 AND user_id = $2 AND request_id = $3 AND outcome = 'proved'
          ORDER BY asked_at DESC, id DESC LIMIT 1",
        &[tenant.into(), user.into(), request.into()],
    )
}

/// How often the person was asked since then, by whomever.
pub fn caller_proofs_since(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, since: Time) -> Result<u64> {
    let count = tx.one::<i64>(
        "SELECT count(*) FROM caller_proofs WHERE tenant_id = $1 AND user_id = $2 AND asked_at > $3",
        &[tenant.into(), user.into(), since.into()],
    )?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// Writes the one answer down: true for exactly one caller.
pub fn caller_proof_decide(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &CallerProofId,
    verdict: Verdict,
    factor: Option<FactorKind>,
    at: Time,
) -> Result<bool> {
    let decided = tx.run(
        "UPDATE caller_proofs SET outcome = $3, factor = $4, decided_at = $5
          WHERE tenant_id = $1 AND id = $2 AND outcome IS NULL AND expires_at > $5",
        &[tenant.into(), id.into(), verdict.key().into(), factor.map(FactorKind::key).into(), at.into()],
    )?;
    Ok(decided == 1)
}

/// Takes away all that were asked of a person.
pub fn caller_proofs_remove(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM caller_proofs WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}
