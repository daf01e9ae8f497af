//! Profiles: records where the server's time goes during session checks and sign-ins, and says which part has how much of it.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use clap::Args;
use doorward_bench::shares::{Part, shares};
use tokio::runtime::Runtime;

use crate::load::Loaded;
use crate::population::{Size, populate};
use crate::process::{Site, apart};
use crate::{Folder, Outcome, failed, machine, say};

/// Record profiles of the session check and the sign-in
#[derive(Args, Debug)]
pub(crate) struct Profile {
    /// The program that is measured: built with symbols and frame pointers
    #[arg(long)]
    server: PathBuf,
    /// Where the recordings go
    #[arg(long)]
    into: PathBuf,
    /// How long each is recorded
    #[arg(long, default_value_t = 15)]
    seconds: u64,
    /// Sessions that are stored
    #[arg(long, default_value_t = 10_000)]
    size: usize,
}

/// Say which part of the server the samples of a profile fell into
#[derive(Args, Debug)]
pub(crate) struct Shares {
    /// Stacks, folded
    folded: PathBuf,
}

impl Profile {
    pub(crate) fn run(&self, runtime: &Runtime) -> Outcome<()> {
        let folder = Folder::new()?;
        let site = Site {
            smtp: None,
            server: self.server.canonicalize()?,
            folder: folder.path().join("served"),
            database: format!("sqlite:{}", folder.path().join("served.db").display()),
        };
        let seconds = usize::try_from(self.seconds)?;
        let people = (seconds + 3) * 100 * machine::cores();
        say(&format!("SQLite: {people} people, {} sessions", self.size));
        runtime.block_on(populate(&site, Size { people, sessions: self.size }))?;
        let server = site.serve()?;
        let path = |name: &str| site.folder.join(name).display().to_string();
        for (what, list) in [("checks", ["--sessions", "sessions"]), ("sign-ins", ["--people", "people"])] {
            say(&format!("recording {what} for {} s", self.seconds));
            let [option, file] = list;
            let mut arguments = vec![what.to_owned(), "--to".to_owned(), server.at.to_string()];
            arguments.extend(["--server".to_owned(), server.id().to_string()]);
            arguments.extend(["--millis".to_owned(), ((self.seconds + 1) * 1_000).to_string()]);
            arguments.extend([option.to_owned(), path(file)]);
            let load = std::thread::spawn(move || apart::<Loaded>(&arguments));
            std::thread::sleep(Duration::from_secs(1));
            let recorded = Command::new("perf")
                .args(["record", "--quiet", "--event", "cpu-clock", "--freq", "999", "--call-graph", "fp"])
                .arg("--output")
                .arg(self.into.join(format!("{what}.perf")))
                .args(["--pid", &server.id().to_string(), "--", "sleep", &self.seconds.to_string()])
                .stdout(Stdio::null())
                .status()?;
            let loaded = load.join().map_err(|_| failed("the load panicked"))??;
            if !recorded.success() {
                return Err(failed("perf did not record"));
            }
            say(&format!(
                "{what}: {:.0} a second, {:.0} us of the server's processor time each",
                loaded.per_second, loaded.server_micros
            ));
        }
        Ok(())
    }
}

impl Shares {
    pub(crate) fn run(&self) -> Outcome<()> {
        let folded = std::fs::read_to_string(&self.folded)?;
        for (name, share) in shares(&folded, PARTS) {
            println!("{share:6.2} %  {name}");
        }
        Ok(())
    }
}

/// From what is special to what holds it. The first frame of a stack is the name of its thread.
const PARTS: &[Part] = &[
    Part { name: "Argon2id", frames: &["argon2::"] },
    Part { name: "SQLite compiles a statement once more", frames: &["sqlite3Reprepare"] },
    Part { name: "SQLite compiles a statement", frames: &["sqlite3Prepare"] },
    Part {
        name: "the disk: write and flush",
        frames: &["unixSync", "fdatasync", "fsync", "pwrite", "pread", "unixWrite"],
    },
    Part { name: "SQLite finds and changes rows", frames: &["sqlite3_step", "sqlite3VdbeExec"] },
    Part { name: "rows become values", frames: &["FromRow>::from_row"] },
    Part { name: "the session check's thread, beside that", frames: &["store-check"] },
    Part { name: "the reading threads, beside that", frames: &["store-read"] },
    Part { name: "the writing thread, beside that", frames: &["store-write"] },
    Part { name: "socket: send", frames: &["poll_flush", "writev", "tcp_sendmsg"] },
    Part { name: "socket: receive", frames: &["poll_read_from_io", "recvfrom", "tcp_recvmsg"] },
    Part { name: "socket: wait", frames: &["epoll_wait"] },
    Part {
        name: "HTTP read and written",
        frames: &["hyper::proto::h1::role", "hyper::proto::h1::io", "httparse"],
    },
    Part { name: "pages", frames: &["askama", "fluent", "i18n", "web::pages", "web::reply"] },
    Part { name: "forms and their tokens", frames: &["web::form", "form_token"] },
    Part { name: "log", frames: &["tracing"] },
    Part { name: "the caller, the session, the frame of the page", frames: &["web::guard"] },
    Part { name: "flows, beside that", frames: &["doorward::flows"] },
    Part {
        name: "layers and routes",
        frames: &["axum::middleware", "axum::routing", "axum::handler", "tower", "web::router", "web::doors"],
    },
    Part { name: "tokio and hyper, beside that", frames: &["tokio", "hyper"] },
];
