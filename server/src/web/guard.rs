//! Who stands before a page: everybody, somebody half signed in, somebody signed in, a team member, an admin.
//!
//! A handler takes one of [`Guest`], [`HalfSignedIn`], [`Recovering`], [`Member`], [`TeamMember`] or [`Admin`], and each can only be had from a request that
//! bears the right cookie: there is no page without one of them.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use doorward_core::authority::{Denied, may_administer, may_help_callers};
use doorward_core::moment::{Moment, Time};
use doorward_core::recovery::RestrictedSession;
use doorward_core::secret::Token;
use doorward_core::session::{Ended, Session};
use doorward_core::tenant::{PublicAddress, is_local_path};

use crate::flows::{App, Brought, Caller, Checked, SignIn, Visit};
use crate::i18n::Words;
use crate::tell;

use super::cookies::Jar;
use super::form::Form;
use super::language;
use super::look::Look;
use super::notice::{Because, Done};
use super::problem::Problem;
use super::shell::{Due, Notice, Person, Shell};
use super::state::{Web, host};

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

/// A request of somebody who sets up a new second factor, in a restricted session.
#[derive(Debug)]
pub struct Recovering {
    /// The request.
    pub guest: Guest,
    /// Their restricted session.
    pub restricted: RestrictedSession,
}

/// A request of somebody signed in.
#[derive(Debug)]
pub struct Member {
    /// The request.
    pub guest: Guest,
    /// Their session.
    pub session: Session,
    /// By when they have to set a second factor up that they do not have.
    due: Option<Time>,
}

/// A request of a team member.
#[derive(Debug)]
pub struct TeamMember {
    /// The request and session.
    pub member: Member,
}

/// A request of an admin or owner.
#[derive(Debug)]
pub struct Admin {
    /// The request and session.
    pub member: Member,
}

impl FromRequestParts<Web> for Guest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Guest, Problem> {
        let mut moment = web.app().moment()?;
        let token = Jar::Session.token(&parts.headers);
        let background = web.is_background(parts);
        let host = host(&parts.headers, &parts.uri)?;
        let checked = web.app().check_session(&host, token.as_ref(), &moment, background).await?;
        let (tenant, session, ended) = match checked {
            Checked::Holds(tenant, session) => (tenant, Some(session), None),
            Checked::Ended(tenant, ended) => (tenant, None, Some(ended)),
            Checked::Nobody(tenant) => (tenant, None, None),
            Checked::NoSuchHost => return Err(Problem::NoSuchHost),
        };
        let mut caller = caller(web, parts, &mut moment);
        let persons = session.as_ref().and_then(|session| session.user.language.as_ref());
        let words = language::words(&parts.headers, persons, tenant.language.as_ref());
        let frame = Frame::new(web, parts, &mut moment, words)?;
        frame.words.lang().clone_into(&mut caller.language);
        Ok(Guest { visit: Visit { tenant: *tenant, caller, moment }, session, ended, frame })
    }
}

impl FromRequestParts<Web> for Newcomer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Newcomer, Problem> {
        let mut moment = web.app().moment()?;
        let here = host(&parts.headers, &parts.uri)?;
        let address = web.public_url().filter(|address| address.host() == here).cloned();
        let address = address.ok_or(Problem::NoSuchHost)?;
        if web.app().first_tenant().await?.is_some() {
            return Err(Problem::status(StatusCode::NOT_FOUND));
        }
        let words = language::words(&parts.headers, None, None);
        let frame = Frame::new(web, parts, &mut moment, words)?;
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

impl FromRequestParts<Web> for Recovering {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Recovering, Problem> {
        let guest = Guest::from_request_parts(parts, web).await?;
        let restricted = match guest.token(Jar::Recovery) {
            Some(token) => web.app().restricted_of(&guest.visit, &token).await?,
            None => None,
        };
        match restricted {
            Some(restricted) => Ok(Recovering { guest, restricted }),
            None => Err(Problem::RecoveryTooOld { had_cookie: guest.token(Jar::Recovery).is_some() }),
        }
    }
}

impl FromRequestParts<Web> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Member, Problem> {
        let mut guest = Guest::from_request_parts(parts, web).await?;
        match guest.session.take() {
            Some(session) => {
                let due = web.app().due(&guest.visit, &session).await?;
                Ok(Member { session: *session, due, guest })
            }
            // Back to a page alone: what was sent is not sent again.
            None if parts.method == Method::GET => {
                Err(Problem::NotSignedIn { ended: guest.ended, then: guest.frame.path })
            }
            None => Err(Problem::NotSignedIn { ended: guest.ended, then: String::new() }),
        }
    }
}

impl FromRequestParts<Web> for Admin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Admin, Problem> {
        let member = Member::from_request_parts(parts, web).await?;
        match may_administer(member.session.actor()) {
            Ok(()) => Ok(Admin { member }),
            Err(denied) => Err(turned_away(parts, web, member, denied).await?),
        }
    }
}

impl FromRequestParts<Web> for TeamMember {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<TeamMember, Problem> {
        let member = Member::from_request_parts(parts, web).await?;
        match may_help_callers(member.session.actor()) {
            Ok(()) => Ok(TeamMember { member }),
            Err(denied) => Err(turned_away(parts, web, member, denied).await?),
        }
    }
}

impl Frame {
    fn new(web: &Web, parts: &Parts, moment: &mut Moment, words: Words) -> Result<Frame, Problem> {
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
            words,
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

    /// What the browser brings beside an answer of a sign-in.
    pub fn brought(&self, remember: bool) -> Brought {
        Brought { browser: self.token(Jar::Browser), device: self.token(Jar::Device), remember }
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

    /// This page, as the switch of languages leads back to it: without its query where that is more than a path to go to.
    fn back(&self) -> String {
        let whole = self.path.replace("%2F", "/");
        let then = self.query.text("then");
        match is_local_path(&whole) && (then.is_empty() || is_local_path(then)) {
            true => whole,
            false => whole.split('?').next().unwrap_or_default().to_owned(),
        }
    }

    fn shell(&self, account: &str, look: Look) -> Shell {
        Shell {
            words: self.words.clone(),
            account: account.to_owned(),
            look,
            form_token: BASE64URL_NOPAD.encode(&self.web.form_token(&self.headers)),
            person: None,
            may_administer: false,
            here: "",
            notice: self.notice(),
            due: None,
            back: self.back(),
            demo: self.web.is_demo(),
        }
    }
}

impl Guest {
    /// The frame of a page for somebody who is not signed in.
    pub fn shell(&self) -> Shell {
        let tenant = &self.visit.tenant;
        self.frame.shell(&tenant.name, Look::of(tenant, &self.words))
    }
}

impl Newcomer {
    /// The frame of a page of a server that has no account yet.
    pub fn shell(&self) -> Shell {
        self.frame.shell("Doorward", Look::default())
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
            due: self.due.map(|due| self.told_due(due)),
            here,
            ..self.guest.shell()
        }
    }
}

impl Member {
    fn told_due(&self, due: Time) -> Due {
        let (words, now) = (&self.guest.words, self.guest.visit.moment.now());
        Due { by: tell::time(words, due), left: words.duration(due.since(now).as_secs()) }
    }
}

/// What somebody is answered whose role does not reach here. Looking costs a log line; wanting to change something is written into
/// the audit log.
async fn turned_away(parts: &Parts, web: &Web, mut member: Member, why: Denied) -> Result<Problem, Problem> {
    tracing::warn!(user = %member.session.user.id, path = parts.uri.path(), %why, "refused");
    if !parts.method.is_safe() {
        web.app().note_denied(&mut member.guest.visit, &member.session, why).await?;
    }
    Ok(Problem::status(StatusCode::FORBIDDEN))
}

fn caller(web: &Web, parts: &Parts, moment: &mut Moment) -> Caller {
    let browser =
        parts.headers.get(USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let browser: String =
        browser.unwrap_or_default().chars().filter(|letter| !letter.is_control()).take(200).collect();
    let language = String::new();
    Caller { address: web.client_address(parts), browser, language, request: request_id(parts, moment) }
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
