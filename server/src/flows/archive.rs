//! Archiving a person, and erasing who they were: two acts, so that nobody is erased by one slip.

use doorward_core::moment::Time;
use doorward_core::user::User;
use doorward_store::addresses::address_changes_remove;
use doorward_store::authenticators::{authenticator_seeds_forget, authenticators_close, enrolment_drop};
use doorward_store::batches::batches_forget;
use doorward_store::blocked::set_up_over;
use doorward_store::caller_proofs::caller_proofs_remove;
use doorward_store::code_receivers::{code_receivers_close, code_receivers_forget};
use doorward_store::events::events_forget;
use doorward_store::exemptions::exemptions_remove;
use doorward_store::graces::grace_remove;
use doorward_store::groups::groups_leave_all;
use doorward_store::help_requests::help_requests_remove;
use doorward_store::issued_codes::{issued_codes_cancel_all, issued_codes_remove};
use doorward_store::ledgers::{browsers_forget, second_factor_ledger_clear};
use doorward_store::links::links_end_all;
use doorward_store::not_me_links::not_me_links_remove;
use doorward_store::outbox::messages_forget;
use doorward_store::passkeys::{challenges_drop, passkeys_close, passkeys_forget};
use doorward_store::passwords::password_remove;
use doorward_store::recovery_codes::{code_set_close, recovery_codes_forget};
use doorward_store::reminders::reminders_remove;
use doorward_store::report_schedules::schedule_remove;
use doorward_store::reports::reports_remove;
use doorward_store::restricted_sessions::restricted_end_all;
use doorward_store::sent_codes::sent_codes_forget;
use doorward_store::sessions::{sessions_end, sessions_forget};
use doorward_store::sign_ins::sign_ins_end_all;
use doorward_store::time_locks::{time_locks_cancel_all, time_locks_remove};
use doorward_store::trusted_devices::{devices_end, devices_remove};
use doorward_store::users::{user_archive, user_erase};
use doorward_store::{StoreError, Tx};

/// Archives a person, who can never sign in again and leaves the address to others. False when they changed meanwhile, or are
/// archived already.
///
/// The standing and the new epoch are what keeps them out, also of what is decided at this moment. That nothing is left to
/// sign in with is what makes it final.
pub(super) fn archive(tx: &mut Tx<'_>, user: &User, at: Time) -> Result<bool, StoreError> {
    if !user_archive(tx, user, at)? {
        return Ok(false);
    }
    let (tenant, id) = (&user.tenant, &user.id);
    sign_ins_end_all(tx, tenant, id)?;
    sessions_end(tx, tenant, id, at)?;
    devices_end(tx, tenant, id, at)?;
    links_end_all(tx, tenant, id, at)?;
    password_remove(tx, tenant, id)?;
    enrolment_drop(tx, tenant, id)?;
    authenticators_close(tx, tenant, id, at)?;
    challenges_drop(tx, tenant, id)?;
    issued_codes_cancel_all(tx, tenant, id, at)?;
    time_locks_cancel_all(tx, tenant, id, at)?;
    restricted_end_all(tx, tenant, id)?;
    schedule_remove(tx, tenant, id)?;
    passkeys_close(tx, tenant, id, at)?;
    code_receivers_close(tx, tenant, id, at)?;
    code_set_close(tx, tenant, id, at)?;
    browsers_forget(tx, tenant, id)?;
    second_factor_ledger_clear(tx, tenant, id)?;
    set_up_over(tx, tenant, id)?;
    groups_leave_all(tx, tenant, id)?;
    Ok(true)
}

/// Erases what is known of an archived person. Their id stays, so that the audit log still says that one person did this and
/// that. False when they are not archived.
pub(super) fn erase(tx: &mut Tx<'_>, user: &User) -> Result<bool, StoreError> {
    if !user_erase(tx, user)? {
        return Ok(false);
    }
    let (tenant, id) = (&user.tenant, &user.id);
    sessions_forget(tx, tenant, id)?;
    devices_remove(tx, tenant, id)?;
    events_forget(tx, tenant, id)?;
    address_changes_remove(tx, tenant, id)?;
    messages_forget(tx, tenant, id)?;
    not_me_links_remove(tx, tenant, id)?;
    authenticator_seeds_forget(tx, tenant, id)?;
    passkeys_forget(tx, tenant, id)?;
    code_receivers_forget(tx, tenant, id)?;
    sent_codes_forget(tx, tenant, id)?;
    recovery_codes_forget(tx, tenant, id)?;
    help_requests_remove(tx, tenant, id)?;
    exemptions_remove(tx, tenant, id)?;
    caller_proofs_remove(tx, tenant, id)?;
    grace_remove(tx, tenant, id)?;
    reminders_remove(tx, tenant, id)?;
    issued_codes_remove(tx, tenant, id)?;
    reports_remove(tx, tenant)?;
    batches_forget(tx, tenant, user)?;
    time_locks_remove(tx, tenant, id)?;
    Ok(true)
}
