//! Sending mail and text messages: outwards only. Nothing here decides what is sent or to whom.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use doorward_core::moment::Time;
use doorward_core::user::Email;

mod http;
pub mod sms;
pub mod smtp;

/// A mail, ready to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mail {
    /// Its Message-ID: the same however often it is sent.
    pub id: String,
    /// What its sender is called: the account.
    pub from_name: String,
    /// The address that it goes to.
    pub to: Email,
    /// Its subject: never a code.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The language of both.
    pub language: String,
    /// When it was written.
    pub written_at: Time,
}

/// Both ways out.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where mail goes.
    pub mailer: Mailer,
    /// Where text messages go.
    pub gateways: sms::Gateways,
}

/// Why a mail or a text message was not taken.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotSent {
    /// It may be taken later: no connection, no time, an answer that says so.
    #[error("{0}")]
    Later(String),
    /// It will never be taken: its address or number takes none.
    #[error("{0}")]
    Never(String),
}

/// Where mail goes.
#[derive(Clone)]
pub enum Mailer {
    /// To a mail server.
    Smtp(Arc<smtp::Smtp>),
    /// Into memory: for the demo's mailbox page, and for tests.
    Memory(Arc<Memory>),
    /// Nowhere: no mail server is configured. Letters wait, and the admin sees why.
    Nowhere,
}

impl Mailer {
    /// Sends one mail; what whoever took it answered.
    ///
    /// # Errors
    /// [`NotSent`] says whether it is worth another try.
    pub async fn send(&self, mail: Mail) -> Result<String, NotSent> {
        match self {
            Mailer::Smtp(smtp) => smtp.send(mail).await,
            Mailer::Memory(memory) => memory.take(mail).map(|()| "kept in memory".to_owned()),
            Mailer::Nowhere => Err(NotSent::Later("no mail server is configured (smtp_url)".to_owned())),
        }
    }
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Mailer::Smtp(_) => "Smtp",
            Mailer::Memory(_) => "Memory",
            Mailer::Nowhere => "Nowhere",
        })
    }
}

/// The newest mails or text messages, in memory.
pub struct Memory<T = Mail> {
    kept: Mutex<Vec<T>>,
    refusal: Mutex<Option<NotSent>>,
}

/// So many are kept; the oldest go.
const KEPT: usize = 500;

impl Memory<Mail> {
    /// What came, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.kept()
    }
}

impl Memory<sms::Sms> {
    /// What came, oldest first.
    pub fn texts(&self) -> Vec<sms::Sms> {
        self.kept()
    }
}

impl<T: Clone> Memory<T> {
    /// From now on everything is answered so; `None` takes it again.
    pub fn answer(&self, refusal: Option<NotSent>) {
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner) = refusal;
    }

    fn kept(&self) -> Vec<T> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn take(&self, one: T) -> Result<(), NotSent> {
        if let Some(refusal) = self.refusal.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            return Err(refusal);
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(one);
        Ok(())
    }
}

impl<T> Default for Memory<T> {
    fn default() -> Memory<T> {
        Memory { kept: Mutex::default(), refusal: Mutex::default() }
    }
}

/// An error and what caused it, in words.
fn in_words(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        words = format!("{words}: {cause}");
        source = cause.source();
    }
    words
}

/// What a server said, in one line of at most so many characters: it is logged, and shown to an admin.
fn one_line(text: &str, most: usize) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}
