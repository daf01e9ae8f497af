//! Locked out, and let in again.

use doorward_core::user::Role;

use crate::i18n::Words;
use crate::mail::{self, Envelope, Occasion};
use crate::web::notice::Done;
use crate::web::pages::passkey::Way;
use crate::web::pages::recovery::{
    Cancel, CancelDead, Decline, Desk, Issue, Issued, LockCancel, LockDead, LockProve, LockRuns, LockedOut,
    OpenCode, Request, Rules, WayIn,
};
use crate::web::pages::{enrol, signin};
use crate::web::shell::{Notice, Shell, Troubles};
use crate::web::trouble::{self, Missing};

use super::{EMAIL, MailSample, Sample, as_admin, mailed, outside, shot, when};

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let mut all = locked_out(words);
    all.extend(helping(words));
    all
}

fn locked_out(words: &Words) -> Vec<Sample> {
    let page = |way, code_issued| LockedOut {
        shell: outside(words),
        way,
        code_issued,
        wait: words.duration(172_800),
    };
    let asked = WayIn::Asked { at: when(24, "10:42") };
    let with_code = signin::RecoveryCode {
        shell: outside(words),
        left: 0,
        issued: true,
        ways: vec![Way::to("/signin/locked-out", words.say("locked-out-link"))],
        mailbox_twice: false,
        troubles: Troubles::NONE,
    };
    let uri = "otpauth://totp/Lakeside%20Cabins:ada%40lakeside.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\
               &issuer=Lakeside%20Cabins";
    let notice = Some(Notice { text: words.say("recover-notice"), good: true });
    let connect = enrol::Connect {
        shell: Shell { notice, back: String::new(), ..outside(words) },
        action: "/recover".to_owned(),
        cancel_url: "/signin".to_owned(),
        qr_svg: enrol::picture(uri),
        key_groups: ["JBSW", "Y3DP", "EHPK", "3PXP", "JBSW", "Y3DP", "EHPK", "3PXP"]
            .map(String::from)
            .to_vec(),
        otpauth_uri: uri.to_owned(),
        account_label: "Lakeside Cabins: ada@lakeside.example".to_owned(),
        required: true,
        ways: vec![Way::to("/recover/passkey", words.say("passkey-create-instead"))],
        name: String::new(),
        beside: None,
        troubles: Troubles::NONE,
    };
    let afterwards = |name, done: Done| {
        let page = signin::SignIn {
            shell: Shell { notice: Some(Notice { text: done.text(words), good: true }), ..outside(words) },
            email: String::new(),
            then: String::new(),
            may_register: false,
            passkeys: false,
            troubles: Troubles::NONE,
        };
        shot(name, page)
    };
    vec![
        shot("locked-out", page(WayIn::Ask, false)),
        shot("locked-out-asked", page(asked, false)),
        shot("locked-out-issued", page(asked, true)),
        shot("locked-out-often", page(WayIn::TooOften, false)),
        shot("locked-out-nobody", page(WayIn::Nobody, false)),
        shot("locked-out-end-user", page(WayIn::EndUser { may_register: true }, false)),
        shot("locked-out-by-invitation", page(WayIn::EndUser { may_register: false }, false)),
        shot("locked-out-lock", page(WayIn::Lock, false)),
        shot("locked-out-lock-mailbox", page(WayIn::LockMailboxTwice, false)),
        shot("locked-out-lock-mailed", page(WayIn::LockMailed, false)),
        shot("locked-out-lock-runs", page(WayIn::LockRuns { until: when(26, "10:42") }, false)),
        shot("locked-out-lock-open", page(WayIn::LockOpen, false)),
        shot("lock-prove", LockProve { shell: outside(words), wait: words.duration(172_800) }),
        shot("lock-runs", LockRuns { shell: outside(words), until: when(26, "10:42") }),
        shot("lock-cancel", LockCancel { shell: outside(words) }),
        shot("lock-dead", LockDead { shell: outside(words) }),
        afterwards("lock-cancelled", Done::LockCancelled),
        shot("recovery-code-issued", with_code),
        shot("recover-connect", connect),
        shot("cancel-code", Cancel { shell: outside(words), of: "Ada Osei".to_owned() }),
        shot("cancel-code-dead", CancelDead { shell: outside(words) }),
        afterwards("recovered", Done::Recovered),
        afterwards("code-cancelled", Done::CodeCancelled),
    ]
}

fn helping(words: &Words) -> Vec<Sample> {
    let shell = || as_admin(words, "recovery");
    let request = |name: &str, role, may_help| Request {
        id: "1".to_owned(),
        name: name.to_owned(),
        email: EMAIL.to_owned(),
        role,
        asked: when(24, "10:42"),
        browser: "Firefox on Windows".to_owned(),
        address: "203.0.113.42".to_owned(),
        methods: words.say("factor-totp"),
        codes_left: 3,
        may_help,
        proof: may_help.then(|| (words.say("factor-passkey"), "Kwame Adjei".to_owned(), when(24, "10:46"))),
    };
    let code = |of: &str, waits, agreed_by: Option<&str>| OpenCode {
        id: "1".to_owned(),
        of: of.to_owned(),
        by: "Kwame Adjei".to_owned(),
        agreed_by: agreed_by.map(str::to_owned),
        issued: when(24, "10:50"),
        works_from: if waits { Some(when(24, "22:50")) } else { None },
        until: when(25, "10:50"),
        may_agree: waits,
        may_cancel: true,
    };
    let issue = Issue {
        shell: shell(),
        id: "1".to_owned(),
        name: "Ada Osei".to_owned(),
        seen: String::new(),
        waits: None,
        refused: None,
    };
    let issued = Issued {
        shell: shell(),
        id: "1".to_owned(),
        name: "Ada Osei".to_owned(),
        code: "7Q2M-ZK4V-9XWJ-3TBN".to_owned(),
        works_from: None,
        until: when(25, "10:50"),
    };
    let decline = Decline {
        shell: shell(),
        id: "1".to_owned(),
        name: "Ada Osei".to_owned(),
        reason: String::new(),
        troubles: Troubles::NONE,
    };
    let unsaid = Troubles::one("reason", trouble::missing(words, Missing::Reason));
    let rules = Rules {
        shell: shell(),
        equals_alone: false,
        lock_hours: 48,
        waiting_time: words.duration(43_200),
        may_change: true,
        version: 1,
        troubles: Troubles::NONE,
    };
    let changed = Troubles::one("equals_alone", trouble::changed_meanwhile(words));
    let no_wait = Troubles::one("lock_hours", words.say("trouble-lock-hours"));
    let refused = |key: &str| Issue { refused: Some(words.say(key)), ..issue.clone() };
    vec![
        shot("help-desk-empty", Desk { shell: shell(), requests: Vec::new(), codes: Vec::new() }),
        shot(
            "help-desk",
            Desk {
                shell: shell(),
                requests: vec![
                    request("Ada Osei", Role::Agent, true),
                    request("Ingrid Falk", Role::Owner, false),
                ],
                codes: vec![code("Tom Reyes", true, None), code("Ada Osei", false, Some("Nadia Brandt"))],
            },
        ),
        shot("issue-code", issue.clone()),
        shot("issue-code-waits", Issue { waits: Some(words.duration(43_200)), ..issue.clone() }),
        shot("issue-code-end-user", refused("not-issued-end-user")),
        shot("issue-code-yourself", refused("not-issued-yourself")),
        shot("issue-code-out-of-reach", refused("not-issued-out-of-reach")),
        shot("issue-code-not-active", refused("not-issued-not-active")),
        shot("issue-code-not-locked-out", refused("not-issued-not-locked-out")),
        shot("issued-code", issued.clone()),
        shot("issued-code-waits", Issued { works_from: Some(when(24, "22:50")), ..issued }),
        shot("decline-help", decline.clone()),
        shot("decline-help-unsaid", Decline { troubles: unsaid, ..decline }),
        shot("recovery-rules", rules.clone()),
        shot("recovery-rules-changed", Rules { troubles: changed, ..rules.clone() }),
        shot("recovery-rules-wait", Rules { troubles: no_wait, lock_hours: 0, ..rules.clone() }),
        shot("recovery-rules-admin", Rules { may_change: false, ..rules }),
    ]
}

pub(super) fn mails(envelope: &Envelope, occasion: &Occasion) -> Vec<MailSample> {
    let (e, o) = (|| envelope.clone(), || occasion.clone());
    let words = &envelope.words;
    let person = || Some("Ada Osei".to_owned());
    let link = || "https://support.lakeside.example/link/recovery/7Q2MZK4V9XWJ3TBN".to_owned();
    let issued = |of, works_from| {
        let until = when(25, "10:50").text(words);
        let by = "Kwame Adjei".to_owned();
        mailed(&mail::CodeIssued { envelope: e(), of, by, works_from, until, link: link(), occasion: o() })
    };
    let not_me = Some("https://support.lakeside.example/link/not-me/7Q2MZK4V9XWJ3TBN".to_owned());
    let desk = "https://support.lakeside.example/admin/recovery".to_owned();
    let reason = "Please call the office, I know your voice.".to_owned();
    vec![
        issued(None, None),
        issued(person(), Some(when(24, "22:50").text(words))),
        mailed(&mail::CodeCancelled { envelope: e(), of: "Ada Osei".to_owned(), occasion: o() }),
        mailed(&mail::RecoveryBegun { envelope: Envelope { not_me, ..e() }, of: None, occasion: o() }),
        mailed(&mail::RecoveryBegun { envelope: e(), of: person(), occasion: o() }),
        mailed(&mail::InvitationAskedFor {
            envelope: e(),
            of: "Ada Osei".to_owned(),
            link: link(),
            occasion: o(),
        }),
        mailed(&mail::TimeLockProof { envelope: e(), link: link(), occasion: o() }),
        mailed(&mail::TimeLockRuns {
            envelope: e(),
            opens_at: when(26, "10:42").text(words),
            link: link(),
            occasion: o(),
        }),
        mailed(&mail::TimeLockCancelled { envelope: e(), occasion: o() }),
        mailed(&mail::ProofAsked {
            envelope: e(),
            by: "Nadia Brandt".to_owned(),
            link: "https://support.lakeside.example/prove".to_owned(),
            occasion: o(),
        }),
        mailed(&mail::HelpAsked { envelope: e(), of: "Ada Osei".to_owned(), link: desk, occasion: o() }),
        mailed(&mail::HelpDeclined { envelope: e(), reason, occasion: o() }),
    ]
}
