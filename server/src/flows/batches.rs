//! Many people at once: a batch is begun, looked at by a job, shown, and done by the job once somebody said yes to it.
//!
//! Each step is one transaction that takes the next block of rows and does it. The step is taken first, by one conditional UPDATE: of two nodes
//! one has it, and after a crash it was either taken and done or neither.

use doorward_core::authority::{Actor, may_administer};
use doorward_core::batch::{
    AT_ONCE, Act, Counts, LIVES_FOR, MOST_A_DAY, MOST_LETTERS_WAITING, MOST_ROWS, Maker, Row, State, Work,
    goes_on, is_kept,
};
use doorward_core::event::Event;
use doorward_core::finding::Wanted;
use doorward_core::id::{BatchId, GroupId, TenantId, UserId};
use doorward_core::language::Language;
use doorward_core::moment::A_DAY;
use doorward_core::people_file::{NoFile, ToImport, people_to_import};
use doorward_core::rollout::Reason;
use doorward_core::session::{Session, SteppedUp};
use doorward_core::user::User;
use doorward_store::batches::{
    StoredBatch, batch_begin, batch_block, batch_block_insert, batch_block_replace, batch_count, batch_find,
    batch_insert, batch_step, batches_moving, batches_of, batches_since,
};
use doorward_store::findings::finding_page;
use doorward_store::groups::group_find;
use doorward_store::outbox::messages_waiting_of;
use doorward_store::sessions::session_holds;
use doorward_store::tenants::tenant_find;
use doorward_store::users::user_find;
use doorward_store::{StoreError, Tx};

use super::batch_rows::{Doing, Task, look};
use super::journal::Journal;
use super::sessions::while_signed_in;
use super::{App, Caller, Result, Visit};

/// Whom an act on many is for.
#[derive(Clone, Debug)]
pub enum Whom {
    /// These.
    These(Vec<UserId>),
    /// Everybody whom a search finds.
    Found(Wanted),
}

/// What beginning a batch came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BatchBegun {
    /// It is looked at.
    Yes(BatchId),
    /// The file is none.
    NoFile(NoFile),
    /// Nobody was chosen.
    Nobody,
    /// No group was chosen, or it is gone.
    NoGroup,
    /// One of theirs goes on.
    Another,
    /// The account has begun as many as it may in a day.
    Enough,
    /// The session was ended meanwhile.
    Ended,
}

/// What saying yes to a batch came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BatchGo {
    /// It is being done.
    Yes,
    /// It is not ready any more, or another of theirs goes on.
    NotReady,
    /// The role does not allow it.
    Denied,
}

impl App {
    /// Begins an import: its rows are looked at, and nothing is done. `speaks` says which languages there are.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn begin_import(
        &self,
        visit: &mut Visit,
        session: &Session,
        file: &[u8],
        speaks: impl Fn(&Language) -> bool,
    ) -> Result<BatchBegun> {
        let ToImport { rows, unread } = match people_to_import(file, speaks) {
            Ok(people) => people,
            Err(no_file) => return Ok(BatchBegun::NoFile(no_file)),
        };
        let import = StoredBatch { unread, ..new_batch(visit, session, Work::Import)? };
        self.begin_batch(visit, session, import, rows).await
    }

    /// Begins an act on many, about this group if it is about one: it is looked at, and nothing is done.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn begin_act(
        &self,
        visit: &mut Visit,
        session: &Session,
        act: Act,
        group: Option<GroupId>,
        whom: Whom,
    ) -> Result<BatchBegun> {
        let group = group.filter(|_| act.is_of_group());
        if act.is_of_group() && group.is_none() {
            return Ok(BatchBegun::NoGroup);
        }
        let (wanted, ids) = match whom {
            Whom::Found(wanted) => (Some(wanted), Vec::new()),
            Whom::These(ids) if ids.is_empty() => return Ok(BatchBegun::Nobody),
            Whom::These(ids) => (None, ids),
        };
        let rows = ids.into_iter().zip(1..).map(|(id, line)| row_of(id, line)).collect();
        let many = StoredBatch { wanted, group, ..new_batch(visit, session, Work::Act(act))? };
        self.begin_batch(visit, session, many, rows).await
    }

    /// What somebody began, the newest first.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn my_batches(&self, visit: &Visit, session: &Session) -> Result<Vec<StoredBatch>> {
        let (tenant, now, user) = (visit.tenant.id, visit.moment.now(), session.user.clone());
        let load = move |tx: &mut Tx<'_>| {
            let mut found = batches_of(tx, &tenant, &user.id, now)?;
            found.retain(|it| is_theirs(it, &user));
            Ok(found)
        };
        Ok(self.0.store.read(load).await?)
    }

    /// A batch and one block of its rows, for whoever began it in the role that they have; none otherwise.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn batch(
        &self,
        visit: &Visit,
        session: &Session,
        id: BatchId,
        block: u64,
    ) -> Result<Option<(StoredBatch, Vec<Row>)>> {
        let (tenant, now, user) = (visit.tenant.id, visit.moment.now(), session.user.clone());
        let load = move |tx: &mut Tx<'_>| {
            let Some(batch) = batch_find(tx, &tenant, &id)? else { return Ok(None) };
            if !is_theirs(&batch, &user) || !is_kept(batch.made_at, now) {
                return Ok(None);
            }
            let rows = batch_block(tx, &tenant, &id, block)?.unwrap_or_default();
            Ok(Some((batch, rows)))
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Whether a batch waits for letters of the account to be sent, before it writes more.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn batch_waits(&self, visit: &Visit, batch: &StoredBatch) -> Result<bool> {
        let (tenant, is_doing, work) = (visit.tenant.id, batch.state == State::Doing, batch.work);
        Ok(is_doing && self.0.store.read(move |tx| waits(tx, &tenant, work)).await?)
    }

    /// Does what was looked at, in the background.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn do_batch(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        id: BatchId,
        reason: Reason,
    ) -> Result<BatchGo> {
        let (mut journal, user, caller) =
            (self.journal(visit), session.user.clone(), visit.caller.written()?);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), may_administer(by.actor()))? {
                journal.record(tx, by.actor(), None, &Event::Denied { why })?;
                return Ok(BatchGo::Denied);
            }
            let found = batch_find(tx, &tenant, &id)?;
            let Some(batch) = found.filter(|it| is_theirs(it, &user) && is_kept(it.made_at, now)) else {
                return Ok(BatchGo::NotReady);
            };
            if batch.counts.to_do == 0 || !batch_begin(tx, &tenant, &id, &user, reason.as_str(), &caller)? {
                return Ok(BatchGo::NotReady);
            }
            let group = task_of(tx, &tenant, &batch)?.group.map(|it| it.name);
            let (work, people) = (batch.work, batch.counts.to_do);
            let event = Event::BatchBegun { work, people, group, reason: reason.as_str().to_owned() };
            journal.record(tx, by.actor(), None, &event)?;
            Ok(BatchGo::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Takes one step of a batch that goes on. False when there is none that can.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn step_batch(&self) -> Result<bool> {
        let now = self.moment()?.now();
        for (tenant, batch) in self.0.store.read(move |tx| batches_moving(tx, now)).await? {
            let mut moment = self.moment()?;
            let caller = Caller::read(&batch.caller)?;
            let Some(account) = self.0.store.read(move |tx| tenant_find(tx, &tenant)).await? else {
                continue;
            };
            let mut journal = Some(self.journal_of(account, caller, &mut moment));
            let step = move |tx: &mut Tx<'_>| step(tx, &tenant, &batch, &mut journal);
            if self.0.store.write(step).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn begin_batch(
        &self,
        visit: &Visit,
        session: &Session,
        mut batch: StoredBatch,
        rows: Vec<Row>,
    ) -> Result<BatchBegun> {
        let (tenant, now, on) = (visit.tenant.id, visit.moment.now(), session.stands_on());
        batch.blocks = u64::try_from(rows.len().div_ceil(AT_ONCE)).unwrap_or(u64::MAX);
        let save = move |tx: &mut Tx<'_>| {
            if !session_holds(tx, &tenant, &on)? {
                return Ok(BatchBegun::Ended);
            }
            if let Some(group) = &batch.group
                && group_find(tx, &tenant, group)?.is_none()
            {
                return Ok(BatchBegun::NoGroup);
            }
            if batches_since(tx, &tenant, now.minus(A_DAY))? >= MOST_A_DAY {
                return Ok(BatchBegun::Enough);
            }
            if !batch_insert(tx, &tenant, &batch, now.plus(LIVES_FOR))? {
                return Ok(BatchBegun::Another);
            }
            for (rows, block) in rows.chunks(AT_ONCE).zip(0..) {
                batch_block_insert(tx, &tenant, &batch.id, block, rows)?;
            }
            Ok(BatchBegun::Yes(batch.id))
        };
        Ok(self.0.store.write(save).await?)
    }
}

/// A batch that somebody begins, of nobody yet.
fn new_batch(visit: &mut Visit, session: &Session, work: Work) -> Result<StoredBatch> {
    let user = &session.user;
    Ok(StoredBatch {
        id: BatchId::new(&mut visit.moment),
        maker: Maker { id: user.id, role: user.role, epoch: user.epoch },
        made_at: visit.moment.now(),
        work,
        state: State::Looking,
        wanted: None,
        at: None,
        counts: Counts::default(),
        blocks: 0,
        step: 0,
        reason: None,
        caller: visit.caller.written()?,
        group: None,
        unread: Vec::new(),
    })
}

/// Takes the next step of a batch. False when it has to wait, or somebody else took the step.
fn step(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    batch: &StoredBatch,
    journal: &mut Option<Journal>,
) -> Result<bool, StoreError> {
    let Some(maker) = user_find(tx, tenant, &batch.maker.id)? else { return Ok(false) };
    let mut after = StoredBatch { step: batch.step.saturating_add(1), ..batch.clone() };
    if !goes_on(&batch.maker, Some(&maker)) {
        after.state = State::Stopped;
        if !batch_step(tx, tenant, batch, &after)? {
            return Ok(false);
        }
        return ended(tx, batch, journal).map(|()| true);
    }
    match batch.state {
        State::Looking => look_on(tx, tenant, batch, after, &maker),
        State::Doing => do_on(tx, tenant, batch, after, &maker, journal),
        State::Ready | State::Done | State::Stopped => Ok(false),
    }
}

/// Looks at the next rows.
fn look_on(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    batch: &StoredBatch,
    mut after: StoredBatch,
    maker: &User,
) -> Result<bool, StoreError> {
    let (block, mut rows, is_new) = match &batch.wanted {
        None => (batch.step, batch_block(tx, tenant, &batch.id, batch.step)?.unwrap_or_default(), false),
        Some(wanted) => {
            let limit = u64::try_from(AT_ONCE).unwrap_or(u64::MAX);
            let found = finding_page(tx, tenant, wanted, batch.at.as_ref(), limit)?;
            after.at = found.after;
            let first = batch.counts.rows.saturating_add(1);
            let rows = found.people.into_iter().zip(first..).map(|(id, line)| row_of(id, line)).collect();
            (batch.blocks, rows, true)
        }
    };
    let task = task_of(tx, tenant, batch)?;
    look(tx, tenant, &task, Actor::of(maker), &mut rows)?;
    after.counts.look(&rows);
    if is_new && !rows.is_empty() {
        after.blocks = batch.blocks.saturating_add(1);
    }
    let full = after.counts.rows >= u64::try_from(MOST_ROWS).unwrap_or(u64::MAX);
    let ended = if is_new { after.at.is_none() || full } else { after.step >= after.blocks };
    if ended {
        after.state = State::Ready;
    }
    if !batch_step(tx, tenant, batch, &after)? {
        return Ok(false);
    }
    if !is_new {
        batch_block_replace(tx, tenant, &batch.id, block, &rows)?;
    } else if !rows.is_empty() {
        batch_block_insert(tx, tenant, &batch.id, block, &rows)?;
    }
    Ok(true)
}

/// Does the next rows.
fn do_on(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    batch: &StoredBatch,
    mut after: StoredBatch,
    maker: &User,
    journal: &mut Option<Journal>,
) -> Result<bool, StoreError> {
    if waits(tx, tenant, batch.work)? {
        return Ok(false);
    }
    if after.step >= after.blocks {
        after.state = State::Done;
    }
    if !batch_step(tx, tenant, batch, &after)? {
        return Ok(false);
    }
    let mut rows = batch_block(tx, tenant, &batch.id, batch.step)?.unwrap_or_default();
    let task = task_of(tx, tenant, batch)?;
    // The journal comes back from whoever writes with it, so that the work can run again.
    let Some(written_with) = journal.take() else { return Ok(false) };
    let mut doing = Doing::new(written_with, Actor::of(maker), Some(maker.name.clone()));
    let done = doing.rows(tx, &task, &mut rows);
    *journal = Some(doing.into_journal());
    done?;
    after.counts.end(&rows);
    batch_block_replace(tx, tenant, &batch.id, batch.step, &rows)?;
    batch_count(tx, tenant, &batch.id, &after.counts)?;
    if after.state == State::Done {
        ended(tx, &after, journal)?;
    }
    Ok(true)
}

/// Whether so many letters of the account are still to be sent that no more are written.
fn waits(tx: &mut Tx<'_>, tenant: &TenantId, work: Work) -> Result<bool, StoreError> {
    let sends = matches!(work, Work::Import | Work::Act(Act::InviteAgain));
    Ok(sends && messages_waiting_of(tx, tenant)? >= MOST_LETTERS_WAITING)
}

/// What a batch does, with its group as that is now.
fn task_of(tx: &mut Tx<'_>, tenant: &TenantId, batch: &StoredBatch) -> Result<Task, StoreError> {
    let group = batch.group.as_ref().map(|id| group_find(tx, tenant, id)).transpose()?.flatten();
    Ok(Task { work: batch.work, group })
}

/// Writes down that a batch that was being done is over.
fn ended(tx: &mut Tx<'_>, batch: &StoredBatch, journal: &mut Option<Journal>) -> Result<(), StoreError> {
    if batch.state == State::Looking {
        return Ok(());
    }
    let Some(journal) = journal else { return Ok(()) };
    let Counts { to_do, done, .. } = batch.counts;
    let Maker { id, role, .. } = batch.maker;
    let event = Event::BatchEnded { work: batch.work, done, missed: to_do.saturating_sub(done) };
    journal.record(tx, Actor::Person { id, role }, None, &event)
}

/// Whether a batch is somebody's, in the role that they have.
fn is_theirs(batch: &StoredBatch, user: &User) -> bool {
    batch.maker.id == user.id && batch.maker.role == user.role
}

fn row_of(id: UserId, line: u64) -> Row {
    Row {
        line,
        user: Some(id),
        email: String::new(),
        name: String::new(),
        role: String::new(),
        language: String::new(),
        groups: String::new(),
        verdict: None,
        outcome: None,
    }
}
