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

/// The columns of a file, each with the other names that people give it.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("email", &["e-mail", "email address", "e-mail address", "mail"]),
    ("name", &["full name"]),
    ("role", &[]),
    ("language", &["locale"]),
];

/// The rows of a file that is to be imported. What is wrong with a row by itself, or with two that name one address, is its verdict;
/// the others have none yet. `speaks` says which languages there are.
///
/// # Errors
/// [`NoFile`] says what is wrong with the file as a whole.
pub fn rows_to_import(file: &[u8], speaks: impl Fn(&Language) -> bool) -> Result<Vec<Row>, NoFile> {
    let (mut rows, _) = rows_of(file)?;
    leave_out_twice(&mut rows);
    for row in rows.iter_mut().filter(|row| row.verdict.is_none()) {
        if let Err(why) = newcomer(row, &speaks) {
            row.verdict = Some(Verdict::LeftOut(why));
        }
    }
    Ok(rows)
}

/// The rows of a file, and what its first line names beside what is read.
///
/// # Errors
/// [`NoFile`] says what is wrong.
fn rows_of(file: &[u8]) -> Result<(Vec<Row>, Vec<String>), NoFile> {
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
    let [email, name, role, language] = at;
    let (Some(email), Some(name)) = (email, name) else {
        return Err(NoFile::NoColumn(if email.is_none() { "email" } else { "name" }));
    };
    let known = [Some(email), Some(name), role, language];
    let others = head.iter().enumerate().filter(|(i, it)| !it.is_empty() && !known.contains(&Some(*i)));
    let others = others.map(|(_, it)| shortened(it)).collect();
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
            verdict: None,
            outcome: None,
        }
    };
    let rows: Vec<Row> = lines.map(row).collect();
    if rows.is_empty() { Err(NoFile::Empty) } else { Ok((rows, others)) }
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
        let (mut rows, others) =
            rows_of(b"Name;Phone;E-Mail;ROLE\nAna;1;ana@example.com;Agent\n;;ANA@example.com\nBo;;no\n")
                .unwrap();
        assert_eq!(others, ["phone"]);
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
        let long = Row { name: shortened(&"x".repeat(10_000)), ..rows[0].clone() };
        assert_eq!(newcomer(&long, speaks), Err(Why::NotAName));
    }

    #[test]
    fn a_file_that_is_no_table_of_people_is_said_to_be_none() {
        assert_eq!(rows_of(b""), Err(NoFile::Empty));
        assert_eq!(rows_of(b"email,name\n\n"), Err(NoFile::Empty));
        assert_eq!(rows_of(b"mail,role\nx,y"), Err(NoFile::NoColumn("name")));
        assert_eq!(rows_of(b"name\nx"), Err(NoFile::NoColumn("email")));
        assert_eq!(rows_of(b"email,e-mail,name\nx"), Err(NoFile::Twice("email")));
        assert_eq!(rows_of(b"email,name\n\"x"), Err(NoFile::Quotes(2)));
        assert_eq!(rows_of(&[0x89, b'P', b'N', b'G']), Err(NoFile::NotText));
        let many = "x@example.com,X\n".repeat(MOST_ROWS);
        assert_eq!(
            rows_of(format!("email,name\n{many}").as_bytes()).map(|(rows, _)| rows.len()),
            Ok(MOST_ROWS)
        );
        assert_eq!(rows_of(format!("email,name\n{many}x,y").as_bytes()), Err(NoFile::TooLong));
    }
}
