//! The dashboard, with numbers that could be.

use std::collections::BTreeMap;

use doorward_core::dashboard::{About, Asked, Count, Failure, Fate, Range};
use doorward_core::factor::Channel;
use doorward_core::moment::Day;
use doorward_core::policy::{Policy, Requirement};
use doorward_core::user::UserType;

use super::{Sample, as_admin, shot, when};
use crate::flows::{Dashboard as Told, Span};
use crate::i18n::Words;
use crate::web::figures::figures;
use crate::web::pages::dashboard::{Blocked, BlockedPerson, Dashboard};

/// 28 Nov 2026.
const TODAY: Day = Day(20_785);

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let blocked = |key: &str, hint: &str, n: u64, list| Blocked {
        text: words.phrase(key).with("n", n).to_string(),
        hint: words.say(hint),
        list,
        people: vec![BlockedPerson {
            id: "2".to_owned(),
            name: "Ada Osei".to_owned(),
            email: "ada@lakeside.example".to_owned(),
            when: when(28, "09:58"),
        }],
        more: n.saturating_sub(1),
    };
    let mut with_deadline = told(Range::Days);
    with_deadline.policy.terms.deadline = Some(TODAY.plus(12).start());
    let busy = Dashboard {
        shell: as_admin(words, "dashboard"),
        of: UserType::TeamMember,
        about: About::People,
        range: Range::Days,
        complete: true,
        blocked: vec![
            blocked("blocked-asking", "blocked-asking-hint", 1, Some("/admin/recovery")),
            blocked("blocked-setting-up", "blocked-setting-up-hint", 3, None),
        ],
        figures: figures(words, &with_deadline, About::People),
    };
    let sign_ins = Dashboard {
        about: About::SignIns,
        figures: figures(words, &told(Range::Days), About::SignIns),
        blocked: vec![],
        ..busy.clone()
    };
    let codes = Dashboard {
        about: About::Codes,
        figures: figures(words, &told(Range::Days), About::Codes),
        ..sign_ins.clone()
    };
    let quarter = Dashboard {
        range: Range::Quarter,
        figures: figures(words, &told(Range::Quarter), About::People),
        blocked: vec![],
        ..busy.clone()
    };
    let nothing = Told { spans: vec![], ..told(Range::Days) };
    let empty = Dashboard {
        of: UserType::EndUser,
        complete: false,
        blocked: vec![],
        figures: figures(words, &nothing, About::People),
        ..busy.clone()
    };
    vec![
        shot("dashboard", busy),
        shot("dashboard-sign-ins", sign_ins),
        shot("dashboard-codes", codes),
        shot("dashboard-quarter", quarter),
        shot("dashboard-empty", empty),
    ]
}

/// A team of 40, of whom more and more have a second factor.
fn told(range: Range) -> Told {
    let spans = range.spans(TODAY);
    let many = spans.len() as u64;
    let span = |(index, (first, last)): (u64, (Day, Day))| {
        // Fewer on a weekend: 28 Nov 2026 is a Saturday.
        let is_weekend = first == last && matches!((TODAY.0 - last.0).rem_euclid(7), 0 | 6);
        let busy = (last.0 - first.0 + 1).unsigned_abs() * if is_weekend { 4 } else { 22 };
        let grown = index * 22 / many.max(1);
        let wave = (index * 7) % 5;
        let people =
            [(0, 35 - grown), (1, 1 + grown / 3), (2, 3 + grown / 2), (3, 1 + grown - grown / 2 - grown / 3)];
        let counts = [
            (Count::Password(Asked::Required), busy * grown / 22),
            (Count::Password(Asked::TrustedDevice), busy * grown / 30 + wave),
            (Count::Password(Asked::NotDemanded), busy - busy * grown / 26),
            (Count::Password(Asked::RequiredAndMissing), u64::from(index % 4 == 3)),
            (Count::PasskeyAlone, grown / 5),
            (Count::Failure(Failure::WrongPassword), wave + busy / 6),
            (Count::Failure(Failure::WrongFactor), wave / 2),
            (Count::Failure(Failure::LateFactor), u64::from(index % 3 == 0)),
            (Count::Failure(Failure::TooMany), u64::from(index % 11 == 8)),
            (Count::Code(Channel::Sms, Fate::AskedFor), busy / 2 + wave),
            (Count::Code(Channel::Sms, Fate::HandedOver), busy / 2),
            (Count::Code(Channel::Sms, Fate::Arrived), (busy / 2).saturating_sub(wave)),
            (Count::Code(Channel::Sms, Fate::NotSent), wave),
            (Count::Code(Channel::Email, Fate::AskedFor), busy / 3 + wave),
            (Count::Code(Channel::Email, Fate::HandedOver), busy / 3 + wave),
            (Count::Code(Channel::Email, Fate::Arrived), busy / 3 + wave / 2),
        ];
        Span {
            first,
            last,
            people: (index > 1)
                .then(|| people.into_iter().map(|(bits, n)| (Count::People(bits), n)).collect()),
            counts: counts.into_iter().filter(|(_, n)| *n > 0).collect::<BTreeMap<_, _>>(),
        }
    };
    let policy = Policy { requirement: Requirement::Required, ..Policy::initial(UserType::TeamMember) };
    Told { policy, spans: (0..many).zip(spans).map(span).collect(), complete: true, blocked: vec![] }
}
