//! Exemptions from what the policy requires: who has one, granting one, and ending it before its day.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::authority::{Act, Denied, Target, may};
use doorward_core::exemption::{NotAnEnd, end_of};
use doorward_core::id::{ExemptionId, UserId};
use doorward_core::moment::Time;
use doorward_core::rollout::Reason;
use doorward_core::session::Guarded;

use crate::flows::view::{ExemptionQuery, ExemptionRow, StoredExemption};
use crate::flows::{Exempted, Person};
use crate::i18n::Words;
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::exemptions::{Exempt, ExemptRow, Exemption, Exemptions};
use crate::web::problem::{Problem, escaped};
use crate::web::reply::{self, Reply};
use crate::web::shell::Troubles;

use super::confirm::guarded;
use super::people;

const LIST: &str = "/admin/security/exemptions";

/// So many are on a page.
const PAGE: u64 = 50;

/// `GET /admin/security/exemptions`
pub(super) async fn list(Admin { member }: Admin) -> Reply {
    let query = &member.guest.query;
    let search = query.text("q").trim().chars().take(100).collect::<String>();
    let over = query.text("show") == "over";
    let asked =
        ExemptionQuery { over, search: search.clone(), after: cursor(query.text("after")), limit: PAGE };
    let found = member.guest.app().exemptions(&member.guest.visit, asked).await?;
    let next_url = found.rows.last().filter(|_| found.more).map(|last| {
        let show = if over { "&show=over" } else { "" };
        format!("{LIST}?q={}{show}&after={}", escaped(&search), cursor_text(last))
    });
    let words = &member.guest.words;
    let page = Exemptions {
        shell: member.shell("authentication"),
        rows: found.rows.iter().map(|row| row_of(words, row)).collect(),
        search,
        over,
        next_url,
    };
    reply::page(&member.guest, &page)
}

/// `GET /admin/people/{id}/exemption`
pub(super) async fn show(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let person = people::find(&member, &id).await?;
    reply::page(&member.guest, &page_of(&member, &person, ("", ""), Troubles::NONE))
}

/// `POST /admin/people/{id}/exemption`
pub(super) async fn grant(Admin { mut member }: Admin, Path(id): Path<String>, form: Form) -> Reply {
    let (person, back) = (people::find(&member, &id).await?, path_of(&id));
    let by = match guarded(&member, Guarded::Account, Purpose::People, &back).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let typed = (form.text("until"), form.text("reason"));
    let (words, mut troubles) = (&member.guest.words, Troubles::NONE);
    let until = end_of(typed.0, member.guest.visit.moment.now());
    if let Err(why) = until {
        troubles = troubles.and("until", not_an_end(words, why));
    }
    let reason = Reason::parse(typed.1);
    if reason.is_none() {
        troubles = troubles.and("reason", words.say("trouble-reason"));
    }
    let (Ok(until), Some(reason)) = (until, reason) else {
        let page = page_of(&member, &person, typed, troubles);
        return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let (app, on) = (member.guest.app(), person.facts.user.id);
    let exempted = app.exempt(&mut member.guest.visit, by, on, reason, until).await?;
    follow(exempted, &back, Done::Exempted)
}

/// `POST /admin/people/{id}/exemption/end`
pub(super) async fn end(Admin { mut member }: Admin, Path(id): Path<String>, form: Form) -> Reply {
    let (person, back) = (people::find(&member, &id).await?, path_of(&id));
    let by = match guarded(&member, Guarded::Account, Purpose::People, &back).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let exemption: ExemptionId =
        form.text("exemption").parse().map_err(|_| Problem::status(StatusCode::NOT_FOUND))?;
    let (app, on): (_, UserId) = (member.guest.app(), person.facts.user.id);
    let ended = app.end_exemption(&mut member.guest.visit, by, on, exemption).await?;
    follow(ended, &back, Done::ExemptionEnded)
}

fn page_of(member: &Member, person: &Person, typed: (&str, &str), troubles: Troubles) -> Exempt {
    let (words, user) = (&member.guest.words, &person.facts.user);
    let allowed = may(member.session.actor(), Act::Exempt, Target { id: user.id, role: user.role });
    let kept_from = match allowed {
        _ if user.standing.is_gone() => Some("exemption-gone"),
        Ok(()) => None,
        Err(Denied::Yourself) => Some("exemption-not-yourself"),
        Err(_) => Some("person-out-of-reach"),
    };
    Exempt {
        shell: member.shell(people::here(user.user_type())),
        id: user.id.to_string(),
        name: user.name.clone(),
        user_type: user.user_type(),
        exemption: person.exemption.as_ref().map(|it| Exemption::told(words, it)),
        kept_from: kept_from.map(|key| words.say(key)),
        until: typed.0.to_owned(),
        reason: typed.1.to_owned(),
        troubles,
    }
}

fn follow(exempted: Exempted, back: &str, done: Done) -> Reply {
    match exempted {
        Exempted::Yes => reply::done(back, done, []),
        Exempted::Denied(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
        Exempted::DoesNotFit => reply::done(back, Done::ChangedMeanwhile, []),
    }
}

fn not_an_end(words: &Words, why: NotAnEnd) -> String {
    words.say(match why {
        NotAnEnd::NotADay => "trouble-exemption-no-day",
        NotAnEnd::Over => "trouble-exemption-over",
        NotAnEnd::TooFar => "trouble-exemption-far",
    })
}

fn row_of(words: &Words, row: &ExemptionRow) -> ExemptRow {
    ExemptRow {
        id: row.user.id.to_string(),
        name: row.user.name.clone(),
        email: row.user.email.to_string(),
        role: row.user.role,
        exemption: Exemption::told(words, &row.stored),
    }
}

/// The end of the last of a page, and its id.
fn cursor_text(last: &ExemptionRow) -> String {
    let StoredExemption { exemption, ended_at, .. } = &last.stored;
    format!("{}.{}", ended_at.unwrap_or(exemption.until).millis(), exemption.id)
}

fn cursor(text: &str) -> Option<(Time, ExemptionId)> {
    let (end, id) = text.split_once('.')?;
    Some((Time::from_millis(end.parse().ok()?), id.parse().ok()?))
}

fn path_of(id: &str) -> String {
    format!("/admin/people/{id}/exemption")
}
