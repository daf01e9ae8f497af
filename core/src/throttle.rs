//! Two ledgers of tries: one of second factors, one of passwords.
//!
//! A try is *spent before it is looked at*, in a commit of its own, so that guessing in parallel gains nothing. There is
//! one second-factor ledger a person, over every method, door, device, session and restart: only somebody who knows
//! the password can feed it, so it may close. Passwords can be guessed by anybody, so their lanes only delay, and a
//! browser that has completed a sign-in has a lane of its own that no stranger can slow.

use std::net::IpAddr;
use std::time::Duration;

use crate::moment::Time;
use crate::secret::{ServerKey, TokenHash};

/// Failures in a row, and when the next try is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ledger {
    /// Tries spent since the last success.
    pub failures: u32,
    /// No try is looked at before this.
    pub open_at: Time,
}

impl Ledger {
    /// A ledger without failures.
    pub const CLEAN: Ledger = Ledger { failures: 0, open_at: Time::from_millis(0) };
}

/// How a ledger slows down.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Tries before the first wait.
    free: u32,
    /// The first wait; each further failure doubles it.
    first: Duration,
    /// No wait is longer.
    longest: Duration,
    /// At so many failures nothing is looked at any more.
    closes_at: Option<u32>,
}

/// Second factors: five free, then 30 s doubling to one hour (NIST SP 800-63B-4 section 3.2.2 allows 30 s to 1 h), and
/// closed at that section's 100 failures in a row.
pub const SECOND_FACTOR: Rule = Rule {
    free: 5,
    first: Duration::from_secs(30),
    longest: Duration::from_secs(3_600),
    closes_at: Some(100),
};

/// Passwords of one person from one network.
const FROM_NETWORK: Rule =
    Rule { free: 5, first: Duration::from_secs(2), longest: Duration::from_secs(900), closes_at: None };

/// Passwords of one person from all unknown browsers together: short waits, since the owner may be among them.
const FROM_STRANGERS: Rule =
    Rule { free: 30, first: Duration::from_secs(1), longest: Duration::from_secs(30), closes_at: None };

/// Passwords of one person from a browser that has completed a sign-in.
const FROM_KNOWN_BROWSER: Rule =
    Rule { free: 10, first: Duration::from_secs(5), longest: Duration::from_secs(300), closes_at: None };

/// What became of a try before it was looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spent {
    /// It may be looked at; the ledger now stands so.
    Spent(Ledger),
    /// It is not looked at, and costs nothing.
    Wait {
        /// When the ledger opens.
        until: Time,
    },
    /// Nothing typed is looked at any more.
    Closed,
}

impl Rule {
    /// Spends one try.
    pub fn spend(&self, ledger: Ledger, now: Time) -> Spent {
        if self.is_closed(ledger) {
            return Spent::Closed;
        }
        if now < ledger.open_at {
            return Spent::Wait { until: ledger.open_at };
        }
        let failures = ledger.failures.saturating_add(1);
        Spent::Spent(Ledger { failures, open_at: now.plus(self.wait_after(failures)) })
    }

    /// Whether so many failures closed the ledger.
    pub fn is_closed(&self, ledger: Ledger) -> bool {
        self.closes_at.is_some_and(|closes_at| ledger.failures >= closes_at)
    }

    /// So many failures close a ledger, if any do.
    pub fn closes_at(&self) -> Option<u32> {
        self.closes_at
    }

    /// Whether this was the failure after which the first wait began: the moment to tell the person.
    pub fn just_began_to_wait(&self, ledger: Ledger) -> bool {
        ledger.failures == self.free
    }

    fn wait_after(&self, failures: u32) -> Duration {
        let Some(doublings) = failures.checked_sub(self.free) else { return Duration::ZERO };
        let factor = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
        self.first.saturating_mul(factor).min(self.longest)
    }
}

/// The network that a client's address stands for: /24 of IPv4, /64 of IPv6; an IPv4 address mapped into IPv6 is IPv4.
pub fn network(address: IpAddr) -> [u8; 9] {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            [4, a, b, c, 0, 0, 0, 0, 0]
        }
        IpAddr::V6(v6) => {
            let [a, b, c, d, e, f, g, h, ..] = v6.octets();
            [6, a, b, c, d, e, f, g, h]
        }
    }
}

/// One lane of the password ledger: its row, and how it slows down.
#[derive(Clone, Copy, Debug)]
pub struct Lane {
    /// The row: a keyed digest that tells nothing of the person or the network.
    pub key: [u8; 32],
    /// How it slows down.
    pub rule: Rule,
}

/// How many rows an account has for each kind of lane that a stranger can reach. People and addresses that nobody has share
/// them alike, so that strangers can neither fill the store nor tell the one from the other by how they slow. A collision
/// delays an unknown browser; the key keeps anybody from aiming one.
const ROWS: u32 = 1 << 20;

/// The lanes in which a password try is spent: all of them, and it waits for the slowest. `address` is the key of the address
/// that was typed, whether anybody has it or not.
pub fn lanes(
    key: &ServerKey,
    tenant: &[u8; 16],
    address: &str,
    from: IpAddr,
    known_browser: Option<TokenHash>,
) -> Vec<Lane> {
    let mac =
        |kind: &[u8], place: &[u8]| key.mac("password lane", &[tenant, kind, address.as_bytes(), place]);
    let shared = |kind: &[u8], place: &[u8]| {
        let [a, b, c, d, ..] = mac(kind, place);
        let row = u32::from_be_bytes([a, b, c, d]) % ROWS;
        key.mac("password lane", &[tenant, kind, &row.to_be_bytes()])
    };
    match known_browser {
        Some(browser) => vec![Lane { key: mac(b"browser", &browser), rule: FROM_KNOWN_BROWSER }],
        None => vec![
            Lane { key: shared(b"network", &network(from)), rule: FROM_NETWORK },
            Lane { key: shared(b"strangers", b""), rule: FROM_STRANGERS },
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess_until_closed(rule: Rule) -> (u32, Vec<u64>) {
        let (mut ledger, mut now, mut waits, mut looked_at) =
            (Ledger::CLEAN, Time::from_millis(0), Vec::new(), 0);
        loop {
            match rule.spend(ledger, now) {
                Spent::Spent(next) => {
                    looked_at += 1;
                    ledger = next;
                }
                Spent::Wait { until } => {
                    waits.push(until.since(now).as_secs());
                    now = until;
                }
                Spent::Closed => return (looked_at, waits),
            }
        }
    }

    #[test]
    fn p05_five_are_free_then_waits_double_and_at_a_hundred_it_closes() {
        let (looked_at, waits) = guess_until_closed(SECOND_FACTOR);
        assert_eq!(looked_at, 100);
        assert_eq!(waits.get(..9), Some(&[30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600][..]));
        assert!(waits.iter().all(|wait| *wait <= 3_600));
    }

    #[test]
    fn a_try_that_must_wait_costs_nothing() {
        let slowed = Ledger { failures: 5, open_at: Time::from_millis(30_000) };
        for _ in 0..10 {
            assert_eq!(
                SECOND_FACTOR.spend(slowed, Time::from_millis(29_999)),
                Spent::Wait { until: slowed.open_at }
            );
        }
        assert!(matches!(SECOND_FACTOR.spend(slowed, slowed.open_at), Spent::Spent(_)));
    }

    #[test]
    fn strangers_cannot_slow_a_known_browser_nor_lock_anybody_out() {
        let key = ServerKey::from_bytes([1; 32]);
        let from: IpAddr = "192.0.2.7".parse().unwrap();
        let stranger = lanes(&key, &[0; 16], "ana@x.example", from, None);
        let known = lanes(&key, &[0; 16], "ana@x.example", from, Some([5; 32]));
        assert!(known.iter().all(|lane| stranger.iter().all(|other| other.key != lane.key)));
        for lane in stranger {
            let long_attacked = Ledger { failures: u32::MAX, open_at: Time::from_millis(0) };
            let Spent::Spent(next) = lane.rule.spend(long_attacked, Time::from_millis(1)) else {
                panic!("a lock")
            };
            assert!(next.open_at <= Time::from_millis(900_001));
        }
    }

    #[test]
    fn one_network_is_one_lane_in_every_spelling() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("192.0.2.1"), of("192.0.2.254"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.9"));
        assert_eq!(of("2001:db8:1:2:3::1"), of("2001:DB8:1:2:ffff::"));
        assert_ne!(of("2001:db8:1:2::"), of("2001:db8:1:3::"));
    }

    #[test]
    fn a_lane_is_one_of_a_bounded_number_of_rows() {
        let key = ServerKey::from_bytes([1; 32]);
        let from: IpAddr = "192.0.2.7".parse().unwrap();
        for i in 0..200 {
            let address = format!("u{i}@x.example");
            for (lane, kind, place) in [(0, &b"network"[..], &network(from)[..]), (1, b"strangers", b"")] {
                let digest = key.mac("password lane", &[&[0; 16], kind, address.as_bytes(), place]);
                let row = u32::from_be_bytes(*digest.first_chunk().unwrap()) % ROWS;
                let shared = key.mac("password lane", &[&[0; 16], kind, &row.to_be_bytes()]);
                assert_eq!(lanes(&key, &[0; 16], &address, from, None)[lane].key, shared);
            }
        }
    }
}
