//! Past sign-ins, in words for an admin: what came of each, and why.

use doorward_core::event::{Event, Refused};
use doorward_core::factor::passkey::Flaw;
use doorward_core::factor::{FactorKind, Refusal};
use doorward_core::not_me::WayBack;
use doorward_core::policy::{Requirement, SecondFactor};

use crate::i18n::Words;

use super::pages::people::{Came, PastSignIn};
use super::shell::When;

use crate::flows::view::PastSignIn as Entry;
use crate::tell;

/// A past sign-in, as a page tells it; none when the entry is about something else.
pub(super) fn told(words: &Words, entry: &Entry) -> Option<PastSignIn> {
    let (came, why) = match &entry.entry.event {
        Event::SignedIn { factors, asked, .. } => {
            let alone = !factors.contains(&FactorKind::Password);
            let why = words.say(if alone {
                "history-passkey-alone"
            } else {
                rule(asked.unwrap_or_else(|| asked_of(factors)), entry.requirement)
            });
            (Came::Done, format!("{} {why}", with(words, factors)))
        }
        Event::PasswordRefused => (Came::Refused, words.say("history-wrong-password")),
        Event::SecondFactorRefused { refusal } | Event::EnrolmentRefused { refusal } => {
            (Came::Refused, refused(words, refusal))
        }
        Event::Slowed { second_factor: false } => (Came::Unchecked, words.say("history-slowed-passwords")),
        Event::Slowed { second_factor: true } => (Came::Unchecked, words.say("history-slowed-passcodes")),
        Event::TooManyTries => (Came::Refused, words.say("history-many-passcodes")),
        Event::SecondFactorClosed => (Came::Unchecked, words.say("history-closed")),
        Event::ReportedNotMe { way_back: WayBack::KeptOut, .. } => {
            (Came::Ended, words.say("history-reported-kept-out"))
        }
        Event::ReportedNotMe { .. } => (Came::Ended, words.say("history-reported")),
        Event::SignInOver { why } => (Came::Over, over(words, why)),
        _ => return None,
    };
    Some(PastSignIn {
        when: When::at(entry.entry.at),
        browser: entry.entry.browser.as_deref().map(|text| tell::browser(words, text)),
        address: entry.entry.address.clone(),
        came,
        why,
    })
}

/// What was asked, where it was not written down yet: from what was given. No device was trusted then.
fn asked_of(factors: &[FactorKind]) -> SecondFactor {
    match factors.iter().any(|kind| kind.is_second()) {
        true => SecondFactor::Asked,
        false => SecondFactor::NotAsked,
    }
}

/// The rule by which a passcode was asked for or not: a factor that somebody has is asked for whatever the policy says.
fn rule(asked: SecondFactor, requirement: Option<Requirement>) -> &'static str {
    match (asked, requirement) {
        (SecondFactor::NotAsked, Some(Requirement::Required)) => "history-excused",
        (SecondFactor::NotAsked, _) => "history-not-asked",
        (SecondFactor::Remembered, _) => "history-remembered",
        (SecondFactor::MustEnrol, _) | (SecondFactor::Asked, Some(Requirement::Required)) => {
            "history-asked-required"
        }
        (SecondFactor::Asked, _) => "history-asked",
    }
}

fn with(words: &Words, factors: &[FactorKind]) -> String {
    words.phrase("history-with").with("factors", tell::factors(words, factors)).to_string()
}

fn refused(words: &Words, refusal: &Refusal) -> String {
    words.say(match refusal {
        Refusal::WrongPassword => "history-wrong-password",
        Refusal::Empty | Refusal::NotAPasscode | Refusal::LooksLikeRecoveryCode => "history-no-passcode",
        Refusal::WrongPasscode => "history-wrong-passcode",
        Refusal::PasscodeUsed => "history-used-passcode",
        Refusal::PasscodeOfAnotherTime { clock_slow_seconds } => {
            let off = words.duration(*clock_slow_seconds);
            return words.phrase("history-clock-slow").with("off", off).to_string();
        }
        Refusal::LooksLikePasscode => "history-no-recovery-code",
        Refusal::WrongRecoveryCode => "history-wrong-recovery-code",
        Refusal::RecoveryCodeUsed => "history-used-recovery-code",
        Refusal::NoRecoveryCodes => "history-no-recovery-codes",
        Refusal::IssuedCodeTooEarly => "history-issued-code-early",
        Refusal::IssuedCodeDead => "history-issued-code-dead",
        Refusal::NoPasskey => "history-passkey-none",
        Refusal::PasskeyTooOld => "history-passkey-too-old",
        Refusal::UnknownPasskey => "history-passkey-unknown",
        Refusal::PasskeyNotVerified => "history-passkey-not-verified",
        Refusal::PasskeyNotAlone => "history-passkey-not-alone",
        Refusal::PasskeyCopied => "history-passkey-copied",
        Refusal::PasskeyTaken => "history-passkey-taken",
        Refusal::TooManyPasskeys => "history-passkey-too-many",
        Refusal::WrongPasskey { flaw } => passkey_flaw(*flaw),
        Refusal::NothingSent => "history-nothing-sent",
        Refusal::SentCodeTooOld => "history-sent-code-too-old",
        Refusal::SentCodeReplaced => "history-sent-code-replaced",
        Refusal::EnrolmentTooOld => "history-enrolment-too-old",
    })
}

fn passkey_flaw(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::Unreadable => "history-passkey-unreadable",
        Flaw::Type => "history-passkey-type",
        Flaw::Challenge => "history-passkey-challenge",
        Flaw::Origin => "history-passkey-origin",
        Flaw::Domain => "history-passkey-domain",
        Flaw::NobodyThere => "history-passkey-nobody-there",
        Flaw::Algorithm => "history-passkey-algorithm",
        Flaw::Backup => "history-passkey-backup",
        Flaw::Signature => "history-passkey-signature",
        Flaw::User => "history-passkey-user",
    }
}

fn over(words: &Words, why: &Refused) -> String {
    words.say(match why {
        Refused::Factor(refusal) => return refused(words, refusal),
        Refused::TooOld => "history-too-old",
        Refused::Stale => "history-stale",
        Refused::OutOfTurn => "history-out-of-turn",
        Refused::NotActive => "history-not-active",
    })
}
