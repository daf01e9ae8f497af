//! Recovery: who may let whom in again who has lost every second factor, from when that counts, and the restricted session in which
//! a new one is set up.
//!
//! A restricted session is no session and no half-done sign-in: it has a table, a cookie and a type of its own, and whoever is in it
//! can set up a second factor and nothing else. Afterwards they sign in as everybody does. See decisions 33 and 35.

use std::time::Duration;

use crate::authority::{Act, Actor, Denied, Target, may, may_administer};
use crate::enrolment::BoundTo;
use crate::event::Allowed;
use crate::grant::Grant;
use crate::id::{RestrictedId, UserId};
use crate::moment::{Moment, Time};
use crate::policy::SecondFactor;
use crate::secret::Token;
use crate::signin::{PersonFacts, Restricted};
use crate::user::{Role, Standing, User};

/// A code works no longer than this after it was issued, waiting included.
pub const CODE_LIVES: Duration = Duration::from_secs(24 * 3_600);

/// So long a code for an equal waits, while nobody else agrees to it: half a day in which its person and the owners can take it back.
pub const WAITING_TIME: Duration = Duration::from_secs(12 * 3_600);

/// A restricted session is over after this, whatever is done in it: as long as a key to connect is shown.
pub const RESTRICTED_LIVES: Duration = crate::enrolment::SHOWN_FOR;

/// A link that proves the mailbox works so long.
pub const PROOF_LIVES: Duration = Duration::from_secs(3_600);

/// A time lock that is open stays open so long: a person looks after a holiday of a week.
pub const LOCK_LIVES: Duration = Duration::from_secs(7 * 86_400);

/// What an account allows.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Rules {
    /// Whether an admin may let an admin in again, and an owner an owner, without a second person and at once.
    pub equals_alone: bool,
    /// How long an end user waits who lets themselves in again; none where no end user can.
    pub time_lock: Option<LockHours>,
}

impl From<Rules> for Allowed {
    fn from(Rules { equals_alone, time_lock }: Rules) -> Allowed {
        Allowed { equals_alone, time_lock: time_lock.map(LockHours::hours) }
    }
}

/// How long a time lock runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LockHours(u8);

impl LockHours {
    /// The least: long enough for the next look into a mailbox.
    pub const LEAST: u8 = 24;
    /// The most: a weekend and a day.
    pub const MOST: u8 = 72;

    /// So many hours, if they are neither too few nor too many.
    pub fn new(hours: u64) -> Option<LockHours> {
        let hours = u8::try_from(hours).ok()?;
        (LockHours::LEAST..=LockHours::MOST).contains(&hours).then_some(LockHours(hours))
    }

    /// In hours.
    pub fn hours(self) -> u8 {
        self.0
    }

    /// As a span of time.
    pub fn span(self) -> Duration {
        Duration::from_secs(u64::from(self.0) * 3_600)
    }
}

/// Whether `actor` may change what the account allows: an owner, since it decides who may let owners and admins in.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_change_rules(actor: Actor) -> Result<(), Denied> {
    may_administer(actor)?;
    match actor {
        Actor::Person { role, .. } if role < Role::Owner => Err(Denied::RoleOutOfReach),
        Actor::Person { .. } | Actor::Operator | Actor::System => Ok(()),
    }
}

/// On which terms a code is issued.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Terms {
    /// From when it works, if nobody agrees to it before.
    pub works_from: Time,
    /// When it stops working.
    pub until: Time,
    /// Whether it waits for a second person, or for its time.
    pub waits: bool,
}

/// Why no code is issued.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotIssued {
    /// The role does not allow it.
    Denied(Denied),
    /// They may not sign in at all.
    NotActive,
    /// No second factor keeps them out: they sign in with their password.
    NotLockedOut,
}

/// The terms on which `actor` issues a code for `person`.
///
/// # Errors
/// [`NotIssued`] says why there is none.
pub fn issue(actor: Actor, person: &PersonFacts, rules: Rules, now: Time) -> Result<Terms, NotIssued> {
    let user = &person.user;
    may(actor, Act::Recover, target(user)).map_err(NotIssued::Denied)?;
    if user.standing != Standing::Active {
        return Err(NotIssued::NotActive);
    }
    if person.required(now) != SecondFactor::Asked {
        return Err(NotIssued::NotLockedOut);
    }
    let equals = matches!(actor, Actor::Person { role, .. } if role == user.role);
    let waits = equals && !rules.equals_alone;
    let works_from = if waits { now.plus(WAITING_TIME) } else { now };
    Ok(Terms { works_from, until: now.plus(CODE_LIVES), waits })
}

/// Whether `actor` may agree to a code that `issuer` issued for `person`: a second person, who might have issued it as well.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_agree(actor: Actor, issuer: UserId, person: &User) -> Result<(), Denied> {
    may(actor, Act::Recover, target(person))?;
    if actor.person() == Some(issuer) { Err(Denied::Yourself) } else { Ok(()) }
}

fn target(user: &User) -> Target {
    Target { id: user.id, role: user.role }
}

/// A restricted session to be stored: made only from what the sign-in machine made of a grant.
#[derive(Debug)]
pub struct NewRestricted {
    /// Its id.
    pub id: RestrictedId,
    /// What its cookie holds.
    pub token: Token,
    /// Whose.
    pub user: UserId,
    /// The person's epoch that it belongs to: beginning it opens the next.
    pub user_epoch: u64,
    /// What it stands on.
    pub grant: Grant,
    /// When it is over.
    pub expires_at: Time,
}

/// Begins a restricted session.
pub fn begin(restricted: &Restricted, moment: &mut Moment) -> NewRestricted {
    NewRestricted {
        id: RestrictedId::new(moment),
        token: Token::new(moment),
        user: restricted.user(),
        user_epoch: restricted.user_epoch().saturating_add(1),
        grant: restricted.grant(),
        expires_at: moment.now().plus(RESTRICTED_LIVES),
    }
}

/// A restricted session, as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct StoredRestricted {
    /// Its id.
    pub id: RestrictedId,
    /// Whose.
    pub user: UserId,
    /// The person's epoch that it belongs to.
    pub user_epoch: u64,
    /// When it is over.
    pub expires_at: Time,
    /// Whether a second factor was set up in it: then new recovery codes are to be saved, and that is all.
    pub enrolled: bool,
}

/// A restricted session that holds at this moment.
#[derive(Clone, Debug)]
pub struct RestrictedSession {
    /// Its id.
    pub id: RestrictedId,
    /// Whose.
    pub user: User,
    /// Whether a second factor was set up in it.
    pub enrolled: bool,
}

/// Whether a stored restricted session holds at `now`, for the person as they are; none when it does not.
pub fn check(stored: StoredRestricted, user: User, now: Time) -> Option<RestrictedSession> {
    let holds = stored.user == user.id
        && stored.user_epoch == user.epoch
        && user.standing == Standing::Active
        && now < stored.expires_at;
    holds.then_some(RestrictedSession { id: stored.id, user, enrolled: stored.enrolled })
}

impl RestrictedSession {
    /// What an enrolment within it belongs to.
    pub fn bound_to(&self) -> BoundTo {
        BoundTo::restricted(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::factor::{FactorKind, Methods};
    use crate::id::TenantId;
    use crate::policy::Policy;
    use crate::user::{Email, UserType};

    const START: Time = Time::from_millis(1_800_000_000_000);

    fn user(id: u8, role: Role) -> User {
        User {
            tenant: TenantId::from_bytes([1; 16]),
            id: UserId::from_bytes([id; 16]),
            email: Email::parse("ana@x.example").unwrap(),
            name: "Ana".to_owned(),
            role,
            standing: Standing::Active,
            epoch: 3,
            language: None,
        }
    }

    fn locked_out(id: u8, role: Role) -> PersonFacts {
        PersonFacts {
            user: user(id, role),
            policy: Policy::initial(UserType::TeamMember),
            methods: [FactorKind::Totp].into_iter().collect(),
            must_enrol: false,
            exemption: None,
            grace: None,
            preferred: None,
            has_codes: false,
            password_by_mail: false,
            device: None,
        }
    }

    fn issued(by: Role, to: Role) -> Result<Terms, NotIssued> {
        issue(Actor::of(&user(1, by)), &locked_out(2, to), Rules::default(), START)
    }

    #[test]
    fn p33_p34_who_issues_a_code_for_whom() {
        for by in Role::ALL {
            for to in Role::ALL {
                let allowed = by >= Role::Admin && by >= to && to != Role::EndUser;
                assert_eq!(issued(by, to).is_ok(), allowed, "{by:?} for {to:?}");
            }
            let me = issue(Actor::of(&user(1, by)), &locked_out(1, by), Rules::default(), START);
            assert!(matches!(me, Err(NotIssued::Denied(_))), "{by:?} for themselves");
        }
        assert_eq!(issued(Role::Owner, Role::EndUser), Err(NotIssued::Denied(Denied::EndUser)));
        let bare = PersonFacts { methods: Methods::NONE, ..locked_out(2, Role::Agent) };
        let owner = Actor::of(&user(1, Role::Owner));
        assert_eq!(issue(owner, &bare, Rules::default(), START), Err(NotIssued::NotLockedOut));
        let mut gone = locked_out(2, Role::Agent);
        gone.user.standing = Standing::Suspended;
        assert_eq!(issue(owner, &gone, Rules::default(), START), Err(NotIssued::NotActive));
    }

    #[test]
    fn between_equals_a_code_waits_for_a_second_person_or_its_time_unless_the_account_says_otherwise() {
        for equals in [Role::Admin, Role::Owner] {
            let terms = issued(equals, equals).unwrap();
            assert!(terms.waits && terms.works_from == START.plus(WAITING_TIME));
            assert_eq!(terms.until, START.plus(CODE_LIVES), "a day at most, the waiting included");
            let rules = Rules { equals_alone: true, ..Rules::default() };
            let actor = Actor::of(&user(1, equals));
            let terms = issue(actor, &locked_out(2, equals), rules, START).unwrap();
            assert!(!terms.waits && terms.works_from == START);
        }
        let terms = issued(Role::Owner, Role::Admin).unwrap();
        assert!(!terms.waits && terms.works_from == START);
    }

    #[test]
    fn whoever_agrees_is_a_second_person_who_might_have_issued_it() {
        let (issuer, person) = (UserId::from_bytes([1; 16]), user(2, Role::Admin));
        let agrees = |id, role, person: &User| may_agree(Actor::of(&user(id, role)), issuer, person);
        assert_eq!(agrees(1, Role::Admin, &person), Err(Denied::Yourself), "who issued it");
        assert_eq!(agrees(2, Role::Admin, &person), Err(Denied::Yourself), "for whom it is");
        assert!(agrees(3, Role::Admin, &person).is_ok() && agrees(3, Role::Owner, &person).is_ok());
        assert_eq!(agrees(3, Role::Agent, &person), Err(Denied::NotAnAdmin));
        assert_eq!(agrees(3, Role::Admin, &user(2, Role::Owner)), Err(Denied::RoleOutOfReach));
    }

    #[test]
    fn owners_alone_say_what_the_account_allows() {
        let may = |role| may_change_rules(Actor::of(&user(1, role))).is_ok();
        assert_eq!(Role::ALL.map(may), [false, false, false, true]);
    }

    #[test]
    fn a_time_lock_runs_a_day_to_three() {
        let hours = |n| LockHours::new(n).map(LockHours::hours);
        assert_eq!([23, 24, 72, 73, 280].map(hours), [None, Some(24), Some(72), None, None]);
    }

    #[test]
    fn p08_a_restricted_session_ends_with_whatever_changes_and_at_its_time() {
        let (ana, expires_at) = (user(2, Role::Agent), START.plus(RESTRICTED_LIVES));
        let id = RestrictedId::from_bytes([9; 16]);
        let stored = StoredRestricted { id, user: ana.id, user_epoch: 3, expires_at, enrolled: false };
        let holds = |who: &User, now| check(stored, who.clone(), now).is_some();
        let last = expires_at.minus(Duration::from_millis(1));
        assert!(holds(&ana, START) && holds(&ana, last) && !holds(&ana, expires_at));
        assert!(!holds(&User { epoch: 4, ..ana.clone() }, START));
        assert!(!holds(&User { standing: Standing::Suspended, ..ana }, START));
        assert!(!holds(&user(7, Role::Agent), START), "another person's");
    }
}
