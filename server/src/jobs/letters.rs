//! From a letter of the core to a mail in words.

use doorward_core::letter::Letter;
use doorward_core::pause::Counted;
use doorward_core::phone::Phone;
use doorward_core::sms;
use doorward_core::user::{Email, UserType};

use crate::delivery::Mail;
use crate::delivery::sms::Sms;
use crate::flows::{FEW_CODES, Parcel, WayBack};
use crate::i18n::Words;
use crate::mail::{
    AddressChangeAsked, AddressChanged, AddressProof, AddressWanted, AlreadyHere, Archived, BreakGlassOpened,
    BreakGlassUsed, CodeCancelled, CodeIssued, Envelope, FactorAdded, FactorRemoved, HelpAsked, HelpDeclined,
    Invitation, InvitationAskedFor, Mail as Written, MailTest, NewBrowser, Occasion, Passcode,
    PasswordChanged, PasswordReset, ProofAsked, RecoveryBegun, RecoveryCodeUsed, RecoveryCodesReplaced,
    Registration, Reminder, ReportReady, ReportedNotMe, RoleChanged, RolloutPaused, SecondFactorTurnedOff,
    SecondStepFailed, SignedOutEverywhere, TimeLockCancelled, TimeLockProof, TimeLockRuns, TooManyTries,
};
use crate::tell;

/// Writes a letter; none when it cannot be put into words or sent to its address.
pub(super) fn write(parcel: &Parcel, words: &Words) -> Option<Mail> {
    let tenant = &parcel.tenant;
    let envelope = Envelope {
        words: words.clone(),
        account: tenant.name.clone(),
        name: parcel.name.clone(),
        home: tenant.address.origin().to_owned(),
        not_me: parcel.not_me.as_ref().map(|token| tenant.address.link(&format!("/link/not-me/{token}"))),
        help: tenant.brand.texts.help(words.lang(), tell::language_of(tenant)).map(|said| tell::said(&said)),
    };
    let occasion = Occasion {
        when: tell::time(words, parcel.occasion.at),
        device: parcel.occasion.browser.as_deref().map(|text| tell::browser(words, text)),
        address: parcel.occasion.address.clone(),
    };
    let link = |token: &str| tenant.address.link(&format!("/link/{token}"));
    let address_link = |token: &str| tenant.address.link(&format!("/link/address/{token}"));
    let (subject, text) = match parcel.letter.clone() {
        Letter::Invitation { inviter, token, until } => {
            let until = tell::time(words, until);
            written(&Invitation { envelope, inviter, link: link(&token), until })
        }
        Letter::InvitationAskedFor { of, person } => {
            let link = tenant.address.link(&format!("/admin/people/{person}/invite-again"));
            written(&InvitationAskedFor { envelope, of, link, occasion })
        }
        Letter::Registration { token, .. } => {
            written(&Registration { envelope, link: link(&token), occasion })
        }
        Letter::AlreadyHere { invited } => {
            let forgot = tenant.address.link("/forgot");
            written(&AlreadyHere { envelope, invited, forgot, occasion })
        }
        Letter::PasswordReset { token, .. } => {
            written(&PasswordReset { envelope, link: link(&token), occasion })
        }
        Letter::AddressProof { token, .. } => {
            written(&AddressProof { envelope, link: address_link(&token), occasion })
        }
        Letter::AddressChangeAsked { to } => written(&AddressChangeAsked { envelope, to, occasion }),
        Letter::AddressChanged => written(&AddressChanged { envelope, occasion }),
        Letter::AddressWanted => written(&AddressWanted { envelope, occasion }),
        Letter::PasswordChanged => written(&PasswordChanged { envelope, occasion }),
        Letter::FactorAdded { kind } => {
            let factor = tell::factors(words, &[kind]);
            written(&FactorAdded { envelope, factor, occasion })
        }
        Letter::FactorRemoved { kind } => {
            let factor = tell::factors(words, &[kind]);
            written(&FactorRemoved { envelope, factor, occasion })
        }
        Letter::SecondFactorTurnedOff => written(&SecondFactorTurnedOff { envelope, occasion }),
        Letter::RecoveryCodeUsed { left } => {
            written(&RecoveryCodeUsed { envelope, left, few: left <= FEW_CODES, occasion })
        }
        Letter::RecoveryCodesReplaced => written(&RecoveryCodesReplaced { envelope, occasion }),
        Letter::NewBrowser { trusted } => written(&NewBrowser { envelope, trusted, occasion }),
        Letter::SecondStepFailed => written(&SecondStepFailed { envelope, occasion }),
        Letter::ReportedNotMe { of, way_back, token, .. } => {
            let link = token.map(|token| link(&token));
            let (kept_out, ask_help) = (way_back == WayBack::KeptOut, way_back == WayBack::Help);
            written(&ReportedNotMe { envelope, of, link, kept_out, ask_help, occasion })
        }
        Letter::TooManyTries => written(&TooManyTries { envelope, occasion }),
        Letter::SignedOutEverywhere => written(&SignedOutEverywhere { envelope, occasion }),
        Letter::Archived => written(&Archived { envelope, occasion }),
        Letter::BreakGlassOpened { of } => written(&BreakGlassOpened { envelope, of, occasion }),
        Letter::BreakGlassUsed { of } => written(&BreakGlassUsed { envelope, of, occasion }),
        Letter::RecoveryCodeIssued { of, by, works_from, token, until } => {
            let link = tenant.address.link(&format!("/link/recovery/{token}"));
            let works_from = works_from.map(|from| tell::time(words, from));
            let until = tell::time(words, until);
            // From where a colleague issued it is the colleague's business.
            let occasion = Occasion { device: None, address: None, ..occasion };
            written(&CodeIssued { envelope, of, by, works_from, until, link, occasion })
        }
        Letter::RecoveryCodeCancelled { of } => written(&CodeCancelled { envelope, of, occasion }),
        Letter::RecoveryBegun { of } => written(&RecoveryBegun { envelope, of, occasion }),
        Letter::TimeLockProof { token, .. } => {
            let link = tenant.address.link(&format!("/link/lock/{token}"));
            written(&TimeLockProof { envelope, link, occasion })
        }
        Letter::TimeLockRuns { opens_at, token, .. } => {
            let link = tenant.address.link(&format!("/link/lock-cancel/{token}"));
            written(&TimeLockRuns { envelope, opens_at: tell::time(words, opens_at), link, occasion })
        }
        Letter::TimeLockCancelled => written(&TimeLockCancelled { envelope, occasion }),
        Letter::HelpAsked { of } => {
            let link = tenant.address.link("/admin/recovery");
            written(&HelpAsked { envelope, of, link, occasion })
        }
        Letter::HelpDeclined { reason } => {
            let occasion = Occasion { device: None, address: None, ..occasion };
            written(&HelpDeclined { envelope, reason, occasion })
        }
        Letter::ProofAsked { by } => {
            // From where whoever helps acts is none of the person's business.
            let occasion = Occasion { device: None, address: None, ..occasion };
            let link = tenant.address.link("/prove");
            written(&ProofAsked { envelope, by, link, occasion })
        }
        Letter::MailTest { code, .. } => written(&MailTest { envelope, code, occasion }),
        Letter::Passcode { code, setting_up, .. } => {
            written(&Passcode { envelope, code: in_groups(&code), setting_up, occasion })
        }
        Letter::ReportReady { report, until } => {
            let link = tenant.address.link(&format!("/admin/reports/{report}"));
            written(&ReportReady { envelope, link, until: tell::time(words, until), occasion })
        }
        Letter::Reminder { due } => {
            let left = words.duration(due.since(parcel.occasion.at).as_secs());
            let link = tenant.address.link("/security");
            written(&Reminder { envelope, due: tell::time(words, due), left, link, occasion })
        }
        Letter::RolloutPaused { user_type, counted: Counted { blocked, all: of }, until } => {
            let who = words.say(match user_type {
                UserType::TeamMember => "nav-team-members",
                UserType::EndUser => "nav-end-users",
            });
            let link = tenant.address.link("/admin/security/advanced");
            let until = tell::time(words, until);
            written(&RolloutPaused { envelope, who, blocked, of, until, link, occasion })
        }
        Letter::RoleChanged { role } => written(&RoleChanged { envelope, role, occasion }),
    }?;
    Some(Mail {
        id: parcel.id.to_string(),
        from_name: tenant.name.clone(),
        to: Email::parse(&parcel.recipient).ok()?,
        subject,
        text,
        language: words.lang().to_owned(),
        written_at: parcel.occasion.at,
    })
}

/// Writes a letter as a text message; none when it is none that goes by one, or its number is none.
pub(super) fn write_text(parcel: &Parcel, words: &Words) -> Option<Sms> {
    let account = &parcel.tenant.name;
    let code = match &parcel.letter {
        Letter::Passcode { code, .. } => code,
        // No link: a text message that asks to be clicked is what thieves send.
        Letter::TimeLockRuns { .. } => {
            return Some(Sms {
                id: parcel.id.to_string(),
                to: Phone::parse(&parcel.recipient).ok()?,
                text: words.phrase("sms-lock-runs").with("account", account).to_string(),
                language: words.lang().to_owned(),
            });
        }
        _ => return None,
    };
    let long = words.phrase("sms-passcode").with("code", code).with("account", account).to_string();
    let short = words.phrase("sms-passcode-short").with("code", code).to_string();
    Some(Sms {
        id: parcel.id.to_string(),
        to: Phone::parse(&parcel.recipient).ok()?,
        text: sms::text(&[&long, &short], parcel.tenant.address.host(), code),
        language: words.lang().to_owned(),
    })
}

/// Six digits as people read them; pasted with the space, they are the same.
fn in_groups(code: &str) -> String {
    match code.split_at_checked(3) {
        Some((left, right)) => format!("{left} {right}"),
        None => code.to_owned(),
    }
}

fn written(mail: &impl Written) -> Option<(String, String)> {
    Some((mail.subject(), mail.text().ok()?))
}
