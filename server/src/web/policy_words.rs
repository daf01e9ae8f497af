//! What a policy demands, in words: what is different between two of them, and what people meet.

use doorward_core::deadline::Terms;
use doorward_core::policy::{Asking, Counting, Demands, Lifetimes, Requirement};
use doorward_core::rollout::{Group, Meets};

use crate::i18n::Words;
use crate::tell;

/// One thing that is different.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// What.
    pub what: String,
    /// As it was.
    pub before: String,
    /// As it is then.
    pub after: String,
}

/// All that is different between these demands.
pub fn differences(words: &Words, before: &Demands, after: &Demands) -> Vec<Difference> {
    let (old, new) = (all(words, before), all(words, after));
    let pairs = old.into_iter().zip(new).filter(|((_, before), (_, after))| before != after);
    let difference = |((what, before), (_, after)): ((&str, String), (&str, String))| Difference {
        what: words.say(what),
        before,
        after,
    };
    pairs.map(difference).collect()
}

/// What people of a group meet at their next sign-in.
pub fn group(words: &Words, group: Group) -> String {
    words.say(match group {
        Group::Meets(Meets::PasswordAlone) => "plan-password-alone",
        Group::Meets(Meets::Asked) => "plan-asked",
        Group::Meets(Meets::AskedAndSetsUp) => "plan-asked-and-sets-up",
        Group::Meets(Meets::SetsUpLater) => "plan-sets-up-later",
        Group::Meets(Meets::SetsUp) => "plan-sets-up",
        Group::Meets(Meets::Stuck) => "plan-stuck",
        Group::OutOfReach => "plan-out-of-reach",
    })
}

/// Each thing that is demanded, with what it is called.
fn all(words: &Words, demands: &Demands) -> [(&'static str, String); 11] {
    let Demands { requirement, terms, methods, asking, lifetimes: Lifetimes { idle, absolute } } = demands;
    let Terms { deadline, grace_days, pause_at } = terms;
    let switch = |on| words.say(if on { "rule-on" } else { "rule-off" });
    [
        ("rule-requirement", switch(*requirement == Requirement::Required)),
        (
            "rule-deadline",
            deadline.map_or_else(|| words.say("rule-deadline-none"), |it| tell::time(words, it)),
        ),
        ("rule-grace", words.phrase("rule-grace-days").with("n", *grace_days).to_string()),
        ("rule-pause", pause(words, *pause_at)),
        ("rule-counting", counting(words, methods.counting)),
        ("rule-email-codes", switch(methods.email_codes)),
        ("rule-sms-codes", switch(methods.sms_codes)),
        ("rule-passkey-alone", switch(methods.passkey_alone)),
        ("rule-asking", how_often(words, *asking)),
        ("rule-idle", words.duration(idle.as_secs())),
        ("rule-absolute", words.duration(absolute.as_secs())),
    ]
}

fn pause(words: &Words, pause_at: Option<u8>) -> String {
    match pause_at {
        None => words.say("rule-pause-never"),
        Some(percent) => words.phrase("rule-pause-at").with("percent", percent).to_string(),
    }
}

fn counting(words: &Words, counting: Counting) -> String {
    words.say(match counting {
        Counting::Any => "counting-any",
        Counting::NoSentCodes => "counting-no-sent-codes",
        Counting::PhishingResistant => "counting-phishing-resistant",
    })
}

fn how_often(words: &Words, asking: Asking) -> String {
    match asking {
        Asking::EverySignIn => words.say("asking-every"),
        Asking::Remember { days } => words.phrase("rule-asking-days").with("n", days).to_string(),
    }
}
