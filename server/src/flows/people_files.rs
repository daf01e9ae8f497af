//! People as files: a list that is saved, and an import at the server's console.

use doorward_core::authority::Actor;
use doorward_core::batch::{AT_ONCE, Counts, Row};
use doorward_core::csv;
use doorward_core::event::Event;
use doorward_core::finding::Wanted;
use doorward_core::id::TenantId;
use doorward_core::language::Language;
use doorward_core::people_file::{NoFile, ToImport, people_to_import};
use doorward_core::session::Session;
use doorward_core::tenant::Tenant;
use doorward_core::user::User;
use doorward_store::Tx;
use doorward_store::findings::{Cursor, finding_page};
use doorward_store::groups::groups_of;
use doorward_store::sessions::session_holds;
use doorward_store::users::user_find;

use super::batch_rows::{Doing, Task, look};
use super::{App, Result, Visit};

/// So many people are in memory while a list is saved.
const PEOPLE_AT_ONCE: u64 = 500;

/// What stands in the first line: an import reads it again. Names do not change, since scripts read them.
const COLUMNS: [&str; 6] = ["email", "name", "role", "language", "groups", "standing"];

/// A list of people on its way to whoever saves it.
#[derive(Clone, Debug)]
pub struct PeopleFile {
    tenant: TenantId,
    wanted: Wanted,
    after: Option<Cursor>,
    began: bool,
    ended: bool,
}

/// What an import at the console came to.
#[derive(Clone, Debug)]
pub struct Imported {
    /// How many rows came to what.
    pub counts: Counts,
    /// The columns of the file that are not read.
    pub unread: Vec<String>,
}

impl App {
    /// Begins to save a list of people, and writes that down; none when the session was ended meanwhile.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn export_people(
        &self,
        visit: &mut Visit,
        session: &Session,
        wanted: Wanted,
    ) -> Result<Option<PeopleFile>> {
        let (mut journal, user, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let save = move |tx: &mut Tx<'_>| {
            let holds = session_holds(tx, &journal.tenant.id, &on)?;
            if holds {
                journal.record(tx, Actor::of(&user), None, &Event::PeopleExported)?;
            }
            Ok(holds)
        };
        let holds = self.0.store.write(save).await?;
        Ok(holds.then(|| PeopleFile::of(visit.tenant.id, wanted)))
    }

    /// The same at the server's console.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn export_people_as_operator(&self, tenant: Tenant, wanted: Wanted) -> Result<PeopleFile> {
        let (id, mut journal) = (tenant.id, self.console_journal(tenant, &mut self.moment()?));
        let save = move |tx: &mut Tx<'_>| journal.record(tx, Actor::Operator, None, &Event::PeopleExported);
        self.0.store.write(save).await?;
        Ok(PeopleFile::of(id, wanted))
    }

    /// The next piece of a list; none after its end.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn next_of_people(&self, file: &mut PeopleFile) -> Result<Option<String>> {
        if file.ended {
            return Ok(None);
        }
        let PeopleFile { tenant, wanted, after, .. } = file.clone();
        let load = move |tx: &mut Tx<'_>| {
            let found = finding_page(tx, &tenant, &wanted, after.as_ref(), PEOPLE_AT_ONCE)?;
            let mut people = Vec::with_capacity(found.people.len());
            for id in &found.people {
                let Some(user) = user_find(tx, &tenant, id)? else { continue };
                let groups: Vec<String> =
                    groups_of(tx, &tenant, id)?.into_iter().map(|group| group.name).collect();
                people.push((user, groups.join("; ")));
            }
            Ok((people, found.after))
        };
        let (people, after) = self.0.store.read(load).await?;
        let mut text = if file.began { String::new() } else { csv::line(COLUMNS) };
        people.iter().for_each(|(user, groups)| text.push_str(&csv::line(cells(user, groups))));
        file.began = true;
        file.ended = after.is_none();
        file.after = after;
        Ok(Some(text))
    }

    /// Imports a file at the server's console: every row is looked at and, unless it is only to be seen what would happen, done at once. `tell` is
    /// told of each.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn import_as_operator(
        &self,
        tenant: Tenant,
        file: &[u8],
        speaks: impl Fn(&Language) -> bool,
        dry_run: bool,
        mut tell: impl FnMut(&Row),
    ) -> Result<std::result::Result<Imported, NoFile>> {
        let ToImport { rows, unread } = match people_to_import(file, speaks) {
            Ok(people) => people,
            Err(no_file) => return Ok(Err(no_file)),
        };
        let mut counts = Counts::default();
        for block in rows.chunks(AT_ONCE) {
            let mut moment = self.moment()?;
            let (id, block) = (tenant.id, block.to_vec());
            let mut doing =
                Doing::new(self.console_journal(tenant.clone(), &mut moment), Actor::Operator, None);
            let step = move |tx: &mut Tx<'_>| {
                let mut rows = block.clone();
                look(tx, &id, &Task::IMPORT, Actor::Operator, &mut rows)?;
                if !dry_run {
                    doing.rows(tx, &Task::IMPORT, &mut rows)?;
                }
                Ok(rows)
            };
            let rows = match dry_run {
                true => self.0.store.read(step).await?,
                false => self.0.store.write(step).await?,
            };
            counts.look(&rows);
            counts.end(&rows);
            rows.iter().for_each(&mut tell);
        }
        Ok(Ok(Imported { counts, unread }))
    }
}

impl PeopleFile {
    fn of(tenant: TenantId, wanted: Wanted) -> PeopleFile {
        PeopleFile { tenant, wanted, after: None, began: false, ended: false }
    }
}

fn cells<'p>(user: &'p User, groups: &'p str) -> [&'p str; 6] {
    [
        user.email.as_str(),
        &user.name,
        user.role.key(),
        user.language.as_ref().map(Language::as_str).unwrap_or_default(),
        groups,
        user.standing.key(),
    ]
}
