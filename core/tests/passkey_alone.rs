//! Signing in by a passkey and nothing else: every combination of what it depends on, against one sentence that says when it
//! is lawful.

mod authenticator;

use authenticator::Authenticator;
use doorward_core::brand::Brand;
use doorward_core::enrolment::BoundTo;
use doorward_core::event::Event;
use doorward_core::factor::passkey::{self, Challenge, Passkey, Purpose, RelyingParty, UserVerification};
use doorward_core::factor::{FactorKind, Methods, Refusal, Verified};
use doorward_core::id::{SessionId, TenantId, UserId};
use doorward_core::moment::{Moment, Time};
use doorward_core::policy::{Counting, Policy, Requirement};
use doorward_core::signin::{Answer, Facts, Next, PersonFacts, Refused, State, advance};
use doorward_core::tenant::{PublicAddress, Tenant};
use doorward_core::user::{Email, Role, Standing, User, UserType};

const ORIGIN: &str = "https://help.example.com";
const START: Time = Time::from_millis(1_800_000_000_000);

fn user(moment: &mut Moment) -> User {
    User {
        tenant: TenantId::from_bytes([1; 16]),
        id: UserId::new(moment),
        email: Email::parse("ana@x.example").unwrap(),
        name: "Ana".to_owned(),
        role: Role::Agent,
        standing: Standing::Active,
        epoch: 1,
        language: None,
    }
}

/// A proof of a passkey of `user`: at the door, and as a second step without asking who is there.
fn proofs(user: &User, moment: &mut Moment) -> [Verified; 2] {
    let address = PublicAddress::parse(ORIGIN).unwrap();
    let account = RelyingParty::of(&Tenant {
        id: user.tenant,
        name: "Acme".to_owned(),
        address,
        language: None,
        brand: Brand::default(),
    })
    .unwrap();
    let here = BoundTo::session(&SessionId::new(moment));
    let mut key = Authenticator::synced(7, ORIGIN, "help.example.com");
    let challenge = Challenge::new(Purpose::Add, Some(user.id), here, moment);
    let sent = key.create(&passkey::creation_options(&account, &challenge, user, &[]));
    let answer = passkey::Answer::read(&sent).unwrap();
    let (_, kept): (_, Passkey) = passkey::add(&challenge, user.id, here, &account, &answer, moment).unwrap();
    [Purpose::SignIn, Purpose::Prove].map(|purpose| {
        key.user_verified = purpose == Purpose::SignIn;
        let whose = (purpose == Purpose::Prove).then_some(user.id);
        let challenge = Challenge::new(purpose, whose, here, moment);
        let options = passkey::request_options(&account, &challenge, &[], UserVerification::Required);
        let answer = passkey::Answer::read(&key.get(&options)).unwrap();
        passkey::verify(&challenge, purpose, here, &account, &answer, Some(&kept), START).unwrap()
    })
}

#[test]
fn a_passkey_alone_signs_in_where_it_may_and_who_it_may_and_nobody_else() {
    let mut moment = Moment::new(START, [6; 32]);
    let (ana, ben) = (user(&mut moment), user(&mut moment));
    let own = proofs(&ana, &mut moment);
    let other = proofs(&ben, &mut moment);
    let (mut in_, mut out) = (0, 0);
    for bits in 0..128_u8 {
        let on = |bit: u8| bits & (1 << bit) != 0;
        let (allowed, has_app, required, must_enrol) = (on(0), on(1), on(2), on(3));
        let (active, knows, mine) = (on(4), on(5), on(6));
        for counting in Counting::ALL {
            let mut policy = Policy::initial(UserType::TeamMember);
            policy.methods.passkey_alone = allowed;
            policy.methods.counting = counting;
            if required {
                policy.requirement = Requirement::Required;
            }
            let kinds = [Some(FactorKind::Passkey), has_app.then_some(FactorKind::Totp)];
            let methods: Methods = kinds.into_iter().flatten().collect();
            let standing = if active { Standing::Active } else { Standing::Suspended };
            let user = User { standing, ..ana.clone() };
            let person = PersonFacts {
                user,
                policy,
                methods,
                must_enrol,
                exemption: None,
                grace: None,
                preferred: None,
                has_codes: false,
                password_by_mail: false,
                device: None,
            };
            let verified = (if mine { &own } else { &other })[usize::from(!knows)].clone();
            let facts = Facts { person: Some(person), now: START };
            let outcome = advance(State::Password, Answer::Passkey(Ok(verified)), &facts);
            let lawful = allowed && active && knows && mine;
            let done = match outcome.next {
                Next::Done(done) => {
                    assert_eq!(done.factors(), [FactorKind::Passkey]);
                    assert_eq!((done.user(), done.password_at()), (ana.id, None));
                    assert_eq!(done.second_factor_at(), Some(START));
                    assert!(matches!(
                        outcome.events[..],
                        [Event::SecondFactorAccepted { kind: FactorKind::Passkey }, Event::SignedIn { .. }]
                    ));
                    true
                }
                Next::Waiting(State::Password) | Next::Over => {
                    assert!(outcome.refused.is_some() && !outcome.events.is_empty());
                    false
                }
                Next::Waiting(state) => panic!("it waits for {state:?}"),
                Next::Restricted(_) => panic!("a passkey sets up nothing"),
            };
            assert_eq!(done, lawful, "{bits:#b} {counting:?}");
            if done { in_ += 1 } else { out += 1 }
        }
    }
    assert_eq!((in_, out), (24, 360));
}

#[test]
fn a_passkey_that_comes_out_of_turn_ends_the_sign_in_and_a_refusal_is_written_down() {
    let mut moment = Moment::new(START, [6; 32]);
    let ana = user(&mut moment);
    let [at_the_door, second_step] = proofs(&ana, &mut moment);
    let mut policy = Policy::initial(UserType::TeamMember);
    policy.methods.passkey_alone = true;
    let methods = [FactorKind::Passkey].into_iter().collect();
    let person = PersonFacts {
        user: ana,
        policy,
        methods,
        must_enrol: false,
        exemption: None,
        grace: None,
        preferred: None,
        has_codes: false,
        password_by_mail: false,
        device: None,
    };
    let facts = Facts { person: Some(person), now: START };
    let refused = Answer::Passkey(Err(Refusal::PasskeyCopied));
    let outcome = advance(State::Password, refused, &facts);
    assert_eq!(outcome.refused, Some(Refused::Factor(Refusal::PasskeyCopied)));
    assert_eq!(outcome.events, [Event::SecondFactorRefused { refusal: Refusal::PasskeyCopied }]);
    for proof in [at_the_door, second_step] {
        // As a second step without the password before it.
        let outcome = advance(State::Password, Answer::SecondFactor(Ok(proof)), &facts);
        assert!(matches!(outcome.next, Next::Over));
    }
    let nobody = Facts { person: None, now: START };
    let outcome = advance(State::Password, Answer::Passkey(Err(Refusal::UnknownPasskey)), &nobody);
    assert_eq!(outcome.refused, Some(Refused::Factor(Refusal::UnknownPasskey)));
}
