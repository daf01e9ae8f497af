//! The bounded pool that Argon2id runs on: its memory is slots times the memory of a hash, however many ask.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use tokio::sync::Semaphore;

use super::{Error, Result};

/// So many may wait for a slot; one more is sent away at once.
const MOST_WAITING: usize = 2_048;

/// A bounded pool for work that takes a core and memory.
#[derive(Debug)]
pub struct HashPool {
    slots: Arc<Semaphore>,
    waiting: AtomicUsize,
    count: AtomicU64,
}

impl HashPool {
    /// A pool with so many slots: as many as there are cores.
    pub(super) fn new(slots: usize) -> HashPool {
        HashPool {
            slots: Arc::new(Semaphore::new(slots.max(1))),
            waiting: AtomicUsize::new(0),
            count: AtomicU64::new(0),
        }
    }

    /// How many hashes were computed.
    pub(super) fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Runs `work`, which computes `hashes` hashes, when a slot is free.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        hashes: u64,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let waiting = Waiting::join(&self.waiting)?;
        let slot = Arc::clone(&self.slots).acquire_owned().await.map_err(|_| Error::Crowded)?;
        drop(waiting);
        self.count.fetch_add(hashes, Ordering::Relaxed);
        // The slot is given back when the work ends, also when nobody waits for its answer any more.
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(slot);
            result
        });
        done.await.map_err(|_| Error::Hash("the work ended early".to_owned()))
    }
}

struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn join(waiting: &'a AtomicUsize) -> Result<Waiting<'a>> {
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let joined = Waiting(waiting);
        if before >= MOST_WAITING { Err(Error::Crowded) } else { Ok(joined) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
