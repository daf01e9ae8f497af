//! Passcodes that are sent: at the door, set up, confirmed, traced, and what an admin decides about them.

use doorward_core::factor::{Channel, FactorKind, Refusal};
use doorward_core::policy::Counting;
use doorward_core::user::UserType;

use crate::i18n::Words;
use crate::mail::{self, Envelope, Occasion};
use crate::web::pages::confirm::{Asks, Confirm};
use crate::web::pages::method_rules::{MethodRules, TypeRules};
use crate::web::pages::passkey::Way;
use crate::web::pages::security::Method;
use crate::web::pages::sent_codes::{OnItsWay, SentPasscode, SetUpSentCode};
use crate::web::pages::signin::RecoveryCode;
use crate::web::pages::sms::TextMessages;
use crate::web::shell::Troubles;
use crate::web::trace::{Stage, Trace};
use crate::web::trouble;

use super::{EMAIL, MailSample, Sample, as_admin, inside, mailed, outside, refused, shot, when};

const TO: &str = "a•••@lakeside.example";
const PHONE: &str = "+49 ••• 67";

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let mut all = at_the_door(words);
    all.extend(set_up(words));
    all.extend(decided(words));
    all
}

pub(super) fn mails(envelope: &Envelope, occasion: &Occasion) -> Vec<MailSample> {
    let code = "482 915".to_owned();
    let (envelope, occasion) = (envelope.clone(), occasion.clone());
    let passcode = mail::Passcode { envelope, code, setting_up: false, occasion };
    vec![mailed(&passcode), mailed(&mail::Passcode { setting_up: true, ..passcode.clone() })]
}

/// What My security lists of somebody who has passcodes sent.
pub(super) fn kept(words: &Words) -> Vec<Method> {
    let method = |of: FactorKind, to: &str| Method {
        id: of.key().to_owned(),
        of,
        name: crate::tell::factors(words, &[of]),
        kind: Some(to.to_owned()),
        asked_first: false,
        added: when(2, "10:00"),
        last_used: Some(when(24, "07:30")),
    };
    vec![method(FactorKind::SmsCode, PHONE), method(FactorKind::EmailCode, TO)]
}

/// What an admin sees of the passcodes of a person.
pub(super) fn traces() -> Vec<Trace> {
    let trace = |to: &str, stage, since, tries, answer: Option<&str>| Trace {
        when: when(24, "08:54"),
        to: to.to_owned(),
        stage,
        since,
        tries,
        answer: answer.map(str::to_owned),
    };
    vec![
        trace(TO, Stage::Queued, None, 0, None),
        trace(TO, Stage::Delayed, None, 3, Some("450 4.2.1 Mailbox busy, try again later")),
        trace(PHONE, Stage::Accepted, Some(when(24, "08:54")), 1, Some("sms.example SM7Q2MZK4V9XWJ3TBN")),
        trace(PHONE, Stage::Refused, Some(when(24, "08:54")), 1, Some("21211: not a valid phone number")),
        trace(TO, Stage::Used, Some(when(24, "08:55")), 1, Some("250 2.0.0 Ok: queued as 4XK1")),
        trace(TO, Stage::Expired, Some(when(24, "09:04")), 1, Some("250 2.0.0 Ok: queued as 4XK2")),
        trace(TO, Stage::HeldBack, None, 0, None),
    ]
}

fn on_its_way(words: &Words, key: &str, to: &str, waits: bool, trouble: bool) -> OnItsWay {
    let phrase = words.phrase(key).with_ltr("to", to).with("ago", words.duration(40));
    OnItsWay {
        state: phrase.to_string(),
        trouble,
        waits,
        again_in: waits.then(|| words.duration(20)),
        send_action: "/signin/email-code/send".to_owned(),
    }
}

fn at_the_door(words: &Words) -> Vec<Sample> {
    let ways = || {
        vec![
            Way::to("/signin/passkey", words.say("passkey-use")),
            Way::sending("/signin/sms-code/send", words.say("sms-code-use")),
            Way::to("/signin/recovery-code", words.say("passcode-use-recovery-code")),
        ]
    };
    let sent = SentPasscode {
        shell: outside(words),
        channel: Channel::Email,
        action: "/signin/email-code",
        on_its_way: on_its_way(words, "sent-ago", TO, true, false),
        ways: ways(),
        remember_days: Some(30),
        remember: true,
        troubles: Troubles::NONE,
    };
    let state = |name, key, waits, trouble| {
        shot(name, SentPasscode { on_its_way: on_its_way(words, key, TO, waits, trouble), ..sent.clone() })
    };
    let wrong = |refusal: Refusal| SentPasscode {
        remember_days: None,
        troubles: refused(words, "passcode", &refusal),
        ..sent.clone()
    };
    let by_sms = SentPasscode {
        channel: Channel::Sms,
        action: "/signin/sms-code",
        on_its_way: on_its_way(words, "sent-just-now", PHONE, true, false),
        ..sent.clone()
    };
    let sms_late = SentPasscode {
        on_its_way: on_its_way(words, "sent-delayed-sms", PHONE, true, true),
        ..by_sms.clone()
    };
    let confirm = |waits| Confirm {
        shell: inside(words, "security"),
        purpose: None,
        asks: Asks::SentCode(Channel::Email),
        email: EMAIL.to_owned(),
        on_its_way: Some(on_its_way(
            words,
            if waits { "sent-on-its-way" } else { "sent-none" },
            TO,
            waits,
            false,
        )),
        action: "/confirm".to_owned(),
        then: "/security".to_owned(),
        ways: vec![Way::to("/confirm?way=app", words.say("recovery-code-use-passcode"))],
        cancel_url: "/security".to_owned(),
        troubles: Troubles::NONE,
    };
    let twice = RecoveryCode {
        shell: outside(words),
        left: 7,
        issued: false,
        ways: Vec::new(),
        mailbox_twice: true,
        troubles: Troubles::NONE,
    };
    vec![
        state("sent-on-its-way", "sent-on-its-way", true, false),
        state("sent-none", "sent-none", false, false),
        state("sent-delayed", "sent-delayed-email", true, true),
        state("sent-refused", "sent-refused", false, true),
        state("sent-held-back", "sent-held-back", false, true),
        state("sent-expired", "sent-expired", false, true),
        shot("sent-too-old", wrong(Refusal::SentCodeTooOld)),
        shot("sent-replaced", wrong(Refusal::SentCodeReplaced)),
        shot("sent-nothing", wrong(Refusal::NothingSent)),
        shot("sent-passcode", sent),
        shot("sent-sms", by_sms),
        shot("sent-sms-delayed", sms_late),
        shot("confirm-sent-code", confirm(true)),
        shot("confirm-send-code", confirm(false)),
        shot("recovery-code-mailbox-twice", twice),
    ]
}

fn set_up(words: &Words) -> Vec<Sample> {
    let mailbox = SetUpSentCode {
        shell: outside(words),
        channel: Channel::Email,
        action: "/signin/enrol/email-code",
        email: EMAIL.to_owned(),
        number: String::new(),
        on_its_way: on_its_way(words, "sent-none", TO, false, false),
        required: true,
        ways: vec![
            Way::to("/signin/enrol/passkey", words.say("passkey-create-instead")),
            Way::to("/signin/enrol", words.say("passkey-create-app")),
            Way::to_number("/signin/enrol/sms-code/send", words.say("set-up-sms-instead")),
        ],
        troubles: Troubles::NONE,
    };
    let sent = SetUpSentCode {
        on_its_way: on_its_way(words, "sent-just-now", TO, true, false),
        ways: vec![Way::sending("/signin/enrol/email-code/send", words.say("set-up-email-instead"))],
        ..mailbox.clone()
    };
    let phone = SetUpSentCode {
        shell: inside(words, "security"),
        channel: Channel::Sms,
        action: "/security/sms-code",
        required: false,
        ..mailbox.clone()
    };
    let phone_sent = SetUpSentCode {
        number: "+49 170 1234567".to_owned(),
        on_its_way: on_its_way(words, "sent-just-now", PHONE, true, false),
        troubles: Troubles::one("passcode", words.say("trouble-sent-code-wrong")),
        ..phone.clone()
    };
    use doorward_core::phone::PhoneProblem::{
        Empty, NoCountryCode, NotANumber, TooLong, TooShort, UnknownCountry,
    };
    let mut all = vec![
        shot("set-up-email", mailbox),
        shot("set-up-email-sent", sent),
        shot("set-up-sms-sent", phone_sent),
    ];
    for (name, problem) in [
        ("set-up-sms-empty", Empty),
        ("set-up-sms-shape", NotANumber),
        ("set-up-sms-no-country", NoCountryCode),
        ("set-up-sms-unknown-country", UnknownCountry),
        ("set-up-sms-short", TooShort),
        ("set-up-sms-long", TooLong),
    ] {
        let troubles = Troubles::one("number", trouble::not_a_phone(words, problem));
        all.push(shot(name, SetUpSentCode { troubles, ..phone.clone() }));
    }
    for (name, key) in
        [("set-up-sms-elsewhere", "trouble-phone-country"), ("set-up-sms-no-way", "trouble-not-a-way")]
    {
        all.push(shot(
            name,
            SetUpSentCode { troubles: Troubles::one("number", words.say(key)), ..phone.clone() },
        ));
    }
    all.push(shot("set-up-sms", phone));
    all
}

fn decided(words: &Words) -> Vec<Sample> {
    let shell = || as_admin(words, "authentication");
    let of = |user_type, counting, email_codes, sms_codes| TypeRules {
        user_type,
        counting,
        email_codes,
        sms_codes,
        passkey_alone: email_codes,
        version: 3,
    };
    let rules = MethodRules {
        shell: shell(),
        types: vec![
            of(UserType::TeamMember, Counting::NoSentCodes, false, false),
            of(UserType::EndUser, Counting::Any, true, false),
        ],
        can_have_passkeys: true,
        troubles: Troubles::NONE,
    };
    let trouble =
        |field, key| MethodRules { troubles: Troubles::one(field, words.say(key)), ..rules.clone() };
    let texts = TextMessages {
        shell: shell(),
        has_gateway: true,
        countries: "+41 +43 +49".to_owned(),
        number: String::new(),
        on_its_way: on_its_way(words, "sent-none", "", false, false),
        proven: Some(when(24, "10:02")),
        troubles: Troubles::NONE,
    };
    let asked = TextMessages {
        on_its_way: on_its_way(words, "sent-just-now", PHONE, true, false),
        proven: None,
        ..texts.clone()
    };
    let not_a_country = doorward_core::phone::NotACountry("+999".to_owned());
    let no_country = TextMessages {
        countries: "+999".to_owned(),
        troubles: Troubles::one("countries", trouble::not_a_country(words, &not_a_country)),
        ..texts.clone()
    };
    let no_gateway = TextMessages { has_gateway: false, ..texts.clone() };
    vec![
        shot("methods-untested", trouble("team_sms_codes", "trouble-texts-untested")),
        shot("methods-no-passkeys", trouble("end_users_counting", "trouble-no-passkeys-here")),
        shot("methods", rules),
        shot("text-messages", texts),
        shot("text-messages-asked", asked),
        shot("text-messages-no-country", no_country),
        shot("text-messages-no-gateway", no_gateway),
    ]
}
