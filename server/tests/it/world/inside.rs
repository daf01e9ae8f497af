//! What a story sees behind the doors: rows, and the work that was done.

use std::collections::BTreeMap;
use std::sync::Arc;

use doorward::clock::Clock;
use doorward::demo::Stage;
use doorward::flows::{App, Settings};
use doorward::jobs::outbox::send_due;
use doorward::web::doors::{Door, doors};
use doorward::web::state::WebSettings;
use doorward_core::secret::ServerKey;
use doorward_core::user::Role;
use doorward_store::{FromRow, Options, Result as StoreResult, Store, Tx};

use super::{Database, Person, World, nodes, settings};

/// What a server did so far.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Work {
    pub hashes: u64,
    pub reads: u64,
    pub writes: u64,
    pub statements: u64,
}

impl std::ops::Sub for Work {
    type Output = Work;
    fn sub(self, before: Work) -> Work {
        Work {
            hashes: self.hashes - before.hashes,
            reads: self.reads - before.reads,
            writes: self.writes - before.writes,
            statements: self.statements - before.statements,
        }
    }
}

impl World {
    /// The same rows and the same clock, served anew with other settings, as after a restart.
    pub async fn restarted(&self, settings: Settings, web: WebSettings) -> World {
        let nodes = nodes(self.database, &self._home.url, &self.clock, &self.mailbox, &settings, &web).await;
        World { nodes: Arc::new(nodes), ..self.clone() }
    }

    /// The flows of a process that was given another key file.
    pub async fn app_with_another_key(&self) -> App {
        let store = Store::open(&self._home.url, Options::default()).await.unwrap();
        let clock = Clock::turned(Arc::clone(&self.clock));
        App::new(store, ServerKey::from_bytes([8; 32]), clock, settings()).unwrap()
    }

    /// Every door there is, the demo's among them.
    pub fn doors(&self) -> Vec<Door> {
        let stage = Stage::new(Vec::new(), Some(Arc::clone(&self.mailbox)));
        doors().into_iter().chain(stage.doors()).collect()
    }

    /// The series of all nodes, added up.
    pub async fn metrics(&self) -> BTreeMap<String, f64> {
        let mut sums = BTreeMap::new();
        for node in self.nodes.iter() {
            let page = node.app.metrics_page().await.unwrap();
            for line in page.lines().filter(|line| !line.starts_with('#')) {
                let (series, value) = line.rsplit_once(' ').unwrap();
                *sums.entry(series.to_owned()).or_default() += value.parse::<f64>().unwrap();
            }
        }
        sums
    }

    /// How many hashes, reads and writes all nodes did so far.
    pub fn work(&self) -> Work {
        let mut work = Work::default();
        for node in self.nodes.iter() {
            let counts = node.app.store_counts();
            work.hashes += node.app.hashes();
            work.reads += counts.reads;
            work.writes += counts.writes;
            work.statements += counts.statements;
        }
        work
    }

    /// Every row of every table, as text. When somebody was last seen is left out: to look at a page is to be seen.
    pub async fn everything(&self) -> BTreeMap<String, String> {
        let tables = match self.database {
            Database::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            }
            Database::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
        };
        let mut all = BTreeMap::new();
        for table in self.rows::<String>(tables).await {
            let rows = match self.database {
                Database::Sqlite => {
                    let columns = self.rows::<String>(Box::leak(
                        format!("SELECT name FROM pragma_table_info('{table}') WHERE name <> 'last_seen_at'")
                            .into_boxed_str(),
                    ));
                    let columns: Vec<String> =
                        columns.await.iter().map(|name| format!("quote(\"{name}\")")).collect();
                    format!("SELECT {} FROM {table} ORDER BY 1", columns.join(" || ' ' || "))
                }
                Database::Postgres => {
                    format!("SELECT (to_jsonb(t) - 'last_seen_at')::text FROM {table} t ORDER BY 1")
                }
            };
            all.insert(table, self.rows::<String>(Box::leak(rows.into_boxed_str())).await.join("\n"));
        }
        all
    }

    /// The role that somebody has now, by the store.
    pub async fn role_of(&self, person: &Person) -> Role {
        let now = "SELECT u.email, r.role FROM users u JOIN roles r ON r.tenant_id = u.tenant_id AND r.user_id = u.id
                   WHERE r.valid_to IS NULL";
        let all = self.rows::<(String, String)>(now).await;
        let (_, role) = all.iter().find(|(email, _)| email == person.email()).expect("somebody");
        Role::from_key(role).unwrap()
    }

    /// The id of whoever has this address.
    pub async fn id_of(&self, email: &str) -> String {
        let all = self.rows::<(String, Vec<u8>)>("SELECT email, id FROM users").await;
        let (_, id) = all.into_iter().find(|(it, _)| it == email).expect("somebody");
        doorward_core::id::UserId::from_bytes(id.try_into().unwrap()).to_string()
    }

    /// Rows, straight from the store.
    pub async fn rows<T: FromRow + Send + 'static>(&self, sql: &'static str) -> Vec<T> {
        self.store.read(move |tx: &mut Tx<'_>| -> StoreResult<Vec<T>> { tx.all(sql, &[]) }).await.unwrap()
    }

    /// Every node sends what is due, all at once. Returns how many letters each tried.
    pub async fn all_nodes_send(&self) -> Vec<u64> {
        let apps: Vec<App> = self.nodes.iter().map(|node| node.app.clone()).collect();
        // A second job on each node, too: one process may overlap with the one that takes its place.
        let jobs = apps.iter().chain(&apps).map(|app| {
            let (app, post) = (app.clone(), self.post.clone());
            tokio::spawn(async move { send_due(&app, &post).await.unwrap() })
        });
        let jobs: Vec<_> = jobs.collect();
        let mut tried = Vec::new();
        for job in jobs {
            tried.push(job.await.unwrap());
        }
        tried
    }
}
