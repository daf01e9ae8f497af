//! The limits that Doorward is held against: a route that does nothing, and Argon2id alone.

use std::net::Ipv4Addr;
use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use doorward_core::factor::password::Hashing;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

use crate::clock::now;
use crate::{Outcome, failed};

/// Answers what a session check answers, and does nothing for it.
pub(crate) async fn route(port: u16) -> Outcome<()> {
    let nothing = || get(|| async { StatusCode::NO_CONTENT });
    let router = Router::new().route("/session", nothing()).route("/readyz", nothing());
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    Ok(axum::serve(listener, router).await?)
}

/// How many hashes a second a number of threads compute.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Hashed {
    /// Hashes a second, of all threads.
    pub(crate) per_second: f64,
}

/// Hashes at the server's own cost on every thread, each with its memory kept, as long as told.
pub(crate) fn hashes(threads: usize, span: Duration) -> Outcome<Hashed> {
    let threads: Vec<_> = (0..threads).map(|_| std::thread::spawn(move || hash_for(span))).collect();
    let mut per_second = 0.0;
    for thread in threads {
        per_second += thread.join().map_err(|_| failed("a hashing thread panicked"))??;
    }
    Ok(Hashed { per_second })
}

fn hash_for(span: Duration) -> Outcome<f64> {
    let Hashing { memory_kib, passes, lanes } = Hashing::default();
    let params =
        Params::new(memory_kib, passes, lanes, Some(32)).map_err(|error| failed(error.to_string()))?;
    let mut memory = vec![Block::default(); params.block_count()];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut digest = [0; 32];
    let mut hash = || {
        let salt = [7; 16];
        let hashed =
            argon2.hash_password_into_with_memory(b"nine quiet otters", &salt, &mut digest, &mut memory);
        hashed.map_err(|error| failed(error.to_string()))
    };
    // The first touches its memory for the first time.
    hash()?;
    let (start, mut count) = (now(), 0_u32);
    while start.elapsed() < span {
        hash()?;
        count += 1;
    }
    Ok(f64::from(count) / start.elapsed().as_secs_f64())
}
