//! Setting up an authenticator app and saving recovery codes: during a sign-in that demands it, and from My security.

use askama::Template;
use qrcode::QrCode;
use qrcode::render::svg;

use super::passkey::{Going, Way};
use crate::web::shell::{Page, Shell, Troubles, page};

/// Scan, or open, or type the key; then the first passcode, on the same page. Field `passcode`.
#[derive(Template, Clone, Debug)]
#[template(path = "enrol/connect.html")]
pub struct Connect {
    /// What every page has.
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// Where the person goes instead; a sign-in that demands it is left by signing out.
    pub cancel_url: String,
    /// The picture, as SVG made by this program: it is not escaped.
    pub qr_svg: String,
    /// The same key in groups of four characters.
    pub key_groups: Vec<String>,
    /// The same key as a link that opens an authenticator app on this device.
    pub otpauth_uri: String,
    /// What the entry will be called in the app.
    pub account_label: String,
    /// Whether the sign-in goes on only after it.
    pub required: bool,
    /// What else can be set up, where the sign-in demands it.
    pub ways: Vec<Way>,
    /// What the person calls it, as far as typed.
    pub name: String,
    /// What becomes of the one that they have, if they have one.
    pub beside: Option<Beside>,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Connect, troubles, |it| it.shell.say("connect-heading"));

/// An authenticator that is there already.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    /// Whether it is to be removed with the same act.
    pub replaces: bool,
}

/// The picture of an `otpauth` link, as SVG to stand inside a page: level M, dark on white, four modules of quiet zone (ISO/IEC
/// 18004). Empty when the link is too long for a picture; the typed key is on the page as well.
pub fn picture(otpauth_uri: &str) -> String {
    let Ok(code) = QrCode::new(otpauth_uri) else { return String::new() };
    let svg = code.render::<svg::Color<'_>>().quiet_zone(true).build();
    // Without the declaration that would make a file of it.
    svg.split_once("?>").map_or(svg.clone(), |(_, picture)| picture.to_owned())
}

/// New recovery codes, shown once. Field `saved`.
#[derive(Template, Clone, Debug)]
#[template(path = "enrol/codes.html")]
pub struct Codes {
    /// What every page has.
    pub shell: Shell,
    /// Where the form goes.
    pub action: String,
    /// The codes, as `ABCD-EFGH-JKMN-PQRS`.
    pub codes: Vec<String>,
    /// The same codes as a file.
    pub download_url: String,
    /// Whose codes they are: on the printed page.
    pub email: String,
    /// Since when they are good, in words: on the printed page.
    pub made: String,
    /// Where one signs in with them: on the printed page.
    pub address: String,
    /// What is wrong.
    pub troubles: Troubles,
}
page!(Codes, troubles, |it| it.shell.say("codes-heading"));
