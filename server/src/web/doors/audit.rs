//! The audit log, as an admin reads it and takes it elsewhere.

use std::time::Duration;

use axum::http::StatusCode;
use doorward_core::audit::Area;
use doorward_core::moment::Time;

use crate::flows::Format;
use crate::flows::view::{EventQuery, LogRow, Named};
use crate::tell;
use crate::web::activity::sentence;
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::pages::audit::{Audit, Filter, Row, Somebody};
use crate::web::problem::{Problem, escaped};
use crate::web::reply::{self, Reply};
use crate::web::shell::{Troubles, When};

/// So many entries are on a page.
const PAGE: u64 = 50;

const A_DAY: Duration = Duration::from_secs(86_400);

/// `GET /admin/audit`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let (filter, query) = wanted(&member, &member.guest.query).await?;
    let (app, tenant) = (member.guest.app(), member.guest.visit.tenant.id);
    let (sealed, unsealed) = app.audit_standing(tenant).await?;
    let (mut found, troubles) = match query {
        Ok(query) => {
            let before = member.guest.query.text("before").parse().ok();
            let query = EventQuery { before, limit: PAGE.saturating_add(1), ..query };
            (app.audit_log(tenant, query).await?, Troubles::NONE)
        }
        Err(troubles) => (Vec::new(), troubles),
    };
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let next_url = found.last().filter(|_| more).map(|last| {
        let Filter { person, kind, from, to } = &filter;
        let [person, kind, from, to] = [person, kind, from, to].map(|text| escaped(text));
        format!("?person={person}&kind={kind}&from={from}&to={to}&before={}", last.id)
    });
    let status = if troubles.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Audit {
        shell: member.shell("audit"),
        filter,
        sealed,
        unsealed,
        rows: found.iter().map(|row| row_of(&member, row)).collect(),
        next_url,
        troubles,
    };
    reply::page_with_status(&member.guest, status, &page)
}

/// `POST /admin/audit/export`
pub(super) async fn export(Admin { mut member }: Admin, form: Form) -> Reply {
    let (format, ending, media_type) = match form.text("format") {
        "csv" => (Format::Csv, "csv", "text/csv; charset=utf-8"),
        "json" => (Format::Json, "json", "application/json"),
        _ => return Err(Problem::status(StatusCode::BAD_REQUEST)),
    };
    // What is wrong with the filter was said on the page that has the buttons.
    let (_, Ok(query)) = wanted(&member, &form).await? else {
        return Err(Problem::status(StatusCode::BAD_REQUEST));
    };
    let (app, session) = (member.guest.app().clone(), member.session.clone());
    let mut export = app.export_audit(&mut member.guest.visit, &session, query, format).await?;
    let day: String = member.guest.visit.moment.now().utc().chars().take(10).collect();
    reply::long_file(&format!("audit-log-{day}.{ending}"), media_type, |out| async move {
        while let Some(piece) = app.next_of_audit(&mut export).await?
            && out.send(piece).await
        {}
        Ok(())
    })
}

/// What the fields look for; or what is wrong with them.
async fn wanted(member: &Member, fields: &Form) -> Result<(Filter, Result<EventQuery, Troubles>), Problem> {
    let short = |name: &str| fields.text(name).trim().chars().take(200).collect::<String>();
    let filter =
        Filter { person: short("person"), kind: short("kind"), from: short("from"), to: short("to") };
    let words = &member.guest.words;
    let wrong = |field: &'static str, why: &str| Err(Troubles::one(field, words.say(why)));
    let person = match filter.person.as_str() {
        "" => None,
        meant => match member.guest.app().audited_person(member.guest.visit.tenant.id, meant).await? {
            Some(user) => Some(user.id),
            None => return Ok((filter, wrong("person", "audit-nobody"))),
        },
    };
    let day =
        |text: &str, otherwise: Time| if text.is_empty() { Some(otherwise) } else { Time::of_day(text) };
    let Some(from) = day(&filter.from, Time::from_millis(0)) else {
        return Ok((filter, wrong("from", "audit-no-day")));
    };
    let Some(to) = day(&filter.to, Time::from_millis(i64::MAX)) else {
        return Ok((filter, wrong("to", "audit-no-day")));
    };
    let query = EventQuery {
        person,
        kinds: Area::from_key(&filter.kind).map_or(&[], Area::kinds),
        refused: filter.kind == Filter::REFUSED,
        from,
        // To the end of that day.
        to: to.plus(A_DAY),
        before: None,
        limit: PAGE,
    };
    Ok((filter, Ok(query)))
}

fn row_of(member: &Member, row: &LogRow) -> Row {
    let words = &member.guest.words;
    let somebody = |it: &Named| Somebody {
        id: it.id.to_string(),
        name: if it.name.is_empty() { words.say("person-erased") } else { it.name.clone() },
    };
    let text = |it: &Option<String>| it.clone().filter(|text| !text.is_empty());
    Row {
        when: When::at(row.at),
        what: row.event.as_ref().map_or_else(|| row.kind.clone(), |event| sentence(words, event)),
        refused: row.refusal,
        by: row.by.as_ref().map_or_else(
            || Somebody {
                id: String::new(),
                name: words.say(if row.actor == "operator" { "audit-operator" } else { "audit-system" }),
            },
            somebody,
        ),
        about: row.subject.as_ref().filter(|_| row.subject != row.by).map(somebody),
        browser: text(&row.browser).map(|text| tell::browser(words, &text)),
        address: text(&row.address),
        number: row.number,
        request: text(&row.request),
        text: row.text.clone(),
    }
}
