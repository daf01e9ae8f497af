//! `doorward demo`: try it, on this machine only, without a phone and without a mail server.

use std::io::{IsTerminal as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use doorward_core::factor::totp::{Parameters, code_at};
use doorward_core::policy::PasswordLengths;
use doorward_core::tenant::PublicAddress;
use doorward_store::{Options, Store, StoreUrl};
use serde_json::json;
use tokio::net::TcpListener;

use crate::clock::Clock;
use crate::config::{Config, cores};
use crate::delivery::Mailer;
use crate::demo::{ACCOUNT, Stage, make_up};
use crate::flows::{App, MadeUpPerson, Purpose, Settings};
use crate::keys;
use crate::serve::{Server, log, mailer, memory_gateways, memory_mailer};
use crate::web::state::WebSettings;

/// The demo. Everything it makes is gone when it ends; a database that --database names is never to be served.
#[derive(Args, Debug)]
pub(super) struct Demo {
    /// The port on this machine; 0 for any
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Use this empty database: `sqlite:FILE` or a `postgres://` URL
    #[arg(long, value_name = "URL")]
    database: Option<StoreUrl>,
    /// Send mail to this server instead of the mailbox page
    #[arg(long, value_name = "URL")]
    smtp_url: Option<String>,
    /// Say where to go in one line of JSON
    #[arg(long)]
    json: bool,
}

impl Demo {
    pub(super) async fn run(self) -> Result<(), String> {
        log("warn")?;
        let folder = Folder::make()?;
        let database = match self.database.clone() {
            Some(database) => database,
            None => format!("sqlite:{}", folder.0.join("demo.db").display())
                .parse()
                .map_err(|error| format!("database: {error}"))?,
        };
        // Taken before anything is made up, so that a port in use is said at once, and the address known.
        let listen = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), self.port);
        let listener =
            TcpListener::bind(listen).await.map_err(|error| format!("port {}: {error}", self.port))?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        let address =
            PublicAddress::parse(&format!("http://localhost:{port}")).map_err(|error| error.to_string())?;

        let clock = Clock::system();
        let mut moment = clock.moment().map_err(|error| error.to_string())?;
        let key =
            keys::load_or_make(&folder.0.join("demo.key"), &mut moment).map_err(|error| error.to_string())?;
        let store =
            Store::open(&database, Options::default()).await.map_err(|error| format!("database: {error}"))?;
        let app = App::new(store, key, clock.clone(), settings()).map_err(|error| error.to_string())?;
        app.claim_store(Purpose::Demo)
            .await
            .map_err(|error| error.to_string())?
            .map_err(|not_ours| format!("database: {not_ours}"))?;
        let (mailer, mails) = self.mailer()?;
        let (gateways, texts) = memory_gateways();
        let (_, people) = make_up(&app, address.clone()).await.map_err(|error| error.to_string())?;

        let web = WebSettings { public_url: Some(address.clone()), demo: true, ..WebSettings::default() };
        let stage = Stage::new(people.clone(), mails).with_texts(texts);
        let server = Server::on(listener, app, web, mailer, gateways, stage.doors())?;
        let now = clock.moment().map_err(|error| error.to_string())?.now();
        let code = |person: &MadeUpPerson| {
            person.seed.as_ref().map(|seed| code_at(seed, Parameters::default(), now)).unwrap_or_default()
        };
        if self.json {
            println!("{}", as_json(&address, &people));
        } else {
            print_people(&address, &people, code);
        }
        // Whoever waits for this line may go on from here.
        let _ = std::io::stdout().flush();
        server.run().await
    }

    fn mailer(&self) -> Result<(Mailer, Option<Arc<crate::delivery::Memory>>), String> {
        let Some(url) = &self.smtp_url else {
            let (mailer, mails) = memory_mailer();
            return Ok((mailer, Some(mails)));
        };
        let settings = [
            ("DOORWARD_PUBLIC_URL".to_owned(), "http://localhost".to_owned()),
            ("DOORWARD_SMTP_URL".to_owned(), url.clone()),
            ("DOORWARD_MAIL_FROM".to_owned(), "signin@fjordfell.example".to_owned()),
        ];
        let config = Config::read(None, settings).map_err(|mistake| mistake.to_string())?;
        Ok((mailer(&config)?, None))
    }
}

fn settings() -> Settings {
    Settings {
        hashing: doorward_core::factor::password::Hashing::default(),
        hash_slots: cores(),
        password_lengths: PasswordLengths::default(),
        window: doorward_core::factor::totp::Window::ONE,
        breach_file: None,
        home: "/desk".to_owned(),
        mail_route: "the demo's own".to_owned(),
        sms_route: "the demo's own".to_owned(),
    }
}

fn as_json(address: &PublicAddress, people: &[MadeUpPerson]) -> serde_json::Value {
    let person = |person: &MadeUpPerson| {
        json!({
            "name": person.user.name,
            "email": person.user.email.as_str(),
            "role": person.user.role.key(),
            "password": person.password,
            "totp_secret": person.seed.as_ref().map(|seed| seed.to_base32()),
            "recovery_codes": person.codes,
        })
    };
    json!({ "url": address.origin(), "people": people.iter().map(person).collect::<Vec<_>>() })
}

fn print_people(address: &PublicAddress, people: &[MadeUpPerson], code: impl Fn(&MadeUpPerson) -> String) {
    let colour = std::io::stdout().is_terminal();
    let bold = |text: &str| if colour { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() };
    let faint = |text: &str| if colour { format!("\x1b[2m{text}\x1b[0m") } else { text.to_owned() };
    println!("\n{} is open at {}\n", bold(ACCOUNT), bold(address.origin()));
    println!(
        "{}",
        faint(&format!("  {:<10} {:<27} {:<26} {}", "role", "e-mail", "password", "passcode now"))
    );
    for person in people {
        let user = &person.user;
        let role = user.role.key().replace('_', " ");
        println!("  {role:<10} {:<27} {:<26} {}", user.email.as_str(), person.password, code(person));
    }
    println!("\nEvery passcode works once. The next ones:  {}", address.link("/passcodes"));
    println!("Mail that it sends:                        {}", address.link("/mailbox"));
    println!("{}\n", faint("Ctrl-C ends it; nothing is kept."));
}

/// A folder that goes with the demo.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Result<Folder, String> {
        let clock = Clock::system();
        let mut moment = clock.moment().map_err(|error| error.to_string())?;
        let name = format!("doorward-demo-{}", data_encoding::HEXLOWER.encode(&moment.bytes::<8>()));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Folder(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The operating system clears what is left behind.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
