//! Locked out? Ask. After a right password, whoever has no second factor left asks those who may help, and these find the request in
//! one list.

use std::time::Duration;

use doorward_core::authority::{Act, Actor, Denied, Target, may};
use doorward_core::event::Event;
use doorward_core::factor::Methods;
use doorward_core::id::{HelpRequestId, UserId};
use doorward_core::letter::Letter;
use doorward_core::moment::Time;
use doorward_core::policy::SecondFactor;
use doorward_core::session::{Session, SteppedUp};
use doorward_core::user::{User, UserType};
use doorward_store::caller_proofs::{CallerProof, caller_proof_given};
use doorward_store::help_requests::{
    HelpRequest, Outcome, help_request_close, help_request_open, help_request_put, help_requests_count,
    help_requests_since, help_requests_waiting,
};
use doorward_store::recovery_codes::code_set_left;
use doorward_store::registrations::registration_now;
use doorward_store::users::{user_find, users_who_administer};
use doorward_store::{StoreError, Tx};

use super::facts::person_facts;
use super::recovery::Decided;
use super::sessions::while_signed_in;
use super::signin::SignIn;
use super::{App, Error, Result, Visit};

/// So often a person may ask in a day: each is a mail to everybody who may help.
const A_DAY: u64 = 3;

/// So many requests are shown.
const SHOWN: i64 = 200;

/// The longest reason that is kept, in characters.
pub const LONGEST_REASON: usize = 500;

/// What somebody sees who has no second factor at hand.
#[derive(Clone, Debug)]
pub struct LockedOut {
    /// Who they are.
    pub user: User,
    /// When they asked for help, if the request is open.
    pub asked_at: Option<Time>,
    /// Whether anybody may help them by a code.
    pub helpers: bool,
    /// Whether anybody may register here: then an end user can make another account.
    pub may_register: bool,
}

/// What asking for help came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Those who may help are told.
    Yes,
    /// They are told already.
    Already,
    /// They were told often enough today.
    TooOften,
    /// Nobody may help this person by a code.
    Nobody,
}

/// A request, as this admin may decide on it.
#[derive(Clone, Debug)]
pub struct HelpWanted {
    /// The request.
    pub request: HelpRequest,
    /// Who asks.
    pub user: User,
    /// What they have set up.
    pub methods: Methods,
    /// How many recovery codes they have left.
    pub codes_left: u32,
    /// Whether this admin may help them.
    pub may_help: bool,
    /// The proof that they gave on the telephone since they asked, and who asked for it.
    pub proof: Option<(CallerProof, String)>,
}

impl App {
    /// What somebody sees who has no second factor at hand.
    ///
    /// # Errors
    /// [`Error::Store`]; [`Error::Gone`] when the person is gone.
    pub async fn locked_out(&self, visit: &Visit, sign_in: &SignIn) -> Result<LockedOut> {
        let (tenant, id) = (visit.tenant.id, sign_in.user()?);
        let load = move |tx: &mut Tx<'_>| {
            let Some(user) = user_find(tx, &tenant, &id)? else { return Ok(None) };
            let may_register = registration_now(tx, &tenant)?.registration
                != doorward_core::registration::Registration::Closed;
            Ok(Some(LockedOut {
                asked_at: help_request_open(tx, &tenant, &id)?.map(|request| request.asked_at),
                helpers: !helpers(tx, &user)?.is_empty(),
                may_register: may_register && user.user_type() == UserType::EndUser,
                user,
            }))
        };
        self.0.store.read(load).await?.ok_or(Error::Gone("a person"))
    }

    /// Asks those who may help. One open request a person.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn ask_for_help(&self, visit: &mut Visit, sign_in: &SignIn) -> Result<Asked> {
        let (user, id) = (sign_in.user()?, HelpRequestId::new(&mut visit.moment));
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            let Some(person) = person_facts(tx, &tenant, &user)? else { return Ok(Asked::Nobody) };
            let user = &person.user;
            let helpers = helpers(tx, user)?;
            if helpers.is_empty() || person.required(now) != SecondFactor::Asked {
                return Ok(Asked::Nobody);
            }
            if help_request_open(tx, &tenant, &user.id)?.is_some() {
                return Ok(Asked::Already);
            }
            if help_requests_since(tx, &tenant, &user.id, now.minus(Duration::from_secs(86_400)))? >= A_DAY {
                return Ok(Asked::TooOften);
            }
            let (address, browser) = journal.origin();
            let request = HelpRequest { id, user: user.id, asked_at: now, address, browser };
            if !help_request_put(tx, &tenant, &request)? {
                return Ok(Asked::Already);
            }
            journal.record(tx, Actor::of(user), Some(user), &Event::HelpAsked)?;
            for helper in &helpers {
                journal.post(tx, helper, Letter::HelpAsked { of: user.name.clone() })?;
            }
            Ok(Asked::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The requests that wait, the oldest first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn help_wanted(&self, visit: &Visit, session: &Session) -> Result<Vec<HelpWanted>> {
        let (tenant, actor) = (visit.tenant.id, session.actor());
        let load = move |tx: &mut Tx<'_>| {
            let mut wanted = Vec::new();
            for request in help_requests_waiting(tx, &tenant, SHOWN)? {
                let Some(person) = person_facts(tx, &tenant, &request.user)? else { continue };
                let proof = caller_proof_given(tx, &tenant, &request.user, &request.id)?;
                let proof = match proof {
                    Some(it) => {
                        let by = user_find(tx, &tenant, &it.asked_by)?.map(|by| by.name);
                        Some((it, by.unwrap_or_default()))
                    }
                    None => None,
                };
                wanted.push(HelpWanted {
                    proof,
                    codes_left: code_set_left(tx, &tenant, &request.user)?.unwrap_or(0),
                    may_help: may_help(actor, &person.user).is_ok(),
                    methods: person.methods,
                    user: person.user,
                    request,
                });
            }
            Ok(wanted)
        };
        Ok(self.0.store.read(load).await?)
    }

    /// How many there are.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn help_wanted_count(&self, visit: &Visit) -> Result<u64> {
        let tenant = visit.tenant.id;
        Ok(self.0.store.read(move |tx| help_requests_count(tx, &tenant)).await?)
    }

    /// Declines a person's request. They are told why.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn decline_help(
        &self,
        visit: &mut Visit,
        by: SteppedUp,
        of: UserId,
        reason: String,
    ) -> Result<Decided> {
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at, actor) = (journal.tenant.id, journal.moment.now(), by.actor());
            let Some(user) = user_find(tx, &tenant, &of)? else { return Ok(Decided::ChangedMeanwhile) };
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), may_help(actor, &user))? {
                journal.record(tx, actor, Some(&user), &Event::Denied { why })?;
                return Ok(Decided::Denied(why));
            }
            let who = actor.person();
            let closed =
                help_request_close(tx, &tenant, &of, Outcome::Declined, who.as_ref(), Some(&reason), at)?;
            if !closed {
                return Ok(Decided::ChangedMeanwhile);
            }
            journal.record(tx, actor, Some(&user), &Event::HelpDeclined)?;
            journal.post(tx, &user, Letter::HelpDeclined { reason: reason.clone() })?;
            Ok(Decided::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }
}

fn may_help(actor: Actor, user: &User) -> Result<(), Denied> {
    may(actor, Act::Recover, Target { id: user.id, role: user.role })
}

/// Those who may issue a code for a person.
fn helpers(tx: &mut Tx<'_>, user: &User) -> Result<Vec<User>, StoreError> {
    let mut all = users_who_administer(tx, &user.tenant)?;
    all.retain(|helper| may_help(Actor::of(helper), user).is_ok());
    Ok(all)
}
