//! The outbox, for the job that sends and for the admin who looks.

use std::time::Duration;

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::factor::Channel;
use doorward_core::id::{MessageId, TenantId};
use doorward_core::letter::{Letter, Occasion};
use doorward_core::moment::Time;
use doorward_core::session::SteppedUp;
use doorward_core::tenant::Tenant;
use doorward_store::Tx;
use doorward_store::outbox::{
    MessageQuery, MessageRow, message_failed, message_find, message_lease, message_list, message_next_due,
    message_retry, message_send_again, message_sent, message_troubles,
};
use doorward_store::sessions::session_holds;
use doorward_store::tenants::tenant_find;

use crate::metrics::Handed;

use super::journal::Enveloped;
use super::{App, Error, Result, Visit};

/// A leased letter is this job's for so long: longer than any mail server is waited for.
const LEASE: Duration = Duration::from_secs(120);

/// A letter is tried so often: over a day (see [`wait_after`]).
const MOST_TRIES: u64 = 16;

/// A letter to be sent now.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The account that it is from.
    pub tenant: Tenant,
    /// Its id: also the mail's Message-ID, so that a letter sent twice is known as one.
    pub id: MessageId,
    /// What it goes out by.
    pub channel: Channel,
    /// The address or number that it goes to.
    pub recipient: String,
    /// What its reader is called.
    pub name: String,
    /// The language that its reader chose, or of the page where they asked for it, or of the account; none for the first.
    pub language: Option<String>,
    /// What it says.
    pub letter: Letter,
    /// When and from where what it tells of came.
    pub occasion: Occasion,
    /// The secret end of its link "this was not me", if it bears one.
    pub not_me: Option<String>,
    /// Whether its link or code no longer works.
    pub too_late: bool,
    tries: u64,
    lease: Time,
}

/// What became of sending a letter.
#[derive(Clone, Debug)]
pub enum Posted {
    /// It was taken; whoever took it said this.
    Sent(String),
    /// It could not be sent now: it is tried again.
    Later(String),
    /// It was refused for good.
    Never(String),
}

impl App {
    /// Leases the letter that has been due longest, of those that somebody waits for at a page, or of the others.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn next_parcel(&self, urgent: bool) -> Result<Option<Parcel>> {
        let mut moment = self.moment()?;
        let now = moment.now();
        // Mostly nothing is due, and looking is cheaper than asking for the writer.
        let due = self.0.store.read(move |tx| message_next_due(tx, urgent)).await?;
        if due.is_none_or(|due| due > now) {
            return Ok(None);
        }
        let lease = move |tx: &mut Tx<'_>| {
            let Some(leased) = message_lease(tx, urgent, now, now.plus(LEASE))? else { return Ok(None) };
            let tenant = tenant_find(tx, &leased.tenant)?;
            Ok(Some((leased, tenant)))
        };
        let Some((leased, tenant)) = self.0.store.write(lease).await? else { return Ok(None) };
        let tenant = tenant.ok_or(Error::Gone("an account"))?;
        let opened = self.0.key.open(&leased.letter, &format!("letter/{}", leased.id)).ok();
        let read = opened.and_then(|letter| serde_json::from_slice::<Enveloped>(letter.expose()).ok());
        let Some(enveloped) = read else {
            // Sealed under another key, or by another program: said to the admin, and no hindrance to the next letter.
            let why = "it cannot be opened: see that the key file is that of this database";
            let (id, lease) = (leased.id, leased.lease);
            let mut journal = self.console_journal(tenant, &mut moment);
            let fail = move |tx: &mut Tx<'_>| {
                message_failed(tx, &journal.tenant.id, &id, lease, now, why)?;
                journal.record(tx, Actor::System, None, &Event::MailFailed)
            };
            self.0.store.write(fail).await?;
            self.0.metrics.letter(Handed::Failed);
            return Box::pin(self.next_parcel(urgent)).await;
        };
        let accounts = tenant.language.as_ref().map(ToString::to_string);
        Ok(Some(Parcel {
            tenant,
            id: leased.id,
            recipient: leased.recipient,
            channel: leased.channel,
            name: enveloped.name,
            language: enveloped.language.or(accounts),
            not_me: enveloped.not_me,
            too_late: enveloped.letter.is_too_late(now),
            letter: enveloped.letter,
            occasion: enveloped.occasion,
            tries: leased.tries,
            lease: leased.lease,
        }))
    }

    /// Writes down what became of a letter.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn parcel_posted(&self, parcel: &Parcel, posted: Posted) -> Result<()> {
        let mut moment = self.moment()?;
        let (tenant, id, now) = (parcel.tenant.id, parcel.id, moment.now());
        let (tries, lease, mut journal) =
            (parcel.tries, parcel.lease, self.console_journal(parcel.tenant.clone(), &mut moment));
        let handed = match &posted {
            Posted::Sent(_) => Handed::Sent,
            Posted::Later(_) if tries.saturating_add(1) < MOST_TRIES => Handed::Retried,
            Posted::Later(_) | Posted::Never(_) => Handed::Failed,
        };
        let save = move |tx: &mut Tx<'_>| match &posted {
            Posted::Sent(answer) => message_sent(tx, &tenant, &id, lease, now, answer),
            Posted::Later(why) if tries.saturating_add(1) < MOST_TRIES => {
                message_retry(tx, &tenant, &id, lease, now.plus(wait_after(tries)), why)
            }
            Posted::Later(why) | Posted::Never(why) => {
                message_failed(tx, &tenant, &id, lease, now, why)?;
                journal.record(tx, Actor::System, None, &Event::MailFailed)
            }
        };
        self.0.store.write(save).await?;
        self.0.metrics.letter(handed);
        Ok(())
    }

    /// One page of the account's messages, the newest first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn messages(&self, visit: &Visit, query: MessageQuery) -> Result<Vec<MessageRow>> {
        let tenant = visit.tenant.id;
        Ok(self.0.store.read(move |tx| message_list(tx, &tenant, &query)).await?)
    }

    /// One message of the account.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn message(&self, visit: &Visit, id: MessageId) -> Result<Option<MessageRow>> {
        let tenant = visit.tenant.id;
        Ok(self.0.store.read(move |tx| message_find(tx, &tenant, &id)).await?)
    }

    /// How many messages the account could not send.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn message_troubles(&self, visit: &Visit) -> Result<u64> {
        let tenant = visit.tenant.id;
        Ok(self.0.store.read(move |tx| message_troubles(tx, &tenant)).await?)
    }

    /// Sends a message again that failed or waits. False when there is no such message.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn send_again(&self, visit: &mut Visit, by: SteppedUp, id: MessageId) -> Result<bool> {
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let tenant: TenantId = journal.tenant.id;
            let again = session_holds(tx, &tenant, &by.stands_on())?
                && message_send_again(tx, &tenant, &id, journal.moment.now())?;
            if again {
                journal.record(tx, by.actor(), None, &Event::MailRetried)?;
            }
            Ok(again)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Frees what expired. Returns how many rows went.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn sweep(&self) -> Result<u64> {
        const A_DAY: Duration = Duration::from_secs(86_400);
        let now = self.moment()?.now();
        Ok(self.0.store.write(move |tx| doorward_store::sweep::sweep(tx, now, now.minus(A_DAY))).await?)
    }
}

/// The wait after so many tries in vain: 15 s doubling to 4 h.
fn wait_after(tries: u64) -> Duration {
    let doublings = u32::try_from(tries).unwrap_or(u32::MAX).min(10);
    Duration::from_secs(15).saturating_mul(1 << doublings).min(Duration::from_secs(4 * 3_600))
}
