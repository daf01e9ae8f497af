//! One screen after the other: a view struct here, a template of the same folder, a group of words of the same name.

pub mod address;
pub mod admin;
pub mod audit;
pub mod batches;
pub mod brand;
pub mod confirm;
pub mod dashboard;
pub mod desk;
pub mod enrol;
pub mod exemptions;
pub mod forgot;
pub mod language;
pub mod mail_test;
pub mod mailbox;
pub mod method_rules;
pub mod not_me;
pub mod passkey;
pub mod people;
pub mod policy_plan;
pub mod problem;
pub mod proof;
pub mod recovery;
pub mod register;
pub mod registration;
pub mod reports;
pub mod reset;
#[cfg(any(test, feature = "testing"))]
pub mod samples;
pub mod security;
pub mod sent_codes;
pub mod setup;
pub mod signed_in;
pub mod signin;
pub mod sms;
pub mod welcome;
pub mod why;
