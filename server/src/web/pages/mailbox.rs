//! The mailbox of the demo: every mail that would have been sent.

use askama::Template;

use crate::web::shell::{Page, Shell, When, page};

/// All mails, the newest first.
#[derive(Template, Clone, Debug)]
#[template(path = "mailbox/mailbox.html")]
pub struct Mailbox {
    /// What every page has.
    pub shell: Shell,
    /// The mails.
    pub mails: Vec<Mail>,
    /// Text messages: to which number, and what they say.
    pub texts: Vec<(String, String)>,
}
page!(Mailbox, |it| it.shell.say("mailbox-heading"));

/// A mail.
#[derive(Clone, Debug)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// About what.
    pub subject: String,
    /// Since when it is here.
    pub time: When,
    /// Its text, in pieces.
    pub text: Vec<Piece>,
}

/// A piece of a mail's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words.
    Text(String),
    /// An address that begins with `http://` or `https://`, and so can be linked to.
    Link(String),
}

/// Cuts a text into words and addresses; an address ends at white space.
pub fn pieces(text: &str) -> Vec<Piece> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(at) = ["http://", "https://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(at);
        let (link, after) = from.split_at(from.find(char::is_whitespace).unwrap_or(from.len()));
        if !before.is_empty() {
            found.push(Piece::Text(before.to_owned()));
        }
        found.push(Piece::Link(link.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest.to_owned()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_link_and_nothing_else_is() {
        let text = "Open\nhttps://a.example/x?y=1&z=2\njavascript:alert(1) http://b.example";
        let expected = [
            Piece::Text("Open\n".into()),
            Piece::Link("https://a.example/x?y=1&z=2".into()),
            Piece::Text("\njavascript:alert(1) ".into()),
            Piece::Link("http://b.example".into()),
        ];
        assert_eq!(pieces(text), expected);
        assert_eq!(pieces("none"), [Piece::Text("none".into())]);
        assert!(pieces("").is_empty());
    }
}
