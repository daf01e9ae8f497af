//! How people are found: by the beginning of their address, or of any word of their name.
//!
//! A person has *entries*, byte strings that the store keeps in order: one by which everybody of a list is found in the order of names, one a word, and
//! one for each fact that lists are often narrowed by. A search is a *range* of such entries. Both are made here and compared byte by byte, so that
//! SQLite and PostgreSQL, whatever the collation of the latter, find the same people in the same order.
//!
//! What is folded: case, width and compatibility forms (Unicode TR15, NFKD), accents and vowel points, and letters that one keyboard has and another
//! has not. Whoever types `muller`, `ＭＵＬＬＥＲ` or `Müller` finds Müller.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use crate::id::GroupId;
use crate::user::{Role, Standing, UserType, name_key};

/// So many words of a search count; who types more has long found whom they look for.
pub const MOST_TERMS: usize = 4;

/// So many words of a name are found: one name has 100 letters at most.
const MOST_WORDS: usize = 24;

/// So many letters of a word tell it apart.
const LONGEST_WORD: usize = 32;

/// So many bytes of the name put people with the same word into order.
const NAME_BEHIND_WORD: usize = 24;

/// So many bytes of the name put everybody into order. An index of PostgreSQL takes no row above 2,704 bytes.
const NAME_ALONE: usize = 128;

/// Ends what is looked for in an entry: below every byte of a text.
const END: u8 = 0;

/// What an entry is of: its first byte.
#[derive(Clone, Copy)]
enum Of {
    Everybody = 1,
    Word = 2,
    Role = 3,
    Standing = 4,
    Group = 5,
}

/// The list that a person stands in: nobody stands in two, and who is erased in none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shelf {
    /// Of this user type.
    pub user_type: UserType,
    /// Whether it is that of who is archived.
    pub archived: bool,
}

impl Shelf {
    /// That of a person.
    pub fn of(person: &Findable<'_>) -> Option<Shelf> {
        let archived = person.standing == Standing::Archived;
        (person.standing != Standing::Erased)
            .then_some(Shelf { user_type: person.role.user_type(), archived })
    }

    /// The name in the database.
    pub fn key(self) -> &'static str {
        match (self.user_type, self.archived) {
            (UserType::TeamMember, false) => "team",
            (UserType::EndUser, false) => "end_users",
            (UserType::TeamMember, true) => "team_archived",
            (UserType::EndUser, true) => "end_users_archived",
        }
    }
}

/// What a person is found by.
#[derive(Clone, Copy, Debug)]
pub struct Findable<'p> {
    /// What they are called.
    pub name: &'p str,
    /// What they sign in with.
    pub email: &'p str,
    /// What they may do.
    pub role: Role,
    /// Whether they may sign in.
    pub standing: Standing,
    /// The groups that they are in.
    pub groups: &'p [GroupId],
}

/// The entries of a person, in order; none of who is erased.
pub fn entries(user: &Findable<'_>) -> Vec<Vec<u8>> {
    if Shelf::of(user).is_none() {
        return Vec::new();
    }
    let key = name_key(user.name);
    let mut entries = BTreeSet::new();
    entries.insert(entry(Of::Everybody, b"", &key, NAME_ALONE));
    let mut add = |of: Of, what: &[u8]| entries.insert(entry(of, what, &key, NAME_BEHIND_WORD));
    if user.role != Role::EndUser {
        add(Of::Role, user.role.key().as_bytes());
    }
    // Who is active is nearly everybody: nothing is found faster by it.
    if !matches!(user.standing, Standing::Active | Standing::Archived) {
        add(Of::Standing, user.standing.key().as_bytes());
    }
    for group in user.groups {
        add(Of::Group, group.to_string().as_bytes());
    }
    for word in words(user.name).into_iter().chain([word(user.email)]) {
        add(Of::Word, word.as_bytes());
    }
    entries.into_iter().collect()
}

/// Entries from one up to another, without the latter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Range {
    /// From here.
    pub from: Vec<u8>,
    /// To here.
    pub to: Vec<u8>,
}

impl Range {
    /// That of everybody.
    pub fn everybody() -> Range {
        Range { from: vec![Of::Everybody as u8], to: vec![Of::Word as u8] }
    }

    /// That of who has a role; none of end users, who are all of their list.
    pub fn of_role(role: Role) -> Option<Range> {
        (role != Role::EndUser).then(|| exactly(Of::Role, role.key().as_bytes()))
    }

    /// That of who has a standing; none of those by which nobody is found faster.
    pub fn of_standing(standing: Standing) -> Option<Range> {
        let rare = matches!(standing, Standing::Invited | Standing::Suspended);
        rare.then(|| exactly(Of::Standing, standing.key().as_bytes()))
    }

    /// That of who is in a group.
    pub fn of_group(group: GroupId) -> Range {
        exactly(Of::Group, group.to_string().as_bytes())
    }

    /// Whether an entry is in it.
    pub fn holds(&self, entry: &[u8]) -> bool {
        self.from.as_slice() <= entry && entry < self.to.as_slice()
    }
}

/// What somebody typed to find people by: each of these has to be there. Empty when nothing was typed.
pub fn search(typed: &str) -> Vec<Range> {
    let wanted = |chunk: &str| {
        let word = word(chunk);
        let from = [&[Of::Word as u8], word.as_bytes()].concat();
        let mut to = from.clone();
        // No text has the byte 255, so the last one always has a next. What nothing is left of begins no word: nobody is in its range.
        if let Some(last) = to.last_mut().filter(|_| !word.is_empty()) {
            *last = last.saturating_add(1);
        }
        Range { from, to }
    };
    chunks(&typed.nfkc().collect::<String>()).take(MOST_TERMS).map(wanted).collect()
}

/// Whom somebody looks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wanted {
    /// In this list.
    pub shelf: Shelf,
    /// What was typed; empty for all.
    pub search: String,
    /// With this role.
    pub role: Option<Role>,
    /// With this standing.
    pub standing: Option<Standing>,
    /// With a second factor, or without one.
    pub second_factor: Option<bool>,
    /// In this group.
    #[serde(default)]
    pub group: Option<GroupId>,
}

impl Wanted {
    /// Everybody of a list.
    pub fn everybody(shelf: Shelf) -> Wanted {
        Wanted { shelf, search: String::new(), role: None, standing: None, second_factor: None, group: None }
    }

    /// Whether it is less than everybody.
    pub fn is_narrow(&self) -> bool {
        !self.search.is_empty()
            || self.role.is_some()
            || self.standing.is_some()
            || self.second_factor.is_some()
            || self.group.is_some()
    }

    /// The ranges of which each person has an entry: whether they fit in any other way is looked up of each.
    pub fn ranges(&self) -> Vec<Range> {
        let facts = [
            self.role.and_then(Range::of_role),
            self.standing.and_then(Range::of_standing),
            self.group.map(Range::of_group),
        ];
        search(&self.search).into_iter().chain(facts.into_iter().flatten()).collect()
    }
}

fn exactly(of: Of, what: &[u8]) -> Range {
    let from = [&[of as u8], what, &[END]].concat();
    Range { to: [&[of as u8], what, &[END + 1]].concat(), from }
}

fn entry(of: Of, what: &[u8], name_key: &[u8], longest: usize) -> Vec<u8> {
    let name = name_key.get(..longest).unwrap_or(name_key);
    [&[of as u8], what, &[END], name].concat()
}

/// What the words of a name are found by: each from its beginning to the next blank. `Anna-Lena` is found as it is written and by `Lena`, and names
/// in a script that sets no blanks by each syllable, since who looks for 민수 in 김민수 does not type the family name.
fn words(name: &str) -> Vec<String> {
    let composed: String = name.nfkc().collect();
    let mut found = Vec::new();
    for chunk in chunks(&composed) {
        let (mut in_word, mut any) = (false, false);
        for (at, letter) in chunk.char_indices() {
            let of_a_word = letter.is_alphanumeric() || is_combining_mark(letter);
            if of_a_word && (!in_word || is_syllable(letter)) {
                found.push(word(chunk.get(at..).unwrap_or_default()));
                any = true;
            }
            in_word = of_a_word;
        }
        if !any {
            found.push(word(chunk));
        }
    }
    found.retain(|word| !word.is_empty());
    found.truncate(MOST_WORDS);
    found
}

/// What stands between blanks, commas or semicolons.
fn chunks(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '،' | '؛' | '、'))
        .filter(|chunk| !chunk.is_empty())
}

/// A word as it is compared.
fn word(text: &str) -> String {
    let marks = |letter: &char| canonical_combining_class(*letter) <= HIGHEST_KEPT && !is_unseen(*letter);
    let folded = text.nfkd().filter(marks).flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    let mut plain = String::new();
    for letter in folded {
        match letter {
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ł' => plain.push('l'),
            'ħ' => plain.push('h'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            // One letter to who types Arabic, on keyboards of different countries: alef maksura and both yehs, teh marbuta and heh, both kafs.
            '\u{649}' | '\u{6cc}' => plain.push('\u{64a}'),
            '\u{629}' => plain.push('\u{647}'),
            '\u{6a9}' => plain.push('\u{643}'),
            '’' | '‘' | 'ʼ' => plain.push('\''),
            '‐' | '–' => plain.push('-'),
            letter => plain.push(letter),
        }
    }
    plain.chars().take(LONGEST_WORD).collect()
}

/// Marks up to this combining class make another letter: the nukta (7), the voicing of kana (8), the virama (9). Above are accents and vowel points
/// (Unicode Standard, table 4-3).
const HIGHEST_KEPT: u8 = 9;

/// What nobody sees and nobody types: the tatweel, which only widens, soft hyphens, and marks of joining and direction.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{640}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Letters of scripts that set no blanks between the names of a person: Hangul, kana and Han.
fn is_syllable(letter: char) -> bool {
    matches!(letter, '\u{ac00}'..='\u{d7a3}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person<'p>(name: &'p str, email: &'p str) -> Findable<'p> {
        Findable { name, email, role: Role::EndUser, standing: Standing::Active, groups: &[] }
    }

    fn finds(typed: &str, name: &str) -> bool {
        let entries = entries(&person(name, "x.y+z@example.com"));
        let terms = search(typed);
        !terms.is_empty() && terms.iter().all(|term| entries.iter().any(|entry| term.holds(entry)))
    }

    #[test]
    fn any_word_is_found_by_its_beginning_whatever_its_case_accents_and_width() {
        for (typed, name) in [
            ("mey", "Anna Meyer"),
            ("anna mey", "Anna Meyer"),
            ("MEYER, anna", "Anna Meyer"),
            ("muller", "Jürg Müller"),
            ("ＭÜＬ", "Jürg Müller"),
            ("strass", "Ida Straße"),
            ("lukasz", "Łukasz Nowak"),
            ("soren", "Søren Ærø"),
            ("aero", "Søren Ærø"),
            ("irem", "İrem Işık"),
            ("isik", "İrem Işık"),
            ("lena", "Anna-Lena Schmidt"),
            ("anna-l", "Anna-Lena Schmidt"),
            ("o'n", "Kate O’Neil"),
            ("neil", "Kate O’Neil"),
            ("ψυχοσ", "Άγγελος Ψύχος"),
            ("김민", "김민수"),
            ("민수", "김민수"),
            ("기", "김민수"),
            ("小明", "王小明"),
            ("احمد", "أَحْمَد الحسن"),
            ("الحسن", "أحمد الحسن"),
            ("علي", "على"),
            ("x.y+", "Nobody Else"),
            ("X.Y+Z@EXAMPLE.com", "Nobody Else"),
            ("x.y no", "Nobody Else"),
        ] {
            assert!(finds(typed, name), "{typed} finds {name}");
        }
    }

    #[test]
    fn nothing_is_found_by_what_begins_no_word() {
        for (typed, name) in [
            ("eyer", "Anna Meyer"),
            ("anna mayer", "Anna Meyer"),
            ("example.com", "Anna Meyer"),
            ("%", "Anna Meyer"),
            ("_", "Anna Meyer"),
            ("*", "Anna Meyer"),
            ("a*", "Anna Meyer"),
            ("meyer\u{301}x", "Anna Meyer"),
            ("が", "かの"),
            ("\u{301}", "Anna Meyer"),
        ] {
            assert!(!finds(typed, name), "{typed} does not find {name}");
        }
        assert!(search("  , ").is_empty(), "who types nothing is shown everybody");
    }

    #[test]
    fn a_name_has_few_short_entries_whatever_it_is() {
        for name in [
            "\u{fdfa}".repeat(100),
            "김".repeat(100),
            "a-".repeat(50),
            "\u{301}".repeat(100),
            "★ ☆".to_owned(),
        ] {
            let entries = entries(&person(&name, "x@example.com"));
            assert!((2..=MOST_WORDS + 2).contains(&entries.len()), "{name}: {}", entries.len());
            assert!(entries.iter().all(|entry| entry.len() <= 4 * LONGEST_WORD + 2 + NAME_ALONE), "{name}");
        }
        assert!(finds("★", "★ ☆"));
    }

    #[test]
    fn who_is_looked_for_by_a_fact_is_no_word() {
        let admin = Findable {
            role: Role::Admin,
            standing: Standing::Invited,
            groups: &[GroupId::from_bytes([7; 16])],
            ..person("admin", "admin@example.com")
        };
        let of = |range: Range| entries(&admin).iter().filter(|entry| range.holds(entry)).count();
        assert_eq!(of(Range::everybody()), 1);
        assert_eq!(of(Range::of_role(Role::Admin).unwrap()), 1);
        assert_eq!(of(Range::of_role(Role::Owner).unwrap()), 0);
        assert_eq!(of(Range::of_standing(Standing::Invited).unwrap()), 1);
        assert_eq!(of(Range::of_group(GroupId::from_bytes([7; 16]))), 1);
        assert_eq!(of(Range::of_group(GroupId::from_bytes([8; 16]))), 0);
        assert_eq!(of(search("admin").remove(0)), 2, "the name and the address");
        let erased = Findable { standing: Standing::Erased, ..admin };
        assert!(entries(&erased).is_empty());
    }
}
