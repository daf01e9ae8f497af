//! The tables `[[sms]]`: the gateways that text messages go to, in the order in which they are asked.

use std::path::{Path, PathBuf};

use doorward_core::phone::Phone;
use doorward_core::secret::Secret;
use serde::Deserialize;
use url::Url;

use super::{Mistake, Mistakes, is_loopback, one_line};

/// A gateway for text messages.
#[derive(Clone, Debug)]
pub struct Sms {
    /// Which language it speaks.
    pub kind: SmsKind,
    /// Where it is: `https`, or `http` to this very machine.
    pub url: Url,
    /// What proves to it who we are.
    pub secret: Secret<String>,
    /// The file that the secret was read from.
    pub secret_file: Option<PathBuf>,
}

/// The languages of gateways.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SmsKind {
    /// The HTTP API of Twilio, which others speak as well.
    Twilio {
        /// Whose messages they are.
        account: String,
        /// A number, a name, or a messaging service, `MG…`.
        from: String,
    },
    /// A signed POST to a service of the operator's.
    Webhook {
        /// Told with every message.
        account: Option<String>,
    },
}

/// So many gateways can be named: one, and one for when it fails.
const MOST: usize = 2;

/// The shortest secret of a webhook: as long as the digest that it keys (RFC 2104 section 3).
const SHORTEST_SECRET: usize = 32;

/// A table as it is written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenSms {
    kind: Option<String>,
    url: Option<String>,
    account: Option<String>,
    secret: Option<String>,
    secret_file: Option<PathBuf>,
    from: Option<String>,
}

/// Reads the tables. Every mistake names its table by its place, as in `sms.1.url`.
pub(super) fn read(written: Option<toml::Value>, wrong: &mut Mistakes) -> Vec<Sms> {
    let tables = match written {
        None => return Vec::new(),
        Some(toml::Value::Array(tables)) => tables,
        Some(_) => {
            wrong.add("sms", "is a list of tables: write [[sms]]");
            return Vec::new();
        }
    };
    if tables.len() > MOST {
        wrong.add(
            "sms",
            format!("has {} tables: one gateway, and one for when it fails, is all", tables.len()),
        );
    }
    let read = |(at, table)| gateway(&format!("sms.{}", at + 1), table, wrong);
    tables.into_iter().enumerate().filter_map(read).collect()
}

fn gateway(named: &str, table: toml::Value, wrong: &mut Mistakes) -> Option<Sms> {
    let toml::Value::Table(table) = table else {
        wrong.add(named, "is a table: write [[sms]]");
        return None;
    };
    let written = readable(named, table, wrong);
    let kind = kind(named, &written, wrong);
    let url = wrong.keep_first(url(named, written.url.as_deref()));
    let secret = wrong.keep_first(secret(named, &written));
    let too_short = |secret: &Secret<String>| secret.expose().len() < SHORTEST_SECRET;
    if matches!(kind, Some(SmsKind::Webhook { .. })) && secret.as_ref().is_some_and(too_short) {
        wrong.add(&format!("{named}.secret"), format!("has at least {SHORTEST_SECRET} characters"));
    }
    Some(Sms { kind: kind?, url: url?, secret: secret?, secret_file: written.secret_file })
}

/// What can be read of a table, each setting by itself, so that one mistake hides no other.
fn readable(named: &str, table: toml::Table, wrong: &mut Mistakes) -> WrittenSms {
    let mut good = toml::Table::new();
    for (setting, value) in table {
        let one = toml::Table::from_iter([(setting.clone(), value.clone())]);
        let tried = WrittenSms::deserialize(one);
        let mistake = |error: toml::de::Error| {
            // The error repeats what was written.
            let problem = if setting == "secret" { "is a text in quotes" } else { error.message() };
            Mistake::new(&format!("{named}.{setting}"), one_line(problem))
        };
        if wrong.keep(tried.map_err(mistake)).is_some() {
            good.insert(setting, value);
        }
    }
    WrittenSms::deserialize(good).unwrap_or_default()
}

fn kind(named: &str, written: &WrittenSms, wrong: &mut Mistakes) -> Option<SmsKind> {
    let mistake = |setting: &str, problem: &str| Mistake::new(&format!("{named}.{setting}"), problem);
    let account = written.account.clone().filter(|account| !account.is_empty());
    match written.kind.as_deref() {
        Some("twilio") => {
            // It becomes a part of the path.
            let plain =
                |account: &String| account.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            let account = match account {
                None => Err(mistake("account", "is missing: whose messages they are, as in AC…")),
                Some(account) if plain(&account) => Ok(account),
                Some(_) => Err(mistake("account", "is letters, digits and hyphens alone")),
            };
            let from = match written.from.as_deref() {
                Some(from) if is_sender(from) => Ok(from.to_owned()),
                None => Err(mistake("from", "is missing: a number, a name, or a messaging service, MG…")),
                Some(_) => Err(mistake(
                    "from",
                    "is a number, a name of at most 11 letters, or a messaging service, MG…",
                )),
            };
            let (account, from) = (wrong.keep_first(account), wrong.keep_first(from));
            Some(SmsKind::Twilio { account: account?, from: from? })
        }
        Some("webhook") if written.from.is_some() => {
            wrong.keep_first(Err(mistake("from", "is for twilio alone: a webhook knows its sender")))
        }
        Some("webhook") => Some(SmsKind::Webhook { account }),
        Some(_) => wrong.keep_first(Err(mistake("kind", "is twilio or webhook"))),
        None => wrong.keep_first(Err(mistake("kind", "is missing: twilio or webhook"))),
    }
}

/// A number, a short code, the id of a messaging service, or a name: 1 to 11 letters, digits and spaces, one letter among them
/// (3GPP TS 23.040 section 9.1.2.5 leaves a sender ten octets, which is eleven letters).
fn is_sender(from: &str) -> bool {
    let is_name = from.len() <= 11
        && from.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -_&+".contains(&byte))
        && from.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_short_code = (3..=8).contains(&from.len()) && from.bytes().all(|byte| byte.is_ascii_digit());
    let is_service =
        from.len() == 34 && from.starts_with("MG") && from.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_name || is_short_code || is_service || Phone::parse(from).is_ok_and(|phone| phone.as_str() == from)
}

fn url(named: &str, text: Option<&str>) -> Result<Url, Mistake> {
    let named = format!("{named}.url");
    let wrong = |problem: &str| Err(Mistake::new(&named, problem));
    let Some(text) = text else {
        return wrong("is missing: the address of the gateway, as in https://api.twilio.com");
    };
    let url = Url::parse(text).map_err(|error| Mistake::new(&named, error))?;
    match url.scheme() {
        "https" | "http" if url.host_str().is_none_or(str::is_empty) => wrong("names no host"),
        "https" | "http" if !url.username().is_empty() || url.password().is_some() => {
            wrong("has a user or a password in it: they go into account and secret")
        }
        "https" | "http" if url.fragment().is_some() => wrong("has a # in it"),
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => wrong("plain http is for this very machine: elsewhere use https"),
        scheme => wrong(&format!("`{scheme}` is not https")),
    }
}

fn secret(named: &str, written: &WrittenSms) -> Result<Secret<String>, Mistake> {
    let wrong = |setting: &str, problem: String| Mistake::new(&format!("{named}.{setting}"), problem);
    let secret = match (&written.secret, &written.secret_file) {
        (Some(_), Some(_)) => {
            return Err(wrong("secret_file", "is given beside secret: choose one".to_owned()));
        }
        (None, None) => {
            return Err(wrong(
                "secret",
                "is missing, or secret_file, which names a file that holds it".to_owned(),
            ));
        }
        (Some(secret), None) => Secret::new(secret.clone()),
        (None, Some(path)) => in_file(path).map_err(|problem| wrong("secret_file", problem))?,
    };
    let fits = !secret.expose().is_empty() && secret.expose().bytes().all(|byte| byte.is_ascii_graphic());
    // Without what it is, which nobody must read in a log.
    fits.then_some(secret).ok_or_else(|| wrong("secret", "is one word of ASCII, without spaces".to_owned()))
}

/// The one line of the file.
fn in_file(path: &Path) -> Result<Secret<String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = Secret::new(text);
    Ok(Secret::new(text.expose().trim_end_matches(['\r', '\n']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWILIO: &str =
        "kind = 'twilio'\nurl = 'https://api.twilio.com'\naccount = 'AC1'\nsecret = 'very secret'\n";
    const WEBHOOK: &str =
        "kind = 'webhook'\nurl = 'http://127.0.0.1:9000/sms'\nsecret = '0123456789abcdef0123456789abcdef'\n";

    fn read(text: &str) -> (Vec<Sms>, String) {
        let mut wrong = Mistakes::default();
        let table: toml::Table = text.parse().unwrap();
        let read = super::read(table.get("sms").cloned(), &mut wrong);
        (read, wrong.to_string())
    }

    fn with(table: &str, changed: &[(&str, &str)]) -> String {
        let mut table: toml::Table = table.replace("very secret", "very-secret").parse().unwrap();
        for (setting, value) in changed {
            match *value {
                "" => drop(table.remove(*setting)),
                value => drop(table.insert((*setting).to_owned(), value.into())),
            }
        }
        format!("[[sms]]\n{table}")
    }

    #[test]
    fn two_gateways_are_read_in_their_order_and_no_secret_is_printed() {
        let text = with(TWILIO, &[("from", "+491701234567")]) + &with(WEBHOOK, &[]);
        let (read, wrong) = read(&text);
        assert_eq!((read.len(), wrong.as_str()), (2, ""));
        let from = "+491701234567".to_owned();
        assert_eq!(read[0].kind, SmsKind::Twilio { account: "AC1".to_owned(), from });
        assert_eq!(read[1].kind, SmsKind::Webhook { account: None });
        assert_eq!(read[0].secret.expose(), "very-secret");
        let printed = format!("{read:?}");
        assert!(!printed.contains("very-secret") && !printed.contains("0123456789abcdef"), "{printed}");
        assert_eq!(super::read(None, &mut Mistakes::default()).len(), 0);
    }

    #[test]
    fn a_secret_may_lie_in_a_file() {
        let path = std::env::temp_dir().join(format!("doorward-sms-secret-{}", std::process::id()));
        let file = path.to_str().unwrap();
        let table = with(WEBHOOK, &[("secret", ""), ("secret_file", file)]);
        assert!(read(&table).1.starts_with("sms.1.secret_file: "), "{:?}", read(&table));
        std::fs::write(&path, "0123456789abcdef0123456789abcdef\n").unwrap();
        let (sms, wrong) = read(&table);
        std::fs::write(&path, "short\n").unwrap();
        let short = read(&table).1;
        std::fs::remove_file(&path).unwrap();
        assert_eq!((sms.len(), wrong.as_str()), (1, ""));
        assert_eq!(sms[0].secret.expose(), "0123456789abcdef0123456789abcdef");
        assert_eq!(sms[0].secret_file.as_deref(), Some(path.as_path()));
        assert_eq!(short, "sms.1.secret: has at least 32 characters");
    }

    #[test]
    fn every_sender_that_networks_know_is_taken() {
        for from in
            ["+491701234567", "12345", "Doorward", "Fjord&Fell 2", "MG0123456789abcdef0123456789abcdef"]
        {
            let fits = from.len() != 12;
            assert_eq!(read(&with(TWILIO, &[("from", from)])).1.is_empty(), fits, "{from}");
        }
    }

    #[test]
    fn every_mistake_is_one_line_that_names_its_table() {
        let good = [("from", "Doorward")];
        let twilio = |setting: &'static str, value: &'static str| with(TWILIO, &[good[0], (setting, value)]);
        let second = with(TWILIO, &good) + &with(WEBHOOK, &[("url", "http://sms.example/")]);
        let third = with(TWILIO, &good).repeat(3);
        for (text, named) in [
            ("[sms]\nkind = 'twilio'\n".to_owned(), "sms: is a list of tables"),
            ("sms = 5\n".to_owned(), "sms: is a list of tables"),
            ("sms = [5]\n".to_owned(), "sms.1: is a table"),
            (third, "sms: has 3 tables"),
            (twilio("kind", ""), "sms.1.kind: is missing"),
            (twilio("kind", "pigeon"), "sms.1.kind: is twilio or webhook"),
            (twilio("url", ""), "sms.1.url: is missing"),
            (twilio("url", "api.twilio.com"), "sms.1.url: "),
            (twilio("url", "ftp://api.twilio.com"), "sms.1.url: `ftp` is not https"),
            (twilio("url", "http://api.twilio.com"), "sms.1.url: plain http"),
            (twilio("url", "http://127.0.0.1.evil.example"), "sms.1.url: plain http"),
            (twilio("url", "https://AC1:very-secret@api.twilio.com"), "sms.1.url: has a user or a password"),
            (twilio("account", ""), "sms.1.account: is missing"),
            (twilio("account", "../AC1"), "sms.1.account: is letters"),
            (twilio("secret", ""), "sms.1.secret: is missing"),
            (twilio("secret", "very-secret\r\nX: y"), "sms.1.secret: is one word"),
            (twilio("secret_file", "/nowhere"), "sms.1.secret_file: is given beside secret"),
            (twilio("from", ""), "sms.1.from: is missing"),
            (twilio("from", "A name of many letters"), "sms.1.from: is a number"),
            (twilio("colour", "blue"), "sms.1.colour: unknown field"),
            (second, "sms.2.url: plain http"),
            (with(WEBHOOK, &good), "sms.1.from: is for twilio"),
            (with(WEBHOOK, &[("secret", "short")]), "sms.1.secret: has at least 32"),
        ] {
            let (_, wrong) = read(&text);
            assert!(wrong.starts_with(named), "{named}: {wrong}");
            assert_eq!(wrong.lines().count(), 1, "{wrong}");
            assert!(!wrong.contains("very-secret"), "{wrong}");
        }
        let (_, wrong) = read("[[sms]]\nurl = 5\ncolour = 'blue'\n");
        let named: Vec<&str> = wrong.lines().filter_map(|line| line.split(": ").next()).collect();
        let (_, wrong) = read("[[sms]]\nkind = 'webhook'\nurl = 'https://a.example'\nsecret = 987654\n");
        assert_eq!(wrong, "sms.1.secret: is a text in quotes");
        let (_, two) = read("[[sms]]\nkind = 'twilio'\nurl = 'https://a.example'\nsecret = 's'\n");
        assert_eq!(two.lines().count(), 2, "{two}");
        assert_eq!(named, ["sms.1.colour", "sms.1.url", "sms.1.kind", "sms.1.secret"], "{wrong}");
    }
}
