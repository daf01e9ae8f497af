//! By when a person has to have a second factor that they do not have yet.

use doorward_core::factor::FactorKind;
use doorward_core::moment::Time;
use doorward_core::policy::Requirement;
use doorward_core::session::Session;

use super::{App, Result, Visit};

impl App {
    /// By when whoever is signed in has to set a second factor up; none when they need not, or have one. Nothing is asked of the store
    /// where there is no deadline, or a second factor was given.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn due(&self, visit: &Visit, session: &Session) -> Result<Option<Time>> {
        let policy = &session.policy;
        let waits = policy.requirement == Requirement::Required && policy.terms.deadline.is_some();
        if !waits || session.factors.iter().copied().any(FactorKind::is_second) {
            return Ok(None);
        }
        let facts = self.person_facts(visit, session.user.id).await?;
        Ok(facts.person.and_then(|person| person.due(facts.now)))
    }
}
