//! Browsers and points in time as people call them, on pages and in mails.

use doorward_core::moment::Time;
use jiff::Timestamp;

use crate::i18n::Words;

/// "Firefox on Windows" from what a browser says of itself. For show alone: anybody can say anything.
pub fn browser(words: &Words, user_agent: &str) -> String {
    // Order matters: most browsers also name those that they descend from.
    const BROWSERS: [(&str, &str); 8] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|it| it.1)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => {
            words.phrase("browser-on-system").with("browser", browser).with("system", system).to_string()
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => words.say("browser-unknown"),
    }
}

/// A point in time for people: the month in letters and the zone named, so that nobody takes the day for the month.
pub fn time(at: Time) -> String {
    timestamp(at).strftime("%-d %b %Y, %H:%M UTC").to_string()
}

/// A point in time for machines (RFC 3339).
pub fn iso(at: Time) -> String {
    timestamp(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn timestamp(at: Time) -> Timestamp {
    Timestamp::from_millisecond(at.millis()).unwrap_or(Timestamp::UNIX_EPOCH)
}
