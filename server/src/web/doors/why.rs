//! Why somebody was asked for a second factor, or not.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::decision::Decision;
use doorward_core::id::UserId;
use doorward_core::moment::Time;
use doorward_core::policy::Rule;
use doorward_core::trusted_device::Distrusted;

use crate::flows::view::StoredExemption;
use crate::flows::{DecidedOn, PastDecision};
use crate::i18n::Words;
use crate::tell;
use crate::web::guard::Admin;
use crate::web::pages::why::{Decided, Why};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::When;

/// `GET /admin/people/{id}/why`
pub(super) async fn show(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let not_found = || Problem::status(StatusCode::NOT_FOUND);
    let person = id.parse::<UserId>().map_err(|_| not_found())?;
    let now = member.guest.visit.moment.now();
    let asked = tell::moment_of(member.guest.query.text("at")).unwrap_or(now);
    let app = member.guest.app();
    let why = app.why_asked(&member.guest.visit, person, asked).await?.ok_or_else(not_found)?;
    let (words, user_type) = (&member.guest.words, why.user.user_type());
    let page = Why {
        shell: member.shell(super::people::here(user_type)),
        id,
        at: tell::minute(asked),
        decided: why.sign_in.map(|it| decided(words, &it)),
        now: words.say(rule(why.now)),
        excuse_now: excuse(words, why.exemption.as_ref(), why.due),
        history_url: format!("/admin/security/history?of={}", user_type.key()),
        name: why.user.name,
    };
    reply::page(&member.guest, &page)
}

fn decided(words: &Words, past: &PastDecision) -> Decided {
    let entry = &past.entry;
    let (why, device, version) = match past.on {
        DecidedOn::Rule(on) => {
            (rule(on.rule), Some(device(on.device.is_some(), on.distrusted)), Some(on.policy_version))
        }
        DecidedOn::PasskeyAlone => ("why-passkey-alone", None, None),
        DecidedOn::Unknown => ("why-unknown", None, None),
    };
    Decided {
        when: When::at(entry.at),
        browser: entry.browser.as_deref().map(|text| tell::browser(words, text)),
        address: entry.address.clone(),
        why: words.say(why),
        excuse: excuse(words, past.exemption.as_ref(), due_of(past.on)),
        device: device.map(|key| words.say(key)),
        version,
    }
}

/// What excused somebody, in a sentence: an exemption, or until when they have to set a second step up.
fn excuse(words: &Words, exemption: Option<&StoredExemption>, due: Option<Time>) -> Option<String> {
    let exempt = exemption.map(|it| {
        let until = tell::time(words, it.exemption.until);
        words.phrase("why-exemption").with("until", until).with("reason", it.reason.as_str()).to_string()
    });
    let due = || due.map(|due| words.phrase("why-due").with("until", tell::time(words, due)).to_string());
    exempt.or_else(due)
}

fn due_of(on: DecidedOn) -> Option<Time> {
    match on {
        DecidedOn::Rule(Decision { rule: Rule::BeforeDeadline | Rule::InGrace, excused_until, .. }) => {
            excused_until
        }
        _ => None,
    }
}

fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::NotDemanded => "why-not-demanded",
        Rule::TrustedDevice => "why-trusted-device",
        Rule::Required => "why-required",
        Rule::OwnChoice => "why-own-choice",
        Rule::NoneCounts => "why-none-counts",
        Rule::Exempt => "why-exempt",
        Rule::BeforeDeadline => "why-before-deadline",
        Rule::InGrace => "why-in-grace",
        Rule::RequiredAndMissing => "why-required-and-missing",
        Rule::Demanded => "why-demanded",
    }
}

fn device(trusted: bool, distrusted: Option<Distrusted>) -> &'static str {
    match (trusted, distrusted) {
        (true, _) => "why-device-trusted",
        (false, None) => "why-device-none",
        (false, Some(Distrusted::Forgotten | Distrusted::NotTheirs)) => "why-device-forgotten",
        (false, Some(Distrusted::PersonChanged)) => "why-device-person-changed",
        (false, Some(Distrusted::PolicyChanged)) => "why-device-policy-changed",
        (false, Some(Distrusted::TooOld)) => "why-device-too-old",
    }
}
