//! The Admin Center: how the account looks, and what it says at its door.

use askama::Template;
use doorward_core::brand::Accents;
use doorward_core::colour::{Contrast, Scheme};

use crate::i18n::Words;
use crate::web::shell::{Page, Shell, Troubles, page};

/// Account, Brand. Fields `light`, `dark`; `logo`; `welcome`, `help`.
#[derive(Template, Clone, Debug)]
#[template(path = "admin/look.html")]
pub struct Brand {
    /// What every page has. Its texts, which nobody else is shown in a session, are those of the language, for the pictures.
    pub shell: Shell,
    /// The version that was seen.
    pub version: u64,
    /// The colour of light pages, as far as typed.
    pub light: String,
    /// The colour of dark pages, as far as typed.
    pub dark: String,
    /// How the door looks now: in light and in dark.
    pub previews: [Preview; 2],
    /// The language whose texts are shown.
    pub language: Words,
    /// The line of the sign-in page, as far as typed.
    pub welcome: String,
    /// Who helps, as far as typed.
    pub help: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Brand, troubles, |it| it.shell.say("brand-heading"));

/// The door in one scheme.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The class that paints it so.
    pub class: &'static str,
    /// The key of what it is called.
    pub key: &'static str,
    /// The contrast of links and of the text of buttons, when the account has a colour of its own.
    pub contrast: Option<(String, String)>,
}

impl Preview {
    /// Both.
    pub fn both(accents: &Accents) -> [Preview; 2] {
        let preview = |class, key, scheme: Scheme| {
            let contrast = accents.paint(scheme).map(|paint| {
                let button = Contrast::between(paint.on_accent, paint.accent);
                (scheme.contrast(paint.accent).to_string(), button.to_string())
            });
            Preview { class, key, contrast }
        };
        [preview("light", "brand-in-light", Scheme::Light), preview("dark", "brand-in-dark", Scheme::Dark)]
    }
}
