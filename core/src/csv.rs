//! Lines of CSV (RFC 4180) that no spreadsheet takes for formulas, and reading what a spreadsheet wrote.
//!
//! People choose their names, browsers say of themselves what they like, and a spreadsheet computes a cell that begins as a
//! formula does: it can read other cells and send them away (OWASP, "CSV Injection"). Such a cell gets an apostrophe in front, which spreadsheets
//! show as text. The same is done where a reader that takes another separator would begin a cell: behind a semicolon, a tab or
//! the end of a line.

/// The line of a row, with its end (RFC 4180 section 2: CRLF).
pub fn line<S: AsRef<str>>(cells: impl IntoIterator<Item = S>) -> String {
    let mut line = String::new();
    for (i, cell) in cells.into_iter().enumerate() {
        if i > 0 {
            line.push(',');
        }
        push(&mut line, cell.as_ref());
    }
    line.push_str("\r\n");
    line
}

/// A line of a file that was read: where it begins, counted from 1, and its cells.
pub type Line = (u64, Vec<String>);

/// Why a file is not CSV.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotCsv {
    /// It is no text in UTF-8.
    #[error("the file is no text in UTF-8")]
    NotText,
    /// A quotation mark is not closed, or something stands behind the closing one: in the row that begins at this line.
    #[error("line {0}: the quotation marks do not fit")]
    Quotes(u64),
    /// It has more lines than are taken.
    #[error("the file has too many lines")]
    TooLong,
}

/// Reads a file: cells between commas, semicolons or tabs, whichever its first line has most of; `most` lines that are not empty at most.
///
/// # Errors
/// [`NotCsv`] says why not.
pub fn read(file: &[u8], most: usize) -> Result<Vec<Line>, NotCsv> {
    let text = std::str::from_utf8(file).map_err(|_| NotCsv::NotText)?;
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if text.contains('\0') {
        return Err(NotCsv::NotText);
    }
    let separator = separator(text);
    let (mut lines, mut cells, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut at, mut begun_at) = (1_u64, 1_u64);
    let (mut state, mut letters) = (State::Begin, text.chars().peekable());
    loop {
        let letter = letters.next();
        if letter == Some('\r') && letters.peek() == Some(&'\n') && state != State::Quoted {
            continue;
        }
        match (state, letter) {
            (State::Quoted, None) => return Err(NotCsv::Quotes(begun_at)),
            (State::Quoted, Some('"')) if letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            (State::Quoted, Some('"')) => state = State::Closed,
            (State::Quoted, Some(letter)) => {
                at += u64::from(letter == '\n');
                cell.push(letter);
            }
            (State::Begin, Some('"')) => state = State::Quoted,
            (_, Some(letter)) if letter == separator => {
                cells.push(unguarded(std::mem::take(&mut cell)));
                state = State::Begin;
            }
            (_, None | Some('\n' | '\r')) => {
                cells.push(unguarded(std::mem::take(&mut cell)));
                let whole = std::mem::take(&mut cells);
                if whole.iter().any(|cell| !cell.trim().is_empty()) {
                    if lines.len() >= most {
                        return Err(NotCsv::TooLong);
                    }
                    lines.push((begun_at, whole));
                }
                at += 1;
                (begun_at, state) = (at, State::Begin);
                if letter.is_none() {
                    return Ok(lines);
                }
            }
            (State::Closed, Some(' ')) => {}
            (State::Closed, Some(_)) => return Err(NotCsv::Quotes(begun_at)),
            (State::Begin | State::Open, Some(letter)) => {
                cell.push(letter);
                state = State::Open;
            }
        }
    }
}

/// Where in a cell a reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before its first sign.
    Begin,
    /// In one without quotation marks.
    Open,
    /// Between the quotation marks.
    Quoted,
    /// Behind them.
    Closed,
}

/// What separates the cells: what stands most often in the first line, outside quotation marks.
fn separator(text: &str) -> char {
    let (mut quoted, mut counts) = (false, [(',', 0_usize), (';', 0), ('\t', 0)]);
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' | '\r' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(it, _)| *it == letter).for_each(|(_, count)| *count += 1),
        }
    }
    // Of equals the first: the comma, which the standard names.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(',', |(it, _)| it)
}

/// The cell as it was before [`line`] put an apostrophe in front, so that a file of ours can be read back.
fn unguarded(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest) => rest.to_owned(),
        _ => cell,
    }
}

/// What marks a file as UTF-8: Excel takes one without it for the code page of its machine.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

fn push(line: &mut String, cell: &str) {
    let quoted =
        cell.contains(['"', ',', ';', '\t', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ');
    if quoted {
        line.push('"');
    }
    let mut at_the_start = true;
    for (at, letter) in cell.char_indices() {
        if at_the_start && cell.get(at..).is_some_and(begins_a_formula) {
            line.push('\'');
        }
        if letter == '"' {
            line.push('"');
        }
        line.push(letter);
        at_the_start = matches!(letter, ';' | '\t' | '\r' | '\n');
    }
    if quoted {
        line.push('"');
    }
}

/// Whether a spreadsheet may take a text for a formula: by its first sign, or by one that stands behind blanks. The full-width
/// forms (U+FF1D, U+FF0B, U+FF0D, U+FF20) are such to spreadsheets in Chinese and Japanese.
fn begins_a_formula(text: &str) -> bool {
    let first = text.chars().find(|letter| !matches!(letter, ' ' | '\u{a0}' | '\u{3000}'));
    matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p57_whatever_begins_a_formula_is_text() {
        for begins in ["=", "+", "-", "@", "＝", "＋", "－", "＠"] {
            let cell = format!("{begins}cmd|' /C calc'!A0");
            assert_eq!(line([&cell]), format!("'{cell}\r\n"));
        }
        for begins in ["\t", "\r", "\n"] {
            let cell = format!("{begins}=1");
            assert_eq!(line([&cell]), format!("\"'{begins}'=1\"\r\n"));
        }
    }

    #[test]
    fn p57_blanks_before_the_sign_do_not_help_it() {
        assert_eq!(line([" =1"]), "\"' =1\"\r\n");
        assert_eq!(line(["\u{3000}＝1", "\u{a0}@a"]), "'\u{3000}＝1,'\u{a0}@a\r\n");
    }

    #[test]
    fn p57_no_other_separator_brings_a_formula_back() {
        assert_eq!(line(["Ana;=1+1"]), "\"Ana;'=1+1\"\r\n");
        assert_eq!(line(["Ana\n@SUM(A1)"]), "\"Ana\n'@SUM(A1)\"\r\n");
    }

    #[test]
    fn what_spreadsheets_write_is_read_whichever_separator_they_take() {
        for separator in [",", ";", "\t"] {
            for end in ["\n", "\r\n", "\r"] {
                let text = [
                    "email;name",
                    "a@x.example;\"Ruiz, \"\"Ana\"\";\nof two lines\"",
                    "",
                    "b@x.example; Bo ",
                ]
                .join(end)
                .replace("email;name", &format!("email{separator}name"))
                .replace("example;", &format!("example{separator}"));
                let lines = read(format!("{BYTE_ORDER_MARK}{text}").as_bytes(), 9).unwrap();
                let cells: Vec<Vec<&str>> =
                    lines.iter().map(|(_, cells)| cells.iter().map(String::as_str).collect()).collect();
                assert_eq!(
                    cells,
                    [
                        vec!["email", "name"],
                        vec!["a@x.example", "Ruiz, \"Ana\";\nof two lines"],
                        vec!["b@x.example", " Bo "],
                    ],
                    "{separator:?} {end:?}"
                );
                assert_eq!(lines.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1, 2, 5]);
            }
        }
    }

    #[test]
    fn what_is_no_csv_is_not_guessed_at() {
        assert_eq!(read(b"\xff\xfee\0m\0", 9), Err(NotCsv::NotText));
        assert_eq!(read(b"PK\x03\x04\0\0", 9), Err(NotCsv::NotText));
        assert_eq!(read(b"a\n\"b", 9), Err(NotCsv::Quotes(2)));
        assert_eq!(read(b"a\n\"b\"c", 9), Err(NotCsv::Quotes(2)));
        assert_eq!(read(b"a\nb\n\nc\n", 3).map(|it| it.len()), Ok(3));
        assert_eq!(read(b"a\nb\nc\nd", 3), Err(NotCsv::TooLong));
        assert_eq!(read(b"", 3), Ok(vec![]));
        assert_eq!(read(b"it is 5 o\"clock", 3).unwrap()[0].1, ["it is 5 o\"clock"]);
    }

    #[test]
    fn a_file_of_ours_is_read_back_as_it_was() {
        for cell in ["=1", "'tis", "-a;b", "O'Neil", "  x", "\"", "a\nb"] {
            let read = read(line(["x", cell]).as_bytes(), 9).unwrap();
            assert_eq!(read[0].1, ["x", cell]);
        }
    }

    #[test]
    fn rows_are_those_of_rfc_4180() {
        assert_eq!(line(["a", "", "Ana, of \"Acme\"", "b\nc"]), "a,,\"Ana, of \"\"Acme\"\"\",\"b\nc\"\r\n");
        assert_eq!(line(["O'Neil", "1-2", "a@example.com", " x"]), "O'Neil,1-2,a@example.com,\" x\"\r\n");
        assert_eq!(line(Vec::<&str>::new()), "\r\n");
    }
}
