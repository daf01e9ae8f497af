//! Passcodes that are sent: six digits to a mailbox or a phone, good once, for a while, and where they were asked for alone.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::enrolment::BoundTo;
use crate::id::{SentCodeId, UserId};
use crate::moment::{Moment, Time};
use crate::phone::Phone;
use crate::secret::{Secret, same};
use crate::sms::{Cap, Caps};
use crate::user::Email;

use super::{Detail, FactorKind, Refusal, Verified, totp};

/// A passcode works so long (NIST SP 800-63B-4 section 3.1.3.2).
pub const LIVES_FOR: Duration = Duration::from_secs(10 * 60);

/// Asked for again, it is the same one for so long, because messages overtake each other: the one that arrives is good
/// whichever of them it is. After that a new one takes its place, and has its whole time.
const STAYS_THE_SAME: Duration = Duration::from_secs(5 * 60);

/// The waits before the second sending, the third and so on: the last holds for all that follow.
const WAITS: [Duration; 4] =
    [Duration::from_secs(30), Duration::from_secs(60), Duration::from_secs(120), Duration::from_secs(300)];

/// The digits of a passcode (NIST SP 800-63B-4 section 3.1.3.2: six at least).
const DIGITS: u32 = 6;

/// What a passcode is sent by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A text message to a phone.
    Sms,
    /// A mail to a mailbox.
    Email,
}

/// What a passcode is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To prove a method that the person has.
    Prove,
    /// To set the method up: it proves that messages arrive at the person's.
    SetUp,
    /// To prove that messages arrive at all, before people depend on it. It opens nothing.
    Test,
}

/// A passcode that was sent.
#[derive(Clone, Debug)]
pub struct SentCode {
    /// Its id.
    pub id: SentCodeId,
    /// To whom.
    pub user: UserId,
    /// By what.
    pub channel: Channel,
    /// What for.
    pub purpose: Purpose,
    /// The sign-in or session that it was asked for in.
    pub bound_to: BoundTo,
    /// The address or number that it went to.
    pub recipient: String,
    /// The digits.
    pub code: Secret<String>,
    /// When it was made.
    pub made_at: Time,
    /// When it stops working.
    pub expires_at: Time,
    /// Whether it was used.
    pub used: bool,
}

impl Channel {
    /// Both, in the order in which they are offered.
    pub const ALL: [Channel; 2] = [Channel::Sms, Channel::Email];

    /// The kind of factor that its passcodes are.
    pub fn kind(self) -> FactorKind {
        match self {
            Channel::Sms => FactorKind::SmsCode,
            Channel::Email => FactorKind::EmailCode,
        }
    }

    /// The channel of a kind of factor, if its passcodes are sent.
    pub fn of(kind: FactorKind) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.kind() == kind)
    }

    /// An address or number as far as its owner would know it; nothing for what is none.
    pub fn masked(self, recipient: &str) -> String {
        match self {
            Channel::Sms => Phone::parse(recipient).map(|phone| phone.masked()).unwrap_or_default(),
            Channel::Email => Email::parse(recipient).map(|email| email.masked()).unwrap_or_default(),
        }
    }

    /// The name in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Channel::Sms => "sms",
            Channel::Email => "email",
        }
    }

    /// The channel with this [`key`](Channel::key).
    pub fn from_key(key: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.key() == key)
    }
}

impl Purpose {
    /// The name in the database.
    pub fn key(self) -> &'static str {
        match self {
            Purpose::Prove => "prove",
            Purpose::SetUp => "set_up",
            Purpose::Test => "test",
        }
    }

    /// The purpose with this [`key`](Purpose::key).
    pub fn from_key(key: &str) -> Option<Purpose> {
        [Purpose::Prove, Purpose::SetUp, Purpose::Test].into_iter().find(|purpose| purpose.key() == key)
    }
}

impl SentCode {
    /// A new passcode for a person, where they ask for it.
    pub fn new(
        user: UserId,
        channel: Channel,
        purpose: Purpose,
        bound_to: BoundTo,
        recipient: String,
        moment: &mut Moment,
    ) -> SentCode {
        let made_at = moment.now();
        SentCode {
            id: SentCodeId::new(moment),
            user,
            channel,
            purpose,
            bound_to,
            recipient,
            code: mint(moment),
            made_at,
            expires_at: made_at.plus(LIVES_FOR),
            used: false,
        }
    }

    /// Whether this very passcode is sent when one is asked for again.
    pub fn is_sent_again(&self, recipient: &str, now: Time) -> bool {
        !self.used && self.recipient == recipient && now < self.made_at.plus(STAYS_THE_SAME)
    }
}

/// How many are sent at most. Mails cost nothing and a mailbox is rarely in a block that somebody is paid for: these caps keep a
/// mailbox from being flooded (case P41), and an office that signs in on a Monday from being kept out.
pub fn caps(channel: Channel) -> Caps {
    const NONE: Cap = Cap { hour: u64::MAX, day: u64::MAX };
    match channel {
        Channel::Sms => Caps::INITIAL,
        Channel::Email => Caps {
            person: Cap { hour: 10, day: 30 },
            number: Cap { hour: 10, day: 30 },
            prefix: NONE,
            network: Cap { hour: 300, day: 3_000 },
            account: NONE,
        },
    }
}

/// When another may be asked for, after so many were, the last of them at `last`.
pub fn next_at(asked: u64, last: Time) -> Time {
    let nth = usize::try_from(asked).unwrap_or(usize::MAX).saturating_sub(1);
    let [.., longest] = WAITS;
    last.plus(WAITS.get(nth).copied().unwrap_or(longest))
}

/// Whether a text can be such a passcode at all: what cannot be one is no guess.
///
/// # Errors
/// [`Refusal`] says what it looks like instead.
pub fn shape(typed: &str) -> Result<(), Refusal> {
    read(typed).map(|_| ())
}

/// Judges what was typed against the passcodes that were sent to `user` where they are asked for it, the newest first. Only the
/// newest works.
///
/// # Errors
/// [`Refusal`] says why it is not right.
pub fn verify(
    sent: &[SentCode],
    user: UserId,
    bound_to: BoundTo,
    purpose: Purpose,
    typed: &str,
    now: Time,
) -> Result<Verified, Refusal> {
    let typed = read(typed)?;
    let ours = |code: &&SentCode| code.user == user && code.bound_to == bound_to && code.purpose == purpose;
    // All are compared, whichever is right.
    let mut judged: Vec<(&SentCode, bool)> = Vec::new();
    for code in sent.iter().filter(ours) {
        judged.push((code, same(code.code.expose().as_bytes(), typed.as_bytes())));
    }
    let Some((newest, right)) = judged.first().copied() else { return Err(Refusal::NothingSent) };
    if right && newest.used {
        Err(Refusal::PasscodeUsed)
    } else if newest.used {
        Err(Refusal::NothingSent)
    } else if now >= newest.expires_at {
        Err(Refusal::SentCodeTooOld)
    } else if right {
        Ok(Verified::new(user, now, Detail::SentCode { code: newest.id, channel: newest.channel }))
    } else if judged.iter().any(|(_, right)| *right) {
        Err(Refusal::SentCodeReplaced)
    } else {
        Err(Refusal::WrongPasscode)
    }
}

/// Six digits of 64 random bits: no digit is likelier by more than one in 10^13.
fn mint(moment: &mut Moment) -> Secret<String> {
    let number = u64::from_be_bytes(moment.bytes()) % 10_u64.pow(DIGITS);
    let width = usize::try_from(DIGITS).unwrap_or(0);
    Secret::new(format!("{number:0width$}"))
}

fn read(typed: &str) -> Result<String, Refusal> {
    totp::passcode(typed, |digits| digits == DIGITS)
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;
    use crate::id::SignInId;

    const NOW: Time = Time::from_millis(1_800_000_000_000);

    struct Asked {
        user: UserId,
        here: BoundTo,
        elsewhere: BoundTo,
        moment: Moment,
    }

    fn asked() -> Asked {
        let mut moment = Moment::new(NOW, [4; 32]);
        Asked {
            user: UserId::new(&mut moment),
            here: BoundTo::sign_in(&SignInId::new(&mut moment)),
            elsewhere: BoundTo::sign_in(&SignInId::new(&mut moment)),
            moment,
        }
    }

    impl Asked {
        fn code(&mut self, bound_to: BoundTo) -> SentCode {
            let to = "ada@example.com".to_owned();
            SentCode::new(self.user, Channel::Email, Purpose::Prove, bound_to, to, &mut self.moment)
        }

        fn judge(&self, sent: &[SentCode], typed: &str, now: Time) -> Option<Refusal> {
            verify(sent, self.user, self.here, Purpose::Prove, typed, now).err()
        }
    }

    #[test]
    fn p14_a_passcode_works_ten_minutes_where_it_was_asked_for_and_nowhere_else() {
        let mut it = asked();
        let code = it.code(it.here);
        let digits = code.code.expose().clone();
        let last = NOW.plus(LIVES_FOR).minus(Duration::from_millis(1));
        assert_eq!(it.judge(from_ref(&code), &digits, last), None);
        assert_eq!(it.judge(from_ref(&code), &digits, NOW.plus(LIVES_FOR)), Some(Refusal::SentCodeTooOld));
        let there = verify(from_ref(&code), it.user, it.elsewhere, Purpose::Prove, &digits, NOW);
        assert_eq!(there, Err(Refusal::NothingSent));
        let to_set_up = verify(from_ref(&code), it.user, it.here, Purpose::SetUp, &digits, NOW);
        assert_eq!(to_set_up, Err(Refusal::NothingSent), "for another purpose");
        let other = UserId::new(&mut it.moment);
        let anothers = verify(from_ref(&code), other, it.here, Purpose::Prove, &digits, NOW);
        assert_eq!(anothers, Err(Refusal::NothingSent));
    }

    #[test]
    fn p06_only_the_newest_works_and_an_older_one_is_known_as_such() {
        let mut it = asked();
        let (old, new) = (it.code(it.here), it.code(it.here));
        let (old_digits, new_digits) = (old.code.expose().clone(), new.code.expose().clone());
        let sent = [new, old];
        assert_eq!(it.judge(&sent, &old_digits, NOW), Some(Refusal::SentCodeReplaced));
        assert_eq!(it.judge(&sent, &new_digits, NOW), None);
        let wrong = if new_digits == "000000" || old_digits == "000000" { "000001" } else { "000000" };
        assert_eq!(it.judge(&sent, wrong, NOW), Some(Refusal::WrongPasscode));
    }

    #[test]
    fn a_used_one_is_used_and_whatever_else_is_typed_then_is_no_guess_at_it() {
        let mut it = asked();
        let code = SentCode { used: true, ..it.code(it.here) };
        let digits = code.code.expose().clone();
        assert_eq!(it.judge(from_ref(&code), &digits, NOW), Some(Refusal::PasscodeUsed));
        let wrong = if digits == "000000" { "000001" } else { "000000" };
        assert_eq!(it.judge(from_ref(&code), wrong, NOW), Some(Refusal::NothingSent));
    }

    #[test]
    fn a_passcode_is_read_with_spaces_and_in_other_digits_and_other_lengths_are_none() {
        for typed in ["123456", "123 456", " 123-456 ", "١٢٣٤٥٦", "123456"] {
            assert_eq!(read(typed), Ok("123456".to_owned()), "{typed}");
        }
        for typed in ["12345", "1234567", "12345678", "abcdef"] {
            assert_eq!(shape(typed), Err(Refusal::NotAPasscode), "{typed}");
        }
        assert_eq!(shape(" "), Err(Refusal::Empty));
    }

    #[test]
    fn passcodes_have_six_digits_and_no_digit_is_preferred() {
        let mut it = asked();
        let mut seen = [[0_u32; 10]; 6];
        for _ in 0..6_000 {
            let code = it.code(it.here).code;
            assert_eq!(code.expose().len(), 6);
            for (place, digit) in code.expose().bytes().enumerate() {
                seen[place][usize::from(digit - b'0')] += 1;
            }
        }
        assert!(seen.iter().flatten().all(|count| (450..750).contains(count)), "{seen:?}");
    }

    #[test]
    fn asked_for_again_it_stays_the_same_for_half_its_time_and_the_waits_grow() {
        let mut it = asked();
        let code = it.code(it.here);
        assert!(code.is_sent_again("ada@example.com", NOW.plus(Duration::from_secs(299))));
        assert!(!code.is_sent_again("ada@example.com", NOW.plus(Duration::from_secs(300))));
        assert!(!code.is_sent_again("ada@new.example", NOW), "to another address it is another");
        let waits = (1..=6).map(|asked| next_at(asked, NOW).since(NOW).as_secs());
        assert_eq!(waits.collect::<Vec<_>>(), [30, 60, 120, 300, 300, 300]);
    }
}
