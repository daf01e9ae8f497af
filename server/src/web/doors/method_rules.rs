//! The Admin Center: which methods count.

use axum::http::StatusCode;
use doorward_core::policy::{Counting, Demands, MethodRules as Rules, Policy};
use doorward_core::session::Guarded;

use crate::flows::{NotPlanned, PolicyChange};
use crate::web::draft::Origin;
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::method_rules::{MethodRules, TypeRules};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::Troubles;
use crate::web::trouble;

use super::confirm::guarded;
use super::mail_test::{self, METHODS};
use super::policy_plan;

/// `GET /admin/security/methods`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let mut page = page(&member, Troubles::NONE).await?;
    if member.guest.query.ticked("draft") {
        // As it was filled in before mail was proven to arrive, with the version that was seen then.
        page.types.iter_mut().for_each(|of| *of = filled_in(&member.guest.query, of));
    }
    reply::page(&member.guest, &page)
}

/// `POST /admin/security/methods`: leads to the plan of what was filled in.
pub(super) async fn save(Admin { mut member }: Admin, form: Form) -> Reply {
    if let Err(elsewhere) = guarded(&member, Guarded::Account, Purpose::Policy, METHODS).await? {
        return elsewhere;
    }
    let app = member.guest.app();
    let mut changes = Vec::new();
    for standing in app.policies(&member.guest.visit).await? {
        changes.push(change_of(&form, &standing.policy).ok_or(Problem::status(StatusCode::BAD_REQUEST))?);
    }
    match app.check_policy(&member.guest.visit, &member.session, changes.clone()).await? {
        Ok(()) => policy_plan::lead(Origin::Methods, changes),
        Err(NotPlanned::Unchanged) => reply::done(METHODS, Done::Unchanged, []),
        Err(NotPlanned::MailUntested) => mail_test::first(METHODS, &form),
        Err(NotPlanned::Denied(why)) => policy_plan::denied(&mut member, why).await,
        Err(NotPlanned::TextsUntested(user_type)) => {
            let text = member.guest.words.say("trouble-texts-untested");
            again(&member, &form, StatusCode::CONFLICT, |of| {
                (of.user_type == user_type).then(|| Troubles::one(of.fields().sms_codes, text.clone()))
            })
            .await
        }
        Err(NotPlanned::NoPasskeysHere) => {
            let text = member.guest.words.say("trouble-no-passkeys-here");
            again(&member, &form, StatusCode::CONFLICT, |of| {
                let wanted = of.counting == Counting::PhishingResistant;
                wanted.then(|| Troubles::one(of.fields().counting, text.clone()))
            })
            .await
        }
        Err(NotPlanned::ChangedMeanwhile) => {
            let troubles = Troubles::one("team_counting", trouble::changed_meanwhile(&member.guest.words));
            let page = page(&member, troubles).await?;
            reply::page_with_status(&member.guest, StatusCode::CONFLICT, &page)
        }
    }
}

/// What the form makes of a policy; what it does not ask stays as it is.
fn change_of(form: &Form, policy: &Policy) -> Option<PolicyChange> {
    let before = TypeRules {
        user_type: policy.user_type,
        counting: policy.methods.counting,
        email_codes: policy.methods.email_codes,
        sms_codes: policy.methods.sms_codes,
        passkey_alone: policy.methods.passkey_alone,
        version: policy.version,
    };
    Counting::from_key(form.text(before.fields().counting))?;
    let TypeRules { user_type, counting, email_codes, sms_codes, passkey_alone, version } =
        filled_in(form, &before);
    let methods = Rules { counting, sms_codes, email_codes, passkey_alone };
    let demands = Demands { methods, ..policy.demands() };
    Some(PolicyChange { user_type, demands, end_sessions: false, seen_version: version })
}

fn filled_in(form: &Form, before: &TypeRules) -> TypeRules {
    let fields = before.fields();
    TypeRules {
        user_type: before.user_type,
        counting: Counting::from_key(form.text(fields.counting)).unwrap_or(before.counting),
        email_codes: form.ticked(fields.email_codes),
        sms_codes: form.ticked(fields.sms_codes),
        passkey_alone: form.ticked(fields.passkey_alone),
        version: form.text(fields.version).parse().unwrap_or(0),
    }
}

async fn again(
    member: &Member,
    form: &Form,
    status: StatusCode,
    trouble: impl Fn(&TypeRules) -> Option<Troubles>,
) -> Reply {
    let mut page = page(member, Troubles::NONE).await?;
    page.types.iter_mut().for_each(|of| *of = filled_in(form, of));
    page.troubles = page.types.iter().find_map(trouble).unwrap_or(Troubles::NONE);
    reply::page_with_status(&member.guest, status, &page)
}

async fn page(member: &Member, troubles: Troubles) -> Result<MethodRules, Problem> {
    let app = member.guest.app();
    let types = app.policies(&member.guest.visit).await?.into_iter().map(|standing| {
        let Rules { counting, sms_codes, email_codes, passkey_alone } = standing.policy.methods;
        let (user_type, version) = (standing.policy.user_type, standing.policy.version);
        TypeRules { user_type, counting, email_codes, sms_codes, passkey_alone, version }
    });
    Ok(MethodRules {
        shell: member.shell("authentication"),
        types: types.collect(),
        can_have_passkeys: app.can_have_passkeys(&member.guest.visit),
        troubles,
    })
}
