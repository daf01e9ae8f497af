//! Mails: what each says, as plain text. Each says what happened, when, from where, and what to do if it was not you; none
//! holds a recovery code or a key, and a passcode only the one that brings it. Which is sent, and when, is decided elsewhere.

use askama::Template;
use doorward_core::user::Role;

use crate::i18n::Words;
use crate::tell;

/// What every mail has.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// The language.
    pub words: Words,
    /// What the account is called.
    pub account: String,
    /// What the person is called; empty when nobody has the address yet.
    pub name: String,
    /// The account's public address.
    pub home: String,
    /// Where to say that it was somebody else, in mails about somebody's own security.
    pub not_me: Option<String>,
    /// Who helps, as the account says it.
    pub help: Option<String>,
}

/// When and from where the event came.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// With the month in letters and the zone.
    pub when: String,
    /// "Firefox on Windows".
    pub device: Option<String>,
    /// The network address.
    pub address: Option<String>,
}

/// A mail: its subject names the event, its text tells it.
pub trait Mail: Template {
    /// One line.
    fn subject(&self) -> String;

    /// The text, lines ended by `\n`.
    ///
    /// # Errors
    /// None in practice: writing to a string does not fail.
    fn text(&self) -> askama::Result<String> {
        Ok(format!("{}\n", self.render()?.trim()))
    }
}

/// Declares a mail: the view struct of its template, and the key of its subject.
macro_rules! mail {
    ($(#[doc = $doc:literal] $name:ident, $path:literal, $subject:literal {
        $($(#[doc = $field_doc:literal])* $field:ident: $kind:ty,)*
    })*) => { $(
        #[doc = $doc]
        #[derive(Template, Clone, Debug)]
        #[template(path = $path, whitespace = "preserve")]
        pub struct $name {
            /// What every mail has.
            pub envelope: Envelope,
            $($(#[doc = $field_doc])* pub $field: $kind,)*
        }

        impl Mail for $name {
            fn subject(&self) -> String {
                self.envelope.words.phrase($subject).with("account", &self.envelope.account).to_string()
            }
        }
    )* };
}

mail! {
    /// You are invited.
    Invitation, "mail/invitation.txt", "mail-invitation-subject" {
        /// By whom, by name.
        inviter: Option<String>,
        /// Where to accept.
        link: String,
        /// Until when the link works.
        until: String,
    }
    /// Somebody whom you invited asks for a new invitation.
    InvitationAskedFor, "mail/invitation_asked_for.txt", "mail-invitation-asked-subject" {
        /// Who, by name.
        of: String,
        /// Where to send it again.
        link: String,
        /// When.
        occasion: Occasion,
    }
    /// Here is the link to register.
    Registration, "mail/registration.txt", "mail-registration-subject" {
        /// Where to register.
        link: String,
        /// When and from where it was asked for.
        occasion: Occasion,
    }
    /// You asked to register, and are here already.
    AlreadyHere, "mail/already_here.txt", "mail-already-here-subject" {
        /// By an invitation that was not accepted yet.
        invited: bool,
        /// Where to choose a new password.
        forgot: String,
        /// When and from where it was asked for.
        occasion: Occasion,
    }
    /// Here is the link to choose a new password.
    PasswordReset, "mail/password_reset.txt", "mail-password-reset-subject" {
        /// Where to choose it.
        link: String,
        /// When and from where it was asked for.
        occasion: Occasion,
    }
    /// Here is the link that makes this address yours.
    AddressProof, "mail/address_proof.txt", "mail-address-proof-subject" {
        /// Where to confirm it.
        link: String,
        /// When and from where it was asked for.
        occasion: Occasion,
    }
    /// Somebody signed in as you asked for another address.
    AddressChangeAsked, "mail/address_change_asked.txt", "mail-address-change-asked-subject" {
        /// Which, as far as its owner would know it.
        to: String,
        /// When and from where.
        occasion: Occasion,
    }
    /// Your address was changed.
    AddressChanged, "mail/address_changed.txt", "mail-address-changed-subject" {
        /// When and from where.
        occasion: Occasion,
    }
    /// Somebody wanted to use this address, which is yours.
    AddressWanted, "mail/address_wanted.txt", "mail-address-wanted-subject" {
        /// When: from where is another's business.
        occasion: Occasion,
    }
    /// Your password was changed.
    PasswordChanged, "mail/password_changed.txt", "mail-password-changed-subject" {
        /// When and from where.
        occasion: Occasion,
    }
    /// You set up a method.
    FactorAdded, "mail/factor_added.txt", "mail-factor-added-subject" {
        /// Which, in words.
        factor: String,
        /// When and from where.
        occasion: Occasion,
    }
    /// You removed a method.
    FactorRemoved, "mail/factor_removed.txt", "mail-factor-removed-subject" {
        /// Which, in words.
        factor: String,
        /// When and from where.
        occasion: Occasion,
    }
    /// You turned two-factor authentication off.
    SecondFactorTurnedOff, "mail/authenticator_removed.txt", "mail-authenticator-removed-subject" {
        /// When and from where.
        occasion: Occasion,
    }
    /// A recovery code was used.
    RecoveryCodeUsed, "mail/recovery_code_used.txt", "mail-recovery-code-used-subject" {
        /// So many are left.
        left: u32,
        /// Whether these are few.
        few: bool,
        /// When and from where.
        occasion: Occasion,
    }
    /// New recovery codes took the place of yours.
    RecoveryCodesReplaced, "mail/recovery_codes_replaced.txt", "mail-recovery-codes-replaced-subject" {
        /// When and from where.
        occasion: Occasion,
    }
    /// You signed in, in a browser that you never signed in from before.
    NewBrowser, "mail/new_browser.txt", "mail-new-browser-subject" {
        /// Whether no passcode is asked for in it for a while.
        trusted: bool,
        /// When and from where.
        occasion: Occasion,
    }
    /// Somebody with your password did not get past the second step.
    SecondStepFailed, "mail/second_step_failed.txt", "mail-second-step-failed-subject" {
        /// When and from where.
        occasion: Occasion,
    }
    /// By the link of a letter somebody said that it was not you.
    ReportedNotMe, "mail/reported_not_me.txt", "mail-reported-subject" {
        /// Of whom, by name; none when it is the reader.
        of: Option<String>,
        /// Where to choose a new password, if it can be chosen by this mail.
        link: Option<String>,
        /// Whether nobody can sign in until an administrator has looked.
        kept_out: bool,
        /// Whether the way back is somebody's help.
        ask_help: bool,
        /// When and from where.
        occasion: Occasion,
    }
    /// Somebody who knows your password tries passcodes.
    TooManyTries, "mail/too_many_tries.txt", "mail-too-many-tries-subject" {
        /// When and from where.
        occasion: Occasion,
    }
    /// All your sessions were ended.
    SignedOutEverywhere, "mail/signed_out_everywhere.txt", "mail-signed-out-everywhere-subject" {
        /// When.
        occasion: Occasion,
    }
    /// Whoever runs the server made a link for somebody who lost everything.
    BreakGlassOpened, "mail/break_glass_opened.txt", "mail-break-glass-opened-subject" {
        /// For whom, by name; none when it is the reader.
        of: Option<String>,
        /// When.
        occasion: Occasion,
    }
    /// That link was used.
    BreakGlassUsed, "mail/break_glass_used.txt", "mail-break-glass-used-subject" {
        /// For whom it was, by name; none when it is the reader.
        of: Option<String>,
        /// When and from where.
        occasion: Occasion,
    }
    /// Somebody issued a recovery code.
    CodeIssued, "mail/code_issued.txt", "mail-code-issued-subject" {
        /// For whom, by name; none when for the reader.
        of: Option<String>,
        /// By whom, by name.
        by: String,
        /// From when it works, if it waits.
        works_from: Option<String>,
        /// Until when it works.
        until: String,
        /// Where to take it back.
        link: String,
        /// When.
        occasion: Occasion,
    }
    /// That code was taken back by the link of a letter.
    CodeCancelled, "mail/code_cancelled.txt", "mail-code-cancelled-subject" {
        /// For whom it was, by name.
        of: String,
        /// When and from where.
        occasion: Occasion,
    }
    /// A person sets up a new second factor, and everything ended that they were signed in by.
    RecoveryBegun, "mail/recovery_begun.txt", "mail-recovery-begun-subject" {
        /// Who, by name; none when it is the reader.
        of: Option<String>,
        /// When and from where.
        occasion: Occasion,
    }
    /// Here is the link that begins the wait of a time lock.
    TimeLockProof, "mail/time_lock_proof.txt", "mail-lock-proof-subject" {
        /// Where to begin it.
        link: String,
        /// When and from where it was asked for.
        occasion: Occasion,
    }
    /// A time lock runs.
    TimeLockRuns, "mail/time_lock_runs.txt", "mail-lock-runs-subject" {
        /// When it opens.
        opens_at: String,
        /// Where to cancel it.
        link: String,
        /// When and from where it was begun.
        occasion: Occasion,
    }
    /// A time lock was cancelled.
    TimeLockCancelled, "mail/time_lock_cancelled.txt", "mail-lock-cancelled-subject" {
        /// When and from where.
        occasion: Occasion,
    }
    /// Somebody is locked out and asks for help.
    HelpAsked, "mail/help_asked.txt", "mail-help-asked-subject" {
        /// Who, by name.
        of: String,
        /// Where to help.
        link: String,
        /// When and from where.
        occasion: Occasion,
    }
    /// Your request for help was declined.
    HelpDeclined, "mail/help_declined.txt", "mail-help-declined-subject" {
        /// Why.
        reason: String,
        /// When.
        occasion: Occasion,
    }
    /// Somebody asks you to prove that it is you.
    ProofAsked, "mail/proof_asked.txt", "mail-proof-asked-subject" {
        /// Who asks, by name.
        by: String,
        /// Where to.
        link: String,
        /// When and from where it was asked.
        occasion: Occasion,
    }
    /// Mail arrives.
    MailTest, "mail/mail_test.txt", "mail-test-subject" {
        /// The code that proves it, and opens nothing.
        code: String,
        /// When and from where.
        occasion: Occasion,
    }
    /// Here is the passcode that you asked for.
    Passcode, "mail/passcode.txt", "mail-passcode-subject" {
        /// Its digits, in two groups.
        code: String,
        /// Whether it sets the method up.
        setting_up: bool,
        /// When and from where it was asked for.
        occasion: Occasion,
    }
    /// A roll-out paused by itself.
    RolloutPaused, "mail/rollout_paused.txt", "mail-paused-subject" {
        /// Of whom.
        who: String,
        /// So many did not come in,
        blocked: u64,
        /// of so many.
        of: u64,
        /// Until when it is put off.
        until: String,
        /// Where to go on.
        link: String,
        /// When.
        occasion: Occasion,
    }
    /// You were archived.
    Archived, "mail/archived.txt", "mail-archived-subject" {
        /// When.
        occasion: Occasion,
    }
    /// The report that you asked for is ready.
    ReportReady, "mail/report_ready.txt", "mail-report-ready-subject" {
        /// Where to save it.
        link: String,
        /// Until when it can be saved.
        until: String,
        /// From where it was asked for.
        occasion: Occasion,
    }
    /// You have to set a second step up.
    Reminder, "mail/reminder.txt", "mail-reminder-subject" {
        /// By when.
        due: String,
        /// How long that is.
        left: String,
        /// Where to.
        link: String,
        /// When it was written.
        occasion: Occasion,
    }
    /// Your role changed.
    RoleChanged, "mail/role_changed.txt", "mail-role-changed-subject" {
        /// To this.
        role: Role,
        /// When.
        occasion: Occasion,
    }
}

impl RoleChanged {
    fn role_in_words(&self) -> String {
        tell::role(&self.envelope.words, self.role)
    }
}
