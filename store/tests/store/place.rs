//! A place for one test to put a database: a folder of its own, or a schema of its own.

use std::path::PathBuf;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use doorward_store::migrate::Step;
use doorward_store::{Options, Result, Store, StoreUrl};
use tokio::sync::mpsc;

/// The tests' schema: a column of every type, and a constraint of every kind.
pub(crate) const LAMPS: &[Step] = &[Step {
    number: 1,
    sqlite: "CREATE TABLE lamps (
                 key BLOB PRIMARY KEY, name TEXT NOT NULL, note TEXT UNIQUE, photo BLOB,
                 watts INTEGER CHECK (watts >= 0)
             ) STRICT, WITHOUT ROWID;
             CREATE UNIQUE INDEX lamps_by_name ON lamps (name) WHERE photo IS NOT NULL;
             CREATE TABLE bulbs (lamp BLOB NOT NULL REFERENCES lamps (key), spare INTEGER NOT NULL) STRICT;",
    postgres: "CREATE TABLE lamps (
                   key BYTEA PRIMARY KEY, name TEXT NOT NULL, note TEXT UNIQUE, photo BYTEA,
                   watts BIGINT CHECK (watts >= 0)
               );
               CREATE UNIQUE INDEX lamps_by_name ON lamps (name) WHERE photo IS NOT NULL;
               CREATE TABLE bulbs (lamp BYTEA NOT NULL REFERENCES lamps (key), spare BIGINT NOT NULL);",
}];

/// Options for a test: the lamps, and few connections, since many tests run at once.
pub(crate) fn few() -> Options {
    Options { writers: 2, readers: 1, steps: LAMPS, ..Options::default() }
}

/// One writing thread on either database, so that what waits is taken in turn.
pub(crate) fn one_writer() -> Options {
    Options { writers: 1, ..few() }
}

pub(crate) struct Place {
    pub(crate) url: StoreUrl,
    /// What the test's connections are called on the server, and its schema there.
    pub(crate) name: String,
    folder: Option<PathBuf>,
}

impl Place {
    pub(crate) fn sqlite() -> Place {
        let name = fresh();
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir(&folder).expect("a folder for the test");
        let url = format!("sqlite:{}", folder.join("doorward.db").display()).parse().expect("a URL");
        Place { url, name, folder: Some(folder) }
    }

    pub(crate) async fn postgres() -> Place {
        let name = fresh();
        let setup = format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}");
        cluster().await.batch_execute(&setup).await.expect("the role may create schemas");
        let url = cluster_url();
        let and = if url.contains('?') { '&' } else { '?' };
        let url = format!("{url}{and}application_name={name}&options=-c%20search_path%3D{name}");
        Place { url: url.parse().expect("a URL"), name, folder: None }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.as_ref().expect("a place on disk").join("doorward.db")
    }

    pub(crate) async fn open(&self) -> Store {
        self.open_with(few()).await
    }

    pub(crate) async fn open_with(&self, options: Options) -> Store {
        self.try_open(options).await.expect("the store opens")
    }

    pub(crate) async fn try_open(&self, options: Options) -> Result<Store> {
        Store::open(&self.url, options).await
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// The cluster that `scripts/test` started.
#[expect(clippy::disallowed_methods, reason = "a test's only setting")]
pub(crate) fn cluster_url() -> String {
    std::env::var("DOORWARD_TEST_POSTGRES").expect(
        "DOORWARD_TEST_POSTGRES is not set: run scripts/test, which starts a PostgreSQL for the tests",
    )
}

/// A client of the cluster that is none of the store's.
pub(crate) async fn cluster() -> tokio_postgres::Client {
    let (client, connection) =
        tokio_postgres::connect(&cluster_url(), tokio_postgres::NoTls).await.expect("the cluster answers");
    tokio::spawn(connection);
    client
}

fn fresh() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("doorward_store_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Puts a lamp of that key into the store.
pub(crate) async fn put(store: &Store, key: u8) -> Result<()> {
    store.write(move |tx| insert(tx, key)).await
}

pub(crate) fn insert(tx: &mut doorward_store::Tx<'_>, key: u8) -> Result<()> {
    let name = format!("lamp {key}");
    tx.run(
        "INSERT INTO lamps (key, name, watts) VALUES ($1, $2, $3)",
        &[(&[key]).into(), (&name).into(), 5.into()],
    )
    .map(drop)
}

/// The keys of the lamps in the store, in order.
pub(crate) async fn keys(store: &Store) -> Vec<u8> {
    let keys = store.read(|tx| tx.all::<[u8; 1]>("SELECT key FROM lamps ORDER BY key", &[])).await;
    keys.expect("the store answers").concat()
}

/// A thread of the store that is held inside a transaction until `release`.
pub(crate) struct Held {
    pub(crate) work: tokio::task::JoinHandle<Result<()>>,
    go: std::sync::mpsc::Sender<()>,
}

impl Held {
    /// Writes lamp `first`, stops there, and writes lamp `second` when it is released.
    pub(crate) async fn between(store: &Store, first: u8, second: u8) -> Held {
        let (here, mut arrived) = mpsc::unbounded_channel();
        let (go, wait) = std::sync::mpsc::channel();
        let store = store.clone();
        let work = tokio::spawn(async move {
            let work = store.write(move |tx| {
                insert(tx, first)?;
                let _ = here.send(());
                let _ = wait.recv();
                insert(tx, second)
            });
            work.await
        });
        arrived.recv().await.expect("the work began");
        Held { work, go }
    }

    pub(crate) fn release(&self) {
        let _ = self.go.send(());
    }
}

/// Tells each story on both databases.
macro_rules! on_both {
    ($($story:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $story() {
                super::$story(&crate::place::Place::sqlite()).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $story() {
                super::$story(&crate::place::Place::postgres().await).await;
            })*
        }
    };
}
pub(crate) use on_both;
