//! The house kept in order: what `ARCHITECTURE.md` says of parts, files and invariants, held against the code itself.
//!
//! The table of imports, the code map and the names of tests are read *from* that page, so that it cannot go stale.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// No file has more lines, so that each can be read in one sitting.
const LONGEST_FILE: usize = 600;

/// The crates that the table of imports speaks of, by the names that it has for them. All others are anybody's.
const CRATES: [(&str, &[&str]); 8] = [
    ("core", &["doorward_core"]),
    ("store", &["doorward_store"]),
    ("drivers", &["rusqlite", "tokio_postgres", "postgres_types", "tokio_postgres_rustls"]),
    ("HTTP", &["axum", "tower", "tower_http", "cookie"]),
    ("templates", &["askama"]),
    ("SMTP", &["lettre"]),
    ("HTTP client", &["hyper", "hyper_util", "tokio_rustls"]),
    ("arguments", &["clap", "clap_complete"]),
];

/// What the core must not know of, beyond crates: its time, secrets and facts are arguments.
const NOT_IN_CORE: [&str; 13] = [
    "std::fs",
    "std::io",
    "std::env",
    "std::thread",
    "std::process",
    "SystemTime",
    "Instant",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "tracing::",
    "println!",
    "tokio::",
];

/// The attacks that were promised (of P01 to P70 of the security research): each is a test of that name here, and one on the
/// program itself in `tests/attack/`.
const CASES: [u8; 57] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 30,
    31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56,
    57, 58, 70,
];

/// Statements without a tenant, by file and a part of their text, each with its reason: the named exceptions to "every
/// statement names its account".
const WITHOUT_TENANT: [(&str, &str, &str); 8] = [
    ("store/src/backup.rs", "", "writes and reads whole tables"),
    ("store/src/sweep.rs", "DELETE FROM ", "frees what has expired, of every account"),
    ("store/src/tenants.rs", " tenants ", "finds the account itself"),
    (
        "store/src/links.rs",
        "UPDATE links ",
        "the set-up link is older than any account; others are known by their id",
    ),
    ("store/src/look.rs", "schema_steps", "says what the database itself is"),
    ("store/src/marks.rs", " marks ", "says what the database itself is"),
    ("store/src/outbox.rs", "min(due_at)", "the job sends for every account"),
    ("store/src/outbox.rs", "min(created_at)", "the metrics speak of the server, not of an account"),
];

/// The one circle: the seam and its two engines, which are one thing in four files.
const SEAM: [&str; 4] = ["db", "value", "sqlite", "postgres"];

#[test]
fn imports_run_one_way_as_the_table_says() {
    let allowed = import_table();
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for file in rust_files(&["core/src", "store/src", "server/src"]) {
        let part = part_of(&file.path);
        let Some(may) = allowed.get(&part) else {
            panic!("ARCHITECTURE.md has no row for the part `{part}` of {}", file.path)
        };
        for import in imports(&file, &part) {
            if !may.contains(&import) && !may.contains("everything") {
                wrong.push(format!("{} imports {import}, which `{part}` may not", file.path));
            }
            used.entry(part.clone()).or_default().insert(import);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (part, may) in allowed.iter().filter(|(_, may)| !may.contains("everything")) {
        let unused: Vec<_> = may.difference(used.entry(part.clone()).or_default()).collect();
        assert!(
            unused.is_empty(),
            "`{part}` no longer imports {unused:?}: shorten its row in ARCHITECTURE.md"
        );
    }
}

#[test]
fn no_two_modules_need_each_other() {
    for of in ["core/src", "store/src", "server/src"] {
        let files = rust_files(&[of]);
        let all: BTreeMap<Vec<String>, &Source> =
            files.iter().map(|file| (module(&file.path), file)).collect();
        let needed = |here: &Vec<String>| -> BTreeSet<Vec<String>> {
            let product = all[here].code.split("#[cfg(test)]\nmod tests").next().unwrap();
            let mut needed = paths(product, "crate::");
            for up in 1..=here.len() {
                let above = here[..here.len() - up].to_vec();
                let beside = paths(product, &"super::".repeat(up));
                needed.extend(beside.into_iter().map(|path| [above.clone(), path].concat()));
            }
            // The deepest module on the path; a module and those within it belong together.
            let modules = needed.iter().filter_map(|path| {
                (1..=path.len()).rev().map(|length| path[..length].to_vec()).find(|it| all.contains_key(it))
            });
            let in_seam = |it: &[String]| of == "store/src" && SEAM.contains(&it[0].as_str());
            let apart = modules.filter(|it| !it.starts_with(here) && !here.starts_with(it));
            apart.filter(|it| !(in_seam(it) && in_seam(here))).collect()
        };
        let mut left: BTreeMap<_, _> = all.keys().map(|here| (here.clone(), needed(here))).collect();
        // Whoever needs nobody that is left, and whoever nobody needs that is left, is in no circle.
        while let Some(free) = left.iter().find_map(|(here, needed)| {
            let needs = needed.iter().any(|it| left.contains_key(it));
            let is_needed = left.values().any(|needed| needed.contains(here));
            (!needs || !is_needed).then(|| here.clone())
        }) {
            left.remove(&free);
        }
        let circle: Vec<String> = left.keys().map(|path| path.join("::")).collect();
        assert!(circle.is_empty(), "{of}: in circles: {}", circle.join(", "));
    }
}

#[test]
fn the_core_knows_no_clock_no_file_and_no_network() {
    for file in rust_files(&["core/src"]) {
        for name in NOT_IN_CORE {
            assert!(!file.code.contains(name), "{} knows `{name}`", file.path);
        }
    }
    for name in dependencies("core") {
        let io = ["tokio", "tracing", "getrandom", "axum", "rusqlite", "tokio-postgres", "reqwest", "url"];
        assert!(!io.contains(&name.as_str()), "the core depends on {name}");
    }
}

#[test]
fn sql_is_written_in_the_store_alone() {
    for file in rust_files(&["core/src", "server/src"]) {
        for literal in &file.literals {
            assert!(!is_sql(literal), "{} writes SQL: {literal}", file.path);
        }
    }
    let of_the_server = dependencies("server");
    assert!(!of_the_server.contains("rusqlite") && !of_the_server.contains("tokio-postgres"));
}

#[test]
fn every_statement_names_its_account() {
    let engines = ["store/src/db.rs", "store/src/sqlite.rs", "store/src/postgres.rs", "store/src/migrate.rs"];
    let (mut seen, mut needed) = (0, BTreeSet::new());
    for file in rust_files(&["store/src"]).iter().filter(|file| !engines.contains(&file.path.as_str())) {
        for statement in file.literals.iter().filter(|literal| is_sql(literal)) {
            seen += 1;
            let may = |(path, part, _): &(&str, &str, &str)| *path == file.path && statement.contains(part);
            match WITHOUT_TENANT.iter().position(may) {
                _ if statement.contains("tenant_id") => {}
                Some(exception) => drop(needed.insert(exception)),
                None => panic!("{}: of which account? {statement}", file.path),
            }
        }
    }
    assert!(seen > 50, "the statements were not found: {seen}");
    assert_eq!(needed.len(), WITHOUT_TENANT.len(), "an exception is not needed any more: {needed:?}");
}

#[test]
fn every_route_is_in_the_table_of_doors() {
    for file in rust_files(&["server/src"]) {
        let may = file.path == "server/src/web/router.rs";
        for method in [".route(", ".nest(", ".route_service(", ".nest_service("] {
            assert!(may || !file.code.contains(method), "{} makes a route of its own", file.path);
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for file in rust_files(&["core", "store", "server", "bench"]) {
        let lines = file.text.lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines, and {LONGEST_FILE} are the most", file.path);
    }
}

#[test]
fn every_module_says_what_it_is() {
    for file in rust_files(&["core", "store", "server", "bench"]) {
        assert!(file.text.starts_with("//! "), "{} does not begin with what it is", file.path);
    }
}

#[test]
fn nothing_is_left_for_later() {
    for file in rust_files(&["core", "store", "server"]) {
        for name in ["todo!", "unimplemented!", "dbg!"] {
            assert!(!file.code.contains(name), "{} has `{name}`", file.path);
        }
        for mark in ["FIXME", "TODO", "XXX", "HACK"] {
            assert!(!file.comments.contains(mark), "{} has a comment with {mark}", file.path);
        }
    }
}

#[test]
fn no_crate_may_write_unsafe_code() {
    let workspace = manifest("Cargo.toml");
    let forbidden = workspace["workspace"]["lints"]["rust"]["unsafe_code"].as_str();
    assert_eq!(forbidden, Some("forbid"));
    for member in workspace["workspace"]["members"].as_array().unwrap() {
        let manifest = manifest(&format!("{}/Cargo.toml", member.as_str().unwrap()));
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "{member}");
    }
}

#[test]
fn the_code_map_names_every_file_and_no_other() {
    let mut named = BTreeSet::new();
    let mut base = String::new();
    for line in section("Code map").lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            let is_folder = heading.ends_with("/`");
            base = if is_folder { heading.trim_matches('`').to_owned() } else { String::new() };
        } else if let Some(cell) = line.strip_prefix("| `") {
            named.insert(format!("{base}{}", cell.split('`').next().unwrap()));
        }
    }
    for path in &named {
        assert!(root().join(path).exists(), "the code map names {path}, which is not there");
    }
    for file in rust_files(&["core/src", "store/src", "server/src"]) {
        let folders = named.iter().filter(|path| path.ends_with('/'));
        let covered = named.contains(&file.path) || folders.clone().any(|it| file.path.starts_with(it));
        assert!(covered, "the code map does not name {}", file.path);
    }
}

#[test]
fn every_test_that_an_invariant_names_is_there() {
    let tests = tests();
    let text = section("Invariants");
    let quoted: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    let mut missing = Vec::new();
    for name in &quoted {
        let is_file = name.ends_with(".rs") || name.ends_with(".py");
        let is_test = name.matches('_').count() >= 3 && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if is_file && !root().join(name).exists() || is_test && !tests.contains(*name) {
            missing.push(*name);
        }
    }
    assert!(quoted.len() > 20, "the invariants name their tests");
    assert!(missing.is_empty(), "not there: {missing:?}");
}

#[test]
fn every_case_that_was_promised_is_a_test_here_and_an_attack_on_the_program() {
    for (suite, tests) in [("the stories", tests()), ("tests/attack", attacks())] {
        let told = |case: &u8| {
            let id = format!("p{case:02}");
            tests.iter().any(|name| name.split('_').any(|part| part == id))
        };
        let missing: Vec<String> =
            CASES.iter().filter(|case| !told(case)).map(|case| format!("P{case:02}")).collect();
        assert!(missing.is_empty(), "{suite}: no test is named after {}", missing.join(", "));
    }
}

#[test]
fn every_decision_has_a_number_of_its_own() {
    let mut numbers = BTreeSet::new();
    for entry in fs::read_dir(root().join("docs/decisions")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let (number, _) = name.split_once('-').unwrap();
        assert!(number.len() == 4 && numbers.insert(number.parse::<usize>().unwrap()), "{name}");
    }
    assert!(numbers.iter().copied().eq(1..=numbers.len()), "a number is missing: {numbers:?}");
}

#[test]
fn the_outbox_has_a_subject_for_every_letter() {
    let (letters, outbox) = (text_of("core/src/letter.rs"), text_of("server/src/web/doors/mail.rs"));
    let (_, letters) = letters.split_once("pub enum Letter {").expect("the letters");
    let (letters, _) = letters.split_once("\n}\n").expect("their end");
    let variant = |line: &str| {
        let name = line.strip_prefix("    ")?.trim_end_matches([',', '{', ' ']);
        let plain = name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric);
        plain.then(|| name.to_owned())
    };
    let named: Vec<String> = letters.lines().filter_map(variant).collect();
    assert!(named.len() > 15, "{named:?}");
    for name in named {
        let snake = |(i, c): (usize, char)| match c.is_uppercase() && i > 0 {
            true => format!("_{}", c.to_lowercase()),
            false => c.to_lowercase().to_string(),
        };
        let kind: String = name.char_indices().map(snake).collect();
        assert!(outbox.contains(&format!("\"{kind}\"")), "web/doors/mail.rs has no subject for {kind}");
    }
}

#[test]
fn every_setting_is_explained() {
    let config = text_of("server/src/config/mod.rs") + &text_of("server/src/config/sms.rs");
    let explained = text_of("docs/configuration.md");
    let mut settings = 0;
    for written in
        ["struct Written {", "struct WrittenPassword {", "struct WrittenMetrics {", "struct WrittenSms {"]
    {
        let body = config.split(written).nth(1).unwrap().split('}').next().unwrap();
        for setting in body.lines().filter_map(|line| line.trim().split_once(':')).map(|(name, _)| name) {
            settings += 1;
            assert!(
                explained.contains(&format!("`{setting}`")),
                "docs/configuration.md is silent on {setting}"
            );
        }
    }
    assert!(settings > 18, "the settings were not found");
}

/// The rows of "What each part may touch": a part, and what it imports.
fn import_table() -> BTreeMap<String, BTreeSet<String>> {
    let text = section("What each part may touch");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| {
        let mut cells = row.split('|').map(|cell| cell.trim().trim_matches('`'));
        let part = cells.next().unwrap().to_owned();
        let imports = cells.next().unwrap().split(", ").filter(|it| *it != "nothing").map(str::to_owned);
        (part, imports.collect())
    })
    .collect()
}

/// What a file imports of other parts and of the crates in `CRATES`.
fn imports(file: &Source, part: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, crates) in CRATES {
        if name != part && crates.iter().any(|it| mentions(&file.code, it)) {
            found.insert(name.to_owned());
        }
    }
    if file.path.starts_with("server/src/") {
        found.extend(roots(&file.code, "crate::"));
        // `super` of a module that lies right below the root is the root.
        let to_root = "super::".repeat(module(&file.path).len());
        found.extend(roots(&file.code, &to_root).into_iter().filter(|name| is_part(name)));
        found.remove(part);
    }
    found
}

/// The first names of the paths after `prefix`.
fn roots(code: &str, prefix: &str) -> BTreeSet<String> {
    paths(code, prefix).into_iter().filter_map(|path| path.into_iter().next()).collect()
}

/// The paths after `prefix`, with `a::{b, c::d}` written out.
fn paths(code: &str, prefix: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            write_out(&code[at + prefix.len()..], &[], &mut found);
        }
    }
    found
}

/// Writes one tree of paths out; returns what follows it.
fn write_out<'a>(tree: &'a str, above: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    if let Some(mut rest) = tree.strip_prefix('{') {
        loop {
            rest = write_out(rest.trim_start(), above, found).trim_start();
            match rest.strip_prefix(',') {
                Some(more) => rest = more,
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let name = word(tree);
    let rest = &tree[name.len()..];
    let here = [above, &[name]].concat();
    match rest.strip_prefix("::") {
        Some(below) => write_out(below, &here, found),
        None => {
            found.push(here);
            // `a as b` ends the path as well.
            rest.find([',', '}']).filter(|_| rest.starts_with(" as ")).map_or(rest, |at| &rest[at..])
        }
    }
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Whether the code has a path that begins with this crate.
fn mentions(code: &str, name: &str) -> bool {
    code.match_indices(&format!("{name}::")).any(|(at, _)| {
        !code[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// `core`, `store`, or the module right below the root of the server.
fn part_of(path: &str) -> String {
    match path.strip_prefix("server/src/") {
        Some(below) => below.split('/').next().unwrap().trim_end_matches(".rs").to_owned(),
        None => path.split('/').next().unwrap().to_owned(),
    }
}

fn is_part(name: &str) -> bool {
    let below = |path: String| root().join("server/src").join(path).exists();
    !name.is_empty() && (below(format!("{name}.rs")) || below(name.to_owned()))
}

/// A file's module, from the root of its crate.
fn module(path: &str) -> Vec<String> {
    let below = path.split("/src/").nth(1).unwrap().trim_end_matches(".rs").trim_end_matches("/mod");
    below.split('/').map(str::to_owned).collect()
}

fn is_sql(literal: &str) -> bool {
    let words = literal.trim_start();
    ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "WITH "]
        .iter()
        .any(|it| words.starts_with(it))
        || (words.starts_with("UPDATE ") && words.contains(" SET "))
}

/// The names of all tests, of every crate.
fn tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in rust_files(&["core", "store", "server"]) {
        for (at, _) in file.code.match_indices("fn ") {
            names.insert(word(&file.code[at + 3..]));
        }
    }
    names
}

/// The names of all attacks on the program itself.
fn attacks() -> BTreeSet<String> {
    let files = fs::read_dir(root().join("tests/attack")).unwrap().map(|entry| entry.unwrap().path());
    let python = files.filter(|path| path.extension().is_some_and(|ending| ending == "py"));
    let text: String = python.map(|path| fs::read_to_string(path).unwrap()).collect();
    text.lines().filter_map(|line| line.strip_prefix("def test_")).map(word).collect()
}

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// A section of `ARCHITECTURE.md`.
fn section(heading: &str) -> String {
    let text = text_of("ARCHITECTURE.md");
    let (_, rest) = text.split_once(&format!("\n## {heading}\n")).expect(heading);
    rest.split("\n## ").next().unwrap().to_owned()
}

fn manifest(path: &str) -> toml::Table {
    text_of(path).parse().unwrap()
}

fn dependencies(of: &str) -> BTreeSet<String> {
    manifest(&format!("{of}/Cargo.toml"))["dependencies"].as_table().unwrap().keys().cloned().collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A file of Rust, taken apart: what a scan of one kind finds must not lie in another.
struct Source {
    /// From the root of the repository.
    path: String,
    text: String,
    /// Without comments and literals.
    code: String,
    comments: String,
    literals: Vec<String>,
}

fn rust_files(folders: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    folders.iter().for_each(|folder| walk(&root().join(folder), &mut paths));
    assert!(!paths.is_empty());
    paths.sort();
    let named = |path: &Path| path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| take_apart(named(path), fs::read_to_string(path).unwrap())).collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            walk(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

fn take_apart(path: String, text: String) -> Source {
    let (mut code, mut comments, mut literals) = (String::new(), String::new(), Vec::new());
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            comments.push_str(&rest[..end]);
            end
        } else if let Some(hashes) = raw_string(rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            let open = 2 + hashes;
            let end = rest[open..].find(&close).map_or(rest.len(), |at| open + at);
            literals.push(rest[open..end].to_owned());
            (end + close.len()).min(rest.len())
        } else if first == '"' {
            let end = closing_quote(rest);
            // A line that ends in a backslash goes on where the next one begins.
            let lines = rest[1..end].split("\\\n").map(str::trim_start);
            literals.push(lines.collect());
            end + 1
        } else if first == '\'' && is_char(rest) {
            // Past the character itself, or the backslash before it.
            let from = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            from + rest[from..].find('\'').map_or(0, |at| at + 1)
        } else {
            code.push(first);
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    Source { path, text, code, comments, literals }
}

/// How many hashes a raw string has that begins here.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.chars().take_while(|c| *c == '#').count();
    after[hashes..].starts_with('"').then_some(hashes)
}

fn closing_quote(rest: &str) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return i,
            _ => escaped = false,
        }
    }
    rest.len() - 1
}

/// A character, and no lifetime.
fn is_char(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    matches!((chars.next(), chars.next()), (Some('\\'), _) | (Some(_), Some('\'')))
}

#[test]
fn a_file_is_taken_apart_into_code_comments_and_literals() {
    let text = "use crate::{a::{B, d::E as F}, c}; // crate::no\nf::<'a>(\"crate::\\\"no\", '\"', r#\"no\"#); super::d::e();";
    let source = take_apart("x.rs".to_owned(), text.to_owned());
    assert_eq!(roots(&source.code, "crate::"), BTreeSet::from(["a", "c"].map(str::to_owned)));
    let all: Vec<String> = paths(&source.code, "crate::").iter().map(|path| path.join("::")).collect();
    assert_eq!(all, ["a::B", "a::d::E", "c"]);
    assert_eq!(roots(&source.code, "super::"), BTreeSet::from(["d".to_owned()]));
    assert_eq!(source.literals, ["crate::\\\"no", "no"]);
    assert_eq!(source.comments, "// crate::no");
}
