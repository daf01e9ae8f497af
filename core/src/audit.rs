//! The audit chain: whether the log is still what was written down.
//!
//! A job seals the entries of an account one behind the other, in the order in which it finds them: each gets the next number,
//! and a hash over the hash before it and over itself. So no entry can be changed, taken away, put in or moved without every
//! hash from there on, and the head, being another.
//!
//! What tells of a person goes into the hash as a digest with a salt of its own: from where an entry came ([`Entry::address`],
//! [`Entry::browser`]), and what its words name ([`split`]). Erasing a person takes these values and their salts away; the digests
//! stay, and from them nobody can guess what they were of. All else goes in as it is: no erasure touches it.
//!
//! Whoever can write the whole database could write the whole chain anew. Two things stand against that: the head is signed with
//! the server's key, which lies outside the database, and a head that somebody kept elsewhere has to be in the chain for ever.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::id::{EventId, TenantId, UserId};
use crate::moment::{Moment, Time};
use crate::secret::{ServerKey, same};
use crate::user::Email;

/// SHA-256.
pub type Hash = [u8; 32];

/// What a digest of something personal is salted with: 128 bits, more than anybody tries.
pub type Salt = [u8; 16];

/// An entry of the log, as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    pub at: Time,
    /// What happened, as one word.
    pub kind: String,
    /// Whether it is a refusal.
    pub refusal: bool,
    /// As what somebody did it: a role, the operator, the system.
    pub actor: String,
    /// The person who did it.
    pub actor_id: Option<UserId>,
    /// The person whom it is about.
    pub subject: Option<UserId>,
    /// The request's id.
    pub request: Option<String>,
    /// What happened, in JSON.
    pub event: String,
    /// The address that it came from.
    pub address: Option<String>,
    /// The browser that it came from.
    pub browser: Option<String>,
}

/// A digest of something personal. Without a salt, what it is of was erased.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Blinded {
    /// Its salt.
    pub salt: Option<Salt>,
    /// The digest.
    pub digest: Hash,
}

/// What sealing adds to an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// Its place in the chain: 1, 2, 3…
    pub number: u64,
    /// The hash over all before it and over itself.
    pub hash: Hash,
    /// From where it came.
    pub origin: Blinded,
    /// What its words name, if they name anybody.
    pub words: Option<Blinded>,
}

/// How far a chain goes: its last number, and the hash there. Written `12:3f…`, and read back from that.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Head {
    /// So many entries are sealed.
    pub number: u64,
    /// The hash of the last one.
    pub hash: Hash,
}

/// What is wrong with the entry of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Fault {
    /// There is none of that number, and there are others after it.
    #[error("it is missing")]
    Missing,
    /// It is not what was sealed, or not where it was sealed, or something before it is not.
    #[error("it was changed, or put in, or another stood in its place")]
    Changed,
    /// It came from another address or browser.
    #[error("the address or browser that it came from was changed")]
    Origin,
    /// Its words name somebody or something else.
    #[error("what its words name was changed")]
    Words,
    /// Something personal is gone from it, and nobody of it was erased.
    #[error("something was taken out of it, and nobody of it was erased")]
    Blanked,
    /// The chain ends before it, or begins after it.
    #[error("it stands outside of the chain")]
    Outside,
    /// The head of the chain is not one that this server signed.
    #[error("the end of the chain was not signed by this server")]
    Head,
    /// The head that was known is not in the chain.
    #[error("the hash that is known of it is another")]
    Known,
}

impl Head {
    /// The head of a chain without entries: another for each account, so that no two can be exchanged.
    pub fn start(tenant: &TenantId) -> Head {
        Head { number: 0, hash: digest("start", &[Some(tenant.as_bytes())]) }
    }

    /// Makes `entry` the next one of the chain.
    pub fn seal(&self, entry: &Entry, moment: &mut Moment) -> Link {
        let (_, words) = split(&entry.kind, &entry.event);
        let origin = Blinded::new(&origin_of(entry), moment);
        let words = (!words.is_empty()).then(|| Blinded::new(&texts(&words), moment));
        let number = self.number.saturating_add(1);
        Link { number, hash: self.hash_of(entry, &origin, words.as_ref()), origin, words }
    }

    /// Looks at the next entry of the chain; `erased` is whether somebody of it was erased.
    ///
    /// # Errors
    /// [`Fault`] of the entry after this head.
    pub fn check(&self, entry: &Entry, link: &Link, erased: bool) -> Result<Head, Fault> {
        if link.number != self.number.saturating_add(1) {
            return Err(Fault::Missing);
        }
        let (_, words) = split(&entry.kind, &entry.event);
        if !same(&self.hash_of(entry, &link.origin, link.words.as_ref()), &link.hash)
            || words.is_empty() != link.words.is_none()
        {
            return Err(Fault::Changed);
        }
        match link.origin.salt {
            Some(_) if link.origin.is_of(&origin_of(entry)) => {}
            Some(_) => return Err(Fault::Origin),
            None if entry.address.is_some() || entry.browser.is_some() => return Err(Fault::Origin),
            None if !erased => return Err(Fault::Blanked),
            None => {}
        }
        match &link.words {
            Some(blinded @ Blinded { salt: Some(_), .. }) if !blinded.is_of(&texts(&words)) => {
                return Err(Fault::Words);
            }
            Some(Blinded { salt: None, .. }) => {
                let nobody = entry.subject.map(|subject| Email::erased(subject).to_string());
                if words.iter().any(|word| !word.is_empty() && Some(word) != nobody.as_ref()) {
                    return Err(Fault::Words);
                }
                if !erased {
                    return Err(Fault::Blanked);
                }
            }
            _ => {}
        }
        Ok(Head { number: link.number, hash: link.hash })
    }

    /// The signature of this head by the server's key.
    pub fn signed(&self, tenant: &TenantId, key: &ServerKey) -> Hash {
        key.mac("audit head", &[tenant.as_bytes(), &self.number.to_be_bytes(), &self.hash])
    }

    fn hash_of(&self, entry: &Entry, origin: &Blinded, words: Option<&Blinded>) -> Hash {
        let (facts, _) = split(&entry.kind, &entry.event);
        digest(
            "entry",
            &[
                Some(&self.hash),
                Some(&self.number.saturating_add(1).to_be_bytes()),
                Some(entry.id.as_bytes()),
                Some(&entry.at.millis().to_be_bytes()),
                Some(entry.kind.as_bytes()),
                Some(&[u8::from(entry.refusal)]),
                Some(entry.actor.as_bytes()),
                entry.actor_id.as_ref().map(|id| id.as_bytes().as_slice()),
                entry.subject.as_ref().map(|id| id.as_bytes().as_slice()),
                entry.request.as_deref().map(str::as_bytes),
                Some(facts.as_bytes()),
                Some(&origin.digest),
                words.map(|words| words.digest.as_slice()),
            ],
        )
    }
}

impl Blinded {
    fn new(parts: &[Option<&[u8]>], moment: &mut Moment) -> Blinded {
        let salt = moment.bytes();
        Blinded { salt: Some(salt), digest: salted(&salt, parts) }
    }

    fn is_of(&self, parts: &[Option<&[u8]>]) -> bool {
        self.salt.is_some_and(|salt| same(&salted(&salt, parts), &self.digest))
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, HEXLOWER.encode(&self.hash))
    }
}

/// What the entries of the log are about: by this an admin looks for some of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Area {
    /// Signing in, with or without success.
    SignIns,
    /// What people have to sign in with, and their own settings.
    OwnSecurity,
    /// The ending of sessions.
    Sessions,
    /// Who is of the account, as what.
    People,
    /// What the account demands and how it looks; its mail, its log.
    Account,
}

impl Area {
    /// All of them.
    pub const ALL: [Area; 5] =
        [Area::SignIns, Area::OwnSecurity, Area::Sessions, Area::People, Area::Account];

    /// How it is written in an address.
    pub fn key(self) -> &'static str {
        match self {
            Area::SignIns => "sign-ins",
            Area::OwnSecurity => "own-security",
            Area::Sessions => "sessions",
            Area::People => "people",
            Area::Account => "account",
        }
    }

    /// The area with this [`key`](Area::key).
    pub fn from_key(key: &str) -> Option<Area> {
        Area::ALL.into_iter().find(|area| area.key() == key)
    }

    /// The kinds of events that belong to it, those of older logs among them.
    #[rustfmt::skip]
    pub fn kinds(self) -> &'static [&'static str] {
        match self {
            Area::SignIns => &[
                "password_accepted", "password_refused", "second_factor_accepted", "second_factor_refused", "slowed",
                "too_many_tries", "second_factor_closed", "second_factor_reopened", "sign_in_over", "signed_in",
                "new_browser", "stepped_up", "code_sent", "code_held_back",
            ],
            Area::OwnSecurity => &[
                "enrolment_refused", "factor_added", "authenticator_added", "authenticator_replaced", "factor_removed",
                "method_preferred", "second_factor_turned_off", "recovery_code_used", "recovery_codes_replaced",
                "device_trusted", "device_forgotten", "password_changed", "password_reset_asked", "password_reset",
                "address_change_asked", "address_change_slowed", "address_changed", "language_chosen",
                "reported_not_me", "not_me_refused", "letter_held_back", "break_glass_opened", "break_glass_used",
                "help_asked", "help_declined", "proof_asked", "proof_given", "proof_refused", "recovery_code_issued", "recovery_code_agreed",
                "recovery_code_cancelled", "recovery_begun", "recovered", "time_lock_asked", "time_lock_runs",
                "time_lock_cancelled",
            ],
            Area::Sessions => &[
                "signed_out", "session_ended", "all_sessions_ended", "other_sessions_ended", "user_type_signed_out",
            ],
            Area::People => &[
                "invited", "invitation_asked_for", "invitation_accepted", "registration_asked", "registration_held_back", "registered",
                "registration_refused", "role_changed", "suspended", "restored", "archived", "erased", "denied",
                "exemption_granted", "exemption_ended",
                "people_exported", "batch_begun", "batch_ended", "group_made", "group_renamed", "group_deleted", "group_joined", "group_left",
            ],
            Area::Account => &[
                "account_made", "registration_changed", "sms_countries_changed", "sms_proven", "account_language_chosen",
                "brand_changed", "policy_changed", "rollout_paused", "mail_test_sent", "mail_test_refused", "mail_proven", "mail_failed",
                "mail_retried", "audit_exported", "report_asked", "report_scheduled", "report_unscheduled", "report_fetched", "read_back",
                "recovery_rules_changed",
            ],
        }
    }
}

/// The text is no head of a chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a head is a number, a colon and 64 digits, as `doorward audit verify` prints it")]
pub struct NotAHead;

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Head, NotAHead> {
        let (number, hash) = text.trim().split_once(':').ok_or(NotAHead)?;
        let hash = HEXLOWER.decode(hash.as_bytes()).map_err(|_| NotAHead)?;
        Ok(Head {
            number: number.parse().map_err(|_| NotAHead)?,
            hash: hash.try_into().map_err(|_| NotAHead)?,
        })
    }
}

/// An event in JSON, as the chain takes it: the facts, in which nothing personal is left, and the texts that were taken out.
///
/// Facts are written with their keys in order, so that an entry whose words were erased, and written anew, has the same. The rule
/// is part of the chain: what it says of a kind of event that was ever written must not change. What is no JSON is a fact as it is.
pub fn split(kind: &str, event: &str) -> (String, Vec<String>) {
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(event) else {
        return (event.to_owned(), Vec::new());
    };
    let mut fields: Vec<(String, Value)> = fields.into_iter().collect();
    fields.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut personal = Vec::new();
    for (name, value) in &mut fields {
        if let Value::String(text) = value
            && names_somebody(kind, name)
        {
            personal.push(std::mem::take(text));
        }
    }
    let written: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), ordered(value)))
        .collect();
    (format!("{{{}}}", written.join(",")), personal)
}

/// Which field of which event names somebody, or was written by somebody: what `Event::erased` takes out, and no more.
fn names_somebody(kind: &str, field: &str) -> bool {
    match kind {
        "address_change_asked" => field == "to",
        "address_changed" => matches!(field, "from" | "to"),
        // Why the account is set as it is, or why something is done to many: the account's own, and no person's.
        "policy_changed" | "batch_begun" => false,
        // Whatever an event is of: a reason is somebody's own words.
        _ => field == "reason",
    }
}

/// JSON with the keys of every object in order, whatever order the library keeps them in.
fn ordered(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            let written: Vec<String> = fields
                .into_iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), ordered(value)))
                .collect();
            format!("{{{}}}", written.join(","))
        }
        Value::Array(values) => format!("[{}]", values.iter().map(ordered).collect::<Vec<_>>().join(",")),
        plain => plain.to_string(),
    }
}

fn origin_of(entry: &Entry) -> [Option<&[u8]>; 2] {
    [entry.address.as_deref().map(str::as_bytes), entry.browser.as_deref().map(str::as_bytes)]
}

fn texts(words: &[String]) -> Vec<Option<&[u8]>> {
    words.iter().map(|word| Some(word.as_bytes())).collect()
}

fn salted(salt: &Salt, parts: &[Option<&[u8]>]) -> Hash {
    let all: Vec<Option<&[u8]>> =
        std::iter::once(Some(salt.as_slice())).chain(parts.iter().copied()).collect();
    digest("personal", &all)
}

/// SHA-256 over parts that cannot run into one another: each with whether it is there, and how long it is.
fn digest(purpose: &str, parts: &[Option<&[u8]>]) -> Hash {
    let mut sha = Sha256::new();
    sha.update(b"doorward audit 1\0");
    sha.update(purpose.as_bytes());
    for part in parts {
        match part {
            None => sha.update([0]),
            Some(bytes) => {
                sha.update([1]);
                sha.update((bytes.len() as u64).to_be_bytes());
                sha.update(bytes);
            }
        }
    }
    sha.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;

    fn moment() -> Moment {
        Moment::new(Time::from_millis(1_000), [5; 32])
    }

    fn tenant() -> TenantId {
        TenantId::from_bytes([9; 16])
    }

    /// Four entries of one person, sealed.
    fn chain() -> Vec<(Entry, Link)> {
        let mut moment = moment();
        let somebody = UserId::new(&mut moment);
        let events = [
            Event::PasswordAccepted { decision: None },
            Event::AddressChanged { from: "old@example.com".to_owned(), to: "new@example.com".to_owned() },
            Event::Suspended,
            Event::SignedOut,
        ];
        let mut head = Head::start(&tenant());
        let mut sealed = Vec::new();
        for event in events {
            let json = serde_json::to_value(&event).unwrap();
            let entry = Entry {
                id: EventId::new(&mut moment),
                at: moment.now(),
                kind: json["event"].as_str().unwrap().to_owned(),
                refusal: false,
                actor: "agent".to_owned(),
                actor_id: Some(somebody),
                subject: Some(somebody),
                request: Some("TEST0000".to_owned()),
                event: json.to_string(),
                address: Some("192.0.2.1".to_owned()),
                browser: Some("a browser".to_owned()),
            };
            let link = head.seal(&entry, &mut moment);
            head = Head { number: link.number, hash: link.hash };
            sealed.push((entry, link));
        }
        sealed
    }

    /// The first number at which something is wrong, and what.
    fn first_fault(sealed: &[(Entry, Link)], erased: bool) -> Option<(u64, Fault)> {
        let mut head = Head::start(&tenant());
        for (entry, link) in sealed {
            match head.check(entry, link, erased) {
                Ok(next) => head = next,
                Err(fault) => return Some((head.number + 1, fault)),
            }
        }
        None
    }

    #[test]
    fn a_chain_that_nobody_touched_holds() {
        assert_eq!(first_fault(&chain(), false), None);
    }

    #[test]
    fn whatever_is_changed_of_an_entry_is_found_at_that_entry() {
        let changes: [fn(&mut Entry); 11] = [
            |it| it.id = EventId::from_bytes([1; 16]),
            |it| it.at = Time::from_millis(1_001),
            |it| it.kind = "signed_in".to_owned(),
            |it| it.refusal = true,
            |it| it.actor = "owner".to_owned(),
            |it| it.actor_id = None,
            |it| it.subject = Some(UserId::from_bytes([2; 16])),
            |it| it.request = None,
            |it| it.event = it.event.replace("address_changed", "password_changed"),
            |it| it.event = it.event.replace("new@", "newer@"),
            |it| it.browser = Some("another".to_owned()),
        ];
        for change in changes {
            let mut sealed = chain();
            change(&mut sealed[1].0);
            assert_eq!(first_fault(&sealed, true).map(|(number, _)| number), Some(2), "{:?}", sealed[1].0);
        }
        let mut sealed = chain();
        sealed[1].1.hash[0] ^= 1;
        assert_eq!(first_fault(&sealed, false), Some((2, Fault::Changed)));
    }

    #[test]
    fn what_is_taken_away_put_in_or_moved_is_found() {
        let mut sealed = chain();
        sealed.remove(1);
        assert_eq!(first_fault(&sealed, false), Some((2, Fault::Missing)));

        // Also if the numbers are mended.
        sealed[1].1.number = 2;
        assert_eq!(first_fault(&sealed, false), Some((2, Fault::Changed)));

        let mut sealed = chain();
        let (one, other) = (sealed[1].0.clone(), sealed[2].0.clone());
        (sealed[1].0, sealed[2].0) = (other, one);
        assert_eq!(first_fault(&sealed, false), Some((2, Fault::Changed)));

        let mut sealed = chain();
        let copy = sealed[1].clone();
        sealed.insert(1, copy);
        assert_eq!(first_fault(&sealed, false), Some((3, Fault::Missing)), "a number that is there twice");
    }

    #[test]
    fn the_chain_holds_after_somebody_was_erased_and_nothing_else_may_be_blank() {
        let erase = |sealed: &mut Vec<(Entry, Link)>| {
            for (entry, link) in sealed {
                (entry.address, entry.browser, link.origin.salt) = (None, None, None);
                let event: Event = serde_json::from_str(&entry.event).unwrap();
                if let Some(erased) = event.erased(entry.subject.unwrap()) {
                    entry.event = serde_json::to_string(&erased).unwrap();
                    link.words.as_mut().unwrap().salt = None;
                }
            }
        };
        let mut sealed = chain();
        erase(&mut sealed);
        assert_eq!(first_fault(&sealed, true), None);
        assert_eq!(first_fault(&sealed, false), Some((1, Fault::Blanked)), "nobody was erased");

        // What was erased cannot be filled with something else.
        sealed[0].0.address = Some("198.51.100.7".to_owned());
        assert_eq!(first_fault(&sealed, true), Some((1, Fault::Origin)));
        let mut sealed = chain();
        erase(&mut sealed);
        sealed[1].0.event =
            r#"{"event":"address_changed","from":"x@example.com","to":"y@example.com"}"#.to_owned();
        assert_eq!(first_fault(&sealed, true), Some((2, Fault::Words)));
    }

    #[test]
    fn no_two_accounts_have_one_chain_and_a_head_is_signed_for_one_of_them() {
        let other = TenantId::from_bytes([8; 16]);
        let (mine, theirs) = (Head::start(&tenant()), Head::start(&other));
        assert_ne!(mine.hash, theirs.hash);
        let key = ServerKey::from_bytes([1; 32]);
        assert_ne!(mine.signed(&tenant(), &key), mine.signed(&other, &key));
        assert_ne!(mine.signed(&tenant(), &key), mine.signed(&tenant(), &ServerKey::from_bytes([2; 32])));
    }

    #[test]
    fn a_head_is_read_back_from_its_text() {
        let head = Head { number: 12, hash: [0xab; 32] };
        assert_eq!(head.to_string().parse(), Ok(head));
        for wrong in ["", "12", "12:", "12:zz", ":00", "12:abab"] {
            assert_eq!(wrong.parse::<Head>(), Err(NotAHead), "{wrong}");
        }
    }

    #[test]
    fn facts_are_the_same_in_whatever_order_and_words_are_taken_out() {
        let one = split("x", r#"{"b":{"d":1,"c":[2,{"z":0,"y":1}]},"a":"t","reason":"lost \"it\""}"#);
        let other = split("x", r#"{"reason":"lost \"it\"", "a":"t","b":{"c":[2,{"y":1,"z":0}],"d":1}}"#);
        assert_eq!(one, other);
        assert_eq!(one.0, r#"{"a":"t","b":{"c":[2,{"y":1,"z":0}],"d":1},"reason":""}"#);
        assert_eq!(one.1, ["lost \"it\""]);
        assert_eq!(split("x", "no json"), ("no json".to_owned(), Vec::new()));
    }
}
