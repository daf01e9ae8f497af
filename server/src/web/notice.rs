//! What was just done, said once on the next page; and what a fresh proof is asked for. Both travel through a redirect as
//! a key, so that no text of a request is ever shown.

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
        /// An authenticator was connected and the codes saved.
        SecondFactorOn = "second-factor-on", "done-second-factor-on";
        /// The second step was turned off.
        SecondFactorOff = "second-factor-off", "done-second-factor-off";
        /// Another authenticator took the place of the old.
        Replaced = "replaced", "done-replaced";
        /// New recovery codes were saved.
        NewCodes = "new-codes", "done-new-codes";
        /// The password was changed.
        PasswordChanged = "password-changed", "done-password-changed";
        /// One session was ended.
        SessionEnded = "session-ended", "done-session-ended";
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
        /// Somebody was suspended.
        Suspended = "suspended", "done-suspended";
        /// Somebody was let in again.
        Restored = "restored", "done-restored";
        /// A mail is sent again.
        MailRetried = "mail-retried", "done-mail-retried";
    }
}

keyed! {
    /// What a fresh proof is asked for.
    Purpose {
        /// To set up or replace an authenticator.
        Authenticator = "authenticator", "confirm-for-authenticator";
        /// To turn the second step off.
        TurnOff = "turn-off", "confirm-for-turn-off";
        /// To get new recovery codes.
        RecoveryCodes = "recovery-codes", "confirm-for-recovery-codes";
        /// To change the password.
        Password = "password", "confirm-for-password";
        /// To change what the account demands.
        Policy = "policy", "confirm-for-policy";
        /// To invite or change people.
        People = "people", "confirm-for-people";
    }
}
