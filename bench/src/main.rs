//! Measures Doorward against the limits of the machine that it runs on. `bench/README.md` says what and how.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use serde::Serialize;

mod bare;
mod client;
mod clock;
mod conduct;
mod durable;
mod figures;
mod load;
mod machine;
mod outage;
mod people;
mod plan;
mod population;
mod postgres;
mod process;
mod profile;

/// What a step of the bench comes to.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// A failure in words.
pub(crate) fn failed(why: impl Into<String>) -> Box<dyn Error + Send + Sync> {
    why.into().into()
}

/// Progress, for whoever waits.
pub(crate) fn say(what: &str) {
    eprintln!("{what}");
}

/// Measures Doorward against the limits of the machine that it runs on
#[derive(Parser, Debug)]
#[command(name = "doorward-bench")]
struct Bench {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Everything, interleaved
    Run(conduct::Run),
    /// How long the plan of a change of the policy takes
    Plan(plan::Plan),
    /// How long a page of people takes
    People(people::People),
    /// Record profiles of the session check and the sign-in
    Profile(profile::Profile),
    /// Say which part of the server the samples of a profile fell into
    Shares(profile::Shares),
    /// Within a run: the route that does nothing
    Bare {
        #[arg(long)]
        port: u16,
    },
    /// Within a run: Argon2id alone
    Hashes {
        #[arg(long)]
        threads: usize,
        #[arg(long)]
        millis: u64,
    },
    /// Within a run: session checks
    Checks(load::Checks),
    /// Within a run: whole sign-ins
    SignIns(load::SignIns),
    /// Within a run: passcodes by mail, with a mail server that answers and one that does not
    Passcodes(outage::Passcodes),
    /// Within a run: wrong passwords for known and unknown addresses
    Alike(load::Alike),
}

fn main() -> ExitCode {
    match run(Bench::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match command {
        Command::Run(run) => run.run(&runtime),
        Command::Plan(plan) => runtime.block_on(plan.run()),
        Command::People(people) => runtime.block_on(people.run()),
        Command::Profile(profile) => profile.run(&runtime),
        Command::Shares(shares) => shares.run(),
        Command::Bare { port } => runtime.block_on(bare::route(port)),
        Command::Hashes { threads, millis } => print(&bare::hashes(threads, Duration::from_millis(millis))?),
        Command::Checks(checks) => print(&checks.run()?),
        Command::SignIns(sign_ins) => print(&sign_ins.run()?),
        Command::Passcodes(passcodes) => print(&runtime.block_on(passcodes.run())?),
        Command::Alike(alike) => print(&runtime.block_on(alike.run())?),
    }
}

fn print(measured: &impl Serialize) -> Outcome<()> {
    println!("{}", serde_json::to_string(measured)?);
    Ok(())
}

/// A folder that goes with its owner.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Outcome<Folder> {
        let path = std::env::temp_dir().join(format!("doorward-bench-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Folder(path))
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
