//! The load, in a process of its own: session checks, whole sign-ins, and known against unknown addresses. Each prints one line
//! of JSON. All of them go to loopback alone, and end by themselves.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use doorward::clock::Clock;
use doorward_bench::statistics::percentile;
use doorward_core::factor::totp::{Parameters, Seed, code_at};
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

use crate::client::{Browser, Connection, session_check};
use crate::clock::now;
use crate::machine::{busy_seconds, processor_seconds};
use crate::population::PASSWORD;
use crate::{Outcome, failed};

/// Whom the load goes to, and how long.
#[derive(Args, Clone, Debug)]
pub(crate) struct Against {
    /// Where the server listens: an address of loopback
    #[arg(long)]
    to: SocketAddr,
    /// The server's process, whose processor time is measured
    #[arg(long)]
    server: u32,
    /// How long is measured, in milliseconds
    #[arg(long, default_value_t = 3_000)]
    millis: u64,
    /// How long goes before it, in milliseconds
    #[arg(long, default_value_t = 500)]
    warm_up: u64,
}

/// What a load came to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Loaded {
    /// Answers a second, or sign-ins.
    pub(crate) per_second: f64,
    /// What half of them took at most, in milliseconds.
    pub(crate) p50: f64,
    /// What 99 of 100 of them took at most, in milliseconds.
    pub(crate) p99: f64,
    /// Processor time of the server for each, in microseconds.
    pub(crate) server_micros: f64,
    /// Cores that this process used.
    pub(crate) client_cores: f64,
    /// Cores that neither the server nor this process used: the database server's, and others'.
    pub(crate) other_cores: f64,
}

/// What the pairs of a known and an unknown address took, in milliseconds.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Pairs {
    /// With an address that somebody has.
    pub(crate) known: Vec<f64>,
    /// With one that nobody has.
    pub(crate) unknown: Vec<f64>,
}

/// Session checks over kept connections.
#[derive(Args, Debug)]
pub(crate) struct Checks {
    #[command(flatten)]
    against: Against,
    /// A file of session cookies, one a line
    #[arg(long)]
    sessions: PathBuf,
    /// Connections at once
    #[arg(long, default_value_t = 32)]
    connections: usize,
}

/// Whole sign-ins: password, then passcode.
#[derive(Args, Debug)]
pub(crate) struct SignIns {
    #[command(flatten)]
    against: Against,
    /// A file of people: address and seed
    #[arg(long)]
    people: PathBuf,
    /// The first who signs in
    #[arg(long, default_value_t = 0)]
    from: usize,
    /// Browsers at once
    #[arg(long, default_value_t = 16)]
    browsers: usize,
}

/// Wrong passwords for known and for unknown addresses, in turn.
#[derive(Args, Debug)]
pub(crate) struct Alike {
    /// Where the server listens: an address of loopback
    #[arg(long)]
    to: SocketAddr,
    /// A file of people: address and seed
    #[arg(long)]
    people: PathBuf,
    /// The first of them
    #[arg(long)]
    from: usize,
    /// How many pairs
    #[arg(long, default_value_t = 200)]
    pairs: usize,
}

/// When answers count.
#[derive(Clone, Copy)]
struct Window {
    begin: Instant,
    end: Instant,
}

impl Checks {
    /// Two threads, each with half of the connections and a runtime of its own: what is least to the cores that the server
    /// has as well.
    pub(crate) fn run(&self) -> Outcome<Loaded> {
        loopback_alone(self.against.to)?;
        let requests = Arc::new(self.requests()?);
        let window = self.against.window();
        let threads: Vec<_> = [self.connections.div_ceil(2), self.connections / 2]
            .into_iter()
            .enumerate()
            .map(|(part, connections)| {
                let (requests, to) = (Arc::clone(&requests), self.against.to);
                std::thread::spawn(move || {
                    runtime()?.block_on(async {
                        let mut clients = JoinSet::new();
                        for i in 0..connections {
                            // Primes apart, so that no two connections ask for the same sessions side by side.
                            let first = (part * 7_919 + i * 104_729) % requests.len();
                            clients.spawn(check(to, Arc::clone(&requests), first, window));
                        }
                        gathered(clients).await
                    })
                })
            })
            .collect();
        self.against.measured(window, || {
            let mut times = Vec::new();
            for thread in threads {
                times.append(&mut thread.join().map_err(|_| failed("a thread of the load panicked"))??);
            }
            Ok(times)
        })
    }

    fn requests(&self) -> Outcome<Vec<Vec<u8>>> {
        let sessions = fs::read_to_string(&self.sessions)?;
        // Tokens of 43 characters, of which only the session's is looked up.
        let (form, browser) = ("f".repeat(42) + "A", "b".repeat(42) + "A");
        let requests: Vec<_> =
            sessions.lines().map(|session| session_check(session, &form, &browser)).collect();
        if requests.is_empty() { Err(failed("no sessions to ask for")) } else { Ok(requests) }
    }
}

async fn check(
    to: SocketAddr,
    requests: Arc<Vec<Vec<u8>>>,
    first: usize,
    window: Window,
) -> Outcome<Vec<u32>> {
    let mut connection = Connection::open(to).await?;
    let mut times = Vec::new();
    for request in requests.iter().cycle().skip(first) {
        let before = now();
        if before >= window.end {
            break;
        }
        let status = connection.send(request).await?.status;
        if status != 204 {
            return Err(failed(format!("a session check was answered {status}")));
        }
        count(&mut times, before, window);
    }
    Ok(times)
}

impl SignIns {
    pub(crate) fn run(&self) -> Outcome<Loaded> {
        loopback_alone(self.against.to)?;
        let people = Arc::new(people(&self.people, self.from)?);
        let (next, window, to) = (Arc::new(AtomicUsize::new(0)), self.against.window(), self.against.to);
        let browsers = self.browsers;
        let thread = std::thread::spawn(move || {
            runtime()?.block_on(async {
                let mut clients = JoinSet::new();
                for _ in 0..browsers {
                    clients.spawn(sign_in(to, Arc::clone(&people), Arc::clone(&next), window));
                }
                gathered(clients).await
            })
        });
        self.against
            .measured(window, || thread.join().map_err(|_| failed("a thread of the load panicked"))?)
    }
}

/// Signs one after the other in, each in a browser of their own, over one connection.
async fn sign_in(
    to: SocketAddr,
    people: Arc<Vec<SomeBody>>,
    next: Arc<AtomicUsize>,
    window: Window,
) -> Outcome<Vec<u32>> {
    let (mut connection, clock, mut times) = (Connection::open(to).await?, Clock::system(), Vec::new());
    let connection = &mut connection;
    loop {
        let before = now();
        if before >= window.end {
            return Ok(times);
        }
        let person = people.get(next.fetch_add(1, Ordering::Relaxed));
        let person = person.ok_or_else(|| failed("there are too few people to sign in for so long"))?;
        let mut browser = Browser::default();
        browser.get(connection, "/signin").await?;
        let fields = [("username", person.email.as_str()), ("password", PASSWORD)];
        led_to(&browser.post(connection, "/signin", &fields).await?, "/signin/passcode")?;
        browser.get(connection, "/signin/passcode").await?;
        let code = code_at(&person.seed, Parameters::default(), clock.moment()?.now());
        led_to(&browser.post(connection, "/signin/passcode", &[("passcode", &code)]).await?, "/security")?;
        count(&mut times, before, window);
    }
}

impl Alike {
    /// One after the other, and the known first in every other pair.
    pub(crate) async fn run(&self) -> Outcome<Pairs> {
        loopback_alone(self.to)?;
        let people = people(&self.people, self.from)?;
        let (mut connection, mut browser) = (Connection::open(self.to).await?, Browser::default());
        browser.get(&mut connection, "/signin").await?;
        let mut pairs = Pairs { known: Vec::new(), unknown: Vec::new() };
        for (i, person) in people.iter().take(self.pairs).enumerate() {
            // As long as the address of somebody.
            let nobody = person.email.replacen("person", "nobody", 1);
            let order = if i % 2 == 0 { [true, false] } else { [false, true] };
            for known in order {
                let email = if known { &person.email } else { &nobody };
                let request =
                    browser.form("/signin", &[("username", email), ("password", "not the password")]);
                let before = now();
                let status = connection.send(&request).await?.status;
                let took = before.elapsed().as_secs_f64() * 1e3;
                if status != 401 {
                    return Err(failed(format!("a wrong password was answered {status}")));
                }
                if known { pairs.known.push(took) } else { pairs.unknown.push(took) }
            }
        }
        if pairs.known.len() < self.pairs { Err(failed("there are too few people")) } else { Ok(pairs) }
    }
}

/// Somebody who can sign in.
pub(crate) struct SomeBody {
    /// Their address.
    pub(crate) email: String,
    seed: Seed,
}

pub(crate) fn people(path: &Path, from: usize) -> Outcome<Vec<SomeBody>> {
    let text = fs::read_to_string(path)?;
    let read = |line: &str| {
        let (email, seed) = line.split_once(' ')?;
        Some(SomeBody { email: email.to_owned(), seed: Seed::from_base32(seed)? })
    };
    Ok(text.lines().skip(from).filter_map(read).collect())
}

pub(crate) fn led_to(answer: &crate::client::Answer<'_>, path: &str) -> Outcome<()> {
    match (answer.status, answer.location()) {
        (303, to) if to == path => Ok(()),
        (status, to) => Err(failed(format!("answered {status} {to} where {path} was to come"))),
    }
}

/// Counts what was answered within the window.
fn count(times: &mut Vec<u32>, before: Instant, window: Window) {
    let after = now();
    if after >= window.begin && after < window.end {
        let micros = after.duration_since(before).as_micros();
        times.push(u32::try_from(micros).unwrap_or(u32::MAX));
    }
}

async fn gathered(mut clients: JoinSet<Outcome<Vec<u32>>>) -> Outcome<Vec<u32>> {
    let mut times = Vec::new();
    while let Some(client) = clients.join_next().await {
        times.append(&mut client??);
    }
    Ok(times)
}

impl Against {
    fn window(&self) -> Window {
        let begin = now() + Duration::from_millis(self.warm_up);
        Window { begin, end: begin + Duration::from_millis(self.millis) }
    }

    /// Waits for the window, reads the processor times at both of its ends, and makes numbers of what was counted in it.
    fn measured(&self, window: Window, gather: impl FnOnce() -> Outcome<Vec<u32>>) -> Outcome<Loaded> {
        let used = || -> Outcome<[f64; 3]> {
            Ok([processor_seconds(self.server)?, processor_seconds(std::process::id())?, busy_seconds()?])
        };
        std::thread::sleep(window.begin.saturating_duration_since(now()));
        let (begin, before) = (now(), used()?);
        std::thread::sleep(window.end.saturating_duration_since(now()));
        let (seconds, after) = (begin.elapsed().as_secs_f64(), used()?);
        let mut times = gather()?;
        times.sort_unstable();
        let [server, client, all] = [0, 1, 2].map(|i| after[i] - before[i]);
        let answers = times.len() as f64;
        Ok(Loaded {
            per_second: answers * 1e3 / self.millis as f64,
            p50: f64::from(percentile(&times, 500)) / 1e3,
            p99: f64::from(percentile(&times, 990)) / 1e3,
            server_micros: server * 1e6 / answers.max(1.0),
            client_cores: client / seconds,
            other_cores: ((all - server - client) / seconds).max(0.0),
        })
    }
}

/// The load is for a server on this machine.
pub(crate) fn loopback_alone(to: SocketAddr) -> Outcome<()> {
    if to.ip().is_loopback() { Ok(()) } else { Err(failed(format!("{to} is not on this machine"))) }
}

fn runtime() -> Outcome<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}
