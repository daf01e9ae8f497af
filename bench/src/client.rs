//! The load's side of HTTP: one connection that is kept, and a browser with cookies upon it.
//!
//! Written here, over tokio alone: a client library would take from the server the cores that they share, and hyper's client
//! is a feature that nothing else in the tree wants.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::process::HOST;
use crate::{Outcome, failed};

const END_OF_HEAD: &[u8] = b"\r\n\r\n";

/// A connection over which one request follows the answer to the other.
pub(crate) struct Connection {
    stream: TcpStream,
    answer: Vec<u8>,
}

/// An answer, as it lies in the connection's memory.
pub(crate) struct Answer<'c> {
    /// Its status.
    pub(crate) status: u16,
    head: &'c [u8],
    body: &'c [u8],
}

impl Connection {
    pub(crate) async fn open(to: SocketAddr) -> Outcome<Connection> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, answer: Vec::with_capacity(16 * 1_024) })
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn send(&mut self, request: &[u8]) -> Outcome<Answer<'_>> {
        self.stream.write_all(request).await?;
        self.answer.clear();
        let end = loop {
            if self.stream.read_buf(&mut self.answer).await? == 0 {
                return Err(failed("the server closed the connection"));
            }
            if let Some(end) = end_of_head(&self.answer) {
                break end;
            }
        };
        let length = match header(self.answer.get(..end).unwrap_or_default(), "content-length") {
            Some(length) => length.parse::<usize>()?,
            None => 0,
        };
        while self.answer.len() < end + length {
            if self.stream.read_buf(&mut self.answer).await? == 0 {
                return Err(failed("the server closed the connection"));
            }
        }
        let (head, body) = self.answer.split_at(end);
        let status = head.get(9..12).and_then(|it| std::str::from_utf8(it).ok()?.parse().ok());
        Ok(Answer { status: status.ok_or_else(|| failed("an answer without a status"))?, head, body })
    }
}

/// Where the body begins, once all of the head is there. Most answers have no body: then it is the end.
fn end_of_head(answer: &[u8]) -> Option<usize> {
    if answer.starts_with(b"HTTP/1.1 204") && answer.ends_with(END_OF_HEAD) {
        return Some(answer.len());
    }
    let at = answer.windows(END_OF_HEAD.len()).position(|window| window == END_OF_HEAD)?;
    Some(at + END_OF_HEAD.len())
}

fn header<'h>(head: &'h [u8], name: &str) -> Option<&'h str> {
    headers(head).find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn headers(head: &[u8]) -> impl Iterator<Item = (&str, &str)> {
    std::str::from_utf8(head).unwrap_or_default().split("\r\n").filter_map(|line| line.split_once(": "))
}

impl Answer<'_> {
    /// Where it leads.
    pub(crate) fn location(&self) -> &str {
        header(self.head, "location").unwrap_or_default()
    }

    fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        headers(self.head)
            .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
            .filter_map(|(_, cookie)| cookie.split(';').next()?.split_once('='))
    }

    fn form_token(&self) -> Option<&str> {
        let body = std::str::from_utf8(self.body).ok()?;
        let (_, rest) = body.split_once("name=\"form_token\" value=\"")?;
        Some(rest.split_once('"')?.0)
    }
}

/// Somebody at a browser: cookies, and the token of the form that was shown last.
#[derive(Default)]
pub(crate) struct Browser {
    cookies: BTreeMap<String, String>,
    form_token: String,
}

impl Browser {
    /// Gets a page.
    pub(crate) async fn get<'c>(&mut self, on: &'c mut Connection, path: &str) -> Outcome<Answer<'c>> {
        let request = format!("GET {path} HTTP/1.1\r\n{}\r\n", self.headers());
        self.follow(on.send(request.as_bytes()).await?)
    }

    /// Sends the form of the page that was shown last.
    pub(crate) async fn post<'c>(
        &mut self,
        on: &'c mut Connection,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Outcome<Answer<'c>> {
        let request = self.form(path, fields);
        self.follow(on.send(&request).await?)
    }

    /// The request that sends the form of the page that was shown last.
    pub(crate) fn form(&self, path: &str, fields: &[(&str, &str)]) -> Vec<u8> {
        let token = [("form_token", self.form_token.as_str())];
        let body =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).extend_pairs(token).finish();
        format!(
            "POST {path} HTTP/1.1\r\n{}Origin: https://{HOST}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.headers(),
            body.len()
        )
        .into_bytes()
    }

    fn headers(&self) -> String {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = match cookies.is_empty() {
            true => String::new(),
            false => format!("Cookie: {}\r\n", cookies.join("; ")),
        };
        format!("Host: {HOST}\r\n{ALWAYS}{cookies}")
    }

    fn follow<'c>(&mut self, answer: Answer<'c>) -> Outcome<Answer<'c>> {
        for (name, value) in answer.cookies() {
            match value.is_empty() {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        if let Some(token) = answer.form_token() {
            token.clone_into(&mut self.form_token);
        }
        Ok(answer)
    }
}

/// What every browser sends with every request.
const ALWAYS: &str = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n\
                      Accept: */*\r\nAccept-Language: en-GB,en;q=0.7,de;q=0.3\r\n";

/// The request by which an open page asks whether its session still holds, with the three cookies of somebody signed in.
pub(crate) fn session_check(session: &str, form: &str, browser: &str) -> Vec<u8> {
    format!(
        "GET /session HTTP/1.1\r\nHost: {HOST}\r\n{ALWAYS}\
         Cookie: __Host-browser={browser}; __Host-form={form}; __Host-session={session}\r\n\r\n"
    )
    .into_bytes()
}
