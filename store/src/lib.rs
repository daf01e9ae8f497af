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
//! | [`backup`] | the whole database as one file, and back |
//! | [`look`] | what a database is, without a change to it |
//! | [`error`] | everything that can go wrong, in one enum that names no driver |
//! | a noun ([`users`], [`sessions`], …) | the statements of one table or two, as functions `noun_verb(tx, …)` |
//! | `sqlite`, `postgres` | the two engines: threads that own their connections and take work from queues |

pub mod addresses;
pub mod audit;
pub mod authenticators;
pub mod backup;
pub mod batches;
pub mod blocked;
pub mod brands;
pub mod caller_proofs;
pub mod code_receivers;
pub mod day_counts;
pub mod db;
pub mod demanded_enrolments;
pub mod error;
pub mod events;
pub mod exemptions;
pub mod findings;
pub mod graces;
pub mod groups;
pub mod help_requests;
mod ids;
pub mod issued_codes;
pub mod ledgers;
pub mod links;
pub mod look;
pub mod mail_tests;
pub mod marks;
pub mod methods;
pub mod migrate;
pub mod not_me_links;
pub mod outbox;
pub mod passkeys;
pub mod passwords;
pub mod pauses;
pub mod policies;
pub mod policy_plans;
mod postgres;
pub mod recovery_codes;
pub mod recovery_rules;
pub mod registrations;
pub mod reminders;
pub mod report_schedules;
pub mod reports;
pub mod requests;
pub mod restricted_sessions;
pub mod sent_codes;
pub mod sessions;
pub mod sign_ins;
pub mod signed_in;
pub mod sms_rules;
mod sqlite;
pub mod sweep;
pub mod tenants;
pub mod time_locks;
pub mod trusted_devices;
pub mod url;
pub mod users;
pub mod value;

pub use db::{Counts, Options, Store, Tx};
pub use error::{Result, StoreError};
pub use url::StoreUrl;
pub use value::{FromRow, Row, Value};
