//! What was just done, said once on the next page; what a fresh proof is asked for; why somebody has to sign in. All travel
//! through a redirect as a key, so that no text of a request is ever shown.

use crate::i18n::Words;

macro_rules! keyed {
    ($(#[doc = $doc:literal])* $name:ident { $(#[doc = $item_doc:literal] $item:ident = $key:literal, $words:literal;)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name { $(#[doc = $item_doc] $item,)* }

        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$item),*];

            /// The key that travels.
            pub fn key(self) -> &'static str {
                match self { $($name::$item => $key,)* }
            }

            /// The one with this key.
            pub fn from_key(key: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|it| it.key() == key)
            }

            /// One or two sentences.
            pub fn text(self, words: &Words) -> String {
                words.say(match self { $($name::$item => $words,)* })
            }
        }
    };
}

keyed! {
    /// What was just done.
    Done {
        /// The second step was turned off.
        SecondFactorOff = "second-factor-off", "done-second-factor-off";
        /// Another method was set up.
        FactorAdded = "factor-added", "done-factor-added";
        /// Another authenticator took the place of the old.
        Replaced = "replaced", "done-replaced";
        /// One of several methods was removed.
        FactorRemoved = "factor-removed", "done-factor-removed";
        /// New recovery codes were saved.
        NewCodes = "new-codes", "done-new-codes";
        /// The password was changed.
        PasswordChanged = "password-changed", "done-password-changed";
        /// A mail is on its way to the new address.
        AddressAsked = "address-asked", "done-address-asked";
        /// The address was changed.
        AddressChanged = "address-changed", "done-address-changed";
        /// The language was chosen.
        LanguageChosen = "language-chosen", "done-language-chosen";
        /// One session was ended.
        SessionEnded = "session-ended", "done-session-ended";
        /// A trusted device was forgotten.
        DeviceForgotten = "device-forgotten", "done-device-forgotten";
        /// A device or a method has another name.
        Renamed = "renamed", "done-renamed";
        /// A method is the one that is asked for first.
        Preferred = "preferred", "done-preferred";
        /// All other sessions were ended.
        OthersEnded = "others-ended", "done-others-ended";
        /// The policy was saved.
        Saved = "saved", "done-saved";
        /// Somebody was invited, perhaps again.
        Invited = "invited", "done-invited";
        /// Somebody's role was changed.
        RoleChanged = "role-changed", "done-role-changed";
        /// Somebody's sessions were ended.
        SessionsEnded = "sessions-ended", "done-sessions-ended";
        /// All sessions of a user type were ended.
        AllEnded = "all-ended", "done-all-ended";
        /// Somebody was archived.
        Archived = "archived", "done-archived";
        /// What was known of somebody was erased.
        Erased = "erased", "done-erased";
        /// Somebody was suspended.
        Suspended = "suspended", "done-suspended";
        /// Somebody was let in again.
        Restored = "restored", "done-restored";
        /// Somebody was exempted from what is required.
        Exempted = "exempted", "done-exempted";
        /// Their exemption was ended.
        ExemptionEnded = "exemption-ended", "done-exemption-ended";
        /// A test message was sent.
        TestSent = "test-sent", "done-test-sent";
        /// Mail was proven to arrive, and a change waits to be saved.
        MailProven = "mail-proven", "done-mail-proven";
        /// Mail was proven to arrive.
        MailWorks = "mail-works", "done-mail-works";
        /// Text messages were proven to arrive.
        TextsWork = "texts-work", "done-texts-work";
        /// A report is being built.
        ReportAsked = "report-asked", "done-report-asked";
        /// Reports are built by themselves.
        ReportScheduled = "report-scheduled", "done-report-scheduled";
        /// They are no more.
        ReportUnscheduled = "report-unscheduled", "done-report-unscheduled";
        /// A report was being built already.
        ReportBuilding = "report-building", "done-report-building";
        /// Many people at once are being done.
        BatchBegun = "batch-begun", "done-batch-begun";
        /// Another batch goes on.
        BatchGoesOn = "batch-goes-on", "done-batch-goes-on";
        /// Nobody was ticked.
        NobodyChosen = "nobody-chosen", "done-nobody-chosen";
        /// No group was chosen.
        NoGroupChosen = "no-group-chosen", "done-no-group-chosen";
        /// A group was made.
        GroupMade = "group-made", "done-group-made";
        /// A group was given another name.
        GroupRenamed = "group-renamed", "done-group-renamed";
        /// A group was deleted.
        GroupDeleted = "group-deleted", "done-group-deleted";
        /// A mail is sent again.
        MailRetried = "mail-retried", "done-mail-retried";
        /// Whoever sent an invitation that ran out was asked for a new one.
        InvitationAsked = "invitation-asked", "done-invitation-asked";
        /// An invitation was accepted.
        Welcome = "welcome", "done-welcome";
        /// Somebody registered.
        Registered = "registered", "done-registered";
        /// A new password was set by a mailed link.
        PasswordSet = "password-set", "done-password-set";
        /// Somebody said that it was not them; a link to a new password is on its way.
        Reported = "reported", "done-reported";
        /// Somebody said that it was not them; the way back is somebody's help.
        ReportedAskHelp = "reported-ask-help", "done-reported-ask-help";
        /// A request for help was declined.
        HelpDeclined = "help-declined", "done-help-declined";
        /// A second person agreed to a code.
        CodeAgreed = "code-agreed", "done-code-agreed";
        /// A code was taken back.
        CodeCancelled = "code-cancelled", "done-code-cancelled";
        /// A time lock was cancelled.
        LockCancelled = "lock-cancelled", "done-lock-cancelled";
        /// A new second factor was set up in a restricted session.
        Recovered = "recovered", "done-recovered";
        /// The first account was made.
        AccountMade = "account-made", "done-account-made";
        /// Nothing was different from before.
        Unchanged = "unchanged", "done-unchanged";
        /// Not done: the authenticator was begun too long ago.
        EnrolmentTooOld = "enrolment-too-old", "undone-enrolment-too-old";
        /// Not done: there are as many authenticators as there may be.
        EnoughAuthenticators = "enough-authenticators", "undone-enough-authenticators";
        /// Not done: it is the only method.
        LastMethod = "last-method", "undone-last-method";
        /// Not done: it needs a second factor, and there is none.
        SecondFactorFirst = "second-factor-first", "undone-second-factor-first";
        /// Not done: the account requires the second step.
        Required = "required", "undone-required";
        /// Not done: the password is too short to stand alone.
        LongerPasswordFirst = "longer-password-first", "undone-longer-password-first";
        /// Not done: somebody changed the person meanwhile.
        ChangedMeanwhile = "changed-meanwhile", "undone-changed-meanwhile";
        /// Not done: somebody changed the policy meanwhile.
        PolicyChangedMeanwhile = "policy-changed-meanwhile", "undone-policy-changed-meanwhile";
        /// Not done: text messages were not proven to arrive.
        TextsUntested = "texts-untested", "undone-texts-untested";
        /// Not done: the account can have no passkeys.
        NoPasskeysHere = "no-passkeys-here", "undone-no-passkeys-here";
        /// Not done: the account would have no owner.
        LastOwner = "last-owner", "undone-last-owner";
        /// Not done: an owner alone may.
        OwnersOnly = "owners-only", "undone-owners-only";
    }
}

keyed! {
    /// Why somebody has to sign in.
    Because {
        /// Nobody was active for too long.
        Idle = "idle", "because-idle";
        /// The session reached the end of its time.
        Absolute = "absolute", "because-absolute";
        /// The session was ended.
        Ended = "ended", "because-ended";
        /// The person or the policy changed during the sign-in.
        Changed = "changed", "because-changed";
        /// The person is suspended.
        NotActive = "not-active", "because-not-active";
        /// The sign-in took too long.
        TooOld = "too-old", "because-too-old";
    }
}

impl Done {
    /// Whether it was done at all.
    pub fn is_good(self) -> bool {
        !matches!(
            self,
            Done::Unchanged
                | Done::NoGroupChosen
                | Done::EnrolmentTooOld
                | Done::EnoughAuthenticators
                | Done::LastMethod
                | Done::SecondFactorFirst
                | Done::Required
                | Done::LongerPasswordFirst
                | Done::ChangedMeanwhile
                | Done::PolicyChangedMeanwhile
                | Done::TextsUntested
                | Done::NoPasskeysHere
                | Done::LastOwner
                | Done::OwnersOnly
        )
    }
}

keyed! {
    /// What a fresh proof is asked for.
    Purpose {
        /// To set up, replace or remove an authenticator.
        Authenticator = "authenticator", "confirm-for-authenticator";
        /// To turn the second step off.
        TurnOff = "turn-off", "confirm-for-turn-off";
        /// To get new recovery codes.
        RecoveryCodes = "recovery-codes", "confirm-for-recovery-codes";
        /// To change the password.
        Password = "password", "confirm-for-password";
        /// To change the address.
        Address = "address", "confirm-for-address";
        /// To change what the account demands.
        Policy = "policy", "confirm-for-policy";
        /// To change the account's language.
        AccountLanguage = "account-language", "confirm-for-account-language";
        /// To change how the account looks.
        Brand = "brand", "confirm-for-brand";
        /// To let somebody in again.
        Recovery = "recovery", "confirm-for-recovery";
        /// To prove on the telephone that it is them.
        Prove = "prove", "confirm-for-prove";
        /// To invite or change people.
        People = "people", "confirm-for-people";
    }
}
