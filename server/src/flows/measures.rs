//! The metrics: what was counted, and what is measured when somebody asks.

use doorward_store::outbox::messages_waiting;

use crate::metrics::{Metrics, measure};

use super::{App, Result};

impl App {
    /// The counters of this process.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Everything, in Prometheus' text format. A store that does not answer is said so, and keeps nothing else back.
    ///
    /// # Errors
    /// [`super::Error::Randomness`].
    pub async fn metrics_page(&self) -> Result<String> {
        let now = self.moment()?.now();
        let (pool, counts) = (&self.0.pool, self.0.store.counts());
        let outbox = self.0.store.read(messages_waiting).await.ok();
        let mut measured = Vec::new();
        measured.extend(measure::hashes(pool.count(), pool.waiting(), pool.refused()));
        let (reads, writes) = ([counts.reads, counts.failed_reads], [counts.writes, counts.failed_writes]);
        measured.extend(measure::store(outbox.is_some(), reads, writes));
        if let Some((waiting, oldest)) = outbox {
            let age = oldest.map_or(0, |oldest| now.seconds().saturating_sub(oldest.seconds()));
            measured.extend(measure::outbox(waiting, age));
        }
        Ok(self.0.metrics.text(measured))
    }
}
