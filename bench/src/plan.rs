//! How long the plan of a change of the policy takes, with so many people in the account.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use doorward::clock::Clock;
use doorward::config::Config;
use doorward::flows::PolicyChange;
use doorward::keys;
use doorward::serve::open;
use doorward_core::deadline::Grace;
use doorward_core::exemption::Exemption;
use doorward_core::id::{ExemptionId, SessionId, TenantId};
use doorward_core::moment::A_DAY;
use doorward_core::policy::{Counting, Demands, MethodRules, Policy};
use doorward_core::rollout::{Facts, Meets};
use doorward_core::secret::Token;
use doorward_core::tenant::PublicAddress;
use doorward_core::user::UserType;
use doorward_store::exemptions::exemption_grant;
use doorward_store::graces::grace_begin;
use doorward_store::policy_plans::{PlanQuery, plan_people};
use doorward_store::{Options, Store, Tx};

use crate::population::Somebody;
use crate::postgres::Postgres;
use crate::process::{HOST, Site};
use crate::{Folder, Outcome, clock, failed, say};

/// People in one transaction.
const BATCH: usize = 5_000;

/// Of five people so many have an authenticator, and one of these is signed in.
const WITH_APP: usize = 2;

/// One of so many has a grace that runs, and one of ten times as many is exempt.
const IN_GRACE: usize = 10;

/// Times the plan is made.
const ROUNDS: usize = 5;

/// So many names are on a page.
const PAGE: u64 = 50;

/// The plan of a change for so many people
#[derive(Args, Debug)]
pub(crate) struct Plan {
    /// How many people the account has: two of five with an authenticator, one of ten in a grace, one of a hundred exempt, one of five signed in
    #[arg(long, default_value_t = 1_000_000)]
    people: usize,
    /// A PostgreSQL in which a database may be made; SQLite without it
    #[arg(long, env = "DOORWARD_BENCH_POSTGRES", value_name = "URL")]
    postgres: Option<String>,
}

impl Plan {
    pub(crate) async fn run(self) -> Outcome<()> {
        let folder = Folder::new()?;
        let cluster = self.postgres.clone().map(Postgres::at);
        let database = match &cluster {
            Some(cluster) => cluster.database(&format!("doorward_plan_{}", std::process::id())).await?,
            None => format!("sqlite:{}", folder.path().join("doorward.db").display()),
        };
        let site = Site { server: PathBuf::new(), folder: folder.path().to_owned(), database, smtp: None };
        let config = Config::read(Some(&site.configure(0)?), [])?;
        let app = open(&config).await.map_err(failed)?;
        let tenant = app.make_up_account("Bench", PublicAddress::parse(&format!("https://{HOST}"))?).await?;
        self.populate(&site, &tenant.id).await?;
        if let Some(cluster) = &cluster {
            cluster.settle(&site.database).await?;
        }
        // A change that needs no proof of mail first: passkeys alone, and all sessions ended with it.
        let now = Policy::initial(UserType::EndUser);
        let methods = MethodRules { counting: Counting::PhishingResistant, ..now.methods };
        let demands = Demands { methods, ..now.demands() };
        let change =
            PolicyChange { user_type: UserType::EndUser, demands, end_sessions: true, seen_version: 1 };
        let mut took = Vec::new();
        for _ in 0..ROUNDS {
            let begun = clock::now();
            let planned = app.plan_policy_as_operator(tenant.clone(), vec![change]).await?;
            took.push(begun.elapsed());
            let planned = planned.map_err(|why| failed(format!("no plan: {why:?}")))?;
            let counted = planned.plan.effects.iter().flat_map(|effect| &effect.counts);
            let after = |wanted: Meets| {
                counted.clone().filter(|it| it.meets == wanted).map(|it| it.after).sum::<u64>()
            };
            let (apps, others) = (after(Meets::AskedAndSetsUp), after(Meets::PasswordAlone));
            if usize::try_from(apps + others) != Ok(self.people) || apps == 0 {
                return Err(failed(format!("the plan counts {apps} and {others} of {}", self.people)));
            }
        }
        println!("{}", told(&format!("plan for {} people; wanted: under 2 s", self.people), &mut took));
        // Names are found by what is written at the first start after an update.
        app.make_everybody_findable().await?;
        self.names(&site, tenant.id).await
    }

    /// How long a page of names takes of a group of the plan that is most of all, that is one in a hundred, and that is nobody.
    async fn names(&self, site: &Site, tenant: TenantId) -> Outcome<()> {
        let store = Store::open(&site.database.parse()?, Options::default()).await?;
        let now = Clock::system().moment()?.now();
        let of = |is_wanted: fn(&Facts) -> bool| Facts::all().filter(is_wanted).collect::<Vec<_>>();
        for (what, facts, some) in [
            ("names of who has an authenticator", of(|it| !it.methods.is_empty()), true),
            ("names of who is exempt", of(|it| it.exempt), true),
            ("names of nobody", of(|it| it.must_enrol), false),
        ] {
            let user_type = UserType::EndUser;
            let query = PlanQuery { user_type, facts, search: String::new(), after: None, limit: PAGE };
            let mut took = Vec::new();
            for _ in 0..ROUNDS {
                let (begun, query) = (clock::now(), query.clone());
                let found = store.read(move |tx| plan_people(tx, &tenant, &query, now)).await?;
                took.push(begun.elapsed());
                if found.people.is_empty() == some {
                    return Err(failed(format!("{what}: {} people", found.people.len())));
                }
            }
            println!("{}", told(what, &mut took));
        }
        Ok(())
    }

    async fn populate(&self, site: &Site, tenant: &TenantId) -> Outcome<()> {
        let (clock, key) = (Clock::system(), keys::load(&site.folder.join("key"))?);
        let store = Store::open(&site.database.parse()?, Options::default()).await?;
        for first in (0..self.people).step_by(BATCH) {
            if first > 0 && first % 100_000 == 0 {
                say(&format!("  {first} of {} people", self.people));
            }
            let (last, mut moment, tenant) = (self.people.min(first + BATCH), clock.moment()?, *tenant);
            let people = (first..last)
                .map(|i| Ok((i, Somebody::new("person", i, &key, &mut moment)?)))
                .collect::<Outcome<Vec<_>>>()?;
            let ids: Vec<_> = (first..last)
                .map(|_| {
                    (SessionId::new(&mut moment), Token::new(&mut moment), ExemptionId::new(&mut moment))
                })
                .collect();
            let (now, until) = (moment.now(), moment.now().plus(A_DAY));
            let save = move |tx: &mut Tx<'_>| {
                people.iter().zip(&ids).try_for_each(|((i, person), (session, token, exemption))| {
                    person.insert(tx, &tenant, now)?;
                    if i % 5 < WITH_APP {
                        person.insert_authenticator(tx, &tenant, now)?;
                    }
                    if i % 5 == 0 {
                        person.insert_session(tx, &tenant, session, token, now)?;
                    }
                    if i % IN_GRACE == 3 {
                        grace_begin(tx, &tenant, person.id(), Grace { until }, now)?;
                    }
                    if i % (10 * IN_GRACE) == 4 {
                        let exemption = Exemption { id: *exemption, until };
                        exemption_grant(tx, &tenant, person.id(), &exemption, "bench", None, now)?;
                    }
                    Ok(())
                })
            };
            store.write(save).await?;
        }
        Ok(())
    }
}

/// The least, the middle and the greatest of them.
fn told(what: &str, took: &mut [Duration]) -> String {
    took.sort_unstable();
    let at = |i: usize| took.get(i).copied().unwrap_or_default().as_secs_f64();
    let (least, middle, greatest) = (at(0), at(took.len() / 2), at(took.len().saturating_sub(1)));
    format!("{middle:6.3} s ({least:.3} to {greatest:.3} s)  {what}")
}
