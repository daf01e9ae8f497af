//! Pages of trouble: what happened, what to do, and a request id that support can look up.

use askama::Template;

use crate::web::shell::{Page, Shell, page};

/// Something that the person cannot mend by typing something else.
#[derive(Template, Clone, Debug)]
#[template(path = "problem/problem.html")]
pub struct Problem {
    /// What every page has.
    pub shell: Shell,
    /// The HTTP status.
    pub status: u16,
    /// What happened.
    pub heading: String,
    /// What to do.
    pub text: String,
    /// The request's id, as in the log.
    pub request_id: String,
}
page!(Problem, |it| it.heading);

impl Problem {
    /// The page of a status.
    pub fn of(shell: Shell, status: u16, request_id: impl Into<String>) -> Problem {
        let (heading, text) = match status {
            400 => ("problem-400-heading", "problem-400-text"),
            403 => ("problem-403-heading", "problem-403-text"),
            404 => ("problem-404-heading", "problem-404-text"),
            405 => ("problem-405-heading", "problem-405-text"),
            413 => ("problem-413-heading", "problem-413-text"),
            421 => ("problem-421-heading", "problem-421-text"),
            429 => ("problem-429-heading", "problem-429-text"),
            503 => ("problem-503-heading", "problem-503-text"),
            _ => ("problem-500-heading", "problem-500-text"),
        };
        let (heading, text) = (shell.say(heading), shell.say(text));
        Problem { shell, status, heading, text, request_id: request_id.into() }
    }

    /// Whether a way back makes sense: not at an address that is nobody's.
    fn has_way_back(&self) -> bool {
        self.status != 421
    }
}
