//! The Admin Center: its start page, and what the account demands.

use axum::http::StatusCode;
use doorward_core::authority::may_end_all;
use doorward_core::deadline::{NotADeadline, Terms, at_the_end_of};
use doorward_core::moment::Time;
use doorward_core::policy::{Asking, Demands, Lifetimes, Policy, Requirement};
use doorward_core::session::Guarded;
use doorward_core::user::UserType;

use crate::flows::{NotPlanned, PolicyChange, PolicyStanding, Reached};
use crate::tell;
use crate::web::draft::Origin;
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::admin::{Authentication, Home, Limit, Readiness, TypeSettings};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::{Shell, Troubles};
use crate::web::trouble;

use super::confirm::guarded;
use super::mail_test::{self, AUTHENTICATION};
use super::policy_plan;

/// `GET /admin`
pub(super) async fn home(Admin { member }: Admin) -> Reply {
    let (app, visit) = (member.guest.app(), &member.guest.visit);
    let standings = both(app.policies(visit).await?)?;
    let [team, end_users] = readiness(&member, &standings).await?;
    let mail_failed = app.message_troubles(visit).await?;
    let page = Home {
        shell: member.shell("admin-home"),
        team,
        end_users,
        mail_failed,
        help_wanted: app.help_wanted_count(visit).await?,
    };
    reply::page(&member.guest, &page)
}

/// `GET /admin/security/advanced`
pub(super) async fn authentication(Admin { member }: Admin) -> Reply {
    let mut page = authentication_page(&member, Troubles::NONE).await?;
    if member.guest.query.ticked("draft") {
        let [team, end_users] = both(member.guest.app().policies(&member.guest.visit).await?)?;
        page.team = drafted(page.team, &member, &team.policy);
        page.end_users = drafted(page.end_users, &member, &end_users.policy);
    }
    reply::page(&member.guest, &page)
}

/// `POST /admin/security/advanced`: leads to the plan of what was filled in.
pub(super) async fn save_authentication(Admin { mut member }: Admin, form: Form) -> Reply {
    if let Err(elsewhere) = guarded(&member, Guarded::Account, Purpose::Policy, AUTHENTICATION).await? {
        return elsewhere;
    }
    let (mut changes, now) = (Vec::new(), member.guest.visit.moment.now());
    for standing in both(member.guest.app().policies(&member.guest.visit).await?)? {
        match change_of(&form, &standing.policy, now) {
            Ok(change) => changes.push(change),
            Err(NotAChange::Malformed) => return Err(Problem::status(StatusCode::BAD_REQUEST)),
            Err(NotAChange::Unfit(field, why)) => {
                let troubles = Troubles::one(field, member.guest.words.say(why));
                let page = authentication_page(&member, troubles).await?;
                return reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, &page);
            }
        }
    }
    let app = member.guest.app();
    match app.check_policy(&member.guest.visit, &member.session, changes.clone()).await? {
        Ok(()) => policy_plan::lead(Origin::Authentication, changes),
        Err(NotPlanned::Unchanged) => reply::done(AUTHENTICATION, Done::Unchanged, []),
        Err(NotPlanned::MailUntested) => mail_test::first(AUTHENTICATION, &form),
        Err(NotPlanned::Denied(why)) => policy_plan::denied(&mut member, why).await,
        // This page leaves the methods as they are; whoever changed them has another version.
        Err(NotPlanned::ChangedMeanwhile | NotPlanned::TextsUntested(_) | NotPlanned::NoPasskeysHere) => {
            let troubles = Troubles::one("team_required", trouble::changed_meanwhile(&member.guest.words));
            let page = authentication_page(&member, troubles).await?;
            reply::page_with_status(&member.guest, StatusCode::CONFLICT, &page)
        }
    }
}

enum NotAChange {
    Malformed,
    /// At this field, for this reason.
    Unfit(&'static str, &'static str),
}

/// What the form makes of a policy; what it does not ask stays as it is.
fn change_of(form: &Form, policy: &Policy, now: Time) -> Result<PolicyChange, NotAChange> {
    let user_type = policy.user_type;
    let (prefix, field, days_field) = match user_type {
        UserType::TeamMember => ("team", "team_required", "team_days"),
        UserType::EndUser => ("end_users", "end_users_required", "end_users_days"),
    };
    let terms = terms_of(form, policy, now)?;
    let number =
        |name: &str| form.text(&format!("{prefix}_{name}")).parse::<u64>().map_err(|_| NotAChange::Malformed);
    let (idle, absolute, seen_version) = (number("idle")?, number("absolute")?, number("version")?);
    if idle > absolute {
        return Err(NotAChange::Unfit(field, "trouble-limits"));
    }
    let asking = match form.text(&format!("{prefix}_asking")) {
        "every_sign_in" => Asking::EverySignIn,
        "remember" => form
            .text(days_field)
            .trim()
            .parse()
            .ok()
            .filter(|days| *days > 0)
            .and_then(Asking::from_days)
            .ok_or(NotAChange::Unfit(days_field, "trouble-days"))?,
        _ => return Err(NotAChange::Malformed),
    };
    let required = form.ticked(&format!("{prefix}_required"));
    Ok(PolicyChange {
        user_type,
        demands: Demands {
            requirement: if required { Requirement::Required } else { Requirement::Optional },
            terms,
            methods: policy.methods,
            asking,
            lifetimes: Lifetimes::from_minutes(idle / 60, absolute / 60).ok_or(NotAChange::Malformed)?,
        },
        end_sessions: form.ticked(&format!("{prefix}_end_sessions")),
        seen_version,
    })
}

/// By when it has to be there.
fn terms_of(form: &Form, policy: &Policy, now: Time) -> Result<Terms, NotAChange> {
    let [deadline_field, grace_field, pause_field] = match policy.user_type {
        UserType::TeamMember => ["team_deadline", "team_grace", "team_pause"],
        UserType::EndUser => ["end_users_deadline", "end_users_grace", "end_users_pause"],
    };
    let deadline = match form.text(deadline_field).trim() {
        _ if !form.has(deadline_field) => policy.terms.deadline,
        "" => None,
        day => Some(at_the_end_of(day, now).map_err(|why| {
            let said = match why {
                NotADeadline::NotADay => "trouble-deadline",
                NotADeadline::TooFar => "trouble-deadline-far",
            };
            NotAChange::Unfit(deadline_field, said)
        })?),
    };
    let grace_days = match form.text(grace_field).trim() {
        _ if !form.has(grace_field) => Some(policy.terms.grace_days),
        "" => Some(0),
        days => days.parse().ok().and_then(Terms::grace_from),
    };
    let grace_days = grace_days.ok_or(NotAChange::Unfit(grace_field, "trouble-grace"))?;
    let pause_at = match form.text(pause_field).trim() {
        _ if !form.has(pause_field) => policy.terms.pause_at,
        "" => None,
        percent => {
            let percent = percent.parse().ok().and_then(Terms::pause_from);
            Some(percent.ok_or(NotAChange::Unfit(pause_field, "trouble-pause"))?)
        }
    };
    Ok(Terms { deadline, grace_days, pause_at })
}

async fn authentication_page(member: &Member, troubles: Troubles) -> Result<Authentication, Problem> {
    let standings = both(member.guest.app().policies(&member.guest.visit).await?)?;
    let [team_is, end_users_are] = readiness(member, &standings).await?;
    let ([team, end_users], shell) = (standings, member.shell("authentication"));
    Ok(Authentication {
        team: type_settings(member, &shell, &team, team_is),
        end_users: type_settings(member, &shell, &end_users, end_users_are),
        shell,
        troubles,
    })
}

fn both(found: Vec<PolicyStanding>) -> Result<[PolicyStanding; 2], Problem> {
    <[PolicyStanding; 2]>::try_from(found).map_err(|_| Problem::status(StatusCode::INTERNAL_SERVER_ERROR))
}

fn type_settings(
    member: &Member,
    shell: &Shell,
    standing: &PolicyStanding,
    readiness: Readiness,
) -> TypeSettings {
    let Lifetimes { idle, absolute } = standing.policy.lifetimes;
    TypeSettings {
        readiness,
        days: standing.policy.asking.days(),
        deadline: standing.policy.terms.deadline.map(Time::day).unwrap_or_default(),
        grace_days: standing.policy.terms.grace_days,
        pause_at: standing.policy.terms.pause_at,
        paused: standing.paused,
        idle: Limit::choices(shell, &Lifetimes::IDLE, idle.as_secs()),
        absolute: Limit::choices(shell, &Lifetimes::ABSOLUTE, absolute.as_secs()),
        end_sessions: false,
        may_end_sessions: may_end_all(member.session.actor(), standing.policy.user_type).is_ok(),
        version: standing.policy.version,
    }
}

/// The settings as they were filled in before mail was proven to arrive, with the version that was seen then.
fn drafted(settings: TypeSettings, member: &Member, policy: &Policy) -> TypeSettings {
    let now = member.guest.visit.moment.now();
    let Ok(change) = change_of(&member.guest.query, policy, now) else { return settings };
    let shell = member.shell("authentication");
    let Demands { requirement, terms, asking, lifetimes: Lifetimes { idle, absolute }, .. } = change.demands;
    TypeSettings {
        readiness: Readiness { required: requirement == Requirement::Required, ..settings.readiness },
        days: asking.days(),
        deadline: terms.deadline.map(Time::day).unwrap_or_default(),
        grace_days: terms.grace_days,
        pause_at: terms.pause_at,
        paused: settings.paused,
        idle: Limit::choices(&shell, &Lifetimes::IDLE, idle.as_secs()),
        absolute: Limit::choices(&shell, &Lifetimes::ABSOLUTE, absolute.as_secs()),
        end_sessions: change.end_sessions,
        may_end_sessions: settings.may_end_sessions,
        version: change.seen_version,
    }
}

/// How far both user types are.
async fn readiness(member: &Member, standings: &[PolicyStanding; 2]) -> Result<[Readiness; 2], Problem> {
    let reached = member.guest.app().reached(&member.guest.visit).await?;
    let is = |standing: &PolicyStanding, Reached { adoption, as_of }: Reached| Readiness {
        required: standing.policy.requirement == Requirement::Required,
        have: adoption.with_second_factor,
        of: adoption.people,
        as_of: as_of.map(|day| tell::day(&member.guest.words, day.start())),
    };
    let ([team, end_users], [team_has, end_users_have]) = (standings, reached);
    Ok([is(team, team_has), is(end_users, end_users_have)])
}
