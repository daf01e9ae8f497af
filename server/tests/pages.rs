//! Every screen and every mail, in every language, from the samples: what a page must have and must never have.
//! With `DOORWARD_SCREENS=folder` the screens are also written there, ready for a browser.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use doorward::i18n::Words;
use doorward::web::assets::{ASSETS, Asset};
use doorward::web::notice::{Done, Purpose};
use doorward::web::pages::samples::{self, Sample};
use doorward::web::trouble;
use doorward_core::factor::Refusal;

#[path = "pages/face.rs"]
mod face;
#[path = "pages/log.rs"]
mod log;
#[path = "pages/places.rs"]
mod places;

use face::{has_a_face, is_of_the_account};

const CSS: &str = include_str!("../assets/doorward.css");

fn all_screens() -> Vec<(Words, Sample)> {
    let every = Words::languages().map(Words::in_language);
    every.flat_map(|words| samples::screens(&words).into_iter().map(move |it| (words.clone(), it))).collect()
}

#[test]
fn every_screen_has_a_title_one_heading_its_language_and_one_stylesheet() {
    let mut names = BTreeSet::new();
    for (words, screen) in all_screens() {
        let (name, html) = (screen.name, &screen.html);
        assert!(names.insert((words.lang(), name)), "{name}: twice");
        assert_eq!(tags(html, "h1").len(), 1, "{name}: headings");
        assert!(html.contains("<title>") && !screen.title.is_empty(), "{name}: title");
        assert_eq!(
            screen.title.starts_with(&words.say("error-prefix")),
            html.contains(r#"role="alert" tabindex"#),
            "{name}: an error is in the title"
        );
        let page = &tags(html, "html")[0];
        assert_eq!(
            (attr(page, "lang"), attr(page, "dir")),
            (Some(words.lang()), Some(words.dir())),
            "{name}"
        );
        let sheets =
            tags(html, "link").into_iter().filter(|tag| attr(tag, "rel") == Some("stylesheet")).count();
        assert_eq!(sheets, 1 + usize::from(has_a_face(name)), "{name}: stylesheets");
        assert!(
            tags(html, "meta")
                .iter()
                .any(|tag| attr(tag, "content") == Some("width=device-width, initial-scale=1"))
        );
        assert!(missing_key(html).is_none(), "{name}: no text for {:?}", missing_key(html));
    }
}

#[test]
fn every_field_has_a_label_and_tells_password_managers_what_it_is() {
    let mut tokens = BTreeSet::new();
    for (_, Sample { name, html, .. }) in all_screens() {
        let labels: Vec<_> =
            tags(&html, "label").iter().filter_map(|tag| attr(tag, "for").map(str::to_owned)).collect();
        for field in tags(&html, "input").into_iter().chain(tags(&html, "select")) {
            let kind = attr(&field, "type").unwrap_or("select");
            for never in ["maxlength", "pattern", "placeholder", "required", "style"] {
                assert!(
                    attr(&field, never).is_none() && !field.contains(" required"),
                    "{name}: {never} in {field}"
                );
            }
            if kind == "hidden" || attr(&field, "aria-hidden") == Some("true") {
                continue;
            }
            let id = attr(&field, "id").unwrap_or_else(|| panic!("{name}: no id: {field}"));
            assert!(labels.iter().any(|label| label == id), "{name}: no label for {id}");
            let token = attr(&field, "autocomplete");
            assert!(matches!(kind, "checkbox" | "radio" | "select") || token.is_some(), "{name}: {field}");
            tokens.extend(token.map(str::to_owned));
            let fits = match kind {
                "password" => matches!(token, Some("current-password" | "new-password")),
                _ if id == "passcode" => {
                    token == Some("one-time-code")
                        && attr(&field, "inputmode") == Some("numeric")
                        && kind == "text"
                }
                _ if id == "recovery_code" => attr(&field, "inputmode").is_none() && kind == "text",
                _ => true,
            };
            assert!(fits, "{name}: {field}");
        }
    }
    for token in ["username", "current-password", "new-password", "one-time-code"] {
        assert!(tokens.contains(token), "no screen has {token}");
    }
}

#[test]
fn every_form_that_is_sent_carries_its_token_and_goes_to_this_server() {
    for (_, Sample { name, html, .. }) in all_screens() {
        for form in
            html.split("<form ").skip(1).filter_map(|rest| rest.split_once("</form>").map(|(form, _)| form))
        {
            let (open, body) = form.split_once('>').unwrap();
            let open = format!("<form {open}>");
            let posts = attr(&open, "method") == Some("post");
            assert_eq!(body.matches(r#"name="form_token""#).count(), usize::from(posts), "{name}: {open}");
            assert!(
                !posts
                    || attr(&open, "action").is_some_and(|it| it.starts_with('/') && !it.starts_with("//")),
                "{name}: {open}"
            );
        }
    }
}

#[test]
fn nothing_on_a_page_needs_more_than_the_strict_policy() {
    for (_, Sample { name, html, .. }) in all_screens() {
        assert!(!html.contains("<style") && !html.contains("http-equiv"), "{name}");
        assert_eq!(html.contains("<img"), has_a_face(name), "{name}");
        for picture in tags(&html, "img") {
            // The logo, once at the top of the page; and in the pictures of it that an admin is shown.
            assert!(
                attr(&picture, "src").is_some_and(|it| is_of_the_account(it, "image/png"))
                    && attr(&picture, "alt") == Some("Lakeside Cabins")
                    && attr(&picture, "width").is_some()
                    && attr(&picture, "height").is_some(),
                "{name}: {picture}"
            );
        }
        for tag in every_tag(&html) {
            assert!(attr(tag, "style").is_none(), "{name}: {tag}");
            assert!(!attributes(tag).iter().any(|(key, _)| key.starts_with("on")), "{name}: {tag}");
        }
        for script in tags(&html, "script") {
            assert!(
                attr(&script, "src").is_some_and(is_asset) && html.contains("></script>"),
                "{name}: {script}"
            );
        }
        for link in tags(&html, "link") {
            let is_face = has_a_face(name)
                && attr(&link, "href").is_some_and(|it| is_of_the_account(it, "text/css; charset=utf-8"));
            assert!(is_face || attr(&link, "href").is_some_and(is_asset), "{name}: {link}");
        }
    }
    assert!(CSS.len() < 25_000 && !CSS.contains("url(") && !CSS.contains("@import"));
}

#[test]
fn every_screen_with_all_that_it_brings_along_is_below_50_kb() {
    let mut weights = Vec::new();
    for (words, Sample { name, html, .. }) in all_screens() {
        let links = tags(&html, "link").into_iter().filter_map(|tag| attr(&tag, "href").map(str::to_owned));
        let scripts =
            tags(&html, "script").into_iter().filter_map(|tag| attr(&tag, "src").map(str::to_owned));
        let brought: BTreeSet<String> = links.chain(scripts).collect();
        let asset = |address: &&String| Asset::at(address.split('?').next()?).map(|it| it.bytes.len());
        // The account's own stylesheet and picture are weighed as one.
        let ours = brought.iter().filter(|address| !address.starts_with("/brand/"));
        let brought = ours.map(|address| asset(&address).expect("an asset")).sum::<usize>();
        let bytes = html.len() + brought + if has_a_face(name) { face::size() } else { 0 };
        weights.push((bytes, name, words.lang()));
    }
    // Nothing of it compressed: that would be a matter of the proxy before us.
    weights.sort_unstable_by(|a, b| b.cmp(a));
    println!("the heaviest: {:?}", &weights[..5]);
    assert!(weights[0].0 < 50_000, "{:?}", weights[0]);
}

#[test]
fn what_refers_to_another_part_of_the_page_finds_it() {
    for (_, Sample { name, html, .. }) in all_screens() {
        let mut ids = BTreeMap::<&str, u32>::new();
        for tag in every_tag(&html) {
            if let Some(id) = attr(tag, "id") {
                *ids.entry(id).or_default() += 1;
            }
        }
        assert!(ids.values().all(|times| *times == 1), "{name}: {ids:?}");
        for tag in every_tag(&html) {
            for key in ["for", "aria-describedby", "aria-labelledby", "data-copy"] {
                for id in attr(tag, key).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains_key(id), "{name}: {key} {id}");
                }
            }
            if let Some(id) = attr(tag, "href").and_then(|href| href.strip_prefix('#')) {
                assert!(ids.contains_key(id), "{name}: a link to {id}");
            }
        }
    }
}

#[test]
fn no_template_holds_a_literal_text() {
    for (path, source) in files_under("templates", &["html", "txt"]) {
        // The classes of <body>, and attributes that refer to hints and errors, stand outside of a tag and are no text.
        let plain = without(&source, "{% block kind %}", "{% endblock %}");
        let plain = without(&plain, "{% macro refers", "{% endmacro %}");
        let plain = without(&without(&without(&plain, "{#", "#}"), "{%", "%}"), "{{", "}}");
        for tag in every_tag(&plain) {
            for spoken in ["aria-label", "alt", "title", "placeholder"] {
                assert!(attr(tag, spoken).unwrap_or_default().is_empty(), "{}: {tag}", path.display());
            }
        }
        let text = without(&plain, "<", ">");
        assert!(
            !text.contains(char::is_alphabetic),
            "{}: {:?}",
            path.display(),
            text.split_whitespace().collect::<Vec<_>>()
        );
    }
}

#[test]
fn every_key_that_is_used_is_in_every_language_and_every_key_is_used() {
    let sources: Vec<_> =
        files_under("templates", &["html", "txt"]).into_iter().chain(files_under("src", &["rs"])).collect();
    let everything: String = sources.iter().map(|(_, source)| source.as_str()).collect();
    let languages: Vec<_> = fs::read_dir(root().join("locales"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(languages.iter().map(String::as_str).collect::<BTreeSet<_>>(), Words::languages().collect());
    for language in &languages {
        let keys: BTreeSet<String> = files_under(&format!("locales/{language}"), &["ftl"])
            .iter()
            .flat_map(|(_, source)| keys_of(source))
            .collect();
        for key in &keys {
            assert!(everything.contains(&format!("\"{key}\"")), "{language}: {key} is never used");
        }
        for (path, source) in sources.iter().filter(|(path, _)| !path.ends_with("i18n.rs")) {
            for call in [".say(\"", ".phrase(\"", ".say_with(\""] {
                for key in source.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                    assert!(keys.contains(key), "{language}: {} uses {key}", path.display());
                }
            }
        }
    }
}

#[test]
fn the_english_texts_use_the_words_that_were_chosen() {
    let chosen = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/words.md")).unwrap();
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
    };
    let table = |heading: &str| -> BTreeSet<String> {
        let (_, rows) = chosen.split_once(heading).expect("the table");
        let rows = rows.lines().skip(2).take_while(|line| line.starts_with('|'));
        let last = rows.filter_map(|row| cells(row).last().cloned());
        last.flat_map(|words| words.split(", ").map(str::to_lowercase).collect::<Vec<_>>()).collect()
    };
    let mut never = table("| we say | it is | not on a page |");
    never.extend(table("| not in an error |"));
    assert!(never.len() > 30, "{never:?}");
    let mut wrong = Vec::new();
    for (path, source) in files_under("locales/en", &["ftl"]) {
        for (key, text) in messages_of(&source) {
            let plain: String = text.to_lowercase().replace('‑', "-");
            let words =
                format!(" {} ", plain.replace(|c: char| !c.is_alphanumeric() && c != '-' && c != '$', " "));
            let found = never.iter().filter(|it| words.contains(&format!(" {it} ")));
            wrong.extend(found.map(|it| format!("{}: {key} says {it:?}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_language_says_everything_with_the_same_arguments() {
    let said_in = |language: &str| -> BTreeMap<String, (PathBuf, BTreeSet<String>)> {
        let groups = files_under(&format!("locales/{language}"), &["ftl"]);
        groups
            .iter()
            .flat_map(|(path, source)| {
                messages_of(source).into_iter().map(|(key, text)| (key, (path.clone(), arguments_of(&text))))
            })
            .collect()
    };
    let english = said_in("en");
    let mut wrong = Vec::new();
    for language in Words::languages().filter(|it| *it != "en") {
        let theirs = said_in(language);
        for (key, (path, arguments)) in &english {
            let file = path.file_name().unwrap().to_string_lossy();
            match theirs.get(key) {
                None => wrong.push(format!("locales/{language}/{file} lacks: {key}")),
                Some((_, found)) if found != arguments => {
                    wrong
                        .push(format!("locales/{language}/{file}: {key} takes {arguments:?}, not {found:?}"));
                }
                Some(_) => {}
            }
        }
        let more = theirs.keys().filter(|key| !english.contains_key(*key));
        wrong.extend(more.map(|key| format!("locales/{language} says {key}, which English does not")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let names: BTreeSet<String> = Words::languages().map(|tag| Words::in_language(tag).name()).collect();
    assert_eq!(names.len(), Words::languages().count(), "each language has a name of its own");
}

#[test]
fn our_words_are_the_glossary_s_and_no_error_blames_or_begs() {
    let never = [
        "log in",
        "login",
        "mfa",
        "otp",
        "verification code",
        "backup code",
        "invalid",
        "sorry",
        "please",
        "oops",
        "forbidden",
        "illegal",
        "simply",
        "just ",
        "enable",
        "disable",
    ];
    for (path, source) in files_under("locales/en", &["ftl"]) {
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let words = line.split_once('=').map_or(line, |(_, text)| text).to_lowercase();
            assert!(!never.iter().any(|word| words.contains(word)), "{}: {line}", path.display());
            for sentence in words.split(['.', '?', ':']) {
                assert!(
                    sentence.split_whitespace().count() <= 22,
                    "{}: too long: {sentence}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn a_key_in_a_redirect_says_only_what_we_wrote() {
    let words = Words::in_language("en");
    assert!(
        Done::ALL.iter().all(|it| Done::from_key(it.key()) == Some(*it) && !it.text(&words).starts_with('['))
    );
    assert!(
        Purpose::ALL
            .iter()
            .all(|it| Purpose::from_key(it.key()) == Some(*it) && !it.text(&words).starts_with('['))
    );
    assert_eq!(Done::from_key("<b>"), None);
}

#[test]
fn a_phone_whose_clock_is_slow_is_told_by_how_much() {
    let words = Words::in_language("en");
    let slow =
        |clock_slow_seconds| trouble::refusal(&words, &Refusal::PasscodeOfAnotherTime { clock_slow_seconds });
    assert!(slow(90).contains("about 90 seconds slow") && slow(240).contains("about 4 minutes slow"));
}

#[test]
fn every_mail_names_the_event_says_when_and_where_and_holds_no_code() {
    for words in Words::languages().map(Words::in_language) {
        for mail in samples::mails(&words) {
            let (subject, text) = (&mail.subject, &mail.text);
            assert!(
                !subject.is_empty() && !subject.contains('\n') && missing_key(subject).is_none(),
                "{subject}"
            );
            assert!(
                missing_key(text).is_none() && text.len() < 2_000 && text.ends_with("example\n"),
                "{text}"
            );
            // Who has no account yet is called by no name: nothing that a stranger typed is mailed.
            let greeted = text.contains("Ada Osei") || text.starts_with(&words.say("mail-hello-stranger"));
            assert!(greeted && text.contains("Lakeside Cabins") && text.contains("2026"), "{text}");
            assert!(!text.contains("\n\n\n") && !text.contains('<') && !text.contains("&#"), "{text:?}");
            // From where a colleague wanted an address is no matter of whose it is.
            let of_another = *subject == words.say("mail-address-wanted-subject");
            assert!(
                text.contains("reset?key=")
                    || (text.contains("203.0.113.42") && text.contains("Firefox on Windows")) != of_another,
                "{text}"
            );
        }
    }
}

#[test]
fn colours_can_be_read_in_light_and_in_dark() {
    let (light, dark) = schemes();
    for (scheme, colours) in [("light", light), ("dark", dark)] {
        let ratio = |a: &str, b: &str| contrast(colours[a], colours[b]);
        for ground in ["surface", "page"] {
            for text in ["text", "muted", "accent", "danger", "good", "warn"] {
                assert!(
                    ratio(text, ground) >= 4.5,
                    "{scheme}: {text} on {ground} {:.1}",
                    ratio(text, ground)
                );
            }
            assert!(ratio("control", ground) >= 3.0, "{scheme}: control on {ground}");
        }
        for tint in ["danger-tint", "good-tint", "warn-tint", "info-tint"] {
            assert!(ratio("text", tint) >= 4.5, "{scheme}: text on {tint}");
        }
        for (text, ground) in [
            ("on-accent", "accent"),
            ("surface", "danger"),
            ("danger", "danger-tint"),
            ("warn", "warn-tint"),
            ("accent", "info-tint"),
        ] {
            assert!(ratio(text, ground) >= 4.5, "{scheme}: {text} on {ground} {:.1}", ratio(text, ground));
        }
    }
    // The formula of WCAG 2.2 at its ends.
    assert!(
        (contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01 && (contrast([9; 3], [9; 3]) - 1.0).abs() < 0.01
    );
}

#[test]
fn the_stylesheet_mirrors_for_right_to_left() {
    for line in CSS.lines() {
        for physical in
            ["left:", "right:", "top:", "bottom:", "-left", "-right", "-top", "-bottom", "width:", "height:"]
        {
            let allowed = ["min-width", "max-width", "line-height", "border-block"];
            assert!(!line.contains(physical) || allowed.iter().any(|it| line.contains(it)), "{line}");
        }
    }
}

#[test]
fn the_screens_can_be_looked_at() {
    let Some(folder) = std::env::var_os("DOORWARD_SCREENS").map(PathBuf::from) else { return };
    for (words, screen) in all_screens() {
        let folder = folder.join(words.lang());
        fs::create_dir_all(&folder).unwrap();
        let html = screen.html.replace("\"/assets/", "\"assets/").replace("\"/brand/", "\"brand/");
        fs::write(folder.join(screen.name).with_extension("html"), html).unwrap();
        fs::create_dir_all(folder.join("brand/logo")).unwrap();
        for (path, _, bytes) in samples::brand::files() {
            fs::write(folder.join(path.trim_start_matches('/')), bytes).unwrap();
        }
        fs::create_dir_all(folder.join("assets")).unwrap();
        for asset in ASSETS {
            fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes).unwrap();
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn files_under(folder: &str, extensions: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| extensions.iter().any(|wanted| it == *wanted)) {
                let source = fs::read_to_string(&path).unwrap();
                found.push((path, source));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} is empty");
    found
}

fn keys_of(source: &str) -> Vec<String> {
    let starts_a_key = |line: &&str| line.starts_with(|it: char| it.is_ascii_lowercase());
    source
        .lines()
        .filter(starts_a_key)
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// The messages of a group: key and text, of several lines where it chooses.
fn messages_of(source: &str) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" =") {
            Some((key, text)) if line.starts_with(|it: char| it.is_ascii_lowercase()) => {
                messages.push((key.to_owned(), text.to_owned()));
            }
            _ => messages.last_mut().into_iter().for_each(|(_, text)| text.push_str(line)),
        }
    }
    messages
}

/// The arguments that a text takes.
fn arguments_of(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '-').collect();
    text.split('$').skip(1).map(name).collect()
}

/// A key in brackets: a text that is missing.
fn missing_key(text: &str) -> Option<&str> {
    let inner = text.split('[').skip(1).filter_map(|rest| rest.split_once(']').map(|(inner, _)| inner));
    inner.into_iter().find(|it| {
        it.contains('-') && it.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit())
    })
}

fn is_asset(address: &str) -> bool {
    let (path, version) = address.split_once("?v=").unwrap_or((address, ""));
    Asset::at(path).is_some_and(|asset| asset.version() == version)
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once(open) {
        kept.push_str(before);
        rest = from.split_once(close).map_or("", |(_, after)| after);
    }
    kept + rest
}

fn every_tag(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
        .filter(|tag| !tag.starts_with(['/', '!']))
        .collect()
}

fn tags(html: &str, name: &str) -> Vec<String> {
    every_tag(html)
        .into_iter()
        .filter(|tag| tag.split_whitespace().next() == Some(name))
        .map(str::to_owned)
        .collect()
}

fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut pieces = tag.split('"').collect::<Vec<_>>();
    pieces.pop();
    pieces
        .chunks(2)
        .filter_map(|pair| {
            Some((pair.first()?.trim().trim_end_matches('=').rsplit(' ').next()?, *pair.get(1)?))
        })
        .collect()
}

fn attr<'t>(tag: &'t str, key: &str) -> Option<&'t str> {
    attributes(tag).into_iter().find(|(name, _)| *name == key).map(|(_, value)| value)
}

type Colours<'c> = BTreeMap<&'c str, [u8; 3]>;

/// The colour tokens of the stylesheet: light, and dark over light.
fn schemes() -> (Colours<'static>, Colours<'static>) {
    let (light, dark) = CSS.split_once("prefers-color-scheme: dark").unwrap();
    let read = |part: &'static str| -> Colours<'static> {
        let lines = part
            .lines()
            .filter_map(|line| line.trim().strip_prefix("--")?.trim_end_matches(';').split_once(": #"));
        let byte = |hex: &str, at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        lines.map(|(name, hex)| (name, [byte(hex, 0), byte(hex, 2), byte(hex, 4)])).collect()
    };
    let (light, dark) = (read(light), read(dark));
    assert!(light.len() >= 15 && light.keys().eq(dark.keys()), "each colour in both schemes");
    (light, dark)
}

/// WCAG 2.2, contrast ratio.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let linear = |byte: u8| match f64::from(byte) / 255.0 {
        low if low <= 0.04045 => low / 12.92,
        high => ((high + 0.055) / 1.055).powf(2.4),
    };
    let luminance = |[r, g, b]: [u8; 3]| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
