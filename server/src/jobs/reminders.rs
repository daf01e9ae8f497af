//! What a deadline calls for: reminding people that they have to set a second factor up, and pausing a roll-out that keeps too many out.

use std::time::Duration;

use tokio::sync::watch;

use crate::flows::App;

use super::stopped;

/// So long between two passes: a pass of reminders is bounded, so this bounds what a minute brings; and by so much a roll-out pauses late.
const NEXT_PASS: Duration = Duration::from_secs(60);

/// So many passes without reminders after one that found nobody to remind: each look reads everybody who has nothing set up.
const RESTS: u32 = 9;

/// Reminds people, and pauses roll-outs, until `stop` is signalled.
pub async fn reminder(app: App, mut stop: watch::Receiver<bool>) {
    let mut rests = 0_u32;
    loop {
        pause(&app).await;
        rests = if rests > 0 { rests.saturating_sub(1) } else { remind(&app).await };
        if stopped(&mut stop, NEXT_PASS).await {
            return;
        }
    }
}

async fn pause(app: &App) {
    match app.pause_roll_outs().await {
        Ok(0) => {}
        Ok(roll_outs) => {
            tracing::warn!(roll_outs, "a roll-out paused by itself: too many people did not come in")
        }
        Err(error) => tracing::error!(%error, "nobody could look whether a roll-out is to pause"),
    }
}

/// Returns for how many passes nobody is to be looked for.
async fn remind(app: &App) -> u32 {
    match app.remind().await {
        Ok(0) => return RESTS,
        Ok(people) => {
            tracing::info!(people, "people were reminded of a second step that they have to set up")
        }
        Err(error) => tracing::error!(%error, "people could not be reminded"),
    }
    0
}
