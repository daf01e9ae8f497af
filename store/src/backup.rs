//! The whole database as one file, and back: the same file for both databases, so that it leads from one to the other as well.
//!
//! Lines of JSON: what it is a backup of, then of each table its name and columns and a line for each row, then how many rows there
//! were, and a seal over all of it by the server's key. What is sealed or digested in the database is so in the file; without
//! the key the rest can be read, and nothing of it can be changed. The key itself is not in it.
//!
//! Which tables and columns there are is asked of the database, so that no migration can be forgotten here.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use data_encoding::{BASE64, HEXLOWER};
use doorward_core::moment::Time;
use doorward_core::secret::{ServerKey, same};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::db::{Options, Store, Tx};
use crate::error::{Result, StoreError};
use crate::look::look;
use crate::marks::{mark_remove, mark_set};
use crate::migrate::STEPS;
use crate::url::{Database, StoreUrl};
use crate::value::{Column, Row, Value};

/// The form of the file, counted up when a reader of before could misread it.
const FORM: u64 = 1;

/// The mark of a database that was read back: the time of its backup, in milliseconds. Whoever opens it next ends what was under way
/// then, and removes the mark.
pub const RESTORED: &str = "restored";

/// The longest that one statement may take, where the table is large.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// Told of each table when it begins, and every so many rows of it after that.
pub type Progress = fn(table: &str, rows: u64);

/// Rows between two reports, and in one answer of PostgreSQL.
const STRIDE: u64 = 1_000;

/// Writes everything that is committed into a file that is not there yet, readable for its owner alone. Others may go on using the
/// database; none of what they write meanwhile is in the file. The number of rows.
///
/// # Errors
/// [`StoreError::Refused`] for a file that is there already or cannot be written, and for a database that lacks steps of this
/// program; those of the database.
pub async fn back_up(
    url: &StoreUrl,
    key: &ServerKey,
    at: Time,
    file: &Path,
    progress: Progress,
) -> Result<u64> {
    let lacks = look(url).await?.lacks;
    if lacks > 0 {
        return Err(refused(format!(
            "the database lacks {lacks} steps of this program: take the backup with the program that serves it"
        )));
    }
    let part = beside(file);
    if file.exists() {
        return Err(refused(format!("{} is there already: name another file", file.display())));
    }
    let store = Store::open(url, Options { as_it_is: true, ..alone() }).await?;
    let (words, key, path) = (Words::of(url), key.clone(), part.clone());
    let written = store.read(move |tx| write_all(tx, words, &key, at, &path, progress)).await;
    let kept = written.and_then(|rows| match std::fs::hard_link(&part, file) {
        Ok(()) => Ok(rows),
        Err(error) => Err(of_file(file, &error)),
    });
    // A half-written file is none.
    let _ = std::fs::remove_file(&part);
    kept
}

/// Reads a backup into a database that holds nothing yet, all of it or none, and marks it as [`RESTORED`]. When it was taken, and
/// the number of rows.
///
/// # Errors
/// [`StoreError::Refused`] for a file that is no backup, was cut off or changed, is of another key or a newer program, and for a
/// database that holds something; those of the database.
pub async fn restore(
    url: &StoreUrl,
    key: &ServerKey,
    file: &Path,
    progress: Progress,
) -> Result<(Time, u64)> {
    let Whole { steps, taken_at, rows } = Whole::read(file, key)?;
    // As the database was then; its later steps are taken when it is full.
    let Some(steps) = STEPS.get(..steps) else {
        return Err(refused(format!("{} is of a newer program than this one", file.display())));
    };
    let store = Store::open(url, Options { steps, ..alone() }).await?;
    let (words, path) = (Words::of(url), file.to_owned());
    store.write(move |tx| read_all(tx, words, taken_at, &path, progress)).await?;
    drop(store);
    Store::open(url, alone()).await?;
    Ok((taken_at, rows))
}

/// What a file says of itself, once its seal was found whole.
struct Whole {
    steps: usize,
    taken_at: Time,
    rows: u64,
}

impl Whole {
    /// Reads the whole file, and looks at none of its rows.
    fn read(file: &Path, key: &ServerKey) -> Result<Whole> {
        let none = || refused(format!("{} is no backup of Doorward", file.display()));
        let mut lines = BufReader::new(File::open(file).map_err(|error| of_file(file, &error))?);
        let (mut sum, mut last, mut first) = (Sha256::new(), Vec::new(), None);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).map_err(|error| of_file(file, &error))? > 0 {
            if first.is_none() {
                let head: Json = serde_json::from_slice(&line).map_err(|_| none())?;
                match head.get("doorward_backup").and_then(Json::as_u64) {
                    Some(FORM) => {}
                    Some(_) => {
                        return Err(refused(format!(
                            "{} is of a newer program than this one",
                            file.display()
                        )));
                    }
                    None => return Err(none()),
                }
                if head.get("key").and_then(Json::as_str) != Some(&fingerprint(key)) {
                    return Err(refused(format!(
                        "{} was taken under another key: put the key file that belongs to it in its place",
                        file.display()
                    )));
                }
                first = Some(head);
            }
            sum.update(&last);
            std::mem::swap(&mut last, &mut line);
            line.clear();
        }
        let head = first.ok_or_else(none)?;
        let end: Json = serde_json::from_slice(&last).unwrap_or_default();
        let found = end.get("seal").and_then(Json::as_str).map(|seal| HEXLOWER.decode(seal.as_bytes()));
        if !found.is_some_and(|seal| seal.is_ok_and(|seal| same(&seal, &seal_of(key, sum)))) {
            return Err(refused(format!(
                "{} was cut off or changed: nothing of it is taken",
                file.display()
            )));
        }
        let number = |json: &Json, name| json.get(name).and_then(Json::as_u64);
        let steps = number(&head, "steps").and_then(|steps| usize::try_from(steps).ok());
        let taken_at = head.get("taken_at").and_then(Json::as_i64).map(Time::from_millis);
        match (steps, taken_at, number(&end, "rows")) {
            (Some(steps), Some(taken_at), Some(rows)) => Ok(Whole { steps, taken_at, rows }),
            _ => Err(none()),
        }
    }
}

fn write_all(
    tx: &mut Tx<'_>,
    words: Words,
    key: &ServerKey,
    at: Time,
    path: &Path,
    progress: Progress,
) -> Result<u64> {
    // Begun anew each time, for the transaction may be.
    let made = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    let mut file = Summed::new(path, made.map_err(|error| of_file(path, &error))?);
    file.line(&json!({
        "doorward_backup": FORM, "steps": STEPS.len(), "taken_at": at.millis(), "key": fingerprint(key),
    }))?;
    let mut rows = 0;
    for table in tables(tx, words)? {
        progress(&table.name, 0);
        file.line(&json!({ "table": table.name, "columns": table.columns }))?;
        let width = table.columns.len();
        let mut of_table = 0;
        table.each_row(tx, words, &mut |row| {
            of_table += 1;
            if of_table % STRIDE == 0 {
                progress(&table.name, of_table);
            }
            let cells = (0..width).map(|i| row.column::<Cell>(i).map(Json::from));
            file.line(&Json::Array(cells.collect::<Result<_>>()?))
        })?;
        rows += of_table;
    }
    file.end(rows, key)?;
    Ok(rows)
}

fn read_all(tx: &mut Tx<'_>, words: Words, taken_at: Time, path: &Path, progress: Progress) -> Result<()> {
    let damaged = || StoreError::Corrupt(format!("{} holds what this program never wrote", path.display()));
    let known = tables(tx, words)?;
    for table in &known {
        if tx.one::<i64>(table.count(), &[])? != Some(0) {
            return Err(refused(format!(
                "the database holds something already ({}): a backup is read into an empty one",
                table.name
            )));
        }
    }
    let file = BufReader::new(File::open(path).map_err(|error| of_file(path, &error))?);
    let (mut into, mut of_table) = (None, 0);
    for line in file.lines().skip(1) {
        let line: Json =
            serde_json::from_str(&line.map_err(|error| of_file(path, &error))?).map_err(|_| damaged())?;
        match line {
            Json::Array(cells) => {
                let (insert, table): &(&'static str, &Table) = into.as_ref().ok_or_else(damaged)?;
                let cells: Vec<Cell> = cells
                    .into_iter()
                    .map(|it| Cell::try_from(it).map_err(|()| damaged()))
                    .collect::<Result<_>>()?;
                if cells.len() != table.columns.len() {
                    return Err(damaged());
                }
                tx.run(insert, &cells.iter().map(Cell::value).collect::<Vec<_>>())?;
                of_table += 1;
                if of_table % STRIDE == 0 {
                    progress(&table.name, of_table);
                }
            }
            Json::Object(said) if said.contains_key("table") => {
                let name = said.get("table").and_then(Json::as_str);
                let table =
                    known.iter().find(|table| Some(table.name.as_str()) == name).ok_or_else(damaged)?;
                if said.get("columns") != Some(&json!(table.columns)) {
                    return Err(damaged());
                }
                progress(&table.name, 0);
                (into, of_table) = (Some((table.insert(), table)), 0);
            }
            _ => into = None,
        }
    }
    mark_remove(tx, RESTORED)?;
    mark_set(tx, RESTORED, &taken_at.millis().to_be_bytes())
}

/// A table of the database, as the database tells of it.
struct Table {
    name: String,
    columns: Vec<String>,
}

impl Table {
    /// Hands every row on, at no more memory than a few rows take.
    fn each_row(
        &self,
        tx: &mut Tx<'_>,
        words: Words,
        row: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let select = format!("SELECT {} FROM {}", self.columns.join(", "), self.name);
        match words {
            Words::Sqlite => tx.each(for_good(select), &[], row),
            // PostgreSQL's driver would take in all rows at once.
            Words::Postgres => {
                let cursor = format!("rows_of_{}", self.name);
                tx.run(for_good(format!("DECLARE {cursor} NO SCROLL CURSOR FOR {select}")), &[])?;
                let fetch = for_good(format!("FETCH {STRIDE} FROM {cursor}"));
                loop {
                    let mut fetched = 0;
                    tx.each(fetch, &[], &mut |found| {
                        fetched += 1;
                        row(found)
                    })?;
                    if fetched < STRIDE {
                        return tx.run(for_good(format!("CLOSE {cursor}")), &[]).map(drop);
                    }
                }
            }
        }
    }

    fn count(&self) -> &'static str {
        for_good(format!("SELECT count(*) FROM {}", self.name))
    }

    fn insert(&self) -> &'static str {
        let markers: Vec<String> = (1..=self.columns.len()).map(|i| format!("${i}")).collect();
        for_good(format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.name,
            self.columns.join(", "),
            markers.join(", ")
        ))
    }
}

/// All tables but the ledger of steps, those that others point to first.
fn tables(tx: &mut Tx<'_>, words: Words) -> Result<Vec<Table>> {
    let mut waiting: Vec<Table> = Vec::new();
    for (name, column) in tx.all::<(String, String)>(words.columns(), &[])? {
        match waiting.last_mut() {
            Some(table) if table.name == name => table.columns.push(column),
            _ => waiting.push(Table { name, columns: vec![column] }),
        }
    }
    let points: BTreeSet<(String, String)> = tx.all(words.references(), &[])?.into_iter().collect();
    let mut ordered: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let (ready, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|table| {
            let there = |to: &String| *to == table.name || ordered.iter().any(|it| it.name == *to);
            points.iter().filter(|(from, _)| *from == table.name).all(|(_, to)| there(to))
        });
        if ready.is_empty() {
            return Err(StoreError::Corrupt("tables that point to each other in a circle".to_owned()));
        }
        ordered.extend(ready);
        waiting = rest;
    }
    Ok(ordered)
}

/// Which database is asked about itself.
#[derive(Clone, Copy)]
enum Words {
    Sqlite,
    Postgres,
}

impl Words {
    fn of(url: &StoreUrl) -> Words {
        match url.0 {
            Database::Sqlite(_) => Words::Sqlite,
            Database::Postgres(_) => Words::Postgres,
        }
    }

    /// Each table's columns, a table after the other.
    fn columns(self) -> &'static str {
        match self {
            Words::Sqlite => {
                "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
                  WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'schema_steps'
                  ORDER BY t.name, c.cid"
            }
            Words::Postgres => {
                "SELECT CAST(t.table_name AS TEXT), CAST(c.column_name AS TEXT)
                   FROM information_schema.tables t
                   JOIN information_schema.columns c USING (table_schema, table_name)
                  WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
                    AND t.table_name <> 'schema_steps'
                  ORDER BY t.table_name, c.ordinal_position"
            }
        }
    }

    /// Which table points to which.
    fn references(self) -> &'static str {
        match self {
            Words::Sqlite => {
                "SELECT t.name, f.\"table\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
                  WHERE t.type = 'table'"
            }
            Words::Postgres => {
                "SELECT CAST(c.relname AS TEXT), CAST(r.relname AS TEXT)
                   FROM pg_constraint k
                   JOIN pg_class c ON c.oid = k.conrelid
                   JOIN pg_class r ON r.oid = k.confrelid
                   JOIN pg_namespace n ON n.oid = k.connamespace
                  WHERE k.contype = 'f' AND n.nspname = current_schema()"
            }
        }
    }
}

/// What stands in one column of one row.
enum Cell {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Cell::Null => Value::Null,
            Cell::Int(number) => Value::Int(*number),
            Cell::Text(text) => Value::Text(text),
            Cell::Bytes(bytes) => Value::Bytes(bytes),
        }
    }
}

impl Column for Cell {
    const KIND: &'static str = "anything";
    fn read(value: Value<'_>) -> Option<Self> {
        Some(match value {
            Value::Null => Cell::Null,
            Value::Int(number) => Cell::Int(number),
            Value::Text(text) => Cell::Text(text.to_owned()),
            Value::Bytes(bytes) => Cell::Bytes(bytes.to_vec()),
        })
    }
}

impl From<Cell> for Json {
    fn from(cell: Cell) -> Json {
        match cell {
            Cell::Null => Json::Null,
            Cell::Int(number) => number.into(),
            Cell::Text(text) => text.into(),
            Cell::Bytes(bytes) => json!({ "bytes": BASE64.encode(&bytes) }),
        }
    }
}

impl TryFrom<Json> for Cell {
    type Error = ();

    fn try_from(json: Json) -> std::result::Result<Cell, ()> {
        match json {
            Json::Null => Ok(Cell::Null),
            Json::Number(number) => number.as_i64().map(Cell::Int).ok_or(()),
            Json::String(text) => Ok(Cell::Text(text)),
            Json::Object(said) => {
                let bytes = said.get("bytes").and_then(Json::as_str).ok_or(())?;
                BASE64.decode(bytes.as_bytes()).map(Cell::Bytes).map_err(|_| ())
            }
            Json::Bool(_) | Json::Array(_) => Err(()),
        }
    }
}

/// A file whose bytes are summed up on their way.
struct Summed<'p> {
    path: &'p Path,
    file: BufWriter<File>,
    sum: Sha256,
}

impl Summed<'_> {
    fn new(path: &Path, file: File) -> Summed<'_> {
        Summed { path, file: BufWriter::new(file), sum: Sha256::new() }
    }

    fn line(&mut self, json: &Json) -> Result<()> {
        let line = format!("{json}\n");
        self.sum.update(line.as_bytes());
        self.file.write_all(line.as_bytes()).map_err(|error| of_file(self.path, &error))
    }

    /// Seals it, and waits until it is on disk.
    fn end(mut self, rows: u64, key: &ServerKey) -> Result<()> {
        let seal = HEXLOWER.encode(&seal_of(key, self.sum.clone()));
        self.line(&json!({ "rows": rows, "seal": seal }))?;
        let flushed = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        flushed.map_err(|error| of_file(self.path, &error))
    }
}

fn seal_of(key: &ServerKey, sum: Sha256) -> [u8; 32] {
    key.mac("backup", &[&sum.finalize()])
}

/// What a key is known by.
fn fingerprint(key: &ServerKey) -> String {
    HEXLOWER.encode(&key.mac("backup key", &[]))
}

fn alone() -> Options {
    Options { writers: 1, readers: 1, statement_timeout: PATIENCE, ..Options::default() }
}

fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    name.into()
}

/// A statement that is made of what the database tells of itself. Statements are known by their address for as long as the program
/// runs; a backup makes three a table, and its program ends after it.
fn for_good(sql: String) -> &'static str {
    sql.leak()
}

fn of_file(path: &Path, error: &io::Error) -> StoreError {
    refused(format!("{}: {error}", path.display()))
}

fn refused(why: String) -> StoreError {
    StoreError::Refused(why)
}
