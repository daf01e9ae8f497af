//! Groups of people: making, renaming and deleting one, and which there are. People come into one by an act on many (`flows/batches.rs`).

use doorward_core::authority::may_administer;
use doorward_core::event::Event;
use doorward_core::group::{Group, MOST_GROUPS};
use doorward_core::id::GroupId;
use doorward_core::session::SteppedUp;
use doorward_store::groups::{
    GroupRow, group_find, group_insert, group_list, group_named, group_names, group_remove, group_rename,
};
use doorward_store::{StoreError, Tx};

use super::sessions::while_signed_in;
use super::{App, MOST_PEOPLE_COUNTED, Result, Visit};

/// What a change of a group came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GroupChanged {
    /// It is done.
    Yes,
    /// The account has a group of that name already.
    NameTaken,
    /// The account has as many groups as it may.
    Enough,
    /// There is no such group, or none any more.
    Gone,
    /// The role does not allow it, or the session was ended meanwhile.
    Denied,
}

/// What is changed of the groups of an account.
#[derive(Clone, Debug)]
enum Change {
    Make(Group),
    Rename(Group),
    Delete(GroupId),
}

impl App {
    /// Makes a group of that name, in which nobody is.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn make_group(&self, visit: &mut Visit, by: SteppedUp, name: String) -> Result<GroupChanged> {
        let id = GroupId::new(&mut visit.moment);
        self.change_group(visit, by, Change::Make(Group { id, name })).await
    }

    /// Gives a group another name.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn rename_group(&self, visit: &mut Visit, by: SteppedUp, group: Group) -> Result<GroupChanged> {
        self.change_group(visit, by, Change::Rename(group)).await
    }

    /// Deletes a group. Its people stay.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn delete_group(&self, visit: &mut Visit, by: SteppedUp, id: GroupId) -> Result<GroupChanged> {
        self.change_group(visit, by, Change::Delete(id)).await
    }

    /// The groups of the account by name, each with its people, counted as far as [`MOST_PEOPLE_COUNTED`] and one more.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn groups(&self, visit: &Visit) -> Result<Vec<GroupRow>> {
        let tenant = visit.tenant.id;
        let most = MOST_PEOPLE_COUNTED.saturating_add(1);
        Ok(self.0.store.read(move |tx| group_list(tx, &tenant, most)).await?)
    }

    /// A group of the account.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn group(&self, visit: &Visit, id: GroupId) -> Result<Option<Group>> {
        let tenant = visit.tenant.id;
        Ok(self.0.store.read(move |tx| group_find(tx, &tenant, &id)).await?)
    }

    async fn change_group(&self, visit: &mut Visit, by: SteppedUp, change: Change) -> Result<GroupChanged> {
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now, actor) = (journal.tenant.id, journal.moment.now(), by.actor());
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), may_administer(actor))? {
                journal.record(tx, actor, None, &Event::Denied { why })?;
                return Ok::<_, StoreError>(GroupChanged::Denied);
            }
            let event = match &change {
                Change::Make(group) => {
                    let groups = group_names(tx, &tenant)?.len();
                    if u64::try_from(groups).unwrap_or(u64::MAX) >= MOST_GROUPS {
                        return Ok(GroupChanged::Enough);
                    }
                    if !group_insert(tx, &tenant, group, now, actor.person().as_ref())? {
                        return Ok(GroupChanged::NameTaken);
                    }
                    Event::GroupMade { name: group.name.clone() }
                }
                Change::Rename(group) => {
                    let Some(before) = group_find(tx, &tenant, &group.id)? else {
                        return Ok(GroupChanged::Gone);
                    };
                    if group_named(tx, &tenant, &group.name)?.is_some_and(|it| it.id != group.id) {
                        return Ok(GroupChanged::NameTaken);
                    }
                    if before.name == group.name {
                        return Ok(GroupChanged::Yes);
                    }
                    group_rename(tx, &tenant, group)?;
                    Event::GroupRenamed { from: before.name, to: group.name.clone() }
                }
                Change::Delete(id) => {
                    let Some(Group { name, .. }) = group_find(tx, &tenant, id)? else {
                        return Ok(GroupChanged::Gone);
                    };
                    let people = group_remove(tx, &tenant, id)?;
                    Event::GroupDeleted { name, people }
                }
            };
            journal.record(tx, actor, None, &event)?;
            Ok(GroupChanged::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }
}
