//! Setting up an authenticator, at the door or in a session: the same steps, bound to where they were begun.

use doorward_core::enrolment::{self, BoundTo, Pending, SHOWN_FOR};
use doorward_core::factor::passkey::MOST;
use doorward_core::factor::password::HashError;
use doorward_core::factor::recovery_code;
use doorward_core::factor::totp::{self, Parameters};
use doorward_core::factor::{Detail, FactorKind, Refusal, Verified};
use doorward_core::id::{CodeSetId, SentCodeId, TenantId, UserId};
use doorward_core::moment::{Moment, Time};
use doorward_core::secret::Secret;
use doorward_core::user::User;
use doorward_store::authenticators::{
    StoredAuthenticator, StoredEnrolment, authenticator_insert, enrolment_find, enrolment_take,
};
use doorward_store::code_receivers::{CodeReceiver, code_receiver_put};
use doorward_store::demanded_enrolments::enrolment_demand_met;
use doorward_store::ledgers::second_factor_ledger_clear;
use doorward_store::passkeys::{StoredPasskey, passkey_close, passkey_insert, passkeys_now};
use doorward_store::recovery_codes::{ShownCodes, code_set_replace, shown_codes_find, shown_codes_put};
use doorward_store::sent_codes::sent_code_use;
use doorward_store::users::user_open_epoch;
use doorward_store::{StoreError, Tx};

use super::{App, Error, Result, Visit};

/// What the page shows that connects an authenticator app.
#[derive(Clone, Debug)]
pub struct Connecting {
    /// The link that a QR code holds, or that a phone opens.
    pub uri: Secret<String>,
    /// The key to type, in base32.
    pub key: Secret<String>,
    /// The account's name as the app will show it.
    pub issuer: String,
    /// The person's address as the app will show it.
    pub label: String,
}

/// A confirmed method, with recovery codes for who has none left, ready to be saved.
pub(super) struct NewFactor {
    pub(super) method: NewMethod,
    pub(super) codes: Option<NewCodes>,
}

/// What was confirmed.
pub(super) enum NewMethod {
    Authenticator(StoredAuthenticator),
    Passkey(StoredPasskey),
    /// Where passcodes are sent from now on, by the one that proved that they arrive there.
    Receiver {
        receiver: CodeReceiver,
        by: SentCodeId,
    },
}

/// A new set of recovery codes, ready to be saved and shown.
pub(super) struct NewCodes {
    set: CodeSetId,
    salt: [u8; 16],
    digests: Vec<[u8; 32]>,
    shown: ShownCodes,
    at: Time,
}

/// Fresh recovery codes: one a line, and what is kept of them.
pub(super) struct Minted {
    pub(super) text: Secret<String>,
    pub(super) salt: [u8; 16],
    pub(super) digests: Vec<[u8; 32]>,
}

impl App {
    /// What connects an authenticator app: none when nothing was begun here, or too long ago.
    ///
    /// # Errors
    /// [`Error`] when the store fails or the key does not fit.
    pub async fn connecting(
        &self,
        visit: &Visit,
        user: &User,
        bound_to: BoundTo,
    ) -> Result<Option<Connecting>> {
        let Some(pending) = self.pending(visit, user.id).await? else { return Ok(None) };
        if pending.bound_to != bound_to || visit.moment.now() >= pending.expires_at {
            return Ok(None);
        }
        let (issuer, label) = (visit.tenant.name.clone(), user.email.to_string());
        let uri = totp::otpauth_uri(&pending.seed, pending.parameters, &issuer, &label);
        Ok(Some(Connecting {
            uri: Secret::new(uri),
            key: Secret::new(pending.seed.to_base32()),
            issuer,
            label,
        }))
    }

    /// New recovery codes that their owner has not saved yet; none when they are not to be seen here or any more.
    ///
    /// # Errors
    /// [`Error`] when the store fails or the key does not fit.
    pub async fn codes_to_save(
        &self,
        visit: &Visit,
        user: UserId,
        bound_to: BoundTo,
    ) -> Result<Option<Vec<String>>> {
        let tenant = visit.tenant.id;
        let Some(shown) = self.0.store.read(move |tx| shown_codes_find(tx, &tenant, &user)).await? else {
            return Ok(None);
        };
        if shown.bound_to != *bound_to.as_bytes() || visit.moment.now() >= shown.expires_at {
            return Ok(None);
        }
        let opened = self.0.key.open(&shown.codes, &format!("codes/{}", shown.set))?;
        let text = String::from_utf8_lossy(opened.expose());
        Ok(Some(text.lines().map(str::to_owned).collect()))
    }

    /// A fresh secret for the person, sealed.
    pub(super) fn new_enrolment(
        &self,
        visit: &mut Visit,
        user: UserId,
        bound_to: BoundTo,
    ) -> Result<StoredEnrolment> {
        let pending = enrolment::begin(user, bound_to, Parameters::default(), &mut visit.moment);
        Ok(StoredEnrolment {
            id: pending.id,
            bound_to: *bound_to.as_bytes(),
            seed: self.seal_seed(pending.id, &pending.seed, &mut visit.moment)?,
            parameters: pending.parameters,
            expires_at: pending.expires_at,
        })
    }

    /// Judges a first passcode, and makes ready what is saved when it is right: with recovery codes, if `with_codes`.
    pub(super) async fn judge_enrolment(
        &self,
        visit: &mut Visit,
        user: UserId,
        bound_to: BoundTo,
        typed: &str,
        name: String,
        with_codes: bool,
    ) -> Result<std::result::Result<(Verified, NewFactor), Refusal>> {
        let Some(pending) = self.pending(visit, user).await? else {
            return Ok(Err(Refusal::EnrolmentTooOld));
        };
        let now = visit.moment.now();
        let verified = match enrolment::confirm(&pending, bound_to, typed, now) {
            Ok(verified) => verified,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Detail::Totp { step, .. } = *verified.detail() else {
            return Err(Error::Gone("a passcode's step"));
        };
        let authenticator = StoredAuthenticator {
            id: pending.id,
            user,
            seed: self.seal_seed(pending.id, &pending.seed, &mut visit.moment)?,
            parameters: pending.parameters,
            last_step: step,
            last_used_at: None,
            added_at: now,
            name,
        };
        let codes = match with_codes {
            true => Some(self.new_codes(visit, bound_to).await?),
            false => None,
        };
        Ok(Ok((verified, NewFactor { method: NewMethod::Authenticator(authenticator), codes })))
    }

    /// Ten new recovery codes: their digests to keep, and themselves, sealed, to be shown once.
    pub(super) async fn new_codes(&self, visit: &mut Visit, bound_to: BoundTo) -> Result<NewCodes> {
        let set = CodeSetId::new(&mut visit.moment);
        let Minted { text, salt, digests } = self.mint_codes(&mut visit.moment).await?;
        let sealed = self.0.key.seal(text.expose().as_bytes(), &format!("codes/{set}"), &mut visit.moment)?;
        let now = visit.moment.now();
        let shown = ShownCodes {
            set,
            bound_to: *bound_to.as_bytes(),
            codes: sealed,
            expires_at: now.plus(SHOWN_FOR),
        };
        Ok(NewCodes { set, salt, digests, shown, at: now })
    }

    /// Ten recovery codes and their digests, computed where hashes run.
    pub(super) async fn mint_codes(&self, moment: &mut Moment) -> Result<Minted> {
        let (codes, salt) = recovery_code::mint(moment);
        let text = Secret::new(codes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        let hashing = self.0.settings.hashing;
        let count = u64::try_from(codes.len()).unwrap_or(0);
        let digest = move || codes.iter().map(|code| recovery_code::digest(code, &salt, hashing)).collect();
        let digests: Result<Vec<_>, HashError> = self.0.pool.run(count, digest).await?;
        let digests = digests.map_err(|error| Error::Hash(error.to_string()))?;
        Ok(Minted { text, salt, digests })
    }

    async fn pending(&self, visit: &Visit, user: UserId) -> Result<Option<Pending>> {
        let tenant = visit.tenant.id;
        let Some(stored) = self.0.store.read(move |tx| enrolment_find(tx, &tenant, &user)).await? else {
            return Ok(None);
        };
        Ok(Some(Pending {
            id: stored.id,
            user,
            bound_to: BoundTo::from_bytes(stored.bound_to),
            seed: self.open_seed(stored.id, &stored.seed)?,
            parameters: stored.parameters,
            expires_at: stored.expires_at,
        }))
    }
}

impl NewFactor {
    pub(super) fn kind(&self) -> FactorKind {
        match &self.method {
            NewMethod::Authenticator(_) => FactorKind::Totp,
            NewMethod::Passkey(_) => FactorKind::Passkey,
            NewMethod::Receiver { receiver, .. } => receiver.channel.kind(),
        }
    }

    /// Takes the enrolment and opens the person's next epoch: the refusal when another answer was faster. What they had before
    /// goes on to work.
    pub(super) fn save(
        &self,
        tx: &mut Tx<'_>,
        tenant: &TenantId,
        user: &User,
    ) -> Result<Option<Refusal>, StoreError> {
        let at = match &self.method {
            NewMethod::Authenticator(it) => {
                if !enrolment_take(tx, tenant, &user.id, &it.id)? {
                    return Ok(Some(Refusal::PasscodeUsed));
                }
                if !user_open_epoch(tx, user)? {
                    return Ok(Some(Refusal::EnrolmentTooOld));
                }
                authenticator_insert(tx, tenant, it)?;
                it.added_at
            }
            NewMethod::Passkey(it) => {
                if passkeys_now(tx, tenant, &user.id)?.len() >= MOST {
                    return Ok(Some(Refusal::TooManyPasskeys));
                }
                if !passkey_insert(tx, tenant, it)? {
                    return Ok(Some(Refusal::PasskeyTaken));
                }
                if !user_open_epoch(tx, user)? {
                    passkey_close(tx, tenant, &user.id, &it.passkey.id, it.added_at)?;
                    return Ok(Some(Refusal::PasskeyTooOld));
                }
                it.added_at
            }
            NewMethod::Receiver { receiver, by } => {
                if !sent_code_use(tx, tenant, by, receiver.added_at)? {
                    return Ok(Some(Refusal::PasscodeUsed));
                }
                if !user_open_epoch(tx, user)? {
                    return Ok(Some(Refusal::EnrolmentTooOld));
                }
                // The try that this passcode cost was none.
                second_factor_ledger_clear(tx, tenant, &user.id)?;
                code_receiver_put(tx, tenant, &user.id, receiver)?;
                receiver.added_at
            }
        };
        enrolment_demand_met(tx, tenant, &user.id, at)?;
        if let Some(codes) = &self.codes {
            codes.save(tx, tenant, user)?;
        }
        Ok(None)
    }
}

impl NewCodes {
    /// Puts the set in the place of the old one, and keeps the codes to be shown.
    pub(super) fn save(&self, tx: &mut Tx<'_>, tenant: &TenantId, user: &User) -> Result<(), StoreError> {
        code_set_replace(tx, tenant, &user.id, &self.set, &self.salt, &self.digests, self.at)?;
        shown_codes_put(tx, tenant, &user.id, &self.shown)
    }
}
