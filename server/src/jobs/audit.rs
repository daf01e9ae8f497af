//! Sealing the audit log.

use std::time::Duration;

use tokio::sync::watch;

use crate::flows::App;

use super::stopped;

/// What was written down is sealed this much later, at most: until then somebody who writes into the database goes unnoticed.
const SEAL_EVERY: Duration = Duration::from_secs(5);

/// Between two batches of a long log, so that others come to write as well.
const BETWEEN: Duration = Duration::from_millis(20);

/// Seals what waits until `stop` is signalled.
pub async fn sealer(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let wait = match app.seal_audit().await {
            Ok(0) => SEAL_EVERY,
            Ok(entries) => {
                tracing::debug!(entries, "audit entries sealed");
                BETWEEN
            }
            Err(error) => {
                tracing::error!(%error, "the audit log could not be sealed");
                SEAL_EVERY
            }
        };
        if stopped(&mut stop, wait).await {
            return;
        }
    }
}
