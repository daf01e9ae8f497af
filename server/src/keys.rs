//! The server's key, in a file of its own beside the database and never in it.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use data_encoding::HEXLOWER;
use doorward_core::moment::Moment;
use doorward_core::secret::ServerKey;

/// Reads the key file, or makes it with mode 0600 when there is none.
///
/// # Errors
/// When it cannot be read or made, is readable by others, or holds no key.
pub fn load_or_make(path: &Path, moment: &mut Moment) -> io::Result<ServerKey> {
    match load(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make(path, moment)?;
            load(path)
        }
        loaded => loaded,
    }
}

/// Writes a key beside its place and links it in: whoever looks sees no file or a whole one, and of two that make one at once
/// one wins.
fn make(path: &Path, moment: &mut Moment) -> io::Result<()> {
    let key: [u8; 32] = moment.bytes();
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", HEXLOWER.encode(&moment.bytes::<8>())));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    let written = writeln!(file, "{}", HEXLOWER.encode(&key)).and_then(|()| file.sync_all());
    let linked = written.and_then(|()| std::fs::hard_link(&beside, path));
    std::fs::remove_file(&beside)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Reads the key file.
///
/// # Errors
/// When there is none, it is readable by others, or holds no key.
pub fn load(path: &Path) -> io::Result<ServerKey> {
    let wrong = |problem: &str| io::Error::new(io::ErrorKind::InvalidData, problem.to_owned());
    if std::fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
        return Err(wrong("others can read it: set its mode to 0600"));
    }
    let text = std::fs::read_to_string(path)?;
    let key = HEXLOWER
        .decode(text.trim().as_bytes())
        .map_err(|_| wrong("it holds no key of 64 hexadecimal digits"))?;
    let key: [u8; 32] = key.try_into().map_err(|_| wrong("it holds no key of 64 hexadecimal digits"))?;
    Ok(ServerKey::from_bytes(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use doorward_core::moment::Time;

    #[test]
    fn a_key_is_made_once_kept_to_its_owner_and_read_back() {
        let path = std::env::temp_dir().join(format!("doorward-key-{}", std::process::id()));
        let mut moment = Moment::new(Time::from_millis(0), [1; 32]);
        let made = load_or_make(&path, &mut moment).unwrap();
        let read = load_or_make(&path, &mut moment).unwrap();
        assert_eq!(made.mac("x", &[]), read.mac("x", &[]));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(load_or_make(&path, &mut moment).is_err());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&path, "not a key").unwrap();
        assert!(load_or_make(&path, &mut moment).is_err());
        std::fs::remove_file(&path).unwrap();
    }
}
