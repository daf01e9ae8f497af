//! The only part that knows HTTP: screens, their words and what they are made of.

pub mod assets;
pub mod notice;
pub mod pages;
pub mod shell;
pub mod trouble;
