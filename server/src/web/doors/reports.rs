//! The 2FA status report, as an admin asks for it and fetches it.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::id::ReportId;
use doorward_core::moment::{A_DAY, Time};
use doorward_core::report::{Every, LIVES_FOR, People, Wanted};

use crate::flows::ReportAsked;
use crate::flows::view::StoredReport;
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Because, Done};
use crate::web::pages::reports::{NoReport, OneReport, Report, Reports, ScheduleFields};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::{Troubles, When};

const REPORTS: &str = "/admin/reports";

/// `GET /admin/reports`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    reply::page(&member.guest, &page(&member, &Form::default(), Troubles::NONE).await?)
}

/// `POST /admin/reports`
pub(super) async fn ask(Admin { mut member }: Admin, form: Form) -> Reply {
    let now = member.guest.visit.moment.now();
    let wanted = match wanted(&form, now) {
        Ok(wanted) => wanted,
        Err((field, why)) => {
            let troubles = Troubles::one(field, member.guest.words.say(why));
            let page = page(&member, &form, troubles).await?;
            return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let (app, session) = (member.guest.app().clone(), member.session.clone());
    match app.ask_for_report(&mut member.guest.visit, &session, wanted).await? {
        ReportAsked::Yes(_) => reply::done(REPORTS, Done::ReportAsked, []),
        ReportAsked::Building => reply::done(REPORTS, Done::ReportBuilding, []),
        ReportAsked::Enough => {
            let troubles = Troubles::one("people", member.guest.words.say("report-enough"));
            let page = page(&member, &form, troubles).await?;
            reply::page_with_status(&member.guest, StatusCode::TOO_MANY_REQUESTS, &page)
        }
    }
}

/// `POST /admin/reports/schedule`
pub(super) async fn schedule(Admin { mut member }: Admin, form: Form) -> Reply {
    let chosen = match form.text("every") {
        "" => None,
        every => match (People::from_key(form.text("scheduled")), Every::from_key(every)) {
            (Some(people), Some(every)) => Some((people, every, form.ticked("scheduled_mark"))),
            _ => {
                let troubles = Troubles::one("scheduled", member.guest.words.say("report-choose"));
                let page = page(&member, &form, troubles).await?;
                return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
            }
        },
    };
    let (app, session) = (member.guest.app().clone(), member.session.clone());
    if !app.schedule_reports(&mut member.guest.visit, &session, chosen).await? {
        return reply::sign_in_again(Because::Ended, [Jar::Session.remove()]);
    }
    let done = if chosen.is_some() { Done::ReportScheduled } else { Done::ReportUnscheduled };
    reply::done(REPORTS, done, [])
}

/// `GET /admin/reports/{id}`
pub(super) async fn one(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let id = id_of(&id)?;
    match member.guest.app().report(&member.guest.visit, &member.session, id).await? {
        None => Err(Problem::status(StatusCode::NOT_FOUND)),
        Some(Err(_)) => gone(&member),
        Some(Ok(report)) => {
            let page = OneReport { shell: member.shell("authentication"), report: told(&report) };
            reply::page(&member.guest, &page)
        }
    }
}

/// `POST /admin/reports/{id}`
pub(super) async fn fetch(Admin { mut member }: Admin, Path(id): Path<String>, _: Form) -> Reply {
    let id = id_of(&id)?;
    let (app, session) = (member.guest.app().clone(), member.session.clone());
    let Some((report, mut file)) = app.fetch_report(&mut member.guest.visit, &session, id).await? else {
        return match app.report(&member.guest.visit, &session, id).await? {
            Some(Err(_)) => gone(&member),
            _ => Err(Problem::status(StatusCode::NOT_FOUND)),
        };
    };
    let day: String = report.wanted.as_of.utc().chars().take(10).collect();
    let name = format!("2fa-status-{}-{day}.csv", report.wanted.people.key().replace('_', "-"));
    reply::long_file(&name, "text/csv; charset=utf-8", |out| async move {
        while let Some(piece) = app.next_of_report(&mut file).await?
            && out.send(piece).await
        {}
        Ok(())
    })
}

/// What the form asks for; or the field that is wrong, and why.
fn wanted(form: &Form, now: Time) -> Result<Wanted, (&'static str, &'static str)> {
    let people = People::from_key(form.text("people")).ok_or(("people", "report-choose"))?;
    let day = form.text("day").trim();
    let end_of_day = match day {
        "" => None,
        day => {
            let day = Time::of_day(day).ok_or(("day", "audit-no-day"))?;
            let end = Time::from_millis(day.plus(A_DAY).millis().saturating_sub(1));
            Some(end).filter(|end| *end < now).ok_or(("day", "report-day-not-over")).map(Some)?
        }
    };
    Ok(Wanted {
        people,
        as_of: end_of_day.unwrap_or(now),
        past: end_of_day.is_some(),
        mark: form.ticked("mark"),
    })
}

async fn page(member: &Member, form: &Form, troubles: Troubles) -> Result<Reports, Problem> {
    let found = member.guest.app().my_reports(&member.guest.visit, &member.session).await?;
    let schedule = member.guest.app().my_report_schedule(&member.guest.visit, &member.session).await?;
    Ok(Reports {
        shell: member.shell("authentication"),
        schedule: ScheduleFields {
            people: schedule.map_or(People::Team, |it| it.people),
            every: schedule.map(|it| it.every),
            mark: schedule.is_some_and(|it| it.mark),
            next: schedule.map(|it| When::at(it.next_at)),
        },
        people: People::from_key(form.text("people")).unwrap_or(People::Team),
        day: form.text("day").to_owned(),
        mark: form.ticked("mark"),
        reports: found.iter().map(told).collect(),
        troubles,
    })
}

fn told(report: &StoredReport) -> Report {
    Report {
        id: report.asked.id.to_string(),
        people: report.wanted.people,
        as_of: When::at(report.wanted.as_of),
        until: When::at(report.asked.at.plus(LIVES_FOR)),
        ready: report.ready_at.is_some(),
        done: report.done,
        total: report.total.max(report.done),
    }
}

fn gone(member: &Member) -> Reply {
    let page = NoReport { shell: member.shell("authentication") };
    reply::page_with_status(&member.guest, StatusCode::GONE, &page)
}

fn id_of(path: &str) -> Result<ReportId, Problem> {
    path.parse().map_err(|_| Problem::status(StatusCode::NOT_FOUND))
}
