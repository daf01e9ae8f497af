//! `doorward people`: many people at once, from a file and into one.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use doorward_core::batch::{LARGEST_FILE, Work};
use doorward_core::csv;
use doorward_core::finding::{Shelf, Wanted};
use doorward_core::people_file::NoFile;
use doorward_core::tenant::PublicAddress;
use doorward_core::user::UserType;

use crate::config::Config;
use crate::flows::{Error, Imported};
use crate::i18n::Words;
use crate::serve::{open, open_to_read_through};
use crate::web::pages::batches::told;

use super::account;

/// Many people of one account.
#[derive(Args, Debug)]
pub(super) struct People {
    /// The account, by its public address; the first account otherwise
    #[arg(long, value_name = "URL", global = true)]
    account: Option<PublicAddress>,
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand, Debug)]
enum Act {
    /// Invite everybody of a file who is not here yet, and write what became of each row
    ///
    /// The file is CSV in UTF-8; its first line names the columns `email`, `name` and, if you like, `role`, `language` and
    /// `groups`, with semicolons between groups. Who is here already stays as they are.
    Import {
        /// The file
        file: PathBuf,
        /// Only write what would happen
        #[arg(long)]
        dry_run: bool,
    },
    /// Write who is here, as CSV that `import` reads
    Export {
        /// Of whom
        #[arg(long, value_enum, default_value = "end-users")]
        of: Of,
    },
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum Of {
    /// Owners, admins and agents
    Team,
    /// End users
    EndUsers,
}

impl People {
    pub(super) async fn run(self, config: Config) -> Result<(), String> {
        match self.act {
            Act::Import { file, dry_run } => import(&config, self.account.as_ref(), &file, dry_run).await,
            Act::Export { of } => export(&config, self.account.as_ref(), of).await,
        }
    }
}

async fn import(
    config: &Config,
    address: Option<&PublicAddress>,
    path: &std::path::Path,
    dry_run: bool,
) -> Result<(), String> {
    let in_file = |why: String| format!("{}: {why}", path.display());
    let size = std::fs::metadata(path).map_err(|error| in_file(error.to_string()))?.len();
    if usize::try_from(size).map_or(true, |size| size > LARGEST_FILE) {
        return Err(in_file(format!("larger than {} MB: split it", LARGEST_FILE / (1024 * 1024))));
    }
    let file = std::fs::read(path).map_err(|error| in_file(error.to_string()))?;
    let app = open(config).await?;
    let tenant = account(&app, address).await?;
    let words = Words::in_language("en");
    let speaks = |language: &doorward_core::language::Language| Words::exactly(language.as_str()).is_some();
    let mut lines = vec![csv::line(["line", "email", "name", "result"])];
    let tell = |row: &doorward_core::batch::Row| {
        let (result, _) = told(&words, Work::Import, row);
        lines.push(csv::line([row.line.to_string(), row.email.clone(), row.name.clone(), result]));
    };
    let imported = app.import_as_operator(tenant, &file, speaks, dry_run, tell).await;
    let Imported { counts, unread } =
        imported.map_err(|error| error.to_string())?.map_err(|no_file| in_file(in_words(&no_file)))?;
    print!("{}", lines.concat());
    if !unread.is_empty() {
        eprintln!("Not read: the columns {}.", unread.join(", "));
    }
    eprintln!(
        "{} rows: {} {}, {} here already, {} left out.",
        counts.rows,
        if dry_run { counts.to_do } else { counts.done },
        if dry_run { "would be invited" } else { "invited" },
        counts.unchanged,
        counts.left_out.saturating_add(counts.missed)
    );
    Ok(())
}

async fn export(config: &Config, address: Option<&PublicAddress>, of: Of) -> Result<(), String> {
    let failed = |error: Error| error.to_string();
    let app = open_to_read_through(config).await?;
    let tenant = account(&app, address).await?;
    let user_type = match of {
        Of::Team => UserType::TeamMember,
        Of::EndUsers => UserType::EndUser,
    };
    let wanted = Wanted::everybody(Shelf { user_type, archived: false });
    let mut list = app.export_people_as_operator(tenant, wanted).await.map_err(failed)?;
    let mut out = std::io::stdout().lock();
    while let Some(piece) = app.next_of_people(&mut list).await.map_err(failed)? {
        out.write_all(piece.as_bytes()).map_err(|error| error.to_string())?;
    }
    out.flush().map_err(|error| error.to_string())
}

fn in_words(no_file: &NoFile) -> String {
    match no_file {
        NoFile::Empty => "there is nobody in it".to_owned(),
        NoFile::NotText => "it is no text in UTF-8".to_owned(),
        NoFile::Quotes(line) => format!("the quotation marks of the row at line {line} do not fit"),
        NoFile::TooLong => "it has more than 20,000 rows: split it".to_owned(),
        NoFile::NoColumn(column) => format!("its first line names no column `{column}`"),
        NoFile::Twice(column) => format!("its first line names the column `{column}` twice"),
    }
}
