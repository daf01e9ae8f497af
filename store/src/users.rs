//! People, their roles and their standing.

use doorward_core::deadline::Grace;
use doorward_core::exemption::Exemption;
use doorward_core::factor::Methods;
use doorward_core::finding::Wanted;
use doorward_core::id::{TenantId, UserId};
use doorward_core::language::Language;
use doorward_core::moment::Time;
use doorward_core::user::{Email, Role, Standing, User, UserType, name_key};

use crate::findings::{Cursor, finding_page, finding_write};
use crate::ids::{corrupt, int};
use crate::methods::methods_from;
use crate::{FromRow, Result, Row, Tx, Value};

/// Reads a person from the columns tenant, id, e-mail, name, role, standing, epoch and language that begin at column `i`.
pub(crate) fn user_from(row: &Row<'_>, i: usize) -> Result<User> {
    Ok(User {
        tenant: row.id(i)?,
        id: row.id(i + 1)?,
        email: Email::parse(&row.text(i + 2)?).map_err(|_| corrupt("an e-mail address"))?,
        name: row.text(i + 3)?,
        role: row.word(i + 4, Role::from_key)?,
        standing: row.word(i + 5, Standing::from_key)?,
        epoch: row.count(i + 6)?,
        language: match row.opt_text(i + 7)? {
            Some(tag) => Some(Language::parse(&tag).map_err(|_| corrupt("a language"))?),
            None => None,
        },
    })
}

impl FromRow for User {
    fn from_row(row: &Row<'_>) -> Result<User> {
        user_from(row, 0)
    }
}

/// A person in a list, with what an admin looks for.
#[derive(Clone, Debug)]
pub struct UserRow {
    /// The person.
    pub user: User,
    /// What they have set up.
    pub methods: Methods,
    /// Whether they must set something up whatever the policy says.
    pub must_enrol: bool,
    /// Their exemption, if nobody ended it.
    pub exemption: Option<Exemption>,
    /// The grace that they have begun.
    pub grace: Option<Grace>,
    /// When they last signed in.
    pub last_sign_in_at: Option<Time>,
    /// How many of their sessions hold.
    pub sessions: u64,
}

impl FromRow for UserRow {
    fn from_row(row: &Row<'_>) -> Result<UserRow> {
        Ok(UserRow {
            user: user_from(row, 0)?,
            methods: methods_from(row, 8)?,
            last_sign_in_at: row.opt_time(9)?,
            sessions: row.count(10)?,
            must_enrol: row.bool(11)?,
            exemption: match (row.opt_id(12)?, row.opt_time(13)?) {
                (Some(id), Some(until)) => Some(Exemption { id, until }),
                _ => None,
            },
            grace: row.opt_time(14)?.map(|until| Grace { until }),
        })
    }
}

/// Which page of which people.
#[derive(Clone, Debug)]
pub struct UserQuery {
    /// Whom.
    pub wanted: Wanted,
    /// Behind this one.
    pub after: Option<Cursor>,
    /// At most so many.
    pub limit: u64,
}

/// A page of people.
#[derive(Clone, Debug)]
pub struct UserPage {
    /// They.
    pub people: Vec<UserRow>,
    /// Where the next page begins; none at the end.
    pub after: Option<Cursor>,
}

/// Which sessions hold: seen and begun after these times.
#[derive(Clone, Copy, Debug)]
pub struct HoldingSince {
    /// Last seen after this.
    pub seen_after: Time,
    /// Begun after this.
    pub begun_after: Time,
    /// At this moment.
    pub now: Time,
}

/// How many people of a user type there are, and how many of them have set up a second factor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Adoption {
    /// Who may sign in, or is invited.
    pub people: u64,
    /// Of these, who has an authenticator.
    pub with_second_factor: u64,
}

/// Adds a person with their role. An address that is taken is a [`StoreError::Unique`](crate::StoreError::Unique).
pub fn user_insert(tx: &mut Tx<'_>, user: &User, at: Time, by: Option<&UserId>) -> Result<()> {
    tx.run(
        "INSERT INTO users (tenant_id, id, email, email_key, name, name_key, standing, epoch, language, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            (&user.tenant).into(),
            (&user.id).into(),
            user.email.as_str().into(),
            user.email.key().as_str().into(),
            user.name.as_str().into(),
            name_key(&user.name).as_slice().into(),
            user.standing.key().into(),
            int(user.epoch).into(),
            user.language.as_ref().map(Language::as_str).into(),
            at.into(),
        ],
    )?;
    role_open(tx, user, user.role, at, by)?;
    finding_write(tx, &user.tenant, &user.id)
}

/// The person with this id.
pub fn user_find(tx: &mut Tx<'_>, tenant: &TenantId, id: &UserId) -> Result<Option<User>> {
    tx.one(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language
           FROM users u JOIN roles r ON r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL
          WHERE u.tenant_id = $1 AND u.id = $2",
        &[tenant.into(), id.into()],
    )
}

/// The person with this address, by its [`key`](Email::key).
pub fn user_by_email(tx: &mut Tx<'_>, tenant: &TenantId, email_key: &str) -> Result<Option<User>> {
    tx.one(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language
           FROM users u JOIN roles r ON r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL
          WHERE u.tenant_id = $1 AND u.email_key = $2",
        &[tenant.into(), email_key.into()],
    )
}

/// One page of people: by name, or by the word of it that was looked for.
pub fn user_list(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    query: &UserQuery,
    holding: HoldingSince,
) -> Result<UserPage> {
    let found = finding_page(tx, tenant, &query.wanted, query.after.as_ref(), query.limit)?;
    let mut people = Vec::with_capacity(found.people.len());
    for id in &found.people {
        people.extend(user_row(tx, tenant, id, holding)?);
    }
    Ok(UserPage { people, after: found.after })
}

/// A person as they stand in a list. Methods are summed up of who is named by a value that is bound: of who is named by a column of the query around
/// it, SQLite reads the methods of everybody (it pushes no such term into a compound view that is aggregated).
fn user_row(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &UserId,
    holding: HoldingSince,
) -> Result<Option<UserRow>> {
    // The plus keeps SQLite from `sessions_seen`, by which it would go through everybody's sessions for those of one person.
    tx.one(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language,
                (SELECT CAST(COALESCE(sum(DISTINCT m.bit), 0) AS BIGINT) FROM methods m
                  WHERE m.tenant_id = $1 AND m.user_id = $2),
                u.last_sign_in_at,
                (SELECT count(*) FROM sessions s
                   JOIN policies p ON p.tenant_id = s.tenant_id AND p.user_type = r.user_type AND p.valid_to IS NULL
                  WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id AND s.ended_at IS NULL
                    AND s.user_epoch = u.epoch AND s.policy_epoch = p.epoch AND u.standing = 'active'
                    AND +s.last_seen_at > $3 AND s.begun_at > $4 AND (s.until IS NULL OR s.until > $5)),
                (SELECT count(*) FROM demanded_enrolments d
                  WHERE d.tenant_id = u.tenant_id AND d.user_id = u.id AND d.met_at IS NULL),
                x.id, x.until, g.until
           FROM users u JOIN roles r ON r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL
           LEFT JOIN exemptions x ON x.tenant_id = u.tenant_id AND x.user_id = u.id AND x.valid_to IS NULL
           LEFT JOIN graces g ON g.tenant_id = u.tenant_id AND g.user_id = u.id
          WHERE u.tenant_id = $1 AND u.id = $2",
        &[
            tenant.into(),
            id.into(),
            holding.seen_after.into(),
            holding.begun_after.into(),
            holding.now.into(),
        ],
    )
}

/// The days of a person's time here.
#[derive(Clone, Copy, Debug)]
pub struct UserTimes {
    /// When they were added.
    pub created_at: Time,
    /// When they last signed in.
    pub last_sign_in_at: Option<Time>,
    /// When they were archived.
    pub archived_at: Option<Time>,
}

impl FromRow for UserTimes {
    fn from_row(row: &Row<'_>) -> Result<UserTimes> {
        Ok(UserTimes {
            created_at: row.time(0)?,
            last_sign_in_at: row.opt_time(1)?,
            archived_at: row.opt_time(2)?,
        })
    }
}

/// When a person was added, last signed in and was archived.
pub fn user_times(tx: &mut Tx<'_>, tenant: &TenantId, id: &UserId) -> Result<Option<UserTimes>> {
    tx.one(
        "SELECT created_at, last_sign_in_at, archived_at FROM users WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into()],
    )
}

/// Since when a person has had the role that they have now.
pub fn user_role_since(tx: &mut Tx<'_>, tenant: &TenantId, id: &UserId) -> Result<Option<Time>> {
    struct Since(Time);
    impl FromRow for Since {
        fn from_row(row: &Row<'_>) -> Result<Since> {
            Ok(Since(row.time(0)?))
        }
    }
    let since = tx.one::<Since>(
        "SELECT valid_from FROM roles WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[tenant.into(), id.into()],
    )?;
    Ok(since.map(|Since(since)| since))
}

/// The name of whoever gave a person the role that they have now: the inviter, of who is invited.
pub fn user_role_giver(tx: &mut Tx<'_>, tenant: &TenantId, id: &UserId) -> Result<Option<String>> {
    struct Name(String);
    impl FromRow for Name {
        fn from_row(row: &Row<'_>) -> Result<Name> {
            Ok(Name(row.text(0)?))
        }
    }
    let giver = tx.one::<Name>(
        "SELECT g.name FROM roles r JOIN users g ON g.tenant_id = r.tenant_id AND g.id = r.given_by
          WHERE r.tenant_id = $1 AND r.user_id = $2 AND r.valid_to IS NULL AND g.standing <> 'erased'",
        &[tenant.into(), id.into()],
    )?;
    Ok(giver.map(|Name(name)| name))
}

/// Whoever gave a person the role that they have now: the inviter, of who is invited. None when the server's operator did it.
pub fn user_inviter(tx: &mut Tx<'_>, tenant: &TenantId, id: &UserId) -> Result<Option<User>> {
    tx.one(
        "SELECT g.tenant_id, g.id, g.email, g.name, now.role, g.standing, g.epoch, g.language
           FROM roles r
           JOIN users g ON g.tenant_id = r.tenant_id AND g.id = r.given_by
           JOIN roles now ON now.tenant_id = g.tenant_id AND now.user_id = g.id AND now.valid_to IS NULL
          WHERE r.tenant_id = $1 AND r.user_id = $2 AND r.valid_to IS NULL",
        &[tenant.into(), id.into()],
    )
}

/// How far a user type has come with second factors.
pub fn user_adoption(tx: &mut Tx<'_>, tenant: &TenantId, user_type: UserType) -> Result<Adoption> {
    let found = tx.one::<(i64, i64)>(
        "SELECT count(*),
                count(CASE WHEN EXISTS (SELECT 1 FROM methods m WHERE m.tenant_id = u.tenant_id AND m.user_id = u.id)
                           THEN 1 END)
           FROM users u JOIN roles r ON r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL
          WHERE u.tenant_id = $1 AND r.user_type = $2 AND u.standing IN ('active', 'invited')",
        &[tenant.into(), user_type.key().into()],
    )?;
    let (people, with_second_factor) = found.unwrap_or_default();
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    Ok(Adoption { people: count(people), with_second_factor: count(with_second_factor) })
}

/// How many owners can sign in: judged after a change, in the same transaction.
pub fn user_active_owners(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<u64> {
    let owners = tx.one::<i64>(
        "SELECT count(*) FROM roles r JOIN users u ON u.tenant_id = r.tenant_id AND u.id = r.user_id
          WHERE r.tenant_id = $1 AND r.role = 'owner' AND r.valid_to IS NULL AND u.standing = 'active'",
        &[tenant.into()],
    )?;
    Ok(u64::try_from(owners.unwrap_or(0)).unwrap_or(0))
}

/// Who administers the account: its admins and owners who may sign in.
pub fn users_who_administer(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<Vec<User>> {
    tx.all(
        "SELECT u.tenant_id, u.id, u.email, u.name, r.role, u.standing, u.epoch, u.language
           FROM users u JOIN roles r ON r.tenant_id = u.tenant_id AND r.user_id = u.id AND r.valid_to IS NULL
          WHERE u.tenant_id = $1 AND u.standing = 'active' AND r.role IN ('owner', 'admin')
          ORDER BY u.id",
        &[tenant.into()],
    )
}

/// Closes a person's role and opens another: false when their epoch is no longer that of `user`.
pub fn user_change_role(
    tx: &mut Tx<'_>,
    user: &User,
    role: Role,
    at: Time,
    by: Option<&UserId>,
) -> Result<bool> {
    if !user_open_epoch(tx, user)? {
        return Ok(false);
    }
    tx.run(
        "UPDATE roles SET valid_to = $3 WHERE tenant_id = $1 AND user_id = $2 AND valid_to IS NULL",
        &[(&user.tenant).into(), (&user.id).into(), at.into()],
    )?;
    role_open(tx, user, role, at, by)?;
    finding_write(tx, &user.tenant, &user.id)?;
    Ok(true)
}

/// Changes whether a person may sign in: false when their epoch is no longer that of `user`.
pub fn user_change_standing(tx: &mut Tx<'_>, user: &User, standing: Standing) -> Result<bool> {
    let changed = tx.run(
        "UPDATE users SET standing = $4, epoch = epoch + 1 WHERE tenant_id = $1 AND id = $2 AND epoch = $3",
        &[(&user.tenant).into(), (&user.id).into(), int(user.epoch).into(), standing.key().into()],
    )?;
    found_anew(tx, user, changed)
}

/// Archives a person, who leaves the address to others: false when their epoch is no longer that of `user`.
pub fn user_archive(tx: &mut Tx<'_>, user: &User, at: Time) -> Result<bool> {
    let archived = tx.run(
        "UPDATE users SET standing = 'archived', epoch = epoch + 1, email_key = $4, archived_at = $5
          WHERE tenant_id = $1 AND id = $2 AND epoch = $3 AND standing NOT IN ('archived', 'erased')",
        &[
            (&user.tenant).into(),
            (&user.id).into(),
            int(user.epoch).into(),
            format!("{} {}", user.id, user.email.key()).as_str().into(),
            at.into(),
        ],
    )?;
    found_anew(tx, user, archived)
}

/// Erases who an archived person was: false when they are not archived, or not as `user` says.
pub fn user_erase(tx: &mut Tx<'_>, user: &User) -> Result<bool> {
    let erased = tx.run(
        "UPDATE users SET standing = 'erased', epoch = epoch + 1, email = $4, email_key = $5, name = '', name_key = $6,
                          last_sign_in_at = NULL, language = NULL
          WHERE tenant_id = $1 AND id = $2 AND epoch = $3 AND standing = 'archived'",
        &[
            (&user.tenant).into(),
            (&user.id).into(),
            int(user.epoch).into(),
            Email::erased(user.id).as_str().into(),
            user.id.to_string().as_str().into(),
            name_key("").as_slice().into(),
        ],
    )?;
    found_anew(tx, user, erased)
}

/// Opens a person's next epoch: all that was decided under theirs is dead. False when `user` is out of date itself.
pub fn user_open_epoch(tx: &mut Tx<'_>, user: &User) -> Result<bool> {
    let changed = tx.run(
        "UPDATE users SET epoch = epoch + 1 WHERE tenant_id = $1 AND id = $2 AND epoch = $3",
        &[(&user.tenant).into(), (&user.id).into(), int(user.epoch).into()],
    )?;
    Ok(changed == 1)
}

/// Opens a new epoch for everybody of the account: whatever hangs on the old ones has ended.
pub fn users_open_epoch(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<u64> {
    tx.run("UPDATE users SET epoch = epoch + 1 WHERE tenant_id = $1", &[tenant.into()])
}

/// Gives a person the address that `email` is, and opens their next epoch: false when `user` is out of date. An address that
/// is taken is a [`StoreError::Unique`](crate::StoreError::Unique).
pub fn user_change_email(tx: &mut Tx<'_>, user: &User, email: &Email) -> Result<bool> {
    let changed = tx.run(
        "UPDATE users SET email = $4, email_key = $5, epoch = epoch + 1 WHERE tenant_id = $1 AND id = $2 AND epoch = $3",
        &[
            (&user.tenant).into(),
            (&user.id).into(),
            int(user.epoch).into(),
            email.as_str().into(),
            email.key().as_str().into(),
        ],
    )?;
    found_anew(tx, user, changed)
}

/// Speaks to a person in the language that they chose, or in that of their browser.
pub fn user_choose_language(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &UserId,
    language: Option<&Language>,
) -> Result<()> {
    tx.run(
        "UPDATE users SET language = $3 WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into(), language.map(Language::as_str).into()],
    )?;
    Ok(())
}

/// Calls a person by the name that `user` has.
pub fn user_rename(tx: &mut Tx<'_>, user: &User) -> Result<()> {
    tx.run(
        "UPDATE users SET name = $3, name_key = $4 WHERE tenant_id = $1 AND id = $2",
        &[
            (&user.tenant).into(),
            (&user.id).into(),
            user.name.as_str().into(),
            name_key(&user.name).as_slice().into(),
        ],
    )?;
    finding_write(tx, &user.tenant, &user.id)
}

/// Writes down that a person signed in.
pub fn user_signed_in(tx: &mut Tx<'_>, tenant: &TenantId, id: &UserId, at: Time) -> Result<()> {
    tx.run(
        "UPDATE users SET last_sign_in_at = $3 WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into(), at.into()],
    )?;
    Ok(())
}

/// Whether the one row was changed; then its person is found as they are now.
fn found_anew(tx: &mut Tx<'_>, user: &User, changed: u64) -> Result<bool> {
    if changed == 1 {
        finding_write(tx, &user.tenant, &user.id)?;
    }
    Ok(changed == 1)
}

fn role_open(tx: &mut Tx<'_>, user: &User, role: Role, at: Time, by: Option<&UserId>) -> Result<()> {
    tx.run(
        "INSERT INTO roles (tenant_id, user_id, role, user_type, valid_from, given_by) VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            (&user.tenant).into(),
            (&user.id).into(),
            role.key().into(),
            role.user_type().key().into(),
            at.into(),
            by.map_or(Value::Null, Value::from),
        ],
    )?;
    Ok(())
}
