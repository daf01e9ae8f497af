//! The facts of a decision about a person: loaded before it, compared once more when it is saved.

use doorward_core::id::{TenantId, UserId};
use doorward_core::signin::{Facts, PersonFacts};
use doorward_core::user::{Standing, User, UserType};
use doorward_store::demanded_enrolments::enrolment_is_demanded;
use doorward_store::exemptions::exemption_now;
use doorward_store::graces::grace_find;
use doorward_store::methods::{AtHand, methods_at_hand, methods_now};
use doorward_store::policies::policy_now;
use doorward_store::users::user_find;
use doorward_store::{StoreError, Tx};

use super::{App, Result, Visit};

impl App {
    /// The facts of a step of somebody's sign-in.
    pub(super) async fn person_facts(&self, visit: &Visit, user: UserId) -> Result<Facts> {
        let tenant = visit.tenant.id;
        let person = self.0.store.read(move |tx| person_facts(tx, &tenant, &user)).await?;
        Ok(Facts { person, now: visit.moment.now() })
    }
}

/// The person, their policy and the methods that they have, as they are now.
pub(super) fn person_facts(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user: &UserId,
) -> Result<Option<PersonFacts>, StoreError> {
    // The same statements for nobody, so that the store's work does not tell who is there.
    let (id, user) = (user, user_find(tx, tenant, user)?);
    let user_type = user.as_ref().map_or(UserType::EndUser, User::user_type);
    let policy = policy_now(tx, tenant, user_type)?
        .ok_or_else(|| StoreError::Corrupt("a user type without a policy".to_owned()))?;
    let methods = methods_now(tx, tenant, id)?;
    let must_enrol = enrolment_is_demanded(tx, tenant, id)?;
    let exemption = exemption_now(tx, tenant, id)?;
    let grace = grace_find(tx, tenant, id)?;
    let AtHand { preferred, has_codes, password_by_mail } = methods_at_hand(tx, tenant, id)?;
    Ok(user.map(|user| PersonFacts {
        user,
        policy,
        methods,
        must_enrol,
        exemption,
        grace,
        preferred,
        has_codes,
        password_by_mail,
        device: None,
    }))
}

/// Whether what a decision rested on still holds in the transaction that saves it. An exemption that is ended before its day opens the
/// person's next epoch.
pub(super) fn is_current(tx: &mut Tx<'_>, person: &PersonFacts) -> Result<bool, StoreError> {
    let User { tenant, id, epoch, .. } = &person.user;
    let user = user_find(tx, tenant, id)?;
    let policy = policy_now(tx, tenant, person.user.user_type())?;
    Ok(user.is_some_and(|user| user.epoch == *epoch && user.standing == Standing::Active)
        && policy.is_some_and(|policy| policy == person.policy))
}
