//! The store's tests: each story is told on SQLite and on PostgreSQL.
//!
//! PostgreSQL is the cluster of `DOORWARD_TEST_POSTGRES`, which `scripts/test` starts and sets.

mod file;
mod migrations;
mod passkeys;
mod place;
mod server;
mod together;
mod transactions;
mod values;
