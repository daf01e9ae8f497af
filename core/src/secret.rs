//! Secrets: values that no log can print, tokens of which only a digest is kept, and sealing at rest.
//!
//! Sealing is XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) under a key from a file outside the database; its 24-byte
//! nonce comes from the [`Moment`]. What a sealed value belongs to is bound into it as associated data, so that a
//! row copied over another does not open.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::BASE64URL_NOPAD;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroize;

use crate::moment::Moment;

/// A value whose `Debug` prints `…`, and whose memory is wiped when it goes.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Wraps `value`.
    pub fn new(value: T) -> Self {
        Secret(value)
    }

    /// The value itself: each call is a place to look at in a review.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// A bearer token of 256 random bits: the value of a cookie, or the end of a mailed link.
#[derive(Clone)]
pub struct Token(Secret<[u8; 32]>);

/// SHA-256 of a [`Token`]: all that the store keeps of it. 256 random bits need no slow hash.
pub type TokenHash = [u8; 32];

impl Token {
    /// A new token of this moment.
    pub fn new(moment: &mut Moment) -> Token {
        Token(Secret::new(moment.bytes()))
    }

    /// Reads what [`Token::expose`] wrote; anything else is no token.
    pub fn parse(text: &str) -> Option<Token> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        Some(Token(Secret::new(bytes.try_into().ok()?)))
    }

    /// The text that goes into the cookie or link: 43 characters of base64url.
    pub fn expose(&self) -> String {
        BASE64URL_NOPAD.encode(self.0.expose())
    }

    /// The digest by which the store finds it.
    pub fn hash(&self) -> TokenHash {
        Sha256::digest(self.0.expose()).into()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The server's own key, from its key file: never in the database.
///
/// Every use has a key of its own, derived by HKDF-SHA-256 (RFC 5869) with the use's name as `info`.
#[derive(Clone)]
pub struct ServerKey(Secret<[u8; 32]>);

impl ServerKey {
    /// The key with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> ServerKey {
        ServerKey(Secret::new(bytes))
    }

    /// Seals `plain` so that it opens only for `belongs_to`.
    ///
    /// # Errors
    /// [`SealError`] when `plain` is beyond the cipher's 256 GiB.
    pub fn seal(&self, plain: &[u8], belongs_to: &str, moment: &mut Moment) -> Result<Vec<u8>, SealError> {
        let nonce: [u8; 24] = moment.bytes();
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: belongs_to.as_bytes() })
            .map_err(|_| SealError)?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what [`ServerKey::seal`] sealed for the same `belongs_to`.
    ///
    /// # Errors
    /// [`SealError`] when it was changed, moved, or sealed under another key.
    pub fn open(&self, sealed: &[u8], belongs_to: &str) -> Result<Secret<Vec<u8>>, SealError> {
        let (nonce, body) = sealed.split_at_checked(24).ok_or(SealError)?;
        let nonce: [u8; 24] = nonce.try_into().map_err(|_| SealError)?;
        self.cipher()
            .decrypt(&XNonce::from(nonce), Payload { msg: body, aad: belongs_to.as_bytes() })
            .map(Secret::new)
            .map_err(|_| SealError)
    }

    /// A keyed digest of `parts` for the use named `purpose`: what the holder of the database alone cannot guess.
    pub fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        // HMAC-SHA-256 takes a key of any length, so this cannot fail; an empty key would only make tokens refuse.
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.derived(purpose)) else {
            return [0; 32];
        };
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derived("seal").into())
    }

    fn derived(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        // 32 bytes are within HKDF-SHA-256's limit of 255 * 32, so this cannot fail.
        let _ = Hkdf::<Sha256>::new(None, self.0.expose()).expand(purpose.as_bytes(), &mut key);
        key
    }
}

impl fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerKey(…)")
    }
}

/// HMAC-SHA-256 (RFC 2104) of `parts`, one behind the other, under a key that the other side has as well.
pub fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // It takes a key of any length, so this cannot fail; what nobody signed, nobody would believe.
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key) else { return [0; 32] };
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// Whether two byte strings are equal, in a time that tells nothing of where they differ.
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// A sealed value did not open, or could not be sealed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a sealed value does not open with this server's key")]
pub struct SealError;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::Time;

    fn moment() -> Moment {
        Moment::new(Time::from_millis(0), [3; 32])
    }

    #[test]
    fn a_sealed_value_opens_only_where_it_belongs() {
        let key = ServerKey::from_bytes([1; 32]);
        let sealed = key.seal(b"JBSWY3DP", "factor/1", &mut moment()).unwrap();
        assert_eq!(key.open(&sealed, "factor/1").unwrap().expose(), b"JBSWY3DP");
        assert_eq!(key.open(&sealed, "factor/2"), Err(SealError));
        assert_eq!(ServerKey::from_bytes([2; 32]).open(&sealed, "factor/1"), Err(SealError));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(&changed, "factor/1"), Err(SealError));
        }
        assert_eq!(key.open(b"short", "factor/1"), Err(SealError));
    }

    #[test]
    fn nothing_secret_is_printed() {
        let token = Token::new(&mut moment());
        let shown =
            format!("{token:?} {:?} {:?}", Secret::new("hunter2".to_owned()), ServerKey::from_bytes([1; 32]));
        assert_eq!(shown, "Token(…) … ServerKey(…)");
        assert_eq!(Token::parse(&token.expose()).unwrap().hash(), token.hash());
        assert!(Token::parse("short").is_none());
    }

    #[test]
    fn a_signature_is_that_of_the_standard() {
        // RFC 4231 section 4.3, test case 2.
        let signed = hmac_sha256(b"Jefe", &[b"what do ya want ", b"for nothing?"]);
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(data_encoding::HEXLOWER.encode(&signed), expected);
    }

    #[test]
    fn macs_differ_by_purpose_and_by_where_parts_end() {
        let key = ServerKey::from_bytes([1; 32]);
        assert_ne!(key.mac("form", &[b"ab", b"c"]), key.mac("form", &[b"a", b"bc"]));
        assert_ne!(key.mac("form", &[b"a"]), key.mac("lane", &[b"a"]));
    }
}
