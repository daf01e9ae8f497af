//! The help desk of the demo: something believable behind the sign-in.

use askama::Template;

use crate::web::shell::{Page, Person, Shell, page};

/// A small help desk.
#[derive(Template, Clone, Debug)]
#[template(path = "desk/desk.html")]
pub struct HelpDesk {
    /// What every page has.
    pub shell: Shell,
    /// Who is signed in.
    pub person: Person,
    /// What waits.
    pub tickets: Vec<Ticket>,
}
page!(HelpDesk, |it| it.shell.words.phrase("desk-heading").with("name", &it.person.name));

/// A ticket of a customer.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// Its number.
    pub number: u32,
    /// What it is about.
    pub subject: String,
    /// Whose it is.
    pub from: String,
    /// How far it is.
    pub state: TicketState,
    /// How long it has waited, in words.
    pub waiting: String,
}

/// How far a ticket is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TicketState {
    /// Nobody has answered.
    New,
    /// Somebody works on it.
    Open,
    /// Done.
    Solved,
}

/// The tickets of the demo.
pub fn tickets(shell: &Shell) -> Vec<Ticket> {
    let ticket = |number, subject, from: &str, state, minutes: u64| Ticket {
        number,
        subject: shell.say(subject),
        from: from.to_owned(),
        state,
        waiting: shell.words.duration(minutes * 60),
    };
    vec![
        ticket(4127, "desk-ticket-key", "Mara Lindqvist", TicketState::New, 12),
        ticket(4125, "desk-ticket-cabin", "Tomasz Wilk", TicketState::New, 47),
        ticket(4119, "desk-ticket-invoice", "Ifeoma Okafor", TicketState::Open, 180),
        ticket(4112, "desk-ticket-kayak", "Juno Park", TicketState::Open, 1_380),
        ticket(4098, "desk-ticket-dog", "Henri Laurent", TicketState::Solved, 4_320),
    ]
}
