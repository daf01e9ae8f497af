//! Doorward's server: flows over the core and the store, pages, mail, jobs and the command line.
//!
//! Imports run one way, as `ARCHITECTURE.md` draws them and `tests/tidy.rs` holds them:
//! `cli → web, jobs → flows → store → core`.

pub mod breach;
pub mod cli;
pub mod clock;
pub mod config;
pub mod delivery;
pub mod demo;
pub mod flows;
pub mod i18n;
pub mod jobs;
pub mod keys;
pub mod mail;
pub mod metrics;
pub mod serve;
pub mod tell;
pub mod web;
