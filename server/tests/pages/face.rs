//! The pages of an account that chose how it looks: what they have beyond others, and that it can be read.

use doorward::web::pages::samples::{self, Sample};
use doorward_core::colour::Scheme;

use super::{CSS, all_screens, contrast, schemes};

/// Whether a screen is of an account that chose how it looks.
pub(super) fn has_a_face(screen: &str) -> bool {
    screen.starts_with("brand")
}

/// Whether an address is that of what the samples' account has of this kind.
pub(super) fn is_of_the_account(address: &str, kind: &str) -> bool {
    samples::brand::files().iter().any(|(path, of, _)| path == address && *of == kind)
}

/// How much an account's stylesheet adds to a page.
pub(super) fn size() -> usize {
    samples::brand::files().iter().filter(|(_, kind, _)| kind.starts_with("text/")).map(|it| it.2.len()).sum()
}

#[test]
fn every_page_says_whose_it_is_by_a_logo_or_by_a_name() {
    for (_, Sample { name, html, .. }) in all_screens() {
        let (logo, mark) = (html.contains("<img class=\"logo\""), html.contains("<svg class=\"mark\""));
        assert_eq!((logo, mark), (has_a_face(name), !has_a_face(name)), "{name}");
    }
}

#[test]
fn an_account_s_stylesheet_holds_its_colours_alone_and_they_can_be_read() {
    let files = samples::brand::files();
    let sheet = files.iter().find(|(_, kind, _)| kind.starts_with("text/css")).expect("a stylesheet");
    let css = str::from_utf8(&sheet.2).unwrap();
    assert!(css.len() < 1_000 && !css.contains("url(") && css.matches('@').count() == 1, "{css}");
    let value = |part: &str, name: &str| -> [u8; 3] {
        let (_, rest) = part.split_once(&format!("--{name}:#")).unwrap_or_else(|| panic!("{name} in {css}"));
        [0, 2, 4].map(|at| u8::from_str_radix(&rest[at..at + 2], 16).unwrap())
    };
    let (light_part, dark_part) = css.split_once("@media").unwrap();
    let (light, dark) = schemes();
    for (scheme, part, tokens) in [("light", light_part, light), ("dark", dark_part, dark)] {
        let (accent, on_accent) = (value(css, scheme), value(css, &format!("on-{scheme}")));
        let tint = value(part, "info-tint");
        for ground in [tokens["surface"], tokens["page"], tint] {
            assert!(
                contrast(accent, ground) >= 4.5 && contrast(tokens["text"], ground) >= 4.5,
                "{scheme} on {ground:?}"
            );
        }
        assert!(contrast(accent, on_accent) >= 4.5, "{scheme}: on buttons");
        // What the core judges by is what the stylesheet paints; so is what an admin is shown in the scheme of somebody else.
        let judged = if scheme == "light" { Scheme::Light } else { Scheme::Dark };
        let hex = |[r, g, b]: [u8; 3]| format!("#{r:02x}{g:02x}{b:02x}");
        let grounds = judged.grounds().map(|ground| ground.to_string());
        assert_eq!(grounds, [hex(tokens["surface"]), hex(tokens["page"]), hex(tint)]);
        let shown =
            CSS.lines().find(|line| line.contains(&format!(".sample.{scheme} {{"))).expect("a sample");
        for name in ["surface", "text", "muted", "control", "line"] {
            assert!(shown.contains(&format!("--{name}: {};", hex(tokens[name]))), "{shown}: {name}");
        }
        for name in ["accent", "on-accent"] {
            assert!(shown.contains(&format!(", {});", hex(tokens[name]))), "{shown}: {name}");
        }
    }
}
