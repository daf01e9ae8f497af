//! Who may do what to whom.
//!
//! No role gives access to, or changes, a higher role or itself. Between equals sessions may be ended, a code may be issued to
//! who is locked out, and a caller may be asked for a proof. An agent administers nothing, and may ask end users for that proof.
//! An account never has zero owners.

use serde::{Deserialize, Serialize};

use crate::id::UserId;
use crate::user::{Role, User, UserType};

/// Who acts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person.
    Person {
        /// Who they are.
        id: UserId,
        /// Their role now.
        role: Role,
    },
    /// Somebody at the server's own console, who could change the database as well.
    Operator,
    /// The server itself: a rule that took effect, a job.
    System,
}

impl Actor {
    /// A person as the one who acts.
    pub fn of(user: &User) -> Actor {
        Actor::Person { id: user.id, role: user.role }
    }

    /// The person who acts, if a person does.
    pub fn person(&self) -> Option<UserId> {
        match self {
            Actor::Person { id, .. } => Some(*id),
            Actor::Operator | Actor::System => None,
        }
    }
}

/// What somebody wants to do to somebody else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// Invite a person with this role.
    Invite(Role),
    /// Give a person this role instead of theirs.
    ChangeRole(Role),
    /// Keep a person out, or let them in again.
    Suspend,
    /// Send a person's invitation again.
    InviteAgain,
    /// End a person's sessions.
    EndSessions,
    /// Let a team member in again who has lost every second factor, or withhold it.
    Recover,
    /// Exempt a person from what the policy requires, or end that.
    Exempt,
    /// Ask a person on the telephone for a proof that it is them. It opens nothing.
    AskForProof,
    /// Archive a person, for good.
    Archive,
    /// Erase what is known of an archived person.
    Erase,
}

/// Whom an act is aimed at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target {
    /// Who they are.
    pub id: UserId,
    /// Their role now.
    pub role: Role,
}

/// Why an act is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Denied {
    /// Only admins and owners administer.
    #[error("only an admin or owner may do this")]
    NotAnAdmin,
    /// End users help nobody.
    #[error("only a team member may do this")]
    NotATeamMember,
    /// Nobody has the address that was typed.
    #[error("nobody has that address")]
    Nobody,
    /// Nobody does this to themselves.
    #[error("nobody may do this to themselves")]
    Yourself,
    /// The target's role, or the role to be given, is out of reach.
    #[error("that role is out of reach")]
    RoleOutOfReach,
    /// The session that the act was made by was ended meanwhile.
    #[error("the session was ended meanwhile")]
    SessionEnded,
    /// Nobody lets an end user in again.
    #[error("no code is issued for an end user")]
    EndUser,
    /// The account would be left without an owner.
    #[error("an account needs at least one owner")]
    LastOwner,
}

/// Whether `actor` may open the Admin Center: read people, policy and mail of the account.
///
/// # Errors
/// [`Denied::NotAnAdmin`].
pub fn may_administer(actor: Actor) -> Result<(), Denied> {
    match actor {
        Actor::Person { role, .. } if role < Role::Admin => Err(Denied::NotAnAdmin),
        Actor::Person { .. } | Actor::Operator | Actor::System => Ok(()),
    }
}

/// Whether `actor` may make sure who calls: every team member, of one person or another.
///
/// # Errors
/// [`Denied::NotATeamMember`].
pub fn may_help_callers(actor: Actor) -> Result<(), Denied> {
    match actor {
        Actor::Person { role: Role::EndUser, .. } => Err(Denied::NotATeamMember),
        Actor::Person { .. } | Actor::Operator | Actor::System => Ok(()),
    }
}

/// Whether `actor` may invite a person with `role`: up to their own.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_invite(actor: Actor, role: Role) -> Result<(), Denied> {
    may_administer(actor)?;
    within_reach(actor, role)
}

/// Whether `actor` may do `act` to `target`.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may(actor: Actor, act: Act, target: Target) -> Result<(), Denied> {
    if act == Act::AskForProof && is_agent_with_customer(actor, target) {
        return Ok(());
    }
    may_administer(actor)?;
    let Actor::Person { id, role } = actor else { return Ok(()) };
    if id == target.id {
        return Err(Denied::Yourself);
    }
    if act == Act::Recover && target.role == Role::EndUser {
        return Err(Denied::EndUser);
    }
    let equals_may = matches!(act, Act::EndSessions | Act::Recover | Act::AskForProof);
    if target.role > role || (target.role == role && !equals_may) {
        return Err(Denied::RoleOutOfReach);
    }
    match act {
        Act::Invite(given) | Act::ChangeRole(given) => within_reach(actor, given),
        Act::Suspend
        | Act::InviteAgain
        | Act::EndSessions
        | Act::Recover
        | Act::Exempt
        | Act::AskForProof
        | Act::Archive
        | Act::Erase => Ok(()),
    }
}

/// Whether `actor` may end all sessions of a user type at once: whoever may end those of its highest role. So an admin
/// signs all end users out, and an owner all team members.
///
/// # Errors
/// [`Denied`] says why not.
pub fn may_end_all(actor: Actor, user_type: UserType) -> Result<(), Denied> {
    may_administer(actor)?;
    let mut roles = Role::ALL.into_iter().filter(|role| role.user_type() == user_type);
    roles.try_for_each(|role| within_reach(actor, role))
}

/// Whether an account may be left with `owners` owners who can sign in: judged in the deciding transaction.
///
/// # Errors
/// [`Denied::LastOwner`] when none is left.
pub fn may_leave_owners(owners: u64) -> Result<(), Denied> {
    if owners == 0 { Err(Denied::LastOwner) } else { Ok(()) }
}

/// Whether an agent faces whom agents are there for. Whoever became an end user a moment ago does not face themselves.
fn is_agent_with_customer(actor: Actor, target: Target) -> bool {
    match actor {
        Actor::Person { id, role } => role == Role::Agent && target.role == Role::EndUser && id != target.id,
        Actor::Operator | Actor::System => false,
    }
}

fn within_reach(actor: Actor, given: Role) -> Result<(), Denied> {
    match actor {
        Actor::Person { role, .. } if given > role => Err(Denied::RoleOutOfReach),
        Actor::Person { .. } | Actor::Operator | Actor::System => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::{Moment, Time};

    #[test]
    fn no_role_changes_a_higher_role_an_equal_or_itself() {
        let mut moment = Moment::new(Time::from_millis(0), [1; 32]);
        let (me, other) = (UserId::new(&mut moment), UserId::new(&mut moment));
        for mine in Role::ALL {
            for theirs in Role::ALL {
                let actor = Actor::Person { id: me, role: mine };
                let target = Target { id: other, role: theirs };
                let admin = mine >= Role::Admin;
                assert_eq!(
                    may(actor, Act::Suspend, target).is_ok(),
                    admin && mine > theirs,
                    "{mine:?} {theirs:?}"
                );
                assert_eq!(may(actor, Act::EndSessions, target).is_ok(), admin && mine >= theirs);
                let recovers = admin && mine >= theirs && theirs != Role::EndUser;
                assert_eq!(may(actor, Act::Recover, target).is_ok(), recovers, "{mine:?} {theirs:?}");
                let asks = recovers || (theirs == Role::EndUser && mine >= Role::Agent);
                assert_eq!(may(actor, Act::AskForProof, target).is_ok(), asks, "{mine:?} {theirs:?}");
                for downwards in [Act::Archive, Act::Erase, Act::Exempt] {
                    assert_eq!(may(actor, downwards, target).is_ok(), admin && mine > theirs);
                }
                for given in Role::ALL {
                    let allowed = admin && mine > theirs && given <= mine;
                    assert_eq!(may(actor, Act::ChangeRole(given), target).is_ok(), allowed);
                    assert_eq!(may_invite(actor, given).is_ok(), admin && given <= mine);
                }
                let myself = Target { id: me, role: mine };
                let acts = [Act::EndSessions, Act::Recover, Act::Exempt, Act::AskForProof, Act::Archive];
                for act in acts.into_iter().chain([Act::Erase]) {
                    assert_eq!(
                        may(actor, act, myself).err(),
                        Some(if admin { Denied::Yourself } else { Denied::NotAnAdmin })
                    );
                }
            }
        }
        assert_eq!(may_leave_owners(0), Err(Denied::LastOwner));
    }

    #[test]
    fn an_agent_asks_end_users_for_a_proof_and_does_nothing_else_to_anybody() {
        let mut moment = Moment::new(Time::from_millis(0), [1; 32]);
        let (me, other) = (UserId::new(&mut moment), UserId::new(&mut moment));
        let agent = Actor::Person { id: me, role: Role::Agent };
        let asked = |id, role| may(agent, Act::AskForProof, Target { id, role });
        assert_eq!(asked(other, Role::EndUser), Ok(()));
        for role in [Role::Agent, Role::Admin, Role::Owner] {
            assert_eq!(asked(other, role), Err(Denied::NotAnAdmin), "{role:?}");
        }
        for role in Role::ALL {
            assert_eq!(asked(me, role), Err(Denied::NotAnAdmin), "themselves, as {role:?}");
            let acts = [
                Act::Invite(role),
                Act::ChangeRole(role),
                Act::Suspend,
                Act::InviteAgain,
                Act::EndSessions,
                Act::Recover,
                Act::Exempt,
                Act::Archive,
                Act::Erase,
            ];
            for act in acts {
                assert_eq!(may(agent, act, Target { id: other, role }), Err(Denied::NotAnAdmin), "{act:?}");
            }
            let actor = Actor::Person { id: me, role };
            assert_eq!(may_help_callers(actor).is_ok(), role != Role::EndUser, "{role:?}");
        }
    }

    #[test]
    fn all_sessions_of_a_user_type_are_ended_by_who_may_end_each_of_them() {
        let id = UserId::new(&mut Moment::new(Time::from_millis(0), [1; 32]));
        let may_end = |role| UserType::ALL.map(|of| may_end_all(Actor::Person { id, role }, of).is_ok());
        assert_eq!(may_end(Role::Owner), [true, true]);
        assert_eq!(may_end(Role::Admin), [false, true], "owners are among the team members");
        assert_eq!(may_end(Role::Agent), [false, false]);
        assert_eq!(may_end(Role::EndUser), [false, false]);
    }
}
