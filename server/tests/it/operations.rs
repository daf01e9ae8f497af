//! What an operator does at the server's console, by the program itself.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use doorward_store::{Options, Store, StoreUrl, Tx};

use crate::world::gateway::{Act, FakeGateway, certificate};
use crate::world::{PASSWORD, next_number};

const ORIGIN: &str = "http://localhost";

#[test]
fn metrics_are_at_their_own_address_alone_and_nowhere_unless_asked_for() {
    let place = Place::with_owner();
    let [public, metrics] = free_ports();
    {
        let _server = place.serve(public, &[("DOORWARD_METRICS_LISTEN", &metrics.to_string())]);
        let page = ask(metrics, "/metrics");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.contains("content-type: text/plain; version=0.0.4; charset=utf-8"), "{page}");
        assert!(page.contains("\ndoorward_store_up 1\n"), "{page}");
        assert!(page.contains("\nprocess_resident_memory_bytes "), "{page}");
        for path in ["/", "/signin", "/healthz", "/metrics/"] {
            assert!(ask(metrics, path).starts_with("HTTP/1.1 404"), "{path}");
        }
        assert!(ask(public, "/metrics").starts_with("HTTP/1.1 404"));
    }
    let _server = place.serve(public, &[]);
    assert!(TcpStream::connect(("127.0.0.1", metrics)).is_err(), "nobody asked for metrics");
}

#[test]
fn the_configuration_is_checked_and_every_mistake_is_a_line() {
    let place = Place::empty();
    let said = place.say(&["config", "check"], &[], "");
    assert!(said.good, "{said:?}");
    assert!(said.has("✓ settings:") && said.has("! smtp_url: none"), "{said:?}");
    assert!(!said.out.contains('\x1b'), "plain where no terminal is: {said:?}");

    let file = "listen = 8080\nhome = \"//evil\"\n[password]\nslots = 999\n";
    std::fs::write(place.folder.join("doorward.toml"), file).unwrap();
    let said =
        place.say(&["--config", "doorward.toml", "config", "check"], &[("DOORWARD_COLOUR", "blue")], "");
    assert!(!said.good, "{said:?}");
    for line in ["✗ listen: ", "✗ home: ", "✗ password.slots: ", "✗ DOORWARD_COLOUR: "] {
        assert!(said.has(line), "{line}: {said:?}");
    }
    assert!(said.err.contains("error: 4 things are wrong"), "{said:?}");
    // The server refuses by the same lines.
    let said = place.say(&["--config", "doorward.toml", "serve"], &[], "");
    assert!(!said.good && said.err.matches("error: ").count() == 3, "{said:?}");
}

#[test]
fn a_setting_that_can_be_read_may_still_be_unwise() {
    let place = Place::with_owner();
    let key = place.folder.join("doorward.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let [port, _] = free_ports();
    let address = format!("127.0.0.1:{port}");
    let variables = [
        ("DOORWARD_TRUSTED_PROXIES", "10.0.0.0/8, ::/0"),
        ("DOORWARD_LISTEN", address.as_str()),
        ("DOORWARD_METRICS_LISTEN", address.as_str()),
        ("DOORWARD_LOG", "doorward=loud"),
    ];
    let said = place.say(&["config", "check"], &variables, "");
    for line in [
        "✗ key_file: doorward.key: others can read it: set its mode to 0600",
        "✗ trusted_proxies: `::/0` is everybody",
        "✗ metrics.listen: is the public address",
        "✗ log: ",
    ] {
        assert!(said.has(line), "{line}: {said:?}");
    }
    assert!(!said.good && said.err.contains("4 things are wrong"), "{said:?}");
}

#[test]
fn what_the_settings_name_is_tried_and_nothing_is_made() {
    let fresh = Place::empty();
    let check = ["config", "check", "--connect"];
    let [public, _] = free_ports();
    let listen = format!("127.0.0.1:{public}");
    let said = fresh.say(&check, &[("DOORWARD_LISTEN", &listen)], "");
    assert!(said.good && said.has("! database: sqlite:doorward.db is made at the first start"), "{said:?}");
    assert_eq!(std::fs::read_dir(&fresh.folder).unwrap().count(), 0, "nothing was made");

    let place = Place::with_owner();
    let said = place.say(&check, &[("DOORWARD_LISTEN", &listen)], "");
    assert!(said.good && said.has("✓ database: it is sealed under this key"), "{said:?}");
    assert!(said.has("✓ listen: ") && said.out.contains(" is free"), "{said:?}");
    {
        let _server = place.serve(public, &[]);
        let said = place.say(&check, &[("DOORWARD_LISTEN", &listen)], "");
        assert!(said.good && said.out.contains("is in use by a Doorward that runs"), "{said:?}");
    }
    let taken = TcpListener::bind(&listen).unwrap();
    let said = place.say(&check, &[("DOORWARD_LISTEN", &listen)], "");
    assert!(!said.good && said.has("✗ listen: "), "{said:?}");
    drop(taken);

    let other = Place::with_owner();
    std::fs::copy(other.folder.join("doorward.key"), place.folder.join("doorward.key")).unwrap();
    let said = place.say(&check, &[("DOORWARD_LISTEN", &listen)], "");
    let line = "✗ database: this is not the key that the database is sealed under";
    assert!(!said.good && said.has(line), "{said:?}");
    std::fs::remove_file(place.folder.join("doorward.key")).unwrap();
    let said = place.say(&check, &[("DOORWARD_LISTEN", &listen)], "");
    assert!(!said.good && said.has("✗ database: it is in use, and its key is not there"), "{said:?}");
    std::fs::write(place.folder.join("doorward.db"), "not a database at all, only words of some length")
        .unwrap();
    let said = place.say(&check, &[("DOORWARD_LISTEN", &listen)], "");
    assert!(!said.good && said.has("✗ database: sqlite:doorward.db: "), "{said:?}");
}

#[test]
fn the_mail_server_is_greeted_and_takes_the_password_and_gets_no_mail() {
    let place = Place::empty();
    let (listener, said_to_it) = mail_server();
    let port = listener.port();
    let check = |password: &str| {
        let url = format!("smtp+plain://doorward:{password}@127.0.0.1:{port}");
        let variables = [("DOORWARD_SMTP_URL", url.as_str()), ("DOORWARD_MAIL_FROM", "signin@example.com")];
        place.say(
            &["config", "check", "--connect"],
            &[&variables[..], &[("DOORWARD_LISTEN", "127.0.0.1:0")]].concat(),
            "",
        )
    };
    let said = check("right");
    assert!(said.good && said.has("✓ smtp_url: 127.0.0.1 greets, and takes user and password"), "{said:?}");
    let said = check("wrong");
    assert!(!said.good && said.has("✗ smtp_url: 127.0.0.1: "), "{said:?}");
    assert!(!said.out.contains("wrong:"), "{said:?}");
    let heard = said_to_it.lock().unwrap().clone();
    assert!(heard.iter().any(|line| line.starts_with("AUTH ")), "{heard:?}");
    assert!(!heard.iter().any(|line| line.starts_with("MAIL")), "{heard:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn gateways_for_text_messages_are_asked_whether_they_answer_and_get_no_message() {
    let place = Place::empty();
    let plain = FakeGateway::start(Act::answer("405 Method Not Allowed", "")).await;
    let secure = FakeGateway::with_tls(Act::answer("200 OK", "{}")).await;
    std::fs::write(place.folder.join("secret"), "0123456789abcdef0123456789abcdef\n").unwrap();
    std::fs::set_permissions(place.folder.join("secret"), std::fs::Permissions::from_mode(0o644)).unwrap();
    let (plain_at, port) = (plain.address, secure.address.port());
    let file = format!(
        "[[sms]]\nkind = 'twilio'\nurl = 'https://localhost:{port}'\naccount = 'AC1'\nsecret = 'very-secret'\nfrom = 'Acme'\n\
         [[sms]]\nkind = 'webhook'\nurl = 'http://{plain_at}/sms'\nsecret_file = 'secret'\n"
    );
    std::fs::write(place.folder.join("doorward.toml"), file).unwrap();
    let check = |more: &[(&str, &str)]| {
        let variables = [&[("DOORWARD_LISTEN", "127.0.0.1:0")], more].concat();
        place.say(&["--config", "doorward.toml", "config", "check", "--connect"], &variables, "")
    };
    let said = check(&[]);
    assert!(said.has("! sms.2.secret_file: others can read secret: set its mode to 0600"), "{said:?}");
    // The system does not trust the certificate, until it is told to.
    assert!(!said.good && said.has("✗ sms.1: localhost:") && said.out.contains("TLS: "), "{said:?}");
    assert!(said.has(&format!("✓ sms.2: {plain_at} answers")), "{said:?}");
    assert!(secure.heard().is_empty(), "{:?}", secure.heard());
    let trusted = [("SSL_CERT_FILE", certificate().to_str().unwrap().to_owned())];
    let trusted = trusted.each_ref().map(|(name, value)| (*name, value.as_str()));
    let said = check(&trusted);
    assert!(said.good && said.has("✓ sms.1: text messages go to localhost"), "{said:?}");
    let line = format!("✓ sms.1: localhost:{port} answers, and takes account and secret");
    assert!(said.has(&line) && !said.out.contains("very-secret"), "{said:?}");

    secure.act(Act::answer("401 Unauthorized", r#"{"code":20003,"message":"Authenticate"}"#));
    plain.act(Act::drop());
    let said = check(&trusted);
    let line = format!("✗ sms.1: localhost:{port}: 401 Unauthorized, error 20003: Authenticate");
    assert!(!said.good && said.has(&line) && said.has(&format!("✗ sms.2: {plain_at}: ")), "{said:?}");
    let heard: Vec<String> = secure.heard().into_iter().chain(plain.heard()).map(|it| it.line).collect();
    assert_eq!(heard.len(), 5, "{heard:?}");
    assert!(heard.iter().all(|line| line.starts_with("GET ")), "{heard:?}");
}

#[test]
fn the_glass_is_broken_at_the_console_and_its_link_is_shown_once() {
    let place = Place::with_owner();
    let command = ["person", "olga@example.com", "break-glass"];
    let said = place.say(&command, &[], "somebody@example.com\n");
    assert!(!said.good && said.out.is_empty(), "{said:?}");
    assert!(said.err.contains("that is another address: nothing was done"), "{said:?}");
    let said = place.say(&command, &[], "");
    assert!(!said.good && said.out.is_empty(), "nobody answered: {said:?}");

    let [port, _] = free_ports();
    let _server = place.serve(port, &[("DOORWARD_LOG", "debug")]);
    let said = place.say(&command, &[], "Olga@example.com\n");
    assert!(said.good && said.err.contains("an owner of Acme Help"), "{said:?}");
    let path = said.out.trim().strip_prefix(ORIGIN).expect("a link of the public address").to_owned();
    assert!(said.out.lines().count() == 1 && path.starts_with("/link/") && path.len() > 40, "{said:?}");
    assert!(!said.err.contains(&path), "shown once: {said:?}");
    let answer = ask(port, &path);
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("location: /reset"), "{answer}");
    let log = std::fs::read_to_string(place.folder.join("log")).unwrap();
    assert!(!log.contains(path.trim_start_matches("/link/")), "{log}");

    let again = place.say(&[&command[..], &["--yes"]].concat(), &[], "");
    assert!(again.good && again.out != said.out, "{again:?}");
    assert!(ask(port, &path).starts_with("HTTP/1.1 410"), "only the newest works");
}

#[test]
fn a_backup_is_taken_beside_the_server_and_read_back_where_nothing_is() {
    let place = Place::with_owner();
    let [port, _] = free_ports();
    let server = place.serve(port, &[]);
    let said = place.say(&["backup", "olga.backup"], &[], "");
    assert!(said.good && said.out.contains("keep a copy of that"), "{said:?}");
    let file = place.folder.join("olga.backup");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let said = place.say(&["backup", "olga.backup"], &[], "");
    assert!(!said.good && said.err.contains("olga.backup is there already"), "{said:?}");
    drop(server);
    let said = place.say(&["restore", "olga.backup"], &[], "");
    assert!(!said.good && said.err.contains("the database holds something already"), "{said:?}");

    let other = Place::empty();
    let taken = file.display().to_string();
    let said = other.say(&["restore", &taken], &[], "");
    assert!(!said.good && said.err.contains("key_file: "), "{said:?}");
    std::fs::copy(place.folder.join("doorward.key"), other.folder.join("doorward.key")).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    for (changed, why) in [
        (text.replace("olga@example.com", "eve.@example.com"), "was cut off or changed"),
        (text[..text.len() / 2].to_owned(), "was cut off or changed"),
        (text.lines().next().unwrap().to_owned(), "was cut off or changed"),
        (text.replacen("{\"doorward_backup\":1", "{\"doorward_backup\":2", 1), "of a newer program"),
        (String::new(), "is no backup"),
        ("id,name\n1,Olga\n".to_owned(), "is no backup"),
    ] {
        assert_ne!(changed, text);
        std::fs::write(other.folder.join("changed"), changed).unwrap();
        let said = other.say(&["restore", "changed"], &[], "");
        assert!(!said.good && said.err.contains(why), "{why}: {said:?}");
    }
    let said = other.say(&["restore", &taken], &[], "");
    assert!(said.good && said.out.contains("Everybody is signed out"), "{said:?}");
    let said = other.say(&["person", "olga@example.com", "suspend"], &[], "");
    assert!(said.err.contains("owner"), "she is there, and the last one: {said:?}");

    let stranger = Place::with_owner();
    std::fs::remove_file(stranger.folder.join("doorward.db")).unwrap();
    let said = stranger.say(&["restore", &taken], &[], "");
    assert!(!said.good && said.err.contains("was taken under another key"), "{said:?}");
}

#[test]
fn a_command_about_a_person_says_what_is_wrong() {
    let place = Place::with_owner();
    for (arguments, why) in [
        (&["olga", "suspend"][..], "`olga`: "),
        (&["nobody@example.com", "suspend"], "nobody in Acme Help (http://localhost) has the address"),
        (
            &["olga@example.com", "role", "king"],
            "`king` is no role: a role is owner, admin, agent or end_user",
        ),
        (&["olga@example.com", "role", "owner"], "olga@example.com is an owner already"),
        (&["olga@example.com", "restore"], "olga@example.com is not suspended"),
        (
            &["--account", "https://other.example.com", "olga@example.com", "reopen"],
            "no account of this server is at",
        ),
        (&["olga@example.com"], "break-glass"),
    ] {
        let said = place.say(&[&["person"], arguments].concat(), &[], "");
        assert!(!said.good && said.err.contains(why), "{arguments:?}: {said:?}");
    }
    let help = place.say(&["person", "olga@example.com", "break-glass", "--help"], &[], "");
    assert!(help.good && help.out.contains("works for 30 minutes"), "{help:?}");
    let said = Place::empty().say(&["person", "olga@example.com", "suspend"], &[], "");
    assert!(!said.good && said.err.contains("no account yet"), "{said:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_is_verified_at_the_console_and_a_changed_copy_is_found() {
    let place = Place::with_owner();
    let [public, _] = free_ports();
    {
        let _server = place.serve(public, &[]);
        let said = wait_for(&place, |said| said.has("0 entries not sealed yet"));
        assert!(
            said.good && said.has("Acme Help (http://localhost): 1 entry sealed and as written"),
            "{said:?}"
        );
    }
    let said = place.say(&["audit", "verify"], &[], "");
    let head = said.out.lines().find_map(|line| line.strip_prefix("head ")).expect("a head").to_owned();
    let said = place.say(&["audit", "verify", "--head", &head], &[], "");
    assert!(said.good && said.has("entry 1 is the one that was known"), "{said:?}");
    let other = head.replace(&head[head.len() - 1..], if head.ends_with('0') { "1" } else { "0" });
    let said = place.say(&["audit", "verify", "--head", &other], &[], "");
    assert!(
        !said.good && said.err.contains("error: entry 1: the hash that is known of it is another"),
        "{said:?}"
    );
    let said = place.say(&["audit", "verify", "--head", "yesterday"], &[], "");
    assert!(!said.good && said.err.contains("a head is a number, a colon and 64 digits"), "{said:?}");

    let copy = Place::empty();
    // The server was killed: what it wrote last lies beside the database.
    for name in ["doorward.db", "doorward.db-wal", "doorward.key"] {
        if place.folder.join(name).exists() {
            std::fs::copy(place.folder.join(name), copy.folder.join(name)).unwrap();
        }
    }
    let said = copy.say(&["audit", "verify", "--head", &head], &[], "");
    assert!(said.good, "a copy is as good: {said:?}");
    let url = format!("sqlite:{}", copy.folder.join("doorward.db").display()).parse::<StoreUrl>().unwrap();
    let store = Store::open(&url, Options::default()).await.unwrap();
    let change = |tx: &mut Tx<'_>| tx.run("UPDATE events SET at = at + 1 WHERE number = 1", &[]).map(drop);
    store.write(change).await.unwrap();
    drop(store);
    let said = copy.say(&["audit", "verify"], &[], "");
    assert!(!said.good && said.err.contains("error: entry 1: it was changed"), "{said:?}");
    assert!(
        place.say(&["audit", "verify"], &[], "").good,
        "and nothing is wrong with the one that was copied"
    );
}

#[test]
fn the_log_and_the_report_are_written_to_the_standard_output() {
    let place = Place::with_owner();
    let said = place.say(&["report"], &[], "");
    assert!(said.good && said.has("id,name,email,role,user_type,two_factor,"), "{said:?}");
    assert!(
        said.out.contains(",Olga,olga@example.com,owner,team_member,off,") && said.out.ends_with(",no\r\n"),
        "{said:?}"
    );
    let said = place.say(&["report", "--of", "end-users", "--bom"], &[], "");
    assert!(
        said.good && said.out.starts_with("\u{feff}id,") && said.out.lines().count() == 1,
        "nobody: {said:?}"
    );
    let said = place.say(&["report", "--as-of", "2020-01-31"], &[], "");
    assert!(said.good && !said.out.contains("olga@example.com"), "she was not here: {said:?}");
    for (day, why) in [("tomorrow", "is no day"), ("9999-12-31", "that day is not over")] {
        let said = place.say(&["report", "--as-of", day], &[], "");
        assert!(!said.good && said.err.contains(why), "{said:?}");
    }

    let said = place.say(&["audit", "export"], &[], "");
    assert!(said.good && said.has("number,time,kind,refused,done_as,"), "{said:?}");
    assert!(
        said.out.contains(",report_fetched,no,operator,") && said.out.contains(",account_made,no,"),
        "{said:?}"
    );
    let said = place.say(&["audit", "export", "--format", "json", "--person", "olga@example.com"], &[], "");
    let entries: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert!(
        entries.as_array().unwrap().iter().all(|entry| entry["about"]["email"] == "olga@example.com"),
        "{said:?}"
    );
    let said = place.say(&["audit", "export", "--person", "nobody@example.com"], &[], "");
    assert!(!said.good && said.err.contains("nobody in Acme Help has the address or id"), "{said:?}");
    let said = place.say(&["audit", "verify"], &[], "");
    assert!(said.good && said.has("6 entries not sealed yet"), "no server ran: {said:?}");
}

/// Verifies the log until it says what is waited for: a server seals it within seconds.
fn wait_for(place: &Place, is_so: impl Fn(&Said) -> bool) -> Said {
    for _ in 0..120 {
        let said = place.say(&["audit", "verify"], &[], "");
        if is_so(&said) {
            return said;
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    panic!("{:?}", place.say(&["audit", "verify"], &[], ""));
}

/// A folder with a database, as an operator has it.
pub struct Place {
    folder: PathBuf,
}

/// What a command came to.
#[derive(Debug)]
pub struct Said {
    pub good: bool,
    pub out: String,
    pub err: String,
}

impl Said {
    /// Whether it printed a line that begins so.
    fn has(&self, line: &str) -> bool {
        self.out.lines().any(|it| it.starts_with(line))
    }
}

impl Place {
    fn empty() -> Place {
        let name = format!("doorward-operations-{}-{}", std::process::id(), next_number());
        let folder = std::env::temp_dir().join(name);
        // A process of an earlier run may have had this id.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Place { folder }
    }

    /// With an account, whose owner has [`PASSWORD`] and no second factor.
    pub fn with_owner() -> Place {
        let place = Place::empty();
        let setup = ["setup", "--account", "Acme Help", "--name", "Olga", "--email", "olga@example.com"];
        let said = place.say(&setup, &[], &format!("{PASSWORD}\n"));
        assert!(said.good, "{said:?}");
        place
    }

    fn doorward(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_doorward"));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env_clear()
            .env("DOORWARD_PUBLIC_URL", ORIGIN)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command to its end.
    pub fn say(&self, arguments: &[&str], variables: &[(&str, &str)], typed: &str) -> Said {
        let mut child = self.doorward(arguments, variables).spawn().unwrap();
        // A command that reads nothing has closed it already.
        let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Said { good: output.status.success(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    fn serve(&self, port: u16, variables: &[(&str, &str)]) -> Server {
        let listen = format!("127.0.0.1:{port}");
        let log = std::fs::File::create(self.folder.join("log")).unwrap();
        let mut command = self.doorward(&["serve"], variables);
        let child = command.env("DOORWARD_LISTEN", listen).stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let server = Server(child);
        for _ in 0..600 {
            let log = std::fs::read_to_string(self.folder.join("log")).unwrap();
            if log.contains("\"listening\"") {
                return server;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("no server: {:?}", std::fs::read_to_string(self.folder.join("log")));
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A server that ends with its story.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_ports() -> [u16; 2] {
    // Both at once, so that they differ.
    let taken = [0, 1].map(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    taken.map(|listener| listener.local_addr().unwrap().port())
}

/// A mail server that takes the password "right", and what was said to it.
fn mail_server() -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, heard) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Vec::new())));
    let kept = Arc::clone(&heard);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.write_all(b"220 mail.example.com ESMTP\r\n");
            for line in BufReader::new(stream.try_clone().unwrap()).lines() {
                let Ok(line) = line else { break };
                let answer = match line.split(' ').next().unwrap() {
                    "EHLO" => "250-mail.example.com\r\n250 AUTH PLAIN\r\n",
                    // \0doorward\0right
                    "AUTH" if line.ends_with("AGRvb3J3YXJkAHJpZ2h0") => "235 good\r\n",
                    "AUTH" => "535 the password is not right\r\n",
                    "QUIT" => "221 bye\r\n",
                    _ => "250 good\r\n",
                };
                kept.lock().unwrap().push(line);
                if stream.write_all(answer.as_bytes()).is_err() || answer.starts_with("221") {
                    break;
                }
            }
        }
    });
    (address, heard)
}

/// The whole answer to a GET.
fn ask(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
