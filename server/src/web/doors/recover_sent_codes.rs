//! Recovery with passcodes that are sent: a mailbox or phone is set up in the restricted session, where such passcodes count.

use axum::http::StatusCode;
use doorward_core::factor::Channel;

use crate::flows::Recovered;
use crate::web::form::Form;
use crate::web::guard::Recovering;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::Troubles;

use super::enrol::ways_to_set_up;
use super::recover::{CODES, HERE, follow, shell};
use super::sending::{not_sent, refused};
use super::sent_codes::{SetUp, field, number, set_up_page};

/// `GET /recover/email-code`, `GET /recover/sms-code`
pub(super) async fn show(here: Recovering, channel: Channel) -> Reply {
    if here.restricted.enrolled {
        return go(CODES, []);
    }
    page(&here, channel, String::new(), Troubles::NONE, StatusCode::OK).await
}

/// `POST /recover/email-code/send`, `POST /recover/sms-code/send`
pub(super) async fn send(mut here: Recovering, form: Form, channel: Channel) -> Reply {
    if here.restricted.enrolled {
        return go(CODES, []);
    }
    let (app, restricted) = (here.guest.app(), here.restricted.clone());
    let typed = form.text("number").to_owned();
    let number = match number(&here.guest, channel, &typed) {
        Ok(number) => number,
        Err(troubles) => {
            return page(&here, channel, typed, troubles, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let visit = &mut here.guest.visit;
    let sent = app.send_code_to_recover(visit, &restricted, channel, number.as_ref()).await?;
    match not_sent(&here.guest, sent) {
        Some((status, text)) => {
            page(&here, channel, typed, Troubles::one(field(channel), text), status).await
        }
        None => go(path(channel), []),
    }
}

/// `POST /recover/email-code`, `POST /recover/sms-code`
pub(super) async fn confirm(mut here: Recovering, form: Form, channel: Channel) -> Reply {
    if here.restricted.enrolled {
        return go(CODES, []);
    }
    let (app, restricted) = (here.guest.app(), here.restricted.clone());
    let (visit, typed) = (&mut here.guest.visit, form.text("passcode"));
    let (status, text) = match app.enrol_restricted_receiver(visit, &restricted, channel, typed).await? {
        // No clock has to do with it.
        Recovered::Refused(refusal) => {
            (StatusCode::UNPROCESSABLE_ENTITY, refused(&here.guest.words, &refusal))
        }
        recovered => match follow(&here.guest, recovered) {
            Ok(elsewhere) => return elsewhere,
            Err(said) => said,
        },
    };
    page(&here, channel, String::new(), Troubles::one("passcode", text), status).await
}

async fn page(
    here: &Recovering,
    channel: Channel,
    number: String,
    troubles: Troubles,
    status: StatusCode,
) -> Reply {
    let (guest, restricted) = (&here.guest, &here.restricted);
    let counting = guest.app().methods_to_set_up(&guest.visit, restricted).await?;
    if !counting.contains(channel.kind()) {
        return go(HERE, []);
    }
    let set_up = SetUp { shell: shell(guest), channel, number, troubles, required: true };
    let mut page = set_up_page(guest, set_up, &restricted.user, restricted.bound_to(), path(channel)).await?;
    page.ways = ways_to_set_up(guest, HERE, counting, channel.kind());
    reply::page_with_status(guest, status, &page)
}

fn path(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "/recover/email-code",
        Channel::Sms => "/recover/sms-code",
    }
}
