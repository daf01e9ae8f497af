//! What an operator does at the server's console, by the program itself.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

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

/// A folder with a database, as an operator has it.
struct Place {
    folder: PathBuf,
}

/// What a command came to.
#[derive(Debug)]
struct Said {
    good: bool,
    out: String,
    err: String,
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
    fn with_owner() -> Place {
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
    fn say(&self, arguments: &[&str], variables: &[(&str, &str)], typed: &str) -> Said {
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

/// The whole answer to a GET.
fn ask(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
