//! The few files that pages refer to, inside the program and named by their content, so that a browser may keep them.

use std::fmt;

/// A file that pages refer to.
#[derive(Debug)]
pub struct Asset {
    /// Where it is served.
    pub path: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
    fingerprint: u64,
}

/// All of them. A request that carries the version may be kept for a year; another answer would have another address.
pub static ASSETS: &[Asset] = &[
    asset("/assets/doorward.css", "text/css; charset=utf-8", include_bytes!("../../assets/doorward.css")),
    asset("/assets/door.svg", "image/svg+xml", include_bytes!("../../assets/door.svg")),
    asset(
        "/assets/open-tab.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../../assets/open-tab.js"),
    ),
    asset("/assets/passkey.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/passkey.js")),
    asset("/assets/copy.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/copy.js")),
    asset(
        "/assets/show-password.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../../assets/show-password.js"),
    ),
];

impl Asset {
    /// The asset that is served at a path.
    pub fn at(path: &str) -> Option<&'static Asset> {
        ASSETS.iter().find(|asset| asset.path == path)
    }

    /// Its version: changes when its content does.
    pub fn version(&self) -> String {
        format!("{:016x}", self.fingerprint)
    }
}

/// Shows as the address that pages use.
impl fmt::Display for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}?v={}", self.path, self.version())
    }
}

const fn asset(path: &'static str, content_type: &'static str, bytes: &'static [u8]) -> Asset {
    Asset { path, content_type, bytes, fingerprint: fingerprint(bytes) }
}

/// FNV-1a, 64 bits: no protection, only another name for another content.
const fn fingerprint(bytes: &[u8]) -> u64 {
    let (mut hash, mut rest) = (0xcbf2_9ce4_8422_2325_u64, bytes);
    while let Some((byte, tail)) = rest.split_first() {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0100_0000_01b3);
        rest = tail;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_content_has_another_address() {
        // The FNV authors' own vectors: the empty text, and "a".
        assert_eq!(fingerprint(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert!(
            ASSETS.iter().all(|asset| Asset::at(asset.path).is_some_and(|found| !found.bytes.is_empty()))
        );
    }
}
