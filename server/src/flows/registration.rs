//! Registration: who may make an account for themselves, asking for the link, and making the person once the address is proven.

use std::net::IpAddr;

use doorward_core::authority::{Actor, may_administer};
use doorward_core::deadline::excuse;
use doorward_core::event::Event;
use doorward_core::factor::Methods;
use doorward_core::id::{LinkId, RequestId, TenantId, UserId};
use doorward_core::letter::Letter;
use doorward_core::moment::Time;
use doorward_core::policy::{Policy, required_factors};
use doorward_core::registration::{A_DAY, AN_HOUR, LINK_LIVES, Refused, Registration, mailbox};
use doorward_core::secret::{Secret, Token};
use doorward_core::session::SteppedUp;
use doorward_core::throttle::network;
use doorward_core::user::{Email, Role, Standing, User, UserType};
use doorward_store::links::{Purpose, StoredLink, link_insert, link_use};
use doorward_store::passwords::password_set;
use doorward_store::policies::policy_now;
use doorward_store::registrations::{
    SentMail, StoredRegistration, registration_held_back, registration_mail_insert, registration_mails_sent,
    registration_now, registration_replace, registrations_held_back_on,
};
use doorward_store::users::{user_by_email, user_insert};
use doorward_store::{StoreError, Tx};

use super::journal::Journal;
use super::mail_test::mail_is_proven;
use super::passwords::{NewPassword, Unfit};
use super::policy::PolicySaved;
use super::requests::Wish;
use super::sessions::while_signed_in;
use super::{App, Error, Result, Visit};

/// Who may register, as an admin sees it.
#[derive(Clone, Debug)]
pub struct RegistrationStanding {
    /// The rule.
    pub registration: Registration,
    /// Its version.
    pub version: u64,
    /// How many mails the quotas held back today.
    pub held_back: u64,
}

/// What an admin wants of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegistrationChange {
    /// Who may register.
    pub registration: Registration,
    /// The version that the admin saw.
    pub seen_version: u64,
}

/// What registering came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registered {
    /// The person is there.
    Yes,
    /// The password is not fit.
    Unfit(Unfit),
    /// Not after all: the link is used up.
    Refused(Refused),
    /// The link is dead.
    Dead,
}

impl App {
    /// Whether anybody may register at all: then the sign-in page says so.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn is_registration_open(&self, visit: &Visit) -> Result<bool> {
        let tenant = visit.tenant.id;
        let now = self.0.store.read(move |tx| registration_now(tx, &tenant)).await?;
        Ok(now.registration != Registration::Closed)
    }

    /// Who may register.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn registration(&self, visit: &Visit) -> Result<RegistrationStanding> {
        let (tenant, today) = (visit.tenant.id, day(visit.moment.now()));
        let load = move |tx: &mut Tx<'_>| {
            let StoredRegistration { registration, version } = registration_now(tx, &tenant)?;
            let held_back = registrations_held_back_on(tx, &tenant, today)?;
            Ok(RegistrationStanding { registration, version, held_back })
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Saves who may register. Whoever has registered stays. Opening it waits until mail was proven to arrive.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn save_registration(
        &self,
        visit: &mut Visit,
        by: SteppedUp,
        change: RegistrationChange,
    ) -> Result<PolicySaved> {
        let (mut journal, route) = (self.journal(visit), self.mail_route());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at, actor) = (journal.tenant.id, journal.moment.now(), by.actor());
            if let Err(denied) = while_signed_in(tx, &tenant, &by.stands_on(), may_administer(actor))? {
                journal.record(tx, actor, None, &Event::Denied { why: denied })?;
                return Ok(PolicySaved::Denied(denied));
            }
            let (old, to) = (registration_now(tx, &tenant)?, change.registration.clone());
            if old.version != change.seen_version {
                return Ok(PolicySaved::ChangedMeanwhile);
            }
            if old.registration == to {
                return Ok(PolicySaved::Unchanged);
            }
            if to.begins_to_need_mail(&old.registration) && !mail_is_proven(tx, &tenant, &route, at)? {
                return Ok(PolicySaved::MailUntested);
            }
            if !registration_replace(tx, &tenant, &to, old.version, at, actor.person().as_ref())? {
                return Ok(PolicySaved::ChangedMeanwhile);
            }
            let event = Event::RegistrationChanged { from: old.registration, to };
            journal.record(tx, actor, None, &event)?;
            Ok(PolicySaved::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Somebody asks for a link to register. The rule alone is looked at, which tells nothing of people; whether anybody has
    /// the address, and whether a quota is used up, a job finds.
    ///
    /// # Errors
    /// [`Error::Crowded`] when too many wait; [`Error::Store`].
    pub async fn ask_to_register(
        &self,
        visit: &mut Visit,
        email: &Email,
    ) -> Result<std::result::Result<(), Refused>> {
        let tenant = visit.tenant.id;
        let now = self.0.store.read(move |tx| registration_now(tx, &tenant)).await?;
        if let Err(refused) = now.registration.admits(email) {
            return Ok(Err(refused));
        }
        self.keep_request(visit, Wish::Registration, email.as_str()).await?;
        Ok(Ok(()))
    }

    /// Within the quotas, an address that nobody has gets a link, and one that somebody has a letter that says so.
    pub(super) fn decide_registration(
        &self,
        tx: &mut Tx<'_>,
        journal: &mut Journal,
        request: RequestId,
        address: &str,
        from: IpAddr,
    ) -> Result<(), StoreError> {
        let (tenant, now) = (journal.tenant.id, journal.moment.now());
        let Ok(email) = Email::parse(address) else { return Ok(()) };
        if registration_now(tx, &tenant)?.registration.admits(&email).is_err() {
            return Ok(()); // Closed since it was asked: the page of a moment ago promised nothing.
        }
        let mac =
            |kind: &[u8], of: &[u8]| self.0.key.mac("registration mail", &[tenant.as_bytes(), kind, of]);
        let mail = SentMail {
            request,
            address: mac(b"mailbox", mailbox(&email).as_bytes()),
            network: mac(b"network", &network(from)),
        };
        let sent = registration_mails_sent(tx, &tenant, &mail, now.minus(AN_HOUR), now.minus(A_DAY))?;
        if let Some(quota) = sent.used_up() {
            return match registration_held_back(tx, &tenant, day(now), quota)? {
                1 => journal.record(tx, Actor::System, None, &Event::RegistrationHeldBack { quota }),
                _ => Ok(()),
            };
        }
        registration_mail_insert(tx, &tenant, &mail, now)?;
        let found = user_by_email(tx, &tenant, &email.key())?;
        journal.record(tx, Actor::System, found.as_ref(), &Event::RegistrationAsked)?;
        if let Some(user) = found {
            let invited = user.standing == Standing::Invited;
            return journal.post(tx, &user, Letter::AlreadyHere { invited });
        }
        let (token, id) = (Token::new(&mut journal.moment), LinkId::new(&mut journal.moment));
        let until = now.plus(LINK_LIVES);
        let address = self
            .0
            .key
            .seal(email.as_str().as_bytes(), &sealed_for(&id), &mut journal.moment)
            .map_err(|_| StoreError::Corrupt("an address that cannot be sealed".to_owned()))?;
        // Older links to the same address go on: a stranger who asks once more must not end the owner's.
        let link = StoredLink {
            id,
            tenant: Some(tenant),
            user: None,
            address: Some(address),
            purpose: Purpose::Registration,
            user_epoch: 0,
            expires_at: until,
            used_at: None,
        };
        link_insert(tx, &link, &token.hash(), now)?;
        journal.post_to_address(tx, &email, Letter::Registration { token: token.expose(), until })
    }

    /// Makes the person whose address a link has proven, with the name and password that they choose: exactly one, however
    /// many answer at once. If it may not be any more, the link is used up as well.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn register(
        &self,
        visit: &mut Visit,
        token: &Token,
        name: String,
        password: Secret<String>,
    ) -> Result<Registered> {
        let link = match self.live_link(visit, token).await? {
            Some((link, None)) if link.purpose == Purpose::Registration => link,
            _ => return Ok(Registered::Dead),
        };
        let (tenant, email) = (visit.tenant.id, self.registered_address(&link)?);
        let asked = email.clone();
        let refused = self.0.store.read(move |tx| refusal(tx, &tenant, &asked)).await?;
        let chosen = match refused {
            // It may not be: no hash is spent on it.
            Some(refused) => Err(refused),
            None => {
                let minimum = self.minimum_password_of_newcomers(visit).await?;
                let own_words = [visit.tenant.name.clone(), name.clone(), email.to_string()];
                match self.fit_password(visit.moment.split(), password, minimum, own_words).await? {
                    Ok(password) => Ok(password),
                    Err(unfit) => return Ok(Registered::Unfit(unfit)),
                }
            }
        };
        let id = UserId::new(&mut visit.moment);
        let user = User {
            tenant,
            id,
            email,
            name,
            role: Role::EndUser,
            standing: Standing::Active,
            epoch: 1,
            language: None,
        };
        match self.save_registered(visit, &link, &user, &chosen).await {
            // Somebody has the address whom looking did not find: refused as well, and written down.
            Err(Error::Store(StoreError::Unique(_))) => {
                self.save_registered(visit, &link, &user, &Err(Refused::AddressTaken)).await
            }
            saved => saved,
        }
    }

    async fn save_registered(
        &self,
        visit: &mut Visit,
        link: &StoredLink,
        user: &User,
        chosen: &std::result::Result<NewPassword, Refused>,
    ) -> Result<Registered> {
        let (mut journal, link) = (self.journal(visit), link.id);
        let (user, chosen) = (user.clone(), chosen.clone());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            if !link_use(tx, &link, now)? {
                return Ok(Registered::Dead);
            }
            let password = match (refusal(tx, &tenant, &user.email)?, &chosen) {
                (None, Ok(password)) => password,
                (Some(why), _) | (None, &Err(why)) => {
                    let event = Event::RegistrationRefused { why };
                    journal.record(tx, Actor::System, None, &event)?;
                    return Ok(Registered::Refused(why));
                }
            };
            user_insert(tx, &user, now, None)?;
            password_set(tx, &tenant, &user.id, &password.hash, password.stands_alone, now)?;
            journal.record(tx, Actor::of(&user), Some(&user), &Event::Registered)?;
            Ok(Registered::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The address that a link to register was sent to.
    pub(super) fn registered_address(&self, link: &StoredLink) -> Result<Email> {
        let sealed = link.address.as_deref().unwrap_or_default();
        let plain = self.0.key.open(sealed, &sealed_for(&link.id))?;
        let address = std::str::from_utf8(plain.expose()).ok().and_then(|text| Email::parse(text).ok());
        address.ok_or(Error::Gone("the address of a link"))
    }

    /// The least length of the password of an end user who has no second factor yet.
    pub(super) async fn minimum_password_of_newcomers(&self, visit: &Visit) -> Result<usize> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let policy = self.0.store.read(move |tx| policy_now(tx, &tenant, UserType::EndUser)).await?;
        let policy = policy.unwrap_or_else(|| Policy::initial(UserType::EndUser));
        let relief = excuse(&policy.terms, None, None, now).map(|excuse| excuse.relief);
        let asked = required_factors(&policy, Methods::NONE, false, relief, false);
        Ok(self.0.settings.password_lengths.minimum(asked))
    }
}

/// Why an address may not be registered now, if it may not.
fn refusal(tx: &mut Tx<'_>, tenant: &TenantId, email: &Email) -> Result<Option<Refused>, StoreError> {
    if let Err(refused) = registration_now(tx, tenant)?.registration.admits(email) {
        return Ok(Some(refused));
    }
    Ok(user_by_email(tx, tenant, &email.key())?.map(|_| Refused::AddressTaken))
}

fn sealed_for(link: &LinkId) -> String {
    format!("registration/{link}")
}

fn day(at: Time) -> u64 {
    at.seconds() / A_DAY.as_secs()
}
