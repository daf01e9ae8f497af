//! The outbox, as an admin sees it.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::id::MessageId;
use doorward_core::session::Guarded;

use crate::flows::view::{MessageQuery, MessageRow, MessageState};
use crate::web::form::Form;
use crate::web::guard::{Admin, Frame};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::admin::{Mail, MailMessage, MailRow, MailState};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::When;

use super::confirm::guarded;

const MAIL: &str = "/admin/mail";

/// So many messages are on a page.
const PAGE: u64 = 50;

/// `GET /admin/mail`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let guest = &member.guest;
    let shown = MailState::from_key(guest.query.text("show"));
    let wanted = MessageQuery {
        state: shown.map(|state| match state {
            MailState::Waiting => MessageState::Waiting,
            MailState::Sent => MessageState::Sent,
            MailState::Failed => MessageState::Failed,
        }),
        after: guest.query.text("after").parse().ok(),
        limit: PAGE.saturating_add(1),
    };
    let mut found = guest.app().messages(&guest.visit, wanted).await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let next_url = found
        .last()
        .filter(|_| more)
        .map(|last| format!("{MAIL}?show={}&after={}", shown.map_or("", MailState::key), last.id));
    let rows = found.iter().map(|row| mail_row(guest, &guest.visit.tenant.name, row)).collect();
    reply::page(guest, &Mail { shell: member.shell("mail"), shown, rows, next_url })
}

/// `GET /admin/mail/{id}`
pub(super) async fn message(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let not_found = || Problem::status(StatusCode::NOT_FOUND);
    let guest = &member.guest;
    let id = id.parse::<MessageId>().map_err(|_| not_found())?;
    let row = guest.app().message(&guest.visit, id).await?.ok_or_else(not_found)?;
    let page = MailMessage {
        shell: member.shell("mail"),
        mail: mail_row(guest, &guest.visit.tenant.name, &row),
        written: When::at(row.created_at),
        sent_at: row.sent_at.map(When::at),
        failed_at: row.failed_at.map(When::at),
    };
    reply::page(guest, &page)
}

/// `POST /admin/mail/retry`
pub(super) async fn send_again(Admin { mut member }: Admin, form: Form) -> Reply {
    let by = match guarded(&member, Guarded::Account, Purpose::People, MAIL).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let Ok(id) = form.text("mail").parse::<MessageId>() else {
        return Err(Problem::status(StatusCode::NOT_FOUND));
    };
    let app = member.guest.app();
    match app.send_again(&mut member.guest.visit, by, id).await? {
        true => reply::done(MAIL, Done::MailRetried, []),
        false => Err(Problem::status(StatusCode::NOT_FOUND)),
    }
}

fn mail_row(frame: &Frame, account: &str, row: &MessageRow) -> MailRow {
    MailRow {
        id: row.id.to_string(),
        to: row.channel.masked(&row.recipient),
        subject: frame.words.phrase(subject_key(&row.kind)).with("account", account).to_string(),
        state: match row.state() {
            MessageState::Waiting => MailState::Waiting,
            MessageState::Sent => MailState::Sent,
            MessageState::Failed => MailState::Failed,
        },
        tries: u32::try_from(row.tries).unwrap_or(u32::MAX),
        next_try: row.due_at.map(When::at),
        last_error: row.last_error.clone().or_else(|| row.answer.clone()),
    }
}

/// The subject of a kind of letter, as it is kept in the outbox.
pub(super) fn subject_key(kind: &str) -> &'static str {
    match kind {
        "invitation" => "mail-invitation-subject",
        "invitation_asked_for" => "mail-invitation-asked-subject",
        "registration" => "mail-registration-subject",
        "already_here" => "mail-already-here-subject",
        "password_reset" => "mail-password-reset-subject",
        "address_proof" => "mail-address-proof-subject",
        "address_change_asked" => "mail-address-change-asked-subject",
        "address_changed" => "mail-address-changed-subject",
        "address_wanted" => "mail-address-wanted-subject",
        "password_changed" => "mail-password-changed-subject",
        // As they were called when there were authenticators alone.
        "factor_added" | "authenticator_added" | "authenticator_replaced" => "mail-factor-added-subject",
        "factor_removed" => "mail-factor-removed-subject",
        "second_factor_turned_off" => "mail-authenticator-removed-subject",
        "recovery_code_used" => "mail-recovery-code-used-subject",
        "recovery_codes_replaced" => "mail-recovery-codes-replaced-subject",
        "new_browser" => "mail-new-browser-subject",
        "second_step_failed" => "mail-second-step-failed-subject",
        "reported_not_me" => "mail-reported-subject",
        "too_many_tries" => "mail-too-many-tries-subject",
        "archived" => "mail-archived-subject",
        "signed_out_everywhere" => "mail-signed-out-everywhere-subject",
        "break_glass_opened" => "mail-break-glass-opened-subject",
        "break_glass_used" => "mail-break-glass-used-subject",
        "recovery_code_issued" => "mail-code-issued-subject",
        "recovery_code_cancelled" => "mail-code-cancelled-subject",
        "recovery_begun" => "mail-recovery-begun-subject",
        "time_lock_proof" => "mail-lock-proof-subject",
        "time_lock_runs" => "mail-lock-runs-subject",
        "time_lock_cancelled" => "mail-lock-cancelled-subject",
        "help_asked" => "mail-help-asked-subject",
        "help_declined" => "mail-help-declined-subject",
        "proof_asked" => "mail-proof-asked-subject",
        "passcode" => "mail-passcode-subject",
        "reminder" => "mail-reminder-subject",
        "rollout_paused" => "mail-paused-subject",
        "report_ready" => "mail-report-ready-subject",
        "mail_test" => "mail-test-subject",
        "role_changed" => "mail-role-changed-subject",
        _ => "mail-unknown-subject",
    }
}
