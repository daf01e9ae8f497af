//! Looking at, and doing, what is to happen to many people at once.

use std::time::Duration;

use tokio::sync::watch;

use crate::flows::App;

use super::stopped;

/// It is looked for batches so often, also for those that wait until letters are sent.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Between two steps, so that others come to write as well.
const BETWEEN: Duration = Duration::from_millis(5);

/// Takes steps of batches until `stop` is signalled.
pub async fn stepper(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let wait = match app.step_batch().await {
            Ok(true) => BETWEEN,
            Ok(false) => LOOK_EVERY,
            Err(error) => {
                tracing::error!(%error, "a batch could not go on");
                LOOK_EVERY
            }
        };
        if stopped(&mut stop, wait).await {
            return;
        }
    }
}
