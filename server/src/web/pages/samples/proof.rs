//! "Is it really them?", from both sides.

use doorward_core::user::Role;

use super::{Sample, as_admin, inside, outside, shot, when};
use crate::i18n::Words;
use crate::tell;
use crate::web::pages::proof::{Asked, AskedCaller, Callers, NotAsked, Over, Prove, Shown, Stands};
use crate::web::pages::security::MySecurity;
use crate::web::shell::{LookAgain, Shell, Troubles};

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let shown = |stands, waits: bool, under: &str| Shown {
        name: "Ada Osei".to_owned(),
        asked_by: "Nadia Brandt".to_owned(),
        asked: when(24, "10:42"),
        stands,
        address: "https://support.lakeside.example/prove".to_owned(),
        again: LookAgain::at(&format!("{under}/1"), waits),
    };
    let asked = |stands, waits: bool| Asked {
        shell: as_admin(words, "recovery"),
        id: "2".to_owned(),
        shown: shown(stands, waits, "/admin/proofs"),
    };
    let caller = |stands, waits: bool| AskedCaller {
        shell: inside(words, "callers"),
        shown: shown(stands, waits, "/callers"),
    };
    let callers = |email: &str, troubles| Callers {
        shell: inside(words, "callers"),
        email: email.to_owned(),
        troubles,
    };
    let nobody = Troubles::one("email", words.say("callers-nobody"));
    let too_many = Troubles::one("email", words.say("callers-too-many"));
    let is_asked = MySecurity {
        shell: Shell { notice: None, ..inside(words, "security") },
        asked_by: Some("Nadia Brandt".to_owned()),
        ..super::my_security(words)
    };
    let waits = |number| Stands::Waits { number, until: when(24, "10:47") };
    let proved = Stands::Proved {
        by: tell::factors(words, &[doorward_core::factor::FactorKind::Passkey]),
        at: when(24, "10:44"),
    };
    let not_asked = NotAsked {
        shell: as_admin(words, "recovery"),
        id: "2".to_owned(),
        name: "Ada Osei".to_owned(),
        why: words.say("proof-no-factor"),
    };
    let prove = |numbers| Prove {
        shell: outside(words),
        asked_by: "Nadia Brandt".to_owned(),
        role: tell::role(words, Role::Owner),
        numbers,
        until: when(24, "10:47"),
    };
    let over = |key: &str, is_good| Over {
        shell: outside(words),
        text: words.phrase(key).with("n", 5_u64).to_string(),
        is_good,
    };
    vec![
        shot("callers", callers("", Troubles::NONE)),
        shot("callers-nobody", callers("mara@example.com", nobody)),
        shot("callers-too-many", callers("mara@example.com", too_many)),
        shot("callers-waits", caller(waits(Some(42)), true)),
        shot("callers-proved", caller(proved.clone(), false)),
        shot("security-asked", is_asked),
        shot("proof-waits", asked(waits(Some(42)), true)),
        shot("proof-of-another", asked(waits(None), false)),
        shot("proof-proved", asked(proved, false)),
        shot("proof-wrong-number", asked(Stands::WrongNumber, false)),
        shot("proof-not-me", asked(Stands::NotMe, false)),
        shot("proof-too-late", asked(Stands::TooLate, false)),
        shot("proof-not-asked", not_asked),
        shot("prove", prove(None)),
        shot("prove-number", prove(Some([17, 42, 88]))),
        shot("prove-proved", over("prove-proved", true)),
        shot("prove-nothing", over("prove-nothing", false)),
    ]
}
