//! The Admin Center: the countries that text messages go to, and whether these arrive.

use askama::Template;

use super::sent_codes::OnItsWay;
use crate::web::shell::{Page, Shell, Troubles, When, page};

/// Text messages of the account. Fields `countries`; `number`; `passcode`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/sms.html")]
pub struct TextMessages {
    /// What every page has.
    pub shell: Shell,
    /// Whether the server has a gateway.
    pub has_gateway: bool,
    /// The calling codes of the countries, as far as typed.
    pub countries: String,
    /// The number to test with, as far as typed.
    pub number: String,
    /// What became of the test message.
    pub on_its_way: OnItsWay,
    /// When messages were last proven to arrive.
    pub proven: Option<When>,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(TextMessages, troubles, |it| it.shell.say("sms-heading"));
