//! What a database is, without a change to it: for a command that says what a start would do.

use crate::migrate::{STEPS, Step, TAKEN, Taken, missing};
use crate::url::{Database, StoreUrl};
use crate::{FromRow, Options, Result, Row, Store, Tx};

/// A database as it is.
pub struct Look {
    /// Open as it is: no step was taken.
    pub store: Store,
    /// So many of this program's steps it has taken.
    pub taken: usize,
    /// So many it lacks: the next start takes them.
    pub lacks: usize,
}

/// Opens a database as it is. A file that is not there is not made.
///
/// # Errors
/// [`StoreError::Migration`](crate::StoreError::Migration) for one that this program must not touch,
/// [`StoreError::Unavailable`](crate::StoreError::Unavailable) for one that does not answer.
pub async fn look(url: &StoreUrl) -> Result<Look> {
    let store =
        Store::open(url, Options { writers: 1, readers: 1, as_it_is: true, ..Options::default() }).await?;
    let (ledger, words): (_, fn(&Step) -> &'static str) = match url.0 {
        Database::Sqlite(_) => {
            ("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_steps'", |it| {
                it.sqlite
            })
        }
        Database::Postgres(_) => (
            "SELECT count(*) FROM information_schema.tables
              WHERE table_name = 'schema_steps' AND table_schema = ANY (current_schemas(false))",
            |it| it.postgres,
        ),
    };
    let read = move |tx: &mut Tx<'_>| match tx.one::<i64>(ledger, &[])? {
        Some(1..) => tx.all::<TakenStep>(TAKEN, &[]),
        _ => Ok(Vec::new()),
    };
    let taken: Vec<Taken> = store.read(read).await?.into_iter().map(|step| step.0).collect();
    let lacks = missing(STEPS, &taken, words)?.len();
    Ok(Look { store, taken: taken.len(), lacks })
}

struct TakenStep(Taken);

impl FromRow for TakenStep {
    fn from_row(row: &Row<'_>) -> Result<TakenStep> {
        Ok(TakenStep((row.int(0)?, row.bytes(1)?)))
    }
}
