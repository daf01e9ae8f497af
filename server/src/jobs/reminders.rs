//! Reminding people that they have to set a second factor up.

use std::time::Duration;

use tokio::sync::watch;

use crate::flows::App;

use super::stopped;

/// So long between two passes while there is somebody to remind: a pass is bounded, so this bounds what a minute brings.
const NEXT_PASS: Duration = Duration::from_secs(60);

/// So long when there is nobody: each look reads everybody who has nothing set up.
const LOOK_EVERY: Duration = Duration::from_secs(600);

/// Reminds people until `stop` is signalled.
pub async fn reminder(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let wait = match app.remind().await {
            Ok(0) => LOOK_EVERY,
            Ok(people) => {
                tracing::info!(people, "people were reminded of a second step that they have to set up");
                NEXT_PASS
            }
            Err(error) => {
                tracing::error!(%error, "people could not be reminded");
                NEXT_PASS
            }
        };
        if stopped(&mut stop, wait).await {
            return;
        }
    }
}
