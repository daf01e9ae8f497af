//! Mailed links: invitations and password resets. A link is looked at by GET and used by POST alone, because mail
//! scanners follow links.

use std::time::Duration;

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::id::{LinkId, RequestId};
use doorward_core::letter::Letter;
use doorward_core::moment::{Moment, Time};
use doorward_core::secret::{Secret, Token};
use doorward_core::signin::PersonFacts;
use doorward_core::user::{Email, Standing, User};
use doorward_store::ledgers::browsers_forget;
use doorward_store::links::{
    Purpose, ResetRequest, StoredLink, link_by_token, link_insert, link_use, links_end, reset_request_put,
    reset_request_take, reset_requests_wait,
};
use doorward_store::outbox::messages_since;
use doorward_store::passwords::password_set;
use doorward_store::sign_ins::sign_ins_end_all;
use doorward_store::tenants::tenant_find;
use doorward_store::users::{
    user_by_email, user_change_standing, user_open_epoch, user_rename, user_role_giver,
};
use doorward_store::{StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::facts::person_facts;
use super::journal::Journal;
use super::passwords::{Unfit, count_unknown};
use super::{App, Caller, Error, Result, Visit};

/// An invitation works so long.
pub(super) const INVITATION_LIVES: Duration = Duration::from_secs(7 * 86_400);

/// A password reset works so long (OWASP ASVS 5.0, 6.4.1: short-lived).
const RESET_LIVES: Duration = Duration::from_secs(30 * 60);

/// So many reset mails a person gets in an hour and in a day: a mailbox is not to be flooded.
const RESETS_AN_HOUR: u64 = 5;
const RESETS_A_DAY: u64 = 10;

/// So many requests may wait in an account, at most: a job decides them within a second.
const MOST_REQUESTS: u64 = 10_000;

/// A request for a link, before it is sealed.
#[derive(Serialize, Deserialize)]
struct Asked {
    address: String,
    caller: Caller,
}

/// What a link is, when it is looked at.
#[derive(Clone, Debug)]
pub enum LinkState {
    /// An invitation that can be accepted.
    Invitation(Invitation),
    /// A password reset that can be made.
    Reset(ResetLink),
    /// Used, too old, replaced by a newer one, or never ours.
    Dead {
        /// Whether it once was an invitation: the way on is another.
        invitation: bool,
    },
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
    /// Whether the second factor is still asked for afterwards.
    pub second_factor_asked: bool,
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
            let invitation = link.is_some_and(|link| link.purpose == Purpose::Invitation);
            return Ok(LinkState::Dead { invitation });
        };
        Ok(match (link.purpose, person) {
            (Purpose::Invitation, Some(person)) => {
                let (minimum, tenant, id) = (self.minimum_password(&person), visit.tenant.id, person.user.id);
                let inviter = self.0.store.read(move |tx| user_role_giver(tx, &tenant, &id)).await?;
                LinkState::Invitation(Invitation { user: person.user, inviter, minimum })
            }
            (Purpose::PasswordReset, Some(person)) => LinkState::Reset(ResetLink {
                minimum: self.minimum_password(&person),
                second_factor_asked: person.has_second_factor,
                user: person.user,
            }),
            // A change of address has a door of its own.
            (Purpose::Setup | Purpose::AddressChange, _)
            | (Purpose::Invitation | Purpose::PasswordReset, None) => LinkState::Dead { invitation: false },
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
        self.use_link(visit, token, Purpose::Invitation, Some(name), password).await
    }

    /// Sets a new password by a mailed link. It ends all sessions and half-done sign-ins, and touches no second factor.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn reset_password(
        &self,
        visit: &mut Visit,
        token: &Token,
        password: Secret<String>,
    ) -> Result<Accepted> {
        self.use_link(visit, token, Purpose::PasswordReset, None, password).await
    }

    /// Somebody asks for a link to set a new password. Nothing is looked up: the request is kept, sealed, and a job decides it
    /// in a moment, so that neither the answer nor the work for it tells whether anybody has the address.
    ///
    /// # Errors
    /// [`Error::Crowded`] when too many wait; [`Error::Store`].
    pub async fn ask_for_reset(&self, visit: &mut Visit, email: &str) -> Result<()> {
        let key = Email::parse(email).map(|email| email.key()).unwrap_or_default();
        let asked = Asked { address: key, caller: visit.caller.clone() };
        let plain = serde_json::to_vec(&asked).map_err(|_| Error::Gone("a request that can be written"))?;
        let id = RequestId::new(&mut visit.moment);
        let sealed = self.0.key.seal(&plain, &format!("reset/{id}"), &mut visit.moment)?;
        let request = ResetRequest { tenant: visit.tenant.id, id, asked: sealed };
        let kept = self.0.store.write(move |tx| reset_request_put(tx, &request, MOST_REQUESTS)).await?;
        if kept { Ok(()) } else { Err(Error::Crowded) }
    }

    /// Decides every request that waits: whoever has the address, and may sign in, gets a link, within the quota.
    ///
    /// # Errors
    /// [`Error`]; what was not decided waits.
    pub async fn decide_reset_requests(&self) -> Result<()> {
        while self.0.store.read(reset_requests_wait).await? {
            let (mut moment, app) = (self.moment()?, self.clone());
            let decide = move |tx: &mut Tx<'_>| app.decide_reset_request(tx, &mut moment);
            self.0.store.write(decide).await?;
        }
        Ok(())
    }

    fn decide_reset_request(&self, tx: &mut Tx<'_>, moment: &mut Moment) -> Result<(), StoreError> {
        let Some(request) = reset_request_take(tx)? else { return Ok(()) };
        let opened = self.0.key.open(&request.asked, &format!("reset/{}", request.id)).ok();
        let asked = opened.and_then(|plain| serde_json::from_slice::<Asked>(plain.expose()).ok());
        let (Some(asked), Some(tenant)) = (asked, tenant_find(tx, &request.tenant)?) else { return Ok(()) };
        let mut journal = self.journal_of(tenant, asked.caller, moment);
        let (tenant, now) = (journal.tenant.id, journal.moment.now());
        let Some(user) = user_by_email(tx, &tenant, &asked.address)? else {
            let [shard, ..] = self.0.key.mac("unknown shard", &[asked.address.as_bytes()]);
            return count_unknown(&journal, tx, shard);
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
        make_link(tx, &journal, &user, Purpose::PasswordReset, id, &token, until)?;
        journal.record(tx, Actor::System, Some(&user), &Event::PasswordResetAsked)?;
        journal.post(tx, &user, Letter::PasswordReset { token: token.expose(), until })
    }

    async fn use_link(
        &self,
        visit: &mut Visit,
        token: &Token,
        purpose: Purpose,
        name: Option<String>,
        password: Secret<String>,
    ) -> Result<Accepted> {
        let (link, mut person) = match self.live_link(visit, token).await? {
            Some((link, Some(person))) if link.purpose == purpose => (link, person),
            _ => return Ok(Accepted::Dead),
        };
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
            let (opened, event) = match purpose {
                Purpose::Invitation => {
                    (user_change_standing(tx, user, Standing::Active)?, Event::InvitationAccepted)
                }
                Purpose::PasswordReset | Purpose::AddressChange | Purpose::Setup => {
                    (user_open_epoch(tx, user)?, Event::PasswordReset)
                }
            };
            if !opened {
                return Ok(Accepted::Dead);
            }
            user_rename(tx, user)?;
            sign_ins_end_all(tx, &tenant, &user.id)?;
            links_end(tx, &tenant, &user.id, Purpose::PasswordReset, now)?;
            browsers_forget(tx, &tenant, &user.id)?;
            password_set(tx, &tenant, &user.id, &password.hash, password.stands_alone, now)?;
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
                    Purpose::PasswordReset | Purpose::AddressChange | Purpose::Setup => Standing::Active,
                };
                person.user.epoch == link.user_epoch && person.user.standing == expected
            });
            Ok(fits.then_some((link, person)))
        };
        Ok(self.0.store.read(load).await?)
    }
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
        purpose,
        user_epoch: user.epoch,
        expires_at: until,
        used_at: None,
    };
    link_insert(tx, &link, &token.hash(), now)
}
