//! How the pages of an account look: the few lines of its own stylesheet, its logo, and what it says at the door.
//!
//! A page of an account that chose nothing has none of it. The stylesheet is made of the colours alone and is called for by what
//! is in it, as the logo is, so that browsers may keep both.

use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use doorward_core::brand::{Accents, Brand, Paint, Said};
use doorward_core::colour::Scheme;
use doorward_core::tenant::Tenant;
use sha2::{Digest as _, Sha256};

use crate::i18n::Words;
use crate::tell;

/// How a colour is written: ours.
pub const EXAMPLE: &str = "#0b57b0";

/// What an account has of its own on its pages.
#[derive(Clone, Default, Debug)]
pub struct Look {
    /// The address of its stylesheet, when it has colours of its own.
    pub stylesheet: Option<String>,
    /// Its logo.
    pub logo: Option<Logo>,
    /// Stands on the sign-in page.
    pub welcome: Option<Spoken>,
    /// Who helps: stands wherever people at the door are told to ask somebody.
    pub help: Option<Spoken>,
}

/// A logo, as a page has it.
#[derive(Clone, Debug)]
pub struct Logo {
    /// Its address.
    pub address: String,
    /// In pixels of the picture.
    pub width: u16,
    /// In pixels of the picture.
    pub height: u16,
}

/// A text of the account, and how it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spoken {
    /// The text in its pieces, and of each whether it is a number that is dialled.
    pub pieces: Vec<(bool, String)>,
    /// The tag of its language (WCAG 2.2, SC 3.1.2).
    pub lang: String,
}

impl Look {
    /// How this account looks to somebody who reads these words.
    pub fn of(tenant: &Tenant, words: &Words) -> Look {
        let Brand { accents, logo, texts } = &tenant.brand;
        let accounts = tell::language_of(tenant);
        Look {
            stylesheet: Stylesheet::of(accents).map(|sheet| sheet.address()),
            logo: logo.map(|logo| Logo {
                address: format!("/brand/logo/{}", logo.digest),
                width: logo.width,
                height: logo.height,
            }),
            welcome: texts.welcome(words.lang(), accounts).map(Spoken::of),
            help: texts.help(words.lang(), accounts).map(Spoken::of),
        }
    }
}

impl Spoken {
    /// How pages say it.
    pub fn of(said: Said<'_>) -> Spoken {
        let owned = |(is_number, text): (bool, &str)| (is_number, text.to_owned());
        Spoken { pieces: said.pieces().into_iter().map(owned).collect(), lang: said.language.to_owned() }
    }
}

/// The stylesheet of an account, which comes after that of all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stylesheet(String);

impl Stylesheet {
    /// That of these colours; none where none was chosen.
    pub fn of(accents: &Accents) -> Option<Stylesheet> {
        let (light, dark) = (accents.paint(Scheme::Light)?, accents.paint(Scheme::Dark)?);
        let mut css = String::from(":root{");
        for (name, Paint { accent, on_accent }) in [("light", light), ("dark", dark)] {
            // Writing to a string does not fail.
            let _ = write!(css, "--{name}:{accent};--on-{name}:{on_accent};");
        }
        let scheme = |name: &str, scheme: Scheme| {
            format!("--accent:var(--{name});--on-accent:var(--on-{name});--info-tint:{}}}", scheme.tint())
        };
        css += &scheme("light", Scheme::Light);
        let _ = write!(css, "@media(prefers-color-scheme:dark){{:root{{{}}}", scheme("dark", Scheme::Dark));
        // Lighter under the pointer, an accent could not be read any more; the line under its text is enough.
        css += "button:hover,.button:hover{filter:none}";
        Some(Stylesheet(css))
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Where it is served.
    pub fn address(&self) -> String {
        format!("/brand/{}", self.name())
    }

    /// The last part of its address.
    pub fn name(&self) -> String {
        let digest = Sha256::digest(self.0.as_bytes());
        format!("{}.css", HEXLOWER.encode(digest.first_chunk::<16>().unwrap_or(&[0; 16])))
    }
}
