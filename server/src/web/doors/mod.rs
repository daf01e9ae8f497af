//! Every door of the server, in one table: what it is behind, and who answers.
//!
//! The router is made of this table alone, and the tests walk it with every kind of cookie: a route that is not here does not
//! exist. A page of `pages/` says what a screen shows; the file of the same name here says who answers and what is asked of
//! the flows.

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};
use doorward_core::batch::LARGEST_FILE;

use super::state::Web;

mod address;
mod admin;
mod audit;
mod batches;
mod brand;
mod callers;
mod confirm;
mod dashboard;
mod enrol;
mod exemptions;
mod forgot;
mod groups;
mod language;
mod locks;
mod mail;
mod mail_test;
mod method_rules;
mod methods;
mod not_me;
mod passkeys;
mod people;
mod people_list;
mod policy_plan;
mod proof;
mod recover;
mod recover_sent_codes;
mod recovery;
mod register;
mod registration;
mod reports;
mod reset;
mod security;
mod sending;
mod sent_codes;
mod service;
mod setup;
mod signed_in;
mod signin;
mod sms;
mod welcome;
mod why;

/// What a door is behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// Nothing: not even an account at the host.
    Nothing,
    /// An account at the host.
    Anybody,
    /// A half-done sign-in.
    HalfSignedIn,
    /// A restricted session.
    Restricted,
    /// A session.
    Session,
    /// The session of a team member.
    Team,
    /// The session of an admin or owner.
    Admin,
}

/// One door.
pub struct Door {
    /// Its path, as the router has it.
    pub path: &'static str,
    /// The methods that it answers, in upper case.
    pub methods: &'static [&'static str],
    /// What it is behind.
    pub needs: Needs,
    /// Who answers.
    pub answer: MethodRouter<Web>,
}

/// All doors.
#[rustfmt::skip]
pub fn doors() -> Vec<Door> {
    use doorward_core::factor::Channel::{Email, Sms};
    use Needs::{Admin, Anybody, HalfSignedIn, Nothing, Restricted, Session, Team};
    vec![
        door("/healthz", GET, Nothing, get(service::alive)),
        door("/readyz", GET, Nothing, get(service::ready)),
        door("/assets/{name}", GET, Nothing, get(service::asset)),
        door("/setup/{token}", GET, Nothing, get(setup::open_link)),
        door("/setup", BOTH, Nothing, get(setup::show).post(setup::make)),

        door("/", GET, Anybody, get(signin::start)),
        door("/signin", BOTH, Anybody, get(signin::show).post(signin::password)),
        door("/signin/passkey-alone", BOTH, Anybody, get(passkeys::to_the_door).post(passkeys::alone)),
        door("/signin/passkey-alone/question", POST, Anybody, post(passkeys::question_at_the_door)),
        door("/brand/{name}", GET, Anybody, get(brand::stylesheet)),
        door("/brand/logo/{digest}", GET, Anybody, get(brand::logo)),
        door("/signed-out", GET, Anybody, get(signin::signed_out)),
        door("/session", GET, Anybody, get(signin::still_signed_in)),
        door("/forgot", BOTH, Anybody, get(forgot::show).post(forgot::ask)),
        door("/register", BOTH, Anybody, get(register::show).post(register::ask)),
        door("/register/finish", BOTH, Anybody, get(register::show_finish).post(register::finish)),
        door("/link/{token}", GET, Anybody, get(reset::open_link)),
        door("/link/address/{token}", GET, Anybody, get(address::open_link)),
        door("/link/not-me/{token}", GET, Anybody, get(not_me::open_link)),
        door("/not-me", BOTH, Anybody, get(not_me::show).post(not_me::report)),
        door("/link/recovery/{token}", GET, Anybody, get(recovery::open_link)),
        door("/recovery/cancel", BOTH, Anybody, get(recovery::show_cancel).post(recovery::cancel_by_link)),
        door("/link/lock/{token}", GET, Anybody, get(locks::open_proof)),
        door("/link/lock-cancel/{token}", GET, Anybody, get(locks::open_cancel)),
        door("/recovery/wait", BOTH, Anybody, get(locks::show_proof).post(locks::prove)),
        door("/recovery/wait/cancel", BOTH, Anybody, get(locks::show_cancel).post(locks::cancel)),
        door("/language", POST, Anybody, post(language::choose_here)),
        door("/reset", BOTH, Anybody, get(reset::show).post(reset::set)),
        door("/welcome", BOTH, Anybody, get(welcome::show).post(welcome::accept)),
        door("/welcome/ask", POST, Anybody, post(welcome::ask_again)),

        door("/signin/passcode", BOTH, HalfSignedIn, get(signin::show_passcode).post(signin::passcode)),
        door("/signin/passkey", BOTH, HalfSignedIn, get(passkeys::show).post(passkeys::prove)),
        door("/signin/passkey/question", POST, HalfSignedIn, post(passkeys::question_at_sign_in)),
        door("/signin/sms-code", BOTH, HalfSignedIn, get(|half| sent_codes::show(half, Sms)).post(|half, form| sent_codes::prove(half, form, Sms))),
        door("/signin/sms-code/send", POST, HalfSignedIn, post(|half, form| sent_codes::send(half, form, Sms))),
        door("/signin/email-code", BOTH, HalfSignedIn, get(|half| sent_codes::show(half, Email)).post(|half, form| sent_codes::prove(half, form, Email))),
        door("/signin/email-code/send", POST, HalfSignedIn, post(|half, form| sent_codes::send(half, form, Email))),
        door("/signin/recovery-code", BOTH, HalfSignedIn, get(signin::show_recovery_code).post(signin::recovery_code)),
        door("/signin/enrol", BOTH, HalfSignedIn, get(enrol::show_at_sign_in).post(enrol::confirm_at_sign_in)),
        door("/signin/enrol/passkey", BOTH, HalfSignedIn, get(passkeys::show_at_sign_in).post(passkeys::enrol)),
        door("/signin/enrol/passkey/question", POST, HalfSignedIn, post(passkeys::question_to_enrol)),
        door("/signin/enrol/sms-code", BOTH, HalfSignedIn, get(|half| sent_codes::show_enrol(half, Sms)).post(|half, form| sent_codes::enrol(half, form, Sms))),
        door("/signin/enrol/sms-code/send", POST, HalfSignedIn, post(|half, form| sent_codes::send_enrol(half, form, Sms))),
        door("/signin/enrol/email-code", BOTH, HalfSignedIn, get(|half| sent_codes::show_enrol(half, Email)).post(|half, form| sent_codes::enrol(half, form, Email))),
        door("/signin/enrol/email-code/send", POST, HalfSignedIn, post(|half, form| sent_codes::send_enrol(half, form, Email))),
        door("/signin/recovery-codes", BOTH, HalfSignedIn, get(enrol::codes_at_sign_in).post(enrol::saved_at_sign_in)),
        door("/signin/recovery-codes.txt", GET, HalfSignedIn, get(enrol::codes_file_at_sign_in)),
        door("/signin/locked-out", BOTH, HalfSignedIn, get(recover::show_locked_out).post(recover::ask)),
        door("/signin/locked-out/wait", POST, HalfSignedIn, post(locks::begin)),
        door("/signin/locked-out/enter", POST, HalfSignedIn, post(locks::enter)),

        door("/recover", BOTH, Restricted, get(recover::show).post(recover::confirm)),
        door("/recover/passkey", BOTH, Restricted, get(recover::show_passkey).post(recover::add_passkey)),
        door("/recover/passkey/question", POST, Restricted, post(recover::question)),
        door("/recover/sms-code", BOTH, Restricted, get(|here| recover_sent_codes::show(here, Sms)).post(|here, form| recover_sent_codes::confirm(here, form, Sms))),
        door("/recover/sms-code/send", POST, Restricted, post(|here, form| recover_sent_codes::send(here, form, Sms))),
        door("/recover/email-code", BOTH, Restricted, get(|here| recover_sent_codes::show(here, Email)).post(|here, form| recover_sent_codes::confirm(here, form, Email))),
        door("/recover/email-code/send", POST, Restricted, post(|here, form| recover_sent_codes::send(here, form, Email))),
        door("/recover/codes", BOTH, Restricted, get(recover::codes).post(recover::codes_saved)),
        door("/recover/codes.txt", GET, Restricted, get(recover::codes_in_file)),

        door("/signout", POST, Anybody, post(signin::sign_out)),
        door("/prove", BOTH, Session, get(proof::show).post(proof::answer)),
        door("/confirm", BOTH, Session, get(confirm::show).post(confirm::prove)),
        door("/confirm/question", POST, Session, post(passkeys::question_to_confirm)),
        door("/confirm/sms-code/send", POST, Session, post(|member, form| sent_codes::send_confirm(member, form, Sms))),
        door("/confirm/email-code/send", POST, Session, post(|member, form| sent_codes::send_confirm(member, form, Email))),
        door("/security", GET, Session, get(security::show)),
        door("/security/password", BOTH, Session, get(security::show_password).post(security::change_password)),
        door("/security/address", BOTH, Session, get(address::show).post(address::ask)),
        door("/security/address/confirm", BOTH, Session, get(address::show_confirm).post(address::confirm)),
        door("/security/language", POST, Session, post(language::choose)),
        door("/security/authenticator/begin", POST, Session, post(enrol::begin)),
        door("/security/authenticator", BOTH, Session, get(enrol::show).post(enrol::confirm)),
        door("/security/authenticator/rename", POST, Session, post(methods::rename_authenticator)),
        door("/security/authenticator/remove", POST, Session, post(methods::remove_authenticator)),
        door("/security/passkey", BOTH, Session, get(passkeys::show_add).post(passkeys::add)),
        door("/security/passkey/question", POST, Session, post(passkeys::question_to_add)),
        door("/security/passkey/rename", POST, Session, post(methods::rename_passkey)),
        door("/security/passkey/remove", POST, Session, post(methods::remove_passkey)),
        door("/security/sms-code", BOTH, Session, get(|member| sent_codes::show_add(member, Sms)).post(|member, form| sent_codes::add(member, form, Sms))),
        door("/security/sms-code/send", POST, Session, post(|member, form| sent_codes::send_add(member, form, Sms))),
        door("/security/sms-code/remove", POST, Session, post(methods::remove_sms_code)),
        door("/security/email-code", BOTH, Session, get(|member| sent_codes::show_add(member, Email)).post(|member, form| sent_codes::add(member, form, Email))),
        door("/security/email-code/send", POST, Session, post(|member, form| sent_codes::send_add(member, form, Email))),
        door("/security/email-code/remove", POST, Session, post(methods::remove_email_code)),
        door("/security/preferred", POST, Session, post(methods::prefer)),
        door("/security/turn-off", BOTH, Session, get(security::show_turn_off).post(security::turn_off)),
        door("/security/recovery-codes", BOTH, Session, get(security::show_new_codes).post(security::new_codes)),
        door("/security/recovery-codes/save", BOTH, Session, get(enrol::codes).post(enrol::codes_saved)),
        door("/security/recovery-codes/save.txt", GET, Session, get(enrol::codes_in_file)),
        door("/security/devices/end", POST, Session, post(security::end_device)),
        door("/security/devices/rename", POST, Session, post(security::rename_device)),
        door("/security/sessions/end", POST, Session, post(security::end_session)),
        door("/security/sessions/end-others", BOTH, Session, get(security::show_end_others).post(security::end_others)),
        door("/security/sessions/end-all", BOTH, Session, get(security::show_end_all).post(security::end_all)),

        door("/callers", BOTH, Team, get(callers::show).post(callers::ask)),
        door("/callers/{id}", GET, Team, get(callers::asked)),

        door("/admin", GET, Admin, get(admin::home)),
        door("/admin/dashboard", GET, Admin, get(dashboard::show)),
        door("/admin/security/advanced", BOTH, Admin, get(admin::authentication).post(admin::save_authentication)),
        door("/admin/security/registration", BOTH, Admin, get(registration::show).post(registration::save)),
        door("/admin/security/methods", BOTH, Admin, get(method_rules::show).post(method_rules::save)),
        door("/admin/security/plan", BOTH, Admin, get(policy_plan::show).post(policy_plan::apply)),
        door("/admin/security/plan/people", GET, Admin, get(policy_plan::people)),
        door("/admin/security/plan/people.csv", GET, Admin, get(policy_plan::people_file)),
        door("/admin/security/exemptions", GET, Admin, get(exemptions::list)),
        door("/admin/security/history", GET, Admin, get(policy_plan::history)),
        door("/admin/sms", BOTH, Admin, get(sms::show).post(sms::name_countries)),
        door("/admin/sms/test", POST, Admin, post(sms::send_test)),
        door("/admin/sms/test/code", POST, Admin, post(sms::prove)),
        door("/admin/brand", BOTH, Admin, get(brand::show).post(brand::choose_colours)),
        door("/admin/brand/logo", POST, Admin, post(brand::choose_logo)),
        door("/admin/brand/logo/remove", POST, Admin, post(brand::remove_logo)),
        door("/admin/brand/texts", POST, Admin, post(brand::choose_texts)),
        door("/admin/brand/reset", POST, Admin, post(brand::reset)),
        door("/admin/language", BOTH, Admin, get(language::show_accounts).post(language::choose_accounts)),
        door("/admin/mail", GET, Admin, get(mail::show)),
        door("/admin/mail/test", BOTH, Admin, get(mail_test::show).post(mail_test::send)),
        door("/admin/mail/test/code", POST, Admin, post(mail_test::code)),
        door("/admin/mail/retry", POST, Admin, post(mail::send_again)),
        door("/admin/mail/{id}", GET, Admin, get(mail::message)),
        door("/admin/audit", GET, Admin, get(audit::show)),
        door("/admin/audit/export", POST, Admin, post(audit::export)),
        door("/admin/reports", BOTH, Admin, get(reports::show).post(reports::ask)),
        door("/admin/reports/schedule", POST, Admin, post(reports::schedule)),
        door("/admin/reports/{id}", BOTH, Admin, get(reports::one).post(reports::fetch)),
        door("/admin/sessions", GET, Admin, get(signed_in::show)),
        door("/admin/sessions/end", POST, Admin, post(signed_in::end)),
        door("/admin/sessions/end-all/{of}", BOTH, Admin, get(signed_in::show_end_all).post(signed_in::end_all)),
        door("/admin/recovery", GET, Admin, get(recovery::show)),
        door("/admin/recovery/agree", POST, Admin, post(recovery::agree)),
        door("/admin/recovery/cancel", POST, Admin, post(recovery::cancel)),
        door("/admin/recovery/rules", BOTH, Admin, get(recovery::show_rules).post(recovery::save_rules)),
        door("/admin/recovery/{id}/issue", BOTH, Admin, get(recovery::show_issue).post(recovery::issue)),
        door("/admin/recovery/{id}/decline", BOTH, Admin, get(recovery::show_decline).post(recovery::decline)),
        door("/admin/team-members", GET, Admin, get(people_list::team)),
        door("/admin/proofs", POST, Admin, post(proof::ask)),
        door("/admin/proofs/{id}", GET, Admin, get(proof::asked)),
        door("/admin/team-members/invite", BOTH, Admin, get(people::show_invite_team).post(people::invite_team)),
        door("/admin/end-users", GET, Admin, get(people_list::end_users)),
        door("/admin/end-users/invite", BOTH, Admin, get(people::show_invite_end_user).post(people::invite_end_user)),
        door("/admin/groups", BOTH, Admin, get(groups::list).post(groups::make)),
        door("/admin/groups/{id}", BOTH, Admin, get(groups::show).post(groups::rename)),
        door("/admin/groups/{id}/delete", BOTH, Admin, get(groups::show_delete).post(groups::delete)),
        door("/admin/import", BOTH, Admin, get(batches::show_import).post(batches::import).layer(DefaultBodyLimit::max(LARGEST_UPLOAD))),
        door("/admin/many", POST, Admin, post(batches::many)),
        door("/admin/export", POST, Admin, post(people_list::export)),
        door("/admin/batches/{id}", BOTH, Admin, get(batches::show).post(batches::begin)),
        door("/admin/batches/{id}/report", GET, Admin, get(batches::report)),
        door("/admin/people/{id}", GET, Admin, get(people::person)),
        door("/admin/people/{id}/why", GET, Admin, get(why::show)),
        door("/admin/people/{id}/exemption", BOTH, Admin, get(exemptions::show).post(exemptions::grant)),
        door("/admin/people/{id}/exemption/end", POST, Admin, post(exemptions::end)),
        door("/admin/people/{id}/end-session", POST, Admin, post(people::end_session)),
        door("/admin/people/{id}/end-device", POST, Admin, post(people::end_device)),
        door("/admin/people/{id}/{act}", BOTH, Admin, get(people::show_act).post(people::act)),
    ]
}

/// The largest body of the form that brings people: a file, and what is around it.
const LARGEST_UPLOAD: usize = LARGEST_FILE + 8 * 1024;

const GET: &[&str] = &["GET"];
const POST: &[&str] = &["POST"];
const BOTH: &[&str] = &["GET", "POST"];

/// One row of the table.
pub fn door(
    path: &'static str,
    methods: &'static [&'static str],
    needs: Needs,
    answer: MethodRouter<Web>,
) -> Door {
    Door { path, methods, needs, answer }
}
