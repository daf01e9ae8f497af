//! People: who they are, which role they have, and which of the two user types that makes them.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use crate::id::{TenantId, UserId};
use crate::language::Language;

/// A person of one tenant, as a decision needs them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct User {
    /// The tenant they belong to.
    pub tenant: TenantId,
    /// Their id.
    pub id: UserId,
    /// Where mail reaches them, and what they sign in with.
    pub email: Email,
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may sign in.
    pub standing: Standing,
    /// Counts every change of their password, factors, role or standing: what was decided under another epoch is dead.
    pub epoch: u64,
    /// The language that they chose; none while they take what their browser says.
    pub language: Option<Language>,
}

impl User {
    /// The user type that their role makes them.
    pub fn user_type(&self) -> UserType {
        self.role.user_type()
    }
}

/// What a person may do. The order is the rank.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A customer: keeps what is theirs.
    EndUser,
    /// Works with customers.
    Agent,
    /// Decides for the account.
    Admin,
    /// Answers for the account: there is always at least one.
    Owner,
}

impl Role {
    /// All roles, lowest rank first.
    pub const ALL: [Role; 4] = [Role::EndUser, Role::Agent, Role::Admin, Role::Owner];

    /// The user type of people with this role.
    pub fn user_type(self) -> UserType {
        match self {
            Role::EndUser => UserType::EndUser,
            Role::Agent | Role::Admin | Role::Owner => UserType::TeamMember,
        }
    }

    /// The name in the database, in forms and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            Role::EndUser => "end_user",
            Role::Agent => "agent",
            Role::Admin => "admin",
            Role::Owner => "owner",
        }
    }

    /// The role with this [`key`](Role::key).
    pub fn from_key(key: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// The two populations that a policy speaks of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserType {
    /// Owners, admins and agents.
    TeamMember,
    /// Customers.
    EndUser,
}

impl UserType {
    /// Both user types.
    pub const ALL: [UserType; 2] = [UserType::TeamMember, UserType::EndUser];

    /// The name in the database, in forms and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            UserType::TeamMember => "team_member",
            UserType::EndUser => "end_user",
        }
    }

    /// The user type with this [`key`](UserType::key).
    pub fn from_key(key: &str) -> Option<UserType> {
        UserType::ALL.into_iter().find(|user_type| user_type.key() == key)
    }
}

/// Whether a person may sign in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Invited by mail; has no password yet.
    Invited,
    /// May sign in.
    Active,
    /// Kept out by an admin until restored.
    Suspended,
    /// Kept for the record: can never sign in again, and has left the address to whoever comes next.
    Archived,
    /// Archived, and what was known of them is gone; the id stays, so that the audit log can be read.
    Erased,
}

impl Standing {
    /// The name in the database and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            Standing::Invited => "invited",
            Standing::Active => "active",
            Standing::Suspended => "suspended",
            Standing::Archived => "archived",
            Standing::Erased => "erased",
        }
    }

    /// The standing with this [`key`](Standing::key).
    pub fn from_key(key: &str) -> Option<Standing> {
        [Standing::Invited, Standing::Active, Standing::Suspended, Standing::Archived, Standing::Erased]
            .into_iter()
            .find(|it| it.key() == key)
    }

    /// Whether the person is of the account no more, for good.
    pub fn is_gone(self) -> bool {
        matches!(self, Standing::Archived | Standing::Erased)
    }
}

/// An e-mail address that this server writes to.
///
/// ASCII only, one plain `local@domain` (RFC 5321 section 4.1.2 without quoted strings and literals, at most 254
/// characters). Addresses that differ by ASCII case are one address; an internationalised domain is given in its
/// `xn--` form. Look-alikes from other scripts (dotless i, Kelvin sign) are so never folded into an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Email(String);

impl Email {
    /// Reads an address as a person types it: white space around it does not count.
    ///
    /// # Errors
    /// [`NotAnEmail`] for everything but one plain address.
    pub fn parse(typed: &str) -> Result<Email, NotAnEmail> {
        let typed = typed.trim();
        let (local, domain) = typed.split_once('@').ok_or(NotAnEmail)?;
        let plain = typed.len() <= 254
            && (1..=64).contains(&local.len())
            && dotted(local, |byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
            && dotted(domain, |byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && domain
                .split('.')
                .all(|label| label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-'));
        if plain { Ok(Email(typed.to_owned())) } else { Err(NotAnEmail) }
    }

    /// What stands where the address of an erased person was: nobody can have it (RFC 2606 section 2).
    pub fn erased(id: UserId) -> Email {
        Email(format!("{id}@erased.invalid"))
    }

    /// The address as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What makes two addresses one: the address in ASCII lower case.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Enough of the address for its owner to know it: `a•••@example.com`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("{}•••@{domain}", local.chars().take(1).collect::<String>())
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn dotted(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    text.split('.').all(|part| !part.is_empty() && part.bytes().all(&allowed))
}

/// The text is no plain e-mail address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a plain e-mail address")]
pub struct NotAnEmail;

/// A name fit to be shown: trimmed, 1 to 100 characters, no control characters.
///
/// # Errors
/// [`NotAName`] otherwise.
pub fn name(typed: &str) -> Result<String, NotAName> {
    let typed = typed.trim();
    let fit = (1..=100).contains(&typed.chars().count()) && !typed.chars().any(char::is_control);
    if fit { Ok(typed.to_owned()) } else { Err(NotAName) }
}

/// The most letters of what a person calls one of their things.
pub const LONGEST_OWN_NAME: usize = 60;

/// What a person calls one of their things, a device or an authenticator: none when nothing is left of it. It is one line of
/// at most [`LONGEST_OWN_NAME`] letters, whatever was typed.
pub fn own_name(typed: &str) -> Option<String> {
    let plain: String = typed.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = words.chars().take(LONGEST_OWN_NAME).collect();
    (!name.is_empty()).then_some(name)
}

/// The key that people are sorted and searched by, the same on every database: the name in NFKC and lower case.
pub fn name_key(name: &str) -> Vec<u8> {
    name.nfkc().flat_map(char::to_lowercase).collect::<String>().into_bytes()
}

/// The text is no name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a name")]
pub struct NotAName;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p43_one_address_has_one_key_and_no_look_alike_shares_it() {
        assert_eq!(
            Email::parse(" Alice@X.example ").unwrap().key(),
            Email::parse("alice@x.EXAMPLE").unwrap().key()
        );
        for stranger in
            ["al\u{131}ce@x.example", "\u{212a}im@x.example", "ａlice@x.example", "alice@bücher.example"]
        {
            assert_eq!(Email::parse(stranger), Err(NotAnEmail), "{stranger}");
        }
        assert!(Email::parse("alice@xn--bcher-kva.example").is_ok());
    }

    #[test]
    fn p40_an_address_is_one_plain_address() {
        for evil in [
            "a@x.example\r\nBcc: b@x.example",
            "a@x.example,b@x.example",
            "a@x.example b@x.example",
            "Ana <a@x.example>",
            "a\0@x.example",
            "@x.example",
            "a@",
            "a@@x.example",
            "a..b@x.example",
            "a@-x.example",
            "a@x..example",
            "\"a b\"@x.example",
            "a@[127.0.0.1]",
        ] {
            assert_eq!(Email::parse(evil), Err(NotAnEmail), "{evil:?}");
        }
        assert_eq!(Email::parse(&format!("{}@x.example", "a".repeat(65))), Err(NotAnEmail));
    }

    #[test]
    fn what_a_person_calls_a_thing_is_one_short_line() {
        assert_eq!(own_name("  My\n laptop\u{0} "), Some("My laptop".to_owned()));
        assert_eq!(own_name(" \t "), None);
        assert_eq!(own_name(&"x".repeat(99)).unwrap().chars().count(), LONGEST_OWN_NAME);
    }

    #[test]
    fn names_carry_no_line_breaks() {
        assert_eq!(name("  Ana Ruiz "), Ok("Ana Ruiz".to_owned()));
        assert_eq!(name("Ana\r\nBcc: x"), Err(NotAName));
        assert_eq!(name(" "), Err(NotAName));
    }
}
