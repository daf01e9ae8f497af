//! Who is signed in now, of the whole account, and ending all sessions of a user type.

use doorward_core::authority::{Denied, may_end_all};
use doorward_core::event::Event;
use doorward_core::session::{Session, SteppedUp};
use doorward_core::user::UserType;
use doorward_store::policies::{policy_now, policy_replace};
use doorward_store::sessions::session_follow_policy;
use doorward_store::signed_in::{SignedInCount, SignedInQuery, SignedInRow, signed_in_count, signed_in_list};
use doorward_store::{StoreError, Tx};

use super::sessions::while_signed_in;
use super::{App, Result, Visit};

/// Sessions are counted as far as this: exactly enough for a page.
pub const MOST_COUNTED: u64 = 5_000;

/// One page of who is signed in now.
#[derive(Clone, Debug)]
pub struct SignedInNow {
    /// The sessions, newest activity first.
    pub rows: Vec<SignedInRow>,
    /// Whether there are more after them.
    pub more: bool,
    /// How many team members are signed in.
    pub team: SignedInCount,
    /// How many end users are.
    pub end_users: SignedInCount,
}

impl App {
    /// One page of who is signed in now.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn signed_in_now(&self, visit: &Visit, query: SignedInQuery) -> Result<SignedInNow> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
            let one_more = SignedInQuery { limit: query.limit.saturating_add(1), ..query.clone() };
            let mut rows = signed_in_list(tx, &tenant, &one_more, now)?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            let mut count = |of| signed_in_count(tx, &tenant, of, now, MOST_COUNTED.saturating_add(1));
            Ok(SignedInNow {
                rows,
                more,
                team: count(UserType::TeamMember)?,
                end_users: count(UserType::EndUser)?,
            })
        };
        Ok(self.0.store.read(load).await?)
    }

    /// How many of a user type are signed in now.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn signed_in_of(&self, visit: &Visit, user_type: UserType) -> Result<SignedInCount> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let most = MOST_COUNTED.saturating_add(1);
        Ok(self.0.store.read(move |tx| signed_in_count(tx, &tenant, user_type, now, most)).await?)
    }

    /// Ends all sessions and half-done sign-ins of a user type by opening its policy's next epoch, and trusts none of their
    /// devices any more. What is demanded stays as it is, and the admin's own session goes on.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn end_sessions_of_type(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        user_type: UserType,
    ) -> Result<std::result::Result<(), Denied>> {
        let (mut journal, own) = (self.journal(visit), session.clone());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at, actor) = (journal.tenant.id, journal.moment.now(), by.actor());
            let allowed = may_end_all(actor, user_type);
            if let Err(denied) = while_signed_in(tx, &tenant, &by.stands_on(), allowed)? {
                journal.record(tx, actor, Some(&own.user), &Event::Denied { why: denied })?;
                return Ok(Err(denied));
            }
            let old = policy_now(tx, &tenant, user_type)?
                .ok_or_else(|| StoreError::Corrupt("a user type without a policy".to_owned()))?;
            let next = old.changed(old.demands(), true, at);
            if !policy_replace(tx, &tenant, &next, at, actor.person().as_ref(), None)? {
                return Err(StoreError::Corrupt("a policy version that is closed twice".to_owned()));
            }
            if own.policy.user_type == user_type {
                session_follow_policy(tx, &tenant, &own.id, next.epoch)?;
            }
            journal.record(tx, actor, None, &Event::UserTypeSignedOut { user_type })?;
            Ok(Ok(()))
        };
        Ok(self.0.store.write(save).await?)
    }
}
