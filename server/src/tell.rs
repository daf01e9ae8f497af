//! Browsers, languages and points in time as people call them, on pages and in mails.

use doorward_core::batch::{Act, Work};
use doorward_core::brand::Said;
use doorward_core::factor::FactorKind;
use doorward_core::language::Language;
use doorward_core::moment::Time;
use doorward_core::tenant::Tenant;
use doorward_core::user::Role;
use jiff::Timestamp;

use crate::i18n::Words;

/// The tag of the language that an account speaks to who has chosen none.
pub fn language_of(tenant: &Tenant) -> &str {
    tenant.language.as_ref().map_or_else(|| Words::first().lang(), Language::as_str)
}

/// A text of an account in a mail, which is plain: numbers within text from right to left are set apart by marks (UAX 9, section 2.5).
pub fn said(said: &Said<'_>) -> String {
    if Words::in_language(said.language).dir() != "rtl" {
        return said.text.to_owned();
    }
    let pieces = said.pieces().into_iter();
    pieces
        .map(|(is_number, it)| if is_number { format!("\u{2066}{it}\u{2069}") } else { it.to_owned() })
        .collect()
}

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

/// What a batch does, in a few words.
pub fn batch(words: &Words, work: Work) -> String {
    words.say(match work {
        Work::Import => "import-heading",
        Work::Act(Act::InviteAgain) => "batch-invite-again",
        Work::Act(Act::Suspend) => "batch-suspend",
        Work::Act(Act::Restore) => "batch-restore",
        Work::Act(Act::EndSessions) => "batch-end-sessions",
        Work::Act(Act::JoinGroup) => "batch-join-group",
        Work::Act(Act::LeaveGroup) => "batch-leave-group",
    })
}

/// What a role is called.
pub fn role(words: &Words, role: Role) -> String {
    words.say(match role {
        Role::EndUser => "role-end-user",
        Role::Agent => "role-agent",
        Role::Admin => "role-admin",
        Role::Owner => "role-owner",
    })
}

/// Factors, with commas.
pub fn factors(words: &Words, factors: &[FactorKind]) -> String {
    let name = |kind: &FactorKind| {
        words.say(match kind {
            FactorKind::Password => "factor-password",
            FactorKind::Passkey => "factor-passkey",
            FactorKind::Totp => "factor-totp",
            FactorKind::SmsCode => "factor-sms-code",
            FactorKind::EmailCode => "factor-email-code",
            FactorKind::RecoveryCode => "factor-recovery-code",
        })
    };
    factors.iter().map(name).collect::<Vec<_>>().join(&words.say("list-comma"))
}

/// A point in time for people: the month in letters and the zone named, so that nobody takes the day for the month.
pub fn time(words: &Words, at: Time) -> String {
    let at = timestamp(at);
    let part = |format: &str| at.strftime(format).to_string();
    // The month is a number, to choose its name by; the others are texts, so that no year gets a sign between thousands.
    let month = part("%-m").parse::<i64>().unwrap_or(1);
    let date = words.phrase("moment").with("day", part("%-d")).with("month", month);
    date.with("year", part("%Y")).with("clock", part("%H:%M")).to_string()
}

/// A day of the last year for people: the month in letters, without the year. In UTC.
pub fn day(words: &Words, at: Time) -> String {
    let at = timestamp(at);
    let part = |format: &str| at.strftime(format).to_string();
    let month = part("%-m").parse::<i64>().unwrap_or(1);
    words.phrase("day-of-year").with("day", part("%-d")).with("month", month).to_string()
}

/// A point in time for machines (RFC 3339).
pub fn iso(at: Time) -> String {
    timestamp(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A point in time to the minute, as a field for it has it (HTML, local date and time string): UTC.
pub fn minute(at: Time) -> String {
    timestamp(at).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// The last millisecond of the minute in such a field, or of the second that is in it.
pub fn moment_of(typed: &str) -> Option<Time> {
    let (text, rest) = match typed.len() {
        16 => (format!("{typed}:59"), 999),
        19 => (typed.to_owned(), 999),
        _ => return None,
    };
    let at: Timestamp = format!("{text}Z").parse().ok()?;
    Some(Time::from_millis(at.as_millisecond().saturating_add(rest)))
}

fn timestamp(at: Time) -> Timestamp {
    Timestamp::from_millisecond(at.millis()).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_its_readers_write_it() {
        let at = Time::from_millis(1_795_514_400_000);
        assert_eq!(time(&Words::in_language("en"), at), "24 Nov 2026, 10:00 UTC");
        assert_eq!(time(&Words::in_language("de"), at), "24. Nov. 2026, 10:00 UTC");
        assert_eq!(time(&Words::in_language("de"), Time::from_millis(0)), "1. Jan. 1970, 00:00 UTC");
    }

    #[test]
    fn a_minute_that_is_typed_is_meant_to_its_end() {
        let at = Time::from_millis(1_795_514_400_000);
        assert_eq!(minute(at), "2026-11-24T10:00");
        assert_eq!(moment_of(&minute(at)), Some(Time::from_millis(1_795_514_459_999)));
        assert_eq!(moment_of("2026-11-24T10:00:30"), Some(Time::from_millis(1_795_514_430_999)));
        for odd in ["", "2026-11-24", "2026-13-24T10:00", "2026-11-24T10:00Z", "x"] {
            assert_eq!(moment_of(odd), None, "{odd}");
        }
    }
}
