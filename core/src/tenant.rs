//! Tenants, "account" on the pages: who shares a server, each at an address of its own.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::brand::Brand;
use crate::id::TenantId;
use crate::language::Language;

/// An account on this server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tenant {
    /// Its id: part of every key and every query.
    pub id: TenantId,
    /// What it is called, on pages and in authenticator apps.
    pub name: String,
    /// Where it is reached: the base of every absolute link.
    pub address: PublicAddress,
    /// The language of who has chosen none and whose browser asks for none that is spoken here; the first one when none.
    pub language: Option<Language>,
    /// How it looks, and what it says at the door. To who is signed in it says nothing there: its texts are empty where a session
    /// was asked for, so that the check of every request carries none.
    pub brand: Brand,
}

/// The public address of a tenant: scheme and host, with the port when it is not the scheme's own.
///
/// Links are made from this alone, never from what a request says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicAddress {
    origin: String,
    host: String,
}

impl PublicAddress {
    /// Reads `https://help.example.com` or `http://localhost:8080`: plain http only for this machine itself.
    ///
    /// # Errors
    /// [`NotAnAddress`] says what is wrong.
    pub fn parse(text: &str) -> Result<PublicAddress, NotAnAddress> {
        let text = text.trim().to_ascii_lowercase();
        let (secure, host) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(host), _) => (true, host),
            (None, Some(host)) => (false, host),
            (None, None) => return Err(NotAnAddress::Scheme),
        };
        let host = host.strip_suffix('/').unwrap_or(host);
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !name.is_empty() => (name, Some(port)),
            _ => (host, None),
        };
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
        if name.is_empty() || name.len() > 253 || !name.bytes().all(plain) {
            return Err(NotAnAddress::Host);
        }
        if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return Err(NotAnAddress::Host);
        }
        if !secure && name != "localhost" && name != "127.0.0.1" {
            return Err(NotAnAddress::NotSecure);
        }
        let own_port = if secure { "443" } else { "80" };
        let host = match port {
            Some(port) if port != own_port => host.to_owned(),
            _ => name.to_owned(),
        };
        Ok(PublicAddress { origin: format!("{}://{host}", if secure { "https" } else { "http" }), host })
    }

    /// What a browser sends as `Origin`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What a browser sends as `Host`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The name of the host without a port; none when it is an address of numbers. No top-level domain is one (RFC 3696
    /// section 2).
    pub fn domain(&self) -> Option<&str> {
        let name = self.host.split(':').next()?;
        let last = name.rsplit('.').next()?;
        last.bytes().any(|byte| !byte.is_ascii_digit()).then_some(name)
    }

    /// An absolute link to `path`, which begins with a slash.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

impl FromStr for PublicAddress {
    type Err = NotAnAddress;
    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        PublicAddress::parse(text)
    }
}

impl TryFrom<String> for PublicAddress {
    type Error = NotAnAddress;
    fn try_from(text: String) -> Result<Self, NotAnAddress> {
        PublicAddress::parse(&text)
    }
}

impl From<PublicAddress> for String {
    fn from(address: PublicAddress) -> String {
        address.origin
    }
}

/// Why a text is no public address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAnAddress {
    /// Neither https nor http.
    #[error("a public address begins with https://")]
    Scheme,
    /// A path, a user, or characters that no host has.
    #[error("a public address is a scheme, a host and perhaps a port, as in https://help.example.com")]
    Host,
    /// Plain http to another machine.
    #[error("a public address is https, except http://localhost")]
    NotSecure,
}

/// Whether `path` is a page of this very server, so that a person may be sent there after signing in.
///
/// One slash, then no second slash, backslash, control character, space or percent-encoding of any of them: what a
/// browser could read as another host.
pub fn is_local_path(path: &str) -> bool {
    let tame = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~?&=".contains(&byte);
    path.len() <= 512 && path.starts_with('/') && !path.contains("//") && path.bytes().all(tame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_scheme_and_host() {
        let address = PublicAddress::parse("HTTPS://Help.Example.com:443/").unwrap();
        assert_eq!((address.origin(), address.host()), ("https://help.example.com", "help.example.com"));
        assert_eq!(PublicAddress::parse("http://localhost:8080").unwrap().host(), "localhost:8080");
        assert_eq!(PublicAddress::parse("http://help.example.com"), Err(NotAnAddress::NotSecure));
        assert_eq!(PublicAddress::parse("help.example.com"), Err(NotAnAddress::Scheme));
        for odd in ["https://a/b", "https://u@a", "https://", "https://a:b", "https://a?x", "https://[::1]"] {
            assert_eq!(PublicAddress::parse(odd), Err(NotAnAddress::Host), "{odd}");
        }
    }

    #[test]
    fn p45_nobody_is_sent_to_another_host() {
        let long = format!("/{}", "a".repeat(4_096));
        for evil in [
            "//evil",
            "/\\evil",
            "https:evil",
            "https://evil",
            "/%2f%2fevil",
            "javascript:alert(1)",
            "/a\tb",
            "/a\nb",
            "\t//evil",
            "https://good@evil",
            "",
            "evil",
            "/a//b",
            " /a",
            "/@evil:80",
            &long,
        ] {
            assert!(!is_local_path(evil), "{evil:?}");
        }
        assert!(is_local_path("/security"));
        assert!(is_local_path("/admin/people/team?after=0123&search=ana"));
    }
}
