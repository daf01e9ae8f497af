//! `doorward backup` and `doorward restore`: the whole database as one file, and back.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use doorward_core::secret::ServerKey;
use doorward_store::backup::{back_up, restore};

use crate::clock::Clock;
use crate::config::Config;
use crate::i18n::Words;
use crate::keys;
use crate::serve::open;
use crate::tell;

/// Write everything that the database holds into one file
///
/// The server may go on meanwhile. The file is readable for you alone, and fits SQLite and PostgreSQL alike. Factors, mails that
/// wait and the like are sealed in it as they are in the database, so it is worth nothing without the key file: keep a copy of
/// that, in another place.
#[derive(Args, Debug)]
pub(super) struct Backup {
    /// The file to be made
    file: PathBuf,
}

/// Read a backup into an empty database
///
/// The key file has to be the one that the backup was taken under. Everybody is signed out, trusted devices are forgotten, and
/// links that were mailed before it are dead: what ended since the backup does not come back. Passwords, factors and rights are
/// those of then, and recovery codes that were used since work once more.
#[derive(Args, Debug)]
pub(super) struct Restore {
    /// The backup
    file: PathBuf,
}

impl Backup {
    pub(super) async fn run(self, config: Config) -> Result<(), String> {
        let key = key(&config)?;
        let at = Clock::system().moment().map_err(|error| error.to_string())?.now();
        let rows = back_up(&config.database, &key, at, &self.file, progress).await;
        done();
        let rows = rows.map_err(|error| error.to_string())?;
        println!("{}: {rows} rows of {}.", self.file.display(), config.database);
        println!(
            "It can be read back with {} alone: keep a copy of that, elsewhere.",
            config.key_file.display()
        );
        Ok(())
    }
}

impl Restore {
    pub(super) async fn run(self, config: Config) -> Result<(), String> {
        let key = key(&config)?;
        let restored = restore(&config.database, &key, &self.file, progress).await;
        done();
        let (taken_at, rows) = restored.map_err(|error| error.to_string())?;
        // As a start of the server would: it ends what was under way.
        open(&config).await?;
        let taken_at = tell::time(&Words::in_language("en"), taken_at);
        println!("{rows} rows of {taken_at} are in {}.", config.database);
        println!("Everybody is signed out. Recovery codes that were used since then work once more.");
        Ok(())
    }
}

fn key(config: &Config) -> Result<ServerKey, String> {
    let missing = |path: &Path, error: std::io::Error| {
        format!("key_file: {}: {error}; a backup is sealed under the server's key", path.display())
    };
    keys::load(&config.key_file).map_err(|error| missing(&config.key_file, error))
}

/// A line that goes as it came, on a terminal alone.
fn progress(table: &str, rows: u64) {
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[K{table} {rows}");
        let _ = std::io::stderr().flush();
    }
}

fn done() {
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
}
