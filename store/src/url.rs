//! Which database, as the operator writes it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use tokio_postgres::config::{Host, SslMode, TargetSessionAttrs};

use crate::error::StoreError;

/// A database: `sqlite:PATH`, or `postgres://USER:PASSWORD@HOST/NAME` with the settings of libpq behind a `?`.
///
/// Over TCP, PostgreSQL has to offer TLS with a certificate for its name that the system trusts (or that the file
/// named by `SSL_CERT_FILE` does), unless the URL says `sslmode=disable`. A Unix socket, `?host=/run/postgresql`,
/// needs none. Printed, it shows no password.
#[derive(Clone)]
pub struct StoreUrl(pub(crate) Database);

/// What a [`StoreUrl`] names.
#[derive(Clone)]
pub(crate) enum Database {
    Sqlite(PathBuf),
    Postgres(Box<tokio_postgres::Config>),
}

impl FromStr for StoreUrl {
    type Err = StoreError;

    fn from_str(url: &str) -> Result<StoreUrl, StoreError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            if path.is_empty() || path.starts_with(':') {
                return Err(refused("sqlite: needs the path of a file"));
            }
            return Ok(StoreUrl(Database::Sqlite(path.into())));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(StoreUrl(Database::Postgres(Box::new(postgres(url)?))));
        }
        Err(refused("the database is sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME"))
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Database::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Database::Postgres(config) => {
                write!(f, "postgres://{}@", config.get_user().unwrap_or_default())?;
                match config.get_hosts().first() {
                    Some(Host::Tcp(name)) => f.write_str(name)?,
                    Some(Host::Unix(folder)) => write!(f, "{}", folder.display())?,
                    None => {}
                }
                write!(f, "/{}", config.get_dbname().unwrap_or_default())
            }
        }
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreUrl({self})")
    }
}

/// Reads a PostgreSQL URL. The driver's own complaint is not passed on: with a password that holds an unescaped
/// `@` or `?` it would quote a part of it.
fn postgres(url: &str) -> Result<tokio_postgres::Config, StoreError> {
    let (url, sslmode) = without_sslmode(url);
    let mut config: tokio_postgres::Config = url.parse().map_err(|_| {
        refused(
            "not a PostgreSQL URL: see that its settings are ones of libpq, and that special characters in the \
             password are percent-encoded",
        )
    })?;

    let sockets = config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)))
        && config.get_hostaddrs().is_empty();
    config.ssl_mode(match sslmode.as_deref() {
        Some("disable") => SslMode::Disable,
        // The chain and the name are always verified, so that the three weaker and stronger words mean the same.
        None | Some("require" | "verify-ca" | "verify-full") if !sockets => SslMode::Require,
        None => SslMode::Disable,
        Some("require" | "verify-ca" | "verify-full") => {
            return Err(refused("a Unix socket has no TLS: leave sslmode out"));
        }
        Some("prefer" | "allow") => {
            return Err(refused(
                "sslmode=prefer and sslmode=allow fall back to plain text when someone in between says so: \
                 write sslmode=require, or sslmode=disable on a network that you trust",
            ));
        }
        Some(_) => return Err(refused("sslmode is require or disable")),
    });

    // A replica lags, and would accept a session that was just ended.
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    if config.get_application_name().is_none() {
        config.application_name("doorward");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Duration::from_secs(10));
    }
    Ok(config)
}

/// The URL without its `sslmode`, and that: the driver does not know all of its words, and has a default that we
/// refuse.
fn without_sslmode(url: &str) -> (String, Option<String>) {
    let Some((address, settings)) = url.split_once('?') else { return (url.to_owned(), None) };
    let mut sslmode = None;
    let mut kept = Vec::new();
    for setting in settings.split('&') {
        match setting.strip_prefix("sslmode=") {
            Some(mode) => sslmode = Some(mode.to_owned()),
            None => kept.push(setting),
        }
    }
    (format!("{address}?{}", kept.join("&")), sslmode)
}

fn refused(why: &str) -> StoreError {
    StoreError::Refused(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(url: &str) -> String {
        url.parse::<StoreUrl>().expect_err("refused").to_string()
    }

    fn mode(url: &str) -> SslMode {
        match url.parse::<StoreUrl>().expect("a URL").0 {
            Database::Postgres(config) => config.get_ssl_mode(),
            Database::Sqlite(_) => panic!("a file has no TLS"),
        }
    }

    #[test]
    fn over_tcp_tls_is_demanded_unless_the_operator_says_otherwise() {
        assert_eq!(mode("postgres://ada@db.example/doorward"), SslMode::Require);
        assert_eq!(mode("postgres://ada@db.example/doorward?sslmode=verify-full"), SslMode::Require);
        assert_eq!(mode("postgres://ada@db.example/d?sslmode=disable&connect_timeout=1"), SslMode::Disable);
        assert_eq!(mode("postgres:///doorward?host=/run/postgresql&user=ada"), SslMode::Disable);
        assert_eq!(mode("postgresql:///d?host=/run/postgresql&host=db.example&user=a"), SslMode::Require);
    }

    #[test]
    fn a_mode_that_falls_back_to_plain_text_is_refused_in_words() {
        assert!(why("postgres://ada@db.example/d?sslmode=prefer").contains("fall back to plain text"));
        assert!(why("postgres://ada@db.example/d?sslmode=allow").contains("fall back to plain text"));
        assert!(why("postgres://ada@db.example/d?sslmode=sometimes").contains("require or disable"));
    }

    #[test]
    fn no_password_is_ever_printed() {
        let url: StoreUrl = "postgres://ada:tr0ub4dor@db.example/doorward".parse().expect("a URL");
        assert_eq!(url.to_string(), "postgres://ada@db.example/doorward");
        assert!(!format!("{url:?}").contains("tr0ub4dor"));
        assert!(!why("postgres://ada:w@y/?tr0ub4dor=3@db.example/d").contains("tr0ub4dor"));
    }

    #[test]
    fn what_is_no_database_is_refused_in_words() {
        assert!(why("mysql://x").contains("sqlite:PATH"));
        assert!(why("sqlite:").contains("path"));
        assert!(why("sqlite::memory:").contains("path"));
    }
}
