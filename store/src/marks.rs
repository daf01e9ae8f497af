//! What the database itself is, in a few marks.

use crate::{FromRow, Result, Row, Tx};

struct Mark(Vec<u8>);

impl FromRow for Mark {
    fn from_row(row: &Row<'_>) -> Result<Mark> {
        Ok(Mark(row.bytes(0)?))
    }
}

/// The mark with this name.
pub fn mark_find(tx: &mut Tx<'_>, name: &str) -> Result<Option<Vec<u8>>> {
    Ok(tx.one::<Mark>("SELECT value FROM marks WHERE name = $1", &[name.into()])?.map(|mark| mark.0))
}

/// Sets a mark that is not there yet.
pub fn mark_set(tx: &mut Tx<'_>, name: &str, value: &[u8]) -> Result<()> {
    tx.run("INSERT INTO marks (name, value) VALUES ($1, $2)", &[name.into(), value.into()])?;
    Ok(())
}

/// Removes a mark, if it is there.
pub fn mark_remove(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    tx.run("DELETE FROM marks WHERE name = $1", &[name.into()]).map(drop)
}
