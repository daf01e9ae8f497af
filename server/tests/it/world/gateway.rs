//! A gateway for text messages on this machine, which answers as a story tells it to, however rudely.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

/// What the gateway does with a question.
#[derive(Clone, Debug)]
pub enum Act {
    /// Answers with this status line and body.
    Answer(&'static str, String),
    /// Says exactly this, and closes.
    Say(Vec<u8>),
    /// Says exactly this, and then nothing, and does not close.
    SayAndHang(Vec<u8>),
}

impl Act {
    pub fn answer(status: &'static str, body: &str) -> Act {
        Act::Answer(status, body.to_owned())
    }

    pub fn drop() -> Act {
        Act::Say(Vec::new())
    }

    pub fn hang() -> Act {
        Act::SayAndHang(Vec::new())
    }
}

/// A question as it came.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Method, path and version.
    pub line: String,
    /// In lower case and order, each as `name: value`.
    pub headers: Vec<String>,
    pub body: String,
}

impl Heard {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|header| header.strip_prefix(&format!("{name}: ")))
    }
}

pub struct FakeGateway {
    pub address: SocketAddr,
    state: Arc<State>,
}

struct State {
    act: Mutex<Act>,
    heard: Mutex<Vec<Heard>>,
    connected: Mutex<usize>,
    woken: Notify,
}

impl FakeGateway {
    /// Over plain HTTP.
    pub async fn start(act: Act) -> FakeGateway {
        FakeGateway::with(act, None).await
    }

    /// Over TLS, with a certificate that nobody trusts who is not told to: [`certificate`].
    pub async fn with_tls(act: Act) -> FakeGateway {
        let certificates =
            CertificateDer::pem_file_iter(certificate()).unwrap().map(Result::unwrap).collect();
        let key = PrivateKeyDer::from_pem_file(certificate()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(certificates, key)
            .unwrap();
        FakeGateway::with(act, Some(TlsAcceptor::from(Arc::new(config)))).await
    }

    async fn with(act: Act, tls: Option<TlsAcceptor>) -> FakeGateway {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State {
            act: Mutex::new(act),
            heard: Mutex::default(),
            connected: Mutex::default(),
            woken: Notify::new(),
        });
        let served = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *served.connected.lock().unwrap() += 1;
                served.woken.notify_waiters();
                let (state, tls) = (Arc::clone(&served), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => answer(stream, &state).await,
                        // Who does not trust the certificate goes away here.
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => answer(stream, &state).await,
                            Err(_) => None,
                        },
                    }
                });
            }
        });
        FakeGateway { address, state }
    }

    /// From now on it does this.
    pub fn act(&self, act: Act) {
        *self.state.act.lock().unwrap() = act;
    }

    /// Every question so far.
    pub fn heard(&self) -> Vec<Heard> {
        self.state.heard.lock().unwrap().clone()
    }

    /// How often somebody connected.
    pub fn connected(&self) -> usize {
        *self.state.connected.lock().unwrap()
    }

    /// Waits until somebody connected so often, and so many questions came.
    pub async fn until(&self, connected: usize, heard: usize) {
        loop {
            let woken = self.state.woken.notified();
            if self.connected() >= connected && self.heard().len() >= heard {
                return;
            }
            woken.await;
        }
    }
}

/// The file that holds the certificate of [`FakeGateway::with_tls`].
pub fn certificate() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/world/localhost.pem")
}

/// None when the other side went away.
async fn answer<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, state: &State) -> Option<()> {
    let heard = hear(&mut stream).await?;
    state.heard.lock().unwrap().push(heard);
    state.woken.notify_waiters();
    let act = state.act.lock().unwrap().clone();
    let said = match &act {
        Act::Answer(status, body) => {
            let length = body.len();
            format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
        }
        Act::Say(said) | Act::SayAndHang(said) => said.clone(),
    };
    stream.write_all(&said).await.ok()?;
    stream.flush().await.ok()?;
    if let Act::SayAndHang(_) = act {
        std::future::pending::<()>().await;
    }
    stream.shutdown().await.ok()
}

async fn hear<S: AsyncRead + Unpin>(stream: &mut S) -> Option<Heard> {
    let (mut bytes, mut end) = (Vec::new(), None);
    while end.is_none() {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    }
    let mut body = bytes.split_off(end? + 4);
    let head = String::from_utf8(bytes).unwrap();
    let mut lines = head.trim_end().split("\r\n");
    let line = lines.next()?.to_owned();
    let mut headers: Vec<String> = lines
        .map(|header| header.split_once(": ").unwrap())
        .map(|(name, value)| format!("{}: {value}", name.to_lowercase()))
        .collect();
    headers.sort();
    let mut heard = Heard { line, headers, body: String::new() };
    let length: usize = heard.header("content-length").map_or(0, |length| length.parse().unwrap());
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    heard.body = String::from_utf8(body).unwrap();
    Some(heard)
}
