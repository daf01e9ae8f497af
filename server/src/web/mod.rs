//! The only part that knows HTTP: who stands before a door, what a form says, and the page that answers.

pub mod activity;
pub mod assets;
pub mod cookies;
pub mod doors;
pub mod draft;
pub mod figures;
pub mod form;
pub mod guard;
mod history;
pub mod language;
pub mod look;
pub mod notice;
pub mod pages;
pub mod plot;
pub mod policy_words;
pub mod problem;
pub mod reply;
pub mod router;
pub mod scrape;
pub mod shell;
pub mod state;
mod times;
pub mod trace;
pub mod trouble;
pub mod upload;
