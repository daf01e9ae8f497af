//! Passkeys: at the door, as the second step, made, and kept.

use doorward_core::factor::passkey::Flaw;
use doorward_core::factor::{FactorKind, Refusal};

use crate::i18n::Words;
use crate::web::pages::passkey::{Create, Prove, Way};
use crate::web::pages::security::Method;
use crate::web::pages::signin::{Passcode, SignIn};
use crate::web::shell::Troubles;

use super::{EMAIL, Sample, inside, outside, refused, shot, when};

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let door = SignIn {
        shell: outside(words),
        email: EMAIL.to_owned(),
        then: "/desk".to_owned(),
        may_register: false,
        passkeys: true,
        troubles: Troubles::NONE,
    };
    let not_taken =
        SignIn { troubles: refused(words, "passkey", &Refusal::PasskeyNotVerified), ..door.clone() };
    let way = |url: &str, key| Way::to(url, words.say(key));
    let prove = Prove {
        shell: outside(words),
        ways: vec![
            way("/signin/passcode?way=app", "recovery-code-use-passcode"),
            way("/signin/recovery-code", "passcode-use-recovery-code"),
        ],
        remember_days: Some(30),
        remember: true,
        troubles: Troubles::NONE,
    };
    let copied = Prove {
        ways: Vec::new(),
        remember_days: None,
        troubles: refused(words, "passkey", &Refusal::PasskeyCopied),
        ..prove.clone()
    };
    let by_app = Passcode {
        shell: outside(words),
        ways: vec![
            way("/signin/passkey", "passkey-use"),
            way("/signin/recovery-code", "passcode-use-recovery-code"),
        ],
        remember_days: None,
        remember: false,
        troubles: Troubles::NONE,
    };
    let create = Create {
        shell: inside(words, "security"),
        action: "/security/passkey",
        question: "/security/passkey/question",
        required: false,
        ways: Vec::new(),
        name: "Passkey, Firefox on Windows".to_owned(),
        troubles: Troubles::NONE,
    };
    let at_sign_in = Create {
        shell: outside(words),
        action: "/signin/enrol/passkey",
        question: "/signin/enrol/passkey/question",
        required: true,
        troubles: refused(words, "passkey", &Refusal::WrongPasskey { flaw: Flaw::Algorithm }),
        ..create.clone()
    };
    vec![
        shot("signin-passkey", door),
        shot("signin-passkey-refused", not_taken),
        shot("passkey", prove),
        shot("passkey-copied", copied),
        shot("passcode-beside-passkey", by_app),
        shot("passkey-create", create),
        shot("passkey-create-required", at_sign_in),
    ]
}

/// A passkey of each sort.
pub(super) fn kept(words: &Words) -> Vec<Method> {
    let passkey = |id: &str, name: &str, sort, last_used| Method {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: Some(words.say(sort)),
        of: FactorKind::Passkey,
        asked_first: false,
        added: when(2, "10:00"),
        last_used,
    };
    vec![
        passkey("11", "Phone", "passkey-synced", Some(when(24, "07:30"))),
        passkey("12", "Office computer", "passkey-one-device", None),
        passkey("13", "Key on my keyring", "passkey-security-key", Some(when(11, "16:20"))),
    ]
}
