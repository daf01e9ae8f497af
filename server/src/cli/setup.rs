//! `doorward setup`: the first account and its owner, without a browser.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use clap::Args;
use doorward_core::secret::Secret;
use doorward_core::tenant::PublicAddress;
use doorward_core::user::{Email, name};

use crate::config::Config;
use crate::flows::{NewAccount, Right, SetUp};
use crate::i18n::Words;
use crate::serve::open;
use crate::web::trouble::unfit;

/// The first account. The password is read from the standard input, never from an argument.
#[derive(Args, Debug)]
pub(super) struct Setup {
    /// What the account is called
    #[arg(long)]
    account: String,
    /// What the owner is called
    #[arg(long)]
    name: String,
    /// The owner's e-mail address
    #[arg(long)]
    email: String,
    /// Make another account beside those that are there, at this public address
    #[arg(long, value_name = "URL")]
    beside: Option<PublicAddress>,
}

impl Setup {
    pub(super) async fn run(self, config: Config) -> Result<(), String> {
        let new = NewAccount {
            account: name(&self.account).map_err(|_| "--account is 1 to 100 characters".to_owned())?,
            name: name(&self.name).map_err(|_| "--name is 1 to 100 characters".to_owned())?,
            email: Email::parse(&self.email).map_err(|error| format!("--email: {error}"))?,
            password: read_password()?,
        };
        let app = open(&config).await?;
        let mut moment = app.moment().map_err(|error| error.to_string())?;
        let (by, address) = match self.beside {
            Some(address) => (Right::ConsoleBeside, address),
            None => (Right::Console, config.public_url),
        };
        match app.set_up(&mut moment, by, address.clone(), new).await.map_err(|error| error.to_string())? {
            SetUp::Done => {
                println!("The account is made. Sign in at {}", address.link("/signin"));
                Ok(())
            }
            SetUp::Unfit(why) => Err(unfit(&Words::in_language("en"), &why)),
            SetUp::Closed => Err("this server has an account already: --beside makes another".to_owned()),
            SetUp::AddressTaken => Err(format!("another account has the address {}", address.origin())),
        }
    }
}

/// One line of the standard input. A terminal is asked for it, and does not show it.
fn read_password() -> Result<Secret<String>, String> {
    let stdin = std::io::stdin();
    let hidden = stdin.is_terminal().then(|| {
        eprint!("Password: ");
        let _ = std::io::stderr().flush();
        Echo::off()
    });
    let mut line = String::new();
    let read = stdin.lock().read_line(&mut line).map_err(|error| error.to_string());
    if hidden.is_some() {
        eprintln!();
    }
    drop(hidden);
    read?;
    let password = Secret::new(line.trim_end_matches(['\n', '\r']).to_owned());
    if password.expose().is_empty() {
        Err("the password is read from the standard input: it was empty".to_owned())
    } else {
        Ok(password)
    }
}

/// A terminal that does not show what is typed, until this goes.
struct Echo;

impl Echo {
    fn off() -> Echo {
        stty("-echo");
        Echo
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        stty("echo");
    }
}

fn stty(argument: &str) {
    // Where there is no `stty` the password is shown, as it would be without us.
    let _ = std::process::Command::new("stty").arg(argument).stdin(std::process::Stdio::inherit()).status();
}
