//! A world for stories: one account, its people, their browsers, a clock that the story turns, and mail that is caught.
//!
//! On PostgreSQL a world has two nodes, each with its own connections, and requests go to them in turn: whatever one node
//! keeps to itself, the other does not know. On SQLite it has one, as the product has.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use doorward::clock::{Clock, Turned};
use doorward::delivery::sms::{Gateways, Sms};
use doorward::delivery::{Mail, Mailer, Memory, Post};
use doorward::demo::Stage;
use doorward::flows::{App, Caller, MadeUp, MadeUpPerson, Settings, Visit};
use doorward::jobs::outbox::send_due;
use doorward::web::doors::{Door, doors};
use doorward::web::router::router;
use doorward::web::state::{Web, WebSettings};
use doorward_core::brand::Brand;
use doorward_core::factor::password::Hashing;
use doorward_core::factor::totp::{Parameters, Seed, Window, code_at};
use doorward_core::id::UserId;
use doorward_core::moment::{Moment, Time};
use doorward_core::policy::PasswordLengths;
use doorward_core::secret::ServerKey;
use doorward_core::tenant::{PublicAddress, Tenant};
use doorward_core::user::{Email, Role, Standing, User};
use doorward_store::backup::{back_up, restore};
use doorward_store::users::user_insert;
use doorward_store::{FromRow, Options, Result as StoreResult, Store, StoreUrl, Tx};

mod browser;
pub mod gateway;
mod inside;

pub use browser::{Browser, Page, at_once};

/// Where a world keeps its rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// Writes a story as two tests, `sqlite` and `postgres`, each with a fresh world.
///
/// ```ignore
/// story!(async fn an_agent_signs_in(w: World) { … });
/// ```
#[macro_export]
macro_rules! story {
    ($(#[$attribute:meta])* async fn $name:ident($world:ident: World) $body:block) => {
        async fn $name($world: $crate::world::World) $body

        // A module and a function may bear one name: they live in two name spaces.
        $(#[$attribute])*
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name($crate::world::World::on($crate::world::Database::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name($crate::world::World::on($crate::world::Database::Postgres).await).await;
            }
        }
    };
}

/// The address of the account in every world.
pub const ORIGIN: &str = "https://help.example.com";

/// All stories begin here: 24 Nov 2026, 10:00:00 UTC, a whole step of every authenticator.
pub const START: Time = Time::from_millis(1_795_514_400_000);

/// A password that is long enough to stand alone.
pub const PASSWORD: &str = "quiet otter paper boat";

/// One account and everything around it.
#[derive(Clone)]
pub struct World {
    pub clock: Arc<Turned>,
    pub tenant: Tenant,
    pub mailbox: Arc<Memory>,
    pub phones: Arc<Memory<Sms>>,
    post: Post,
    pub database: Database,
    store: Store,
    nodes: Arc<Vec<Node>>,
    next_node: Arc<AtomicUsize>,
    _home: Arc<Home>,
}

struct Node {
    app: App,
    router: Router,
}

/// What a world's settings start from; a story changes what it is about.
pub fn settings() -> Settings {
    Settings {
        hashing: Hashing { memory_kib: 8, passes: 1, lanes: 1 },
        hash_slots: 2,
        password_lengths: PasswordLengths::default(),
        window: Window::ONE,
        breach_file: None,
        home: "/desk".to_owned(),
        mail_route: "the world's own".to_owned(),
        sms_route: "the world's own".to_owned(),
    }
}

impl World {
    /// A world with an account and no people.
    pub async fn on(database: Database) -> World {
        World::with(database, settings(), WebSettings::default()).await
    }

    /// A world with other settings. Its mail was proven to arrive; a story of that unproves it.
    pub async fn with(database: Database, settings: Settings, web: WebSettings) -> World {
        let world = World::empty(database, settings, web).await;
        let address = PublicAddress::parse(ORIGIN).unwrap();
        let tenant = world.app().make_up_account("Acme Help", address).await.unwrap();
        world.app().make_up_mail_proof(tenant.id).await.unwrap();
        World { tenant, ..world }
    }

    /// A world whose store holds no account yet; its `tenant` is one that is nowhere.
    pub async fn empty(database: Database, settings: Settings, web: WebSettings) -> World {
        // What no story expects is said: a request that could not be decided.
        let _ = doorward::serve::log("error");
        let seed = next_number();
        let clock = Arc::new(Turned::new(START, seed));
        let home = Home::make(database, seed).await;
        let (mailbox, phones) = (Arc::new(Memory::default()), Arc::new(Memory::default()));
        let gateways = Gateways::memory([Arc::clone(&phones)]);
        let post = Post { mailer: Mailer::Memory(Arc::clone(&mailbox)), gateways };
        let nodes = nodes(database, &home.url, &clock, &mailbox, &settings, &web).await;
        let store =
            Store::open(&home.url, Options { writers: 1, readers: 1, ..Options::default() }).await.unwrap();
        let mut moment = Moment::new(START, [0; 32]);
        World {
            tenant: Tenant {
                id: doorward_core::id::TenantId::new(&mut moment),
                name: "Nowhere".to_owned(),
                address: PublicAddress::parse(ORIGIN).unwrap(),
                language: None,
                brand: Brand::default(),
            },
            clock,
            mailbox,
            phones,
            post,
            database,
            store,
            nodes: Arc::new(nodes),
            next_node: Arc::new(AtomicUsize::new(0)),
            _home: Arc::new(home),
        }
    }

    /// A request of nobody in particular, to call flows with.
    pub fn visit(&self) -> Visit {
        let caller = Caller {
            address: IpAddr::from([192, 0, 2, 1]),
            browser: "a test".to_owned(),
            language: "en".to_owned(),
            request: "TEST0000".to_owned(),
        };
        Visit { tenant: self.tenant.clone(), caller, moment: self.clock.moment() }
    }

    /// The flows of the node whose turn it is.
    pub fn app(&self) -> App {
        self.node().app.clone()
    }

    /// Makes another account on the same server, at another address.
    pub async fn other_account(&self, origin: &str) -> World {
        let tenant =
            self.app().make_up_account("Other", PublicAddress::parse(origin).unwrap()).await.unwrap();
        self.app().make_up_mail_proof(tenant.id).await.unwrap();
        World { tenant, ..self.clone() }
    }

    pub async fn owner(&self, name: &str) -> Person {
        self.person(name, Role::Owner, true).await
    }

    pub async fn admin(&self, name: &str) -> Person {
        self.person(name, Role::Admin, true).await
    }

    /// An agent without a second factor.
    pub async fn agent(&self, name: &str) -> Person {
        self.person(name, Role::Agent, false).await
    }

    /// An agent with an authenticator and recovery codes.
    pub async fn agent_with_totp(&self, name: &str) -> Person {
        self.person(name, Role::Agent, true).await
    }

    /// An end user without a second factor.
    pub async fn customer(&self, name: &str) -> Person {
        self.person(name, Role::EndUser, false).await
    }

    /// Somebody of the account, with [`PASSWORD`].
    pub async fn person(&self, name: &str, role: Role, has_second_factor: bool) -> Person {
        self.person_with_password(name, role, has_second_factor, PASSWORD).await
    }

    /// Somebody of the account, with a password of their own.
    pub async fn person_with_password(
        &self,
        name: &str,
        role: Role,
        has_second_factor: bool,
        password: &str,
    ) -> Person {
        let who = MadeUp {
            name: name.to_owned(),
            email: Email::parse(&format!("{}@example.com", name.to_lowercase())).unwrap(),
            role,
            password: password.to_owned(),
            has_second_factor,
        };
        let made = self.app().make_up_person(&self.tenant, who).await.unwrap();
        Person { world: self.clone(), made }
    }

    /// So many people at once, by the names `Crowd000` and so on: nobody has given them a password.
    pub async fn crowd(&self, many: u16, role: Role) {
        let (tenant, now) = (self.tenant.id, self.now());
        let person = move |i: u16| User {
            tenant,
            id: UserId::from_bytes(std::array::from_fn(
                |at| if at < 14 { 3 } else { i.to_be_bytes()[at - 14] },
            )),
            email: Email::parse(&format!("crowd{i:03}@example.com")).unwrap(),
            name: format!("Crowd{i:03}"),
            role,
            standing: Standing::Active,
            epoch: 1,
            language: None,
        };
        let save = move |tx: &mut Tx<'_>| (0..many).try_for_each(|i| user_insert(tx, &person(i), now, None));
        self.store.write(save).await.unwrap();
    }

    /// Makes the list of end users look longer by so many, of whom there is only the first.
    pub async fn lengthen_lists(&self, by: u32) {
        let tenant = self.tenant.id;
        let lengthen = move |tx: &mut Tx<'_>| {
            (0..by).try_for_each(|i| {
                tx.run(
                    "INSERT INTO findings (tenant_id, shelf, entry, user_id)
                     SELECT tenant_id, shelf, $2, user_id FROM findings
                      WHERE tenant_id = $1 AND shelf = 'end_users' ORDER BY entry LIMIT 1",
                    &[(&tenant).into(), [&[1][..], &i.to_be_bytes()].concat().as_slice().into()],
                )
                .map(drop)
            })
        };
        self.store.write(lengthen).await.unwrap();
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser::new(self.clone())
    }

    /// Turns the clock on.
    pub fn later(&self, span: &str) {
        let (count, unit) = span.split_once(' ').expect("a span is \"31 days\"");
        let seconds = match unit.trim_end_matches('s') {
            "second" => 1,
            "minute" => 60,
            "hour" => 3_600,
            "day" => 86_400,
            other => panic!("no unit of time: {other}"),
        };
        self.clock.turn(Duration::from_secs(count.parse::<u64>().unwrap() * seconds));
    }

    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// Sends what lies in the outbox, and gives the mails that this address has got so far.
    pub async fn mail_to(&self, email: &str) -> Vec<Mail> {
        send_due(&self.app(), &self.post).await.unwrap();
        self.mailbox.mails().into_iter().filter(|mail| mail.to.as_str() == email).collect()
    }

    /// The path of the link in the newest mail to this address.
    pub async fn link_to(&self, email: &str) -> String {
        let mails = self.mail_to(email).await;
        let text = &mails.last().expect("a mail").text;
        let at = text.find("/link/").expect("a link in the mail");
        text[at..].split_whitespace().next().unwrap().to_owned()
    }

    /// One column of one row, straight from the store.
    pub async fn row<T: FromRow + Send + 'static>(&self, sql: &'static str) -> Option<T> {
        self.store.read(move |tx: &mut Tx<'_>| -> StoreResult<Option<T>> { tx.one(sql, &[]) }).await.unwrap()
    }

    /// A number from the store.
    pub async fn count(&self, sql: &'static str) -> i64 {
        self.row::<i64>(sql).await.unwrap_or(0)
    }

    /// Changes rows behind the product's back, for what no door does.
    pub async fn tamper(&self, sql: &'static str) {
        self.store.write(move |tx: &mut Tx<'_>| tx.run(sql, &[]).map(drop)).await.unwrap();
    }

    /// The database file, on SQLite.
    pub fn file(&self) -> Option<std::path::PathBuf> {
        self._home.folder.as_ref().map(|folder| folder.join("world.db"))
    }

    /// A backup of the world, in a file that nobody has yet.
    pub async fn back_up(&self) -> std::path::PathBuf {
        let file =
            std::env::temp_dir().join(format!("doorward-backup-{}-{}", std::process::id(), next_number()));
        let _ = std::fs::remove_file(&file);
        back_up(&self._home.url, &key(), self.now(), &file, |_, _| {}).await.unwrap();
        file
    }

    /// The same world in another database, read back from a backup and opened by a new server there. Its clock is this one's.
    pub async fn read_back(&self, file: &std::path::Path, database: Database) -> World {
        let home = Home::make(database, next_number()).await;
        restore(&home.url, &key(), file, |_, _| {}).await.unwrap();
        let nodes =
            nodes(database, &home.url, &self.clock, &self.mailbox, &settings(), &WebSettings::default())
                .await;
        let store =
            Store::open(&home.url, Options { writers: 1, readers: 1, ..Options::default() }).await.unwrap();
        let next_node = Arc::new(AtomicUsize::new(0));
        World { database, store, nodes: Arc::new(nodes), next_node, _home: Arc::new(home), ..self.clone() }
    }

    fn node(&self) -> &Node {
        let turn = self.next_node.fetch_add(1, Ordering::Relaxed);
        &self.nodes[turn % self.nodes.len()]
    }
}

fn key() -> ServerKey {
    ServerKey::from_bytes([7; 32])
}

async fn nodes(
    database: Database,
    url: &StoreUrl,
    clock: &Arc<Turned>,
    mailbox: &Arc<Memory>,
    settings: &Settings,
    web: &WebSettings,
) -> Vec<Node> {
    let key = key();
    let web = WebSettings { public_url: PublicAddress::parse(ORIGIN).ok(), ..web.clone() };
    let mut nodes = Vec::new();
    for _ in 0..if database == Database::Postgres { 2 } else { 1 } {
        let options = Options { writers: 4, readers: 1, ..Options::default() };
        let store = Store::open(url, options).await.unwrap();
        let app = App::new(store, key.clone(), Clock::turned(Arc::clone(clock)), settings.clone()).unwrap();
        let stage = Stage::new(Vec::new(), Some(Arc::clone(mailbox)));
        let all: Vec<Door> = doors().into_iter().chain(stage.doors()).collect();
        nodes.push(Node { router: router(Web::new(app.clone(), web.clone()), all), app });
    }
    nodes
}

/// Somebody of the account.
#[derive(Clone)]
pub struct Person {
    pub made: MadeUpPerson,
    world: World,
}

impl Person {
    /// The same person in another world.
    pub fn in_world(&self, world: &World) -> Person {
        Person { world: world.clone(), ..self.clone() }
    }

    pub fn email(&self) -> &str {
        self.made.user.email.as_str()
    }

    pub fn id(&self) -> String {
        self.made.user.id.to_string()
    }

    pub fn password(&self) -> &str {
        &self.made.password
    }

    pub fn seed(&self) -> &Seed {
        self.made.seed.as_ref().expect("somebody with an authenticator")
    }

    /// What their authenticator shows now.
    pub fn passcode(&self) -> String {
        passcode(self.seed(), self.world.now())
    }

    /// What it shows so many steps from now.
    pub fn passcode_in(&self, steps: i64) -> String {
        passcode(self.seed(), Time::from_millis(self.world.now().millis() + steps * 30_000))
    }

    /// One of their recovery codes.
    pub fn recovery_code(&self, i: usize) -> &str {
        &self.made.codes[i]
    }

    /// Signs in, in a browser of their own, by all that is asked for. The clock is a step further afterwards, so that the
    /// next passcode is fresh.
    pub async fn sign_in(&self) -> Browser {
        let mut browser = self.world.browser();
        self.sign_in_with(&mut browser).await;
        browser
    }

    /// Gives the right password, in a browser of their own, and stands before the page that comes next.
    pub async fn half_sign_in(&self) -> Browser {
        let mut browser = self.world.browser();
        self.half_sign_in_with(&mut browser).await;
        browser
    }

    /// Gives the right password, in this browser, and stands before the page that comes next.
    pub async fn half_sign_in_with(&self, browser: &mut Browser) {
        let page = browser.sign_in(self.email(), self.password()).await;
        let next = page.location().to_owned();
        assert!(next.starts_with("/signin/"), "{page:?}");
        browser.get(&next).await;
    }

    /// So many browsers of theirs, all before the page that comes after the password.
    pub async fn half_sign_ins(&self, count: usize) -> Vec<Browser> {
        let mut browsers = Vec::new();
        for _ in 0..count {
            browsers.push(self.half_sign_in().await);
        }
        browsers
    }

    /// Signs in, in this browser.
    pub async fn sign_in_with(&self, browser: &mut Browser) {
        let page = browser.sign_in(self.email(), self.password()).await;
        if page.location() == "/signin/passcode" {
            let page = browser.post("/signin/passcode", &[("passcode", &self.passcode())]).await;
            assert_eq!(page.location(), "/desk", "{page:?}");
            self.world.later("30 seconds");
        } else {
            assert_eq!(page.location(), "/desk", "{page:?}");
        }
    }
}

/// What an authenticator with this seed shows.
pub fn passcode(seed: &Seed, at: Time) -> String {
    code_at(seed, Parameters::default(), at)
}

/// A folder or schema that goes with the world.
struct Home {
    url: StoreUrl,
    folder: Option<std::path::PathBuf>,
}

impl Home {
    async fn make(database: Database, seed: u64) -> Home {
        match database {
            Database::Sqlite => {
                let name = format!("doorward-world-{}-{seed}", std::process::id());
                let folder = std::env::temp_dir().join(name);
                // A process of an earlier run may have had this id.
                let _ = std::fs::remove_dir_all(&folder);
                std::fs::create_dir_all(&folder).unwrap();
                let url = format!("sqlite:{}", folder.join("world.db").display()).parse().unwrap();
                Home { url, folder: Some(folder) }
            }
            Database::Postgres => Home { url: fresh_postgres(seed).await.parse().unwrap(), folder: None },
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// A schema of its own in the cluster that `scripts/test` starts.
#[expect(clippy::disallowed_methods, reason = "the variable is the test's, not the product's")]
pub async fn fresh_postgres(seed: u64) -> String {
    let url = std::env::var("DOORWARD_TEST_POSTGRES").expect(
        "DOORWARD_TEST_POSTGRES names no PostgreSQL: run scripts/test, or scripts/postgres run -- cargo test",
    );
    let schema = format!("world_{}_{seed}", std::process::id());
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    // A process of an earlier run may have had this id.
    let setup = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    client.batch_execute(&setup).await.unwrap();
    drop(client);
    let _ = connection.await;
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}options=-csearch_path%3D{schema}")
}

/// A number that no other caller of this process has.
pub fn next_number() -> u64 {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}
