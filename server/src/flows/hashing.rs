//! The bounded pool that Argon2id runs on.
//!
//! A thread a slot. Each keeps the memory of its hashes, so that all of them take slots times the memory of one, however many
//! people ask.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use tokio::sync::oneshot;

use super::{Error, Result};

/// So many may wait for a slot; one more is sent away at once.
const MOST_WAITING: usize = 2_048;

type Job = Box<dyn FnOnce() + Send>;

/// A bounded pool for work that takes a core and memory. Its threads end when it goes.
#[derive(Debug)]
pub struct HashPool {
    jobs: mpsc::Sender<Job>,
    waiting: Arc<AtomicUsize>,
    count: AtomicU64,
    refused: AtomicU64,
}

impl HashPool {
    /// A pool with so many slots: as many as there are cores.
    ///
    /// # Errors
    /// When the system starts no thread.
    pub(super) fn new(slots: usize) -> std::io::Result<HashPool> {
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        for slot in 0..slots.max(1) {
            let queue = Arc::clone(&queue);
            std::thread::Builder::new().name(format!("hash-{slot}")).spawn(move || work_off(&queue))?;
        }
        Ok(HashPool {
            jobs,
            waiting: Arc::new(AtomicUsize::new(0)),
            count: AtomicU64::new(0),
            refused: AtomicU64::new(0),
        })
    }

    /// How many hashes were computed.
    pub(super) fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// How many wait for a slot.
    pub(super) fn waiting(&self) -> u64 {
        u64::try_from(self.waiting.load(Ordering::Relaxed)).unwrap_or(u64::MAX)
    }

    /// How many were sent away.
    pub(super) fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// Runs `work`, which computes `hashes` hashes, when a slot is free; not at all when nobody waits for it any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        hashes: u64,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let waiting = Waiting::join(&self.waiting).inspect_err(|_| {
            self.refused.fetch_add(1, Ordering::Relaxed);
        })?;
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move || {
            drop(waiting);
            if !answer.is_closed() {
                let _ = answer.send(work());
            }
        });
        self.count.fetch_add(hashes, Ordering::Relaxed);
        self.jobs.send(job).map_err(|_| Error::Crowded)?;
        answered.await.map_err(|_| Error::Hash("the work ended early".to_owned()))
    }
}

fn work_off(queue: &Mutex<mpsc::Receiver<Job>>) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        // A job that panics answers nobody, and leaves the slot to the next.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}

/// A place in the queue, given back when the work begins.
struct Waiting(Arc<AtomicUsize>);

impl Waiting {
    fn join(waiting: &Arc<AtomicUsize>) -> Result<Waiting> {
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let joined = Waiting(Arc::clone(waiting));
        if before >= MOST_WAITING { Err(Error::Crowded) } else { Ok(joined) }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_job_that_panics_leaves_its_slot_to_the_next() {
        let pool = HashPool::new(1).unwrap();
        let panicked = pool.run(1, || panic!("a defect")).await;
        assert!(matches!(panicked, Err(Error::Hash(_))));
        assert_eq!(pool.run(1, || 7).await.unwrap(), 7);
        assert_eq!(pool.count(), 2);
    }

    #[tokio::test]
    async fn no_more_than_its_slots_run_at_once_and_a_crowd_is_sent_away() {
        let pool = Arc::new(HashPool::new(2).unwrap());
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (open, gate) = mpsc::channel::<()>();
        let gate = Arc::new(Mutex::new(gate));
        let mut waiting = Vec::new();
        for _ in 0..MOST_WAITING + 50 {
            let (pool, running, most, gate) =
                (Arc::clone(&pool), Arc::clone(&running), Arc::clone(&most), Arc::clone(&gate));
            waiting.push(tokio::spawn(async move {
                pool.run(1, move || {
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    // Nobody opens: the gate ends when the test drops its other side.
                    let _ = gate.lock().unwrap().recv();
                    running.fetch_sub(1, Ordering::SeqCst);
                })
                .await
            }));
            tokio::task::yield_now().await;
        }
        drop(open);
        let mut sent_away = 0;
        for one in waiting {
            sent_away += usize::from(matches!(one.await.unwrap(), Err(Error::Crowded)));
        }
        assert!(most.load(Ordering::SeqCst) <= 2);
        assert!((48..=50).contains(&sent_away), "{sent_away}");
    }
}
