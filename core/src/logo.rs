//! The logo of an account: which files are one, decided by their bytes and never by a name.
//!
//! PNG, JPEG and WebP. They are walked from end to end, so that a file that is cut off, or has something else behind the
//! picture, is none. Nothing is decoded: that is left to browsers, which do it in a process of its own.

use std::fmt;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

/// No logo has more bytes: a page with it stays small, and a form that brings it fits into what a form may be.
pub const MOST_BYTES: usize = 32 * 1024;

/// No logo is wider or higher, in pixels: four times what is shown, so that it is sharp on every screen.
pub const MOST_PIXELS: u16 = 512;

/// A picture that a page may show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Logo {
    kind: LogoKind,
    mark: LogoMark,
    bytes: Vec<u8>,
}

/// What pages know of a logo: by what it is called for, and the room that it takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LogoMark {
    /// The first half of its SHA-256: another picture has another address.
    pub digest: LogoDigest,
    /// In pixels.
    pub width: u16,
    /// In pixels.
    pub height: u16,
}

/// Names a logo by its content; shows as 32 digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LogoDigest([u8; 16]);

/// How a logo is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LogoKind {
    /// PNG (W3C Portable Network Graphics, third edition).
    Png,
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// WebP (RFC 9649).
    Webp,
}

/// Why a file is no logo.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotALogo {
    /// There is no file.
    #[error("no file")]
    Empty,
    /// It has more bytes than [`MOST_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// It begins like none of the three.
    #[error("neither PNG nor JPEG nor WebP")]
    Kind,
    /// It ends before the picture does, goes on behind it, or is not what its kind demands.
    #[error("the picture is broken, or there is more than a picture in the file")]
    Broken,
    /// It moves. What moves beside a form keeps people from reading it (WCAG 2.2, SC 2.2.2).
    #[error("the picture moves")]
    Moves,
    /// It is wider or higher than [`MOST_PIXELS`].
    #[error("the picture is {width} by {height} pixels")]
    TooWide {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
}

impl Logo {
    /// Reads a file.
    ///
    /// # Errors
    /// [`NotALogo`] says why it is none.
    pub fn read(bytes: Vec<u8>) -> Result<Logo, NotALogo> {
        if bytes.is_empty() {
            return Err(NotALogo::Empty);
        }
        if bytes.len() > MOST_BYTES {
            return Err(NotALogo::TooLarge);
        }
        let kind = LogoKind::of(&bytes).ok_or(NotALogo::Kind)?;
        let (width, height) = match kind {
            LogoKind::Png => png(&bytes),
            LogoKind::Jpeg => jpeg(&bytes),
            LogoKind::Webp => webp(&bytes),
        }?;
        let fits = |pixels: u32| u16::try_from(pixels).ok().filter(|pixels| *pixels <= MOST_PIXELS);
        let (Some(wide), Some(high)) = (fits(width), fits(height)) else {
            return Err(NotALogo::TooWide { width, height });
        };
        if wide == 0 || high == 0 {
            return Err(NotALogo::Broken);
        }
        let mark = LogoMark { digest: LogoDigest::of(&bytes), width: wide, height: high };
        Ok(Logo { kind, mark, bytes })
    }

    /// How it is written.
    pub fn kind(&self) -> LogoKind {
        self.kind
    }

    /// What pages know of it.
    pub fn mark(&self) -> LogoMark {
        self.mark
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl LogoDigest {
    fn of(bytes: &[u8]) -> LogoDigest {
        let mut digest = [0; 16];
        for (byte, of_the_whole) in digest.iter_mut().zip(Sha256::digest(bytes)) {
            *byte = of_the_whole;
        }
        LogoDigest(digest)
    }

    /// From the store.
    pub const fn from_bytes(bytes: [u8; 16]) -> LogoDigest {
        LogoDigest(bytes)
    }

    /// For the store.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Reads the digits, in lower case alone: one picture has one address.
    pub fn parse(digits: &str) -> Option<LogoDigest> {
        HEXLOWER.decode(digits.as_bytes()).ok()?.try_into().ok().map(LogoDigest)
    }
}

impl fmt::Display for LogoDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl LogoKind {
    /// All of them.
    pub const ALL: [LogoKind; 3] = [LogoKind::Png, LogoKind::Jpeg, LogoKind::Webp];

    /// The kind that a file begins like.
    fn of(bytes: &[u8]) -> Option<LogoKind> {
        match bytes {
            bytes if bytes.starts_with(PNG) => Some(LogoKind::Png),
            [0xff, 0xd8, 0xff, ..] => Some(LogoKind::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(LogoKind::Webp),
            _ => None,
        }
    }

    /// Its media type, which is what a browser is told.
    pub fn media_type(self) -> &'static str {
        match self {
            LogoKind::Png => "image/png",
            LogoKind::Jpeg => "image/jpeg",
            LogoKind::Webp => "image/webp",
        }
    }
}

/// What every PNG begins with (section 5.2).
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Width and height of a PNG: IHDR first, then chunks, and IEND as the last thing in the file (section 5.6).
fn png(bytes: &[u8]) -> Result<(u32, u32), NotALogo> {
    let mut rest = bytes.strip_prefix(PNG).ok_or(NotALogo::Broken)?;
    let (mut size, mut has_pixels) = (None, false);
    loop {
        let (length, after) = rest.split_first_chunk::<4>().ok_or(NotALogo::Broken)?;
        let (kind, after) = after.split_first_chunk::<4>().ok_or(NotALogo::Broken)?;
        let (content, after) = split(after, u32::from_be_bytes(*length))?;
        // The checksum is the browser's to look at.
        let (_, after) = after.split_first_chunk::<4>().ok_or(NotALogo::Broken)?;
        match (kind, size) {
            (b"IHDR", None) => {
                let (width, after) = content.split_first_chunk::<4>().ok_or(NotALogo::Broken)?;
                let (height, _) = after.split_first_chunk::<4>().ok_or(NotALogo::Broken)?;
                size = Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)));
            }
            (b"IHDR", Some(_)) | (_, None) => return Err(NotALogo::Broken),
            (b"acTL", _) => return Err(NotALogo::Moves),
            (b"IDAT", _) => has_pixels = true,
            (b"IEND", Some(size)) => {
                return if after.is_empty() && has_pixels { Ok(size) } else { Err(NotALogo::Broken) };
            }
            _ => {}
        }
        rest = after;
    }
}

/// Width and height of a JPEG: one frame, at least one scan, and EOI as the last thing in the file (annex B.2).
fn jpeg(bytes: &[u8]) -> Result<(u32, u32), NotALogo> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8]).ok_or(NotALogo::Broken)?;
    let (mut size, mut has_pixels) = (None, false);
    loop {
        let (marker, after) = marker(rest)?;
        if marker == EOI {
            return match size {
                Some(size) if after.is_empty() && has_pixels => Ok(size),
                _ => Err(NotALogo::Broken),
            };
        }
        // Every other marker that stands here has a length, which counts itself.
        let length = after.first_chunk::<2>().map(|length| u16::from_be_bytes(*length));
        let (segment, after) = split(after, u32::from(length.ok_or(NotALogo::Broken)?))?;
        let content = segment.get(2..).ok_or(NotALogo::Broken)?;
        match marker {
            // Frames, of all kinds of coding; the three in between are tables.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let [_, high, high_low, wide, wide_low, ..] = *content else { return Err(NotALogo::Broken) };
                let read = |high, low| u32::from(u16::from_be_bytes([high, low]));
                if size.replace((read(wide, wide_low), read(high, high_low))).is_some() {
                    return Err(NotALogo::Broken);
                }
                rest = after;
            }
            SOS => {
                has_pixels = size.is_some();
                rest = after_the_scan(after)?;
            }
            0x00 | 0x01 | 0xd0..=0xd8 => return Err(NotALogo::Broken),
            _ => rest = after,
        }
    }
}

const SOS: u8 = 0xda;
const EOI: u8 = 0xd9;

/// A marker, of which the first byte may be repeated (annex B.1.1.2), and what is behind it.
fn marker(bytes: &[u8]) -> Result<(u8, &[u8]), NotALogo> {
    let at = bytes.iter().position(|byte| *byte != 0xff).filter(|at| *at > 0).ok_or(NotALogo::Broken)?;
    let (marker, after) = bytes.get(at..).and_then(<[u8]>::split_first).ok_or(NotALogo::Broken)?;
    Ok((*marker, after))
}

/// What is behind the pixels of a scan: within them 0xff is followed by 0, or restarts them.
fn after_the_scan(bytes: &[u8]) -> Result<&[u8], NotALogo> {
    let ends = |pair: &[u8]| matches!(pair, [0xff, next] if !matches!(next, 0x00 | 0xd0..=0xd7));
    let at = bytes.windows(2).position(ends).ok_or(NotALogo::Broken)?;
    bytes.get(at..).ok_or(NotALogo::Broken)
}

/// Width and height of a WebP: chunks that fill the file exactly (RFC 9649, sections 2.3 to 2.7).
fn webp(bytes: &[u8]) -> Result<(u32, u32), NotALogo> {
    let (size, rest) =
        bytes.strip_prefix(b"RIFF").and_then(|rest| rest.split_first_chunk::<4>()).ok_or(NotALogo::Broken)?;
    if usize::try_from(u32::from_le_bytes(*size)) != Ok(rest.len()) {
        return Err(NotALogo::Broken);
    }
    let mut rest = rest.strip_prefix(b"WEBP").ok_or(NotALogo::Broken)?;
    let (mut canvas, mut picture) = (None, None);
    while !rest.is_empty() {
        let (kind, after) = rest.split_first_chunk::<4>().ok_or(NotALogo::Broken)?;
        let (length, after) = after.split_first_chunk::<4>().ok_or(NotALogo::Broken)?;
        let length = u32::from_le_bytes(*length);
        let (content, after) = split(after, length)?;
        // A chunk of odd length is filled up.
        let (_, after) = split(after, length % 2)?;
        let first = canvas.is_none() && picture.is_none();
        match kind {
            b"VP8X" if first => canvas = Some(extended(content)?),
            b"VP8 " if picture.is_none() => picture = Some(lossy(content)?),
            b"VP8L" if picture.is_none() => picture = Some(lossless(content)?),
            b"ANIM" | b"ANMF" => return Err(NotALogo::Moves),
            b"VP8X" | b"VP8 " | b"VP8L" => return Err(NotALogo::Broken),
            _ if first => return Err(NotALogo::Broken),
            _ => {}
        }
        rest = after;
    }
    match (canvas, picture) {
        (None, Some(picture)) => Ok(picture),
        (Some(canvas), Some(picture)) if canvas == picture => Ok(canvas),
        _ => Err(NotALogo::Broken),
    }
}

/// The size of the canvas, less one each, in 24 bits (section 2.7).
fn extended(content: &[u8]) -> Result<(u32, u32), NotALogo> {
    const MOVES: u8 = 0b10;
    let [flags, _, _, _, w0, w1, w2, h0, h1, h2] = *content else { return Err(NotALogo::Broken) };
    if flags & MOVES != 0 {
        return Err(NotALogo::Moves);
    }
    Ok((u32::from_le_bytes([w0, w1, w2, 0]) + 1, u32::from_le_bytes([h0, h1, h2, 0]) + 1))
}

/// The head of a key frame (RFC 6386 section 9.1): a tag of three bytes, a start code, 14 bits each.
fn lossy(content: &[u8]) -> Result<(u32, u32), NotALogo> {
    let [tag, _, _, 0x9d, 0x01, 0x2a, w0, w1, h0, h1, ..] = *content else { return Err(NotALogo::Broken) };
    if tag & 1 != 0 {
        return Err(NotALogo::Broken);
    }
    let read = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
    Ok((read(w0, w1), read(h0, h1)))
}

/// The head of a lossless picture (RFC 9649 section 3.4): a byte to know it by, 14 bits each, less one.
fn lossless(content: &[u8]) -> Result<(u32, u32), NotALogo> {
    let [0x2f, b0, b1, b2, b3, ..] = *content else { return Err(NotALogo::Broken) };
    let bits = u32::from_le_bytes([b0, b1, b2, b3]);
    Ok(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
}

/// The first bytes, so many, and the others.
fn split(bytes: &[u8], length: u32) -> Result<(&[u8], &[u8]), NotALogo> {
    let length = usize::try_from(length).map_err(|_| NotALogo::Broken)?;
    bytes.split_at_checked(length).ok_or(NotALogo::Broken)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // One picture of 120 by 40, as each program writes it.
    const PICTURES: [(&[u8], LogoKind); 5] = [
        (include_bytes!("../tests/pictures/logo.png"), LogoKind::Png),
        (include_bytes!("../tests/pictures/logo.jpg"), LogoKind::Jpeg),
        (include_bytes!("../tests/pictures/progressive.jpg"), LogoKind::Jpeg),
        (include_bytes!("../tests/pictures/logo.webp"), LogoKind::Webp),
        (include_bytes!("../tests/pictures/alpha.webp"), LogoKind::Webp),
    ];
    const GIF: &[u8] = include_bytes!("../tests/pictures/logo.gif");

    fn read(bytes: &[u8]) -> Result<Logo, NotALogo> {
        Logo::read(bytes.to_vec())
    }

    /// The bytes, with these in the place of those at the first place where those are.
    fn with(bytes: &[u8], those: &[u8], these: &[u8]) -> Vec<u8> {
        let at = bytes.windows(those.len()).position(|it| it == those).expect("they are there");
        [&bytes[..at], these, &bytes[at + those.len()..]].concat()
    }

    #[test]
    fn a_picture_is_known_by_its_bytes_and_has_the_size_that_it_says() {
        for (bytes, kind) in PICTURES {
            let logo = read(bytes).unwrap();
            assert_eq!((logo.kind(), logo.mark().width, logo.mark().height), (kind, 120, 40));
            assert_eq!(logo.bytes(), bytes);
            let digest = logo.mark().digest;
            assert_eq!(LogoDigest::parse(&digest.to_string()), Some(digest));
        }
        for odd in ["", "00", &"A".repeat(32), &"0".repeat(33), &"0".repeat(64), "../../etc/passwd"] {
            assert_eq!(LogoDigest::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_is_no_picture_of_the_three_kinds_is_none_whatever_it_is_called() {
        assert_eq!(read(b""), Err(NotALogo::Empty));
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        let html = b"<!doctype html><script>alert(1)</script>";
        let others: [&[u8]; 8] =
            [svg, html, GIF, b"%PDF-1.7", b"BM6", b"PK\x03\x04", b"\xef\xbb\xbf<svg/>", b"\x89PNG"];
        for other in others {
            assert_eq!(read(other), Err(NotALogo::Kind), "{other:?}");
        }
        let mut large = PICTURES[0].0.to_vec();
        large.resize(MOST_BYTES + 1, 0);
        assert_eq!(read(&large), Err(NotALogo::TooLarge));
    }

    #[test]
    fn nothing_else_is_in_the_file() {
        for (bytes, _) in PICTURES {
            for more in [&b"<script>alert(1)</script>"[..], b"PK\x03\x04", b"\0", bytes] {
                assert_eq!(read(&[bytes, more].concat()), Err(NotALogo::Broken));
                assert!(read(&[more, bytes].concat()).is_err());
            }
        }
        // A WebP whose length counts what was added, as one more chunk that begins a picture anew.
        let webp = PICTURES[3].0;
        let size = u32::try_from(2 * webp.len() - 8 - 12).unwrap();
        let twice = [b"RIFF", &size.to_le_bytes()[..], &webp[8..], &webp[12..]].concat();
        assert_eq!(read(&twice), Err(NotALogo::Broken));
    }

    #[test]
    fn a_picture_is_small_enough_and_stands_still() {
        let png = PICTURES[0].0;
        let head = |width: u32, height: u32| {
            let sizes = [width.to_be_bytes(), height.to_be_bytes()].concat();
            with(png, &[120_u32.to_be_bytes(), 40_u32.to_be_bytes()].concat(), &sizes)
        };
        assert!(read(&head(512, 512)).is_ok());
        for (width, height) in [(513, 40), (120, 513), (65_536, 40), (u32::MAX, u32::MAX)] {
            assert_eq!(read(&head(width, height)), Err(NotALogo::TooWide { width, height }));
        }
        for (width, height) in [(0, 40), (120, 0)] {
            assert_eq!(read(&head(width, height)), Err(NotALogo::Broken));
        }
        let frames = with(png, b"\0\0\0\x09PLTE", b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\0\0\0\0\0\0\0\x09PLTE");
        assert_eq!(read(&frames), Err(NotALogo::Moves));
        let mut moving = PICTURES[4].0.to_vec();
        assert_eq!(&moving[12..16], b"VP8X");
        moving[20] |= 0b10;
        assert_eq!(read(&moving), Err(NotALogo::Moves));
        // The canvas says one size, and the picture on it another.
        let mut odd = PICTURES[4].0.to_vec();
        odd[24] = 60;
        assert_eq!(read(&odd), Err(NotALogo::Broken));
    }

    #[test]
    fn a_webp_without_a_canvas_has_the_size_of_its_picture() {
        let whole = PICTURES[4].0;
        let at = whole.windows(4).position(|it| it == b"VP8 ").unwrap();
        let lossless = [b"VP8L\x06\0\0\0\x2f", &(119_u32 | 39 << 14).to_le_bytes()[..], b"\0"].concat();
        for (chunk, size) in [(&whole[at..], (120, 40)), (&lossless, (120, 40))] {
            let length = u32::try_from(chunk.len() + 4).unwrap();
            let file = [b"RIFF", &length.to_le_bytes()[..], b"WEBP", chunk].concat();
            assert_eq!(read(&file).map(|logo| (logo.mark().width, logo.mark().height)), Ok(size));
        }
    }

    proptest! {
        #[test]
        fn a_picture_that_is_cut_off_is_none(picture in 0_usize..5, cut in any::<prop::sample::Index>()) {
            let bytes = PICTURES[picture].0;
            prop_assert!(read(&bytes[..cut.index(bytes.len())]).is_err());
        }

        #[test]
        fn no_bytes_do_harm(picture in 0_usize..5, at in any::<prop::sample::Index>(), byte: u8, more: Vec<u8>) {
            let mut bytes = PICTURES[picture].0.to_vec();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Ok(logo) = read(&bytes) {
                prop_assert!(logo.mark().width <= MOST_PIXELS && logo.mark().height <= MOST_PIXELS);
            }
            bytes.splice(at.., more);
            let _ = read(&bytes);
        }
    }
}
