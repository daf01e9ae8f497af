//! `doorward report`: who uses two-factor authentication, as CSV.

use std::io::Write as _;

use clap::{Args, ValueEnum};
use doorward_core::moment::{A_DAY, Time};
use doorward_core::report::{People, Wanted};
use doorward_core::tenant::PublicAddress;

use crate::config::Config;
use crate::flows::Error;
use crate::serve::open_to_read_through;

use super::account;

/// The 2FA status report of one account, on the standard output.
#[derive(Args, Debug)]
pub(super) struct Report {
    /// The account, by its public address; the first account otherwise
    #[arg(long, value_name = "URL")]
    account: Option<PublicAddress>,
    /// Of whom
    #[arg(long, value_enum, default_value = "team")]
    of: Of,
    /// As of the end of this past day, in UTC; as of now otherwise
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    as_of: Option<Time>,
    /// Begin with a byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum Of {
    /// The owner, admins and agents
    Team,
    /// End users
    EndUsers,
    /// Both
    Everybody,
}

impl Report {
    pub(super) async fn run(self, config: Config) -> Result<(), String> {
        let failed = |error: Error| error.to_string();
        let app = open_to_read_through(&config).await?;
        let tenant = account(&app, self.account.as_ref()).await?;
        let now = app.moment().map_err(failed)?.now();
        let end_of_day = self.as_of.map(|day| Time::from_millis(day.plus(A_DAY).millis() - 1));
        if end_of_day.is_some_and(|end| end >= now) {
            return Err("--as-of: that day is not over; leave it out for a report as of now".to_owned());
        }
        let wanted = Wanted {
            people: match self.of {
                Of::Team => People::Team,
                Of::EndUsers => People::EndUsers,
                Of::Everybody => People::Everybody,
            },
            as_of: end_of_day.unwrap_or(now),
            past: end_of_day.is_some(),
            mark: self.bom,
        };
        let mut report = app.report_as_operator(tenant, wanted).await.map_err(failed)?;
        let mut out = std::io::stdout().lock();
        while let Some(piece) = app.next_lines(&mut report).await.map_err(failed)? {
            out.write_all(piece.as_bytes()).map_err(|error| error.to_string())?;
        }
        out.flush().map_err(|error| error.to_string())
    }
}
