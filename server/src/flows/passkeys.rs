//! Passkeys: what is asked of them, what answers come to, and those of a person in a session.
//!
//! An answer takes its question away in a commit of its own, before anything of it is believed: it is good once, right or
//! wrong.

use doorward_core::authority::Actor;
use doorward_core::enrolment::BoundTo;
use doorward_core::event::Event;
use doorward_core::factor::passkey::{
    self, Answer, Challenge, MOST, MOST_WAITING, Passkey, Purpose, RelyingParty, UserVerification,
};
use doorward_core::factor::{Refusal, Verified};
use doorward_core::id::UserId;
use doorward_core::secret::Token;
use doorward_core::session::{Session, SteppedUp};
use doorward_core::signin::{self, Next, Refused, State};
use doorward_core::user::{User, UserType, own_name};
use doorward_store::Tx;
use doorward_store::ledgers::second_factor_ledger_clear;
use doorward_store::passkeys::{
    StoredPasskey, challenge_put, challenge_take, passkey_by_credential, passkeys_now,
};
use doorward_store::policies::policy_now;

use super::enrolling::{NewFactor, NewMethod};
use super::factors::SecondFactorTry;
use super::methods::Enrolled;
use super::passage::Claim;
use super::passwords::count_unknown;
use super::signin::{Answered, Brought, Cost, SignIn};
use super::{App, Result, Visit};

impl App {
    /// Whether this account can have passkeys: they belong to a domain.
    pub fn can_have_passkeys(&self, visit: &Visit) -> bool {
        RelyingParty::of(&visit.tenant).is_some()
    }

    /// Whether people of any user type may sign in by a passkey alone.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn takes_passkeys_alone(&self, visit: &Visit) -> Result<bool> {
        let (tenant, possible) = (visit.tenant.id, self.can_have_passkeys(visit));
        let load = move |tx: &mut Tx<'_>| {
            for user_type in UserType::ALL {
                if policy_now(tx, &tenant, user_type)?.is_some_and(|policy| policy.methods.passkey_alone) {
                    return Ok(possible);
                }
            }
            Ok(false)
        };
        Ok(self.0.store.read(load).await?)
    }

    /// The question for one of a person's passkeys, as JSON; none when they have none.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn ask_for_passkey(
        &self,
        visit: &mut Visit,
        user: UserId,
        bound_to: BoundTo,
    ) -> Result<Option<String>> {
        let has = self.passkeys_of(visit, user).await?;
        let Some(account) = RelyingParty::of(&visit.tenant).filter(|_| !has.is_empty()) else {
            return Ok(None);
        };
        let challenge = Challenge::new(Purpose::Prove, Some(user), bound_to, &mut visit.moment);
        let question = passkey::request_options(&account, &challenge, &has, UserVerification::NotNeeded);
        self.ask(visit, challenge, question).await
    }

    /// The question for a new passkey of a person, as JSON; none when they have as many as anybody may.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn ask_for_new_passkey(
        &self,
        visit: &mut Visit,
        user: &User,
        bound_to: BoundTo,
    ) -> Result<Option<String>> {
        let has = self.passkeys_of(visit, user.id).await?;
        let Some(account) = RelyingParty::of(&visit.tenant).filter(|_| has.len() < MOST) else {
            return Ok(None);
        };
        let challenge = Challenge::new(Purpose::Add, Some(user.id), bound_to, &mut visit.moment);
        let question = passkey::creation_options(&account, &challenge, user, &has);
        self.ask(visit, challenge, question).await
    }

    /// The question for any passkey of this account, to whoever is at the door with a cookie, as JSON; none where nobody may sign
    /// in so, or too many ask.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn ask_at_the_door(&self, visit: &mut Visit, cookie: &Token) -> Result<Option<String>> {
        let Some(account) = RelyingParty::of(&visit.tenant) else { return Ok(None) };
        if !self.takes_passkeys_alone(visit).await? {
            return Ok(None);
        }
        let challenge = Challenge::new(Purpose::SignIn, None, BoundTo::browser(cookie), &mut visit.moment);
        let question = passkey::request_options(&account, &challenge, &[], UserVerification::Required);
        self.ask(visit, challenge, question).await
    }

    /// Signs in by a passkey and nothing else: it says who is there, and that they are.
    ///
    /// # Errors
    /// [`super::Error`] when nothing could be decided.
    pub async fn sign_in_by_passkey(
        &self,
        visit: &mut Visit,
        cookie: Option<&Token>,
        sent: &str,
        brought: Brought,
        return_path: String,
    ) -> Result<Answered> {
        let (answer, bound_to) = match (Answer::read(sent), cookie) {
            (Ok(answer), Some(cookie)) => (answer, BoundTo::browser(cookie)),
            (Ok(_), None) => return self.refuse_nobody(visit, Refusal::PasskeyTooOld).await,
            (Err(refusal), _) => return self.refuse_nobody(visit, refusal).await,
        };
        let (challenge, passkey) = self.take_question(visit, bound_to, Purpose::SignIn, &answer).await?;
        // Whose it is, is said by its id, which strangers do not know; from here on it is that person's ledger.
        let Some(passkey) = passkey else {
            return self.refuse_nobody(visit, Refusal::UnknownPasskey).await;
        };
        let last_free = match self.spend_second_factor(visit, passkey.user).await? {
            SecondFactorTry::Spent { last_free } => last_free,
            SecondFactorTry::Slowed { until } => return Ok(Answered::Slowed { until }),
            SecondFactorTry::Closed => return Ok(Answered::Closed),
        };
        let judged = judge(visit, challenge, bound_to, Purpose::SignIn, &answer, Some(&passkey));
        let facts = self.person_facts(visit, passkey.user).await?;
        let claim = judged.as_ref().ok().map(|verified| Claim::SecondFactor(verified.detail().clone()));
        let outcome = signin::advance(State::Password, signin::Answer::Passkey(judged), &facts);
        match (facts.person, claim, &outcome.next) {
            (Some(person), Some(claim), Next::Done(_)) => {
                self.pass(visit, None, person, claim, outcome, brought, return_path).await
            }
            (person, claim, _) => {
                let (mut journal, events) = (self.journal(visit), outcome.events);
                let save = move |tx: &mut Tx<'_>| {
                    let Some(person) = &person else { return Ok(()) };
                    match (&claim, last_free) {
                        // The passkey was right, and may not stand alone or for this person: no guess.
                        (Some(_), _) => {
                            second_factor_ledger_clear(tx, &journal.tenant.id, &person.user.id)?;
                        }
                        (None, true) => {
                            journal.record(tx, Actor::System, Some(&person.user), &Event::TooManyTries)?;
                        }
                        (None, false) => {}
                    }
                    journal.record_all(tx, &person.user, &events)
                };
                self.0.store.write(save).await?;
                Ok(Answered::Refused(outcome.refused.unwrap_or(Refused::Stale)))
            }
        }
    }

    /// A passkey that the policy demands, made within the sign-in.
    ///
    /// # Errors
    /// [`super::Error`] when nothing could be decided.
    pub async fn enrol_passkey_at_sign_in(
        &self,
        visit: &mut Visit,
        sign_in: &SignIn,
        sent: &str,
        name: &str,
    ) -> Result<Answered> {
        let user = sign_in.user()?;
        match self.judge_new_passkey(visit, user, sign_in.bound_to(), sent, name, true).await? {
            Err(refusal) => {
                self.refuse(visit, sign_in, signin::Answer::Enrolled(Err(refusal)), Cost::Nothing).await
            }
            Ok((verified, factor)) => {
                let claim = Claim::Enrolment(Box::new(factor));
                self.go_on(visit, sign_in, signin::Answer::Enrolled(Ok(verified)), claim, Brought::default())
                    .await
            }
        }
    }

    /// Adds a passkey in a session. What the person has goes on to work; other sessions end.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn add_passkey(
        &self,
        visit: &mut Visit,
        session: &Session,
        _: SteppedUp,
        sent: &str,
        name: &str,
    ) -> Result<Enrolled> {
        let (user, here) = (session.user.id, BoundTo::session(&session.id));
        let with_codes = self.codes_left(visit, user).await?.unwrap_or(0) == 0;
        let judged = self.judge_new_passkey(visit, user, here, sent, name, with_codes).await?;
        self.add_method(visit, session, judged.map(|(_, factor)| factor), false).await
    }

    /// Judges the answer of a person who is known, within a sign-in or session.
    pub(super) async fn judge_passkey(
        &self,
        visit: &Visit,
        user: UserId,
        bound_to: BoundTo,
        sent: &str,
    ) -> Result<std::result::Result<Verified, Refusal>> {
        let answer = match Answer::read(sent) {
            Ok(answer) => answer,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (challenge, passkey) = self.take_question(visit, bound_to, Purpose::Prove, &answer).await?;
        let challenge = challenge.filter(|it| it.user == Some(user));
        Ok(judge(visit, challenge, bound_to, Purpose::Prove, &answer, passkey.as_ref()))
    }

    /// Judges a new passkey, and makes ready what is saved when it is right: with recovery codes, if `with_codes`.
    pub(super) async fn judge_new_passkey(
        &self,
        visit: &mut Visit,
        user: UserId,
        bound_to: BoundTo,
        sent: &str,
        name: &str,
        with_codes: bool,
    ) -> Result<std::result::Result<(Verified, NewFactor), Refusal>> {
        let answer = match Answer::read(sent) {
            Ok(answer) => answer,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (challenge, _) = self.take_question(visit, bound_to, Purpose::Add, &answer).await?;
        let (Some(challenge), Some(account)) = (challenge, RelyingParty::of(&visit.tenant)) else {
            return Ok(Err(Refusal::PasskeyTooOld));
        };
        let made = passkey::add(&challenge, user, bound_to, &account, &answer, &mut visit.moment);
        let (verified, passkey) = match made {
            Ok(made) => made,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let name = own_name(name).unwrap_or_default();
        let stored = StoredPasskey { passkey, name, last_used_at: None, added_at: visit.moment.now() };
        let codes = match with_codes {
            true => Some(self.new_codes(visit, bound_to).await?),
            false => None,
        };
        Ok(Ok((verified, NewFactor { method: NewMethod::Passkey(stored), codes })))
    }

    async fn passkeys_of(&self, visit: &Visit, user: UserId) -> Result<Vec<Passkey>> {
        let tenant = visit.tenant.id;
        let found = self.0.store.read(move |tx| passkeys_now(tx, &tenant, &user)).await?;
        Ok(found.into_iter().map(|it| it.passkey).collect())
    }

    async fn ask(&self, visit: &Visit, challenge: Challenge, question: String) -> Result<Option<String>> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let put = move |tx: &mut Tx<'_>| challenge_put(tx, &tenant, &challenge, MOST_WAITING, now);
        Ok(self.0.store.write(put).await?.then_some(question))
    }

    /// Takes the question away that an answer says it answers, and finds the passkey that it says it is of.
    async fn take_question(
        &self,
        visit: &Visit,
        bound_to: BoundTo,
        purpose: Purpose,
        answer: &Answer,
    ) -> Result<(Option<Challenge>, Option<Passkey>)> {
        let (tenant, bytes, credential) =
            (visit.tenant.id, *answer.challenge(), answer.credential().to_vec());
        let take = move |tx: &mut Tx<'_>| {
            let challenge = challenge_take(tx, &tenant, bound_to, purpose, &bytes)?;
            let passkey = passkey_by_credential(tx, &tenant, &credential)?;
            Ok((challenge, passkey.map(|it| it.passkey)))
        };
        Ok(self.0.store.write(take).await?)
    }

    /// Counts the refusal of an answer that is nobody's.
    async fn refuse_nobody(&self, visit: &mut Visit, refusal: Refusal) -> Result<Answered> {
        let address = visit.caller.address.to_string();
        let [shard, ..] = self.0.key.mac("unknown shard", &[address.as_bytes()]);
        let journal = self.journal(visit);
        self.0.store.write(move |tx| count_unknown(&journal, tx, shard)).await?;
        Ok(Answered::Refused(Refused::Factor(refusal)))
    }
}

fn judge(
    visit: &Visit,
    challenge: Option<Challenge>,
    bound_to: BoundTo,
    purpose: Purpose,
    answer: &Answer,
    passkey: Option<&Passkey>,
) -> std::result::Result<Verified, Refusal> {
    let (Some(challenge), Some(account)) = (challenge, RelyingParty::of(&visit.tenant)) else {
        return Err(Refusal::PasskeyTooOld);
    };
    passkey::verify(&challenge, purpose, bound_to, &account, answer, passkey, visit.moment.now())
}
