//! Trusted devices: the person and an admin see, name and remove them.

use doorward_core::authority::{Act, Actor, Denied, Target, may};
use doorward_core::event::Event;
use doorward_core::id::{DeviceId, UserId};
use doorward_core::moment::Time;
use doorward_core::policy::Policy;
use doorward_core::session::{Session, SteppedUp};
use doorward_core::trusted_device;
use doorward_core::user::User;
use doorward_store::sessions::session_holds;
use doorward_store::trusted_devices::{DeviceRow, device_end, device_list, device_rename};
use doorward_store::users::user_find;
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
        let name = trusted_device::name(typed);
        let save = move |tx: &mut Tx<'_>| {
            Ok(session_holds(tx, &tenant, &on)? && device_rename(tx, &tenant, &user, &id, name.as_deref())?)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Forgets one of the person's own devices, and ends the sessions begun on it: no step-up, so that a lost one can be
    /// dealt with at once. False when it is not theirs, or was forgotten already.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn forget_own_device(
        &self,
        visit: &mut Visit,
        session: &Session,
        id: DeviceId,
    ) -> Result<bool> {
        let (mut journal, user, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at) = (journal.tenant.id, journal.moment.now());
            let forgotten = session_holds(tx, &tenant, &on)? && device_end(tx, &tenant, &user.id, &id, at)?;
            if forgotten {
                let event = Event::DeviceForgotten { device: id };
                journal.record(tx, Actor::of(&user), Some(&user), &event)?;
            }
            Ok(forgotten)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Forgets a device of another person, and ends the sessions begun on it: whoever may end their sessions may. False when
    /// it is not theirs, or was forgotten already.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn forget_device_of(
        &self,
        visit: &mut Visit,
        by: SteppedUp,
        of: UserId,
        id: DeviceId,
    ) -> Result<std::result::Result<bool, Denied>> {
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at, actor) = (journal.tenant.id, journal.moment.now(), by.actor());
            let Some(user) = user_find(tx, &tenant, &of)? else { return Ok(Ok(false)) };
            let allowed = match session_holds(tx, &tenant, &by.stands_on())? {
                true => may(actor, Act::EndSessions, Target { id: user.id, role: user.role }),
                false => Err(Denied::SessionEnded),
            };
            if let Err(denied) = allowed {
                journal.record(tx, actor, Some(&user), &Event::Denied { why: denied })?;
                return Ok(Err(denied));
            }
            let forgotten = device_end(tx, &tenant, &of, &id, at)?;
            if forgotten {
                journal.record(tx, actor, Some(&user), &Event::DeviceForgotten { device: id })?;
            }
            Ok(Ok(forgotten))
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
