//! The language that a person is spoken to in, on their pages and in their mails.

use doorward_core::authority::Actor;
use doorward_core::event::Event;
use doorward_core::language::Language;
use doorward_core::session::Session;
use doorward_store::Tx;
use doorward_store::sessions::session_holds;
use doorward_store::users::user_choose_language;

use super::{App, Result, Visit};

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
                let event = Event::LanguageChosen { language: language.as_ref().map(ToString::to_string) };
                journal.record(tx, Actor::of(&user), Some(&user), &event)?;
            }
            Ok(true)
        };
        Ok(self.0.store.write(save).await?)
    }
}
