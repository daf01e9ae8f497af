//! One question to an HTTP server, over a connection of its own: bounded in time and length, no redirect followed, no proxy asked,
//! nothing sent twice. Few messages go out, so a connection each costs little, and none can be found half-dead in a pool.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, CONNECTION, HOST, HeaderValue, USER_AGENT};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::Url;

use super::in_words;

/// Address, connection and TLS take no longer.
const CONNECT: Duration = Duration::from_secs(5);

/// Nothing takes longer, the answer among it.
const WHOLE: Duration = Duration::from_secs(10);

/// No answer is longer.
const LONGEST_ANSWER: usize = 64 * 1024;

/// Asks HTTP servers.
pub(super) struct Http {
    tls: TlsConnector,
}

/// What a server answered.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: Bytes,
}

impl Http {
    /// With the certificates that the system trusts.
    ///
    /// # Errors
    /// One line, when TLS cannot be set up.
    pub(super) fn new() -> Result<Http, String> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| format!("TLS: {error}"))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Http { tls: TlsConnector::from(Arc::new(config)) })
    }

    /// Sends `request`, whose headers of the connection are written here, to the server of `url`.
    ///
    /// # Errors
    /// Why there is no whole answer, in words.
    pub(super) async fn ask(&self, url: &Url, request: Request<String>) -> Result<Answer, String> {
        let asked = timeout(WHOLE, self.ask_patiently(url, request)).await;
        asked.unwrap_or_else(|_| Err(format!("no answer within {} s", WHOLE.as_secs())))
    }

    async fn ask_patiently(&self, url: &Url, request: Request<String>) -> Result<Answer, String> {
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default().unwrap_or_default();
        let request = written(url, request)?;
        let late = |_| format!("no connection within {} s", CONNECT.as_secs());
        let name = host.trim_matches(['[', ']']);
        if url.scheme() == "http" {
            let stream = timeout(CONNECT, connect(name, port)).await.map_err(late)??;
            return exchange(stream, request).await;
        }
        let server = ServerName::try_from(name.to_owned()).map_err(|error| in_words(&error))?;
        let secured = async {
            let stream = connect(name, port).await?;
            self.tls.connect(server, stream).await.map_err(|error| format!("TLS: {}", in_words(&error)))
        };
        let stream = timeout(CONNECT, secured).await.map_err(late)??;
        exchange(stream, request).await
    }
}

async fn connect(host: &str, port: u16) -> Result<TcpStream, String> {
    TcpStream::connect((host, port)).await.map_err(|error| format!("no connection: {error}"))
}

/// The request as HTTP/1.1 has it: path and query, and the host beside them (RFC 9112 sections 3.2.1 and 3.2).
fn written(url: &Url, request: Request<String>) -> Result<Request<Full<Bytes>>, String> {
    let (mut head, body) = request.into_parts();
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    head.uri = path.parse().map_err(|error| in_words(&error))?;
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    head.headers.insert(HOST, HeaderValue::try_from(host).map_err(|error| in_words(&error))?);
    head.headers.insert(USER_AGENT, HeaderValue::from_static("Doorward"));
    head.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    head.headers.insert(CONNECTION, HeaderValue::from_static("close"));
    Ok(Request::from_parts(head, Full::new(Bytes::from(body))))
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Answer, String>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|error| in_words(&error))?;
    let asked = async {
        let answer = sender.send_request(request).await.map_err(|error| in_words(&error))?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), LONGEST_ANSWER).collect().await;
        // Too long, or broken off: of half an answer nothing is believed.
        let body = body.map_err(|error| format!("{status}, and then {}", in_words(error.as_ref())))?;
        Ok(Answer { status, body: body.to_bytes() })
    };
    // The connection is driven here and by nobody else, so that it goes with whoever stops waiting. When it ends, what it brought
    // or why it failed is on its way to `asked`.
    let driven = async {
        let _ = connection.await;
        std::future::pending::<()>().await;
    };
    tokio::select! {
        answer = asked => answer,
        () = driven => Err("the connection ended".to_owned()),
    }
}
