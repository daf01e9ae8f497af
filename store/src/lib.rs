//! The store: SQL and drivers, and nothing that decides.
//!
//! One query text runs on SQLite and on PostgreSQL. Read [`db`] first: it shows how a noun file is written.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`db`] | the seam: [`Store`], [`Tx`] and the closure that is a transaction |
//! | [`value`] | what goes into a statement and comes out of a row |
//! | [`url`] | which database, as the operator writes it |
//! | [`migrate`] | the steps from an empty database to this program's |
//! | [`error`] | everything that can go wrong, in one enum that names no driver |
//! | `sqlite`, `postgres` | the two engines: threads that own their connections and take work from queues |

pub mod db;
pub mod error;
pub mod migrate;
mod postgres;
mod sqlite;
pub mod url;
pub mod value;

pub use db::{Counts, Options, Store, Tx};
pub use error::{Result, StoreError};
pub use url::StoreUrl;
pub use value::{FromRow, Row, Value};
