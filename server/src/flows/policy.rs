//! The account's policy: reading it, and changing it.

use doorward_core::authority::{Denied, may_administer, may_end_all};
use doorward_core::event::Event;
use doorward_core::policy::{Counting, Demands, Policy};
use doorward_core::session::{Session, SteppedUp};
use doorward_core::user::UserType;
use doorward_store::policies::{policy_now, policy_replace};
use doorward_store::sessions::session_follow_policy;
use doorward_store::users::{Adoption, user_adoption, users_left_without};
use doorward_store::{StoreError, Tx};

use super::mail_test::mail_is_proven;
use super::sessions::while_signed_in;
use super::sms::texts_are_proven;
use super::{App, Result, Visit};

/// The policy of a user type, and how far its people have come.
#[derive(Clone, Debug)]
pub struct PolicyStanding {
    /// What is demanded.
    pub policy: Policy,
    /// Who has set a second factor up.
    pub adoption: Adoption,
}

/// What an admin wants of a user type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PolicyChange {
    /// Whose policy.
    pub user_type: UserType,
    /// What is demanded.
    pub demands: Demands,
    /// Whether all sessions of the user type are ended with it, and its trusted devices forgotten.
    pub end_sessions: bool,
    /// The version that the admin saw.
    pub seen_version: u64,
}

/// What saving came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PolicySaved {
    /// It is saved.
    Yes,
    /// Nothing was different.
    Unchanged,
    /// Somebody else changed it meanwhile: nothing was saved.
    ChangedMeanwhile,
    /// People would depend on mail by it, and mail was not proven to arrive: nothing was saved.
    MailUntested,
    /// People of this user type would depend on text messages, and these were not proven to arrive: nothing was saved.
    TextsUntested(UserType),
    /// Passkeys alone would count, and the account can have none at its address: nothing was saved.
    NoPasskeysHere,
    /// People would be left with no method that counts, and nobody said that they may be: nothing was saved.
    LeavesWithout {
        /// How many.
        people: u64,
        /// Some of them, by name.
        names: Vec<String>,
    },
    /// The role does not allow it.
    Denied(Denied),
}

impl App {
    /// The policy of both user types.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn policies(&self, visit: &Visit) -> Result<Vec<PolicyStanding>> {
        let tenant = visit.tenant.id;
        let load = move |tx: &mut Tx<'_>| {
            let mut found = Vec::new();
            for user_type in UserType::ALL {
                if let Some(policy) = policy_now(tx, &tenant, user_type)? {
                    found.push(PolicyStanding { policy, adoption: user_adoption(tx, &tenant, user_type)? });
                }
            }
            Ok(found)
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Saves changes to the policy, all or none. One that demands a second factor waits until mail was proven to arrive:
    /// without it, whoever loses a password or is to be invited again stays outside.
    ///
    /// Who is signed in goes on until that session ends, unless the change ends sessions. The admin's own session goes
    /// on in any case: it has a second factor, fresher than ten minutes.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn save_policy(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        changes: Vec<PolicyChange>,
    ) -> Result<PolicySaved> {
        self.save_demands(visit, session, by, changes, true).await
    }

    /// Saves which methods count, as [`App::save_policy`] does. A choice that leaves people with no method that counts waits until
    /// somebody `confirmed` that: such people are asked for what they have, and set up one that counts after it.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn save_method_rules(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        changes: Vec<PolicyChange>,
        confirmed: bool,
    ) -> Result<PolicySaved> {
        self.save_demands(visit, session, by, changes, confirmed).await
    }

    async fn save_demands(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        changes: Vec<PolicyChange>,
        confirmed: bool,
    ) -> Result<PolicySaved> {
        let (mut journal, own, route) = (self.journal(visit), session.clone(), self.mail_route());
        let (texts, passkeys) = (self.sms_route(), self.can_have_passkeys(visit));
        let save = move |tx: &mut Tx<'_>| -> Result<PolicySaved, StoreError> {
            let (tenant, at, actor) = (journal.tenant.id, journal.moment.now(), by.actor());
            let mut ends = changes.iter().filter(|change| change.end_sessions);
            let allowed = may_administer(actor)
                .and_then(|()| ends.try_for_each(|change| may_end_all(actor, change.user_type)));
            if let Err(denied) = while_signed_in(tx, &tenant, &by.stands_on(), allowed)? {
                journal.record(tx, actor, Some(&own.user), &Event::Denied { why: denied })?;
                return Ok(PolicySaved::Denied(denied));
            }
            let mut to_save = Vec::new();
            for change in &changes {
                let Some(old) = policy_now(tx, &tenant, change.user_type)? else {
                    return Ok(PolicySaved::ChangedMeanwhile);
                };
                if old.version != change.seen_version {
                    return Ok(PolicySaved::ChangedMeanwhile);
                }
                if old.demands() != change.demands || change.end_sessions {
                    to_save.push((old, *change));
                }
            }
            let needs_mail = to_save.iter().any(|(old, change)| old.begins_to_need_mail(change.demands));
            if needs_mail && !mail_is_proven(tx, &tenant, &route, at)? {
                return Ok(PolicySaved::MailUntested);
            }
            let needs_texts = to_save.iter().find(|(old, change)| old.begins_to_need_texts(change.demands));
            if let Some((_, change)) = needs_texts
                && !texts_are_proven(tx, &tenant, texts.as_ref(), at)?
            {
                return Ok(PolicySaved::TextsUntested(change.user_type));
            }
            let needs_passkeys =
                |change: &PolicyChange| change.demands.methods.counting == Counting::PhishingResistant;
            if !passkeys && to_save.iter().any(|(_, change)| needs_passkeys(change)) {
                return Ok(PolicySaved::NoPasskeysHere);
            }
            if !confirmed {
                let (mut people, mut names) = (0_u64, Vec::new());
                for (old, change) in &to_save {
                    if old.methods.narrows(change.demands.methods) {
                        let left = users_left_without(tx, &tenant, change.user_type, change.demands.methods)?;
                        people = people.saturating_add(left.people);
                        names.extend(left.names);
                    }
                }
                if people > 0 {
                    return Ok(PolicySaved::LeavesWithout { people, names });
                }
            }
            for (old, change) in &to_save {
                let next = old.changed(change.demands, change.end_sessions, at);
                if !policy_replace(tx, &tenant, &next, at, actor.person().as_ref())? {
                    return Err(StoreError::Corrupt("a policy version that is closed twice".to_owned()));
                }
                if change.end_sessions && own.policy.user_type == change.user_type {
                    session_follow_policy(tx, &tenant, &own.id, next.epoch)?;
                }
                let event = Event::PolicyChanged {
                    user_type: change.user_type,
                    requirement: change.demands.requirement,
                    asking: Some(change.demands.asking),
                    methods: Some(change.demands.methods),
                    lifetimes: change.demands.lifetimes,
                    sessions_ended: change.end_sessions,
                };
                journal.record(tx, actor, None, &event)?;
            }
            Ok(if to_save.is_empty() { PolicySaved::Unchanged } else { PolicySaved::Yes })
        };
        Ok(self.0.store.write(save).await?)
    }
}
