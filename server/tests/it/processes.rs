//! Two servers on one PostgreSQL, as they are run: real processes, real connections, the system's clock. What one is told the
//! other knows at its next request.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use doorward_core::factor::totp::Seed;
use doorward_core::moment::Time;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::world::{PASSWORD, fresh_postgres, next_number, passcode};

const ORIGIN: &str = "https://help.example.com";
const EMAIL: &str = "olga@example.com";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p11_one_passcode_fifty_times_at_once_at_two_servers_signs_in_once() {
    let pair = Pair::with_owner().await;
    let (_, seed) = pair.signed_in_with_authenticator().await;
    let mut halves = Vec::new();
    for i in 0..50 {
        halves.push(pair.half_signed_in(i % 2).await);
    }
    let code = passcode(&seed, now());
    let mut tasks = tokio::task::JoinSet::new();
    for (i, (mut visitor, token)) in halves.into_iter().enumerate() {
        let body = form(&[("passcode", &code), ("form_token", &token)]);
        tasks.spawn(async move { visitor.send(i % 2, "POST", "/signin/passcode", &body).await });
    }
    let answers = tasks.join_all().await;
    let signed_in = answers.iter().filter(|answer| answer.location() == "/security").count();
    assert_eq!(signed_in, 1, "{answers:?}");
    assert!(answers.iter().all(|answer| answer.status == 303 || answer.status == 429), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p30_one_recovery_code_fifty_times_at_once_at_two_servers_signs_in_once() {
    let pair = Pair::with_owner().await;
    let (mut owner, _) = pair.signed_in_with_authenticator().await;
    let page = owner.get(0, "/security/recovery-codes/save").await;
    let code = page.body.split("translate=\"no\">").nth(1).unwrap()[..19].to_owned();
    let mut tasks = tokio::task::JoinSet::new();
    for i in 0..50 {
        let (mut visitor, token) = pair.half_signed_in(i % 2).await;
        let body = form(&[("recovery_code", &code), ("form_token", &token)]);
        tasks.spawn(async move { visitor.send(i % 2, "POST", "/signin/recovery-code", &body).await });
    }
    let answers = tasks.join_all().await;
    let signed_in = answers.iter().filter(|answer| answer.location() == "/security").count();
    assert_eq!(signed_in, 1, "{answers:?}");
    assert!(answers.iter().all(|answer| answer.status == 303 || answer.status == 429), "{answers:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p11_one_first_passcode_fifty_times_at_once_at_two_servers_connects_once() {
    let pair = Pair::with_owner().await;
    let (mut owner, seed, token) = pair.connecting().await;
    let body = form(&[("passcode", &passcode(&seed, now())), ("form_token", &token)]);
    let mut tasks = tokio::task::JoinSet::new();
    for i in 0..50 {
        let mut tab = pair.visitor();
        tab.cookies = owner.cookies.clone();
        let body = body.clone();
        tasks.spawn(async move { tab.send(i % 2, "POST", "/security/authenticator", &body).await });
    }
    let answers = tasks.join_all().await;
    let connected =
        answers.iter().filter(|answer| answer.location() == "/security/recovery-codes/save").count();
    assert_eq!(connected, 1, "{answers:?}");
    // The session went on under another cookie, which that one answer bore.
    assert!(owner.get(1, "/security").await.location().starts_with("/signin"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p01_tries_at_one_server_count_at_the_other() {
    let pair = Pair::with_owner().await;
    let (_, seed) = pair.signed_in_with_authenticator().await;
    let (mut visitor, token) = pair.half_signed_in(0).await;
    let near: Vec<String> = (-30..=30).map(|steps| passcode(&seed, in_steps(steps))).collect();
    let wrong = (0..).map(|i| format!("{i:06}")).find(|it| !near.contains(it)).unwrap();
    for at in [0, 1, 0, 1, 0] {
        let body = form(&[("passcode", &wrong), ("form_token", &token)]);
        let answer = visitor.send(at, "POST", "/signin/passcode", &body).await;
        assert_eq!(answer.location(), "/signin/passcode", "{answer:?}");
    }
    for at in [1, 0] {
        let body = form(&[("passcode", &passcode(&seed, now())), ("form_token", &token)]);
        let answer = visitor.send(at, "POST", "/signin/passcode", &body).await;
        assert_eq!(answer.status, 429, "{answer:?}");
        assert!(answer.body.contains("Too many tries"), "{answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p47_a_session_ended_at_one_server_is_refused_at_the_other_on_an_open_connection() {
    let pair = Pair::with_owner().await;
    let (mut here, mut lost) = (pair.signed_in(0).await, pair.signed_in(1).await);
    for at in [0, 1] {
        assert_eq!(lost.get(at, "/security").await.status, 200);
    }
    let page = here.get(0, "/security").await;
    let session = page.value_of("session").expect("the other session");
    let answer = here.post(0, "/security", "/security/sessions/end", &[("session", &session)]).await;
    assert_eq!(answer.location(), "/security?done=session-ended", "{answer:?}");
    let before = lost.cookies.clone();
    for at in [1, 0] {
        lost.cookies = before.clone();
        let answer = lost.get(at, "/security").await;
        assert_eq!(answer.location(), "/signin?because=ended&then=%2Fsecurity", "{answer:?}");
    }
    assert_eq!(lost.opened, 2, "the connections of before were used");
    for at in [0, 1] {
        assert_eq!(here.get(at, "/security").await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p47_a_new_password_at_one_server_ends_the_other_sessions_at_both() {
    let pair = Pair::with_owner().await;
    let (mut here, mut other) = (pair.signed_in(0).await, pair.signed_in(1).await);
    let page = "/security/password";
    let fields = [("password", PASSWORD), ("new_password", "seven slow green lamps")];
    let answer = here.post(0, page, page, &fields).await;
    assert_eq!(answer.location(), "/security?done=password-changed", "{answer:?}");
    let before = other.cookies.clone();
    for at in [1, 0] {
        other.cookies = before.clone();
        let answer = other.get(at, "/security").await;
        assert_eq!(answer.location(), "/signin?because=ended&then=%2Fsecurity", "{answer:?}");
        assert_eq!(here.get(at, "/security").await.status, 200);
        let answer = pair.visitor().give_password(at).await;
        assert_eq!(answer.status, 401, "the old password: {answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p46_the_cookie_before_a_step_is_dead_at_both_servers() {
    let pair = Pair::with_owner().await;
    let (_, seed) = pair.signed_in_with_authenticator().await;
    let (mut visitor, token) = pair.half_signed_in(0).await;
    let before = visitor.cookies.clone();
    let body = form(&[("passcode", &passcode(&seed, now())), ("form_token", &token)]);
    let answer = visitor.send(1, "POST", "/signin/passcode", &body).await;
    assert_eq!(answer.location(), "/security", "{answer:?}");
    for at in [0, 1] {
        let mut thief = pair.visitor();
        thief.cookies = before.clone();
        let answer = thief.get(at, "/security").await;
        assert!(answer.location().starts_with("/signin?"), "{answer:?}");
        let body = form(&[("passcode", &passcode(&seed, in_steps(1))), ("form_token", &token)]);
        thief.cookies = before.clone();
        let answer = thief.send(at, "POST", "/signin/passcode", &body).await;
        assert_ne!(answer.location(), "/security", "{answer:?}");
        assert_eq!(visitor.get(at, "/security").await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_json_and_holds_no_secret() {
    let pair = Pair::with_owner().await;
    let (mut visitor, seed) = pair.signed_in_with_authenticator().await;
    let mut secrets: Vec<String> = visitor.seen.clone();
    let (mut half, token) = pair.half_signed_in(1).await;
    let code = passcode(&seed, in_steps(1));
    let answer =
        half.send(1, "POST", "/signin/passcode", &form(&[("passcode", &code), ("form_token", &token)])).await;
    assert_eq!(answer.location(), "/security", "{answer:?}");
    visitor.get(0, "/nowhere?token=in-a-query-of-a-page-that-is-none").await;
    visitor.post(0, "/security", "/confirm", &[("passcode", "424242")]).await;
    secrets.extend(half.seen.clone());
    secrets.extend([PASSWORD.to_owned(), code, "424242".to_owned(), seed.to_base32()]);
    secrets.push("in-a-query-of-a-page-that-is-none".to_owned());
    assert!(secrets.len() > 8, "{secrets:?}");
    for at in [0, 1] {
        let log = pair.log(at);
        let lines: Vec<&str> = log.lines().collect();
        assert!(lines.iter().any(|line| line.contains("listening")), "{log}");
        for line in lines {
            serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line)
                .expect("a JSON object a line");
        }
        for secret in &secrets {
            assert!(!log.contains(secret.as_str()), "{secret} is in the log");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p50_nothing_that_a_visitor_sends_makes_a_line_of_the_log() {
    let pair = Pair::with_owner().await;
    let forged = "x\r\n{\"level\":\"INFO\",\"message\":\"forged\"}\n\u{1b}[31mred";
    let mut visitor = pair.visitor();
    let fields = [("username", forged), ("password", forged)];
    let answer = visitor.post(0, "/signin", "/signin", &fields).await;
    assert!((400..500).contains(&answer.status), "{answer:?}");
    let inside = percent_encoded(forged);
    for path in [format!("/{inside}"), format!("/signin/{inside}"), format!("/signin?then={inside}")] {
        let answer = visitor.get(0, &path).await;
        assert!(answer.status < 500, "{answer:?}");
    }
    let log = pair.log(0);
    assert!(log.lines().count() > 4, "the requests are in the log: {log}");
    for line in log.lines() {
        let line: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(line).expect("a JSON object a line");
        assert_ne!(line.get("message").and_then(|it| it.as_str()), Some("forged"));
    }
    assert!(!log.contains(|c: char| c.is_control() && c != '\n'), "a terminal would obey it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_link_to_an_empty_store_is_in_a_file_of_its_owner_and_not_in_the_log() {
    let pair = Pair::start(Ground::new().await).await;
    let mut newest = None;
    for at in [0, 1] {
        let file = pair.folders[at].join("doorward-setup-link");
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let link = std::fs::read_to_string(&file).unwrap().trim().to_owned();
        let path = link.strip_prefix(ORIGIN).expect("a link of the public address").to_owned();
        let token = path.strip_prefix("/setup/").expect("a link to the set-up").to_owned();
        assert!(token.len() >= 22, "128 bits or more: {token}");
        newest = Some((path, token));
    }
    let (path, token) = newest.unwrap();
    let mut owner = pair.visitor();
    let answer = owner.get(0, &path).await;
    assert_eq!(answer.location(), "/setup", "{answer:?}");
    assert!(!pair.log(0).contains(&token) && !pair.log(1).contains(&token));
}

/// A database and a key, for as many servers as are started on them.
struct Ground {
    folder: PathBuf,
    database: String,
}

impl Ground {
    async fn new() -> Ground {
        let seed = next_number();
        let folder = std::env::temp_dir().join(format!("doorward-processes-{}-{seed}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Ground { folder, database: fresh_postgres(seed).await }
    }

    fn doorward(&self, subcommand: &str, port: u16, folder: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_doorward"));
        command
            .arg(subcommand)
            .current_dir(folder)
            .env_clear()
            .env("DOORWARD_LISTEN", format!("127.0.0.1:{port}"))
            .env("DOORWARD_PUBLIC_URL", ORIGIN)
            .env("DOORWARD_DATABASE", &self.database)
            .env("DOORWARD_KEY_FILE", self.folder.join("doorward.key"))
            .env("DOORWARD_LOG", "debug")
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Two servers; each ends with its own process when the story ends.
struct Pair {
    ports: [u16; 2],
    folders: [PathBuf; 2],
    _children: Vec<Child>,
    _ground: Ground,
}

impl Pair {
    /// Two servers with an account, whose owner has [`PASSWORD`] and no second factor.
    async fn with_owner() -> Pair {
        let ground = Ground::new().await;
        let mut setup = ground.doorward("setup", 0, &ground.folder);
        setup.args(["--account", "Acme Help", "--name", "Olga", "--email", EMAIL]);
        let mut setup = setup.stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = setup.stdin.take().unwrap();
        stdin.write_all(format!("{PASSWORD}\n").as_bytes()).await.unwrap();
        drop(stdin);
        assert!(setup.wait().await.unwrap().success());
        Pair::start(ground).await
    }

    async fn start(ground: Ground) -> Pair {
        // Both at once, so that the ports differ.
        let taken = [0, 1].map(|_| std::net::TcpListener::bind("127.0.0.1:0").unwrap());
        let ports = [0, 1].map(|at: usize| taken[at].local_addr().unwrap().port());
        drop(taken);
        let folders = ["one", "two"].map(|name| ground.folder.join(name));
        let mut children = Vec::new();
        for at in [0, 1] {
            std::fs::create_dir_all(&folders[at]).unwrap();
            let log = std::fs::File::create(folders[at].join("log")).unwrap();
            let mut command = ground.doorward("serve", ports[at], &folders[at]);
            children.push(command.stderr(log).stdout(Stdio::null()).spawn().unwrap());
            wait_until_it_listens(ports[at], &folders[at]).await;
        }
        Pair { ports, folders, _children: children, _ground: ground }
    }

    fn visitor(&self) -> Visitor {
        Visitor {
            ports: self.ports,
            connections: [None, None],
            opened: 0,
            cookies: BTreeMap::new(),
            seen: Vec::new(),
        }
    }

    fn log(&self, at: usize) -> String {
        std::fs::read_to_string(self.folders[at].join("log")).unwrap()
    }

    /// The owner, who has no second factor yet.
    async fn signed_in(&self, at: usize) -> Visitor {
        let mut visitor = self.visitor();
        let answer = visitor.give_password(at).await;
        assert_eq!(answer.location(), "/security", "{answer:?}");
        visitor
    }

    /// The owner before the page that connects an authenticator, its key, and the token of its form.
    async fn connecting(&self) -> (Visitor, Seed, String) {
        let mut visitor = self.signed_in(0).await;
        let answer = visitor.post(0, "/security", "/security/authenticator/begin", &[]).await;
        assert_eq!(answer.location(), "/security/authenticator", "{answer:?}");
        let page = visitor.get(1, "/security/authenticator").await;
        let link = page.body.split("secret=").nth(1).unwrap();
        let key: String = link.chars().take_while(char::is_ascii_alphanumeric).collect();
        (visitor, Seed::from_base32(&key).unwrap(), page.value_of("form_token").unwrap())
    }

    /// The owner, who has just connected an authenticator, by the passcode of the step before this one.
    async fn signed_in_with_authenticator(&self) -> (Visitor, Seed) {
        let (mut visitor, seed, token) = self.connecting().await;
        let code = passcode(&seed, in_steps(-1));
        let body = form(&[("passcode", &code), ("form_token", &token)]);
        let answer = visitor.send(1, "POST", "/security/authenticator", &body).await;
        assert_eq!(answer.location(), "/security/recovery-codes/save", "{answer:?}");
        visitor.seen.push(code);
        (visitor, seed)
    }

    /// The owner before the page that asks for the passcode, and the token of its form.
    async fn half_signed_in(&self, at: usize) -> (Visitor, String) {
        let mut visitor = self.visitor();
        let answer = visitor.give_password(at).await;
        assert_eq!(answer.location(), "/signin/passcode", "{answer:?}");
        let page = visitor.get(at, "/signin/passcode").await;
        (visitor, page.value_of("form_token").unwrap())
    }
}

/// A browser on open connections.
struct Visitor {
    ports: [u16; 2],
    connections: [Option<TcpStream>; 2],
    /// How many connections were opened.
    opened: usize,
    cookies: BTreeMap<String, String>,
    /// Every value that a cookie had.
    seen: Vec<String>,
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v)
    }

    fn location(&self) -> &str {
        self.header("location").unwrap_or("")
    }

    fn value_of(&self, field: &str) -> Option<String> {
        let rest = self.body.split(&format!("name=\"{field}\" value=\"")).nth(1)?;
        rest.split('"').next().map(str::to_owned)
    }
}

impl Visitor {
    async fn give_password(&mut self, at: usize) -> Answer {
        self.post(at, "/signin", "/signin", &[("username", EMAIL), ("password", PASSWORD)]).await
    }

    async fn get(&mut self, at: usize, path: &str) -> Answer {
        self.send(at, "GET", path, "").await
    }

    /// Gets the page that shows a form, and sends the form.
    async fn post(&mut self, at: usize, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.get(at, page).await.value_of("form_token").expect("a page with a form");
        let fields: Vec<(&str, &str)> =
            fields.iter().copied().chain([("form_token", token.as_str())]).collect();
        self.send(at, "POST", path, &form(&fields)).await
    }

    async fn send(&mut self, at: usize, method: &str, path: &str, body: &str) -> Answer {
        if self.connections[at].is_none() {
            self.connections[at] = Some(TcpStream::connect(("127.0.0.1", self.ports[at])).await.unwrap());
            self.opened += 1;
        }
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: help.example.com\r\nOrigin: {ORIGIN}\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            cookies.join("; "),
            body.len(),
        );
        let stream = self.connections[at].as_mut().unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = read_answer(stream).await;
        for line in answer.head.lines() {
            let Some((name, cookie)) = line.split_once(": ") else { continue };
            if name.eq_ignore_ascii_case("set-cookie") {
                let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
                if value.is_empty() {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                    self.seen.push(value.to_owned());
                }
            }
        }
        answer
    }
}

async fn read_answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "the server closed the connection");
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer { status, head, body: String::new() };
    assert_eq!(answer.header("transfer-encoding"), None);
    let length = answer.header("content-length").map_or(0, |length| length.parse::<usize>().unwrap());
    while bytes.len() < end + 4 + length {
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0, "the server closed the connection");
    }
    answer.body = String::from_utf8(bytes[end + 4..].to_vec()).unwrap();
    answer
}

async fn wait_until_it_listens(port: u16, folder: &Path) {
    let listens = async {
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() || !has_started(folder) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let listened = tokio::time::timeout(Duration::from_secs(30), listens).await;
    assert!(listened.is_ok(), "no server: {:?}", std::fs::read_to_string(folder.join("log")));
}

fn has_started(folder: &Path) -> bool {
    std::fs::read_to_string(folder.join("log")).is_ok_and(|log| log.contains("\"listening\""))
}

fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

fn percent_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn now() -> Time {
    in_steps(0)
}

#[expect(clippy::disallowed_methods, reason = "the servers of these stories go by the system's clock")]
fn in_steps(steps: i64) -> Time {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Time::from_millis(i64::try_from(since.as_millis()).unwrap() + steps * 30_000)
}
