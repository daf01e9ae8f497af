//! Passcodes that were sent, sealed until they are used; and every asking for one, with what became of its message.

use doorward_core::factor::Channel;
use doorward_core::factor::sent_code::Purpose;
use doorward_core::id::{MessageId, SentCodeId, TenantId, UserId};
use doorward_core::moment::Time;

use crate::ids::int;
use crate::{FromRow, Result, Row, Tx};

/// A passcode as it is kept.
#[derive(Clone, Debug)]
pub struct StoredCode {
    /// Its id, which it is sealed to.
    pub id: SentCodeId,
    /// The address or number that it went to.
    pub recipient: String,
    /// The sealed digits.
    pub code: Vec<u8>,
    /// When it was made.
    pub made_at: Time,
    /// When it stops working.
    pub expires_at: Time,
    /// When it was used.
    pub used_at: Option<Time>,
}

impl FromRow for StoredCode {
    fn from_row(row: &Row<'_>) -> Result<StoredCode> {
        Ok(StoredCode {
            id: row.id(0)?,
            recipient: row.text(1)?,
            code: row.bytes(2)?,
            made_at: row.time(3)?,
            expires_at: row.time(4)?,
            used_at: row.opt_time(5)?,
        })
    }
}

/// Where passcodes of one kind are asked for: by a person, within a sign-in or session, by a channel and for a purpose.
#[derive(Clone, Copy, Debug)]
pub struct AskedFor {
    /// Who asks.
    pub user: UserId,
    /// The sign-in or session.
    pub bound_to: [u8; 16],
    /// By what.
    pub channel: Channel,
    /// What for.
    pub purpose: Purpose,
}

/// An asking for a passcode to be sent.
#[derive(Clone, Debug)]
pub struct NewSending<'a> {
    /// The id of its message in the outbox.
    pub id: MessageId,
    /// Which passcode; none when it was held back.
    pub code: Option<SentCodeId>,
    /// Where it was asked for.
    pub asked: AskedFor,
    /// The address or number.
    pub recipient: &'a str,
    /// The range of numbers that it belongs to; empty for an address.
    pub block: &'a str,
    /// The network that it was asked for from.
    pub origin: &'a str,
    /// The cap that kept it from being sent.
    pub held_back: Option<&'a str>,
    /// When.
    pub at: Time,
}

/// An asking for a passcode, and what became of it.
#[derive(Clone, Debug)]
pub struct SendingRow {
    /// The id of its message.
    pub id: MessageId,
    /// By what.
    pub channel: Channel,
    /// What for.
    pub purpose: Purpose,
    /// The address or number that it goes to.
    pub recipient: String,
    /// When it was asked for.
    pub asked_at: Time,
    /// The cap that kept it from being sent.
    pub held_back: Option<String>,
    /// When the passcode stops working.
    pub expires_at: Option<Time>,
    /// When it was used.
    pub used_at: Option<Time>,
    /// How often handing it over was tried.
    pub tries: u64,
    /// When it was taken.
    pub sent_at: Option<Time>,
    /// When it was given up.
    pub failed_at: Option<Time>,
    /// What whoever took it answered.
    pub answer: Option<String>,
    /// What was answered last, when it was not taken.
    pub last_error: Option<String>,
}

impl FromRow for SendingRow {
    fn from_row(row: &Row<'_>) -> Result<SendingRow> {
        Ok(SendingRow {
            id: row.id(0)?,
            channel: row.word(1, Channel::from_key)?,
            purpose: row.word(2, Purpose::from_key)?,
            recipient: row.text(3)?,
            asked_at: row.time(4)?,
            held_back: row.opt_text(5)?,
            expires_at: row.opt_time(6)?,
            used_at: row.opt_time(7)?,
            tries: row.count(8)?,
            sent_at: row.opt_time(9)?,
            failed_at: row.opt_time(10)?,
            answer: row.opt_text(11)?,
            last_error: row.opt_text(12)?,
        })
    }
}

/// How many were sent since a time: to a person, to an address or number, to a range of numbers, from a network, and in all.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct SentSince {
    /// To the person.
    pub user: u64,
    /// To the address or number, whoever asked.
    pub recipient: u64,
    /// To the range of numbers.
    pub block: u64,
    /// From the network.
    pub origin: u64,
    /// By the account.
    pub account: u64,
}

impl FromRow for SentSince {
    fn from_row(row: &Row<'_>) -> Result<SentSince> {
        Ok(SentSince {
            user: row.count(0)?,
            recipient: row.count(1)?,
            block: row.count(2)?,
            origin: row.count(3)?,
            account: row.count(4)?,
        })
    }
}

/// Keeps a new passcode, sealed.
pub fn sent_code_insert(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    asked: &AskedFor,
    code: &StoredCode,
) -> Result<()> {
    tx.run(
        "INSERT INTO sent_codes
           (tenant_id, id, user_id, channel, purpose, bound_to, recipient, code, made_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            tenant.into(),
            (&code.id).into(),
            (&asked.user).into(),
            asked.channel.key().into(),
            asked.purpose.key().into(),
            (&asked.bound_to).into(),
            code.recipient.as_str().into(),
            code.code.as_slice().into(),
            code.made_at.into(),
            code.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// The last passcodes that were sent there, the newest first: enough to know an older one.
pub fn sent_codes_here(tx: &mut Tx<'_>, tenant: &TenantId, asked: &AskedFor) -> Result<Vec<StoredCode>> {
    tx.all(
        "SELECT id, recipient, code, made_at, expires_at, used_at FROM sent_codes
          WHERE tenant_id = $1 AND user_id = $2 AND bound_to = $3 AND channel = $4 AND purpose = $5
          ORDER BY made_at DESC, id DESC LIMIT 5",
        &[
            tenant.into(),
            (&asked.user).into(),
            (&asked.bound_to).into(),
            asked.channel.key().into(),
            asked.purpose.key().into(),
        ],
    )
}

/// Uses a passcode, once: true for exactly one caller, and only while it is the newest where it was asked for.
pub fn sent_code_use(tx: &mut Tx<'_>, tenant: &TenantId, id: &SentCodeId, at: Time) -> Result<bool> {
    let used = tx.run(
        "UPDATE sent_codes SET used_at = $3
          WHERE tenant_id = $1 AND id = $2 AND used_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM sent_codes newer
                             WHERE newer.tenant_id = $1 AND newer.user_id = sent_codes.user_id
                               AND newer.bound_to = sent_codes.bound_to AND newer.channel = sent_codes.channel
                               AND newer.purpose = sent_codes.purpose AND newer.made_at > sent_codes.made_at)",
        &[tenant.into(), id.into(), at.into()],
    )?;
    Ok(used == 1)
}

/// When a test passcode by a channel was last typed, of those that went by the way of now.
pub fn sent_test_used_at(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    channel: Channel,
    route: &[u8; 16],
) -> Result<Option<Time>> {
    struct Used(Option<Time>);
    impl FromRow for Used {
        fn from_row(row: &Row<'_>) -> Result<Used> {
            Ok(Used(row.opt_time(0)?))
        }
    }
    let used = tx.one::<Used>(
        "SELECT max(used_at) FROM sent_codes
          WHERE tenant_id = $1 AND channel = $2 AND purpose = 'test' AND bound_to = $3",
        &[tenant.into(), channel.key().into(), route.into()],
    )?;
    Ok(used.and_then(|used| used.0))
}

/// Writes an asking down.
pub fn code_sending_insert(tx: &mut Tx<'_>, tenant: &TenantId, it: &NewSending<'_>) -> Result<()> {
    tx.run(
        "INSERT INTO code_sendings
           (tenant_id, id, code_id, user_id, channel, purpose, bound_to, recipient, block, origin, held_back, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &[
            tenant.into(),
            (&it.id).into(),
            it.code.as_ref().into(),
            (&it.asked.user).into(),
            it.asked.channel.key().into(),
            it.asked.purpose.key().into(),
            (&it.asked.bound_to).into(),
            it.recipient.into(),
            it.block.into(),
            it.origin.into(),
            it.held_back.into(),
            it.at.into(),
        ],
    )?;
    Ok(())
}

/// The askings there, the newest first, and what became of each.
pub fn code_sendings_here(tx: &mut Tx<'_>, tenant: &TenantId, asked: &AskedFor) -> Result<Vec<SendingRow>> {
    tx.all(
        "SELECT s.id, s.channel, s.purpose, s.recipient, s.asked_at, s.held_back, c.expires_at, c.used_at,
                COALESCE(m.tries, 0), m.sent_at, m.failed_at, m.answer, m.last_error
           FROM code_sendings s
           LEFT JOIN sent_codes c ON c.tenant_id = $1 AND c.id = s.code_id
           LEFT JOIN outbox m ON m.tenant_id = $1 AND m.id = s.id
          WHERE s.tenant_id = $1 AND s.user_id = $2 AND s.bound_to = $3 AND s.channel = $4 AND s.purpose = $5
          ORDER BY s.asked_at DESC, s.id DESC LIMIT 20",
        &[
            tenant.into(),
            (&asked.user).into(),
            (&asked.bound_to).into(),
            asked.channel.key().into(),
            asked.purpose.key().into(),
        ],
    )
}

/// A person's last askings, the newest first, and what became of each.
pub fn code_sendings_of(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
    limit: u64,
) -> Result<Vec<SendingRow>> {
    tx.all(
        "SELECT s.id, s.channel, s.purpose, s.recipient, s.asked_at, s.held_back, c.expires_at, c.used_at,
                COALESCE(m.tries, 0), m.sent_at, m.failed_at, m.answer, m.last_error
           FROM code_sendings s
           LEFT JOIN sent_codes c ON c.tenant_id = $1 AND c.id = s.code_id
           LEFT JOIN outbox m ON m.tenant_id = $1 AND m.id = s.id
          WHERE s.tenant_id = $1 AND s.user_id = $2
          ORDER BY s.asked_at DESC, s.id DESC LIMIT $3",
        &[tenant.into(), user.into(), int(limit).into()],
    )
}

/// How many were sent by a channel since a time, as the caps count them.
pub fn code_sendings_since(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    it: &NewSending<'_>,
    since: Time,
) -> Result<SentSince> {
    let found = tx.one::<SentSince>(
        "SELECT COALESCE(sum(CASE WHEN user_id = $3 THEN 1 ELSE 0 END), 0),
                COALESCE(sum(CASE WHEN recipient = $4 THEN 1 ELSE 0 END), 0),
                COALESCE(sum(CASE WHEN block = $5 THEN 1 ELSE 0 END), 0),
                COALESCE(sum(CASE WHEN origin = $6 THEN 1 ELSE 0 END), 0),
                count(*)
           FROM code_sendings
          WHERE tenant_id = $1 AND channel = $2 AND asked_at > $7 AND held_back IS NULL",
        &[
            tenant.into(),
            it.asked.channel.key().into(),
            (&it.asked.user).into(),
            it.recipient.into(),
            it.block.into(),
            it.origin.into(),
            since.into(),
        ],
    )?;
    Ok(found.unwrap_or_default())
}

/// Forgets where a person's passcodes went, and from where they were asked for; that they were, and when, is kept.
pub fn sent_codes_forget(tx: &mut Tx<'_>, tenant: &TenantId, user: &UserId) -> Result<u64> {
    let codes = tx
        .run("DELETE FROM sent_codes WHERE tenant_id = $1 AND user_id = $2", &[tenant.into(), user.into()])?;
    let sendings = tx.run(
        "UPDATE code_sendings SET recipient = '', block = '', origin = '' WHERE tenant_id = $1 AND user_id = $2",
        &[tenant.into(), user.into()],
    )?;
    Ok(codes + sendings)
}
