//! Mail over SMTP: TLS from the first byte (`smtps`), STARTTLS demanded (`smtp`), or plain to this very machine.

use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use crate::config;

use super::{Mail, NotSent, in_words, one_line};

/// So much of what a mail server said is kept.
const MOST_WORDS: usize = 200;

/// No mail server is waited for longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server, and whom mail is from.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
}

impl Smtp {
    /// The mail server of the configuration. No connection is made yet.
    ///
    /// # Errors
    /// What is wrong with the settings, in one line.
    pub fn new(settings: &config::Smtp) -> Result<Smtp, String> {
        let host = settings.url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let tls = || TlsParameters::new(host.clone()).map_err(|error| error.to_string());
        let (tls, port) = match settings.url.scheme() {
            "smtps" => (Tls::Wrapper(tls()?), 465),
            "smtp" => (Tls::Required(tls()?), 587),
            _ => (Tls::None, 25),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(settings.url.port().unwrap_or(port))
            .tls(tls)
            .timeout(Some(PATIENCE))
            // A connection that was given up in the middle of a mail would go back into the pool, and the next mail read the answers
            // to the one before: one that was refused passed for sent. So each mail has a connection of its own.
            .pool_config(PoolConfig::new().max_size(0));
        if !settings.url.username().is_empty() {
            let decoded = |text: &str| {
                form_urlencoded::parse(format!("v={}", text.replace('+', "%2B")).as_bytes())
                    .next()
                    .map(|(_, value)| value.into_owned())
                    .unwrap_or_default()
            };
            let password = settings.url.password().unwrap_or_default();
            builder =
                builder.credentials(Credentials::new(decoded(settings.url.username()), decoded(password)));
        }
        let from = settings.from.as_str().parse().map_err(|_| "mail_from is no address".to_owned())?;
        Ok(Smtp { transport: builder.build(), from })
    }

    /// Whether the mail server answers, and takes user and password. Nothing is sent.
    ///
    /// # Errors
    /// What it said, in one line.
    pub async fn greet(&self) -> Result<(), String> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("it does not answer as a mail server does".to_owned()),
            Err(error) => Err(words_of(&error)),
        }
    }

    /// Sends one mail.
    ///
    /// # Errors
    /// [`NotSent`].
    pub async fn send(&self, mail: Mail) -> Result<String, NotSent> {
        let message = self.message(&mail)?;
        // The transport's own limit is for connecting alone.
        let answered = tokio::time::timeout(PATIENCE, self.transport.send(message)).await;
        let Ok(answered) = answered else {
            return Err(NotSent::Later("the mail server took too long to answer".to_owned()));
        };
        match answered {
            Ok(response) => {
                let said = response.message().collect::<Vec<_>>().join(" ");
                Ok(one_line(&format!("{} {said}", response.code()), MOST_WORDS))
            }
            Err(error) if is_about_the_recipient(&error) => Err(NotSent::Never(words_of(&error))),
            Err(error) => Err(NotSent::Later(words_of(&error))),
        }
    }

    fn message(&self, mail: &Mail) -> Result<Message, NotSent> {
        let never = |what: &str| NotSent::Never(what.to_owned());
        let to: Address =
            mail.to.as_str().parse().map_err(|_| never("the address is none that mail can carry"))?;
        let from = Mailbox::new(Some(mail.from_name.clone()), self.from.clone());
        let mut message = Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(mail.subject.clone())
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .map_err(|error| never(&error.to_string()))?;
        // RFC 3834 section 5: no vacation responder answers it. RFC 3282: the language of its text.
        for (name, value) in
            [("Auto-Submitted", "auto-generated"), ("Content-Language", mail.language.as_str())]
        {
            if let Ok(name) = HeaderName::new_from_ascii(name.to_owned()) {
                message.headers_mut().insert_raw(HeaderValue::new(name, value.to_owned()));
            }
        }
        Ok(message)
    }
}

/// Whether the server said that this mailbox will never take it: 550, 551 or 553 (RFC 5321 section 4.2.3). Every other refusal,
/// a wrong password or a relay that is not open among them, is mended by an operator, and the letter waits for that.
fn is_about_the_recipient(error: &lettre::transport::smtp::Error) -> bool {
    error.status().is_some_and(|code| matches!(u16::from(code), 550 | 551 | 553))
}

/// What the mail server said, in one line of at most 200 characters.
fn words_of(error: &lettre::transport::smtp::Error) -> String {
    one_line(&in_words(error), MOST_WORDS)
}
