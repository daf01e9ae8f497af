//! Reports that are built by themselves, each day, week or month: asked for once by an admin, and for as long as they have their role.

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::id::ReportId;
use doorward_core::report::{Asked, Every, People, Schedule, Wanted};
use doorward_core::session::Session;
use doorward_store::Tx;
use doorward_store::report_schedules::{
    Due, schedule_due, schedule_of, schedule_put, schedule_remove, schedule_take,
};
use doorward_store::sessions::session_holds;
use doorward_store::tenants::tenant_find;
use doorward_store::users::{user_find, user_role_since};

use super::reports::ask;
use super::{App, Caller, Result, Visit};

impl App {
    /// What somebody has built by itself.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn my_report_schedule(&self, visit: &Visit, session: &Session) -> Result<Option<Schedule>> {
        let (tenant, user) = (visit.tenant.id, session.user.clone());
        let load = move |tx: &mut Tx<'_>| {
            let since = user_role_since(tx, &tenant, &user.id)?;
            let found = schedule_of(tx, &tenant, &user.id)?;
            let holds = |it: &Schedule| since.is_some_and(|since| it.holds(Actor::of(&user), since).is_ok());
            Ok(found.filter(holds))
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Has reports of these people built by itself so often from now on; or no more, without a choice. False when the session was
    /// ended meanwhile.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn schedule_reports(
        &self,
        visit: &mut Visit,
        session: &Session,
        chosen: Option<(People, Every, bool)>,
    ) -> Result<bool> {
        let (mut journal, user, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let caller = visit.caller.written()?;
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            if !session_holds(tx, &tenant, &on)? {
                return Ok(false);
            }
            let Some((people, every, mark)) = chosen else {
                if schedule_remove(tx, &tenant, &user.id)? {
                    journal.record(tx, Actor::of(&user), None, &Event::ReportUnscheduled)?;
                }
                return Ok(true);
            };
            let next_at = every.next_after(now);
            let schedule = Schedule { by: user.id, set_at: now, people, mark, every, next_at };
            schedule_put(tx, &tenant, &schedule, &caller)?;
            journal.record(tx, Actor::of(&user), None, &Event::ReportScheduled { people, every })?;
            Ok(true)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Asks for the report that is due longest, in the name of whoever wants it. False when none is.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn ask_for_due_report(&self) -> Result<bool> {
        let mut moment = self.moment()?;
        let now = moment.now();
        let load = move |tx: &mut Tx<'_>| {
            let Some(due) = schedule_due(tx, now)? else { return Ok(None) };
            Ok(tenant_find(tx, &due.tenant)?.map(|tenant| (tenant, due)))
        };
        let Some((tenant, due)) = self.0.store.read(load).await? else { return Ok(false) };
        let Due { schedule, caller, .. } = due;
        let from = Caller::read(&caller)?;
        let asked = Asked { id: ReportId::new(&mut moment), by: schedule.by, at: now };
        let mut journal = self.journal_of(tenant, from, &mut moment);
        let save = move |tx: &mut Tx<'_>| {
            let tenant = journal.tenant.id;
            if !schedule_take(tx, &tenant, &schedule, schedule.every.next_after(now))? {
                return Ok(());
            }
            let asker = user_find(tx, &tenant, &schedule.by)?.filter(|user| !user.standing.is_gone());
            let since = user_role_since(tx, &tenant, &schedule.by)?;
            let (Some(asker), Some(since)) = (asker, since) else {
                schedule_remove(tx, &tenant, &schedule.by)?;
                return journal.record(tx, Actor::System, None, &Event::ReportUnscheduled);
            };
            if schedule.holds(Actor::of(&asker), since).is_err() {
                schedule_remove(tx, &tenant, &schedule.by)?;
                return journal.record(tx, Actor::System, Some(&asker), &Event::ReportUnscheduled);
            }
            let Schedule { people, mark, .. } = schedule;
            let wanted = Wanted { people, as_of: now, past: false, mark };
            // A turn at which one is being built, or the account has had its share of the day, is left out.
            ask(tx, &mut journal, &asked, &wanted, &caller, (Actor::System, Some(&asker))).map(drop)
        };
        self.0.store.write(save).await?;
        Ok(true)
    }
}
