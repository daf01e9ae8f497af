//! Durable transactions: the three writes of a sign-in (the guess in the ledger, the session, the audit row) through the store's
//! seam, and the same three statements through the bare driver, on the same tables and disk.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use doorward::clock::Clock;
use doorward_core::id::{EventId, SessionId, TenantId, UserId};
use doorward_core::moment::Moment;
use doorward_store::{Options, Store};
use rusqlite::Connection;
use tokio::task::JoinSet;
use tokio_postgres::types::ToSql;
use tokio_postgres::{IsolationLevel, NoTls};

use crate::Outcome;
use crate::clock::now;
use crate::population::Population;

/// Clients at once.
pub(crate) const CLIENTS: usize = 16;

/// Transactions that the bare SQLite driver commits together, where it does: as many as there are clients.
const TOGETHER: usize = CLIENTS;

// The statements of `second_factor_ledger_set`, `session_insert` and `event_insert` in the store.
const LEDGER: &str = "INSERT INTO second_factor_ledger (tenant_id, user_id, failures, open_at, turned_away)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, user_id) DO UPDATE
        SET failures = excluded.failures, open_at = excluded.open_at, turned_away = excluded.turned_away";
const SESSION: &str =
    "INSERT INTO sessions (tenant_id, id, token_hash, user_id, user_epoch, policy_epoch, factors, password_at,
                           second_factor_at, begun_at, last_seen_at, address, browser)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12)";
const EVENT: &str = "INSERT INTO events
       (tenant_id, id, at, kind, refusal, actor, actor_id, subject_id, address, browser, request, event)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

const FACTORS: &str = "password totp";
const ADDRESS: &str = "127.0.0.1";
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const SIGNED_IN: &str = r#"{"event":"signed_in","factors":["password","totp"]}"#;

/// Who signs in, each client as somebody else.
#[derive(Clone)]
pub(crate) struct Cast {
    tenant: TenantId,
    people: Arc<Vec<UserId>>,
}

impl Cast {
    pub(crate) fn new(population: Population) -> Cast {
        Cast { tenant: population.tenant, people: Arc::new(population.ids) }
    }

    fn client(&self, number: usize) -> Outcome<Client> {
        let user = *self.people.get(number).ok_or("there are too few people")?;
        Ok(Client { tenant: self.tenant, user, moment: Clock::system().moment()? })
    }
}

struct Client {
    tenant: TenantId,
    user: UserId,
    moment: Moment,
}

/// The values of one transaction.
struct Writes {
    tenant: [u8; 16],
    user: [u8; 16],
    session: [u8; 16],
    token_hash: [u8; 32],
    event: [u8; 16],
    at: i64,
}

impl Client {
    fn next(&mut self) -> Writes {
        Writes {
            tenant: *self.tenant.as_bytes(),
            user: *self.user.as_bytes(),
            session: *SessionId::new(&mut self.moment).as_bytes(),
            token_hash: self.moment.bytes(),
            event: *EventId::new(&mut self.moment).as_bytes(),
            at: self.moment.now().millis(),
        }
    }
}

/// How long is measured, after a fifth of it to warm up.
#[derive(Clone, Copy)]
struct Window {
    begin: Instant,
    end: Instant,
}

impl Window {
    fn of(span: Duration) -> Window {
        let begin = now() + span / 5;
        Window { begin, end: begin + span }
    }

    fn counts(self) -> bool {
        (self.begin..self.end).contains(&now())
    }

    fn is_open(self) -> bool {
        now() < self.end
    }

    fn per_second(self, count: usize) -> f64 {
        count as f64 / self.end.duration_since(self.begin).as_secs_f64()
    }
}

/// Transactions a second through the seam.
pub(crate) async fn by_the_seam(database: &str, cast: &Cast, span: Duration) -> Outcome<f64> {
    let store = Store::open(&database.parse()?, Options::default()).await?;
    let window = Window::of(span);
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let (store, mut client) = (store.clone(), cast.client(number)?);
        clients.spawn(async move {
            let mut count = 0;
            while window.is_open() {
                let it = client.next();
                store
                    .write(move |tx| {
                        let (tenant, user, at) = ((&it.tenant).into(), (&it.user).into(), it.at.into());
                        tx.run(LEDGER, &[tenant, user, 1_i64.into(), 0_i64.into(), 0_i64.into()])?;
                        tx.run(
                            SESSION,
                            &[
                                tenant,
                                (&it.session).into(),
                                (&it.token_hash).into(),
                                user,
                                1_i64.into(),
                                1_i64.into(),
                                FACTORS.into(),
                                at,
                                at,
                                at,
                                ADDRESS.into(),
                                BROWSER.into(),
                            ],
                        )?;
                        tx.run(
                            EVENT,
                            &[
                                tenant,
                                (&it.event).into(),
                                at,
                                "signed_in".into(),
                                0_i64.into(),
                                "end_user".into(),
                                user,
                                user,
                                ADDRESS.into(),
                                BROWSER.into(),
                                "ABCDEFGH".into(),
                                SIGNED_IN.into(),
                            ],
                        )?;
                        Ok(())
                    })
                    .await?;
                count += usize::from(window.counts());
            }
            Ok::<usize, doorward_store::StoreError>(count)
        });
    }
    let mut count = 0;
    while let Some(client) = clients.join_next().await {
        count += client??;
    }
    Ok(window.per_second(count))
}

/// Transactions a second by rusqlite, on one thread that waits for nobody: each with a COMMIT of its own, and sixteen to one.
pub(crate) fn by_rusqlite(file: &Path, cast: &Cast, span: Duration, together: bool) -> Outcome<f64> {
    let connection = Connection::open(file)?;
    connection.set_prepared_statement_cache_capacity(16);
    // As the store opens it.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864;",
    )?;
    let mut clients = (0..CLIENTS).map(|number| cast.client(number)).collect::<Outcome<Vec<_>>>()?;
    let (group, window, mut count) = (if together { TOGETHER } else { 1 }, Window::of(span), 0);
    while window.is_open() {
        for group in clients.chunks_mut(group) {
            connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
            for client in &mut *group {
                write(&connection, &client.next())?;
            }
            connection.prepare_cached("COMMIT")?.execute([])?;
            count += if window.counts() { group.len() } else { 0 };
        }
    }
    Ok(window.per_second(count))
}

fn write(connection: &Connection, it: &Writes) -> Outcome<()> {
    use rusqlite::params;

    connection.prepare_cached(LEDGER)?.execute(params![it.tenant, it.user, 1, 0, 0])?;
    connection.prepare_cached(SESSION)?.execute(params![
        it.tenant,
        it.session,
        it.token_hash,
        it.user,
        1,
        1,
        FACTORS,
        it.at,
        it.at,
        it.at,
        ADDRESS,
        BROWSER
    ])?;
    connection.prepare_cached(EVENT)?.execute(params![
        it.tenant,
        it.event,
        it.at,
        "signed_in",
        0,
        "end_user",
        it.user,
        it.user,
        ADDRESS,
        BROWSER,
        "ABCDEFGH",
        SIGNED_IN
    ])?;
    Ok(())
}

/// Transactions a second by tokio-postgres: every client on a connection of its own, SERIALIZABLE as the store's.
pub(crate) async fn by_tokio_postgres(database: &str, cast: &Cast, span: Duration) -> Outcome<f64> {
    let mut connected = Vec::new();
    for _ in 0..CLIENTS {
        let (client, connection) = tokio_postgres::connect(database, NoTls).await?;
        tokio::spawn(connection);
        let ledger = client.prepare(LEDGER).await?;
        connected.push((ledger, client.prepare(SESSION).await?, client.prepare(EVENT).await?, client));
    }
    let window = Window::of(span);
    let mut clients = JoinSet::new();
    for (number, (ledger, session, event, mut connection)) in connected.into_iter().enumerate() {
        let mut client = cast.client(number)?;
        clients.spawn(async move {
            let mut count = 0;
            while window.is_open() {
                let it = client.next();
                let builder = connection.build_transaction().isolation_level(IsolationLevel::Serializable);
                let transaction = builder.start().await?;
                let (tenant, user) = (&it.tenant.as_slice(), &it.user.as_slice());
                let (at, none, one) = (&it.at, &0_i64, &1_i64);
                let (session_id, hash, event_id) =
                    (&it.session.as_slice(), &it.token_hash.as_slice(), &it.event.as_slice());
                let guess: [&(dyn ToSql + Sync); 5] = [tenant, user, one, none, none];
                let begun: [&(dyn ToSql + Sync); 12] =
                    [tenant, session_id, hash, user, one, one, &FACTORS, at, at, at, &ADDRESS, &BROWSER];
                let told: [&(dyn ToSql + Sync); 12] = [
                    tenant,
                    event_id,
                    at,
                    &"signed_in",
                    none,
                    &"end_user",
                    user,
                    user,
                    &ADDRESS,
                    &BROWSER,
                    &"ABCDEFGH",
                    &SIGNED_IN,
                ];
                transaction.execute(&ledger, &guess).await?;
                transaction.execute(&session, &begun).await?;
                transaction.execute(&event, &told).await?;
                transaction.commit().await?;
                count += usize::from(window.counts());
            }
            Ok::<usize, tokio_postgres::Error>(count)
        });
    }
    let mut count = 0;
    while let Some(client) = clients.join_next().await {
        count += client??;
    }
    Ok(window.per_second(count))
}
