//! Accounts: the one-time set-up of an empty store, and finding the account a command means.

use std::time::Duration;

use doorward_core::authority::Actor;
use doorward_core::brand::Brand;
use doorward_core::event::Event;
use doorward_core::id::{LinkId, TenantId, UserId};
use doorward_core::moment::Moment;
use doorward_core::policy::Policy;
use doorward_core::secret::{Secret, Token};
use doorward_core::tenant::{PublicAddress, Tenant};
use doorward_core::user::{Email, Role, Standing, User, UserType};
use doorward_store::links::{Purpose as LinkPurpose, StoredLink, link_insert, link_use, setup_links_end};
use doorward_store::marks::{mark_find, mark_set};
use doorward_store::passwords::password_set;
use doorward_store::policies::policy_replace;
use doorward_store::tenants::{TENANT_BY_HOST, tenant_first, tenant_insert, tenant_move};
use doorward_store::users::user_insert;
use doorward_store::{Store, StoreError, Tx};

use super::passwords::Unfit;
use super::{App, Result};

/// The set-up link of an empty store works so long; each start of the server makes a new one.
const SETUP_LIVES: Duration = Duration::from_secs(86_400);

/// The first account and its owner.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What the account is called.
    pub account: String,
    /// What the owner is called.
    pub name: String,
    /// The owner's address.
    pub email: Email,
    /// The owner's password.
    pub password: Secret<String>,
}

/// What a set-up came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetUp {
    /// The account is made.
    Done,
    /// The password is not fit.
    Unfit(Unfit),
    /// There is an account already, or the link is dead.
    Closed,
    /// Another account of this server has that address.
    AddressTaken,
}

/// By what right an account is made.
#[derive(Clone, Copy, Debug)]
pub enum Right<'a> {
    /// The one-time link of an empty store.
    Link(&'a Token),
    /// The server's console, on an empty store.
    Console,
    /// The server's console, beside the accounts that are there.
    ConsoleBeside,
}

/// What a store is opened for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To be served.
    Serve,
    /// To be a demo's: it publishes passwords, so its store is never served.
    Demo,
}

/// Why a store is not to be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotOurs {
    /// It is sealed under another key.
    #[error("this is not the key that the database is sealed under")]
    OtherKey,
    /// It is a demo's, whose passwords everybody knows.
    #[error("this is the database of a demo, whose passwords everybody knows: take another")]
    Demo,
    /// A demo takes only an empty one.
    #[error("the demo takes only an empty database")]
    NotEmpty,
}

/// Whether a store is sealed under a key already, so that none may be made for it.
///
/// # Errors
/// [`StoreError`].
pub async fn is_sealed(store: &Store) -> std::result::Result<bool, StoreError> {
    store.read(|tx| Ok(mark_find(tx, KEY_MARK)?.is_some())).await
}

const KEY_MARK: &str = "key";
const DEMO_MARK: &str = "demo";

impl App {
    /// Makes sure that the store is this key's and fit for the purpose; marks a fresh one.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn claim_store(&self, purpose: Purpose) -> Result<std::result::Result<(), NotOurs>> {
        let fingerprint = self.0.key.mac("key check", &[]);
        let claim = move |tx: &mut Tx<'_>| {
            match mark_find(tx, KEY_MARK)? {
                None => mark_set(tx, KEY_MARK, &fingerprint)?,
                Some(known) if known == fingerprint => {}
                Some(_) => return Ok(Err(NotOurs::OtherKey)),
            }
            let (demo, empty) = (mark_find(tx, DEMO_MARK)?.is_some(), tenant_first(tx)?.is_none());
            match purpose {
                Purpose::Serve if demo => return Ok(Err(NotOurs::Demo)),
                Purpose::Demo if demo || !empty => return Ok(Err(NotOurs::NotEmpty)),
                Purpose::Serve => {}
                Purpose::Demo => mark_set(tx, DEMO_MARK, b"")?,
            }
            Ok(Ok(()))
        };
        let claimed = self.0.store.write(claim).await?;
        if claimed.is_ok() {
            self.end_what_was_read_back().await?;
        }
        Ok(claimed)
    }

    /// Whether the store is this key's and fit to be served, or nobody's yet; nothing is written.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn store_fits(&self) -> Result<std::result::Result<(), NotOurs>> {
        let fingerprint = self.0.key.mac("key check", &[]);
        let look = move |tx: &mut Tx<'_>| {
            Ok(match (mark_find(tx, KEY_MARK)?, mark_find(tx, DEMO_MARK)?) {
                (Some(known), _) if known != fingerprint => Err(NotOurs::OtherKey),
                (_, Some(_)) => Err(NotOurs::Demo),
                (_, None) => Ok(()),
            })
        };
        Ok(self.0.store.read(look).await?)
    }

    /// The oldest account: the one that a command means which names none.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn first_tenant(&self) -> Result<Option<Tenant>> {
        Ok(self.0.store.read(tenant_first).await?)
    }

    /// The account at a host.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn tenant_at(&self, host: &str) -> Result<Option<Tenant>> {
        Ok(self.0.store.hot_read(TENANT_BY_HOST, host.as_bytes()).await?)
    }

    /// A one-time link to set an empty store up; none when it is not empty. Older ones are dead.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn setup_link(&self) -> Result<Option<Token>> {
        let mut moment = self.moment()?;
        let (token, id) = (Token::new(&mut moment), LinkId::new(&mut moment));
        let (hash, now) = (token.hash(), moment.now());
        let made = self
            .0
            .store
            .write(move |tx| {
                if tenant_first(tx)?.is_some() {
                    return Ok(false);
                }
                setup_links_end(tx, now)?;
                let link = StoredLink {
                    id,
                    tenant: None,
                    user: None,
                    address: None,
                    purpose: LinkPurpose::Setup,
                    user_epoch: 0,
                    expires_at: now.plus(SETUP_LIVES),
                    used_at: None,
                };
                link_insert(tx, &link, &hash, now)?;
                Ok(true)
            })
            .await?;
        Ok(made.then_some(token))
    }

    /// Whether a link sets an empty store up, at this moment.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn is_setup_link(&self, token: &Token, moment: &Moment) -> Result<bool> {
        let (hash, now) = (token.hash(), moment.now());
        let look = move |tx: &mut Tx<'_>| {
            let link = doorward_store::links::link_by_token(tx, &hash)?;
            let live = link.is_some_and(|link| {
                link.purpose == LinkPurpose::Setup && link.used_at.is_none() && now < link.expires_at
            });
            Ok(live && tenant_first(tx)?.is_none())
        };
        Ok(self.0.store.read(look).await?)
    }

    /// Makes an account with its owner.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn set_up(
        &self,
        moment: &mut Moment,
        by: Right<'_>,
        address: PublicAddress,
        new: NewAccount,
    ) -> Result<SetUp> {
        // An owner's password stands alone until a second factor is set up.
        let minimum = self.0.settings.password_lengths.alone;
        let own_words = [new.account.clone(), new.name.clone(), new.email.to_string()];
        let password = match self.fit_password(moment.split(), new.password, minimum, own_words).await? {
            Ok(password) => password,
            Err(unfit) => return Ok(SetUp::Unfit(unfit)),
        };
        let tenant = Tenant {
            id: TenantId::new(moment),
            name: new.account,
            address,
            language: None,
            brand: Brand::default(),
        };
        let owner = User {
            tenant: tenant.id,
            id: UserId::new(moment),
            email: new.email,
            name: new.name,
            role: Role::Owner,
            standing: Standing::Active,
            epoch: 1,
            language: None,
        };
        let beside = matches!(by, Right::ConsoleBeside);
        let link = match by {
            Right::Link(token) => Some(token.hash()),
            Right::Console | Right::ConsoleBeside => None,
        };
        let mut journal = self.console_journal(tenant.clone(), moment);
        let save = move |tx: &mut Tx<'_>| {
            let now = journal.moment.now();
            if !beside && tenant_first(tx)?.is_some() {
                return Ok(SetUp::Closed);
            }
            if let Some(hash) = &link {
                let found = doorward_store::links::link_by_token(tx, hash)?;
                let Some(found) = found.filter(|it| it.purpose == LinkPurpose::Setup) else {
                    return Ok(SetUp::Closed);
                };
                if !link_use(tx, &found.id, now)? {
                    return Ok(SetUp::Closed);
                }
            }
            setup_links_end(tx, now)?;
            account_insert(tx, &tenant, now)?;
            user_insert(tx, &owner, now, None)?;
            password_set(tx, &tenant.id, &owner.id, &password.hash, password.stands_alone, now)?;
            journal.record(tx, Actor::Operator, Some(&owner), &Event::AccountMade)?;
            Ok(SetUp::Done)
        };
        match self.0.store.write(save).await {
            Err(StoreError::Unique(_)) => Ok(SetUp::AddressTaken),
            saved => Ok(saved?),
        }
    }

    /// Moves the first account to the configured address, when the configuration says another than before.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn move_first_tenant(&self, address: PublicAddress) -> Result<()> {
        let save = move |tx: &mut Tx<'_>| match tenant_first(tx)? {
            Some(tenant) if tenant.address != address => tenant_move(tx, &tenant.id, &address).map(drop),
            _ => Ok(()),
        };
        Ok(self.0.store.write(save).await?)
    }
}

/// An account with the policies that it starts with.
pub(super) fn account_insert(
    tx: &mut Tx<'_>,
    tenant: &Tenant,
    at: doorward_core::moment::Time,
) -> std::result::Result<(), StoreError> {
    tenant_insert(tx, tenant, at)?;
    for user_type in UserType::ALL {
        policy_replace(tx, &tenant.id, &Policy::initial(user_type), at, None, None)?;
    }
    Ok(())
}
