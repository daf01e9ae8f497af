//! The command line: one file a subcommand. Every failure is one clear line and a non-zero exit.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{CommandFactory as _, Parser, Subcommand};
use doorward_core::moment::Time;
use doorward_core::tenant::{PublicAddress, Tenant};

use crate::config::{Config, variables};
use crate::flows::App;

mod audit;
mod backup;
mod check;
mod demo;
mod people;
mod person;
mod policy;
mod report;
mod serve;
mod setup;

const COLOURS: Styles = Styles::styled()
    .header(AnsiColor::Blue.on_default().bold())
    .usage(AnsiColor::Blue.on_default().bold())
    .literal(AnsiColor::Green.on_default())
    .error(AnsiColor::Red.on_default().bold());

/// A two-factor sign-in server for your own machine.
#[derive(Parser, Debug)]
#[command(name = "doorward", version, styles = COLOURS, arg_required_else_help = true)]
struct Cli {
    /// The configuration file; `DOORWARD_*` variables override it
    #[arg(long, short, global = true, env = "DOORWARD_CONFIG_FILE", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Run the server
    Serve,
    /// Try it: a made-up account with people, mailbox and help desk, on this machine only
    Demo(demo::Demo),
    /// Make the first account and its owner, without a browser
    Setup(setup::Setup),
    /// Change one person from the server's console, where no page can
    Person(person::Person),
    /// Invite everybody of a file, or write who is here into one
    People(people::People),
    Backup(backup::Backup),
    Restore(backup::Restore),
    /// Write the 2FA status report: who uses two-factor authentication, and how
    Report(report::Report),
    /// Verify the audit log, or take it elsewhere
    Audit(audit::Audit),
    /// Plan a change of what the account demands, and make it
    Policy(policy::PolicyCommand),
    /// Read the configuration
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Subcommand, Debug)]
enum ConfigCommand {
    /// Say whether it is right, and stop
    Check(check::Check),
}

/// Reads the arguments and does what they say.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Demo(demo) => runtime().and_then(|runtime| runtime.block_on(demo.run())),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "doorward", &mut std::io::stdout());
            Ok(())
        }
        Command::Config { command: ConfigCommand::Check(check) } => {
            runtime().and_then(|runtime| runtime.block_on(check.run(cli.config.as_deref())))
        }
        Command::Serve => config(cli.config.as_deref())
            .and_then(|config| runtime().and_then(|runtime| runtime.block_on(serve::run(config)))),
        Command::Setup(setup) => config(cli.config.as_deref())
            .and_then(|config| runtime().and_then(|runtime| runtime.block_on(setup.run(config)))),
        Command::Backup(backup) => config(cli.config.as_deref())
            .and_then(|config| runtime().and_then(|runtime| runtime.block_on(backup.run(config)))),
        Command::Restore(restore) => config(cli.config.as_deref())
            .and_then(|config| runtime().and_then(|runtime| runtime.block_on(restore.run(config)))),
        Command::Person(person) => config(cli.config.as_deref())
            .and_then(|config| runtime().and_then(|runtime| runtime.block_on(person.run(config)))),
        Command::People(people) => config(cli.config.as_deref())
            .and_then(|config| runtime().and_then(|runtime| runtime.block_on(people.run(config)))),
        Command::Report(report) => config(cli.config.as_deref())
            .and_then(|config| runtime().and_then(|runtime| runtime.block_on(report.run(config)))),
        Command::Audit(audit) => config(cli.config.as_deref())
            .and_then(|config| runtime().and_then(|runtime| runtime.block_on(audit.run(config)))),
        Command::Policy(policy) => config(cli.config.as_deref())
            .and_then(|config| runtime().and_then(|runtime| runtime.block_on(policy.run(config)))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let red = std::io::stderr().is_terminal();
            let error = if red { "\x1b[1;31merror\x1b[0m" } else { "error" };
            why.lines().for_each(|line| eprintln!("{error}: {line}"));
            ExitCode::FAILURE
        }
    }
}

/// The account at an address, or the first one.
async fn account(app: &App, address: Option<&PublicAddress>) -> Result<Tenant, String> {
    let tenant = match address {
        None => app.first_tenant().await,
        Some(address) => app.tenant_at(address.host()).await,
    };
    tenant.map_err(|error| error.to_string())?.ok_or_else(|| match address {
        None => "this server has no account yet: `doorward setup` makes the first".to_owned(),
        Some(address) => format!("no account of this server is at {}", address.origin()),
    })
}

/// The beginning of a day in UTC, as an argument.
fn day(text: &str) -> Result<Time, String> {
    Time::of_day(text).ok_or_else(|| format!("`{text}` is no day: write it as 2026-11-24"))
}

fn config(file: Option<&std::path::Path>) -> Result<Config, String> {
    Config::read(file, variables()).map_err(|mistakes| mistakes.to_string())
}

fn runtime() -> Result<tokio::runtime::Runtime, String> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())
}
