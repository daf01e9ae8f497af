//! Team members and end users in lists, searched and narrowed down.

use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use doorward_core::deadline::excuse;
use doorward_core::finding::{Shelf, Wanted};
use doorward_core::id::UserId;
use doorward_core::moment::Time;
use doorward_core::policy::{Policy, SecondFactor, required_factors};
use doorward_core::user::{Role, Standing, UserType};

use crate::flows::MOST_PEOPLE_COUNTED;
use crate::flows::view::{Cursor, UserQuery, UserRow};
use crate::web::form::Form;
use crate::web::guard::{Admin, Frame, Member};
use crate::web::pages::people::{Count, Narrowed, People, PersonRow};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};

use super::people::{here, person_row};

/// So many people are on a page.
const PAGE: u64 = 50;

/// No search is longer.
const LONGEST_SEARCH: usize = 100;

/// `GET /admin/team-members`
pub(super) async fn team(admin: Admin) -> Reply {
    list(admin.member, UserType::TeamMember).await
}

/// `GET /admin/end-users`
pub(super) async fn end_users(admin: Admin) -> Reply {
    list(admin.member, UserType::EndUser).await
}

/// `POST /admin/export`: a list as it was narrowed down.
pub(super) async fn export(Admin { mut member }: Admin, form: Form) -> Reply {
    let missing = || Problem::status(StatusCode::BAD_REQUEST);
    let user_type = UserType::from_key(form.text("of")).ok_or_else(missing)?;
    let (app, session) = (member.guest.app().clone(), member.session.clone());
    let begun = app.export_people(&mut member.guest.visit, &session, wanted(&form, user_type)).await?;
    let Some(mut file) = begun else { return Err(Problem::status(StatusCode::FORBIDDEN)) };
    let name = format!("{}.csv", user_type.key().replace('_', "-"));
    reply::long_file(&name, "text/csv; charset=utf-8", |out| async move {
        while let Some(piece) = app.next_of_people(&mut file).await?
            && out.send(piece).await
        {}
        Ok(())
    })
}

/// Who was ticked in a list.
pub(super) fn ticked(form: &Form) -> Vec<UserId> {
    form.ticked_of("p-").iter().filter_map(|id| id.parse().ok()).collect()
}

async fn list(member: Member, user_type: UserType) -> Reply {
    let fields = &member.guest.query;
    let wanted = wanted(fields, user_type);
    let query = UserQuery { wanted: wanted.clone(), after: cursor(fields.text("after")), limit: PAGE };
    let is_first = query.after.is_none();
    let found = member.guest.app().people(&member.guest.visit, query).await?;
    let shown = u64::try_from(found.people.len()).unwrap_or(0);
    let matching = match (wanted.is_narrow() || !is_first, found.after.is_some()) {
        (false, _) if found.all > MOST_PEOPLE_COUNTED => Count::MoreThan(MOST_PEOPLE_COUNTED),
        (false, _) => Count::Exactly(found.all),
        (true, true) => Count::MoreThan(shown),
        (true, false) => Count::Exactly(shown),
    };
    let now = member.guest.visit.moment.now();
    let page = People {
        shell: member.shell(here(user_type)),
        user_type,
        rows: found.people.iter().map(|row| list_row(&member.guest, row, &found.policy, now)).collect(),
        matching,
        with_second_factor: found.adoption.filter(|_| is_first).map(|it| it.with_second_factor),
        next_url: found.after.as_ref().map(|after| next_url(fields, after)),
        narrowed: narrowed(&wanted),
        groups: found.groups,
    };
    reply::page(&member.guest, &page)
}

/// Whom the fields of a list ask for.
pub(super) fn wanted(fields: &Form, user_type: UserType) -> Wanted {
    let archived = fields.text("show") == "archived";
    let standing = Standing::from_key(fields.text("standing")).filter(|it| !it.is_gone() && !archived);
    Wanted {
        shelf: Shelf { user_type, archived },
        search: fields.text("q").trim().chars().take(LONGEST_SEARCH).collect(),
        role: Role::from_key(fields.text("role")).filter(|role| role.user_type() == user_type),
        standing,
        second_factor: match fields.text("second") {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        },
        group: fields.text("group").parse().ok().filter(|_| !archived),
    }
}

/// The same, as the page shows it.
pub(super) fn narrowed(wanted: &Wanted) -> Narrowed {
    Narrowed {
        search: wanted.search.clone(),
        archived: wanted.shelf.archived,
        role: wanted.role,
        standing: wanted.standing,
        second_factor: wanted.second_factor,
        group: wanted.group,
        by_anything: wanted.is_narrow(),
    }
}

/// The page after this one, by the same fields.
fn next_url(fields: &Form, after: &Cursor) -> String {
    let same = fields.query_without(&["after", "done", "because"]);
    let and = if same.is_empty() { "" } else { "&" };
    format!("?{same}{and}after={}", cursor_text(after))
}

fn list_row(frame: &Frame, row: &UserRow, policy: &Policy, now: Time) -> PersonRow {
    let relief = excuse(&policy.terms, row.exemption, row.grace, now).map(|excuse| excuse.relief);
    let asked = required_factors(policy, row.methods, row.must_enrol, relief, false);
    let must_enrol = asked == SecondFactor::MustEnrol && !row.user.standing.is_gone();
    person_row(frame, &row.user, row.methods, must_enrol, row.last_sign_in_at, row.sessions)
}

/// Where a list goes on, in an address.
pub(super) fn cursor_text((key, id): &Cursor) -> String {
    BASE64URL_NOPAD.encode(&[id.as_bytes().as_slice(), key].concat())
}

/// The same, read.
pub(super) fn cursor(text: &str) -> Option<Cursor> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let (id, key) = bytes.split_first_chunk::<16>()?;
    Some((key.to_vec(), UserId::from_bytes(*id)))
}
