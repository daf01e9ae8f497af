//! Made-up accounts, for the demo and for tests: people with known passwords and authenticators, saved as real ones are.

use doorward_core::brand::Brand;
use doorward_core::factor::password;
use doorward_core::factor::totp::{Parameters, Seed};
use doorward_core::id::{CodeSetId, FactorId, TenantId, UserId};
use doorward_core::moment::Moment;
use doorward_core::secret::Secret;
use doorward_core::tenant::{PublicAddress, Tenant};
use doorward_core::user::{Email, Role, Standing, User};
use doorward_store::Tx;
use doorward_store::authenticators::{StoredAuthenticator, authenticator_insert};
use doorward_store::passwords::password_set;
use doorward_store::recovery_codes::code_set_replace;
use doorward_store::users::user_insert;

use super::accounts::account_insert;
use super::enrolling::Minted;
use super::{App, Result};

/// Somebody to make up.
#[derive(Clone, Debug)]
pub struct MadeUp {
    /// What they are called.
    pub name: String,
    /// Their address.
    pub email: Email,
    /// Their role.
    pub role: Role,
    /// Their password.
    pub password: String,
    /// Whether they have an authenticator, and recovery codes.
    pub has_second_factor: bool,
}

/// Somebody made up.
#[derive(Clone, Debug)]
pub struct MadeUpPerson {
    /// The person.
    pub user: User,
    /// Their password.
    pub password: String,
    /// The seed of their authenticator, if they have one.
    pub seed: Option<Seed>,
    /// Their recovery codes.
    pub codes: Vec<String>,
}

impl App {
    /// Makes an account up.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn make_up_account(&self, name: &str, address: PublicAddress) -> Result<Tenant> {
        let mut moment = self.moment()?;
        let tenant = Tenant {
            id: TenantId::new(&mut moment),
            name: name.to_owned(),
            address,
            language: None,
            brand: Brand::default(),
        };
        let (made, now) = (tenant.clone(), moment.now());
        self.0.store.write(move |tx| account_insert(tx, &tenant, now)).await?;
        Ok(made)
    }

    /// Makes a person of an account up.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn make_up_person(&self, tenant: &Tenant, who: MadeUp) -> Result<MadeUpPerson> {
        let mut moment = self.moment()?;
        let user = User {
            tenant: tenant.id,
            id: UserId::new(&mut moment),
            email: who.email,
            name: who.name,
            role: who.role,
            standing: Standing::Active,
            epoch: 1,
            language: None,
        };
        let now = moment.now();
        let password = Secret::new(who.password.clone());
        let stands_alone = password::length(&password) >= self.0.settings.password_lengths.alone;
        let hash = self.hash_password(moment.split(), password).await?;
        let second = match who.has_second_factor {
            true => Some(self.made_up_second_factor(&user, &mut moment).await?),
            false => None,
        };
        let (saved, factor) = (user.clone(), second.as_ref().map(|it| (it.authenticator.clone(), it.set)));
        let (salt, digests) =
            second.as_ref().map_or(([0; 16], Vec::new()), |it| (it.salt, it.digests.clone()));
        let save = move |tx: &mut Tx<'_>| {
            user_insert(tx, &saved, now, None)?;
            password_set(tx, &saved.tenant, &saved.id, &hash, stands_alone, now)?;
            if let Some((authenticator, set)) = &factor {
                authenticator_insert(tx, &saved.tenant, authenticator)?;
                code_set_replace(tx, &saved.tenant, &saved.id, set, &salt, &digests, now)?;
            }
            Ok(())
        };
        self.0.store.write(save).await?;
        let (seed, codes) = second.map_or((None, Vec::new()), |it| (Some(it.seed), it.codes));
        Ok(MadeUpPerson { user, password: who.password, seed, codes })
    }

    async fn made_up_second_factor(&self, user: &User, moment: &mut Moment) -> Result<SecondFactor> {
        let (id, seed) = (FactorId::new(moment), Seed::new(moment));
        let authenticator = StoredAuthenticator {
            id,
            user: user.id,
            seed: self.seal_seed(id, &seed, moment)?,
            parameters: Parameters::default(),
            last_step: 0,
            last_used_at: None,
            added_at: moment.now(),
            name: String::new(),
        };
        let Minted { text, salt, digests } = self.mint_codes(moment).await?;
        let codes = text.expose().lines().map(str::to_owned).collect();
        Ok(SecondFactor { authenticator, seed, set: CodeSetId::new(moment), salt, digests, codes })
    }
}

struct SecondFactor {
    authenticator: StoredAuthenticator,
    seed: Seed,
    set: CodeSetId,
    salt: [u8; 16],
    digests: Vec<[u8; 32]>,
    codes: Vec<String>,
}
