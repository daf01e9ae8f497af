//! My security: what happened lately, and the change of address.

use doorward_core::authority::Denied;
use doorward_core::batch::{Act, Work};
use doorward_core::event::{Allowed, Event, Refused, Way};
use doorward_core::factor::{FactorKind, Refusal};
use doorward_core::id::{DeviceId, GroupId, SessionId};
use doorward_core::moment::Time;
use doorward_core::not_me::{self, WayBack};
use doorward_core::pause::Counted;
use doorward_core::policy::{Policy, Requirement};
use doorward_core::registration::{self, Quota, Registration};
use doorward_core::report::{Every, People};
use doorward_core::user::{Role, UserType};

use crate::i18n::Words;
use crate::web::activity::{Activity, sentence};
use crate::web::pages::address;
use crate::web::shell::Troubles;
use crate::web::trouble;

use super::{EMAIL, Sample, inside, outside, shot, when};

/// A day of Ada's.
pub(super) fn activity(words: &Words) -> Vec<Activity> {
    let own = |time, event: &Event| Activity {
        when: when(24, time),
        what: sentence(words, event),
        refused: event.is_refusal(),
        by: None,
        browser: Some("Firefox on Windows".to_owned()),
        address: Some("203.0.113.42".to_owned()),
    };
    let by_another = |time, event: &Event| Activity {
        by: Some(words.say("activity-by-another")),
        browser: None,
        address: None,
        ..own(time, event)
    };
    let factors = vec![FactorKind::Password, FactorKind::Totp];
    let to = "ada.osei@lakeside.example".to_owned();
    vec![
        own("10:42", &Event::AddressChangeAsked { to, taken: false }),
        own("10:40", &Event::SteppedUp { kind: FactorKind::Totp }),
        own("08:55", &Event::SignedIn { factors, asked: None, policy_version: None, device: None }),
        own("08:54", &Event::SecondFactorRefused { refusal: Refusal::PasscodeUsed }),
        by_another("08:30", &Event::RoleChanged { from: Role::EndUser, to: Role::Agent }),
    ]
}

/// Every event: what has to be known of each can be tested by it.
pub(super) fn events() -> Vec<Event> {
    let refusal = Refusal::WrongPasscode;
    let (from, to) = (EMAIL.to_owned(), "ada.osei@lakeside.example".to_owned());
    vec![
        Event::AccountMade,
        Event::Invited { role: Role::Agent },
        Event::InvitationAskedFor,
        Event::InvitationAccepted,
        Event::PasswordAccepted { decision: None },
        Event::PasswordRefused,
        Event::SecondFactorAccepted { kind: FactorKind::Totp },
        Event::EnrolmentRefused { refusal },
        Event::Slowed { second_factor: false },
        Event::Slowed { second_factor: true },
        Event::TooManyTries,
        Event::NewBrowser { trusted: false },
        Event::ReportedNotMe { what: "password_changed".to_owned(), way_back: WayBack::Mailed },
        Event::NotMeRefused { what: "password_changed".to_owned(), why: not_me::Refused::Used },
        Event::LetterHeldBack { letter: "new_browser".to_owned() },
        Event::SecondFactorClosed,
        Event::SecondFactorReopened,
        Event::HelpAsked,
        Event::ProofAsked,
        Event::ProofGiven { kind: Some(FactorKind::Passkey) },
        Event::ProofRefused { wrong_number: true },
        Event::RecoveryCodeIssued { waits: true },
        Event::RecoveryCodeAgreed,
        Event::RecoveryCodeCancelled,
        Event::RecoveryBegun { by: Way::Code },
        Event::Recovered,
        Event::TimeLockRuns,
        Event::TimeLockCancelled,
        Event::SignInOver { why: Refused::TooOld },
        Event::SignInOver { why: Refused::NotActive },
        Event::SignInOver { why: Refused::Stale },
        Event::RegistrationAsked,
        Event::RegistrationHeldBack { quota: Quota::Account },
        Event::Registered,
        Event::RegistrationRefused { why: registration::Refused::AddressTaken },
        Event::RegistrationChanged { from: Registration::Closed, to: Registration::Open },
        Event::DeviceTrusted { device: DeviceId::from_bytes([1; 16]) },
        Event::DeviceForgotten { device: DeviceId::from_bytes([1; 16]) },
        Event::CodeSent { kind: FactorKind::EmailCode },
        Event::CodeHeldBack { kind: FactorKind::SmsCode, cap: "person".to_owned() },
        Event::MethodPreferred { kind: FactorKind::Passkey },
        Event::SmsCountriesChanged { from: String::new(), to: "+49".to_owned() },
        Event::SmsProven,
        Event::SignedOut,
        Event::SessionEnded { session: SessionId::from_bytes([1; 16]) },
        Event::AllSessionsEnded,
        Event::OtherSessionsEnded,
        Event::FactorAdded { kind: FactorKind::Totp },
        Event::FactorRemoved { kind: FactorKind::Totp },
        Event::SecondFactorTurnedOff,
        Event::RecoveryCodeUsed { left: 9 },
        Event::RecoveryCodesReplaced,
        Event::PasswordChanged,
        Event::PasswordResetAsked,
        Event::PasswordReset,
        Event::AddressChangeSlowed,
        Event::AddressChangeAsked { to: to.clone(), taken: false },
        Event::AddressChanged { from, to },
        Event::LanguageChosen { from: Some("de".to_owned()), language: None },
        Event::AccountLanguageChosen { from: None, language: "ko".to_owned() },
        Event::BrandChanged { from: None, to: Box::default() },
        Event::Suspended,
        Event::ExemptionGranted { reason: "Waits for a phone".to_owned(), until: Time::from_millis(0) },
        Event::ExemptionEnded { reason: "Waits for a phone".to_owned() },
        Event::Restored,
        Event::Archived,
        Event::Erased,
        Event::UserTypeSignedOut { user_type: UserType::EndUser },
        Event::PolicyChanged {
            user_type: UserType::TeamMember,
            from: Some(Box::new(Policy::initial(UserType::TeamMember).demands())),
            requirement: Requirement::Required,
            terms: None,
            asking: None,
            methods: None,
            lifetimes: Policy::initial(UserType::TeamMember).lifetimes,
            sessions_ended: false,
            reason: Some("The auditors ask for it".to_owned()),
        },
        Event::RolloutPaused { user_type: UserType::TeamMember, counted: Counted { blocked: 12, all: 43 } },
        Event::Denied { why: Denied::Yourself },
        Event::Denied { why: Denied::Nobody },
        Event::BreakGlassOpened,
        Event::BreakGlassUsed,
        Event::MailTestSent,
        Event::MailTestRefused,
        Event::MailProven,
        Event::MailFailed,
        Event::MailRetried,
        Event::ReadBack { taken_at: Time::from_millis(0) },
        Event::HelpDeclined,
        Event::TimeLockAsked,
        Event::RecoveryRulesChanged {
            from: Some(Allowed { equals_alone: false, time_lock: None }),
            to: Allowed { equals_alone: true, time_lock: Some(48) },
        },
        Event::AuditExported,
        Event::ReportAsked { people: People::Team },
        Event::ReportScheduled { people: People::Team, every: Every::Week },
        Event::ReportUnscheduled,
        Event::ReportFetched { people: People::Everybody },
        Event::PeopleExported,
        Event::GroupMade { name: "Night".to_owned() },
        Event::GroupRenamed { from: "Night".to_owned(), to: "Night shift".to_owned() },
        Event::GroupJoined { group: GroupId::from_bytes([1; 16]), name: "Night shift".to_owned() },
        Event::GroupLeft { group: GroupId::from_bytes([1; 16]), name: "Night shift".to_owned() },
        Event::GroupDeleted { name: "Night shift".to_owned(), people: 12 },
        Event::BatchBegun {
            work: Work::Import,
            people: 1_200,
            group: None,
            reason: "Spring intake".to_owned(),
        },
        Event::BatchEnded { work: Work::Act(Act::Suspend), done: 1_199, missed: 1 },
    ]
}

/// Every sentence that can be said, in one list: nothing else shows them all.
fn everything(words: &Words) -> Vec<Activity> {
    let told = |event: &Event| Activity {
        when: when(24, "10:42"),
        what: sentence(words, event),
        refused: event.is_refusal(),
        by: None,
        browser: None,
        address: None,
    };
    events().iter().map(told).collect()
}

/// The change of address; and My security of a person to whom everything has happened.
pub(super) fn address(words: &Words) -> Vec<Sample> {
    let shell = || inside(words, "security");
    let change = address::ChangeAddress {
        shell: shell(),
        current: EMAIL.to_owned(),
        email: String::new(),
        troubles: Troubles::NONE,
    };
    let not_an_email = address::ChangeAddress {
        email: "ada@".to_owned(),
        troubles: Troubles::one("email", trouble::not_an_email(words)),
        ..change.clone()
    };
    let too_often = address::ChangeAddress {
        troubles: Troubles::one("email", words.say("trouble-address-too-often")),
        ..change.clone()
    };
    let confirm = address::ConfirmAddress {
        shell: shell(),
        from: EMAIL.to_owned(),
        to: "ada.osei@lakeside.example".to_owned(),
    };
    // Some at a time: a real page has ten.
    let mut said = everything(words);
    let more = said.split_off(said.len() / 2);
    let busy = |recent| super::security::MySecurity { recent, ..super::my_security(words) };
    vec![
        shot("security-busy", busy(said)),
        shot("security-busier", busy(more)),
        shot("change-address", change),
        shot("change-address-shape", not_an_email),
        shot("change-address-too-often", too_often),
        shot("confirm-address", confirm),
        shot("dead-link-address", address::NoAddressLink { shell: outside(words), anothers: false }),
        shot("dead-link-address-anothers", address::NoAddressLink { shell: shell(), anothers: true }),
    ]
}
