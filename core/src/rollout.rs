//! What a change of the policy comes to for everybody, before it is made: a plan.
//!
//! Nobody is judged one by one. The store groups people by the few [`Facts`] that decide what a sign-in asks of them, and each
//! class is judged once, by the very rule that a sign-in is judged by ([`required_factors`]). What a plan rests on has a
//! [`hash`](Plan::hash): a plan is made true only while everything that it rests on is as it was.

use sha2::{Digest as _, Sha256};

pub use crate::class::{Class, Facts};

use crate::factor::FactorKind;
use crate::moment::Time;
use crate::policy::{Demands, Policy, Rule, SecondFactor, required_factors, rule};
use crate::user::UserType;

/// What can be used at this account at all, whatever its policy says, and when that is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Possible {
    /// Passkeys: its address is one that they can belong to.
    pub passkeys: bool,
    /// Text messages: there is a gateway.
    pub texts: bool,
    /// When it is.
    pub now: Time,
}

impl Possible {
    fn has(self, kind: FactorKind) -> bool {
        match kind {
            FactorKind::Passkey => self.passkeys,
            FactorKind::SmsCode => self.texts,
            FactorKind::Totp | FactorKind::EmailCode | FactorKind::Password | FactorKind::RecoveryCode => {
                true
            }
        }
    }
}

/// What somebody meets at their next sign-in, on a device that is not trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meets {
    /// Nothing: the password stands alone.
    PasswordAlone,
    /// They are asked for a method that they have.
    Asked,
    /// They are asked for what they have, and set up a method that counts after it.
    AskedAndSetsUp,
    /// They have nothing, and are not asked for now: by a deadline, or until their grace is over, they set up a method that counts.
    SetsUpLater,
    /// They have nothing, and set up a method that counts.
    SetsUp,
    /// They do not get in: nothing that they could answer with works, or there is nothing that they could set up.
    Stuck,
}

impl Meets {
    /// All of them, the easiest first.
    pub const ALL: [Meets; 6] = [
        Meets::PasswordAlone,
        Meets::Asked,
        Meets::AskedAndSetsUp,
        Meets::SetsUpLater,
        Meets::SetsUp,
        Meets::Stuck,
    ];

    /// The name in addresses and lists.
    pub fn key(self) -> &'static str {
        match self {
            Meets::PasswordAlone => "password_alone",
            Meets::Asked => "asked",
            Meets::AskedAndSetsUp => "asked_and_sets_up",
            Meets::SetsUpLater => "sets_up_later",
            Meets::SetsUp => "sets_up",
            Meets::Stuck => "stuck",
        }
    }

    /// The one with this [`key`](Meets::key).
    pub fn from_key(key: &str) -> Option<Meets> {
        Meets::ALL.into_iter().find(|it| it.key() == key)
    }

    /// Whether something is set up on the way in, or has to be by a day.
    pub fn sets_up(self) -> bool {
        matches!(self, Meets::AskedAndSetsUp | Meets::SetsUpLater | Meets::SetsUp)
    }
}

/// What people of these facts meet under a policy.
pub fn meets(policy: &Policy, facts: Facts, possible: Possible) -> Meets {
    let may_set_up = policy.methods.counting().iter().any(|kind| possible.has(kind));
    // A passcode by mail reaches nobody whose mail comes back.
    let works = |kind| possible.has(kind) && !(kind == FactorKind::EmailCode && facts.unreachable);
    let can_answer = || facts.has_codes || policy.askable(facts.methods).iter().any(works);
    let relief = facts.relief(policy, possible.now);
    match rule(policy, facts.methods, facts.must_enrol, relief, false) {
        Rule::BeforeDeadline | Rule::InGrace if may_set_up => return Meets::SetsUpLater,
        Rule::BeforeDeadline | Rule::InGrace => return Meets::Stuck,
        _ => {}
    }
    match required_factors(policy, facts.methods, facts.must_enrol, relief, false) {
        SecondFactor::NotAsked | SecondFactor::Remembered => Meets::PasswordAlone,
        SecondFactor::Asked if !can_answer() => Meets::Stuck,
        SecondFactor::Asked if !policy.counting(facts.methods).is_empty() => Meets::Asked,
        SecondFactor::Asked if may_set_up => Meets::AskedAndSetsUp,
        SecondFactor::MustEnrol if may_set_up => Meets::SetsUp,
        SecondFactor::Asked | SecondFactor::MustEnrol => Meets::Stuck,
    }
}

/// Whether people of these facts surely get in: with what they have, or with an authenticator app, which everybody can set up. Not
/// everybody's computer has a passkey.
fn gets_in(policy: &Policy, facts: Facts, possible: Possible) -> bool {
    match meets(policy, facts, possible) {
        Meets::PasswordAlone | Meets::Asked => true,
        Meets::AskedAndSetsUp | Meets::SetsUpLater | Meets::SetsUp => policy.methods.count(FactorKind::Totp),
        Meets::Stuck => false,
    }
}

/// A change of the policy of one user type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What holds now.
    pub old: Policy,
    /// What is to be demanded.
    pub to: Demands,
    /// Whether all sessions of the user type are ended with it, and its trusted devices forgotten.
    pub end_sessions: bool,
}

impl Change {
    /// The policy as it would be. The time of the change matters to devices alone, and to nothing that is judged here.
    pub fn new_policy(&self) -> Policy {
        self.old.changed(self.to, self.end_sessions, self.old.devices_since)
    }
}

/// Those whom a change must not keep out.
#[derive(Clone, Default, Debug)]
pub struct Keepers {
    /// Who makes it, if it is a person.
    pub maker: Option<(UserType, Facts)>,
    /// The owners who can sign in now.
    pub owners: Vec<Facts>,
}

/// Whom a change would keep out who must not be: it is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LockOut {
    /// Whoever makes it.
    #[error("whoever changes this could not sign in any more with what they have")]
    Yourself,
    /// Every owner.
    #[error("no owner could sign in any more with what they have")]
    LastOwner,
}

/// How many people meet something, before and after.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// What.
    pub meets: Meets,
    /// So many do now.
    pub before: u64,
    /// So many will.
    pub after: u64,
}

/// What a change comes to for the people of its user type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effect {
    /// The change.
    pub change: Change,
    /// Who meets what, in the order of [`Meets::ALL`].
    pub counts: Vec<Count>,
    /// So many will have to set something up, and mail does not reach them.
    pub out_of_reach: u64,
}

/// What changes of the policy come to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// Of each user type that is changed.
    pub effects: Vec<Effect>,
    /// Whom it would keep out who must not be.
    pub lock_out: Option<LockOut>,
    possible: Possible,
    hash: String,
}

impl Plan {
    /// The plan of these changes.
    pub fn of(changes: Vec<Change>, classes: &[Class], possible: Possible, keepers: &Keepers) -> Plan {
        let lock_out = lock_out(&changes, possible, keepers);
        let hash = hash(&changes, classes, possible, keepers);
        let effects = changes.into_iter().map(|change| effect(change, classes, possible)).collect();
        Plan { effects, lock_out, possible, hash }
    }

    /// What it rests on, in 32 letters and digits: the changes and the versions that they change, what the account can do, who makes
    /// it, the owners, and how many people of which facts will meet something else than now.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What people of these facts meet now, and what they will.
    pub fn met_by(&self, user_type: UserType, facts: Facts) -> [Option<Meets>; 2] {
        let change = self.effects.iter().map(|it| &it.change).find(|it| it.old.user_type == user_type);
        [
            change.map(|it| meets(&it.old, facts, self.possible)),
            change.map(|it| meets(&it.new_policy(), facts, self.possible)),
        ]
    }

    /// The facts of those people of a user type who will meet this; none when nothing of theirs is changed.
    pub fn facts_of(&self, user_type: UserType, group: Group) -> Vec<Facts> {
        let Some(effect) = self.effects.iter().find(|it| it.change.old.user_type == user_type) else {
            return Vec::new();
        };
        let new = effect.change.new_policy();
        let is_in = |facts: &Facts| {
            let will_meet = meets(&new, *facts, self.possible);
            match group {
                Group::Meets(wanted) => will_meet == wanted,
                Group::OutOfReach => is_out_of_reach(*facts, will_meet),
            }
        };
        Facts::all().filter(is_in).collect()
    }
}

/// People of a plan that are listed by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Those who will meet this.
    Meets(Meets),
    /// Those who will have to set something up, and whom mail does not reach.
    OutOfReach,
}

impl Group {
    /// The name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Group::Meets(meets) => meets.key(),
            Group::OutOfReach => "out_of_reach",
        }
    }

    /// The one with this [`key`](Group::key).
    pub fn from_key(key: &str) -> Option<Group> {
        match key {
            "out_of_reach" => Some(Group::OutOfReach),
            key => Meets::from_key(key).map(Group::Meets),
        }
    }
}

/// Why a policy is changed, in the words of whoever does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason(String);

impl Reason {
    /// The most letters.
    pub const MOST: usize = 300;

    /// A reason as it was typed: none when it is empty, too long, or no line of text.
    pub fn parse(typed: &str) -> Option<Reason> {
        let typed = typed.trim();
        let fits = !typed.is_empty() && typed.chars().count() <= Reason::MOST;
        (fits && !typed.chars().any(char::is_control)).then(|| Reason(typed.to_owned()))
    }

    /// Its words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn effect(change: Change, classes: &[Class], possible: Possible) -> Effect {
    let (old, new) = (&change.old, change.new_policy());
    let own = || classes.iter().filter(|class| class.user_type == old.user_type);
    let people = |is: &dyn Fn(Facts) -> bool| {
        own().filter(|class| is(class.facts)).fold(0_u64, |sum, class| sum.saturating_add(class.people))
    };
    let counts = Meets::ALL.map(|it| Count {
        meets: it,
        before: people(&|facts| meets(old, facts, possible) == it),
        after: people(&|facts| meets(&new, facts, possible) == it),
    });
    let out_of_reach = people(&|facts| is_out_of_reach(facts, meets(&new, facts, possible)));
    Effect { counts: counts.to_vec(), out_of_reach, change }
}

/// Who must set something up needs mail: to be told of it, and to come back if it goes wrong.
fn is_out_of_reach(facts: Facts, will_meet: Meets) -> bool {
    facts.unreachable && will_meet.sets_up()
}

fn lock_out(changes: &[Change], possible: Possible, keepers: &Keepers) -> Option<LockOut> {
    let keeps_out = |user_type: UserType, facts: Facts| {
        let change = changes.iter().find(|change| change.old.user_type == user_type);
        // Whom something else keeps out already, no change of the policy does.
        change.is_some_and(|change| {
            gets_in(&change.old, facts, possible) && !gets_in(&change.new_policy(), facts, possible)
        })
    };
    if keepers.maker.is_some_and(|(user_type, facts)| keeps_out(user_type, facts)) {
        return Some(LockOut::Yourself);
    }
    let mut owners = keepers.owners.iter().map(|facts| keeps_out(UserType::TeamMember, *facts));
    (!keepers.owners.is_empty() && owners.all(|kept_out| kept_out)).then_some(LockOut::LastOwner)
}

fn hash(changes: &[Change], classes: &[Class], possible: Possible, keepers: &Keepers) -> String {
    let mut rows: Vec<(&str, u16, u64)> = Vec::new();
    for change in changes {
        let (old, new) = (&change.old, change.new_policy());
        let touched = classes.iter().filter(|class| class.user_type == old.user_type).filter(|class| {
            let will_meet = meets(&new, class.facts, possible);
            will_meet != meets(old, class.facts, possible) || is_out_of_reach(class.facts, will_meet)
        });
        rows.extend(touched.map(|class| (class.user_type.key(), class.facts.key(), class.people)));
    }
    rows.sort_unstable();
    let maker = keepers.maker.map(|(user_type, facts)| (user_type.key(), facts.key()));
    let mut owners: Vec<u16> = keepers.owners.iter().map(|facts| facts.key()).collect();
    owners.sort_unstable();
    // Not on the moment itself: what a later one changes for people is in the rows.
    let Possible { passkeys, texts, now: _ } = possible;
    let rests_on = format!("doorward plan 1 {:?}", (changes, rows, passkeys, texts, maker, owners));
    let mut digest = data_encoding::HEXLOWER.encode(&Sha256::digest(rests_on));
    digest.truncate(32);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::Terms;
    use crate::policy::{Counting, MethodRules, Requirement};
    use crate::signin::PersonFacts;

    const EVERYTHING: Possible = Possible { passkeys: true, texts: true, now: NOW };
    const NOW: Time = Time::from_millis(1_795_514_400_000);
    const DAY: std::time::Duration = std::time::Duration::from_secs(86_400);

    fn policy(requirement: Requirement, counting: Counting) -> Policy {
        let methods = MethodRules { counting, sms_codes: true, email_codes: true, passkey_alone: false };
        Policy { requirement, methods, ..Policy::initial(UserType::TeamMember) }
    }

    fn has(kinds: &[FactorKind]) -> Facts {
        let methods = kinds.iter().copied().collect();
        Facts { methods, ..Facts::from_key(0).unwrap() }
    }

    fn class(facts: Facts, people: u64) -> Class {
        Class { user_type: UserType::TeamMember, facts, people }
    }

    fn change(old: Policy, to: &Policy) -> Change {
        Change { to: to.demands(), old, end_sessions: false }
    }

    #[test]
    fn what_people_meet_by_what_they_have() {
        use Counting::{Any, NoSentCodes, PhishingResistant};
        use FactorKind::{EmailCode, Passkey, SmsCode, Totp};
        use Requirement::{Optional, Required};
        let (none, app, key) = (has(&[]), has(&[Totp]), has(&[Passkey]));
        let (mail, text) = (has(&[EmailCode]), has(&[SmsCode]));
        let lost = Facts { must_enrol: true, ..none };
        let comes_back = Facts { unreachable: true, ..mail };
        let with_codes = Facts { has_codes: true, ..comes_back };
        let exempt = Facts { exempt: true, ..none };
        for (requirement, counting, facts, expected) in [
            (Optional, Any, none, Meets::PasswordAlone),
            (Optional, Any, app, Meets::Asked),
            (Optional, Any, lost, Meets::SetsUp),
            (Required, Any, none, Meets::SetsUp),
            (Required, Any, exempt, Meets::PasswordAlone),
            (Required, Any, Facts { exempt: true, ..app }, Meets::Asked),
            (Required, Any, Facts { exempt: true, ..lost }, Meets::SetsUp),
            (Required, Any, mail, Meets::Asked),
            (Required, Any, comes_back, Meets::Stuck),
            (Required, Any, with_codes, Meets::Asked),
            (Optional, NoSentCodes, mail, Meets::AskedAndSetsUp),
            (Required, NoSentCodes, text, Meets::AskedAndSetsUp),
            (Required, PhishingResistant, app, Meets::AskedAndSetsUp),
            (Required, PhishingResistant, key, Meets::Asked),
            (Required, PhishingResistant, none, Meets::SetsUp),
        ] {
            let found = meets(&policy(requirement, counting), facts, EVERYTHING);
            assert_eq!(found, expected, "{requirement:?} {counting:?} {facts:?}");
        }
        let no_passkeys = Possible { passkeys: false, texts: false, now: NOW };
        assert_eq!(meets(&policy(Required, PhishingResistant), none, no_passkeys), Meets::Stuck);
        assert_eq!(meets(&policy(Required, Any), text, no_passkeys), Meets::Stuck, "without a gateway");
    }

    #[test]
    fn a_plan_and_a_sign_in_judge_by_one_rule() {
        for counting in Counting::ALL {
            let deadlines = [None, Some(NOW.plus(DAY)), Some(NOW.minus(DAY))];
            let all = deadlines
                .into_iter()
                .flat_map(|it| [(Requirement::Optional, it), (Requirement::Required, it)]);
            for (requirement, deadline) in all {
                let terms = Terms { deadline, grace_days: 3, ..Terms::INITIAL };
                let policy = Policy { terms, ..policy(requirement, counting) };
                for facts in Facts::all().filter(|facts| !facts.unreachable) {
                    let person = PersonFacts::of_class(&policy, facts);
                    let due = person.due(NOW).is_some();
                    let expected = match (person.required(NOW), policy.counting(facts.methods).is_empty()) {
                        (SecondFactor::NotAsked, _) if due => Meets::SetsUpLater,
                        (SecondFactor::NotAsked | SecondFactor::Remembered, _) => Meets::PasswordAlone,
                        (SecondFactor::Asked, false) => Meets::Asked,
                        (SecondFactor::Asked, true) => Meets::AskedAndSetsUp,
                        (SecondFactor::MustEnrol, _) => Meets::SetsUp,
                    };
                    assert_eq!(meets(&policy, facts, EVERYTHING), expected, "{policy:?} {facts:?}");
                }
            }
        }
    }

    #[test]
    fn a_deadline_and_a_grace_are_told_by_what_people_will_have_to_do() {
        let none = has(&[]);
        let (running, over) =
            (Facts { in_grace: true, had_grace: true, ..none }, Facts { had_grace: true, ..none });
        let found = |deadline, grace_days, facts| {
            let terms = Terms { deadline: Some(deadline), grace_days, ..Terms::INITIAL };
            meets(&Policy { terms, ..policy(Requirement::Required, Counting::Any) }, facts, EVERYTHING)
        };
        let (ahead, past) = (NOW.plus(DAY), NOW.minus(DAY));
        for (deadline, grace_days, facts, expected) in [
            (ahead, 0, none, Meets::SetsUpLater),
            (ahead, 0, over, Meets::SetsUpLater),
            (past, 3, none, Meets::SetsUpLater),
            (past, 0, none, Meets::SetsUp),
            (past, 0, running, Meets::SetsUpLater),
            (past, 30, over, Meets::SetsUp),
            (ahead, 0, has(&[FactorKind::Totp]), Meets::Asked),
            (ahead, 0, Facts { exempt: true, ..none }, Meets::PasswordAlone),
            (ahead, 0, Facts { must_enrol: true, ..none }, Meets::SetsUp),
        ] {
            assert_eq!(found(deadline, grace_days, facts), expected, "{deadline:?} {grace_days} {facts:?}");
        }
    }

    #[test]
    fn a_plan_counts_before_and_after() {
        let (old, to) =
            (policy(Requirement::Optional, Counting::Any), policy(Requirement::Required, Counting::Any));
        let gone = Facts { unreachable: true, ..has(&[]) };
        let mut classes = vec![class(has(&[]), 40), class(has(&[FactorKind::Totp]), 12), class(gone, 3)];
        classes.push(Class { user_type: UserType::EndUser, ..class(has(&[]), 1_000) });
        let plan = Plan::of(vec![change(old, &to)], &classes, EVERYTHING, &Keepers::default());
        let count = |it| plan.effects[0].counts.iter().find(|count| count.meets == it).unwrap();
        assert_eq!((count(Meets::PasswordAlone).before, count(Meets::PasswordAlone).after), (43, 0));
        assert_eq!((count(Meets::SetsUp).before, count(Meets::SetsUp).after), (0, 43));
        assert_eq!((count(Meets::Asked).before, count(Meets::Asked).after), (12, 12));
        assert_eq!(plan.effects[0].out_of_reach, 3);
        let listed = plan.facts_of(UserType::TeamMember, Group::OutOfReach);
        assert!(listed.contains(&gone) && !listed.contains(&has(&[])));
        assert!(plan.facts_of(UserType::EndUser, Group::Meets(Meets::SetsUp)).is_empty());
    }

    #[test]
    fn the_hash_changes_with_whatever_the_plan_rests_on_and_with_nothing_else() {
        let (old, to) =
            (policy(Requirement::Optional, Counting::Any), policy(Requirement::Required, Counting::Any));
        let (nothing, app) = (class(has(&[]), 40), class(has(&[FactorKind::Totp]), 12));
        let owners = |facts| Keepers { maker: None, owners: vec![facts] };
        let hash = |change: &Change, classes: &[Class], possible, keepers: &Keepers| {
            Plan::of(vec![change.clone()], classes, possible, keepers).hash().to_owned()
        };
        let planned = change(old.clone(), &to);
        let keepers = owners(has(&[FactorKind::Totp]));
        let first = hash(&planned, &[nothing, app], EVERYTHING, &keepers);
        assert_eq!(first.len(), 32);
        assert_eq!(first, hash(&planned, &[app, nothing], EVERYTHING, &keepers), "in any order");
        let later = Possible { now: NOW.plus(DAY), ..EVERYTHING };
        assert_eq!(first, hash(&planned, &[nothing, app], later, &keepers), "time alone is no change");
        let more = Class { people: 13, ..app };
        assert_eq!(first, hash(&planned, &[nothing, more], EVERYTHING, &keepers), "nothing changes for them");
        let others = Class { user_type: UserType::EndUser, ..nothing };
        assert_eq!(first, hash(&planned, &[nothing, app, others], EVERYTHING, &keepers));

        let newer = Change { old: Policy { version: old.version + 1, ..old.clone() }, ..planned.clone() };
        let ending = Change { end_sessions: true, ..planned.clone() };
        let one_less = Class { people: 39, ..nothing };
        let by_a_person = Keepers { maker: Some((UserType::TeamMember, has(&[]))), ..keepers.clone() };
        for other in [
            hash(&newer, &[nothing, app], EVERYTHING, &keepers),
            hash(&ending, &[nothing, app], EVERYTHING, &keepers),
            hash(&planned, &[one_less, app], EVERYTHING, &keepers),
            hash(&planned, &[nothing, app], Possible { texts: false, ..EVERYTHING }, &keepers),
            hash(&planned, &[nothing, app], EVERYTHING, &owners(has(&[]))),
            hash(&planned, &[nothing, app], EVERYTHING, &by_a_person),
        ] {
            assert_ne!(first, other);
        }
        let version = Policy { devices_since: Time::from_millis(1), ..old };
        assert_ne!(first, hash(&change(version, &to), &[nothing, app], EVERYTHING, &keepers));
    }

    #[test]
    fn nobody_locks_themselves_or_the_last_owner_out() {
        let old = policy(Requirement::Optional, Counting::Any);
        let (app, key) = (has(&[FactorKind::Totp]), has(&[FactorKind::Passkey]));
        let locks_out = |to: &Policy, maker: Option<Facts>, owners: &[Facts]| {
            let maker = maker.map(|facts| (UserType::TeamMember, facts));
            let keepers = Keepers { maker, owners: owners.to_vec() };
            Plan::of(vec![change(old.clone(), to)], &[], EVERYTHING, &keepers).lock_out
        };
        let passkeys_alone = policy(Requirement::Optional, Counting::PhishingResistant);
        assert_eq!(locks_out(&passkeys_alone, Some(app), &[key]), Some(LockOut::Yourself));
        assert_eq!(locks_out(&passkeys_alone, Some(key), &[app, app]), Some(LockOut::LastOwner));
        assert_eq!(locks_out(&passkeys_alone, Some(key), &[app, key]), None, "one owner is enough");
        assert_eq!(locks_out(&passkeys_alone, None, &[app]), Some(LockOut::LastOwner), "at the console, too");
        let required = policy(Requirement::Required, Counting::Any);
        assert_eq!(locks_out(&required, Some(app), &[has(&[])]), None, "everybody can set an app up");
        let of_others = Keepers { maker: Some((UserType::TeamMember, app)), owners: vec![app] };
        let change = change(Policy::initial(UserType::EndUser), &passkeys_alone);
        assert_eq!(Plan::of(vec![change], &[], EVERYTHING, &of_others).lock_out, None);
    }

    #[test]
    fn a_reason_is_a_line_of_text() {
        assert_eq!(Reason::parse("  Audit finding 12 ").unwrap().as_str(), "Audit finding 12");
        let longest = "가".repeat(Reason::MOST);
        assert!(Reason::parse(&longest).is_some());
        for unfit in ["", "  \t", "a\nb", &format!("{longest}x")] {
            assert_eq!(Reason::parse(unfit), None, "{unfit:?}");
        }
    }
}
