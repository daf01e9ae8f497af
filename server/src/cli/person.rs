//! `doorward person`: what no page can do, since nobody changes an equal: an owner's role or standing.

use clap::{Args, Subcommand};
use doorward_core::tenant::PublicAddress;
use doorward_core::user::{Email, Role};

use crate::config::Config;
use crate::flows::{Acted, PersonAct};
use crate::serve::open;

/// One person, by address.
#[derive(Args, Debug)]
pub(super) struct Person {
    /// Their e-mail address
    email: String,
    /// Their account, by its public address; the first account otherwise
    #[arg(long, value_name = "URL")]
    account: Option<PublicAddress>,
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand, Debug)]
enum Act {
    /// Give them another role
    Role {
        /// owner, admin, agent or end_user
        role: String,
    },
    /// Keep them out, and end their sessions
    Suspend,
    /// Let them in again
    Restore,
    /// Have their passcodes looked at again, after too many wrong ones
    Reopen,
}

impl Person {
    pub(super) async fn run(self, config: Config) -> Result<(), String> {
        let email = Email::parse(&self.email).map_err(|error| format!("`{}`: {error}", self.email))?;
        let act = match &self.act {
            Act::Role { role } => {
                let known = Role::from_key(role);
                PersonAct::ChangeRole(known.ok_or("a role is owner, admin, agent or end_user")?)
            }
            Act::Suspend => PersonAct::Suspend,
            Act::Restore => PersonAct::Restore,
            Act::Reopen => PersonAct::Reopen,
        };
        let app = open(&config).await?;
        let tenant = match &self.account {
            None => app.first_tenant().await,
            Some(address) => app.tenant_at(address.host()).await,
        };
        let tenant = tenant.map_err(|error| error.to_string())?.ok_or("this server has no such account")?;
        match app.act_as_operator(tenant, &email, act).await.map_err(|error| error.to_string())? {
            Acted::Done(_) => {
                println!("Done. It is in the audit log as done by the operator.");
                Ok(())
            }
            Acted::Denied(denied) => Err(denied.to_string()),
            Acted::DoesNotFit | Acted::AddressTaken => {
                Err(format!("nobody with the address {email} is in a state that this fits"))
            }
        }
    }
}
