//! `doorward policy`: what a change of the policy would come to, and making it, from the server's console.

use clap::{Args, Subcommand, ValueEnum};
use doorward_core::deadline::{Terms, at_the_end_of};
use doorward_core::moment::Time;
use doorward_core::policy::{Asking, Counting, Demands, Lifetimes, Policy, Requirement};
use doorward_core::rollout::{Effect, Group, Meets, Reason};
use doorward_core::tenant::{PublicAddress, Tenant};
use doorward_core::user::UserType;

use crate::config::Config;
use crate::flows::{App, Applied, Ends, NotPlanned, PolicyChange, PolicyPlan};
use crate::i18n::Words;
use crate::serve::open;
use crate::web::policy_words::{differences, group};

/// What the account demands of a user type
#[derive(Args, Debug)]
pub(super) struct PolicyCommand {
    /// The account, by its public address; the first account otherwise
    #[arg(long, value_name = "URL", global = true)]
    account: Option<PublicAddress>,
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand, Debug)]
enum Act {
    /// Say what a change would come to for everybody, and change nothing
    ///
    /// Prints who would meet what at their next sign-in, what would end, and the hash of the plan, by which `apply` makes it.
    Plan(Wanted),
    /// Make a change that was planned
    ///
    /// Give the options of `plan` once more, the hash that it printed, and why. Nothing is changed when anything that the plan rests
    /// on has changed since. The audit log says that the operator did it.
    Apply {
        #[command(flatten)]
        wanted: Wanted,
        /// The hash that `plan` printed
        #[arg(long, value_name = "HASH")]
        plan: String,
        /// Why, in one line: kept in the history and the audit log
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// What is to be demanded: what is not named stays as it is.
#[derive(Args, Debug)]
struct Wanted {
    /// Of whom
    #[arg(value_enum)]
    of: Of,
    /// Whether a second factor is required
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no)]
    required: Option<bool>,
    /// By the end of which day it has to be there, in UTC, at most a year ahead; none for at once
    #[arg(long, value_name = "YYYY-MM-DD|none")]
    deadline: Option<String>,
    /// For how many days after their first sign-in after the deadline people may do without, 30 at most; once a person
    #[arg(long, value_name = "DAYS")]
    grace_days: Option<u64>,
    /// At more than how many percent of a day's people who do not come in it pauses by itself, 1 to 100
    #[arg(long, value_name = "PERCENT|off")]
    pause_at: Option<String>,
    /// Which methods count: any, no_sent_codes or phishing_resistant
    #[arg(long, value_name = "WHICH", value_parser = counting)]
    counting: Option<Counting>,
    /// Whether passcodes are sent by e-mail
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no)]
    email_codes: Option<bool>,
    /// Whether passcodes are sent by text message
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no)]
    sms_codes: Option<bool>,
    /// Whether a passkey signs in without the password
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no)]
    passkey_alone: Option<bool>,
    /// For how many days a device may be trusted, 30 at most; 0 asks at every sign-in
    #[arg(long, value_name = "DAYS")]
    remember_days: Option<u64>,
    /// After how many minutes without activity a session ends
    #[arg(long, value_name = "MINUTES")]
    idle: Option<u64>,
    /// After how many minutes a session ends in any case
    #[arg(long, value_name = "MINUTES")]
    absolute: Option<u64>,
    /// Put back what this version demanded, before the other options
    #[arg(long, value_name = "VERSION")]
    back_to: Option<u64>,
    /// End all sessions with it, and forget the trusted devices
    #[arg(long)]
    end_sessions: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
enum Of {
    /// Owners, admins and agents
    TeamMembers,
    /// Everybody else
    EndUsers,
}

impl PolicyCommand {
    pub(super) async fn run(self, config: Config) -> Result<(), String> {
        let app = open(&config).await?;
        let tenant = match &self.account {
            None => app.first_tenant().await,
            Some(address) => app.tenant_at(address.host()).await,
        };
        let tenant = tenant.map_err(|error| error.to_string())?.ok_or_else(|| match &self.account {
            None => "this server has no account yet: `doorward setup` makes the first".to_owned(),
            Some(address) => format!("no account of this server is at {}", address.origin()),
        })?;
        match &self.act {
            Act::Plan(wanted) => plan(&app, tenant, wanted).await,
            Act::Apply { wanted, plan, reason } => apply(&app, tenant, wanted, plan, reason).await,
        }
    }
}

async fn plan(app: &App, tenant: Tenant, wanted: &Wanted) -> Result<(), String> {
    let change = wanted.change(app, &tenant).await?;
    let planned = app.plan_policy_as_operator(tenant, vec![change]).await;
    let PolicyPlan { plan, ends } = planned.map_err(|error| error.to_string())?.map_err(no_plan)?;
    let words = Words::first();
    for (effect, ends) in plan.effects.iter().zip(ends) {
        print_effect(&words, effect, ends);
    }
    if let Some(whom) = plan.lock_out {
        return Err(format!("this cannot be applied: {whom}"));
    }
    println!("\nPlan {}", plan.hash());
    Ok(())
}

async fn apply(app: &App, tenant: Tenant, wanted: &Wanted, plan: &str, reason: &str) -> Result<(), String> {
    let most = Reason::MOST;
    let reason = Reason::parse(reason)
        .ok_or_else(|| format!("--reason: say why, in one line of at most {most} characters"))?;
    let change = wanted.change(app, &tenant).await?;
    let hash = plan.trim().to_owned();
    let applied = app.apply_policy_as_operator(tenant, vec![change], hash, reason).await;
    match applied.map_err(|error| error.to_string())? {
        Applied::Yes => {
            println!("Done. It is in the history and the audit log as done by the operator.");
            Ok(())
        }
        Applied::NotAsPlanned => {
            Err("this is not what was planned: something that the plan rests on has changed, or the options \
             are others. Nothing was changed; `doorward policy plan` says how it stands now"
                .to_owned())
        }
        Applied::LocksOut(whom) => Err(format!("nothing was changed: {whom}")),
        Applied::NotPlanned(why) => Err(no_plan(why)),
        Applied::Denied(denied) => Err(denied.to_string()),
    }
}

impl Wanted {
    async fn change(&self, app: &App, tenant: &Tenant) -> Result<PolicyChange, String> {
        let user_type = match self.of {
            Of::TeamMembers => UserType::TeamMember,
            Of::EndUsers => UserType::EndUser,
        };
        let now = app.policy_of(tenant.id, user_type).await.map_err(|error| error.to_string())?;
        let from = match self.back_to {
            None => now.clone(),
            Some(version) => {
                let found = app.policy_history(tenant.id, user_type, version, 1).await;
                let found = found.map_err(|error| error.to_string())?.into_iter().next();
                let found = found.filter(|it| it.policy.version == version);
                found.ok_or_else(|| format!("--back-to: there is no version {version}"))?.policy
            }
        };
        let at = app.moment().map_err(|error| error.to_string())?.now();
        Ok(PolicyChange {
            user_type,
            demands: self.demands(&from, at)?,
            end_sessions: self.end_sessions,
            seen_version: now.version,
        })
    }

    fn demands(&self, from: &Policy, at: Time) -> Result<Demands, String> {
        let mut demands = from.demands();
        let set = |of: &mut bool, wanted: Option<bool>| *of = wanted.unwrap_or(*of);
        set(&mut demands.methods.email_codes, self.email_codes);
        set(&mut demands.methods.sms_codes, self.sms_codes);
        set(&mut demands.methods.passkey_alone, self.passkey_alone);
        demands.methods.counting = self.counting.unwrap_or(demands.methods.counting);
        if let Some(required) = self.required {
            demands.requirement = if required { Requirement::Required } else { Requirement::Optional };
        }
        match self.deadline.as_deref() {
            None => {}
            Some("none") => demands.terms.deadline = None,
            Some(day) => {
                let deadline = at_the_end_of(day, at).map_err(|error| format!("--deadline: {error}"))?;
                demands.terms.deadline = Some(deadline);
            }
        }
        if let Some(days) = self.grace_days {
            let most = Terms::MOST_GRACE;
            demands.terms.grace_days =
                Terms::grace_from(days).ok_or_else(|| format!("--grace-days: 0 to {most}"))?;
        }
        match self.pause_at.as_deref() {
            None => {}
            Some("off") => demands.terms.pause_at = None,
            Some(percent) => {
                let percent = percent.parse().ok().and_then(Terms::pause_from);
                demands.terms.pause_at = Some(percent.ok_or("--pause-at: 1 to 100, or off")?);
            }
        }
        if let Some(days) = self.remember_days {
            let most = Asking::MOST_DAYS;
            demands.asking =
                Asking::from_days(days).ok_or_else(|| format!("--remember-days: 0 to {most}"))?;
        }
        if self.idle.is_some() || self.absolute.is_some() {
            let minutes =
                |wanted: Option<u64>, now: std::time::Duration| wanted.unwrap_or(now.as_secs() / 60);
            let idle = minutes(self.idle, demands.lifetimes.idle);
            let absolute = minutes(self.absolute, demands.lifetimes.absolute);
            demands.lifetimes = Lifetimes::from_minutes(idle, absolute).ok_or_else(|| {
                format!(
                    "--idle is one of {:?} and --absolute one of {:?} minutes, and not less",
                    Lifetimes::IDLE,
                    Lifetimes::ABSOLUTE
                )
            })?;
        }
        Ok(demands)
    }
}

fn print_effect(words: &Words, effect: &Effect, ends: Ends) {
    let old = &effect.change.old;
    println!("Version {} of {}:", old.version, of(old.user_type));
    for it in differences(words, &old.demands(), &effect.change.to) {
        println!("  {}: {} → {}", it.what, it.before, it.after);
    }
    if effect.change.end_sessions {
        println!("  {}", words.say("plan-end-sessions"));
    }
    println!("\n{}:", words.say("plan-next-sign-in"));
    println!("  {:>10}  {:>10}", words.say("plan-before"), words.say("plan-after"));
    for it in effect.counts.iter().filter(|it| it.before > 0 || it.after > 0 || it.meets == Meets::Stuck) {
        println!("  {:>10}  {:>10}  {}", it.before, it.after, group(words, Group::Meets(it.meets)));
    }
    println!("  {:>10}  {:>10}  {}", "", effect.out_of_reach, group(words, Group::OutOfReach));
    println!("\n{}", words.phrase("plan-ends-sessions").with("n", ends.sessions));
    println!("{}", words.phrase("plan-ends-devices").with("n", ends.devices));
}

fn no_plan(why: NotPlanned) -> String {
    match why {
        NotPlanned::Unchanged => "nothing would be different: name what is to change, such as --required yes",
        NotPlanned::ChangedMeanwhile => "somebody changed the policy at this very moment: plan again",
        NotPlanned::MailUntested => {
            "people would depend on mail, and nobody has shown that it arrives: an admin does so in the Admin Center, under Mail"
        }
        NotPlanned::TextsUntested(_) => {
            "people would depend on text messages, and nobody has shown that they arrive: an admin does so in the Admin Center, \
             under Text messages"
        }
        NotPlanned::NoPasskeysHere => "this account has no address that passkeys can belong to",
        NotPlanned::Denied(denied) => return denied.to_string(),
    }
    .to_owned()
}

fn of(user_type: UserType) -> &'static str {
    match user_type {
        UserType::TeamMember => "team members",
        UserType::EndUser => "end users",
    }
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("yes or no".to_owned()),
    }
}

fn counting(text: &str) -> Result<Counting, String> {
    Counting::from_key(text).ok_or_else(|| format!("one of {}", Counting::ALL.map(Counting::key).join(", ")))
}
