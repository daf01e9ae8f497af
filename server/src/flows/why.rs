//! Why a person was asked for a second factor, or not: at a sign-in of theirs, and now.

use doorward_core::decision::Decision;
use doorward_core::event::Event;
use doorward_core::factor::FactorKind;
use doorward_core::id::UserId;
use doorward_core::moment::Time;
use doorward_core::policy::Rule;
use doorward_core::user::User;
use doorward_store::Tx;
use doorward_store::events::{EntryRow, decisions_until};
use doorward_store::exemptions::{StoredExemption, exemption_find};

use super::exemptions::exemption_of;
use super::facts::person_facts;
use super::{App, Result, Visit};

/// So many entries are looked through: a finished sign-in says less than the right password before it.
const LOOKED_THROUGH: u64 = 10;

/// What is told to somebody who asks why.
#[derive(Clone, Debug)]
pub struct Why {
    /// Who was asked.
    pub user: User,
    /// The last sign-in until the moment that was asked for, if there was one.
    pub sign_in: Option<PastDecision>,
    /// The rule by which they would be asked now, on a device that is not trusted.
    pub now: Rule,
    /// The exemption that they have now, if they have one.
    pub exemption: Option<StoredExemption>,
    /// By when they have to set a second factor up, if they may do without one for now.
    pub due: Option<Time>,
    /// The version of the policy that holds now.
    pub version_now: u64,
}

/// What was decided at a sign-in.
#[derive(Clone, Debug)]
pub struct PastDecision {
    /// When and where.
    pub entry: EntryRow,
    /// On what it rested.
    pub on: DecidedOn,
    /// The exemption that it rested on, as it is kept.
    pub exemption: Option<StoredExemption>,
}

/// On what it rested.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecidedOn {
    /// A rule, and what it looked at.
    Rule(Decision),
    /// A passkey that stood for the password as well.
    PasskeyAlone,
    /// Nobody wrote it down yet.
    Unknown,
}

impl App {
    /// Why a person was asked, or not, at their last sign-in until a moment; none when there is no such person.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn why_asked(&self, visit: &Visit, person: UserId, until: Time) -> Result<Option<Why>> {
        let (tenant, now) = (visit.tenant.id, visit.moment.now());
        let load = move |tx: &mut Tx<'_>| {
            let Some(facts) = person_facts(tx, &tenant, &person)? else { return Ok(None) };
            let entries = decisions_until(tx, &tenant, &person, until, LOOKED_THROUGH)?;
            let mut sign_in = entries.into_iter().find_map(decided);
            if let Some(past) = &mut sign_in
                && let DecidedOn::Rule(Decision { exemption: Some(id), .. }) = past.on
            {
                past.exemption = exemption_find(tx, &tenant, &id)?;
            }
            Ok(Some(Why {
                sign_in,
                now: facts.decide(now).rule,
                exemption: exemption_of(tx, &facts.user, now)?,
                due: facts.due(now),
                version_now: facts.policy.version,
                user: facts.user,
            }))
        };
        Ok(self.0.store.read(load).await?)
    }
}

fn decided(entry: EntryRow) -> Option<PastDecision> {
    let on = match &entry.event {
        Event::PasswordAccepted { decision } => decision.map_or(DecidedOn::Unknown, DecidedOn::Rule),
        Event::SignedIn { factors, .. } if !factors.contains(&FactorKind::Password) => {
            DecidedOn::PasskeyAlone
        }
        _ => return None,
    };
    Some(PastDecision { entry, on, exemption: None })
}
