//! The countries to which an account sends text messages.

use doorward_core::id::TenantId;
use doorward_core::phone::CountryList;

use crate::ids::corrupt;
use crate::{Result, Tx};

/// The countries; none for an account that named none.
pub fn sms_countries(tx: &mut Tx<'_>, tenant: &TenantId) -> Result<CountryList> {
    let text = tx.one::<String>("SELECT countries FROM sms_rules WHERE tenant_id = $1", &[tenant.into()])?;
    let read = |text: String| CountryList::parse(&text).map_err(|_| corrupt("a list of countries"));
    text.map_or_else(|| Ok(CountryList::default()), read)
}

/// Names others.
pub fn sms_countries_set(tx: &mut Tx<'_>, tenant: &TenantId, countries: &CountryList) -> Result<()> {
    tx.run(
        "INSERT INTO sms_rules (tenant_id, countries) VALUES ($1, $2)
         ON CONFLICT (tenant_id) DO UPDATE SET countries = excluded.countries",
        &[tenant.into(), countries.to_string().as_str().into()],
    )?;
    Ok(())
}
