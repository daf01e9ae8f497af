//! Building the reports that somebody asked for.

use std::time::Duration;

use tokio::sync::watch;

use crate::flows::App;

use super::stopped;

/// It is looked for reports so often.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Between two pieces, so that others come to write as well.
const BETWEEN: Duration = Duration::from_millis(5);

/// Builds what was asked for until `stop` is signalled.
pub async fn builder(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let wait = match app.build_report().await {
            Ok(true) => BETWEEN,
            Ok(false) => LOOK_EVERY,
            Err(error) => {
                tracing::error!(%error, "a report could not be built");
                LOOK_EVERY
            }
        };
        if stopped(&mut stop, wait).await {
            return;
        }
    }
}
