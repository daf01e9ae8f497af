//! Stories, each one load → decide → save.
//!
//! A flow loads the facts of one decision, lets `doorward-core` decide, and saves what was decided in one transaction in
//! which the facts' epochs are compared once more. A refusal is a value and is saved; [`Error`] is for what is no
//! decision at all: the store, the generator or the hashing pool failing.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use doorward_core::factor::password::Hashing;
use doorward_core::factor::totp::Window;
use doorward_core::moment::Moment;
use doorward_core::policy::PasswordLengths;
use doorward_core::secret::{SealError, ServerKey};
use doorward_core::tenant::Tenant;
use doorward_store::{Store, StoreError};
use serde::{Deserialize, Serialize};

use crate::breach::BreachFile;
use crate::clock::{Clock, NoRandomness};
use crate::metrics::Metrics;

mod accounts;
mod address;
mod archive;
mod audit;
mod batch_rows;
mod batches;
mod brand;
mod break_glass;
mod caller_proofs;
mod dashboard;
mod deadline;
mod devices;
mod enrolling;
mod exemptions;
mod factors;
mod facts;
mod groups;
mod hashing;
mod help_requests;
mod invitations;
mod journal;
mod language;
mod links;
mod made_up;
mod mail_test;
mod mailroom;
mod measures;
mod methods;
mod not_me;
mod passage;
mod passkeys;
mod passwords;
mod pauses;
mod people;
mod people_files;
mod policy;
mod policy_plan;
mod read_back;
mod recovery;
mod recovery_rules;
mod registration;
mod reminders;
mod report_schedules;
mod reports;
mod requests;
mod restricted;
mod security;
mod sending;
mod sent_codes;
mod sessions;
mod signed_in;
mod signin;
mod sms;
mod stepup;
mod time_locks;
mod why;

pub use accounts::{NewAccount, NotOurs, Purpose, Right, SetUp, is_sealed};
pub use address::{AddressAsked, AddressConfirmed, AddressLink};
pub use audit::{AuditExport, Format, Verified};
pub use batches::{BatchBegun, BatchGo, Whom};
pub use brand::{BrandChange, BrandSaved};
pub use break_glass::BreakGlass;
pub use caller_proofs::{ProofAnswered, ProofAsked, ProofSeen, ProofWanted};
pub use dashboard::{Blockage, Dashboard, Reached, Span};
pub use enrolling::Connecting;
pub use exemptions::{Exempted, ExemptionsPage};
pub use factors::Method;
pub use groups::GroupChanged;
pub use hashing::HashPool;
pub use help_requests::{Asked, HelpWanted, LONGEST_REASON, LockedOut};
pub use language::AccountLanguage;
pub use links::{Accepted, Afterwards, Invitation, LinkState, RegistrationLink, ResetLink, WhatItWas};
pub use made_up::{MadeUp, MadeUpPerson};
pub use mail_test::{MailTest, Proven, TestSent};
pub use mailroom::{Parcel, Posted};
pub use methods::{Enrolled, Removed};
pub use not_me::{Reported, WayBack};
pub use passwords::{NewPassword, Unfit};
pub use people::{Acted, MOST_PEOPLE_COUNTED, PeoplePage, Person, PersonAct};
pub use people_files::Imported;
pub use policy::{Applied, PolicySaved, PolicyStanding};
pub use policy_plan::{Ends, NotPlanned, PlanPage, PolicyChange, PolicyPlan};
pub use recovery::{Decided, Issued, OpenCode, ToRecover};
pub use registration::{Registered, RegistrationChange, RegistrationStanding};
pub use reports::{ReportAsked, ReportFile, ReportLines};
pub use restricted::Recovered;
pub use security::{FEW_CODES, MySecurity, PasswordChanged, TurnedOff};
pub use sending::{OTHER_COUNTRY, Sent};
pub use sent_codes::CodeStanding;
pub use sessions::{Checked, Ending};
pub use signed_in::{MOST_COUNTED, SignedInNow};
pub use signin::{Answered, AtThePasscode, Brought, SignIn, SignedIn, Step};
pub use sms::{SmsStanding, TextsProven};
pub use stepup::Confirmed;
pub use time_locks::{LockBegun, LockNow};
pub use why::{DecidedOn, PastDecision, Why};

/// Rows of the store as pages show them.
pub mod view {
    pub use doorward_store::authenticators::StoredAuthenticator;
    pub use doorward_store::batches::StoredBatch;
    pub use doorward_store::blocked::{Blocked, BlockedPerson};
    pub use doorward_store::brands::BrandNow;
    pub use doorward_store::code_receivers::CodeReceiver;
    pub use doorward_store::events::{EntryRow, EventQuery, LogRow, Named, PastSignIn};
    pub use doorward_store::exemptions::{ExemptionQuery, ExemptionRow, StoredExemption};
    pub use doorward_store::findings::Cursor;
    pub use doorward_store::groups::GroupRow;
    pub use doorward_store::outbox::{MessageQuery, MessageRow, MessageState};
    pub use doorward_store::passkeys::StoredPasskey;
    pub use doorward_store::policies::PolicyVersion;
    pub use doorward_store::policy_plans::{PlanPerson, PlanQuery};
    pub use doorward_store::reports::StoredReport;
    pub use doorward_store::sent_codes::SendingRow;
    pub use doorward_store::sessions::SessionRow;
    pub use doorward_store::signed_in::{SignedInCount, SignedInQuery, SignedInRow};
    pub use doorward_store::trusted_devices::DeviceRow;
    pub use doorward_store::users::{UserQuery, UserRow, UserTimes};
}

/// What a flow needs beyond the request, made once: the store, the server's key, the clock and the settings.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    store: Store,
    key: ServerKey,
    clock: Clock,
    pool: HashPool,
    metrics: Metrics,
    settings: Settings,
}

/// The settings that decisions depend on.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The cost of a password hash.
    pub hashing: Hashing,
    /// How many hashes run at once.
    pub hash_slots: usize,
    /// The least lengths of passwords.
    pub password_lengths: PasswordLengths,
    /// How far a phone's clock may be off.
    pub window: Window,
    /// Passwords that are known to have leaked.
    pub breach_file: Option<BreachFile>,
    /// Where people land after signing in.
    pub home: String,
    /// Where mail goes by, without a password: what was proven to arrive by another way is proven no more.
    pub mail_route: String,
    /// Where text messages go by, without a secret; empty when no gateway is configured.
    pub sms_route: String,
}

/// One request: whose account, from where, when.
#[derive(Debug)]
pub struct Visit {
    /// The account at the address that was asked.
    pub tenant: Tenant,
    /// Where the request comes from.
    pub caller: Caller,
    /// When it is: taken once.
    pub moment: Moment,
}

/// Where a request comes from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Caller {
    /// The client's address, as far as the configured proxies may tell it.
    pub address: IpAddr,
    /// The browser, as it names itself: at most 200 characters, no control characters.
    pub browser: String,
    /// The language of the answer: mails that were asked for by the request are in it, unless their reader chose one.
    #[serde(default)]
    pub language: String,
    /// The id that log, audit entry and page of trouble share.
    pub request: String,
}

impl Caller {
    /// As a row keeps it, for what is done later in the name of whoever asked.
    fn written(&self) -> std::result::Result<String, StoreError> {
        serde_json::to_string(self).map_err(|_| StoreError::Corrupt("from where a request came".to_owned()))
    }

    /// As it was [`written`](Caller::written).
    fn read(written: &str) -> std::result::Result<Caller, StoreError> {
        serde_json::from_str(written).map_err(|_| StoreError::Corrupt("from where a request came".to_owned()))
    }
}

/// What went wrong that is no decision.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something sealed does not open: the key file is not that of this store.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The system's generator.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// Too many passwords wait to be hashed.
    #[error("too many sign-ins at once")]
    Crowded,
    /// A hash could not be computed.
    #[error("a password hash could not be computed: {0}")]
    Hash(String),
    /// What a session or half-done sign-in stands on is gone.
    #[error("{0} is gone from the store")]
    Gone(&'static str),
}

impl Error {
    /// Whether the same request may well succeed a little later.
    pub fn passes(&self) -> bool {
        use StoreError::{Busy, Full, Unavailable};
        matches!(self, Error::Crowded | Error::Store(Busy | Unavailable(_) | Full))
    }
}

/// What a flow comes to.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl App {
    /// Puts the parts together.
    ///
    /// # Errors
    /// [`Error::Hash`] when the system starts no thread to hash on; [`Error::Randomness`].
    pub fn new(store: Store, key: ServerKey, clock: Clock, settings: Settings) -> Result<App> {
        let pool = HashPool::new(settings.hash_slots).map_err(|error| Error::Hash(error.to_string()))?;
        let metrics = Metrics::new(clock.moment()?.now());
        Ok(App(Arc::new(Parts { store, key, clock, pool, metrics, settings })))
    }

    /// The moment of a request or job tick.
    ///
    /// # Errors
    /// [`Error::Randomness`].
    pub fn moment(&self) -> Result<Moment> {
        Ok(self.0.clock.moment()?)
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The token that proves that a form was shown to the browser that sends it, bound to its cookies.
    pub fn form_token(&self, cookies: &[&[u8]]) -> [u8; 32] {
        self.0.key.mac("form", cookies)
    }

    /// How many password hashes were computed so far: equal work for known and unknown people is proved by it.
    pub fn hashes(&self) -> u64 {
        self.0.pool.count()
    }

    /// How many transactions the store ran so far.
    pub fn store_counts(&self) -> doorward_store::Counts {
        self.0.store.counts()
    }

    /// Whether the store answers.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn ready(&self) -> Result<()> {
        Ok(self.0.store.ready().await?)
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("settings", &self.0.settings).finish_non_exhaustive()
    }
}
