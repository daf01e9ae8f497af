//! Who may sign up, and how many mails strangers may have sent by it.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::user::Email;

/// Who may make an account for themselves, always as an end user.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(tag = "rule", content = "domains", rename_all = "snake_case")]
pub enum Registration {
    /// Nobody: people come by invitation.
    #[default]
    Closed,
    /// Whoever has an address of one of these domains.
    Domains(Vec<Domain>),
    /// Whoever has an address.
    Open,
}

/// So many domains an account may list.
pub const MOST_DOMAINS: usize = 50;

impl Registration {
    /// The name in the database, in forms and in keys of texts.
    pub fn key(&self) -> &'static str {
        match self {
            Registration::Closed => "closed",
            Registration::Domains(_) => "domains",
            Registration::Open => "open",
        }
    }

    /// The rule with this [`key`](Registration::key), and these domains where it has any.
    pub fn from_key(key: &str, domains: Vec<Domain>) -> Option<Registration> {
        [Registration::Closed, Registration::Domains(domains), Registration::Open]
            .into_iter()
            .find(|it| it.key() == key)
    }

    /// Whether it lets people come in by mail whom the rule before let come by invitation alone: without mail they would stand
    /// before a promise that nobody keeps.
    pub fn begins_to_need_mail(&self, before: &Registration) -> bool {
        *self != Registration::Closed && *before == Registration::Closed
    }

    /// The domains that it lists.
    pub fn domains(&self) -> &[Domain] {
        match self {
            Registration::Domains(domains) => domains,
            Registration::Closed | Registration::Open => &[],
        }
    }

    /// Whether an address may be registered. The whole domain has to be the same: a subdomain is another domain.
    ///
    /// # Errors
    /// [`Refused::Closed`] or [`Refused::OtherDomain`].
    pub fn admits(&self, email: &Email) -> Result<(), Refused> {
        match self {
            Registration::Open => Ok(()),
            Registration::Closed => Err(Refused::Closed),
            Registration::Domains(domains) => {
                let key = email.key();
                let of = key.rsplit_once('@').map_or("", |(_, domain)| domain);
                if domains.iter().any(|it| it.0 == of) { Ok(()) } else { Err(Refused::OtherDomain) }
            }
        }
    }
}

/// Why nobody was registered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The account takes nobody.
    Closed,
    /// The account takes addresses of other domains.
    OtherDomain,
    /// Somebody has the address.
    AddressTaken,
}

/// The domain of an e-mail address, by the rules of [`Email`]: ASCII, an internationalised one in its `xn--` form; in
/// lower case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Domain(String);

impl Domain {
    /// Reads a domain as a person types it: `example.com`, perhaps with the `@` before it.
    ///
    /// # Errors
    /// [`NotADomain`] for what no address could have behind its `@`.
    pub fn parse(typed: &str) -> Result<Domain, NotADomain> {
        let typed = typed.trim();
        let typed = typed.strip_prefix('@').unwrap_or(typed);
        match Email::parse(&format!("a@{typed}")) {
            Ok(_) => Ok(Domain(typed.to_ascii_lowercase())),
            Err(_) => Err(NotADomain),
        }
    }

    /// As it is stored and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Domain {
    type Error = NotADomain;
    fn try_from(text: String) -> Result<Self, NotADomain> {
        Domain::parse(&text)
    }
}

impl From<Domain> for String {
    fn from(domain: Domain) -> String {
        domain.0
    }
}

/// The text is no domain of an e-mail address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not the domain of an e-mail address")]
pub struct NotADomain;

/// Reads a list of domains as a person types it, between spaces, line breaks or commas; each counts once.
///
/// # Errors
/// [`NotAList`] says what is wrong with it.
pub fn domains(typed: &str) -> Result<Vec<Domain>, NotAList> {
    let mut found: Vec<Domain> = Vec::new();
    let between = |letter: char| letter.is_whitespace() || letter == ',' || letter == ';';
    for word in typed.split(between).filter(|word| !word.is_empty()) {
        let domain = Domain::parse(word).map_err(|NotADomain| NotAList::NotADomain(word.to_owned()))?;
        if !found.contains(&domain) {
            found.push(domain);
        }
    }
    match found.len() {
        0 => Err(NotAList::Empty),
        1..=MOST_DOMAINS => Ok(found),
        _ => Err(NotAList::TooMany),
    }
}

/// Why a text is no list of domains.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAList {
    /// It names none.
    #[error("no domain is listed")]
    Empty,
    /// It names more than [`MOST_DOMAINS`].
    #[error("too many domains are listed")]
    TooMany,
    /// This is no domain.
    #[error("{0:?} is not the domain of an e-mail address")]
    NotADomain(String),
}

/// The mailbox that an address most likely is, for the quotas alone: what follows a `+` in the local part names a folder of it
/// (RFC 5233), and would else be a way around them.
pub fn mailbox(email: &Email) -> String {
    let key = email.key();
    match key.split_once('@') {
        Some((local, domain)) => match local.split_once('+') {
            Some((mailbox, _)) if !mailbox.is_empty() => format!("{mailbox}@{domain}"),
            _ => key,
        },
        None => key,
    }
}

/// A mailed link to register works so long: it is asked for by somebody who waits for it.
pub const LINK_LIVES: Duration = Duration::from_secs(3_600);

/// The spans that mails are counted over.
pub const AN_HOUR: Duration = Duration::from_secs(3_600);
/// The longer of them.
pub const A_DAY: Duration = Duration::from_secs(86_400);

/// How many mails of registration an account has sent lately. Anybody can have them sent to anybody, so they are bounded
/// three times: nobody's mailbox is flooded, no network floods many, and an attack from everywhere still ends.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct MailsSent {
    /// To the address, within an hour.
    pub address_hour: u64,
    /// To the address, within a day.
    pub address_day: u64,
    /// Asked for from the client's network, within an hour.
    pub network_hour: u64,
    /// Asked for from the client's network, within a day.
    pub network_day: u64,
    /// By the account, within a day.
    pub account_day: u64,
}

/// What bounds the mails of registration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quota {
    /// To one address.
    Address,
    /// From one network.
    Network,
    /// In all.
    Account,
}

impl Quota {
    /// The name in the database.
    pub fn key(self) -> &'static str {
        match self {
            Quota::Address => "address",
            Quota::Network => "network",
            Quota::Account => "account",
        }
    }
}

impl MailsSent {
    /// The quota that keeps the next mail from being sent, if one does.
    pub fn used_up(&self) -> Option<Quota> {
        if self.address_hour >= 3 || self.address_day >= 6 {
            Some(Quota::Address)
        } else if self.network_hour >= 30 || self.network_day >= 100 {
            Some(Quota::Network)
        } else if self.account_day >= 1_000 {
            Some(Quota::Account)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    #[test]
    fn an_account_is_closed_until_somebody_opens_it() {
        assert_eq!(Registration::default(), Registration::Closed);
        assert_eq!(Registration::Closed.admits(&email("ada@lakeside.example")), Err(Refused::Closed));
        assert_eq!(Registration::Open.admits(&email("ada@lakeside.example")), Ok(()));
    }

    #[test]
    fn p43_a_domain_is_the_same_domain_and_no_look_alike_or_subdomain() {
        let rule = Registration::Domains(domains("Lakeside.example, @xn--bcher-kva.example").unwrap());
        for inside in ["ada@lakeside.example", "ADA@LAKESIDE.EXAMPLE", "b@XN--BCHER-KVA.example"] {
            assert_eq!(rule.admits(&email(inside)), Ok(()), "{inside}");
        }
        for outside in [
            "ada@mail.lakeside.example",
            "ada@lakeside.example.evil.example",
            "ada@evil-lakeside.example",
            "ada@lakeside",
            "lakeside.example@evil.example",
        ] {
            assert_eq!(rule.admits(&email(outside)), Err(Refused::OtherDomain), "{outside}");
        }
    }

    #[test]
    fn p40_a_list_of_domains_holds_domains_alone() {
        assert_eq!(domains(" \n , ; "), Err(NotAList::Empty));
        for odd in [
            "bücher.example",
            "a@b.example",
            "*.example",
            ".example",
            "-x.example",
            "x..example",
            "a/b",
            "l\u{131}ke.example",
        ] {
            assert_eq!(domains(odd), Err(NotAList::NotADomain(odd.to_owned())), "{odd}");
        }
        assert_eq!(domains("a.example\r\nA.EXAMPLE a.example").unwrap().len(), 1);
        let many = |count: usize| (0..count).map(|i| format!("d{i}.example ")).collect::<String>();
        assert_eq!(domains(&many(50)).unwrap().len(), 50);
        assert_eq!(domains(&many(51)), Err(NotAList::TooMany));
    }

    #[test]
    fn a_rule_is_read_back_as_it_was_written() {
        for rule in [
            Registration::Closed,
            Registration::Open,
            Registration::Domains(domains("a.example b.example").unwrap()),
        ] {
            let text = serde_json::to_string(&rule).unwrap();
            assert_eq!(serde_json::from_str::<Registration>(&text).unwrap(), rule, "{text}");
            assert_eq!(Registration::from_key(rule.key(), rule.domains().to_vec()), Some(rule));
        }
        assert_eq!(Registration::from_key("ajar", Vec::new()), None);
    }

    #[test]
    fn p41_a_folder_of_a_mailbox_is_the_mailbox() {
        assert_eq!(mailbox(&email("Zoe+1@lakeside.example")), "zoe@lakeside.example");
        assert_eq!(mailbox(&email("zoe+a+b@lakeside.example")), "zoe@lakeside.example");
        assert_eq!(mailbox(&email("zoe@lakeside.example")), "zoe@lakeside.example");
        assert_eq!(mailbox(&email("+1@lakeside.example")), "+1@lakeside.example");
    }

    #[test]
    fn p41_every_quota_ends_somewhere() {
        let none = MailsSent::default();
        assert_eq!(none.used_up(), None);
        assert_eq!(MailsSent { address_hour: 2, address_day: 5, ..none }.used_up(), None);
        assert_eq!(MailsSent { address_hour: 3, ..none }.used_up(), Some(Quota::Address));
        assert_eq!(MailsSent { address_day: 6, ..none }.used_up(), Some(Quota::Address));
        assert_eq!(MailsSent { network_hour: 30, ..none }.used_up(), Some(Quota::Network));
        assert_eq!(MailsSent { network_day: 100, ..none }.used_up(), Some(Quota::Network));
        assert_eq!(MailsSent { account_day: 999, ..none }.used_up(), None);
        assert_eq!(MailsSent { account_day: 1_000, ..none }.used_up(), Some(Quota::Account));
    }
}
