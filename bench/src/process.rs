//! Programs that are measured, each a process of its own, ended when they go.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::clock::now;
use crate::{Outcome, failed};

/// The longest that a server may take to be ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// The host that the server believes to be.
pub(crate) const HOST: &str = "help.example.com";

/// A server that runs.
pub(crate) struct Running {
    child: Child,
    /// Where it listens.
    pub(crate) at: SocketAddr,
    /// From its start to its first good answer.
    pub(crate) start: Duration,
}

/// What a `doorward serve` is started with: the store, and the folder of its key.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// The program.
    pub(crate) server: PathBuf,
    /// Where its key, its configuration and its log are.
    pub(crate) folder: PathBuf,
    /// The URL of the database.
    pub(crate) database: String,
    /// The port of its mail server on this machine, if it has one.
    pub(crate) smtp: Option<u16>,
}

impl Site {
    /// Writes the configuration of a server on `port`; its path.
    pub(crate) fn configure(&self, port: u16) -> Outcome<PathBuf> {
        std::fs::create_dir_all(&self.folder)?;
        let path = self.folder.join(format!("doorward-{port}.toml"));
        let key = self.folder.join("key");
        let text = format!(
            "public_url = \"https://{HOST}\"\nlisten = \"127.0.0.1:{port}\"\ndatabase = \"{}\"\nkey_file = \"{}\"\n",
            self.database,
            key.display()
        );
        let mail = match self.smtp {
            Some(port) => {
                format!("smtp_url = \"smtp+plain://127.0.0.1:{port}\"\nmail_from = \"doorward@{HOST}\"\n")
            }
            None => String::new(),
        };
        std::fs::write(&path, text + &mail)?;
        Ok(path)
    }

    /// Starts the real server and waits until it is ready.
    pub(crate) fn serve(&self) -> Outcome<Running> {
        let port = free_port()?;
        let config = self.configure(port)?;
        let mut command = Command::new(&self.server);
        command.arg("--config").arg(config).arg("serve").current_dir(&self.folder);
        Running::start(command, port, &self.folder.join(format!("log-{port}")), "/readyz")
    }
}

impl Running {
    /// Starts the bare route, which is this very program, and waits until it answers.
    pub(crate) fn bare(folder: &Path) -> Outcome<Running> {
        let port = free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["bare", "--port", &port.to_string()]);
        Running::start(command, port, &folder.join("log-bare"), "/readyz")
    }

    fn start(mut command: Command, port: u16, log: &Path, path: &str) -> Outcome<Running> {
        let log_file = std::fs::File::create(log)?;
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log_file);
        let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let begun = now();
        let child = command.spawn()?;
        let mut running = Running { child, at, start: Duration::ZERO };
        while !answers(at, path) {
            if running.child.try_wait()?.is_some() || begun.elapsed() > PATIENCE {
                return Err(failed(format!("it did not start: {}", std::fs::read_to_string(log)?)));
            }
            std::thread::sleep(Duration::from_micros(500));
        }
        running.start = begun.elapsed();
        Ok(running)
    }

    /// Its id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // As an operator ends it, so that it closes its database.
        let told = Command::new("kill").arg(self.child.id().to_string()).status();
        if !told.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Runs a subcommand of this very program in a process of its own, and reads the line of JSON that it prints.
pub(crate) fn apart<T: DeserializeOwned>(arguments: &[String]) -> Outcome<T> {
    let output = Command::new(std::env::current_exe()?).args(arguments).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(failed(format!("`{}` failed", arguments.join(" "))));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn answers(at: SocketAddr, path: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(at)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.starts_with("HTTP/1.1 20"))
    };
    ask().unwrap_or(false)
}

/// A port that nobody has at this moment.
fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
