//! Who is signed in now, as an admin sees and ends it.

use axum::extract::Path;
use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use doorward_core::authority::{Act, Target, may, may_end_all};
use doorward_core::id::{SessionId, UserId};
use doorward_core::moment::Time;
use doorward_core::session::Guarded;
use doorward_core::user::UserType;

use crate::flows::view::{SignedInCount, SignedInQuery, SignedInRow as Found};
use crate::flows::{Ending, MOST_COUNTED};
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::signed_in::{EndAll, HowMany, SignedIn, SignedInRow};
use crate::web::problem::{Problem, escaped};
use crate::web::reply::{self, Reply};

use super::confirm::guarded;
use super::security::session_row;

const SESSIONS: &str = "/admin/sessions";

/// So many sessions are on a page.
const PAGE: u64 = 50;

/// `GET /admin/sessions`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let query = &member.guest.query;
    let search = searched(query.text("q"));
    let user_type = UserType::from_key(query.text("of"));
    let wanted =
        SignedInQuery { user_type, search: search.clone(), after: cursor(query.text("after")), limit: PAGE };
    let found = member.guest.app().signed_in_now(&member.guest.visit, wanted).await?;
    let next_url = found.rows.last().filter(|_| found.more).map(|last| {
        let after = cursor_text(last.session.last_seen_at, last.session.id);
        format!("?q={}&of={}&after={after}", escaped(&search), user_type.map_or("", UserType::key))
    });
    let page = SignedIn {
        shell: member.shell("signed-in"),
        team: how_many(&member, UserType::TeamMember, found.team),
        end_users: how_many(&member, UserType::EndUser, found.end_users),
        rows: found.rows.iter().map(|row| row_of(&member, row)).collect(),
        of: user_type.map_or("", UserType::key),
        search,
        next_url,
    };
    reply::page(&member.guest, &page)
}

/// `POST /admin/sessions/end`
pub(super) async fn end(Admin { mut member }: Admin, form: Form) -> Reply {
    let not_found = || Problem::status(StatusCode::NOT_FOUND);
    let by = match guarded(&member, Guarded::Account, Purpose::People, SESSIONS).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let person = form.text("person").parse::<UserId>().map_err(|_| not_found())?;
    let session = form.text("session").parse::<SessionId>().map_err(|_| not_found())?;
    let app = member.guest.app();
    match app.end_sessions_of(&mut member.guest.visit, by, person, Ending::One(session)).await? {
        Ok(true) => {
            let of = UserType::from_key(form.text("of")).map_or("", UserType::key);
            let (done, search) = (Done::SessionEnded.key(), searched(form.text("q")));
            reply::go(&format!("{SESSIONS}?q={}&of={of}&done={done}", escaped(&search)), [])
        }
        Ok(false) => Err(not_found()),
        Err(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
    }
}

/// `GET /admin/sessions/end-all/{of}`
pub(super) async fn show_end_all(Admin { member }: Admin, Path(of): Path<String>) -> Reply {
    let user_type = user_type_of(&of)?;
    let count = member.guest.app().signed_in_of(&member.guest.visit, user_type).await?;
    let how_many = how_many(&member, user_type, count);
    if !how_many.may_end {
        return Err(Problem::status(StatusCode::FORBIDDEN));
    }
    let page = EndAll {
        shell: member.shell("signed-in"),
        of: user_type,
        action: end_all_path(&of),
        how_many,
        mine_too: member.session.user.user_type() == user_type,
    };
    reply::page(&member.guest, &page)
}

/// `POST /admin/sessions/end-all/{of}`
pub(super) async fn end_all(Admin { mut member }: Admin, Path(of): Path<String>, _: Form) -> Reply {
    let user_type = user_type_of(&of)?;
    let by = match guarded(&member, Guarded::Account, Purpose::People, &end_all_path(&of)).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    match app.end_sessions_of_type(&mut member.guest.visit, &session, by, user_type).await? {
        Ok(()) => reply::done(SESSIONS, Done::AllEnded, []),
        Err(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
    }
}

fn how_many(member: &Member, of: UserType, count: SignedInCount) -> HowMany {
    let more = count.sessions > MOST_COUNTED;
    HowMany {
        people: count.people,
        sessions: count.sessions.min(MOST_COUNTED),
        more,
        may_end: may_end_all(member.session.actor(), of).is_ok(),
    }
}

fn row_of(member: &Member, row: &Found) -> SignedInRow {
    let target = Target { id: row.user.id, role: row.user.role };
    SignedInRow {
        person: row.user.id.to_string(),
        name: row.user.name.clone(),
        email: row.user.email.to_string(),
        role: row.user.role,
        session: session_row(&member.guest, &row.session, Some(member.session.id)),
        may_end: may(member.session.actor(), Act::EndSessions, target).is_ok(),
    }
}

fn searched(text: &str) -> String {
    text.trim().chars().take(100).collect()
}

fn user_type_of(path: &str) -> Result<UserType, Problem> {
    match path {
        "team-members" => Ok(UserType::TeamMember),
        "end-users" => Ok(UserType::EndUser),
        _ => Err(Problem::status(StatusCode::NOT_FOUND)),
    }
}

fn end_all_path(of: &str) -> String {
    format!("{SESSIONS}/end-all/{of}")
}

fn cursor_text(seen: Time, id: SessionId) -> String {
    BASE64URL_NOPAD.encode(&[id.as_bytes().as_slice(), &seen.millis().to_be_bytes()].concat())
}

fn cursor(text: &str) -> Option<(Time, SessionId)> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let (id, seen) = bytes.split_first_chunk::<16>()?;
    let seen = i64::from_be_bytes(seen.try_into().ok()?);
    Some((Time::from_millis(seen), SessionId::from_bytes(*id)))
}
