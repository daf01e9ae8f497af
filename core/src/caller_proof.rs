//! Is it really them? Whoever helps somebody on the telephone asks for a proof: the person gives one of their second factors, and then
//! chooses, of three numbers, the one that they are told on the telephone.
//!
//! The factor says that it is the person; the number says that the person is the one who calls. Neither is enough by itself: whoever
//! calls does not have the factor, and a person whom somebody deceives into giving it does not hear the number. A proof gives no
//! session and no right: it is kept, for whoever decides.

use std::time::Duration;

use crate::authority::{Act, Actor, Denied, Target, may};
use crate::moment::{Moment, Time};
use crate::user::{Standing, User};

/// So long a person can answer.
pub const LIVES_FOR: Duration = Duration::from_secs(5 * 60);

/// So often a person is asked in an hour, by all together: whoever is asked again and again says yes at last.
pub const MOST_AN_HOUR: u64 = 3;

/// So often in a day.
pub const MOST_A_DAY: u64 = 6;

/// So many addresses whoever asks types in an hour that are nobody's, or of somebody whom they may not ask: a few are slips, more are guesses.
pub const MOST_MISSES_AN_HOUR: u64 = 30;

/// The numbers of a proof: two digits, each of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Numbers {
    /// The one that is told.
    pub told: u8,
    /// The three to choose from, that one among them.
    pub shown: [u8; 3],
}

impl Numbers {
    /// Three different ones, and one of them.
    pub fn new(moment: &mut Moment) -> Numbers {
        let mut left: Vec<u8> = (10..=99).collect();
        let mut draw = |of: usize| {
            let of = u64::try_from(of).unwrap_or(u64::MAX).max(1);
            // Of 2^64 values the remainder makes none likelier than another by more than 1 in 2^57.
            usize::try_from(u64::from_be_bytes(moment.bytes()) % of).unwrap_or(0)
        };
        let mut shown = [0; 3];
        for number in &mut shown {
            let at = draw(left.len());
            *number = if at < left.len() { left.swap_remove(at) } else { 0 };
        }
        Numbers { told: shown.get(draw(shown.len())).copied().unwrap_or_default(), shown }
    }
}

/// Why somebody is not asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotAsked {
    /// The role does not allow it.
    Denied(Denied),
    /// They cannot sign in at all.
    NotActive,
    /// They have no second factor that they could prove themselves by.
    NoFactor,
    /// Somebody else has asked them a moment ago.
    AskedAlready,
    /// They were asked often enough.
    TooOften,
    /// Whoever asks has typed many addresses of nobody whom they may ask.
    TooManyMisses,
}

/// Whether somebody may look for a caller by an address, who has missed so often in the last hour.
///
/// # Errors
/// [`NotAsked::TooManyMisses`].
pub fn may_look_for(misses: u64) -> Result<(), NotAsked> {
    if misses >= MOST_MISSES_AN_HOUR { Err(NotAsked::TooManyMisses) } else { Ok(()) }
}

/// Whether `actor` may ask this person, who was asked so often in the last hour and day.
///
/// # Errors
/// [`NotAsked`].
pub fn may_ask(
    actor: Actor,
    user: &User,
    has_factor: bool,
    last_hour: u64,
    last_day: u64,
) -> Result<(), NotAsked> {
    may(actor, Act::AskForProof, Target { id: user.id, role: user.role }).map_err(NotAsked::Denied)?;
    if user.standing != Standing::Active {
        return Err(NotAsked::NotActive);
    }
    if !has_factor {
        return Err(NotAsked::NoFactor);
    }
    if last_hour >= MOST_AN_HOUR || last_day >= MOST_A_DAY {
        return Err(NotAsked::TooOften);
    }
    Ok(())
}

/// What somebody answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// This number.
    Number(u8),
    /// "I am not on the telephone", or "I did not call".
    NotMe,
}

/// What an answer comes to. Each of them is the only one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It is them.
    Proved,
    /// It is another number: they are not the one who calls, or did not hear it.
    WrongNumber,
    /// They say that they do not call.
    NotMe,
}

impl Verdict {
    /// The name in the database.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::Proved => "proved",
            Verdict::WrongNumber => "wrong_number",
            Verdict::NotMe => "not_me",
        }
    }

    /// The one with this [`key`](Verdict::key).
    pub fn from_key(key: &str) -> Option<Verdict> {
        [Verdict::Proved, Verdict::WrongNumber, Verdict::NotMe].into_iter().find(|it| it.key() == key)
    }
}

/// A proof that somebody asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The number that is told.
    pub told: u8,
    /// When it was asked for.
    pub at: Time,
    /// Until when it can be answered.
    pub until: Time,
}

/// Why an answer is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotTaken {
    /// It comes too late.
    TooLate,
    /// The second factor comes first: one that was given before anybody asked proves nothing of this call.
    FactorFirst,
}

/// What an answer comes to, of somebody whose session proved a second factor last at `factor_at`.
///
/// A number is not looked at before the factor: nobody without it learns whether they guessed right, or takes the one try.
///
/// # Errors
/// [`NotTaken`].
pub fn judge(asked: Asked, answer: Answer, factor_at: Option<Time>, now: Time) -> Result<Verdict, NotTaken> {
    if now >= asked.until {
        return Err(NotTaken::TooLate);
    }
    match answer {
        Answer::NotMe => Ok(Verdict::NotMe),
        Answer::Number(_) if !has_proven(asked, factor_at) => Err(NotTaken::FactorFirst),
        Answer::Number(number) if number == asked.told => Ok(Verdict::Proved),
        Answer::Number(_) => Ok(Verdict::WrongNumber),
    }
}

/// Whether a second factor was given after the proof was asked for.
pub fn has_proven(asked: Asked, factor_at: Option<Time>) -> bool {
    factor_at.is_some_and(|at| at >= asked.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{TenantId, UserId};
    use crate::user::{Email, Role};

    fn at(seconds: i64) -> Time {
        Time::from_millis(seconds * 1_000)
    }

    #[test]
    fn three_numbers_of_two_digits_are_different_and_each_place_is_the_right_one() {
        let mut places = [0_u32; 3];
        for seed in 0..200 {
            let numbers = Numbers::new(&mut Moment::new(at(0), [seed; 32]));
            let [a, b, c] = numbers.shown;
            assert!(a != b && b != c && a != c && numbers.shown.iter().all(|it| (10..=99).contains(it)));
            let place = numbers.shown.iter().position(|it| *it == numbers.told).expect("it is among them");
            places[place] += 1;
        }
        assert!(places.iter().all(|times| *times > 30), "{places:?}");
    }

    #[test]
    fn a_number_counts_after_a_factor_that_was_given_since_and_for_five_minutes() {
        let asked = Asked { told: 42, at: at(100), until: at(400) };
        let number = Answer::Number(42);
        for stale in [None, Some(at(99))] {
            assert_eq!(judge(asked, number, stale, at(200)), Err(NotTaken::FactorFirst));
            assert_eq!(
                judge(asked, Answer::Number(17), stale, at(200)),
                Err(NotTaken::FactorFirst),
                "nor is it guessed"
            );
            assert_eq!(
                judge(asked, Answer::NotMe, stale, at(200)),
                Ok(Verdict::NotMe),
                "to say no needs no proof"
            );
        }
        assert_eq!(judge(asked, number, Some(at(100)), at(399)), Ok(Verdict::Proved));
        assert_eq!(judge(asked, Answer::Number(17), Some(at(150)), at(399)), Ok(Verdict::WrongNumber));
        assert_eq!(judge(asked, number, Some(at(150)), at(400)), Err(NotTaken::TooLate));
    }

    #[test]
    fn who_may_be_asked_by_whom_and_how_often() {
        let mut moment = Moment::new(at(0), [1; 32]);
        let (tenant, me) = (TenantId::new(&mut moment), UserId::new(&mut moment));
        let user = |role, standing| User {
            tenant,
            id: UserId::from_bytes([9; 16]),
            email: Email::parse("ana@example.com").expect("an address"),
            name: "Ana".to_owned(),
            role,
            standing,
            epoch: 1,
            language: None,
        };
        for mine in Role::ALL {
            for theirs in Role::ALL {
                let asked = may_ask(
                    Actor::Person { id: me, role: mine },
                    &user(theirs, Standing::Active),
                    true,
                    0,
                    0,
                );
                let allowed = match mine {
                    Role::EndUser => false,
                    Role::Agent => theirs == Role::EndUser,
                    Role::Admin | Role::Owner => mine >= theirs,
                };
                assert_eq!(asked.is_ok(), allowed, "{mine:?} {theirs:?}");
            }
        }
        let admin = Actor::Person { id: me, role: Role::Admin };
        let ana = user(Role::EndUser, Standing::Active);
        assert_eq!(
            may_ask(admin, &User { id: me, ..ana.clone() }, true, 0, 0),
            Err(NotAsked::Denied(Denied::Yourself))
        );
        assert_eq!(
            may_ask(admin, &user(Role::EndUser, Standing::Suspended), true, 0, 0),
            Err(NotAsked::NotActive)
        );
        assert_eq!(may_ask(admin, &ana, false, 0, 0), Err(NotAsked::NoFactor));
        assert_eq!(may_ask(admin, &ana, true, MOST_AN_HOUR - 1, MOST_A_DAY - 1), Ok(()));
        assert_eq!(may_ask(admin, &ana, true, MOST_AN_HOUR, 3), Err(NotAsked::TooOften));
        assert_eq!(may_ask(admin, &ana, true, 0, MOST_A_DAY), Err(NotAsked::TooOften));
        assert_eq!(may_look_for(MOST_MISSES_AN_HOUR - 1), Ok(()));
        assert_eq!(may_look_for(MOST_MISSES_AN_HOUR), Err(NotAsked::TooManyMisses));
    }
}
