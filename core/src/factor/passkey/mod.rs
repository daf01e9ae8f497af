//! Passkeys: synced ones, those of one device, and security keys (WebAuthn level 3).
//!
//! A library verifies what an authenticator sent; what it is held against is ours. It gets our challenge, out of the
//! [`Moment`], and neither mints one nor judges time: how long a challenge lives, whose it is and that it is good once are
//! decided here and in the store. What it does not look at is looked at here: the origin letter by letter, frames of other
//! sites, the user handle, the counter.

mod answer;

use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use serde_json::json;
use webauthn_rs_core::WebauthnCore;
use webauthn_rs_core::error::WebauthnError;
use webauthn_rs_core::proto::{
    AttestationFormat, AttestationMetadata, AuthenticationState, AuthenticatorAssertionResponseRaw,
    AuthenticatorAttestationResponseRaw, COSEKey, Credential, ParsedAttestation, ParsedAttestationData,
    PublicKeyCredential, RegisterPublicKeyCredential, RegisteredExtensions, RegistrationState,
    UserVerificationPolicy,
};

pub use answer::Answer;
use answer::{ClientData, LONGEST_CREDENTIAL_ID, Signed};

use super::{Detail, Refusal, Verified};
use crate::enrolment::BoundTo;
use crate::id::{FactorId, UserId};
use crate::moment::{Moment, Time};
use crate::tenant::{PublicAddress, Tenant};
use crate::user::User;

/// A challenge waits so long for its answer: the recommended time of a ceremony (WebAuthn level 3, section 15.1).
pub const LIVES_FOR: Duration = Duration::from_secs(5 * 60);

/// So many passkeys a person may have: more is no use, and each is sent to the browser at every question.
pub const MOST: usize = 20;

/// So many challenges of one account may wait for people who are not known yet: asking is free, and no way to fill the store.
pub const MOST_WAITING: u64 = 10_000;

/// The algorithms that keys may have, the preferred first (IANA COSE algorithms): ECDSA with SHA-256, which all passkeys can,
/// and RSA with SHA-256, which older computers have instead.
const ALGORITHMS: [(&str, i32); 2] = [("ES256", -7), ("RS256", -257)];

/// What a challenge is for. An answer to one is none to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To add a passkey.
    Add,
    /// To prove that a known person has theirs.
    Prove,
    /// To sign in with nothing else: who it is, the answer tells.
    SignIn,
}

impl Purpose {
    /// The name in the database.
    pub fn key(self) -> &'static str {
        match self {
            Purpose::Add => "add",
            Purpose::Prove => "prove",
            Purpose::SignIn => "sign_in",
        }
    }

    /// The purpose with this [`key`](Purpose::key).
    pub fn from_key(key: &str) -> Option<Purpose> {
        [Purpose::Add, Purpose::Prove, Purpose::SignIn].into_iter().find(|it| it.key() == key)
    }
}

/// What an authenticator is asked to sign, once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Challenge {
    /// 256 random bits.
    pub bytes: [u8; 32],
    /// What for.
    pub purpose: Purpose,
    /// Of whom; none where the answer is to tell.
    pub user: Option<UserId>,
    /// The sign-in, session or browser that it was given to.
    pub bound_to: BoundTo,
    /// When it is to be asked for anew.
    pub expires_at: Time,
}

impl Challenge {
    /// A fresh challenge.
    pub fn new(purpose: Purpose, user: Option<UserId>, bound_to: BoundTo, moment: &mut Moment) -> Challenge {
        Challenge { bytes: moment.bytes(), purpose, user, bound_to, expires_at: moment.now().plus(LIVES_FOR) }
    }

    fn holds(&self, purpose: Purpose, user: UserId, bound_to: BoundTo, now: Time) -> Result<(), Refusal> {
        let fits = self.purpose == purpose
            && self.bound_to == bound_to
            && self.user.is_none_or(|whose| whose == user)
            && (self.user.is_some() || purpose == Purpose::SignIn);
        if fits && now < self.expires_at { Ok(()) } else { Err(Refusal::PasskeyTooOld) }
    }
}

/// Whom an authenticator makes a passkey for: one account, by its public address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RelyingParty {
    id: String,
    origin: String,
    name: String,
}

impl RelyingParty {
    /// The account; none where its address has no domain, since passkeys belong to one (WebAuthn level 3, section 5.1.2).
    pub fn of(tenant: &Tenant) -> Option<RelyingParty> {
        let address: &PublicAddress = &tenant.address;
        let id = address.domain()?.to_owned();
        Some(RelyingParty { id, origin: address.origin().to_owned(), name: tenant.name.clone() })
    }

    fn library(&self) -> Result<WebauthnCore, Refusal> {
        let origin = self.origin.parse().map_err(|_| Flaw::Origin)?;
        Ok(WebauthnCore::new_unsafe_experts_only(&self.name, &self.id, vec![origin], LIVES_FOR, None, None))
    }
}

/// A passkey, as it is kept: nothing of it is secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passkey {
    /// Our id.
    pub id: FactorId,
    /// Whose it is.
    pub user: UserId,
    /// The authenticator's id of it.
    pub credential: Vec<u8>,
    /// The key that its answers are verified by, in the library's words.
    pub public_key: String,
    /// How often it had signed when it was last seen; zero when it does not count.
    pub counter: u32,
    /// Whether it can leave the device that made it.
    pub backup_eligible: bool,
    /// Whether it is on another device or in a backup as well.
    pub backed_up: bool,
    /// How the authenticator is reached, as it says itself.
    pub transports: Vec<Transport>,
    /// The authenticator's model, as it says itself: told, and never believed.
    pub model: [u8; 16],
}

/// What sort of passkey it is, as people tell them apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// On all of a person's devices.
    Synced,
    /// On one phone or computer alone.
    OneDevice,
    /// A key to be plugged in or held to the device.
    SecurityKey,
}

impl Passkey {
    /// What sort it is.
    pub fn sort(&self) -> Sort {
        let is_apart = |way: &Transport| matches!(way, Transport::Usb | Transport::Nfc | Transport::Ble);
        match self.backup_eligible {
            true => Sort::Synced,
            false if self.transports.contains(&Transport::Internal) => Sort::OneDevice,
            false if self.transports.iter().any(is_apart) => Sort::SecurityKey,
            false => Sort::OneDevice,
        }
    }
}

/// How a browser reaches an authenticator (WebAuthn level 3, section 5.8.4). What is none of these is not kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Transport {
    /// Plugged in.
    Usb,
    /// Held to it.
    Nfc,
    /// By Bluetooth.
    Ble,
    /// A phone, by a picture that it reads.
    Hybrid,
    /// The device itself.
    Internal,
}

impl Transport {
    const ALL: [Transport; 5] =
        [Transport::Usb, Transport::Nfc, Transport::Ble, Transport::Hybrid, Transport::Internal];

    /// The name in the database and in what browsers are sent.
    pub fn key(self) -> &'static str {
        match self {
            Transport::Usb => "usb",
            Transport::Nfc => "nfc",
            Transport::Ble => "ble",
            Transport::Hybrid => "hybrid",
            Transport::Internal => "internal",
        }
    }

    /// The transport with this [`key`](Transport::key).
    pub fn from_key(key: &str) -> Option<Transport> {
        Transport::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// Whether the authenticator has to ask who is before it, by a PIN, a finger or a face.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UserVerification {
    /// Yes: it stands for both factors.
    Required,
    /// No: something else was proven before.
    NotNeeded,
}

/// What is wrong with an answer. People are told one sentence; the audit log keeps which it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// It cannot be read.
    Unreadable,
    /// It is the answer to another sort of question.
    Type,
    /// It answers another challenge.
    Challenge,
    /// It was given to another site, or to a frame of ours within another.
    Origin,
    /// It was made for another site's domain.
    Domain,
    /// Nobody touched the authenticator.
    NobodyThere,
    /// The key is of an algorithm that was not asked for.
    Algorithm,
    /// It says that it is backed up and that it cannot be, or changed its mind about that.
    Backup,
    /// It was not signed by the passkey.
    Signature,
    /// It names another person.
    User,
}

impl From<Flaw> for Refusal {
    fn from(flaw: Flaw) -> Refusal {
        Refusal::WrongPasskey { flaw }
    }
}

/// What a browser is to ask an authenticator for a new passkey, as JSON (WebAuthn level 3, section 5.1.8). Those that the
/// person has are named, so that one device does not get two.
pub fn creation_options(
    relying_party: &RelyingParty,
    challenge: &Challenge,
    user: &User,
    has: &[Passkey],
) -> String {
    let algorithms = ALGORITHMS.map(|(_, number)| json!({ "type": "public-key", "alg": number }));
    json!({
        "rp": { "id": relying_party.id, "name": relying_party.name },
        "user": {
            "id": BASE64URL_NOPAD.encode(user.id.as_bytes()),
            "name": user.email.to_string(),
            "displayName": user.name,
        },
        "challenge": BASE64URL_NOPAD.encode(&challenge.bytes),
        "pubKeyCredParams": algorithms,
        "timeout": millis(LIVES_FOR),
        "excludeCredentials": has.iter().map(descriptor).collect::<Vec<_>>(),
        "authenticatorSelection": { "residentKey": "preferred", "userVerification": "preferred" },
        "attestation": "none",
    })
    .to_string()
}

/// What a browser is to ask an authenticator to sign, as JSON (WebAuthn level 3, section 5.1.9): by one of these passkeys, or
/// by any that the authenticator has for us.
pub fn request_options(
    relying_party: &RelyingParty,
    challenge: &Challenge,
    any_of: &[Passkey],
    verification: UserVerification,
) -> String {
    let verification = match verification {
        UserVerification::Required => "required",
        UserVerification::NotNeeded => "discouraged",
    };
    json!({
        "rpId": relying_party.id,
        "challenge": BASE64URL_NOPAD.encode(&challenge.bytes),
        "timeout": millis(LIVES_FOR),
        "allowCredentials": any_of.iter().map(descriptor).collect::<Vec<_>>(),
        "userVerification": verification,
    })
    .to_string()
}

/// Judges the answer of somebody who adds a passkey: it, and the proof that it works.
///
/// # Errors
/// [`Refusal`]. That nobody else has the credential is seen when it is saved.
pub fn add(
    challenge: &Challenge,
    user: UserId,
    bound_to: BoundTo,
    relying_party: &RelyingParty,
    answer: &Answer,
    moment: &mut Moment,
) -> Result<(Verified, Passkey), Refusal> {
    challenge.holds(Purpose::Add, user, bound_to, moment.now())?;
    ClientData::read(&answer.client_data)?.is_ours("webauthn.create", challenge, relying_party)?;
    let Signed::New { attestation, transports } = &answer.signed else { return Err(Flaw::Type.into()) };
    let sent = RegisterPublicKeyCredential {
        id: BASE64URL_NOPAD.encode(&answer.credential),
        raw_id: answer.credential.clone(),
        response: AuthenticatorAttestationResponseRaw {
            attestation_object: attestation.clone(),
            client_data_json: answer.client_data.clone(),
            transports: None,
        },
        type_: "public-key".to_owned(),
        extensions: Default::default(),
    };
    let library = relying_party.library()?;
    let made = library.register_credential(&sent, &adding(challenge)?, None).map_err(|error| flaw(&error))?;
    if made.cred_id != answer.credential || made.cred_id.len() > LONGEST_CREDENTIAL_ID {
        return Err(Flaw::Unreadable.into());
    }
    let passkey = Passkey {
        id: FactorId::new(moment),
        user,
        public_key: serde_json::to_string(&made.cred).map_err(|_| Flaw::Unreadable)?,
        counter: made.counter,
        backup_eligible: made.backup_eligible,
        backed_up: made.backup_state,
        transports: transports.clone(),
        model: model(attestation, &made.cred_id),
        credential: made.cred_id,
    };
    let detail = Detail::Passkey {
        factor: passkey.id,
        counter: passkey.counter,
        backed_up: passkey.backed_up,
        user_verified: made.user_verified,
    };
    Ok((Verified::new(user, moment.now(), detail), passkey))
}

/// Judges the answer of somebody who proves that they have a passkey: `passkey` is the one that the answer names, if it is
/// kept. At the door (`Purpose::SignIn`) it has to have asked who is before it, and to tell whose it is.
///
/// # Errors
/// [`Refusal`].
pub fn verify(
    challenge: &Challenge,
    purpose: Purpose,
    bound_to: BoundTo,
    relying_party: &RelyingParty,
    answer: &Answer,
    passkey: Option<&Passkey>,
    now: Time,
) -> Result<Verified, Refusal> {
    let whose = passkey.map(|it| it.user).or(challenge.user).ok_or(Refusal::UnknownPasskey)?;
    if challenge.user.is_some_and(|user| user != whose) {
        return Err(Refusal::UnknownPasskey);
    }
    challenge.holds(purpose, whose, bound_to, now)?;
    ClientData::read(&answer.client_data)?.is_ours("webauthn.get", challenge, relying_party)?;
    let Signed::Known { authenticator_data, signature, user_handle } = &answer.signed else {
        return Err(Flaw::Type.into());
    };
    let passkey = passkey.filter(|it| it.credential == answer.credential).ok_or(Refusal::UnknownPasskey)?;
    match user_handle {
        Some(handle) if handle.as_slice() != passkey.user.as_bytes() => return Err(Flaw::User.into()),
        None if purpose == Purpose::SignIn => return Err(Flaw::User.into()),
        Some(_) | None => {}
    }
    let verification = match purpose {
        Purpose::SignIn => UserVerification::Required,
        Purpose::Add | Purpose::Prove => UserVerification::NotNeeded,
    };
    let sent = PublicKeyCredential {
        id: BASE64URL_NOPAD.encode(&answer.credential),
        raw_id: answer.credential.clone(),
        response: AuthenticatorAssertionResponseRaw {
            authenticator_data: authenticator_data.clone(),
            client_data_json: answer.client_data.clone(),
            signature: signature.clone(),
            user_handle: None,
        },
        extensions: Default::default(),
        type_: "public-key".to_owned(),
    };
    let (library, state) = (relying_party.library()?, proving(challenge, verification)?);
    let seen = library
        .authenticate_single_credential(&sent, &state, &known(passkey)?)
        .map_err(|error| flaw(&error))?;
    // Two copies of a key count apart (WebAuthn level 3, section 6.1.1): the one that is behind shows it.
    let counts = seen.counter() != 0 || passkey.counter != 0;
    if counts && seen.counter() <= passkey.counter {
        return Err(Refusal::PasskeyCopied);
    }
    let detail = Detail::Passkey {
        factor: passkey.id,
        counter: seen.counter(),
        backed_up: seen.backup_state(),
        user_verified: seen.user_verified(),
    };
    Ok(Verified::new(passkey.user, now, detail))
}

/// What the library verifies against, out of our challenge: its own would be minted by the system's generator.
fn adding(challenge: &Challenge) -> Result<RegistrationState, Refusal> {
    let state = json!({
        "policy": "preferred",
        "exclude_credentials": [],
        "challenge": BASE64URL_NOPAD.encode(&challenge.bytes),
        "credential_algorithms": ALGORITHMS.map(|(name, _)| name),
        "require_resident_key": false,
        "authenticator_attachment": null,
        "extensions": {},
        "allow_synchronised_authenticators": true,
    });
    serde_json::from_value(state).map_err(|_| Flaw::Unreadable.into())
}

fn proving(challenge: &Challenge, verification: UserVerification) -> Result<AuthenticationState, Refusal> {
    let policy = match verification {
        UserVerification::Required => "required",
        UserVerification::NotNeeded => "discouraged",
    };
    let state = json!({
        "credentials": [],
        "policy": policy,
        "challenge": BASE64URL_NOPAD.encode(&challenge.bytes),
        "appid": null,
        "allow_backup_eligible_upgrade": false,
    });
    serde_json::from_value(state).map_err(|_| Flaw::Unreadable.into())
}

/// A passkey in the library's words. What was asked at its registration decides nothing later: this ceremony's purpose does.
fn known(passkey: &Passkey) -> Result<Credential, Refusal> {
    let key: COSEKey = serde_json::from_str(&passkey.public_key).map_err(|_| Flaw::Unreadable)?;
    Ok(Credential {
        cred_id: passkey.credential.clone(),
        cred: key,
        counter: passkey.counter,
        transports: None,
        user_verified: false,
        backup_eligible: passkey.backup_eligible,
        backup_state: passkey.backed_up,
        registration_policy: UserVerificationPolicy::Discouraged_DO_NOT_USE,
        extensions: RegisteredExtensions::none(),
        attestation: ParsedAttestation {
            data: ParsedAttestationData::None,
            metadata: AttestationMetadata::None,
        },
        attestation_format: AttestationFormat::None,
    })
}

fn flaw(error: &WebauthnError) -> Refusal {
    let flaw = match error {
        WebauthnError::UserNotVerified => return Refusal::PasskeyNotVerified,
        WebauthnError::CredentialPossibleCompromise => return Refusal::PasskeyCopied,
        WebauthnError::InvalidClientDataType => Flaw::Type,
        WebauthnError::MismatchedChallenge => Flaw::Challenge,
        WebauthnError::InvalidRPOrigin | WebauthnError::CredentialCrossOrigin => Flaw::Origin,
        WebauthnError::InvalidRPIDHash => Flaw::Domain,
        WebauthnError::UserNotPresent => Flaw::NobodyThere,
        WebauthnError::CredentialAlteredAlgFromRequest
        | WebauthnError::COSEKeyInvalidAlgorithm
        | WebauthnError::COSEKeyInvalidType => Flaw::Algorithm,
        WebauthnError::CredentialMayNotBeHardwareBound
        | WebauthnError::CredentialBackupEligibilityInconsistent => Flaw::Backup,
        WebauthnError::AuthenticationFailure | WebauthnError::SignatureInvalid => Flaw::Signature,
        _ => Flaw::Unreadable,
    };
    flaw.into()
}

/// The authenticator's model (AAGUID), which stands before the length of the credential id and the id itself (WebAuthn level 3,
/// section 6.5.1). The library keeps it only with attestation, which we do not ask for.
fn model(attestation: &[u8], credential: &[u8]) -> [u8; 16] {
    let length = u16::try_from(credential.len()).unwrap_or(0).to_be_bytes();
    let at = attestation
        .windows(credential.len().saturating_add(2))
        .position(|window| window.strip_prefix(&length).is_some_and(|rest| rest == credential));
    let found = at.and_then(|end| attestation.get(end.checked_sub(16)?..end));
    found.and_then(|bytes| bytes.try_into().ok()).unwrap_or_default()
}

fn descriptor(passkey: &Passkey) -> serde_json::Value {
    let transports: Vec<_> = passkey.transports.iter().map(|it| it.key()).collect();
    json!({ "type": "public-key", "id": BASE64URL_NOPAD.encode(&passkey.credential), "transports": transports })
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
