//! The operator's file of leaked passwords: lines of upper-case SHA-1, sorted, as the public ones are.
//!
//! It is searched on disk by halving, so its size costs nothing at start: some 35 reads for the largest public file.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// A file of leaked passwords.
#[derive(Clone, Debug)]
pub struct BreachFile {
    path: PathBuf,
}

/// The longest line that is read: 40 characters, a colon, a count.
const LONGEST_LINE: u64 = 128;

impl BreachFile {
    /// Opens the file and looks at its first line.
    ///
    /// # Errors
    /// When it cannot be read, or does not begin with a SHA-1 in hexadecimal.
    pub fn open(path: &Path) -> io::Result<BreachFile> {
        let mut start = [0; 40];
        File::open(path)?.read_exact(&mut start)?;
        if !start.iter().all(u8::is_ascii_hexdigit) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "its first line is no SHA-1 in hexadecimal",
            ));
        }
        Ok(BreachFile { path: path.to_owned() })
    }

    /// Whether the digest stands in the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn contains(&self, sha1: &[u8; 20]) -> io::Result<bool> {
        let wanted = data_encoding::HEXUPPER.encode(sha1);
        let mut file = File::open(&self.path)?;
        let (mut low, mut high) = (0, file.seek(SeekFrom::End(0))?);
        // Invariant: the wanted line, if there is one, begins in low..high.
        while low < high {
            let middle = low + (high - low) / 2;
            let Some((begin, line)) = line_from(&mut file, middle)? else {
                high = middle;
                continue;
            };
            let hash = line.get(..40).unwrap_or_default().to_ascii_uppercase();
            match wanted.as_str().cmp(hash.as_str()) {
                std::cmp::Ordering::Equal => return Ok(true),
                std::cmp::Ordering::Less => high = middle,
                std::cmp::Ordering::Greater => low = begin + 1,
            }
        }
        Ok(false)
    }
}

/// The first line that begins at `at` or after it, and where it begins.
fn line_from(file: &mut File, at: u64) -> io::Result<Option<(u64, String)>> {
    let from = at.saturating_sub(1);
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.take(LONGEST_LINE * 2).read_to_end(&mut bytes)?;
    let skip = match at {
        0 => 0,
        _ => match bytes.iter().position(|byte| *byte == b'\n') {
            Some(end) => end + 1,
            None => return Ok(None),
        },
    };
    let rest = bytes.get(skip..).unwrap_or_default();
    if rest.is_empty() {
        return Ok(None);
    }
    let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let begin = from + u64::try_from(skip).unwrap_or(0);
    Ok(Some((begin, String::from_utf8_lossy(line).trim_end().to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_no_other() {
        let digest = |i: u32| {
            let mut bytes = [0_u8; 20];
            bytes[..4].copy_from_slice(&(i.wrapping_mul(2_654_435_761)).to_be_bytes());
            bytes
        };
        let mut lines: Vec<String> =
            (0..500).map(|i| format!("{}:{i}", data_encoding::HEXUPPER.encode(&digest(i * 2)))).collect();
        lines.sort();
        let path = std::env::temp_dir().join(format!("doorward-breach-{}", std::process::id()));
        for ending in ["\n", "\r\n"] {
            std::fs::write(&path, lines.join(ending)).unwrap();
            let file = BreachFile::open(&path).unwrap();
            for i in 0..1_000 {
                assert_eq!(file.contains(&digest(i)).unwrap(), i % 2 == 0, "{i}");
            }
        }
        std::fs::write(&path, "not a hash at all, but long enough to be one").unwrap();
        assert!(BreachFile::open(&path).is_err());
        std::fs::remove_file(&path).unwrap();
    }
}
