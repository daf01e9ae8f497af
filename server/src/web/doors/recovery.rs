//! Recovery, for those who may help: the requests that wait, issuing a code, agreeing to one, taking one back, and what the account
//! allows.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::authority::Denied;
use doorward_core::id::{IssuedCodeId, UserId};
use doorward_core::recovery::{LockHours, NotIssued, Rules as Allowed, WAITING_TIME, may_change_rules};
use doorward_core::secret::Token;
use doorward_core::session::Guarded;

use crate::flows::{Decided, HelpWanted, Issued, LONGEST_REASON, OpenCode as Open, ToRecover};
use crate::tell;
use crate::web::cookies::Jar;
use crate::web::form::Form;
use crate::web::guard::{Admin, Frame, Guest, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::recovery::{
    Cancel, CancelDead, Decline, Desk, Issue, Issued as Shown, OpenCode, Request, Rules,
};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::{Troubles, When};
use crate::web::trouble::{self, Missing};

use super::confirm::guarded;
use super::locks::hours_of;

const DESK: &str = "/admin/recovery";
const RULES: &str = "/admin/recovery/rules";

/// `GET /admin/recovery`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let (app, visit) = (member.guest.app(), &member.guest.visit);
    let requests = app.help_wanted(visit, &member.session).await?;
    let codes = app.open_recovery_codes(visit, &member.session).await?;
    let page = Desk {
        shell: member.shell("recovery"),
        requests: requests.iter().map(|it| request(&member.guest, it)).collect(),
        codes: codes.into_iter().map(|it| open_code(&member.guest, it)).collect(),
    };
    reply::page(&member.guest, &page)
}

/// `GET /admin/recovery/{id}/issue`
pub(super) async fn show_issue(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let found = find(&member, &id).await?;
    reply::page(&member.guest, &issue_page(&member, &found))
}

/// `POST /admin/recovery/{id}/issue`: answers with the code itself, which is nowhere afterwards. Sent once more, the form finds that a
/// code was issued meanwhile.
pub(super) async fn issue(Admin { mut member }: Admin, Path(id): Path<String>, form: Form) -> Reply {
    let found = find(&member, &id).await?;
    let back = format!("{DESK}/{id}/issue");
    let by = match guarded(&member, Guarded::Account, Purpose::Recovery, &back).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let seen = form.text("seen").parse::<IssuedCodeId>().ok();
    let (app, session, of) = (member.guest.app(), member.session.clone(), found.user.id);
    match app.issue_recovery_code(&mut member.guest.visit, &session, by, of, seen).await? {
        Issued::Yes { code, terms } => {
            let page = Shown {
                shell: member.shell("recovery"),
                id,
                name: found.user.name,
                code: code.expose().clone(),
                works_from: terms.waits.then(|| When::at(terms.works_from)),
                until: When::at(terms.until),
            };
            reply::page(&member.guest, &page)
        }
        Issued::No(NotIssued::Denied(Denied::RoleOutOfReach | Denied::NotAnAdmin | Denied::SessionEnded)) => {
            Err(Problem::status(StatusCode::FORBIDDEN))
        }
        Issued::No(why) => {
            let page = issue_page(&member, &ToRecover { terms: Err(why), ..found });
            reply::page_with_status(&member.guest, StatusCode::CONFLICT, &page)
        }
        Issued::ChangedMeanwhile => reply::done(DESK, Done::ChangedMeanwhile, []),
    }
}

/// `GET /admin/recovery/{id}/decline`
pub(super) async fn show_decline(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let found = find(&member, &id).await?;
    reply::page(&member.guest, &decline_page(&member, &found, "", Troubles::NONE))
}

/// `POST /admin/recovery/{id}/decline`
pub(super) async fn decline(Admin { mut member }: Admin, Path(id): Path<String>, form: Form) -> Reply {
    let found = find(&member, &id).await?;
    let back = format!("{DESK}/{id}/decline");
    let by = match guarded(&member, Guarded::Account, Purpose::Recovery, &back).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let reason: String = form.text("reason").trim().chars().take(LONGEST_REASON).collect();
    if reason.is_empty() {
        let troubles = Troubles::one("reason", trouble::missing(&member.guest.words, Missing::Reason));
        let page = decline_page(&member, &found, "", troubles);
        return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let app = member.guest.app();
    let decided = app.decline_help(&mut member.guest.visit, by, found.user.id, reason).await?;
    follow(decided, Done::HelpDeclined)
}

/// `POST /admin/recovery/agree`
pub(super) async fn agree(Admin { mut member }: Admin, form: Form) -> Reply {
    let (by, id) = match guarded(&member, Guarded::Account, Purpose::Recovery, DESK).await? {
        Ok(by) => (by, code_of(&form)?),
        Err(elsewhere) => return elsewhere,
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    follow(app.agree_to_code(&mut member.guest.visit, &session, by, id).await?, Done::CodeAgreed)
}

/// `POST /admin/recovery/cancel`
pub(super) async fn cancel(Admin { mut member }: Admin, form: Form) -> Reply {
    let (by, id) = match guarded(&member, Guarded::Account, Purpose::Recovery, DESK).await? {
        Ok(by) => (by, code_of(&form)?),
        Err(elsewhere) => return elsewhere,
    };
    let app = member.guest.app();
    follow(app.cancel_code(&mut member.guest.visit, by, id).await?, Done::CodeCancelled)
}

/// `GET /admin/recovery/rules`
pub(super) async fn show_rules(Admin { member }: Admin) -> Reply {
    let page = rules_page(&member, Troubles::NONE).await?;
    reply::page(&member.guest, &page)
}

/// `POST /admin/recovery/rules`
pub(super) async fn save_rules(Admin { mut member }: Admin, form: Form) -> Reply {
    let by = match guarded(&member, Guarded::Account, Purpose::Recovery, RULES).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let seen = form.text("version").parse().map_err(|_| Problem::status(StatusCode::BAD_REQUEST))?;
    let app = member.guest.app();
    let Ok(time_lock) = hours_of(&form) else {
        let troubles = Troubles::one("lock_hours", member.guest.words.say("trouble-lock-hours"));
        let page = rules_page(&member, troubles).await?;
        return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let rules = Allowed { equals_alone: form.ticked("equals_alone"), time_lock };
    match app.save_recovery_rules(&mut member.guest.visit, by, rules, seen).await? {
        Decided::Yes => reply::done(RULES, Done::Saved, []),
        Decided::Denied(_) => reply::done(RULES, Done::OwnersOnly, []),
        Decided::ChangedMeanwhile => {
            let text = trouble::changed_meanwhile(&member.guest.words);
            let page = rules_page(&member, Troubles::one("equals_alone", text)).await?;
            reply::page_with_status(&member.guest, StatusCode::CONFLICT, &page)
        }
    }
}

/// `GET /link/recovery/{token}`: keeps the link's secret in a cookie, as every mailed link does. Nothing is taken back yet.
pub(super) async fn open_link(guest: Guest, Path(token): Path<String>) -> Reply {
    let Some(token) = Token::parse(&token) else { return dead(&guest) };
    match guest.app().look_at_cancel(&guest.visit, &token).await? {
        Some(_) => go("/recovery/cancel", [Jar::Link.set(&token)]),
        None => dead(&guest),
    }
}

/// `GET /recovery/cancel`
pub(super) async fn show_cancel(guest: Guest) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest) };
    match guest.app().look_at_cancel(&guest.visit, &token).await? {
        Some(of) => reply::page(&guest, &Cancel { shell: guest.shell(), of: of.name }),
        None => dead(&guest),
    }
}

/// `POST /recovery/cancel`
pub(super) async fn cancel_by_link(mut guest: Guest, _: Form) -> Reply {
    let Some(token) = guest.token(Jar::Link) else { return dead(&guest) };
    let app = guest.app();
    match app.cancel_code_by_link(&mut guest.visit, &token).await? {
        true => reply::done("/signin", Done::CodeCancelled, [Jar::Link.remove()]),
        false => dead(&guest),
    }
}

fn follow(decided: Decided, done: Done) -> Reply {
    match decided {
        Decided::Yes => reply::done(DESK, done, []),
        Decided::Denied(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
        Decided::ChangedMeanwhile => reply::done(DESK, Done::ChangedMeanwhile, []),
    }
}

fn dead(guest: &Guest) -> Reply {
    reply::page_with_status(guest, StatusCode::GONE, &CancelDead { shell: guest.shell() })
}

async fn find(member: &Member, id: &str) -> Result<ToRecover, Problem> {
    let not_found = || Problem::status(StatusCode::NOT_FOUND);
    let id = id.parse::<UserId>().map_err(|_| not_found())?;
    let found = member.guest.app().look_at_recovery(&member.guest.visit, &member.session, id).await?;
    found.filter(|found| !found.user.standing.is_gone()).ok_or_else(not_found)
}

fn code_of(form: &Form) -> Result<IssuedCodeId, Problem> {
    form.text("code").parse().map_err(|_| Problem::status(StatusCode::NOT_FOUND))
}

fn issue_page(member: &Member, found: &ToRecover) -> Issue {
    let words = &member.guest.words;
    let refused = found.terms.err().map(|why| {
        words.say(match why {
            NotIssued::Denied(Denied::EndUser) => "not-issued-end-user",
            NotIssued::Denied(Denied::Yourself) => "not-issued-yourself",
            NotIssued::Denied(_) => "not-issued-out-of-reach",
            NotIssued::NotActive => "not-issued-not-active",
            NotIssued::NotLockedOut => "not-issued-not-locked-out",
        })
    });
    let waits = found.terms.is_ok_and(|terms| terms.waits);
    Issue {
        shell: member.shell("recovery"),
        id: found.user.id.to_string(),
        name: found.user.name.clone(),
        seen: found.newest.map(|id| id.to_string()).unwrap_or_default(),
        waits: waits.then(|| words.duration(WAITING_TIME.as_secs())),
        refused,
    }
}

fn decline_page(member: &Member, found: &ToRecover, reason: &str, troubles: Troubles) -> Decline {
    Decline {
        shell: member.shell("recovery"),
        id: found.user.id.to_string(),
        name: found.user.name.clone(),
        reason: reason.to_owned(),
        troubles,
    }
}

async fn rules_page(member: &Member, troubles: Troubles) -> Result<Rules, Problem> {
    let now = member.guest.app().recovery_rules(&member.guest.visit).await?;
    Ok(Rules {
        shell: member.shell("recovery"),
        equals_alone: now.rules.equals_alone,
        lock_hours: now.rules.time_lock.map_or(0, LockHours::hours),
        waiting_time: member.guest.words.duration(WAITING_TIME.as_secs()),
        may_change: may_change_rules(member.session.actor()).is_ok(),
        version: now.version,
        troubles,
    })
}

fn request(frame: &Frame, it: &HelpWanted) -> Request {
    let methods: Vec<_> = it.methods.iter().collect();
    Request {
        id: it.user.id.to_string(),
        name: it.user.name.clone(),
        email: it.user.email.to_string(),
        role: it.user.role,
        asked: When::at(it.request.asked_at),
        browser: tell::browser(&frame.words, &it.request.browser),
        address: it.request.address.clone(),
        methods: tell::factors(&frame.words, &methods),
        codes_left: it.codes_left,
        may_help: it.may_help,
        proof: it.proof.as_ref().map(|(proof, by)| {
            let factor = proof.factor.map(|kind| tell::factors(&frame.words, &[kind])).unwrap_or_default();
            (factor, by.clone(), When::at(proof.decided_at.unwrap_or(proof.asked_at)))
        }),
    }
}

fn open_code(guest: &Guest, it: Open) -> OpenCode {
    let now = guest.visit.moment.now();
    OpenCode {
        id: it.id.to_string(),
        of: it.of.name,
        by: it.by.unwrap_or_default(),
        agreed_by: it.agreed_by,
        issued: When::at(it.issued_at),
        works_from: (now < it.works_from).then(|| When::at(it.works_from)),
        until: When::at(it.expires_at),
        may_agree: it.may_agree,
        may_cancel: it.may_cancel,
    }
}
