//! Reminding people by mail that they have to set a second factor up, before the deadline and before their grace is over.

use doorward_core::deadline::{REMINDED, reminder};
use doorward_core::id::{TenantId, UserId};
use doorward_core::letter::Letter;
use doorward_core::moment::{A_DAY, Time};
use doorward_core::policy::{Policy, Requirement};
use doorward_core::user::{Standing, UserType};
use doorward_store::policies::policy_now;
use doorward_store::policy_plans::plan_facts_of;
use doorward_store::reminders::{ToRemind, reminder_put, reminders_of_deadline, reminders_of_graces};
use doorward_store::tenants::tenant_list;
use doorward_store::users::user_find;
use doorward_store::{StoreError, Tx};

use super::journal::Journal;
use super::{App, Result};

/// So many letters are written in a pass, of which there is one a minute: ten a second is what a mail server takes from one sender without
/// slowing it, and a million people are reminded within 28 hours.
const A_PASS: u64 = 600;

/// So many are written in one transaction, so that others come to write as well.
const AT_ONCE: u64 = 50;

/// Whom to remind, all of whom have so many days left.
#[derive(Clone, Copy)]
struct Round {
    days: u8,
    due: Due,
}

/// By when they have to set a second factor up.
#[derive(Clone, Copy)]
enum Due {
    /// By the deadline.
    Deadline(Time),
    /// By the end of their own grace, which is after the one time and not after the other.
    Graces(Time, Time),
}

impl App {
    /// Writes the reminders that are due at every account, a bounded number of them, of which one account leaves the others a part. Returns how many.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn remind(&self) -> Result<u64> {
        let mut moment = self.moment()?;
        let now = moment.now();
        let accounts = self.0.store.read(tenant_list).await?;
        let share = (A_PASS / u64::try_from(accounts.len()).unwrap_or(1).max(1)).max(AT_ONCE);
        let mut written = 0_u64;
        for account in accounts {
            let mut left = share.min(A_PASS.saturating_sub(written));
            for user_type in UserType::ALL {
                let tenant = account.id;
                let policy = self.0.store.read(move |tx| policy_now(tx, &tenant, user_type)).await?;
                for round in policy.map(|policy| rounds(&policy, now)).unwrap_or_default() {
                    let mut after = UserId::from_bytes([0; 16]);
                    while left > 0 {
                        let most = left.min(AT_ONCE);
                        // Looked for beside those who write: of a million people most may have their letter already.
                        let look =
                            move |tx: &mut Tx<'_>| to_remind(tx, &tenant, user_type, round, &after, most);
                        let people = self.0.store.read(look).await?;
                        let Some(last) = people.last() else { break };
                        after = last.user.id;
                        let mut journal = self.console_journal(account.clone(), &mut moment);
                        let write =
                            move |tx: &mut Tx<'_>| remind_these(tx, &mut journal, &people, round.days);
                        let some = self.0.store.write(write).await?;
                        (left, written) = (left.saturating_sub(some), written.saturating_add(some));
                    }
                }
            }
        }
        Ok(written)
    }
}

/// The reminders that a policy calls for at `now`.
fn rounds(policy: &Policy, now: Time) -> Vec<Round> {
    let Some(deadline) = policy.terms.deadline.filter(|_| policy.requirement == Requirement::Required) else {
        return Vec::new();
    };
    if now < deadline {
        let days = reminder(deadline, now);
        return days.map(|days| Round { days, due: Due::Deadline(deadline) }).into_iter().collect();
    }
    // The nearest ends first: 1, 3, 7, 14 days.
    let mut after = now;
    let round = |days: u8| {
        let by = now.plus(A_DAY.saturating_mul(days.into()));
        let due = Due::Graces(std::mem::replace(&mut after, by), by);
        Round { days, due }
    };
    REMINDED.into_iter().rev().map(round).collect()
}

/// The next people of a round.
fn to_remind(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    user_type: UserType,
    round: Round,
    after: &UserId,
    most: u64,
) -> Result<Vec<ToRemind>, StoreError> {
    match round.due {
        Due::Deadline(deadline) => {
            reminders_of_deadline(tx, tenant, user_type, deadline, round.days, after, most)
        }
        Due::Graces(from, to) => {
            reminders_of_graces(tx, tenant, user_type, (from, to), round.days, after, most)
        }
    }
}

/// Reminds those of these people who are still to be reminded.
fn remind_these(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    people: &[ToRemind],
    days: u8,
) -> Result<u64, StoreError> {
    let (tenant, now) = (journal.tenant.id, journal.moment.now());
    let mut written = 0_u64;
    for ToRemind { user, due } in people {
        // Meanwhile they may have set something up, or be gone.
        let Some(user) = user_find(tx, &tenant, &user.id)?.filter(|it| it.standing == Standing::Active)
        else {
            continue;
        };
        let facts = plan_facts_of(tx, &tenant, &user.id, now)?;
        // Another node may be at it: whoever writes the row writes the letter.
        if facts.methods.is_empty() && reminder_put(tx, &tenant, &user.id, *due, days, now)? {
            journal.post(tx, &user, Letter::Reminder { due: *due })?;
            written = written.saturating_add(1);
        }
    }
    Ok(written)
}
