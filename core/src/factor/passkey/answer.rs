//! What a browser sends of a passkey: read, and not believed.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;

use super::{Challenge, Flaw, RelyingParty, Transport};
use crate::factor::Refusal;

/// No answer of a browser is longer.
const LONGEST_ANSWER: usize = 8_192;

/// No credential id is longer (WebAuthn level 3, section 4, "Credential ID").
pub(super) const LONGEST_CREDENTIAL_ID: usize = 1_023;

/// The answer of a browser, read but not believed.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(super) credential: Vec<u8>,
    pub(super) client_data: Vec<u8>,
    challenge: [u8; 32],
    pub(super) signed: Signed,
}

#[derive(Clone, Debug)]
pub(super) enum Signed {
    New { attestation: Vec<u8>, transports: Vec<Transport> },
    Known { authenticator_data: Vec<u8>, signature: Vec<u8>, user_handle: Option<Vec<u8>> },
}

impl Answer {
    /// Reads what the browser sent: the JSON of a `PublicKeyCredential` (WebAuthn level 3, section 5.1).
    ///
    /// # Errors
    /// [`Refusal::NoPasskey`] when nothing was sent, which is what a closed dialog leaves; [`Refusal::WrongPasskey`] for what
    /// is no such JSON.
    pub fn read(sent: &str) -> Result<Answer, Refusal> {
        if sent.is_empty() {
            return Err(Refusal::NoPasskey);
        }
        let parsed = if sent.len() <= LONGEST_ANSWER { serde_json::from_str(sent).ok() } else { None };
        let unreadable = || Refusal::from(Flaw::Unreadable);
        let Sent { raw_id, kind, response } = parsed.ok_or_else(unreadable)?;
        let bytes = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| unreadable());
        let credential = bytes(&raw_id)?;
        if kind != "public-key" || credential.is_empty() || credential.len() > LONGEST_CREDENTIAL_ID {
            return Err(unreadable());
        }
        let client_data = bytes(&response.client_data)?;
        let challenge = ClientData::read(&client_data)?.challenge_bytes()?;
        let signed = match (response.attestation, response.authenticator_data, response.signature) {
            (Some(attestation), _, None) => Signed::New {
                attestation: bytes(&attestation)?,
                transports: response.transports.iter().filter_map(|key| Transport::from_key(key)).collect(),
            },
            (None, Some(data), Some(signature)) => Signed::Known {
                authenticator_data: bytes(&data)?,
                signature: bytes(&signature)?,
                user_handle: response.user_handle.as_deref().map(bytes).transpose()?,
            },
            _ => return Err(unreadable()),
        };
        Ok(Answer { credential, client_data, challenge, signed })
    }

    /// The challenge that it says it answers: what the store finds ours by.
    pub fn challenge(&self) -> &[u8; 32] {
        &self.challenge
    }

    /// The authenticator's id of the passkey that it says it is of.
    pub fn credential(&self) -> &[u8] {
        &self.credential
    }
}

#[derive(Deserialize)]
struct Sent {
    #[serde(rename = "rawId")]
    raw_id: String,
    #[serde(rename = "type")]
    kind: String,
    response: Response,
}

#[derive(Deserialize)]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    #[serde(rename = "attestationObject")]
    attestation: Option<String>,
    #[serde(rename = "authenticatorData")]
    authenticator_data: Option<String>,
    signature: Option<String>,
    #[serde(rename = "userHandle")]
    user_handle: Option<String>,
    #[serde(default)]
    transports: Vec<String>,
}

/// What the browser itself says of a ceremony, and the authenticator signs (WebAuthn level 3, section 5.8.1).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

impl ClientData {
    pub(super) fn read(bytes: &[u8]) -> Result<ClientData, Refusal> {
        serde_json::from_slice(bytes).map_err(|_| Flaw::Unreadable.into())
    }

    fn challenge_bytes(&self) -> Result<[u8; 32], Refusal> {
        let bytes = BASE64URL_NOPAD.decode(self.challenge.as_bytes()).unwrap_or_default();
        bytes.try_into().map_err(|_| Flaw::Challenge.into())
    }

    pub(super) fn is_ours(
        &self,
        kind: &str,
        challenge: &Challenge,
        relying_party: &RelyingParty,
    ) -> Result<(), Refusal> {
        if self.kind != kind {
            return Err(Flaw::Type.into());
        }
        if self.challenge_bytes()? != challenge.bytes {
            return Err(Flaw::Challenge.into());
        }
        // No page of ours is shown in a frame, so no ceremony of ours is begun in one.
        if self.origin != relying_party.origin || self.cross_origin || self.top_origin.is_some() {
            return Err(Flaw::Origin.into());
        }
        Ok(())
    }
}
