//! Recovery: what somebody sees who is locked out, and what those see who may help.

use askama::Template;
use doorward_core::recovery::LockHours;
use doorward_core::user::Role;

use crate::web::shell::{Page, Shell, Troubles, When, page};

/// Somebody has no second factor at hand: what they can do.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/locked_out.html")]
pub struct LockedOut {
    /// What every page has.
    pub shell: Shell,
    /// What they can do.
    pub way: WayIn,
    /// Whether somebody issued a code for them already.
    pub code_issued: bool,
    /// How long a time lock runs here, in words.
    pub wait: String,
}
page!(LockedOut, |it| it.shell.say("locked-out-heading"));

/// What somebody can do who is locked out.
#[derive(Clone, Copy, Debug)]
pub enum WayIn {
    /// Ask those who may help.
    Ask,
    /// They are asked: wait.
    Asked {
        /// Since when.
        at: When,
    },
    /// They were asked often enough today.
    TooOften,
    /// Nobody of the account may help them.
    Nobody,
    /// No code is issued for an end user.
    EndUser {
        /// Whether people may make an account here for themselves.
        may_register: bool,
    },
    /// They can let themselves in again after a wait.
    Lock,
    /// They could, but that the password came by the mailbox that would be proven.
    LockMailboxTwice,
    /// The link that begins the wait is on its way.
    LockMailed,
    /// They wait.
    LockRuns {
        /// Until then.
        until: When,
    },
    /// Their wait is over.
    LockOpen,
}

/// A code can be taken back by the link of a letter.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/cancel.html")]
pub struct Cancel {
    /// What every page has.
    pub shell: Shell,
    /// Whose code it is, by name.
    pub of: String,
}
page!(Cancel, |it| it.shell.say("cancel-code-heading"));

/// There is nothing to take back any more.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/cancel_dead.html")]
pub struct CancelDead {
    /// What every page has.
    pub shell: Shell,
}
page!(CancelDead, |it| it.shell.say("dead-link-heading"));

/// Those who are locked out and ask, and the codes that were issued.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/desk.html")]
pub struct Desk {
    /// What every page has.
    pub shell: Shell,
    /// The requests that wait, the oldest first.
    pub requests: Vec<Request>,
    /// The codes that are open, the newest first.
    pub codes: Vec<OpenCode>,
}
page!(Desk, |it| it.shell.say("recovery-heading"));

/// Somebody who asks for help.
#[derive(Clone, Debug)]
pub struct Request {
    /// The person's id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// When they asked.
    pub asked: When,
    /// The browser that they asked in.
    pub browser: String,
    /// The network address that they asked from.
    pub address: String,
    /// What they have set up, in words.
    pub methods: String,
    /// How many recovery codes they have left.
    pub codes_left: u32,
    /// Whether this admin may help them.
    pub may_help: bool,
    /// The proof that they gave on the telephone: by which factor, who asked, when.
    pub proof: Option<(String, String, When)>,
}

/// A code that was issued.
#[derive(Clone, Debug)]
pub struct OpenCode {
    /// Its id.
    pub id: String,
    /// For whom, by name.
    pub of: String,
    /// By whom, by name.
    pub by: String,
    /// Who agreed to it, by name.
    pub agreed_by: Option<String>,
    /// When it was issued.
    pub issued: When,
    /// From when it works, if it waits.
    pub works_from: Option<When>,
    /// Until when it works.
    pub until: When,
    /// Whether this admin may agree to it.
    pub may_agree: bool,
    /// Whether this admin may take it back.
    pub may_cancel: bool,
}

/// Before a code is issued: what it brings, or why there is none. Field `seen`.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/issue.html")]
pub struct Issue {
    /// What every page has.
    pub shell: Shell,
    /// The person's id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// The code that was issued last.
    pub seen: String,
    /// How long it waits for a second person, in words, if it does.
    pub waits: Option<String>,
    /// Why there is none, if there is none.
    pub refused: Option<String>,
}
page!(Issue, |it| it.shell.words.phrase("issue-heading").with("name", &it.name));

/// A code, shown once.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/issued.html")]
pub struct Issued {
    /// What every page has.
    pub shell: Shell,
    /// The person's id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// As it is read out.
    pub code: String,
    /// From when it works, if it waits.
    pub works_from: Option<When>,
    /// Until when it works.
    pub until: When,
}
page!(Issued, |it| it.shell.words.phrase("issued-heading").with("name", &it.name));

/// Why a request is declined. Field `reason`.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/decline.html")]
pub struct Decline {
    /// What every page has.
    pub shell: Shell,
    /// The person's id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// What was typed.
    pub reason: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Decline, troubles, |it| it.shell.words.phrase("decline-heading").with("name", &it.name));

/// What the account allows. Fields `equals_alone`, `lock_hours` and `version`.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/rules.html")]
pub struct Rules {
    /// What every page has.
    pub shell: Shell,
    /// Whether equals may let each other in alone and at once.
    pub equals_alone: bool,
    /// For how many hours an end user waits; 0 where none can let themselves in.
    pub lock_hours: u8,
    /// How long a code waits otherwise, in words.
    pub waiting_time: String,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// The version that is shown: another one meanwhile is not written over.
    pub version: u64,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Rules, troubles, |it| it.shell.say("recovery-rules-heading"));

impl Rules {
    /// Whether end users cannot let themselves in.
    fn is_off(&self) -> bool {
        self.lock_hours == 0
    }

    /// The waits to choose from, and whether each is chosen.
    fn waits(&self) -> [(u8, bool); 3] {
        [LockHours::LEAST, 48, LockHours::MOST].map(|hours| (hours, self.lock_hours == hours))
    }
}

/// The mailbox is proven by this, and the wait begins.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/lock_prove.html")]
pub struct LockProve {
    /// What every page has.
    pub shell: Shell,
    /// How long the wait is, in words.
    pub wait: String,
}
page!(LockProve, |it| it.shell.say("lock-prove-heading"));

/// The wait has begun.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/lock_runs.html")]
pub struct LockRuns {
    /// What every page has.
    pub shell: Shell,
    /// When it is over.
    pub until: When,
}
page!(LockRuns, |it| it.shell.say("lock-runs-heading"));

/// A time lock can be cancelled by the link of a notice.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/lock_cancel.html")]
pub struct LockCancel {
    /// What every page has.
    pub shell: Shell,
}
page!(LockCancel, |it| it.shell.say("lock-cancel-heading"));

/// There is no such time lock any more.
#[derive(Template, Clone, Debug)]
#[template(path = "recovery/lock_dead.html")]
pub struct LockDead {
    /// What every page has.
    pub shell: Shell,
}
page!(LockDead, |it| it.shell.say("dead-link-heading"));
