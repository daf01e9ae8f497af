//! The audit log.
//!
//! `second_factor_refused` is whatever was given as a second factor and not taken, passcode or recovery code, at the door or
//! in a step-up: wrong, used, of another time, and also what cannot be a code by its shape, which costs no try. A refused
//! first passcode of an authenticator is `enrolment_refused`.

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::factor::FactorKind;
use doorward_core::id::{EventId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::policy::Requirement;

use crate::ids::corrupt;
use crate::{FromRow, Result, Row, Tx, Value};

/// An event with all that is written beside it.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    pub at: Time,
    /// Who did it.
    pub actor: Actor,
    /// The person whom it is about.
    pub subject: Option<UserId>,
    /// The address that the request came from.
    pub address: Option<&'a str>,
    /// The browser that it came from, as it names itself.
    pub browser: Option<&'a str>,
    /// The request's id.
    pub request: Option<&'a str>,
    /// What happened.
    pub event: &'a Event,
}

/// An event as a list shows it.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// When it happened.
    pub at: Time,
    /// What happened.
    pub event: Event,
    /// Who did it, if a person did.
    pub actor: Option<UserId>,
    /// The address that the request came from.
    pub address: Option<String>,
    /// The browser that it came from.
    pub browser: Option<String>,
}

impl FromRow for EntryRow {
    fn from_row(row: &Row<'_>) -> Result<EntryRow> {
        Ok(EntryRow {
            at: row.time(0)?,
            event: serde_json::from_str(&row.text(1)?).map_err(|_| corrupt("an event"))?,
            actor: row.opt_id(2)?,
            address: row.opt_text(3)?,
            browser: row.opt_text(4)?,
        })
    }
}

/// Writes an event down.
pub fn event_insert(tx: &mut Tx<'_>, tenant: &TenantId, entry: &Entry<'_>) -> Result<()> {
    let event = serde_json::to_value(entry.event).map_err(|_| corrupt("an event"))?;
    let kind = event.get("event").and_then(|kind| kind.as_str()).unwrap_or_default();
    let actor = match entry.actor {
        Actor::Person { role, .. } => role.key(),
        Actor::Operator => "operator",
        Actor::System => "system",
    };
    tx.run(
        "INSERT INTO events
           (tenant_id, id, at, kind, refusal, actor, actor_id, subject_id, address, browser, request, event)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &[
            tenant.into(),
            (&entry.id).into(),
            entry.at.into(),
            kind.into(),
            entry.event.is_refusal().into(),
            actor.into(),
            entry.actor.person().as_ref().map_or(Value::Null, Value::from),
            entry.subject.as_ref().map_or(Value::Null, Value::from),
            entry.address.into(),
            entry.browser.into(),
            entry.request.into(),
            event.to_string().as_str().into(),
        ],
    )?;
    Ok(())
}

/// So often somebody was refused since then what they wanted of somebody else, or of nobody.
pub fn denials_since(tx: &mut Tx<'_>, tenant: &TenantId, actor: &UserId, since: Time) -> Result<u64> {
    let count = tx.one::<i64>(
        "SELECT count(*) FROM events
          WHERE tenant_id = $1 AND actor_id = $2 AND (actor_id <> subject_id OR subject_id IS NULL)
            AND kind = 'denied' AND at > $3",
        &[tenant.into(), actor.into(), since.into()],
    )?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// Forgets from where and in which browsers a person acted, and which addresses they had, with the salts of their digests in the
/// audit chain. Where somebody else acted on them is kept: it is the other's.
pub fn events_forget(tx: &mut Tx<'_>, tenant: &TenantId, person: &UserId) -> Result<()> {
    tx.run(
        "UPDATE events SET address = NULL, browser = NULL, origin_salt = NULL
          WHERE tenant_id = $1 AND subject_id = $2 AND (actor_id IS NULL OR actor_id = $2)",
        &[tenant.into(), person.into()],
    )?;
    tx.run(
        "UPDATE events SET address = NULL, browser = NULL, origin_salt = NULL
          WHERE tenant_id = $1 AND actor_id = $2 AND (actor_id <> subject_id OR subject_id IS NULL)",
        &[tenant.into(), person.into()],
    )?;
    let named = tx.all::<(Vec<u8>, String)>(
        "SELECT id, event FROM events
          WHERE tenant_id = $1 AND subject_id = $2
            AND kind IN ('address_change_asked', 'address_changed', 'exemption_granted', 'exemption_ended')",
        &[tenant.into(), person.into()],
    )?;
    for (id, event) in named {
        let event: Event = serde_json::from_str(&event).map_err(|_| corrupt("an event"))?;
        let Some(erased) = event.erased(*person) else { continue };
        let text = serde_json::to_string(&erased).map_err(|_| corrupt("an event"))?;
        tx.run(
            "UPDATE events SET event = $3, words_salt = NULL WHERE tenant_id = $1 AND id = $2",
            &[tenant.into(), (&id).into(), text.as_str().into()],
        )?;
    }
    Ok(())
}

/// The newest events about a person; those that a newer program wrote in words of its own are left out.
pub fn event_list_about(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    subject: &UserId,
    limit: u64,
) -> Result<Vec<EntryRow>> {
    let rows = tx.all::<Read<EntryRow>>(
        "SELECT at, event, actor_id, address, browser FROM events
          WHERE tenant_id = $1 AND subject_id = $2 ORDER BY id DESC LIMIT $3",
        &[tenant.into(), subject.into(), crate::ids::int(limit).into()],
    )?;
    Ok(rows.into_iter().filter_map(|Read(row)| row).collect())
}

/// Which page of the whole log.
#[derive(Clone, Debug)]
pub struct EventQuery {
    /// Done by this person, or about them.
    pub person: Option<UserId>,
    /// Of these kinds; of all when empty.
    pub kinds: &'static [&'static str],
    /// Refusals alone.
    pub refused: bool,
    /// Not before this time.
    pub from: Time,
    /// Before this time.
    pub to: Time,
    /// Older than this one.
    pub before: Option<EventId>,
    /// At most so many.
    pub limit: u64,
}

/// An entry of the whole log, with the people of it as they are called now.
#[derive(Clone, Debug)]
pub struct LogRow {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    pub at: Time,
    /// What happened, as one word.
    pub kind: String,
    /// What happened; none in words of a newer program.
    pub event: Option<Event>,
    /// What happened, in JSON.
    pub text: String,
    /// Whether it is a refusal.
    pub refusal: bool,
    /// As what somebody did it: a role, the operator, the system.
    pub actor: String,
    /// The person who did it.
    pub by: Option<Named>,
    /// The person whom it is about.
    pub subject: Option<Named>,
    /// The address that it came from.
    pub address: Option<String>,
    /// The browser that it came from.
    pub browser: Option<String>,
    /// The request's id.
    pub request: Option<String>,
    /// Its number in the audit chain; none while it waits to be sealed.
    pub number: Option<i64>,
    /// The hash of the chain there.
    pub hash: Option<Vec<u8>>,
}

/// A person, as they are called now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// Their id.
    pub id: UserId,
    /// What they are called; empty when they were erased.
    pub name: String,
    /// What they sign in with.
    pub email: String,
}

impl FromRow for LogRow {
    fn from_row(row: &Row<'_>) -> Result<LogRow> {
        let named = |i: usize| -> Result<Option<Named>> {
            let Some(id) = row.opt_id(i)? else { return Ok(None) };
            let (name, email) = (row.opt_text(i + 1)?, row.opt_text(i + 2)?);
            Ok(Some(Named { id, name: name.unwrap_or_default(), email: email.unwrap_or_default() }))
        };
        let text = row.text(3)?;
        Ok(LogRow {
            id: row.id(0)?,
            at: row.time(1)?,
            kind: row.text(2)?,
            event: serde_json::from_str(&text).ok(),
            text,
            refusal: row.bool(4)?,
            actor: row.text(5)?,
            by: named(6)?,
            subject: named(9)?,
            address: row.opt_text(12)?,
            browser: row.opt_text(13)?,
            request: row.opt_text(14)?,
            number: row.opt_int(15)?,
            hash: row.opt_bytes(16)?,
        })
    }
}

/// One page of the whole log, the newest first.
pub fn event_list(tx: &mut Tx<'_>, tenant: &TenantId, query: &EventQuery) -> Result<Vec<LogRow>> {
    // Ids are in the order of their making, and begin with the time (RFC 9562 section 5.7).
    let first = first_id_at(query.from);
    let end = query.before.map_or(first_id_at(query.to), |before| before.min(first_id_at(query.to)));
    let kinds = format!(" {} ", query.kinds.join(" "));
    let kinds = if query.kinds.is_empty() { "" } else { kinds.as_str() };
    let (refused, limit) = (query.refused.into(), crate::ids::int(query.limit).into());
    match &query.person {
        None => tx.all(
            "SELECT e.id, e.at, e.kind, e.event, e.refusal, e.actor, e.actor_id, a.name, a.email,
                    e.subject_id, s.name, s.email, e.address, e.browser, e.request, e.number, e.hash
               FROM events e
               LEFT JOIN users a ON a.tenant_id = e.tenant_id AND a.id = e.actor_id
               LEFT JOIN users s ON s.tenant_id = e.tenant_id AND s.id = e.subject_id
              WHERE e.tenant_id = $1 AND e.id >= $2 AND e.id < $3
                AND ($4 = '' OR $4 LIKE '% ' || e.kind || ' %') AND e.refusal >= $5
              ORDER BY e.id DESC LIMIT $6",
            &[tenant.into(), (&first).into(), (&end).into(), kinds.into(), refused, limit],
        ),
        Some(person) => tx.all(
            "SELECT e.id, e.at, e.kind, e.event, e.refusal, e.actor, e.actor_id, a.name, a.email,
                    e.subject_id, s.name, s.email, e.address, e.browser, e.request, e.number, e.hash
               FROM (SELECT id FROM events WHERE tenant_id = $1 AND subject_id = $7
                      UNION ALL
                     SELECT id FROM events WHERE tenant_id = $1 AND actor_id = $7
                                             AND (actor_id <> subject_id OR subject_id IS NULL)) theirs
               JOIN events e ON e.tenant_id = $1 AND e.id = theirs.id
               LEFT JOIN users a ON a.tenant_id = e.tenant_id AND a.id = e.actor_id
               LEFT JOIN users s ON s.tenant_id = e.tenant_id AND s.id = e.subject_id
              WHERE e.id >= $2 AND e.id < $3
                AND ($4 = '' OR $4 LIKE '% ' || e.kind || ' %') AND e.refusal >= $5
              ORDER BY e.id DESC LIMIT $6",
            &[tenant.into(), (&first).into(), (&end).into(), kinds.into(), refused, limit, person.into()],
        ),
    }
}

/// The least id that can be made at `time`.
pub(crate) fn first_id_at(time: Time) -> EventId {
    let [_, _, millis @ ..] = time.millis().max(0).to_be_bytes();
    let mut bytes = [0; 16];
    for (byte, of) in bytes.iter_mut().zip(millis) {
        *byte = of;
    }
    EventId::from_bytes(bytes)
}

/// A sign-in that somebody made or tried, as the log has it.
#[derive(Clone, Debug)]
pub struct PastSignIn {
    /// What came of it.
    pub entry: EntryRow,
    /// Whether a second factor was demanded of the person's user type then.
    pub requirement: Option<Requirement>,
}

impl FromRow for PastSignIn {
    fn from_row(row: &Row<'_>) -> Result<PastSignIn> {
        let requirement = row.opt_text(5)?.as_deref().and_then(Requirement::from_key);
        Ok(PastSignIn { entry: EntryRow::from_row(row)?, requirement })
    }
}

/// The person's newest sign-ins, those that were refused among them, and the reports that one was not theirs.
pub fn past_sign_ins(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    person: &UserId,
    limit: u64,
) -> Result<Vec<PastSignIn>> {
    let rows = tx.all::<Read<PastSignIn>>(
        "SELECT e.at, e.event, e.actor_id, e.address, e.browser, p.requirement
           FROM events e
           LEFT JOIN roles r ON r.tenant_id = e.tenant_id AND r.user_id = e.subject_id AND r.valid_from <= e.at
                            AND (r.valid_to IS NULL OR r.valid_to > e.at)
           LEFT JOIN policies p ON p.tenant_id = e.tenant_id AND p.user_type = r.user_type AND p.valid_from <= e.at
                               AND (p.valid_to IS NULL OR p.valid_to > e.at)
          WHERE e.tenant_id = $1 AND e.subject_id = $2
            AND e.kind IN ('signed_in', 'sign_in_over', 'password_refused', 'second_factor_refused',
                           'enrolment_refused', 'slowed', 'too_many_tries', 'second_factor_closed', 'reported_not_me')
          ORDER BY e.id DESC LIMIT $3",
        &[tenant.into(), person.into(), crate::ids::int(limit).into()],
    )?;
    Ok(rows.into_iter().filter_map(|Read(row)| row).collect())
}

/// The person's newest right passwords and finished sign-ins until a moment.
pub fn decisions_until(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    person: &UserId,
    until: Time,
    limit: u64,
) -> Result<Vec<EntryRow>> {
    let rows = tx.all::<Read<EntryRow>>(
        "SELECT at, event, actor_id, address, browser FROM events
          WHERE tenant_id = $1 AND subject_id = $2 AND kind IN ('password_accepted', 'signed_in') AND at <= $3
          ORDER BY id DESC LIMIT $4",
        &[tenant.into(), person.into(), until.into(), crate::ids::int(limit).into()],
    )?;
    Ok(rows.into_iter().filter_map(|Read(row)| row).collect())
}

/// The second factor that a person proved at that very moment, at the door or within a session.
pub fn factor_proven_at(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    person: &UserId,
    at: Time,
) -> Result<Option<FactorKind>> {
    let rows = tx.all::<Read<EntryRow>>(
        "SELECT at, event, actor_id, address, browser FROM events
          WHERE tenant_id = $1 AND subject_id = $2 AND at = $3
            AND kind IN ('second_factor_accepted', 'stepped_up', 'signed_in')
          ORDER BY id DESC LIMIT 5",
        &[tenant.into(), person.into(), at.into()],
    )?;
    let mut proven = rows.into_iter().filter_map(|Read(row)| match row?.event {
        Event::SecondFactorAccepted { kind } | Event::SteppedUp { kind } => {
            Some(kind).filter(|kind| kind.is_second())
        }
        Event::SignedIn { factors, .. } => factors.into_iter().rev().find(|kind| kind.is_second()),
        _ => None,
    });
    Ok(proven.next())
}

/// An entry, if this program knows the words in which it was written.
struct Read<T>(Option<T>);

impl<T: FromRow> FromRow for Read<T> {
    fn from_row(row: &Row<'_>) -> Result<Read<T>> {
        Ok(Read(T::from_row(row).ok()))
    }
}
