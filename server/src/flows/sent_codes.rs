//! Passcodes that are sent, as the doors ask for them: at a sign-in, in a session, and to set the method up.

use doorward_core::enrolment::BoundTo;
use doorward_core::factor::sent_code::{self, Purpose, SentCode};
use doorward_core::factor::{Channel, Detail, Refusal, Verified};
use doorward_core::id::{FactorId, UserId};
use doorward_core::moment::Time;
use doorward_core::phone::Phone;
use doorward_core::recovery::RestrictedSession;
use doorward_core::session::{Session, SteppedUp};
use doorward_core::signin::Answer;
use doorward_core::user::User;
use doorward_store::Tx;
use doorward_store::code_receivers::{CodeReceiver, code_receiver_now};
use doorward_store::sent_codes::{AskedFor, SendingRow, code_sendings_here, sent_codes_here};
use doorward_store::sessions::session_holds;
use doorward_store::users::user_find;

use super::enrolling::{NewFactor, NewMethod};
use super::factors::SecondFactorTry;
use super::facts::person_facts;
use super::methods::Enrolled;
use super::passage::Claim;
use super::sending::{
    Sent, asked_for, next_at, opened, recipient_of, sealed_to, send, send_to, send_to_prove,
};
use super::signin::{Answered, Brought, Cost, SignIn};
use super::stepup::Confirmed;
use super::{App, Error, Result, Visit};

/// What is known of the passcode that a page asks for.
#[derive(Clone, Debug)]
pub struct CodeStanding {
    /// Where it goes, as far as its owner would know it.
    pub to: String,
    /// The last asking, if there was one.
    pub last: Option<SendingRow>,
    /// When another may be asked for; none when it may be now.
    pub again_at: Option<Time>,
}

impl CodeStanding {
    /// Whether there is a passcode to be typed.
    pub fn waits(&self, now: Time) -> bool {
        let works = |last: &SendingRow| {
            last.used_at.is_none() && last.expires_at.is_some_and(|expires_at| now < expires_at)
        };
        self.last.as_ref().is_some_and(works)
    }
}

impl App {
    /// Sends a passcode within a sign-in, by a way that the person can be asked by.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn send_code_at_sign_in(
        &self,
        visit: &mut Visit,
        sign_in: &SignIn,
        channel: Channel,
    ) -> Result<Sent> {
        let (user, bound_to) = (sign_in.user()?, sign_in.bound_to());
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let Some(person) = person_facts(tx, &journal.tenant.id, &user)? else { return Ok(Sent::NotAWay) };
            send_to_prove(tx, &mut journal, &person, bound_to, channel)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Sends a passcode within a session, for a fresh proof.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn send_code_to_confirm(
        &self,
        visit: &mut Visit,
        session: &Session,
        channel: Channel,
    ) -> Result<Sent> {
        let (user, on, bound_to) = (session.user.clone(), session.stands_on(), BoundTo::session(&session.id));
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let tenant = journal.tenant.id;
            let person = person_facts(tx, &tenant, &user.id)?;
            let has = person.is_some_and(|person| person.askable().contains(channel.kind()));
            if !has || !session_holds(tx, &tenant, &on)? {
                return Ok(Sent::NotAWay);
            }
            send_to(tx, &mut journal, &user, bound_to, channel)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Sends a passcode to a mailbox or number that is to be set up within a sign-in that demands it. The number is of no account
    /// for the mailbox, which is that of the person's address.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn send_code_to_enrol(
        &self,
        visit: &mut Visit,
        sign_in: &SignIn,
        channel: Channel,
        number: Option<&Phone>,
    ) -> Result<Sent> {
        self.send_to_set_up(visit, sign_in.user()?, sign_in.bound_to(), channel, number).await
    }

    /// Sends a passcode to a mailbox or number that is to be set up in a session.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn send_code_to_add(
        &self,
        visit: &mut Visit,
        session: &Session,
        _: SteppedUp,
        channel: Channel,
        number: Option<&Phone>,
    ) -> Result<Sent> {
        self.send_to_set_up(visit, session.user.id, BoundTo::session(&session.id), channel, number).await
    }

    /// Sends a passcode to a mailbox or number that is to be set up in a restricted session.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn send_code_to_recover(
        &self,
        visit: &mut Visit,
        restricted: &RestrictedSession,
        channel: Channel,
        number: Option<&Phone>,
    ) -> Result<Sent> {
        self.send_to_set_up(visit, restricted.user.id, restricted.bound_to(), channel, number).await
    }

    /// What is known of the passcode that is asked for there.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn code_standing(
        &self,
        visit: &Visit,
        user: &User,
        bound_to: BoundTo,
        channel: Channel,
        purpose: Purpose,
    ) -> Result<CodeStanding> {
        let (tenant, now, user) = (visit.tenant.id, visit.moment.now(), user.clone());
        let asked = asked_for(user.id, bound_to, channel, purpose);
        let load = move |tx: &mut Tx<'_>| {
            let sendings = code_sendings_here(tx, &tenant, &asked)?;
            let set_up = code_receiver_now(tx, &tenant, &user.id, channel)?;
            let again_at = next_at(&sendings, now).filter(|until| now < *until);
            let last = sendings.into_iter().next();
            let recipient = match (&last, purpose) {
                (Some(last), Purpose::SetUp | Purpose::Test) => last.recipient.clone(),
                _ => recipient_of(&user, channel, set_up.as_ref()),
            };
            Ok(CodeStanding { to: channel.masked(&recipient), last, again_at })
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Sets a mailbox or phone up by its first passcode, within a sign-in that demands a method.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn enrol_code_at_sign_in(
        &self,
        visit: &mut Visit,
        sign_in: &SignIn,
        channel: Channel,
        typed: &str,
    ) -> Result<Answered> {
        let refused = |refusal| Answer::Enrolled(Err(refusal));
        if let Err(refusal) = sent_code::shape(typed) {
            return self.refuse(visit, sign_in, refused(refusal), Cost::Nothing).await;
        }
        let user = sign_in.user()?;
        let last_free = match self.spend_second_factor(visit, user).await? {
            SecondFactorTry::Spent { last_free } => last_free,
            SecondFactorTry::Slowed { until } => return Ok(Answered::Slowed { until }),
            SecondFactorTry::Closed => return Ok(Answered::Closed),
        };
        match self.judge_new_receiver(visit, user, sign_in.bound_to(), channel, typed, true).await? {
            Err(refusal) => self.refuse(visit, sign_in, refused(refusal), Cost::Try { last_free }).await,
            Ok((verified, factor)) => {
                let claim = Claim::Enrolment(Box::new(factor));
                self.go_on(visit, sign_in, Answer::Enrolled(Ok(verified)), claim, Brought::default()).await
            }
        }
    }

    /// Sets a mailbox or phone up by its first passcode, in a session. It takes the place of the one before; other sessions end.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn add_code_receiver(
        &self,
        visit: &mut Visit,
        session: &Session,
        _: SteppedUp,
        channel: Channel,
        typed: &str,
    ) -> Result<std::result::Result<Enrolled, Confirmed>> {
        let (user, here) = (session.user.id, BoundTo::session(&session.id));
        if let Err(refusal) = sent_code::shape(typed) {
            return Ok(Ok(Enrolled::Refused(refusal)));
        }
        match self.spend_second_factor(visit, user).await? {
            SecondFactorTry::Spent { .. } => {}
            SecondFactorTry::Slowed { until } => return Ok(Err(Confirmed::Slowed { until })),
            SecondFactorTry::Closed => return Ok(Err(Confirmed::Closed)),
        }
        let with_codes = self.codes_left(visit, user).await?.unwrap_or(0) == 0;
        let judged = self.judge_new_receiver(visit, user, here, channel, typed, with_codes).await?;
        Ok(Ok(self.add_method(visit, session, judged.map(|(_, factor)| factor), true).await?))
    }

    /// Judges what was typed for a passcode that was sent, within a sign-in or session.
    pub(super) async fn judge_sent_code(
        &self,
        visit: &Visit,
        user: UserId,
        bound_to: BoundTo,
        channel: Channel,
        purpose: Purpose,
        typed: &str,
    ) -> Result<std::result::Result<Verified, Refusal>> {
        let sent = self.sent_codes(visit, asked_for(user, bound_to, channel, purpose)).await?;
        Ok(sent_code::verify(&sent, user, bound_to, purpose, typed, visit.moment.now()))
    }

    pub(super) async fn judge_new_receiver(
        &self,
        visit: &mut Visit,
        user: UserId,
        bound_to: BoundTo,
        channel: Channel,
        typed: &str,
        with_codes: bool,
    ) -> Result<std::result::Result<(Verified, NewFactor), Refusal>> {
        let now = visit.moment.now();
        let sent = self.sent_codes(visit, asked_for(user, bound_to, channel, Purpose::SetUp)).await?;
        let verified = match sent_code::verify(&sent, user, bound_to, Purpose::SetUp, typed, now) {
            Ok(verified) => verified,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (Detail::SentCode { code, .. }, Some(newest)) = (verified.detail(), sent.first()) else {
            return Err(Error::Gone("a passcode that was sent"));
        };
        let number = match channel {
            Channel::Sms => newest.recipient.clone(),
            Channel::Email => String::new(),
        };
        let id = FactorId::new(&mut visit.moment);
        let receiver = CodeReceiver { id, channel, number, last_used_at: None, added_at: now };
        let (method, codes) = (NewMethod::Receiver { receiver, by: *code }, with_codes);
        let codes = match codes {
            true => Some(self.new_codes(visit, bound_to).await?),
            false => None,
        };
        Ok(Ok((verified, NewFactor { method, codes })))
    }

    async fn send_to_set_up(
        &self,
        visit: &mut Visit,
        user: UserId,
        bound_to: BoundTo,
        channel: Channel,
        number: Option<&Phone>,
    ) -> Result<Sent> {
        let (mut journal, number) = (self.journal(visit), number.cloned());
        let save = move |tx: &mut Tx<'_>| {
            let Some(person) = person_facts(tx, &journal.tenant.id, &user)? else { return Ok(Sent::NotAWay) };
            let recipient = match (channel, &number) {
                (Channel::Email, _) => person.user.email.to_string(),
                (Channel::Sms, Some(number)) => number.as_str().to_owned(),
                (Channel::Sms, None) => return Ok(Sent::NotAWay),
            };
            if !person.policy.methods.count(channel.kind()) {
                return Ok(Sent::NotAWay);
            }
            let asked = asked_for(user, bound_to, channel, Purpose::SetUp);
            send(tx, &mut journal, &person.user, asked, &recipient)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The passcodes that were sent there, but for those that went to where the person's do not go any more.
    async fn sent_codes(&self, visit: &Visit, asked: AskedFor) -> Result<Vec<SentCode>> {
        let tenant = visit.tenant.id;
        let load = move |tx: &mut Tx<'_>| {
            let mut sent = sent_codes_here(tx, &tenant, &asked)?;
            let Some(user) = user_find(tx, &tenant, &asked.user)? else { return Ok(Vec::new()) };
            let receiver = code_receiver_now(tx, &tenant, &user.id, asked.channel)?;
            // A number that is being set up, or tried out, is not the person's yet.
            if asked.channel == Channel::Email || asked.purpose == Purpose::Prove {
                let now = recipient_of(&user, asked.channel, receiver.as_ref());
                sent.retain(|code| code.recipient == now);
            }
            Ok(sent)
        };
        let stored = self.0.store.read(load).await?;
        stored
            .into_iter()
            .map(|code| {
                let digits = self.0.key.open(&code.code, &sealed_to(&code))?;
                Ok(opened(&asked, code, &String::from_utf8_lossy(digits.expose())))
            })
            .collect()
    }
}
