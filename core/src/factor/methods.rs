//! The methods that a person has set up.

use serde::{Deserialize, Serialize};

use super::FactorKind;

/// A set of methods: the second factors that a person can be asked for. Recovery codes are none.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Methods(u8);

impl Methods {
    /// No method.
    pub const NONE: Methods = Methods(0);

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this kind is among them.
    pub fn contains(self, kind: FactorKind) -> bool {
        self.0 & bit(kind) != 0
    }

    /// The kinds, in the order in which they are offered.
    pub fn iter(self) -> impl Iterator<Item = FactorKind> {
        FactorKind::ALL.into_iter().filter(move |kind| self.contains(*kind))
    }

    /// Those of them that are wanted.
    #[must_use]
    pub fn filter(self, wanted: impl Fn(FactorKind) -> bool) -> Methods {
        self.iter().filter(|kind| wanted(*kind)).collect()
    }

    /// The sum of the bits of its kinds.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// From the sum of the bits of its kinds, as the store adds them up: 1 passkey, 2 authenticator app, 4 text message,
    /// 8 e-mail. None when there is another bit.
    pub fn from_bits(bits: u8) -> Option<Methods> {
        (bits < 16).then_some(Methods(bits))
    }
}

impl FromIterator<FactorKind> for Methods {
    fn from_iter<I: IntoIterator<Item = FactorKind>>(kinds: I) -> Methods {
        Methods(kinds.into_iter().fold(0, |bits, kind| bits | bit(kind)))
    }
}

fn bit(kind: FactorKind) -> u8 {
    match kind {
        FactorKind::Passkey => 1,
        FactorKind::Totp => 2,
        FactorKind::SmsCode => 4,
        FactorKind::EmailCode => 8,
        FactorKind::Password | FactorKind::RecoveryCode => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_told_in_one_order_and_a_recovery_code_is_none() {
        let kinds =
            [FactorKind::RecoveryCode, FactorKind::EmailCode, FactorKind::Passkey, FactorKind::Password];
        let methods: Methods = kinds.into_iter().collect();
        assert_eq!(methods.iter().collect::<Vec<_>>(), [FactorKind::Passkey, FactorKind::EmailCode]);
        assert!(methods.contains(FactorKind::Passkey) && !methods.contains(FactorKind::RecoveryCode));
        assert!(kinds.into_iter().filter(|kind| !kind.is_method()).collect::<Methods>().is_empty());
    }

    #[test]
    fn the_store_s_sum_is_read_back_and_nothing_else() {
        assert_eq!(Methods::from_bits(0), Some(Methods::NONE));
        assert_eq!(
            Methods::from_bits(3),
            Some([FactorKind::Totp, FactorKind::Passkey].into_iter().collect())
        );
        assert_eq!(Methods::from_bits(16), None);
    }
}
