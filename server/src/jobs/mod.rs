//! Work that nobody waits for: a loop each, all of them ended by one signal.

use std::time::Duration;

use tokio::sync::watch;

use crate::flows::App;

pub mod audit;
pub mod batches;
pub mod counts;
mod letters;
pub mod outbox;
pub mod reminders;
pub mod reports;

/// Expired rows are freed so often; nothing depends on it.
const SWEEP_EVERY: Duration = Duration::from_secs(300);

/// Frees what expired until `stop` is signalled.
pub async fn sweeper(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        match app.sweep().await {
            Ok(0) => {}
            Ok(rows) => tracing::debug!(rows, "expired rows freed"),
            Err(error) => tracing::warn!(%error, "expired rows could not be freed"),
        }
        if stopped(&mut stop, SWEEP_EVERY).await {
            return;
        }
    }
}

/// Waits for `span`, or less when `stop` is signalled: then true.
async fn stopped(stop: &mut watch::Receiver<bool>, span: Duration) -> bool {
    let told = stop.wait_for(|stop| *stop);
    // Whoever would tell is gone, or told: either way there is nothing more to wait for.
    tokio::time::timeout(span, told).await.is_ok()
}
