//! What people are told of their security, and how they say that it was not them.

use crate::i18n::Words;
use crate::mail::{self, Envelope, Occasion};
use crate::web::notice::Done;
use crate::web::pages::{not_me, signin};
use crate::web::shell::{Notice, Shell, Troubles};

use super::{ACCOUNT, MailSample, Sample, mailed, outside, shot, when};

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let told = words.phrase("mail-password-changed-subject").with("account", ACCOUNT).to_string();
    let afterwards = |name, done: Done| {
        let notice = Some(Notice { text: done.text(words), good: true });
        let page = signin::SignIn {
            passkeys: false,
            shell: Shell { notice, ..outside(words) },
            email: String::new(),
            then: String::new(),
            may_register: false,
            troubles: Troubles::NONE,
        };
        shot(name, page)
    };
    vec![
        shot("not-me", not_me::NotMe { shell: outside(words), told }),
        shot("not-me-dead", not_me::NotMeDead { shell: outside(words) }),
        afterwards("not-me-reported", Done::Reported),
        afterwards("not-me-ask-help", Done::ReportedAskHelp),
    ]
}

pub(super) fn mails(envelope: &Envelope, occasion: &Occasion) -> Vec<MailSample> {
    let not_me = Some("https://support.lakeside.example/link/not-me/7Q2MZK4V9XWJ3TBN".to_owned());
    let with_link = Envelope { not_me, ..envelope.clone() };
    let (e, o) = (|| with_link.clone(), || occasion.clone());
    let reminder = mail::Reminder {
        envelope: envelope.clone(),
        due: when(30, "23:59").text(&envelope.words),
        left: envelope.words.duration(6 * 86_400),
        link: "https://support.lakeside.example/security".to_owned(),
        occasion: o(),
    };
    let paused = mail::RolloutPaused {
        envelope: envelope.clone(),
        who: envelope.words.say("nav-team-members"),
        blocked: 12,
        of: 43,
        until: when(30, "23:59").text(&envelope.words),
        link: "https://support.lakeside.example/admin/security/advanced".to_owned(),
        occasion: o(),
    };
    let mut all = vec![
        mailed(&reminder),
        mailed(&paused),
        mailed(&mail::SecondStepFailed { envelope: e(), occasion: o() }),
        mailed(&mail::PasswordChanged { envelope: e(), occasion: o() }),
    ];
    all.extend(
        [false, true].map(|trusted| mailed(&mail::NewBrowser { envelope: e(), trusted, occasion: o() })),
    );
    let link = Some("https://support.lakeside.example/link/7Q2MZK4V9XWJ3TBN".to_owned());
    let person = Some("Nadia Brandt".to_owned());
    for (of, link, kept_out, ask_help) in [
        (None, link, false, false),
        (None, None, false, false),
        (None, None, true, false),
        (None, None, false, true),
        (person.clone(), None, false, false),
        (person, None, true, false),
    ] {
        let envelope = envelope.clone();
        all.push(mailed(&mail::ReportedNotMe { envelope, of, link, kept_out, ask_help, occasion: o() }));
    }
    all
}
