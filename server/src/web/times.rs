//! Points in time, for machines and for people.

use doorward_core::moment::Time;
use jiff::Timestamp;

use super::shell::When;

impl When {
    /// The month in letters and the zone named, so that nobody takes the day for the month.
    pub fn at(time: Time) -> When {
        let timestamp = Timestamp::from_millisecond(time.millis()).unwrap_or(Timestamp::UNIX_EPOCH);
        When {
            iso: timestamp.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            text: timestamp.strftime("%-d %b %Y, %H:%M UTC").to_string(),
        }
    }
}
