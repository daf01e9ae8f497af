//! Pages of an account that chose how it looks, whose names begin with `brand`, and the page on which an admin chooses.

use doorward_core::brand::{Accents, Brand as OfAccount, Line, NotALine, Text, Texts, Unreadable};
use doorward_core::colour::Colour;
use doorward_core::id::TenantId;
use doorward_core::language::Language;
use doorward_core::logo::{Logo, NotALogo};
use doorward_core::tenant::{PublicAddress, Tenant};

use super::{ACCOUNT, MailSample, Sample, as_admin, mailed, outside, shot};
use crate::i18n::Words;
use crate::mail::{Envelope, Occasion, TooManyTries};
use crate::tell;
use crate::web::look::{Look, Stylesheet};
use crate::web::notice::Done;
use crate::web::pages::brand::{Brand, Preview};
use crate::web::pages::{not_me, signin};
use crate::web::shell::{Notice, Shell, Troubles};
use crate::web::trouble;

/// What the account of the samples chose: paths, media types and contents of what its pages call for.
pub fn files() -> Vec<(String, &'static str, Vec<u8>)> {
    let brand = brand();
    let sheet = Stylesheet::of(&brand.accents);
    let sheet = sheet.map(|sheet| (sheet.address(), "text/css; charset=utf-8", sheet.text().into()));
    let logo = Logo::read(LOGO.to_vec()).ok();
    let logo = logo
        .map(|it| (format!("/brand/logo/{}", it.mark().digest), it.kind().media_type(), it.bytes().to_vec()));
    sheet.into_iter().chain(logo).collect()
}

const LOGO: &[u8] = include_bytes!("../../../../../core/tests/pictures/logo.png");

fn brand() -> OfAccount {
    let mut texts = Texts::default();
    let line = |text| Line::parse(text).unwrap_or_default();
    for (tag, welcome, help) in [
        ("en", "Welcome to the lake.", "Front desk, every day from 7 to 22: +49 170 1234567"),
        ("de", "Willkommen am See.", "Empfang, täglich 7 bis 22 Uhr: +49 170 1234567"),
        ("ar", "أهلًا بكم عند البحيرة.", "مكتب الاستقبال، كل يوم من 7 إلى 22: +49 170 1234567"),
    ] {
        if let Ok(language) = Language::parse(tag) {
            texts.say(&language, Text { welcome: line(welcome), help: line(help) });
        }
    }
    let accents = Accents { light: Colour::parse("#0b7a5a").ok(), dark: None };
    OfAccount { accents, logo: Logo::read(LOGO.to_vec()).ok().map(|logo| logo.mark()), texts }
}

fn look(words: &Words) -> Look {
    let address = PublicAddress::parse("https://support.lakeside.example");
    let tenant = address.map(|address| Tenant {
        id: TenantId::from_bytes([1; 16]),
        name: ACCOUNT.to_owned(),
        address,
        language: None,
        brand: brand(),
    });
    tenant.map(|tenant| Look::of(&tenant, words)).unwrap_or_default()
}

pub(super) fn screens(words: &Words) -> Vec<Sample> {
    let at_the_door = || Shell { look: look(words), ..outside(words) };
    let sign_in = signin::SignIn {
        shell: at_the_door(),
        email: String::new(),
        then: String::new(),
        may_register: true,
        passkeys: true,
        troubles: Troubles::NONE,
    };
    let passcode = signin::Passcode {
        shell: at_the_door(),
        ways: Vec::new(),
        remember_days: Some(30),
        remember: true,
        troubles: Troubles::NONE,
    };
    let lost = signin::RecoveryCode {
        shell: at_the_door(),
        left: 0,
        issued: false,
        ways: Vec::new(),
        mailbox_twice: false,
        troubles: Troubles::NONE,
    };
    let mut all = vec![
        shot("brand-signin", sign_in),
        shot("brand-passcode", passcode),
        shot("brand-recovery-code", lost),
        shot("brand-slowed", signin::Slowed { shell: at_the_door(), wait: Some(words.duration(240)) }),
        shot("brand-closed", signin::Slowed { shell: at_the_door(), wait: None }),
        shot("brand-not-me-dead", not_me::NotMeDead { shell: at_the_door() }),
    ];
    all.extend(choosing(words));
    all
}

/// The page of the Admin Center. `choose-no-brand-yet` is of an account that chose nothing yet.
fn choosing(words: &Words) -> Vec<Sample> {
    let brand = brand();
    let said = brand.texts.in_language(words.lang());
    let mut shell = as_admin(words, "brand");
    shell.look = look(words);
    let chosen = Brand {
        shell,
        version: 3,
        light: "#0b7a5a".to_owned(),
        dark: String::new(),
        previews: Preview::both(&brand.accents),
        language: words.clone(),
        welcome: said.welcome.into(),
        help: said.help.into(),
        troubles: Troubles::NONE,
    };
    let none = Brand {
        shell: as_admin(words, "brand"),
        version: 0,
        light: String::new(),
        previews: Preview::both(&Accents::default()),
        welcome: String::new(),
        help: String::new(),
        ..chosen.clone()
    };
    let saved = Notice { text: Done::Saved.text(words), good: true };
    let mut after = chosen.clone();
    after.shell.notice = Some(saved);
    let [light, dark] = ["#ff9900", "#003366"].map(|text| Colour::parse(text).ok());
    let field = |it: &Unreadable| match it.scheme {
        doorward_core::colour::Scheme::Light => "light",
        doorward_core::colour::Scheme::Dark => "dark",
    };
    let wrong = Accents::choose(light, dark).err().unwrap_or_default();
    let unreadable = Brand {
        light: "#ff9900".to_owned(),
        dark: "#003366".to_owned(),
        troubles: wrong
            .iter()
            .fold(Troubles::NONE, |all, it| all.and(field(it), trouble::unreadable(words, it))),
        ..chosen.clone()
    };
    let shape = Brand {
        light: "orange".to_owned(),
        troubles: Troubles::one("light", trouble::not_a_colour(words)),
        ..chosen.clone()
    };
    let long = Brand {
        troubles: Troubles::one("welcome", trouble::not_a_line(words, NotALine::TooLong))
            .and("help", trouble::not_a_line(words, NotALine::Unseen)),
        ..chosen.clone()
    };
    let logo =
        |why| Brand { troubles: Troubles::one("logo", trouble::not_a_logo(words, why)), ..chosen.clone() };
    vec![
        shot("brand", after),
        shot("choose-no-brand-yet", none),
        shot("brand-unreadable", unreadable),
        shot("brand-colour-shape", shape),
        shot("brand-texts-wrong", long),
        shot("brand-logo-empty", logo(NotALogo::Empty)),
        shot("brand-logo-large", logo(NotALogo::TooLarge)),
        shot("brand-logo-kind", logo(NotALogo::Kind)),
        shot("brand-logo-broken", logo(NotALogo::Broken)),
        shot("brand-logo-moves", logo(NotALogo::Moves)),
        shot("brand-logo-wide", logo(NotALogo::TooWide { width: 1_200, height: 400 })),
        shot(
            "brand-changed-meanwhile",
            Brand { troubles: Troubles::one("light", trouble::changed_meanwhile(words)), ..chosen.clone() },
        ),
    ]
}

/// A mail of an account that says who helps.
pub(super) fn mails(envelope: &Envelope, occasion: &Occasion) -> Vec<MailSample> {
    let help = brand().texts.help(envelope.words.lang(), "en").map(|said| tell::said(&said));
    let envelope = Envelope { help, ..envelope.clone() };
    vec![mailed(&TooManyTries { envelope, occasion: occasion.clone() })]
}
