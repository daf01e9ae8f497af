//! Reading a file of people, as an import has it: which column is what, and one row a person.

use std::collections::HashMap;

use crate::batch::{MOST_ROWS, Row, Verdict, Why, newcomer};
use crate::csv::{NotCsv, read};
use crate::language::Language;
use crate::user::Email;

/// What is wrong with a file as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoFile {
    /// None was chosen, or it is empty.
    Empty,
    /// It is no text in UTF-8.
    NotText,
    /// The quotation marks of the row that begins at this line do not fit.
    Quotes(u64),
    /// It has more than [`MOST_ROWS`] rows.
    TooLong,
    /// The first line names no such column.
    NoColumn(&'static str),
    /// The first line names this column twice.
    Twice(&'static str),
}

/// So many columns that are not read are told.
const MOST_UNREAD: usize = 20;

/// So many letters of a cell of groups are looked at: of some thirty groups. A name that is cut off is the name of none.
const LONGEST_GROUPS: usize = 2_000;

/// The columns of a file, each with the other names that people give it.
const COLUMNS: [(&str, &[&str]); 5] = [
    ("email", &["e-mail", "email address", "e-mail address", "mail"]),
    ("name", &["full name"]),
    ("role", &[]),
    ("language", &["locale"]),
    ("groups", &["group"]),
];

/// The people of a file that is to be imported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToImport {
    /// One row a person.
    pub rows: Vec<Row>,
    /// What its first line names beside the columns that are read, in small letters.
    pub unread: Vec<String>,
}

/// The people of a file that is to be imported. What is wrong with a row by itself, or with two that name one address, is its verdict;
/// the others have none yet. `speaks` says which languages there are.
///
/// # Errors
/// [`NoFile`] says what is wrong with the file as a whole.
pub fn people_to_import(file: &[u8], speaks: impl Fn(&Language) -> bool) -> Result<ToImport, NoFile> {
    let mut people = people_of(file)?;
    leave_out_twice(&mut people.rows);
    for row in people.rows.iter_mut().filter(|row| row.verdict.is_none()) {
        if let Err(why) = newcomer(row, &speaks) {
            row.verdict = Some(Verdict::LeftOut(why));
        }
    }
    Ok(people)
}

/// The people of a file, as it has them.
///
/// # Errors
/// [`NoFile`] says what is wrong.
fn people_of(file: &[u8]) -> Result<ToImport, NoFile> {
    let lines = read(file, MOST_ROWS.saturating_add(1)).map_err(|why| match why {
        NotCsv::NotText => NoFile::NotText,
        NotCsv::Quotes(line) => NoFile::Quotes(line),
        NotCsv::TooLong => NoFile::TooLong,
    })?;
    let mut lines = lines.into_iter();
    let (_, head) = lines.next().ok_or(NoFile::Empty)?;
    let head: Vec<String> = head.iter().map(|it| it.trim().to_lowercase()).collect();
    let mut at = [None; COLUMNS.len()];
    for ((column, others), at) in COLUMNS.iter().zip(&mut at) {
        let mut found =
            head.iter().enumerate().filter(|(_, it)| it == column || others.contains(&it.as_str()));
        *at = found.next().map(|(i, _)| i);
        if found.next().is_some() {
            return Err(NoFile::Twice(column));
        }
    }
    let [email, name, role, language, groups] = at;
    let (Some(email), Some(name)) = (email, name) else {
        return Err(NoFile::NoColumn(if email.is_none() { "email" } else { "name" }));
    };
    let known = [Some(email), Some(name), role, language, groups];
    let unread = head.iter().enumerate().filter(|(i, it)| !it.is_empty() && !known.contains(&Some(*i)));
    let unread = unread.map(|(_, it)| shortened(it)).take(MOST_UNREAD).collect();
    let row = |(line, mut cells): (u64, Vec<String>)| {
        let mut cell =
            |at: Option<usize>| at.and_then(|i| cells.get_mut(i)).map(std::mem::take).unwrap_or_default();
        Row {
            line,
            user: None,
            email: address(cell(Some(email)).trim()),
            name: shortened(cell(Some(name)).trim()),
            role: shortened(cell(role).trim()),
            language: shortened(cell(language).trim()),
            groups: cell(groups).trim().chars().take(LONGEST_GROUPS).collect(),
            verdict: None,
            outcome: None,
        }
    };
    let rows: Vec<Row> = lines.map(row).collect();
    if rows.is_empty() { Err(NoFile::Empty) } else { Ok(ToImport { rows, unread }) }
}

/// What is shown of a cell, however long it is: longer than any address or name that fits, so that what is too long stays so.
fn shortened(cell: &str) -> String {
    cell.chars().take(300).collect()
}

/// An address as it is compared; what stands there, when it is none.
fn address(cell: &str) -> String {
    Email::parse(cell).map_or_else(|_| shortened(cell), |email| email.key())
}

/// Leaves rows out whose address stood in an earlier line: the first says what happens.
fn leave_out_twice(rows: &mut [Row]) {
    let mut seen = HashMap::new();
    for row in rows {
        let Ok(email) = Email::parse(&row.email) else { continue };
        if let Some(line) = seen.get(&email.key()) {
            row.verdict = Some(Verdict::LeftOut(Why::Twice(*line)));
        } else {
            seen.insert(email.key(), row.line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::Role;

    #[test]
    fn columns_are_known_by_their_names_in_any_order() {
        let file = b"Name;Phone;E-Mail;ROLE\nAna;1;ana@example.com;Agent\n;;ANA@example.com\nBo;;no\n";
        let ToImport { mut rows, unread } = people_of(file).unwrap();
        assert_eq!(unread, ["phone"]);
        leave_out_twice(&mut rows);
        assert_eq!(rows[1].verdict, Some(Verdict::LeftOut(Why::Twice(2))));
        let speaks = |it: &Language| it.as_str() == "de";
        let ana = newcomer(&rows[0], speaks).unwrap();
        assert_eq!((ana.name.as_str(), ana.role, ana.language), ("Ana", Role::Agent, None));
        assert_eq!(newcomer(&rows[2], speaks), Err(Why::NotAnEmail));
        for (role, language, why) in [
            ("boss", "", Some(Why::NoSuchRole)),
            ("End User", "xx", Some(Why::NoSuchLanguage)),
            ("", "de", None),
        ] {
            let row = Row { role: role.to_owned(), language: language.to_owned(), ..rows[0].clone() };
            assert_eq!(newcomer(&row, speaks).err(), why, "{role} {language}");
        }
        for (groups, names) in [
            ("", Ok(vec![])),
            ("Night shift", Ok(vec!["Night shift"])),
            (" Night  shift ;; Berlin; NIGHT SHIFT", Ok(vec!["Night shift", "Berlin"])),
            ("a\u{0}b", Err(Why::NoSuchGroup)),
        ] {
            let row = Row { groups: groups.to_owned(), ..rows[0].clone() };
            let names = names.map(|it: Vec<&str>| it.into_iter().map(str::to_owned).collect());
            assert_eq!(newcomer(&row, speaks).map(|it| it.groups), names, "{groups}");
        }
        let long = Row { name: shortened(&"x".repeat(10_000)), ..rows[0].clone() };
        assert_eq!(newcomer(&long, speaks), Err(Why::NotAName));
    }

    #[test]
    fn a_file_that_is_no_table_of_people_is_said_to_be_none() {
        assert_eq!(people_of(b""), Err(NoFile::Empty));
        assert_eq!(people_of(b"email,name\n\n"), Err(NoFile::Empty));
        assert_eq!(people_of(b"mail,role\nx,y"), Err(NoFile::NoColumn("name")));
        assert_eq!(people_of(b"name\nx"), Err(NoFile::NoColumn("email")));
        assert_eq!(people_of(b"email,e-mail,name\nx"), Err(NoFile::Twice("email")));
        assert_eq!(people_of(b"email,name\n\"x"), Err(NoFile::Quotes(2)));
        assert_eq!(people_of(&[0x89, b'P', b'N', b'G']), Err(NoFile::NotText));
        let many = "x@example.com,X\n".repeat(MOST_ROWS);
        assert_eq!(
            people_of(format!("email,name\n{many}").as_bytes()).map(|people| people.rows.len()),
            Ok(MOST_ROWS)
        );
        assert_eq!(people_of(format!("email,name\n{many}x,y").as_bytes()), Err(NoFile::TooLong));
    }
}
