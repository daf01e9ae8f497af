//! Points in time as templates take them.

use doorward_core::moment::Time;

use crate::i18n::Words;
use crate::tell;

/// A point in time, for machines and for people.
#[derive(Clone, Copy, Debug)]
pub struct When(Time);

impl When {
    /// This point in time.
    pub fn at(time: Time) -> When {
        When(time)
    }

    /// For machines: RFC 3339, UTC.
    pub fn iso(&self) -> String {
        tell::iso(self.0)
    }

    /// For people: with the month in letters and the zone.
    pub fn text(&self, words: &Words) -> String {
        tell::time(words, self.0)
    }
}
