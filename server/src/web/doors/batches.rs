//! Many people at once: importing a file, acting on many, and what a batch would do and did.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::batch::{Row, State, Work};
use doorward_core::csv;
use doorward_core::id::BatchId;
use doorward_core::language::Language;
use doorward_core::people_file::NoFile;
use doorward_core::rollout::Reason;
use doorward_core::session::Guarded;
use doorward_core::user::UserType;

use crate::flows::view::StoredBatch;
use crate::flows::{BatchBegun, BatchGo, Error, Whom};
use crate::i18n::Words;
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::batches::{Batch, BatchRow, Import, OneBatch, told};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::{LookAgain, Troubles, When};
use crate::web::upload::Upload;

use super::confirm::guarded;
use super::people::list_path;
use super::people_list::{ticked, wanted};

const IMPORT: &str = "/admin/import";

/// The page of a batch that goes on looks again so often, in seconds.
const LOOK_AGAIN: u8 = 3;

/// `GET /admin/import`
pub(super) async fn show_import(Admin { member }: Admin) -> Reply {
    reply::page(&member.guest, &import_page(&member, Troubles::NONE).await?)
}

/// `POST /admin/import`: takes a file.
pub(super) async fn import(Admin { mut member }: Admin, Upload { file, .. }: Upload) -> Reply {
    let (app, session) = (member.guest.app(), member.session.clone());
    let speaks = |language: &Language| Words::exactly(language.as_str()).is_some();
    let begun = app.begin_import(&mut member.guest.visit, &session, &file, speaks).await?;
    if let BatchBegun::NoFile(why) = begun {
        let troubles = Troubles::one("file", no_file(&member.guest.words, &why));
        let page = import_page(&member, troubles).await?;
        return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    answer(&begun, IMPORT)
}

/// `POST /admin/many`: an act on many is looked at.
pub(super) async fn many(Admin { mut member }: Admin, form: Form) -> Reply {
    let missing = || Problem::status(StatusCode::BAD_REQUEST);
    let user_type = UserType::from_key(form.text("of")).ok_or_else(missing)?;
    let Some(Work::Act(act)) = Work::from_key(form.text("act")) else { return Err(missing()) };
    let group = form.text("in").parse().ok();
    let whom = match form.text("whom") {
        "found" => Whom::Found(wanted(&form, user_type)),
        _ => Whom::These(ticked(&form)),
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    let begun = app.begin_act(&mut member.guest.visit, &session, act, group, whom).await?;
    answer(&begun, list_path(user_type))
}

/// `GET /admin/batches/{id}`
pub(super) async fn show(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let page = page(&member, &id, "", Troubles::NONE).await?;
    reply::page_to_look_at_again(&member.guest, &page, &page.again, LOOK_AGAIN)
}

/// `POST /admin/batches/{id}`: what was looked at is done.
pub(super) async fn begin(Admin { mut member }: Admin, Path(id): Path<String>, form: Form) -> Reply {
    let batch = id_of(&id)?;
    let by = match guarded(&member, Guarded::Account, Purpose::People, &path_of(&id)).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let typed = form.text("reason");
    let Some(reason) = Reason::parse(typed) else {
        let troubles = Troubles::one("reason", member.guest.words.say("trouble-reason"));
        let page = page(&member, &id, typed, troubles).await?;
        return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    match app.do_batch(&mut member.guest.visit, &session, by, batch, reason).await? {
        BatchGo::Yes => reply::done(&path_of(&id), Done::BatchBegun, []),
        BatchGo::NotReady => reply::done(&path_of(&id), Done::ChangedMeanwhile, []),
        BatchGo::Denied => Err(Problem::status(StatusCode::FORBIDDEN)),
    }
}

/// `GET /admin/batches/{id}/report`: every row, as CSV.
pub(super) async fn report(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let id = id_of(&id)?;
    let (batch, mut rows) = found(&member, id, 0).await?;
    let name = format!("{}.csv", batch.work.key());
    reply::long_file(&name, "text/csv; charset=utf-8", |out| async move {
        let words = member.guest.words.clone();
        let mut text = csv::line([
            words.say("batch-line"),
            words.say("email-label"),
            words.say("column-name"),
            words.say("batch-what"),
        ]);
        let mut block = 0;
        loop {
            for row in &rows {
                let (told, _) = told(&words, batch.work, row);
                text.push_str(&csv::line([row.line.to_string(), row.email.clone(), row.name.clone(), told]));
            }
            block += 1;
            if !out.send(std::mem::take(&mut text)).await || block >= batch.blocks {
                return Ok(());
            }
            let next = member.guest.app().batch(&member.guest.visit, &member.session, id, block).await?;
            // Gone meanwhile: then the file is not whole, and must not look so.
            (_, rows) = next.ok_or(Error::Gone("a batch"))?;
        }
    })
}

fn answer(begun: &BatchBegun, list: &str) -> Reply {
    match begun {
        BatchBegun::Yes(id) => reply::go(&path_of(&id.to_string()), []),
        BatchBegun::Nobody => reply::done(list, Done::NobodyChosen, []),
        BatchBegun::NoGroup => reply::done(list, Done::NoGroupChosen, []),
        BatchBegun::Another => reply::done(IMPORT, Done::BatchGoesOn, []),
        BatchBegun::Enough => Err(Problem::status(StatusCode::TOO_MANY_REQUESTS)),
        BatchBegun::Ended | BatchBegun::NoFile(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
    }
}

async fn import_page(member: &Member, troubles: Troubles) -> Result<Import, Problem> {
    let found = member.guest.app().my_batches(&member.guest.visit, &member.session).await?;
    let one = |batch: &StoredBatch| OneBatch {
        id: batch.id.to_string(),
        work: batch.work,
        state: batch.state,
        when: When::at(batch.made_at),
        rows: batch.counts.rows,
    };
    Ok(Import { shell: member.shell("end_users"), batches: found.iter().map(one).collect(), troubles })
}

async fn page(member: &Member, id: &str, reason: &str, troubles: Troubles) -> Result<Batch, Problem> {
    let shown = member.guest.query.text("block").parse::<u64>().unwrap_or(0);
    let (batch, rows) = found(member, id_of(id)?, shown).await?;
    let group = match batch.group {
        Some(id) => member.guest.app().group(&member.guest.visit, id).await?.map(|it| it.name),
        None => None,
    };
    let waits = member.guest.app().batch_waits(&member.guest.visit, &batch).await?;
    let to = |block: u64| format!("?block={block}");
    let here = format!("{}{}", path_of(id), if shown > 0 { to(shown) } else { String::new() });
    let by_itself = batch.state.is_moving() && !member.guest.query.ticked("still");
    // Of people whom a search finds it is not known how many there are before all are found.
    let known = batch.state == State::Doing || (batch.state == State::Looking && batch.wanted.is_none());
    Ok(Batch {
        shell: member.shell("end_users"),
        id: id.to_owned(),
        work: batch.work,
        group,
        state: batch.state,
        again: LookAgain::at(&here, by_itself),
        counts: batch.counts,
        percent: known.then(|| batch.step.saturating_mul(100) / batch.blocks.max(1)),
        waits,
        cut: batch.state == State::Ready && batch.at.is_some(),
        unread: batch.unread,
        rows: rows.iter().map(|row| BatchRow::of(&member.guest.words, batch.work, row)).collect(),
        back_url: (shown > 0).then(|| to(shown.saturating_sub(1))),
        next_url: (shown.saturating_add(1) < batch.blocks).then(|| to(shown.saturating_add(1))),
        reason: reason.to_owned(),
        troubles,
    })
}

/// A batch and one block of its rows, for whoever may see it.
async fn found(member: &Member, id: BatchId, block: u64) -> Result<(StoredBatch, Vec<Row>), Problem> {
    let found = member.guest.app().batch(&member.guest.visit, &member.session, id, block).await?;
    found.ok_or_else(|| Problem::status(StatusCode::NOT_FOUND))
}

fn no_file(words: &Words, why: &NoFile) -> String {
    match why {
        NoFile::Empty => words.say("import-empty"),
        NoFile::NotText => words.say("import-not-text"),
        NoFile::Quotes(line) => words.phrase("import-quotes").with("line", *line).to_string(),
        NoFile::TooLong => words.say("import-too-long"),
        NoFile::NoColumn(column) => words.phrase("import-no-column").with("column", *column).to_string(),
        NoFile::Twice(column) => words.phrase("import-column-twice").with("column", *column).to_string(),
    }
}

fn id_of(path: &str) -> Result<BatchId, Problem> {
    path.parse().map_err(|_| Problem::status(StatusCode::NOT_FOUND))
}

fn path_of(id: &str) -> String {
    format!("/admin/batches/{id}")
}
