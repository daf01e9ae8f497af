//! Every mail.

use doorward_core::user::Role;

use super::{ACCOUNT, MailSample, brand, recovery, sent_codes, told, when};
use crate::i18n::Words;
use crate::mail::{self, Envelope, Occasion};

/// Every mail in one language.
pub fn mails(words: &Words) -> Vec<MailSample> {
    let envelope = Envelope {
        words: words.clone(),
        account: ACCOUNT.to_owned(),
        name: "Ada Osei".to_owned(),
        home: "https://support.lakeside.example".to_owned(),
        not_me: None,
        help: None,
    };
    let occasion = Occasion {
        when: when(24, "10:42").text(words),
        device: Some("Firefox on Windows".to_owned()),
        address: Some("203.0.113.42".to_owned()),
    };
    let (e, o) = (|| envelope.clone(), || occasion.clone());
    let factor = || words.say("factor-totp");
    let link = "https://support.lakeside.example/reset?key=7Q2MZK4V9XWJ3TBN".to_owned();
    let until = when(27, "10:42").text(words);
    let inviter = Some("Nadia Brandt".to_owned());
    let invited = mail::Invitation { envelope: e(), inviter, link: link.clone(), until: until.clone() };
    let by_operator = mail::Invitation { envelope: e(), inviter: None, link: link.clone(), until };
    let stranger = Envelope { name: String::new(), ..envelope.clone() };
    let forgot = || "https://support.lakeside.example/forgot".to_owned();
    let mut all = vec![
        mailed(&invited),
        mailed(&by_operator),
        mailed(&mail::Registration { envelope: stranger, link: link.clone(), occasion: o() }),
        mailed(&mail::PasswordReset { envelope: e(), link: link.clone(), occasion: o() }),
        mailed(&mail::AddressProof { envelope: e(), link, occasion: o() }),
        mailed(&mail::AddressChangeAsked {
            envelope: e(), to: "n•••@example.com".to_owned(), occasion: o()
        }),
        mailed(&mail::AddressChanged { envelope: e(), occasion: o() }),
        mailed(&mail::AddressWanted { envelope: e(), occasion: o() }),
        mailed(&mail::PasswordChanged { envelope: e(), occasion: o() }),
        mailed(&mail::FactorAdded { envelope: e(), factor: factor(), occasion: o() }),
        mailed(&mail::FactorRemoved { envelope: e(), factor: factor(), occasion: o() }),
        mailed(&mail::SecondFactorTurnedOff { envelope: e(), occasion: o() }),
        mailed(&mail::RecoveryCodesReplaced { envelope: e(), occasion: o() }),
        mailed(&mail::TooManyTries { envelope: e(), occasion: o() }),
        mailed(&mail::SignedOutEverywhere { envelope: e(), occasion: o() }),
        mailed(&mail::Archived { envelope: e(), occasion: o() }),
    ];
    all.extend([false, true].map(|invited| {
        mailed(&mail::AlreadyHere { envelope: e(), invited, forgot: forgot(), occasion: o() })
    }));
    let link = "https://support.lakeside.example/admin/reports/0193592c2a007000b000000000000001".to_owned();
    let until = when(30, "10:42").text(words);
    all.push(mailed(&mail::ReportReady { envelope: e(), link, until, occasion: o() }));
    let code = "7Q2M-ZK4V".to_owned();
    all.push(mailed(&mail::MailTest { envelope: e(), code, occasion: o() }));
    for of in [None, Some("Nadia Brandt".to_owned())] {
        all.push(mailed(&mail::BreakGlassOpened { envelope: e(), of: of.clone(), occasion: o() }));
        all.push(mailed(&mail::BreakGlassUsed { envelope: e(), of, occasion: o() }));
    }
    all.extend([0, 1, 7].map(|left| {
        let few = left <= crate::flows::FEW_CODES;
        mailed(&mail::RecoveryCodeUsed { envelope: e(), left, few, occasion: o() })
    }));
    all.extend(told::mails(&envelope, &occasion));
    all.extend(recovery::mails(&envelope, &occasion));
    all.extend(brand::mails(&envelope, &occasion));
    all.extend(sent_codes::mails(&envelope, &occasion));
    all.extend(Role::ALL.map(|role| mailed(&mail::RoleChanged { envelope: e(), role, occasion: o() })));
    all
}

/// A mail as it goes out.
pub(super) fn mailed(mail: &impl mail::Mail) -> MailSample {
    MailSample { subject: mail.subject(), text: mail.text().unwrap_or_default() }
}
