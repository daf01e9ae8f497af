//! How the account looks and what it says at its door: chosen by an admin, and served to everybody.

use doorward_core::authority::{Denied, may_administer};
use doorward_core::brand::{Accents, Brand, Text};
use doorward_core::event::Event;
use doorward_core::language::Language;
use doorward_core::logo::{Logo, LogoDigest};
use doorward_core::session::SteppedUp;
use doorward_core::tenant::Tenant;
use doorward_store::Tx;
use doorward_store::brands::{BrandNow, brand_now, brand_replace, logo_delete, logo_find, logo_put};

use super::sessions::while_signed_in;
use super::{App, Error, Result, Visit};

/// What an admin changes.
#[derive(Clone, Debug)]
pub enum BrandChange {
    /// The colours.
    Accents(Accents),
    /// What is said in one language.
    Text(Language, Text),
    /// The logo: another one, or none any more.
    Logo(Option<Logo>),
    /// Everything: it looks as if nobody had ever chosen anything.
    Reset,
}

/// What a change came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BrandSaved {
    /// It looks so from now on.
    Saved,
    /// It looked so already.
    Unchanged,
    /// Somebody else changed it meanwhile.
    ChangedMeanwhile,
    /// The admin may not, or not any more.
    Denied(Denied),
}

impl App {
    /// How the account looks now, with the version that a change has to name.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn brand(&self, visit: &Visit) -> Result<BrandNow> {
        let tenant = visit.tenant.id;
        let now = self.0.store.read(move |tx| brand_now(tx, &tenant)).await?;
        Ok(now.unwrap_or_else(nothing_chosen))
    }

    /// Changes how the account looks, if it looks as the admin saw it.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn change_brand(
        &self,
        visit: &mut Visit,
        by: SteppedUp,
        seen: u64,
        change: BrandChange,
    ) -> Result<BrandSaved> {
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, actor) = (journal.tenant.id, by.actor());
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), may_administer(actor))? {
                journal.record(tx, actor, None, &Event::Denied { why })?;
                return Ok(BrandSaved::Denied(why));
            }
            let before = brand_now(tx, &tenant)?.unwrap_or_else(nothing_chosen);
            let brand = changed(before.brand.clone(), &change);
            if before.version != seen {
                return Ok(BrandSaved::ChangedMeanwhile);
            }
            if brand == before.brand {
                return Ok(BrandSaved::Unchanged);
            }
            if !brand_replace(tx, &tenant, seen, &brand)? {
                return Ok(BrandSaved::ChangedMeanwhile);
            }
            match &change {
                BrandChange::Logo(Some(logo)) => logo_put(tx, &tenant, logo)?,
                BrandChange::Logo(None) | BrandChange::Reset => logo_delete(tx, &tenant)?,
                BrandChange::Accents(_) | BrandChange::Text(..) => {}
            }
            let event =
                Event::BrandChanged { from: Some(Box::new(before.brand.into())), to: Box::new(brand.into()) };
            journal.record(tx, actor, None, &event)?;
            Ok(BrandSaved::Saved)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The logo of the account, while it is the one of the digest: whoever has the address of an older one, or of another account's,
    /// gets none.
    ///
    /// # Errors
    /// [`Error::Store`]; [`Error::Gone`] when what is kept is no logo any more.
    pub async fn logo(&self, tenant: &Tenant, digest: LogoDigest) -> Result<Option<Logo>> {
        let tenant = tenant.id;
        let bytes = self.0.store.read(move |tx| logo_find(tx, &tenant, &digest)).await?;
        bytes.map(|bytes| Logo::read(bytes).map_err(|_| Error::Gone("a logo that can be shown"))).transpose()
    }
}

fn nothing_chosen() -> BrandNow {
    BrandNow { brand: Brand::default(), version: 0 }
}

fn changed(mut brand: Brand, change: &BrandChange) -> Brand {
    match change {
        BrandChange::Accents(accents) => brand.accents = *accents,
        BrandChange::Text(language, text) => brand.texts.say(language, text.clone()),
        BrandChange::Logo(logo) => brand.logo = logo.as_ref().map(Logo::mark),
        BrandChange::Reset => brand = Brand::default(),
    }
    brand
}
