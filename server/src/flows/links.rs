//! Mailed links: invitations and password resets; what a link to register does is in `registration.rs`. A link is looked at
//! by GET and used by POST alone, because mail scanners follow links.

use std::time::Duration;

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::factor::Methods;
use doorward_core::id::LinkId;
use doorward_core::letter::Letter;
use doorward_core::moment::Time;
use doorward_core::secret::{Secret, Token};
use doorward_core::signin::PersonFacts;
use doorward_core::user::{Email, Standing, User};
use doorward_store::ledgers::browsers_forget;
use doorward_store::links::{Purpose, StoredLink, link_by_token, link_insert, link_use, links_end};
use doorward_store::outbox::messages_since;
use doorward_store::passwords::{password_came_by_mail, password_set};
use doorward_store::sign_ins::sign_ins_end_all;
use doorward_store::users::{
    user_by_email, user_change_standing, user_open_epoch, user_rename, user_role_giver,
};
use doorward_store::{StoreError, Tx};

use super::factors::close_and_demand;
use super::facts::person_facts;
use super::journal::Journal;
use super::passwords::{Unfit, count_unknown};
use super::requests::Wish;
use super::{App, Result, Visit};

/// An invitation works so long.
pub(super) const INVITATION_LIVES: Duration = Duration::from_secs(7 * 86_400);

/// A password reset works so long (OWASP ASVS 5.0, 6.4.1: short-lived).
pub(super) const RESET_LIVES: Duration = Duration::from_secs(30 * 60);

/// So many reset mails a person gets in an hour and in a day: a mailbox is not to be flooded.
const RESETS_AN_HOUR: u64 = 5;
const RESETS_A_DAY: u64 = 10;

/// What a link is, when it is looked at.
#[derive(Clone, Debug)]
pub enum LinkState {
    /// An invitation that can be accepted.
    Invitation(Invitation),
    /// A password reset that can be made.
    Reset(ResetLink),
    /// An address that is proven and can be registered.
    Registration(RegistrationLink),
    /// Used, too old, replaced by a newer one, or never ours.
    Dead {
        /// What it once was: the way on is another.
        was: WhatItWas,
    },
}

/// What a dead link was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhatItWas {
    /// An invitation.
    Invitation,
    /// A link to register.
    Registration,
    /// A link to a new password, or never ours.
    Reset,
}

/// An address that its owner may register.
#[derive(Clone, Debug)]
pub struct RegistrationLink {
    /// The address that the link was sent to.
    pub email: Email,
    /// The least length of their password.
    pub minimum: usize,
}

/// An invitation that can be accepted.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Who is invited.
    pub user: User,
    /// By whom, by name; none when the server's operator did it.
    pub inviter: Option<String>,
    /// The least length of their password.
    pub minimum: usize,
}

/// A password reset that can be made.
#[derive(Clone, Debug)]
pub struct ResetLink {
    /// Whose password it is.
    pub user: User,
    /// The least length of the new one.
    pub minimum: usize,
    /// What the sign-in afterwards asks for.
    pub afterwards: Afterwards,
}

/// What the sign-in after a new password asks for beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Afterwards {
    /// Nothing.
    Nothing,
    /// A passcode, as always: a mailed link takes no factor away.
    Passcode,
    /// A new authenticator, since the old one stops working.
    NewAuthenticator,
}

/// What using a link came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// The password is set.
    Yes,
    /// It is not fit.
    Unfit(Unfit),
    /// The link is dead.
    Dead,
}

impl App {
    /// Looks at a link; nothing changes.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn look_at_link(&self, visit: &Visit, token: &Token) -> Result<LinkState> {
        let Some((link, person)) = self.live_link(visit, token).await? else {
            let hash = token.hash();
            let link = self.0.store.read(move |tx| link_by_token(tx, &hash)).await?;
            let was = match link.map(|link| link.purpose) {
                Some(Purpose::Invitation) => WhatItWas::Invitation,
                Some(Purpose::Registration) => WhatItWas::Registration,
                Some(
                    Purpose::PasswordReset | Purpose::AddressChange | Purpose::BreakGlass | Purpose::Setup,
                )
                | None => WhatItWas::Reset,
            };
            return Ok(LinkState::Dead { was });
        };
        Ok(match (link.purpose, person) {
            (Purpose::Invitation, Some(person)) => {
                let (minimum, tenant, id) =
                    (self.minimum_password(&person, visit.moment.now()), visit.tenant.id, person.user.id);
                let inviter = self.0.store.read(move |tx| user_role_giver(tx, &tenant, &id)).await?;
                LinkState::Invitation(Invitation { user: person.user, inviter, minimum })
            }
            (Purpose::PasswordReset, Some(person)) => LinkState::Reset(ResetLink {
                minimum: self.minimum_password(&person, visit.moment.now()),
                afterwards: if person.methods.is_empty() {
                    Afterwards::Nothing
                } else {
                    Afterwards::Passcode
                },
                user: person.user,
            }),
            (Purpose::Registration, _) => {
                let (email, minimum) =
                    (self.registered_address(&link)?, self.minimum_password_of_newcomers(visit).await?);
                LinkState::Registration(RegistrationLink { email, minimum })
            }
            (Purpose::BreakGlass, Some(person)) => LinkState::Reset(ResetLink {
                minimum: self.minimum_password(&without_factors(&person), visit.moment.now()),
                afterwards: Afterwards::NewAuthenticator,
                user: person.user,
            }),
            // A change of address has a door of its own.
            (Purpose::Setup | Purpose::AddressChange, _)
            | (Purpose::Invitation | Purpose::PasswordReset | Purpose::BreakGlass, None) => {
                LinkState::Dead { was: WhatItWas::Reset }
            }
        })
    }

    /// Accepts an invitation with a first password, under the name that the person gives themselves.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn accept_invitation(
        &self,
        visit: &mut Visit,
        token: &Token,
        name: String,
        password: Secret<String>,
    ) -> Result<Accepted> {
        self.use_link(visit, token, &[Purpose::Invitation], Some(name), password).await
    }

    /// Sets a new password by a link. It ends all sessions and half-done sign-ins. A mailed link touches no second factor; one
    /// from the server's console closes those of before.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn reset_password(
        &self,
        visit: &mut Visit,
        token: &Token,
        password: Secret<String>,
    ) -> Result<Accepted> {
        self.use_link(visit, token, &[Purpose::PasswordReset, Purpose::BreakGlass], None, password).await
    }

    /// Somebody asks for a link to set a new password. Nothing is looked up: a job decides.
    ///
    /// # Errors
    /// [`Error::Crowded`] when too many wait; [`Error::Store`].
    pub async fn ask_for_reset(&self, visit: &mut Visit, email: &str) -> Result<()> {
        self.keep_request(visit, Wish::NewPassword, email).await
    }

    /// Whoever has the address, and may sign in, gets a link, within the quota.
    pub(super) fn decide_reset(
        &self,
        tx: &mut Tx<'_>,
        journal: &mut Journal,
        address: &str,
    ) -> Result<(), StoreError> {
        let (tenant, now) = (journal.tenant.id, journal.moment.now());
        let key = Email::parse(address).map(|email| email.key()).unwrap_or_default();
        let Some(user) = user_by_email(tx, &tenant, &key)? else {
            let [shard, ..] = self.0.key.mac("unknown shard", &[key.as_bytes()]);
            return count_unknown(journal, tx, shard);
        };
        let sent = |tx: &mut Tx<'_>, span: u64| {
            messages_since(tx, &tenant, &user.id, "password_reset", now.minus(Duration::from_secs(span)))
        };
        let within = sent(tx, 3_600)? < RESETS_AN_HOUR && sent(tx, 86_400)? < RESETS_A_DAY;
        if user.standing != Standing::Active || !within {
            return Ok(());
        }
        let (token, id) = (Token::new(&mut journal.moment), LinkId::new(&mut journal.moment));
        let until = now.plus(RESET_LIVES);
        make_link(tx, journal, &user, Purpose::PasswordReset, id, &token, until)?;
        journal.record(tx, Actor::System, Some(&user), &Event::PasswordResetAsked)?;
        journal.post(tx, &user, Letter::PasswordReset { token: token.expose(), until })
    }

    async fn use_link(
        &self,
        visit: &mut Visit,
        token: &Token,
        purposes: &[Purpose],
        name: Option<String>,
        password: Secret<String>,
    ) -> Result<Accepted> {
        let (link, mut person) = match self.live_link(visit, token).await? {
            Some((link, Some(person))) if purposes.contains(&link.purpose) => (link, person),
            _ => return Ok(Accepted::Dead),
        };
        if link.purpose == Purpose::BreakGlass {
            person = without_factors(&person);
        }
        if let Some(name) = name {
            person.user.name = name;
        }
        let password = match self.choose_password(visit, &person, password).await? {
            Ok(password) => password,
            Err(unfit) => return Ok(Accepted::Unfit(unfit)),
        };
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now, user) = (journal.tenant.id, journal.moment.now(), &person.user);
            if !link_use(tx, &link.id, now)? {
                return Ok(Accepted::Dead);
            }
            let (opened, event) = match link.purpose {
                Purpose::Invitation => {
                    (user_change_standing(tx, user, Standing::Active)?, Event::InvitationAccepted)
                }
                Purpose::PasswordReset | Purpose::Registration | Purpose::AddressChange | Purpose::Setup => {
                    (user_open_epoch(tx, user)?, Event::PasswordReset)
                }
                Purpose::BreakGlass => (user_open_epoch(tx, user)?, Event::BreakGlassUsed),
            };
            if !opened {
                return Ok(Accepted::Dead);
            }
            user_rename(tx, user)?;
            sign_ins_end_all(tx, &tenant, &user.id)?;
            links_end(tx, &tenant, &user.id, Purpose::PasswordReset, now)?;
            browsers_forget(tx, &tenant, &user.id)?;
            password_set(tx, &tenant, &user.id, &password.hash, password.stands_alone, now)?;
            if link.purpose == Purpose::PasswordReset {
                password_came_by_mail(tx, &tenant, &user.id)?;
            }
            if link.purpose == Purpose::BreakGlass {
                close_and_demand(tx, user, now)?;
                let letter = Letter::BreakGlassUsed { of: Some(user.name.clone()) };
                journal.post_to_administrators(tx, user, &letter)?;
            }
            journal.record(tx, Actor::of(user), Some(user), &event)?;
            Ok(Accepted::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The link and its person, if it works at this moment, at this account.
    pub(super) async fn live_link(
        &self,
        visit: &Visit,
        token: &Token,
    ) -> Result<Option<(StoredLink, Option<PersonFacts>)>> {
        let (tenant, hash, now) = (visit.tenant.id, token.hash(), visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let Some(link) = link_by_token(tx, &hash)? else { return Ok(None) };
            let here = link.tenant.is_none_or(|of| of == tenant);
            if !here || link.used_at.is_some() || now >= link.expires_at {
                return Ok(None);
            }
            let Some(user) = &link.user else { return Ok(Some((link, None))) };
            let person = person_facts(tx, &tenant, user)?;
            let fits = person.as_ref().is_some_and(|person| {
                let expected = match link.purpose {
                    Purpose::Invitation => Standing::Invited,
                    Purpose::PasswordReset
                    | Purpose::Registration
                    | Purpose::AddressChange
                    | Purpose::BreakGlass
                    | Purpose::Setup => Standing::Active,
                };
                person.user.epoch == link.user_epoch && person.user.standing == expected
            });
            Ok(fits.then_some((link, person)))
        };
        Ok(self.0.store.read(load).await?)
    }
}

/// The person as the break-glass link leaves them: that is what their new password is measured by.
fn without_factors(person: &PersonFacts) -> PersonFacts {
    PersonFacts { methods: Methods::NONE, must_enrol: true, ..person.clone() }
}

/// Makes a link for a person; older ones of the same purpose are dead.
pub(super) fn make_link(
    tx: &mut Tx<'_>,
    journal: &Journal,
    user: &User,
    purpose: Purpose,
    id: LinkId,
    token: &Token,
    until: Time,
) -> Result<(), StoreError> {
    let (tenant, now) = (journal.tenant.id, journal.moment.now());
    links_end(tx, &tenant, &user.id, purpose, now)?;
    let link = StoredLink {
        id,
        tenant: Some(tenant),
        user: Some(user.id),
        address: None,
        purpose,
        user_epoch: user.epoch,
        expires_at: until,
        used_at: None,
    };
    link_insert(tx, &link, &token.hash(), now)
}
