//! An invitation that has run out: whoever stands before it asks for a new one, and whoever sent it sends it again with one click.

use doorward_core::authority::{Act, Actor, Target, may};
use doorward_core::event::Event;
use doorward_core::letter::Letter;
use doorward_core::secret::Token;
use doorward_core::user::{Standing, User};
use doorward_store::links::{Purpose, StoredLink, link_by_token, links_end};
use doorward_store::users::{user_find, user_inviter, users_who_administer};
use doorward_store::{StoreError, Tx};

use super::{App, Result, Visit};

impl App {
    /// Whether a link is an invitation that has run out, of somebody who is still invited: then a new one can be asked for.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn can_ask_for_invitation(&self, visit: &Visit, token: &Token) -> Result<bool> {
        let (tenant, hash, now) = (visit.tenant.id, token.hash(), visit.moment.now());
        let look = move |tx: &mut Tx<'_>| {
            let Some(link) = link_by_token(tx, &hash)? else { return Ok(false) };
            let here = link.tenant == Some(tenant) && now >= link.expires_at;
            Ok(here && invited(tx, &link)?.is_some())
        };
        Ok(self.0.store.read(look).await?)
    }

    /// Asks whoever sent the invitation for a new one; if they may not send it any more, everybody who may. The old link is used up by
    /// it, so that they are asked once. False when there is nothing to ask for.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn ask_for_invitation(&self, visit: &mut Visit, token: &Token) -> Result<bool> {
        let (mut journal, hash) = (self.journal(visit), token.hash());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            let Some(link) = link_by_token(tx, &hash)? else { return Ok(false) };
            if link.tenant != Some(tenant) || now < link.expires_at {
                return Ok(false);
            }
            let Some(user) = invited(tx, &link)? else { return Ok(false) };
            if links_end(tx, &tenant, &user.id, Purpose::Invitation, now)? == 0 {
                return Ok(false);
            }
            journal.record(tx, Actor::of(&user), Some(&user), &Event::InvitationAskedFor)?;
            let letter = Letter::InvitationAskedFor { of: user.name.clone(), person: user.id };
            for inviter in inviters(tx, &user)? {
                journal.post(tx, &inviter, letter.clone())?;
            }
            Ok(true)
        };
        Ok(self.0.store.write(save).await?)
    }
}

/// The person of an invitation that was not used, while they are invited under the epoch of then.
fn invited(tx: &mut Tx<'_>, link: &StoredLink) -> Result<Option<User>, StoreError> {
    let (Some(tenant), Some(user), Purpose::Invitation, None) =
        (&link.tenant, &link.user, link.purpose, link.used_at)
    else {
        return Ok(None);
    };
    let user = user_find(tx, tenant, user)?;
    Ok(user.filter(|user| user.standing == Standing::Invited && user.epoch == link.user_epoch))
}

/// Whoever invited a person, if they may do so again; else everybody who may.
fn inviters(tx: &mut Tx<'_>, user: &User) -> Result<Vec<User>, StoreError> {
    let target = Target { id: user.id, role: user.role };
    let may_again =
        |by: &User| by.standing == Standing::Active && may(Actor::of(by), Act::InviteAgain, target).is_ok();
    if let Some(inviter) = user_inviter(tx, &user.tenant, &user.id)?.filter(may_again) {
        return Ok(vec![inviter]);
    }
    let mut all = users_who_administer(tx, &user.tenant)?;
    all.retain(may_again);
    Ok(all)
}
