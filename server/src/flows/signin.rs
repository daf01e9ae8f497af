//! Signing in: password, second factor, enrolment where it is required, recovery codes saved.
//!
//! Every answer goes the same way: spend a try in a commit of its own, if it could be a guess; load the facts and judge,
//! advance the machine, save what it came to. The save compares the facts once more, and consumes what is single-use by a
//! conditional update, so that of any number of answers at once one wins.

use std::sync::Arc;

use doorward_core::authority::Actor;
use doorward_core::enrolment::BoundTo;
use doorward_core::event::Event;
use doorward_core::factor::{FactorKind, Methods};
use doorward_core::id::{SignInId, UserId};
use doorward_core::moment::Time;
use doorward_core::recovery;
use doorward_core::secret::{Secret, Token};
use doorward_core::session;
use doorward_core::signin::{self, Answer, HalfDone, Next, PersonFacts, Refused, State};
use doorward_core::user::User;
use doorward_store::Tx;
use doorward_store::recovery_codes::code_set_left;
use doorward_store::sign_ins::{StoredSignIn, sign_in_by_token, sign_in_end, sign_in_refused};

use super::factors::{Method, SecondFactorTry};
use super::not_me::{take_back_failure, tell_of_failure};
use super::passage::{Arrival, Claim, Passage, To, Waiting};
use super::passwords::{PasswordTry, PersonAtTheDoor, count_unknown};
use super::{App, Error, Result, Visit};

/// A half-done sign-in, by its cookie.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub(super) stored: StoredSignIn,
}

/// The page that a half-done sign-in waits at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// A passcode or recovery code.
    SecondFactor,
    /// Connecting an authenticator.
    Enrol,
    /// Saving recovery codes.
    SaveCodes,
}

/// What a browser brings beside an answer.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// The cookie by which it has a password lane of its own.
    pub browser: Option<Token>,
    /// The cookie of a trusted device, perhaps of another person.
    pub device: Option<Token>,
    /// Whether "don't ask again on this computer" is ticked.
    pub remember: bool,
}

/// What the page of the passcode shows.
#[derive(Clone, Copy, Debug)]
pub struct AtThePasscode {
    /// The methods that the person can be asked for.
    pub methods: Methods,
    /// The way that they are asked first.
    pub first: FactorKind,
    /// The methods that would count, if they were set up.
    pub counting: Methods,
    /// Whether a passcode by mail is none of the ways, because the password came by mail as well.
    pub mailbox_twice: bool,
    /// How many recovery codes are left.
    pub codes_left: u32,
    /// Whether somebody issued a code for them that is open.
    pub code_issued: bool,
    /// For how many days the person may choose not to be asked again; none when the account asks at every sign-in.
    pub remember_days: Option<u8>,
}

/// What an answer came to.
#[derive(Debug)]
pub enum Answered {
    /// The sign-in waits at another page, under another cookie.
    Go(Step, Token),
    /// The person is signed in.
    SignedIn(SignedIn),
    /// The person sets up a new second factor, under the cookie of a restricted session.
    Restricted(Token),
    /// The answer was refused; the sign-in still waits.
    Refused(Refused),
    /// The answer was not looked at: too many went before.
    Slowed {
        /// When one is looked at again.
        until: Time,
    },
    /// Nothing typed is looked at any more.
    Closed,
    /// The sign-in is over and to be begun again.
    Over(Refused),
}

/// What a refused answer cost.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cost {
    /// Nothing: it could be no answer at all, or it was about a secret that its person was just shown.
    Nothing,
    /// A try, perhaps the last before the first wait.
    Try { last_free: bool },
}

/// The cookies of a person who is signed in, and where they wanted to go.
#[derive(Debug)]
pub struct SignedIn {
    /// The session's cookie.
    pub session: Token,
    /// The cookie by which this browser keeps a password lane of its own.
    pub browser: Token,
    /// The cookie of the device that is trusted from now on.
    pub device: Option<Token>,
    /// Where they wanted to go; empty for home.
    pub return_path: String,
}

impl SignIn {
    /// The page that it waits at.
    pub fn step(&self) -> Step {
        step_of(&self.stored.state)
    }

    /// Why the last answer was refused.
    pub fn refused(&self) -> Option<&Refused> {
        self.stored.refused.as_ref()
    }

    /// Its id.
    pub fn id(&self) -> SignInId {
        self.stored.id
    }

    /// What an enrolment within it belongs to.
    pub fn bound_to(&self) -> BoundTo {
        BoundTo::sign_in(&self.stored.id)
    }

    /// Whose password was right.
    ///
    /// # Errors
    /// [`Error::Gone`] when nothing is proven yet, which no stored sign-in is.
    pub fn user(&self) -> Result<UserId> {
        Ok(self.half_done()?.user())
    }

    pub(super) fn half_done(&self) -> Result<&HalfDone> {
        self.stored.state.half_done().ok_or(Error::Gone("a half-done sign-in"))
    }
}

impl App {
    /// The half-done sign-in of a cookie, unless it is too old.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn sign_in_of(&self, visit: &Visit, token: &Token) -> Result<Option<SignIn>> {
        let (tenant, hash, now) = (visit.tenant.id, token.hash(), visit.moment.now());
        let found = self.0.store.read(move |tx| sign_in_by_token(tx, &tenant, &hash)).await?;
        Ok(found.filter(|stored| now < stored.expires_at).map(|stored| SignIn { stored }))
    }

    /// The first step: an address and a password.
    ///
    /// # Errors
    /// [`Error`] when nothing could be decided.
    pub async fn sign_in(
        &self,
        visit: &mut Visit,
        email: &str,
        password: Secret<String>,
        brought: Brought,
        return_path: String,
    ) -> Result<Answered> {
        let who = PersonAtTheDoor::Address(email);
        let door = match self.spend_password(visit, who, brought.browser.as_ref()).await? {
            PasswordTry::Spent(door) => door,
            PasswordTry::Slowed { until } => return Ok(Answered::Slowed { until }),
        };
        let (facts, stored_hash) =
            self.facts_and_hash(visit, door.user.as_ref(), brought.device.as_ref()).await?;
        let judged =
            self.judge_password(visit, door.user.as_ref(), stored_hash.clone(), password.clone()).await?;
        let rehash = self.rehash_if_due(visit, &judged, stored_hash, password).await?;

        let outcome = signin::advance(State::Password, Answer::Password(judged), &facts);
        let (Some(person), Next::Waiting(State::SecondFactor(_) | State::Enrol(_)) | Next::Done(_)) =
            (&facts.person, &outcome.next)
        else {
            let (mut journal, events, shard) = (self.journal(visit), outcome.events, door.shard);
            let user = door.user;
            let save = move |tx: &mut Tx<'_>| match &user {
                Some(user) => journal.record_all(tx, user, &events),
                None => count_unknown(&journal, tx, shard),
            };
            self.0.store.write(save).await?;
            return Ok(Answered::Refused(outcome.refused.unwrap_or(Refused::Stale)));
        };
        let claim = Claim::Password { lanes: door.lanes, rehash };
        self.pass(visit, None, person.clone(), claim, outcome, brought, return_path).await
    }

    /// The second step: a passcode or a recovery code.
    ///
    /// # Errors
    /// [`Error`] when nothing could be decided.
    pub async fn second_factor(
        &self,
        visit: &mut Visit,
        sign_in: &SignIn,
        method: Method,
        typed: &str,
        brought: Brought,
    ) -> Result<Answered> {
        let half = sign_in.half_done()?;
        if let Err(refusal) = method.shape(typed) {
            return self.refuse(visit, sign_in, Answer::SecondFactor(Err(refusal)), Cost::Nothing).await;
        }
        let last_free = match self.spend_second_factor(visit, half.user()).await? {
            SecondFactorTry::Spent { last_free } => last_free,
            SecondFactorTry::Slowed { until } => return Ok(Answered::Slowed { until }),
            SecondFactorTry::Closed => return Ok(Answered::Closed),
        };
        if method == Method::RecoveryCode
            && let Some(judged) = self.judge_issued_code(visit, half.user(), typed).await?
        {
            return match judged {
                Err(refusal) => {
                    let answer = Answer::Recovery(Err(refusal));
                    self.refuse(visit, sign_in, answer, Cost::Try { last_free }).await
                }
                Ok(grant) => {
                    let claim = Claim::Recovery(grant);
                    self.go_on(visit, sign_in, Answer::Recovery(Ok(grant)), claim, Brought::default()).await
                }
            };
        }
        let judged = self.judge_second_factor(visit, half.user(), sign_in.bound_to(), method, typed).await?;
        match judged {
            Err(refusal) => {
                self.refuse(visit, sign_in, Answer::SecondFactor(Err(refusal)), Cost::Try { last_free }).await
            }
            Ok(verified) => {
                let claim = Claim::SecondFactor(verified.detail().clone());
                self.go_on(visit, sign_in, Answer::SecondFactor(Ok(verified)), claim, brought).await
            }
        }
    }

    /// The first passcode of an authenticator that the policy demands.
    ///
    /// # Errors
    /// [`Error`] when nothing could be decided.
    pub async fn enrol_at_sign_in(
        &self,
        visit: &mut Visit,
        sign_in: &SignIn,
        typed: &str,
    ) -> Result<Answered> {
        let user = sign_in.half_done()?.user();
        match self.judge_enrolment(visit, user, sign_in.bound_to(), typed, String::new(), true).await? {
            Err(refusal) => self.refuse(visit, sign_in, Answer::Enrolled(Err(refusal)), Cost::Nothing).await,
            Ok((verified, factor)) => {
                let answer = Answer::Enrolled(Ok(verified));
                self.go_on(visit, sign_in, answer, Claim::Enrolment(Box::new(factor)), Brought::default())
                    .await
            }
        }
    }

    /// "I have saved these codes."
    ///
    /// # Errors
    /// [`Error`] when nothing could be decided.
    pub async fn codes_saved_at_sign_in(
        &self,
        visit: &mut Visit,
        sign_in: &SignIn,
        brought: Brought,
    ) -> Result<Answered> {
        self.go_on(visit, sign_in, Answer::CodesSaved, Claim::SavedCodes, brought).await
    }

    /// The person of a half-done sign-in.
    ///
    /// # Errors
    /// [`Error::Store`]; [`Error::Gone`] when they are gone.
    pub async fn half_signed_in_person(&self, visit: &Visit, sign_in: &SignIn) -> Result<User> {
        let facts = self.person_facts(visit, sign_in.user()?).await?;
        Ok(facts.person.ok_or(Error::Gone("a person"))?.user)
    }

    /// What the page of the passcode shows.
    ///
    /// # Errors
    /// [`Error::Store`]; [`Error::Gone`] when the person is gone.
    pub async fn at_the_passcode(&self, visit: &Visit, sign_in: &SignIn) -> Result<AtThePasscode> {
        let person =
            self.person_facts(visit, sign_in.user()?).await?.person.ok_or(Error::Gone("a person"))?;
        let codes_left = self.codes_left(visit, person.user.id).await?.unwrap_or(0);
        let days = person.policy.asking.days();
        let counts = |kind: &FactorKind| person.policy.methods.count(*kind);
        let mailbox = FactorKind::EmailCode;
        Ok(AtThePasscode {
            methods: person.askable(),
            first: person.first_way(),
            counting: FactorKind::ALL.into_iter().filter(counts).collect(),
            mailbox_twice: person.methods.contains(mailbox) && !person.askable().contains(mailbox),
            codes_left,
            code_issued: self.has_issued_code(visit, person.user.id).await?,
            remember_days: (days > 0).then_some(days),
        })
    }

    /// How many recovery codes a person has left; none without a set.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn codes_left(&self, visit: &Visit, user: UserId) -> Result<Option<u32>> {
        let tenant = visit.tenant.id;
        Ok(self.0.store.read(move |tx| code_set_left(tx, &tenant, &user)).await?)
    }

    /// Gives a half-done sign-in up.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn cancel_sign_in(&self, visit: &Visit, sign_in: &SignIn) -> Result<()> {
        let (tenant, id, version) = (visit.tenant.id, sign_in.stored.id, sign_in.stored.version);
        self.0.store.write(move |tx| sign_in_end(tx, &tenant, &id, version)).await?;
        Ok(())
    }

    pub(super) async fn go_on(
        &self,
        visit: &mut Visit,
        sign_in: &SignIn,
        answer: Answer,
        claim: Claim,
        brought: Brought,
    ) -> Result<Answered> {
        let facts = self.person_facts(visit, sign_in.half_done()?.user()).await?;
        let outcome = signin::advance(sign_in.stored.state.clone(), answer, &facts);
        let Some(person) = facts.person else { return Err(Error::Gone("a person")) };
        let (before, return_path) = (Some(sign_in.stored.clone()), sign_in.stored.return_path.clone());
        self.pass(visit, before, person, claim, outcome, brought, return_path).await
    }

    /// Saves a refusal: the event, and the reason for the next page to say. The person is told when the last free try was
    /// refused: somebody who knows the password guesses. What cost no try is written to the log once a sign-in: nothing else
    /// bounds it, and whoever knows the password could push everything else out of sight.
    pub(super) async fn refuse(
        &self,
        visit: &mut Visit,
        sign_in: &SignIn,
        answer: Answer,
        cost: Cost,
    ) -> Result<Answered> {
        let facts = self.person_facts(visit, sign_in.half_done()?.user()).await?;
        let outcome = signin::advance(sign_in.stored.state.clone(), answer, &facts);
        let Some(person) = facts.person else { return Err(Error::Gone("a person")) };
        let over = matches!(outcome.next, Next::Over);
        let refused = outcome.refused.unwrap_or(Refused::OutOfTurn);
        let (mut journal, before, events) = (self.journal(visit), sign_in.stored.clone(), outcome.events);
        let (why, said) =
            (refused.clone(), cost == Cost::Nothing && sign_in.stored.refused.is_some() && !over);
        self.0
            .store
            .write(move |tx| {
                let tenant = journal.tenant.id;
                if over {
                    sign_in_end(tx, &tenant, &before.id, before.version)?;
                } else {
                    sign_in_refused(tx, &tenant, &before.id, Some(&why))?;
                }
                let last_free = cost == (Cost::Try { last_free: true });
                if last_free {
                    take_back_failure(tx, &tenant, &before)?;
                    journal.record(tx, Actor::System, Some(&person.user), &Event::TooManyTries)?;
                }
                if !said {
                    journal.record_all(tx, &person.user, &events)?;
                }
                if !last_free && events.iter().any(Event::is_wrong_guess) {
                    tell_of_failure(tx, &mut journal, &person.user, &before)?;
                }
                Ok(())
            })
            .await?;
        Ok(if over { Answered::Over(refused) } else { Answered::Refused(refused) })
    }

    /// Saves a step that was decided, in the one transaction that makes it true.
    #[expect(clippy::too_many_arguments, reason = "the parts of one transaction, named once")]
    pub(super) async fn pass(
        &self,
        visit: &mut Visit,
        before: Option<StoredSignIn>,
        person: PersonFacts,
        claim: Claim,
        outcome: signin::Outcome,
        brought: Brought,
        return_path: String,
    ) -> Result<Answered> {
        let refused = outcome.refused;
        let (to, answer) = match outcome.next {
            Next::Over | Next::Waiting(State::Password) => {
                let refused = refused.unwrap_or(Refused::Stale);
                (To::Over(refused.clone()), Answered::Over(refused))
            }
            Next::Waiting(state) => {
                let waiting = self.waiting(visit, before.as_ref(), state, return_path)?;
                let answer = Answered::Go(step_of(&waiting.stored.state), waiting.token.clone());
                (To::Wait(Box::new(waiting)), answer)
            }
            Next::Restricted(restricted) => {
                let begun = recovery::begin(&restricted, &mut visit.moment);
                let enrolment = self.new_enrolment(visit, begun.user, BoundTo::restricted(&begun.id))?;
                let token = begun.token.clone();
                (To::Restrict(Arc::new((begun, enrolment))), Answered::Restricted(token))
            }
            Next::Done(done) => {
                let trusted = match brought.remember {
                    true => done.trust_device(&person.policy, &mut visit.moment),
                    false => None,
                };
                let session = session::begin(done, trusted.as_ref(), &mut visit.moment);
                let browser = brought.browser.unwrap_or_else(|| Token::new(&mut visit.moment));
                let signed_in = SignedIn {
                    session: session.token.clone(),
                    browser: browser.clone(),
                    device: trusted.as_ref().map(|device| device.token.clone()),
                    return_path,
                };
                let arrival = Arrival { session, browser, trusted, device_before: brought.device };
                (To::Arrive(Arc::new(arrival)), Answered::SignedIn(signed_in))
            }
        };
        let journal = self.journal(visit);
        let mut passage = Passage { journal, person, before, claim, events: outcome.events, to };
        match self.0.store.write(move |tx| passage.save(tx)).await? {
            None => Ok(answer),
            Some(Refused::Factor(refusal)) => Ok(Answered::Refused(Refused::Factor(refusal))),
            Some(refused) => Ok(Answered::Over(refused)),
        }
    }

    fn waiting(
        &self,
        visit: &mut Visit,
        before: Option<&StoredSignIn>,
        state: State,
        return_path: String,
    ) -> Result<Waiting> {
        let half = state.half_done().ok_or(Error::Gone("a half-done sign-in"))?;
        let (user, expires_at) = (half.user(), half.expires_at());
        let id = before.map_or_else(|| SignInId::new(&mut visit.moment), |before| before.id);
        let enrolment = match &state {
            State::Enrol(_) => {
                let bound_to = BoundTo::sign_in(&id);
                Some(self.new_enrolment(visit, user, bound_to)?)
            }
            State::Password | State::SecondFactor(_) | State::SaveCodes(_) => None,
        };
        let stored = StoredSignIn { id, user, state, version: 1, return_path, refused: None, expires_at };
        Ok(Waiting { stored, token: Token::new(&mut visit.moment), enrolment })
    }
}

fn step_of(state: &State) -> Step {
    match state {
        State::Password | State::SecondFactor(_) => Step::SecondFactor,
        State::Enrol(_) => Step::Enrol,
        State::SaveCodes(_) => Step::SaveCodes,
    }
}
