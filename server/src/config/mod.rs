//! The configuration: a TOML file and `DOORWARD_*` variables, read once and validated once.
//!
//! Every mistake is one clear line that names the setting. A variable overrides the file: `DOORWARD_SMTP_URL` is
//! `smtp_url`, and so for every setting of the top level.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use doorward_core::factor::password::Hashing;
use doorward_core::factor::totp::Window;
use doorward_core::policy::PasswordLengths;
use doorward_core::tenant::{PublicAddress, is_local_path};
use doorward_core::user::Email;
use doorward_store::StoreUrl;
use ipnet::IpNet;
use serde::Deserialize;
use url::Url;

use crate::breach::BreachFile;

mod sms;

pub use sms::{Sms, SmsKind};

/// The settings, valid.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The public address of the (first) account.
    pub public_url: PublicAddress,
    /// The database.
    pub database: StoreUrl,
    /// The file that holds the server's key; it is made when there is none.
    pub key_file: PathBuf,
    /// The mail server; without one no mail goes out, and the outbox says so.
    pub smtp: Option<Smtp>,
    /// The gateways for text messages, in the order in which they are asked: none, one or two.
    pub sms: Vec<Sms>,
    /// Peers whose forwarded headers count.
    pub trusted_proxies: Vec<IpNet>,
    /// Requests to these paths are no activity of a person.
    pub background_paths: Vec<String>,
    /// Where people land after signing in.
    pub home: String,
    /// The cost of a password hash.
    pub hashing: Hashing,
    /// How many hashes run at once.
    pub hash_slots: usize,
    /// The least lengths of passwords.
    pub password_lengths: PasswordLengths,
    /// How far a phone's clock may be off.
    pub window: Window,
    /// Passwords that are known to have leaked.
    pub breach_file: Option<BreachFile>,
    /// Where the metrics are served; nowhere without it.
    pub metrics: Option<SocketAddr>,
    /// Which log lines are written, as in `info` or `doorward=debug`.
    pub log: String,
}

/// How mail goes out.
#[derive(Clone, Debug)]
pub struct Smtp {
    /// `smtps://` (TLS), `smtp://` (STARTTLS demanded), or `smtp+plain://` to this very machine.
    pub url: Url,
    /// Whom it is from.
    pub from: Email,
}

/// A setting that is wrong, in one line.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{setting}: {problem}")]
pub struct Mistake {
    setting: String,
    problem: String,
}

/// All settings that are wrong, a line each.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// The value of a setting, or one mistake more.
    fn keep<T>(&mut self, read: Result<T, Mistake>) -> Option<T> {
        read.map_err(|mistake| self.0.push(mistake)).ok()
    }

    /// The same, but nothing more of a setting of which a mistake is told already: what cannot be read is not missing.
    fn keep_first<T>(&mut self, read: Result<T, Mistake>) -> Option<T> {
        let told = |mistake: &Mistake| self.0.iter().any(|it| it.setting == mistake.setting);
        match read {
            Err(mistake) if told(&mistake) => None,
            read => self.keep(read),
        }
    }

    fn add(&mut self, setting: &str, problem: impl ToString) {
        self.0.push(Mistake::new(setting, problem));
    }
}

impl std::fmt::Display for Mistakes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Mistakes {}

impl Mistake {
    fn new(setting: &str, problem: impl ToString) -> Mistake {
        Mistake { setting: setting.to_owned(), problem: problem.to_string() }
    }
}

/// The settings as they are written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    listen: Option<String>,
    public_url: Option<String>,
    database: Option<String>,
    key_file: Option<PathBuf>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    sms: Option<toml::Value>,
    trusted_proxies: Vec<String>,
    background_paths: Vec<String>,
    home: Option<String>,
    log: Option<String>,
    breach_file: Option<PathBuf>,
    passcode_window: Option<u8>,
    password: WrittenPassword,
    metrics: WrittenMetrics,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenMetrics {
    listen: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenPassword {
    memory_kib: Option<u32>,
    passes: Option<u32>,
    lanes: Option<u32>,
    slots: Option<usize>,
    minimum_with_second_factor: Option<usize>,
    minimum_alone: Option<usize>,
}

/// The variables of the environment that are settings.
const VARIABLES: [&str; 11] = [
    "listen",
    "public_url",
    "database",
    "key_file",
    "smtp_url",
    "mail_from",
    "trusted_proxies",
    "background_paths",
    "home",
    "log",
    "breach_file",
];

impl Config {
    /// Reads the file, if one is named, and the variables over it.
    ///
    /// # Errors
    /// Every [`Mistake`] that can be told without the others mended.
    pub fn read(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Config, Mistakes> {
        let mut wrong = Mistakes::default();
        let mut table = match file {
            None => toml::Table::new(),
            Some(path) => wrong.keep(table_of(path)).unwrap_or_default(),
        };
        for (name, value) in variables {
            let Some(setting) = name.strip_prefix("DOORWARD_").map(str::to_ascii_lowercase) else { continue };
            let value = match setting.as_str() {
                "trusted_proxies" | "background_paths" => {
                    let parts = value.split(',').map(|part| toml::Value::String(part.trim().to_owned()));
                    toml::Value::Array(parts.collect())
                }
                _ => toml::Value::String(value),
            };
            if setting == "metrics_listen" {
                table.insert(
                    "metrics".to_owned(),
                    toml::Table::from_iter([("listen".to_owned(), value)]).into(),
                );
            } else if VARIABLES.contains(&setting.as_str()) {
                table.insert(setting, value);
            } else {
                wrong
                    .0
                    .push(Mistake::new(&name, "there is no such setting: docs/configuration.md lists them"));
            }
        }
        let written = readable(table, &mut wrong);
        Config::validate(written, wrong)
    }

    fn validate(written: Written, mut wrong: Mistakes) -> Result<Config, Mistakes> {
        let listen = wrong.keep(address("listen", written.listen.as_deref().unwrap_or("127.0.0.1:8080")));
        let metrics = written.metrics.listen.as_deref().map(metrics_address).transpose();
        let metrics = wrong.keep(metrics);
        let public_url = wrong.keep(public_url(written.public_url.as_deref()));
        let database = written.database.as_deref().unwrap_or("sqlite:doorward.db");
        let database = database.parse::<StoreUrl>().map_err(|error| Mistake::new("database", error));
        let database = wrong.keep(database);
        let home = written.home.unwrap_or_else(|| "/security".to_owned());
        if !is_local_path(&home) {
            wrong.0.push(Mistake::new("home", "is a path of this server, as in /security"));
        }
        for path in written.background_paths.iter().filter(|path| !is_local_path(path)) {
            wrong.0.push(Mistake::new("background_paths", format!("`{path}` is no path of this server")));
        }
        let smtp = wrong.keep(smtp(written.smtp_url.as_deref(), written.mail_from.as_deref()));
        let sms = sms::read(written.sms, &mut wrong);
        let proxies = written.trusted_proxies.iter().filter_map(|text| wrong.keep(network(text)));
        let trusted_proxies = proxies.collect();
        let window = Window::of_steps(written.passcode_window.unwrap_or(1))
            .ok_or_else(|| Mistake::new("passcode_window", "is 0 or 1 step (RFC 6238 section 5.2)"));
        let window = wrong.keep(window);
        let breach_file = written.breach_file.map(|path| {
            BreachFile::open(&path)
                .map_err(|error| Mistake::new("breach_file", format!("{}: {error}", path.display())))
        });
        let breach_file = wrong.keep(breach_file.transpose());
        let password = wrong.keep(password(&written.password));
        let read = || {
            let (hashing, hash_slots, password_lengths) = password?;
            Some(Config {
                listen: listen?,
                public_url: public_url?,
                database: database?,
                key_file: written.key_file.unwrap_or_else(|| PathBuf::from("doorward.key")),
                smtp: smtp?,
                sms,
                trusted_proxies,
                background_paths: written.background_paths,
                home,
                hashing,
                hash_slots,
                password_lengths,
                window: window?,
                breach_file: breach_file?,
                metrics: metrics?,
                log: written.log.unwrap_or_else(|| "info".to_owned()),
            })
        };
        read().filter(|_| wrong.0.is_empty()).ok_or(wrong)
    }
}

fn table_of(path: &Path) -> Result<toml::Table, Mistake> {
    let named = |error: String| Mistake::new(&path.display().to_string(), one_line(&error));
    let text = std::fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
    text.parse().map_err(|error: toml::de::Error| {
        // Without the line itself, which the error would show: it may hold a password.
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        named(format!("line {}: {}", before.matches('\n').count() + 1, error.message()))
    })
}

/// What can be read of a table: each setting is tried by itself, so that one mistake hides no other.
fn readable(table: toml::Table, wrong: &mut Mistakes) -> Written {
    let mut good = toml::Table::new();
    for (setting, value) in table {
        let alone = match value {
            toml::Value::Table(inner) => inner
                .into_iter()
                .map(|(name, value)| toml::Table::from_iter([(name, value)]).into())
                .collect(),
            value => vec![value],
        };
        for value in alone {
            let named = match value.as_table().and_then(|inner| inner.keys().next()) {
                Some(name) => format!("{setting}.{name}"),
                None => setting.clone(),
            };
            let one = toml::Table::from_iter([(setting.clone(), value)]);
            let tried = Written::deserialize(one.clone());
            let tried = tried.map_err(|error| Mistake::new(&named, one_line(&error.to_string())));
            if wrong.keep(tried).is_some() {
                merge(&mut good, one);
            }
        }
    }
    Written::deserialize(good).unwrap_or_default()
}

fn merge(into: &mut toml::Table, from: toml::Table) {
    for (setting, value) in from {
        match (into.get_mut(&setting).and_then(toml::Value::as_table_mut), value) {
            (Some(there), toml::Value::Table(more)) => there.extend(more),
            (_, value) => drop(into.insert(setting, value)),
        }
    }
}

/// The variables of this process.
pub fn variables() -> BTreeMap<String, String> {
    std::env::vars()
        .filter(|(name, _)| name.starts_with("DOORWARD_") && !name.starts_with("DOORWARD_TEST"))
        // The command line reads it: it names the file.
        .filter(|(name, _)| name != "DOORWARD_CONFIG_FILE")
        .collect()
}

/// The cores of this machine: as many hashes run at once.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

fn password(written: &WrittenPassword) -> Result<(Hashing, usize, PasswordLengths), Mistake> {
    let default = Hashing::default();
    let hashing = Hashing {
        memory_kib: written.memory_kib.unwrap_or(default.memory_kib),
        passes: written.passes.unwrap_or(default.passes),
        lanes: written.lanes.unwrap_or(default.lanes),
    };
    if !hashing.is_strong_enough() {
        return Err(Mistake::new(
            "password",
            "the cost is below what is safe: at least memory_kib = 7168 with passes = 5, or 19456 with 2",
        ));
    }
    let lengths = PasswordLengths::default();
    let lengths = PasswordLengths {
        with_second_factor: written.minimum_with_second_factor.unwrap_or(lengths.with_second_factor),
        alone: written.minimum_alone.unwrap_or(lengths.alone),
    };
    let within = |length: usize| (8..=64).contains(&length);
    if !within(lengths.with_second_factor) || !within(lengths.alone) {
        return Err(Mistake::new("password", "minimum lengths are 8 to 64 characters"));
    }
    let slots = written.slots.unwrap_or_else(cores);
    if !(1..=64).contains(&slots) {
        return Err(Mistake::new("password.slots", "is 1 to 64 hashes at once"));
    }
    Ok((hashing, slots, lengths))
}

fn smtp(url: Option<&str>, from: Option<&str>) -> Result<Option<Smtp>, Mistake> {
    let Some(url) = url else { return Ok(None) };
    let url = Url::parse(url).map_err(|error| Mistake::new("smtp_url", error))?;
    if url.host_str().is_none_or(str::is_empty) {
        return Err(Mistake::new("smtp_url", "names no host"));
    }
    match url.scheme() {
        "smtp" | "smtps" => {}
        "smtp+plain" if is_loopback(&url) => {}
        "smtp+plain" => {
            return Err(Mistake::new(
                "smtp_url",
                "smtp+plain is for this very machine: elsewhere use smtp or smtps",
            ));
        }
        scheme => return Err(Mistake::new("smtp_url", format!("`{scheme}` is neither smtp nor smtps"))),
    }
    let from = from.ok_or_else(|| Mistake::new("mail_from", "is missing: the address that mail is from"))?;
    let from = Email::parse(from).map_err(|error| Mistake::new("mail_from", error))?;
    Ok(Some(Smtp { url, from }))
}

/// Whether this very machine is meant.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn address(setting: &str, text: &str) -> Result<SocketAddr, Mistake> {
    let wrong = || Mistake::new(setting, format!("`{text}` is no address and port, as in 127.0.0.1:8080"));
    text.parse().map_err(|_| wrong())
}

/// An address and port; a port alone is this machine's own.
fn metrics_address(text: &str) -> Result<SocketAddr, Mistake> {
    match text.parse::<u16>() {
        Ok(port) => Ok(SocketAddr::from(([127, 0, 0, 1], port))),
        Err(_) => address("metrics.listen", text),
    }
}

fn public_url(text: Option<&str>) -> Result<PublicAddress, Mistake> {
    let missing = "is missing: the address that people open, as in https://help.example.com";
    let text = text.ok_or_else(|| Mistake::new("public_url", missing))?;
    PublicAddress::parse(text).map_err(|error| Mistake::new("public_url", error))
}

fn network(text: &str) -> Result<IpNet, Mistake> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| Mistake::new("trusted_proxies", format!("`{text}` is neither an address nor a network")))
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, Mistakes> {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::read(None, variables)
    }

    #[test]
    fn every_mistake_is_one_line_that_names_the_setting() {
        let url = ("DOORWARD_PUBLIC_URL", "https://help.example.com");
        for (variables, named) in [
            (vec![], "public_url: is missing"),
            (
                vec![("DOORWARD_PUBLIC_URL", "help.example.com")],
                "public_url: a public address begins with https",
            ),
            (vec![url, ("DOORWARD_LISTEN", "8080")], "listen: `8080`"),
            (vec![url, ("DOORWARD_DATABASE", "mysql://x")], "database: "),
            (vec![url, ("DOORWARD_SMTP_URL", "smtp://mail.example.com")], "mail_from: is missing"),
            (vec![url, ("DOORWARD_SMTP_URL", "smtp+plain://mail.example.com")], "smtp_url: smtp+plain"),
            (vec![url, ("DOORWARD_TRUSTED_PROXIES", "10.0.0.0/8, proxy")], "trusted_proxies: `proxy`"),
            (vec![url, ("DOORWARD_HOME", "//evil")], "home: "),
            (vec![url, ("DOORWARD_BREACH_FILE", "/nowhere/at/all")], "breach_file: /nowhere/at/all"),
            (vec![url, ("DOORWARD_COLOUR", "blue")], "DOORWARD_COLOUR: there is no such setting"),
        ] {
            let mistake = read(&variables).map(drop).unwrap_err().to_string();
            assert!(mistake.starts_with(named), "{mistake}");
            assert_eq!(mistake.lines().count(), 1, "{mistake}");
        }
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let path = std::env::temp_dir().join(format!("doorward-mistakes-{}.toml", std::process::id()));
        let text = "publik_url = \"x\"\nlisten = 8080\nhome = \"//evil\"\ntrusted_proxies = [\"proxy\", \"10.0.0.0/8\"]\n\
                    [password]\nslots = 999\nmemory = 1\n[metrics]\nlisten = \"everywhere\"\n";
        std::fs::write(&path, text).unwrap();
        let colour = [("DOORWARD_COLOUR".to_owned(), "blue".to_owned())];
        let mistakes = Config::read(Some(&path), colour).map(drop).unwrap_err().to_string();
        std::fs::remove_file(&path).unwrap();
        let named: Vec<&str> = mistakes.lines().map(|line| line.split(": ").next().unwrap()).collect();
        let all = [
            "DOORWARD_COLOUR",
            "home",
            "listen",
            "metrics.listen",
            "password.memory",
            "password.slots",
            "public_url",
            "publik_url",
            "trusted_proxies",
        ];
        let mut sorted = named.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, all, "{mistakes}");
    }

    #[test]
    fn metrics_are_off_and_a_port_alone_is_this_machine_s() {
        let url = ("DOORWARD_PUBLIC_URL", "https://help.example.com");
        assert_eq!(read(&[url]).unwrap().metrics, None);
        let metrics =
            |at: &str| read(&[url, ("DOORWARD_METRICS_LISTEN", at)]).unwrap().metrics.unwrap().to_string();
        assert_eq!(metrics("9464"), "127.0.0.1:9464");
        assert_eq!(metrics("[::1]:9464"), "[::1]:9464");
    }

    #[test]
    fn a_variable_overrides_the_file_and_a_typo_is_found() {
        let path = std::env::temp_dir().join(format!("doorward-config-{}.toml", std::process::id()));
        std::fs::write(&path, "public_url = \"https://a.example\"\nhome = \"/desk\"\n").unwrap();
        let over = [("DOORWARD_PUBLIC_URL".to_owned(), "https://b.example".to_owned())];
        let config = Config::read(Some(&path), over).unwrap();
        assert_eq!((config.public_url.host(), config.home.as_str()), ("b.example", "/desk"));
        std::fs::write(&path, "home = \"/desk\"\n[[sms]]\nsecret = \"hunter2\nkind = 5\n").unwrap();
        let mistake = Config::read(Some(&path), []).map(drop).unwrap_err().to_string();
        let first = mistake.lines().next().unwrap();
        assert!(first.contains(": line 3: ") && !mistake.contains("hunter2"), "{mistake}");
        std::fs::write(&path, "publik_url = \"https://a.example\"\n").unwrap();
        let mistake = Config::read(Some(&path), []).map(drop).unwrap_err().to_string();
        let lines: Vec<&str> = mistake.lines().collect();
        assert!(lines.len() == 2 && lines[0].contains("publik_url"), "{mistake}");
        assert!(lines[1].starts_with("public_url: is missing"), "{mistake}");
        std::fs::write(&path, "public_url = \"https://a.example\"\n[password]\nmemory_kib = 64\n").unwrap();
        assert!(Config::read(Some(&path), []).is_err());
        std::fs::remove_file(&path).unwrap();
    }
}
