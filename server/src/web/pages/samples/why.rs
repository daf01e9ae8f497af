//! Why somebody was asked for a second factor, or not.

use super::{Sample, as_admin, shot, when};
use crate::i18n::Words;
use crate::web::pages::why::{Decided, Why};

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let until = when(30, "23:59").text(words);
    let excuse = |key: &str| {
        let said = match key {
            "why-exempt" => words.phrase("why-exemption").with("reason", "Waits for a new phone"),
            "why-before-deadline" | "why-in-grace" => words.phrase("why-due"),
            _ => return None,
        };
        Some(said.with("until", until.as_str()).to_string())
    };
    let decided = |why: &str, device: Option<&str>, version| Decided {
        when: when(24, "10:42"),
        browser: Some("Firefox on Windows".to_owned()),
        address: Some("203.0.113.42".to_owned()),
        why: words.say(why),
        excuse: excuse(why),
        device: device.map(|key| words.say(key)),
        version,
    };
    let page = |it: Option<Decided>, now: &str| Why {
        shell: as_admin(words, "team_members"),
        id: "1".to_owned(),
        name: "Ada Osei".to_owned(),
        at: "2026-11-24T10:42".to_owned(),
        decided: it,
        now: words.say(now),
        excuse_now: excuse(now),
        history_url: "/admin/security/history?of=team_member".to_owned(),
    };
    let told = |why, device, now| page(Some(decided(why, Some(device), Some(3))), now);
    vec![
        shot("why-trusted", told("why-trusted-device", "why-device-trusted", "why-required")),
        shot("why-asked", told("why-required", "why-device-too-old", "why-required")),
        shot("why-own-choice", told("why-own-choice", "why-device-policy-changed", "why-own-choice")),
        shot("why-none-counts", told("why-none-counts", "why-device-person-changed", "why-none-counts")),
        shot("why-enrol", told("why-required-and-missing", "why-device-none", "why-demanded")),
        shot("why-not-asked", told("why-not-demanded", "why-device-forgotten", "why-not-demanded")),
        shot("why-excused", told("why-exempt", "why-device-none", "why-exempt")),
        shot("why-before-deadline", told("why-before-deadline", "why-device-none", "why-in-grace")),
        shot("why-passkey", page(Some(decided("why-passkey-alone", None, None)), "why-own-choice")),
        shot("why-unknown", page(Some(decided("why-unknown", None, None)), "why-own-choice")),
        shot("why-nothing", page(None, "why-not-demanded")),
    ]
}
