//! What the server counts of itself, for Prometheus. Nothing is decided by these numbers, and none names a person.
//!
//! What happened is counted in one place, [`Metrics::happened`], which the journal calls for each event once its transaction
//! is committed. A label's value is a word of this program, never one that a visitor typed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use doorward_core::event::{Event, Refused};
use doorward_core::factor::Refusal;
use doorward_core::moment::Time;
use doorward_core::session::Ended;
use serde::Serialize;

use crate::clock::Stopwatch;

pub mod list;

use list::{Kind, Metric};

/// The upper bounds of a request's duration, in milliseconds: a session check is the shortest, a queue of hashes the longest.
const BOUNDS: [u64; 11] = [1, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000];

/// The counters of a process. Clones share them.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Counted>);

#[derive(Debug)]
struct Counted {
    started_at: Time,
    counts: Mutex<BTreeMap<(&'static str, Vec<String>), u64>>,
    durations: Mutex<BTreeMap<String, Durations>>,
}

#[derive(Clone, Copy, Default, Debug)]
struct Durations {
    within: [u64; BOUNDS.len()],
    count: u64,
    sum: Duration,
}

/// A number that is measured when it is asked for.
pub struct Measured {
    metric: Metric,
    labels: Vec<&'static str>,
    value: u64,
}

impl Measured {
    /// A number without labels.
    pub fn of(metric: Metric, value: u64) -> Measured {
        Measured { metric, labels: Vec::new(), value }
    }

    /// A number with one label.
    pub fn by(metric: Metric, label: &'static str, value: u64) -> Measured {
        Measured { metric, labels: vec![label], value }
    }
}

/// What the other parts of the server measure when they are asked.
pub mod measure {
    use super::{Measured, list};

    /// What the outbox holds.
    pub fn outbox(waiting: u64, oldest_seconds: u64) -> [Measured; 2] {
        [Measured::of(list::OUTBOX_WAITING, waiting), Measured::of(list::OUTBOX_OLDEST, oldest_seconds)]
    }

    /// What the pool of hashes did.
    pub fn hashes(computed: u64, waiting: u64, refused: u64) -> [Measured; 3] {
        [
            Measured::of(list::HASHES, computed),
            Measured::of(list::HASHES_WAITING, waiting),
            Measured::of(list::HASHES_REFUSED, refused),
        ]
    }

    /// What the store did, and whether it answers.
    pub fn store(up: bool, reads: [u64; 2], writes: [u64; 2]) -> [Measured; 5] {
        let ([reads, failed_reads], [writes, failed_writes]) = (reads, writes);
        [
            Measured::of(list::STORE_UP, u64::from(up)),
            Measured::by(list::STORE_TRANSACTIONS, "read", reads),
            Measured::by(list::STORE_TRANSACTIONS, "write", writes),
            Measured::by(list::STORE_FAILURES, "read", failed_reads),
            Measured::by(list::STORE_FAILURES, "write", failed_writes),
        ]
    }
}

/// What became of a try to hand a letter over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Handed {
    /// The mail server took it.
    Sent,
    /// It is tried again.
    Retried,
    /// It was given up.
    Failed,
}

/// A request under way.
pub struct Running {
    metrics: Metrics,
    stopwatch: Stopwatch,
}

impl Metrics {
    /// Counters of a process that begins at this time: known series are there from the start, so that a first increment is
    /// seen as one.
    pub fn new(started_at: Time) -> Metrics {
        let metrics =
            Metrics(Arc::new(Counted { started_at, counts: Mutex::default(), durations: Mutex::default() }));
        for second_factor in ["not_asked", "remembered", "asked"] {
            metrics.add(list::SIGN_INS, &[second_factor], 0);
        }
        for outcome in ["sent", "retried", "failed"] {
            metrics.add(list::LETTERS, &[outcome], 0);
        }
        for (step, outcome) in
            [("password", "slowed"), ("second_factor", "slowed"), ("second_factor", "closed")]
        {
            metrics.add(list::THROTTLED, &[step, outcome], 0);
        }
        metrics.add(list::REFUSED, &["password", "wrong_password"], 0);
        metrics.add(list::REFUSED, &["second_factor", "wrong_passcode"], 0);
        metrics.add(list::UNKNOWN, &[], 0);
        metrics
    }

    /// Counts an event that was committed.
    pub fn happened(&self, event: &Event) {
        self.add(list::EVENTS, &[&word(event, "event")], 1);
        match event {
            Event::SignedIn { asked, .. } => self.add(list::SIGN_INS, &[&word(asked, "")], 1),
            Event::SignInOver { why } => self.add(list::SIGN_INS_OVER, &[&reason(why)], 1),
            Event::PasswordRefused => self.refused("password", &Refusal::WrongPassword),
            Event::SecondFactorRefused { refusal } => self.refused("second_factor", refusal),
            Event::EnrolmentRefused { refusal } => self.refused("enrolment", refusal),
            Event::Slowed { second_factor } => {
                let step = if *second_factor { "second_factor" } else { "password" };
                self.add(list::THROTTLED, &[step, "slowed"], 1);
            }
            Event::SecondFactorClosed => self.add(list::THROTTLED, &["second_factor", "closed"], 1),
            _ => {}
        }
        if event.ends_sessions() {
            self.add(list::SESSIONS_ENDED, &[&word(event, "event")], 1);
        }
    }

    /// Counts a try with an address that nobody has.
    pub fn nobody_has_that_address(&self) {
        self.add(list::UNKNOWN, &[], 1);
    }

    /// Counts a session that was checked and holds.
    pub fn session_holds(&self) {
        self.add(list::SESSION_CHECKS, &["holds"], 1);
    }

    /// Counts a session that was checked and no longer holds.
    pub fn session_ended(&self, ended: Ended) {
        let why = match ended {
            Ended::Ended => "ended",
            Ended::Idle => "idle",
            Ended::Absolute => "too_old",
            Ended::PersonChanged => "person_changed",
            Ended::PolicyChanged => "policy_changed",
        };
        self.add(list::SESSION_CHECKS, &[why], 1);
    }

    /// Counts a request without a session.
    pub fn no_session(&self) {
        self.add(list::SESSION_CHECKS, &["nobody"], 1);
    }

    /// Counts a try to hand a letter over.
    pub fn letter(&self, handed: Handed) {
        let outcome = match handed {
            Handed::Sent => "sent",
            Handed::Retried => "retried",
            Handed::Failed => "failed",
        };
        self.add(list::LETTERS, &[outcome], 1);
    }

    /// A request begins.
    pub fn request(&self) -> Running {
        Running { metrics: self.clone(), stopwatch: Stopwatch::start() }
    }

    /// Everything, with what is measured now, in Prometheus' text format 0.0.4.
    pub fn text(&self, measured: impl IntoIterator<Item = Measured>) -> String {
        let mut values = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut put = |Measured { metric, labels, value }| {
            let labels = labels.into_iter().map(str::to_owned).collect();
            values.insert((metric.name, labels), value);
        };
        measured.into_iter().for_each(&mut put);
        own_measures(self.0.started_at).into_iter().for_each(&mut put);
        let durations = self.0.durations.lock().unwrap_or_else(PoisonError::into_inner).clone();

        let mut page = String::new();
        for metric in list::ALL {
            let Metric { name, kind, help, .. } = metric;
            let _ = writeln!(page, "# HELP {name} {help}\n# TYPE {name} {}", kind.key());
            if *kind == Kind::Histogram {
                durations.iter().for_each(|(label, spans)| spans.write(&mut page, metric, label));
            }
            let from = (*name, Vec::new());
            for ((_, labels), value) in values.range(from..).take_while(|((of, _), _)| of == name) {
                let labels: Vec<(&str, &str)> =
                    metric.labels.iter().copied().zip(labels.iter().map(String::as_str)).collect();
                let _ = writeln!(page, "{name}{} {value}", in_braces(&labels));
            }
        }
        page
    }

    fn refused(&self, step: &str, refusal: &Refusal) {
        self.add(list::REFUSED, &[step, &word(refusal, "refusal")], 1);
    }

    fn add(&self, metric: Metric, labels: &[&str], more: u64) {
        let series = (metric.name, labels.iter().map(|label| (*label).to_owned()).collect());
        let mut counts = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(series).or_default();
        *count = count.saturating_add(more);
    }
}

impl Running {
    /// The request was answered, by the route of this template.
    pub fn answered(self, door: &str, status: u16) {
        let class = match status {
            100..=199 => "1xx",
            200..=299 => "2xx",
            300..=399 => "3xx",
            400..=499 => "4xx",
            _ => "5xx",
        };
        let took = self.stopwatch.elapsed();
        self.metrics.add(list::HTTP_REQUESTS, &[door, class], 1);
        let mut durations = self.metrics.0.durations.lock().unwrap_or_else(PoisonError::into_inner);
        durations.entry(door.to_owned()).or_default().add(took);
    }
}

impl Durations {
    fn add(&mut self, took: Duration) {
        for (bound, within) in BOUNDS.iter().zip(&mut self.within) {
            *within += u64::from(took <= Duration::from_millis(*bound));
        }
        self.count += 1;
        self.sum = self.sum.saturating_add(took);
    }

    fn write(&self, page: &mut String, metric: &Metric, label: &str) {
        let (name, of) = (metric.name, metric.labels.first().copied().unwrap_or_default());
        let mut bucket = |bound: &str, count: u64| {
            let labels = in_braces(&[(of, label), ("le", bound)]);
            let _ = writeln!(page, "{name}_bucket{labels} {count}");
        };
        for (bound, within) in BOUNDS.iter().zip(&self.within) {
            bucket(&(Duration::from_millis(*bound).as_secs_f64()).to_string(), *within);
        }
        bucket("+Inf", self.count);
        let labels = in_braces(&[(of, label)]);
        let _ = writeln!(page, "{name}_sum{labels} {}", self.sum.as_secs_f64());
        let _ = writeln!(page, "{name}_count{labels} {}", self.count);
    }
}

fn reason(why: &Refused) -> String {
    match why {
        Refused::Factor(refusal) => word(refusal, "refusal"),
        why => word(why, ""),
    }
}

/// The name of a variant, as the audit log has it.
fn word(value: &impl Serialize, tag: &str) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    let named = value.get(tag).unwrap_or(&value).as_str();
    named.unwrap_or_default().to_owned()
}

/// Labels as the format has them; what would end a value early is escaped.
fn in_braces(labels: &[(&str, &str)]) -> String {
    if labels.is_empty() {
        return String::new();
    }
    let escaped = |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let pairs: Vec<String> =
        labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
    format!("{{{}}}", pairs.join(","))
}

/// What the process is, and what the system says of it: nothing, where there is no `/proc`.
fn own_measures(started_at: Time) -> Vec<Measured> {
    let mut own = vec![
        Measured::by(list::BUILD, env!("CARGO_PKG_VERSION"), 1),
        Measured::of(list::START_TIME, started_at.seconds()),
    ];
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = resident.and_then(|text| text.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    own.extend(kib.map(|kib| Measured::of(list::MEMORY, kib.saturating_mul(1_024))));
    if let Ok(files) = std::fs::read_dir("/proc/self/fd") {
        own.push(Measured::of(list::FILES, u64::try_from(files.count()).unwrap_or(0)));
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics() -> Metrics {
        Metrics::new(Time::from_millis(1_795_514_400_000))
    }

    #[test]
    fn what_was_counted_is_on_the_page_as_the_format_has_it() {
        let metrics = metrics();
        metrics.happened(&Event::PasswordRefused);
        metrics.happened(&Event::SignInOver { why: Refused::Factor(Refusal::PasscodeUsed) });
        metrics.happened(&Event::SignInOver { why: Refused::TooOld });
        metrics.request().answered("/admin/people/{id}", 303);
        let page = metrics.text(measure::outbox(3, 70));
        for line in [
            "# TYPE doorward_answers_refused_total counter",
            "doorward_answers_refused_total{step=\"password\",reason=\"wrong_password\"} 1",
            "doorward_sign_ins_over_total{reason=\"passcode_used\"} 1",
            "doorward_sign_ins_over_total{reason=\"too_old\"} 1",
            "doorward_events_total{event=\"sign_in_over\"} 2",
            "doorward_sign_ins_total{second_factor=\"asked\"} 0",
            "doorward_outbox_waiting 3",
            "doorward_http_requests_total{door=\"/admin/people/{id}\",status=\"3xx\"} 1",
            "doorward_http_request_duration_seconds_bucket{door=\"/admin/people/{id}\",le=\"+Inf\"} 1",
            "doorward_http_request_duration_seconds_count{door=\"/admin/people/{id}\"} 1",
            "process_start_time_seconds 1795514400",
        ] {
            assert!(page.lines().any(|it| it == line), "{line} is missing:\n{page}");
        }
    }

    #[test]
    fn whatever_ends_sessions_is_counted_by_its_cause() {
        let metrics = metrics();
        let (from, to) = ("ana@x.example".to_owned(), "ana@y.example".to_owned());
        metrics.happened(&Event::AddressChanged { from, to });
        metrics.happened(&Event::PasswordAccepted { decision: None });
        let page = metrics.text([]);
        let ended: Vec<&str> =
            page.lines().filter(|line| line.starts_with("doorward_sessions_ended_total{")).collect();
        assert_eq!(ended, ["doorward_sessions_ended_total{cause=\"address_changed\"} 1"]);
    }

    #[test]
    fn a_bucket_holds_all_that_was_no_longer() {
        let mut durations = Durations::default();
        durations.add(Duration::from_millis(5));
        durations.add(Duration::from_millis(6));
        durations.add(Duration::from_secs(60));
        assert_eq!(durations.within, [0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
        assert_eq!(durations.count, 3);
    }

    #[test]
    fn a_value_cannot_end_its_label() {
        assert_eq!(in_braces(&[("a", "x\"\\\n")]), "{a=\"x\\\"\\\\\\n\"}");
        assert_eq!(in_braces(&[]), "");
    }
}
