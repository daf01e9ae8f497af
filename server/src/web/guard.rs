//! Who stands before a page: everybody, somebody half signed in, somebody signed in, an admin.
//!
//! A handler takes one of [`Guest`], [`HalfSignedIn`], [`Member`] or [`Admin`], and each can only be had from a request that
//! bears the right cookie: there is no page without one of them.

use std::net::{IpAddr, SocketAddr};
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::{ACCEPT_LANGUAGE, HOST, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use data_encoding::BASE32_NOPAD;
use doorward_core::authority::may_administer;
use doorward_core::moment::Moment;
use doorward_core::secret::Token;
use doorward_core::session::{Ended, Session};
use doorward_core::tenant::PublicAddress;

use ipnet::IpNet;

use crate::flows::{App, Caller, Checked, SignIn, Visit};
use crate::i18n::Words;

use super::cookies::Jar;
use super::form::{Form, form_token_text};
use super::notice::{Because, Done};
use super::problem::Problem;
use super::shell::{Notice, Person, Shell};

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

/// What every answer needs of its request, whoever sent it.
#[derive(Debug)]
pub struct Frame {
    /// The language of the answer.
    pub words: Words,
    /// The fields of the query.
    pub query: Form,
    web: Web,
    headers: HeaderMap,
    new_form_cookie: Option<Token>,
    path: String,
}

/// A request to a page that is open to everybody.
#[derive(Debug)]
pub struct Guest {
    /// Whose account, from where, when.
    pub visit: Visit,
    /// The session of the cookie, if there is one that holds.
    pub session: Option<Box<Session>>,
    /// Why the cookie's session no longer holds, if it does not.
    pub ended: Option<Ended>,
    frame: Frame,
}

/// A request to a server that has no account yet.
#[derive(Debug)]
pub struct Newcomer {
    /// When it is.
    pub moment: Moment,
    /// The address that the account will have.
    pub address: PublicAddress,
    frame: Frame,
}

/// A request of somebody whose password was right and who has more to give.
#[derive(Debug)]
pub struct HalfSignedIn {
    /// The request.
    pub guest: Guest,
    /// What was given so far.
    pub sign_in: SignIn,
}

/// A request of somebody signed in.
#[derive(Debug)]
pub struct Member {
    /// The request.
    pub guest: Guest,
    /// Their session.
    pub session: Session,
}

/// A request of an admin or owner.
#[derive(Debug)]
pub struct Admin {
    /// The request and session.
    pub member: Member,
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

    /// Whether this is the demo.
    pub fn is_demo(&self) -> bool {
        self.0.settings.demo
    }

    /// The origin of the account at the request's host.
    pub(super) async fn origin_of(&self, headers: &HeaderMap, uri: &Uri) -> Result<String, Problem> {
        let moment = self.app().moment()?;
        let host = host(headers, uri)?;
        match (self.app().check_session(host, None, &moment, true).await?, &self.0.settings.public_url) {
            (Checked::Nobody(tenant), _) => Ok(tenant.address.origin().to_owned()),
            (_, Some(address)) if address.host() == host => Ok(address.origin().to_owned()),
            _ => Err(Problem::NoSuchHost),
        }
    }

    /// Whether a request is no activity of a person: it says so, or its path is on the list.
    fn is_background(&self, parts: &Parts) -> bool {
        parts.headers.contains_key("doorward-background")
            || self.0.settings.background_paths.iter().any(|path| path == parts.uri.path())
    }

    /// The client's address: the peer's, or what the nearest trusted proxies say of it.
    fn client_address(&self, parts: &Parts) -> IpAddr {
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
}

impl FromRequestParts<Web> for Guest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Guest, Problem> {
        let mut moment = web.app().moment()?;
        let token = Jar::Session.token(&parts.headers);
        let background = web.is_background(parts);
        let host = host(&parts.headers, &parts.uri)?;
        let checked = web.app().check_session(host, token.as_ref(), &moment, background).await?;
        let (tenant, session, ended) = match checked {
            Checked::Holds(tenant, session) => (tenant, Some(session), None),
            Checked::Ended(tenant, ended) => (tenant, None, Some(ended)),
            Checked::Nobody(tenant) => (tenant, None, None),
            Checked::NoSuchHost => return Err(Problem::NoSuchHost),
        };
        let caller = caller(web, parts, &mut moment);
        let frame = Frame::new(web, parts, &mut moment)?;
        Ok(Guest { visit: Visit { tenant: *tenant, caller, moment }, session, ended, frame })
    }
}

impl FromRequestParts<Web> for Newcomer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Newcomer, Problem> {
        let mut moment = web.app().moment()?;
        let here = host(&parts.headers, &parts.uri)?;
        let address = web.0.settings.public_url.clone().filter(|address| address.host() == here);
        let address = address.ok_or(Problem::NoSuchHost)?;
        if web.app().first_tenant().await?.is_some() {
            return Err(Problem::status(StatusCode::NOT_FOUND));
        }
        let frame = Frame::new(web, parts, &mut moment)?;
        Ok(Newcomer { moment, address, frame })
    }
}

impl FromRequestParts<Web> for HalfSignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<HalfSignedIn, Problem> {
        let guest = Guest::from_request_parts(parts, web).await?;
        let sign_in = match guest.token(Jar::SignIn) {
            Some(token) => web.app().sign_in_of(&guest.visit, &token).await?,
            None => None,
        };
        match sign_in {
            Some(sign_in) => Ok(HalfSignedIn { guest, sign_in }),
            None => Err(Problem::SignInTooOld { had_cookie: guest.token(Jar::SignIn).is_some() }),
        }
    }
}

impl FromRequestParts<Web> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Member, Problem> {
        let mut guest = Guest::from_request_parts(parts, web).await?;
        match guest.session.take() {
            Some(session) => Ok(Member { session: *session, guest }),
            None => Err(Problem::NotSignedIn { ended: guest.ended, then: guest.frame.path }),
        }
    }
}

impl FromRequestParts<Web> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Admin, Problem> {
        let member = Member::from_request_parts(parts, web).await?;
        match may_administer(member.session.actor()) {
            Ok(()) => Ok(Admin { member }),
            Err(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
        }
    }
}

impl Frame {
    fn new(web: &Web, parts: &Parts, moment: &mut Moment) -> Result<Frame, Problem> {
        let language = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let mut headers = parts.headers.clone();
        let new_form_cookie = match Jar::Form.token(&headers) {
            Some(_) => None,
            None => {
                let token = Token::new(moment);
                remember_cookie(&mut headers, Jar::Form, &token);
                Some(token)
            }
        };
        let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes())
            .ok_or(Problem::status(StatusCode::BAD_REQUEST))?;
        Ok(Frame {
            words: Words::negotiate(language),
            query,
            web: web.clone(),
            headers,
            new_form_cookie,
            path: parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        })
    }

    /// The flows.
    pub fn app(&self) -> App {
        self.web.app().clone()
    }

    /// The token of a cookie.
    pub fn token(&self, jar: Jar) -> Option<Token> {
        jar.token(&self.headers)
    }

    /// The cookie that forms shown by this answer are bound to, when the browser has none yet.
    pub fn form_cookie(&self) -> Option<HeaderValue> {
        self.new_form_cookie.as_ref().map(|token| Jar::Form.set(token))
    }

    /// What the page before did, or why it led here.
    fn notice(&self) -> Option<Notice> {
        let done = Done::from_key(self.query.text("done"));
        let because = Because::from_key(self.query.text("because"));
        match (done, because) {
            (Some(done), _) => Some(Notice { text: done.text(&self.words), good: done.is_good() }),
            (None, Some(because)) => Some(Notice { text: because.text(&self.words), good: false }),
            (None, None) => None,
        }
    }

    fn shell(&self, account: &str) -> Shell {
        Shell {
            words: self.words.clone(),
            account: account.to_owned(),
            form_token: form_token_text(&self.web, &self.headers),
            person: None,
            may_administer: false,
            here: "",
            notice: self.notice(),
            demo: self.web.is_demo(),
        }
    }
}

impl Guest {
    /// The frame of a page for somebody who is not signed in.
    pub fn shell(&self) -> Shell {
        self.frame.shell(&self.visit.tenant.name)
    }
}

impl Newcomer {
    /// The frame of a page of a server that has no account yet.
    pub fn shell(&self) -> Shell {
        self.frame.shell("Doorward")
    }
}

// A guest, and a newcomer, is a frame with more: what only needs the frame takes either.
impl Deref for Guest {
    type Target = Frame;
    fn deref(&self) -> &Frame {
        &self.frame
    }
}

impl Deref for Newcomer {
    type Target = Frame;
    fn deref(&self) -> &Frame {
        &self.frame
    }
}

impl Member {
    /// The frame of a page for somebody who is signed in.
    pub fn shell(&self, here: &'static str) -> Shell {
        let user = &self.session.user;
        Shell {
            person: Some(Person { name: user.name.clone(), email: user.email.to_string(), role: user.role }),
            may_administer: may_administer(self.session.actor()).is_ok(),
            here,
            ..self.guest.shell()
        }
    }
}

/// The host that was asked for, in lower case as browsers send it; an absolute-form request line goes before the header
/// (RFC 9112 section 3.2.2).
fn host<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Result<&'a str, Problem> {
    if let Some(authority) = uri.authority() {
        return Ok(authority.as_str());
    }
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next().map(HeaderValue::to_str), hosts.next()) {
        (Some(Ok(host)), None) if host.len() <= 260 => Ok(host),
        _ => Err(Problem::NoSuchHost),
    }
}

fn caller(web: &Web, parts: &Parts, moment: &mut Moment) -> Caller {
    let browser =
        parts.headers.get(USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let browser: String =
        browser.unwrap_or_default().chars().filter(|letter| !letter.is_control()).take(200).collect();
    Caller { address: web.client_address(parts), browser, request: request_id(parts, moment) }
}

/// The request's id, made by the outermost layer so that the log has the same.
fn request_id(parts: &Parts, moment: &mut Moment) -> String {
    parts.extensions.get::<RequestId>().map_or_else(|| RequestId::new(moment).0, |id| id.0.clone())
}

/// Eight letters and digits that a person can read out.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl RequestId {
    /// A new id of this moment.
    pub fn new(moment: &mut Moment) -> RequestId {
        RequestId(BASE32_NOPAD.encode(&moment.bytes::<5>()))
    }
}

/// Puts a cookie that the answer sets into the headers of the request, so that forms of the answer are bound to it.
fn remember_cookie(headers: &mut HeaderMap, jar: Jar, token: &Token) {
    if let Ok(value) = HeaderValue::from_str(&format!("{}={}", jar.name(), token.expose())) {
        headers.append(axum::http::header::COOKIE, value);
    }
}
