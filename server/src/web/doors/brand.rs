//! How the account looks: what everybody's browser calls for, and the page of the Admin Center where it is chosen.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use doorward_core::brand::{Accents, Line, Text};
use doorward_core::colour::{Colour, NotAColour, Scheme};
use doorward_core::language::Language;
use doorward_core::logo::{Logo, LogoDigest};
use doorward_core::session::{Guarded, SteppedUp};

use crate::flows::view::BrandNow;
use crate::flows::{BrandChange, BrandSaved};
use crate::i18n::Words;
use crate::tell;
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::look::{Spoken, Stylesheet};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::brand::{Brand, Preview};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply};
use crate::web::shell::Troubles;
use crate::web::state::Web;
use crate::web::trouble;
use crate::web::upload::Upload;

use super::confirm::guarded;

const HERE: &str = "/admin/brand";

/// `GET /brand/{name}`: the account's colours, while they are those of the name.
pub(super) async fn stylesheet(
    State(web): State<Web>,
    headers: HeaderMap,
    uri: Uri,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let tenant = web.account_of(&headers, &uri).await?;
    let sheet = Stylesheet::of(&tenant.brand.accents).filter(|sheet| sheet.name() == name);
    let sheet = sheet.ok_or(Problem::status(StatusCode::NOT_FOUND))?;
    Ok(kept("text/css; charset=utf-8", sheet.text().as_bytes().to_vec()))
}

/// `GET /brand/logo/{digest}`
pub(super) async fn logo(
    State(web): State<Web>,
    headers: HeaderMap,
    uri: Uri,
    Path(digest): Path<String>,
) -> Result<Response, Problem> {
    let tenant = web.account_of(&headers, &uri).await?;
    let not_here = Problem::status(StatusCode::NOT_FOUND);
    let Some(digest) = LogoDigest::parse(&digest) else { return Err(not_here) };
    let logo = web.app().logo(&tenant, digest).await?.ok_or(not_here)?;
    Ok(kept(logo.kind().media_type(), logo.bytes().to_vec()))
}

/// `GET /admin/brand`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let page = page(&member, language(&member, member.guest.query.text("language")), Troubles::NONE).await?;
    reply::page(&member.guest, &page)
}

/// `POST /admin/brand`
pub(super) async fn choose_colours(Admin { mut member }: Admin, form: Form) -> Reply {
    let by = match proof(&member).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let seen = seen(&form)?;
    let troubles = match colours(&member.guest.words, &form) {
        Ok(accents) => match save(&mut member, by, seen, BrandChange::Accents(accents)).await? {
            Ok(reply) => return reply,
            Err(troubles) => troubles,
        },
        Err(troubles) => troubles,
    };
    let (light, dark) = (form.text("light").to_owned(), form.text("dark").to_owned());
    let page = Brand { light, dark, ..page(&member, language(&member, ""), troubles).await? };
    refused(&member, &page)
}

/// `POST /admin/brand/texts`
pub(super) async fn choose_texts(Admin { mut member }: Admin, form: Form) -> Reply {
    let by = match proof(&member).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let seen = seen(&form)?;
    let words = Words::exactly(form.text("language")).ok_or(Problem::status(StatusCode::BAD_REQUEST))?;
    let tag = Language::parse(words.lang()).map_err(|_| Problem::status(StatusCode::BAD_REQUEST))?;
    let lines = (Line::parse(form.text("welcome")), Line::parse(form.text("help")));
    let troubles = match lines {
        (Ok(welcome), Ok(help)) => {
            let change = BrandChange::Text(tag, Text { welcome, help });
            match save(&mut member, by, seen, change).await? {
                Ok(reply) => return reply,
                Err(troubles) => troubles,
            }
        }
        (welcome, help) => {
            let wrong = [("welcome", welcome.err()), ("help", help.err())];
            let told = |(field, why): (&'static str, Option<_>)| {
                why.map(|why| (field, trouble::not_a_line(&member.guest.words, why)))
            };
            wrong.into_iter().filter_map(told).fold(Troubles::NONE, |all, (field, text)| all.and(field, text))
        }
    };
    let (welcome, help) = (form.text("welcome").to_owned(), form.text("help").to_owned());
    let page = Brand { welcome, help, ..page(&member, words, troubles).await? };
    refused(&member, &page)
}

/// `POST /admin/brand/logo`: the one door that takes a file.
pub(super) async fn choose_logo(Admin { mut member }: Admin, Upload { form, file }: Upload) -> Reply {
    let by = match proof(&member).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let seen = seen(&form)?;
    let troubles = match Logo::read(file) {
        Ok(logo) => match save(&mut member, by, seen, BrandChange::Logo(Some(logo))).await? {
            Ok(reply) => return reply,
            Err(troubles) => troubles,
        },
        Err(why) => Troubles::one("logo", trouble::not_a_logo(&member.guest.words, why)),
    };
    refused(&member, &page(&member, language(&member, ""), troubles).await?)
}

/// `POST /admin/brand/logo/remove`
pub(super) async fn remove_logo(admin: Admin, form: Form) -> Reply {
    simply(admin, &form, BrandChange::Logo(None)).await
}

/// `POST /admin/brand/reset`
pub(super) async fn reset(admin: Admin, form: Form) -> Reply {
    simply(admin, &form, BrandChange::Reset).await
}

/// A change in which nothing can be mistyped.
async fn simply(Admin { mut member }: Admin, form: &Form, change: BrandChange) -> Reply {
    let by = match proof(&member).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let troubles = match save(&mut member, by, seen(form)?, change).await? {
        Ok(reply) => return reply,
        Err(troubles) => troubles,
    };
    refused(&member, &page(&member, language(&member, ""), troubles).await?)
}

async fn proof(member: &Member) -> Result<Result<SteppedUp, Reply>, Problem> {
    guarded(member, Guarded::Account, Purpose::Brand, HERE).await
}

/// Saves a change; what is wrong when somebody else was first.
async fn save(
    member: &mut Member,
    by: SteppedUp,
    seen: u64,
    change: BrandChange,
) -> Result<Result<Reply, Troubles>, Problem> {
    let back = match &change {
        BrandChange::Text(language, _) => format!("{HERE}?language={language}&done="),
        _ => format!("{HERE}?done="),
    };
    let app = member.guest.app();
    Ok(match app.change_brand(&mut member.guest.visit, by, seen, change).await? {
        BrandSaved::Saved => Ok(reply::go(&format!("{back}{}", Done::Saved.key()), [])),
        BrandSaved::Unchanged => Ok(reply::go(&format!("{back}{}", Done::Unchanged.key()), [])),
        BrandSaved::ChangedMeanwhile => {
            Err(Troubles::one("light", trouble::changed_meanwhile(&member.guest.words)))
        }
        BrandSaved::Denied(_) => Ok(Err(Problem::status(StatusCode::FORBIDDEN))),
    })
}

fn refused(member: &Member, page: &Brand) -> Reply {
    reply::page_with_status(&member.guest, StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// The version that a form was shown with.
fn seen(form: &Form) -> Result<u64, Problem> {
    form.text("version").parse().map_err(|_| Problem::status(StatusCode::BAD_REQUEST))
}

/// The colours that were typed; what is wrong with each.
fn colours(words: &Words, form: &Form) -> Result<Accents, Troubles> {
    let typed = |field: &str| match form.text(field).trim() {
        "" => Ok(None),
        text => Colour::parse(text).map(Some),
    };
    let shape = |field, read: Result<Option<Colour>, NotAColour>| {
        read.err().map(|NotAColour| (field, trouble::not_a_colour(words)))
    };
    let (light, dark) = (typed("light"), typed("dark"));
    let of_shape = [shape("light", light), shape("dark", dark)];
    let chosen = Accents::choose(light.unwrap_or_default(), dark.unwrap_or_default());
    let of_contrast = chosen.as_ref().err().into_iter().flatten().map(|it| {
        let field = match it.scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        (field, trouble::unreadable(words, it))
    });
    let wrong = of_shape.into_iter().flatten().chain(of_contrast);
    let troubles = wrong.fold(Troubles::NONE, |all, (field, text)| all.and(field, text));
    chosen.ok().filter(|_| troubles.is_empty()).ok_or(troubles)
}

/// The language that was asked for; else the account's, for it is what most people fall back to.
fn language(member: &Member, wanted: &str) -> Words {
    let accounts = || Words::in_language(tell::language_of(&member.guest.visit.tenant));
    Words::exactly(wanted).unwrap_or_else(accounts)
}

async fn page(member: &Member, language: Words, troubles: Troubles) -> Result<Brand, Problem> {
    let BrandNow { brand, version } = member.guest.app().brand(&member.guest.visit).await?;
    let text = |colour: Option<Colour>| colour.map(|colour| colour.to_string()).unwrap_or_default();
    let said = brand.texts.in_language(language.lang());
    let mut shell = member.shell("brand");
    shell.look.welcome = brand.texts.welcome(language.lang(), "").map(Spoken::of);
    shell.look.help = brand.texts.help(language.lang(), "").map(Spoken::of);
    Ok(Brand {
        shell,
        version,
        light: text(brand.accents.light),
        dark: text(brand.accents.dark),
        previews: Preview::both(&brand.accents),
        welcome: said.welcome.into(),
        help: said.help.into(),
        language,
        troubles,
    })
}

/// An answer that browsers keep for a year, since another content has another address.
fn kept(content_type: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, bytes).into_response()
}
