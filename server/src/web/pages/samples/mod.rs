//! Every screen, and every mail, from believable data: for tests, screenshots and translators. A new screen adds itself here.

use doorward_core::event::Event;
use doorward_core::factor::{Channel, FactorKind, Refusal};
use doorward_core::moment::Time;
use doorward_core::user::Role;

use crate::i18n::Words;
use crate::web::look::Look;
use crate::web::notice::{Done, Purpose};
use crate::web::pages::passkey::Way;
use crate::web::pages::{
    confirm, desk, enrol, forgot, mailbox, problem, reset, security, setup, signin, welcome,
};
use crate::web::shell::{Notice, Page, Person, Shell, Troubles, When};
use crate::web::trouble::{self, Missing};

mod audit;
mod batches;
pub mod brand;
mod center;
mod dashboard;
mod exemptions;
mod mails;
mod own;
mod passkeys;
mod proof;
mod recovery;
mod registering;
mod rollout;
mod sent_codes;
mod signed_in;
mod told;
mod why;

use mails::mailed;
pub use mails::mails;

/// A rendered screen.
#[derive(Debug)]
pub struct Sample {
    /// Its name, unique.
    pub name: &'static str,
    /// The whole page.
    pub html: String,
    /// Its title.
    pub title: String,
}

/// A rendered mail.
#[derive(Debug)]
pub struct MailSample {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// Every screen in one language, with and without trouble.
pub fn screens(words: &Words) -> Vec<Sample> {
    let mut all = signing_in(words);
    all.extend(passkeys::screens(words));
    all.extend(sent_codes::screens(words));
    all.extend(enrolling(words));
    all.extend(passwords(words));
    all.extend(registering::screens(words));
    all.extend(own_security(words));
    all.extend(own::address(words));
    all.extend(told::screens(words));
    all.extend(recovery::screens(words));
    all.extend(proof::screens(words));
    all.extend(center::administration(words));
    all.extend(dashboard::screens(words));
    all.extend(brand::screens(words));
    all.extend(rollout::screens(words));
    all.extend(batches::batches(words));
    all.extend(why::screens(words));
    all.extend(exemptions::screens(words));
    all.extend(center::persons(words));
    all.extend(signed_in::signed_in(words));
    all.extend(signed_in::gone(words));
    all.extend(audit::screens(words));
    all.extend(audit::reports(words));
    all.extend(others(words));
    all
}

/// Every event that can happen.
pub fn events() -> Vec<Event> {
    own::events()
}

const ACCOUNT: &str = "Lakeside Cabins";
const EMAIL: &str = "ada@lakeside.example";

fn shot(name: &'static str, page: impl Page) -> Sample {
    let title = page.title();
    // A page that does not render fails every check that reads it.
    Sample { name, html: page.render().unwrap_or_default(), title }
}

fn outside(words: &Words) -> Shell {
    Shell {
        words: words.clone(),
        account: ACCOUNT.to_owned(),
        look: Look::default(),
        form_token: "mH2vJ0q9Yw8rT4sK6bN1cX3z".to_owned(),
        person: None,
        may_administer: false,
        here: "",
        notice: None,
        due: None,
        back: "/signin".to_owned(),
        demo: false,
    }
}

fn inside(words: &Words, here: &'static str) -> Shell {
    let person = Person { name: "Ada Osei".to_owned(), email: EMAIL.to_owned(), role: Role::Agent };
    Shell { person: Some(person), here, ..outside(words) }
}

fn as_admin(words: &Words, here: &'static str) -> Shell {
    let person = Person {
        name: "Nadia Brandt".to_owned(),
        email: "nadia@lakeside.example".to_owned(),
        role: Role::Owner,
    };
    Shell { person: Some(person), may_administer: true, here, ..outside(words) }
}

fn when(day: u8, time: &str) -> When {
    let (hour, minute) = time.split_once(':').unwrap_or((time, ""));
    let minutes = hour.parse::<i64>().unwrap_or(0) * 60 + minute.parse::<i64>().unwrap_or(0);
    // 1 Nov 2026 and so many days.
    When::at(Time::from_millis(
        1_793_491_200_000 + i64::from(day.saturating_sub(1)) * 86_400_000 + minutes * 60_000,
    ))
}

fn refused(words: &Words, field: &'static str, refusal: &Refusal) -> Troubles {
    Troubles::one(field, trouble::refusal(words, refusal))
}

fn signing_in(words: &Words) -> Vec<Sample> {
    let shell = || outside(words);
    let sign_in = signin::SignIn {
        shell: Shell { demo: true, ..shell() },
        email: String::new(),
        then: "/desk".to_owned(),
        may_register: true,
        passkeys: false,
        troubles: Troubles::NONE,
    };
    let empty = signin::SignIn {
        troubles: Troubles::one("email", trouble::missing(words, Missing::Email))
            .and("password", trouble::missing(words, Missing::Password)),
        ..sign_in.clone()
    };
    let wrong = signin::SignIn {
        email: EMAIL.to_owned(),
        troubles: refused(words, "password", &Refusal::WrongPassword),
        ..sign_in.clone()
    };
    let passcode = signin::Passcode {
        shell: shell(),
        ways: vec![Way::to("/signin/recovery-code", words.say("passcode-use-recovery-code"))],
        remember_days: Some(30),
        remember: true,
        troubles: Troubles::NONE,
    };
    let off = signin::Passcode {
        remember_days: None,
        troubles: refused(words, "passcode", &Refusal::PasscodeOfAnotherTime { clock_slow_seconds: 90 }),
        ..passcode.clone()
    };
    let recovery = signin::RecoveryCode {
        shell: shell(),
        left: 7,
        issued: false,
        ways: vec![Way::to("/signin/passcode?way=app", words.say("recovery-code-use-passcode"))],
        mailbox_twice: false,
        troubles: Troubles::NONE,
    };
    let used = signin::RecoveryCode {
        troubles: refused(words, "recovery_code", &Refusal::RecoveryCodeUsed),
        ..recovery.clone()
    };
    vec![
        shot("signin", sign_in),
        shot("signin-empty", empty),
        shot("signin-wrong", wrong),
        shot("passcode", passcode),
        shot("passcode-clock", off),
        shot("recovery-code", recovery),
        shot("recovery-code-used", used),
        shot("slowed", signin::Slowed { shell: shell(), wait: Some(words.duration(240)) }),
        shot("closed", signin::Slowed { shell: shell(), wait: None }),
        shot("too-old", signin::TooOld { shell: shell() }),
        shot("signed-out", signin::SignedOut { shell: shell() }),
    ]
}

fn enrolling(words: &Words) -> Vec<Sample> {
    let uri = "otpauth://totp/Lakeside%20Cabins:ada%40lakeside.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\
               &issuer=Lakeside%20Cabins";
    let connect = enrol::Connect {
        shell: outside(words),
        action: "/signin/connect".to_owned(),
        cancel_url: "/security".to_owned(),
        qr_svg: enrol::picture(uri),
        key_groups: ["JBSW", "Y3DP", "EHPK", "3PXP", "JBSW", "Y3DP", "EHPK", "3PXP"]
            .map(String::from)
            .to_vec(),
        otpauth_uri: uri.to_owned(),
        account_label: "Lakeside Cabins: ada@lakeside.example".to_owned(),
        required: true,
        ways: vec![
            Way::to("/signin/enrol/passkey", words.say("passkey-create-instead")),
            Way::sending("/signin/enrol/email-code/send", words.say("set-up-email-instead")),
        ],
        name: String::new(),
        beside: None,
        troubles: Troubles::NONE,
    };
    let wrong = enrol::Connect {
        required: false,
        name: "Work phone".to_owned(),
        beside: Some(enrol::Beside { replaces: true }),
        troubles: refused(words, "passcode", &Refusal::WrongPasscode),
        ..connect.clone()
    };
    let codes = [
        "7Q2M-ZK4V-9XWJ-3TBN",
        "C8HD-51RP-GY6S-0EFA",
        "M3XK-V7ZQ-2JWT-8NB4",
        "PD5R-H6CG-S9YA-1EF0",
        "W4TJ-N8B3-QK7M-Z2VX",
        "0GYS-A1EF-6HCD-R5P9",
        "JV3Z-X8QM-T2KW-7BN4",
        "E1FA-9SGY-C6HD-P0R5",
        "ZQ7M-K2VX-4NB8-W3TJ",
        "5RPD-GC6H-YAS9-F01E",
    ];
    let codes = enrol::Codes {
        shell: outside(words),
        action: "/signin/codes".to_owned(),
        codes: codes.map(String::from).to_vec(),
        download_url: "/signin/codes/file".to_owned(),
        email: EMAIL.to_owned(),
        made: when(24, "10:42").text(words),
        address: "https://support.lakeside.example/signin".to_owned(),
        troubles: Troubles::NONE,
    };
    let unsaved = enrol::Codes {
        troubles: Troubles::one("saved", trouble::missing(words, Missing::SavedTick)),
        ..codes.clone()
    };
    vec![
        shot("connect", connect),
        shot("connect-wrong", wrong),
        shot("codes", codes),
        shot("codes-unsaved", unsaved),
    ]
}

fn passwords(words: &Words) -> Vec<Sample> {
    let shell = || outside(words);
    let forgot = forgot::Forgot { shell: shell(), email: String::new(), troubles: Troubles::NONE };
    let not_an_email = forgot::Forgot {
        email: "ada@".to_owned(),
        troubles: Troubles::one("email", trouble::not_an_email(words)),
        ..forgot.clone()
    };
    let new_password = reset::NewPassword {
        shell: shell(),
        action: "/reset".to_owned(),
        email: EMAIL.to_owned(),
        minimum: 8,
        afterwards: crate::flows::Afterwards::Passcode,
        troubles: Troubles::NONE,
    };
    let welcome = welcome::Welcome {
        shell: shell(),
        action: "/welcome".to_owned(),
        inviter: Some("Nadia Brandt".to_owned()),
        email: EMAIL.to_owned(),
        name: "Ada Osei".to_owned(),
        minimum: 8,
        troubles: Troubles::NONE,
    };
    let short = welcome::Welcome {
        inviter: None,
        troubles: Troubles::one(
            "new_password",
            trouble::unfit(words, &doorward_core::factor::password::Unfit::TooShort { minimum: 8 }),
        ),
        ..welcome.clone()
    };
    let setup = setup::Setup {
        shell: Shell { account: "Doorward".to_owned(), ..shell() },
        action: "/setup".to_owned(),
        account: String::new(),
        name: String::new(),
        email: String::new(),
        minimum: 15,
        troubles: Troubles::NONE,
    };
    let dead = |kind| reset::DeadLink { shell: shell(), kind, may_ask: false };
    vec![
        shot("forgot", forgot),
        shot("forgot-shape", not_an_email),
        shot("sent", forgot::Sent { shell: shell(), email: EMAIL.to_owned() }),
        shot("new-password", new_password),
        shot("dead-link-reset", dead(reset::LinkKind::PasswordReset)),
        shot("dead-link-invitation", dead(reset::LinkKind::Invitation)),
        shot(
            "dead-link-invitation-old",
            reset::DeadLink { may_ask: true, ..dead(reset::LinkKind::Invitation) },
        ),
        shot("dead-link-setup", dead(reset::LinkKind::Setup)),
        shot("welcome", welcome),
        shot("welcome-short", short),
        shot("setup", setup),
    ]
}

fn sessions() -> Vec<security::SessionRow> {
    let both = vec![FactorKind::Password, FactorKind::Totp];
    let session = |id: &str, browser: &str, address: &str, begun, seen, factors: &[FactorKind], current| {
        security::SessionRow {
            id: id.to_owned(),
            browser: browser.to_owned(),
            address: address.to_owned(),
            signed_in: begun,
            last_seen: seen,
            factors: factors.to_vec(),
            current,
            on_trusted_device: false,
        }
    };
    let recovered = [FactorKind::Password, FactorKind::RecoveryCode];
    vec![
        session("1", "Firefox on Windows", "203.0.113.42", when(24, "08:55"), when(24, "10:42"), &both, true),
        security::SessionRow {
            on_trusted_device: true,
            ..session(
                "2",
                "Safari on iPhone",
                "198.51.100.7",
                when(23, "19:20"),
                when(24, "07:31"),
                &[FactorKind::Password],
                false,
            )
        },
        session(
            "3",
            "Chrome on Linux",
            "2001:db8::7",
            when(22, "14:02"),
            when(22, "17:48"),
            &recovered,
            false,
        ),
    ]
}

fn devices() -> Vec<security::DeviceRow> {
    let phone = security::DeviceRow {
        id: "1".to_owned(),
        name: "Safari on iPhone".to_owned(),
        browser: None,
        address: "198.51.100.7".to_owned(),
        trusted: when(3, "19:20"),
        last_used: when(23, "19:20"),
        until: when(28, "19:20"),
        current: false,
    };
    let desk = security::DeviceRow {
        id: "2".to_owned(),
        name: "The computer at my desk".to_owned(),
        browser: Some("Firefox on Windows".to_owned()),
        current: true,
        ..phone.clone()
    };
    vec![desk, phone]
}

/// My security of somebody who has two-factor authentication.
fn my_security(words: &Words) -> security::MySecurity {
    security::MySecurity {
        shell: Shell {
            notice: Some(Notice { text: Done::FactorAdded.text(words), good: true }),
            ..inside(words, "security")
        },
        asked_by: None,
        required: false,
        methods: vec![app(words)],
        can_have_passkeys: true,
        may_add: vec![Channel::Sms, Channel::Email],
        codes_left: Some(9),
        codes_low: false,
        password_short: false,
        password_changed: when(3, "09:10"),
        devices: devices(),
        sessions: sessions(),
        email: EMAIL.to_owned(),
        address_waiting: None,
        language: String::new(),
        recent: own::activity(words),
    }
}

/// An authenticator app that was given no name.
fn app(words: &Words) -> security::Method {
    security::Method {
        id: "1".to_owned(),
        name: words.say("factor-totp"),
        kind: None,
        of: FactorKind::Totp,
        asked_first: true,
        added: when(3, "09:12"),
        last_used: Some(when(24, "08:55")),
    }
}

fn own_security(words: &Words) -> Vec<Sample> {
    let shell = || inside(words, "security");
    let on = my_security(words);
    let work_phone = security::Method {
        id: "2".to_owned(),
        name: "Work phone".to_owned(),
        kind: Some(words.say("factor-totp")),
        last_used: None,
        ..app(words)
    };
    let low = security::MySecurity {
        shell: as_admin(words, "security"),
        required: true,
        codes_left: Some(2),
        codes_low: true,
        methods: passkeys::kept(words)
            .into_iter()
            .chain([app(words), work_phone])
            .chain(sent_codes::kept(words))
            .collect(),
        address_waiting: Some(("ada.osei@lakeside.example".to_owned(), when(24, "11:42"))),
        language: words.lang().to_owned(),
        ..on.clone()
    };
    let off = security::MySecurity {
        shell: shell(),
        methods: vec![],
        codes_left: None,
        required: true,
        devices: vec![],
        sessions: sessions().into_iter().take(1).collect(),
        ..on.clone()
    };
    let change = security::ChangePassword {
        shell: shell(),
        email: EMAIL.to_owned(),
        minimum: 8,
        troubles: refused(words, "password", &Refusal::WrongPassword),
    };
    let confirm = |asks, other: Option<(&str, &str)>, purpose| confirm::Confirm {
        shell: shell(),
        purpose,
        asks,
        email: EMAIL.to_owned(),
        action: "/confirm".to_owned(),
        then: "/security".to_owned(),
        ways: other.map(|(url, key)| Way::to(url, words.say(key))).into_iter().collect(),
        on_its_way: None,
        cancel_url: "/security".to_owned(),
        troubles: Troubles::NONE,
    };
    let by_code = Some(("/confirm?way=recovery-code", "passcode-use-recovery-code"));
    let by_app = Some(("/confirm?way=app", "recovery-code-use-passcode"));
    vec![
        shot("security", on),
        shot("security-low", low),
        shot("security-off", off),
        shot("change-password", change),
        shot("turn-off", security::TurnOff { shell: shell() }),
        shot("new-codes", security::NewCodes { shell: shell(), left: 2 }),
        shot("end-all", security::EndAll { shell: shell() }),
        shot("end-others", security::EndOthers { shell: shell(), others: 2 }),
        shot("confirm", confirm(confirm::Asks::Passcode, by_code, None)),
        shot("confirm-recovery-code", confirm(confirm::Asks::RecoveryCode, by_app, None)),
        shot("confirm-passkey", confirm(confirm::Asks::Passkey, by_app, None)),
        shot(
            "confirm-password",
            confirm(confirm::Asks::Password, None, Some(Purpose::Authenticator.text(words))),
        ),
    ]
}

fn others(words: &Words) -> Vec<Sample> {
    let shell = Shell { demo: true, ..inside(words, "desk") };
    let person = Person { name: "Ada Osei".to_owned(), email: EMAIL.to_owned(), role: Role::Agent };
    let tickets = desk::tickets(&shell);
    let letters = mails(words).into_iter().take(3).map(|mail| mailbox::Mail {
        to: EMAIL.to_owned(),
        subject: mail.subject,
        time: when(24, "10:42"),
        text: mailbox::pieces(&mail.text),
    });
    let outside_demo = Shell { demo: true, ..outside(words) };
    let problem = |status| problem::Problem::of(outside(words), status, "req-7Q2MZK4V");
    vec![
        shot("desk", desk::HelpDesk { shell, person, tickets }),
        shot(
            "mailbox",
            mailbox::Mailbox {
                shell: outside_demo.clone(),
                mails: letters.collect(),
                texts: vec![("+49 170 1234567".to_owned(), "482915".to_owned())],
            },
        ),
        shot("mailbox-empty", mailbox::Mailbox { shell: outside_demo, mails: vec![], texts: vec![] }),
        shot("problem-400", problem(400)),
        shot("problem-403", problem(403)),
        shot("problem-404", problem(404)),
        shot("problem-405", problem(405)),
        shot("problem-413", problem(413)),
        shot("problem-421", problem(421)),
        shot("problem-429", problem(429)),
        shot("problem-500", problem(500)),
        shot("problem-503", problem(503)),
    ]
}
