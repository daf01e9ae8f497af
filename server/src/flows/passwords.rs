//! Passwords: spending a try in their lanes, judging one, choosing a new one.

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::factor::password::{self, Rules};
use doorward_core::factor::{Detail, Refusal, Verified};
use doorward_core::id::UserId;
use doorward_core::moment::{Moment, Time};
use doorward_core::secret::{Secret, Token};
use doorward_core::signin::{Facts, PersonFacts};
use doorward_core::throttle::{self, Spent};
use doorward_core::user::{Email, User};
use doorward_store::ledgers::{
    StoredLedger, browser_is_known, password_lane, password_lane_set, unknown_refused,
};
use doorward_store::passwords::{StoredPassword, password_find};
use doorward_store::trusted_devices::device_by_token;
use doorward_store::users::user_by_email;
use doorward_store::{StoreError, Tx};

pub use doorward_core::factor::password::Unfit;

use super::journal::Journal;
use super::{App, Error, Result, Visit};

/// The id that nobody has: looked up where there is no person, by the same statements.
const NOBODY: UserId = UserId::from_bytes([0; 16]);

/// Whose password is tried.
#[derive(Clone, Copy, Debug)]
pub(super) enum PersonAtTheDoor<'a> {
    /// Whoever has this address, if anybody has.
    Address(&'a str),
    /// A person who is signed in already.
    Known(&'a User),
}

/// What became of a try before it was looked at.
pub(super) enum PasswordTry {
    Spent(Door),
    Slowed { until: Time },
}

/// A spent try.
pub(super) struct Door {
    /// The person, if there is one.
    pub(super) user: Option<User>,
    /// The lanes that a right password clears.
    pub(super) lanes: Vec<[u8; 32]>,
    /// The row that counts a refusal when there is nobody.
    pub(super) shard: u8,
}

/// A new password, found fit and hashed.
#[derive(Clone, Debug)]
pub struct NewPassword {
    pub(super) hash: String,
    pub(super) stands_alone: bool,
}

impl App {
    /// Spends a try in every lane that it belongs to, committed before anything is looked at. Nobody's address costs
    /// the store the same as somebody's.
    pub(super) async fn spend_password(
        &self,
        visit: &mut Visit,
        who: PersonAtTheDoor<'_>,
        browser: Option<&Token>,
    ) -> Result<PasswordTry> {
        let (address, known) = match who {
            PersonAtTheDoor::Address(typed) => (address_key(typed), None),
            PersonAtTheDoor::Known(user) => (user.email.key(), Some(user.clone())),
        };
        let (key, from, browser) = (self.0.key.clone(), visit.caller.address, browser.map(Token::hash));
        let now = visit.moment.now();
        let mut journal = self.journal(visit);
        let [shard, ..] = key.mac("unknown shard", &[address.as_bytes()]);
        let spend = move |tx: &mut Tx<'_>| {
            let tenant = journal.tenant.id;
            let user = match &known {
                Some(user) => Some(user.clone()),
                None => user_by_email(tx, &tenant, &address)?,
            };
            // Asked for nobody as well, so that somebody costs nothing more.
            let id = user.as_ref().map_or(NOBODY, |user| user.id);
            let known_browser = match browser {
                Some(browser) if browser_is_known(tx, &tenant, &id, &browser)? => Some(browser),
                _ => None,
            };
            let lanes = throttle::lanes(&key, tenant.as_bytes(), &address, from, known_browser);
            let (mut stored, mut until) = (Vec::new(), None);
            for lane in &lanes {
                let ledger = password_lane(tx, &tenant, &lane.key)?;
                if let Spent::Wait { until: opens } = lane.rule.spend(ledger.ledger, now) {
                    until = until.max(Some(opens));
                }
                stored.push(ledger);
            }
            for (lane, ledger) in lanes.iter().zip(&stored) {
                // A try that is turned away makes no row: strangers could make one a network.
                if until.is_some() && *ledger == StoredLedger::CLEAN {
                    continue;
                }
                let next = match (until, lane.rule.spend(ledger.ledger, now)) {
                    (None, Spent::Spent(ledger)) => StoredLedger { ledger, turned_away: 0 },
                    _ => StoredLedger { turned_away: ledger.turned_away.saturating_add(1), ..*ledger },
                };
                password_lane_set(tx, &tenant, &lane.key, &next, now)?;
            }
            let Some(until) = until else {
                let lanes = lanes.iter().map(|lane| lane.key).collect();
                return Ok(PasswordTry::Spent(Door { user, lanes, shard }));
            };
            if user.is_some() && stored.iter().all(|ledger| ledger.turned_away == 0) {
                journal.record(tx, Actor::System, user.as_ref(), &Event::Slowed { second_factor: false })?;
            }
            Ok(PasswordTry::Slowed { until })
        };
        Ok(self.0.store.write(spend).await?)
    }

    /// The facts of a sign-in and the stored hash: one read, whether there is a person or not.
    pub(super) async fn facts_and_hash(
        &self,
        visit: &Visit,
        user: Option<&User>,
        device: Option<&Token>,
    ) -> Result<(Facts, Option<StoredPassword>)> {
        let (tenant, id, device) =
            (visit.tenant.id, user.map_or(NOBODY, |user| user.id), device.map(Token::hash));
        let load = move |tx: &mut Tx<'_>| {
            let mut person = super::facts::person_facts(tx, &tenant, &id)?;
            if let Some(token) = &device {
                // Looked up for nobody as well.
                let device = device_by_token(tx, &tenant, &id, token)?;
                person = person.map(|person| PersonFacts { device, ..person });
            }
            Ok((person, password_find(tx, &tenant, &id)?))
        };
        let (person, stored) = self.0.store.read(load).await?;
        Ok((Facts { person, now: visit.moment.now() }, stored))
    }

    /// Judges a password: exactly one hash, also for nobody and for who has none.
    pub(super) async fn judge_password(
        &self,
        visit: &Visit,
        user: Option<&User>,
        stored: Option<StoredPassword>,
        typed: Secret<String>,
    ) -> Result<std::result::Result<Verified, Refusal>> {
        let (hashing, now, id) = (self.0.settings.hashing, visit.moment.now(), user.map(|user| user.id));
        self.0
            .pool
            .run(1, move || match (id, stored) {
                (Some(id), Some(stored)) => password::verify(id, &stored.hash, &typed, hashing, now),
                _ => {
                    // The same work, and the same answer, as for a person with another password.
                    let _ = password::verify(NOBODY, &password::dummy(hashing), &typed, hashing, now);
                    Err(Refusal::WrongPassword)
                }
            })
            .await
    }

    /// The old hash and a new one, when the right password was hashed at another cost than today's.
    pub(super) async fn rehash_if_due(
        &self,
        visit: &mut Visit,
        judged: &std::result::Result<Verified, Refusal>,
        stored: Option<StoredPassword>,
        typed: Secret<String>,
    ) -> Result<Option<(String, String)>> {
        let due = judged.as_ref().is_ok_and(|it| matches!(it.detail(), Detail::Password { rehash: true }));
        match (due, stored) {
            (true, Some(stored)) => {
                Ok(Some((stored.hash, self.hash_password(visit.moment.split(), typed).await?)))
            }
            _ => Ok(None),
        }
    }

    /// Judges a new password for a person, and hashes it when it is fit.
    ///
    /// # Errors
    /// [`Error`] when the breach file cannot be read or the pool is crowded.
    pub(super) async fn choose_password(
        &self,
        visit: &mut Visit,
        person: &PersonFacts,
        typed: Secret<String>,
    ) -> Result<std::result::Result<NewPassword, Unfit>> {
        let (minimum, user) = (self.minimum_password(person, visit.moment.now()), &person.user);
        let own_words = [&visit.tenant.name, &user.name, user.email.as_str()].map(str::to_owned);
        self.fit_password(visit.moment.split(), typed, minimum, own_words).await
    }

    /// The least length of a person's password at `now`.
    pub fn minimum_password(&self, person: &PersonFacts, now: Time) -> usize {
        self.0.settings.password_lengths.minimum(person.required(now))
    }

    /// Judges a new password and hashes it when it is fit, where hashes run: the breach file is read there as well.
    pub(super) async fn fit_password(
        &self,
        mut moment: Moment,
        typed: Secret<String>,
        minimum: usize,
        own_words: [String; 3],
    ) -> Result<std::result::Result<NewPassword, Unfit>> {
        let (hashing, alone) = (self.0.settings.hashing, self.0.settings.password_lengths.alone);
        let breach_file = self.0.settings.breach_file.clone();
        let work = move || {
            let own_words: Vec<&str> = own_words.iter().map(String::as_str).chain(["doorward"]).collect();
            if let Err(unfit) = password::judge(&typed, Rules { minimum, ..Rules::default() }, &own_words) {
                return Ok(Err(unfit));
            }
            if let Some(file) = breach_file {
                // Fail closed: a password that could not be compared is not accepted as if it had been.
                let leaked = file.contains(&password::sha1_of(&typed));
                if leaked.map_err(|error| Error::Hash(format!("the breach file cannot be read: {error}")))? {
                    return Ok(Err(Unfit::Breached));
                }
            }
            let stands_alone = password::length(&typed) >= alone;
            let hash = password::hash(&typed, hashing, &mut moment)
                .map_err(|error| Error::Hash(error.to_string()))?;
            Ok(Ok(NewPassword { hash, stands_alone }))
        };
        self.0.pool.run(1, work).await?
    }

    pub(super) async fn hash_password(&self, mut moment: Moment, typed: Secret<String>) -> Result<String> {
        let hashing = self.0.settings.hashing;
        self.0
            .pool
            .run(1, move || password::hash(&typed, hashing, &mut moment))
            .await?
            .map_err(|error| Error::Hash(error.to_string()))
    }
}

/// Counts a refusal for an address that nobody has.
pub(super) fn count_unknown(journal: &Journal, tx: &mut Tx<'_>, shard: u8) -> Result<(), StoreError> {
    const DAY: u64 = 86_400;
    journal.count_unknown(tx);
    unknown_refused(tx, &journal.tenant.id, journal.moment.now().seconds() / DAY, shard)
}

/// What an address is looked up by: what is no address finds nobody, by the same road.
fn address_key(typed: &str) -> String {
    match Email::parse(typed) {
        Ok(email) => email.key(),
        Err(_) => typed.trim().chars().take(254).collect(),
    }
}
