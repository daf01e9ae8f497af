//! Putting the parts together: the store opened, the key read, pages and jobs started, and all ended by one signal.

use std::net::SocketAddr;
use std::sync::Arc;

use doorward_store::{Options, Store};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::config::Config;
use crate::delivery::sms::{Gateways, Sms};
use crate::delivery::smtp::Smtp;
use crate::delivery::{Mailer, Memory, Post};
use crate::flows::{App, NotOurs, Purpose, Settings, is_sealed};
use crate::jobs;
use crate::keys;
use crate::web::doors::{Door, doors};
use crate::web::router::router;
use crate::web::scrape;
use crate::web::state::{Web, WebSettings};

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    app: App,
    web: WebSettings,
    mailer: Mailer,
    gateways: Gateways,
    doors: Vec<Door>,
    metrics: Option<TcpListener>,
}

impl Server {
    /// Takes the port.
    ///
    /// # Errors
    /// One line.
    pub async fn bind(
        app: App,
        web: WebSettings,
        mailer: Mailer,
        gateways: Gateways,
        listen: SocketAddr,
    ) -> Result<Server, String> {
        let failed = |error: std::io::Error| format!("listen: {listen}: {error}");
        let listener = TcpListener::bind(listen).await.map_err(failed)?;
        Server::on(listener, app, web, mailer, gateways, Vec::new())
    }

    /// Takes a port that is taken already, and more doors than the server's own.
    ///
    /// # Errors
    /// One line.
    pub fn on(
        listener: TcpListener,
        app: App,
        web: WebSettings,
        mailer: Mailer,
        gateways: Gateways,
        more: Vec<Door>,
    ) -> Result<Server, String> {
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let doors = doors().into_iter().chain(more).collect();
        Ok(Server { listener, address, app, web, mailer, gateways, doors, metrics: None })
    }

    /// Takes another port, for the metrics alone.
    ///
    /// # Errors
    /// One line.
    pub async fn with_metrics(self, listen: SocketAddr) -> Result<Server, String> {
        let failed = |error: std::io::Error| format!("metrics.listen: {listen}: {error}");
        Ok(Server { metrics: Some(TcpListener::bind(listen).await.map_err(failed)?), ..self })
    }

    /// Where the metrics are.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().and_then(|listener| listener.local_addr().ok())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process is told to end; then lets what is under way finish.
    ///
    /// # Errors
    /// One line.
    pub async fn run(self) -> Result<(), String> {
        tracing::info!(mail = ?self.mailer, text_messages = ?self.gateways, "messages go out");
        let (stop, stopped) = watch::channel(false);
        let post = Post { mailer: self.mailer, gateways: self.gateways };
        let mut senders = tokio::task::JoinSet::new();
        for _ in 0..jobs::outbox::URGENT_AT_ONCE {
            senders.spawn(jobs::outbox::sender(self.app.clone(), post.clone(), true, stopped.clone()));
        }
        senders.spawn(jobs::outbox::sender(self.app.clone(), post, false, stopped.clone()));
        let sweeper = tokio::spawn(jobs::sweeper(self.app.clone(), stopped.clone()));
        let sealer = tokio::spawn(jobs::audit::sealer(self.app.clone(), stopped.clone()));
        let builder = tokio::spawn(jobs::reports::builder(self.app.clone(), stopped.clone()));
        let counter = tokio::spawn(jobs::counts::counter(self.app.clone(), stopped.clone()));
        let reminder = tokio::spawn(jobs::reminders::reminder(self.app.clone(), stopped.clone()));
        let stepper = tokio::spawn(jobs::batches::stepper(self.app.clone(), stopped.clone()));
        let scraped = tokio::spawn(serve_metrics(self.metrics, self.app.clone(), stopped));
        let web = Web::new(self.app, self.web);
        let service = router(web, self.doors).into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(self.listener, service).with_graceful_shutdown(told_to_end()).await;
        stop.send_replace(true);
        let _ =
            tokio::join!(senders.join_all(), sweeper, sealer, builder, counter, reminder, stepper, scraped);
        served.map_err(|error| error.to_string())
    }
}

/// Answers whoever asks for the metrics, until `stop` is signalled.
async fn serve_metrics(listener: Option<TcpListener>, app: App, mut stop: watch::Receiver<bool>) {
    let Some(listener) = listener else { return };
    let told = async move { drop(stop.wait_for(|stop| *stop).await) };
    let served = axum::serve(listener, scrape::service(app)).with_graceful_shutdown(told).await;
    if let Err(error) = served {
        tracing::error!(%error, "the metrics are not served any more");
    }
}

/// Opens the store and the key of a configuration.
///
/// # Errors
/// One line that names the setting.
pub async fn open(config: &Config) -> Result<App, String> {
    open_with(config, Options::default()).await
}

/// The same for a command that reads everything once, in order: what it read is not needed again, so little of it is kept.
///
/// # Errors
/// One line that names the setting.
pub async fn open_to_read_through(config: &Config) -> Result<App, String> {
    open_with(config, Options { writers: 1, readers: 1, cache_kib: 8_192, ..Options::default() }).await
}

async fn open_with(config: &Config, options: Options) -> Result<App, String> {
    let clock = Clock::system();
    let mut moment = clock.moment().map_err(|error| error.to_string())?;
    let store = Store::open(&config.database, options).await.map_err(|error| format!("database: {error}"))?;
    let wrong_key = |error: String| format!("key_file: {}: {error}", config.key_file.display());
    // A database that is sealed already has its key somewhere: to make another would lock everybody's factors out.
    let key = match is_sealed(&store).await.map_err(|error| format!("database: {error}"))? {
        true => keys::load(&config.key_file),
        false => keys::load_or_make(&config.key_file, &mut moment),
    };
    let key = key.map_err(|error| wrong_key(error.to_string()))?;
    let app = App::new(store, key, clock, settings(config)).map_err(|error| error.to_string())?;
    match app.claim_store(Purpose::Serve).await.map_err(|error| format!("database: {error}"))? {
        Ok(()) => {
            app.make_everybody_findable().await.map_err(|error| format!("database: {error}"))?;
            Ok(app)
        }
        Err(NotOurs::OtherKey) => Err(wrong_key(NotOurs::OtherKey.to_string())),
        Err(not_ours) => Err(format!("database: {not_ours}")),
    }
}

/// The settings that decisions depend on.
pub fn settings(config: &Config) -> Settings {
    Settings {
        hashing: config.hashing,
        hash_slots: config.hash_slots,
        password_lengths: config.password_lengths,
        window: config.window,
        breach_file: config.breach_file.clone(),
        home: config.home.clone(),
        mail_route: config.smtp.as_ref().map(mail_route).unwrap_or_default(),
        sms_route: config.sms.iter().map(sms_route).collect::<Vec<_>>().join(" "),
    }
}

/// Server, port, user and sender of mail.
fn mail_route(smtp: &crate::config::Smtp) -> String {
    let (url, from) = (&smtp.url, smtp.from.as_str());
    let port = url.port().unwrap_or_default();
    format!("{} {}@{}:{port} {from}", url.scheme(), url.username(), url.host_str().unwrap_or_default())
}

/// Kind, address and account of a gateway: without its secret, which changes nothing about where messages arrive.
fn sms_route(sms: &crate::config::Sms) -> String {
    format!("{:?} {}", sms.kind, sms.url)
}

/// Where mail goes by a configuration.
///
/// # Errors
/// One line.
pub fn mailer(config: &Config) -> Result<Mailer, String> {
    match &config.smtp {
        Some(smtp) => {
            Ok(Mailer::Smtp(Arc::new(Smtp::new(smtp).map_err(|error| format!("smtp_url: {error}"))?)))
        }
        None => Ok(Mailer::Nowhere),
    }
}

/// A mailer that keeps mails in memory, and the mails.
pub fn memory_mailer() -> (Mailer, Arc<Memory>) {
    let memory = Arc::new(Memory::default());
    (Mailer::Memory(Arc::clone(&memory)), memory)
}

/// Where text messages go by a configuration.
///
/// # Errors
/// One line.
pub fn gateways(config: &Config) -> Result<Gateways, String> {
    Gateways::new(&config.sms).map_err(|error| format!("sms: {error}"))
}

/// A gateway that keeps text messages in memory, and the messages.
pub fn memory_gateways() -> (Gateways, Arc<Memory<Sms>>) {
    let memory = Arc::new(Memory::default());
    (Gateways::memory([Arc::clone(&memory)]), memory)
}

/// Starts the log: JSON lines to the standard error. Nothing that is logged holds a secret, since secrets print as `…` and
/// no query, form or cookie is logged.
///
/// # Errors
/// When the filter cannot be read.
pub fn log(filter: &str) -> Result<(), String> {
    let subscriber =
        tracing_subscriber::fmt().json().with_env_filter(log_filter(filter)?).with_writer(std::io::stderr);
    let _ = subscriber.try_init();
    Ok(())
}

/// Which log lines are written. None of the library that verifies passkeys, whatever the filter says: it calls each forgery that a
/// visitor sends an error of ours, and prints what was sent. What it found is a refusal, and saved as one.
///
/// # Errors
/// When the filter cannot be read.
pub fn log_filter(filter: &str) -> Result<tracing_subscriber::EnvFilter, String> {
    let wrong = |error: &dyn std::fmt::Display| format!("log: {error}");
    let filter = tracing_subscriber::EnvFilter::try_new(filter).map_err(|error| wrong(&error))?;
    Ok(filter.add_directive("webauthn_rs_core=off".parse().map_err(|error| wrong(&error))?))
}

async fn told_to_end() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
