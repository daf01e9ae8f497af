//! People, as an admin sees them: lists, one person, and what may be done to them.

use doorward_core::authority::{Act, Actor, Denied, Target, may, may_invite, may_leave_owners};
use doorward_core::event::Event;
use doorward_core::group::Group;
use doorward_core::id::{LinkId, TenantId, UserId};
use doorward_core::letter::Letter;
use doorward_core::moment::Moment;
use doorward_core::policy::Policy;
use doorward_core::secret::Token;
use doorward_core::session::{Session, StandsOn, SteppedUp};
use doorward_core::signin::PersonFacts;
use doorward_core::tenant::Tenant;
use doorward_core::user::{Email, Role, Standing, User};
use doorward_store::authenticators::{StoredAuthenticator, authenticators_now};
use doorward_store::code_receivers::{CodeReceiver, code_receivers_now};
use doorward_store::events::{PastSignIn, past_sign_ins};
use doorward_store::exemptions::StoredExemption;
use doorward_store::findings::{Cursor, finding_count, findings_behind, findings_catch_up};
use doorward_store::groups::{group_names, groups_of};
use doorward_store::ledgers::{second_factor_ledger, second_factor_ledger_clear};
use doorward_store::links::Purpose;
use doorward_store::passkeys::{StoredPasskey, passkeys_now};
use doorward_store::policies::policy_now;
use doorward_store::recovery_codes::code_set_left;
use doorward_store::sent_codes::{SendingRow, code_sendings_of};
use doorward_store::sessions::SessionRow;
use doorward_store::sign_ins::sign_ins_end_all;
use doorward_store::tenants::tenant_list;
use doorward_store::trusted_devices::DeviceRow;
use doorward_store::users::{
    Adoption, HoldingSince, UserPage, UserQuery, UserRow, UserTimes, user_active_owners, user_adoption,
    user_by_email, user_change_role, user_change_standing, user_find, user_insert, user_list, user_times,
};
use doorward_store::{StoreError, Tx};

use super::archive::{archive, erase};
use super::devices::devices_now;
use super::exemptions::{exemption_lapses, exemption_of};
use super::facts::person_facts;
use super::journal::Journal;
use super::links::{INVITATION_LIVES, make_link};
use super::sessions::{sessions_now, while_signed_in};
use super::{App, Result, Visit};

/// So many sign-ins are on a person's page.
const SIGN_INS: u64 = 20;

/// So many askings for a passcode are shown.
const SENDINGS: u64 = 20;

/// So many people are made findable in one transaction.
const FOUND_AT_ONCE: u64 = 500;

/// It is told after so many that they are.
const TOLD_EVERY: u64 = 50_000;

/// People are counted as far as this for a list: to count a million takes longer than to show some of them.
pub const MOST_PEOPLE_COUNTED: u64 = 10_000;

/// One page of people.
#[derive(Clone, Debug)]
pub struct PeoplePage {
    /// The people, by name.
    pub people: Vec<UserRow>,
    /// Where the next page begins; none at the end.
    pub after: Option<Cursor>,
    /// How many there are in the whole list, as far as [`MOST_PEOPLE_COUNTED`] and one more.
    pub all: u64,
    /// How far their user type has come: none of more people than are counted.
    pub adoption: Option<Adoption>,
    /// What is demanded of their user type.
    pub policy: Policy,
    /// The groups of the account.
    pub groups: Vec<Group>,
}

/// Everything that an admin's page of one person shows.
#[derive(Clone, Debug)]
pub struct Person {
    /// The person and their policy.
    pub facts: PersonFacts,
    /// Their passkeys.
    pub passkeys: Vec<StoredPasskey>,
    /// Where their passcodes are sent.
    pub receivers: Vec<CodeReceiver>,
    /// The last passcodes that were asked for, and what became of them, the newest first.
    pub sendings: Vec<SendingRow>,
    /// Their authenticators.
    pub authenticators: Vec<StoredAuthenticator>,
    /// How many recovery codes are left; none without a set.
    pub codes_left: Option<u32>,
    /// Their trusted devices.
    pub devices: Vec<DeviceRow>,
    /// Their sessions.
    pub sessions: Vec<SessionRow>,
    /// Their newest sign-ins, and tries at one.
    pub sign_ins: Vec<PastSignIn>,
    /// Failures of second factors in a row.
    pub failures: u32,
    /// When they were added, last signed in and were archived.
    pub times: UserTimes,
    /// The exemption that they have now, if they have one.
    pub exemption: Option<StoredExemption>,
    /// The groups that they are in.
    pub groups: Vec<Group>,
}

/// What an admin does to a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PersonAct {
    /// Gives them another role.
    ChangeRole(Role),
    /// Keeps them out.
    Suspend,
    /// Lets them in again.
    Restore,
    /// Keeps them for the record alone, for good.
    Archive,
    /// Erases who they were, once they are archived.
    Erase,
    /// Sends their invitation again.
    InviteAgain,
    /// Has their passcodes looked at again, after a hundred wrong ones in a row. From the server's console alone.
    Reopen,
}

/// What an act or invitation came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Acted {
    /// It is done.
    Done(UserId),
    /// The role does not allow it, or the account would be left without an owner.
    Denied(Denied),
    /// It does not fit the person as they are now: changed meanwhile, or no such person.
    DoesNotFit,
    /// Somebody has that address already.
    AddressTaken,
}

impl App {
    /// One page of people.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn people(&self, visit: &Visit, query: UserQuery) -> Result<PeoplePage> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let shelf = query.wanted.shelf;
            let policy = policy_now(tx, &tenant, shelf.user_type)?
                .ok_or_else(|| StoreError::Corrupt("a user type without a policy".to_owned()))?;
            let holding = HoldingSince {
                seen_after: now.minus(policy.lifetimes.idle),
                begun_after: now.minus(policy.lifetimes.absolute),
                now,
            };
            let UserPage { people, after } = user_list(tx, &tenant, &query, holding)?;
            let all = finding_count(tx, &tenant, shelf, MOST_PEOPLE_COUNTED.saturating_add(1))?;
            let few = all <= MOST_PEOPLE_COUNTED;
            let adoption = if few { Some(user_adoption(tx, &tenant, shelf.user_type)?) } else { None };
            let groups = group_names(tx, &tenant)?;
            Ok(PeoplePage { people, after, all, adoption, policy, groups })
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Makes everybody findable who is not yet, of every account: whom an older program wrote down. One batch a transaction, so that it goes on where
    /// it was interrupted, and others come to write in between. How many that were.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn make_everybody_findable(&self) -> Result<u64> {
        let mut made = 0;
        for tenant in self.0.store.read(tenant_list).await? {
            loop {
                let catch_up = move |tx: &mut Tx<'_>| findings_catch_up(tx, &tenant.id, FOUND_AT_ONCE);
                let behind = self.0.store.read(move |tx| findings_behind(tx, &tenant.id)).await?;
                let done = if behind { self.0.store.write(catch_up).await? } else { 0 };
                made += done;
                if made >= TOLD_EVERY && made % TOLD_EVERY < done {
                    tracing::info!(people = made, "people are made findable");
                }
                if done < FOUND_AT_ONCE {
                    break;
                }
            }
        }
        Ok(made)
    }

    /// One person of the account.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn person(&self, visit: &Visit, id: UserId) -> Result<Option<Person>> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let Some(facts) = person_facts(tx, &tenant, &id)? else { return Ok(None) };
            let Some(times) = user_times(tx, &tenant, &id)? else { return Ok(None) };
            Ok(Some(Person {
                times,
                passkeys: passkeys_now(tx, &tenant, &id)?,
                receivers: code_receivers_now(tx, &tenant, &id)?,
                sendings: code_sendings_of(tx, &tenant, &id, SENDINGS)?,
                authenticators: authenticators_now(tx, &tenant, &id)?,
                codes_left: code_set_left(tx, &tenant, &id)?,
                devices: devices_now(tx, &facts.user, &facts.policy, now)?,
                sessions: sessions_now(tx, &facts.user, &facts.policy, now)?,
                sign_ins: past_sign_ins(tx, &tenant, &id, SIGN_INS)?,
                failures: second_factor_ledger(tx, &tenant, &id)?.ledger.failures,
                exemption: exemption_of(tx, &facts.user, now)?,
                groups: groups_of(tx, &tenant, &id)?,
                facts,
            }))
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Invites a person by mail.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn invite(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        name: String,
        email: Email,
        role: Role,
    ) -> Result<Acted> {
        let inviter = Some(session.user.name.clone());
        let mut invitation = NewInvitation::new(
            self.journal(visit),
            by.actor(),
            Some(by.stands_on()),
            inviter,
            &mut visit.moment,
        );
        let user = User {
            tenant: visit.tenant.id,
            id: UserId::new(&mut visit.moment),
            email,
            name,
            role,
            standing: Standing::Invited,
            epoch: 1,
            language: None,
        };
        Ok(self.0.store.write(move |tx| invitation.save(tx, &user)).await?)
    }

    /// Does something to a person.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn act(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        on: UserId,
        act: PersonAct,
    ) -> Result<Acted> {
        let inviter = Some(session.user.name.clone());
        let mut change = NewInvitation::new(
            self.journal(visit),
            by.actor(),
            Some(by.stands_on()),
            inviter,
            &mut visit.moment,
        );
        Ok(self.0.store.write(move |tx| change.act(tx, &on, act)).await?)
    }

    /// Writes down that somebody wanted to change what their role does not reach.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn note_denied(&self, visit: &mut Visit, session: &Session, why: Denied) -> Result<()> {
        let (mut journal, user) = (self.journal(visit), session.user.clone());
        let save =
            move |tx: &mut Tx<'_>| journal.record(tx, Actor::of(&user), Some(&user), &Event::Denied { why });
        Ok(self.0.store.write(save).await?)
    }

    /// Does something to a person from the server's console.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn act_as_operator(&self, tenant: Tenant, email: &Email, act: PersonAct) -> Result<Acted> {
        let mut moment = self.moment()?;
        let (id, key) = (tenant.id, email.key());
        let Some(user) = self.0.store.read(move |tx| user_by_email(tx, &id, &key)).await? else {
            return Ok(Acted::DoesNotFit);
        };
        let journal = self.console_journal(tenant, &mut moment);
        let mut change = NewInvitation::new(journal, Actor::Operator, None, None, &mut moment);
        Ok(self.0.store.write(move |tx| change.act(tx, &user.id, act)).await?)
    }
}

/// A change to a person, with an invitation at hand in case it sends one.
pub(super) struct NewInvitation {
    journal: Journal,
    actor: Actor,
    by: Option<StandsOn>,
    inviter: Option<String>,
    token: Token,
    link: LinkId,
}

impl NewInvitation {
    pub(super) fn new(
        journal: Journal,
        actor: Actor,
        by: Option<StandsOn>,
        inviter: Option<String>,
        moment: &mut Moment,
    ) -> NewInvitation {
        NewInvitation { journal, actor, by, inviter, token: Token::new(moment), link: LinkId::new(moment) }
    }

    /// The account that it is in.
    pub(super) fn tenant(&self) -> TenantId {
        self.journal.tenant.id
    }

    /// What it writes down with.
    pub(super) fn journal(&mut self) -> &mut Journal {
        &mut self.journal
    }

    /// The same, when it is done with.
    pub(super) fn into_journal(self) -> Journal {
        self.journal
    }

    /// Another link for another person.
    pub(super) fn again(&mut self) {
        self.token = Token::new(&mut self.journal.moment);
        self.link = LinkId::new(&mut self.journal.moment);
    }

    /// Invites a person.
    pub(super) fn save(&mut self, tx: &mut Tx<'_>, user: &User) -> Result<Acted, StoreError> {
        if let Err(denied) = self.still_signed_in(tx)?.and_then(|()| may_invite(self.actor, user.role)) {
            return self.deny(tx, None, denied);
        }
        if user_by_email(tx, &user.tenant, &user.email.key())?.is_some() {
            return Ok(Acted::AddressTaken);
        }
        user_insert(tx, user, self.journal.moment.now(), self.actor.person().as_ref())?;
        self.journal.record(tx, self.actor, Some(user), &Event::Invited { role: user.role })?;
        self.send(tx, user)?;
        Ok(Acted::Done(user.id))
    }

    /// Does something to a person.
    pub(super) fn act(&mut self, tx: &mut Tx<'_>, on: &UserId, act: PersonAct) -> Result<Acted, StoreError> {
        let tenant: TenantId = self.journal.tenant.id;
        let Some(user) = user_find(tx, &tenant, on)? else { return Ok(Acted::DoesNotFit) };
        let guarded = match act {
            PersonAct::ChangeRole(role) => Act::ChangeRole(role),
            PersonAct::Suspend | PersonAct::Restore => Act::Suspend,
            PersonAct::Archive => Act::Archive,
            PersonAct::Erase => Act::Erase,
            PersonAct::InviteAgain => Act::InviteAgain,
            // Nobody's by a page: there a code that is issued opens the ledger as well.
            PersonAct::Reopen if self.actor == Actor::Operator => Act::Suspend,
            PersonAct::Reopen => return self.deny(tx, Some(&user), Denied::RoleOutOfReach),
        };
        let target = Target { id: user.id, role: user.role };
        if let Err(denied) = self.still_signed_in(tx)?.and_then(|()| may(self.actor, guarded, target)) {
            return self.deny(tx, Some(&user), denied);
        }
        // Judged on what would be left, before anything is written: a refusal needs no undoing.
        let leaves_as_owner = match act {
            PersonAct::ChangeRole(role) => role != Role::Owner,
            PersonAct::Suspend | PersonAct::Archive => true,
            PersonAct::Restore | PersonAct::Erase | PersonAct::InviteAgain | PersonAct::Reopen => false,
        };
        if user.role == Role::Owner && user.standing == Standing::Active && leaves_as_owner {
            let left = user_active_owners(tx, &tenant)?.saturating_sub(1);
            if let Err(denied) = may_leave_owners(left) {
                return self.deny(tx, Some(&user), denied);
            }
        }
        let (at, by) = (self.journal.moment.now(), self.actor.person());
        let (done, event) = match (act, user.standing) {
            (PersonAct::ChangeRole(role), standing) if role != user.role && !standing.is_gone() => {
                let event = Event::RoleChanged { from: user.role, to: role };
                (user_change_role(tx, &user, role, at, by.as_ref())?, event)
            }
            (PersonAct::Suspend, Standing::Active | Standing::Invited) => {
                (user_change_standing(tx, &user, Standing::Suspended)?, Event::Suspended)
            }
            (PersonAct::Restore, Standing::Suspended) => {
                let password = doorward_store::passwords::password_find(tx, &tenant, on)?;
                let standing = if password.is_some() { Standing::Active } else { Standing::Invited };
                (user_change_standing(tx, &user, standing)?, Event::Restored)
            }
            (PersonAct::Archive, Standing::Active | Standing::Invited | Standing::Suspended) => {
                (archive(tx, &user, at)?, Event::Archived)
            }
            (PersonAct::Erase, Standing::Archived) => (erase(tx, &user)?, Event::Erased),
            (PersonAct::InviteAgain, Standing::Invited) => {
                self.send(tx, &user)?;
                (true, Event::Invited { role: user.role })
            }
            (PersonAct::Reopen, Standing::Active) => {
                second_factor_ledger_clear(tx, &tenant, &user.id)?;
                (true, Event::SecondFactorReopened)
            }
            _ => return Ok(Acted::DoesNotFit),
        };
        if !done {
            return Ok(Acted::DoesNotFit);
        }
        if !matches!(act, PersonAct::InviteAgain | PersonAct::Reopen) {
            sign_ins_end_all(tx, &tenant, &user.id)?;
        }
        self.journal.record(tx, self.actor, Some(&user), &event)?;
        // It was granted to who they were.
        if matches!(act, PersonAct::ChangeRole(_) | PersonAct::Archive) {
            exemption_lapses(tx, &mut self.journal, self.actor, &user)?;
        }
        Ok(Acted::Done(user.id))
    }

    fn send(&mut self, tx: &mut Tx<'_>, user: &User) -> Result<(), StoreError> {
        let until = self.journal.moment.now().plus(INVITATION_LIVES);
        make_link(tx, &self.journal, user, Purpose::Invitation, self.link, &self.token, until)?;
        let letter = Letter::Invitation { inviter: self.inviter.clone(), token: self.token.expose(), until };
        self.journal.post(tx, user, letter)
    }

    /// Whether the session that this is done by still holds; the operator needs none.
    fn still_signed_in(&self, tx: &mut Tx<'_>) -> Result<std::result::Result<(), Denied>, StoreError> {
        Ok(match &self.by {
            Some(on) => while_signed_in(tx, &self.journal.tenant.id, on, Ok(()))?,
            None => Ok(()),
        })
    }

    fn deny(&mut self, tx: &mut Tx<'_>, user: Option<&User>, why: Denied) -> Result<Acted, StoreError> {
        self.journal.record(tx, self.actor, user, &Event::Denied { why })?;
        Ok(Acted::Denied(why))
    }
}
