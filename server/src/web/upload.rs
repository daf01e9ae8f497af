//! The forms that bring a file: a logo, and people to import. What is asked of every form is asked of them as well (`form.rs`); no other door takes one.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;

use super::form::{Form, Sent};
use super::problem::Problem;
use super::state::Web;

/// The fields of a form that this browser was shown, and the file that was chosen in it: empty when none was.
#[derive(Debug)]
pub struct Upload {
    /// The fields.
    pub form: Form,
    /// The file. What it was called, and what its sender says that it is, is not looked at.
    pub file: Vec<u8>,
}

/// Room for the name and type of one part.
const LONGEST_HEAD: usize = 1_024;

impl FromRequest<Web> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Upload, Problem> {
        let sent = Sent::read(request, web).await?;
        if !sent.is_of("multipart/form-data") {
            // A form like all others, in which there can be no file.
            return Ok(Upload { form: sent.form(web)?, file: Vec::new() });
        }
        let boundary = boundary(sent.content_type());
        let read = boundary.and_then(|boundary| Upload::parse(&sent.bytes, boundary));
        let Upload { form, file } = read.ok_or(Problem::status(StatusCode::BAD_REQUEST))?;
        Ok(Upload { form: form.shown_to(&sent.headers, web)?, file })
    }
}

impl Upload {
    /// Reads a body as browsers write it (RFC 7578, and "multipart/form-data encoding algorithm" of the HTML standard): nothing before
    /// the first part, nothing behind the last, each field once, one file at most.
    fn parse(body: &[u8], boundary: &str) -> Option<Upload> {
        let first = format!("--{boundary}");
        let between = format!("\r\n{first}");
        let mut rest = body.strip_prefix(first.as_bytes())?;
        let (mut form, mut file) = (Form::default(), None);
        loop {
            if let Some(end) = rest.strip_prefix(b"--") {
                let upload = Upload { form, file: file.unwrap_or_default() };
                return matches!(end, b"" | b"\r\n").then_some(upload);
            }
            rest = rest.strip_prefix(b"\r\n")?;
            let (head, after) = split_at(rest, b"\r\n\r\n").filter(|(head, _)| head.len() <= LONGEST_HEAD)?;
            let (content, after) = split_at(after, between.as_bytes())?;
            let Head { name, is_file } = Head::parse(std::str::from_utf8(head).ok()?)?;
            if is_file {
                // The name of a file is a field as others are: it comes once, and is that of no text.
                form.add(name, String::new())?;
                file.replace(content.to_vec()).is_none().then_some(())?;
            } else {
                form.add(name, String::from_utf8(content.to_vec()).ok()?)?;
            }
            rest = after;
        }
    }
}

/// What is said of one part.
struct Head {
    name: String,
    is_file: bool,
}

impl Head {
    /// Reads the lines above a part: which field it is, and perhaps of which type.
    fn parse(head: &str) -> Option<Head> {
        let mut found = None;
        for line in head.split("\r\n") {
            let (header, value) = line.split_once(':')?;
            match header.to_ascii_lowercase().as_str() {
                "content-disposition" if found.is_none() => found = Some(Head::disposition(value.trim())?),
                "content-type" => {}
                _ => return None,
            }
        }
        found
    }

    /// Reads `form-data; name="logo"; filename="a.png"`. Browsers write a quotation mark within as `%22`, so the next one ends it.
    fn disposition(value: &str) -> Option<Head> {
        let (name, rest) = value.strip_prefix("form-data; name=\"")?.split_once('"')?;
        let is_file = match rest.strip_prefix("; filename=\"") {
            Some(rest) => rest.split_once('"').is_some_and(|(_, rest)| rest.is_empty()).then_some(true)?,
            None => rest.is_empty().then_some(false)?,
        };
        Some(Head { name: name.to_owned(), is_file })
    }
}

/// The boundary that a content type names: 1 to 70 characters of those that need no care (RFC 2046 section 5.1.1).
fn boundary(content_type: &str) -> Option<&str> {
    let (_, parameters) = content_type.split_once(';')?;
    let boundary = parameters.trim().strip_prefix("boundary=")?;
    let boundary = boundary.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(boundary);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=?".contains(&byte);
    ((1..=70).contains(&boundary.len()) && boundary.bytes().all(plain)).then_some(boundary)
}

/// What is before the first such bytes, and what is behind them.
fn split_at<'b>(bytes: &'b [u8], at: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let found = bytes.windows(at.len()).position(|window| window == at)?;
    let (before, from) = bytes.split_at_checked(found)?;
    Some((before, from.get(at.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=----geckoformboundary42";

    fn read(body: &str) -> Option<Upload> {
        Upload::parse(body.replace('\n', "\r\n").as_bytes(), boundary(TYPE).unwrap())
    }

    fn part(disposition: &str, content: &str) -> String {
        format!("------geckoformboundary42\nContent-Disposition: {disposition}\n\n{content}\n")
    }

    const END: &str = "------geckoformboundary42--\n";

    #[test]
    fn a_form_with_a_file_is_read_as_browsers_write_it() {
        let file =
            "form-data; name=\"logo\"; filename=\"a; name=%22form_token%22.png\"\nContent-Type: text/html";
        let version = part("form-data; name=\"version\"", "3");
        let body = version.clone() + &part(file, "\u{89}PNG\n--\n----gecko") + END;
        let Upload { form, file } = read(&body).unwrap();
        assert_eq!((form.text("version"), form.text("form_token")), ("3", ""));
        assert_eq!(file, "\u{89}PNG\r\n--\r\n----gecko".as_bytes());
        let none =
            part("form-data; name=\"logo\"; filename=\"\"\nContent-Type: application/octet-stream", "");
        assert!(read(&(version + &none + END)).unwrap().file.is_empty());
    }

    #[test]
    fn what_no_browser_writes_is_no_form() {
        let field = |name: &str| part(&format!("form-data; name=\"{name}\""), "1");
        let logo = part("form-data; name=\"logo\"; filename=\"a\"", "x");
        let whole = field("a") + &logo + END;
        assert!(read(&whole).is_some());
        for cut in 0..whole.len() - 1 {
            assert!(read(&whole[..cut]).is_none(), "cut off at {cut}");
        }
        for odd in [
            format!("before\n{whole}"),
            format!("{whole}behind"),
            field("a") + &field("a") + END,
            logo.clone() + &logo + END,
            field("logo") + &logo + END,
            logo.clone() + &part("form-data; name=\"mark\"; filename=\"b\"", "y") + END,
            part("form-data; name=a", "1") + END,
            part("form-data; filename=\"a\"; name=\"logo\"", "1") + END,
            part("form-data; name=\"a\"; filename=\"b\"; name=\"c\"", "1") + END,
            part("form-data; name=\"a\"; filename*=UTF-8''b", "1") + END,
            part("attachment; name=\"a\"", "1") + END,
            part("form-data; name=\"a\"\nContent-Transfer-Encoding: base64", "1") + END,
            part("form-data; name=\"a\"\nContent-Disposition: form-data; name=\"b\"", "1") + END,
            part(&format!("form-data; name=\"{}\"", "a".repeat(1_024)), "1") + END,
            part("form-data; name=\"a\"", "\0") + END,
        ] {
            assert!(read(&odd).is_none(), "{odd}");
        }
        let many: String = (0..65).map(|i| field(&i.to_string())).collect();
        assert!(read(&(many + END)).is_none());
    }

    #[test]
    fn a_boundary_is_short_and_plain() {
        assert_eq!(boundary(TYPE), Some("----geckoformboundary42"));
        assert_eq!(boundary("multipart/form-data; boundary=\"x\""), Some("x"));
        let long = format!("multipart/form-data; boundary={}", "x".repeat(71));
        for odd in [
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "m; boundary=a b",
            "m; charset=x; boundary=y",
            &long,
        ] {
            assert_eq!(boundary(odd), None, "{odd}");
        }
    }
}
