//! The seam: a transaction is a closure, and each query is written once for both databases.
//!
//! A thread that owns its connection runs the closure from BEGIN to COMMIT. A request that is dropped half-way
//! abandons the answer; it never leaves a transaction open, and never leaves half of one behind.
//!
//! # How to write a noun file
//!
//! One file a noun, free functions named `noun_verb`, each taking the [`Tx`] first, so that a flow composes
//! several in one transaction:
//!
//! ```
//! use doorward_core::id::TenantId;
//! use doorward_core::moment::Time;
//! use doorward_store::{FromRow, Result, Row, Tx};
//!
//! /// A lamp, as it is kept.
//! pub struct Lamp {
//!     pub name: String,
//!     pub lit_until: Option<Time>,
//! }
//!
//! impl FromRow for Lamp {
//!     fn from_row(row: &Row<'_>) -> Result<Lamp> {
//!         Ok(Lamp { name: row.text(0)?, lit_until: row.opt_time(1)? })
//!     }
//! }
//!
//! /// The lamp of that key, if there is one.
//! pub fn lamp_by_key(tx: &mut Tx<'_>, tenant: &TenantId, key: &[u8; 16]) -> Result<Option<Lamp>> {
//!     tx.one(
//!         "SELECT name, lit_until FROM lamps WHERE tenant_id = $1 AND key = $2",
//!         &[tenant.into(), key.into()],
//!     )
//! }
//!
//! /// Lights the lamp if it is dark at `now`. False when it was lit already.
//! pub fn lamp_light(
//!     tx: &mut Tx<'_>,
//!     tenant: &TenantId,
//!     key: &[u8; 16],
//!     now: Time,
//!     until: Time,
//! ) -> Result<bool> {
//!     let lit = tx.run(
//!         "UPDATE lamps SET lit_until = $4
//!           WHERE tenant_id = $1 AND key = $2 AND (lit_until IS NULL OR lit_until <= $3)",
//!         &[tenant.into(), key.into(), now.into(), until.into()],
//!     )?;
//!     Ok(lit == 1)
//! }
//! ```
//!
//! and called with owned values, since the work may outlive the request:
//! `store.write(move |tx| lamp_light(tx, &tenant, &key, now, until)).await`.
//!
//! - **Work is only database work.** It holds the one writer of a SQLite file: no hashing, network or waiting
//!   within. What has to happen outside goes into an outbox row.
//! - **Work may run again.** PostgreSQL repeats it when it met another transaction, so it changes nothing outside
//!   its transaction; what is to be counted outside is counted by [`Tx::once_committed`].
//! - **What is used once is consumed by one conditional UPDATE or DELETE** whose row count is 1. Never read first
//!   and write then.
//! - **The first error ends the transaction**, also if the closure goes on and gives `Ok`. Where a duplicate is
//!   expected, write `ON CONFLICT DO NOTHING` and look at the row count.
//! - **SQL that both databases read alike:** markers `$1`, `$2`… in any order, each argument used; TEXT, BIGINT and
//!   BYTEA; `ON CONFLICT`, `RETURNING`, partial unique indexes. No dates, no `lower()`, no order of texts, no
//!   `SELECT *`. A literal or a sum among the columns is cast (`CAST(SUM(n) AS BIGINT)`), and so is an argument
//!   whose type nothing beside it tells (`CAST($1 AS BIGINT) IS NULL`).
//! - **DDL is one text too, or one for each database** ([`Step`]). With one text SQLite lets a value of the wrong type
//!   into a column, and only PostgreSQL refuses it; STRICT tables of its own would refuse most. No DEFERRABLE
//!   constraints: one that fails at COMMIT would fail for everyone who waits together.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot};

use crate::error::{Result, StoreError};
use crate::migrate::{STEPS, Step};
use crate::url::{Database, StoreUrl};
use crate::value::{FromRow, Row, Value};
use crate::{postgres, sqlite};

/// How a store is opened. The defaults serve a server; a command that runs once needs no others.
#[derive(Clone, Debug)]
pub struct Options {
    /// Connections that write, on PostgreSQL. SQLite has one writer, always.
    pub writers: usize,
    /// Connections for [`Store::read`].
    pub readers: usize,
    /// Calls that may wait for each kind of connection; the next is told [`StoreError::Busy`].
    pub queue: usize,
    /// How long SQLite waits for another process to finish its transaction.
    pub busy_timeout: Duration,
    /// How many KiB of a SQLite file each connection keeps in memory.
    pub cache_kib: u32,
    /// How long one statement may run on PostgreSQL. A session check gets no more than two seconds of it.
    pub statement_timeout: Duration,
    /// The steps that lead from an empty database to this program's.
    pub steps: &'static [Step],
    /// Whether the database is taken as it is: no step is taken and no file is made.
    pub as_it_is: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            writers: 8,
            readers: 2,
            queue: 1024,
            busy_timeout: Duration::from_secs(5),
            cache_kib: 65_536,
            statement_timeout: Duration::from_secs(5),
            steps: STEPS,
            as_it_is: false,
        }
    }
}

/// A database. Clones share its connections, whose threads end when the last clone is dropped.
#[derive(Clone)]
pub struct Store(Arc<Queues>);

/// The ways to the threads of an engine.
pub(crate) struct Queues {
    pub(crate) writes: mpsc::Sender<Box<dyn Job>>,
    pub(crate) reads: mpsc::Sender<Box<dyn Job>>,
    pub(crate) checks: mpsc::Sender<Box<dyn Check>>,
    pub(crate) tally: Arc<Tally>,
}

/// What a store was asked since it was opened: two requests that must look alike from outside have to cost alike,
/// and this proves it by numbers instead of times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Reading transactions, session checks among them.
    pub reads: u64,
    /// Writing transactions, whether they succeeded or not; one that was repeated counts once.
    pub writes: u64,
    /// Statements in all of them, repetitions left out.
    pub statements: u64,
    /// Reading transactions that gave an error.
    pub failed_reads: u64,
    /// Writing transactions that gave an error; a row that was there already is none, but an answer.
    pub failed_writes: u64,
}

impl Store {
    /// Opens the database, which is made if it is a file that does not exist, and brings it up to this program.
    ///
    /// # Errors
    /// [`StoreError::Migration`] for a database that this program must not touch, [`StoreError::Refused`] for one
    /// that cannot be run safely, [`StoreError::Unavailable`] for one that does not answer.
    pub async fn open(url: &StoreUrl, options: Options) -> Result<Store> {
        let url = url.clone();
        let opened = tokio::task::spawn_blocking(move || match url.0 {
            Database::Sqlite(path) => sqlite::open(path, &options),
            Database::Postgres(config) => postgres::open(*config, &options),
        });
        Ok(Store(Arc::new(opened.await.map_err(|_| StoreError::Panicked)??)))
    }

    /// Runs `work` in a transaction of its own and gives its value once that is committed, on disk.
    ///
    /// An `Err` from `work` rolls everything back. Once this was polled, the work is carried out even if the
    /// caller goes away.
    ///
    /// # Errors
    /// Those of `work`; [`StoreError::Busy`] at once when the queue is full.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        ask(&self.0.writes, work).await.inspect_err(|error| self.0.tally.failed_write(error))
    }

    /// Runs `work` in a read-only transaction: one consistent view of what is committed.
    ///
    /// # Errors
    /// Those of `work`; [`StoreError::Refused`] when it writes; [`StoreError::Busy`] when the queue is full.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        ask(&self.0.reads, work).await.inspect_err(|_| self.0.tally.failed_read())
    }

    /// The one row that `sql` finds by the key `$1`, as of now: what any process has committed, never a copy.
    ///
    /// This is the way of the session check, which every request behind the proxy makes. Many that wait are
    /// answered together.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is more than one row; [`StoreError::Busy`] when the queue is full.
    pub async fn hot_read<T>(&self, sql: &'static str, key: impl Into<Vec<u8>>) -> Result<Option<T>>
    where
        T: FromRow + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let check: Box<dyn Check> = Box::new(Asked { sql, key: key.into(), found: None, answer });
        let found = match enqueue(&self.0.checks, check) {
            Ok(()) => answered.await.unwrap_or_else(|_| Err(gone())),
            Err(error) => Err(error),
        };
        found.inspect_err(|_| self.0.tally.failed_read())
    }

    /// Whether the database answers: a read through the same queue as everyone's.
    ///
    /// # Errors
    /// Whatever a request would meet now.
    pub async fn ready(&self) -> Result<()> {
        self.read(|tx| tx.one::<i64>("SELECT CAST(1 AS BIGINT)", &[])).await.map(drop)
    }

    /// What was asked so far. A call is counted before it is answered.
    pub fn counts(&self) -> Counts {
        self.0.tally.counts()
    }
}

/// A transaction, from the inside. Begun and ended by the store alone.
pub struct Tx<'c> {
    engine: &'c mut dyn Engine,
    statements: u64,
    failed: Option<StoreError>,
    once_committed: Vec<Effect>,
}

/// What is done outside, once a transaction is committed.
type Effect = Box<dyn FnOnce() + Send>;

/// The engine's side of a transaction.
pub(crate) trait Engine {
    /// Runs a statement and hands each row to `row`.
    fn each(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        row: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()>;

    /// Runs a statement that gives no rows; how many it changed.
    fn run(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64>;
}

impl Tx<'_> {
    /// All rows that the statement gives.
    ///
    /// # Errors
    /// The first error of a transaction is the answer to everything after it.
    pub fn all<T: FromRow>(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        self.each(sql, args, &mut |row| {
            rows.push(T::from_row(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The one row that the statement gives, or none.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is more than one.
    pub fn one<T: FromRow>(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<Option<T>> {
        let mut found = None;
        self.each(sql, args, &mut |row| only(&mut found, row))?;
        Ok(found)
    }

    /// Runs a statement that gives no rows. The number of rows that it wrote or deleted.
    ///
    /// # Errors
    /// The first error of a transaction is the answer to everything after it.
    pub fn run(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64> {
        self.step(args, |engine| engine.run(sql, args))
    }

    /// Has `effect` done once this transaction is committed: exactly once, however often the work was repeated, and never
    /// for work that was undone. A thread of the store runs it, so it is to be short: adding to a number, no more.
    pub fn once_committed(&mut self, effect: impl FnOnce() + Send + 'static) {
        self.once_committed.push(Box::new(effect));
    }

    /// Runs a statement and hands each row on, so that not all of them have to be kept.
    pub(crate) fn each(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        row: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        self.step(args, |engine| engine.each(sql, args, row))
    }

    /// One statement, unless an earlier one failed. PostgreSQL would refuse it then, so SQLite has to as well.
    fn step<T>(
        &mut self,
        args: &[Value<'_>],
        statement: impl FnOnce(&mut dyn Engine) -> Result<T>,
    ) -> Result<T> {
        if let Some(earlier) = &self.failed {
            return Err(earlier.clone());
        }
        self.statements += 1;
        let outcome = storable(args).and_then(|()| statement(self.engine));
        outcome.inspect_err(|error| self.failed = Some(error.clone()))
    }
}

/// A closure on its way to a thread that owns a connection.
pub(crate) trait Job: Send {
    /// Runs the closure, perhaps not for the first time, and keeps its value.
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<()>;
    /// Tells the caller, who may be gone.
    fn answer(self: Box<Self>, outcome: Result<()>);
}

/// Runs a job once, within a transaction that its thread has begun: the number of statements, and whether the work
/// is to be kept.
pub(crate) fn attempt(job: &mut dyn Job, engine: &mut dyn Engine) -> (u64, Result<()>) {
    let mut tx = Tx { engine, statements: 0, failed: None, once_committed: Vec::new() };
    let outcome = job.run(&mut tx);
    (tx.statements, outcome.and(tx.failed.map_or(Ok(()), Err)))
}

struct Work<T, F> {
    work: F,
    made: Option<T>,
    once_committed: Vec<Effect>,
    answer: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Work<T, F>
where
    T: Send,
    F: FnMut(&mut Tx<'_>) -> Result<T> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.made = None;
        // A panic is this caller's alone: what the closure held is dropped with it and never looked at again.
        self.made =
            Some(catch_unwind(AssertUnwindSafe(|| (self.work)(tx))).unwrap_or(Err(StoreError::Panicked))?);
        // Those of a run before this one were undone with it.
        self.once_committed = std::mem::take(&mut tx.once_committed);
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<()>) {
        let Work { made, once_committed, answer, .. } = *self;
        if outcome.is_ok() {
            for effect in once_committed {
                // The work is committed whatever becomes of it.
                let _ = catch_unwind(AssertUnwindSafe(effect));
            }
        }
        let _ = answer.send(outcome.and_then(|()| made.ok_or_else(gone)));
    }
}

/// A session check on its way to the thread that makes them all.
pub(crate) trait Check: Send {
    /// The statement.
    fn sql(&self) -> &'static str;
    /// Its `$1`.
    fn key(&self) -> &[u8];
    /// Takes the row that was found.
    fn row(&mut self, row: &Row<'_>) -> Result<()>;
    /// Tells the caller, who may be gone.
    fn answer(self: Box<Self>, outcome: Result<()>);
}

struct Asked<T> {
    sql: &'static str,
    key: Vec<u8>,
    found: Option<T>,
    answer: oneshot::Sender<Result<Option<T>>>,
}

impl<T: FromRow + Send> Check for Asked<T> {
    fn sql(&self) -> &'static str {
        self.sql
    }

    fn key(&self) -> &[u8] {
        &self.key
    }

    fn row(&mut self, row: &Row<'_>) -> Result<()> {
        catch_unwind(AssertUnwindSafe(|| only(&mut self.found, row))).unwrap_or(Err(StoreError::Panicked))
    }

    fn answer(self: Box<Self>, outcome: Result<()>) {
        let Asked { found, answer, .. } = *self;
        let _ = answer.send(outcome.map(|()| found));
    }
}

/// Counts what the threads of a store did.
#[derive(Default)]
pub(crate) struct Tally {
    reads: AtomicU64,
    writes: AtomicU64,
    statements: AtomicU64,
    failed_reads: AtomicU64,
    failed_writes: AtomicU64,
}

impl Tally {
    pub(crate) fn read(&self, statements: u64) {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.statements.fetch_add(statements, Ordering::Relaxed);
    }

    pub(crate) fn write(&self, statements: u64) {
        self.writes.fetch_add(1, Ordering::Relaxed);
        self.statements.fetch_add(statements, Ordering::Relaxed);
    }

    fn failed_read(&self) {
        self.failed_reads.fetch_add(1, Ordering::Relaxed);
    }

    fn failed_write(&self, error: &StoreError) {
        if !matches!(error, StoreError::Unique(_)) {
            self.failed_writes.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn counts(&self) -> Counts {
        Counts {
            reads: self.reads.load(Ordering::Relaxed),
            writes: self.writes.load(Ordering::Relaxed),
            statements: self.statements.load(Ordering::Relaxed),
            failed_reads: self.failed_reads.load(Ordering::Relaxed),
            failed_writes: self.failed_writes.load(Ordering::Relaxed),
        }
    }
}

/// Starts a thread that owns a connection. It ends by itself when the last store is dropped.
pub(crate) fn start(name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
    let started = thread::Builder::new().name(name.to_owned()).spawn(work);
    started.map(drop).map_err(|error| StoreError::Unavailable(format!("no thread: {error}")))
}

async fn ask<T, F>(queue: &mpsc::Sender<Box<dyn Job>>, work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnMut(&mut Tx<'_>) -> Result<T> + Send + 'static,
{
    let (answer, answered) = oneshot::channel();
    let job: Box<dyn Job> = Box::new(Work { work, made: None, once_committed: Vec::new(), answer });
    enqueue(queue, job)?;
    answered.await.unwrap_or_else(|_| Err(gone()))
}

fn enqueue<T>(queue: &mpsc::Sender<T>, item: T) -> Result<()> {
    queue.try_send(item).map_err(|error| match error {
        TrySendError::Full(_) => StoreError::Busy,
        TrySendError::Closed(_) => gone(),
    })
}

fn only<T: FromRow>(found: &mut Option<T>, row: &Row<'_>) -> Result<()> {
    match found.replace(T::from_row(row)?) {
        None => Ok(()),
        Some(_) => Err(StoreError::Refused("more than one row where one was asked for".to_owned())),
    }
}

/// Texts that PostgreSQL cannot hold are refused on both, so that no data is bound to one database.
fn storable(args: &[Value<'_>]) -> Result<()> {
    match args.iter().any(|arg| matches!(arg, Value::Text(text) if text.contains('\0'))) {
        false => Ok(()),
        true => Err(StoreError::Refused("a text holds the character U+0000".to_owned())),
    }
}

fn gone() -> StoreError {
    StoreError::Unavailable("the store's thread has ended".to_owned())
}
