//! What a page says of a passcode that is on its way, and of one that is not.

use axum::http::StatusCode;
use doorward_core::factor::{Channel, Refusal};
use doorward_core::moment::Time;

use crate::flows::{CodeStanding, OTHER_COUNTRY, Sent};
use crate::i18n::Words;
use crate::web::guard::Guest;
use crate::web::pages::sent_codes::OnItsWay;
use crate::web::trouble;

/// What a page says of a passcode that was sent, or not.
pub(super) fn on_its_way(
    guest: &Guest,
    channel: Channel,
    standing: &CodeStanding,
    send_action: String,
) -> OnItsWay {
    let (words, now) = (&guest.words, guest.visit.moment.now());
    let waits = standing.waits(now);
    let said = |key: &str| words.phrase(key).with_ltr("to", &standing.to).to_string();
    let (state, trouble) = match &standing.last {
        None => (said("sent-none"), false),
        Some(last) if last.held_back.as_deref() == Some(OTHER_COUNTRY) => {
            (words.say("trouble-phone-country"), true)
        }
        Some(last) if last.held_back.is_some() => (words.say("sent-held-back"), true),
        Some(last) if last.failed_at.is_some() => (said("sent-refused"), true),
        Some(_) if !waits => (words.say("sent-expired"), true),
        Some(last) => match (last.sent_at, &last.last_error) {
            (Some(at), _) => (accepted(guest, &standing.to, at, now), false),
            (None, Some(_)) => {
                let key = match channel {
                    Channel::Email => "sent-delayed-email",
                    Channel::Sms => "sent-delayed-sms",
                };
                (said(key), true)
            }
            (None, None) => (said("sent-on-its-way"), false),
        },
    };
    let again_in = standing.again_at.map(|until| words.duration(seconds(until, now)));
    OnItsWay { state, trouble, waits, again_in, send_action }
}

/// Why what was typed for a passcode that was sent is not right: no clock has to do with it.
pub(super) fn refused(words: &Words, refusal: &Refusal) -> String {
    match refusal {
        Refusal::WrongPasscode => words.say("trouble-sent-code-wrong"),
        other => trouble::refusal(words, other),
    }
}

fn accepted(guest: &Guest, to: &str, at: Time, now: Time) -> String {
    let phrase = match now.since(at).as_secs() {
        0..=4 => guest.words.phrase("sent-just-now"),
        seconds => guest.words.phrase("sent-ago").with("ago", guest.words.duration(seconds)),
    };
    phrase.with_ltr("to", to).to_string()
}

/// Why none was sent, for the page that asks for it; none when one is on its way, or the page says it by itself.
pub(super) fn not_sent(guest: &Guest, sent: Sent) -> Option<(StatusCode, String)> {
    let words = &guest.words;
    match sent {
        Sent::Yes => None,
        Sent::NotYet { until } => {
            let wait = words.duration(seconds(until, guest.visit.moment.now()));
            let text = words.phrase("sent-wait").with("wait", wait).to_string();
            Some((StatusCode::TOO_MANY_REQUESTS, text))
        }
        Sent::HeldBack(_) => Some((StatusCode::TOO_MANY_REQUESTS, words.say("sent-held-back"))),
        Sent::OtherCountry => Some((StatusCode::UNPROCESSABLE_ENTITY, words.say("trouble-phone-country"))),
        Sent::NotAWay => Some((StatusCode::FORBIDDEN, words.say("trouble-not-a-way"))),
    }
}

fn seconds(until: Time, now: Time) -> u64 {
    until.since(now).as_millis().div_ceil(1_000).try_into().unwrap_or(u64::MAX)
}
