//! Building the reports that somebody asked for, and asking for those that are due.

use std::time::Duration;

use tokio::sync::watch;

use crate::flows::{App, Result};

use super::stopped;

/// It is looked for reports so often.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Between two pieces, so that others come to write as well.
const BETWEEN: Duration = Duration::from_millis(5);

/// Builds what was asked for until `stop` is signalled.
pub async fn builder(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let wait = match step(&app).await {
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

/// What is waiting goes before what is due: one report is built after the other.
async fn step(app: &App) -> Result<bool> {
    Ok(app.build_report().await? || app.ask_for_due_report().await?)
}
