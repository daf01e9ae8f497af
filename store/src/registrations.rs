//! Who may register, every version kept; and the mails of registration that were sent lately.

use doorward_core::id::{RequestId, TenantId, UserId};
use doorward_core::moment::Time;
use doorward_core::registration::{Domain, MailsSent, Quota, Registration};

use crate::ids::{corrupt, int};
use crate::{FromRow, Result, Row, Tx, Value};

/// A version of the rule.
#[derive(Clone, Default, Debug)]
pub struct StoredRegistration {
    /// Who may register.
    pub registration: Registration,
    /// Counts the versions; 0 while nobody has chosen.
    pub version: u64,
}

impl FromRow for StoredRegistration {
    fn from_row(row: &Row<'_>) -> Result<StoredRegistration> {
        let text = row.text(1)?;
        let domains =
            text.split_whitespace().map(|word| Domain::parse(word).map_err(|_| corrupt("a domain")));
        let domains = domains.collect::<Result<Vec<Domain>>>()?;
        let registration = Registration::from_key(&row.text(0)?, domains);
        Ok(StoredRegistration {
            registration: registration.ok_or_else(|| corrupt("a rule of registration"))?,
            version: row.count(2)?,
        })
    }
}

impl FromRow for MailsSent {
    fn from_row(row: &Row<'_>) -> Result<MailsSent> {
        Ok(MailsSent {
            account_day: row.count(0)?,
            address_day: row.count(1)?,
            address_hour: row.count(2)?,
            network_day: row.count(3)?,
            network_hour: row.count(4)?,
        })
    }
}

/// A mail of registration, for the quotas alone: digests tell neither the address nor the network.
#[derive(Clone, Copy, Debug)]
pub struct SentMail {
    /// The request that it answered.
    pub request: RequestId,
    /// Keyed digest of the address.
    pub address: [u8; 32],
    /// Keyed digest of the network that asked.
    pub network: [u8; 32],
}

/// Who may register now.
pub fn registration_now(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<StoredRegistration> {
    let found = tx.one(
        "SELECT rule, domains, version FROM registration_rules WHERE tenant_id = $1 AND valid_to IS NULL",
        &[tenant.into()],
    )?;
    Ok(found.unwrap_or_default())
}

/// Closes the version that was seen and opens the next: false when somebody else was faster.
pub fn registration_replace(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    registration: &Registration,
    seen_version: u64,
    at: Time,
    by: Option<&UserId>,
) -> Result<bool> {
    let closed = tx.run(
        "UPDATE registration_rules SET valid_to = $3 WHERE tenant_id = $1 AND version = $2 AND valid_to IS NULL",
        &[tenant.into(), int(seen_version).into(), at.into()],
    )?;
    if seen_version > 0 && closed != 1 {
        return Ok(false);
    }
    let domains: Vec<&str> = registration.domains().iter().map(Domain::as_str).collect();
    let opened = tx.run(
        "INSERT INTO registration_rules (tenant_id, version, rule, domains, valid_from, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        &[
            tenant.into(),
            int(seen_version.saturating_add(1)).into(),
            registration.key().into(),
            domains.join(" ").as_str().into(),
            at.into(),
            by.map_or(Value::Null, Value::from),
        ],
    )?;
    Ok(opened == 1)
}

/// How many mails of registration were sent: to this address, from this network and in all.
pub fn registration_mails_sent(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    mail: &SentMail,
    since_hour: Time,
    since_day: Time,
) -> Result<MailsSent> {
    let found = tx.one(
        "SELECT count(*),
                count(CASE WHEN address = $2 THEN 1 END),
                count(CASE WHEN address = $2 AND sent_at > $4 THEN 1 END),
                count(CASE WHEN network = $3 THEN 1 END),
                count(CASE WHEN network = $3 AND sent_at > $4 THEN 1 END)
           FROM registration_mails WHERE tenant_id = $1 AND sent_at > $5",
        &[tenant.into(), (&mail.address).into(), (&mail.network).into(), since_hour.into(), since_day.into()],
    )?;
    Ok(found.unwrap_or_default())
}

/// Counts a mail: a row each, at most the account's quota of a day until they are swept.
pub fn registration_mail_insert(tx: &mut Tx<'_>, tenant: &TenantId, mail: &SentMail, at: Time) -> Result<()> {
    tx.run(
        "INSERT INTO registration_mails (tenant_id, id, address, network, sent_at) VALUES ($1, $2, $3, $4, $5)",
        &[
            tenant.into(),
            (&mail.request).into(),
            (&mail.address).into(),
            (&mail.network).into(),
            at.into(),
        ],
    )?;
    Ok(())
}

/// Counts a mail that was not sent because of a quota, a row a day and quota. Gives the day's count.
pub fn registration_held_back(tx: &mut Tx<'_>, tenant: &TenantId, day: u64, quota: Quota) -> Result<u64> {
    let count = tx.one::<i64>(
        "INSERT INTO registrations_held_back (tenant_id, day, quota, mails) VALUES ($1, $2, $3, 1)
         ON CONFLICT (tenant_id, day, quota) DO UPDATE SET mails = registrations_held_back.mails + 1
         RETURNING mails",
        &[tenant.into(), int(day).into(), quota.key().into()],
    )?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}

/// How many mails were held back on a day, by whatever quota.
pub fn registrations_held_back_on(tx: &mut Tx<'_>, tenant: &TenantId, day: u64) -> Result<u64> {
    let count = tx.one::<i64>(
        "SELECT CAST(COALESCE(sum(mails), 0) AS BIGINT) FROM registrations_held_back
          WHERE tenant_id = $1 AND day = $2",
        &[tenant.into(), int(day).into()],
    )?;
    Ok(u64::try_from(count.unwrap_or(0)).unwrap_or(0))
}
