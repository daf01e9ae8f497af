//! The plan of a change of the policy: what it comes to for everybody, before anything is saved.

use doorward_core::authority::{Actor, Denied, may_administer, may_end_all};
use doorward_core::enrolment::BoundTo;
use doorward_core::factor::passkey::RelyingParty;
use doorward_core::moment::Time;
use doorward_core::policy::{Counting, Demands, Policy};
use doorward_core::rollout::{Change, Group, Keepers, Plan, Possible};
use doorward_core::session::Session;
use doorward_core::tenant::Tenant;
use doorward_core::user::UserType;
use doorward_store::findings::Cursor;
use doorward_store::policies::policy_now;
use doorward_store::policy_plans::{
    PlanPeople, PlanPerson, PlanQuery, SessionCut, plan_classes, plan_devices_ending, plan_facts_of,
    plan_facts_of_owners, plan_people, plan_sessions_ending,
};
use doorward_store::{StoreError, Tx};

use super::mail_test::mail_is_proven;
use super::sms::texts_are_proven;
use super::{App, Result, Visit};

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

/// A plan, with what ends by it.
#[derive(Clone, Debug)]
pub struct PolicyPlan {
    /// What people will meet.
    pub plan: Plan,
    /// What ends at once, of each change in the order of the plan's effects.
    pub ends: Vec<Ends>,
}

/// What a change ends at once.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Ends {
    /// So many sessions, but that of whoever makes the change.
    pub sessions: u64,
    /// So many trusted devices.
    pub devices: u64,
}

/// Why there is no plan of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotPlanned {
    /// Nothing is different.
    Unchanged,
    /// Somebody else changed it meanwhile.
    ChangedMeanwhile,
    /// People would depend on mail by it, and mail was not proven to arrive.
    MailUntested,
    /// People of this user type would depend on text messages, and these were not proven to arrive.
    TextsUntested(UserType),
    /// Passkeys alone would count, and the account can have none at its address.
    NoPasskeysHere,
    /// The role does not allow it.
    Denied(Denied),
}

/// A change, judged in one transaction.
pub(super) enum Judged {
    Plan(Plan),
    No(NotPlanned),
}

/// One page of people of a plan.
#[derive(Clone, Debug)]
pub struct PlanPage {
    /// The plan that they belong to.
    pub plan: Plan,
    /// The people, by name.
    pub people: Vec<PlanPerson>,
    /// Where the next page begins; none at the end.
    pub after: Option<Cursor>,
}

/// For whom a plan is made, and what of the server it rests on.
#[derive(Clone)]
pub(super) struct PlannedFor {
    tenant: Tenant,
    now: Time,
    pub(super) maker: Option<Session>,
    mail_route: [u8; 32],
    texts: Option<BoundTo>,
    possible: Possible,
}

impl App {
    pub(super) fn planned_for(&self, tenant: Tenant, now: Time, maker: Option<Session>) -> PlannedFor {
        let texts = self.sms_route();
        let possible =
            Possible { passkeys: RelyingParty::of(&tenant).is_some(), texts: texts.is_some(), now };
        PlannedFor { tenant, now, maker, mail_route: self.mail_route(), texts, possible }
    }

    /// Whether there can be a plan of these changes at all: without a look at the people.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn check_policy(
        &self,
        visit: &Visit,
        session: &Session,
        changes: Vec<PolicyChange>,
    ) -> Result<std::result::Result<(), NotPlanned>> {
        let maker = Some(session.clone());
        let planned_for = self.planned_for(visit.tenant.clone(), visit.moment.now(), maker);
        let check = move |tx: &mut Tx<'_>| Ok(planned_for.check(tx, &changes)?.map(drop));
        Ok(self.0.store.read(check).await?)
    }

    /// The plan of these changes.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn plan_policy(
        &self,
        visit: &Visit,
        session: &Session,
        changes: Vec<PolicyChange>,
    ) -> Result<std::result::Result<PolicyPlan, NotPlanned>> {
        let maker = Some(session.clone());
        self.plan(self.planned_for(visit.tenant.clone(), visit.moment.now(), maker), changes).await
    }

    /// The plan of these changes, made from the server's console.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn plan_policy_as_operator(
        &self,
        tenant: Tenant,
        changes: Vec<PolicyChange>,
    ) -> Result<std::result::Result<PolicyPlan, NotPlanned>> {
        let now = self.moment()?.now();
        self.plan(self.planned_for(tenant, now, None), changes).await
    }

    async fn plan(
        &self,
        planned_for: PlannedFor,
        changes: Vec<PolicyChange>,
    ) -> Result<std::result::Result<PolicyPlan, NotPlanned>> {
        // Beside each other: with a million people each takes a second. What ends is told and nothing rests on it, so it may be of another moment.
        let (for_ends, changes_that_end) = (planned_for.clone(), changes.clone());
        let judge = move |tx: &mut Tx<'_>| planned_for.judge(tx, &changes);
        let end = move |tx: &mut Tx<'_>| match for_ends.check(tx, &changes_that_end)? {
            Ok(changes) => {
                let ends: Result<Vec<Ends>, StoreError> =
                    changes.iter().map(|change| for_ends.ending(tx, change)).collect();
                ends.map(Ok)
            }
            Err(why) => Ok(Err(why)),
        };
        let (judged, ends) = tokio::try_join!(self.0.store.read(judge), self.0.store.read(end))?;
        Ok(match (judged, ends) {
            (Judged::Plan(plan), Ok(ends)) => Ok(PolicyPlan { plan, ends }),
            (Judged::No(why), _) | (_, Err(why)) => Err(why),
        })
    }

    /// One page of the people of a user type who are in a group of the plan of these changes.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn plan_people(
        &self,
        visit: &Visit,
        session: &Session,
        changes: Vec<PolicyChange>,
        group: Group,
        query: PlanQuery,
    ) -> Result<std::result::Result<PlanPage, NotPlanned>> {
        let planned_for = self.planned_for(visit.tenant.clone(), visit.moment.now(), Some(session.clone()));
        let load = move |tx: &mut Tx<'_>| {
            let changes = match planned_for.check(tx, &changes)? {
                Ok(changes) => changes,
                Err(why) => return Ok(Err(why)),
            };
            // Who is in a group is judged of facts alone: nobody needs to be counted for it.
            let plan = Plan::of(changes, &[], planned_for.possible, &Keepers::default());
            let query = PlanQuery { facts: plan.facts_of(query.user_type, group), ..query.clone() };
            let PlanPeople { people, after } =
                plan_people(tx, &planned_for.tenant.id, &query, planned_for.now)?;
            Ok(Ok(PlanPage { plan, people, after }))
        };
        Ok(self.0.store.read(load).await?)
    }
}

impl PlannedFor {
    /// Who makes the change.
    pub(super) fn actor(&self) -> Actor {
        self.maker.as_ref().map_or(Actor::Operator, Session::actor)
    }

    /// Whether their role allows it.
    pub(super) fn allowed(&self, changes: &[PolicyChange]) -> std::result::Result<(), Denied> {
        let actor = self.actor();
        let mut ends = changes.iter().filter(|change| change.end_sessions);
        may_administer(actor).and_then(|()| ends.try_for_each(|change| may_end_all(actor, change.user_type)))
    }

    /// The changes that can be planned, each with what it changes.
    fn check(
        &self,
        tx: &mut Tx<'_>,
        changes: &[PolicyChange],
    ) -> Result<std::result::Result<Vec<Change>, NotPlanned>, StoreError> {
        if let Err(denied) = self.allowed(changes) {
            return Ok(Err(NotPlanned::Denied(denied)));
        }
        let tenant = &self.tenant.id;
        let mut found = Vec::new();
        for change in changes {
            let old = policy_now(tx, tenant, change.user_type)?;
            let Some(old) = old.filter(|old| old.version == change.seen_version) else {
                return Ok(Err(NotPlanned::ChangedMeanwhile));
            };
            if old.demands() != change.demands || change.end_sessions {
                found.push(Change { old, to: change.demands, end_sessions: change.end_sessions });
            }
        }
        if found.is_empty() {
            return Ok(Err(NotPlanned::Unchanged));
        }
        let needs_mail = found.iter().any(|change| change.old.begins_to_need_mail(change.to));
        if needs_mail && !mail_is_proven(tx, tenant, &self.mail_route, self.now)? {
            return Ok(Err(NotPlanned::MailUntested));
        }
        let needs_texts = found.iter().find(|change| change.old.begins_to_need_texts(change.to));
        if let Some(change) = needs_texts
            && !texts_are_proven(tx, tenant, self.texts.as_ref(), self.now)?
        {
            return Ok(Err(NotPlanned::TextsUntested(change.old.user_type)));
        }
        let passkeys_alone = |change: &Change| change.to.methods.counting == Counting::PhishingResistant;
        if !self.possible.passkeys && found.iter().any(passkeys_alone) {
            return Ok(Err(NotPlanned::NoPasskeysHere));
        }
        Ok(Ok(found))
    }

    /// The plan, or why there is none.
    pub(super) fn judge(&self, tx: &mut Tx<'_>, changes: &[PolicyChange]) -> Result<Judged, StoreError> {
        let changes = match self.check(tx, changes)? {
            Ok(changes) => changes,
            Err(why) => return Ok(Judged::No(why)),
        };
        let (tenant, now) = (&self.tenant.id, self.now);
        let maker = match &self.maker {
            None => None,
            Some(session) => {
                Some((session.user.user_type(), plan_facts_of(tx, tenant, &session.user.id, now)?))
            }
        };
        let keepers = Keepers { maker, owners: plan_facts_of_owners(tx, tenant, now)? };
        Ok(Judged::Plan(Plan::of(changes, &plan_classes(tx, tenant, now)?, self.possible, &keepers)))
    }

    /// What a change ends at once, if it is made now.
    fn ending(&self, tx: &mut Tx<'_>, change: &Change) -> Result<Ends, StoreError> {
        let (tenant, now, old) = (&self.tenant.id, self.now, &change.old);
        let new = old.changed(change.to, change.end_sessions, now);
        let shorter = |of: fn(&Policy) -> std::time::Duration| of(&new) < of(old);
        let cuts = shorter(|it| it.lifetimes.idle) || shorter(|it| it.lifetimes.absolute);
        let kept = |span: std::time::Duration| if change.end_sessions { now } else { now.minus(span) };
        let own = self.maker.as_ref().filter(|own| own.policy.user_type == old.user_type);
        let cut = SessionCut {
            seen_after: now.minus(old.lifetimes.idle),
            begun_after: now.minus(old.lifetimes.absolute),
            kept_seen_after: kept(new.lifetimes.idle),
            kept_begun_after: kept(new.lifetimes.absolute),
            now,
            but: own.map(|session| session.id),
        };
        let sessions = if cuts || change.end_sessions {
            plan_sessions_ending(tx, tenant, old.user_type, &cut)?
        } else {
            0
        };
        let (from, to) = (trusted_after(old, now), trusted_after(&new, now));
        let devices =
            if to > from { plan_devices_ending(tx, tenant, old.user_type, (from, to), now)? } else { 0 };
        Ok(Ends { sessions, devices })
    }
}

/// Devices that were trusted after this are trusted now, as far as the policy goes.
fn trusted_after(policy: &Policy, now: Time) -> Time {
    let span = policy.asking.remembers_for();
    span.map_or(now, |span| policy.devices_since.max(now.minus(span)))
}
