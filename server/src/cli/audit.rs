//! `doorward audit`: whether the log is what was written down, and taking it elsewhere.

use std::io::Write as _;

use clap::{Args, Subcommand, ValueEnum};
use doorward_core::audit::Head;
use doorward_core::moment::Time;
use doorward_core::tenant::{PublicAddress, Tenant};

use crate::config::Config;
use crate::flows::view::EventQuery;
use crate::flows::{App, Format, Verified};
use crate::serve::open_to_read_through;

use super::account;

/// The audit log of one account.
#[derive(Args, Debug)]
pub(super) struct Audit {
    /// The account, by its public address; the first account otherwise
    #[arg(long, value_name = "URL", global = true)]
    account: Option<PublicAddress>,
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand, Debug)]
enum Act {
    /// Say whether every entry is still what was written down
    ///
    /// Names the first entry that is not, and fails. Prints how many entries are not sealed yet, and the head of the chain: keep
    /// it where whoever can write this database cannot, and give it to --head later.
    Verify {
        /// A head that was printed before: it has to be in the chain still
        #[arg(long, value_name = "NUMBER:HASH")]
        head: Option<Head>,
    },
    /// Write the log to the standard output, the newest entry first
    Export(Export),
}

#[derive(Args, Debug)]
struct Export {
    /// In which form
    #[arg(long, value_enum, default_value = "csv")]
    format: Form,
    /// Only what this person did, or what happened to them: their e-mail address, or id
    #[arg(long, value_name = "E-MAIL")]
    person: Option<String>,
    /// Only from this day on, in UTC
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    from: Option<Time>,
    /// Only before this day, in UTC
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    before: Option<Time>,
    /// Only what was refused
    #[arg(long)]
    refused: bool,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum Form {
    Csv,
    Json,
}

impl Audit {
    pub(super) async fn run(self, config: Config) -> Result<(), String> {
        let app = open_to_read_through(&config).await?;
        let tenant = account(&app, self.account.as_ref()).await?;
        match self.act {
            Act::Verify { head } => verify(&app, &tenant, head).await,
            Act::Export(export) => export.run(&app, tenant).await,
        }
    }
}

async fn verify(app: &App, tenant: &Tenant, known: Option<Head>) -> Result<(), String> {
    let verified = app.verify_audit(tenant.id, known).await.map_err(|error| error.to_string())?;
    let Verified { holds_to, broken, unsealed } = verified;
    println!(
        "{} ({}): {}",
        tenant.name,
        tenant.address.origin(),
        entries(holds_to.number, "sealed and as written")
    );
    println!("{}", entries(unsealed, "not sealed yet"));
    if let Some((number, fault)) = broken {
        return Err(format!("entry {number}: {fault}"));
    }
    if let Some(known) = known {
        println!("entry {} is the one that was known", known.number);
    }
    println!("head {holds_to}");
    Ok(())
}

fn entries(count: u64, are: &str) -> String {
    if count == 1 { format!("1 entry {are}") } else { format!("{count} entries {are}") }
}

impl Export {
    async fn run(self, app: &App, tenant: Tenant) -> Result<(), String> {
        let failed = |error: crate::flows::Error| error.to_string();
        let person = match &self.person {
            None => None,
            Some(meant) => {
                let found = app.audited_person(tenant.id, meant).await.map_err(failed)?;
                Some(
                    found
                        .ok_or_else(|| format!("nobody in {} has the address or id {meant}", tenant.name))?
                        .id,
                )
            }
        };
        let query = EventQuery {
            person,
            kinds: &[],
            refused: self.refused,
            from: self.from.unwrap_or(Time::from_millis(0)),
            to: self.before.unwrap_or(Time::from_millis(i64::MAX)),
            before: None,
            limit: 0,
        };
        let format = match self.format {
            Form::Csv => Format::Csv,
            Form::Json => Format::Json,
        };
        let mut export = app.export_audit_as_operator(tenant, query, format).await.map_err(failed)?;
        let mut out = std::io::stdout().lock();
        while let Some(piece) = app.next_of_audit(&mut export).await.map_err(failed)? {
            out.write_all(piece.as_bytes()).map_err(|error| error.to_string())?;
        }
        out.flush().map_err(|error| error.to_string())
    }
}
