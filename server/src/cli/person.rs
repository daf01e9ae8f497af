//! `doorward person`: what no page can do, since nobody changes an equal: an owner's role or standing, and the way back for
//! one who lost everything.

use std::io::{BufRead as _, Write as _};

use clap::{Args, Subcommand};
use doorward_core::exemption::end_of;
use doorward_core::rollout::Reason;
use doorward_core::tenant::{PublicAddress, Tenant};
use doorward_core::user::{Email, Role, Standing, User};

use crate::config::Config;
use crate::flows::{Acted, App, BreakGlass, Exempted, PersonAct};
use crate::i18n::Words;
use crate::serve::open;
use crate::tell;

use super::account;

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
    /// Exempt them from the second step that the policy requires; who has one is asked for it all the same
    Exempt {
        /// The last day, written 2026-11-24 (UTC), at most a year ahead
        #[arg(long, value_name = "DAY")]
        until: String,
        /// Why, in one line: it is in the 2FA status report and in the audit log
        #[arg(long)]
        reason: String,
    },
    /// End their exemption, and their sessions with it
    EndExemption,
    /// Let an owner back in who lost password, phone and recovery codes
    ///
    /// Prints a one-time link, once, that works for 30 minutes: whoever holds it sets a new password, and connects a new
    /// authenticator at the sign-in after it. Hand it over yourself; it is never mailed or logged. All sessions of the
    /// person end at once; their password and factors work until the link is used, and never again after it. The person,
    /// all admins and all owners are told by mail, and the audit log says that the operator did it.
    BreakGlass(BreakTheGlass),
}

#[derive(Args, Debug)]
struct BreakTheGlass {
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// For somebody who is no owner as well: nobody on a page can replace a lost authenticator
    #[arg(long)]
    anybody: bool,
}

impl Person {
    pub(super) async fn run(self, config: Config) -> Result<(), String> {
        let email = Email::parse(&self.email).map_err(|error| format!("`{}`: {error}", self.email))?;
        let app = open(&config).await?;
        let tenant = account(&app, self.account.as_ref()).await?;
        let person = app.person_at(&tenant, &email).await.map_err(|error| error.to_string())?;
        let person = person.ok_or_else(|| nobody(&email, &tenant))?;
        let act = match &self.act {
            Act::Role { role } => {
                let known = Role::from_key(role);
                PersonAct::ChangeRole(known.ok_or_else(|| {
                    format!("`{role}` is no role: a role is owner, admin, agent or end_user")
                })?)
            }
            Act::Suspend => PersonAct::Suspend,
            Act::Restore => PersonAct::Restore,
            Act::Reopen => PersonAct::Reopen,
            Act::Exempt { until, reason } => return exempt(&app, tenant, &email, until, reason).await,
            Act::EndExemption => {
                return exempted(app.exempt_as_operator(tenant, &email, None).await, &email);
            }
            Act::BreakGlass(how) => return break_glass(&app, tenant, &person, how).await,
        };
        match app.act_as_operator(tenant.clone(), &email, act).await.map_err(|error| error.to_string())? {
            Acted::Done(_) => {
                println!("Done. It is in the audit log as done by the operator.");
                Ok(())
            }
            Acted::Denied(denied) => Err(denied.to_string()),
            Acted::DoesNotFit | Acted::AddressTaken => Err(does_not_fit(&person, act)),
        }
    }
}

async fn exempt(app: &App, tenant: Tenant, email: &Email, until: &str, reason: &str) -> Result<(), String> {
    let now = app.moment().map_err(|error| error.to_string())?.now();
    let until = end_of(until, now).map_err(|error| format!("`{until}`: {error}"))?;
    let reason = Reason::parse(reason);
    let reason = reason.ok_or_else(|| format!("--reason is one line of at most {} letters", Reason::MOST))?;
    exempted(app.exempt_as_operator(tenant, email, Some((reason, until))).await, email)
}

fn exempted(came: crate::flows::Result<Exempted>, email: &Email) -> Result<(), String> {
    match came.map_err(|error| error.to_string())? {
        Exempted::Yes => {
            println!("Done. It is in the audit log as done by the operator.");
            Ok(())
        }
        Exempted::Denied(denied) => Err(denied.to_string()),
        Exempted::DoesNotFit => Err(format!(
            "{email} has an exemption already that would have to end first, or none that could be ended"
        )),
    }
}

async fn break_glass(app: &App, tenant: Tenant, person: &User, how: &BreakTheGlass) -> Result<(), String> {
    let (name, email, account) = (&person.name, person.email.as_str(), &tenant.name);
    // Judged once more in the transaction: this only spares a question.
    if person.standing != Standing::Active {
        return Err(not_active(person));
    }
    if person.role != Role::Owner && !how.anybody {
        return Err(no_owner(person, person.role));
    }
    if !how.yes {
        eprintln!(
            "This makes a link by which whoever holds it becomes {name} <{email}>, {} of {account}.\n\
             All sessions of {email} end now. The person, all admins and all owners are told by mail.\n\
             When the link is used, the old password, authenticator and recovery codes are gone for good.\n",
            role(person.role)
        );
        eprint!("Type the address to go on: ");
        let _ = std::io::stderr().flush();
        let mut typed = String::new();
        std::io::stdin().lock().read_line(&mut typed).map_err(|error| error.to_string())?;
        if Email::parse(&typed).map(|typed| typed.key()) != Ok(person.email.key()) {
            return Err("that is another address: nothing was done".to_owned());
        }
    }
    let (address, email) = (tenant.address.clone(), person.email.clone());
    let broken = app.break_glass(tenant.clone(), &email, how.anybody).await;
    match broken.map_err(|error| error.to_string())? {
        BreakGlass::Opened { token, until } => {
            let until = tell::time(&Words::in_language("en"), until);
            eprintln!("The link works once, until {until}. It is shown now and never again:\n");
            println!("{}", address.link(&format!("/link/{}", token.expose())));
            Ok(())
        }
        BreakGlass::NoOwner(role) => Err(no_owner(person, role)),
        BreakGlass::NotActive(standing) => Err(not_active(&User { standing, ..person.clone() })),
        BreakGlass::Nobody => Err(nobody(&email, &tenant)),
    }
}

fn nobody(email: &Email, tenant: &Tenant) -> String {
    format!(
        "nobody in {} ({}) has the address {email}: is it spelt right, and is it that account? --account names another",
        tenant.name,
        tenant.address.origin()
    )
}

fn no_owner(person: &User, of: Role) -> String {
    format!("{} is {} and no owner: --anybody does it all the same", person.email, role(of))
}

fn not_active(person: &User) -> String {
    match person.standing {
        Standing::Suspended => format!("{} is suspended: `restore` them first", person.email),
        _ => format!("{} has no password yet: an admin can send the invitation again", person.email),
    }
}

fn does_not_fit(person: &User, act: PersonAct) -> String {
    let email = &person.email;
    match (act, person.standing) {
        (PersonAct::ChangeRole(to), _) if to == person.role => format!("{email} is {} already", role(to)),
        (PersonAct::Suspend, Standing::Suspended) => format!("{email} is suspended already"),
        (PersonAct::Restore, Standing::Active | Standing::Invited) => {
            format!("{email} is not suspended: there is nothing to restore")
        }
        (PersonAct::Reopen, standing) if standing != Standing::Active => not_active(person),
        _ => format!("{email} was changed at this very moment: try again"),
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::EndUser => "an end user",
        Role::Agent => "an agent",
        Role::Admin => "an admin",
        Role::Owner => "an owner",
    }
}
