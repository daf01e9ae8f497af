//! Groups of people: the list of them, and making, renaming and deleting one.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::group::{Group, MOST_GROUPS, group_name};
use doorward_core::id::GroupId;
use doorward_core::session::Guarded;

use crate::flows::view::GroupRow;
use crate::flows::{GroupChanged, MOST_PEOPLE_COUNTED};
use crate::i18n::Words;
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::groups::{DeleteGroup, GroupPage, Groups, OneGroup};
use crate::web::pages::people::Count;
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::Troubles;

use super::confirm::guarded;

const LIST: &str = "/admin/groups";

/// `GET /admin/groups`
pub(super) async fn list(Admin { member }: Admin) -> Reply {
    reply::page(&member.guest, &list_page(&member, "", Troubles::NONE).await?)
}

/// `POST /admin/groups`: makes a group.
pub(super) async fn make(Admin { mut member }: Admin, form: Form) -> Reply {
    let by = match guarded(&member, Guarded::Account, Purpose::People, LIST).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let typed = form.text("name");
    let Ok(name) = group_name(typed) else {
        let troubles = Troubles::one("name", member.guest.words.say("trouble-group-name"));
        let page = list_page(&member, typed, troubles).await?;
        return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let app = member.guest.app();
    let made = app.make_group(&mut member.guest.visit, by, name).await?;
    match refusal(&member.guest.words, made) {
        None => follow(made, LIST, Done::GroupMade),
        Some(text) => {
            let page = list_page(&member, typed, Troubles::one("name", text)).await?;
            reply::page_with_status(&member.guest, StatusCode::CONFLICT, &page)
        }
    }
}

/// `GET /admin/groups/{id}`
pub(super) async fn show(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let group = find(&member, &id).await?;
    let typed = group.name.clone();
    reply::page(&member.guest, &page_of(&member, group, &typed, Troubles::NONE))
}

/// `POST /admin/groups/{id}`: gives it another name.
pub(super) async fn rename(Admin { mut member }: Admin, Path(id): Path<String>, form: Form) -> Reply {
    let (group, back) = (find(&member, &id).await?, path_of(&id));
    let by = match guarded(&member, Guarded::Account, Purpose::People, &back).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let typed = form.text("name");
    let Ok(name) = group_name(typed) else {
        let troubles = Troubles::one("name", member.guest.words.say("trouble-group-name"));
        let page = page_of(&member, group, typed, troubles);
        return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let app = member.guest.app();
    let renamed = app.rename_group(&mut member.guest.visit, by, Group { id: group.id, name }).await?;
    match refusal(&member.guest.words, renamed) {
        None => follow(renamed, &back, Done::GroupRenamed),
        Some(text) => {
            let page = page_of(&member, group, typed, Troubles::one("name", text));
            reply::page_with_status(&member.guest, StatusCode::CONFLICT, &page)
        }
    }
}

/// `GET /admin/groups/{id}/delete`
pub(super) async fn show_delete(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let Group { id, name } = find(&member, &id).await?;
    reply::page(&member.guest, &DeleteGroup { shell: member.shell("groups"), id: id.to_string(), name })
}

/// `POST /admin/groups/{id}/delete`
pub(super) async fn delete(Admin { mut member }: Admin, Path(id): Path<String>, _: Form) -> Reply {
    let (group, back) = (find(&member, &id).await?, format!("{}/delete", path_of(&id)));
    let by = match guarded(&member, Guarded::Account, Purpose::People, &back).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let app = member.guest.app();
    let deleted = app.delete_group(&mut member.guest.visit, by, group.id).await?;
    follow(deleted, LIST, Done::GroupDeleted)
}

fn follow(changed: GroupChanged, to: &str, done: Done) -> Reply {
    match changed {
        GroupChanged::Yes => reply::done(to, done, []),
        GroupChanged::Gone => reply::done(LIST, Done::ChangedMeanwhile, []),
        GroupChanged::Denied | GroupChanged::NameTaken | GroupChanged::Enough => {
            Err(Problem::status(StatusCode::FORBIDDEN))
        }
    }
}

/// What is wrong with a name, in words.
fn refusal(words: &Words, changed: GroupChanged) -> Option<String> {
    match changed {
        GroupChanged::NameTaken => Some(words.say("trouble-group-taken")),
        GroupChanged::Enough => {
            Some(words.phrase("trouble-groups-enough").with("n", MOST_GROUPS).to_string())
        }
        GroupChanged::Yes | GroupChanged::Gone | GroupChanged::Denied => None,
    }
}

async fn list_page(member: &Member, name: &str, troubles: Troubles) -> Result<Groups, Problem> {
    let found = member.guest.app().groups(&member.guest.visit).await?;
    let one = |GroupRow { group, people }: GroupRow| OneGroup {
        id: group.id.to_string(),
        name: group.name,
        people: match people {
            n if n > MOST_PEOPLE_COUNTED => Count::MoreThan(MOST_PEOPLE_COUNTED),
            n => Count::Exactly(n),
        },
    };
    Ok(Groups {
        shell: member.shell("groups"),
        rows: found.into_iter().map(one).collect(),
        name: name.to_owned(),
        troubles,
    })
}

fn page_of(member: &Member, group: Group, typed: &str, troubles: Troubles) -> GroupPage {
    let Group { id, name } = group;
    GroupPage { shell: member.shell("groups"), id: id.to_string(), name, typed: typed.to_owned(), troubles }
}

async fn find(member: &Member, id: &str) -> Result<Group, Problem> {
    let not_found = || Problem::status(StatusCode::NOT_FOUND);
    let id = id.parse::<GroupId>().map_err(|_| not_found())?;
    member.guest.app().group(&member.guest.visit, id).await?.ok_or_else(not_found)
}

fn path_of(id: &str) -> String {
    format!("{LIST}/{id}")
}
