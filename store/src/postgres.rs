//! PostgreSQL: a few threads that write, a few that read, and one connection that pipelines session checks.
//!
//! Each thread owns its client, its statements and the small runtime that drives them, so that a transaction is
//! begun, run and ended in one place, whoever goes away meanwhile. Writes are SERIALIZABLE: PostgreSQL refuses one
//! of two transactions that could not have run one after the other, and that one is run again.
//! A connection that broke before its COMMIT was sent has left nothing behind, so its work is run again too.

use std::collections::HashMap;
use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::BytesMut;
use postgres_types::{IsNull, ToSql, Type, to_sql_checked};
use rustls::crypto::aws_lc_rs;
use rustls::{ClientConfig, RootCertStore};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Config, IsolationLevel, Statement, Transaction};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::db::{self, Check, Engine, Job, Options, Queues, Tally};
use crate::error::{Result, StoreError};
use crate::migrate::{self, POSTGRES_LEDGER, TAKE, TAKEN, Taken};
use crate::value::{Row, Source, Value};

/// How often work is begun before its caller is told that the database is busy. Of those that meet over one row
/// one always succeeds, so this suffices for as many at once as there are writers on two nodes.
const TRIES: u32 = 20;

/// Session checks under way on the one connection.
const IN_FLIGHT: usize = 256;

/// The longest that a session check may take: someone waits for a page behind it.
const CHECK_TIMEOUT: Duration = Duration::from_secs(2);

/// The advisory lock that a migrating process holds: "doorward" in ASCII.
const MIGRATING: i64 = 0x646f_6f72_7761_7264;

/// Migrates the database and starts the threads. They connect when there is something to do.
pub(crate) fn open(config: Config, options: &Options) -> Result<Queues> {
    let server =
        Server { tls: tls(config.get_ssl_mode())?, config, statement_timeout: options.statement_timeout };
    if !options.as_it_is {
        runtime()?.block_on(migrate(&server, options))?;
    }

    let tally = Arc::new(Tally::default());
    let queue_for = |access: Access, threads: usize| {
        let (queue, jobs) = mpsc::channel(options.queue);
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..threads.max(1) {
            let (server, tally, jobs) = (server.clone(), tally.clone(), jobs.clone());
            let worker = Worker { server, access, runtime: runtime()?, connected: None, tally };
            db::start(access.thread(), move || worker.serve(&jobs))?;
        }
        Ok::<_, StoreError>(queue)
    };
    let writes = queue_for(Access::Write, options.writers)?;
    let reads = queue_for(Access::Read, options.readers)?;

    let (checks, asked) = mpsc::channel(options.queue);
    let (runtime, counted) = (runtime()?, tally.clone());
    db::start("store-check", move || {
        runtime.block_on(check(Line { server, connected: None }, asked, counted))
    })?;
    Ok(Queues { writes, reads, checks, tally })
}

/// Column `i` of a row.
pub(crate) fn value(row: &tokio_postgres::Row, i: usize) -> Result<Value<'_>> {
    let corrupt = |what: &str| StoreError::Corrupt(format!("column {i} {what}"));
    let column = row.columns().get(i).ok_or_else(|| corrupt("does not exist"))?;
    let value = match *column.type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(i).map(|number| number.map(Value::Int)),
        Type::TEXT => row.try_get::<_, Option<&str>>(i).map(|text| text.map(Value::Text)),
        Type::BYTEA => row.try_get::<_, Option<&[u8]>>(i).map(|bytes| bytes.map(Value::Bytes)),
        ref other => {
            return Err(corrupt(&format!("is a PostgreSQL {other}: cast it to BIGINT, TEXT or BYTEA")));
        }
    };
    Ok(value.map_err(|_| corrupt("cannot be read"))?.unwrap_or(Value::Null))
}

/// Where and how to connect.
#[derive(Clone)]
struct Server {
    config: Config,
    tls: MakeRustlsConnect,
    statement_timeout: Duration,
}

impl Server {
    /// A client whose connection is driven by this runtime, after `setup`.
    async fn connect(&self, setup: &str) -> Result<Client> {
        let (client, connection) =
            self.config.connect(self.tls.clone()).await.map_err(|error| ours(&error))?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(error = %ours(&error), "a connection to PostgreSQL ended");
            }
        });
        client.batch_execute(setup).await.map_err(|error| ours(&error))?;
        Ok(client)
    }

    async fn connect_to_work(&self) -> Result<Client> {
        // The second is for a process that was stopped in the middle of a transaction: its locks must not stay.
        self.connect(&format!(
            "SET statement_timeout = {}; SET idle_in_transaction_session_timeout = 60000",
            self.statement_timeout.as_millis()
        ))
        .await
    }

    async fn connect_to_check(&self) -> Result<Client> {
        // Each check is a transaction of its own, which sees what was committed before it began.
        self.connect(&format!(
            "SET statement_timeout = {};
             SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY",
            self.statement_timeout.min(CHECK_TIMEOUT).as_millis()
        ))
        .await
    }
}

type Statements = HashMap<&'static str, Statement>;

/// What a thread's transactions may do.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    Read,
    Write,
}

impl Access {
    fn thread(self) -> &'static str {
        match self {
            Access::Read => "store-read",
            Access::Write => "store-write",
        }
    }
}

/// A thread that runs jobs, each in a transaction.
struct Worker {
    server: Server,
    access: Access,
    runtime: Runtime,
    connected: Option<Connected>,
    tally: Arc<Tally>,
}

struct Connected {
    client: Client,
    statements: Statements,
}

/// What became of one run of a job.
struct Attempt {
    statements: u64,
    outcome: Result<()>,
    /// It left nothing behind and may go better next time.
    again: bool,
}

impl Worker {
    fn serve(mut self, jobs: &Mutex<mpsc::Receiver<Box<dyn Job>>>) {
        // While it waits, the runtime drives the connection and notices when it ends.
        while let Some(mut job) = self.runtime.block_on(async { jobs.lock().await.recv().await }) {
            let outcome = self.carry_out(job.as_mut());
            job.answer(outcome);
        }
    }

    fn carry_out(&mut self, job: &mut dyn Job) -> Result<()> {
        let mut tries = 1;
        loop {
            let attempt = self.attempt(job);
            if !attempt.again || tries == TRIES {
                match self.access {
                    Access::Read => self.tally.read(attempt.statements),
                    Access::Write => self.tally.write(attempt.statements),
                }
                return attempt.outcome;
            }
            self.runtime.block_on(async { tokio::time::sleep(pause(tries)).await });
            tries += 1;
        }
    }

    fn attempt(&mut self, job: &mut dyn Job) -> Attempt {
        let runtime = &self.runtime;
        let usable = self.connected.take().filter(|connected| !connected.client.is_closed());
        let mut connected = match usable {
            Some(connected) => connected,
            None => match runtime.block_on(self.server.connect_to_work()) {
                Ok(client) => Connected { client, statements: Statements::new() },
                Err(error) => return Attempt { statements: 0, outcome: Err(error), again: false },
            },
        };

        let builder = connected.client.build_transaction();
        let builder = match self.access {
            Access::Read => builder.isolation_level(IsolationLevel::RepeatableRead).read_only(true),
            Access::Write => builder.isolation_level(IsolationLevel::Serializable).read_only(false),
        };
        let transaction = match runtime.block_on(builder.start()) {
            Ok(transaction) => transaction,
            Err(error) => {
                let again = Trouble::of(&error).is_some();
                return Attempt { statements: 0, outcome: Err(ours(&error)), again };
            }
        };

        let statements = &mut connected.statements;
        let mut running = Running { transaction, statements, runtime, trouble: None };
        let (statements, outcome) = db::attempt(job, &mut running);
        let (outcome, trouble) = running.end(outcome);

        // A refusal may come from a server that has become a replica: a new connection looks for the primary.
        let suspect = matches!(outcome, Err(StoreError::Refused(_) | StoreError::Unavailable(_)));
        if !suspect && trouble != Some(Trouble::Lost) {
            self.connected = Some(connected);
        }
        let again = trouble.is_some() && outcome != Err(StoreError::Panicked);
        Attempt { statements, outcome, again }
    }
}

/// A transaction under way.
struct Running<'c> {
    transaction: Transaction<'c>,
    statements: &'c mut Statements,
    runtime: &'c Runtime,
    trouble: Option<Trouble>,
}

/// Why work may be run again.
#[derive(Clone, Copy, PartialEq)]
enum Trouble {
    /// It met another transaction.
    Met,
    /// The connection broke, or what was prepared on it has gone stale.
    Lost,
}

impl Trouble {
    fn of(error: &tokio_postgres::Error) -> Option<Trouble> {
        match error.code() {
            Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED) => {
                Some(Trouble::Met)
            }
            // 57P01 to 57P05: the server ended the connection. 08: a pooler in between did.
            Some(code) if code.code().starts_with("57P") || code.code().starts_with("08") => {
                Some(Trouble::Lost)
            }
            // A statement prepared before another process migrated, or on another server behind a pooler.
            Some(&SqlState::FEATURE_NOT_SUPPORTED | &SqlState::INVALID_SQL_STATEMENT_NAME) => {
                Some(Trouble::Lost)
            }
            Some(_) => None,
            None => Some(Trouble::Lost),
        }
    }
}

impl Running<'_> {
    /// Commits work that is to be kept, undoes other work, and says whether it may be run again.
    fn end(self, outcome: Result<()>) -> (Result<()>, Option<Trouble>) {
        if outcome.is_err() {
            // Awaited, so that the next transaction begins after it; a broken connection has rolled back by itself.
            let _ = self.runtime.block_on(self.transaction.rollback());
            return (outcome, self.trouble);
        }
        let Err(error) = self.runtime.block_on(self.transaction.commit()) else { return (Ok(()), None) };
        match Trouble::of(&error) {
            Some(Trouble::Lost) => {
                let unknown = "the connection broke during COMMIT; nobody knows whether it was carried out";
                (Err(StoreError::Unavailable(unknown.to_owned())), None)
            }
            trouble => (Err(ours(&error)), trouble),
        }
    }

    fn prepare(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<Statement> {
        let statement = match self.statements.get(sql) {
            Some(statement) => statement.clone(),
            None => {
                let prepared = self.runtime.block_on(self.transaction.prepare(sql));
                let statement = prepared.map_err(|error| self.note(&error))?;
                self.statements.insert(sql, statement.clone());
                statement
            }
        };
        fits(&statement, sql, args)?;
        Ok(statement)
    }

    fn note(&mut self, error: &tokio_postgres::Error) -> StoreError {
        self.trouble = Trouble::of(error);
        ours(error)
    }
}

impl Engine for Running<'_> {
    fn each(
        &mut self,
        sql: &'static str,
        args: &[Value<'_>],
        row: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let statement = self.prepare(sql, args)?;
        let rows = self.runtime.block_on(self.transaction.query(&statement, &parameters(args)));
        for found in &rows.map_err(|error| self.note(&error))? {
            row(&Row(Source::Postgres(found)))?;
        }
        Ok(())
    }

    fn run(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64> {
        let statement = self.prepare(sql, args)?;
        if !statement.columns().is_empty() {
            return Err(StoreError::Refused(format!("it gives rows, which nobody reads: {sql}")));
        }
        let changed = self.runtime.block_on(self.transaction.execute(&statement, &parameters(args)));
        changed.map_err(|error| self.note(&error))
    }
}

/// The connection of the session checks, while there is one.
struct Line {
    server: Server,
    connected: Option<(Arc<Client>, Statements)>,
}

/// A session check that has come to the thread.
struct Flight {
    check: Box<dyn Check>,
    /// The connection that broke under it, if one did.
    broken: Option<Arc<Client>>,
}

/// Answers session checks until the last store is gone. Many are under way at once, on one connection.
async fn check(mut line: Line, mut asked: mpsc::Receiver<Box<dyn Check>>, tally: Arc<Tally>) {
    let mut flights: JoinSet<Option<Flight>> = JoinSet::new();
    loop {
        let flight = tokio::select! {
            Some(landed) = flights.join_next() => match landed {
                Ok(Some(again)) => again,
                _ => continue,
            },
            asked = asked.recv(), if flights.len() < IN_FLIGHT => match asked {
                Some(check) => Flight { check, broken: None },
                None => break,
            },
        };
        match line.statement(flight.check.sql(), flight.broken.as_ref()).await {
            Ok((client, statement)) => {
                flights.spawn(fly(flight, client, statement, tally.clone()));
            }
            Err(error) => {
                // Whoever waited while we failed to connect is told the same, instead of waiting for it in turn.
                while line.connected.is_none()
                    && let Ok(waiting) = asked.try_recv()
                {
                    waiting.answer(Err(error.clone()));
                }
                flight.check.answer(Err(error));
            }
        }
    }
    flights.join_all().await;
}

/// Makes one check; gives it back when the connection broke for the first time.
async fn fly(
    mut flight: Flight,
    client: Arc<Client>,
    statement: Statement,
    tally: Arc<Tally>,
) -> Option<Flight> {
    let key = flight.check.key().to_vec();
    let outcome = match client.query(&statement, &[&Value::Bytes(&key)]).await {
        Ok(rows) => rows.iter().try_for_each(|row| flight.check.row(&Row(Source::Postgres(row)))),
        Err(error) if Trouble::of(&error).is_some() && flight.broken.is_none() => {
            return Some(Flight { broken: Some(client), ..flight });
        }
        Err(error) => Err(ours(&error)),
    };
    tally.read(1);
    flight.check.answer(outcome);
    None
}

impl Line {
    /// The statement, prepared on a connection that is not the broken one.
    async fn statement(
        &mut self,
        sql: &'static str,
        broken: Option<&Arc<Client>>,
    ) -> Result<(Arc<Client>, Statement)> {
        let usable = self.connected.take().filter(|(client, _)| {
            !client.is_closed() && broken.is_none_or(|broken| !Arc::ptr_eq(broken, client))
        });
        let (client, statements) = match usable {
            Some(connected) => connected,
            None => (Arc::new(self.server.connect_to_check().await?), Statements::new()),
        };
        let (_, statements) = self.connected.insert((client.clone(), statements));
        let statement = match statements.get(sql) {
            Some(statement) => statement.clone(),
            None => {
                let statement = client.prepare(sql).await.map_err(|error| ours(&error))?;
                fits(&statement, sql, &[Value::Bytes(&[])])?;
                statements.insert(sql, statement.clone());
                statement
            }
        };
        Ok((client, statement))
    }
}

/// Takes the steps that the database lacks. The lock is the transaction's, so it ends with it, however it ends.
async fn migrate(server: &Server, options: &Options) -> Result<()> {
    // A step may take as long as it needs, and so may the wait for another process that takes it.
    let mut client = server.connect("SET statement_timeout = 0").await?;
    // Each statement sees what was committed before it: after the wait, what the other process has done.
    let builder = client.build_transaction().isolation_level(IsolationLevel::ReadCommitted).read_only(false);
    let transaction = builder.start().await.map_err(|error| ours(&error))?;
    let lock = transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATING]).await;
    lock.map_err(|error| ours(&error))?;
    transaction.batch_execute(POSTGRES_LEDGER).await.map_err(|error| ours(&error))?;

    let mut taken: Vec<Taken> = Vec::new();
    for row in &transaction.query(TAKEN, &[]).await.map_err(|error| ours(&error))? {
        let row = Row(Source::Postgres(row));
        taken.push((row.int(0)?, row.bytes(1)?));
    }
    for step in migrate::missing(options.steps, &taken, |step| step.postgres)? {
        let ran = transaction.batch_execute(step.postgres).await;
        ran.map_err(|error| migrate::failed(step, &ours(&error)))?;
        let remembered = transaction.execute(TAKE, &[&step.number, &migrate::sha256(step.postgres)]).await;
        remembered.map_err(|error| ours(&error))?;
    }
    transaction.commit().await.map_err(|error| ours(&error))
}

/// Sees that there is an argument of the right type for every marker: PostgreSQL coerces nothing for us.
fn fits(statement: &Statement, sql: &str, args: &[Value<'_>]) -> Result<()> {
    let markers = statement.params();
    if markers.len() != args.len() {
        return Err(StoreError::Refused(format!(
            "{} arguments for {} markers: {sql}",
            args.len(),
            markers.len()
        )));
    }
    for (number, (marker, arg)) in (1..).zip(markers.iter().zip(args)) {
        let right = match arg {
            Value::Null => true,
            Value::Int(_) => *marker == Type::INT8,
            Value::Text(_) => *marker == Type::TEXT,
            Value::Bytes(_) => *marker == Type::BYTEA,
        };
        if !right {
            let kind = arg.kind();
            return Err(StoreError::Refused(format!(
                "${number} is {kind} where PostgreSQL takes {marker}: {sql}"
            )));
        }
    }
    Ok(())
}

fn parameters<'a>(args: &'a [Value<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        marker: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) => number.to_sql(marker, out),
            Value::Text(text) => text.to_sql(marker, out),
            Value::Bytes(bytes) => bytes.to_sql(marker, out),
        }
    }

    /// `fits` has looked: here NULL has to fit everywhere.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// How long to wait before the next try: longer each time, up to 64 ms, and not the same for two that met.
fn pause(tries: u32) -> Duration {
    static TURN: AtomicU64 = AtomicU64::new(0);
    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, section 6.4) spreads neighbouring turns: 0 to 255.
    let spread = TURN.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56;
    let longest = 1000_u64 << tries.min(6);
    Duration::from_micros(longest / 2 + longest * spread / 512)
}

/// TLS that verifies the chain and the name, against what the system trusts.
fn tls(mode: SslMode) -> Result<MakeRustlsConnect> {
    let mut roots = RootCertStore::empty();
    if mode == SslMode::Require {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() {
            return Err(StoreError::Refused(
                "the system trusts no certificates to verify PostgreSQL by".to_owned(),
            ));
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| StoreError::Refused(format!("TLS: {error}")))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn runtime() -> Result<Runtime> {
    let built = Builder::new_current_thread().enable_all().build();
    built.map_err(|error| StoreError::Unavailable(format!("no runtime: {error}")))
}

/// The driver's error as ours. The server's DETAIL, which quotes the values of a row, is left out.
fn ours(error: &tokio_postgres::Error) -> StoreError {
    let Some(refusal) = error.as_db_error() else {
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        return StoreError::Unavailable(format!("{error}{cause}"));
    };
    let message = || format!("{} ({})", refusal.message(), refusal.code().code());
    // SQLSTATE classes: PostgreSQL documentation, appendix A.
    match refusal.code().code() {
        "23505" => StoreError::Unique(refusal.constraint().unwrap_or("an index").to_owned()),
        "40001" | "40P01" | "55P03" => StoreError::Busy,
        "53100" => StoreError::Full,
        "57014" => StoreError::Unavailable("a statement took longer than statement_timeout".to_owned()),
        code if code.starts_with("23") => StoreError::Constraint(message()),
        code if ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class)) => {
            StoreError::Unavailable(message())
        }
        _ => StoreError::Refused(message()),
    }
}
