//! `doorward config check`: every mistake on a line with what to do, and on request whether what the settings name is there.

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use clap::Args;
use doorward_core::secret::ServerKey;
use doorward_store::StoreError;
use doorward_store::look::look;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::clock::Clock;
use crate::config::{Config, variables};
use crate::delivery::smtp::Smtp;
use crate::flows::App;
use crate::keys;
use crate::serve::{gateways, log_filter, settings};

/// Nobody is waited for longer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Nothing is changed, made or sent by it.
#[derive(Args, Debug)]
pub(super) struct Check {
    /// Try what the settings name as well: the database and its key, the mail server, the gateways for text messages, the ports
    #[arg(long)]
    connect: bool,
}

impl Check {
    pub(super) async fn run(self, file: Option<&Path>) -> Result<(), String> {
        let mut report = Report::new();
        let variables = variables();
        let from = match file {
            Some(path) => path.display().to_string(),
            None => "no file".to_owned(),
        };
        let from = format!("{from} and {} variables", variables.len());
        match Config::read(file, variables) {
            Err(mistakes) => mistakes.to_string().lines().for_each(|mistake| report.wrong(mistake)),
            Ok(config) => {
                report.good(&format!("settings: every one can be read, from {from}"));
                let key = look_at(&config, file, &mut report);
                if self.connect {
                    try_database(&config, key, &mut report).await;
                    try_mail(&config, &mut report).await;
                    try_gateways(&config, &mut report).await;
                    try_port("listen", config.listen, &mut report).await;
                    if let Some(metrics) = config.metrics {
                        try_port("metrics.listen", metrics, &mut report).await;
                    }
                } else {
                    report
                        .doubt("not tried: database, mail server, gateways and ports; --connect tries them");
                }
            }
        }
        match report.mistakes {
            0 => Ok(()),
            1 => Err("one thing is wrong".to_owned()),
            mistakes => Err(format!("{mistakes} things are wrong")),
        }
    }
}

/// What the settings alone tell. Gives the server's key, if there is one.
fn look_at(config: &Config, file: Option<&Path>, report: &mut Report) -> Option<ServerKey> {
    let origin = config.public_url.origin();
    match origin.starts_with("https://") {
        true => report.good(&format!("public_url: people open {origin}")),
        false => report.doubt(&format!("public_url: {origin} is plain http: for this machine alone")),
    }
    match config.listen.ip().is_loopback() {
        true => report.good(&format!("listen: {}, for a proxy on this machine", config.listen)),
        false => report
            .doubt(&format!("listen: {} speaks no TLS: see that only your proxy reaches it", config.listen)),
    }
    if let Err(mistake) = log_filter(&config.log) {
        report.wrong(&mistake);
    }
    look_at_proxies(config, report);
    match config.metrics {
        Some(metrics) if metrics == config.listen => {
            report.wrong("metrics.listen: is the public address: give the metrics a port of their own");
        }
        Some(metrics) if !metrics.ip().is_loopback() => {
            report.doubt(&format!("metrics.listen: {metrics}: see that only your scraper reaches it"));
        }
        Some(metrics) => report.good(&format!("metrics.listen: {metrics}, for this machine alone")),
        None => {}
    }
    match &config.breach_file {
        Some(_) => report.good("breach_file: can be read"),
        None => report.doubt("breach_file: none, so that leaked passwords are taken"),
    }
    match &config.smtp {
        Some(smtp) => report.good(&format!("smtp_url: mail is from {}", smtp.from)),
        None => report.doubt("smtp_url: none, so that no mail goes out: no invitation, no new password"),
    }
    look_at_gateways(config, report);
    if let Some(path) = file.filter(|path| others_can_read(path)) {
        let path = path.display();
        report.doubt(&format!("{path}: others can read it, and with it its passwords: set its mode to 0600"));
    }
    look_at_key(config, report)
}

fn look_at_gateways(config: &Config, report: &mut Report) {
    for (sms, place) in config.sms.iter().zip(1..) {
        let host = sms.url.host_str().unwrap_or_default();
        let asked = if place == 1 { "text messages go to" } else { "asked when the first fails:" };
        report.good(&format!("sms.{place}: {asked} {host}"));
        if let Some(path) = sms.secret_file.as_deref().filter(|path| others_can_read(path)) {
            let path = path.display();
            report.doubt(&format!("sms.{place}.secret_file: others can read {path}: set its mode to 0600"));
        }
    }
}

fn look_at_proxies(config: &Config, report: &mut Report) {
    let everybody = config.trusted_proxies.iter().find(|network| network.prefix_len() == 0);
    let behind_one = config.public_url.origin().starts_with("https://") && config.listen.ip().is_loopback();
    match (everybody, config.trusted_proxies.is_empty()) {
        (Some(network), _) => report.wrong(&format!(
            "trusted_proxies: `{network}` is everybody, who could then claim any address: name your proxies"
        )),
        (None, true) if behind_one => report.doubt(
            "trusted_proxies: none, so that every visitor has the proxy's address: name it, as in 127.0.0.1",
        ),
        (None, true) => report.good("trusted_proxies: none, so that a visitor's address is the connection's"),
        (None, false) => report.good("trusted_proxies: theirs is the word on a visitor's address"),
    }
}

fn look_at_key(config: &Config, report: &mut Report) -> Option<ServerKey> {
    let path = &config.key_file;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match keys::load(path) {
        Ok(key) => {
            report.good(&format!("key_file: {} holds a key that others cannot read", path.display()));
            return Some(key);
        }
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            report.wrong(&format!("key_file: {}: {error}", path.display()));
        }
        Err(_) if folder.is_some_and(|folder| !folder.is_dir()) => {
            report.wrong(&format!("key_file: {}: make its folder first", path.display()));
        }
        Err(_) => report.doubt(&format!("key_file: {} is made at the first start", path.display())),
    }
    None
}

fn others_can_read(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o004 != 0)
}

async fn try_database(config: &Config, key: Option<ServerKey>, report: &mut Report) {
    let url = config.database.to_string();
    if is_first_start(&url, report) {
        return;
    }
    let looked = match tokio::time::timeout(PATIENCE, look(&config.database)).await {
        Ok(looked) => looked,
        Err(_) => Err(StoreError::Unavailable("no answer".to_owned())),
    };
    let looked = match looked {
        Ok(looked) => looked,
        Err(error @ StoreError::Unavailable(_)) if !url.starts_with("sqlite:") => {
            return report.wrong(&format!(
                "database: {url}: {error}: see that it runs, that host, port, user and password are right, and that it \
                 offers TLS or the URL says sslmode=disable"
            ));
        }
        Err(error) => return report.wrong(&format!("database: {url}: {error}")),
    };
    match (looked.taken, looked.lacks) {
        (0, _) => {
            return report.good(&format!("database: {url} answers and is empty: the first start fills it"));
        }
        (_, 0) => report.good(&format!("database: {url} answers, and is this program's")),
        (_, lacks) => report.doubt(&format!(
            "database: {url} answers; the next start takes {lacks} steps that it lacks: back it up before"
        )),
    }
    let fits = async {
        let Some(key) = key else {
            return Err(
                "it is in use, and its key is not there: bring the key file of this database".to_owned()
            );
        };
        let app = App::new(looked.store, key, Clock::system(), settings(config));
        let fits = app.map_err(|error| error.to_string())?.store_fits().await;
        fits.map_err(|error| error.to_string())?.map_err(|not_ours| not_ours.to_string())
    };
    match fits.await {
        Ok(()) => report.good("database: it is sealed under this key"),
        Err(why) => report.wrong(&format!("database: {why}")),
    }
}

/// A file that is not there is made by the first start, when its folder is there.
fn is_first_start(url: &str, report: &mut Report) -> bool {
    let Some(path) = url.strip_prefix("sqlite:").map(Path::new).filter(|path| !path.exists()) else {
        return false;
    };
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            report.wrong(&format!("database: {url}: make its folder first"));
        }
        _ => report.doubt(&format!("database: {url} is made at the first start")),
    }
    true
}

async fn try_mail(config: &Config, report: &mut Report) {
    let Some(settings) = &config.smtp else { return };
    let host = settings.url.host_str().unwrap_or_default();
    let greeted = match Smtp::new(settings) {
        Ok(smtp) => {
            tokio::time::timeout(PATIENCE, smtp.greet()).await.unwrap_or_else(|_| Err("no answer".to_owned()))
        }
        Err(why) => Err(why),
    };
    match greeted {
        Ok(()) if settings.url.username().is_empty() => report.good(&format!("smtp_url: {host} greets")),
        Ok(()) => report.good(&format!("smtp_url: {host} greets, and takes user and password")),
        Err(why) => {
            report.wrong(&format!("smtp_url: {host}: {why}: see host, port, user, password and the scheme"));
        }
    }
}

async fn try_gateways(config: &Config, report: &mut Report) {
    let gateways = match gateways(config) {
        Ok(gateways) => gateways,
        Err(why) => return report.wrong(&why),
    };
    for ((host, greeted), place) in gateways.greet().await.into_iter().zip(1..) {
        match greeted {
            Ok(how) => report.good(&format!("sms.{place}: {host} {how}")),
            Err(why) => report.wrong(&format!("sms.{place}: {host}: {why}: see url, account and secret")),
        }
    }
}

async fn try_port(setting: &str, address: SocketAddr, report: &mut Report) {
    match TcpListener::bind(address).await {
        Ok(_) => report.good(&format!("{setting}: {address} is free")),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && is_doorward(address).await => {
            report.good(&format!("{setting}: {address} is in use by a Doorward that runs"));
        }
        Err(error) => {
            report.wrong(&format!("{setting}: {address}: {error}: choose another, or end who has it"))
        }
    }
}

/// Whether a Doorward answers there already: its health page, or the one that says where the metrics are.
async fn is_doorward(address: SocketAddr) -> bool {
    let asked = async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
        let mut answer = Vec::new();
        stream.take(4_096).read_to_end(&mut answer).await?;
        Ok::<_, std::io::Error>(answer)
    };
    let answer = tokio::time::timeout(Duration::from_secs(3), asked).await;
    let answer = answer.ok().and_then(Result::ok).unwrap_or_default();
    [&b"\r\n\r\nalive\n"[..], b"\r\n\r\nthe metrics are at /metrics\n"].iter().any(|it| answer.ends_with(it))
}

/// What was found so far, a line each.
struct Report {
    colour: bool,
    mistakes: usize,
}

impl Report {
    fn new() -> Report {
        let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Report { colour, mistakes: 0 }
    }

    fn good(&mut self, what: &str) {
        self.line("✓", "32", what);
    }

    /// Right, perhaps, and worth a look.
    fn doubt(&mut self, what: &str) {
        self.line("!", "33", what);
    }

    fn wrong(&mut self, what: &str) {
        self.mistakes += 1;
        self.line("✗", "1;31", what);
    }

    fn line(&self, mark: &str, colour: &str, what: &str) {
        // What a server or a system said may hold anything: it stays on its line.
        let what: String = what.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        match self.colour {
            true => println!("\x1b[{colour}m{mark}\x1b[0m {what}"),
            false => println!("{mark} {what}"),
        }
    }
}
