//! Lines of CSV (RFC 4180) that no spreadsheet takes for formulas.
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
    fn rows_are_those_of_rfc_4180() {
        assert_eq!(line(["a", "", "Ana, of \"Acme\"", "b\nc"]), "a,,\"Ana, of \"\"Acme\"\"\",\"b\nc\"\r\n");
        assert_eq!(line(["O'Neil", "1-2", "a@example.com", " x"]), "O'Neil,1-2,a@example.com,\" x\"\r\n");
        assert_eq!(line(Vec::<&str>::new()), "\r\n");
    }
}
