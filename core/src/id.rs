//! Typed ids, ordered by the time of their making (UUIDv7, RFC 9562 section 5.7).
//!
//! An id names a thing and is no secret: it tells when the thing was made.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::moment::Moment;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id of this moment.
            pub fn new(moment: &mut Moment) -> Self {
                let millis = u64::try_from(moment.now().millis()).unwrap_or(0);
                Self(Builder::from_unix_timestamp_millis(millis, &moment.bytes()).into_uuid())
            }

            /// The id with these bytes, as the store keeps it.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The bytes to store.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.simple().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )*};
}

ids! {
    /// A batch: many people at once.
    BatchId;
    /// A group of people.
    GroupId;
    /// A tenant, "account" on the pages.
    TenantId;
    /// A person of one tenant.
    UserId;
    /// A sign-in that is not finished.
    SignInId;
    /// A session of a signed-in person.
    SessionId;
    /// A browser in which a person is not asked again for a while.
    DeviceId;
    /// A factor that a person enrolled.
    FactorId;
    /// A set of recovery codes.
    CodeSetId;
    /// A passcode that was sent.
    SentCodeId;
    /// A message in the outbox.
    MessageId;
    /// A security event.
    EventId;
    /// A message that tests whether mail arrives.
    MailTestId;
    /// A link sent by mail, or shown once on the terminal.
    LinkId;
    /// Somebody's asking for a link to a new password.
    RequestId;
    /// A recovery code that somebody issued for somebody else.
    IssuedCodeId;
    /// A restricted session, in which a person sets up a new second factor.
    RestrictedId;
    /// Somebody's asking for help, because they are locked out.
    HelpRequestId;
    /// A time lock, after which a person sets up a new second factor.
    TimeLockId;
    /// A proof that somebody asked a caller for.
    CallerProofId;
    /// A report that somebody asked for.
    ReportId;
    /// Somebody's exemption from what the policy requires.
    ExemptionId;
}

/// The text is no id.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Time;

    #[test]
    fn ids_sort_by_time_and_read_back() {
        let early = UserId::new(&mut Moment::new(Time::from_millis(1_000), [9; 32]));
        let late = UserId::new(&mut Moment::new(Time::from_millis(2_000), [1; 32]));
        assert!(early < late);
        assert_eq!(early.to_string().parse(), Ok(early));
        assert_eq!("../etc".parse::<UserId>(), Err(NotAnId));
    }
}
