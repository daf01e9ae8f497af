//! The PostgreSQL that a run was given.

use tokio_postgres::NoTls;

use crate::{Outcome, failed};

/// The cluster in which every store has a database of its own.
pub(crate) struct Postgres {
    url: String,
}

impl Postgres {
    pub(crate) fn at(url: String) -> Postgres {
        Postgres { url }
    }

    /// Makes a database; its URL.
    pub(crate) async fn database(&self, name: &str) -> Outcome<String> {
        self.command(&self.url, &format!("CREATE DATABASE {name}")).await?;
        let (cluster, _) = self.url.rsplit_once('/').ok_or_else(|| failed("not the URL of a database"))?;
        Ok(format!("{cluster}/{name}"))
    }

    /// What a database does by and by: its tables looked through, so that its plans are those of a database in use.
    pub(crate) async fn settle(&self, database: &str) -> Outcome<()> {
        self.command(database, "VACUUM ANALYZE").await
    }

    /// Its version, and what it promises when it says that something is committed.
    pub(crate) async fn settings(&self) -> Outcome<String> {
        let (client, connection) = tokio_postgres::connect(&self.url, NoTls).await?;
        let connection = tokio::spawn(connection);
        let mut said = Vec::new();
        for name in ["server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers"] {
            let value: String = client.query_one(&format!("SHOW {name}"), &[]).await?.get(0);
            said.push(format!("{name}={value}"));
        }
        drop(client);
        connection.await??;
        Ok(said.join(", "))
    }

    async fn command(&self, database: &str, command: &str) -> Outcome<()> {
        let (client, connection) = tokio_postgres::connect(database, NoTls).await?;
        let connection = tokio::spawn(connection);
        client.batch_execute(command).await?;
        drop(client);
        Ok(connection.await??)
    }
}
