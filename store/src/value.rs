//! What goes into a statement and comes out of a row: integers, text and bytes.
//!
//! The two databases share three types: BIGINT, TEXT and BYTEA (BLOB to SQLite). Times are milliseconds, booleans
//! are 0 and 1, ids and digests are bytes. A value of another type than its column's is an error on the way in and
//! on the way out, with one gap: SQLite takes a number for a TEXT column, and a text of digits for a number's. The
//! same tests on PostgreSQL find that.

use std::fmt;

use doorward_core::moment::Time;

use crate::error::{Result, StoreError};

/// A value bound to a marker of a statement: `&[id.into(), name.into(), Value::Null]`.
///
/// It borrows, so a secret is not copied on its way to the driver; printed, it shows its kind alone.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// NULL, for a column of any type.
    Null,
    /// A BIGINT: a number, a time or a boolean.
    Int(i64),
    /// A TEXT, without the character U+0000, which PostgreSQL cannot store.
    Text(&'a str),
    /// A BYTEA or BLOB.
    Bytes(&'a [u8]),
}

impl Value<'_> {
    /// The type in words, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "NULL",
            Value::Int(_) => "an integer",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
        }
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Value::Int(i64::from(truth))
    }
}

impl From<Time> for Value<'_> {
    fn from(time: Time) -> Self {
        Value::Int(time.millis())
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Value::Bytes(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Value::Bytes(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Value::Bytes(bytes)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// A row of an answer, read in place by column number, the first being 0.
///
/// Every method gives [`StoreError::Corrupt`] when there is no such column or it holds another type.
pub struct Row<'r>(pub(crate) Source<'r>);

/// The driver's row beneath a [`Row`].
pub(crate) enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    /// A BIGINT. A count is one as it stands; a literal or a sum has to be cast: `CAST(SUM(n) AS BIGINT)`.
    pub fn int(&self, i: usize) -> Result<i64> {
        self.column(i)
    }

    /// A BIGINT that is 0 or 1.
    pub fn bool(&self, i: usize) -> Result<bool> {
        self.column(i)
    }

    /// A TEXT.
    pub fn text(&self, i: usize) -> Result<String> {
        self.column(i)
    }

    /// A BYTEA.
    pub fn bytes(&self, i: usize) -> Result<Vec<u8>> {
        self.column(i)
    }

    /// A BYTEA of exactly `N` bytes.
    pub fn array<const N: usize>(&self, i: usize) -> Result<[u8; N]> {
        self.column(i)
    }

    /// A BIGINT that is a time in milliseconds.
    pub fn time(&self, i: usize) -> Result<Time> {
        self.column(i)
    }

    /// A BIGINT or NULL.
    pub fn opt_int(&self, i: usize) -> Result<Option<i64>> {
        self.column(i)
    }

    /// A TEXT or NULL.
    pub fn opt_text(&self, i: usize) -> Result<Option<String>> {
        self.column(i)
    }

    /// A BYTEA or NULL.
    pub fn opt_bytes(&self, i: usize) -> Result<Option<Vec<u8>>> {
        self.column(i)
    }

    /// A BYTEA of exactly `N` bytes, or NULL.
    pub fn opt_array<const N: usize>(&self, i: usize) -> Result<Option<[u8; N]>> {
        self.column(i)
    }

    /// A time in milliseconds, or NULL.
    pub fn opt_time(&self, i: usize) -> Result<Option<Time>> {
        self.column(i)
    }

    /// Column `i` as whatever type the caller wants.
    pub(crate) fn column<T: Column>(&self, i: usize) -> Result<T> {
        let value = match &self.0 {
            Source::Sqlite(row) => crate::sqlite::value(row, i)?,
            Source::Postgres(row) => crate::postgres::value(row, i)?,
        };
        T::read(value)
            .ok_or_else(|| StoreError::Corrupt(format!("column {i} is {}, not {}", value.kind(), T::KIND)))
    }
}

/// A type that one column can hold.
pub trait Column: Sized {
    /// The type in words, for messages.
    const KIND: &'static str;

    /// The value as this type, if it is one.
    fn read(value: Value<'_>) -> Option<Self>;
}

impl Column for i64 {
    const KIND: &'static str = "an integer";
    fn read(value: Value<'_>) -> Option<Self> {
        if let Value::Int(number) = value { Some(number) } else { None }
    }
}

impl Column for bool {
    const KIND: &'static str = "0 or 1";
    fn read(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl Column for Time {
    const KIND: &'static str = "a time";
    fn read(value: Value<'_>) -> Option<Self> {
        i64::read(value).map(Time::from_millis)
    }
}

impl Column for String {
    const KIND: &'static str = "text";
    fn read(value: Value<'_>) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.to_owned()) } else { None }
    }
}

impl Column for Vec<u8> {
    const KIND: &'static str = "bytes";
    fn read(value: Value<'_>) -> Option<Self> {
        if let Value::Bytes(bytes) = value { Some(bytes.to_vec()) } else { None }
    }
}

impl<const N: usize> Column for [u8; N] {
    const KIND: &'static str = "bytes of the agreed length";
    fn read(value: Value<'_>) -> Option<Self> {
        if let Value::Bytes(bytes) = value { bytes.try_into().ok() } else { None }
    }
}

impl<T: Column> Column for Option<T> {
    const KIND: &'static str = T::KIND;
    fn read(value: Value<'_>) -> Option<Self> {
        if let Value::Null = value { Some(None) } else { T::read(value).map(Some) }
    }
}

/// A type that a whole row can be read as.
///
/// Nouns implement it beside their SELECT; a single column, and a tuple of up to six, need no implementation.
pub trait FromRow: Sized {
    /// The row as this type.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the row is not one that this program wrote.
    fn from_row(row: &Row<'_>) -> Result<Self>;
}

impl FromRow for () {
    fn from_row(_: &Row<'_>) -> Result<Self> {
        Ok(())
    }
}

impl<T: Column> FromRow for T {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.column(0)
    }
}

macro_rules! tuples {
    ($(($($letter:ident $i:literal),+);)*) => {$(
        impl<$($letter: Column),+> FromRow for ($($letter,)+) {
            fn from_row(row: &Row<'_>) -> Result<Self> {
                Ok(($(row.column::<$letter>($i)?,)+))
            }
        }
    )*};
}

tuples! {
    (A 0, B 1);
    (A 0, B 1, C 2);
    (A 0, B 1, C 2, D 3);
    (A 0, B 1, C 2, D 3, E 4);
    (A 0, B 1, C 2, D 3, E 4, F 5);
}
