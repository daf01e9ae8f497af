//! What every page needs beyond its request: the flows, and the few settings that only HTTP knows.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::ConnectInfo;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri};
use doorward_core::tenant::{PublicAddress, Tenant};
use ipnet::IpNet;

use crate::flows::{App, Checked};

use super::cookies::Jar;
use super::problem::Problem;

/// Asked by open tabs whether they still are signed in: no activity of a person.
const STILL_SIGNED_IN: &str = "/session";

/// What every page needs beyond the request.
#[derive(Clone, Debug)]
pub struct Web(Arc<WebParts>);

#[derive(Debug)]
struct WebParts {
    app: App,
    settings: WebSettings,
}

/// The settings that only pages depend on.
#[derive(Clone, Debug, Default)]
pub struct WebSettings {
    /// Peers whose forwarded headers count.
    pub trusted_proxies: Vec<IpNet>,
    /// Requests to these paths are no activity of a person.
    pub background_paths: Vec<String>,
    /// The configured address: where an empty store is set up.
    pub public_url: Option<PublicAddress>,
    /// Whether this is the demo, with its mailbox and help desk.
    pub demo: bool,
}

impl Web {
    /// Puts the parts together.
    pub fn new(app: App, settings: WebSettings) -> Web {
        Web(Arc::new(WebParts { app, settings }))
    }

    /// The flows.
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// The configured address: where an empty store is set up.
    pub(super) fn public_url(&self) -> Option<&PublicAddress> {
        self.0.settings.public_url.as_ref()
    }

    /// Whether this is the demo.
    pub fn is_demo(&self) -> bool {
        self.0.settings.demo
    }

    /// The origin of the account at the request's host.
    pub(super) async fn origin_of(&self, headers: &HeaderMap, uri: &Uri) -> Result<String, Problem> {
        let moment = self.app().moment()?;
        let host = host(headers, uri)?;
        match (self.app().check_session(&host, None, &moment, true).await?, &self.0.settings.public_url) {
            (Checked::Nobody(tenant), _) => Ok(tenant.address.origin().to_owned()),
            (_, Some(address)) if address.host() == host => Ok(address.origin().to_owned()),
            _ => Err(Problem::NoSuchHost),
        }
    }

    /// The account at the request's host, for what everybody gets alike: no cookie is looked at, and nobody is active by it.
    pub(super) async fn account_of(&self, headers: &HeaderMap, uri: &Uri) -> Result<Tenant, Problem> {
        self.app().tenant_at(&host(headers, uri)?).await?.ok_or(Problem::NoSuchHost)
    }

    /// Whether a request is no activity of a person: it says so, or its path is on the list.
    pub(super) fn is_background(&self, parts: &Parts) -> bool {
        parts.headers.contains_key("doorward-background")
            || parts.uri.path() == STILL_SIGNED_IN
            || self.0.settings.background_paths.iter().any(|path| path == parts.uri.path())
    }

    /// The client's address: the peer's, or what the nearest trusted proxies say of it.
    pub(super) fn client_address(&self, parts: &Parts) -> IpAddr {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
        let peer = peer.unwrap_or(IpAddr::from([0, 0, 0, 0]));
        let trusted =
            |address: &IpAddr| self.0.settings.trusted_proxies.iter().any(|net| net.contains(address));
        if !trusted(&peer) {
            return peer;
        }
        let hops = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<&str> = hops.flat_map(|value| value.split(',')).map(str::trim).collect();
        let mut nearest = peer;
        for hop in hops.into_iter().rev() {
            match hop.parse::<IpAddr>().map(|address| address.to_canonical()) {
                Ok(address) => nearest = address,
                Err(_) => break,
            }
            if !trusted(&nearest) {
                break;
            }
        }
        nearest
    }

    /// The token of forms shown to the browser with these cookies. It is bound to the browser and to whatever that is signed
    /// in by, so that it dies with that (NIST SP 800-63B-4 section 5.1).
    pub(super) fn form_token(&self, headers: &HeaderMap) -> [u8; 32] {
        let hash = |jar: Jar| jar.token(headers).map_or([0; 32], |token| token.hash());
        self.app().form_token(&[
            &hash(Jar::Form),
            &hash(Jar::SignIn),
            &hash(Jar::Recovery),
            &hash(Jar::Session),
        ])
    }
}

/// The host that was asked for, in lower case; an absolute-form request line goes before the header
/// (RFC 9112 section 3.2.2).
pub(super) fn host(headers: &HeaderMap, uri: &Uri) -> Result<String, Problem> {
    if let Some(authority) = uri.authority() {
        return Ok(authority.as_str().to_ascii_lowercase());
    }
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next().map(HeaderValue::to_str), hosts.next()) {
        (Some(Ok(host)), None) if host.len() <= 260 => Ok(host.to_ascii_lowercase()),
        _ => Err(Problem::NoSuchHost),
    }
}
