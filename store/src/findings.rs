//! How people are found: the entries that core makes of them, and a page of who fits a search.
//!
//! A page is a walk along one range of entries, that of the search or filter with the fewest; whatever else is wanted is looked up of each person
//! on the way. A walk ends after [`MOST_LOOKED_AT`] people, whether the page is full or not, so that no search holds a connection for as long as a
//! million people last: the next page goes on there.

use doorward_core::finding::{Findable, MOST_TERMS, Range, Shelf, Wanted, entries, search};
use doorward_core::id::{GroupId, TenantId, UserId};
use doorward_core::user::{Role, Standing, UserType};

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx, Value};

/// So many people are looked at for one page, about.
pub const MOST_LOOKED_AT: u64 = 2_000;

/// So many entries are counted to see which range has the fewest.
const COUNTED: u64 = 1_000;

/// Where a walk is: behind this entry, of this person.
pub type Cursor = (Vec<u8>, UserId);

/// Some of them, in order.
#[derive(Clone, Debug)]
pub struct Found {
    /// Who.
    pub people: Vec<UserId>,
    /// Where to go on; none at the end.
    pub after: Option<Cursor>,
}

/// The next people who are wanted: so many at most, and fewer when they are rare among those who were looked at.
pub fn finding_page(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    wanted: &Wanted,
    after: Option<&Cursor>,
    limit: u64,
) -> Result<Found> {
    let along = rarest(tx, tenant, wanted, after)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let (mut at, mut found) = (after.cloned(), Vec::new());
    // One more than fit tells whether there are more.
    let mut step = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut looked_at = 0;
    loop {
        let passed = walk(tx, tenant, wanted, &along, at.as_ref(), step)?;
        let ended = u64::try_from(passed.len()).unwrap_or(0) < step;
        looked_at += u64::try_from(passed.len()).unwrap_or(0);
        at = passed.last().map(|it| it.cursor.clone()).or(at);
        found.extend(passed.into_iter().filter(|it| it.fits).map(|it| it.cursor));
        if found.len() > limit {
            found.truncate(limit);
            let after = found.last().cloned();
            return Ok(Found { people: ids(found), after });
        }
        if ended || looked_at >= MOST_LOOKED_AT {
            return Ok(Found { people: ids(found), after: at.filter(|_| !ended) });
        }
        step = step.saturating_mul(4).min(MOST_LOOKED_AT);
    }
}

/// How many people are in a list, counted as far as `most`.
pub fn finding_count(tx: &mut Tx<'_>, tenant: &TenantId, shelf: Shelf, most: u64) -> Result<u64> {
    count(tx, tenant, shelf, &Range::everybody(), most)
}

/// The one of these ranges that has the fewest people who are here, if there are less than `most` in it.
pub(crate) fn finding_few(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    ranges: &[Range],
    most: u64,
) -> Result<Option<Range>> {
    let mut best: Option<(u64, &Range)> = None;
    for range in ranges {
        let mut people = 0;
        for user_type in UserType::ALL {
            people += count(tx, tenant, Shelf { user_type, archived: false }, range, most)?;
        }
        if people < best.map_or(most, |(fewest, _)| fewest) {
            best = Some((people, range));
        }
    }
    Ok(best.map(|(_, range)| range.clone()))
}

/// Makes a person findable as they are now.
pub fn finding_write(tx: &mut Tx<'_>, tenant: &TenantId, id: &UserId) -> Result<()> {
    tx.run("DELETE FROM findings WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), id.into()])?;
    let found = tx.one::<Facts>(
        "SELECT u.name, u.email, r.role, u.standing
           FROM users u JOIN roles r ON r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL
          WHERE u.tenant_id = $1 AND u.id = $2",
        &[tenant.into(), id.into()],
    )?;
    let Some(Facts { name, email, role, standing }) = &found else { return Ok(()) };
    let in_groups = tx.all::<InGroup>(
        "SELECT group_id FROM group_members WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), id.into()],
    )?;
    let groups: Vec<GroupId> = in_groups.into_iter().map(|InGroup(group)| group).collect();
    let person = Findable { name, email, role: *role, standing: *standing, groups: &groups };
    if let Some(shelf) = Shelf::of(&person) {
        for entry in entries(&person) {
            tx.run(
                "INSERT INTO findings (tenant_id, shelf, entry, user_id) VALUES ($1, $2, $3, $4)",
                &[tenant.into(), shelf.key().into(), (&entry).into(), id.into()],
            )?;
        }
    }
    tx.run(
        "UPDATE users SET findable = 1 WHERE tenant_id = $1 AND id = $2 AND findable = 0",
        &[tenant.into(), id.into()],
    )?;
    Ok(())
}

/// Whether somebody is not findable yet.
pub fn findings_behind(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<bool> {
    let behind =
        tx.one::<Id>("SELECT id FROM users WHERE tenant_id = $1 AND findable = 0 LIMIT 1", &[tenant.into()])?;
    Ok(behind.is_some())
}

/// Makes some people findable who are not yet: an older program wrote them down. How many that were.
pub fn findings_catch_up(tx: &mut Tx<'_>, tenant: &TenantId, most: u64) -> Result<u64> {
    let behind = tx.all::<Id>(
        "SELECT id FROM users WHERE tenant_id = $1 AND findable = 0 ORDER BY id LIMIT $2",
        &[tenant.into(), int(most).into()],
    )?;
    behind.iter().try_for_each(|Id(id)| finding_write(tx, tenant, id))?;
    Ok(u64::try_from(behind.len()).unwrap_or(0))
}

/// The range to walk along: that which the cursor is in, or that of the fewest entries.
fn rarest(tx: &mut Tx<'_>, tenant: &TenantId, wanted: &Wanted, after: Option<&Cursor>) -> Result<Range> {
    let mut ranges = wanted.ranges();
    if let Some((entry, _)) = after {
        // A page goes on where the one before ended, whichever range is the shortest by now.
        if let Some(range) = ranges.iter().find(|range| range.holds(entry)) {
            return Ok(range.clone());
        }
    }
    if ranges.len() < 2 {
        return Ok(ranges.pop().unwrap_or_else(Range::everybody));
    }
    let mut best: Option<(u64, Range)> = None;
    for range in ranges {
        let entries = count(tx, tenant, wanted.shelf, &range, COUNTED)?;
        if best.as_ref().is_none_or(|(fewest, _)| entries < *fewest) {
            best = Some((entries, range));
        }
    }
    Ok(best.map_or_else(Range::everybody, |(_, range)| range))
}

fn count(tx: &mut Tx<'_>, tenant: &TenantId, shelf: Shelf, range: &Range, most: u64) -> Result<u64> {
    let count = tx.one::<i64>(
        "SELECT count(*) FROM (SELECT entry FROM findings
                                WHERE tenant_id = $1 AND shelf = $2 AND entry >= $3 AND entry < $4 LIMIT $5) counted",
        &[
            tenant.into(),
            shelf.key().into(),
            (&range.from).into(),
            (&range.to).into(),
            int(most).into(),
        ],
    )?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// A person on the way.
struct Passed {
    cursor: Cursor,
    fits: bool,
}

impl FromRow for Passed {
    fn from_row(row: &Row<'_>) -> Result<Passed> {
        Ok(Passed { cursor: (row.bytes(0)?, row.id(1)?), fits: row.bool(2)? })
    }
}

/// Whether a person has an entry in each of the ranges that are looked for: in as many of the first as there are terms. The statement
/// around it has no table by the name of `sought`.
macro_rules! has_all {
    ($user:literal, $terms:literal, [$a:literal, $b:literal], [$c:literal, $d:literal], [$e:literal, $f:literal], [$g:literal, $h:literal]) => {
        concat!(
            $crate::findings::has_all!(@ $user, $terms, "1", $a, $b), " AND ",
            $crate::findings::has_all!(@ $user, $terms, "2", $c, $d), " AND ",
            $crate::findings::has_all!(@ $user, $terms, "3", $e, $f), " AND ",
            $crate::findings::has_all!(@ $user, $terms, "4", $g, $h)
        )
    };
    (@ $user:literal, $terms:literal, $nth:literal, $from:literal, $to:literal) => {
        concat!(
            "(CAST(", $terms, " AS BIGINT) < ", $nth,
            " OR (SELECT count(*) FROM findings sought WHERE sought.tenant_id = $1 AND sought.user_id = ", $user,
            " AND sought.entry >= ", $from, " AND sought.entry < ", $to, ") > 0)"
        )
    };
}
pub(crate) use has_all;

/// The next entries of a range, and whether the person of each is wanted: only by the first of theirs in the range, or they would be found by two
/// words. All that is looked up is a subquery that gives one value, since PostgreSQL would rather read a whole table once than look a thousand
/// people up.
fn walk(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    wanted: &Wanted,
    along: &Range,
    after: Option<&Cursor>,
    step: u64,
) -> Result<Vec<Passed>> {
    // SQLite finds where to begin by one column alone, and PostgreSQL by both.
    let (begin, after_id) = match after {
        Some((entry, id)) => (entry.as_slice(), id.as_bytes().as_slice()),
        None => (along.from.as_slice(), &[][..]),
    };
    let mut others = search(&wanted.search);
    others.retain(|range| range != along);
    let terms = int(u64::try_from(others.len()).unwrap_or(0));
    tx.all(
        concat!(
            "SELECT e.entry, e.user_id,
                CASE WHEN (SELECT x.entry FROM findings x
                            WHERE x.tenant_id = $1 AND x.user_id = e.user_id AND x.entry >= $3 ORDER BY x.entry LIMIT 1) = e.entry
                      AND ",
            has_all!("e.user_id", "$8", ["$9", "$10"], ["$11", "$12"], ["$13", "$14"], ["$15", "$16"]),
            "
                      AND ($17 = '' OR (SELECT r.role FROM roles r WHERE r.tenant_id = $1 AND r.user_id = e.user_id
                                           AND r.valid_to IS NULL) = $17)
                      AND ($18 = '' OR (SELECT u.standing FROM users u WHERE u.tenant_id = $1 AND u.id = e.user_id) = $18)
                      AND ($19 = '' OR ($19 = 'on') = ((SELECT m.bit FROM methods m
                                                         WHERE m.tenant_id = $1 AND m.user_id = e.user_id LIMIT 1) IS NOT NULL))
                      AND (CAST($20 AS BIGINT) = 0 OR (SELECT count(*) FROM group_members g
                                                        WHERE g.tenant_id = $1 AND g.group_id = $21 AND g.user_id = e.user_id) > 0)
                     THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END
           FROM (SELECT entry, user_id FROM findings
                  WHERE tenant_id = $1 AND shelf = $2 AND entry >= $5 AND entry < $4 AND (entry, user_id) > ($5, $6)
                  ORDER BY entry, user_id LIMIT $7) e
          ORDER BY e.entry, e.user_id"
        ),
        &[
            &[
            tenant.into(),
            wanted.shelf.key().into(),
            (&along.from).into(),
            (&along.to).into(),
            begin.into(),
            after_id.into(),
            int(step).into(),
            terms.into(),
            ][..],
            &slots(&others)[..],
            &[
            wanted.role.map_or("", Role::key).into(),
            wanted.standing.map_or("", Standing::key).into(),
            wanted.second_factor.map_or("", |on| if on { "on" } else { "off" }).into(),
            int(u64::from(wanted.group.is_some())).into(),
            Value::Bytes(wanted.group.as_ref().map_or(&[], |group| group.as_bytes().as_slice())),
            ][..],
        ]
        .concat(),
    )
}

/// The ends of as many ranges as a statement has places for, in the order of [`has_all`].
pub(crate) fn slots(ranges: &[Range]) -> [Value<'_>; 2 * MOST_TERMS] {
    let mut ends = ranges.iter().flat_map(|range| [Value::from(&range.from), Value::from(&range.to)]);
    std::array::from_fn(|_| ends.next().unwrap_or(Value::Bytes(&[])))
}

fn ids(found: Vec<Cursor>) -> Vec<UserId> {
    found.into_iter().map(|(_, id)| id).collect()
}

/// What a person is found by.
struct Facts {
    name: String,
    email: String,
    role: Role,
    standing: Standing,
}

impl FromRow for Facts {
    fn from_row(row: &Row<'_>) -> Result<Facts> {
        Ok(Facts {
            name: row.text(0)?,
            email: row.text(1)?,
            role: row.word(2, Role::from_key)?,
            standing: row.word(3, Standing::from_key)?,
        })
    }
}

struct Id(UserId);

impl FromRow for Id {
    fn from_row(row: &Row<'_>) -> Result<Id> {
        Ok(Id(row.id(0)?))
    }
}

struct InGroup(GroupId);

impl FromRow for InGroup {
    fn from_row(row: &Row<'_>) -> Result<InGroup> {
        Ok(InGroup(row.id(0)?))
    }
}
