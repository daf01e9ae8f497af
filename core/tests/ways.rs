//! The ways that a person can be asked by: every set of methods under every rule, in words of its own.

use doorward_core::factor::{FactorKind, Methods};
use doorward_core::id::{TenantId, UserId};
use doorward_core::moment::{Moment, Time};
use doorward_core::policy::{Counting, MethodRules, Policy};
use doorward_core::signin::PersonFacts;
use doorward_core::user::{Email, Role, Standing, User};

const METHODS: [FactorKind; 4] =
    [FactorKind::Passkey, FactorKind::Totp, FactorKind::SmsCode, FactorKind::EmailCode];

/// Everybody: each set of methods, each rule, with and without recovery codes, with a password from a mailed link or not.
fn everybody() -> Vec<PersonFacts> {
    let mut moment = Moment::new(Time::from_millis(1_800_000_000_000), [6; 32]);
    let user = User {
        tenant: TenantId::new(&mut moment),
        id: UserId::new(&mut moment),
        email: Email::parse("ana@example.com").unwrap(),
        name: "Ana".to_owned(),
        role: Role::Agent,
        standing: Standing::Active,
        epoch: 1,
        language: None,
    };
    let mut all = Vec::new();
    for set in 0..16_u8 {
        for counting in Counting::ALL {
            for switches in 0..16_u8 {
                let mut policy = Policy::initial(user.user_type());
                let (sms_codes, email_codes) = (switches & 1 != 0, switches & 2 != 0);
                policy.methods = MethodRules { counting, sms_codes, email_codes, passkey_alone: false };
                all.push(PersonFacts {
                    user: user.clone(),
                    policy,
                    methods: Methods::from_bits(set).unwrap(),
                    must_enrol: false,
                    exemption: None,
                    grace: None,
                    preferred: None,
                    has_codes: switches & 4 != 0,
                    password_by_mail: switches & 8 != 0,
                    device: None,
                });
            }
        }
    }
    all
}

#[test]
fn one_mailbox_is_both_factors_of_those_alone_who_have_nothing_else() {
    for person in everybody().iter().filter(|person| person.password_by_mail) {
        let has_another = person.has_codes || person.methods.iter().any(|kind| kind != FactorKind::EmailCode);
        let by_mail = person.askable().contains(FactorKind::EmailCode);
        assert!(!by_mail || !has_another, "{person:?}");
    }
}

#[test]
fn whoever_has_a_method_has_a_way_in_and_nobody_is_asked_for_what_they_have_not() {
    for person in everybody().iter().filter(|person| !person.methods.is_empty()) {
        let askable = person.askable();
        assert!(!askable.is_empty() || person.has_codes, "locked out: {person:?}");
        assert!(askable.iter().all(|kind| person.methods.contains(kind)), "{person:?}");
        let first = person.first_way();
        assert!(
            askable.contains(first) || (askable.is_empty() && first == FactorKind::RecoveryCode),
            "{person:?}"
        );
    }
}

#[test]
fn what_counts_no_more_is_asked_for_only_where_nothing_that_counts_is_left() {
    for person in everybody() {
        let counts = |kind| person.policy.methods.count(kind);
        let askable = person.askable();
        if askable.iter().any(counts) {
            assert!(askable.iter().all(counts), "{person:?}");
        }
    }
}

#[test]
fn the_way_that_somebody_wants_comes_first_as_long_as_it_is_one() {
    for person in everybody() {
        for wanted in METHODS {
            let person = PersonFacts { preferred: Some(wanted), ..person.clone() };
            assert_eq!(person.first_way() == wanted, person.askable().contains(wanted), "{person:?}");
        }
    }
}
