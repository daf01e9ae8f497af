//! Passkeys, answered by an authenticator in software: what is right, and every forgery that was thought of.

mod authenticator;

use std::time::Duration;

use authenticator::Authenticator;
use doorward_core::brand::Brand;
use doorward_core::enrolment::BoundTo;
use doorward_core::factor::passkey::{
    self, Answer, Challenge, Flaw, LIVES_FOR, Passkey, Purpose, RelyingParty, Sort, UserVerification,
};
use doorward_core::factor::{Detail, FactorKind, Refusal, Verified};
use doorward_core::id::{SessionId, SignInId, TenantId, UserId};
use doorward_core::moment::{Moment, Time};
use doorward_core::secret::Token;
use doorward_core::tenant::{PublicAddress, Tenant};
use doorward_core::user::{Email, Role, Standing, User};

const ORIGIN: &str = "https://help.example.com";
const DOMAIN: &str = "help.example.com";
const START: Time = Time::from_millis(1_800_000_000_000);

/// Ana at her session, with a passkey, and Ben.
struct Scene {
    moment: Moment,
    account: RelyingParty,
    ana: User,
    ben: User,
    here: BoundTo,
    key: Authenticator,
    passkey: Passkey,
}

impl Scene {
    fn new() -> Scene {
        Scene::with(Authenticator::new(7, ORIGIN, DOMAIN))
    }

    fn with(mut key: Authenticator) -> Scene {
        let mut moment = Moment::new(START, [3; 32]);
        let tenant = TenantId::new(&mut moment);
        let address = PublicAddress::parse(ORIGIN).unwrap();
        let account = RelyingParty::of(&Tenant {
            id: tenant,
            name: "Acme Help".to_owned(),
            address,
            language: None,
            brand: Brand::default(),
        })
        .unwrap();
        let [ana, ben] = ["Ana", "Ben"].map(|name| User {
            tenant,
            id: UserId::new(&mut moment),
            email: Email::parse(&format!("{name}@x.example")).unwrap(),
            name: name.to_owned(),
            role: Role::Agent,
            standing: Standing::Active,
            epoch: 1,
            language: None,
        });
        let here = BoundTo::session(&SessionId::new(&mut moment));
        let challenge = Challenge::new(Purpose::Add, Some(ana.id), here, &mut moment);
        let sent = key.create(&passkey::creation_options(&account, &challenge, &ana, &[]));
        let answer = Answer::read(&sent).unwrap();
        let (_, passkey) = passkey::add(&challenge, ana.id, here, &account, &answer, &mut moment).unwrap();
        Scene { moment, account, ana, ben, here, key, passkey }
    }

    fn challenge(&mut self, purpose: Purpose) -> Challenge {
        let user = (purpose != Purpose::SignIn).then_some(self.ana.id);
        Challenge::new(purpose, user, self.here, &mut self.moment)
    }

    fn options(&self, challenge: &Challenge) -> String {
        let any_of = std::slice::from_ref(&self.passkey);
        passkey::request_options(&self.account, challenge, any_of, UserVerification::NotNeeded)
    }

    /// Ana's answer to a fresh question, by her authenticator as `forge` leaves it.
    fn answer(
        &mut self,
        purpose: Purpose,
        forge: impl FnOnce(&mut Authenticator),
    ) -> Result<Verified, Refusal> {
        let challenge = self.challenge(purpose);
        let mut key = self.key.clone();
        forge(&mut key);
        let sent = key.get(&self.options(&challenge));
        self.judge(&challenge, purpose, &sent)
    }

    fn judge(&self, challenge: &Challenge, purpose: Purpose, sent: &str) -> Result<Verified, Refusal> {
        let answer = Answer::read(sent)?;
        passkey::verify(challenge, purpose, self.here, &self.account, &answer, Some(&self.passkey), START)
    }

    fn adds(&mut self, forge: impl FnOnce(&mut Authenticator)) -> Result<Passkey, Refusal> {
        let challenge = self.challenge(Purpose::Add);
        let mut key = Authenticator::new(9, ORIGIN, DOMAIN);
        forge(&mut key);
        let sent = key.create(&passkey::creation_options(&self.account, &challenge, &self.ana, &[]));
        let answer = Answer::read(&sent)?;
        let made = passkey::add(&challenge, self.ana.id, self.here, &self.account, &answer, &mut self.moment);
        made.map(|(_, passkey)| passkey)
    }
}

/// A forgery that is refused for this flaw in a proof, and another at the door, and when a passkey is added.
fn refused(flaw: Flaw, forge: impl Fn(&mut Authenticator) + Copy) {
    let refused = Refusal::WrongPasskey { flaw };
    let mut scene = Scene::new();
    assert_eq!(scene.answer(Purpose::Prove, forge), Err(refused.clone()));
    assert_eq!(scene.answer(Purpose::SignIn, forge), Err(refused.clone()));
    assert_eq!(scene.adds(forge), Err(refused));
}

#[test]
fn an_honest_passkey_is_taken_for_whose_it_is() {
    let mut scene = Scene::new();
    for purpose in [Purpose::Prove, Purpose::SignIn] {
        let verified = scene.answer(purpose, |_| {}).unwrap();
        assert_eq!(
            (verified.user(), verified.kind(), verified.at()),
            (scene.ana.id, FactorKind::Passkey, START)
        );
        let counted =
            Detail::Passkey { factor: scene.passkey.id, counter: 2, backed_up: false, user_verified: true };
        assert_eq!(verified.detail(), &counted);
    }
    assert_eq!((scene.passkey.counter, scene.passkey.model), (1, [0xaa; 16]));
}

#[test]
fn synced_ones_security_keys_and_those_of_one_device_are_told_apart() {
    let sort = |key| Scene::with(key).passkey.sort();
    let synced = Authenticator::synced(7, ORIGIN, DOMAIN);
    let one_device = Authenticator { backup_eligible: false, backed_up: false, ..synced.clone() };
    assert_eq!(sort(synced.clone()), Sort::Synced);
    assert_eq!(sort(one_device), Sort::OneDevice);
    assert_eq!(sort(Authenticator::new(7, ORIGIN, DOMAIN)), Sort::SecurityKey);

    let mut scene = Scene::with(Authenticator { backed_up: false, ..synced });
    assert!(scene.passkey.backup_eligible && !scene.passkey.backed_up);
    let verified = scene.answer(Purpose::Prove, |key| key.backed_up = true).unwrap();
    assert!(matches!(verified.detail(), Detail::Passkey { backed_up: true, counter: 0, .. }));
}

#[test]
fn p15_an_answer_given_to_another_site_is_refused() {
    for origin in ["https://evil.example", "https://sub.help.example.com", "https://help.example.com:8443"] {
        refused(Flaw::Origin, |key| key.origin = origin.to_owned());
    }
    refused(Flaw::Origin, |key| key.origin = "http://help.example.com".to_owned());
    refused(Flaw::Origin, |key| key.cross_origin = true);
}

#[test]
fn p15_a_passkey_of_another_domain_is_refused() {
    refused(Flaw::Domain, |key| key.domain = "example.com".to_owned());
}

#[test]
fn p15_an_answer_that_nobody_touched_the_key_for_is_refused() {
    refused(Flaw::NobodyThere, |key| key.user_present = false);
}

#[test]
fn p15_the_door_takes_no_passkey_that_does_not_ask_who_is_there() {
    let mut scene = Scene::new();
    let forge = |key: &mut Authenticator| key.user_verified = false;
    assert_eq!(scene.answer(Purpose::SignIn, forge), Err(Refusal::PasskeyNotVerified));
    let second_step = scene.answer(Purpose::Prove, forge).unwrap();
    assert!(matches!(second_step.detail(), Detail::Passkey { user_verified: false, .. }));
}

#[test]
fn p15_an_answer_to_another_sort_of_question_is_refused() {
    let mut scene = Scene::new();
    let wrong = Err(Refusal::WrongPasskey { flaw: Flaw::Type });
    assert_eq!(scene.answer(Purpose::Prove, |key| key.kind = Some("webauthn.create")), wrong);
    assert_eq!(
        scene.adds(|key| key.kind = Some("webauthn.get")),
        Err(Refusal::WrongPasskey { flaw: Flaw::Type })
    );
    // A whole registration, sent where a proof is due: its client data is forged to fit.
    let challenge = scene.challenge(Purpose::Prove);
    let mut key = Authenticator { kind: Some("webauthn.get"), ..scene.key.clone() };
    let sent = key.create(&passkey::creation_options(&scene.account, &challenge, &scene.ana, &[]));
    assert_eq!(scene.judge(&challenge, Purpose::Prove, &sent), wrong);
}

#[test]
fn p15_an_answer_to_another_challenge_is_refused() {
    let mut scene = Scene::new();
    let (before, now) = (scene.challenge(Purpose::Prove), scene.challenge(Purpose::Prove));
    let captured = scene.key.clone().get(&scene.options(&before));
    assert!(scene.judge(&before, Purpose::Prove, &captured).is_ok());
    let wrong = Err(Refusal::WrongPasskey { flaw: Flaw::Challenge });
    assert_eq!(scene.judge(&now, Purpose::Prove, &captured), wrong);
    assert_eq!(Answer::read(&captured).unwrap().challenge(), &before.bytes, "the store looks for this one");
}

#[test]
fn p15_a_challenge_is_for_one_purpose_and_five_minutes() {
    let mut scene = Scene::new();
    let late = START.plus(LIVES_FOR);
    for (asked, answered) in [(Purpose::Prove, Purpose::SignIn), (Purpose::SignIn, Purpose::Prove)] {
        let challenge = scene.challenge(asked);
        let sent = scene.key.clone().get(&scene.options(&challenge));
        let answer = Answer::read(&sent).unwrap();
        let judge = |purpose, now| {
            passkey::verify(
                &challenge,
                purpose,
                scene.here,
                &scene.account,
                &answer,
                Some(&scene.passkey),
                now,
            )
        };
        assert_eq!(judge(answered, START), Err(Refusal::PasskeyTooOld));
        assert_eq!(judge(asked, late), Err(Refusal::PasskeyTooOld));
        assert!(judge(asked, late.minus(Duration::from_millis(1))).is_ok());
    }
}

#[test]
fn p15_a_passkey_of_another_person_is_refused() {
    let mut scene = Scene::new();
    let challenge = scene.challenge(Purpose::Prove);
    let sent = scene.key.clone().get(&scene.options(&challenge));
    let answer = Answer::read(&sent).unwrap();
    let of_ben = Passkey { user: scene.ben.id, ..scene.passkey.clone() };
    let judged = passkey::verify(
        &challenge,
        Purpose::Prove,
        scene.here,
        &scene.account,
        &answer,
        Some(&of_ben),
        START,
    );
    assert_eq!(judged, Err(Refusal::UnknownPasskey));

    let other = Passkey { credential: vec![1; 32], ..scene.passkey.clone() };
    for passkey in [None, Some(&other)] {
        let judged =
            passkey::verify(&challenge, Purpose::Prove, scene.here, &scene.account, &answer, passkey, START);
        assert_eq!(judged, Err(Refusal::UnknownPasskey));
    }
    let ben = scene.ben.id.as_bytes().to_vec();
    for purpose in [Purpose::Prove, Purpose::SignIn] {
        let judged = scene.answer(purpose, |key| key.user_handle = Some(ben.clone()));
        assert_eq!(judged, Err(Refusal::WrongPasskey { flaw: Flaw::User }));
    }
    // A key of before passkeys tells nobody's name: enough beside a password, and not instead of one.
    assert!(scene.answer(Purpose::Prove, |key| key.user_handle = None).is_ok());
    let judged = scene.answer(Purpose::SignIn, |key| key.user_handle = None);
    assert_eq!(judged, Err(Refusal::WrongPasskey { flaw: Flaw::User }));
}

#[test]
fn p15_an_answer_that_the_passkey_did_not_sign_is_refused() {
    let mut scene = Scene::new();
    let wrong = Err(Refusal::WrongPasskey { flaw: Flaw::Signature });
    for signature in [vec![], vec![0; 64], vec![0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00]] {
        assert_eq!(scene.answer(Purpose::Prove, |key| key.signature = Some(signature)), wrong);
    }
    let credential = scene.key.credential.clone();
    let other = Authenticator { credential, ..Authenticator::new(8, ORIGIN, DOMAIN) };
    let handle = scene.key.user_handle.clone();
    assert_eq!(
        scene.answer(Purpose::Prove, |key| *key = Authenticator { user_handle: handle, ..other }),
        wrong
    );
}

#[test]
fn p15_a_key_of_an_algorithm_that_was_not_asked_for_is_refused() {
    let mut scene = Scene::new();
    for algorithm in [-8, -35, -36, -37, -47, -65_535] {
        let made = scene.adds(|key| key.algorithm = algorithm);
        assert_eq!(made, Err(Refusal::WrongPasskey { flaw: Flaw::Algorithm }), "{algorithm}");
    }
}

#[test]
fn p15_what_is_backed_up_without_being_able_to_is_refused() {
    refused(Flaw::Backup, |key| key.backed_up = true);
    let mut scene = Scene::new();
    let wrong = Err(Refusal::WrongPasskey { flaw: Flaw::Backup });
    assert_eq!(scene.answer(Purpose::Prove, |key| key.backup_eligible = true), wrong, "it could not before");
}

#[test]
fn p15_a_counter_that_stands_still_or_goes_back_tells_of_a_copy() {
    let mut scene = Scene::new();
    scene.passkey.counter = 10;
    for (seen, copied) in [(9, true), (10, true), (11, false), (0, true)] {
        let judged = scene.answer(Purpose::Prove, |key| key.counter = if seen == 0 { 0 } else { seen - 1 });
        assert_eq!(judged == Err(Refusal::PasskeyCopied), copied, "{seen}: {judged:?}");
    }
}

#[test]
fn p17_a_ceremony_begun_by_one_person_is_not_finished_by_another_or_elsewhere() {
    let mut scene = Scene::new();
    let challenge = scene.challenge(Purpose::Add);
    let mut key = Authenticator::new(9, ORIGIN, DOMAIN);
    let sent = key.create(&passkey::creation_options(&scene.account, &challenge, &scene.ana, &[]));
    let answer = Answer::read(&sent).unwrap();
    let elsewhere = BoundTo::sign_in(&SignInId::new(&mut scene.moment));
    for (user, bound_to) in [(scene.ben.id, scene.here), (scene.ana.id, elsewhere), (scene.ben.id, elsewhere)]
    {
        let made = passkey::add(&challenge, user, bound_to, &scene.account, &answer, &mut scene.moment);
        assert_eq!(made.map(|_| ()), Err(Refusal::PasskeyTooOld));
    }
    assert!(
        passkey::add(&challenge, scene.ana.id, scene.here, &scene.account, &answer, &mut scene.moment)
            .is_ok()
    );

    let challenge = scene.challenge(Purpose::SignIn);
    let sent = scene.key.clone().get(&scene.options(&challenge));
    let answer = Answer::read(&sent).unwrap();
    let other = BoundTo::browser(&Token::new(&mut scene.moment));
    let judged = passkey::verify(
        &challenge,
        Purpose::SignIn,
        other,
        &scene.account,
        &answer,
        Some(&scene.passkey),
        START,
    );
    assert_eq!(judged, Err(Refusal::PasskeyTooOld));
}

#[test]
fn what_cannot_be_read_is_refused_and_a_closed_dialog_is_told_apart() {
    let mut scene = Scene::new();
    let challenge = scene.challenge(Purpose::SignIn);
    let honest = scene.key.clone().get(&scene.options(&challenge));
    assert_eq!(Answer::read("").map(|_| ()), Err(Refusal::NoPasskey));
    let cut: String = honest.chars().take(200).collect();
    let long = format!("{honest}{}", " ".repeat(8_192));
    for sent in ["{}", "[]", "null", "\u{0}", &cut, &long, &honest.replace("public-key", "password")] {
        let unreadable = Refusal::WrongPasskey { flaw: Flaw::Unreadable };
        assert_eq!(Answer::read(sent).map(|_| ()), Err(unreadable), "{sent:.40}");
    }
    // Each letter changed in turn: never taken, never a panic.
    for at in (0..honest.len()).step_by(3) {
        let mut forged = honest.clone().into_bytes();
        forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
        let Ok(forged) = String::from_utf8(forged) else { continue };
        let same = Answer::read(&forged)
            .is_ok_and(|it| format!("{it:?}") == format!("{:?}", Answer::read(&honest).unwrap()));
        assert!(same || scene.judge(&challenge, Purpose::SignIn, &forged).is_err(), "{at}");
    }
}

#[test]
fn an_address_of_numbers_has_no_passkeys() {
    let tenant = |address: &str| Tenant {
        id: TenantId::from_bytes([1; 16]),
        name: "Acme".to_owned(),
        address: PublicAddress::parse(address).unwrap(),
        language: None,
        brand: Brand::default(),
    };
    assert!(RelyingParty::of(&tenant("http://127.0.0.1:8080")).is_none());
    assert!(RelyingParty::of(&tenant("http://localhost:8080")).is_some());
}
