//! The steps from an empty database to this program's: forward only, numbered, and kept as they were released.
//!
//! The database remembers the SHA-256 of every step it took. A database that took other steps than this program
//! knows, or more of them, is left alone: guessing would cost the data. Several processes may start at once; the
//! first takes the steps and the others find them taken.

use sha2::{Digest as _, Sha256};

use crate::error::{Result, StoreError};

/// This program's steps, the oldest first. Released ones are never edited; a mistake is mended by the next.
pub const STEPS: &[Step] = &[
    Step::of_both(1, include_str!("../migrations/0001_foundation.sql")),
    Step::of_both(2, include_str!("../migrations/0002_trusted_devices.sql")),
    Step::of_both(3, include_str!("../migrations/0003_registration.sql")),
    Step::of_both(4, include_str!("../migrations/0004_my_security.sql")),
    Step::of_both(5, include_str!("../migrations/0005_operations.sql")),
    Step::of_both(6, include_str!("../migrations/0006_admin_center.sql")),
    Step::of_both(7, include_str!("../migrations/0007_methods.sql")),
    Step::of_both(8, include_str!("../migrations/0008_not_me.sql")),
    Step::of_both(9, include_str!("../migrations/0009_account_language.sql")),
    Step::of_both(10, include_str!("../migrations/0010_passkeys.sql")),
    Step::of_both(11, include_str!("../migrations/0011_sent_codes.sql")),
    Step::of_both(12, include_str!("../migrations/0012_brands.sql")),
    Step::of_both(13, include_str!("../migrations/0013_audit.sql")),
    Step::of_both(14, include_str!("../migrations/0014_policy_plans.sql")),
    Step::of_both(15, include_str!("../migrations/0015_recovery.sql")),
    Step::of_both(16, include_str!("../migrations/0016_reports.sql")),
    Step::of_both(17, include_str!("../migrations/0017_time_locks.sql")),
    Step::of_both(18, include_str!("../migrations/0018_report_schedules.sql")),
    Step::of_both(19, include_str!("../migrations/0019_exemptions.sql")),
    Step::of_both(20, include_str!("../migrations/0020_people_at_scale.sql")),
    Step::of_both(21, include_str!("../migrations/0021_dashboard.sql")),
    Step::of_both(22, include_str!("../migrations/0022_caller_proofs.sql")),
    Step::of_both(23, include_str!("../migrations/0023_deadlines.sql")),
    Step::of_both(24, include_str!("../migrations/0024_reminders.sql")),
    Step::of_both(25, include_str!("../migrations/0025_groups.sql")),
    Step::of_both(26, include_str!("../migrations/0026_pauses.sql")),
    Step::of_both(27, include_str!("../migrations/0027_import_columns.sql")),
];

/// One step, in the words of each database.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// 1, 2, 3…
    pub number: i64,
    /// What SQLite runs.
    pub sqlite: &'static str,
    /// What PostgreSQL runs.
    pub postgres: &'static str,
}

impl Step {
    /// A step whose words both databases understand: the common case.
    pub const fn of_both(number: i64, sql: &'static str) -> Step {
        Step { number, sqlite: sql, postgres: sql }
    }
}

/// A step that a database has taken: its number and the SHA-256 of what it ran.
pub(crate) type Taken = (i64, Vec<u8>);

/// Where a database keeps what it took, in SQLite's words.
pub(crate) const SQLITE_LEDGER: &str =
    "CREATE TABLE IF NOT EXISTS schema_steps (number INTEGER PRIMARY KEY, sha256 BLOB NOT NULL) STRICT";

/// The same, in PostgreSQL's.
pub(crate) const POSTGRES_LEDGER: &str =
    "CREATE TABLE IF NOT EXISTS schema_steps (number BIGINT PRIMARY KEY, sha256 BYTEA NOT NULL)";

/// The steps taken so far, the oldest first.
pub(crate) const TAKEN: &str = "SELECT number, sha256 FROM schema_steps ORDER BY number";

/// Remembers a step.
pub(crate) const TAKE: &str = "INSERT INTO schema_steps (number, sha256) VALUES ($1, $2)";

/// What a step's text is known by.
pub(crate) fn sha256(sql: &str) -> Vec<u8> {
    Sha256::digest(sql.as_bytes()).to_vec()
}

/// The steps that a database has yet to take.
///
/// # Errors
/// [`StoreError::Migration`] when the steps it took are not the first ones of this program.
pub(crate) fn missing(
    steps: &'static [Step],
    taken: &[Taken],
    words: fn(&Step) -> &'static str,
) -> Result<&'static [Step]> {
    for (expected, step) in (1..).zip(steps) {
        if step.number != expected {
            return Err(refused(format!("step {expected} is missing from this program")));
        }
    }
    for ((number, sha), expected) in taken.iter().zip(1..) {
        let Some(step) = steps.iter().find(|step| step.number == *number) else {
            return Err(refused(format!(
                "the database has taken step {number}, which this program does not know: run the newer program"
            )));
        };
        if *number != expected {
            return Err(refused(format!("the database has taken step {number} but not step {expected}")));
        }
        if sha256(words(step)) != *sha {
            return Err(refused(format!("step {number} was edited after the database had taken it")));
        }
    }
    Ok(steps.get(taken.len()..).unwrap_or_default())
}

/// A step did not run.
pub(crate) fn failed(step: &Step, error: &StoreError) -> StoreError {
    refused(format!("step {}: {error}", step.number))
}

fn refused(why: String) -> StoreError {
    StoreError::Migration(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &[Step] =
        &[Step { number: 1, sqlite: "a", postgres: "A" }, Step { number: 2, sqlite: "b", postgres: "B" }];

    fn missing_after(taken: &[(i64, &str)]) -> Result<Vec<i64>> {
        let taken: Vec<Taken> = taken.iter().map(|(number, sql)| (*number, sha256(sql))).collect();
        Ok(missing(TWO, &taken, |step| step.sqlite)?.iter().map(|step| step.number).collect())
    }

    #[test]
    fn a_database_takes_the_steps_that_it_lacks() {
        assert_eq!(missing_after(&[]), Ok(vec![1, 2]));
        assert_eq!(missing_after(&[(1, "a")]), Ok(vec![2]));
        assert_eq!(missing_after(&[(1, "a"), (2, "b")]), Ok(vec![]));
    }

    #[test]
    fn a_database_of_another_program_is_left_alone() {
        assert!(missing_after(&[(1, "A")]).is_err(), "edited");
        assert!(missing_after(&[(1, "a"), (2, "b"), (3, "c")]).is_err(), "newer");
        assert!(missing_after(&[(2, "b")]).is_err(), "a gap");
    }
}
