//! Stories in the user's words, on the real router, on SQLite and on PostgreSQL.

#![allow(unreachable_pub, reason = "a test has no other crate that could reach it")]

mod security;
mod signin;
mod world;
