//! What is wrong, in words: from a refusal of the core to a sentence at a field.

use doorward_core::brand::{Line, NotALine, Unreadable};
use doorward_core::factor::password::Unfit;
use doorward_core::factor::{Refusal, passkey};
use doorward_core::logo::{MOST_PIXELS, NotALogo};
use doorward_core::phone::{NotACountry, PhoneProblem};
use doorward_core::registration::{MOST_DOMAINS, NotAList};

use crate::i18n::Words;

use super::look::EXAMPLE;

/// Why a factor was refused. Only [`Refusal::WrongPassword`] is ever said before a right password.
pub fn refusal(words: &Words, refusal: &Refusal) -> String {
    words.say(match refusal {
        Refusal::WrongPassword => "trouble-wrong-password",
        Refusal::Empty => "trouble-passcode-empty",
        Refusal::NotAPasscode => "trouble-passcode-shape",
        Refusal::WrongPasscode => "trouble-passcode-wrong",
        Refusal::PasscodeUsed => "trouble-passcode-used",
        Refusal::PasscodeOfAnotherTime { clock_slow_seconds } => {
            return words
                .phrase("trouble-clock-slow")
                .with("off", words.duration(*clock_slow_seconds))
                .to_string();
        }
        Refusal::NothingSent => "trouble-nothing-sent",
        Refusal::SentCodeTooOld => "trouble-sent-code-too-old",
        Refusal::SentCodeReplaced => "trouble-sent-code-replaced",
        Refusal::LooksLikeRecoveryCode => "trouble-looks-like-recovery-code",
        Refusal::LooksLikePasscode => "trouble-looks-like-passcode",
        Refusal::WrongRecoveryCode => "trouble-recovery-code-wrong",
        Refusal::RecoveryCodeUsed => "trouble-recovery-code-used",
        Refusal::NoRecoveryCodes => "trouble-no-recovery-codes",
        Refusal::IssuedCodeTooEarly => "trouble-issued-code-early",
        Refusal::IssuedCodeDead => "trouble-issued-code-dead",
        Refusal::NoPasskey => "trouble-passkey-none",
        Refusal::PasskeyTooOld => "trouble-passkey-too-old",
        Refusal::UnknownPasskey => "trouble-passkey-unknown",
        Refusal::PasskeyNotVerified => "trouble-passkey-not-verified",
        Refusal::PasskeyNotAlone => "trouble-passkey-not-alone",
        Refusal::PasskeyCopied => "trouble-passkey-copied",
        Refusal::PasskeyTaken => "trouble-passkey-taken",
        Refusal::TooManyPasskeys => {
            return words.phrase("trouble-passkey-too-many").with("n", passkey::MOST).to_string();
        }
        Refusal::WrongPasskey { .. } => "trouble-passkey-wrong",
        Refusal::EnrolmentTooOld => "trouble-enrolment-too-old",
    })
}

/// Why a new password is not fit.
pub fn unfit(words: &Words, unfit: &Unfit) -> String {
    match unfit {
        Unfit::TooShort { minimum } => words.phrase("trouble-password-short").with("n", minimum).to_string(),
        Unfit::TooLong { maximum } => words.phrase("trouble-password-long").with("n", maximum).to_string(),
        Unfit::Common => words.say("trouble-password-common"),
        Unfit::Breached => words.say("trouble-password-breached"),
        Unfit::OwnWords => words.say("trouble-password-own-words"),
    }
}

/// Something that has to be typed, or ticked, was not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// The address.
    Email,
    /// The password.
    Password,
    /// The new password.
    NewPassword,
    /// The recovery code.
    RecoveryCode,
    /// The name.
    Name,
    /// The tick at the saved codes.
    SavedTick,
    /// The choice of a role.
    Role,
    /// The tick at what cannot be undone.
    SureTick,
    /// Why a request is declined.
    Reason,
}

/// Asks for what is missing.
pub fn missing(words: &Words, what: Missing) -> String {
    words.say(match what {
        Missing::Email => "trouble-email-empty",
        Missing::Password => "trouble-password-empty",
        Missing::NewPassword => "trouble-new-password-empty",
        Missing::RecoveryCode => "trouble-recovery-code-empty",
        Missing::Name => "trouble-name-empty",
        Missing::SavedTick => "trouble-codes-not-saved",
        Missing::Role => "trouble-role-empty",
        Missing::SureTick => "trouble-not-sure",
        Missing::Reason => "trouble-reason-empty",
    })
}

/// What was typed is no e-mail address.
pub fn not_an_email(words: &Words) -> String {
    words.say("trouble-email-shape")
}

/// What was typed is no phone number.
pub fn not_a_phone(words: &Words, problem: PhoneProblem) -> String {
    words.say(match problem {
        PhoneProblem::Empty => "trouble-phone-empty",
        PhoneProblem::NotANumber => "trouble-phone-shape",
        PhoneProblem::NoCountryCode => "trouble-phone-no-country",
        PhoneProblem::UnknownCountry => "trouble-phone-unknown-country",
        PhoneProblem::TooShort => "trouble-phone-short",
        PhoneProblem::TooLong => "trouble-phone-long",
    })
}

/// What was typed is no list of countries.
pub fn not_a_country(words: &Words, why: &NotACountry) -> String {
    let text: String = why.0.chars().take(60).collect();
    words.phrase("trouble-not-a-country").with("country", text).to_string()
}

/// What was typed is no list of domains.
pub fn not_a_list(words: &Words, why: &NotAList) -> String {
    match why {
        NotAList::Empty => words.say("trouble-domains-empty"),
        NotAList::TooMany => words.phrase("trouble-domains-many").with("n", MOST_DOMAINS).to_string(),
        NotAList::NotADomain(text) => {
            let text: String = text.chars().take(60).collect();
            words.phrase("trouble-domain-shape").with("domain", text).to_string()
        }
    }
}

/// The account takes addresses of other domains.
pub fn other_domain(words: &Words) -> String {
    words.say("trouble-other-domain")
}

/// Too many tries: nothing is looked at for so many seconds.
pub fn slowed(words: &Words, seconds: u64) -> String {
    words.phrase("trouble-slowed").with("wait", words.duration(seconds)).to_string()
}

/// Somebody of that address is in the account already. Said to admins only.
pub fn already_here(words: &Words) -> String {
    words.say("trouble-already-here")
}

/// The address that was typed is another person's than the one who is to be erased.
pub fn other_address(words: &Words) -> String {
    words.say("trouble-other-address")
}

/// Somebody else changed the settings meanwhile.
pub fn changed_meanwhile(words: &Words) -> String {
    words.say("trouble-changed-meanwhile")
}

/// A colour that was typed is none.
pub fn not_a_colour(words: &Words) -> String {
    words.phrase("trouble-colour-shape").with("example", EXAMPLE).to_string()
}

/// A colour that cannot be read, and the nearest that can.
pub fn unreadable(words: &Words, unreadable: &Unreadable) -> String {
    let phrase = words.phrase("trouble-colour-unreadable").with("ratio", unreadable.contrast.to_string());
    phrase.with("colour", unreadable.proposal.to_string()).to_string()
}

/// A text that does not fit into its line.
pub fn not_a_line(words: &Words, why: NotALine) -> String {
    match why {
        NotALine::TooLong => words.phrase("trouble-line-long").with("n", Line::MOST).to_string(),
        NotALine::Unseen => words.say("trouble-line-unseen"),
    }
}

/// Why a file is no logo.
pub fn not_a_logo(words: &Words, why: NotALogo) -> String {
    words.say(match why {
        NotALogo::Empty => "trouble-logo-empty",
        NotALogo::TooLarge => "trouble-logo-large",
        NotALogo::Kind => "trouble-logo-kind",
        NotALogo::Broken => "trouble-logo-broken",
        NotALogo::Moves => "trouble-logo-moves",
        NotALogo::TooWide { width, height } => {
            let phrase = words.phrase("trouble-logo-wide").with("width", width).with("height", height);
            return phrase.with("most", u32::from(MOST_PIXELS)).to_string();
        }
    })
}
