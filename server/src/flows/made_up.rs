//! Made-up accounts, for the demo and for tests: people with known passwords and authenticators, saved as real ones are.

use doorward_core::factor::recovery_code;
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
use super::{App, Error, Result};

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
    /// [`Error`].
    pub async fn make_up_account(&self, name: &str, address: PublicAddress) -> Result<Tenant> {
        let mut moment = self.moment()?;
        let tenant = Tenant { id: TenantId::new(&mut moment), name: name.to_owned(), address };
        let (made, now) = (tenant.clone(), moment.now());
        self.0.store.write(move |tx| account_insert(tx, &tenant, now)).await?;
        Ok(made)
    }

    /// Makes a person of an account up.
    ///
    /// # Errors
    /// [`Error`].
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
        };
        let (hashing, now) = (self.0.settings.hashing, moment.now());
        let (password, mut splinter) = (Secret::new(who.password.clone()), moment.split());
        let hash = self
            .0
            .pool
            .run(1, move || doorward_core::factor::password::hash(&password, hashing, &mut splinter))
            .await?
            .map_err(|error| Error::Hash(error.to_string()))?;
        let second = match who.has_second_factor {
            true => Some(self.made_up_second_factor(&user, &mut moment).await?),
            false => None,
        };
        let stands_alone = who.password.chars().count() >= self.0.settings.password_lengths.alone;
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
        let sealed = self.0.key.seal(seed.as_bytes(), &format!("authenticator/{id}"), moment)?;
        let authenticator = StoredAuthenticator {
            id,
            user: user.id,
            seed: sealed,
            parameters: Parameters::default(),
            last_step: 0,
            last_used_at: None,
            added_at: moment.now(),
        };
        let (codes, salt) = recovery_code::mint(moment);
        let texts = codes.iter().map(ToString::to_string).collect();
        let hashing = self.0.settings.hashing;
        let digests = self
            .0
            .pool
            .run(10, move || codes.iter().map(|code| recovery_code::digest(code, &salt, hashing)).collect())
            .await?;
        let digests: std::result::Result<Vec<[u8; 32]>, _> = digests;
        let digests = digests.map_err(|error| Error::Hash(error.to_string()))?;
        Ok(SecondFactor { authenticator, seed, set: CodeSetId::new(moment), salt, digests, codes: texts })
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
