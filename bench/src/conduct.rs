//! The whole run: makes the stores, starts the servers, and measures everything in turn, round after round, so that whatever
//! else the machine does meets all of it alike.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use doorward::clock::Clock;
use doorward_bench::plot;
use doorward_bench::report::Report;
use doorward_bench::statistics::Spread;
use doorward_core::factor::password::Hashing;
use serde_json::{Map, Value};
use tokio::runtime::Runtime;

use crate::bare::Hashed;
use crate::durable::{self, Cast};
use crate::figures::{ELSEWHERE, Series, figures};
use crate::load::{Loaded, Pairs};
use crate::outage::{Outage, Sent};
use crate::population::{Size, populate};
use crate::postgres::Postgres;
use crate::process::{Running, Site, apart};
use crate::{Folder, Outcome, machine, say};

/// Browsers that sign in at once: enough that a slot never waits for one.
const BROWSERS: usize = 16;

/// More sign-ins a second than a core can hash for.
const MOST_SIGN_INS_A_CORE: usize = 100;

/// A machine that others use more than this is no place to measure on.
const QUIET: f64 = 0.05;

/// Everything, interleaved
#[derive(Args, Debug)]
pub(crate) struct Run {
    /// The program that is measured: a release build
    #[arg(long)]
    server: PathBuf,
    /// A PostgreSQL in which databases can be made
    #[arg(long, env = "DOORWARD_TEST_POSTGRES", hide_env_values = true)]
    postgres: String,
    /// Sessions that are stored
    #[arg(long, default_value_t = 10_000)]
    size: usize,
    /// Connections of the session checks
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// Rounds; each measures everything once
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// To try it out: fewer and shorter rounds, of which nothing is kept
    #[arg(long)]
    quick: bool,
    /// Where the line of JSON and the picture go
    #[arg(long)]
    into: PathBuf,
}

/// How long each is measured, and how many.
#[derive(Clone, Copy)]
struct Plan {
    rounds: usize,
    millis: u64,
    durable: Duration,
    pairs: usize,
    /// Passcodes by mail in a round: all of them together are below the cap of one network.
    passcodes: usize,
}

/// A database that is measured.
struct Stand {
    name: &'static str,
    site: Site,
    server: Running,
    durable: String,
    cast: Cast,
    pairs: Pairs,
    outage: Outage,
}

impl Run {
    pub(crate) fn run(self, runtime: &Runtime) -> Outcome<()> {
        let plan = match self.quick {
            true => {
                Plan { rounds: 3, millis: 800, durable: Duration::from_millis(600), pairs: 10, passcodes: 10 }
            }
            false => Plan {
                rounds: self.rounds.max(1),
                millis: 3_000,
                durable: Duration::from_secs(2),
                pairs: 200_usize.div_ceil(self.rounds.max(1)),
                passcodes: 200_usize.div_ceil(self.rounds.max(1)),
            },
        };
        let folder = Folder::new()?;
        let postgres = Postgres::at(self.postgres.clone());
        let parameters = self.parameters(plan, folder.path(), runtime.block_on(postgres.settings())?)?;
        let size =
            Size { people: plan.signing_in() * plan.rounds + plan.pairs * plan.rounds, sessions: self.size };
        let mut stands = Vec::new();
        for name in ["SQLite", "PostgreSQL"] {
            say(&format!("{name}: {} people, {} sessions", size.people + size.sessions / 5, size.sessions));
            stands.push(self.stand(name, folder.path(), &postgres, (plan, size), runtime)?);
        }
        let bare = Running::bare(folder.path())?;

        let mut series = Series::default();
        for round in 0..plan.rounds {
            say(&format!("round {} of {}", round + 1, plan.rounds));
            series.add(ELSEWHERE, machine::busy_elsewhere(Duration::from_millis(500))? * 100.0);
            self.checks(plan, &bare, &stands, &mut series)?;
            sign_ins(plan, round, &stands, &mut series)?;
            durable_transactions(plan, &stands, &mut series, runtime)?;
            alike(plan, round, &mut stands)?;
            passcodes(plan, round, &stands, &mut series)?;
            self.starts(round, folder.path(), &postgres, &stands, &mut series, runtime)?;
        }
        for stand in &stands {
            let (now, most) = machine::resident_megabytes(stand.server.id())?;
            series.add(&format!("memory after load, {}", stand.name), now);
            series.add(&format!("memory at most, {}", stand.name), most);
        }
        self.tell(parameters, &series, &stands)
    }

    fn stand(
        &self,
        name: &'static str,
        folder: &Path,
        postgres: &Postgres,
        (plan, size): (Plan, Size),
        runtime: &Runtime,
    ) -> Outcome<Stand> {
        let database = |of: &str| match name {
            "SQLite" => Ok(format!("sqlite:{}", folder.join(format!("{of}.db")).display())),
            _ => runtime.block_on(postgres.database(of)),
        };
        let site = |of: &str| -> Outcome<Site> {
            Ok(Site {
                server: self.server.canonicalize()?,
                folder: folder.join(format!("{of}-{name}")),
                database: database(of)?,
                smtp: None,
            })
        };
        let (served, written) = (site("served")?, site("written")?);
        runtime.block_on(populate(&served, size))?;
        let few = Size { people: durable::CLIENTS, sessions: 0 };
        let cast = Cast::new(runtime.block_on(populate(&written, few))?);
        if name != "SQLite" {
            runtime.block_on(postgres.settle(&served.database))?;
        }
        let server = served.serve()?;
        let pairs = Pairs { known: Vec::new(), unknown: Vec::new() };
        let outage = Outage::stand(site("taken")?, site("hung")?, plan.passcodes * plan.rounds, runtime)?;
        Ok(Stand { outage, name, site: served, server, durable: written.database, cast, pairs })
    }

    fn checks(&self, plan: Plan, bare: &Running, stands: &[Stand], series: &mut Series) -> Outcome<()> {
        let Some(first) = stands.first() else { return Ok(()) };
        let servers = stands.iter().map(|it| (it.name, &it.server, &it.site));
        for (name, server, site) in [("bare route", bare, &first.site)].into_iter().chain(servers) {
            let sessions = site.folder.join("sessions").display().to_string();
            let loaded: Loaded = apart(
                &[
                    against("checks", server, plan.millis),
                    arguments(&[("--sessions", &sessions), ("--connections", &self.connections.to_string())]),
                ]
                .concat(),
            )?;
            series.add(&format!("session checks, {name}"), loaded.per_second);
            series.add(&format!("session checks, {name}, p50"), loaded.p50);
            series.add(&format!("session checks, {name}, p99"), loaded.p99);
            series
                .add(&format!("session checks, {name}, server's processor time each"), loaded.server_micros);
            series.add(&format!("session checks, {name}, cores of the load"), loaded.client_cores);
            series.add(&format!("session checks, {name}, cores of others"), loaded.other_cores);
        }
        Ok(())
    }

    /// Cold starts, and the memory of a server that has just started.
    fn starts(
        &self,
        round: usize,
        folder: &Path,
        postgres: &Postgres,
        stands: &[Stand],
        series: &mut Series,
        runtime: &Runtime,
    ) -> Outcome<()> {
        for stand in stands {
            let name = stand.name;
            let second = stand.site.serve()?;
            series.add(&format!("cold start, populated, {name}"), second.start.as_secs_f64() * 1e3);
            std::thread::sleep(Duration::from_secs(1));
            series.add(&format!("idle memory, {name}"), machine::resident_megabytes(second.id())?.0);
            drop(second);

            let empty = folder.join(format!("empty-{name}-{round}"));
            let database = match name {
                "SQLite" => format!("sqlite:{}", empty.join("empty.db").display()),
                _ => runtime.block_on(postgres.database(&format!("empty_{round}")))?,
            };
            let site = Site { folder: empty, database, ..stand.site.clone() };
            series.add(&format!("cold start, empty, {name}"), site.serve()?.start.as_secs_f64() * 1e3);
        }
        Ok(())
    }

    fn tell(&self, parameters: Map<String, Value>, series: &Series, stands: &[Stand]) -> Outcome<()> {
        let busy = series.runs(ELSEWHERE).iter().any(|share| *share > QUIET * 100.0);
        let report = Report {
            date: date()?,
            busy,
            parameters,
            figures: figures(series, stands.iter().map(|it| (it.name, &it.pairs)), self.connections),
            details: series.details(),
        };
        print!("{}", report.table());
        println!("{}", report.json()?);
        if self.quick {
            say("a quick run: nothing is kept of it");
        } else {
            std::fs::create_dir_all(&self.into)?;
            std::fs::write(self.into.join("latest.json"), report.json()? + "\n")?;
            std::fs::write(self.into.join("latest.txt"), report.table())?;
            std::fs::write(self.into.join("ratios.svg"), plot::svg(&report))?;
            say(&format!("kept in {}", self.into.display()));
        }
        Ok(())
    }

    fn parameters(&self, plan: Plan, folder: &Path, postgres: String) -> Outcome<Map<String, Value>> {
        let Hashing { memory_kib, passes, lanes } = Hashing::default();
        let flush = machine::flush_milliseconds(folder)?;
        let parameters: [(&str, Value); 14] = [
            ("doorward", machine::version(&self.server.display().to_string()).into()),
            ("rustc", machine::version("rustc").into()),
            ("processor", machine::processor().into()),
            ("cores", machine::cores().into()),
            ("kernel", machine::kernel().into()),
            ("disk", format!("4 KiB written and flushed in {flush:.2} ms (median)").into()),
            ("sqlite", format!("{}, WAL, synchronous=FULL", rusqlite::version()).into()),
            ("postgresql", postgres.into()),
            ("argon2id", format!("{memory_kib} KiB, {passes} passes, {lanes} lane, {} slots", machine::cores()).into()),
            (
                "stored",
                format!(
                    "{} sessions of {} people, and {} people who sign in",
                    self.size,
                    self.size.div_ceil(5),
                    plan.people()
                )
                .into(),
            ),
            ("session checks", format!("{} connections, kept", self.connections).into()),
            ("sign-ins", format!("{BROWSERS} browsers at once").into()),
            ("durable transactions", format!("{} clients", durable::CLIENTS).into()),
            (
                "rounds",
                format!(
                    "{}, interleaved; {} ms of each load, {} ms of each kind of transaction, {} pairs of addresses",
                    plan.rounds,
                    plan.millis,
                    plan.durable.as_millis(),
                    plan.pairs * plan.rounds
                )
                .into(),
            ),
        ];
        Ok(parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

impl Plan {
    /// People who are ready to sign in during one round.
    fn signing_in(self) -> usize {
        let millis = usize::try_from(self.millis).unwrap_or(usize::MAX);
        millis.saturating_add(1_000).saturating_mul(MOST_SIGN_INS_A_CORE * machine::cores()) / 1_000
    }

    /// All of them, and those whose address is asked for with a wrong password.
    fn people(self) -> usize {
        (self.signing_in() + self.pairs) * self.rounds
    }
}

impl Stand {
    fn people(&self) -> String {
        self.site.folder.join("people").display().to_string()
    }
}

fn sign_ins(plan: Plan, round: usize, stands: &[Stand], series: &mut Series) -> Outcome<()> {
    let (threads, millis) = (machine::cores().to_string(), plan.millis.to_string());
    let hashed: Hashed = apart(
        &[vec!["hashes".to_owned()], arguments(&[("--threads", &threads), ("--millis", &millis)])].concat(),
    )?;
    series.add("hashes, bare Argon2id", hashed.per_second);
    for stand in stands {
        let from = (round * plan.signing_in()).to_string();
        let loaded: Loaded = apart(
            &[
                against("sign-ins", &stand.server, plan.millis),
                arguments(&[
                    ("--people", &stand.people()),
                    ("--from", &from),
                    ("--browsers", &BROWSERS.to_string()),
                ]),
            ]
            .concat(),
        )?;
        let name = stand.name;
        series.add(&format!("sign-ins, {name}"), loaded.per_second);
        series.add(&format!("sign-ins, {name}, p50"), loaded.p50);
        series.add(&format!("sign-ins, {name}, p99"), loaded.p99);
        series.add(&format!("sign-ins, {name}, server's processor time each"), loaded.server_micros);
        series.add(&format!("sign-ins, {name}, cores of the load"), loaded.client_cores);
        series.add(&format!("sign-ins, {name}, cores of others"), loaded.other_cores);
    }
    Ok(())
}

fn durable_transactions(plan: Plan, stands: &[Stand], series: &mut Series, runtime: &Runtime) -> Outcome<()> {
    for Stand { name, durable, cast, .. } in stands {
        let by_the_seam = runtime.block_on(durable::by_the_seam(durable, cast, plan.durable))?;
        series.add(&format!("durable transactions, {name}"), by_the_seam);
        match durable.strip_prefix("sqlite:").map(Path::new) {
            Some(file) => {
                let alone = durable::by_rusqlite(file, cast, plan.durable, false)?;
                series.add("durable transactions, bare rusqlite, a COMMIT each", alone);
                let together = durable::by_rusqlite(file, cast, plan.durable, true)?;
                series.add("durable transactions, bare rusqlite, 16 to a COMMIT", together);
            }
            None => {
                let bare = runtime.block_on(durable::by_tokio_postgres(durable, cast, plan.durable))?;
                series.add("durable transactions, bare tokio-postgres", bare);
            }
        }
    }
    Ok(())
}

/// Known against unknown addresses. Nobody is asked for twice, so that nobody is slowed.
fn alike(plan: Plan, round: usize, stands: &mut [Stand]) -> Outcome<()> {
    for stand in stands {
        let from = (plan.signing_in() * plan.rounds + round * plan.pairs).to_string();
        let (to, pairs) = (stand.server.at.to_string(), plan.pairs.to_string());
        let more: Pairs = apart(
            &[
                vec!["alike".to_owned()],
                arguments(&[
                    ("--to", &to),
                    ("--people", &stand.people()),
                    ("--from", &from),
                    ("--pairs", &pairs),
                ]),
            ]
            .concat(),
        )?;
        stand.pairs.known.extend(more.known);
        stand.pairs.unknown.extend(more.unknown);
    }
    Ok(())
}

/// Passcodes by mail. Nobody has two of them, so that nobody waits for the next.
fn passcodes(plan: Plan, round: usize, stands: &[Stand], series: &mut Series) -> Outcome<()> {
    for Stand { name, outage, .. } in stands {
        let mut options = vec!["passcodes".to_owned()];
        let more =
            [("--from", (round * plan.passcodes).to_string()), ("--pairs", plan.passcodes.to_string())];
        for (option, value) in outage.arguments().into_iter().chain(more) {
            options.extend([option.to_owned(), value]);
        }
        let Sent { taken, hung } = apart(&options)?;
        for (mail, times) in [("taken", &taken), ("never answered", &hung)] {
            series.add(&format!("passcode by mail, {mail}, {name}, p50"), Spread::of(times).median);
        }
        series.add(&format!("passcode by mail, never answered, {name}, the slowest"), Spread::of(&hung).max);
    }
    Ok(())
}

fn against(what: &str, server: &Running, millis: u64) -> Vec<String> {
    let (to, id, warm_up) = (server.at.to_string(), server.id().to_string(), (millis / 6).to_string());
    let options = arguments(&[
        ("--to", &to),
        ("--server", &id),
        ("--millis", &millis.to_string()),
        ("--warm-up", &warm_up),
    ]);
    [vec![what.to_owned()], options].concat()
}

fn arguments(options: &[(&str, &str)]) -> Vec<String> {
    options.iter().flat_map(|(name, value)| [(*name).to_owned(), (*value).to_owned()]).collect()
}

fn date() -> Outcome<String> {
    let now = Clock::system().moment()?.now();
    Ok(jiff::Timestamp::from_second(now.millis() / 1_000)?.to_string())
}
