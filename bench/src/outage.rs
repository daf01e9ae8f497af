//! A passcode by mail, while the mail server takes mails and while it never answers: what the page takes that sends it (attack P70).
//!
//! Two servers on stores of their own, alike but for the mail server that each was given. One after the other signs in with the
//! password, at the one and at the other in turn; the passcode is sent with that answer, and nobody types it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use doorward::clock::Clock;
use doorward_core::id::{FactorId, TenantId, UserId};
use doorward_store::{Options, Store, Tx};
use serde::{Deserialize, Serialize};
use tokio::runtime::Runtime;

use crate::client::{Browser, Connection};
use crate::clock::now;
use crate::load::{led_to, loopback_alone, people};
use crate::population::{PASSWORD, Population, Size, populate};
use crate::process::{Running, Site};
use crate::{Outcome, failed};

/// The longest that a mail server of ours keeps a connection which says nothing.
const PATIENCE: Duration = Duration::from_secs(60);

/// What sending took, in milliseconds, in pairs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sent {
    /// Where mails are taken.
    pub(crate) taken: Vec<f64>,
    /// Where the mail server never answers.
    pub(crate) hung: Vec<f64>,
}

/// Two servers on one kind of database.
pub(crate) struct Outage {
    taken: Running,
    hung: Running,
    people: PathBuf,
}

impl Outage {
    /// Fills a store each, and starts the servers.
    pub(crate) fn stand(taken: Site, hung: Site, people: usize, runtime: &Runtime) -> Outcome<Outage> {
        for site in [&taken, &hung] {
            let made = runtime.block_on(populate(site, Size { people, sessions: 0 }))?;
            runtime.block_on(asked_by_mail(site, made))?;
        }
        // Both have people of the same addresses.
        let people = taken.folder.join("people");
        let taken = Site { smtp: Some(mail_server(takes)?), ..taken }.serve()?;
        let hung = Site { smtp: Some(mail_server(hangs)?), ..hung }.serve()?;
        Ok(Outage { taken, hung, people })
    }

    /// What the load is started with, but for whom it begins with and how many there are.
    pub(crate) fn arguments(&self) -> [(&'static str, String); 3] {
        [
            ("--taken", self.taken.at.to_string()),
            ("--hung", self.hung.at.to_string()),
            ("--people", self.people.display().to_string()),
        ]
    }
}

/// People who have a passcode sent by mail, one after the other.
#[derive(Args, Debug)]
pub(crate) struct Passcodes {
    /// A server whose mail is taken: an address of loopback
    #[arg(long)]
    taken: SocketAddr,
    /// A server whose mail server never answers: an address of loopback
    #[arg(long)]
    hung: SocketAddr,
    /// A file of people: address and seed
    #[arg(long)]
    people: PathBuf,
    /// The first of them
    #[arg(long)]
    from: usize,
    /// How many pairs
    #[arg(long)]
    pairs: usize,
}

impl Passcodes {
    pub(crate) async fn run(&self) -> Outcome<Sent> {
        let mut sent = Sent::default();
        let (mut taken, mut hung) = (open(self.taken).await?, open(self.hung).await?);
        for (i, person) in people(&self.people, self.from)?.iter().take(self.pairs).enumerate() {
            let order = if i % 2 == 0 { [true, false] } else { [false, true] };
            for is_taken in order {
                let (connection, times) =
                    if is_taken { (&mut taken, &mut sent.taken) } else { (&mut hung, &mut sent.hung) };
                let mut browser = Browser::default();
                browser.get(connection, "/signin").await?;
                let request = browser.form("/signin", &[("username", &person.email), ("password", PASSWORD)]);
                let before = now();
                led_to(&connection.send(&request).await?, "/signin/passcode")?;
                times.push(before.elapsed().as_secs_f64() * 1e3);
            }
        }
        if sent.hung.len() < self.pairs { Err(failed("there are too few people")) } else { Ok(sent) }
    }
}

async fn open(to: SocketAddr) -> Outcome<Connection> {
    loopback_alone(to)?;
    Connection::open(to).await
}

/// Lets everybody be asked for a passcode by mail and nothing else, in the shape of the store's migrations.
async fn asked_by_mail(site: &Site, Population { tenant, ids }: Population) -> Outcome<()> {
    let store = Store::open(&site.database.parse()?, Options::default()).await?;
    let mut moment = Clock::system().moment()?;
    let people: Vec<(UserId, FactorId)> =
        ids.into_iter().map(|id| (id, FactorId::new(&mut moment))).collect();
    let at = moment.now();
    let save = move |tx: &mut Tx<'_>| {
        let tenant: &TenantId = &tenant;
        tx.run("UPDATE policies SET email_codes = 1 WHERE tenant_id = $1", &[tenant.into()])?;
        for (user, receiver) in &people {
            tx.run(
                "INSERT INTO code_receivers (tenant_id, id, user_id, channel, number, valid_from)
                 VALUES ($1, $2, $3, 'email', '', $4)",
                &[tenant.into(), receiver.into(), user.into(), at.into()],
            )?;
            tx.run(
                "UPDATE authenticators SET valid_to = $3 WHERE tenant_id = $1 AND user_id = $2",
                &[tenant.into(), user.into(), at.into()],
            )?;
        }
        Ok(())
    };
    Ok(store.write(save).await?)
}

/// A mail server on loopback, for as long as this program runs; its port.
fn mail_server(answer: fn(TcpStream) -> std::io::Result<()>) -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            std::thread::spawn(move || answer(connection));
        }
    });
    Ok(port)
}

/// Says yes to whatever is said (RFC 5321).
fn takes(mut connection: TcpStream) -> std::io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(connection.try_clone()?).lines();
    connection.write_all(b"220 localhost\r\n")?;
    let mut in_the_mail = false;
    while let Some(line) = lines.next().transpose()? {
        let answer = match (in_the_mail, line.as_str()) {
            (true, ".") => "250 taken\r\n",
            (true, _) => continue,
            (false, "DATA") => "354 go on\r\n",
            (false, "QUIT") => "221 bye\r\n",
            (false, _) => "250 localhost\r\n",
        };
        in_the_mail = answer.starts_with("354");
        connection.write_all(answer.as_bytes())?;
    }
    Ok(())
}

/// Takes the connection, and says nothing.
fn hangs(mut connection: TcpStream) -> std::io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    std::io::copy(&mut connection, &mut std::io::sink()).map(drop)
}
