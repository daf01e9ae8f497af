//! The Admin Center: who may register.

use axum::http::StatusCode;
use doorward_core::registration::{Domain, Registration as Rule, domains};
use doorward_core::session::Guarded;

use crate::flows::{PolicySaved, RegistrationChange};
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::registration::Registration;
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::Troubles;
use crate::web::trouble;

use super::confirm::guarded;
use super::mail_test::{self, REGISTRATION};

/// `GET /admin/security/registration`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let mut page = page(&member).await?;
    let drafted = &member.guest.query;
    if drafted.ticked("draft") {
        // As it was filled in before mail was proven to arrive, with the version that was seen then.
        drafted.text("registration").clone_into(&mut page.chosen);
        drafted.text("domains").clone_into(&mut page.domains);
        page.version = drafted.text("version").parse().unwrap_or(page.version);
    }
    reply::page(&member.guest, &page)
}

/// `POST /admin/security/registration`
pub(super) async fn save(Admin { mut member }: Admin, form: Form) -> Reply {
    let by = match guarded(&member, Guarded::Account, Purpose::Policy, REGISTRATION).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let seen_version = form.text("version").parse().map_err(|_| Problem::status(StatusCode::BAD_REQUEST))?;
    let listed = match form.text("registration") {
        "domains" => domains(form.text("domains")),
        _ => Ok(Vec::new()),
    };
    let listed = match listed {
        Ok(listed) => listed,
        Err(why) => {
            let troubles = Troubles::one("domains", trouble::not_a_list(&member.guest.words, &why));
            return again(&member, StatusCode::UNPROCESSABLE_ENTITY, &form, troubles).await;
        }
    };
    let Some(registration) = Rule::from_key(form.text("registration"), listed) else {
        let text = member.guest.words.say("trouble-registration-empty");
        let troubles = Troubles::one("registration", text);
        return again(&member, StatusCode::UNPROCESSABLE_ENTITY, &form, troubles).await;
    };
    let change = RegistrationChange { registration, seen_version };
    let app = member.guest.app();
    match app.save_registration(&mut member.guest.visit, by, change).await? {
        PolicySaved::Yes => reply::done(REGISTRATION, Done::Saved, []),
        PolicySaved::Unchanged => reply::done(REGISTRATION, Done::Unchanged, []),
        PolicySaved::MailUntested => mail_test::first(REGISTRATION, &form),
        PolicySaved::Denied(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
        PolicySaved::ChangedMeanwhile => {
            let text = trouble::changed_meanwhile(&member.guest.words);
            let page = Registration { troubles: Troubles::one("registration", text), ..page(&member).await? };
            reply::page_with_status(&member.guest, StatusCode::CONFLICT, &page)
        }
    }
}

/// The page once more, with what is wrong and what was typed.
async fn again(member: &Member, status: StatusCode, form: &Form, troubles: Troubles) -> Reply {
    let (chosen, domains) = (form.text("registration").to_owned(), form.text("domains").to_owned());
    let page = Registration { chosen, domains, troubles, ..page(member).await? };
    reply::page_with_status(&member.guest, status, &page)
}

async fn page(member: &Member) -> Result<Registration, Problem> {
    let standing = member.guest.app().registration(&member.guest.visit).await?;
    let domains: Vec<&str> = standing.registration.domains().iter().map(Domain::as_str).collect();
    Ok(Registration {
        shell: member.shell("authentication"),
        chosen: standing.registration.key().to_owned(),
        domains: domains.join("\n"),
        version: standing.version,
        held_back: standing.held_back,
        troubles: Troubles::NONE,
    })
}
