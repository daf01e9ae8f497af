//! Made-up accounts at a size: people who can sign in, and sessions that hold.
//!
//! The account is made by the server's own flow. The rows of people and sessions are written straight into the store, in the
//! shape of its migrations: to sign a million people in one by one would take a day of hashing.

use std::path::Path;

use doorward::clock::Clock;
use doorward::config::Config;
use doorward::keys;
use doorward::serve::{open, settings};
use doorward_core::factor::password;
use doorward_core::factor::totp::Seed;
use doorward_core::id::{FactorId, SessionId, TenantId, UserId};
use doorward_core::moment::{Moment, Time};
use doorward_core::secret::{Secret, ServerKey, Token};
use doorward_core::tenant::PublicAddress;
use doorward_core::user::{Email, Role, Standing, name_key};
use doorward_store::{Options, Result, Store, Tx};
use tokio::task::JoinSet;

use crate::process::{HOST, Site};
use crate::{Outcome, failed, say};

/// Everybody's password.
pub(crate) const PASSWORD: &str = "nine quiet otters";

/// So many sessions are asked for, spread evenly over all that there are.
const ASKED_FOR: usize = 10_000;

/// People in one transaction, and their sessions.
const BATCH: usize = 500;

/// Transactions under way.
const AT_ONCE: usize = 4;

const USER: &str =
    "INSERT INTO users (tenant_id, id, email, email_key, name, name_key, standing, epoch, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const ROLE: &str =
    "INSERT INTO roles (tenant_id, user_id, role, user_type, valid_from) VALUES ($1, $2, $3, $4, $5)";
const HASH: &str =
    "INSERT INTO passwords (tenant_id, user_id, hash, stands_alone, changed_at) VALUES ($1, $2, $3, $4, $5)";
const AUTHENTICATOR: &str =
    "INSERT INTO authenticators (tenant_id, id, user_id, seed, algorithm, digits, period, last_step, valid_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const SESSION: &str =
    "INSERT INTO sessions (tenant_id, id, token_hash, user_id, user_epoch, policy_epoch, factors, password_at,
                           second_factor_at, begun_at, last_seen_at, address, browser)
     VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $7, $7, $7, $8, $9)";

/// How many of what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// People who can sign in.
    pub(crate) people: usize,
    /// Sessions, five to each further person.
    pub(crate) sessions: usize,
}

/// Who and what was made up.
pub(crate) struct Population {
    /// The account.
    pub(crate) tenant: TenantId,
    /// The ids of those who can sign in.
    pub(crate) ids: Vec<UserId>,
}

/// Fills the empty store of a site. Beside it lie `people` (address and seed of each) and `sessions` (a cookie a line).
pub(crate) async fn populate(site: &Site, size: Size) -> Outcome<Population> {
    let config = Config::read(Some(&site.configure(0)?), [])?;
    let app = open(&config).await.map_err(failed)?;
    let address = PublicAddress::parse(&format!("https://{HOST}"))?;
    let tenant = app.make_up_account("Bench", address).await?.id;
    drop(app);

    let (clock, key) = (Clock::system(), keys::load(&site.folder.join("key"))?);
    let hashing = settings(&config).hashing;
    let hash = password::hash(&Secret::new(PASSWORD.to_owned()), hashing, &mut clock.moment()?)?;
    let store = Store::open(&site.database.parse()?, Options::default()).await?;
    let mut written =
        Written { store: &store, under_way: JoinSet::new(), people: Vec::new(), sessions: Vec::new() };

    for first in (0..size.people).step_by(BATCH) {
        let (last, mut moment) = (size.people.min(first + BATCH), clock.moment()?);
        let people = (first..last)
            .map(|i| Somebody::new("person", i, &key, &mut moment))
            .collect::<Outcome<Vec<_>>>()?;
        written.people.extend(people.iter().map(|it| (it.id, it.email.clone(), it.seed.to_base32())));
        let (now, hash) = (moment.now(), hash.clone());
        let save = move |tx: &mut Tx<'_>| {
            people.iter().try_for_each(|person| {
                person.insert(tx, &tenant, now)?;
                person.insert_authenticator(tx, &tenant, now)?;
                person.insert_password(tx, &tenant, &hash, now)
            })
        };
        written.write(save).await?;
    }

    let keep_every = size.sessions.div_ceil(ASKED_FOR).max(1);
    for first in (0..size.sessions).step_by(5 * BATCH) {
        if first > 0 && first % 100_000 == 0 {
            say(&format!("  {first} of {} sessions", size.sessions));
        }
        let (last, mut moment) = (size.sessions.min(first + 5 * BATCH), clock.moment()?);
        let visitors = (first..last)
            .step_by(5)
            .map(|i| Visitor::new(i, (last - i).min(5), &key, &mut moment))
            .collect::<Outcome<Vec<_>>>()?;
        let tokens = visitors.iter().flat_map(|it| &it.sessions).map(|(_, token)| token.expose());
        written
            .sessions
            .extend(tokens.enumerate().filter(|(i, _)| (first + i) % keep_every == 0).map(|it| it.1));
        let now = moment.now();
        let save = move |tx: &mut Tx<'_>| visitors.iter().try_for_each(|it| it.insert(tx, &tenant, now));
        written.write(save).await?;
    }
    written.end(&site.folder).await.map(|ids| Population { tenant, ids })
}

/// What is being written, and who is told of it.
struct Written<'s> {
    store: &'s Store,
    under_way: JoinSet<Result<()>>,
    people: Vec<(UserId, String, String)>,
    sessions: Vec<String>,
}

impl Written<'_> {
    async fn write(&mut self, save: impl FnMut(&mut Tx<'_>) -> Result<()> + Send + 'static) -> Outcome<()> {
        if self.under_way.len() >= AT_ONCE
            && let Some(done) = self.under_way.join_next().await
        {
            done??;
        }
        let store = self.store.clone();
        self.under_way.spawn(async move { store.write(save).await });
        Ok(())
    }

    async fn end(mut self, folder: &Path) -> Outcome<Vec<UserId>> {
        while let Some(done) = self.under_way.join_next().await {
            done??;
        }
        let lines: Vec<String> =
            self.people.iter().map(|(_, email, seed)| format!("{email} {seed}")).collect();
        std::fs::write(folder.join("people"), lines.join("\n"))?;
        std::fs::write(folder.join("sessions"), self.sessions.join("\n"))?;
        Ok(self.people.into_iter().map(|(id, _, _)| id).collect())
    }
}

/// An end user, with an authenticator at hand.
pub(crate) struct Somebody {
    id: UserId,
    email: String,
    name: String,
    factor: FactorId,
    seed: Seed,
    sealed: Vec<u8>,
}

impl Somebody {
    pub(crate) fn new(kind: &str, number: usize, key: &ServerKey, moment: &mut Moment) -> Outcome<Somebody> {
        let (factor, seed) = (FactorId::new(moment), Seed::new(moment));
        Ok(Somebody {
            id: UserId::new(moment),
            email: format!("{kind}-{number:08}@example.com"),
            name: format!("{kind} {number}"),
            sealed: key.seal(seed.as_bytes(), &format!("authenticator/{factor}"), moment)?,
            factor,
            seed,
        })
    }

    /// The same under another name.
    pub(crate) fn called(self, name: String) -> Somebody {
        Somebody { name, ..self }
    }

    /// Adds the person, who has nothing.
    pub(crate) fn insert(&self, tx: &mut Tx<'_>, tenant: &TenantId, at: Time) -> Result<()> {
        self.insert_as(tx, tenant, at, Role::EndUser, Standing::Active)
    }

    /// Adds the person in another role or standing.
    pub(crate) fn insert_as(
        &self,
        tx: &mut Tx<'_>,
        tenant: &TenantId,
        at: Time,
        role: Role,
        standing: Standing,
    ) -> Result<()> {
        let key = Email::parse(&self.email).map(|email| email.key()).unwrap_or_default();
        let (tenant, id) = (tenant.into(), (&self.id).into());
        tx.run(
            USER,
            &[
                tenant,
                id,
                self.email.as_str().into(),
                key.as_str().into(),
                self.name.as_str().into(),
                name_key(&self.name).as_slice().into(),
                standing.key().into(),
                1_i64.into(),
                at.into(),
            ],
        )?;
        tx.run(ROLE, &[tenant, id, role.key().into(), role.user_type().key().into(), at.into()]).map(drop)
    }

    /// Gives them the authenticator.
    pub(crate) fn insert_authenticator(&self, tx: &mut Tx<'_>, tenant: &TenantId, at: Time) -> Result<()> {
        tx.run(
            AUTHENTICATOR,
            &[
                tenant.into(),
                (&self.factor).into(),
                (&self.id).into(),
                self.sealed.as_slice().into(),
                "SHA1".into(),
                6_i64.into(),
                30_i64.into(),
                0_i64.into(),
                at.into(),
            ],
        )
        .map(drop)
    }

    /// Signs them in.
    pub(crate) fn insert_session(
        &self,
        tx: &mut Tx<'_>,
        tenant: &TenantId,
        session: &SessionId,
        token: &Token,
        at: Time,
    ) -> Result<()> {
        tx.run(
            SESSION,
            &[
                tenant.into(),
                session.into(),
                (&token.hash()).into(),
                (&self.id).into(),
                1_i64.into(),
                "password totp".into(),
                at.into(),
                "127.0.0.1".into(),
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0".into(),
            ],
        )
        .map(drop)
    }

    /// Who they are.
    pub(crate) fn id(&self) -> &UserId {
        &self.id
    }

    /// Makes the person one who can sign in.
    fn insert_password(&self, tx: &mut Tx<'_>, tenant: &TenantId, hash: &str, at: Time) -> Result<()> {
        tx.run(HASH, &[tenant.into(), (&self.id).into(), hash.into(), true.into(), at.into()]).map(drop)
    }
}

/// Somebody who is signed in, in some browsers.
struct Visitor {
    user: Somebody,
    sessions: Vec<(SessionId, Token)>,
}

impl Visitor {
    fn new(number: usize, sessions: usize, key: &ServerKey, moment: &mut Moment) -> Outcome<Visitor> {
        let user = Somebody::new("visitor", number, key, moment)?;
        let sessions = (0..sessions).map(|_| (SessionId::new(moment), Token::new(moment))).collect();
        Ok(Visitor { user, sessions })
    }

    fn insert(&self, tx: &mut Tx<'_>, tenant: &TenantId, at: Time) -> Result<()> {
        self.user.insert(tx, tenant, at)?;
        self.user.insert_authenticator(tx, tenant, at)?;
        self.sessions.iter().try_for_each(|(id, token)| self.user.insert_session(tx, tenant, id, token, at))
    }
}
