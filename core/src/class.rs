//! People grouped by the few facts that decide what a sign-in asks of them: a plan judges each class once, however many are in it.

use crate::deadline::Grace;
use crate::factor::Methods;
use crate::moment::Time;
use crate::policy::{Policy, Relief};
use crate::user::UserType;

/// What of a person decides what they meet at their next sign-in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The methods that they have set up.
    pub methods: Methods,
    /// Whether they must set one up whatever the policy says.
    pub must_enrol: bool,
    /// Whether they have recovery codes left.
    pub has_codes: bool,
    /// Whether the last mail to their address was given up on.
    pub unreachable: bool,
    /// Whether they have not accepted their invitation yet.
    pub invited: bool,
    /// Whether they are exempt from what the policy requires.
    pub exempt: bool,
    /// Whether a grace of theirs runs.
    pub in_grace: bool,
    /// Whether they have begun one at all.
    pub had_grace: bool,
}

impl Facts {
    /// So many different ones there are: the store tells them by a number below this.
    pub const KINDS: u16 = 2048;

    /// All of them.
    pub fn all() -> impl Iterator<Item = Facts> {
        (0..Facts::KINDS).filter_map(|key| Facts::from_key(key.into()))
    }

    /// From the number in the store: the bits of the methods, then 16 must enrol, 32 has codes, 64 unreachable, 128 invited, 256
    /// exempt, 512 in grace, 1024 had one.
    pub fn from_key(key: u64) -> Option<Facts> {
        let bits = u16::try_from(key).ok().filter(|bits| *bits < Facts::KINDS)?;
        Some(Facts {
            methods: Methods::from_bits(u8::try_from(bits & 15).ok()?)?,
            must_enrol: bits & 16 != 0,
            has_codes: bits & 32 != 0,
            unreachable: bits & 64 != 0,
            invited: bits & 128 != 0,
            exempt: bits & 256 != 0,
            in_grace: bits & 512 != 0,
            had_grace: bits & 1024 != 0,
        })
    }

    /// Why they may do without a second factor though the policy requires one, if they may.
    pub(crate) fn relief(self, policy: &Policy, now: Time) -> Option<Relief> {
        let exempt = self.exempt.then_some(Relief::Exempt);
        exempt.or_else(|| policy.terms.excuse(self.grace(), now).map(|excuse| excuse.relief))
    }

    /// The grace that they have begun, as far as it matters whether it is over.
    pub(crate) fn grace(self) -> Option<Grace> {
        match (self.in_grace, self.had_grace) {
            (true, _) => Some(Grace { until: Time::from_millis(i64::MAX) }),
            (false, true) => Some(Grace { until: Time::from_millis(i64::MIN) }),
            (false, false) => None,
        }
    }

    /// The number in the store.
    pub fn key(self) -> u16 {
        let flag = |is: bool, bit: u16| if is { bit } else { 0 };
        u16::from(self.methods.bits())
            | flag(self.must_enrol, 16)
            | flag(self.has_codes, 32)
            | flag(self.unreachable, 64)
            | flag(self.invited, 128)
            | flag(self.exempt, 256)
            | flag(self.in_grace, 512)
            | flag(self.had_grace, 1024)
    }
}

/// People who are alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Class {
    /// Of which user type.
    pub user_type: UserType,
    /// In what they are alike.
    pub facts: Facts,
    /// How many they are.
    pub people: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_read_back_from_their_number_and_no_other() {
        assert_eq!(Facts::all().count(), usize::from(Facts::KINDS));
        for facts in Facts::all() {
            assert_eq!(Facts::from_key(facts.key().into()), Some(facts));
        }
        assert_eq!(Facts::from_key(Facts::KINDS.into()), None);
    }
}
