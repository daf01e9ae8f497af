//! Proving that mail arrives, before anything is saved that would lock people out without it.

use askama::Template;

use crate::web::shell::{Page, Shell, Troubles, When, page};

/// A button that sends a test message, and the field for its code. Fields `code` and `then`.
#[derive(Template, Clone, Debug)]
#[template(path = "mail_test/mail_test.html")]
pub struct MailTest {
    /// What every page has.
    pub shell: Shell,
    /// Where the message goes: the reader's own address.
    pub email: String,
    /// When the newest was sent, while its code works.
    pub sent: Option<When>,
    /// When mail was last proven to arrive.
    pub proven: Option<When>,
    /// The page to go on to.
    pub then: String,
    /// Whether something waits to be saved there.
    pub holds_up: bool,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(MailTest, troubles, |it| it.shell.say("mail-test-heading"));
