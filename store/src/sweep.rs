//! Freeing space. Nothing here decides: whatever is deleted was refused at its use already.

use std::time::Duration;

use doorward_core::dashboard::SET_UPS_SHOWN;
use doorward_core::moment::Time;

use crate::{Result, Tx};

/// So long a browser keeps the cookie by which it is known.
const BROWSERS_KEPT: Duration = Duration::from_secs(365 * 86_400);

/// So long it can be told what became of a passcode that was sent.
const TRACES_KEPT: Duration = Duration::from_secs(90 * 86_400);

/// Deletes what expired before `now`, of every tenant, and what nobody needs any more since `idle_since`: password lanes that
/// nobody touched, browsers whose cookie is gone, test messages that nobody answered, and whatever was kept of addresses that nobody proved. Returns how many rows went.
pub fn sweep(tx: &mut Tx<'_>, now: Time, idle_since: Time) -> Result<u64> {
    Ok(tx.run("DELETE FROM sign_ins WHERE expires_at <= $1", &[now.into()])?
        + tx.run("DELETE FROM enrolments WHERE expires_at <= $1", &[now.into()])?
        + tx.run("DELETE FROM passkey_challenges WHERE expires_at <= $1", &[now.into()])?
        + tx.run(
            "DELETE FROM sent_codes WHERE expires_at <= $1 AND purpose <> 'test'",
            &[idle_since.into()],
        )?
        + tx.run("DELETE FROM code_sendings WHERE asked_at <= $1", &[now.minus(TRACES_KEPT).into()])?
        + tx.run("DELETE FROM shown_codes WHERE expires_at <= $1", &[now.into()])?
        + tx.run("DELETE FROM trusted_devices WHERE until <= $1", &[now.into()])?
        + tx.run("DELETE FROM address_changes WHERE asked_at <= $1", &[idle_since.into()])?
        + tx.run(
            "DELETE FROM mail_tests WHERE expires_at <= $1 AND proven_at IS NULL",
            &[idle_since.into()],
        )?
        + tx.run(
            "DELETE FROM password_ledger WHERE touched_at <= $1 AND open_at <= $1",
            &[idle_since.into()],
        )?
        + tx.run("DELETE FROM known_browsers WHERE last_used_at <= $1", &[now.minus(BROWSERS_KEPT).into()])?
        + tx.run(
            "DELETE FROM unknown_refusals WHERE day < $1",
            &[(idle_since.millis() / 86_400_000).into()],
        )?
        + tx.run("DELETE FROM reminders WHERE due <= $1", &[idle_since.into()])?
        + tx.run("DELETE FROM not_me_links WHERE expires_at <= $1", &[idle_since.into()])?
        + tx.run("DELETE FROM time_locks WHERE expires_at <= $1", &[idle_since.into()])?
        + tx.run(
            "DELETE FROM unfinished_set_ups WHERE met_at <= $1",
            &[now.minus(SET_UPS_SHOWN).into()],
        )?
        + tx.run("DELETE FROM restricted_sessions WHERE expires_at <= $1", &[now.into()])?
        + tx.run(
            "DELETE FROM report_parts
              WHERE EXISTS (SELECT 1 FROM reports r WHERE r.tenant_id = report_parts.tenant_id
                                                      AND r.id = report_parts.report_id AND r.expires_at <= $1)",
            &[now.into()],
        )?
        + tx.run("DELETE FROM reports WHERE expires_at <= $1", &[now.into()])?
        + tx.run(
            "DELETE FROM batch_blocks
              WHERE EXISTS (SELECT 1 FROM batches b WHERE b.tenant_id = batch_blocks.tenant_id
                                                      AND b.id = batch_blocks.batch_id AND b.expires_at <= $1)",
            &[now.into()],
        )?
        + tx.run("DELETE FROM batches WHERE expires_at <= $1", &[now.into()])?
        + tx.run("DELETE FROM registration_mails WHERE sent_at <= $1", &[idle_since.into()])?
        + tx.run(
            "DELETE FROM links WHERE purpose = 'registration' AND expires_at <= $1",
            &[idle_since.into()],
        )?
        + tx.run(
            "DELETE FROM outbox WHERE user_id IS NULL AND due_at IS NULL AND created_at <= $1",
            &[idle_since.into()],
        )?)
}
