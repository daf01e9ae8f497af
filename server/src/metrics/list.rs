//! Every metric there is: its name, its labels, and what it tells. `docs/metrics.md` has a line for each.

/// What a metric is.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// How its values move.
    pub kind: Kind,
    /// The names of its labels.
    pub labels: &'static [&'static str],
    /// What it tells, in one line.
    pub help: &'static str,
}

/// How values move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Upwards only, from 0 at the start of the process.
    Counter,
    /// Up and down.
    Gauge,
    /// Counted by size.
    Histogram,
}

impl Kind {
    /// The word of the text format.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        }
    }
}

macro_rules! metrics {
    ($($constant:ident = $kind:ident $name:literal [$($label:literal)*] $help:literal;)*) => {
        $(pub(super) const $constant: Metric =
            Metric { name: $name, kind: Kind::$kind, labels: &[$($label),*], help: $help };)*

        /// All of them, in the order of the page.
        pub const ALL: &[Metric] = &[$($constant),*];
    };
}

metrics! {
    SIGN_INS = Counter "doorward_sign_ins_total" ["second_factor"]
        "Finished sign-ins, each of which began a session, by whether a second factor was asked for.";
    SIGN_INS_OVER = Counter "doorward_sign_ins_over_total" ["reason"]
        "Sign-ins that ended without a session.";
    REFUSED = Counter "doorward_answers_refused_total" ["step" "reason"]
        "Answers of known people that were not right.";
    UNKNOWN = Counter "doorward_unknown_addresses_total" []
        "Passwords tried, and links asked for, with an address that nobody has.";
    THROTTLED = Counter "doorward_throttled_total" ["step" "outcome"]
        "Times that tries began to be turned away unseen.";
    SESSION_CHECKS = Counter "doorward_session_checks_total" ["outcome"]
        "Requests by what their session came to.";
    SESSIONS_ENDED = Counter "doorward_sessions_ended_total" ["cause"]
        "Acts that ended sessions, each one session or all of a person or user type.";
    EVENTS = Counter "doorward_events_total" ["event"]
        "Entries of the audit log.";
    LETTERS = Counter "doorward_letters_total" ["outcome"]
        "Tries to hand a letter to the mail server.";
    OUTBOX_WAITING = Gauge "doorward_outbox_waiting" []
        "Letters that wait to be sent, of every account.";
    OUTBOX_OLDEST = Gauge "doorward_outbox_oldest_seconds" []
        "Age of the oldest letter that waits; 0 when none does.";
    HASHES = Counter "doorward_hashes_total" []
        "Password hashes computed.";
    HASHES_WAITING = Gauge "doorward_hashes_waiting" []
        "Hashes that wait for a slot.";
    HASHES_REFUSED = Counter "doorward_hashes_refused_total" []
        "Requests sent away because too many hashes waited.";
    STORE_UP = Gauge "doorward_store_up" []
        "Whether the database answered this scrape.";
    STORE_TRANSACTIONS = Counter "doorward_store_transactions_total" ["kind"]
        "Transactions, session checks among the reads.";
    STORE_FAILURES = Counter "doorward_store_failures_total" ["kind"]
        "Transactions that gave an error.";
    HTTP_REQUESTS = Counter "doorward_http_requests_total" ["door" "status"]
        "Requests by the route that answered and the class of the answer.";
    HTTP_DURATION = Histogram "doorward_http_request_duration_seconds" ["door"]
        "How long requests took.";
    BUILD = Gauge "doorward_build_info" ["version"]
        "Always 1.";
    START_TIME = Gauge "process_start_time_seconds" []
        "When the process began, in seconds since 1970.";
    MEMORY = Gauge "process_resident_memory_bytes" []
        "Memory in use, where the system tells.";
    FILES = Gauge "process_open_fds" []
        "Open files and connections, where the system tells.";
}
