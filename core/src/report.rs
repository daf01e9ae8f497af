//! The 2FA status report: who uses two-factor authentication, and how, as of a moment.
//!
//! What was asked for and nothing else: team members, end users, or both. Facts come from rows that were never deleted, so that
//! any past day can be told; what is not kept of a past day is left empty, and never guessed.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::authority::{Actor, may_administer};
use crate::factor::{FactorKind, Methods};
use crate::id::{ReportId, UserId};
use crate::moment::{Day, Time};
use crate::user::{Role, UserType};

/// A report can be fetched so long.
pub const LIVES_FOR: Duration = Duration::from_secs(7 * 86_400);

/// So many reports an account has built within a day, at most: each reads everybody.
pub const MOST_A_DAY: u64 = 20;

/// Who asks again so soon has pressed the button twice, and gets the report that they asked for first.
pub const REPEATED_WITHIN: Duration = Duration::from_secs(60);

/// Of whom a report is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum People {
    /// The owner, all admins and all agents.
    Team,
    /// All end users.
    EndUsers,
    /// Everybody.
    Everybody,
}

impl People {
    /// All of them.
    pub const ALL: [People; 3] = [People::Team, People::EndUsers, People::Everybody];

    /// How it is written in forms and rows.
    pub fn key(self) -> &'static str {
        match self {
            People::Team => "team",
            People::EndUsers => "end_users",
            People::Everybody => "everybody",
        }
    }

    /// The one with this [`key`](People::key).
    pub fn from_key(key: &str) -> Option<People> {
        People::ALL.into_iter().find(|people| people.key() == key)
    }

    /// The one user type that it is of; none when of both.
    pub fn user_type(self) -> Option<UserType> {
        match self {
            People::Team => Some(UserType::TeamMember),
            People::EndUsers => Some(UserType::EndUser),
            People::Everybody => None,
        }
    }
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// Of whom.
    pub people: People,
    /// As of when: facts of this moment.
    pub as_of: Time,
    /// Whether that is a past day: what is known of now alone is left out then.
    pub past: bool,
    /// Whether the file begins with a byte order mark, by which Excel knows UTF-8.
    pub mark: bool,
}

/// A report that somebody asked for, as far as it matters to who may fetch it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Which.
    pub id: ReportId,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Time,
}

/// How often a report is built by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// With each day.
    Day,
    /// With each Monday, the first day of a week (ISO 8601).
    Week,
    /// With the first day of each month.
    Month,
}

impl Every {
    /// All of them.
    pub const ALL: [Every; 3] = [Every::Day, Every::Week, Every::Month];

    /// How it is written in forms and rows.
    pub fn key(self) -> &'static str {
        match self {
            Every::Day => "day",
            Every::Week => "week",
            Every::Month => "month",
        }
    }

    /// The one with this [`key`](Every::key).
    pub fn from_key(key: &str) -> Option<Every> {
        Every::ALL.into_iter().find(|every| every.key() == key)
    }

    /// The first moment after `now` at which one is built: with the day, in UTC. One that was missed is not made up for.
    pub fn next_after(self, now: Time) -> Time {
        let today = Day::of(now);
        // A month has 31 days at most.
        let due = (1..=31).map(|days| today.plus(days)).find(|day| self.is_due_on(*day));
        due.unwrap_or(today.plus(31)).start()
    }

    fn is_due_on(self, day: Day) -> bool {
        match self {
            Every::Day => true,
            // 1970-01-01 was a Thursday.
            Every::Week => (day.0 + 3) % 7 == 0,
            Every::Month => day.start().day().ends_with("-01"),
        }
    }
}

/// What somebody has built by itself: one a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Schedule {
    /// Whose it is.
    pub by: UserId,
    /// Since when.
    pub set_at: Time,
    /// Of whom the reports are.
    pub people: People,
    /// Whether the files begin with a byte order mark.
    pub mark: bool,
    /// How often.
    pub every: Every,
    /// When the next one is due.
    pub next_at: Time,
}

impl Schedule {
    /// Whether it still holds for `actor`, who has had their role since `role_since`.
    ///
    /// # Errors
    /// [`Refused::RoleChanged`] or [`Refused::Anothers`]: it ends then.
    pub fn holds(&self, actor: Actor, role_since: Time) -> Result<(), Refused> {
        is_still(self.by, self.set_at, actor, role_since)
    }
}

/// Why a report is not given out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    /// Somebody else asked for it.
    #[error("somebody else asked for this report")]
    Anothers,
    /// Whoever asked for it has another role since, or no longer one that administers.
    #[error("the role of whoever asked for it has changed")]
    RoleChanged,
    /// It is too old.
    #[error("the report is too old")]
    TooOld,
}

/// Whether `actor`, who has had their role since `role_since`, may fetch a report at `now`.
///
/// # Errors
/// [`Refused`] says why not.
pub fn may_fetch(asked: &Asked, actor: Actor, role_since: Time, now: Time) -> Result<(), Refused> {
    is_still(asked.by, asked.at, actor, role_since)?;
    // A clock that was set back must not make it younger than it is.
    if now < asked.at || now >= asked.at.plus(LIVES_FOR) {
        return Err(Refused::TooOld);
    }
    Ok(())
}

/// Whether `actor` is who they were at `at`, in the role that they had.
fn is_still(by: UserId, at: Time, actor: Actor, role_since: Time) -> Result<(), Refused> {
    if actor.person() != Some(by) {
        return Err(Refused::Anothers);
    }
    // A role that was taken away and given back is another: what was begun under the first ended with it.
    if may_administer(actor).is_err() || role_since > at {
        return Err(Refused::RoleChanged);
    }
    Ok(())
}

/// A person, as a report has them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Who.
    pub id: UserId,
    /// What they are called.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The methods that they had set up.
    pub methods: Methods,
    /// When the first of these was set up.
    pub enrolled_at: Option<Time>,
    /// When one of these was last used.
    pub last_used_at: Option<Time>,
    /// When they last signed in.
    pub last_sign_in_at: Option<Time>,
    /// By what.
    pub last_sign_in_by: Vec<FactorKind>,
    /// Whether a trusted device stood in for the passcode there.
    pub last_sign_in_trusted: bool,
    /// Devices on which they are not asked again; none when it is not known.
    pub trusted_devices: Option<u64>,
    /// Recovery codes left; none without a set.
    pub codes_left: Option<u64>,
    /// Since when a second factor is required of them.
    pub required_since: Option<Time>,
    /// Until when they have to set one up.
    pub deadline: Option<Time>,
    /// Until when they need none, and why.
    pub exempt: Option<(Time, String)>,
    /// Whether they are kept out.
    pub suspended: bool,
}

/// What stands in the first line. Names do not change: scripts read them.
#[rustfmt::skip]
pub const COLUMNS: [&str; 19] = [
    "id", "name", "email", "role", "user_type", "two_factor", "methods", "enrolled_at", "last_used_at",
    "last_sign_in_at", "last_sign_in_by", "trusted_devices", "recovery_codes_left", "required_since", "deadline",
    "exempt", "exempt_until", "exempt_why", "suspended",
];

impl Row {
    /// The cells of its line, in the order of [`COLUMNS`]: words for machines, times in UTC.
    pub fn cells(&self) -> [String; 19] {
        let time = |it: Option<Time>| it.map(Time::utc).unwrap_or_default();
        let count = |it: Option<u64>| it.map(|count| count.to_string()).unwrap_or_default();
        let yes = |it: bool| if it { "yes" } else { "no" }.to_owned();
        let keys = |kinds: &mut dyn Iterator<Item = FactorKind>| {
            kinds.map(FactorKind::key).collect::<Vec<_>>().join(" ")
        };
        let mut by = keys(&mut self.last_sign_in_by.iter().copied());
        if self.last_sign_in_trusted {
            by.push_str(" trusted_device");
        }
        let (until, why) =
            self.exempt.clone().map_or((None, String::new()), |(until, why)| (Some(until), why));
        [
            self.id.to_string(),
            self.name.clone(),
            self.email.clone(),
            self.role.key().to_owned(),
            self.role.user_type().key().to_owned(),
            if self.methods.is_empty() { "off" } else { "on" }.to_owned(),
            keys(&mut self.methods.iter()),
            time(self.enrolled_at),
            time(self.last_used_at),
            time(self.last_sign_in_at),
            by,
            count(self.trusted_devices),
            count(self.codes_left),
            time(self.required_since),
            time(self.deadline),
            yes(self.exempt.is_some()),
            time(until),
            why,
            yes(self.suspended),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv;

    const ASKED: Asked = Asked {
        id: ReportId::from_bytes([1; 16]),
        by: UserId::from_bytes([2; 16]),
        at: Time::from_millis(1_000),
    };

    fn may(by: [u8; 16], role: Role, role_since: i64, now: i64) -> Result<(), Refused> {
        let actor = Actor::Person { id: UserId::from_bytes(by), role };
        may_fetch(&ASKED, actor, Time::from_millis(role_since), Time::from_millis(now))
    }

    #[test]
    fn p56_a_report_is_for_whoever_asked_in_the_role_that_they_asked_in_for_seven_days() {
        let end = 1_000 + 7 * 86_400_000;
        assert_eq!(may([2; 16], Role::Admin, 1_000, 1_000), Ok(()));
        assert_eq!(may([2; 16], Role::Owner, 0, end - 1), Ok(()));
        assert_eq!(may([2; 16], Role::Admin, 0, end), Err(Refused::TooOld));
        assert_eq!(may([2; 16], Role::Admin, 0, 999), Err(Refused::TooOld), "a clock that was set back");
        assert_eq!(may([3; 16], Role::Owner, 0, 2_000), Err(Refused::Anothers));
        assert_eq!(may([2; 16], Role::Agent, 0, 2_000), Err(Refused::RoleChanged));
        assert_eq!(
            may([2; 16], Role::Admin, 1_001, 2_000),
            Err(Refused::RoleChanged),
            "given back is another"
        );
    }

    #[test]
    fn what_is_built_by_itself_is_due_with_a_day_a_monday_or_the_first() {
        // A Tuesday.
        let now = Time::of_day("2026-11-24").unwrap().plus(Duration::from_secs(36_000));
        for (every, days) in [
            (Every::Day, ["2026-11-25", "2026-11-26"]),
            (Every::Week, ["2026-11-30", "2026-12-07"]),
            (Every::Month, ["2026-12-01", "2027-01-01"]),
        ] {
            let first = every.next_after(now);
            assert_eq!(Time::of_day(days[0]), Some(first), "{every:?}");
            assert_eq!(
                Time::of_day(days[1]),
                Some(every.next_after(first)),
                "at that very moment comes the next"
            );
            assert_eq!(Every::from_key(every.key()), Some(every));
        }
        assert!(Every::Month.next_after(Time::from_millis(i64::MAX - 1)).millis() > 0, "it ends somewhere");
    }

    #[test]
    fn p56_what_is_built_by_itself_ends_with_the_role() {
        let schedule = Schedule {
            by: ASKED.by,
            set_at: ASKED.at,
            people: People::Team,
            mark: false,
            every: Every::Week,
            next_at: ASKED.at,
        };
        let holds =
            |role, since| schedule.holds(Actor::Person { id: ASKED.by, role }, Time::from_millis(since));
        assert_eq!(holds(Role::Admin, 1_000), Ok(()));
        assert_eq!(holds(Role::Agent, 0), Err(Refused::RoleChanged));
        assert_eq!(holds(Role::Admin, 1_001), Err(Refused::RoleChanged));
    }

    #[test]
    fn a_row_is_a_line_of_as_many_cells_as_the_first() {
        let row = Row {
            id: UserId::from_bytes([1; 16]),
            name: "=Ana, \"A\"".to_owned(),
            email: "ana@example.com".to_owned(),
            role: Role::Agent,
            methods: [FactorKind::Totp].into_iter().collect(),
            enrolled_at: Some(Time::from_millis(0)),
            last_used_at: None,
            last_sign_in_at: Some(Time::from_millis(86_400_000)),
            last_sign_in_by: vec![FactorKind::Password],
            last_sign_in_trusted: true,
            trusted_devices: Some(1),
            codes_left: None,
            required_since: None,
            deadline: None,
            exempt: Some((Time::from_millis(0), "on leave".to_owned())),
            suspended: false,
        };
        assert_eq!(
            csv::line(row.cells()),
            "01010101010101010101010101010101,\"'=Ana, \"\"A\"\"\",ana@example.com,agent,team_member,on,totp,\
             1970-01-01T00:00:00Z,,1970-01-02T00:00:00Z,password trusted_device,1,,,,yes,1970-01-01T00:00:00Z,on leave,no\r\n"
        );
        assert_eq!(row.cells().len(), COLUMNS.len());
    }

    #[test]
    fn p58_whom_a_report_is_of_is_read_back_and_leaves_nobody_between() {
        for people in People::ALL {
            assert_eq!(People::from_key(people.key()), Some(people));
        }
        assert_eq!(People::from_key("all"), None);
        assert_eq!(People::Team.user_type(), Some(UserType::TeamMember));
        assert_eq!(People::Everybody.user_type(), None);
    }
}
