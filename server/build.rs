//! Lists the folders under `locales/`, so that a language is a folder and nothing else. Each group of words is compiled in.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, error, fs, io};

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed=locales");
    let mut list = "&[\n".to_owned();
    for folder in sorted(Path::new("locales"))?.iter().filter(|it| it.is_dir()) {
        writeln!(list, "    Source {{ tag: {:?}, groups: &[", name(folder))?;
        for group in sorted(folder)?.iter().filter(|it| it.extension().is_some_and(|it| it == "ftl")) {
            let path = format!("/locales/{}/{}", name(folder), name(group));
            writeln!(list, "        include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?})),")?;
        }
        writeln!(list, "    ] }},")?;
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    fs::write(PathBuf::from(out).join("languages.rs"), list)?;
    Ok(())
}

/// What is in a folder, by name, so that every build makes the same program.
fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = fs::read_dir(folder)?.map(|it| Ok(it?.path())).collect::<io::Result<Vec<_>>>()?;
    found.sort();
    Ok(found)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
