//! Points in time as templates take them.

use doorward_core::moment::Time;

use crate::tell;

use super::shell::When;

impl When {
    /// This point in time, for machines and for people.
    pub fn at(time: Time) -> When {
        When { iso: tell::iso(time), text: tell::time(time) }
    }
}
