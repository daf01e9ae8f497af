//! The policy of a user type, and the one place that decides *whether* a second factor is asked for at a sign-in.

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use crate::deadline::Relief;

use crate::deadline::Terms;
use crate::factor::{FactorKind, Methods};
use crate::moment::Time;
use crate::user::UserType;

/// Whether people of a user type must have a second factor.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// Everybody may set one up for their own use.
    Optional,
    /// Who has none is led into setting one up at the next sign-in.
    Required,
}

impl Requirement {
    /// The name in the database.
    pub fn key(self) -> &'static str {
        match self {
            Requirement::Optional => "optional",
            Requirement::Required => "required",
        }
    }

    /// The requirement with this [`key`](Requirement::key).
    pub fn from_key(key: &str) -> Option<Requirement> {
        [Requirement::Optional, Requirement::Required].into_iter().find(|it| it.key() == key)
    }
}

/// How often a passcode is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// At every sign-in: no device is trusted.
    EverySignIn,
    /// Not again on a device that the person trusts, for so many days.
    Remember {
        /// From 1 to [`Asking::MOST_DAYS`].
        days: u8,
    },
}

impl Asking {
    /// The most days that a device is trusted.
    pub const MOST_DAYS: u8 = 30;

    /// Remembering for so many days; none is every sign-in. None when it is more than [`Asking::MOST_DAYS`].
    pub fn from_days(days: u64) -> Option<Asking> {
        match u8::try_from(days) {
            Ok(0) => Some(Asking::EverySignIn),
            Ok(days) if days <= Asking::MOST_DAYS => Some(Asking::Remember { days }),
            _ => None,
        }
    }

    /// For how many days a device is trusted; none at all is zero.
    pub fn days(self) -> u8 {
        match self {
            Asking::EverySignIn => 0,
            Asking::Remember { days } => days,
        }
    }

    fn shorter(self, other: Asking) -> Asking {
        if other.days() < self.days() { other } else { self }
    }

    /// How long a device is trusted, if any is.
    pub fn remembers_for(self) -> Option<Duration> {
        let days = u64::from(self.days());
        (days > 0).then(|| Duration::from_secs(days.saturating_mul(86_400)))
    }
}

/// Which methods count as the second step.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Each that is switched on.
    Any,
    /// None whose passcodes are sent: mail and text messages are read by others more easily than a phone is taken.
    NoSentCodes,
    /// Only those that no imitation of this site can be given (NIST SP 800-63B-4 section 3.2.5): passkeys.
    PhishingResistant,
}

impl Counting {
    /// All of them, the laxest first.
    pub const ALL: [Counting; 3] = [Counting::Any, Counting::NoSentCodes, Counting::PhishingResistant];

    /// The name in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Counting::Any => "any",
            Counting::NoSentCodes => "no_sent_codes",
            Counting::PhishingResistant => "phishing_resistant",
        }
    }

    /// The one with this [`key`](Counting::key).
    pub fn from_key(key: &str) -> Option<Counting> {
        Counting::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// Which methods people of a user type may use, and which of them count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MethodRules {
    /// Which of those that are switched on count.
    pub counting: Counting,
    /// Whether passcodes are sent to phones.
    pub sms_codes: bool,
    /// Whether passcodes are sent to mailboxes.
    pub email_codes: bool,
    /// Whether a passkey that knows its person signs in without the password.
    pub passkey_alone: bool,
}

impl MethodRules {
    /// What a new account starts with: nothing is sent before somebody saw that it arrives.
    pub const INITIAL: MethodRules =
        MethodRules { counting: Counting::Any, sms_codes: false, email_codes: false, passkey_alone: false };

    /// Whether a method counts: it alone is enough as the second step, and may be set up.
    pub fn count(self, kind: FactorKind) -> bool {
        let switched_on = match kind {
            FactorKind::Passkey | FactorKind::Totp => true,
            FactorKind::SmsCode => self.sms_codes,
            FactorKind::EmailCode => self.email_codes,
            FactorKind::Password | FactorKind::RecoveryCode => false,
        };
        let accepted = match self.counting {
            Counting::Any => true,
            Counting::NoSentCodes => matches!(kind, FactorKind::Passkey | FactorKind::Totp),
            Counting::PhishingResistant => kind == FactorKind::Passkey,
        };
        switched_on && accepted
    }

    /// The kinds that count.
    pub fn counting(self) -> Methods {
        FactorKind::ALL.into_iter().filter(|kind| self.count(*kind)).collect()
    }

    /// Whether something that counts here no longer would under `next`.
    pub fn narrows(self, next: MethodRules) -> bool {
        FactorKind::ALL.into_iter().any(|kind| self.count(kind) && !next.count(kind))
    }
}

/// What an account demands of one user type.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Policy {
    /// Whom it speaks of.
    pub user_type: UserType,
    /// Whether a second factor is demanded.
    pub requirement: Requirement,
    /// By when it has to be there.
    pub terms: Terms,
    /// Which methods count.
    pub methods: MethodRules,
    /// How often a passcode is asked for.
    pub asking: Asking,
    /// Devices that were trusted then or before are trusted no more.
    pub devices_since: Time,
    /// How long sessions last.
    pub lifetimes: Lifetimes,
    /// Counts the versions: a half-done sign-in dies when this changes.
    pub version: u64,
    /// Counts the endings: every session of this user type dies when this changes.
    pub epoch: u64,
}

impl Policy {
    /// What a new account starts with.
    ///
    /// Limits for team members are those of NIST SP 800-63B-4 section 2.2.3 (24 h overall, 1 h idle), for end users,
    /// who may have a password alone, those of section 2.1.3 (30 days overall); the idle 8 h are a help desk's custom.
    pub fn initial(user_type: UserType) -> Policy {
        const HOUR: Duration = Duration::from_secs(3_600);
        let lifetimes = match user_type {
            UserType::TeamMember => Lifetimes { idle: HOUR, absolute: HOUR.saturating_mul(24) },
            UserType::EndUser => {
                Lifetimes { idle: HOUR.saturating_mul(8), absolute: HOUR.saturating_mul(24 * 30) }
            }
        };
        Policy {
            user_type,
            requirement: Requirement::Optional,
            terms: Terms::INITIAL,
            methods: MethodRules::INITIAL,
            asking: Asking::Remember { days: Asking::MOST_DAYS },
            devices_since: Time::from_millis(0),
            lifetimes,
            version: 1,
            epoch: 1,
        }
    }

    /// What it demands.
    pub fn demands(&self) -> Demands {
        Demands {
            requirement: self.requirement,
            terms: self.terms,
            methods: self.methods,
            asking: self.asking,
            lifetimes: self.lifetimes,
        }
    }

    /// Those of a person's methods that count.
    pub fn counting(&self, methods: Methods) -> Methods {
        methods.filter(|kind| self.methods.count(kind))
    }

    /// The methods that somebody who has these is asked for: those that count, or, when none of theirs does, what they have.
    pub fn askable(&self, methods: Methods) -> Methods {
        let counting = self.counting(methods);
        if counting.is_empty() { methods } else { counting }
    }

    /// Whether by these demands people depend on mail who did not before: those of whom a second factor is asked, since whoever
    /// stays outside by it needs mail; and those whose passcodes are sent by it.
    pub fn begins_to_need_mail(&self, to: Demands) -> bool {
        (self.requirement, to.requirement) == (Requirement::Optional, Requirement::Required)
            || (!self.methods.email_codes && to.methods.email_codes)
    }

    /// Whether by these demands people depend on text messages who did not before.
    pub fn begins_to_need_texts(&self, to: Demands) -> bool {
        !self.methods.sms_codes && to.methods.sms_codes
    }

    /// The next version, with other demands; `end_sessions` ends all sessions of the user type and forgets its devices.
    ///
    /// Devices that were not trusted any more under either the old or the new time stay so for good: a policy that is
    /// tightened for an hour has done its work. So do all, when a method that one may have been trusted by counts no more.
    #[must_use]
    pub fn changed(&self, to: Demands, end_sessions: bool, now: Time) -> Policy {
        let forget = end_sessions || self.methods.narrows(to.methods);
        let shorter = if forget { Asking::EverySignIn } else { self.asking.shorter(to.asking) };
        let devices_since = now.minus(shorter.remembers_for().unwrap_or_default());
        Policy {
            user_type: self.user_type,
            requirement: to.requirement,
            terms: to.terms,
            methods: to.methods,
            asking: to.asking,
            devices_since: self.devices_since.max(devices_since),
            lifetimes: to.lifetimes,
            version: self.version.saturating_add(1),
            epoch: self.epoch.saturating_add(u64::from(end_sessions)),
        }
    }
}

/// What an admin decides of a user type.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Demands {
    /// Whether a second factor is demanded.
    pub requirement: Requirement,
    /// By when it has to be there.
    pub terms: Terms,
    /// Which methods count.
    pub methods: MethodRules,
    /// How often a passcode is asked for.
    pub asking: Asking,
    /// How long sessions last.
    pub lifetimes: Lifetimes,
}

/// How long sessions of a user type last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Lifetimes {
    /// Without activity.
    pub idle: Duration,
    /// In all.
    pub absolute: Duration,
}

impl Lifetimes {
    /// How long without activity an admin may choose, in minutes: 15 minutes to a day.
    pub const IDLE: [u64; 6] = [15, 30, 60, 240, 480, 1_440];

    /// How long in all, in minutes: 8 hours, so that no choice signs everybody out at once, to NIST SP 800-63B-4's 30 days
    /// (section 2.1.3).
    pub const ABSOLUTE: [u64; 6] = [480, 720, 1_440, 10_080, 20_160, 43_200];

    /// The limits with these minutes; none when they are no choice or idle is beyond absolute.
    pub fn from_minutes(idle: u64, absolute: u64) -> Option<Lifetimes> {
        let minutes = |minutes: u64| Duration::from_secs(minutes.saturating_mul(60));
        let offered = Lifetimes::IDLE.contains(&idle) && Lifetimes::ABSOLUTE.contains(&absolute);
        (offered && idle <= absolute).then(|| Lifetimes { idle: minutes(idle), absolute: minutes(absolute) })
    }
}

/// What is asked for after a right password.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// Nothing: the password stands alone.
    NotAsked,
    /// Nothing this time: the person trusts this device.
    Remembered,
    /// One of the methods that the person has; if none of them counts, one that does is set up after it.
    Asked,
    /// The person has none and must set one up first.
    MustEnrol,
}

/// Which second factor a person must give, or set up, to sign in.
///
/// A method that somebody has is asked for whatever the policy says, but on a device that they trust (see
/// [`trusted_device`](crate::trusted_device)): switching the requirement off takes nobody's protection away. Nor does losing
/// one: who `must_enrol`, because their factors were closed for them, sets one up first. Nor does a rule by which none of
/// theirs counts: it is asked for all the same, and one that counts is set up after it.
///
/// A [`Relief`] holds back what the policy requires, and nothing else of this.
pub fn required_factors(
    policy: &Policy,
    methods: Methods,
    must_enrol: bool,
    relief: Option<Relief>,
    on_trusted_device: bool,
) -> SecondFactor {
    rule(policy, methods, must_enrol, relief, on_trusted_device).asks()
}

/// The rule by which a second factor is asked for, or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Nobody demands one, and the person has none.
    NotDemanded,
    /// The person trusts this device.
    TrustedDevice,
    /// The policy requires one, and the person has one that counts.
    Required,
    /// The policy requires none, and the person has one that counts: it is asked for all the same.
    OwnChoice,
    /// None of those that the person has counts: what they have is asked for, and one that counts is set up after it.
    NoneCounts,
    /// The policy requires one, the person has none, and is exempt.
    Exempt,
    /// The policy requires one from a deadline on, the person has none, and the deadline is not over.
    BeforeDeadline,
    /// It is over, and the person's grace is not.
    InGrace,
    /// The policy requires one, and the person has none.
    RequiredAndMissing,
    /// Those of the person were closed for them: one is set up whatever the policy says.
    Demanded,
}

impl Rule {
    /// All of them.
    pub const ALL: [Rule; 10] = [
        Rule::NotDemanded,
        Rule::TrustedDevice,
        Rule::Required,
        Rule::OwnChoice,
        Rule::NoneCounts,
        Rule::Exempt,
        Rule::BeforeDeadline,
        Rule::InGrace,
        Rule::RequiredAndMissing,
        Rule::Demanded,
    ];

    /// What is asked for by it.
    pub fn asks(self) -> SecondFactor {
        match self {
            Rule::NotDemanded | Rule::Exempt | Rule::BeforeDeadline | Rule::InGrace => SecondFactor::NotAsked,
            Rule::TrustedDevice => SecondFactor::Remembered,
            Rule::Required | Rule::OwnChoice | Rule::NoneCounts => SecondFactor::Asked,
            Rule::RequiredAndMissing | Rule::Demanded => SecondFactor::MustEnrol,
        }
    }
}

/// The rule that decides whether a person must give a second factor, or set one up: see [`required_factors`].
pub fn rule(
    policy: &Policy,
    methods: Methods,
    must_enrol: bool,
    relief: Option<Relief>,
    on_trusted_device: bool,
) -> Rule {
    let counts = !policy.counting(methods).is_empty();
    match policy.requirement {
        _ if counts && on_trusted_device && !must_enrol => Rule::TrustedDevice,
        _ if !methods.is_empty() && !counts => Rule::NoneCounts,
        Requirement::Required if counts => Rule::Required,
        Requirement::Optional if counts => Rule::OwnChoice,
        _ if must_enrol => Rule::Demanded,
        Requirement::Required => match relief {
            None => Rule::RequiredAndMissing,
            Some(Relief::Exempt) => Rule::Exempt,
            Some(Relief::BeforeDeadline) => Rule::BeforeDeadline,
            Some(Relief::InGrace) => Rule::InGrace,
        },
        Requirement::Optional => Rule::NotDemanded,
    }
}

/// The least lengths of a password, in code points (NIST SP 800-63B-4 section 3.1.1.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PasswordLengths {
    /// Where a second factor is asked for beside it.
    pub with_second_factor: usize,
    /// Where it stands alone.
    pub alone: usize,
}

impl Default for PasswordLengths {
    fn default() -> Self {
        PasswordLengths { with_second_factor: 8, alone: 15 }
    }
}

impl PasswordLengths {
    /// The least length for a person of whom `second_factor` is demanded.
    pub fn minimum(&self, second_factor: SecondFactor) -> usize {
        match second_factor {
            SecondFactor::NotAsked => self.alone,
            SecondFactor::Remembered | SecondFactor::Asked | SecondFactor::MustEnrol => {
                self.with_second_factor
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is required of who lost nothing.
    fn required_factors(policy: &Policy, has_app: bool, on_trusted_device: bool) -> SecondFactor {
        super::required_factors(policy, app(has_app), false, None, on_trusted_device)
    }

    fn app(has_app: bool) -> Methods {
        has_app.then_some(FactorKind::Totp).into_iter().collect()
    }

    #[test]
    fn p25_a_second_factor_is_asked_for_when_it_is_there_and_demanded_when_it_must_be() {
        let mut policy = Policy::initial(UserType::TeamMember);
        assert_eq!(required_factors(&policy, false, false), SecondFactor::NotAsked);
        assert_eq!(required_factors(&policy, true, false), SecondFactor::Asked);
        policy.requirement = Requirement::Required;
        assert_eq!(required_factors(&policy, false, false), SecondFactor::MustEnrol);
        assert_eq!(required_factors(&policy, true, false), SecondFactor::Asked);
        assert_eq!(required_factors(&policy, true, true), SecondFactor::Remembered);
        assert_eq!(required_factors(&policy, false, true), SecondFactor::MustEnrol, "a device is no factor");
    }

    #[test]
    fn who_lost_their_factors_sets_one_up_whatever_the_policy_says() {
        let mut policy = Policy::initial(UserType::TeamMember);
        for requirement in [Requirement::Optional, Requirement::Required] {
            policy.requirement = requirement;
            for on_trusted_device in [false, true] {
                for relief in [None, Some(Relief::Exempt)] {
                    let asked = super::required_factors(&policy, app(false), true, relief, on_trusted_device);
                    assert_eq!(asked, SecondFactor::MustEnrol, "no exemption excuses them");
                }
                let asked = super::required_factors(&policy, app(true), true, None, on_trusted_device);
                assert_eq!(asked, SecondFactor::Asked, "no device excuses them");
            }
        }
    }

    #[test]
    fn a_method_that_counts_no_more_is_asked_for_all_the_same_and_never_excused() {
        let mut policy = Policy::initial(UserType::EndUser);
        policy.methods.counting = Counting::PhishingResistant;
        assert_eq!(required_factors(&policy, true, false), SecondFactor::Asked);
        assert_eq!(required_factors(&policy, true, true), SecondFactor::Asked, "no device excuses from it");
    }

    #[test]
    fn each_rule_says_why_and_asks_what_it_says() {
        use Requirement::{Optional, Required};
        for (requirement, has_app, counting, must_enrol, trusted, expected) in [
            (Optional, false, Counting::Any, false, false, Rule::NotDemanded),
            (Optional, true, Counting::Any, false, false, Rule::OwnChoice),
            (Required, true, Counting::Any, false, false, Rule::Required),
            (Required, false, Counting::Any, false, false, Rule::RequiredAndMissing),
            (Required, false, Counting::Any, true, false, Rule::Demanded),
            (Optional, false, Counting::Any, true, true, Rule::Demanded),
            (Optional, true, Counting::PhishingResistant, false, true, Rule::NoneCounts),
            (Required, true, Counting::Any, false, true, Rule::TrustedDevice),
            (Required, true, Counting::Any, true, true, Rule::Required),
        ] {
            let mut policy = Policy { requirement, ..Policy::initial(UserType::TeamMember) };
            policy.methods.counting = counting;
            let found = rule(&policy, app(has_app), must_enrol, None, trusted);
            assert_eq!(found, expected, "{requirement:?} {has_app} {counting:?} {must_enrol} {trusted}");
        }
    }

    #[test]
    fn an_exemption_excuses_from_what_the_policy_requires_and_from_nothing_else() {
        let required = Policy { requirement: Requirement::Required, ..Policy::initial(UserType::TeamMember) };
        let found = |policy: &Policy, has_app, must_enrol, trusted| {
            rule(policy, app(has_app), must_enrol, Some(Relief::Exempt), trusted)
        };
        assert_eq!(found(&required, false, false, false), Rule::Exempt);
        assert_eq!(Rule::Exempt.asks(), SecondFactor::NotAsked);
        assert_eq!(found(&required, true, false, false), Rule::Required, "who has one is asked for it");
        assert_eq!(found(&required, false, true, false), Rule::Demanded);
        assert_eq!(found(&Policy::initial(UserType::TeamMember), false, false, false), Rule::NotDemanded);
        let mut strict = required;
        strict.methods.counting = Counting::PhishingResistant;
        assert_eq!(found(&strict, true, false, true), Rule::NoneCounts);
    }

    #[test]
    fn what_counts_is_switched_on_and_accepted() {
        let all = MethodRules { sms_codes: true, email_codes: true, ..MethodRules::INITIAL };
        let counting =
            |rules: MethodRules| FactorKind::ALL.into_iter().filter(move |kind| rules.count(*kind));
        assert!(counting(all).eq(FactorKind::ALL.into_iter().filter(|kind| kind.is_method())));
        assert!(counting(MethodRules::INITIAL).eq([FactorKind::Passkey, FactorKind::Totp]));
        let no_sent_codes = MethodRules { counting: Counting::NoSentCodes, ..all };
        assert!(counting(no_sent_codes).eq([FactorKind::Passkey, FactorKind::Totp]));
        let strict = MethodRules { counting: Counting::PhishingResistant, ..all };
        assert!(counting(strict).eq([FactorKind::Passkey]));
    }

    #[test]
    fn devices_are_forgotten_when_a_method_counts_no_more() {
        let now = Time::from_millis(1_800_000_000_000);
        let mut policy = Policy::initial(UserType::TeamMember);
        let demands = |methods| Demands { methods, ..Policy::initial(UserType::TeamMember).demands() };
        let wider = MethodRules { email_codes: true, ..MethodRules::INITIAL };
        policy = policy.changed(demands(wider), false, now);
        assert!(policy.devices_since < now, "one more method takes nothing away");
        let stricter = MethodRules { counting: Counting::PhishingResistant, ..wider };
        assert_eq!(policy.changed(demands(stricter), false, now).devices_since, now);
        assert_eq!(policy.changed(demands(MethodRules::INITIAL), false, now).devices_since, now);
    }

    #[test]
    fn a_password_that_stands_alone_is_longer() {
        let lengths = PasswordLengths::default();
        assert_eq!(lengths.minimum(SecondFactor::NotAsked), 15);
        assert_eq!(lengths.minimum(SecondFactor::MustEnrol), 8);
    }

    #[test]
    fn limits_are_chosen_from_a_list_and_idle_is_within_absolute() {
        assert!(Lifetimes::from_minutes(60, 720).is_some());
        assert!(Lifetimes::from_minutes(1_440, 720).is_none());
        assert!(Lifetimes::from_minutes(7, 720).is_none());
        assert!(Lifetimes::from_minutes(5, 480).is_none() && Lifetimes::from_minutes(15, 240).is_none());
    }
}
