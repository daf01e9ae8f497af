//! Sending a passcode, within the transaction that decides it: who may have one, whether a cap holds it back, which one it is, and its
//! message.
//!
//! An asking is decided and written in one transaction, its message with it; a job hands that over. So a page answers at once,
//! whatever becomes of the mail server or the phone network, and says what is known of the message.

use std::time::Duration;

use doorward_core::authority::Actor;
use doorward_core::enrolment::BoundTo;
use doorward_core::event::Event;
use doorward_core::factor::Channel;
use doorward_core::factor::sent_code::{self, Purpose, SentCode};
use doorward_core::id::{MessageId, TenantId, UserId};
use doorward_core::letter::Letter;
use doorward_core::moment::Time;
use doorward_core::phone::Phone;
use doorward_core::secret::Secret;
use doorward_core::signin::PersonFacts;
use doorward_core::sms::{A_DAY, AN_HOUR, Capped, Count, Counts};
use doorward_core::user::User;
use doorward_store::code_receivers::{CodeReceiver, code_receiver_now};
use doorward_store::sent_codes::{
    AskedFor, NewSending, SendingRow, SentSince, StoredCode, code_sending_insert, code_sendings_here,
    code_sendings_since, sent_code_insert, sent_codes_here,
};
use doorward_store::sms_rules::sms_countries;
use doorward_store::{StoreError, Tx};

use super::journal::Journal;

/// What holds a passcode back that no cap does: no messages go to the country of its number any more.
pub const OTHER_COUNTRY: &str = "country";

/// What asking for a passcode came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sent {
    /// It is on its way.
    Yes,
    /// One was asked for a moment ago.
    NotYet {
        /// When another may be.
        until: Time,
    },
    /// A cap is used up: none is sent.
    HeldBack(Capped),
    /// No text messages go to the country of the number.
    OtherCountry,
    /// It is no way that this person is asked by.
    NotAWay,
}

/// Sends a passcode to prove a method that the person can be asked by.
pub(super) fn send_to_prove(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    person: &PersonFacts,
    bound_to: BoundTo,
    channel: Channel,
) -> Result<Sent, StoreError> {
    match person.askable().contains(channel.kind()) {
        true => send_to(tx, journal, &person.user, bound_to, channel),
        false => Ok(Sent::NotAWay),
    }
}

pub(super) fn send_to(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    user: &User,
    bound_to: BoundTo,
    channel: Channel,
) -> Result<Sent, StoreError> {
    let Some(receiver) = code_receiver_now(tx, &user.tenant, &user.id, channel)? else {
        return Ok(Sent::NotAWay);
    };
    let recipient = recipient_of(user, channel, Some(&receiver));
    send(tx, journal, user, asked_for(user.id, bound_to, channel, Purpose::Prove), &recipient)
}

/// Sends a passcode, unless one was asked for a moment ago, no messages go there, or a cap is used up.
pub(super) fn send(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    user: &User,
    asked: AskedFor,
    recipient: &str,
) -> Result<Sent, StoreError> {
    let (tenant, now) = (journal.tenant.id, journal.moment.now());
    let before = code_sendings_here(tx, &tenant, &asked)?;
    if let Some(until) = next_at(&before, now).filter(|until| now < *until) {
        return Ok(Sent::NotYet { until });
    }
    let phone = match asked.channel {
        Channel::Sms => Phone::parse(recipient).ok(),
        Channel::Email => None,
    };
    let (origin, countries) = (journal.network(), sms_countries(tx, &tenant)?);
    let sending = NewSending {
        id: MessageId::new(&mut journal.moment),
        code: None,
        asked,
        recipient,
        block: phone.as_ref().map(Phone::prefix).unwrap_or_default(),
        origin: &origin,
        held_back: None,
        at: now,
    };
    if asked.channel == Channel::Sms && !phone.as_ref().is_some_and(|phone| countries.allows(phone)) {
        // A number that is being set up is mended at once; one that was good before is told of by the page that asks for the passcode.
        if asked.purpose == Purpose::Prove {
            hold_back(tx, journal, user, sending, OTHER_COUNTRY)?;
        }
        return Ok(Sent::OtherCountry);
    }
    if let Err(capped) = within(tx, &tenant, &sending)? {
        hold_back(tx, journal, user, sending, capped.key())?;
        return Ok(Sent::HeldBack(capped));
    }
    let code = code_to_send(tx, journal, &asked, recipient)?;
    code_sending_insert(tx, &tenant, &NewSending { code: Some(code.id), ..sending.clone() })?;
    journal.record(tx, Actor::of(user), Some(user), &Event::CodeSent { kind: asked.channel.kind() })?;
    let letter = Letter::Passcode {
        code: code.code.expose().clone(),
        until: code.expires_at,
        setting_up: asked.purpose == Purpose::SetUp,
    };
    journal.post_code(tx, user, asked.channel, recipient, letter, sending.id)?;
    Ok(Sent::Yes)
}

/// Writes down that none is sent, and why.
fn hold_back(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    user: &User,
    sending: NewSending<'_>,
    why: &str,
) -> Result<(), StoreError> {
    let kind = sending.asked.channel.kind();
    code_sending_insert(tx, &journal.tenant.id, &NewSending { held_back: Some(why), ..sending })?;
    journal.record(tx, Actor::of(user), Some(user), &Event::CodeHeldBack { kind, cap: why.to_owned() })
}

/// The passcode that was sent there last, while it stays the same; or a new one, sealed and kept.
fn code_to_send(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    asked: &AskedFor,
    recipient: &str,
) -> Result<SentCode, StoreError> {
    let (tenant, now) = (journal.tenant.id, journal.moment.now());
    if let Some(newest) = sent_codes_here(tx, &tenant, asked)?.into_iter().next() {
        let digits = journal.open(&newest.code, &sealed_to(&newest))?;
        let newest = opened(asked, newest, digits.expose());
        if newest.is_sent_again(recipient, now) {
            return Ok(newest);
        }
    }
    let (bound_to, moment) = (BoundTo::from_bytes(asked.bound_to), &mut journal.moment);
    let code =
        SentCode::new(asked.user, asked.channel, asked.purpose, bound_to, recipient.to_owned(), moment);
    let mut stored = StoredCode {
        id: code.id,
        recipient: code.recipient.clone(),
        code: Vec::new(),
        made_at: code.made_at,
        expires_at: code.expires_at,
        used_at: None,
    };
    stored.code = journal.seal(code.code.expose().as_bytes(), &sealed_to(&stored))?;
    sent_code_insert(tx, &tenant, asked, &stored)?;
    Ok(code)
}

/// Whether the caps let one more be sent.
fn within(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    sending: &NewSending<'_>,
) -> Result<Result<(), Capped>, StoreError> {
    let mut since = |span: Duration| code_sendings_since(tx, tenant, sending, sending.at.minus(span));
    let (hour, day) = (since(AN_HOUR)?, since(A_DAY)?);
    let count = |of: fn(&SentSince) -> u64| Count { hour: of(&hour), day: of(&day) };
    let counts = Counts {
        person: count(|sent| sent.user),
        number: count(|sent| sent.recipient),
        prefix: count(|sent| sent.block),
        network: count(|sent| sent.origin),
        account: count(|sent| sent.account),
    };
    Ok(sent_code::caps(sending.asked.channel).allows(&counts))
}

/// When the next may be asked for, after those of the last hour.
pub(super) fn next_at(sendings: &[SendingRow], now: Time) -> Option<Time> {
    let lately = sendings.iter().filter(|it| it.asked_at > now.minus(AN_HOUR)).count();
    let last = sendings.first().filter(|_| lately > 0)?;
    Some(sent_code::next_at(u64::try_from(lately).unwrap_or(u64::MAX), last.asked_at))
}

pub(super) fn recipient_of(user: &User, channel: Channel, receiver: Option<&CodeReceiver>) -> String {
    match channel {
        Channel::Email => user.email.to_string(),
        Channel::Sms => receiver.map(|it| it.number.clone()).unwrap_or_default(),
    }
}

pub(super) fn asked_for(user: UserId, bound_to: BoundTo, channel: Channel, purpose: Purpose) -> AskedFor {
    AskedFor { user, bound_to: *bound_to.as_bytes(), channel, purpose }
}

pub(super) fn opened(asked: &AskedFor, stored: StoredCode, digits: &str) -> SentCode {
    SentCode {
        id: stored.id,
        user: asked.user,
        channel: asked.channel,
        purpose: asked.purpose,
        bound_to: BoundTo::from_bytes(asked.bound_to),
        recipient: stored.recipient,
        code: Secret::new(digits.to_owned()),
        made_at: stored.made_at,
        expires_at: stored.expires_at,
        used: stored.used_at.is_some(),
    }
}

pub(super) fn sealed_to(code: &StoredCode) -> String {
    format!("sent code/{}", code.id)
}
