//! Sending mail: outwards only. Nothing here decides what is sent or to whom.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use doorward_core::moment::Time;
use doorward_core::user::Email;

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

/// Why a mail was not taken.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotSent {
    /// It may be taken later: no connection, no time, a 4xx answer.
    #[error("{0}")]
    Later(String),
    /// It will never be taken: a 5xx answer, an address that no mail can carry.
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
    /// Sends one mail.
    ///
    /// # Errors
    /// [`NotSent`] says whether it is worth another try.
    pub async fn send(&self, mail: Mail) -> Result<(), NotSent> {
        match self {
            Mailer::Smtp(smtp) => smtp.send(mail).await,
            Mailer::Memory(memory) => memory.take(mail),
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

/// The newest mails, in memory.
#[derive(Default)]
pub struct Memory {
    mails: Mutex<Vec<Mail>>,
    refusal: Mutex<Option<NotSent>>,
}

/// So many mails are kept; the oldest go.
const KEPT: usize = 500;

impl Memory {
    /// What came, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on every mail is answered so; `None` takes them again.
    pub fn answer(&self, refusal: Option<NotSent>) {
        *self.refusal.lock().unwrap_or_else(PoisonError::into_inner) = refusal;
    }

    fn take(&self, mail: Mail) -> Result<(), NotSent> {
        if let Some(refusal) = self.refusal.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            return Err(refusal);
        }
        let mut mails = self.mails.lock().unwrap_or_else(PoisonError::into_inner);
        if mails.len() >= KEPT {
            mails.remove(0);
        }
        mails.push(mail);
        Ok(())
    }
}
