//! A browser of the stories, and what it is shown.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use doorward_core::factor::totp::Seed;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::{World, next_number};

/// A browser: it keeps cookies, sends what a browser sends, and follows nothing by itself.
#[derive(Clone)]
pub struct Browser {
    pub cookies: BTreeMap<String, String>,
    pub address: IpAddr,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    world: World,
    form_token: String,
}

/// An answer.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The body as it came, for what is no text.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text: String = strip_tags(&self.body);
        write!(f, "{} → {:?}: {text}", self.status, self.location())
    }
}

impl Page {
    /// Where it leads; empty when it leads nowhere.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// Its words, without tags.
    pub fn text(&self) -> String {
        strip_tags(&self.body)
    }

    /// Whether its words hold these.
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// All values of fields of this name, in their order on the page.
    pub fn fields(&self, name: &str) -> Vec<String> {
        let start = format!("name=\"{name}\" value=\"");
        self.body.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    }

    /// The recovery codes that it shows.
    pub fn codes(&self) -> Vec<String> {
        let list = self.body.split_once("class=\"codes\"").map_or("", |(_, rest)| rest);
        let list = list.split("</ol>").next().unwrap_or("");
        strip_tags(&list[list.find('>').map_or(0, |at| at + 1)..])
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    }

    /// The seed that it shows, to connect an authenticator.
    pub fn seed(&self) -> Seed {
        let at = self.body.find("secret=").unwrap_or_else(|| panic!("a key to type: {self:?}")) + 7;
        let key: String = self.body[at..].chars().take_while(char::is_ascii_alphanumeric).collect();
        Seed::from_base32(&key).expect("base32")
    }

    /// The value of a hidden field, or of any attribute `name="…" value="…"`.
    pub fn field(&self, name: &str) -> Option<&str> {
        let at = self.body.find(&format!("name=\"{name}\" value=\""))?;
        let rest = &self.body[at..];
        let start = rest.find("value=\"")? + 7;
        rest[start..].split('"').next()
    }
}

impl Browser {
    /// A browser that has never been anywhere, at an address of its own.
    pub(super) fn new(world: World) -> Browser {
        Browser {
            world,
            cookies: BTreeMap::new(),
            address: IpAddr::from([192, 0, 2, u8::try_from(next_number() % 200).unwrap() + 1]),
            headers: vec![(
                "user-agent".to_owned(),
                "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0".to_owned(),
            )],
            form_token: String::new(),
        }
    }

    /// The same browser, before another world at the same address.
    pub fn in_world(&self, world: &World) -> Browser {
        Browser { world: world.clone(), ..self.clone() }
    }

    /// Sends a form with a token of its own, by a page that is got first.
    pub async fn post_freshly(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.form_token.clear();
        self.form_token().await;
        self.post_once(path, fields).await
    }

    /// Gets a page, and keeps the token of its forms.
    pub async fn get(&mut self, path: &str) -> Page {
        let page = self.send(Method::GET, path, &[], "").await;
        if let Some(token) = page.field("form_token") {
            self.form_token = token.to_owned();
        }
        page
    }

    /// Sends a form, with the token of the page got last; gets the page first when none was.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        if self.form_token.is_empty() {
            self.get("/signin").await;
        }
        let page = self.post_once(path, fields).await;
        if page.status != StatusCode::FORBIDDEN {
            return page;
        }
        // The token died with the cookies that it was bound to: a person would have got a page in between.
        self.get("/signin").await;
        let from = if self.form_token.is_empty() { "/security" } else { "" };
        if !from.is_empty() {
            self.get(from).await;
        }
        self.post_once(path, fields).await
    }

    /// Sends a form once, as it is.
    pub async fn post_once(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.form_token.clone();
        let all: Vec<(&str, &str)> = fields.iter().copied().chain([("form_token", token.as_str())]).collect();
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", self.world.tenant.address.origin().to_owned().leak() as &str),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send(Method::POST, path, &headers, &body).await
    }

    /// Fills the sign-in form in.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Page {
        self.get("/signin").await;
        self.post("/signin", &[("username", email), ("password", password)]).await
    }

    /// The token that forms of this browser bear; gets a page first when none was got.
    pub async fn form_token(&mut self) -> String {
        for page in ["/signin", "/security"] {
            if self.form_token.is_empty() {
                self.get(page).await;
            }
        }
        self.form_token.clone()
    }

    /// Sends a passcode, and gives the page that the browser is led to.
    pub async fn try_passcode(&mut self, passcode: &str) -> Page {
        let page = self.post("/signin/passcode", &[("passcode", passcode)]).await;
        self.follow(page).await
    }

    /// Sends a recovery code, and gives the page that the browser is led to.
    pub async fn try_recovery_code(&mut self, code: &str) -> Page {
        let page = self.post("/signin/recovery-code", &[("recovery_code", code)]).await;
        self.follow(page).await
    }

    /// The page that an answer leads to; the answer itself when it leads nowhere.
    pub async fn follow(&mut self, page: Page) -> Page {
        match page.location().to_owned() {
            to if to.is_empty() => page,
            to => self.get(&to).await,
        }
    }

    /// Saves what the account demands, as the page shows it but for these fields.
    pub async fn save_policy(&mut self, changed: &[(&str, &str)]) -> Page {
        let page = self.get("/admin/security/advanced").await;
        let version = |name| page.field(name).expect("the version of the policy").to_owned();
        let (team, end_users) = (version("team_version"), version("end_users_version"));
        let mut fields: BTreeMap<&str, &str> = BTreeMap::from([
            ("team_version", team.as_str()),
            ("end_users_version", end_users.as_str()),
            ("team_idle", "3600"),
            ("team_absolute", "86400"),
            ("team_asking", "remember"),
            ("team_days", "30"),
            ("end_users_asking", "remember"),
            ("end_users_days", "30"),
            ("end_users_idle", "28800"),
            ("end_users_absolute", "2592000"),
        ]);
        fields.extend(changed.iter().copied());
        let fields: Vec<(&str, &str)> = fields.into_iter().collect();
        let page = self.post("/admin/security/advanced", &fields).await;
        let saved = self.apply(page).await;
        assert_eq!(saved.location(), "/admin/security/advanced?done=saved", "{saved:?}");
        saved
    }

    /// Saves which methods count: everything that is switched on, and nothing is, but for these fields.
    pub async fn save_methods(&mut self, changed: &[(&str, &str)]) -> Page {
        let page = self.get("/admin/security/methods").await;
        let version = |name| page.field(name).expect("the version of the policy").to_owned();
        let (team, end_users) = (version("team_version"), version("end_users_version"));
        let mut fields: BTreeMap<&str, &str> = BTreeMap::from([
            ("team_version", team.as_str()),
            ("end_users_version", end_users.as_str()),
            ("team_counting", "any"),
            ("end_users_counting", "any"),
        ]);
        fields.extend(changed.iter().copied());
        let fields: Vec<(&str, &str)> = fields.into_iter().collect();
        let page = self.post("/admin/security/methods", &fields).await;
        let saved = self.apply(page).await;
        assert_eq!(saved.location(), "/admin/security/methods?done=saved", "{saved:?}");
        saved
    }

    /// Makes the change whose plan an answer leads to; the answer itself when it leads to none.
    pub async fn apply(&mut self, page: Page) -> Page {
        if !page.location().starts_with("/admin/security/plan?") {
            return page;
        }
        let plan = self.follow(page).await;
        // Somebody else was first: there is no plan of it any more.
        if plan.field("plan").is_none() {
            return plan;
        }
        self.apply_plan(&plan, "A story").await
    }

    /// Sends the form of a plan as its page shows it.
    pub async fn apply_plan(&mut self, plan: &Page, reason: &str) -> Page {
        let names = ["from", "team", "end_users", "plan"];
        let shown = names.into_iter().filter_map(|name| Some((name, plan.field(name)?)));
        let fields: Vec<(&str, &str)> = shown.chain([("reason", reason)]).collect();
        self.post("/admin/security/plan", &fields).await
    }

    /// Whether the browser is signed out, asked of every node.
    pub async fn is_signed_out_everywhere(&mut self) -> bool {
        // Two requests in a row go to two nodes.
        let (here, there) = (self.is_signed_in().await, self.is_signed_in().await);
        assert_eq!(here, there, "the nodes do not agree");
        !here
    }

    /// Whether the browser is signed in, asked of `/session`, which is no activity.
    pub async fn is_signed_in(&mut self) -> bool {
        self.send(Method::GET, "/session", &[("doorward-background", "1")], "").await.status
            == StatusCode::NO_CONTENT
    }

    /// Sends anything at all.
    pub async fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Page {
        self.send_bytes(method, path, headers, body.as_bytes().to_vec()).await
    }

    /// Sends anything at all that is no text.
    pub async fn send_bytes(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Page {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", self.world.tenant.address.host());
        }
        for (name, value) in
            self.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).chain(headers.iter().copied())
        {
            request = request.header(name, value);
        }
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.address, 50_000)));
        let response = self.world.node().router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').unwrap();
        let before = self.cookies.get(name).cloned();
        if value.is_empty() || attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        if before.as_ref() != self.cookies.get(name) {
            // Tokens of forms are bound to the cookies.
            self.form_token.clear();
        }
    }
}

/// Sends one form from many browsers at once, and gives their answers.
pub async fn at_once(
    browsers: &[Browser],
    path: &'static str,
    field: &'static str,
    value: &str,
) -> Vec<Page> {
    let mut tasks = tokio::task::JoinSet::new();
    for browser in browsers {
        let (mut browser, value) = (browser.clone(), value.to_owned());
        tasks.spawn(async move { browser.post_once(path, &[(field, &value)]).await });
    }
    tasks.join_all().await
}

fn strip_tags(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => (inside, text) = (true, text + " "),
            '>' if inside => inside = false,
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    let text = text.replace("&#39;", "'").replace("&#38;", "&").replace("&#34;", "\"").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
