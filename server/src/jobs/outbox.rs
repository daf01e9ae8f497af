//! Sends what lies in the outbox: lease, render, hand over, write down what became of it.

use std::time::Duration;

use tokio::sync::watch;

use crate::delivery::{Mailer, NotSent};
use crate::flows::{App, Error, Parcel, Posted};
use crate::i18n::Words;

/// The outbox is looked into so often. Another process may have written into it, so nobody can be asked to wake us.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// No letter is worked on for longer: well within its lease.
const PATIENCE: Duration = Duration::from_secs(60);

/// Sends letters until `stop` is signalled.
pub async fn sender(app: App, mailer: Mailer, mut stop: watch::Receiver<bool>) {
    loop {
        if let Err(error) = send_due(&app, &mailer).await {
            tracing::error!(%error, "the outbox could not be worked through");
        }
        if super::stopped(&mut stop, LOOK_EVERY).await {
            return;
        }
    }
}

/// Decides what was asked for at the door, and sends every letter that is due. Returns how many were tried.
///
/// # Errors
/// [`Error`] when the store fails; what was leased is tried again after its lease.
pub async fn send_due(app: &App, mailer: &Mailer) -> Result<u64, Error> {
    app.decide_requests().await?;
    let mut tried = 0;
    while let Some(parcel) = app.next_parcel().await? {
        let posted = send(mailer, &parcel).await;
        if let Posted::Later(why) | Posted::Never(why) = &posted {
            tracing::warn!(message = %parcel.id, %why, "a letter was not taken");
        }
        app.parcel_posted(&parcel, posted).await?;
        tried += 1;
    }
    Ok(tried)
}

async fn send(mailer: &Mailer, parcel: &Parcel) -> Posted {
    if parcel.too_late {
        return Posted::Never("its link has run out".to_owned());
    }
    let words = Words::in_language(parcel.language.as_deref().unwrap_or_default());
    let Some(mail) = super::letters::write(parcel, &words) else {
        return Posted::Never("the letter cannot be written".to_owned());
    };
    match tokio::time::timeout(PATIENCE, mailer.send(mail)).await {
        Ok(Ok(())) => Posted::Sent,
        Ok(Err(NotSent::Later(why))) => Posted::Later(why),
        Ok(Err(NotSent::Never(why))) => Posted::Never(why),
        Err(_) => Posted::Later("the mail server took too long".to_owned()),
    }
}
