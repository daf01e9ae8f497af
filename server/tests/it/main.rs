//! Stories in the user's words, on the real router, on SQLite and on PostgreSQL.

mod signin;
mod world;
