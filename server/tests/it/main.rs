//! Stories in the user's words, on the real router, on SQLite and on PostgreSQL.

#![allow(unreachable_pub, reason = "a test has no other crate that could reach it")]

#[path = "../../../core/tests/authenticator/mod.rs"]
mod authenticator;

mod address;
mod archive;
mod audit;
mod audit_page;
mod backup;
mod batches;
mod brand;
mod break_glass;
mod caller_proofs;
mod center;
mod dashboard;
mod deadlines;
mod devices;
mod doors;
mod exemptions;
mod finding;
mod forms;
mod gateways;
mod groups;
mod held_back;
mod invitations;
mod language;
mod locked_out;
mod mail;
mod mail_test;
mod method_rules;
mod metrics;
mod operations;
mod passkeys;
mod passwords;
mod pauses;
mod people;
mod policy;
mod processes;
mod reach;
mod recovery;
mod recovery_codes;
mod registration;
mod registration_door;
mod reports;
mod rollout;
mod second_factor;
mod security;
mod sent_codes;
mod sessions;
mod setup;
mod signin;
mod throttle;
mod time_locks;
mod told;
mod why;
mod world;
