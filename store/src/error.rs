//! Everything that can go wrong in the store, in one enum.
//!
//! No driver's type leaks through it, and no message holds a bound value or the password of a URL: what the drivers
//! say is kept only where they speak of names and statements, which are ours.

/// What a call to the store gives.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Why the store did not do what it was asked.
///
/// Whatever the reason, the transaction it came from left nothing behind, with the one exception that
/// [`Unavailable`](StoreError::Unavailable) names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A row with that key exists. Holds the name of the index or constraint, the same on both databases:
    /// `users_by_email` for `CREATE UNIQUE INDEX users_by_email`, `users_pkey` for the primary key of `users`. Of
    /// several that the row violates, the one that the database looked at first.
    #[error("{0} allows each value once")]
    Unique(String),

    /// A CHECK, NOT NULL or REFERENCES of the schema forbids the row. Holds what the database says of it.
    #[error("the schema forbids it: {0}")]
    Constraint(String),

    /// Too much is asked at once: the queue is full, or others held what this work needed for too long.
    /// The same call may succeed in a moment.
    #[error("the database is busy")]
    Busy,

    /// The database does not answer. When the connection broke in the middle of a COMMIT the message says that
    /// nobody knows whether it was carried out: whoever calls again must read first.
    #[error("the database is not available: {0}")]
    Unavailable(String),

    /// No room is left on the database's disk.
    #[error("the database's disk is full")]
    Full,

    /// The database was made by another program than this one: by a newer one, or by one whose steps were edited.
    #[error("migration: {0}")]
    Migration(String),

    /// What is stored is not what this program stores.
    #[error("what is stored makes no sense: {0}")]
    Corrupt(String),

    /// The database would never accept this: a defect in a statement, or a setting it cannot be run with.
    #[error("refused: {0}")]
    Refused(String),

    /// The closure panicked. Its transaction was rolled back; nobody else's was.
    #[error("the work panicked and was rolled back")]
    Panicked,
}
