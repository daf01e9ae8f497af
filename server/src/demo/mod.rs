//! The demo: a made-up account of believable people, a mailbox and a help desk. It exists only in `doorward demo`.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use doorward_core::factor::totp::{Parameters, code_at};
use doorward_core::tenant::{PublicAddress, Tenant};
use doorward_core::user::{Email, Role};

use crate::delivery::sms::Sms;
use crate::delivery::{Mail, Memory};
use crate::flows::{App, Error, MadeUp, MadeUpPerson};
use crate::web::doors::{Door, Needs, door};
use crate::web::guard::{Guest, Member};
use crate::web::pages::desk::{HelpDesk, tickets};
use crate::web::pages::mailbox::{Mail as ShownMail, Mailbox, pieces};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::When;

/// What the account is called.
pub const ACCOUNT: &str = "Fjord & Fell Outdoor";

/// Its people: name, address, role, password, and whether they have an authenticator.
const PEOPLE: [(&str, &str, Role, &str, bool); 7] = [
    ("Ingrid Solberg", "ingrid@fjordfell.example", Role::Owner, "lantern-moss-harbour-9", true),
    ("Kwame Mensah", "kwame@fjordfell.example", Role::Admin, "pebble-orchid-tram-41", true),
    ("Ana Ruiz", "ana@fjordfell.example", Role::Agent, "quiet-otter-paper-boat", true),
    ("Tom Becker", "tom@fjordfell.example", Role::Agent, "seven-green-kettles", false),
    ("Mara Lindqvist", "mara@customer.example", Role::EndUser, "a-walk-before-breakfast", true),
    ("Juno Park", "juno@customer.example", Role::EndUser, "rain-on-the-tin-roof", false),
    ("Henri Laurent", "henri@customer.example", Role::EndUser, "the-dog-has-a-raincoat", false),
];

/// Makes the account and its people up.
///
/// # Errors
/// [`Error`].
pub async fn make_up(app: &App, address: PublicAddress) -> Result<(Tenant, Vec<MadeUpPerson>), Error> {
    let tenant = app.make_up_account(ACCOUNT, address).await?;
    let mut people = Vec::new();
    for (name, email, role, password, has_second_factor) in PEOPLE {
        let Ok(email) = Email::parse(email) else { continue };
        let who =
            MadeUp { name: name.to_owned(), email, role, password: password.to_owned(), has_second_factor };
        people.push(app.make_up_person(&tenant, who).await?);
    }
    Ok((tenant, people))
}

/// What the demo's pages show.
#[derive(Clone)]
pub struct Stage {
    people: Arc<Vec<MadeUpPerson>>,
    mails: Option<Arc<Memory>>,
    texts: Option<Arc<Memory<Sms>>>,
}

impl Stage {
    /// The people, and the mailbox unless mail goes out over SMTP.
    pub fn new(people: Vec<MadeUpPerson>, mails: Option<Arc<Memory>>) -> Stage {
        Stage { people: Arc::new(people), mails, texts: None }
    }

    /// Text messages are shown beside the mails.
    pub fn with_texts(self, texts: Arc<Memory<Sms>>) -> Stage {
        Stage { texts: Some(texts), ..self }
    }

    /// The doors that only a demo has.
    pub fn doors(&self) -> Vec<Door> {
        const GET: &[&str] = &["GET"];
        let (mails, texts, people) = (self.mails.clone(), self.texts.clone(), Arc::clone(&self.people));
        vec![
            door("/desk", GET, Needs::Session, get(desk)),
            door(
                "/mailbox",
                GET,
                Needs::Anybody,
                get(move |guest: Guest| mailbox(guest, mails.clone(), texts.clone())),
            ),
            door(
                "/passcodes",
                GET,
                Needs::Anybody,
                get(move |guest: Guest| passcodes(guest, Arc::clone(&people))),
            ),
        ]
    }
}

/// `GET /desk`: what the server guards, in the demo.
async fn desk(member: Member) -> Reply {
    let shell = member.shell("desk");
    let Some(person) = shell.person.clone() else { return Err(Problem::status(StatusCode::NOT_FOUND)) };
    let tickets = tickets(&shell);
    reply::page(&member.guest, &HelpDesk { shell, person, tickets })
}

/// `GET /mailbox`: every mail and text message that the demo sent.
async fn mailbox(guest: Guest, memory: Option<Arc<Memory>>, texts: Option<Arc<Memory<Sms>>>) -> Reply {
    let mails = memory.map(|memory| memory.mails()).unwrap_or_default();
    let shown = |mail: &Mail| ShownMail {
        to: mail.to.to_string(),
        subject: mail.subject.clone(),
        time: When::at(mail.written_at),
        text: pieces(&mail.text),
    };
    let texts = texts.map(|memory| memory.texts()).unwrap_or_default();
    let texts = texts.iter().rev().map(|sms| (sms.to.as_str().to_owned(), sms.text.clone())).collect();
    let mails = mails.iter().rev().map(shown).collect();
    reply::page(&guest, &Mailbox { shell: guest.shell(), mails, texts })
}

/// `GET /passcodes`: what everybody's authenticator shows right now, so that a newcomer needs no phone.
async fn passcodes(guest: Guest, people: Arc<Vec<MadeUpPerson>>) -> Result<Response, Problem> {
    let now = guest.visit.moment.now();
    let line = |person: &MadeUpPerson| {
        let seed = person.seed.as_ref()?;
        Some(format!("{}  {}\n", code_at(seed, Parameters::default(), now), person.user.email))
    };
    let text: String = people.iter().filter_map(line).collect();
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))];
    Ok((content_type, text).into_response())
}
