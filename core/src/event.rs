//! Everything that can have happened, in words.
//!
//! An event is written in the transaction that decides it, and with it the mail that it calls for: see [`Event::letter`].

use serde::{Deserialize, Serialize};

use crate::authority::{Actor, Denied};
use crate::batch::Work;
use crate::brand::Face;
use crate::deadline::Terms;
use crate::decision::Decision;
use crate::factor::{FactorKind, Refusal};
use crate::id::{DeviceId, GroupId, SessionId, UserId};
use crate::letter::Letter;
use crate::moment::Time;
use crate::not_me::{self, WayBack};
use crate::pause::Counted;
use crate::policy::{Asking, Demands, Lifetimes, MethodRules, Requirement, SecondFactor};
use crate::registration::{self, Quota, Registration};
use crate::report::{Every, People};
use crate::user::{Email, Role, UserType};

mod parts;

pub use crate::grant::Way;
pub use parts::{Allowed, Refused};

/// Something that happened to a person or an account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The account was made, with its first owner.
    AccountMade,
    /// A person was invited.
    Invited {
        /// As what.
        role: Role,
    },
    /// A person whose invitation had run out asked for a new one.
    InvitationAskedFor,
    /// A person accepted their invitation.
    InvitationAccepted,
    /// Somebody asked to register: the person is named when they are here already.
    RegistrationAsked,
    /// No mail went to somebody who asked to register, because of a quota: the first of the day.
    RegistrationHeldBack {
        /// Which.
        quota: Quota,
    },
    /// A person registered.
    Registered,
    /// Somebody who had proved their address was not registered after all.
    RegistrationRefused {
        /// Why not.
        why: registration::Refused,
    },
    /// Who may register changed.
    RegistrationChanged {
        /// From this.
        from: Registration,
        /// To this.
        to: Registration,
    },
    /// A right password.
    PasswordAccepted {
        /// What was decided of the second factor; none in entries of before it was kept.
        #[serde(default)]
        decision: Option<Decision>,
    },
    /// A wrong password for a person of the account.
    PasswordRefused,
    /// A right second factor.
    SecondFactorAccepted {
        /// Which.
        kind: FactorKind,
    },
    /// A second factor that was not right.
    SecondFactorRefused {
        /// Why.
        refusal: Refusal,
    },
    /// A first passcode that was not right.
    EnrolmentRefused {
        /// Why.
        refusal: Refusal,
    },
    /// A try that was not looked at, because too many went before: the first since the ledger closed.
    Slowed {
        /// Whether it was a second factor; a password otherwise.
        second_factor: bool,
    },
    /// The tries before the first wait are used up: somebody who knows the password guesses.
    TooManyTries,
    /// Nothing typed is looked at any more.
    SecondFactorClosed,
    /// Somebody at the server's console had passcodes looked at again.
    SecondFactorReopened,
    /// A sign-in ended without a session.
    SignInOver {
        /// Why.
        why: Refused,
    },
    /// A person signed in.
    SignedIn {
        /// By these factors.
        factors: Vec<FactorKind>,
        /// What was asked beside the password, and why.
        #[serde(default)]
        asked: Option<SecondFactor>,
        /// The version of the policy that said so.
        #[serde(default)]
        policy_version: Option<u64>,
        /// The trusted device that stood in for the passcode.
        #[serde(default)]
        device: Option<DeviceId>,
    },
    /// A person signed in, in a browser that they never signed in from before.
    NewBrowser {
        /// Whether it is a trusted device from now on.
        trusted: bool,
    },
    /// A person asked not to be asked again on a device.
    DeviceTrusted {
        /// Which.
        device: DeviceId,
    },
    /// A device is trusted no more, and the sessions begun on it are ended.
    DeviceForgotten {
        /// Which.
        device: DeviceId,
    },
    /// A person proved a factor once more.
    SteppedUp {
        /// Which.
        kind: FactorKind,
    },
    /// A passcode was sent.
    CodeSent {
        /// By what: the kind of factor that it is.
        kind: FactorKind,
    },
    /// A passcode was asked for, and not sent, because enough were.
    CodeHeldBack {
        /// The kind of factor that it would be.
        kind: FactorKind,
        /// Which cap was used up.
        cap: String,
    },
    /// A person chose the way that they are asked first.
    MethodPreferred {
        /// Which.
        kind: FactorKind,
    },
    /// The countries that text messages go to changed.
    SmsCountriesChanged {
        /// From these.
        from: String,
        /// To these.
        to: String,
    },
    /// Text messages were proven to arrive.
    SmsProven,
    /// A person signed out.
    SignedOut,
    /// A session was ended.
    SessionEnded {
        /// Which.
        session: SessionId,
    },
    /// All of a person's sessions and half-done sign-ins were ended.
    AllSessionsEnded,
    /// All of a person's sessions but the one they use were ended.
    OtherSessionsEnded,
    /// A person set up a method. The other names are of logs from when there were authenticators alone.
    #[serde(alias = "authenticator_added", alias = "authenticator_replaced")]
    FactorAdded {
        /// Which.
        #[serde(default = "authenticator")]
        kind: FactorKind,
    },
    /// A person removed one of their methods, and has others.
    FactorRemoved {
        /// Which.
        kind: FactorKind,
    },
    /// A person turned two-factor authentication off for themselves.
    SecondFactorTurnedOff,
    /// A recovery code was used.
    RecoveryCodeUsed {
        /// So many are left.
        left: u32,
    },
    /// A new set of recovery codes took the place of the old.
    RecoveryCodesReplaced,
    /// A person changed their password.
    PasswordChanged,
    /// Somebody asked for a link to set a new password.
    PasswordResetAsked,
    /// A person set a new password by a mailed link.
    PasswordReset,
    /// A person asked for another address; whether somebody has it, they are not told.
    AddressChangeAsked {
        /// The address that they want.
        to: String,
        /// Whether somebody of the account has it.
        taken: bool,
    },
    /// A person asked for another address too often.
    AddressChangeSlowed,
    /// A person has another address: they proved that mail to it reaches them.
    AddressChanged {
        /// The one before.
        from: String,
        /// The one now.
        to: String,
    },
    /// A person chose the language that they are spoken to in.
    LanguageChosen {
        /// The one before, as far as entries tell it.
        #[serde(default)]
        from: Option<String>,
        /// Its tag; none for that of their browser.
        language: Option<String>,
    },
    /// An admin chose the language of the account.
    AccountLanguageChosen {
        /// The one before, if there was one and the entry tells it.
        #[serde(default)]
        from: Option<String>,
        /// Its tag.
        language: String,
    },
    /// An admin changed how the account looks, or what it says at the door.
    BrandChanged {
        /// From this; none in entries of before that was kept.
        #[serde(default)]
        from: Option<Box<Face>>,
        /// To this: whoever misleads people by it has signed it.
        #[serde(flatten)]
        to: Box<Face>,
    },
    /// The database was read back from a backup, by who runs the server: everybody was signed out.
    ReadBack {
        /// When the backup was taken.
        taken_at: Time,
    },
    /// By the link of a letter somebody said that what it tells of was not the person: everybody was signed out, and the
    /// password stopped.
    ReportedNotMe {
        /// The kind of the letter, as the outbox names it.
        what: String,
        /// How the person comes back.
        way_back: WayBack,
    },
    /// Such a link was not taken: the first time that it was tried in vain.
    NotMeRefused {
        /// The kind of the letter.
        what: String,
        /// Why not.
        why: not_me::Refused,
    },
    /// A letter was not sent, because the person had too many of its kind.
    LetterHeldBack {
        /// The kind of the letter.
        letter: String,
    },
    /// Somebody at the server's console made a link for a person who lost everything; all their sessions were ended.
    BreakGlassOpened,
    /// That link was used: a new password, and no factor of before works any more.
    BreakGlassUsed,
    /// Somebody who is locked out asked for help.
    HelpAsked,
    /// Their request was declined; why, they are told by mail.
    HelpDeclined,
    /// Somebody who helps asked a person on the telephone to prove themselves.
    ProofAsked,
    /// The person did: by a factor of theirs, and the number that they were told.
    ProofGiven {
        /// By which.
        kind: Option<FactorKind>,
    },
    /// They did not: it was another number, or they say that they do not call.
    ProofRefused {
        /// Whether it was another number.
        wrong_number: bool,
    },
    /// A recovery code was issued for a person by somebody else.
    RecoveryCodeIssued {
        /// Whether it waits for a second person, or for its time.
        waits: bool,
    },
    /// A second person agreed to it.
    RecoveryCodeAgreed,
    /// It was taken back, and works no more.
    RecoveryCodeCancelled,
    /// A person came into a restricted session: everything that they were signed in by ended with it.
    RecoveryBegun {
        /// By this.
        by: Way,
    },
    /// A person set up a new second factor there; what they had before works no more.
    Recovered,
    /// An end user began a time lock: the link that proves the mailbox is on its way.
    TimeLockAsked,
    /// The mailbox is proven, and the lock runs.
    TimeLockRuns,
    /// It was cancelled by the link of a notice.
    TimeLockCancelled,
    /// An owner changed who may let whom in again.
    RecoveryRulesChanged {
        /// From this; none in entries of before that was kept.
        #[serde(default)]
        from: Option<Allowed>,
        /// To this.
        #[serde(flatten)]
        to: Allowed,
    },
    /// A person's role changed.
    RoleChanged {
        /// From this.
        from: Role,
        /// To this.
        to: Role,
    },
    /// A person is kept out.
    Suspended,
    /// A person may sign in again.
    Restored,
    /// A person is kept for the record alone, and can never sign in again.
    Archived,
    /// What was known of an archived person was erased.
    Erased,
    /// A person is exempt from what the policy requires.
    ExemptionGranted {
        /// Why, in the words of whoever exempted them.
        reason: String,
        /// Until when.
        until: Time,
    },
    /// An exemption was ended before its day: the person's sessions ended with it.
    ExemptionEnded {
        /// Why it was granted.
        reason: String,
    },
    /// The policy of a user type changed.
    PolicyChanged {
        /// Whose.
        user_type: UserType,
        /// What was demanded before; none in entries of before that was kept.
        #[serde(default)]
        from: Option<Box<Demands>>,
        /// What is demanded now.
        requirement: Requirement,
        /// By when it has to be there now; none in entries of before there were deadlines.
        #[serde(default)]
        terms: Option<Terms>,
        /// How often a passcode is asked for now.
        #[serde(default)]
        asking: Option<Asking>,
        /// Which methods count now, and whether a passkey stands alone; none in entries of before there were several.
        #[serde(default)]
        methods: Option<MethodRules>,
        /// How long sessions last now.
        lifetimes: Lifetimes,
        /// Whether all sessions of the user type were ended with it.
        sessions_ended: bool,
        /// Why, in the words of whoever changed it; none in entries of before reasons were asked for.
        #[serde(default)]
        reason: Option<String>,
    },
    /// Too many people did not come in, and the deadline was put off by itself: that change is an event of its own.
    RolloutPaused {
        /// Of whom.
        user_type: UserType,
        /// How many.
        counted: Counted,
    },
    /// All sessions of a user type were ended, but that of the admin who ended them.
    UserTypeSignedOut {
        /// Whose.
        user_type: UserType,
    },
    /// Somebody wanted to do what their role does not allow.
    Denied {
        /// Why not.
        why: Denied,
    },
    /// An admin had a message sent that tests whether mail arrives.
    MailTestSent,
    /// The code that was typed is not that of a test message that still counts.
    MailTestRefused,
    /// The code of a test message was typed: mail arrives.
    MailProven,
    /// A message was given up on.
    MailFailed,
    /// A failed message is sent again.
    MailRetried,
    /// Somebody took the audit log elsewhere, or a part of it.
    AuditExported,
    /// Somebody asked for the 2FA status report.
    ReportAsked {
        /// Of whom.
        people: People,
    },
    /// Somebody has that report built by itself from now on.
    ReportScheduled {
        /// Of whom.
        people: People,
        /// How often.
        every: Every,
    },
    /// It is not built by itself any more: its admin said so, or is none any more.
    ReportUnscheduled,
    /// Somebody saved that report as a file.
    ReportFetched {
        /// Of whom it is.
        people: People,
    },
    /// Somebody saved a list of people as a file.
    PeopleExported,
    /// A group of people was made.
    GroupMade {
        /// What it is called.
        name: String,
    },
    /// A group was given another name.
    GroupRenamed {
        /// The one before.
        from: String,
        /// The one now.
        to: String,
    },
    /// A group was deleted; its people stay.
    GroupDeleted {
        /// What it was called.
        name: String,
        /// So many were in it.
        people: u64,
    },
    /// A person came into a group.
    GroupJoined {
        /// Which.
        group: GroupId,
        /// What it was called then.
        name: String,
    },
    /// A person was taken out of a group.
    GroupLeft {
        /// Which.
        group: GroupId,
        /// What it was called then.
        name: String,
    },
    /// Somebody imported people, or did something to many at once; what came of each is an event of theirs.
    BatchBegun {
        /// What.
        work: Work,
        /// To so many.
        people: u64,
        /// What the group is called that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<String>,
        /// Why, in their words.
        reason: String,
    },
    /// That is over.
    BatchEnded {
        /// What.
        work: Work,
        /// To so many it was done.
        done: u64,
        /// To so many not, since something changed meanwhile; or it was stopped before them.
        missed: u64,
    },
}

fn authenticator() -> FactorKind {
    FactorKind::Totp
}

impl Event {
    /// The mail that the person whom the event is about gets, if any. Events that mail themselves with a link
    /// (invitation, password reset) say so where they are decided.
    pub fn letter(&self, actor: &Actor) -> Option<Letter> {
        match self {
            Event::NewBrowser { trusted } => Some(Letter::NewBrowser { trusted: *trusted }),
            Event::TooManyTries => Some(Letter::TooManyTries),
            Event::FactorAdded { kind } => Some(Letter::FactorAdded { kind: *kind }),
            Event::FactorRemoved { kind } => Some(Letter::FactorRemoved { kind: *kind }),
            Event::SecondFactorTurnedOff => Some(Letter::SecondFactorTurnedOff),
            Event::RecoveryCodeUsed { left } => Some(Letter::RecoveryCodeUsed { left: *left }),
            Event::RecoveryCodesReplaced => Some(Letter::RecoveryCodesReplaced),
            Event::RecoveryBegun { .. } => Some(Letter::RecoveryBegun { of: None }),
            Event::TimeLockCancelled => Some(Letter::TimeLockCancelled),
            Event::BreakGlassOpened => Some(Letter::BreakGlassOpened { of: None }),
            Event::BreakGlassUsed => Some(Letter::BreakGlassUsed { of: None }),
            Event::PasswordChanged | Event::PasswordReset => Some(Letter::PasswordChanged),
            Event::AddressChangeAsked { to, .. } => {
                Email::parse(to).ok().map(|to| Letter::AddressChangeAsked { to: to.masked() })
            }
            Event::AddressChanged { .. } => Some(Letter::AddressChanged),
            Event::RoleChanged { to, .. } => Some(Letter::RoleChanged { role: *to }),
            Event::Archived => Some(Letter::Archived),
            Event::AllSessionsEnded if actor.person().is_some() => Some(Letter::SignedOutEverywhere),
            _ => None,
        }
    }

    /// Whether it is a guess at a second factor that was wrong. A passcode of another time, or used already, is no guess: who
    /// gives one has the authenticator.
    pub fn is_wrong_guess(&self) -> bool {
        let Event::SecondFactorRefused { refusal } = self else { return false };
        refusal.is_wrong_guess()
    }

    /// Whether it ends sessions: one, those of a device, or all that a person or a user type had before it.
    pub fn ends_sessions(&self) -> bool {
        match self {
            Event::PolicyChanged { sessions_ended, .. } => *sessions_ended,
            _ => matches!(
                self,
                Event::SignedOut
                    | Event::SessionEnded { .. }
                    | Event::AllSessionsEnded
                    | Event::OtherSessionsEnded
                    | Event::DeviceForgotten { .. }
                    | Event::FactorAdded { .. }
                    | Event::FactorRemoved { .. }
                    | Event::SecondFactorTurnedOff
                    | Event::PasswordChanged
                    | Event::PasswordReset
                    | Event::AddressChanged { .. }
                    | Event::ReportedNotMe { .. }
                    | Event::BreakGlassOpened
                    | Event::BreakGlassUsed
                    | Event::RecoveryBegun { .. }
                    | Event::Recovered
                    | Event::RoleChanged { .. }
                    | Event::Suspended
                    | Event::ExemptionEnded { .. }
                    | Event::Archived
                    | Event::UserTypeSignedOut { .. }
            ),
        }
    }

    /// The same event without the addresses that its words name, and without what somebody wrote of the person, for the log of a
    /// person who is erased; none when there is neither.
    pub fn erased(&self, person: UserId) -> Option<Event> {
        let nobody = || Email::erased(person).to_string();
        match self {
            Event::AddressChangeAsked { taken, .. } => {
                Some(Event::AddressChangeAsked { to: nobody(), taken: *taken })
            }
            Event::AddressChanged { .. } => Some(Event::AddressChanged { from: nobody(), to: nobody() }),
            Event::ExemptionGranted { until, .. } => {
                Some(Event::ExemptionGranted { reason: String::new(), until: *until })
            }
            Event::ExemptionEnded { .. } => Some(Event::ExemptionEnded { reason: String::new() }),
            _ => None,
        }
    }

    /// Whether it is a refusal: these are what an admin looks for first.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Event::PasswordRefused
                | Event::SecondFactorRefused { .. }
                | Event::EnrolmentRefused { .. }
                | Event::Slowed { .. }
                | Event::TooManyTries
                | Event::SecondFactorClosed
                | Event::SignInOver { .. }
                | Event::RegistrationHeldBack { .. }
                | Event::RegistrationRefused { .. }
                | Event::AddressChangeSlowed
                | Event::NotMeRefused { .. }
                | Event::LetterHeldBack { .. }
                | Event::CodeHeldBack { .. }
                | Event::HelpDeclined
                | Event::ProofRefused { .. }
                | Event::Denied { .. }
                | Event::MailTestRefused
                | Event::MailFailed
        )
    }
}
