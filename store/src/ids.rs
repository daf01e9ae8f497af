//! Ids and the few words of core types, as the store writes and reads them.

use doorward_core::factor::FactorKind;
use doorward_core::id::{
    BatchId, CallerProofId, CodeSetId, DeviceId, EventId, ExemptionId, FactorId, GroupId, HelpRequestId,
    IssuedCodeId, LinkId, MailTestId, MessageId, ReportId, RequestId, RestrictedId, SentCodeId, SessionId,
    SignInId, TenantId, TimeLockId, UserId,
};

use crate::{Result, Row, StoreError, Value};

macro_rules! ids {
    ($($id:ident),*) => {$(
        impl<'a> From<&'a $id> for Value<'a> {
            fn from(id: &'a $id) -> Self {
                Value::Bytes(id.as_bytes())
            }
        }
        impl StoredId for $id {
            fn from_stored(bytes: [u8; 16]) -> Self {
                $id::from_bytes(bytes)
            }
        }
    )*};
}

ids!(
    BatchId,
    CallerProofId,
    CodeSetId,
    DeviceId,
    EventId,
    ExemptionId,
    FactorId,
    GroupId,
    HelpRequestId,
    IssuedCodeId,
    LinkId,
    MailTestId,
    MessageId,
    ReportId,
    RequestId,
    RestrictedId,
    SentCodeId,
    SessionId,
    SignInId,
    TenantId,
    TimeLockId,
    UserId
);

/// An id that a column of 16 bytes holds.
pub(crate) trait StoredId: Sized {
    fn from_stored(bytes: [u8; 16]) -> Self;
}

impl Row<'_> {
    /// The id in column `i`.
    pub(crate) fn id<T: StoredId>(&self, i: usize) -> Result<T> {
        self.array::<16>(i).map(T::from_stored)
    }

    /// The id in column `i`, if it is not NULL.
    pub(crate) fn opt_id<T: StoredId>(&self, i: usize) -> Result<Option<T>> {
        Ok(self.opt_array::<16>(i)?.map(T::from_stored))
    }

    /// The count in column `i`, if it is not NULL.
    pub(crate) fn opt_count(&self, i: usize) -> Result<Option<u64>> {
        let count = self.opt_int(i)?;
        count.map(|it| u64::try_from(it).map_err(|_| corrupt("a count is negative"))).transpose()
    }

    /// The count in column `i`: never negative.
    pub(crate) fn count(&self, i: usize) -> Result<u64> {
        u64::try_from(self.int(i)?).map_err(|_| corrupt("a count is negative"))
    }

    /// The word in column `i`, read by `from_key`.
    pub(crate) fn word<T>(&self, i: usize, from_key: impl Fn(&str) -> Option<T>) -> Result<T> {
        let word = self.text(i)?;
        from_key(&word).ok_or_else(|| corrupt("a word that this program does not know"))
    }
}

/// A count as the databases keep it.
pub(crate) fn int(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The factors of a session, in one column.
pub(crate) fn factors_to_text(factors: &[FactorKind]) -> String {
    factors.iter().map(|factor| factor.key()).collect::<Vec<_>>().join(" ")
}

/// Reads what [`factors_to_text`] wrote.
pub(crate) fn factors_from_text(text: &str) -> Result<Vec<FactorKind>> {
    text.split_whitespace()
        .map(|key| {
            FactorKind::from_key(key).ok_or_else(|| corrupt("a factor that this program does not know"))
        })
        .collect()
}

pub(crate) fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt(what.to_owned())
}
