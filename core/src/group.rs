//! Groups of people: how an account sorts them, to find them and to act on many. Nothing that decides asks who is in which.

use crate::id::GroupId;
use crate::user::{LONGEST_OWN_NAME, NotAName, name_key, own_name};

/// So many groups an account has at most: they are chosen from one list, and each that a person is in is an entry by which they are found.
pub const MOST_GROUPS: u64 = 200;

/// A group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// What it is called.
    pub name: String,
}

/// What a group may be called: one line of at most [`LONGEST_OWN_NAME`] letters.
///
/// # Errors
/// [`NotAName`] otherwise.
pub fn group_name(typed: &str) -> Result<String, NotAName> {
    let fits =
        typed.trim().chars().count() <= LONGEST_OWN_NAME && !typed.trim().chars().any(char::is_control);
    own_name(typed).filter(|_| fits).ok_or(NotAName)
}

/// By what an account has a name once: case, width and compatibility forms make no other.
pub fn group_key(name: &str) -> Vec<u8> {
    name_key(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_line_and_is_another_only_when_it_reads_as_another() {
        assert_eq!(group_name("  Night   shift ").unwrap(), "Night shift");
        assert_eq!(group_name(&"김".repeat(60)).unwrap().chars().count(), 60);
        for odd in ["", "  ", "a\u{0}b", "two\nlines", &"x".repeat(61)] {
            assert_eq!(group_name(odd), Err(NotAName), "{odd:?}");
        }
        assert_eq!(group_key("NIGHT shift"), group_key("Ｎight Shift"));
        assert_ne!(group_key("Night shift"), group_key("Night shifts"));
    }
}
