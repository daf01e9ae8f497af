//! The screens of registration, and the one where an admin chooses who may.

use doorward_core::registration::NotAList;

use super::{EMAIL, Sample, as_admin, outside, shot};
use crate::i18n::Words;
use crate::web::pages::{register, registration, reset};
use crate::web::shell::Troubles;
use crate::web::trouble::{self, Missing};

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let shell = || outside(words);
    let register = register::Register { shell: shell(), email: String::new(), troubles: Troubles::NONE };
    let elsewhere = register::Register {
        email: "ada@elsewhere.example".to_owned(),
        troubles: Troubles::one("email", trouble::other_domain(words)),
        ..register.clone()
    };
    let finish = register::Finish {
        shell: shell(),
        email: EMAIL.to_owned(),
        name: String::new(),
        minimum: 15,
        troubles: Troubles::NONE,
    };
    let nameless = register::Finish {
        troubles: Troubles::one("name", trouble::missing(words, Missing::Name)),
        ..finish.clone()
    };
    let refused = |why| register::NotRegistered { shell: shell(), why };
    let registration = registration::Registration {
        shell: as_admin(words, "authentication"),
        chosen: "domains".to_owned(),
        domains: "lakeside.example\nxn--bcher-kva.example".to_owned(),
        version: 2,
        held_back: 14,
        troubles: Troubles::NONE,
    };
    let no_domains = registration::Registration {
        domains: String::new(),
        held_back: 0,
        troubles: Troubles::one("domains", trouble::not_a_list(words, &NotAList::Empty)),
        ..registration.clone()
    };
    vec![
        shot("register", register),
        shot("register-elsewhere", elsewhere),
        shot("register-sent", register::Sent { shell: shell(), email: "a•••@lakeside.example".to_owned() }),
        shot("register-closed", register::Closed { shell: shell() }),
        shot("register-finish", finish),
        shot("register-finish-nameless", nameless),
        shot(
            "dead-link-registration",
            reset::DeadLink { shell: shell(), kind: reset::LinkKind::Registration, may_ask: false },
        ),
        shot("register-refused-closed", refused(register::Why::Closed)),
        shot("register-refused-taken", refused(register::Why::Taken)),
        shot("registration", registration),
        shot("registration-domains", no_domains),
    ]
}
