//! The audit log as a whole: sealing it, verifying it, reading it and taking it elsewhere.

use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use doorward_core::audit::{Fault, Head};
use doorward_core::authority::Actor;
use doorward_core::csv;
use doorward_core::event::Event;
use doorward_core::id::{TenantId, UserId};
use doorward_core::session::Session;
use doorward_core::tenant::Tenant;
use doorward_core::user::{Email, User};
use doorward_store::audit::{
    Sealed, SignedHead, account_unsealed, audit_head, audit_head_move, event_seal, event_to_seal,
    events_sealed, events_unsealed, events_unsealed_count,
};
use doorward_store::events::{EventQuery, LogRow, Named, event_list};
use doorward_store::users::{user_by_email, user_find};
use doorward_store::{StoreError, Tx};
use serde_json::json;

use super::{App, Result, Visit};

/// So many entries are sealed in one transaction: a few milliseconds of the one writer that SQLite has.
const SEALED_AT_ONCE: u64 = 200;

/// So many entries are in memory while the log is verified or taken elsewhere.
const READ_AT_ONCE: u64 = 500;

/// What verifying an account's chain came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    /// How far the chain holds.
    pub holds_to: Head,
    /// The first entry with which something is wrong, by its number, and what.
    pub broken: Option<(i64, Fault)>,
    /// So many entries are not sealed yet.
    pub unsealed: u64,
}

/// In which form the log is taken elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Lines with a head.
    Csv,
    /// One array of objects.
    Json,
}

/// The log on its way elsewhere, piece by piece, the newest entry first.
#[derive(Clone, Debug)]
pub struct AuditExport {
    tenant: TenantId,
    query: EventQuery,
    format: Format,
    began: bool,
    ended: bool,
}

impl App {
    /// Seals entries that wait, a bounded number of each account. Returns how many.
    ///
    /// # Errors
    /// [`super::Error`], also when the head of an account is not one that this server signed: its chain does not go on, since
    /// that would sign what somebody else wrote. The other accounts are sealed all the same.
    pub async fn seal_audit(&self) -> Result<u64> {
        let (mut sealed, mut last, mut failed) = (0_u64, None, None);
        while let Some(tenant) = self.0.store.read(move |tx| account_unsealed(tx, last.as_ref())).await? {
            match self.seal_account(tenant).await {
                Ok(entries) => sealed = sealed.saturating_add(entries),
                Err(error) => failed = failed.or(Some(error)),
            }
            last = Some(tenant);
        }
        failed.map_or(Ok(sealed), Err)
    }

    async fn seal_account(&self, tenant: TenantId) -> Result<u64> {
        let waiting = self.0.store.read(move |tx| events_unsealed(tx, &tenant, SEALED_AT_ONCE)).await?;
        let (mut moment, key) = (self.moment()?, self.0.key.clone());
        let seal = move |tx: &mut Tx<'_>| {
            let before = audit_head(tx, &tenant)?;
            if before.is_some_and(|it| it.signature != it.head.signed(&tenant, &key)) {
                return Err(StoreError::Corrupt(
                    "the head of the audit chain, which this server did not sign".to_owned(),
                ));
            }
            let mut head = before.map_or_else(|| Head::start(&tenant), |it| it.head);
            let mut links = Vec::new();
            for id in &waiting {
                // Another node may have sealed it, or an erasure changed it, since it was found: this is what is sealed.
                let Some(entry) = event_to_seal(tx, &tenant, id)? else { continue };
                let link = head.seal(&entry, &mut moment);
                head = Head { number: link.number, hash: link.hash };
                links.push((*id, link));
            }
            let to = SignedHead { head, signature: head.signed(&tenant, &key) };
            let from = before.map(|it| it.head);
            if links.is_empty() || !audit_head_move(tx, &tenant, from.as_ref(), &to, moment.now())? {
                return Ok(0);
            }
            for (id, link) in &links {
                if !event_seal(tx, &tenant, id, link)? {
                    return Err(StoreError::Corrupt("an entry that is sealed twice".to_owned()));
                }
            }
            Ok(links.len() as u64)
        };
        Ok(self.0.store.write(seal).await?)
    }

    /// Walks an account's chain from its beginning to its head, and stops at the first entry that is wrong. A head that was
    /// `known` before has to be in it.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn verify_audit(&self, tenant: TenantId, known: Option<Head>) -> Result<Verified> {
        let mut head = Head::start(&tenant);
        let mut verified = Verified { holds_to: head, broken: None, unsealed: 0 };
        let mut after = i64::MIN;
        loop {
            let load = move |tx: &mut Tx<'_>| {
                let rows = events_sealed(tx, &tenant, after, READ_AT_ONCE)?;
                Ok((rows, audit_head(tx, &tenant)?, events_unsealed_count(tx, &tenant)?))
            };
            let (rows, end, unsealed) = self.0.store.read(load).await?;
            let last = (rows.len() as u64) < READ_AT_ONCE;
            verified.unsealed = unsealed;
            for sealed in rows {
                after = sealed.number;
                verified.broken = step(&mut head, &sealed, known.as_ref()).err();
                verified.holds_to = head;
                if verified.broken.is_some() {
                    return Ok(verified);
                }
            }
            // What is read last was read together with the head, so that sealing meanwhile changes nothing.
            if last {
                verified.broken =
                    ends_at(&head, end.as_ref(), known.as_ref(), |head| head.signed(&tenant, &self.0.key));
                return Ok(verified);
            }
        }
    }

    /// One page of the log.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn audit_log(&self, tenant: TenantId, query: EventQuery) -> Result<Vec<LogRow>> {
        Ok(self.0.store.read(move |tx| event_list(tx, &tenant, &query)).await?)
    }

    /// The person of an account whom somebody means by an e-mail address, or by an id: who is archived has no address any more.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn audited_person(&self, tenant: TenantId, meant: &str) -> Result<Option<User>> {
        if let Ok(id) = meant.parse::<UserId>() {
            return Ok(self.0.store.read(move |tx| user_find(tx, &tenant, &id)).await?);
        }
        let Ok(email) = Email::parse(meant) else { return Ok(None) };
        Ok(self.0.store.read(move |tx| user_by_email(tx, &tenant, &email.key())).await?)
    }

    /// How far an account's chain goes, and how many entries are not sealed yet.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn audit_standing(&self, tenant: TenantId) -> Result<(u64, u64)> {
        let load = move |tx: &mut Tx<'_>| {
            let sealed = audit_head(tx, &tenant)?.map_or(0, |it| it.head.number);
            Ok((sealed, events_unsealed_count(tx, &tenant)?))
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Writes down that an admin takes the log elsewhere, and begins it.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn export_audit(
        &self,
        visit: &mut Visit,
        session: &Session,
        query: EventQuery,
        format: Format,
    ) -> Result<AuditExport> {
        let (tenant, mut journal, user) = (visit.tenant.id, self.journal(visit), session.user.clone());
        let save = move |tx: &mut Tx<'_>| journal.record(tx, Actor::of(&user), None, &Event::AuditExported);
        self.0.store.write(save).await?;
        Ok(AuditExport::of(tenant, query, format))
    }

    /// The log for somebody at the server's console, who could read the database as well.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn export_audit_as_operator(
        &self,
        tenant: Tenant,
        query: EventQuery,
        format: Format,
    ) -> Result<AuditExport> {
        let (id, mut journal) = (tenant.id, self.console_journal(tenant, &mut self.moment()?));
        let save = move |tx: &mut Tx<'_>| journal.record(tx, Actor::Operator, None, &Event::AuditExported);
        self.0.store.write(save).await?;
        Ok(AuditExport::of(id, query, format))
    }

    /// The next piece of an export; none after its end.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn next_of_audit(&self, export: &mut AuditExport) -> Result<Option<String>> {
        if export.ended {
            return Ok(None);
        }
        let query = EventQuery { limit: READ_AT_ONCE, ..export.query.clone() };
        let rows = self.audit_log(export.tenant, query).await?;
        Ok(Some(export.take(&rows)))
    }
}

impl AuditExport {
    fn of(tenant: TenantId, query: EventQuery, format: Format) -> AuditExport {
        AuditExport { tenant, query, format, began: false, ended: false }
    }

    /// Writes these rows, and remembers where to go on.
    fn take(&mut self, rows: &[LogRow]) -> String {
        let (first, mut text) = (!self.began, String::new());
        self.began = true;
        self.ended = (rows.len() as u64) < READ_AT_ONCE;
        self.query.before = rows.last().map_or(self.query.before, |row| Some(row.id));
        match self.format {
            Format::Csv => {
                if first {
                    text.push_str(&csv::line(COLUMNS));
                }
                rows.iter().for_each(|row| text.push_str(&csv::line(cells(row))));
            }
            Format::Json => {
                if first {
                    text.push('[');
                }
                for (i, row) in rows.iter().enumerate() {
                    let comma = if first && i == 0 { "" } else { "," };
                    // Writing into a String cannot fail.
                    let _ = write!(text, "{comma}\n{}", object(row));
                }
                if self.ended {
                    text.push_str("\n]\n");
                }
            }
        }
        text
    }
}

/// One entry of the walk. Gives the number with which something is wrong, and what.
fn step(head: &mut Head, sealed: &Sealed, known: Option<&Head>) -> std::result::Result<(), (i64, Fault)> {
    if sealed.number < 1 {
        return Err((sealed.number, Fault::Outside));
    }
    let next = i64::try_from(head.number.saturating_add(1)).unwrap_or(i64::MAX);
    if sealed.number != next {
        return Err((next, Fault::Missing));
    }
    let link = sealed.link.ok_or((next, Fault::Changed))?;
    *head = head.check(&sealed.entry, &link, sealed.erased).map_err(|fault| (next, fault))?;
    match known {
        Some(known) if known.number == head.number && known.hash != head.hash => Err((next, Fault::Known)),
        _ => Ok(()),
    }
}

/// What is wrong with where the chain ends.
fn ends_at(
    head: &Head,
    end: Option<&SignedHead>,
    known: Option<&Head>,
    sign: impl Fn(&Head) -> [u8; 32],
) -> Option<(i64, Fault)> {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    match end {
        None if head.number > 0 => return Some((1, Fault::Outside)),
        Some(end) if end.head.number > head.number => return Some((number(head.number) + 1, Fault::Missing)),
        Some(end) if end.head.number < head.number => {
            return Some((number(end.head.number) + 1, Fault::Outside));
        }
        Some(end) if end.head.hash != head.hash || end.signature != sign(&end.head) => {
            return Some((number(head.number), Fault::Head));
        }
        _ => {}
    }
    known.filter(|known| known.number > head.number).map(|_| (number(head.number) + 1, Fault::Missing))
}

/// What stands in the first line.
const COLUMNS: [&str; 16] = [
    "number",
    "time",
    "kind",
    "refused",
    "done_as",
    "by_id",
    "by_name",
    "by_email",
    "about_id",
    "about_name",
    "about_email",
    "address",
    "browser",
    "request",
    "event",
    "hash",
];

fn cells(row: &LogRow) -> [String; 16] {
    let named = |it: &Option<Named>| match it {
        Some(it) => [it.id.to_string(), it.name.clone(), it.email.clone()],
        None => Default::default(),
    };
    let ([by, by_name, by_email], [about, about_name, about_email]) = (named(&row.by), named(&row.subject));
    let text = |it: &Option<String>| it.clone().unwrap_or_default();
    [
        row.number.map(|number| number.to_string()).unwrap_or_default(),
        row.at.utc(),
        row.kind.clone(),
        if row.refusal { "yes" } else { "no" }.to_owned(),
        row.actor.clone(),
        by,
        by_name,
        by_email,
        about,
        about_name,
        about_email,
        text(&row.address),
        text(&row.browser),
        text(&row.request),
        row.text.clone(),
        row.hash.as_deref().map(|hash| HEXLOWER.encode(hash)).unwrap_or_default(),
    ]
}

fn object(row: &LogRow) -> serde_json::Value {
    let named = |it: &Option<Named>| {
        it.as_ref().map(|it| json!({"id": it.id.to_string(), "name": it.name, "email": it.email}))
    };
    json!({
        "id": row.id.to_string(),
        "number": row.number,
        "time": row.at.utc(),
        "kind": row.kind,
        "refused": row.refusal,
        "done_as": row.actor,
        "by": named(&row.by),
        "about": named(&row.subject),
        "address": row.address,
        "browser": row.browser,
        "request": row.request,
        "event": serde_json::from_str(&row.text).unwrap_or(serde_json::Value::Null),
        "hash": row.hash.as_deref().map(|hash| HEXLOWER.encode(hash)),
    })
}
