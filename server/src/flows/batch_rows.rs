//! The rows of a batch, one by one: what would happen to each, and doing it as it is done to one person.

use doorward_core::authority::Actor;
use doorward_core::batch::{Act, Outcome, Row, Verdict, Why, Work, judge_act, judge_import, newcomer};
use doorward_core::event::Event;
use doorward_core::group::Group;
use doorward_core::id::{TenantId, UserId};
use doorward_core::user::{Email, Standing, User};
use doorward_store::groups::{group_holds, group_join, group_leave, group_named};
use doorward_store::users::{user_by_email, user_find};
use doorward_store::{StoreError, Tx};

use super::Result;
use super::journal::Journal;
use super::people::{Acted, NewInvitation, PersonAct};
use super::sessions::{Ending, end};

/// What a batch does, and with which group.
#[derive(Clone, Debug)]
pub(super) struct Task {
    /// What.
    pub(super) work: Work,
    /// The group that it is about, while there is one.
    pub(super) group: Option<Group>,
}

impl Task {
    /// An import.
    pub(super) const IMPORT: Task = Task { work: Work::Import, group: None };
}

/// Finds what would happen to the people of these rows. Nothing changes but the rows.
pub(super) fn look(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    task: &Task,
    actor: Actor,
    rows: &mut [Row],
) -> Result<(), StoreError> {
    for row in rows {
        let person = person_of(tx, tenant, row)?;
        if let Some(person) = &person {
            row.user = Some(person.id);
        }
        match (task.work, &person) {
            // What is on the page is what is there, and not what was typed.
            (Work::Act(_), Some(person)) => {
                (row.email, row.name) = (person.email.key(), person.name.clone());
            }
            (Work::Act(_), None) | (Work::Import, _) => {}
        }
        if row.verdict.is_none() {
            row.verdict = Some(judged(tx, tenant, task, actor, row, person.as_ref())?);
        }
    }
    Ok(())
}

/// Does rows, for whoever began the batch.
pub(super) struct Doing {
    invitation: NewInvitation,
    actor: Actor,
}

impl Doing {
    /// By `actor`, whom an invitation names so.
    pub(super) fn new(mut journal: Journal, actor: Actor, inviter: Option<String>) -> Doing {
        let mut moment = journal.moment.split();
        Doing { invitation: NewInvitation::new(journal, actor, None, inviter, &mut moment), actor }
    }

    pub(super) fn into_journal(self) -> Journal {
        self.invitation.into_journal()
    }

    /// Does what was shown of these rows; where it would be something else by now, nothing.
    pub(super) fn rows(&mut self, tx: &mut Tx<'_>, task: &Task, rows: &mut [Row]) -> Result<(), StoreError> {
        for row in rows.iter_mut().filter(|row| row.outcome.is_none()) {
            let Some(shown) = row.verdict.filter(|it| it.does()) else { continue };
            let tenant = self.invitation.tenant();
            let person = person_of(tx, &tenant, row)?;
            let outcome = if judged(tx, &tenant, task, self.actor, row, person.as_ref())? == shown {
                self.row(tx, task, row, person.as_ref())?
            } else {
                Outcome::LeftOut(Why::Changed)
            };
            row.outcome = Some(outcome);
        }
        Ok(())
    }

    fn row(
        &mut self,
        tx: &mut Tx<'_>,
        task: &Task,
        row: &mut Row,
        person: Option<&User>,
    ) -> Result<Outcome, StoreError> {
        self.invitation.again();
        let acted = match (task.work, person) {
            (Work::Import, _) => {
                let Ok(newcomer) = newcomer(row, |_| true) else { return Ok(Outcome::LeftOut(Why::Changed)) };
                let user = User {
                    tenant: self.invitation.tenant(),
                    id: UserId::new(&mut self.invitation.journal().moment),
                    email: newcomer.email,
                    name: newcomer.name,
                    role: newcomer.role,
                    standing: Standing::Invited,
                    epoch: 1,
                    language: newcomer.language,
                };
                let acted = self.invitation.save(tx, &user)?;
                if matches!(acted, Acted::Done(_)) {
                    for group in groups_of(tx, &user.tenant, &newcomer.groups)?.unwrap_or_default() {
                        self.group(tx, Act::JoinGroup, Some(&group), &user)?;
                    }
                }
                acted
            }
            (Work::Act(act), Some(person)) => match act {
                Act::InviteAgain => self.invitation.act(tx, &person.id, PersonAct::InviteAgain)?,
                Act::Suspend => self.invitation.act(tx, &person.id, PersonAct::Suspend)?,
                Act::Restore => self.invitation.act(tx, &person.id, PersonAct::Restore)?,
                Act::EndSessions => {
                    let actor = self.actor;
                    match end(tx, self.invitation.journal(), actor, person, Ending::All)? {
                        true => Acted::Done(person.id),
                        false => Acted::DoesNotFit,
                    }
                }
                Act::JoinGroup | Act::LeaveGroup => self.group(tx, act, task.group.as_ref(), person)?,
            },
            (Work::Act(_), None) => Acted::DoesNotFit,
        };
        Ok(match acted {
            Acted::Done(id) => {
                row.user = Some(id);
                Outcome::Done
            }
            Acted::Denied(denied) => Outcome::LeftOut(denied.into()),
            Acted::DoesNotFit | Acted::AddressTaken => Outcome::LeftOut(Why::Changed),
        })
    }

    /// Puts a person into the group, or takes them out of it.
    fn group(
        &mut self,
        tx: &mut Tx<'_>,
        act: Act,
        group: Option<&Group>,
        user: &User,
    ) -> Result<Acted, StoreError> {
        let Some(Group { id, name }) = group else { return Ok(Acted::DoesNotFit) };
        let (group, name, journal) = (*id, name.clone(), self.invitation.journal());
        let (done, event) = if act == Act::JoinGroup {
            let (at, by) = (journal.moment.now(), self.actor.person());
            (group_join(tx, &user.tenant, id, &user.id, at, by.as_ref())?, Event::GroupJoined { group, name })
        } else {
            (group_leave(tx, &user.tenant, id, &user.id)?, Event::GroupLeft { group, name })
        };
        if !done {
            return Ok(Acted::DoesNotFit);
        }
        journal.record(tx, self.actor, Some(user), &event)?;
        Ok(Acted::Done(user.id))
    }
}

/// What is to happen to the person of a row, as everything is now.
fn judged(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    task: &Task,
    actor: Actor,
    row: &Row,
    person: Option<&User>,
) -> Result<Verdict, StoreError> {
    let in_group = match (&task.group, person) {
        (Some(group), Some(user)) => Some(group_holds(tx, tenant, &group.id, &user.id)?),
        _ => None,
    };
    Ok(match (task.work, person) {
        (Work::Import, here) => match newcomer(row, |_| true) {
            Ok(newcomer) => {
                let groups = groups_of(tx, tenant, &newcomer.groups)?;
                judge_import(actor, &newcomer, here, groups.is_some())
            }
            Err(why) => Verdict::LeftOut(why),
        },
        (Work::Act(act), Some(person)) => judge_act(actor, act, person, in_group),
        (Work::Act(_), None) => Verdict::LeftOut(Why::DoesNotFit),
    })
}

/// The groups of these names; none where there is no group of one.
fn groups_of(tx: &mut Tx<'_>, tenant: &TenantId, names: &[String]) -> Result<Option<Vec<Group>>, StoreError> {
    names.iter().map(|name| group_named(tx, tenant, name)).collect()
}

/// Whose row it is: by the id, or by the address of a file.
fn person_of(tx: &mut Tx<'_>, tenant: &TenantId, row: &Row) -> Result<Option<User>, StoreError> {
    match (&row.user, Email::parse(&row.email)) {
        (Some(id), _) => user_find(tx, tenant, id),
        (None, Ok(email)) => user_by_email(tx, tenant, &email.key()),
        (None, Err(_)) => Ok(None),
    }
}
