//! Changing one's address: the new one is proven first, and both are told.
//!
//! Whoever asks learns nothing of who else is here: a taken address gets the same answer, the same rows and the same
//! statements as a free one. Only whom its mail goes to, and what it says, differs. See decision 0020.

use std::time::Duration;

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::id::LinkId;
use doorward_core::letter::Letter;
use doorward_core::secret::Token;
use doorward_core::session::{Session, SteppedUp};
use doorward_core::user::{Email, User};
use doorward_store::addresses::{
    AddressChange, address_change_find, address_change_insert, address_changes_by, address_changes_to,
};
use doorward_store::ledgers::browsers_forget;
use doorward_store::links::{Purpose, link_use, links_end};
use doorward_store::sessions::session_holds;
use doorward_store::users::{user_by_email, user_change_email};
use doorward_store::{StoreError, Tx};

use super::links::make_link;
use super::sessions::Follow;
use super::{App, Error, Result, Visit};

/// The link to a new address works so long.
const PROOF_LIVES: Duration = Duration::from_secs(3_600);

/// So often in a day a person may ask, each time with a mail to their old address.
const ASKED_A_DAY: u64 = 5;

/// So many mails in a day an address gets from askers, whoever they are: nobody's mailbox is to be flooded.
const MAILS_A_DAY: u64 = 3;

const DAY: Duration = Duration::from_secs(86_400);

/// What asking for another address came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AddressAsked {
    /// A mail is on its way there: to confirm it, or to tell its holder.
    Yes,
    /// It is the address that they have.
    Unchanged,
    /// They asked too often today.
    TooOften,
    /// The session was ended meanwhile.
    Ended,
}

/// What a link to a new address is, to whoever opens it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AddressLink {
    /// It makes this address theirs.
    Theirs(Email),
    /// Somebody else asked for it.
    Anothers,
    /// Used, too old, replaced by a newer one, dead by a change of its person, or never ours.
    Dead,
}

/// What confirming a new address came to.
#[derive(Debug)]
pub enum AddressConfirmed {
    /// It is theirs; the session goes on under this cookie.
    Yes(Token),
    /// The link is dead, or somebody has the address by now.
    Dead,
    /// The session was ended meanwhile.
    Ended,
}

impl App {
    /// Somebody wants another address: it gets a mail with a link, and the old one a mail without.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn ask_for_address(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        email: Email,
    ) -> Result<AddressAsked> {
        if email.key() == session.user.email.key() {
            return Ok(AddressAsked::Unchanged);
        }
        let (token, id) = (Token::new(&mut visit.moment), LinkId::new(&mut visit.moment));
        let (mut journal, user) = (self.journal(visit), session.user.clone());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            if !session_holds(tx, &tenant, &by.stands_on())? {
                return Ok(AddressAsked::Ended);
            }
            if address_changes_by(tx, &tenant, &user.id, now.minus(DAY))? >= ASKED_A_DAY {
                journal.record(tx, by.actor(), Some(&user), &Event::AddressChangeSlowed)?;
                return Ok(AddressAsked::TooOften);
            }
            let within = address_changes_to(tx, &tenant, &email, now.minus(DAY))? < MAILS_A_DAY;
            let holder = user_by_email(tx, &tenant, &email.key())?;
            let until = now.plus(PROOF_LIVES);
            // Made for a taken address as well, and given to nobody.
            make_link(tx, &journal, &user, Purpose::AddressChange, id, &token, until)?;
            let change = AddressChange { id, user: user.id, email: email.clone(), asked_at: now };
            address_change_insert(tx, &tenant, &change)?;
            let event = Event::AddressChangeAsked { to: email.to_string(), taken: holder.is_some() };
            journal.record(tx, by.actor(), Some(&user), &event)?;
            if within {
                match &holder {
                    Some(holder) => journal.post(tx, holder, Letter::AddressWanted)?,
                    None => {
                        let proof = Letter::AddressProof { token: token.expose(), until };
                        journal.post_to(tx, &user, &email, proof)?;
                    }
                }
            }
            Ok(AddressAsked::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Whether the link of a mail to a new address works at all, whoever opens it; nothing changes.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn address_link_works(&self, visit: &Visit, token: &Token) -> Result<bool> {
        Ok(self.address_link(visit, token).await?.is_some())
    }

    /// Looks at the link as the person of this session; nothing changes.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn look_at_address_link(
        &self,
        visit: &Visit,
        session: &Session,
        token: &Token,
    ) -> Result<AddressLink> {
        Ok(match self.address_link(visit, token).await? {
            None => AddressLink::Dead,
            Some((_, of, _)) if of.id != session.user.id => AddressLink::Anothers,
            Some((_, _, email)) => AddressLink::Theirs(email),
        })
    }

    /// Makes a new address the person's, by the link that was mailed there, in a session of theirs. Their other sessions,
    /// half-done sign-ins and links are dead with it; this session goes on.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn confirm_address(
        &self,
        visit: &mut Visit,
        session: &Session,
        token: &Token,
    ) -> Result<AddressConfirmed> {
        let (link, email) = match self.address_link(visit, token).await? {
            Some((link, of, email)) if of.id == session.user.id => (link, email),
            _ => return Ok(AddressConfirmed::Dead),
        };
        let (mut journal, follow) = (self.journal(visit), Follow::new(visit, session));
        let goes_on = follow.token.clone();
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now, user) = (journal.tenant.id, journal.moment.now(), follow.user.clone());
            if !follow.holds(tx)? {
                return Ok(Some(AddressConfirmed::Ended));
            }
            if !link_use(tx, &link, now)? || user_by_email(tx, &tenant, &email.key())?.is_some() {
                return Ok(Some(AddressConfirmed::Dead));
            }
            if !user_change_email(tx, &user, &email)? || !follow.follow(tx)? {
                return Ok(Some(AddressConfirmed::Ended));
            }
            links_end(tx, &tenant, &user.id, Purpose::PasswordReset, now)?;
            // What was known of browsers belongs to the address before: lanes of passwords are keyed by it.
            browsers_forget(tx, &tenant, &user.id)?;
            let event = Event::AddressChanged { from: user.email.to_string(), to: email.to_string() };
            let moved = User { email: email.clone(), ..user.clone() };
            journal.record(tx, Actor::of(&user), Some(&moved), &event)?;
            journal.post(tx, &user, Letter::AddressChanged)?;
            Ok(None)
        };
        match self.0.store.write(save).await {
            Ok(refused) => Ok(refused.unwrap_or(AddressConfirmed::Yes(goes_on))),
            // Somebody else took it between the look and the commit.
            Err(StoreError::Unique(_)) => Ok(AddressConfirmed::Dead),
            Err(error) => Err(Error::Store(error)),
        }
    }

    /// The link, whose it is and the address that it is about, if it works at this moment.
    async fn address_link(&self, visit: &Visit, token: &Token) -> Result<Option<(LinkId, User, Email)>> {
        let (link, person) = match self.live_link(visit, token).await? {
            Some((link, Some(person))) if link.purpose == Purpose::AddressChange => (link, person),
            _ => return Ok(None),
        };
        let (tenant, id) = (visit.tenant.id, link.id);
        let change = self.0.store.read(move |tx| address_change_find(tx, &tenant, &id)).await?;
        Ok(change.map(|change| (link.id, person.user, change.email)))
    }
}
