//! `doorward serve`: the real thing.

use std::fs::OpenOptions;
use std::io::{IsTerminal as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;

use doorward_core::tenant::PublicAddress;

use crate::config::Config;
use crate::flows::App;
use crate::serve::{Server, gateways, log, mailer, open};
use crate::web::state::WebSettings;

/// Where the set-up link goes when there is no terminal to write it to.
const LINK_FILE: &str = "doorward-setup-link";

pub(super) async fn run(config: Config) -> Result<(), String> {
    log(&config.log)?;
    let (mailer, gateways) = (mailer(&config)?, gateways(&config)?);
    let app = open(&config).await?;
    let web = WebSettings {
        trusted_proxies: config.trusted_proxies.clone(),
        background_paths: config.background_paths.clone(),
        public_url: Some(config.public_url.clone()),
        demo: false,
    };
    app.move_first_tenant(config.public_url.clone()).await.map_err(|error| error.to_string())?;
    let server = Server::bind(app.clone(), web, mailer, gateways, config.listen).await?;
    let server = match config.metrics {
        Some(listen) => server.with_metrics(listen).await?,
        None => server,
    };
    offer_setup(&app, &config.public_url).await?;
    tracing::info!(address = %server.address(), public = config.public_url.origin(), "listening");
    if let Some(address) = server.metrics_address() {
        tracing::info!(%address, "the metrics are served");
    }
    server.run().await
}

/// On an empty store: the one-time link for the owner, to the terminal or to a file that only its owner reads. Never to
/// the log.
async fn offer_setup(app: &App, address: &PublicAddress) -> Result<(), String> {
    let Some(token) = app.setup_link().await.map_err(|error| error.to_string())? else { return Ok(()) };
    let link = address.link(&format!("/setup/{}", token.expose()));
    if std::io::stderr().is_terminal() {
        eprintln!("\nThis server has no account yet. Make it here, once, within a day:\n\n  {link}\n");
        return Ok(());
    }
    // A file of an earlier start holds a dead link: it goes, so that the new one is made with its own mode.
    match std::fs::remove_file(LINK_FILE) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(format!("{LINK_FILE}: {error}"));
        }
        _ => {}
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(LINK_FILE)
        .map_err(|error| format!("{LINK_FILE}: {error}"))?;
    writeln!(file, "{link}").map_err(|error| format!("{LINK_FILE}: {error}"))?;
    tracing::info!(file = LINK_FILE, "this server has no account yet: the link to make it is in the file");
    Ok(())
}
