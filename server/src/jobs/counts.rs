//! Counting what happened, for the dashboard.

use std::time::Duration;

use tokio::sync::watch;

use crate::flows::App;

use super::stopped;

/// Counted so often: what has happened since is counted by whoever looks at the dashboard.
const COUNT_EVERY: Duration = Duration::from_secs(300);

/// Counts days until `stop` is signalled.
pub async fn counter(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let counted = tokio::select! {
            counted = app.count_days() => counted,
            // A step that is left is taken again: its mark has not moved.
            _ = stop.wait_for(|stop| *stop) => return,
        };
        if let Err(error) = counted {
            tracing::error!(%error, "days could not be counted for the dashboard");
        }
        if stopped(&mut stop, COUNT_EVERY).await {
            return;
        }
    }
}
