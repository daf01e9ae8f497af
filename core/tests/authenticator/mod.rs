//! An authenticator in software, honest by default: what it says can be forged in every part, which is what it is for.

use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// One passkey and all that its authenticator and browser say of it.
#[derive(Clone)]
pub(crate) struct Authenticator {
    /// The id of the credential.
    pub(crate) credential: Vec<u8>,
    /// Its private key.
    pub(crate) key: SigningKey,
    /// The domain that it thinks it is asked by.
    pub(crate) domain: String,
    /// The origin that its browser thinks it is at.
    pub(crate) origin: String,
    /// Whose passkey it is.
    pub(crate) user_handle: Option<Vec<u8>>,
    /// How often it has signed; it counts up by itself where it counts at all.
    pub(crate) counter: u32,
    /// Whether somebody touches it.
    pub(crate) user_present: bool,
    /// Whether it asks who is before it.
    pub(crate) user_verified: bool,
    /// Whether the passkey can leave it.
    pub(crate) backup_eligible: bool,
    /// Whether it has left it.
    pub(crate) backed_up: bool,
    /// How it is reached.
    pub(crate) transports: Vec<&'static str>,
    /// The algorithm of its key, by its COSE number.
    pub(crate) algorithm: i32,
    /// What the client data is of, in place of what the ceremony is.
    pub(crate) kind: Option<&'static str>,
    /// Whether the page is in a frame of another site.
    pub(crate) cross_origin: bool,
    /// The signature, in place of its own.
    pub(crate) signature: Option<Vec<u8>>,
}

const MODEL: [u8; 16] = [0xaa; 16];

impl Authenticator {
    /// A security key that counts, with the passkey that `seed` makes.
    pub(crate) fn new(seed: u8, origin: &str, domain: &str) -> Authenticator {
        Authenticator {
            credential: vec![seed; 32],
            key: SigningKey::from_slice(&[seed; 32]).expect("a key"),
            domain: domain.to_owned(),
            origin: origin.to_owned(),
            user_handle: None,
            counter: 1,
            user_present: true,
            user_verified: true,
            backup_eligible: false,
            backed_up: false,
            transports: vec!["usb", "nfc"],
            algorithm: -7,
            kind: None,
            cross_origin: false,
            signature: None,
        }
    }

    /// A phone's passkey: synced, and without a counter.
    pub(crate) fn synced(seed: u8, origin: &str, domain: &str) -> Authenticator {
        Authenticator {
            counter: 0,
            backup_eligible: true,
            backed_up: true,
            transports: vec!["hybrid", "internal"],
            ..Authenticator::new(seed, origin, domain)
        }
    }

    /// Makes its passkey, by the options that the server gave: what the browser sends.
    pub(crate) fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("options");
        self.user_handle = BASE64URL_NOPAD.decode(options["user"]["id"].as_str().unwrap().as_bytes()).ok();
        let mut data = self.data(0x40);
        data.extend(MODEL);
        data.extend(u16::try_from(self.credential.len()).unwrap().to_be_bytes());
        data.extend(&self.credential);
        data.extend(self.cose_key());
        let mut attestation = vec![0xa3];
        attestation.extend(text("fmt"));
        attestation.extend(text("none"));
        attestation.extend(text("attStmt"));
        attestation.push(0xa0);
        attestation.extend(text("authData"));
        attestation.extend(bytes(&data));
        let client_data = self.client_data("webauthn.create", &options);
        self.sent(json!({
            "attestationObject": BASE64URL_NOPAD.encode(&attestation),
            "clientDataJSON": BASE64URL_NOPAD.encode(client_data.as_bytes()),
            "transports": self.transports,
        }))
    }

    /// Signs, by the options that the server gave: what the browser sends.
    pub(crate) fn get(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("options");
        if self.counter > 0 {
            self.counter += 1;
        }
        let data = self.data(0);
        let client_data = self.client_data("webauthn.get", &options);
        let signed = [data.as_slice(), &Sha256::digest(client_data.as_bytes())].concat();
        let signature: Signature = self.key.sign(&signed);
        let signature = self.signature.clone().unwrap_or_else(|| signature.to_der().as_bytes().to_vec());
        self.sent(json!({
            "authenticatorData": BASE64URL_NOPAD.encode(&data),
            "clientDataJSON": BASE64URL_NOPAD.encode(client_data.as_bytes()),
            "signature": BASE64URL_NOPAD.encode(&signature),
            "userHandle": self.user_handle.as_ref().map(|handle| BASE64URL_NOPAD.encode(handle)),
        }))
    }

    fn sent(&self, response: Value) -> String {
        let id = BASE64URL_NOPAD.encode(&self.credential);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {} })
            .to_string()
    }

    fn client_data(&self, kind: &str, options: &Value) -> String {
        json!({
            "type": self.kind.unwrap_or(kind),
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": self.cross_origin,
        })
        .to_string()
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let flag = |on: bool, bit: u8| if on { bit } else { 0 };
        let flags = flags
            | flag(self.user_present, 0x01)
            | flag(self.user_verified, 0x04)
            | flag(self.backup_eligible, 0x08)
            | flag(self.backed_up, 0x10);
        let mut data = Sha256::digest(self.domain.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key as COSE has it (RFC 9052 section 7, RFC 9053 section 7.1.1), with whatever algorithm it says.
    fn cose_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let mut key = vec![0xa5, 0x01, 0x02, 0x03];
        key.extend(negative(self.algorithm));
        key.extend([0x20, 0x01, 0x21]);
        key.extend(bytes(point.x().unwrap()));
        key.push(0x22);
        key.extend(bytes(point.y().unwrap()));
        key
    }
}

fn negative(number: i32) -> Vec<u8> {
    let magnitude = u16::try_from(-1 - number).unwrap();
    head(0x20, magnitude)
}

fn text(text: &str) -> Vec<u8> {
    [head(0x60, u16::try_from(text.len()).unwrap()), text.as_bytes().to_vec()].concat()
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    [head(0x40, u16::try_from(bytes.len()).unwrap()), bytes.to_vec()].concat()
}

/// The head of a CBOR item (RFC 8949 section 3).
fn head(major: u8, number: u16) -> Vec<u8> {
    match number {
        0..=23 => vec![major | u8::try_from(number).unwrap()],
        24..=255 => vec![major | 24, u8::try_from(number).unwrap()],
        _ => [vec![major | 25], number.to_be_bytes().to_vec()].concat(),
    }
}
