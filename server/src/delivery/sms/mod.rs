//! Text messages, over one gateway or two: when the first fails, the second is asked at once.
//!
//! A gateway that takes a message has not delivered it, and nothing here says that it arrived.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use doorward_core::moment::Time;
use doorward_core::phone::Phone;
use hyper::StatusCode;
use serde_json::Value;

use super::http::Http;
use super::{Memory, NotSent, one_line};
use crate::config::{self, SmsKind};
use circuit::Circuits;
use twilio::Twilio;
use webhook::Webhook;

mod circuit;
mod twilio;
mod webhook;

/// A text message, ready to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    /// Its id: the same however often it is sent. ASCII without spaces.
    pub id: String,
    /// The number that it goes to.
    pub to: Phone,
    /// Its text, with the passcode in it.
    pub text: String,
    /// The language of the text.
    pub language: String,
}

/// Without the text, which holds a passcode.
impl fmt::Debug for Sms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sms").field("id", &self.id).field("to", &self.to).finish_non_exhaustive()
    }
}

/// A gateway took a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted {
    /// Which: the host of its URL, with the port if one is named.
    pub gateway: String,
    /// What the gateway calls the message, if it says so.
    pub reference: Option<String>,
}

/// Where text messages go: to gateways in their order, or nowhere, when there is none. Cheap to clone.
#[derive(Clone)]
pub struct Gateways(Arc<Known>);

struct Known {
    gateways: Vec<Gateway>,
    circuits: Mutex<Circuits>,
}

struct Gateway {
    name: String,
    kind: Kind,
}

enum Kind {
    Twilio(Twilio, Arc<Http>),
    Webhook(Webhook, Arc<Http>),
    Memory(Arc<Memory<Sms>>),
}

/// Why a gateway did not take a message.
enum Failure {
    /// Something is wrong with the gateway, or on the way to it: other messages will fare no better.
    Down(String),
    /// It works, and refused this message for a reason that is not the number's, or not known to be.
    Refused(String),
    /// The number takes no message.
    Never(String),
}

/// The answers of two gateways fit a line of 200 characters.
const LONGEST_WORDS: usize = 98;

impl Gateways {
    /// The gateways of the configuration. No connection is made yet.
    ///
    /// # Errors
    /// What is wrong with the settings, in one line.
    pub fn new(settings: &[config::Sms]) -> Result<Gateways, String> {
        if settings.is_empty() {
            return Ok(Gateways::nowhere());
        }
        let http = Arc::new(Http::new()?);
        let gateway = |settings: &config::Sms| {
            let host = settings.url.host_str().unwrap_or_default();
            let name = settings.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
            let kind = match &settings.kind {
                SmsKind::Twilio { account, from } => Kind::Twilio(
                    Twilio::new(&settings.url, account, &settings.secret, from)?,
                    Arc::clone(&http),
                ),
                SmsKind::Webhook { account } => Kind::Webhook(
                    Webhook::new(&settings.url, account.as_deref(), &settings.secret),
                    Arc::clone(&http),
                ),
            };
            Ok::<_, String>(Gateway { name, kind })
        };
        Ok(Gateways::of(settings.iter().map(gateway).collect::<Result<_, _>>()?))
    }

    /// Gateways that keep messages in memory, for the demo and for tests.
    pub fn memory(memories: impl IntoIterator<Item = Arc<Memory<Sms>>>) -> Gateways {
        let gateway = |memory| Gateway { name: "memory".to_owned(), kind: Kind::Memory(memory) };
        Gateways::of(memories.into_iter().map(gateway).collect())
    }

    /// No gateway: messages wait until there is one, or until it is too late.
    pub fn nowhere() -> Gateways {
        Gateways::of(Vec::new())
    }

    fn of(gateways: Vec<Gateway>) -> Gateways {
        let circuits = Mutex::new(Circuits::new(gateways.len()));
        Gateways(Arc::new(Known { gateways, circuits }))
    }

    /// Whether there is none.
    pub fn is_nowhere(&self) -> bool {
        self.0.gateways.is_empty()
    }

    /// Sends one message by the first gateway that takes it.
    ///
    /// A gateway that took a message and was not heard saying so makes it arrive twice, with the same passcode.
    ///
    /// # Errors
    /// [`NotSent::Never`] when one said that the number takes none: no other is asked. [`NotSent::Later`] when none took it, with
    /// what each said, in one line of at most 200 characters.
    pub async fn send(&self, sms: &Sms, now: Time) -> Result<Accepted, NotSent> {
        if self.is_nowhere() {
            return Err(NotSent::Later("no gateway for text messages is configured ([[sms]])".to_owned()));
        }
        let mut answers = Vec::new();
        let order = self.circuits().order(now);
        for (at, gateway) in order.into_iter().filter_map(|at| self.0.gateways.get(at).map(|it| (at, it))) {
            let words = |why: &str| one_line(&format!("{}: {why}", gateway.name), LONGEST_WORDS);
            let answer = match gateway.send(sms, now).await {
                Ok(reference) => {
                    self.circuits().worked(at);
                    return Ok(Accepted { gateway: gateway.name.clone(), reference });
                }
                Err(Failure::Never(why)) => {
                    self.circuits().worked(at);
                    return Err(NotSent::Never(words(&why)));
                }
                Err(Failure::Refused(why)) => {
                    self.circuits().worked(at);
                    words(&why)
                }
                Err(Failure::Down(why)) => {
                    self.circuits().failed(at, now);
                    words(&why)
                }
            };
            tracing::warn!(message = %sms.id, why = %answer, "a gateway did not take a text message");
            answers.push(answer);
        }
        Err(NotSent::Later(answers.join("; ")))
    }

    /// Whether each gateway answers, in their order: its name, and what it said. Nothing is sent.
    pub async fn greet(&self) -> Vec<(String, Result<&'static str, String>)> {
        let mut greeted = Vec::new();
        for gateway in &self.0.gateways {
            let said = gateway.greet().await.map_err(|why| one_line(&why, LONGEST_WORDS));
            greeted.push((gateway.name.clone(), said));
        }
        greeted
    }

    fn circuits(&self) -> MutexGuard<'_, Circuits> {
        self.0.circuits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Gateways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.gateways.iter().map(|gateway| &gateway.name)).finish()
    }
}

impl Gateway {
    async fn send(&self, sms: &Sms, now: Time) -> Result<Option<String>, Failure> {
        match &self.kind {
            Kind::Twilio(twilio, http) => twilio.send(http, sms).await,
            Kind::Webhook(webhook, http) => webhook.send(http, sms, now).await,
            Kind::Memory(memory) => match memory.take(sms.clone()) {
                Ok(()) => Ok(None),
                Err(NotSent::Later(why)) => Err(Failure::Down(why)),
                Err(NotSent::Never(why)) => Err(Failure::Never(why)),
            },
        }
    }

    async fn greet(&self) -> Result<&'static str, String> {
        match &self.kind {
            Kind::Twilio(twilio, http) => twilio.greet(http).await,
            Kind::Webhook(webhook, http) => webhook.greet(http).await,
            Kind::Memory(_) => Ok("keeps everything in memory"),
        }
    }
}

/// What an answer without success means. 400, 413 and 422 speak of this request (RFC 9110 section 15.5), so that one odd message does
/// not put a gateway to rest for all others; every other one speaks of the gateway, of our access to it, or of its URL.
fn failure(status: StatusCode, words: String) -> Failure {
    match status {
        StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNPROCESSABLE_ENTITY => {
            Failure::Refused(words)
        }
        _ => Failure::Down(words),
    }
}

/// The id that a gateway gives a message, as far as it can be one: a word of at most 64 characters, or a number.
fn reference(said: &Value) -> Option<String> {
    let id = said.as_str().map(str::to_owned).or_else(|| said.as_u64().map(|number| number.to_string()))?;
    let fits = (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then_some(id)
}
