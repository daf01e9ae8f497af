//! The outbox: letters written in the deciding transaction, sealed until they are sent.

use doorward_core::factor::Channel;
use doorward_core::id::{MessageId, TenantId, UserId};
use doorward_core::moment::Time;

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx};

/// A letter that waits to be sent.
#[derive(Clone, Debug)]
pub struct NewMessage<'a> {
    /// Its id, which it is sealed to.
    pub id: MessageId,
    /// Whom it is for; none when nobody has the address.
    pub user: Option<UserId>,
    /// The address that it goes to.
    pub recipient: &'a str,
    /// What kind of letter it is, for the admin's list.
    pub kind: &'a str,
    /// The sealed letter.
    pub letter: &'a [u8],
    /// When it is sent, unless it is withdrawn before.
    pub due_at: Time,
    /// What it goes out by.
    pub channel: Channel,
    /// Whether somebody waits for it at a page: these do not queue behind the others.
    pub urgent: bool,
}

/// A letter that is this job's to send, until its lease ends.
#[derive(Clone, Debug)]
pub struct Leased {
    /// The tenant it belongs to.
    pub tenant: TenantId,
    /// Its id.
    pub id: MessageId,
    /// The address or number that it goes to.
    pub recipient: String,
    /// What it goes out by.
    pub channel: Channel,
    /// The sealed letter.
    pub letter: Vec<u8>,
    /// How often it was tried before.
    pub tries: u64,
    /// Until when it is this job's: what became of it is written only under this very lease.
    pub lease: Time,
}

impl FromRow for Leased {
    fn from_row(row: &Row<'_>) -> Result<Leased> {
        Ok(Leased {
            tenant: row.id(0)?,
            id: row.id(1)?,
            recipient: row.text(2)?,
            letter: row.bytes(3)?,
            tries: row.count(4)?,
            lease: row.time(5)?,
            channel: row.word(6, Channel::from_key)?,
        })
    }
}

/// How far a message is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageState {
    /// It waits for its next try.
    Waiting,
    /// It was given up.
    Failed,
    /// The mail server took it.
    Sent,
}

/// Which page of which messages.
#[derive(Clone, Copy, Debug)]
pub struct MessageQuery {
    /// In this state; in any without it.
    pub state: Option<MessageState>,
    /// Older than this one.
    pub after: Option<MessageId>,
    /// At most so many.
    pub limit: u64,
}

/// A message as the admin sees it.
#[derive(Clone, Debug)]
pub struct MessageRow {
    /// Its id.
    pub id: MessageId,
    /// What it goes out by.
    pub channel: Channel,
    /// The address or number that it goes to.
    pub recipient: String,
    /// What kind of letter it is.
    pub kind: String,
    /// When it was written.
    pub created_at: Time,
    /// How often it was tried.
    pub tries: u64,
    /// When it is tried next, if it waits.
    pub due_at: Option<Time>,
    /// When it was handed over.
    pub sent_at: Option<Time>,
    /// When it was given up.
    pub failed_at: Option<Time>,
    /// What was answered last, when it was not taken.
    pub last_error: Option<String>,
    /// What whoever took it answered.
    pub answer: Option<String>,
}

impl MessageRow {
    /// How far it is.
    pub fn state(&self) -> MessageState {
        match (self.sent_at, self.failed_at) {
            (Some(_), _) => MessageState::Sent,
            (None, Some(_)) => MessageState::Failed,
            (None, None) => MessageState::Waiting,
        }
    }
}

impl FromRow for MessageRow {
    fn from_row(row: &Row<'_>) -> Result<MessageRow> {
        Ok(MessageRow {
            id: row.id(0)?,
            recipient: row.text(1)?,
            kind: row.text(2)?,
            created_at: row.time(3)?,
            tries: row.count(4)?,
            due_at: row.opt_time(5)?,
            sent_at: row.opt_time(6)?,
            failed_at: row.opt_time(7)?,
            last_error: row.opt_text(8)?,
            channel: row.word(9, Channel::from_key)?,
            answer: row.opt_text(10)?,
        })
    }
}

/// Puts a letter into the outbox.
pub fn message_insert(tx: &mut Tx<'_>, tenant: &TenantId, message: &NewMessage<'_>, at: Time) -> Result<()> {
    tx.run(
        "INSERT INTO outbox (tenant_id, id, user_id, recipient, kind, letter, created_at, tries, due_at, channel, urgent)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10)",
        &[
            tenant.into(),
            (&message.id).into(),
            message.user.as_ref().into(),
            message.recipient.into(),
            message.kind.into(),
            message.letter.into(),
            at.into(),
            message.due_at.into(),
            message.channel.key().into(),
            message.urgent.into(),
        ],
    )?;
    Ok(())
}

/// How many letters of a kind a person was sent since a time: for the quota.
pub fn messages_since(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    kind: &str,
    since: Time,
) -> Result<u64> {
    let found = tx.one::<i64>(
        "SELECT count(*) FROM outbox WHERE tenant_id = $1 AND user_id = $2 AND kind = $3 AND created_at > $4",
        &[tenant.into(), user.into(), kind.into(), since.into()],
    )?;
    Ok(u64::try_from(found.unwrap_or(0)).unwrap_or(0))
}

/// Leases the letter that has been due longest, of whatever tenant, among the urgent ones or the others: each is leased by exactly
/// one job at a time.
pub fn message_lease(tx: &mut Tx<'_>, urgent: bool, now: Time, until: Time) -> Result<Option<Leased>> {
    tx.one(
        "UPDATE outbox SET leased_until = $2
          WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM outbox
                                     WHERE due_at IS NOT NULL AND due_at <= $1 AND urgent = $3
                                       AND (leased_until IS NULL OR leased_until <= $1)
                                     ORDER BY due_at, id LIMIT 1)
            AND due_at IS NOT NULL AND (leased_until IS NULL OR leased_until <= $1)
         RETURNING tenant_id, id, recipient, letter, tries, leased_until, channel",
        &[now.into(), until.into(), urgent.into()],
    )
}

/// When the next letter is due, among the urgent ones or the others, be it leased or not.
pub fn message_next_due(tx: &mut Tx<'_>, urgent: bool) -> Result<Option<Time>> {
    struct Due(Option<Time>);
    impl FromRow for Due {
        fn from_row(row: &Row<'_>) -> Result<Due> {
            Ok(Due(row.opt_time(0)?))
        }
    }
    let due = tx.one::<Due>(
        "SELECT min(due_at) FROM outbox WHERE due_at IS NOT NULL AND urgent = $1",
        &[urgent.into()],
    )?;
    Ok(due.and_then(|due| due.0))
}

/// How many letters wait, of every account, and since when the oldest does.
pub fn messages_waiting(tx: &mut Tx<'_>) -> Result<(u64, Option<Time>)> {
    struct Waiting(u64, Option<Time>);
    impl FromRow for Waiting {
        fn from_row(row: &Row<'_>) -> Result<Waiting> {
            Ok(Waiting(row.count(0)?, row.opt_time(1)?))
        }
    }
    let waiting =
        tx.one::<Waiting>("SELECT count(*), min(created_at) FROM outbox WHERE due_at IS NOT NULL", &[])?;
    Ok(waiting.map_or((0, None), |Waiting(count, oldest)| (count, oldest)))
}

/// How many letters of an account wait.
pub fn messages_waiting_of(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<u64> {
    let waiting = tx.one::<i64>(
        "SELECT count(*) FROM outbox WHERE tenant_id = $1 AND due_at IS NOT NULL",
        &[tenant.into()],
    )?;
    Ok(u64::try_from(waiting.unwrap_or(0)).unwrap_or(0))
}

/// It was taken: its text is forgotten, and what whoever took it answered is kept.
pub fn message_sent(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &MessageId,
    lease: Time,
    at: Time,
    answer: &str,
) -> Result<()> {
    tx.run(
        "UPDATE outbox SET sent_at = $3, tries = tries + 1, due_at = NULL, leased_until = NULL, letter = NULL,
                           last_error = NULL, answer = $5
          WHERE tenant_id = $1 AND id = $2 AND leased_until = $4 AND sent_at IS NULL",
        &[tenant.into(), id.into(), at.into(), lease.into(), answer.into()],
    )?;
    Ok(())
}

/// It could not be sent now: it is tried again.
pub fn message_retry(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &MessageId,
    lease: Time,
    due_at: Time,
    error: &str,
) -> Result<()> {
    tx.run(
        "UPDATE outbox SET tries = tries + 1, due_at = $3, leased_until = NULL, last_error = $4
          WHERE tenant_id = $1 AND id = $2 AND leased_until = $5 AND sent_at IS NULL",
        &[tenant.into(), id.into(), due_at.into(), error.into(), lease.into()],
    )?;
    Ok(())
}

/// It is given up; its text is kept, so that an admin can send it after all.
pub fn message_failed(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    id: &MessageId,
    lease: Time,
    at: Time,
    error: &str,
) -> Result<()> {
    tx.run(
        "UPDATE outbox SET tries = tries + 1, due_at = NULL, leased_until = NULL, failed_at = $3, last_error = $4
          WHERE tenant_id = $1 AND id = $2 AND leased_until = $5 AND sent_at IS NULL",
        &[tenant.into(), id.into(), at.into(), error.into(), lease.into()],
    )?;
    Ok(())
}

/// Takes back a letter that nobody began to send; what it would have told is not so any more.
pub fn message_withdraw(tx: &mut Tx<'_>, tenant: &TenantId, id: &MessageId) -> Result<u64> {
    tx.run(
        "DELETE FROM outbox WHERE tenant_id = $1 AND id = $2 AND tries = 0 AND sent_at IS NULL AND leased_until IS NULL",
        &[tenant.into(), id.into()],
    )
}

/// Takes away all messages to a person, sent or not.
pub fn messages_forget(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    tx.run("DELETE FROM outbox WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])
}

/// An admin wants it tried again now: false when it is not one that failed or waits.
pub fn message_send_again(tx: &mut Tx<'_>, tenant: &TenantId, id: &MessageId, at: Time) -> Result<bool> {
    let again = tx.run(
        "UPDATE outbox SET due_at = $3, failed_at = NULL
          WHERE tenant_id = $1 AND id = $2 AND sent_at IS NULL AND letter IS NOT NULL AND leased_until IS NULL",
        &[tenant.into(), id.into(), at.into()],
    )?;
    Ok(again == 1)
}

/// One page of the account's messages, the newest first.
pub fn message_list(tx: &mut Tx<'_>, tenant: &TenantId, query: &MessageQuery) -> Result<Vec<MessageRow>> {
    let before = query.after.unwrap_or(MessageId::from_bytes([255; 16]));
    match query.state {
        None | Some(MessageState::Sent) => tx.all(
            "SELECT id, recipient, kind, created_at, tries, due_at, sent_at, failed_at, last_error, channel, answer
               FROM outbox WHERE tenant_id = $1 AND id < $2 AND ($3 = '' OR sent_at IS NOT NULL)
              ORDER BY id DESC LIMIT $4",
            &[
                tenant.into(),
                (&before).into(),
                query.state.map_or("", |_| "sent").into(),
                int(query.limit).into(),
            ],
        ),
        Some(state) => tx.all(
            "SELECT id, recipient, kind, created_at, tries, due_at, sent_at, failed_at, last_error, channel, answer
               FROM outbox
              WHERE tenant_id = $1 AND id < $2 AND sent_at IS NULL AND (failed_at IS NULL) = ($3 = 'waiting')
              ORDER BY id DESC LIMIT $4",
            &[
                tenant.into(),
                (&before).into(),
                if state == MessageState::Waiting { "waiting" } else { "failed" }.into(),
                int(query.limit).into(),
            ],
        ),
    }
}

/// The message with this id.
pub fn message_find(tx: &mut Tx<'_>, tenant: &TenantId, id: &MessageId) -> Result<Option<MessageRow>> {
    tx.one(
        "SELECT id, recipient, kind, created_at, tries, due_at, sent_at, failed_at, last_error, channel, answer
           FROM outbox WHERE tenant_id = $1 AND id = $2",
        &[tenant.into(), id.into()],
    )
}

/// How many messages the account could not send: given up, or tried in vain so far.
pub fn message_troubles(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<u64> {
    let found = tx.one::<i64>(
        "SELECT count(*) FROM outbox WHERE tenant_id = $1 AND sent_at IS NULL AND last_error IS NOT NULL",
        &[tenant.into()],
    )?;
    Ok(u64::try_from(found.unwrap_or(0)).unwrap_or(0))
}
