//! Sends what lies in the outbox: lease, render, hand over, write down what became of it.

use std::time::Duration;

use doorward_core::factor::Channel;
use tokio::sync::watch;

use crate::delivery::{NotSent, Post};
use crate::flows::{App, Error, Parcel, Posted};
use crate::i18n::Words;

/// The outbox is looked into so often. Another process may have written into it, so nobody can be asked to wake us.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// No letter is worked on for longer: well within its lease.
const PATIENCE: Duration = Duration::from_secs(60);

/// So many letters that somebody waits for at a page are handed over at once, so that a mail server or gateway that is slow with one
/// does not make the others late.
pub const URGENT_AT_ONCE: usize = 4;

/// Sends letters until `stop` is signalled: those that somebody waits for, or the others.
pub async fn sender(app: App, post: Post, urgent: bool, mut stop: watch::Receiver<bool>) {
    loop {
        let sent = match urgent {
            true => send_lane(&app, &post, true).await.map(drop),
            false => send_others(&app, &post).await.map(drop),
        };
        if let Err(error) = sent {
            tracing::error!(%error, "the outbox could not be worked through");
        }
        if super::stopped(&mut stop, LOOK_EVERY).await {
            return;
        }
    }
}

/// Decides what was asked for at the door, and sends every letter that is due, the urgent ones first. Returns how many were tried.
///
/// # Errors
/// [`Error`] when the store fails; what was leased is tried again after its lease.
pub async fn send_due(app: &App, post: &Post) -> Result<u64, Error> {
    let urgent = send_lane(app, post, true).await?;
    Ok(urgent.saturating_add(send_others(app, post).await?))
}

async fn send_others(app: &App, post: &Post) -> Result<u64, Error> {
    app.decide_requests().await?;
    send_lane(app, post, false).await
}

async fn send_lane(app: &App, post: &Post, urgent: bool) -> Result<u64, Error> {
    let mut tried = 0;
    while let Some(parcel) = app.next_parcel(urgent).await? {
        let posted = match tokio::time::timeout(PATIENCE, send(app, post, &parcel)).await {
            Ok(posted) => posted?,
            Err(_) => Posted::Later("it took too long".to_owned()),
        };
        if let Posted::Later(why) | Posted::Never(why) = &posted {
            tracing::warn!(message = %parcel.id, %why, "a letter was not taken");
        }
        app.parcel_posted(&parcel, posted).await?;
        tried += 1;
    }
    Ok(tried)
}

async fn send(app: &App, post: &Post, parcel: &Parcel) -> Result<Posted, Error> {
    if parcel.too_late {
        return Ok(Posted::Never("its link or code has run out".to_owned()));
    }
    let words = Words::in_language(parcel.language.as_deref().unwrap_or_default());
    let unwritable = || Ok(Posted::Never("the letter cannot be written".to_owned()));
    let answered = match parcel.channel {
        Channel::Email => {
            let Some(mail) = super::letters::write(parcel, &words) else { return unwritable() };
            post.mailer.send(mail).await
        }
        Channel::Sms => {
            let Some(sms) = super::letters::write_text(parcel, &words) else { return unwritable() };
            let now = app.moment()?.now();
            post.gateways.send(&sms, now).await.map(|accepted| {
                format!("{} {}", accepted.gateway, accepted.reference.unwrap_or_default()).trim().to_owned()
            })
        }
    };
    Ok(match answered {
        Ok(answer) => Posted::Sent(without_secrets(parcel, answer)),
        Err(NotSent::Later(why)) => Posted::Later(without_secrets(parcel, why)),
        Err(NotSent::Never(why)) => Posted::Never(without_secrets(parcel, why)),
    })
}

/// What a server answered, without what the letter's reader alone may know: some repeat the message that they refuse, and their answers
/// are logged and shown to admins. Letters and digits are compared alone, since a code may stand there in groups.
fn without_secrets(parcel: &Parcel, answer: String) -> String {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let said = plain(&answer);
    let secrets = [parcel.letter.secret(), parcel.not_me.as_deref()];
    let repeats =
        secrets.into_iter().flatten().map(plain).any(|secret| !secret.is_empty() && said.contains(&secret));
    // The start of a long secret may have been cut off with the end of the answer; nothing is told then but the status.
    let begins = |secret: &str| plain(secret).get(..12).is_some_and(|start| said.contains(start));
    if repeats || secrets.into_iter().flatten().any(begins) {
        let status: String = answer.chars().take(24).take_while(|letter| *letter != ':').collect();
        return format!("{} (the answer repeats the message, so it is not kept)", status.trim());
    }
    answer
}
