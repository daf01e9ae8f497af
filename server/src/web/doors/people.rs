//! One person, as an admin sees and changes them, and inviting somebody.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::authority::{Act as Wanted, Denied, Target, may, may_invite};
use doorward_core::factor::Methods;
use doorward_core::id::{SessionId, UserId};
use doorward_core::moment::Time;
use doorward_core::policy::SecondFactor;
use doorward_core::recovery::{Rules, issue};
use doorward_core::session::Guarded;
use doorward_core::user::{Email, Role, Standing, User, UserType, name};

use crate::flows::{Acted, Ending, Person, PersonAct};
use crate::web::form::Form;
use crate::web::guard::{Admin, Frame, Member};
use crate::web::history;
use crate::web::notice::{Done, Purpose};
use crate::web::pages::exemptions::Exemption;
use crate::web::pages::people::{Act, ConfirmAct, Invite, PersonPage, PersonRow, RoleChoice};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::{Troubles, When};
use crate::web::trace;
use crate::web::trouble::{self, Missing};

use super::confirm::guarded;
use super::security::{device_of, device_row, methods, session_row};

/// `GET /admin/team-members/invite`
pub(super) async fn show_invite_team(admin: Admin) -> Reply {
    let page = invitation(&admin.member, UserType::TeamMember, "", "", Some(Role::Agent), Troubles::NONE);
    reply::page(&admin.member.guest, &page)
}

/// `GET /admin/end-users/invite`
pub(super) async fn show_invite_end_user(admin: Admin) -> Reply {
    let page = invitation(&admin.member, UserType::EndUser, "", "", Some(Role::EndUser), Troubles::NONE);
    reply::page(&admin.member.guest, &page)
}

/// `POST /admin/team-members/invite`
pub(super) async fn invite_team(admin: Admin, form: Form) -> Reply {
    invite(admin.member, form, UserType::TeamMember).await
}

/// `POST /admin/end-users/invite`
pub(super) async fn invite_end_user(admin: Admin, form: Form) -> Reply {
    invite(admin.member, form, UserType::EndUser).await
}

/// `GET /admin/people/{id}`
pub(super) async fn person(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let person = find(&member, &id).await?;
    let frame: &Frame = &member.guest;
    let now = member.guest.visit.moment.now();
    let page = PersonPage {
        shell: member.shell(here(person.facts.user.user_type())),
        added: When::at(person.times.created_at),
        archived: person.times.archived_at.map(When::at),
        methods: methods(frame, &person.passkeys, &person.authenticators, &person.receivers, &person.facts),
        sendings: person.sendings.iter().map(|row| trace::told(row, now)).collect(),
        codes_left: person.codes_left,
        devices: person.devices.iter().map(|row| device_row(frame, row, None)).collect(),
        sessions: person
            .sessions
            .iter()
            .map(|row| session_row(frame, row, Some(member.session.id)))
            .collect(),
        sign_ins: person.sign_ins.iter().filter_map(|it| history::told(&frame.words, it)).collect(),
        acts: acts(&member, &person.facts.user),
        may_recover: issue(member.session.actor(), &person.facts, Rules::default(), now).is_ok(),
        exemption: person.exemption.as_ref().map(|it| Exemption::told(&frame.words, it)),
        may_exempt: may_exempt(&member, &person.facts.user),
        may_ask: may_ask(&member, &person.facts.user),
        groups: person.groups.clone(),
        is_me: person.facts.user.id == member.session.user.id,
        person: row_of(frame, &person, now),
    };
    reply::page(&member.guest, &page)
}

/// `POST /admin/people/{id}/end-session`
pub(super) async fn end_session(Admin { mut member }: Admin, Path(id): Path<String>, form: Form) -> Reply {
    let (person, back) = (find(&member, &id).await?, path_of(&id));
    let by = match guarded(&member, Guarded::Account, Purpose::People, &back).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let session =
        form.text("session").parse::<SessionId>().map_err(|_| Problem::status(StatusCode::NOT_FOUND))?;
    let (app, of) = (member.guest.app(), person.facts.user.id);
    match app.end_sessions_of(&mut member.guest.visit, by, of, Ending::One(session)).await? {
        Ok(true) => reply::done(&back, Done::SessionEnded, []),
        Ok(false) => Err(Problem::status(StatusCode::NOT_FOUND)),
        Err(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
    }
}

/// `POST /admin/people/{id}/end-device`
pub(super) async fn end_device(Admin { mut member }: Admin, Path(id): Path<String>, form: Form) -> Reply {
    let (person, back) = (find(&member, &id).await?, path_of(&id));
    let by = match guarded(&member, Guarded::Account, Purpose::People, &back).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (app, of, device) = (member.guest.app(), person.facts.user.id, device_of(&form)?);
    match app.end_sessions_of(&mut member.guest.visit, by, of, Ending::Device(device)).await? {
        Ok(true) => reply::done(&back, Done::DeviceForgotten, []),
        Ok(false) => Err(Problem::status(StatusCode::NOT_FOUND)),
        Err(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
    }
}

/// `GET /admin/people/{id}/{act}`
pub(super) async fn show_act(Admin { member }: Admin, Path((id, act)): Path<(String, String)>) -> Reply {
    let (person, act) = (find(&member, &id).await?, act_of(&act)?);
    if !acts(&member, &person.facts.user).contains(&act) {
        return Err(Problem::status(StatusCode::FORBIDDEN));
    }
    let page = confirmation(&member, &person, act, Troubles::NONE);
    reply::page(&member.guest, &page)
}

/// `POST /admin/people/{id}/{act}`
pub(super) async fn act(
    Admin { mut member }: Admin,
    Path((id, act)): Path<(String, String)>,
    form: Form,
) -> Reply {
    let (person, act) = (find(&member, &id).await?, act_of(&act)?);
    let by = match guarded(
        &member,
        Guarded::Account,
        Purpose::People,
        &format!("{}/{}", path_of(&id), act.path()),
    )
    .await?
    {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (app, session, on) = (member.guest.app(), member.session.clone(), person.facts.user.id);
    let (wanted, notice) = match act {
        Act::EndSessions => {
            let ended = app.end_sessions_of(&mut member.guest.visit, by, on, Ending::All).await?;
            return match ended {
                Ok(true) => reply::done(&path_of(&id), Done::SessionsEnded, []),
                Ok(false) => reply::done(&path_of(&id), Done::ChangedMeanwhile, []),
                Err(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
            };
        }
        Act::ChangeRole => {
            let Some(role) = Role::from_key(form.text("role")) else {
                let troubles = Troubles::one("role", trouble::missing(&member.guest.words, Missing::Role));
                let page = confirmation(&member, &person, act, troubles);
                return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
            };
            (PersonAct::ChangeRole(role), Done::RoleChanged)
        }
        Act::InviteAgain => (PersonAct::InviteAgain, Done::Invited),
        Act::Archive if !form.ticked("sure") => {
            let troubles = Troubles::one("sure", trouble::missing(&member.guest.words, Missing::SureTick));
            let page = confirmation(&member, &person, act, troubles);
            return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        Act::Archive => (PersonAct::Archive, Done::Archived),
        Act::Erase if !is_address_of(&person, form.text("email")) => {
            let troubles = Troubles::one("email", trouble::other_address(&member.guest.words));
            let page = confirmation(&member, &person, act, troubles);
            return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        Act::Erase => (PersonAct::Erase, Done::Erased),
        Act::Suspend => (PersonAct::Suspend, Done::Suspended),
        Act::Restore => (PersonAct::Restore, Done::Restored),
    };
    match app.act(&mut member.guest.visit, &session, by, on, wanted).await? {
        Acted::Done(_) => reply::done(&path_of(&id), notice, []),
        Acted::Denied(Denied::LastOwner) => reply::done(&path_of(&id), Done::LastOwner, []),
        Acted::Denied(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
        Acted::DoesNotFit | Acted::AddressTaken => reply::done(&path_of(&id), Done::ChangedMeanwhile, []),
    }
}

/// Whether this role may exempt this person, as they are now.
fn may_exempt(member: &Member, user: &User) -> bool {
    let target = Target { id: user.id, role: user.role };
    !user.standing.is_gone() && may(member.session.actor(), Wanted::Exempt, target).is_ok()
}

async fn invite(mut member: Member, form: Form, user_type: UserType) -> Reply {
    let back = format!("{}/invite", list_path(user_type));
    let by = match guarded(&member, Guarded::Account, Purpose::People, &back).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (typed_name, typed_email) = (form.text("name"), form.text("email"));
    let role = Role::from_key(form.text("role")).filter(|role| role.user_type() == user_type);
    let words = &member.guest.words;
    let mut troubles = Troubles::NONE;
    let fit_name = name(typed_name);
    if fit_name.is_err() {
        troubles = troubles.and("name", trouble::missing(words, Missing::Name));
    }
    let email = Email::parse(typed_email);
    if email.is_err() {
        troubles = troubles.and("email", trouble::not_an_email(words));
    }
    if role.is_none() {
        troubles = troubles.and("role", trouble::missing(words, Missing::Role));
    }
    let (Ok(fit_name), Ok(email), Some(role)) = (fit_name, email, role) else {
        let page = invitation(&member, user_type, typed_name, typed_email, role, troubles);
        return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    match app.invite(&mut member.guest.visit, &session, by, fit_name, email, role).await? {
        Acted::Done(_) => reply::done(list_path(user_type), Done::Invited, []),
        Acted::Denied(_) | Acted::DoesNotFit => Err(Problem::status(StatusCode::FORBIDDEN)),
        Acted::AddressTaken => {
            let troubles = Troubles::one("email", trouble::already_here(&member.guest.words));
            let page = invitation(&member, user_type, typed_name, typed_email, Some(role), troubles);
            reply::page_with_status(&member.guest, StatusCode::CONFLICT, &page)
        }
    }
}

fn invitation(
    member: &Member,
    user_type: UserType,
    name: &str,
    email: &str,
    chosen: Option<Role>,
    troubles: Troubles,
) -> Invite {
    let actor = member.session.actor();
    let offered = Role::ALL
        .into_iter()
        .filter(|role| role.user_type() == user_type && may_invite(actor, *role).is_ok());
    Invite {
        shell: member.shell(here(user_type)),
        user_type,
        email: email.to_owned(),
        name: name.to_owned(),
        roles: offered.map(|role| RoleChoice { role, chosen: chosen == Some(role) }).collect(),
        troubles,
    }
}

fn confirmation(member: &Member, person: &Person, act: Act, troubles: Troubles) -> ConfirmAct {
    let user = &person.facts.user;
    let (actor, target) = (member.session.actor(), Target { id: user.id, role: user.role });
    let offered = Role::ALL
        .into_iter()
        .filter(|role| *role != user.role && may(actor, Wanted::ChangeRole(*role), target).is_ok())
        .map(|role| RoleChoice { role, chosen: false });
    ConfirmAct {
        shell: member.shell(here(user.user_type())),
        act,
        action: format!("{}/{}", path_of(&user.id.to_string()), act.path()),
        roles: if act == Act::ChangeRole { offered.collect() } else { Vec::new() },
        person: row_of(&member.guest, person, member.guest.visit.moment.now()),
        troubles,
    }
}

/// The acts that this role may do to this person, as they are now: others are not offered.
fn acts(member: &Member, user: &User) -> Vec<Act> {
    let (actor, target) = (member.session.actor(), Target { id: user.id, role: user.role });
    let allowed = |act: &Act| match (act, user.standing) {
        (Act::ChangeRole, standing) if !standing.is_gone() => Role::ALL
            .into_iter()
            .any(|role| role != user.role && may(actor, Wanted::ChangeRole(role), target).is_ok()),
        (Act::InviteAgain, Standing::Invited) => may(actor, Wanted::InviteAgain, target).is_ok(),
        (Act::EndSessions, Standing::Active) => may(actor, Wanted::EndSessions, target).is_ok(),
        (Act::Suspend, Standing::Active | Standing::Invited) | (Act::Restore, Standing::Suspended) => {
            may(actor, Wanted::Suspend, target).is_ok()
        }
        (Act::Archive, standing) if !standing.is_gone() => may(actor, Wanted::Archive, target).is_ok(),
        (Act::Erase, Standing::Archived) => may(actor, Wanted::Erase, target).is_ok(),
        _ => false,
    };
    Act::ALL.into_iter().filter(allowed).collect()
}

pub(super) async fn find(member: &Member, id: &str) -> Result<Person, Problem> {
    let not_found = || Problem::status(StatusCode::NOT_FOUND);
    let id = id.parse::<UserId>().map_err(|_| not_found())?;
    member.guest.app().person(&member.guest.visit, id).await?.ok_or_else(not_found)
}

fn act_of(path: &str) -> Result<Act, Problem> {
    let found = Act::ALL.into_iter().find(|act| act.path() == path);
    found.ok_or_else(|| Problem::status(StatusCode::NOT_FOUND))
}

/// Whether what was typed is the address of the very person.
fn is_address_of(person: &Person, typed: &str) -> bool {
    Email::parse(typed).is_ok_and(|typed| typed.key() == person.facts.user.email.key())
}

fn row_of(frame: &Frame, person: &Person, now: Time) -> PersonRow {
    let (user, facts) = (&person.facts.user, &person.facts);
    let must_enrol = facts.required(now) == SecondFactor::MustEnrol && !user.standing.is_gone();
    let sessions = u64::try_from(person.sessions.len()).unwrap_or(0);
    let last_sign_in = person.times.last_sign_in_at;
    person_row(frame, user, facts.methods, must_enrol, last_sign_in, sessions)
}

pub(super) fn person_row(
    frame: &Frame,
    user: &User,
    methods: Methods,
    must_enrol: bool,
    last_sign_in: Option<Time>,
    sessions: u64,
) -> PersonRow {
    let (name, email) = match user.standing {
        Standing::Erased => (frame.words.say("person-erased"), "–".to_owned()),
        _ => (user.name.clone(), user.email.to_string()),
    };
    PersonRow {
        id: user.id.to_string(),
        name,
        email,
        role: user.role,
        standing: user.standing,
        methods: methods.iter().collect(),
        must_enrol,
        last_sign_in: last_sign_in.map(When::at),
        sessions,
    }
}

fn path_of(id: &str) -> String {
    format!("/admin/people/{id}")
}

pub(super) fn list_path(user_type: UserType) -> &'static str {
    match user_type {
        UserType::TeamMember => "/admin/team-members",
        UserType::EndUser => "/admin/end-users",
    }
}

pub(super) fn here(user_type: UserType) -> &'static str {
    match user_type {
        UserType::TeamMember => "team_members",
        UserType::EndUser => "end_users",
    }
}

fn may_ask(member: &Member, user: &User) -> bool {
    let target = Target { id: user.id, role: user.role };
    user.standing == Standing::Active && may(member.session.actor(), Wanted::AskForProof, target).is_ok()
}
