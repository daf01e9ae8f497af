//! The Admin Center: text messages, and whether they arrive.

use axum::http::StatusCode;
use doorward_core::factor::Channel;
use doorward_core::phone::{CountryList, Phone};
use doorward_core::session::Guarded;

use crate::flows::{Sent, TextsProven};
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::sms::TextMessages;
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::{Troubles, When};
use crate::web::trouble;

use super::confirm::guarded;
use super::sending::{not_sent, on_its_way, refused};
use super::signin;

const HERE: &str = "/admin/sms";

/// `GET /admin/sms`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let page = page(&member, Troubles::NONE).await?;
    reply::page(&member.guest, &page)
}

/// `POST /admin/sms`
pub(super) async fn name_countries(Admin { mut member }: Admin, form: Form) -> Reply {
    let by = match guarded(&member, Guarded::Account, Purpose::Policy, HERE).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let typed = form.text("countries");
    let countries = match CountryList::parse(typed) {
        Ok(countries) => countries,
        Err(not_a_country) => {
            let text = trouble::not_a_country(&member.guest.words, &not_a_country);
            let page = TextMessages {
                countries: typed.to_owned(),
                ..page(&member, Troubles::one("countries", text)).await?
            };
            return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let app = member.guest.app();
    match app.name_sms_countries(&mut member.guest.visit, by, countries).await? {
        Ok(()) => reply::done(HERE, Done::Saved, []),
        Err(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
    }
}

/// `POST /admin/sms/test`
pub(super) async fn send_test(Admin { mut member }: Admin, form: Form) -> Reply {
    let by = match guarded(&member, Guarded::Account, Purpose::Policy, HERE).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (app, session, typed) = (member.guest.app(), member.session.clone(), form.text("number"));
    let (status, text) = match Phone::parse(typed) {
        Err(problem) => {
            (StatusCode::UNPROCESSABLE_ENTITY, trouble::not_a_phone(&member.guest.words, problem))
        }
        Ok(number) => match app.send_sms_test(&mut member.guest.visit, &session, by, &number).await? {
            Err(_) => return Err(Problem::status(StatusCode::FORBIDDEN)),
            Ok(Sent::NotAWay) => (StatusCode::CONFLICT, member.guest.words.say("sms-no-gateway")),
            Ok(sent) => match not_sent(&member.guest, sent) {
                None => return go(HERE, []),
                Some(trouble) => trouble,
            },
        },
    };
    let page =
        TextMessages { number: typed.to_owned(), ..page(&member, Troubles::one("number", text)).await? };
    reply::page_with_status(&member.guest, status, &page)
}

/// `POST /admin/sms/test/code`
pub(super) async fn prove(Admin { mut member }: Admin, form: Form) -> Reply {
    let by = match guarded(&member, Guarded::Account, Purpose::Policy, HERE).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    let proven = app.prove_sms(&mut member.guest.visit, &session, by, form.text("passcode")).await?;
    let (status, text) = match proven {
        TextsProven::Yes => return reply::done(HERE, Done::TextsWork, []),
        TextsProven::Denied(_) => return Err(Problem::status(StatusCode::FORBIDDEN)),
        TextsProven::No(refusal) => {
            (StatusCode::UNPROCESSABLE_ENTITY, refused(&member.guest.words, &refusal))
        }
        TextsProven::Slowed { until } => {
            (StatusCode::TOO_MANY_REQUESTS, signin::slowed(&member.guest, until))
        }
        TextsProven::Closed => (StatusCode::TOO_MANY_REQUESTS, member.guest.words.say("closed-text")),
    };
    let mut page = page(&member, Troubles::NONE).await?;
    page.troubles = Troubles::one(if page.on_its_way.waits { "passcode" } else { "number" }, text);
    reply::page_with_status(&member.guest, status, &page)
}

async fn page(member: &Member, troubles: Troubles) -> Result<TextMessages, Problem> {
    let standing = member.guest.app().sms_standing(&member.guest.visit, &member.session).await?;
    Ok(TextMessages {
        shell: member.shell("authentication"),
        has_gateway: standing.has_gateway,
        countries: standing.countries.to_string(),
        number: String::new(),
        on_its_way: on_its_way(&member.guest, Channel::Sms, &standing.test, "/admin/sms/test".to_owned()),
        proven: standing.proven_at.map(When::at),
        troubles,
    })
}
