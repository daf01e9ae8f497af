//! Groups of people, and who is in which. Whoever comes into a group, or leaves it, is made findable anew in the same transaction.

use doorward_core::finding::Range;
use doorward_core::group::{Group, group_key};
use doorward_core::id::{GroupId, TenantId, UserId};
use doorward_core::moment::Time;

use crate::findings::finding_write;
use crate::ids::int;
use crate::{FromRow, Result, Row, Tx};

/// A group, and how many people are in it.
#[derive(Clone, Debug)]
pub struct GroupRow {
    /// The group.
    pub group: Group,
    /// So many, counted as far as was asked.
    pub people: u64,
}

impl FromRow for GroupRow {
    fn from_row(row: &Row<'_>) -> Result<GroupRow> {
        Ok(GroupRow { group: group_from(row)?, people: row.count(2)? })
    }
}

struct Found(Group);

impl FromRow for Found {
    fn from_row(row: &Row<'_>) -> Result<Found> {
        Ok(Found(group_from(row)?))
    }
}

/// Keeps a new group. False when the account has one of that name.
pub fn group_insert(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    group: &Group,
    at: Time,
    by: Option<&UserId>,
) -> Result<bool> {
    let kept = tx.run(
        "INSERT INTO groups (tenant_id, id, name, name_key, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id, name_key) DO NOTHING",
        &[
            tenant.into(),
            (&group.id).into(),
            group.name.as_str().into(),
            group_key(&group.name).as_slice().into(),
            at.into(),
            by.into(),
        ],
    )?;
    Ok(kept == 1)
}

/// Gives a group another name, which no other has: see [`group_named`]. False when it is gone.
pub fn group_rename(tx: &mut Tx<'_>, tenant: &TenantId, group: &Group) -> Result<bool> {
    let renamed = tx.run(
        "UPDATE groups SET name = $3, name_key = $4 WHERE tenant_id = $1 AND id = $2",
        &[
            tenant.into(),
            (&group.id).into(),
            group.name.as_str().into(),
            group_key(&group.name).as_slice().into(),
        ],
    )?;
    Ok(renamed == 1)
}

/// Takes a group away, and its people out of it; how many they were.
pub fn group_remove(tx: &mut Tx<'_>, tenant: &TenantId, id: &GroupId) -> Result<u64> {
    let Range { from, to } = Range::of_group(*id);
    for shelf in ["team", "end_users"] {
        tx.run(
            "DELETE FROM findings WHERE tenant_id = $1 AND shelf = $2 AND entry >= $3 AND entry < $4",
            &[tenant.into(), shelf.into(), (&from).into(), (&to).into()],
        )?;
    }
    let people = tx.run(
        "DELETE FROM group_members WHERE tenant_id = $1 AND group_id = $2",
        &[tenant.into(), id.into()],
    )?;
    tx.run("DELETE FROM groups WHERE tenant_id = $1 AND id = $2", &[tenant.into(), id.into()])?;
    Ok(people)
}

/// The groups of an account by name, each with its people, counted as far as `most`.
pub fn group_list(tx: &mut Tx<'_>, tenant: &TenantId, most: u64) -> Result<Vec<GroupRow>> {
    tx.all(
        "SELECT g.id, g.name, (SELECT count(*) FROM (SELECT 1 FROM group_members m
                                                      WHERE m.tenant_id = $1 AND m.group_id = g.id LIMIT $2) counted)
           FROM groups g WHERE g.tenant_id = $1 ORDER BY g.name_key",
        &[tenant.into(), int(most).into()],
    )
}

/// The names of an account's groups.
pub fn group_names(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<Vec<Group>> {
    let found = tx.all::<Found>(
        "SELECT id, name FROM groups WHERE tenant_id = $1 ORDER BY name_key",
        &[tenant.into()],
    )?;
    Ok(found.into_iter().map(|Found(group)| group).collect())
}

/// A group.
pub fn group_find(tx: &mut Tx<'_>, tenant: &TenantId, id: &GroupId) -> Result<Option<Group>> {
    let found = tx.one::<Found>(
        "SELECT id, name FROM groups WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into()],
    )?;
    Ok(found.map(|Found(group)| group))
}

/// The group of a name.
pub fn group_named(tx: &mut Tx<'_>, tenant: &TenantId, name: &str) -> Result<Option<Group>> {
    let found = tx.one::<Found>(
        "SELECT id, name FROM groups WHERE tenant_id = $1 AND name_key = $2",
        &[tenant.into(), group_key(name).as_slice().into()],
    )?;
    Ok(found.map(|Found(group)| group))
}

/// The groups that a person is in, by name.
pub fn groups_of(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<Vec<Group>> {
    let found = tx.all::<Found>(
        "SELECT g.id, g.name FROM group_members m JOIN groups g ON g.tenant_id = m.tenant_id AND g.id = m.group_id
          WHERE m.tenant_id = $1 AND m.user_id = $2 ORDER BY g.name_key",
        &[tenant.into(), user.into()],
    )?;
    Ok(found.into_iter().map(|Found(group)| group).collect())
}

/// Whether a person is in a group.
pub fn group_holds(tx: &mut Tx<'_>, tenant: &TenantId, group: &GroupId, user: &UserId) -> Result<bool> {
    let held = tx.one::<i64>(
        "SELECT count(*) FROM group_members WHERE tenant_id = $1 AND group_id = $2 AND user_id = $3",
        &[tenant.into(), group.into(), user.into()],
    )?;
    Ok(held == Some(1))
}

/// Puts a person into a group. False when they are in it already.
pub fn group_join(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    group: &GroupId,
    user: &UserId,
    at: Time,
    by: Option<&UserId>,
) -> Result<bool> {
    let joined = tx.run(
        "INSERT INTO group_members (tenant_id, group_id, user_id, added_at, added_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, group_id, user_id) DO NOTHING",
        &[tenant.into(), group.into(), user.into(), at.into(), by.into()],
    )?;
    found_anew(tx, tenant, user, joined)
}

/// Takes a person out of a group. False when they are not in it.
pub fn group_leave(tx: &mut Tx<'_>, tenant: &TenantId, group: &GroupId, user: &UserId) -> Result<bool> {
    let left = tx.run(
        "DELETE FROM group_members WHERE tenant_id = $1 AND group_id = $2 AND user_id = $3",
        &[tenant.into(), group.into(), user.into()],
    )?;
    found_anew(tx, tenant, user, left)
}

/// Takes a person out of all groups: they are archived.
pub fn groups_leave_all(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<bool> {
    let left = tx.run(
        "DELETE FROM group_members WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )?;
    found_anew(tx, tenant, user, left)
}

fn found_anew(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId, changed: u64) -> Result<bool> {
    if changed > 0 {
        finding_write(tx, tenant, user)?;
    }
    Ok(changed > 0)
}

fn group_from(row: &Row<'_>) -> Result<Group> {
    Ok(Group { id: row.id(0)?, name: row.text(1)? })
}
