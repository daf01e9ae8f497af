//! Sessions: the check of every request, and ending them.

use doorward_core::authority::{Act, Actor, Denied, Target, may};
use doorward_core::event::Event;
use doorward_core::id::{DeviceId, SessionId, TenantId, UserId};
use doorward_core::moment::{Moment, Time};
use doorward_core::policy::Policy;
use doorward_core::secret::Token;
use doorward_core::session::{self, Ended, Session, StandsOn, SteppedUp};
use doorward_core::tenant::Tenant;
use doorward_core::user::User;
use doorward_store::sessions::{
    SESSION_BY_TOKEN, SessionHere, SessionRow, session_end, session_follow, session_holds, session_list,
    session_touch,
};
use doorward_store::sign_ins::sign_ins_end_all;
use doorward_store::tenants::TENANT_BY_HOST;
use doorward_store::trusted_devices::device_end;
use doorward_store::users::{user_find, user_open_epoch};
use doorward_store::{StoreError, Tx};

use super::journal::Journal;
use super::{App, Result, Visit};

/// What a request's cookie comes to.
#[derive(Debug)]
pub enum Checked {
    /// A session that holds.
    Holds(Box<Tenant>, Box<Session>),
    /// A session that no longer holds, at a known account.
    Ended(Box<Tenant>, Ended),
    /// No session, at a known account.
    Nobody(Box<Tenant>),
    /// No account has this host.
    NoSuchHost,
}

/// Which of a person's sessions are ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// This one.
    One(SessionId),
    /// Those that were begun on this device, which is trusted no more.
    Device(DeviceId),
    /// All of them, and half-done sign-ins with them.
    All,
}

impl App {
    /// Judges a request's session from what is committed at this moment.
    ///
    /// # Errors
    /// [`super::Error::Store`]: never a pass.
    pub async fn check_session(
        &self,
        host: &str,
        token: Option<&Token>,
        moment: &Moment,
        background: bool,
    ) -> Result<Checked> {
        let checked = self.judge_session(host, token, moment, background).await?;
        match &checked {
            Checked::Holds(..) => self.0.metrics.session_holds(),
            Checked::Ended(_, ended) => self.0.metrics.session_ended(*ended),
            Checked::Nobody(_) | Checked::NoSuchHost => self.0.metrics.no_session(),
        }
        Ok(checked)
    }

    async fn judge_session(
        &self,
        host: &str,
        token: Option<&Token>,
        moment: &Moment,
        background: bool,
    ) -> Result<Checked> {
        let now = moment.now();
        if let Some(token) = token {
            let found = self.0.store.hot_read::<SessionHere>(SESSION_BY_TOKEN, token.hash()).await?;
            // A session of another account is none here.
            let here = found.filter(|found| found.tenant.address.host() == host);
            if let Some(SessionHere { tenant, session }) = here {
                return match session::check(session, now, background) {
                    Err(ended) => Ok(Checked::Ended(Box::new(tenant), ended)),
                    Ok(session) => {
                        self.touch(&tenant, &session, now).await?;
                        Ok(Checked::Holds(Box::new(tenant), Box::new(session)))
                    }
                };
            }
        }
        Ok(match self.0.store.hot_read::<Tenant>(TENANT_BY_HOST, host.as_bytes()).await? {
            None => Checked::NoSuchHost,
            Some(tenant) if token.is_some() => Checked::Ended(Box::new(tenant), Ended::Ended),
            Some(tenant) => Checked::Nobody(Box::new(tenant)),
        })
    }

    /// Signs a person out of the session they are in.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn sign_out(&self, visit: &mut Visit, session: &Session) -> Result<()> {
        let (mut journal, user, id) = (self.journal(visit), session.user.clone(), session.id);
        let save = move |tx: &mut Tx<'_>| {
            let at = journal.moment.now();
            if session_end(tx, &journal.tenant.id, &user.id, &id, at)? {
                journal.record(tx, Actor::of(&user), Some(&user), &Event::SignedOut)?;
            }
            Ok(())
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Ends sessions of one's own: no step-up, so that a lost device can be signed out at once (OWASP ASVS 5.0, 7.5.2). False
    /// when there was nothing to end, or this session was ended meanwhile.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn end_own_sessions(
        &self,
        visit: &mut Visit,
        session: &Session,
        ending: Ending,
    ) -> Result<bool> {
        let (mut journal, user, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let save = move |tx: &mut Tx<'_>| {
            if !session_holds(tx, &journal.tenant.id, &on)? {
                return Ok(false);
            }
            end(tx, &mut journal, Actor::of(&user), &user, ending)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Ends all of a person's own sessions but this one, and their half-done sign-ins. This one goes on under another
    /// cookie; none when it was ended meanwhile.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn end_other_sessions(&self, visit: &mut Visit, session: &Session) -> Result<Option<Token>> {
        let (mut journal, follow) = (self.journal(visit), Follow::new(visit, session));
        let token = follow.token.clone();
        let save = move |tx: &mut Tx<'_>| {
            let user = follow.user.clone();
            if !follow.open_epoch(tx)? {
                return Ok(false);
            }
            journal.record(tx, Actor::of(&user), Some(&user), &Event::OtherSessionsEnded)?;
            Ok(true)
        };
        Ok(self.0.store.write(save).await?.then_some(token))
    }

    /// Ends sessions of another person. False when there was nothing to end.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn end_sessions_of(
        &self,
        visit: &mut Visit,
        by: SteppedUp,
        of: UserId,
        ending: Ending,
    ) -> Result<std::result::Result<bool, Denied>> {
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, actor) = (journal.tenant.id, by.actor());
            let Some(user) = user_find(tx, &tenant, &of)?.filter(|user| !user.standing.is_gone()) else {
                return Ok(Ok(false));
            };
            let allowed = may(actor, Act::EndSessions, Target { id: user.id, role: user.role });
            if let Err(denied) = while_signed_in(tx, &tenant, &by.stands_on(), allowed)? {
                journal.record(tx, actor, Some(&user), &Event::Denied { why: denied })?;
                return Ok(Err(denied));
            }
            Ok(Ok(end(tx, &mut journal, actor, &user, ending)?))
        };
        Ok(self.0.store.write(save).await?)
    }

    async fn touch(&self, tenant: &Tenant, session: &Session, now: Time) -> Result<()> {
        if session.to_be_touched() {
            let (tenant, id) = (tenant.id, session.id);
            self.0.store.write(move |tx| session_touch(tx, &tenant, &id, now)).await?;
        }
        Ok(())
    }
}

/// Opens a person's next epoch from within one of their sessions, which goes with it under another cookie.
pub(super) struct Follow {
    pub(super) user: User,
    pub(super) token: Token,
    stands_on: StandsOn,
}

impl Follow {
    pub(super) fn new(visit: &mut Visit, session: &Session) -> Follow {
        Follow {
            user: session.user.clone(),
            token: Token::new(&mut visit.moment),
            stands_on: session.stands_on(),
        }
    }

    /// Whether the session still holds: asked before anything is written.
    pub(super) fn holds(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        session_holds(tx, &self.user.tenant, &self.stands_on)
    }

    /// False when the person changed meanwhile, or this session was ended: then nothing is changed.
    pub(super) fn open_epoch(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        if !self.holds(tx)? || !user_open_epoch(tx, &self.user)? {
            return Ok(false);
        }
        self.follow(tx)
    }

    /// The person's next epoch was opened in this transaction.
    pub(super) fn follow(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let User { tenant, id, epoch, .. } = &self.user;
        sign_ins_end_all(tx, tenant, id)?;
        session_follow(tx, tenant, &self.stands_on.session, epoch.saturating_add(1), &self.token.hash())
    }
}

/// What a role allows, unless the session that it is done by was ended meanwhile.
pub(super) fn while_signed_in(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    by: &StandsOn,
    allowed: std::result::Result<(), Denied>,
) -> Result<std::result::Result<(), Denied>, StoreError> {
    Ok(if session_holds(tx, tenant, by)? { allowed } else { Err(Denied::SessionEnded) })
}

/// Ends sessions of `user` and writes it down. False when there was nothing to end.
pub(super) fn end(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    actor: Actor,
    user: &User,
    ending: Ending,
) -> Result<bool, StoreError> {
    let (User { tenant, id, .. }, at) = (user, journal.moment.now());
    let (ended, event) = match ending {
        Ending::One(session) => (session_end(tx, tenant, id, &session, at)?, Event::SessionEnded { session }),
        Ending::Device(device) => {
            (device_end(tx, tenant, id, &device, at)?, Event::DeviceForgotten { device })
        }
        Ending::All => (end_all(tx, user)?, Event::AllSessionsEnded),
    };
    if ended {
        journal.record(tx, actor, Some(user), &event)?;
    }
    Ok(ended)
}

/// Ends all of a person's sessions and half-done sign-ins.
pub(super) fn end_all(tx: &mut Tx<'_>, user: &User) -> Result<bool, StoreError> {
    sign_ins_end_all(tx, &user.tenant, &user.id)?;
    user_open_epoch(tx, user)
}

/// The person's sessions that hold now.
pub(super) fn sessions_now(
    tx: &mut Tx<'_>,
    user: &User,
    policy: &Policy,
    now: Time,
) -> Result<Vec<SessionRow>, StoreError> {
    let (idle, absolute) = (policy.lifetimes.idle, policy.lifetimes.absolute);
    session_list(tx, &user.tenant, &user.id, now.minus(idle), now.minus(absolute), now)
}
