//! What the dashboard counts: days, what of an event is counted of its day, and who had which methods at the end of each.
//!
//! A day that is over does not change any more, so it is counted once and kept. Days are those of UTC, as everywhere. What is told
//! about people rests on rows that are closed and never deleted, so that the days before this was counted can be told as well.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::event::{Event, Refused};
use crate::factor::{Channel, FactorKind, Methods, Refusal};
use crate::moment::{Day, Time};
use crate::policy::{Rule, SecondFactor};
use crate::user::UserType;

/// So long it is told that somebody did not come through setting a second factor up: after that, hardly anybody waits at the door.
pub const SET_UPS_SHOWN: Duration = Duration::from_secs(30 * 86_400);

/// Who stands at a step of a sign-in for so long has a problem with it.
pub const HALF_WAY_SINCE: Duration = Duration::from_secs(5 * 60);

/// What is younger than this is counted as it is asked for, and not kept yet: what is under way may still be written down with a time
/// before now, and what becomes of a passcode is not told before it has stopped working.
pub const SETTLED_AFTER: Duration = Duration::from_secs(3_600);

/// How far back the dashboard looks. Weeks where days would be more than a page can show: whole ones, so that none is short.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Range {
    /// 30 days.
    Days,
    /// 13 weeks.
    Quarter,
    /// 52 weeks, two by two.
    Year,
}

impl Range {
    /// All of them, the shortest first.
    pub const ALL: [Range; 3] = [Range::Days, Range::Quarter, Range::Year];

    /// The longest of them, in days: so far back days are counted.
    pub const LONGEST: i64 = 52 * 7;

    /// The name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Range::Days => "days",
            Range::Quarter => "quarter",
            Range::Year => "year",
        }
    }

    /// The range with this [`key`](Range::key).
    pub fn from_key(key: &str) -> Option<Range> {
        Range::ALL.into_iter().find(|it| it.key() == key)
    }

    /// Its spans until today, today in the last: the first and last day of each, the oldest first.
    pub fn spans(self, today: Day) -> Vec<(Day, Day)> {
        let (count, length) = match self {
            Range::Days => (30, 1),
            Range::Quarter => (13, 7),
            Range::Year => (26, 14),
        };
        (0..count)
            .rev()
            .map(|back| today.plus(-back * length))
            .map(|last| (last.plus(1 - length), last))
            .collect()
    }
}

/// What a page of the dashboard is about: all of it would be more than a page may weigh.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// Who uses what, and who is blocked.
    People,
    /// What happened at sign-ins.
    SignIns,
    /// What became of passcodes that were sent.
    Codes,
}

impl About {
    /// All of them.
    pub const ALL: [About; 3] = [About::People, About::SignIns, About::Codes];

    /// The name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            About::People => "people",
            About::SignIns => "sign-ins",
            About::Codes => "codes",
        }
    }

    /// The one with this [`key`](About::key).
    pub fn from_key(key: &str) -> Option<About> {
        About::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// What is counted of a day, beside the user type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Count {
    /// People who had exactly these methods at its end, as their bits.
    People(u8),
    /// Right passwords by what was asked after them.
    Password(Asked),
    /// Sign-ins by a passkey that stood for the password as well.
    PasskeyAlone,
    /// What was refused.
    Failure(Failure),
    /// Passcodes that were sent, and what became of them.
    Code(Channel, Fate),
}

/// What was asked after a right password: the rule, as far as it was kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Asked {
    /// Nothing: no second factor is demanded, and the person has none.
    NotDemanded,
    /// Nothing: the device is trusted.
    TrustedDevice,
    /// A second factor, which is required.
    Required,
    /// A second factor, which the person has by their own choice.
    OwnChoice,
    /// One of those that they have, of which none counts.
    NoneCounts,
    /// To set one up: it is required, and they had none.
    RequiredAndMissing,
    /// To set one up: theirs were closed for them.
    Demanded,
    /// Nothing, by an exemption from what is required.
    Exempt,
    /// Nothing, before the deadline or in the grace after it.
    BeforeDeadline,
    /// It was before this was kept.
    Unknown,
}

impl Asked {
    /// All of them.
    pub const ALL: [Asked; 10] = [
        Asked::Required,
        Asked::OwnChoice,
        Asked::NoneCounts,
        Asked::RequiredAndMissing,
        Asked::Demanded,
        Asked::TrustedDevice,
        Asked::Exempt,
        Asked::BeforeDeadline,
        Asked::NotDemanded,
        Asked::Unknown,
    ];

    /// What a person met by it; none where that was not kept.
    pub fn met(self) -> Option<SecondFactor> {
        let rule = match self {
            Asked::NotDemanded => Rule::NotDemanded,
            Asked::TrustedDevice => Rule::TrustedDevice,
            Asked::Required => Rule::Required,
            Asked::OwnChoice => Rule::OwnChoice,
            Asked::NoneCounts => Rule::NoneCounts,
            Asked::RequiredAndMissing => Rule::RequiredAndMissing,
            Asked::Demanded => Rule::Demanded,
            Asked::Exempt => Rule::Exempt,
            Asked::BeforeDeadline => Rule::BeforeDeadline,
            Asked::Unknown => return None,
        };
        Some(rule.asks())
    }

    /// The name in the store and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            Asked::NotDemanded => "not-demanded",
            Asked::TrustedDevice => "trusted-device",
            Asked::Required => "required",
            Asked::OwnChoice => "own-choice",
            Asked::NoneCounts => "none-counts",
            Asked::RequiredAndMissing => "required-and-missing",
            Asked::Demanded => "demanded",
            Asked::Exempt => "exempt",
            Asked::BeforeDeadline => "before-deadline",
            Asked::Unknown => "unknown",
        }
    }
}

impl From<Rule> for Asked {
    fn from(rule: Rule) -> Asked {
        match rule {
            Rule::NotDemanded => Asked::NotDemanded,
            Rule::TrustedDevice => Asked::TrustedDevice,
            Rule::Required => Asked::Required,
            Rule::OwnChoice => Asked::OwnChoice,
            Rule::NoneCounts => Asked::NoneCounts,
            Rule::RequiredAndMissing => Asked::RequiredAndMissing,
            Rule::Demanded => Asked::Demanded,
            Rule::Exempt => Asked::Exempt,
            Rule::BeforeDeadline | Rule::InGrace => Asked::BeforeDeadline,
        }
    }
}

/// Why something was refused, as far as it helps to see how often.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Failure {
    /// A wrong password.
    WrongPassword,
    /// A second factor that was not right.
    WrongFactor,
    /// A second factor that was right at another time, or once: too old, used, replaced by a newer one.
    LateFactor,
    /// A first passcode while setting a method up.
    SettingUp,
    /// A try that was not looked at, because too many went before.
    TooMany,
    /// A sign-in that took too long, or under which person or policy changed.
    TooLong,
    /// Whoever is not to sign in: suspended, or invited and not here yet.
    NotActive,
}

impl Failure {
    /// All of them, in the order in which a sign-in can meet them.
    pub const ALL: [Failure; 7] = [
        Failure::WrongPassword,
        Failure::WrongFactor,
        Failure::LateFactor,
        Failure::SettingUp,
        Failure::TooMany,
        Failure::TooLong,
        Failure::NotActive,
    ];

    /// The name in the store and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            Failure::WrongPassword => "wrong-password",
            Failure::WrongFactor => "wrong-factor",
            Failure::LateFactor => "late-factor",
            Failure::SettingUp => "setting-up",
            Failure::TooMany => "too-many",
            Failure::TooLong => "too-long",
            Failure::NotActive => "not-active",
        }
    }
}

/// What became of a passcode that was asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    /// It was asked for.
    AskedFor,
    /// A mail server or gateway took it.
    HandedOver,
    /// Its person typed it: it arrived.
    Arrived,
    /// A cap held it back, or nobody took it.
    NotSent,
}

impl Fate {
    /// All of them.
    pub const ALL: [Fate; 4] = [Fate::AskedFor, Fate::HandedOver, Fate::Arrived, Fate::NotSent];

    /// The name in the store and in keys of texts.
    pub fn key(self) -> &'static str {
        match self {
            Fate::AskedFor => "asked-for",
            Fate::HandedOver => "handed-over",
            Fate::Arrived => "arrived",
            Fate::NotSent => "not-sent",
        }
    }
}

impl Count {
    /// The name in the store.
    pub fn key(self) -> String {
        match self {
            Count::People(bits) => format!("people {bits}"),
            Count::Password(asked) => format!("password {}", asked.key()),
            Count::PasskeyAlone => "passkey-alone".to_owned(),
            Count::Failure(failure) => format!("failure {}", failure.key()),
            Count::Code(channel, fate) => format!("code {} {}", channel.key(), fate.key()),
        }
    }

    /// What has this [`key`](Count::key).
    pub fn from_key(key: &str) -> Option<Count> {
        let mut words = key.split(' ');
        let (what, detail, more) = (words.next()?, words.next(), words.next());
        match what {
            "people" => detail?.parse().ok().filter(|bits| *bits < 16).map(Count::People),
            "password" => Asked::ALL.into_iter().find(|it| Some(it.key()) == detail).map(Count::Password),
            "passkey-alone" => Some(Count::PasskeyAlone),
            "failure" => Failure::ALL.into_iter().find(|it| Some(it.key()) == detail).map(Count::Failure),
            "code" => {
                let fate = Fate::ALL.into_iter().find(|it| Some(it.key()) == more)?;
                Channel::from_key(detail?).map(|channel| Count::Code(channel, fate))
            }
            _ => None,
        }
    }

    /// The kinds of events that are counted, by their names in the log.
    #[rustfmt::skip]
    pub const KINDS: [&'static str; 8] = [
        "password_accepted", "signed_in", "password_refused", "second_factor_refused", "enrolment_refused", "slowed",
        "second_factor_closed", "sign_in_over",
    ];

    /// What an event counts as, if it is counted.
    pub fn of(event: &Event) -> Option<Count> {
        Some(match event {
            Event::PasswordAccepted { decision } => {
                Count::Password(decision.map_or(Asked::Unknown, |it| it.rule.into()))
            }
            Event::SignedIn { factors, .. } if !factors.contains(&FactorKind::Password) => {
                Count::PasskeyAlone
            }
            Event::PasswordRefused => Count::Failure(Failure::WrongPassword),
            Event::SecondFactorRefused { refusal } => Count::Failure(of_refusal(refusal)),
            Event::EnrolmentRefused { .. } => Count::Failure(Failure::SettingUp),
            Event::Slowed { .. } | Event::SecondFactorClosed => Count::Failure(Failure::TooMany),
            Event::SignInOver { why } => Count::Failure(match why {
                Refused::NotActive => Failure::NotActive,
                Refused::Factor(refusal) => of_refusal(refusal),
                Refused::TooOld | Refused::Stale | Refused::OutOfTurn => Failure::TooLong,
            }),
            _ => return None,
        })
    }
}

fn of_refusal(refusal: &Refusal) -> Failure {
    match refusal {
        Refusal::PasscodeUsed
        | Refusal::PasscodeOfAnotherTime { .. }
        | Refusal::NothingSent
        | Refusal::SentCodeTooOld
        | Refusal::SentCodeReplaced
        | Refusal::RecoveryCodeUsed
        | Refusal::IssuedCodeTooEarly
        | Refusal::IssuedCodeDead
        | Refusal::PasskeyTooOld => Failure::LateFactor,
        _ => Failure::WrongFactor,
    }
}

/// A method that somebody had, from when until when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Had {
    /// Its bit: see [`Methods::from_bits`].
    pub bit: u8,
    /// Since when.
    pub from: Time,
    /// Until when, if it is gone.
    pub to: Option<Time>,
}

/// Somebody, as far as their past is counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    /// When they came.
    pub created_at: Time,
    /// When they were archived.
    pub archived_at: Option<Time>,
    /// What they were: since when, until when, of which user type.
    pub roles: Vec<(Time, Option<Time>, UserType)>,
    /// What they had set up.
    pub had: Vec<Had>,
}

/// How many people had which methods at the end of each of some days that follow each other.
#[derive(Clone, Debug)]
pub struct Tally {
    first: Day,
    days: usize,
    /// By user type and bits: who joined this group on the day of that index, less who left it.
    changes: BTreeMap<(&'static str, u8), Vec<i64>>,
}

impl Tally {
    /// Of the days from `first` to `last`.
    pub fn new(first: Day, last: Day) -> Tally {
        let days = usize::try_from(last.0.saturating_sub(first.0).saturating_add(1)).unwrap_or(0);
        Tally { first, days, changes: BTreeMap::new() }
    }

    /// Counts somebody in. What they were is looked at only where it changed, so that a year costs hardly more than a day.
    pub fn add(&mut self, past: &Past) {
        let times = past.roles.iter().flat_map(|(from, to, _)| [Some(*from), *to]);
        let times = times.chain(past.had.iter().flat_map(|it| [Some(it.from), it.to]));
        let times = times.chain([Some(past.created_at), past.archived_at]).flatten();
        let mut turns: Vec<usize> = times.filter_map(|time| self.index(time)).chain([0]).collect();
        turns.sort_unstable();
        turns.dedup();
        let mut before = None;
        for turn in turns {
            let at = self.first.plus(i64::try_from(turn).unwrap_or(i64::MAX)).plus(1).start();
            let now = group(past, at);
            if now != before {
                self.change(before, turn, -1);
                self.change(now, turn, 1);
                before = now;
            }
        }
    }

    /// The counts: of each day, by user type.
    pub fn counts(&self) -> Vec<(Day, UserType, Count, u64)> {
        let mut counts = Vec::new();
        for ((user_type, bits), changes) in &self.changes {
            let Some(user_type) = UserType::from_key(user_type) else { continue };
            let (mut people, mut day) = (0_i64, self.first);
            for change in changes {
                people = people.saturating_add(*change);
                if let Ok(people @ 1..) = u64::try_from(people) {
                    counts.push((day, user_type, Count::People(*bits), people));
                }
                day = day.plus(1);
            }
        }
        counts
    }

    /// The index of the day that a time is in: of the first one for all before, none for all after the last.
    fn index(&self, time: Time) -> Option<usize> {
        let index = usize::try_from(Day::of(time).0.saturating_sub(self.first.0)).unwrap_or(0);
        (index < self.days).then_some(index)
    }

    fn change(&mut self, group: Option<(UserType, u8)>, index: usize, by: i64) {
        let Some((user_type, bits)) = group else { return };
        let days = self.days;
        let changes = self.changes.entry((user_type.key(), bits)).or_insert_with(|| vec![0; days]);
        if let Some(change) = changes.get_mut(index) {
            *change = change.saturating_add(by);
        }
    }
}

/// To which group somebody belonged just before a moment; none when they were not here.
fn group(past: &Past, before: Time) -> Option<(UserType, u8)> {
    let held = |from: Time, to: Option<Time>| from < before && to.is_none_or(|to| to >= before);
    if !held(past.created_at, past.archived_at) {
        return None;
    }
    let (_, _, user_type) = past.roles.iter().find(|(from, to, _)| held(*from, *to))?;
    let bits = past.had.iter().filter(|it| held(it.from, it.to)).fold(0, |bits, it| bits | it.bit);
    Some((*user_type, bits))
}

/// Of the people of a day: how many there were, and how many had one of some methods.
pub fn having(counts: &BTreeMap<Count, u64>, wanted: Methods) -> (u64, u64) {
    let people = counts.iter().filter_map(|(count, n)| match count {
        Count::People(bits) => Some((*bits, *n)),
        _ => None,
    });
    people.fold((0, 0), |(have, of), (bits, n)| {
        let has = bits & wanted.bits() != 0;
        (have + if has { n } else { 0 }, of + n)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Day = Day(20_000);

    fn noon(day: i64) -> Time {
        Time::from_millis(DAY.plus(day).start().millis() + 43_200_000)
    }

    fn end_user(created: i64) -> Past {
        Past {
            created_at: noon(created),
            archived_at: None,
            roles: vec![(noon(created), None, UserType::EndUser)],
            had: vec![],
        }
    }

    fn told(tally: &Tally) -> Vec<(i64, &'static str, u8, u64)> {
        let line = |(day, of, count, n): (Day, UserType, Count, u64)| match count {
            Count::People(bits) => (day.0 - DAY.0, of.key(), bits, n),
            _ => panic!("only people are counted"),
        };
        tally.counts().into_iter().map(line).collect()
    }

    #[test]
    fn each_day_has_what_people_had_at_its_end() {
        let mut tally = Tally::new(DAY, DAY.plus(4));
        let app = |from, to: Option<i64>| Had { bit: 2, from: noon(from), to: to.map(noon) };
        // Here before the first day, and never sets anything up.
        tally.add(&end_user(-30));
        // Comes on the second day, and sets an app up and away again on the third.
        tally.add(&Past { had: vec![app(2, Some(2))], ..end_user(1) });
        // Has an app from the third day on until the fifth, and a passkey since before everything.
        let passkey = Had { bit: 1, from: noon(-9), to: None };
        tally.add(&Past { had: vec![app(2, Some(4)), passkey], ..end_user(-9) });
        // Becomes a team member on the fourth day and is archived on the fifth.
        let roles = vec![(noon(-9), Some(noon(3)), UserType::EndUser), (noon(3), None, UserType::TeamMember)];
        tally.add(&Past { roles, archived_at: Some(noon(4)), ..end_user(-9) });
        // Is gone before the first day, or comes after the last.
        tally.add(&Past { archived_at: Some(noon(-1)), ..end_user(-9) });
        tally.add(&end_user(5));
        let mut counts = told(&tally);
        counts.sort_unstable();
        assert_eq!(
            counts,
            [
                (0, "end_user", 0, 2),
                (0, "end_user", 1, 1),
                (1, "end_user", 0, 3),
                (1, "end_user", 1, 1),
                (2, "end_user", 0, 3),
                (2, "end_user", 3, 1),
                (3, "end_user", 0, 2),
                (3, "end_user", 3, 1),
                (3, "team_member", 0, 1),
                (4, "end_user", 0, 2),
                (4, "end_user", 1, 1),
            ]
        );
    }

    #[test]
    fn the_store_s_words_are_read_back_and_no_others() {
        let asked = Asked::ALL.map(Count::Password);
        let failures = Failure::ALL.map(Count::Failure);
        let codes = Fate::ALL
            .into_iter()
            .flat_map(|it| [Count::Code(Channel::Sms, it), Count::Code(Channel::Email, it)]);
        let all = asked.into_iter().chain(failures).chain(codes).chain([
            Count::People(0),
            Count::People(15),
            Count::PasskeyAlone,
        ]);
        let mut seen = std::collections::BTreeSet::new();
        for count in all {
            assert_eq!(Count::from_key(&count.key()), Some(count));
            assert!(seen.insert(count.key()), "{} twice", count.key());
        }
        for odd in ["", "people", "people 16", "password x", "code sms", "code fax arrived", "failure"] {
            assert_eq!(Count::from_key(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_rule_counts_as_what_it_asks() {
        for rule in Rule::ALL {
            assert_eq!(Asked::from(rule).met(), Some(rule.asks()), "{rule:?}");
        }
    }

    #[test]
    fn spans_follow_each_other_until_today() {
        for range in Range::ALL {
            let spans = range.spans(DAY);
            assert_eq!(spans.last().map(|it| it.1), Some(DAY), "{range:?}");
            assert!(spans.windows(2).all(|two| two[0].1.plus(1) == two[1].0), "{range:?}");
            assert!(DAY.0 - spans[0].0.0 < Range::LONGEST, "{range:?} looks further back than is counted");
        }
    }
}
