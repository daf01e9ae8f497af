//! The language that a person is spoken to in, on their pages and in their mails; and that of the account, for who chose none.

use doorward_core::authority::{Actor, Denied, may_administer};
use doorward_core::event::Event;
use doorward_core::language::Language;
use doorward_core::session::{Session, SteppedUp};
use doorward_store::Tx;
use doorward_store::sessions::session_holds;
use doorward_store::tenants::{tenant_choose_language, tenant_find};
use doorward_store::users::user_choose_language;

use super::sessions::while_signed_in;
use super::{App, Result, Visit};

/// What choosing the account's language came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccountLanguage {
    /// It is spoken from now on.
    Chosen,
    /// It was spoken already.
    Unchanged,
    /// The admin may not, or not any more.
    Denied(Denied),
}

impl App {
    /// Speaks to the person in this language from now on, or in that of their browser. It is no matter of security, so no
    /// session ends; but whoever has a session could make letters unreadable by it, so it is written down. False when the
    /// session was ended meanwhile.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn choose_language(
        &self,
        visit: &mut Visit,
        session: &Session,
        language: Option<Language>,
    ) -> Result<bool> {
        let (mut journal, user, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let save = move |tx: &mut Tx<'_>| {
            let tenant = journal.tenant.id;
            if !session_holds(tx, &tenant, &on)? {
                return Ok(false);
            }
            if language != user.language {
                user_choose_language(tx, &tenant, &user.id, language.as_ref())?;
                let [from, language] =
                    [&user.language, &language].map(|it| it.as_ref().map(ToString::to_string));
                let event = Event::LanguageChosen { from, language };
                journal.record(tx, Actor::of(&user), Some(&user), &event)?;
            }
            Ok(true)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Speaks to who has chosen no language, and whose browser asks for none of ours, in this one from now on.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn choose_account_language(
        &self,
        visit: &mut Visit,
        by: SteppedUp,
        language: Language,
    ) -> Result<AccountLanguage> {
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, actor) = (journal.tenant.id, by.actor());
            if let Err(denied) = while_signed_in(tx, &tenant, &by.stands_on(), may_administer(actor))? {
                journal.record(tx, actor, None, &Event::Denied { why: denied })?;
                return Ok(AccountLanguage::Denied(denied));
            }
            let before = tenant_find(tx, &tenant)?.and_then(|tenant| tenant.language);
            if !tenant_choose_language(tx, &tenant, &language)? {
                return Ok(AccountLanguage::Unchanged);
            }
            let from = before.map(|before| before.to_string());
            let event = Event::AccountLanguageChosen { from, language: language.to_string() };
            journal.record(tx, actor, None, &event)?;
            Ok(AccountLanguage::Chosen)
        };
        Ok(self.0.store.write(save).await?)
    }
}
