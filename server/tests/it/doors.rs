//! Every door, with everybody before it: who may pass follows from the one table of doors.

use axum::http::{Method, StatusCode};
use doorward::web::doors::Needs;
use doorward_core::factor::totp::Seed;
use doorward_core::user::Role;

use crate::brand::give_a_face;
use crate::recovery::{issue_code, set_up};
use crate::story;
use crate::world::{Browser, PASSWORD, Page, Person, World, passcode};

/// Everybody who can stand before a door.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Visitor {
    Nobody,
    RandomCookie,
    AwaitsPasscode,
    MustEnrol,
    MustSaveCodes,
    Recovers,
    HasRecovered,
    EndUser,
    Agent,
    Admin,
    Owner,
    OwnerOfAnotherAccount,
    EndedSession,
}

use Visitor::{
    Admin, Agent, AwaitsPasscode, EndUser, EndedSession, HasRecovered, MustEnrol, MustSaveCodes, Nobody,
    Owner, OwnerOfAnotherAccount, RandomCookie, Recovers,
};

const EVERYBODY: [Visitor; 13] = [
    Nobody,
    RandomCookie,
    AwaitsPasscode,
    MustEnrol,
    MustSaveCodes,
    Recovers,
    HasRecovered,
    EndUser,
    Agent,
    Admin,
    Owner,
    OwnerOfAnotherAccount,
    EndedSession,
];

const IN_A_RESTRICTED_SESSION: [Visitor; 2] = [Recovers, HasRecovered];

const HALF_SIGNED_IN: [Visitor; 3] = [AwaitsPasscode, MustEnrol, MustSaveCodes];

/// A token in shape, that was never given out.
const NEVER_GIVEN: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

impl Visitor {
    /// The whole table of who passes what.
    fn may_pass(self, needs: Needs) -> bool {
        match needs {
            Needs::Nothing | Needs::Anybody => true,
            Needs::HalfSignedIn => HALF_SIGNED_IN.contains(&self),
            Needs::Restricted => IN_A_RESTRICTED_SESSION.contains(&self),
            Needs::Session => [EndUser, Agent, Admin, Owner].contains(&self),
            Needs::Team => [Agent, Admin, Owner].contains(&self),
            Needs::Admin => [Admin, Owner].contains(&self),
        }
    }
}

/// The people of the walk.
pub struct Cast {
    stranger: Person,
    people: Vec<(Visitor, Person)>,
    /// Whom the doors of the Admin Center are about.
    zoe: Person,
    asset: String,
    /// The stylesheet and the logo of the account.
    face: (String, String),
}

impl Cast {
    pub async fn gather(w: &World) -> Cast {
        let elsewhere = w.other_account("https://desk.example.net").await;
        // So that nobody turns off, on the walk, what later doors ask them for.
        w.tamper("UPDATE policies SET requirement = 'required'").await;
        let page = w.browser().get("/signin").await;
        let face = give_a_face(w, &mut w.admin("Berta").await.sign_in().await).await;
        let at = page.body.find("/assets/").expect("a page with assets");
        let asset = page.body[at..].split(['"', '?']).next().unwrap().to_owned();
        Cast {
            stranger: elsewhere.owner("Olga").await,
            people: vec![
                (AwaitsPasscode, w.agent_with_totp("Ana").await),
                (MustEnrol, w.customer("Juno").await),
                (EndUser, w.person("Mara", Role::EndUser, true).await),
                (Agent, w.agent_with_totp("Tom").await),
                (Admin, w.admin("Kwame").await),
                (Owner, w.owner("Ingrid").await),
                (EndedSession, w.agent_with_totp("Ed").await),
            ],
            zoe: w.customer("Zoe").await,
            asset,
            face,
        }
    }

    fn person(&self, visitor: Visitor) -> &Person {
        &self.people.iter().find(|(who, _)| *who == visitor).unwrap().1
    }

    /// A browser of this visitor, fresh from the door.
    pub async fn arrive(&self, w: &World, visitor: Visitor, nth: usize) -> Browser {
        let mut browser = w.browser();
        match visitor {
            Nobody => {}
            RandomCookie => {
                browser.cookies.insert("__Host-session".to_owned(), NEVER_GIVEN.to_owned());
                browser.cookies.insert("__Host-sign-in".to_owned(), NEVER_GIVEN.to_owned());
                browser.cookies.insert("__Host-recovery".to_owned(), NEVER_GIVEN.to_owned());
            }
            AwaitsPasscode | MustEnrol => {
                let person = self.person(visitor);
                let page = browser.sign_in(person.email(), person.password()).await;
                let expected = if visitor == MustEnrol { "/signin/enrol" } else { "/signin/passcode" };
                assert_eq!(page.location(), expected, "{page:?}");
            }
            MustSaveCodes => {
                let person = w.customer(&format!("New{nth}")).await;
                browser.sign_in(person.email(), PASSWORD).await;
                enrol(w, &mut browser).await;
            }
            Recovers | HasRecovered => {
                let person = w.agent_with_totp(&format!("Lost{nth}{visitor:?}")).await;
                let mut boss = self.person(Admin).sign_in().await;
                let code = issue_code(&mut boss, &person).await;
                person.half_sign_in_with(&mut browser).await;
                let page = browser.post("/signin/recovery-code", &[("recovery_code", &code)]).await;
                assert_eq!(page.location(), "/recover", "{page:?}");
                if visitor == HasRecovered {
                    set_up(w, &mut browser).await;
                }
            }
            EndUser | Agent | Admin | Owner => self.person(visitor).sign_in_with(&mut browser).await,
            OwnerOfAnotherAccount => {
                let there = self.stranger.sign_in().await;
                assert!(there.clone().is_signed_in().await);
                browser.cookies = there.cookies;
            }
            EndedSession => {
                self.person(visitor).sign_in_with(&mut browser).await;
                let cookies = browser.cookies.clone();
                assert_eq!(browser.post("/signout", &[]).await.location(), "/signed-out");
                browser.cookies = cookies;
            }
        }
        browser
    }

    /// A real address of a door.
    pub fn path(&self, door: &str) -> String {
        let id = self.zoe.id();
        door.replace("{id}", &id)
            .replace("{act}", "suspend")
            .replace("{token}", NEVER_GIVEN)
            .replace("/assets/{name}", &self.asset)
            .replace("/brand/{name}", &self.face.0)
            .replace("/brand/logo/{digest}", &self.face.1)
    }
}

/// Connects the authenticator whose key the page shows.
pub async fn enrol(w: &World, browser: &mut Browser) -> Seed {
    let page = browser.get("/signin/enrol").await;
    let at = page.body.find("secret=").unwrap_or_else(|| panic!("a key to connect: {page:?}")) + 7;
    let key: String = page.body[at..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let seed = Seed::from_base32(&key).unwrap();
    let page = browser.post("/signin/enrol", &[("passcode", &passcode(&seed, w.now()))]).await;
    assert_eq!(page.location(), "/signin/recovery-codes", "{page:?}");
    w.later("30 seconds");
    seed
}

fn leads_to_the_sign_in_page(page: &Page) -> bool {
    let to = page.location();
    page.status == StatusCode::SEE_OTHER && (to == "/signin" || to.starts_with("/signin?"))
}

/// Whether the door let the visitor in: whatever it then made of the request. No door keeps anybody out with a 401: it
/// is what a wrong password or passcode gets from who judged it.
fn let_in(page: &Page, needs: Needs) -> bool {
    match needs {
        Needs::Nothing => !page.status.is_server_error(),
        Needs::Anybody => {
            ![403, 404, 405, 421].contains(&page.status.as_u16())
                && !page.status.is_server_error()
                && !page.location().contains("then=")
        }
        Needs::HalfSignedIn | Needs::Restricted | Needs::Session | Needs::Team | Needs::Admin => {
            page.status != StatusCode::FORBIDDEN
                && !page.status.is_server_error()
                && !leads_to_the_sign_in_page(page)
        }
    }
}

/// Whether the door turned the visitor away, in the way that doors do: to the sign-in page, or with a plain 403.
fn turned_away(page: &Page, needs: Needs, visitor: Visitor) -> bool {
    let in_session = [EndUser, Agent, Admin, Owner].contains(&visitor);
    match needs {
        Needs::Nothing | Needs::Anybody => false,
        Needs::Team | Needs::Admin if in_session => page.status == StatusCode::FORBIDDEN,
        Needs::HalfSignedIn | Needs::Restricted | Needs::Session | Needs::Team | Needs::Admin => {
            leads_to_the_sign_in_page(page)
        }
    }
}

fn gives_a_session(page: &Page) -> bool {
    let cookies = page.headers.get_all("set-cookie").iter();
    cookies.filter_map(|it| it.to_str().ok()).any(|it| {
        ["__Host-session=", "__Host-browser="].iter().any(|jar| it.starts_with(jar))
            && !it.contains("Max-Age=0")
    })
}

fn judge(page: &Page, needs: Needs, visitor: Visitor, what: &str) {
    if visitor.may_pass(needs) {
        assert!(let_in(page, needs), "{visitor:?} may pass {what}: {page:?}");
    } else {
        assert!(turned_away(page, needs, visitor), "{visitor:?} may not pass {what}: {page:?}");
        assert!(!gives_a_session(page), "{visitor:?} {what}: {page:?}");
    }
}

story! {
    async fn p07_p51_every_door_lets_in_whom_its_needs_name_and_a_get_changes_no_row(w: World) {
        let cast = Cast::gather(&w).await;
        let mut all = Vec::new();
        for (nth, visitor) in EVERYBODY.into_iter().enumerate() {
            all.push((visitor, cast.arrive(&w, visitor, nth).await));
        }
        let before = w.everything().await;
        assert!(before["sessions"].lines().count() >= 5);
        for (visitor, browser) in &all {
            for door in w.doors().iter().filter(|door| door.methods.contains(&"GET")) {
                let page = browser.clone().get(&cast.path(door.path)).await;
                judge(&page, door.needs, *visitor, &format!("GET {}", door.path));
            }
        }
        let after = w.everything().await;
        for (table, rows) in &before {
            assert_eq!(rows, &after[table], "a GET changed {table}");
        }
    }
}

story! {
    async fn p07_p51_every_form_is_taken_from_whom_its_needs_name(w: World) {
        let cast = Cast::gather(&w).await;
        let mut nth = 0;
        for door in w.doors().iter().filter(|door| door.methods.contains(&"POST")) {
            for visitor in EVERYBODY {
                nth += 1;
                let mut browser = cast.arrive(&w, visitor, nth).await;
                let cookies = browser.cookies.clone();
                let token = browser.form_token().await;
                for (name, value) in cookies {
                    assert_eq!(browser.cookies.get(&name), Some(&value), "{visitor:?} keeps {name}");
                }
                assert!(!token.is_empty(), "{visitor:?}");
                let page = browser.post_once(&cast.path(door.path), &[]).await;
                judge(&page, door.needs, visitor, &format!("POST {}", door.path));
            }
        }
        assert_eq!(w.count("SELECT count(*) FROM users WHERE standing = 'suspended'").await, 1, "Zoe alone");
    }
}

story! {
    async fn p08_a_half_done_sign_in_passes_for_nothing_else(w: World) {
        let cast = Cast::gather(&w).await;
        for (nth, visitor) in HALF_SIGNED_IN.into_iter().enumerate() {
            let browser = cast.arrive(&w, visitor, nth).await;
            let token = browser.cookies["__Host-sign-in"].clone();
            let basic = data_encoding::BASE64.encode(format!("ana@example.com:{token}").as_bytes());
            let (bearer, basic) = (format!("Bearer {token}"), format!("Basic {basic}"));
            let headers = [
                ("authorization", bearer.as_str()),
                ("authorization", basic.as_str()),
                ("x-api-token", token.as_str()),
                ("x-auth-token", token.as_str()),
            ];
            for door in w.doors() {
                if matches!(door.needs, Needs::Nothing | Needs::Anybody) {
                    continue;
                }
                for method in door.methods {
                    let method: Method = method.parse().unwrap();
                    let path = cast.path(door.path);
                    let what = format!("{method} {path} as {visitor:?}");
                    for jar in ["__Host-session", "session", "__Host-browser", "__Host-link", "__Host-form"] {
                        let mut disguised = w.browser();
                        disguised.cookies.insert(jar.to_owned(), token.clone());
                        let page = disguised.send(method.clone(), &path, &[], "").await;
                        assert!(leads_to_the_sign_in_page(&page), "{what} in {jar}: {page:?}");
                    }
                    for header in headers {
                        let page = w.browser().send(method.clone(), &path, &[header], "").await;
                        assert!(leads_to_the_sign_in_page(&page), "{what} in {}: {page:?}", header.0);
                    }
                    for field in ["session", "token", "access_token", "__Host-session", "__Host-sign-in"] {
                        let path = format!("{path}?{field}={token}");
                        let page = w.browser().send(method.clone(), &path, &[], "").await;
                        assert!(leads_to_the_sign_in_page(&page), "{what} in {field}: {page:?}");
                    }
                }
            }
            assert!(!browser.clone().is_signed_in().await);
        }
    }
}

story! {
    async fn p08_a_restricted_session_passes_for_nothing_else(w: World) {
        let cast = Cast::gather(&w).await;
        for (nth, visitor) in IN_A_RESTRICTED_SESSION.into_iter().enumerate() {
            let browser = cast.arrive(&w, visitor, nth).await;
            let token = browser.cookies["__Host-recovery"].clone();
            for door in w.doors() {
                if matches!(door.needs, Needs::Nothing | Needs::Anybody) {
                    continue;
                }
                let path = cast.path(door.path);
                for method in door.methods {
                    let method: Method = method.parse().unwrap();
                    for jar in ["__Host-session", "__Host-sign-in", "__Host-browser", "__Host-device", "__Host-link"] {
                        let mut disguised = w.browser();
                        disguised.cookies.insert(jar.to_owned(), token.clone());
                        let page = disguised.send(method.clone(), &path, &[], "").await;
                        assert!(leads_to_the_sign_in_page(&page), "{method} {path} in {jar}: {page:?}");
                    }
                }
            }
            assert!(!browser.clone().is_signed_in().await);
        }
    }
}

story! {
    async fn neither_a_session_nor_a_half_done_sign_in_is_a_restricted_session(w: World) {
        let ana = w.agent_with_totp("Ana").await;
        let signed_in = ana.sign_in().await.cookies["__Host-session"].clone();
        let half = ana.half_sign_in().await.cookies["__Host-sign-in"].clone();
        for token in [signed_in, half] {
            for door in w.doors().iter().filter(|door| door.needs == Needs::Restricted) {
                let mut disguised = w.browser();
                disguised.cookies.insert("__Host-recovery".to_owned(), token.clone());
                let page = match door.methods.contains(&"GET") {
                    true => disguised.get(door.path).await,
                    false => disguised.post_once(door.path, &[]).await,
                };
                assert!(leads_to_the_sign_in_page(&page), "{}: {page:?}", door.path);
            }
        }
    }
}

story! {
    async fn a_session_is_no_half_done_sign_in_either(w: World) {
        let tom = w.agent("Tom").await;
        let browser = tom.sign_in().await;
        let session = browser.cookies["__Host-session"].clone();
        for door in w.doors().iter().filter(|door| door.needs == Needs::HalfSignedIn) {
            let mut disguised = w.browser();
            disguised.cookies.insert("__Host-sign-in".to_owned(), session.clone());
            let page = match door.methods.contains(&"GET") {
                true => disguised.get(door.path).await,
                false => disguised.post_once(door.path, &[]).await,
            };
            assert!(leads_to_the_sign_in_page(&page), "{}: {page:?}", door.path);
        }
    }
}

story! {
    async fn a_door_answers_its_own_methods_alone(w: World) {
        let cast = Cast::gather(&w).await;
        let browser = cast.arrive(&w, Owner, 0).await;
        for door in w.doors() {
            for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
                // Whoever may GET may HEAD (RFC 9110 section 9.3.2).
                let answers = door.methods.contains(&method)
                    || (method == "HEAD" && door.methods.contains(&"GET"));
                let page = browser.clone().send(method.parse().unwrap(), &cast.path(door.path), &[], "").await;
                let refused = page.status == StatusCode::METHOD_NOT_ALLOWED;
                assert_eq!(refused, !answers, "{method} {}: {page:?}", door.path);
                if refused {
                    let allow = page.headers.get("allow").and_then(|it| it.to_str().ok()).unwrap_or("");
                    for own in door.methods {
                        assert!(allow.contains(own), "{method} {}: Allow: {allow}", door.path);
                    }
                    if method != "HEAD" {
                        names_its_request(&page);
                    }
                }
            }
        }
    }
}

story! {
    async fn nobody_answers_at_another_host(w: World) {
        let cast = Cast::gather(&w).await;
        let browser = cast.arrive(&w, Owner, 0).await;
        for door in w.doors() {
            for method in door.methods {
                let (method, path): (Method, _) = (method.parse().unwrap(), cast.path(door.path));
                for host in ["evil.example", "help.example.com.evil.example", "help.example.com:444", ""] {
                    let page = browser.clone().send(method.clone(), &path, &[("host", host)], "").await;
                    // Machines ask these at whatever address they know; the set-up has its configured one.
                    let at_any_host = door.needs == Needs::Nothing && !door.path.starts_with("/setup");
                    if at_any_host {
                        assert_eq!(page.status, StatusCode::OK, "{method} {path} at {host}: {page:?}");
                    } else {
                        let status = StatusCode::MISDIRECTED_REQUEST;
                        assert_eq!(page.status, status, "{method} {path} at {host}: {page:?}");
                        names_its_request(&page);
                        assert!(page.headers.get("set-cookie").is_none(), "{method} {path} at {host}");
                    }
                }
            }
        }
    }
}

story! {
    async fn a_page_of_trouble_says_which_request_it_was(w: World) {
        let cast = Cast::gather(&w).await;
        let mut browser = cast.arrive(&w, Agent, 0).await;
        for (path, status) in [
            ("/nowhere", StatusCode::NOT_FOUND),
            ("/signin/", StatusCode::NOT_FOUND),
            ("/SIGNIN", StatusCode::NOT_FOUND),
            ("/assets/../signin", StatusCode::NOT_FOUND),
            ("/assets/nothing.css", StatusCode::NOT_FOUND),
            ("/setup", StatusCode::NOT_FOUND),
            ("/admin", StatusCode::FORBIDDEN),
            ("/signin?a=1&a=2", StatusCode::BAD_REQUEST),
        ] {
            let page = browser.get(path).await;
            assert_eq!(page.status, status, "{path}: {page:?}");
            names_its_request(&page);
        }
        let mut ids: Vec<String> = Vec::new();
        for _ in 0..20 {
            let page = browser.get("/nowhere").await;
            ids.push(page.headers["request-id"].to_str().unwrap().to_owned());
        }
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 20, "each request has its own");
        let page = browser.post_once("/security/password", &[("form_token", "twice")]).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{page:?}");
        names_its_request(&page);
    }
}

fn names_its_request(page: &Page) {
    let id = page.headers.get("request-id").and_then(|it| it.to_str().ok()).unwrap_or_default();
    assert_eq!(id.len(), 8, "{page:?}");
    assert!(page.says(id), "{id} is not on the page: {page:?}");
    assert!(page.body.contains("<html"), "{page:?}");
}
