//! Trusted devices, as their person and an admin see them. Forgetting one ends sessions: see [`Ending`](super::Ending).

use doorward_core::id::DeviceId;
use doorward_core::moment::Time;
use doorward_core::policy::Policy;
use doorward_core::session::Session;
use doorward_core::trusted_device;
use doorward_core::user::{User, own_name};
use doorward_store::sessions::session_holds;
use doorward_store::trusted_devices::{DeviceRow, device_list, device_rename};
use doorward_store::{StoreError, Tx};

use super::{App, Result, Visit};

impl App {
    /// Gives one of the person's own devices a name, or takes it away. False when it is not theirs.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn rename_device(
        &self,
        visit: &Visit,
        session: &Session,
        id: DeviceId,
        typed: &str,
    ) -> Result<bool> {
        let (tenant, user, on) = (visit.tenant.id, session.user.id, session.stands_on());
        let name = own_name(typed);
        let save = move |tx: &mut Tx<'_>| {
            Ok(session_holds(tx, &tenant, &on)? && device_rename(tx, &tenant, &user, &id, name.as_deref())?)
        };
        Ok(self.0.store.write(save).await?)
    }
}

/// The person's devices that are trusted now, each until when it is by today's policy.
pub(super) fn devices_now(
    tx: &mut Tx<'_>,
    user: &User,
    policy: &Policy,
    now: Time,
) -> Result<Vec<DeviceRow>, StoreError> {
    let mut devices = device_list(tx, &user.tenant, &user.id, user.epoch)?;
    devices.retain(|row| trusted_device::judge(&row.device, user, policy, now).is_ok());
    for row in &mut devices {
        row.device.until = trusted_device::trusted_until(&row.device, policy).unwrap_or(row.device.until);
    }
    Ok(devices)
}
