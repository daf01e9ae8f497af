//! Many people at once: importing them, and what a batch would do and did.

use askama::Template;
use doorward_core::batch::{
    Act, Counts, MOST_LETTERS_WAITING, MOST_ROWS, Outcome, Row, State, Verdict, Why, Work,
};

use crate::i18n::Words;
use crate::tell;
use crate::web::shell::{LookAgain, Page, Shell, Troubles, When, page};

/// Importing people. A file as `file`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/import.html")]
pub struct Import {
    /// What every page has.
    pub shell: Shell,
    /// What this admin began, the newest first.
    pub batches: Vec<OneBatch>,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Import, troubles, |it| it.shell.say("import-heading"));

/// A batch in a list.
#[derive(Clone, Debug)]
pub struct OneBatch {
    /// Its id.
    pub id: String,
    /// What it does.
    pub work: Work,
    /// How far it is.
    pub state: State,
    /// When it was begun.
    pub when: When,
    /// Rows at all.
    pub rows: u64,
}

impl OneBatch {
    fn name(&self, shell: &Shell) -> String {
        tell::batch(&shell.words, self.work)
    }

    fn state(&self, shell: &Shell) -> String {
        shell.say(state(self.state))
    }
}

/// A batch: what would happen to whom, how far it is, and what happened. Field `reason`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/batch.html")]
pub struct Batch {
    /// What every page has.
    pub shell: Shell,
    /// Its id.
    pub id: String,
    /// What it does.
    pub work: Work,
    /// The name of the group that it is about.
    pub group: Option<String>,
    /// How far it is.
    pub state: State,
    /// How it is looked at again while it goes on.
    pub again: LookAgain,
    /// How many rows come to what.
    pub counts: Counts,
    /// Out of a hundred so many parts are over, when that is known.
    pub percent: Option<u64>,
    /// Whether it waits for letters to be sent, before more are written.
    pub waits: bool,
    /// Whether more people were found than a batch takes.
    pub cut: bool,
    /// The columns of the file that are not read.
    pub unread: Vec<String>,
    /// Some of its rows.
    pub rows: Vec<BatchRow>,
    /// The rows before these.
    pub back_url: Option<String>,
    /// The rows after these.
    pub next_url: Option<String>,
    /// The reason, as typed.
    pub reason: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Batch, troubles, |it| tell::batch(&it.shell.words, it.work));

impl Batch {
    fn state(&self) -> String {
        self.shell.say(state(self.state))
    }

    fn is_ready(&self) -> bool {
        self.state == State::Ready
    }

    fn may_begin(&self) -> bool {
        self.is_ready() && self.counts.to_do > 0
    }

    fn is_import(&self) -> bool {
        self.work == Work::Import
    }

    fn was_begun(&self) -> bool {
        matches!(self.state, State::Doing | State::Done | State::Stopped)
    }

    fn waiting(&self) -> String {
        self.shell.words.phrase("batch-waits").with("n", MOST_LETTERS_WAITING).to_string()
    }

    fn unread(&self) -> String {
        self.shell.words.phrase("import-unread").with("columns", self.unread.join(", ")).to_string()
    }

    fn most(&self) -> String {
        self.shell.words.phrase("batch-cut").with("n", MOST_ROWS).to_string()
    }

    /// What the button says.
    fn go(&self) -> String {
        let key = match self.work {
            Work::Import => "batch-go-import",
            Work::Act(Act::InviteAgain) => "batch-go-invite-again",
            Work::Act(Act::Suspend) => "batch-go-suspend",
            Work::Act(Act::Restore) => "batch-go-restore",
            Work::Act(Act::EndSessions) => "batch-go-end-sessions",
            Work::Act(Act::JoinGroup) => "batch-go-join-group",
            Work::Act(Act::LeaveGroup) => "batch-go-leave-group",
        };
        self.shell.words.phrase(key).with("n", self.counts.to_do).to_string()
    }
}

/// A row of a batch.
#[derive(Clone, Debug)]
pub struct BatchRow {
    /// The line of the file.
    pub line: u64,
    /// The person, if they are here.
    pub user: Option<String>,
    /// What they are called.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What would happen to them, or did.
    pub told: String,
    /// How that looks: a class of states.
    pub look: &'static str,
}

impl BatchRow {
    /// A row, in words.
    pub fn of(words: &Words, work: Work, row: &Row) -> BatchRow {
        let (told, look) = told(words, work, row);
        BatchRow {
            line: row.line,
            user: row.user.map(|id| id.to_string()),
            name: row.name.clone(),
            email: row.email.clone(),
            told,
            look,
        }
    }
}

/// What would happen to the person of a row, or did, and how that looks.
pub fn told(words: &Words, work: Work, row: &Row) -> (String, &'static str) {
    let of_role = |key: &str, role| words.phrase(key).with("role", tell::role(words, role)).to_string();
    match (row.verdict, row.outcome) {
        (Some(Verdict::Invite(role)), Some(Outcome::Done)) => (of_role("batch-invited", role), "good"),
        (_, Some(Outcome::Done)) => (words.say("batch-done-one"), "good"),
        (_, Some(Outcome::LeftOut(reason))) => (why(words, work, reason), "bad"),
        (Some(Verdict::Invite(role)), None) => (of_role("batch-will-invite", role), "info"),
        (Some(Verdict::Act), None) => (words.say("batch-will"), "info"),
        (Some(Verdict::Unchanged), None) => (words.say("batch-unchanged"), "off"),
        (Some(Verdict::Here), None) => (words.say("batch-here"), "off"),
        (Some(Verdict::LeftOut(reason)), None) => (why(words, work, reason), "warn"),
        (None, None) => (words.say("batch-not-looked"), "off"),
    }
}

fn why(words: &Words, work: Work, why: Why) -> String {
    let key = match (why, work) {
        (Why::NotAnEmail, _) => "batch-why-no-email",
        (Why::NotAName, _) => "batch-why-no-name",
        (Why::NoSuchRole, _) => "batch-why-no-role",
        (Why::NoSuchLanguage, _) => "batch-why-no-language",
        (Why::Twice(line), _) => return words.phrase("batch-why-twice").with("line", line).to_string(),
        (Why::Yourself, _) => "batch-why-yourself",
        (Why::RoleOutOfReach, Work::Import) => "batch-why-role-given",
        (Why::RoleOutOfReach, Work::Act(_)) => "batch-why-out-of-reach",
        (Why::LastOwner, _) => "batch-why-last-owner",
        (Why::DoesNotFit, Work::Act(Act::InviteAgain)) => "batch-why-not-invited",
        (Why::DoesNotFit, Work::Act(Act::Restore)) => "batch-why-not-suspended",
        (Why::DoesNotFit, _) => "batch-why-not-active",
        (Why::InGroup, _) => "batch-why-in-group",
        (Why::NotInGroup, _) => "batch-why-not-in-group",
        (Why::NoSuchGroup, Work::Import) => "batch-why-group-unknown",
        (Why::NoSuchGroup, Work::Act(_)) => "batch-why-no-group",
        (Why::Archived, _) => "batch-why-archived",
        (Why::Changed, _) => "batch-why-changed",
    };
    words.say(key)
}

fn state(state: State) -> &'static str {
    match state {
        State::Looking => "batch-looking",
        State::Ready => "batch-ready",
        State::Doing => "batch-doing",
        State::Done => "batch-done",
        State::Stopped => "batch-stopped",
    }
}
