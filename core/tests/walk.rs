//! Random walks through the sign-in machine, watched by an oracle that knows nothing of its states.
//!
//! 100,000 sequences of answers, while the policy, the person and the clock change under them. None may end signed in
//! without what was demanded at that moment; a fifth and more must end signed in lawfully; and of twenty-six planted bugs each
//! must be found by the same walks.

use std::time::Duration;

use doorward_core::deadline::{Grace, Terms};
use doorward_core::exemption::Exemption;
use doorward_core::factor::password::{self, Hashing};
use doorward_core::factor::recovery_code::{self, CodeSetFacts};
use doorward_core::factor::totp::{self, Authenticator, Parameters, Seed, Window};
use doorward_core::factor::{FactorKind, Methods, Refusal, Verified};
use doorward_core::grant::{Grant, IssuedCode, judge_code};
use doorward_core::id::{CodeSetId, DeviceId, ExemptionId, FactorId, IssuedCodeId, TenantId, UserId};
use doorward_core::moment::{Moment, Time};
use doorward_core::policy::{Asking, Counting, Demands, Policy, Requirement};
use doorward_core::secret::Secret;
use doorward_core::signin::{Answer, Facts, Next, Outcome, PersonFacts, State, advance};
use doorward_core::trusted_device::Stored as Device;
use doorward_core::user::{Email, Role, Standing, User};

const WALKS: u64 = 100_000;
const START: Time = Time::from_millis(1_800_000_000_000);

type Machine = fn(&Cast, State, Answer, &Facts) -> Outcome;

#[test]
fn no_walk_signs_in_without_what_is_demanded_and_a_fifth_sign_in_lawfully() {
    let cast = Cast::new();
    let mut signed_in = 0;
    for seed in 0..WALKS {
        match walk(&cast, honest, seed) {
            Ok(true) => signed_in += 1,
            Ok(false) => {}
            Err(wrong) => panic!("walk {seed}: {wrong}"),
        }
    }
    assert!(signed_in >= WALKS / 5, "only {signed_in} of {WALKS} walks signed in");
}

#[test]
fn every_planted_bug_is_found() {
    let cast = Cast::new();
    for (name, machine) in PLANTED {
        let found = (0..WALKS).find_map(|seed| walk(&cast, machine, seed).err());
        assert!(found.is_some(), "nobody noticed a machine that {name}");
    }
}

/// Two people, and everything they could answer, judged by the real factors.
struct Cast {
    ana: User,
    ben: UserId,
    password: [Verified; 2],
    totp: [Verified; 2],
    recovery: [Verified; 2],
    grant: [Grant; 2],
}

impl Cast {
    fn new() -> Cast {
        let mut moment = Moment::new(START, [8; 32]);
        let [ana, ben] = [UserId::new(&mut moment), UserId::new(&mut moment)];
        Cast {
            password: [ana, ben].map(|user| verified_password(user, &mut moment)),
            totp: [ana, ben].map(|user| verified_passcode(user, &mut moment)),
            recovery: [ana, ben].map(|user| verified_recovery_code(user, &mut moment)),
            grant: [ana, ben].map(granted),
            ben,
            ana: agent(ana),
        }
    }
}

fn agent(id: UserId) -> User {
    User {
        tenant: TenantId::from_bytes([1; 16]),
        id,
        email: Email::parse("ana@x.example").unwrap(),
        name: "Ana".to_owned(),
        role: Role::Agent,
        standing: Standing::Active,
        epoch: 1,
        language: None,
    }
}

/// By a code that somebody issued.
fn granted(user: UserId) -> Grant {
    let code = IssuedCode {
        id: IssuedCodeId::from_bytes([3; 16]),
        user,
        user_epoch: 1,
        policy_epoch: 1,
        digest: [1; 32],
        works_from: START,
        expires_at: START.plus(Duration::from_secs(86_400)),
        used_at: None,
        cancelled_at: None,
    };
    judge_code(&code, &[], &agent(user), 1, &[1; 32], START).unwrap().unwrap()
}

fn verified_password(user: UserId, moment: &mut Moment) -> Verified {
    let cheap = Hashing { memory_kib: 8, passes: 1, lanes: 1 };
    let typed = Secret::new("correct horse".to_owned());
    let stored = password::hash(&typed, cheap, moment).unwrap();
    password::verify(user, &stored, &typed, cheap, START).unwrap()
}

fn verified_passcode(user: UserId, moment: &mut Moment) -> Verified {
    let (id, seed, parameters) = (FactorId::new(moment), Seed::new(moment), Parameters::default());
    let code = totp::code_at(&seed, parameters, START);
    let authenticator = Authenticator { id, user, seed, parameters, last_step: None };
    totp::verify(&authenticator, &code, START, Window::ZERO).unwrap()
}

fn verified_recovery_code(user: UserId, moment: &mut Moment) -> Verified {
    let set = CodeSetFacts { id: CodeSetId::new(moment), user, unused: vec![[1; 32]], used: vec![] };
    recovery_code::verify(Some(&set), [1; 32], START).unwrap()
}

/// What the oracle has seen since the last right password.
#[derive(Default)]
struct Seen {
    password: bool,
    second_factor: bool,
    enrolled: bool,
    codes_saved: bool,
    changed: bool,
    accepted_at: Option<Time>,
}

/// One random walk: whether it ended signed in, or what was wrong about that.
fn walk(cast: &Cast, machine: Machine, seed: u64) -> Result<bool, &'static str> {
    let mut dice = Dice::new(seed);
    let mut person = PersonFacts {
        user: cast.ana.clone(),
        policy: Policy::initial(cast.ana.user_type()),
        methods: if dice.once_in(2) { app() } else { Methods::NONE },
        must_enrol: dice.once_in(4),
        exemption: dice.once_in(3).then(|| exemption(&mut dice)),
        grace: dice.once_in(3).then(|| Grace { until: soon(&mut dice) }),
        preferred: None,
        has_codes: dice.once_in(2),
        password_by_mail: dice.once_in(4),
        device: dice.once_in(3).then(|| device(&mut dice, cast)),
    };
    if dice.once_in(2) {
        person.policy.requirement = Requirement::Required;
    }
    if dice.once_in(3) {
        let grace_days = if dice.once_in(2) { 0 } else { 3 };
        person.policy.terms = Terms { deadline: Some(soon(&mut dice)), grace_days, ..Terms::INITIAL };
    }
    if dice.once_in(10) {
        person.policy.methods.counting = Counting::PhishingResistant;
    }
    if dice.once_in(4) {
        // It was tighter once, and killed the devices of then.
        person.policy.devices_since = START.minus(Duration::from_secs(u64::from(dice.below(40)) * 86_400));
    }
    let (mut state, mut now, mut seen) = (State::Password, START, Seen::default());
    for _ in 0..10 {
        if dice.once_in(8) {
            disturb(&mut dice, &mut person, &mut now, &mut seen);
        }
        let (answer, shown) = answer(&mut dice, cast, &state);
        let facts = Facts { person: Some(person.clone()), now };
        let before = std::mem::discriminant(&state);
        let outcome = machine(cast, state, answer, &facts);
        match outcome.next {
            Next::Over => (state, seen) = (State::Password, Seen::default()),
            Next::Waiting(next) => {
                if std::mem::discriminant(&next) != before {
                    note(&mut seen, shown, now);
                }
                if let (State::SaveCodes(_), Shown::Enrolment) = (&next, shown) {
                    // The transaction that saves an enrolment also opens the person's next epoch.
                    person.methods = app();
                    person.must_enrol = false;
                    person.user.epoch += 1;
                }
                state = next;
            }
            Next::Restricted(restricted) => {
                // The new second factor is set up outside of the machine, and the person signs in anew.
                if restricted.user() != cast.ana.id || shown != Shown::Grant {
                    return Err("somebody sets up a second factor by another's right, or by none");
                }
                return in_restriction(&seen, &person, now).map(|()| false);
            }
            Next::Done(done) => {
                note(&mut seen, shown, now);
                if done.user() != cast.ana.id {
                    return Err("somebody else is signed in");
                }
                return lawful(&seen, &person, now).map(|()| true);
            }
        }
    }
    Ok(false)
}

/// An exemption that is over already, or soon, or holds.
fn exemption(dice: &mut Dice) -> Exemption {
    Exemption { id: ExemptionId::from_bytes([4; 16]), until: soon(dice) }
}

/// Now, or in a few minutes.
fn soon(dice: &mut Dice) -> Time {
    START.plus(Duration::from_secs(u64::from(dice.below(3)) * 300))
}

/// A device that may be trusted: mostly Ana's, mostly young, mostly under her epoch.
fn device(dice: &mut Dice, cast: &Cast) -> Device {
    let days = u64::from(dice.below(40));
    let trusted_at = START.minus(Duration::from_secs(days * 86_400));
    Device {
        id: DeviceId::from_bytes([7; 16]),
        user: if dice.once_in(5) { cast.ben } else { cast.ana.id },
        user_epoch: u64::from(!dice.once_in(5)),
        trusted_at,
        until: trusted_at.plus(Duration::from_secs(30 * 86_400)),
        ended_at: dice.once_in(6).then_some(START),
    }
}

/// What may change under a sign-in between two answers.
fn disturb(dice: &mut Dice, person: &mut PersonFacts, now: &mut Time, seen: &mut Seen) {
    match dice.below(7) {
        0 => *now = now.plus(Duration::from_secs(16 * 60)),
        1 => {
            person.policy.requirement = Requirement::Required;
            person.policy.version += 1;
            seen.changed = true;
        }
        2 => {
            person.user.epoch += 1;
            seen.changed = true;
        }
        3 => {
            person.user.standing = Standing::Suspended;
            seen.changed = true;
        }
        4 => {
            let asking = Asking::from_days(u64::from(dice.below(31))).unwrap();
            person.policy = person.policy.changed(Demands { asking, ..person.policy.demands() }, false, *now);
            seen.changed = true;
        }
        5 => {
            // Ended before its day: the person's next epoch is open.
            if person.exemption.take().is_some() {
                person.user.epoch += 1;
                seen.changed = true;
            }
        }
        _ => *now = now.plus(Duration::from_secs(60)),
    }
}

/// What was shown with an answer, for the oracle: nothing when it was wrong or another person's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    Password,
    SecondFactor,
    Enrolment,
    CodesSaved,
    Grant,
}

fn answer(dice: &mut Dice, cast: &Cast, state: &State) -> (Answer, Shown) {
    // Mostly what the machine waits for, so that walks get somewhere; often enough anything else.
    let kind = match state {
        _ if dice.once_in(5) => dice.below(5),
        State::Password => 0,
        State::SecondFactor(_) => 1,
        State::Enrol(_) => 2,
        State::SaveCodes(_) => 3,
    };
    let whose = usize::from(dice.once_in(10));
    let right = !dice.once_in(4);
    let shown = |shown| if right && whose == 0 { shown } else { Shown::Nothing };
    match kind {
        0 if right => (Answer::Password(Ok(cast.password[whose].clone())), shown(Shown::Password)),
        0 => (Answer::Password(Err(Refusal::WrongPassword)), Shown::Nothing),
        1 if right && dice.once_in(2) => {
            (Answer::SecondFactor(Ok(cast.recovery[whose].clone())), shown(Shown::SecondFactor))
        }
        1 if right => (Answer::SecondFactor(Ok(cast.totp[whose].clone())), shown(Shown::SecondFactor)),
        1 => (Answer::SecondFactor(Err(Refusal::WrongPasscode)), Shown::Nothing),
        2 if right => (Answer::Enrolled(Ok(cast.totp[whose].clone())), shown(Shown::Enrolment)),
        2 => (Answer::Enrolled(Err(Refusal::WrongPasscode)), Shown::Nothing),
        4 if right => (Answer::Recovery(Ok(cast.grant[whose])), shown(Shown::Grant)),
        4 => (Answer::Recovery(Err(Refusal::IssuedCodeDead)), Shown::Nothing),
        _ => (Answer::CodesSaved, Shown::CodesSaved),
    }
}

fn note(seen: &mut Seen, shown: Shown, now: Time) {
    match shown {
        Shown::Nothing => {}
        Shown::Password => *seen = Seen { password: true, accepted_at: Some(now), ..Seen::default() },
        Shown::SecondFactor => (seen.second_factor, seen.accepted_at) = (true, Some(now)),
        Shown::Enrolment => (seen.second_factor, seen.enrolled, seen.accepted_at) = (true, true, Some(now)),
        Shown::CodesSaved => seen.codes_saved = true,
        // It opens no way on within the machine.
        Shown::Grant => {}
    }
}

/// What must be true of anybody who sets up a new second factor in a restricted session.
fn in_restriction(seen: &Seen, person: &PersonFacts, now: Time) -> Result<(), &'static str> {
    let recent = seen.accepted_at.is_some_and(|at| now.since(at) <= Duration::from_secs(15 * 60));
    match (seen.password, seen.changed) {
        (false, _) => Err("sets up a second factor without the password"),
        (true, true) => Err("sets up a second factor on facts that were changed meanwhile"),
        (true, false) if person.user.standing != Standing::Active => Err("sets one up while suspended"),
        (true, false) if !recent => Err("sets one up after the sign-in was too old"),
        (true, false) => Ok(()),
    }
}

/// What must be true of anybody who is signed in, said without the machine's words.
fn lawful(seen: &Seen, person: &PersonFacts, now: Time) -> Result<(), &'static str> {
    let exempt = person.exemption.is_some_and(|exemption| now < exemption.until);
    let Terms { deadline, grace_days, .. } = person.policy.terms;
    // Somebody who has not begun a grace begins it by signing in.
    let not_due = deadline.is_some_and(|deadline| {
        now < deadline || person.grace.map_or(grace_days > 0, |grace| now < grace.until)
    });
    let required = person.policy.requirement == Requirement::Required && !exempt && !not_due;
    if !seen.password {
        return Err("signed in without the password");
    }
    // Everybody here has an authenticator app or nothing.
    let has_app = person.methods.contains(FactorKind::Totp);
    let app_counts = person.policy.methods.counting != Counting::PhishingResistant;
    if (has_app || person.must_enrol || required) && !app_counts {
        return Err("signed in without a method that counts");
    }
    let excused = person.device.as_ref().is_some_and(|device| stands_in(device, person, now));
    if has_app && !seen.second_factor && !excused {
        return Err("signed in without the second factor that they have");
    }
    if person.must_enrol && !seen.second_factor {
        return Err("signed in without the second factor that they had to set up");
    }
    if required && !seen.second_factor && !(has_app && excused) {
        return Err("signed in without the second factor that is required");
    }
    if person.user.standing != Standing::Active {
        return Err("signed in while suspended");
    }
    if seen.changed {
        return Err("signed in on facts that were changed meanwhile");
    }
    if seen.enrolled && !seen.codes_saved {
        return Err("signed in before the recovery codes were saved");
    }
    let recent = seen.accepted_at.is_some_and(|at| now.since(at) <= Duration::from_secs(15 * 60));
    if recent { Ok(()) } else { Err("signed in after the sign-in was too old") }
}

/// Whether a device may stand in for the passcode.
fn stands_in(device: &Device, person: &PersonFacts, now: Time) -> bool {
    let days = |days: u8| Duration::from_secs(u64::from(days) * 86_400);
    let age = now.since(device.trusted_at);
    device.user == person.user.id
        && device.user_epoch == person.user.epoch
        && device.ended_at.is_none()
        && age < days(person.policy.asking.days())
        && age < days(30)
        && device.trusted_at > person.policy.devices_since
}

fn honest(_: &Cast, state: State, answer: Answer, facts: &Facts) -> Outcome {
    advance(state, answer, facts)
}

/// Machines with one bug each: the real one, fed what a careless one would have gone by.
const PLANTED: [(&str, Machine); 26] = [
    ("does not look at the policy", |_, state, answer, facts| {
        advance(state, answer, &with(facts, |person| person.policy.requirement = Requirement::Optional))
    }),
    ("does not look whether there is a factor", |_, state, answer, facts| {
        advance(state, answer, &with(facts, |person| person.methods = Methods::NONE))
    }),
    ("takes any method for one that counts", |_, state, answer, facts| {
        advance(state, answer, &with(facts, |person| person.policy.methods.counting = Counting::Any))
    }),
    ("forgets who must set a factor up", |_, state, answer, facts| {
        advance(state, answer, &with(facts, |person| person.must_enrol = false))
    }),
    ("takes an exemption for one that never ends", |_, state, answer, facts| {
        let endless = |exemption| Exemption { until: Time::from_millis(i64::MAX), ..exemption };
        advance(state, answer, &with(facts, |person| person.exemption = person.exemption.map(endless)))
    }),
    ("excuses who is exempt from what they have, too", |_, state, answer, facts| {
        let excused = |person: &mut PersonFacts| {
            if person.exemption.is_some_and(|exemption| exemption.holds(facts.now)) {
                (person.methods, person.must_enrol) = (Methods::NONE, false);
            }
        };
        advance(state, answer, &with(facts, excused))
    }),
    ("renews a grace that is over", |_, state, answer, facts| {
        advance(state, answer, &with(facts, |person| person.grace = None))
    }),
    ("never reaches a deadline", |_, state, answer, facts| {
        let never = |person: &mut PersonFacts| {
            let terms = &mut person.policy.terms;
            terms.deadline = terms.deadline.map(|_| Time::from_millis(i64::MAX));
        };
        advance(state, answer, &with(facts, never))
    }),
    ("trusts a device for ever", |_, state, answer, facts| {
        let young = |device: &mut Device, policy: &mut Policy, now: Time| {
            device.trusted_at = now.max(policy.devices_since.plus(Duration::from_millis(1)));
            device.until = now.plus(Duration::from_secs(86_400));
        };
        advance(state, answer, &with_device(facts, young))
    }),
    ("trusts a device although it is asked at every sign-in", |_, state, answer, facts| {
        let lax = |device: &mut Device, policy: &mut Policy, _| {
            if policy.asking == Asking::EverySignIn {
                policy.asking = Asking::Remember { days: 30 };
                policy.devices_since = device.trusted_at.minus(Duration::from_millis(1));
            }
        };
        advance(state, answer, &with_device(facts, lax))
    }),
    ("trusts a device again that a tighter policy killed", |_, state, answer, facts| {
        let forgetful = |_: &mut Device, policy: &mut Policy, _| policy.devices_since = Time::from_millis(0);
        advance(state, answer, &with_device(facts, forgetful))
    }),
    ("trusts another person's device", |_, state, answer, facts| {
        let ana = facts.person.as_ref().map(|person| person.user.id);
        advance(state, answer, &with_device(facts, |device, _, _| device.user = ana.unwrap_or(device.user)))
    }),
    ("trusts a device from before the password was changed", |_, state, answer, facts| {
        let epoch = facts.person.as_ref().map_or(0, |person| person.user.epoch);
        advance(state, answer, &with_device(facts, |device, _, _| device.user_epoch = epoch))
    }),
    ("trusts a device that was forgotten", |_, state, answer, facts| {
        advance(state, answer, &with_device(facts, |device, _, _| device.ended_at = None))
    }),
    ("takes a wrong passcode", |cast, state, answer, facts| match answer {
        Answer::SecondFactor(Err(_)) => advance(state, Answer::SecondFactor(Ok(cast.totp[0].clone())), facts),
        answer => advance(state, answer, facts),
    }),
    ("takes anybody's second factor", |cast, state, answer, facts| match answer {
        Answer::SecondFactor(Ok(_)) => advance(state, Answer::SecondFactor(Ok(cast.totp[0].clone())), facts),
        answer => advance(state, answer, facts),
    }),
    ("signs in whoever may only set up a second factor", |cast, state, answer, facts| match answer {
        Answer::Recovery(Ok(_)) => advance(state, Answer::SecondFactor(Ok(cast.totp[0].clone())), facts),
        answer => advance(state, answer, facts),
    }),
    ("takes a code that is dead", |cast, state, answer, facts| match answer {
        Answer::Recovery(Err(_)) => advance(state, Answer::Recovery(Ok(cast.grant[0])), facts),
        answer => advance(state, answer, facts),
    }),
    ("takes a code that was issued for somebody else", |cast, state, answer, facts| match answer {
        Answer::Recovery(Ok(_)) => advance(state, Answer::Recovery(Ok(cast.grant[0])), facts),
        answer => advance(state, answer, facts),
    }),
    ("takes a wrong password", |cast, state, answer, facts| match answer {
        Answer::Password(Err(_)) => advance(state, Answer::Password(Ok(cast.password[0].clone())), facts),
        answer => advance(state, answer, facts),
    }),
    ("never finds a sign-in too old", |_, state, answer, facts| {
        let begun =
            state.half_done().map_or(facts.now, |half| half.expires_at().minus(Duration::from_secs(1)));
        advance(state, answer, &Facts { now: facts.now.min(begun), ..facts.clone() })
    }),
    ("does not compare the person's epoch", |_, state, answer, facts| {
        let epoch = state.half_done().map(|half| half.user_epoch());
        advance(state, answer, &with(facts, |person| person.user.epoch = epoch.unwrap_or(person.user.epoch)))
    }),
    ("does not compare the policy's version", |_, state, answer, facts| {
        let version = state.half_done().map(|half| half.policy_version());
        advance(
            state,
            answer,
            &with(facts, |person| {
                person.policy.version = version.unwrap_or(person.policy.version);
            }),
        )
    }),
    ("lets suspended people in", |_, state, answer, facts| {
        advance(state, answer, &with(facts, |person| person.user.standing = Standing::Active))
    }),
    ("does not wait for the codes to be saved", |_, state, answer, facts| {
        let mut outcome = advance(state, answer, facts);
        if let Next::Waiting(next @ State::SaveCodes(_)) = outcome.next {
            let enrolled = with(facts, |person| {
                person.methods = app();
                person.must_enrol = false;
                person.user.epoch += 1;
            });
            outcome = advance(next, Answer::CodesSaved, &enrolled);
        }
        outcome
    }),
    ("takes an answer out of turn for the end", |cast, state, answer, facts| match (state, answer) {
        (State::SecondFactor(_), Answer::CodesSaved) => advance(
            State::Password,
            Answer::Password(Ok(cast.password[0].clone())),
            &with(facts, |person| {
                person.methods = Methods::NONE;
                person.must_enrol = false;
                person.policy.requirement = Requirement::Optional;
            }),
        ),
        (state, answer) => advance(state, answer, facts),
    }),
];

/// An authenticator app, and nothing else.
fn app() -> Methods {
    [FactorKind::Totp].into_iter().collect()
}

fn with_device(facts: &Facts, change: impl FnOnce(&mut Device, &mut Policy, Time)) -> Facts {
    let now = facts.now;
    with(facts, |person| {
        if let Some(device) = &mut person.device {
            change(device, &mut person.policy, now);
        }
    })
}

fn with(facts: &Facts, change: impl FnOnce(&mut PersonFacts)) -> Facts {
    let mut facts = facts.clone();
    if let Some(person) = &mut facts.person {
        change(person);
    }
    facts
}

/// Numbers that repeat themselves from a seed.
struct Dice(Moment);

impl Dice {
    fn new(seed: u64) -> Dice {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_be_bytes());
        Dice(Moment::new(START, bytes))
    }

    fn below(&mut self, sides: u8) -> u8 {
        self.0.bytes::<1>()[0] % sides
    }

    fn once_in(&mut self, sides: u8) -> bool {
        self.below(sides) == 0
    }
}
