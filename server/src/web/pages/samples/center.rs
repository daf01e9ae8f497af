//! The screens of the Admin Center.

use doorward_core::factor::FactorKind;
use doorward_core::group::Group;
use doorward_core::id::GroupId;
use doorward_core::moment::Time;
use doorward_core::pause::Counted;
use doorward_core::policy::Lifetimes;
use doorward_core::user::{Role, Standing, UserType};

use super::{EMAIL, Sample, app, as_admin, devices, inside, my_security, sent_codes, sessions, shot, when};
use crate::i18n::Words;
use crate::tell;
use crate::web::notice::Done;
use crate::web::pages::exemptions::Exemption;
use crate::web::pages::{admin, language, mail_test, people, security};
use crate::web::shell::{Due, Notice, Shell, Troubles};
use crate::web::trouble;

pub(super) fn administration(words: &Words) -> Vec<Sample> {
    let shell = |here| as_admin(words, here);
    let team = admin::Readiness { required: true, have: 12, of: 40, as_of: None };
    let yesterday = tell::day(words, Time::from_millis(1_795_478_400_000));
    let end_users = admin::Readiness { required: false, have: 310, of: 15_204, as_of: Some(yesterday) };
    let home = |mail_failed| {
        let help_wanted = mail_failed;
        let (team, end_users) = (team.clone(), end_users.clone());
        admin::Home { shell: shell("admin-home"), team, end_users, mail_failed, help_wanted }
    };
    let settings = |readiness, idle, absolute| admin::TypeSettings {
        readiness,
        days: 30,
        deadline: "2026-12-24".to_owned(),
        grace_days: 7,
        pause_at: Some(20),
        paused: None,
        idle: admin::Limit::choices(&shell(""), &Lifetimes::IDLE, idle),
        absolute: admin::Limit::choices(&shell(""), &Lifetimes::ABSOLUTE, absolute),
        end_sessions: false,
        may_end_sessions: true,
        version: 3,
    };
    let authentication = admin::Authentication {
        shell: shell("authentication"),
        team: settings(team.clone(), 3_600, 86_400),
        end_users: admin::TypeSettings { days: 0, ..settings(end_users.clone(), 28_800, 2_592_000) },
        troubles: Troubles::NONE,
    };
    let by_an_admin = admin::Authentication {
        team: admin::TypeSettings { may_end_sessions: false, ..authentication.team.clone() },
        ..authentication.clone()
    };
    let paused = admin::Authentication {
        team: admin::TypeSettings {
            paused: Some(Counted { blocked: 12, all: 43 }),
            ..authentication.team.clone()
        },
        end_users: admin::TypeSettings { pause_at: None, ..authentication.end_users.clone() },
        ..authentication.clone()
    };
    let due = || Some(Due { by: when(30, "23:59").text(words), left: words.duration(6 * 86_400) });
    let unfit = admin::Authentication {
        shell: Shell { due: due(), ..shell("authentication") },
        troubles: Troubles::one("team_deadline", words.say("trouble-deadline"))
            .and("team_grace", words.say("trouble-grace"))
            .and("team_pause", words.say("trouble-pause"))
            .and("end_users_deadline", words.say("trouble-deadline-far")),
        ..authentication.clone()
    };
    let changed = admin::Authentication {
        troubles: Troubles::one("team_required", trouble::changed_meanwhile(words)),
        ..authentication.clone()
    };
    let speaks = language::AccountLanguage { shell: shell("account-language"), language: words.lang() };
    let row =
        |id: &str, to: &str, subject: &str, state, tries, next_try, error: Option<&str>| admin::MailRow {
            id: id.to_owned(),
            to: to.to_owned(),
            subject: subject.to_owned(),
            state,
            tries,
            next_try,
            last_error: error.map(str::to_owned),
        };
    let busy = Some("450 4.2.1 Mailbox busy, try again later");
    let unknown = Some("550 5.1.1 <j•••@kundenservice.example>: Recipient address rejected: User unknown");
    let subject = "Your invitation to Lakeside Cabins";
    let mail = admin::Mail {
        shell: shell("mail"),
        shown: None,
        rows: vec![
            row(
                "1",
                "t•••@lakeside.example",
                subject,
                admin::MailState::Waiting,
                2,
                Some(when(24, "10:58")),
                busy,
            ),
            row("2", "j•••@kundenservice.example", subject, admin::MailState::Failed, 9, None, unknown),
            row(
                "3",
                "a•••@lakeside.example",
                "A recovery code was used",
                admin::MailState::Sent,
                1,
                None,
                None,
            ),
        ],
        next_url: Some("/admin/mail?after=3".to_owned()),
    };
    let no_mail = admin::Mail { rows: vec![], next_url: None, ..mail.clone() };
    let none_failed = admin::Mail { shown: Some(admin::MailState::Failed), ..no_mail.clone() };
    let message = |i: usize, sent_at, failed_at| {
        let mail = mail.rows.get(i).cloned();
        mail.map(|mail| admin::MailMessage {
            shell: shell("mail"),
            mail,
            written: when(24, "09:58"),
            sent_at,
            failed_at,
        })
    };
    let messages = [
        message(0, None, None).map(|it| shot("mail-waits", it)),
        message(1, None, Some(when(24, "10:58"))).map(|it| shot("mail-failed", it)),
        message(2, Some(when(24, "09:58")), None).map(|it| shot("mail-sent", it)),
    ];
    let untested = mail_test::MailTest {
        shell: shell("mail"),
        email: EMAIL.to_owned(),
        sent: None,
        proven: None,
        then: "/admin/security/advanced?draft=yes&team_required=yes".to_owned(),
        holds_up: true,
        troubles: Troubles::NONE,
    };
    let sent = mail_test::MailTest { sent: Some(when(24, "10:58")), ..untested.clone() };
    let wrong = mail_test::MailTest {
        troubles: Troubles::one("code", words.say("trouble-code-wrong")),
        ..sent.clone()
    };
    let too_many = mail_test::MailTest {
        troubles: Troubles::one("send", words.say("trouble-too-many-tests")),
        ..untested.clone()
    };
    let proven = mail_test::MailTest {
        proven: Some(when(24, "10:59")),
        then: String::new(),
        holds_up: false,
        ..untested.clone()
    };
    let mut all = vec![
        shot("mail-test", untested),
        shot("mail-test-sent", sent),
        shot("mail-test-wrong", wrong),
        shot("mail-test-too-many", too_many),
        shot("mail-test-proven", proven),
        shot("admin", home(0)),
        shot("admin-mail-failed", home(2)),
        shot("authentication", authentication),
        shot("authentication-by-an-admin", by_an_admin),
        shot("authentication-changed", changed),
        shot("authentication-paused", paused),
        shot("authentication-unfit-deadline", unfit),
        shot(
            "security-due",
            security::MySecurity {
                shell: Shell { due: due(), ..inside(words, "security") },
                ..my_security(words)
            },
        ),
        shot("account-language", speaks),
        shot("mail", mail),
        shot("mail-empty", no_mail),
        shot("mail-none-failed", none_failed),
    ];
    all.extend(messages.into_iter().flatten());
    all
}

pub(super) fn people_rows() -> Vec<people::PersonRow> {
    let row = |id: &str, name: &str, email: &str, role, standing, methods: &[FactorKind], last, sessions| {
        people::PersonRow {
            id: id.to_owned(),
            name: name.to_owned(),
            email: email.to_owned(),
            role,
            standing,
            methods: methods.to_vec(),
            must_enrol: methods.is_empty() && standing == Standing::Active,
            last_sign_in: last,
            sessions,
        }
    };
    let (app, none) = ([FactorKind::Totp], []);
    vec![
        row(
            "1",
            "Nadia Brandt",
            "nadia@lakeside.example",
            Role::Owner,
            Standing::Active,
            &app,
            Some(when(24, "08:30")),
            1,
        ),
        row("2", "Ada Osei", EMAIL, Role::Agent, Standing::Active, &app, Some(when(24, "08:55")), 3),
        row(
            "3",
            "Ben Ito",
            "ben@lakeside.example",
            Role::Admin,
            Standing::Active,
            &none,
            Some(when(20, "16:10")),
            0,
        ),
        row(
            "4",
            "Ceren Yıldız-Hohenfels",
            "ceren.yildiz-hohenfels@lakeside.example",
            Role::Agent,
            Standing::Invited,
            &none,
            None,
            0,
        ),
        row(
            "5",
            "Diego Sanz",
            "diego@lakeside.example",
            Role::Agent,
            Standing::Suspended,
            &app,
            Some(when(2, "11:45")),
            0,
        ),
    ]
}

/// Two groups.
fn groups() -> Vec<Group> {
    let named = |(id, name): (u8, &str)| Group { id: GroupId::from_bytes([id; 16]), name: name.to_owned() };
    [(1, "Night shift"), (2, "야간 상담")].map(named).to_vec()
}

pub(super) fn persons(words: &Words) -> Vec<Sample> {
    let team = people::People {
        shell: Shell {
            notice: Some(Notice { text: Done::Invited.text(words), good: true }),
            ..as_admin(words, "team_members")
        },
        user_type: UserType::TeamMember,
        rows: people_rows(),
        narrowed: people::Narrowed::default(),
        matching: people::Count::Exactly(40),
        with_second_factor: Some(12),
        next_url: Some("/admin/team-members?after=5".to_owned()),
        groups: groups(),
    };
    let nobody = people::People {
        rows: vec![],
        narrowed: people::Narrowed {
            search: "zoe".to_owned(),
            by_anything: true,
            ..people::Narrowed::default()
        },
        matching: people::Count::Exactly(0),
        next_url: None,
        ..team.clone()
    };
    let end_users = people::People {
        shell: as_admin(words, "end_users"),
        user_type: UserType::EndUser,
        rows: vec![],
        matching: people::Count::Exactly(0),
        next_url: None,
        ..team.clone()
    };
    let many = people::People {
        rows: people_rows().into_iter().map(|row| people::PersonRow { role: Role::EndUser, ..row }).collect(),
        matching: people::Count::MoreThan(10_000),
        with_second_factor: None,
        ..end_users.clone()
    };
    let roles = Role::ALL.map(|role| people::RoleChoice { role, chosen: role == Role::Agent });
    let roles: Vec<_> = roles.into_iter().skip(1).collect();
    let invite = people::Invite {
        shell: as_admin(words, "team_members"),
        user_type: UserType::TeamMember,
        email: EMAIL.to_owned(),
        name: "Ada Osei".to_owned(),
        roles: roles.clone(),
        troubles: Troubles::one("email", trouble::already_here(words)),
    };
    let customer = people::RoleChoice { role: Role::EndUser, chosen: true };
    let invite_end_user = people::Invite {
        shell: as_admin(words, "end_users"),
        user_type: UserType::EndUser,
        email: String::new(),
        name: String::new(),
        roles: vec![customer],
        troubles: Troubles::NONE,
    };
    let mut all = vec![
        shot("team-members", team),
        shot("team-members-no-match", nobody),
        shot("end-users-none", end_users),
        shot("end-users", many),
        shot("invite", invite),
        shot("invite-end-user", invite_end_user),
    ];
    let rows = people_rows();
    if let [me, person, ..] = rows.as_slice() {
        let acts = vec![
            people::Act::ChangeRole,
            people::Act::EndSessions,
            people::Act::Suspend,
            people::Act::Archive,
        ];
        let page = people::PersonPage {
            shell: as_admin(words, "team_members"),
            person: person.clone(),
            added: when(3, "09:02"),
            methods: vec![security::Method { last_used: None, ..app(words) }],
            sendings: sent_codes::traces(),
            codes_left: Some(9),
            devices: devices().into_iter().map(|it| security::DeviceRow { current: false, ..it }).collect(),
            sessions: sessions()
                .into_iter()
                .map(|it| security::SessionRow { current: false, ..it })
                .collect(),
            archived: None,
            sign_ins: past_sign_ins(words),
            acts,
            may_recover: true,
            exemption: Some(holding(words)),
            may_exempt: true,
            may_ask: true,
            is_me: false,
            groups: groups(),
        };
        let myself = people::PersonPage {
            person: me.clone(),
            acts: vec![],
            devices: vec![],
            sessions: vec![],
            sign_ins: vec![],
            may_recover: false,
            exemption: None,
            may_exempt: false,
            may_ask: false,
            is_me: true,
            ..page.clone()
        };
        let above = people::PersonPage { is_me: false, ..myself.clone() };
        let act = |act, roles: &[people::RoleChoice]| people::ConfirmAct {
            shell: as_admin(words, "team_members"),
            act,
            person: person.clone(),
            action: format!("/admin/people/2/{}", act.path()),
            roles: roles.to_vec(),
            troubles: Troubles::NONE,
        };
        all.extend([
            shot("person", page),
            shot("person-me", myself),
            shot("person-above", above),
            shot("act-role", act(people::Act::ChangeRole, &roles)),
            shot("act-invite-again", act(people::Act::InviteAgain, &[])),
            shot("act-end-sessions", act(people::Act::EndSessions, &[])),
            shot("act-suspend", act(people::Act::Suspend, &[])),
            shot("act-restore", act(people::Act::Restore, &[])),
        ]);
    }
    all
}

/// An exemption that holds.
pub(super) fn holding(words: &Words) -> Exemption {
    Exemption {
        id: "1".to_owned(),
        until: when(30, "23:59"),
        since: when(20, "09:12"),
        reason: "Waits for a new phone".to_owned(),
        by: words.phrase("exemption-by").with("name", "Nadia Brandt").to_string(),
        ended: None,
    }
}

/// Sign-ins of every kind.
pub(super) fn past_sign_ins(words: &Words) -> Vec<people::PastSignIn> {
    let past = |time, came: people::Came, why: &str| people::PastSignIn {
        when: when(24, time),
        browser: Some("Firefox on Windows".to_owned()),
        address: Some("203.0.113.42".to_owned()),
        came,
        why: words.say(why),
    };
    let mut done = past("08:55", people::Came::Done, "history-asked");
    let with = words.phrase("history-with").with("factors", words.say("factor-password"));
    done.why = format!("{with} {}", done.why);
    vec![
        done,
        past("08:54", people::Came::Refused, "history-used-passcode"),
        past("08:45", people::Came::Ended, "history-reported"),
        past("08:44", people::Came::Ended, "history-reported-kept-out"),
        past("08:30", people::Came::Over, "history-too-old"),
        past("08:02", people::Came::Unchecked, "history-slowed-passwords"),
    ]
}
