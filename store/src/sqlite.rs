//! SQLite: one thread that writes, two that read, one that makes session checks.
//!
//! A COMMIT waits for the disk, so the writer commits what waits together: up to [`GROUP`] jobs, each in a savepoint
//! of its own, and nobody is answered before the COMMIT. Session checks are grouped the same way, because a
//! SELECT outside a transaction takes and gives back the file's lock each time. Measured in the decision on data
//! access: twice the writes, and a quarter more checks.
//!
//! Another process may use the file at the same time (a command, a backup): every writing transaction is
//! BEGIN IMMEDIATE and waits its turn.

use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ErrorCode, OpenFlags, ffi};
use tokio::sync::mpsc;

use crate::db::{self, Check, Engine, Job, Options, Queues, Tally};
use crate::error::{Result, StoreError};
use crate::migrate::{self, SQLITE_LEDGER, TAKE, TAKEN, Taken};
use crate::value::{Row, Source, Value};

/// Jobs in one COMMIT, and checks in one read transaction. A reader that went on for longer would keep the
/// write-ahead log from being folded back into the file.
const GROUP: usize = 64;

/// Prepared statements that a connection keeps: more than there are in this crate.
const STATEMENTS: usize = 512;

/// Opens or makes the file and starts the threads.
pub(crate) fn open(path: PathBuf, options: &Options) -> Result<Queues> {
    if !options.as_it_is {
        create(&path)?;
    }
    let writer = connect(&path, options)?;
    if !options.as_it_is {
        migrate(&writer, options)?;
    }

    let tally = Arc::new(Tally::default());
    let (writes, jobs) = mpsc::channel(options.queue);
    let counted = tally.clone();
    db::start("store-write", move || write(&writer, jobs, &counted))?;

    let (reads, jobs) = mpsc::channel(options.queue);
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..options.readers.max(1) {
        let (reader, jobs, counted) = (connect_to_read(&path, options)?, jobs.clone(), tally.clone());
        db::start("store-read", move || read(&reader, &jobs, &counted))?;
    }

    let (checks, asked) = mpsc::channel(options.queue);
    let (reader, counted) = (connect_to_read(&path, options)?, tally.clone());
    db::start("store-check", move || check(&reader, asked, &counted))?;
    Ok(Queues { writes, reads, checks, tally })
}

/// Column `i` of a row.
pub(crate) fn value<'r>(row: &'r rusqlite::Row<'_>, i: usize) -> Result<Value<'r>> {
    let corrupt = |what: &str| StoreError::Corrupt(format!("column {i} {what}"));
    match row.get_ref(i).map_err(|_| corrupt("does not exist"))? {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Text(text) => {
            std::str::from_utf8(text).map(Value::Text).map_err(|_| corrupt("is not UTF-8"))
        }
        ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes)),
        ValueRef::Real(_) => Err(corrupt("is a floating-point number")),
    }
}

/// A transaction under way.
struct Running<'c>(&'c Connection);

impl Engine for Running<'_> {
    fn each(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        row: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        each(self.0, sql, args, row)
    }

    fn run(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64> {
        run(self.0, sql, args)
    }
}

/// Runs a statement and hands each row to `row`.
fn each(
    connection: &Connection,
    sql: &str,
    args: &[Value<'_>],
    row: &mut dyn FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = prepare(connection, sql, args)?;
    let mut rows = statement.raw_query();
    while let Some(found) = rows.next().map_err(|error| ours(connection, &error))? {
        row(&Row(Source::Sqlite(found)))?;
    }
    Ok(())
}

/// Runs a statement that gives no rows; how many it changed.
fn run(connection: &Connection, sql: &str, args: &[Value<'_>]) -> Result<u64> {
    let changed = prepare(connection, sql, args)?.raw_execute().map_err(|error| ours(connection, &error))?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

/// The writer: what waits is committed together.
fn write(connection: &Connection, mut jobs: mpsc::Receiver<Box<dyn Job>>, tally: &Tally) {
    while let Some(group) = next_group(&mut jobs) {
        commit(connection, group, tally);
    }
}

fn commit(connection: &Connection, group: Vec<Box<dyn Job>>, tally: &Tally) {
    let mut lost = command(connection, "BEGIN IMMEDIATE").err();
    let mut done = Vec::with_capacity(group.len());
    for mut job in group {
        let outcome = match &lost {
            Some(error) => {
                tally.write(0);
                Err(error.clone())
            }
            None => in_savepoint(connection, job.as_mut(), tally),
        };
        // A full disk or a failed read ends the whole transaction behind our back: then nobody's work is kept.
        if lost.is_none() && connection.is_autocommit() {
            lost = Some(outcome.clone().err().unwrap_or_else(|| {
                StoreError::Refused("a transaction was ended by a statement in it".to_owned())
            }));
        }
        done.push((job, outcome));
    }

    let committed = match lost {
        Some(error) => Err(error),
        None => command(connection, "COMMIT"),
    };
    if committed.is_err() && !connection.is_autocommit() {
        let _ = command(connection, "ROLLBACK");
    }
    for (job, outcome) in done {
        job.answer(outcome.and(committed.clone()));
    }
}

/// One job of a group: it is kept or undone by itself.
fn in_savepoint(connection: &Connection, job: &mut dyn Job, tally: &Tally) -> Result<()> {
    command(connection, "SAVEPOINT job")?;
    let (statements, outcome) = db::attempt(job, &mut Running(connection));
    tally.write(statements);
    let ended = match &outcome {
        Ok(()) => command(connection, "RELEASE job"),
        Err(_) => command(connection, "ROLLBACK TO job").and_then(|()| command(connection, "RELEASE job")),
    };
    if ended.is_err() && !connection.is_autocommit() {
        // What cannot be undone by itself must not be committed with the others.
        let _ = command(connection, "ROLLBACK");
    }
    outcome.and(ended)
}

/// A reader: one job, one consistent view.
fn read(connection: &Connection, jobs: &Mutex<mpsc::Receiver<Box<dyn Job>>>, tally: &Tally) {
    let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
    while let Some(mut job) = next() {
        let outcome = command(connection, "BEGIN").and_then(|()| {
            let (statements, outcome) = db::attempt(job.as_mut(), &mut Running(connection));
            tally.read(statements);
            outcome
        });
        let _ = command(connection, "ROLLBACK");
        job.answer(outcome);
    }
}

/// The session checks. All of a group had been asked before its snapshot is taken, so each sees everything that
/// was committed before it was asked.
fn check(connection: &Connection, mut asked: mpsc::Receiver<Box<dyn Check>>, tally: &Tally) {
    while let Some(group) = next_group(&mut asked) {
        let begun = command(connection, "BEGIN");
        let mut done = Vec::with_capacity(group.len());
        for mut check in group {
            let (sql, key) = (check.sql(), check.key().to_vec());
            let outcome = begun
                .clone()
                .and_then(|()| each(connection, sql, &[Value::Bytes(&key)], &mut |row| check.row(row)));
            tally.read(1);
            done.push((check, outcome));
        }
        let _ = command(connection, "ROLLBACK");
        for (check, outcome) in done {
            check.answer(outcome);
        }
    }
}

/// What waits now, at least one and at most [`GROUP`]; none when the last store is gone.
fn next_group<T>(queue: &mut mpsc::Receiver<T>) -> Option<Vec<T>> {
    let mut group = vec![queue.blocking_recv()?];
    while group.len() < GROUP {
        match queue.try_recv() {
            Ok(next) => group.push(next),
            Err(_) => break,
        }
    }
    Some(group)
}

/// Makes the file for its owner alone. SQLite gives the log beside it the same rights.
fn create(path: &Path) -> Result<()> {
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::Unavailable(format!("{}: {error}", path.display()))),
    }
}

fn connect(path: &Path, options: &Options) -> Result<Connection> {
    // Each connection stays within one thread, so that it needs no lock of its own.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| bare(&error))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A plan does not depend on what is bound (sqlite.org/queryplanner-ng.html, "query planner stability guarantee"). Without
    // this, SQLite compiles a statement that joins tables once more for every value bound to it: half of a session check.
    let stable = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(drop);
    let configured = stable.and_then(|()| connection.busy_timeout(options.busy_timeout)).and_then(|()| {
        // Temporary tables stay in memory: what is secret here must not turn up in /tmp. 64 MiB of the log are kept on
        // disk once it was folded back.
        connection.execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
             PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;",
        )?;
        // Below zero it is a number of KiB, above it one of pages.
        connection.pragma_update(None, "cache_size", -i64::from(options.cache_kib))
    });
    configured.map_err(|error| ours(&connection, &error))?;
    if !options.as_it_is {
        keep_a_log(&connection, options.busy_timeout)?;
    }
    Ok(connection)
}

/// Turns on the write-ahead log. Two processes that do so for a new file at the same time exclude each other without
/// waiting (the busy handler is not called where it could deadlock), so we wait here.
fn keep_a_log(connection: &Connection, patience: Duration) -> Result<()> {
    const PAUSE: Duration = Duration::from_millis(10);
    let mut waited = Duration::ZERO;
    loop {
        let mode = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0));
        match mode.map_err(|error| ours(connection, &error)) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => {
                return Err(StoreError::Refused(format!(
                    "SQLite keeps no write-ahead log here (journal_mode is {mode}): use a local disk"
                )));
            }
            Err(StoreError::Busy) if waited < patience => {
                thread::sleep(PAUSE);
                waited += PAUSE;
            }
            Err(error) => return Err(error),
        }
    }
}

fn connect_to_read(path: &Path, options: &Options) -> Result<Connection> {
    let connection = connect(path, options)?;
    command(&connection, "PRAGMA query_only = ON")?;
    Ok(connection)
}

fn migrate(connection: &Connection, options: &Options) -> Result<()> {
    command(connection, "BEGIN IMMEDIATE")?;
    let outcome = take_steps(connection, options).and_then(|()| command(connection, "COMMIT"));
    if outcome.is_err() && !connection.is_autocommit() {
        let _ = command(connection, "ROLLBACK");
    }
    outcome
}

fn take_steps(connection: &Connection, options: &Options) -> Result<()> {
    run(connection, SQLITE_LEDGER, &[])?;
    let mut taken: Vec<Taken> = Vec::new();
    each(connection, TAKEN, &[], &mut |row| {
        taken.push((row.int(0)?, row.bytes(1)?));
        Ok(())
    })?;
    for step in migrate::missing(options.steps, &taken, |step| step.sqlite)? {
        connection
            .execute_batch(step.sqlite)
            .map_err(|error| migrate::failed(step, &ours(connection, &error)))?;
        run(connection, TAKE, &[step.number.into(), (&migrate::sha256(step.sqlite)).into()])?;
    }
    Ok(())
}

/// A statement with its arguments bound. SQLite takes `$2` for a name and numbers names as they turn up, so that
/// binding by position would swap the arguments of `SET a = $2 WHERE b = $1`.
fn prepare<'c>(connection: &'c Connection, sql: &str, args: &[Value<'_>]) -> Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(sql).map_err(|error| ours(connection, &error))?;
    let markers = statement.parameter_count();
    if markers != args.len() {
        return Err(StoreError::Refused(format!("{} arguments for {markers} markers: {sql}", args.len())));
    }
    for position in 1..=markers {
        let number = statement.parameter_name(position).and_then(|name| name.strip_prefix('$')?.parse().ok());
        let arg = number.and_then(|number: usize| args.get(number.checked_sub(1)?));
        let Some(arg) = arg else {
            return Err(StoreError::Refused(format!("the markers are not $1 to ${markers}: {sql}")));
        };
        statement.raw_bind_parameter(position, arg).map_err(|error| ours(connection, &error))?;
    }
    Ok(statement)
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// A statement of the store's own.
fn command(connection: &Connection, sql: &'static str) -> Result<()> {
    run(connection, sql, &[]).map(drop)
}

/// The driver's error as ours, with the constraint by its name.
fn ours(connection: &Connection, error: &rusqlite::Error) -> StoreError {
    let rusqlite::Error::SqliteFailure(failure, Some(message)) = error else { return bare(error) };
    let columns = message.strip_prefix("UNIQUE constraint failed: ").unwrap_or(message);
    let table = columns.split('.').next().unwrap_or_default();
    match failure.extended_code {
        ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            StoreError::Unique(format!("{table}_pkey"))
        }
        ffi::SQLITE_CONSTRAINT_UNIQUE => StoreError::Unique(unique(connection, table, columns)),
        _ => bare(error),
    }
}

/// The name of the unique index over these columns ("users.tenant, users.email"), as PostgreSQL would give it.
fn unique(connection: &Connection, table: &str, columns: &str) -> String {
    // An index over an expression is named by SQLite itself.
    if let Some(name) = columns.strip_prefix("index '") {
        return name.trim_end_matches('\'').to_owned();
    }
    let indexes = "SELECT i.name, i.origin, group_concat(c.name, '_' ORDER BY c.seqno)
                   FROM pragma_index_list($1) AS i, pragma_index_info(i.name) AS c
                   WHERE i.\"unique\" GROUP BY i.name, i.origin
                   HAVING group_concat($1 || '.' || c.name, ', ' ORDER BY c.seqno) = $2 ORDER BY i.seq";
    let mut names = Vec::new();
    let found = each(connection, indexes, &[table.into(), columns.into()], &mut |row| {
        let (name, origin, joined) = (row.text(0)?, row.text(1)?, row.text(2)?);
        names.push(if origin == "c" { name } else { format!("{table}_{joined}_key") });
        Ok(())
    });
    // Several partial indexes over the same columns cannot be told apart: all of them, then.
    match (found, names.is_empty()) {
        (Ok(()), false) => names.join(" or "),
        _ => columns.to_owned(),
    }
}

/// The driver's error as ours, from its code alone.
fn bare(error: &rusqlite::Error) -> StoreError {
    let message = match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        other => other.to_string(),
    };
    let extended = error.sqlite_extended_error_code();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::ConstraintViolation) if extended != Some(ffi::SQLITE_CONSTRAINT_DATATYPE) => {
            StoreError::Constraint(message)
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Corrupt(message),
        Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::OutOfMemory) => {
            StoreError::Unavailable(message)
        }
        _ => StoreError::Refused(message),
    }
}
