//! The audit log.

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::id::{EventId, TenantId, UserId};
use doorward_core::moment::Time;

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

/// The newest events about a person; those that a newer program wrote in words of its own are left out.
pub fn event_list_about(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    subject: &UserId,
    limit: u64,
) -> Result<Vec<EntryRow>> {
    struct Read(Option<EntryRow>);
    impl FromRow for Read {
        fn from_row(row: &Row<'_>) -> Result<Read> {
            Ok(Read(EntryRow::from_row(row).ok()))
        }
    }
    let rows = tx.all::<Read>(
        "SELECT at, event, actor_id, address, browser FROM events
          WHERE tenant_id = $1 AND subject_id = $2 ORDER BY id DESC LIMIT $3",
        &[tenant.into(), subject.into(), crate::ids::int(limit).into()],
    )?;
    Ok(rows.into_iter().filter_map(|Read(row)| row).collect())
}
