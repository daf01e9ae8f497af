//! Break-glass: the way back for an owner who lost everything, from the server's console alone.
//!
//! The command makes a link and ends what the person is signed in by; the password and the factors stay as they are until the
//! link is used, since a thief who knows the password must not find the second factor gone. Using it sets a password, closes
//! the old factors, and demands that a new one is set up at the next sign-in, whatever the policy says. The link itself signs
//! nobody in. Everybody who administers the account is told of either step.

use std::time::Duration;

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::id::LinkId;
use doorward_core::letter::Letter;
use doorward_core::moment::Time;
use doorward_core::secret::Token;
use doorward_core::tenant::Tenant;
use doorward_core::user::{Email, Role, Standing, User};
use doorward_store::Tx;
use doorward_store::links::{Purpose, links_end};
use doorward_store::users::user_by_email;

use super::links::make_link;
use super::sessions::end_all;
use super::{App, Result};

/// The link works so long: the operator hands it over at once.
const LINK_LIVES: Duration = Duration::from_secs(30 * 60);

/// What breaking the glass came to.
#[derive(Debug)]
pub enum BreakGlass {
    /// Here is the link's secret.
    Opened {
        /// The secret end of the link.
        token: Token,
        /// Until when it works.
        until: Time,
    },
    /// They are no owner, and nobody insisted.
    NoOwner(Role),
    /// They may not sign in at all.
    NotActive(Standing),
    /// Nobody has that address, or the person changed at this very moment.
    Nobody,
}

impl App {
    /// The person of an account with this address, for the server's console.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn person_at(&self, tenant: &Tenant, email: &Email) -> Result<Option<User>> {
        let (tenant, key) = (tenant.id, email.key());
        Ok(self.0.store.read(move |tx| user_by_email(tx, &tenant, &key)).await?)
    }

    /// Makes the one-time link of a person who lost everything. `anybody` insists on one who is no owner.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn break_glass(&self, tenant: Tenant, email: &Email, anybody: bool) -> Result<BreakGlass> {
        let mut moment = self.moment()?;
        let (token, id, key) = (Token::new(&mut moment), LinkId::new(&mut moment), email.key());
        let mut journal = self.console_journal(tenant, &mut moment);
        let until = moment.now().plus(LINK_LIVES);
        let open = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            let Some(user) = user_by_email(tx, &tenant, &key)? else { return Ok(BreakGlass::Nobody) };
            if user.standing != Standing::Active {
                return Ok(BreakGlass::NotActive(user.standing));
            }
            if user.role != Role::Owner && !anybody {
                return Ok(BreakGlass::NoOwner(user.role));
            }
            if !end_all(tx, &user)? {
                return Ok(BreakGlass::Nobody);
            }
            links_end(tx, &tenant, &user.id, Purpose::PasswordReset, now)?;
            // The epoch that was just opened is the one that the link belongs to.
            let user = User { epoch: user.epoch.saturating_add(1), ..user };
            make_link(tx, &journal, &user, Purpose::BreakGlass, id, &token, until)?;
            journal.record(tx, Actor::Operator, Some(&user), &Event::BreakGlassOpened)?;
            let letter = Letter::BreakGlassOpened { of: Some(user.name.clone()) };
            journal.post_to_administrators(tx, &user, &letter)?;
            Ok(BreakGlass::Opened { token: token.clone(), until })
        };
        Ok(self.0.store.write(open).await?)
    }
}
