//! The 2FA status report: asked for by an admin, built piece by piece by a job, told by mail, and fetched by whoever asked.

use doorward_core::authority::Actor;
use doorward_core::csv;
use doorward_core::event::Event;
use doorward_core::id::{ReportId, TenantId, UserId};
use doorward_core::letter::Letter;
use doorward_core::moment::{A_DAY, Time};
use doorward_core::report::{
    Asked, COLUMNS, LIVES_FOR, MOST_A_DAY, REPEATED_WITHIN, Refused, Wanted, may_fetch,
};
use doorward_core::session::Session;
use doorward_core::tenant::Tenant;
use doorward_core::user::User;
use doorward_store::reports::{
    StoredReport, report_add, report_ask, report_caller, report_find, report_lines, report_part,
    report_remove, report_total, report_waiting, reports_of, reports_since,
};
use doorward_store::sessions::session_holds;
use doorward_store::tenants::tenant_find;
use doorward_store::users::{user_find, user_role_since};
use doorward_store::{StoreError, Tx};

use super::journal::Journal;
use super::{App, Caller, Result, Visit};

/// So many people are in memory while a report is built, and in one of its pieces.
const PEOPLE_AT_ONCE: u64 = 500;

/// What asking for a report came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportAsked {
    /// It is being built.
    Yes(ReportId),
    /// One of theirs is being built, or was asked for a moment ago.
    Building,
    /// The account has had as many as it may have in a day.
    Enough,
}

/// A report on its way to whoever fetches it, piece by piece.
#[derive(Clone, Copy, Debug)]
pub struct ReportFile {
    tenant: TenantId,
    id: ReportId,
    next: u64,
    parts: u64,
}

/// A report that is written as it is read: for the server's console.
#[derive(Clone, Copy, Debug)]
pub struct ReportLines {
    tenant: TenantId,
    wanted: Wanted,
    last: Option<UserId>,
    began: bool,
    ended: bool,
}

impl App {
    /// Asks for a report. Two askings at once are one.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn ask_for_report(
        &self,
        visit: &mut Visit,
        session: &Session,
        wanted: Wanted,
    ) -> Result<ReportAsked> {
        let (mut journal, user, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let asked = Asked { id: ReportId::new(&mut visit.moment), by: user.id, at: visit.moment.now() };
        let caller = visit.caller.written()?;
        let save = move |tx: &mut Tx<'_>| {
            let tenant = journal.tenant.id;
            if !session_holds(tx, &tenant, &on)? {
                return Ok(ReportAsked::Building);
            }
            let last = reports_of(tx, &tenant, &asked.by, asked.at)?.first().map(|it| it.asked.at);
            if last.is_some_and(|last| asked.at.since(last) < REPEATED_WITHIN) {
                return Ok(ReportAsked::Building);
            }
            ask(tx, &mut journal, &asked, &wanted, &caller, (Actor::of(&user), None))
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The reports that somebody may fetch, the newest first.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn my_reports(&self, visit: &Visit, session: &Session) -> Result<Vec<StoredReport>> {
        let (tenant, now, user) = (visit.tenant.id, visit.moment.now(), session.user.clone());
        let load = move |tx: &mut Tx<'_>| {
            let Some(since) = user_role_since(tx, &tenant, &user.id)? else { return Ok(Vec::new()) };
            let mut found = reports_of(tx, &tenant, &user.id, now)?;
            found.retain(|it| may_fetch(&it.asked, Actor::of(&user), since, now).is_ok());
            Ok(found)
        };
        Ok(self.0.store.read(load).await?)
    }

    /// A report, for whoever may fetch it; none when it is there for nobody, or is another's.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn report(
        &self,
        visit: &Visit,
        session: &Session,
        id: ReportId,
    ) -> Result<Option<std::result::Result<StoredReport, Refused>>> {
        let (tenant, now, user) = (visit.tenant.id, visit.moment.now(), session.user.clone());
        Ok(self.0.store.read(move |tx| judged(tx, &tenant, &user, id, now)).await?)
    }

    /// Begins to fetch a report that is ready, and writes that down.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn fetch_report(
        &self,
        visit: &mut Visit,
        session: &Session,
        id: ReportId,
    ) -> Result<Option<(StoredReport, ReportFile)>> {
        let (mut journal, user, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let fetch = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            let Some(Ok(report)) = judged(tx, &tenant, &user, id, now)? else { return Ok(None) };
            if report.ready_at.is_none() || !session_holds(tx, &tenant, &on)? {
                return Ok(None);
            }
            let people = report.wanted.people;
            journal.record(tx, Actor::of(&user), None, &Event::ReportFetched { people })?;
            Ok(Some((report, ReportFile { tenant, id, next: 0, parts: report.parts })))
        };
        Ok(self.0.store.write(fetch).await?)
    }

    /// The next piece of a report; none after its end.
    ///
    /// # Errors
    /// [`super::Error::Store`], also when the report is gone meanwhile: then the file is not whole, and must not look so.
    pub async fn next_of_report(&self, file: &mut ReportFile) -> Result<Option<String>> {
        if file.next >= file.parts {
            return Ok(None);
        }
        let ReportFile { tenant, id, next, .. } = *file;
        file.next = next.saturating_add(1);
        let part = self.0.store.read(move |tx| report_part(tx, &tenant, &id, next)).await?;
        Ok(Some(part.ok_or(super::Error::Gone("a report"))?))
    }

    /// Builds the next piece of the report that was asked for first. False when none waits.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn build_report(&self) -> Result<bool> {
        let mut moment = self.moment()?;
        let now = moment.now();
        let Some((tenant, report)) = self.0.store.read(move |tx| report_waiting(tx, now)).await? else {
            return Ok(false);
        };
        let load = move |tx: &mut Tx<'_>| {
            let lines = report_lines(tx, &tenant, &report.wanted, report.last_user.as_ref(), PEOPLE_AT_ONCE)?;
            Ok((tenant_find(tx, &tenant)?, report_caller(tx, &tenant, &report.asked.id)?, lines))
        };
        let (account, caller, lines) = self.0.store.read(load).await?;
        let (Some(account), Some(caller)) = (account, caller) else { return Ok(false) };
        let caller = Caller::read(&caller)?;
        let mut text = String::new();
        if report.parts == 0 {
            text = head(&report.wanted);
        }
        lines.iter().for_each(|line| text.push_str(&csv::line(line.cells())));
        let (people, last) = (lines.len() as u64, lines.last().map(|line| line.id).or(report.last_user));
        let ready_at = (people < PEOPLE_AT_ONCE).then_some(now);
        // The mail says from where it was asked for: whoever did not ask has to learn that somebody did.
        let mut journal = self.journal_of(account, caller, &mut moment);
        let save = move |tx: &mut Tx<'_>| {
            // Whoever asked may have lost their role since: nobody will fetch it then, and no mail says that it is there.
            let asker = user_find(tx, &tenant, &report.asked.by)?;
            let since = user_role_since(tx, &tenant, &report.asked.by)?;
            let (Some(asker), Some(since)) = (asker, since) else {
                return report_remove(tx, &tenant, &report.asked.id);
            };
            if may_fetch(&report.asked, Actor::of(&asker), since, now).is_err() || asker.standing.is_gone() {
                return report_remove(tx, &tenant, &report.asked.id);
            }
            let added = report_add(tx, &tenant, &report, &text, people, last.as_ref(), ready_at)?;
            if added && ready_at.is_some() {
                let until = report.asked.at.plus(LIVES_FOR);
                journal.post(tx, &asker, Letter::ReportReady { report: report.asked.id, until })?;
            }
            Ok(())
        };
        self.0.store.write(save).await?;
        Ok(true)
    }

    /// A report for somebody at the server's console, written as it is read.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn report_as_operator(&self, tenant: Tenant, wanted: Wanted) -> Result<ReportLines> {
        let (id, mut journal) = (tenant.id, self.console_journal(tenant, &mut self.moment()?));
        let event = Event::ReportFetched { people: wanted.people };
        let save = move |tx: &mut Tx<'_>| journal.record(tx, Actor::Operator, None, &event);
        self.0.store.write(save).await?;
        Ok(ReportLines { tenant: id, wanted, last: None, began: false, ended: false })
    }

    /// The next piece of such a report; none after its end.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn next_lines(&self, report: &mut ReportLines) -> Result<Option<String>> {
        if report.ended {
            return Ok(None);
        }
        let ReportLines { tenant, wanted, last, .. } = *report;
        let load = move |tx: &mut Tx<'_>| report_lines(tx, &tenant, &wanted, last.as_ref(), PEOPLE_AT_ONCE);
        let lines = self.0.store.read(load).await?;
        let mut text = if report.began { String::new() } else { head(&wanted) };
        lines.iter().for_each(|line| text.push_str(&csv::line(line.cells())));
        report.began = true;
        report.ended = (lines.len() as u64) < PEOPLE_AT_ONCE;
        report.last = lines.last().map(|line| line.id).or(report.last);
        Ok(Some(text))
    }
}

/// Has a report built, unless one of theirs is, or the account has had as many as it may: `by` says who asks, and for whom if for
/// somebody else.
pub(super) fn ask(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    asked: &Asked,
    wanted: &Wanted,
    caller: &str,
    (actor, subject): (Actor, Option<&User>),
) -> Result<ReportAsked, StoreError> {
    let tenant = journal.tenant.id;
    if reports_since(tx, &tenant, asked.at.minus(A_DAY))? >= MOST_A_DAY {
        return Ok(ReportAsked::Enough);
    }
    let total = report_total(tx, &tenant, wanted)?;
    if !report_ask(tx, &tenant, asked, wanted, total, asked.at.plus(LIVES_FOR), caller)? {
        return Ok(ReportAsked::Building);
    }
    journal.record(tx, actor, subject, &Event::ReportAsked { people: wanted.people })?;
    Ok(ReportAsked::Yes(asked.id))
}

/// What a report begins with.
fn head(wanted: &Wanted) -> String {
    let mark = if wanted.mark { csv::BYTE_ORDER_MARK } else { "" };
    format!("{mark}{}", csv::line(COLUMNS))
}

/// A report, and whether this person may fetch it now.
fn judged(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &User,
    id: ReportId,
    now: Time,
) -> Result<Option<std::result::Result<StoredReport, Refused>>, StoreError> {
    let (Some(report), Some(since)) = (report_find(tx, tenant, &id)?, user_role_since(tx, tenant, &user.id)?)
    else {
        return Ok(None);
    };
    Ok(match may_fetch(&report.asked, Actor::of(user), since, now) {
        Ok(()) => Some(Ok(report)),
        // Whether there is a report of somebody else is nobody's business.
        Err(Refused::Anothers) => None,
        Err(refused) => Some(Err(refused)),
    })
}
