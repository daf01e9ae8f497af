//! A change of the policy that is not made yet, as addresses and forms carry it from page to page: a field for each user type.

use doorward_core::deadline::Terms;
use doorward_core::moment::Time;
use doorward_core::policy::{Asking, Counting, Demands, Lifetimes, MethodRules, Policy, Requirement};
use doorward_core::user::UserType;

use crate::flows::PolicyChange;

use super::form::Form;

/// The page that a change was filled in on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Who must have a second factor, and for how long.
    Authentication,
    /// Which methods count.
    Methods,
    /// What was before.
    History,
}

impl Origin {
    const ALL: [Origin; 3] = [Origin::Authentication, Origin::Methods, Origin::History];

    /// The path of the page.
    pub fn path(self) -> &'static str {
        match self {
            Origin::Authentication => "/admin/security/advanced",
            Origin::Methods => "/admin/security/methods",
            Origin::History => "/admin/security/history",
        }
    }

    /// The name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Origin::Authentication => "authentication",
            Origin::Methods => "methods",
            Origin::History => "history",
        }
    }
}

/// A change that is not made yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// Where it was filled in.
    pub origin: Origin,
    /// What is wanted of each user type.
    pub changes: Vec<PolicyChange>,
}

impl Draft {
    /// The one that an address or a form carries; none when it is no change that a page of ours could have made.
    pub fn read(form: &Form) -> Option<Draft> {
        let origin = Origin::ALL.into_iter().find(|origin| origin.key() == form.text("from"))?;
        let written = UserType::ALL.into_iter().filter(|user_type| form.ticked(field(*user_type)));
        let changes: Option<Vec<_>> =
            written.map(|user_type| change_from(user_type, form.text(field(user_type)))).collect();
        changes.filter(|changes| !changes.is_empty()).map(|changes| Draft { origin, changes })
    }

    /// The fields of a form that carries it.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let changes = self.changes.iter().map(|change| (field(change.user_type), text_of(change)));
        [("from", self.origin.key().to_owned())].into_iter().chain(changes).collect()
    }

    /// The query of an address that carries it. Nothing in it needs to be escaped (RFC 3986 section 2.3), so that the address is
    /// one to come back to from a step-up.
    pub fn query(&self) -> String {
        let pair = |(name, value): (&str, String)| format!("{name}={value}");
        self.fields().into_iter().map(pair).collect::<Vec<_>>().join("&")
    }
}

/// The change back to what a policy of before demanded.
pub fn back_to(now: &Policy, before: &Policy) -> Draft {
    let change = PolicyChange {
        user_type: now.user_type,
        demands: before.demands(),
        end_sessions: false,
        seen_version: now.version,
    };
    Draft { origin: Origin::History, changes: vec![change] }
}

fn field(user_type: UserType) -> &'static str {
    match user_type {
        UserType::TeamMember => "team",
        UserType::EndUser => "end_users",
    }
}

/// Version, requirement, what counts, switches, days, limits in minutes, what ends; and by when, if there is a deadline or a grace: the
/// day of the one, the days of the other, and at how many percent it pauses, 0 for never.
fn text_of(change: &PolicyChange) -> String {
    let PolicyChange { demands, end_sessions, seen_version, .. } = change;
    let Demands { requirement, terms, methods, asking, lifetimes } = demands;
    let on = SWITCHES.into_iter().filter(|(_, is_on, _)| is_on(methods)).map(|(name, ..)| name);
    let minutes = |span: std::time::Duration| span.as_secs() / 60;
    let all = format!(
        "{seen_version}~{}~{}~{}~{}~{}~{}~{}",
        requirement.key(),
        methods.counting.key(),
        on.collect::<Vec<_>>().join("."),
        asking.days(),
        minutes(lifetimes.idle),
        minutes(lifetimes.absolute),
        if *end_sessions { "end" } else { "" }
    );
    all + &terms_in_text(terms)
}

fn terms_in_text(terms: &Terms) -> String {
    if *terms == Terms::INITIAL {
        return String::new();
    }
    let day = terms.deadline.map(Time::day).unwrap_or_default();
    format!("~{day}.{}.{}", terms.grace_days, terms.pause_at.unwrap_or(0))
}

fn terms_from(text: &str) -> Option<Terms> {
    let (day, rest) = text.split_once('.')?;
    let (grace, pause) = rest.split_once('.')?;
    let deadline = if day.is_empty() { None } else { Some(Time::end_of_day(day)?) };
    let pause_at = match pause.parse().ok()? {
        0 => None,
        percent => Some(Terms::pause_from(percent)?),
    };
    Some(Terms { deadline, grace_days: Terms::grace_from(grace.parse().ok()?)?, pause_at })
}

fn change_from(user_type: UserType, text: &str) -> Option<PolicyChange> {
    let parts: Vec<&str> = text.split('~').collect();
    let [version, requirement, counting, on, days, idle, absolute, end, terms @ ..] = parts.as_slice() else {
        return None;
    };
    let terms = match terms {
        [] => Terms::INITIAL,
        [terms] => terms_from(terms)?,
        _ => return None,
    };
    let counting = Counting::from_key(counting)?;
    let mut methods = MethodRules { counting, sms_codes: false, email_codes: false, passkey_alone: false };
    for name in on.split('.').filter(|name| !name.is_empty()) {
        let (.., switch_on) = SWITCHES.into_iter().find(|(known, ..)| *known == name)?;
        switch_on(&mut methods);
    }
    Some(PolicyChange {
        user_type,
        demands: Demands {
            requirement: Requirement::from_key(requirement)?,
            terms,
            methods,
            asking: Asking::from_days(days.parse().ok()?)?,
            lifetimes: Lifetimes::from_minutes(idle.parse().ok()?, absolute.parse().ok()?)?,
        },
        end_sessions: match *end {
            "" => false,
            "end" => true,
            _ => return None,
        },
        seen_version: version.parse().ok()?,
    })
}

type Switch = (&'static str, fn(&MethodRules) -> bool, fn(&mut MethodRules));

const SWITCHES: [Switch; 3] = [
    ("email", |rules| rules.email_codes, |rules| rules.email_codes = true),
    ("sms", |rules| rules.sms_codes, |rules| rules.sms_codes = true),
    ("alone", |rules| rules.passkey_alone, |rules| rules.passkey_alone = true),
];

#[cfg(test)]
mod tests {
    use doorward_core::tenant::is_local_path;

    use super::*;

    fn draft() -> Draft {
        let change = |user_type| PolicyChange {
            user_type,
            demands: Demands {
                terms: Terms {
                    deadline: (user_type == UserType::EndUser)
                        .then(|| Time::end_of_day("2026-12-24").unwrap()),
                    grace_days: 7,
                    pause_at: (user_type == UserType::EndUser).then_some(35),
                },
                methods: MethodRules { email_codes: true, passkey_alone: true, ..MethodRules::INITIAL },
                ..Policy::initial(user_type).demands()
            },
            end_sessions: user_type == UserType::EndUser,
            seen_version: 7,
        };
        Draft { origin: Origin::Methods, changes: UserType::ALL.map(change).to_vec() }
    }

    #[test]
    fn a_draft_travels_in_an_address_and_comes_back_as_it_was() {
        let draft = draft();
        let form = Form::parse(draft.query().as_bytes()).unwrap();
        assert_eq!(Draft::read(&form), Some(draft));
    }

    #[test]
    fn a_draft_is_an_address_to_come_back_to() {
        assert!(is_local_path(&format!("/admin/security/plan?{}", draft().query())));
    }

    #[test]
    fn what_no_page_of_ours_wrote_is_no_draft() {
        let whole = draft().query();
        for (part, other) in [
            ("from=methods", "from=elsewhere"),
            ("7~optional", "x~optional"),
            ("~optional", "~never"),
            ("email.alone", "email.everything"),
            ("~any~", "~none~"),
            ("~30~", "~31~"),
            ("~60~", "~7~"),
            ("~end", "~ends"),
            ("~end", "~end~more"),
            ("2026-12-24.7", "2026-12-24.31"),
            ("2026-12-24.7.35", "2026-12-24.7.101"),
            ("2026-12-24.7.35", "2026-12-24.7"),
            ("2026-12-24.7", "2026-12-32.7"),
            ("2026-12-24.7", "2026-12-24.7~"),
        ] {
            let text = whole.replacen(part, other, 1);
            assert_ne!(text, whole, "{part}");
            assert_eq!(Draft::read(&Form::parse(text.as_bytes()).unwrap()), None, "{text}");
        }
        assert_eq!(Draft::read(&Form::parse(b"from=methods").unwrap()), None, "nothing is wanted");
    }
}
