//! Reminding people by mail that they have to set a second factor up, before the deadline and before their grace is over.

use doorward_core::deadline::{REMINDED, reminder};
use doorward_core::letter::Letter;
use doorward_core::moment::{A_DAY, Time};
use doorward_core::policy::Requirement;
use doorward_core::user::UserType;
use doorward_store::policies::policy_now;
use doorward_store::reminders::{ToRemind, reminder_put, reminders_of_deadline, reminders_of_graces};
use doorward_store::tenants::tenant_list;
use doorward_store::{StoreError, Tx};

use super::journal::Journal;
use super::{App, Result};

/// So many letters are written in a pass, of which there is one a minute: ten a second is what a mail server takes from one sender without
/// slowing it, and a million people are reminded within 28 hours.
const A_PASS: u64 = 600;

/// So many are written in one transaction, so that others come to write as well.
const AT_ONCE: u64 = 50;

impl App {
    /// Writes the reminders that are due at every account, a bounded number of them. Returns how many.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn remind(&self) -> Result<u64> {
        let mut moment = self.moment()?;
        let mut written = 0_u64;
        for tenant in self.0.store.read(tenant_list).await? {
            loop {
                let most = A_PASS.saturating_sub(written).min(AT_ONCE);
                let mut journal = self.console_journal(tenant.clone(), &mut moment);
                let some = self.0.store.write(move |tx| remind_some(tx, &mut journal, most)).await?;
                written = written.saturating_add(some);
                if some == 0 {
                    break;
                }
            }
        }
        Ok(written)
    }
}

/// Reminds so many people of one account at most.
fn remind_some(tx: &mut Tx<'_>, journal: &mut Journal, most: u64) -> Result<u64, StoreError> {
    let (tenant, now) = (journal.tenant.id, journal.moment.now());
    let mut written = 0_u64;
    for user_type in UserType::ALL {
        for (days, people) in to_remind(tx, journal, user_type, most.saturating_sub(written))? {
            for ToRemind { user, due } in people {
                // Another node may be at it: whoever writes the row writes the letter.
                if reminder_put(tx, &tenant, &user.id, due, days, now)? {
                    journal.post(tx, &user, Letter::Reminder { due })?;
                    written = written.saturating_add(1);
                }
            }
        }
    }
    Ok(written)
}

/// Whom of a user type to remind, with so many days before they are.
fn to_remind(
    tx: &mut Tx<'_>,
    journal: &Journal,
    user_type: UserType,
    most: u64,
) -> Result<Vec<(u8, Vec<ToRemind>)>, StoreError> {
    let (tenant, now) = (journal.tenant.id, journal.moment.now());
    let policy = policy_now(tx, &tenant, user_type)?;
    let Some(policy) = policy.filter(|policy| policy.requirement == Requirement::Required) else {
        return Ok(Vec::new());
    };
    let Some(deadline) = policy.terms.deadline else { return Ok(Vec::new()) };
    if now < deadline {
        let Some(days) = reminder(deadline, now) else { return Ok(Vec::new()) };
        return Ok(vec![(days, reminders_of_deadline(tx, &tenant, user_type, deadline, days, most)?)]);
    }
    let (mut found, mut most) = (Vec::new(), most);
    // The nearest ends first: 1, 3, 7, 14 days.
    let mut after = now;
    for days in REMINDED.into_iter().rev() {
        let by: Time = now.plus(A_DAY.saturating_mul(days.into()));
        let people = reminders_of_graces(tx, &tenant, user_type, (after, by), days, most)?;
        most = most.saturating_sub(u64::try_from(people.len()).unwrap_or(u64::MAX));
        found.push((days, people));
        after = by;
    }
    Ok(found)
}
