//! The plan of a change of the policy, the people in it, and the changes that were made.

use doorward_core::deadline::Terms;
use doorward_core::moment::Time;
use doorward_core::policy::{Asking, Counting, Demands, MethodRules, Policy, Requirement};
use doorward_core::rollout::{Group, LockOut, Meets};
use doorward_core::user::UserType;

use super::center::people_rows;
use super::{Sample, as_admin, shot, when};
use crate::i18n::Words;
use crate::web::pages::policy_plan::{
    GroupCount, PlanPeople, PlanRow, PolicyHistory, PolicyPlan, TypePlan, Version,
};
use crate::web::policy_words::{differences, group};
use crate::web::shell::Troubles;

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let mut all = plans(words);
    all.extend(people(words));
    all.push(history(words));
    all
}

fn plans(words: &Words) -> Vec<Sample> {
    let count = |which, before: Option<u64>, after| GroupCount {
        group: which,
        text: group(words, which),
        before,
        after,
        url: format!("/admin/security/plan/people?group={}", which.key()),
    };
    let meets = |it, before, after| count(Group::Meets(it), Some(before), after);
    let initial = |user_type| Policy::initial(user_type).demands();
    let terms =
        Terms { deadline: Some(Time::from_millis(1_798_156_799_000)), grace_days: 7, pause_at: Some(10) };
    let required = |user_type| Demands { requirement: Requirement::Required, terms, ..initial(user_type) };
    let team = TypePlan {
        user_type: UserType::TeamMember,
        differences: differences(
            words,
            &initial(UserType::TeamMember),
            &Demands { asking: Asking::Remember { days: 7 }, ..required(UserType::TeamMember) },
        ),
        end_sessions: true,
        counts: vec![
            meets(Meets::PasswordAlone, 28, 0),
            meets(Meets::Asked, 12, 12),
            meets(Meets::SetsUpLater, 0, 27),
            meets(Meets::SetsUp, 0, 0),
            meets(Meets::Stuck, 0, 1),
            count(Group::OutOfReach, None, 2),
        ],
        sessions: 31,
        devices: 1,
    };
    let methods = MethodRules { counting: Counting::PhishingResistant, ..MethodRules::INITIAL };
    let end_users = TypePlan {
        user_type: UserType::EndUser,
        differences: differences(
            words,
            &initial(UserType::EndUser),
            &Demands { methods, ..initial(UserType::EndUser) },
        ),
        end_sessions: false,
        counts: vec![
            meets(Meets::PasswordAlone, 4_894, 4_894),
            meets(Meets::Asked, 310, 41),
            meets(Meets::AskedAndSetsUp, 0, 269),
            meets(Meets::Stuck, 0, 0),
            count(Group::OutOfReach, None, 0),
        ],
        sessions: 0,
        devices: 87,
    };
    let plan = PolicyPlan {
        shell: as_admin(words, "authentication"),
        types: vec![team, end_users.clone()],
        lock_out: None,
        fields: vec![
            ("from", "authentication".to_owned()),
            ("team", "3~required~any~~7~60~1440~end".to_owned()),
        ],
        hash: "0f3a9c17e2b84d65a1c0f3a9c17e2b84".to_owned(),
        reason: String::new(),
        back: "/admin/security/advanced",
        troubles: Troubles::NONE,
    };
    let trouble = |key| PolicyPlan { troubles: Troubles::one("reason", words.say(key)), ..plan.clone() };
    let locks_out =
        |whom| PolicyPlan { lock_out: Some(whom), types: vec![end_users.clone()], ..plan.clone() };
    vec![
        shot("policy-plan-no-reason", trouble("trouble-reason")),
        shot("policy-plan-changed", trouble("plan-changed")),
        shot("policy-plan-locks-you-out", locks_out(LockOut::Yourself)),
        shot("policy-plan-locks-owners-out", locks_out(LockOut::LastOwner)),
        shot("policy-plan", plan),
    ]
}

fn people(words: &Words) -> Vec<Sample> {
    let row = |it: crate::web::pages::people::PersonRow| PlanRow {
        id: it.id,
        name: it.name,
        email: it.email,
        role: it.role,
        before: group(words, Group::Meets(Meets::PasswordAlone)),
        after: group(words, Group::Meets(Meets::SetsUp)),
    };
    let page = PlanPeople {
        shell: as_admin(words, "authentication"),
        group: group(words, Group::Meets(Meets::SetsUp)),
        user_type: UserType::TeamMember,
        rows: people_rows().into_iter().map(row).collect(),
        search: String::new(),
        fields: vec![("of", "team_member".to_owned()), ("group", "sets_up".to_owned())],
        plan_url: "/admin/security/plan?from=authentication".to_owned(),
        csv_url: "/admin/security/plan/people.csv?group=sets_up".to_owned(),
        next_url: Some("?after=5".to_owned()),
    };
    let none = PlanPeople { rows: vec![], next_url: None, ..page.clone() };
    let no_match = PlanPeople { search: "zo".to_owned(), ..none.clone() };
    vec![
        shot("policy-plan-people", page),
        shot("policy-plan-nobody", none),
        shot("policy-plan-no-match", no_match),
    ]
}

fn history(words: &Words) -> Sample {
    let initial = Policy::initial(UserType::TeamMember).demands();
    let required = Demands { requirement: Requirement::Required, ..initial };
    let version = |number, by: String, reason: Option<&str>, before: &Demands, after: &Demands| Version {
        number,
        when: when(24, "10:42"),
        by,
        reason: reason.map(str::to_owned),
        differences: differences(words, before, after),
        ended_sessions: number == 2,
        back_url: (number < 3).then(|| "/admin/security/plan?from=history".to_owned()),
    };
    let audit = Some("Finding 12 of the audit in spring");
    shot(
        "policy-history",
        PolicyHistory {
            shell: as_admin(words, "authentication"),
            user_type: UserType::TeamMember,
            versions: vec![
                version(3, "Nadia Brandt".to_owned(), audit, &initial, &required),
                version(2, words.say("policy-history-by-operator"), None, &initial, &initial),
                version(1, words.say("policy-history-by-set-up"), None, &initial, &initial),
            ],
            next_url: None,
        },
    )
}
