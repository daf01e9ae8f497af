//! How long an admin waits for a page of people, with so many people in the account.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use doorward::clock::Clock;
use doorward::config::Config;
use doorward::flows::view::{Cursor, SignedInQuery, UserQuery};
use doorward::flows::{App, Caller, Visit};
use doorward::keys;
use doorward::serve::open;
use doorward_core::finding::{Findable, Shelf, Wanted, entries};
use doorward_core::id::{SessionId, TenantId};
use doorward_core::secret::Token;
use doorward_core::tenant::{PublicAddress, Tenant};
use doorward_core::user::{Role, Standing, UserType};
use doorward_store::{Options, Store, Tx};

use crate::population::Somebody;
use crate::postgres::Postgres;
use crate::process::{HOST, Site};
use crate::{Folder, Outcome, clock, failed, say};

/// People in one transaction.
const BATCH: usize = 5_000;

/// Of a hundred people so many have an authenticator.
const WITH_APP: usize = 40;

/// Every so many people one is suspended, and one is an agent.
const RARE: usize = 1_000;

/// One of so many people is signed in, and every agent.
const SIGNED_IN: usize = 5;

/// Times each page is asked for.
const ROUNDS: usize = 9;

/// No page is to take longer.
const WANTED: Duration = Duration::from_millis(100);

/// So many people are on a page.
const PAGE: u64 = 50;

/// Given names: whoever has number 7 of these is called Anna.
const GIVEN: [&str; 16] = [
    "Ada", "Ben", "Chidi", "Dana", "Elif", "Farid", "Greta", "Anna", "Hugo", "Ines", "Jürg", "Kim", "Łukasz",
    "Mara", "Nia", "Omar",
];

/// The pages of a list of so many people
#[derive(Args, Debug)]
pub(crate) struct People {
    /// How many people the account has: one of a thousand an agent, one of a thousand suspended, two of five with an authenticator, one of five signed in
    #[arg(long, default_value_t = 1_000_000)]
    people: usize,
    /// A PostgreSQL in which a database may be made; SQLite without it
    #[arg(long, env = "DOORWARD_BENCH_POSTGRES", value_name = "URL")]
    postgres: Option<String>,
}

impl People {
    pub(crate) async fn run(self) -> Outcome<()> {
        let folder = Folder::new()?;
        let cluster = self.postgres.clone().map(Postgres::at);
        let database = match &cluster {
            Some(cluster) => cluster.database(&format!("doorward_people_{}", std::process::id())).await?,
            None => format!("sqlite:{}", folder.path().join("doorward.db").display()),
        };
        let site = Site { server: PathBuf::new(), folder: folder.path().to_owned(), database, smtp: None };
        let config = Config::read(Some(&site.configure(0)?), [])?;
        let app = open(&config).await.map_err(failed)?;
        let tenant = app.make_up_account("Bench", PublicAddress::parse(&format!("https://{HOST}"))?).await?;
        self.populate(&site, tenant.id).await?;
        let begun = clock::now();
        let found = app.make_everybody_findable().await?;
        println!(
            "{found} people made findable in {:.1} s, once, at the first start",
            begun.elapsed().as_secs_f64()
        );
        if let Some(cluster) = &cluster {
            cluster.settle(&site.database).await?;
        }
        self.time(&app, &tenant).await
    }

    async fn time(&self, app: &App, tenant: &Tenant) -> Outcome<()> {
        let of = |user_type| Wanted::everybody(Shelf { user_type, archived: false });
        let end_users = || of(UserType::EndUser);
        let searched = |search: &str| Wanted { search: search.to_owned(), ..end_users() };
        let somebody = self.people / 2 + 3;
        let last = format!("person-{:08}@ex", self.people.saturating_sub(10));
        let deep = page(app, tenant, &searched(&format!("person-{:08}", self.people / 10 * 9)), None).await?;
        let deep = deep
            .people
            .first()
            .map(|it| it.user.clone())
            .ok_or_else(|| failed("nobody is deep in the list"))?;
        let deep_found = Findable {
            name: &deep.name,
            email: deep.email.as_str(),
            role: deep.role,
            standing: deep.standing,
            groups: &[],
        };
        let entry = entries(&deep_found).into_iter().next().unwrap_or_default();
        let cases: Vec<(&str, Wanted, Option<Cursor>, bool)> = vec![
            ("first page of end users", end_users(), None, true),
            ("a deep page", end_users(), Some((entry, deep.id)), true),
            ("first page of the team", of(UserType::TeamMember), None, true),
            ("search: an address", searched(&last), None, true),
            ("search: the beginning of everybody's address", searched("person"), None, true),
            ("search: a family name", searched(&format!("n{somebody}")), None, true),
            ("search: a common given name", searched("anna"), None, true),
            ("search: a common and a rare word", searched(&format!("person n{somebody}")), None, true),
            ("search: two common words, one of them all have", searched("łuk person"), None, true),
            ("search: two words of nobody together", searched(&format!("anna ben n{somebody}")), None, false),
            ("search: nobody", searched("xyzzy"), None, false),
            ("suspended", Wanted { standing: Some(Standing::Suspended), ..end_users() }, None, true),
            ("active", Wanted { standing: Some(Standing::Active), ..end_users() }, None, true),
            (
                "invited, of whom there are none",
                Wanted { standing: Some(Standing::Invited), ..end_users() },
                None,
                false,
            ),
            ("agents", Wanted { role: Some(Role::Agent), ..of(UserType::TeamMember) }, None, true),
            ("with a second factor", Wanted { second_factor: Some(true), ..end_users() }, None, true),
            (
                "suspended without one",
                Wanted { standing: Some(Standing::Suspended), second_factor: Some(false), ..end_users() },
                None,
                true,
            ),
        ];
        for (what, wanted, after, somebody) in cases {
            let mut took = Vec::new();
            for _ in 0..ROUNDS {
                let begun = clock::now();
                let found = page(app, tenant, &wanted, after.as_ref()).await?;
                took.push(begun.elapsed());
                if found.people.is_empty() == somebody {
                    return Err(failed(format!("{what}: {} people were found", found.people.len())));
                }
            }
            println!("{}", told(what, &mut took));
        }
        self.time_signed_in(app, tenant).await
    }

    /// The same of who is signed in now.
    async fn time_signed_in(&self, app: &App, tenant: &Tenant) -> Outcome<()> {
        let last = format!("person-{:08}@ex", self.people.saturating_sub(10) / 5 * 5);
        for (what, user_type, search, somebody) in [
            ("signed in: first page", None, "", true),
            ("signed in: of the team", Some(UserType::TeamMember), "", true),
            ("signed in: of end users", Some(UserType::EndUser), "", true),
            ("signed in: an address", None, last.as_str(), true),
            ("signed in: a common given name", None, "anna", true),
            ("signed in: nobody", None, "xyzzy", false),
        ] {
            let query = SignedInQuery { user_type, search: search.to_owned(), after: None, limit: PAGE };
            let mut took = Vec::new();
            for _ in 0..ROUNDS {
                let (begun, visit) = (clock::now(), visit(app, tenant)?);
                let found = app.signed_in_now(&visit, query.clone()).await?;
                took.push(begun.elapsed());
                if found.rows.is_empty() == somebody {
                    return Err(failed(format!("{what}: {} sessions were found", found.rows.len())));
                }
            }
            println!("{}", told(what, &mut took));
        }
        Ok(())
    }

    async fn populate(&self, site: &Site, tenant: TenantId) -> Outcome<()> {
        let (clock, key) = (Clock::system(), keys::load(&site.folder.join("key"))?);
        let store = Store::open(&site.database.parse()?, Options::default()).await?;
        for first in (0..self.people).step_by(BATCH) {
            if first > 0 && first % 100_000 == 0 {
                say(&format!("  {first} of {} people", self.people));
            }
            let (last, mut moment) = (self.people.min(first + BATCH), clock.moment()?);
            let people = (first..last)
                .map(|i| {
                    let name = format!("{} N{i}", GIVEN.get(i % GIVEN.len()).unwrap_or(&"Zoe"));
                    Ok((i, Somebody::new("person", i, &key, &mut moment)?.called(name)))
                })
                .collect::<Outcome<Vec<_>>>()?;
            let tokens: Vec<_> =
                people.iter().map(|_| (SessionId::new(&mut moment), Token::new(&mut moment))).collect();
            let now = moment.now();
            let save = move |tx: &mut Tx<'_>| {
                people.iter().zip(&tokens).try_for_each(|((i, person), (session, token))| {
                    let rare = |of: usize| i % RARE == of;
                    person.insert_as(
                        tx,
                        &tenant,
                        now,
                        if rare(1) { Role::Agent } else { Role::EndUser },
                        if rare(2) { Standing::Suspended } else { Standing::Active },
                    )?;
                    if i % SIGNED_IN == 0 || rare(1) {
                        person.insert_session(tx, &tenant, session, token, now)?;
                    }
                    if i % 100 < WITH_APP && !rare(2) {
                        person.insert_authenticator(tx, &tenant, now)
                    } else {
                        Ok(())
                    }
                })
            };
            store.write(save).await?;
        }
        Ok(())
    }
}

async fn page(
    app: &App,
    tenant: &Tenant,
    wanted: &Wanted,
    after: Option<&Cursor>,
) -> Outcome<doorward::flows::PeoplePage> {
    let query = UserQuery { wanted: wanted.clone(), after: after.cloned(), limit: PAGE };
    Ok(app.people(&visit(app, tenant)?, query).await?)
}

fn visit(app: &App, tenant: &Tenant) -> Outcome<Visit> {
    let caller = Caller {
        address: std::net::Ipv4Addr::LOCALHOST.into(),
        browser: String::new(),
        language: String::new(),
        request: String::new(),
    };
    Ok(Visit { tenant: tenant.clone(), caller, moment: app.moment()? })
}

/// The middle and the greatest of them, against what is wanted.
fn told(what: &str, took: &mut [Duration]) -> String {
    took.sort_unstable();
    let millis = |it: Option<&Duration>| it.copied().unwrap_or_default().as_secs_f64() * 1_000.0;
    let (middle, greatest) = (millis(took.get(took.len() / 2)), millis(took.last()));
    let ratio = greatest / (WANTED.as_secs_f64() * 1_000.0);
    format!("{middle:8.1} ms, {greatest:8.1} ms at most: {ratio:.2} of 100 ms  {what}")
}
