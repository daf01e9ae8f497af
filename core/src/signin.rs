//! The sign-in, as a machine of what it waits for.
//!
//! ```text
//! Password ──► SecondFactor ──► Done
//!     │  └──┬► Enrol ──► SaveCodes ──► Done      (from SecondFactor, too, when no method that they have counts)
//!     └──────► Done                      (nothing more is asked, or the device is trusted; or a passkey stands for both)
//! ```
//!
//! From SecondFactor a [`Grant`] leads to [`Restricted`] instead: the person sets up a new second factor there, and signs in anew. No
//! way leads from it to `Done`.
//!
//! [`Done`] can be built only by [`advance`], and only from [`Verified`] values, which only the code in `factor/` can make:
//! "signed in without the second factor" does not type-check. Between requests the machine rests in the store as the
//! serialised [`State`]; the store is trusted with it as it is with the sessions themselves.

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use crate::event::Refused;

use crate::deadline::{Excuse, Grace, excuse};
use crate::decision::Decision;
use crate::event::Event;
use crate::exemption::Exemption;
use crate::factor::{Detail, FactorKind, Methods, Refusal, Verified};
use crate::grant::Grant;
use crate::id::{DeviceId, UserId};
use crate::moment::{Moment, Time};
use crate::policy::{Policy, Relief, Rule, SecondFactor, required_factors, rule};
use crate::trusted_device::{self, NewDevice};
use crate::user::{Standing, User};

/// A half-done sign-in lives this long after its last accepted answer.
pub const LIVES_FOR: Duration = Duration::from_secs(15 * 60);

/// What a sign-in waits for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// For an address and a password: nothing is known yet.
    Password,
    /// For one of the person's second factors.
    SecondFactor(HalfDone),
    /// For the person to set up a second factor.
    Enrol(HalfDone),
    /// For the person to say that the recovery codes are saved.
    SaveCodes(HalfDone),
}

/// What is proven so far, and under which epochs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HalfDone {
    user: UserId,
    proofs: Vec<Proof>,
    user_epoch: u64,
    policy_version: u64,
    expires_at: Time,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Proof {
    kind: FactorKind,
    at: Time,
    /// Whether it stands for the password as well.
    #[serde(default)]
    alone: bool,
}

/// What a person answered, already judged by the factor that it belongs to.
#[derive(Debug)]
pub enum Answer {
    /// An address and a password.
    Password(Result<Verified, Refusal>),
    /// A passkey, and nothing before it.
    Passkey(Result<Verified, Refusal>),
    /// A passcode or recovery code.
    SecondFactor(Result<Verified, Refusal>),
    /// The first passcode of an authenticator that is being set up.
    Enrolled(Result<Verified, Refusal>),
    /// "I have saved these codes."
    CodesSaved,
    /// What lets a person set up a new second factor who has lost every one.
    Recovery(Result<Grant, Refusal>),
}

/// All that a step of the sign-in is decided on, loaded at this moment.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The person: none when nobody here has that address.
    pub person: Option<PersonFacts>,
    /// The time of the request.
    pub now: Time,
}

/// What a step of the sign-in needs to know of the person.
#[derive(Clone, Debug)]
pub struct PersonFacts {
    /// The person.
    pub user: User,
    /// The policy of their user type.
    pub policy: Policy,
    /// The methods that they have set up.
    pub methods: Methods,
    /// Whether they must set one up whatever the policy says, because theirs were closed for them.
    pub must_enrol: bool,
    /// Their exemption, if one was not ended: whether it still holds is judged at each use.
    pub exemption: Option<Exemption>,
    /// The grace that they have begun, if they have; it may be over.
    pub grace: Option<Grace>,
    /// The way that they want to be asked first.
    pub preferred: Option<FactorKind>,
    /// Whether they have recovery codes left.
    pub has_codes: bool,
    /// Whether their password was set by a mailed link, and nobody signed in with it since.
    pub password_by_mail: bool,
    /// The device of the request's cookie, if it is known.
    pub device: Option<trusted_device::Stored>,
}

impl PersonFacts {
    /// What is asked of this person at `now` beside the password, where no trusted device stands in for it.
    pub fn required(&self, now: Time) -> SecondFactor {
        required_factors(&self.policy, self.methods, self.must_enrol, self.relief(now), false)
    }

    /// Why this person may do without a second factor at `now` though the policy requires one, if they may.
    pub fn relief(&self, now: Time) -> Option<Relief> {
        self.excuse(now).map(|excuse| excuse.relief)
    }

    /// What excuses this person at `now` from a second factor that the policy requires and they do not have.
    pub fn excuse(&self, now: Time) -> Option<Excuse> {
        excuse(&self.policy.terms, self.exemption, self.grace, now)
    }

    /// By when this person has to have a second factor that they do not have yet: none when nothing makes them, or at once.
    pub fn due(&self, now: Time) -> Option<Time> {
        let rule = rule(&self.policy, self.methods, self.must_enrol, self.relief(now), false);
        let waits = matches!(rule, Rule::BeforeDeadline | Rule::InGrace);
        self.excuse(now).filter(|_| waits).map(|excuse| excuse.until)
    }

    /// The methods that this person can be asked for: those that count, or, when none of theirs does, what they have. None, when
    /// there is nothing but a mailbox that gave the password already, and they have recovery codes instead.
    pub fn askable(&self) -> Methods {
        self.policy.askable(self.methods.filter(|kind| !self.is_mailbox_twice(kind)))
    }

    /// The way that this person is asked first: the one that they want, or the first of those that they have.
    pub fn first_way(&self) -> FactorKind {
        let askable = self.askable();
        let wanted = self.preferred.filter(|kind| askable.contains(*kind));
        wanted.or_else(|| askable.iter().next()).unwrap_or(FactorKind::RecoveryCode)
    }

    /// Somebody of a class of people, as a sign-in judges them.
    #[cfg(test)]
    pub(crate) fn of_class(policy: &Policy, facts: crate::rollout::Facts) -> PersonFacts {
        const FOR_EVER: Exemption =
            Exemption { id: crate::id::ExemptionId::from_bytes([3; 16]), until: Time::from_millis(i64::MAX) };
        PersonFacts {
            user: User {
                tenant: crate::id::TenantId::from_bytes([1; 16]),
                id: UserId::from_bytes([2; 16]),
                email: crate::user::Email::parse("ana@x.example").unwrap(),
                name: String::new(),
                role: crate::user::Role::Agent,
                standing: Standing::Active,
                epoch: 1,
                language: None,
            },
            policy: policy.clone(),
            methods: facts.methods,
            must_enrol: facts.must_enrol,
            exemption: facts.exempt.then_some(FOR_EVER),
            grace: facts.grace(),
            preferred: None,
            has_codes: facts.has_codes,
            password_by_mail: false,
            device: None,
        }
    }

    /// The grace that begins by a sign-in that this rule decides.
    fn grace_begun_by(&self, rule: Rule, now: Time) -> Option<Grace> {
        let excuse = self.excuse(now).filter(|excuse| excuse.begins && rule == Rule::InGrace);
        excuse.map(|excuse| Grace { until: excuse.until })
    }

    /// Whether one mailbox would be both factors: the password came by it, and so would this passcode. Who has any other factor
    /// gives that instead.
    fn is_mailbox_twice(&self, kind: FactorKind) -> bool {
        let has_another = self.has_codes || self.methods.iter().any(|other| other != kind);
        kind == FactorKind::EmailCode && self.password_by_mail && has_another
    }

    /// Whether somebody who was asked for what they have sets up one that counts after it.
    fn sets_up_after(&self) -> bool {
        self.policy.counting(self.methods).is_empty()
    }

    /// Whether an answer of this kind can be the second step. A recovery code is for whom no method is at hand.
    pub fn may_answer_with(&self, kind: FactorKind) -> bool {
        kind == FactorKind::RecoveryCode || self.askable().contains(kind)
    }

    /// What is decided of the second factor of this person at `now`, on the device that they come with.
    pub fn decide(&self, now: Time) -> Decision {
        let judge = |device| trusted_device::judge(device, &self.user, &self.policy, now);
        let judged = self.device.as_ref().map(judge);
        let trusted = judged.and_then(Result::ok);
        let excuse = self.excuse(now);
        let relief = excuse.map(|it| it.relief);
        let rule = rule(&self.policy, self.methods, self.must_enrol, relief, trusted.is_some());
        let excused = matches!(rule, Rule::Exempt | Rule::BeforeDeadline | Rule::InGrace);
        Decision {
            rule,
            policy_version: self.policy.version,
            device: trusted.map(|it| it.device()).filter(|_| rule == Rule::TrustedDevice),
            distrusted: judged.and_then(Result::err),
            exemption: self.exemption.filter(|_| rule == Rule::Exempt).map(|exemption| exemption.id),
            excused_until: excuse.filter(|_| excused).map(|it| it.until),
        }
    }
}

/// What a step comes to: what is next, why not more, and what is to be written down.
#[derive(Debug)]
pub struct Outcome {
    /// What the sign-in waits for now, or that it is over.
    pub next: Next,
    /// Why the answer was refused, if it was.
    pub refused: Option<Refused>,
    /// What happened, for the audit log and for the person's mail.
    pub events: Vec<Event>,
}

/// Where the sign-in goes.
#[derive(Debug)]
pub enum Next {
    /// It waits for this.
    Waiting(State),
    /// The person is signed in.
    Done(Done),
    /// The person may set up a new second factor, and nothing else.
    Restricted(Restricted),
    /// It is over, and to be begun again.
    Over,
}

/// A finished sign-in: the only thing that a session can be begun from.
#[derive(Debug)]
pub struct Done {
    user: UserId,
    proofs: Vec<Proof>,
    device: Option<DeviceId>,
    until: Option<Time>,
    begins: Option<Grace>,
    user_epoch: u64,
    policy_epoch: u64,
}

/// What a right password and a grant come to: the only thing that a restricted session can be begun from, and a session cannot.
#[derive(Debug)]
pub struct Restricted {
    grant: Grant,
    user_epoch: u64,
}

/// Takes the sign-in one answer further.
pub fn advance(state: State, answer: Answer, facts: &Facts) -> Outcome {
    let Some(person) = &facts.person else {
        return refuse_password(None, refusal_of(answer));
    };
    match (state, answer) {
        (State::Password, Answer::Password(Ok(verified))) => after_password(verified, person, facts.now),
        (State::Password, Answer::Passkey(Ok(verified))) => after_passkey(verified, person, facts.now),
        (State::Password, Answer::Passkey(Err(refusal))) => refuse_passkey(refusal),
        (State::Password, Answer::Password(Err(refusal))) => refuse_password(Some(person.user.id), refusal),
        (State::SecondFactor(half), answer) => match still_good(&half, person, facts.now) {
            Err(over) => *over,
            Ok(()) => second_factor(half, answer, person, facts.now),
        },
        (State::Enrol(half), answer) => match still_good(&half, person, facts.now) {
            Err(over) => *over,
            Ok(()) => enrolled(half, answer, person, facts.now),
        },
        (State::SaveCodes(half), Answer::CodesSaved) => match still_good(&half, person, facts.now) {
            Err(over) => *over,
            Ok(()) => finish(half, person, facts.now),
        },
        (State::Password | State::SaveCodes(_), _) => over(Some(person.user.id), Refused::OutOfTurn),
    }
}

fn after_password(verified: Verified, person: &PersonFacts, now: Time) -> Outcome {
    if verified.user() != person.user.id || verified.kind() != FactorKind::Password {
        return over(Some(person.user.id), Refused::OutOfTurn);
    }
    if person.user.standing != Standing::Active {
        return over(Some(person.user.id), Refused::NotActive);
    }
    let half = HalfDone {
        user: person.user.id,
        proofs: vec![Proof { kind: FactorKind::Password, at: verified.at(), alone: false }],
        user_epoch: person.user.epoch,
        policy_version: person.policy.version,
        expires_at: now.plus(LIVES_FOR),
    };
    let decision = person.decide(now);
    let accepted = Event::PasswordAccepted { decision: Some(decision) };
    match decision.rule.asks() {
        SecondFactor::Asked => waiting(State::SecondFactor(half), vec![accepted]),
        SecondFactor::MustEnrol => waiting(State::Enrol(half), vec![accepted]),
        SecondFactor::NotAsked | SecondFactor::Remembered => {
            let mut outcome = finish(half, person, now);
            outcome.events.insert(0, accepted);
            outcome
        }
    }
}

/// A passkey that knows who is before it stands for both factors, where the policy lets it.
fn after_passkey(verified: Verified, person: &PersonFacts, now: Time) -> Outcome {
    let knows = matches!(verified.detail(), Detail::Passkey { user_verified: true, .. });
    if verified.user() != person.user.id || !knows {
        return over(Some(person.user.id), Refused::OutOfTurn);
    }
    if person.user.standing != Standing::Active {
        return over(Some(person.user.id), Refused::NotActive);
    }
    let rules = person.policy.methods;
    if !rules.passkey_alone || !rules.count(FactorKind::Passkey) {
        return refuse_passkey(Refusal::PasskeyNotAlone);
    }
    let half = HalfDone {
        user: person.user.id,
        proofs: vec![Proof { kind: FactorKind::Passkey, at: verified.at(), alone: true }],
        user_epoch: person.user.epoch,
        policy_version: person.policy.version,
        expires_at: now.plus(LIVES_FOR),
    };
    let mut outcome = finish(half, person, now);
    outcome.events.insert(0, Event::SecondFactorAccepted { kind: FactorKind::Passkey });
    outcome
}

fn second_factor(mut half: HalfDone, answer: Answer, person: &PersonFacts, now: Time) -> Outcome {
    match answer {
        Answer::SecondFactor(Ok(verified))
            if is_second_factor_of(&verified, &half) && person.may_answer_with(verified.kind()) =>
        {
            half.proofs.push(Proof { kind: verified.kind(), at: verified.at(), alone: false });
            half.expires_at = now.plus(LIVES_FOR);
            let accepted = Event::SecondFactorAccepted { kind: verified.kind() };
            if person.sets_up_after() {
                return waiting(State::Enrol(half), vec![accepted]);
            }
            let mut outcome = finish(half, person, now);
            outcome.events.insert(0, accepted);
            outcome
        }
        Answer::Recovery(Ok(grant)) if grant.user() == half.user => {
            let event = Event::RecoveryBegun { by: grant.by().into() };
            let restricted = Restricted { grant, user_epoch: person.user.epoch };
            Outcome { next: Next::Restricted(restricted), refused: None, events: vec![event] }
        }
        Answer::SecondFactor(Err(refusal)) | Answer::Recovery(Err(refusal)) => {
            let event = Event::SecondFactorRefused { refusal: refusal.clone() };
            refuse(State::SecondFactor(half), Refused::Factor(refusal), event)
        }
        _ => over(Some(person.user.id), Refused::OutOfTurn),
    }
}

fn enrolled(mut half: HalfDone, answer: Answer, person: &PersonFacts, now: Time) -> Outcome {
    match answer {
        Answer::Enrolled(Ok(verified))
            if is_second_factor_of(&verified, &half) && person.policy.methods.count(verified.kind()) =>
        {
            half.proofs.push(Proof { kind: verified.kind(), at: verified.at(), alone: false });
            half.expires_at = now.plus(LIVES_FOR);
            // The enrolment itself opens a new epoch of the person, in the same transaction: this sign-in goes with it.
            half.user_epoch = half.user_epoch.saturating_add(1);
            waiting(State::SaveCodes(half), vec![Event::FactorAdded { kind: verified.kind() }])
        }
        Answer::Enrolled(Err(refusal)) => {
            let event = Event::EnrolmentRefused { refusal: refusal.clone() };
            refuse(State::Enrol(half), Refused::Factor(refusal), event)
        }
        _ => over(Some(person.user.id), Refused::OutOfTurn),
    }
}

/// Done, if what is proven is what is required by the facts of this very moment.
fn finish(half: HalfDone, person: &PersonFacts, now: Time) -> Outcome {
    let proven = |wanted: fn(FactorKind) -> bool| half.proofs.iter().any(|proof| wanted(proof.kind));
    let alone = half.proofs.iter().any(|proof| proof.alone);
    let password = alone || proven(|kind| kind == FactorKind::Password);
    let second = proven(FactorKind::is_second);
    let Decision { rule, device, excused_until, .. } = person.decide(now);
    let (asked, device) = match rule.asks() {
        // Who gave a passcode all the same needs no device.
        SecondFactor::Remembered if second => (SecondFactor::Asked, None),
        asked => (asked, device),
    };
    let enough = match asked {
        SecondFactor::NotAsked | SecondFactor::Remembered => password,
        SecondFactor::Asked => password && second && !person.sets_up_after(),
        SecondFactor::MustEnrol => false,
    };
    if !enough {
        return over(Some(person.user.id), Refused::Stale);
    }
    let done = Done {
        user: half.user,
        proofs: half.proofs,
        device,
        until: excused_until.filter(|_| !second),
        begins: person.grace_begun_by(rule, now),
        user_epoch: person.user.epoch,
        policy_epoch: person.policy.epoch,
    };
    let event = Event::SignedIn {
        factors: done.factors(),
        asked: Some(asked),
        policy_version: Some(person.policy.version),
        device,
    };
    Outcome { next: Next::Done(done), refused: None, events: vec![event] }
}

fn still_good(half: &HalfDone, person: &PersonFacts, now: Time) -> Result<(), Box<Outcome>> {
    let user = Some(person.user.id);
    if half.user != person.user.id {
        return Err(Box::new(over(user, Refused::OutOfTurn)));
    }
    if now >= half.expires_at {
        return Err(Box::new(over(user, Refused::TooOld)));
    }
    if person.user.standing != Standing::Active {
        return Err(Box::new(over(user, Refused::NotActive)));
    }
    if half.user_epoch != person.user.epoch || half.policy_version != person.policy.version {
        return Err(Box::new(over(user, Refused::Stale)));
    }
    Ok(())
}

fn is_second_factor_of(verified: &Verified, half: &HalfDone) -> bool {
    verified.user() == half.user && verified.kind().is_second()
}

fn refusal_of(answer: Answer) -> Refusal {
    match answer {
        Answer::Password(Err(refusal)) | Answer::Passkey(Err(refusal)) => refusal,
        _ => Refusal::WrongPassword,
    }
}

fn refuse_password(user: Option<UserId>, refusal: Refusal) -> Outcome {
    let events = if user.is_some() { vec![Event::PasswordRefused] } else { Vec::new() };
    Outcome { next: Next::Waiting(State::Password), refused: Some(Refused::Factor(refusal)), events }
}

fn refuse_passkey(refusal: Refusal) -> Outcome {
    let event = Event::SecondFactorRefused { refusal: refusal.clone() };
    refuse(State::Password, Refused::Factor(refusal), event)
}

fn refuse(state: State, refused: Refused, event: Event) -> Outcome {
    Outcome { next: Next::Waiting(state), refused: Some(refused), events: vec![event] }
}

fn over(user: Option<UserId>, refused: Refused) -> Outcome {
    let events = user.map(|_| Event::SignInOver { why: refused.clone() }).into_iter().collect();
    Outcome { next: Next::Over, refused: Some(refused), events }
}

fn waiting(state: State, events: Vec<Event>) -> Outcome {
    Outcome { next: Next::Waiting(state), refused: None, events }
}

impl State {
    /// What is proven so far; nothing before the password.
    pub fn half_done(&self) -> Option<&HalfDone> {
        match self {
            State::Password => None,
            State::SecondFactor(half) | State::Enrol(half) | State::SaveCodes(half) => Some(half),
        }
    }
}

impl HalfDone {
    /// Whose password was right.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// When the sign-in is too old.
    pub fn expires_at(&self) -> Time {
        self.expires_at
    }

    /// The person's epoch that it was decided under.
    pub fn user_epoch(&self) -> u64 {
        self.user_epoch
    }

    /// The policy's version that it was decided under.
    pub fn policy_version(&self) -> u64 {
        self.policy_version
    }
}

impl Restricted {
    /// Who may set up a new second factor.
    pub fn user(&self) -> UserId {
        self.grant.user()
    }

    /// What it stands on, which is consumed.
    pub fn grant(&self) -> Grant {
        self.grant
    }

    /// The person's epoch that it was decided under.
    pub fn user_epoch(&self) -> u64 {
        self.user_epoch
    }
}

impl Done {
    /// Who is signed in.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// The factors that were proven, in their order.
    pub fn factors(&self) -> Vec<FactorKind> {
        self.proofs.iter().map(|proof| proof.kind).collect()
    }

    /// When the password was proven.
    pub fn password_at(&self) -> Option<Time> {
        self.proofs.iter().find(|proof| proof.kind == FactorKind::Password).map(|proof| proof.at)
    }

    /// When a second factor was proven, if one was.
    pub fn second_factor_at(&self) -> Option<Time> {
        self.proofs.iter().rev().find(|proof| proof.kind.is_second()).map(|proof| proof.at)
    }

    /// The trusted device that stood in for the passcode, if one did.
    pub fn device(&self) -> Option<DeviceId> {
        self.device
    }

    /// Trusts the device of this sign-in, if the policy lets devices be trusted and the person answered by a method just now.
    ///
    /// A recovery code trusts nothing: who needs one is often at somebody else's computer.
    pub fn trust_device(&self, policy: &Policy, moment: &mut Moment) -> Option<NewDevice> {
        let span = policy.asking.remembers_for()?;
        let by_method = self.factors().into_iter().any(FactorKind::is_method);
        by_method.then(|| NewDevice::new(self.user, self.user_epoch, span, moment))
    }

    /// When its session is over in any case, because what excused the person from a second factor is over then.
    pub fn until(&self) -> Option<Time> {
        self.until
    }

    /// The grace that begins by it: once in a person's life here.
    pub fn begins(&self) -> Option<Grace> {
        self.begins
    }

    /// The person's epoch that it was decided under: the session carries it, and every use compares it.
    pub fn user_epoch(&self) -> u64 {
        self.user_epoch
    }

    /// The policy's epoch that it was decided under: the session carries it, and every use compares it.
    pub fn policy_epoch(&self) -> u64 {
        self.policy_epoch
    }
}
