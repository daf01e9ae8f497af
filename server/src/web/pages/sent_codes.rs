//! Passcodes that are sent: typing one at a sign-in, and setting up where they go.

use askama::Template;
use doorward_core::factor::Channel;

use super::passkey::{Going, Way};
use crate::web::shell::{Page, Shell, Troubles, page};

/// What a page says of the passcode that it asks for, and offers about it.
#[derive(Clone, Debug)]
pub struct OnItsWay {
    /// What became of the last one, as a sentence.
    pub state: String,
    /// Whether that is bad news.
    pub trouble: bool,
    /// Whether there is one to be typed.
    pub waits: bool,
    /// How long until another can be asked for, in words; none when it can be now.
    pub again_in: Option<String>,
    /// Where another is asked for.
    pub send_action: String,
}

/// Asks for a passcode that was sent. Fields `passcode` and `remember`.
#[derive(Template, Clone, Debug)]
#[template(path = "sent_codes/passcode.html")]
pub struct SentPasscode {
    /// What every page has.
    pub shell: Shell,
    /// What it is sent by.
    pub channel: Channel,
    /// Where the form goes.
    pub action: &'static str,
    /// What became of it.
    pub on_its_way: OnItsWay,
    /// The other ways that this person has.
    pub ways: Vec<Way>,
    /// For how many days the person may choose not to be asked again; none when the account asks every time.
    pub remember_days: Option<u8>,
    /// Whether that is ticked.
    pub remember: bool,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(SentPasscode, troubles, |it| heading(&it.shell, it.channel));

/// Sets up where passcodes are sent: has one sent, then asks for it. Fields `number`, for a phone, and `passcode`.
#[derive(Template, Clone, Debug)]
#[template(path = "sent_codes/set_up.html")]
pub struct SetUpSentCode {
    /// What every page has.
    pub shell: Shell,
    /// What it is sent by.
    pub channel: Channel,
    /// Where the passcode goes.
    pub action: &'static str,
    /// The address of the person, for the mailbox.
    pub email: String,
    /// The number, as far as typed.
    pub number: String,
    /// What became of the passcode.
    pub on_its_way: OnItsWay,
    /// Whether the sign-in goes on only after it.
    pub required: bool,
    /// What else can be set up, where the sign-in demands it.
    pub ways: Vec<Way>,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(SetUpSentCode, troubles, |it| match it.on_its_way.waits {
    true => heading(&it.shell, it.channel),
    false => it.shell.say(match it.channel {
        Channel::Email => "set-up-email-heading",
        Channel::Sms => "set-up-sms-heading",
    }),
});

fn heading(shell: &Shell, channel: Channel) -> String {
    shell.say(match channel {
        Channel::Email => "sent-heading-email",
        Channel::Sms => "sent-heading-sms",
    })
}
