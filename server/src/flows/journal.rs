//! Writing down what happened: the audit entry and the letter, in the deciding transaction.

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::factor::Channel;
use doorward_core::id::{EventId, LinkId, MessageId, UserId};
use doorward_core::letter::{Letter, Occasion, Quota};
use doorward_core::moment::{Moment, Time};
use doorward_core::not_me;
use doorward_core::secret::{Secret, ServerKey, Token};
use doorward_core::tenant::Tenant;
use doorward_core::throttle::network;
use doorward_core::user::{Email, Role, User};
use doorward_store::events::{Entry, event_insert};
use doorward_store::not_me_links::{NotMeLink, not_me_link_insert};
use doorward_store::outbox::{NewMessage, message_insert, messages_since};
use doorward_store::users::users_who_administer;
use doorward_store::{StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::metrics::Metrics;

use super::{App, Caller, Visit};

/// What a transaction writes down with; it is moved into the closure that is the transaction.
pub(super) struct Journal {
    pub(super) tenant: Tenant,
    caller: Option<Caller>,
    key: ServerKey,
    metrics: Metrics,
    pub(super) moment: Moment,
}

/// A letter as it lies in the outbox, before it is sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct Enveloped {
    pub(super) letter: Letter,
    pub(super) occasion: Occasion,
    pub(super) name: String,
    /// The secret end of the link "this was not me", where it bears one.
    #[serde(default)]
    pub(super) not_me: Option<String>,
    /// The language that its reader chose, or of the page where they asked for it; that of the account when none.
    #[serde(default)]
    pub(super) language: Option<String>,
}

impl App {
    /// The journal of a request.
    pub(super) fn journal(&self, visit: &mut Visit) -> Journal {
        self.new_journal(visit.tenant.clone(), Some(visit.caller.clone()), &mut visit.moment)
    }

    /// The journal of a request that is decided later than it came.
    pub(super) fn journal_of(&self, tenant: Tenant, caller: Caller, moment: &mut Moment) -> Journal {
        self.new_journal(tenant, Some(caller), moment)
    }

    /// The journal of somebody at the server's console.
    pub(super) fn console_journal(&self, tenant: Tenant, moment: &mut Moment) -> Journal {
        self.new_journal(tenant, None, moment)
    }

    fn new_journal(&self, tenant: Tenant, caller: Option<Caller>, moment: &mut Moment) -> Journal {
        let (key, metrics) = (self.0.key.clone(), self.0.metrics.clone());
        Journal { tenant, caller, key, metrics, moment: moment.split() }
    }
}

/// Under which id a message goes out, when, by what, and whether somebody waits for it.
struct By {
    id: MessageId,
    due_at: Time,
    channel: Channel,
    urgent: bool,
}

impl Journal {
    /// Writes an event down, and the letter that it calls for. It is counted when the transaction is committed.
    pub(super) fn record(
        &mut self,
        tx: &mut Tx<'_>,
        actor: Actor,
        subject: Option<&User>,
        event: &Event,
    ) -> Result<(), StoreError> {
        let entry = Entry {
            id: EventId::new(&mut self.moment),
            at: self.moment.now(),
            actor,
            subject: subject.map(|user| user.id),
            address: None,
            browser: None,
            request: None,
            event,
        };
        let tenant = self.tenant.id;
        match self.caller.clone() {
            None => event_insert(tx, &tenant, &entry)?,
            Some(caller) => event_insert(
                tx,
                &tenant,
                &Entry {
                    address: Some(&caller.address.to_string()),
                    browser: Some(&caller.browser),
                    request: Some(&caller.request),
                    ..entry
                },
            )?,
        }
        let (metrics, happened) = (self.metrics.clone(), event.clone());
        tx.once_committed(move || metrics.happened(&happened));
        match (subject, event.letter(&actor)) {
            (Some(user), Some(letter)) => self.post(tx, user, letter),
            _ => Ok(()),
        }
    }

    /// Counts a try with an address that nobody has, when the transaction is committed.
    pub(super) fn count_unknown(&self, tx: &mut Tx<'_>) {
        let metrics = self.metrics.clone();
        tx.once_committed(move || metrics.nobody_has_that_address());
    }

    /// Writes events about a person down, done by themselves.
    pub(super) fn record_all(
        &mut self,
        tx: &mut Tx<'_>,
        user: &User,
        events: &[Event],
    ) -> Result<(), StoreError> {
        events.iter().try_for_each(|event| self.record(tx, Actor::of(user), Some(user), event))
    }

    /// The address and browser that the request came from.
    pub(super) fn origin(&self) -> (String, String) {
        match &self.caller {
            Some(caller) => (caller.address.to_string(), caller.browser.clone()),
            None => (String::new(), String::new()),
        }
    }

    /// Puts a letter about `of` to everybody else who administers the account into the outbox.
    pub(super) fn post_to_administrators(
        &mut self,
        tx: &mut Tx<'_>,
        of: &User,
        letter: &Letter,
    ) -> Result<(), StoreError> {
        self.post_to_those_who_administer(tx, &[of.id], letter)
    }

    /// Puts a letter to everybody who administers the account into the outbox, but for these.
    pub(super) fn post_to_those_who_administer(
        &mut self,
        tx: &mut Tx<'_>,
        but: &[UserId],
        letter: &Letter,
    ) -> Result<(), StoreError> {
        let mut all = users_who_administer(tx, &self.tenant.id)?;
        all.retain(|it| !but.contains(&it.id));
        all.iter().try_for_each(|it| self.post(tx, it, letter.clone()))
    }

    /// Puts a letter to the owners into the outbox, but for these.
    pub(super) fn post_to_owners(
        &mut self,
        tx: &mut Tx<'_>,
        but: &[UserId],
        letter: &Letter,
    ) -> Result<(), StoreError> {
        let mut owners = users_who_administer(tx, &self.tenant.id)?;
        owners.retain(|it| it.role == Role::Owner && !but.contains(&it.id));
        owners.iter().try_for_each(|it| self.post(tx, it, letter.clone()))
    }

    /// Puts a letter to `user` into the outbox, sealed.
    pub(super) fn post(&mut self, tx: &mut Tx<'_>, user: &User, letter: Letter) -> Result<(), StoreError> {
        self.put(tx, Some(user), &user.email, letter)
    }

    /// Puts a letter to `user` into the outbox under an id by which it can be withdrawn until it is due.
    pub(super) fn post_later(
        &mut self,
        tx: &mut Tx<'_>,
        user: &User,
        letter: Letter,
        id: MessageId,
        due_at: Time,
    ) -> Result<(), StoreError> {
        let by = By { id, due_at, channel: Channel::Email, urgent: false };
        self.put_as(tx, Some(user), user.email.as_str(), letter, by)
    }

    /// Puts a passcode that somebody waits for into the outbox, sealed, under the id by which its asking is known.
    pub(super) fn post_code(
        &mut self,
        tx: &mut Tx<'_>,
        user: &User,
        channel: Channel,
        recipient: &str,
        letter: Letter,
        id: MessageId,
    ) -> Result<(), StoreError> {
        let by = By { id, due_at: self.moment.now(), channel, urgent: true };
        self.put_as(tx, Some(user), recipient, letter, by)
    }

    /// Seals what only this server is to read.
    pub(super) fn seal(&mut self, plain: &[u8], belongs_to: &str) -> Result<Vec<u8>, StoreError> {
        let sealed = self.key.seal(plain, belongs_to, &mut self.moment);
        sealed.map_err(|_| StoreError::Corrupt("something that cannot be sealed".to_owned()))
    }

    /// Opens what [`Journal::seal`] sealed.
    pub(super) fn open(&self, sealed: &[u8], belongs_to: &str) -> Result<Secret<String>, StoreError> {
        let opened = self.key.open(sealed, belongs_to).map_err(|_| sealed_elsewhere())?;
        Ok(Secret::new(String::from_utf8_lossy(opened.expose()).into_owned()))
    }

    /// The network that the request came from, as caps count it: its digest.
    pub(super) fn network(&self) -> String {
        let address = self.caller.as_ref().map(|caller| network(caller.address));
        address.map_or_else(String::new, |address| {
            data_encoding::HEXLOWER.encode(&self.key.mac("network of a sending", &[&address]))
        })
    }

    /// Puts a letter to a person into the outbox, sealed, at an address that is not theirs yet, or not any more.
    pub(super) fn post_to(
        &mut self,
        tx: &mut Tx<'_>,
        user: &User,
        to: &Email,
        letter: Letter,
    ) -> Result<(), StoreError> {
        self.put(tx, Some(user), to, letter)
    }

    /// Puts a letter to an address that nobody has into the outbox, sealed. It calls its reader by no name.
    pub(super) fn post_to_address(
        &mut self,
        tx: &mut Tx<'_>,
        email: &Email,
        letter: Letter,
    ) -> Result<(), StoreError> {
        self.put(tx, None, email, letter)
    }

    fn put(
        &mut self,
        tx: &mut Tx<'_>,
        user: Option<&User>,
        email: &Email,
        letter: Letter,
    ) -> Result<(), StoreError> {
        let (id, due_at) = (MessageId::new(&mut self.moment), self.moment.now());
        let by = By { id, due_at, channel: Channel::Email, urgent: false };
        self.put_as(tx, user, email.as_str(), letter, by)
    }

    fn put_as(
        &mut self,
        tx: &mut Tx<'_>,
        user: Option<&User>,
        recipient: &str,
        letter: Letter,
        by: By,
    ) -> Result<(), StoreError> {
        let By { id, due_at, channel, urgent } = by;
        let kind = serde_json::to_value(&letter)
            .ok()
            .and_then(|value| value.get("letter").and_then(|kind| kind.as_str().map(str::to_owned)))
            .unwrap_or_default();
        let mut not_me = None;
        if let (Some(user), Some(quota)) = (user, letter.quota_of_security()) {
            if !self.within(tx, user, &kind, quota)? {
                let held_back = Event::LetterHeldBack { letter: kind };
                return self.record(tx, Actor::System, Some(user), &held_back);
            }
            not_me = Some(self.make_not_me_link(tx, user, recipient, &kind)?.expose());
        }
        let occasion = Occasion {
            at: self.moment.now(),
            address: self.caller.as_ref().map(|caller| caller.address.to_string()),
            browser: self.caller.as_ref().map(|caller| caller.browser.clone()),
        };
        let chosen = user.and_then(|user| user.language.as_ref()).map(ToString::to_string);
        let asked_in = self.caller.as_ref().map(|caller| caller.language.clone());
        let enveloped = Enveloped {
            language: chosen.or(asked_in.filter(|_| letter.is_awaited())),
            letter,
            occasion,
            not_me,
            name: user.map(|user| user.name.clone()).unwrap_or_default(),
        };
        let plain = serde_json::to_vec(&enveloped).map_err(|_| StoreError::Corrupt("a letter".to_owned()))?;
        let sealed = self.seal(&plain, &format!("letter/{id}"))?;
        let user = user.map(|user| user.id);
        let message =
            NewMessage { id, user, recipient, kind: &kind, letter: &sealed, due_at, channel, urgent };
        message_insert(tx, &self.tenant.id, &message, self.moment.now())
    }

    /// Whether a person may be sent another letter of a kind.
    fn within(&self, tx: &mut Tx<'_>, user: &User, kind: &str, quota: Quota) -> Result<bool, StoreError> {
        let now = self.moment.now();
        let mut sent = |span| messages_since(tx, &self.tenant.id, &user.id, kind, now.minus(span));
        Ok(quota.allows(sent(Quota::HOUR)?, sent(Quota::DAY)?))
    }

    /// Makes the link by which whoever gets a letter at `email` says that what it tells of was not them.
    fn make_not_me_link(
        &mut self,
        tx: &mut Tx<'_>,
        user: &User,
        recipient: &str,
        kind: &str,
    ) -> Result<Token, StoreError> {
        let mailed_to = Email::parse(recipient).map_err(|_| StoreError::Corrupt("an address".to_owned()))?;
        let (token, now) = (Token::new(&mut self.moment), self.moment.now());
        let link = NotMeLink {
            id: LinkId::new(&mut self.moment),
            user: user.id,
            letter: kind.to_owned(),
            mailed_to,
            made_at: now,
            expires_at: now.plus(not_me::LIVES_FOR),
            used_at: None,
        };
        not_me_link_insert(tx, &self.tenant.id, &link, &token.hash())?;
        Ok(token)
    }
}

fn sealed_elsewhere() -> StoreError {
    StoreError::Corrupt("something that another key sealed".to_owned())
}
