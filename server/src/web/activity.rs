//! What happened to a person, as a sentence: for themselves in My security, and for an admin who helps them. The sentences
//! name nobody, so that both can read them.

use doorward_core::authority::Denied;
use doorward_core::event::{Event, Refused, Way};
use doorward_core::id::UserId;

use crate::flows::view::EntryRow;
use crate::i18n::Words;
use crate::tell;

use super::shell::When;

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Activity {
    /// When.
    pub when: When,
    /// What, in words.
    pub what: String,
    /// Whether it was refused: then somebody else may have tried.
    pub refused: bool,
    /// Who did it, when it was not the person: in words.
    pub by: Option<String>,
    /// The browser that it came from.
    pub browser: Option<String>,
    /// The network address that it came from.
    pub address: Option<String>,
}

/// The newest things that are worth telling about this person: so many at most.
pub fn activities(words: &Words, rows: &[EntryRow], about: UserId, most: usize) -> Vec<Activity> {
    rows.iter().filter(|row| is_told(&row.event)).take(most).map(|row| activity(words, row, about)).collect()
}

fn activity(words: &Words, row: &EntryRow, about: UserId) -> Activity {
    let by_another = row.actor.is_some_and(|actor| actor != about);
    // From where a colleague did it is the colleague's business.
    let origin = |text: &Option<String>| text.clone().filter(|text| !text.is_empty() && !by_another);
    Activity {
        when: When::at(row.at),
        what: sentence(words, &row.event),
        refused: row.event.is_refusal(),
        by: by_another.then(|| words.say("activity-by-another")),
        browser: origin(&row.browser).map(|text| tell::browser(words, &text)),
        address: origin(&row.address),
    }
}

/// Whether an event says more than the one that follows it: a right password is the beginning of a sign-in.
fn is_told(event: &Event) -> bool {
    !matches!(
        event,
        Event::PasswordAccepted { .. }
            | Event::SecondFactorAccepted { .. }
            | Event::CodeSent { .. }
            | Event::AccountMade
            | Event::PolicyChanged { .. }
            | Event::MailFailed
            | Event::MailRetried
    )
}

/// An event, in words.
pub fn sentence(words: &Words, event: &Event) -> String {
    let key = match event {
        Event::AccountMade => "activity-account-made",
        Event::Invited { .. } => "activity-invited",
        Event::InvitationAskedFor => "activity-invitation-asked",
        Event::InvitationAccepted => "activity-invitation-accepted",
        Event::RegistrationAsked => "activity-registration-asked",
        Event::RegistrationHeldBack { .. } => "activity-registration-held-back",
        Event::Registered => "activity-registered",
        Event::RegistrationRefused { .. } => "activity-registration-refused",
        Event::RegistrationChanged { .. } => "activity-registration-changed",
        Event::NewBrowser { .. } => "activity-new-browser",
        Event::ReportedNotMe { .. } => "activity-reported-not-me",
        Event::NotMeRefused { .. } => "activity-not-me-refused",
        Event::LetterHeldBack { .. } => "activity-letter-held-back",
        Event::DeviceTrusted { .. } => "activity-device-trusted",
        Event::DeviceForgotten { .. } => "activity-device-forgotten",
        Event::PasswordAccepted { .. } => "activity-password-accepted",
        Event::PasswordRefused => "activity-password-refused",
        Event::SecondFactorAccepted { .. } => "activity-second-factor-accepted",
        Event::SecondFactorRefused { .. } => "activity-second-factor-refused",
        Event::EnrolmentRefused { .. } => "activity-enrolment-refused",
        Event::Slowed { second_factor: false } => "activity-slowed-password",
        Event::Slowed { second_factor: true } => "activity-slowed-second-factor",
        Event::TooManyTries => "activity-too-many-tries",
        Event::SecondFactorClosed => "activity-second-factor-closed",
        Event::SecondFactorReopened => "activity-second-factor-reopened",
        Event::SignInOver { why: Refused::TooOld } => "activity-sign-in-too-old",
        Event::SignInOver { why: Refused::NotActive } => "activity-sign-in-not-active",
        Event::SignInOver { .. } => "activity-sign-in-over",
        Event::SignedIn { factors, .. } => {
            let factors = tell::factors(words, factors);
            return words.phrase("activity-signed-in").with("factors", factors).to_string();
        }
        Event::CodeSent { .. } => "activity-code-sent",
        Event::CodeHeldBack { .. } => "activity-code-held-back",
        Event::MethodPreferred { .. } => "activity-method-preferred",
        Event::SmsCountriesChanged { .. } => "activity-sms-countries-changed",
        Event::SmsProven => "activity-sms-proven",
        Event::SteppedUp { .. } => "activity-stepped-up",
        Event::SignedOut => "activity-signed-out",
        Event::SessionEnded { .. } => "activity-session-ended",
        Event::AllSessionsEnded => "activity-all-sessions-ended",
        Event::OtherSessionsEnded => "activity-other-sessions-ended",
        Event::FactorAdded { kind } => {
            let factor = tell::factors(words, &[*kind]);
            return words.phrase("activity-factor-added").with("factor", factor).to_string();
        }
        Event::FactorRemoved { kind } => {
            let factor = tell::factors(words, &[*kind]);
            return words.phrase("activity-factor-removed").with("factor", factor).to_string();
        }
        Event::SecondFactorTurnedOff => "activity-second-factor-off",
        Event::RecoveryCodeUsed { .. } => "activity-recovery-code-used",
        Event::RecoveryCodesReplaced => "activity-recovery-codes-replaced",
        Event::PasswordChanged => "activity-password-changed",
        Event::PasswordResetAsked => "activity-password-reset-asked",
        Event::PasswordReset => "activity-password-reset",
        Event::AddressChangeAsked { to, .. } => {
            return words.phrase("activity-address-asked").with("to", to).to_string();
        }
        Event::AddressChangeSlowed => "activity-address-slowed",
        Event::AddressChanged { from, to } => {
            return words.phrase("activity-address-changed").with("from", from).with("to", to).to_string();
        }
        Event::LanguageChosen { .. } => "activity-language-chosen",
        Event::AccountLanguageChosen { .. } => "activity-account-language-chosen",
        Event::BrandChanged { .. } => "activity-brand-changed",
        Event::ReadBack { .. } => "activity-read-back",
        Event::RoleChanged { to, .. } => {
            return words.phrase("activity-role-changed").with("role", tell::role(words, *to)).to_string();
        }
        Event::HelpAsked => "activity-help-asked",
        Event::HelpDeclined => "activity-help-declined",
        Event::ProofAsked => "activity-proof-asked",
        Event::ProofGiven { .. } => "activity-proof-given",
        Event::ProofRefused { .. } => "activity-proof-refused",
        Event::RecoveryCodeIssued { .. } => "activity-code-issued",
        Event::RecoveryCodeAgreed => "activity-code-agreed",
        Event::RecoveryCodeCancelled => "activity-code-cancelled",
        Event::RecoveryBegun { by: Way::Code } => "activity-recovery-begun",
        Event::RecoveryBegun { by: Way::TimeLock } => "activity-recovery-begun-lock",
        Event::TimeLockAsked => "activity-lock-asked",
        Event::TimeLockRuns => "activity-lock-runs",
        Event::TimeLockCancelled => "activity-lock-cancelled",
        Event::Recovered => "activity-recovered",
        Event::RecoveryRulesChanged { .. } => "activity-recovery-rules",
        Event::ExemptionGranted { .. } => "activity-exemption-granted",
        Event::ExemptionEnded { .. } => "activity-exemption-ended",
        Event::Suspended => "activity-suspended",
        Event::Restored => "activity-restored",
        Event::Archived => "activity-archived",
        Event::Erased => "activity-erased",
        Event::UserTypeSignedOut { .. } => "activity-user-type-signed-out",
        Event::PolicyChanged { .. } => "activity-policy-changed",
        Event::Denied { why: Denied::Nobody } => "activity-caller-nobody",
        Event::RolloutPaused { .. } => "activity-rollout-paused",
        Event::Denied { .. } => "activity-denied",
        Event::BreakGlassOpened => "activity-break-glass-opened",
        Event::BreakGlassUsed => "activity-break-glass-used",
        Event::MailTestSent => "activity-mail-test-sent",
        Event::MailTestRefused => "activity-mail-test-refused",
        Event::MailProven => "activity-mail-proven",
        Event::MailFailed => "activity-mail-failed",
        Event::MailRetried => "activity-mail-retried",
        Event::AuditExported => "activity-audit-exported",
        Event::ReportAsked { .. } => "activity-report-asked",
        Event::ReportScheduled { .. } => "activity-report-scheduled",
        Event::ReportUnscheduled => "activity-report-unscheduled",
        Event::ReportFetched { .. } => "activity-report-fetched",
        Event::PeopleExported => "activity-people-exported",
        Event::GroupMade { name } => return of_group(words, "activity-group-made", name),
        Event::GroupRenamed { from, to } => {
            return words.phrase("activity-group-renamed").with("from", from).with("to", to).to_string();
        }
        Event::GroupDeleted { name, people } => {
            return words.phrase("activity-group-deleted").with("name", name).with("n", *people).to_string();
        }
        Event::GroupJoined { name, .. } => return of_group(words, "activity-group-joined", name),
        Event::GroupLeft { name, .. } => return of_group(words, "activity-group-left", name),
        Event::BatchBegun { work, people, group, reason } => {
            let phrase = words.phrase("activity-batch-begun").with("n", *people).with("reason", reason);
            let what = tell::batch(words, *work);
            let what = match group {
                Some(name) => {
                    words.phrase("batch-of-group").with("what", what).with("name", name).to_string()
                }
                None => what,
            };
            return phrase.with("what", what).to_string();
        }
        Event::BatchEnded { work, done, missed } => {
            let phrase = words.phrase("activity-batch-ended").with("done", *done).with("missed", *missed);
            return phrase.with("what", tell::batch(words, *work)).to_string();
        }
    };
    words.say(key)
}

fn of_group(words: &Words, key: &str, name: &str) -> String {
    words.phrase(key).with("name", name).to_string()
}
