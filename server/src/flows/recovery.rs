//! Recovery, as admins and owners see it: issuing a code for somebody who is locked out, agreeing to one, taking one back. See
//! decision 33.

use std::time::Duration;

use doorward_core::authority::{Act, Actor, Denied, Target, may};
use doorward_core::event::Event;
use doorward_core::factor::{Refusal, recovery_code};
use doorward_core::grant::{self, IssuedCode};
use doorward_core::id::{IssuedCodeId, UserId};
use doorward_core::letter::Letter;
use doorward_core::moment::Time;
use doorward_core::recovery::{NotIssued, Terms, issue, may_agree};
use doorward_core::secret::{Secret, Token};
use doorward_core::session::{Session, SteppedUp};
use doorward_core::user::{Email, User};
use doorward_store::events::event_list_about;
use doorward_store::help_requests::{Outcome, help_request_close};
use doorward_store::issued_codes::{
    StoredIssuedCode, issued_code_agree, issued_code_by_cancel, issued_code_cancel, issued_code_find,
    issued_code_insert, issued_code_newest, issued_codes_cancel_all, issued_codes_open,
};
use doorward_store::ledgers::second_factor_ledger_clear;
use doorward_store::policies::policy_now;
use doorward_store::recovery_rules::recovery_rules_now;
use doorward_store::users::user_find;
use doorward_store::{StoreError, Tx};

use super::facts::person_facts;
use super::journal::Journal;
use super::restricted::backers;
use super::sessions::while_signed_in;
use super::{App, Error, Result, Visit};

/// Whoever had another address so lately is told there as well: it may be a thief who changed it.
const FORMER_ADDRESS: Duration = Duration::from_secs(30 * 86_400);

/// So many events are looked through for it.
const RECENT: u64 = 200;

/// What an admin sees before a code is issued.
#[derive(Clone, Debug)]
pub struct ToRecover {
    /// For whom.
    pub user: User,
    /// On which terms, or why not.
    pub terms: std::result::Result<Terms, NotIssued>,
    /// The code that was issued last: another one meanwhile is not written over.
    pub newest: Option<IssuedCodeId>,
}

/// What issuing a code came to.
#[derive(Debug)]
pub enum Issued {
    /// Here it is, to be shown once.
    Yes {
        /// As it is read out.
        code: Secret<String>,
        /// On which terms.
        terms: Terms,
    },
    /// There is none.
    No(NotIssued),
    /// Somebody issued another one meanwhile, or there is no such person.
    ChangedMeanwhile,
}

/// A code that was issued and is open.
#[derive(Clone, Debug)]
pub struct OpenCode {
    /// Its id.
    pub id: IssuedCodeId,
    /// For whom.
    pub of: User,
    /// By whom, by name.
    pub by: Option<String>,
    /// Who agreed to it, by name.
    pub agreed_by: Option<String>,
    /// When it was issued.
    pub issued_at: Time,
    /// From when it works.
    pub works_from: Time,
    /// When it stops working.
    pub expires_at: Time,
    /// Whether this admin may agree to it.
    pub may_agree: bool,
    /// Whether this admin may take it back.
    pub may_cancel: bool,
}

/// What agreeing to a code, or taking one back, came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decided {
    /// It is done.
    Yes,
    /// The role does not allow it.
    Denied(Denied),
    /// There is nothing to decide any more.
    ChangedMeanwhile,
}

impl App {
    /// The person whom a code would be issued for, and on which terms.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn look_at_recovery(
        &self,
        visit: &Visit,
        session: &Session,
        of: UserId,
    ) -> Result<Option<ToRecover>> {
        let (tenant, now, actor) = (visit.tenant.id, visit.moment.now(), session.actor());
        let load = move |tx: &mut Tx<'_>| {
            let Some(person) = person_facts(tx, &tenant, &of)? else { return Ok(None) };
            let rules = recovery_rules_now(tx, &tenant)?.rules;
            let newest = issued_code_newest(tx, &tenant, &of)?.map(|it| it.code.id);
            let terms = issue(actor, &person, rules, now);
            Ok(Some(ToRecover { user: person.user, terms, newest }))
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Issues a code for somebody who is locked out, in the place of whatever was issued for them before. The person is told at every
    /// address, and the owners; of a code that waits, everybody who administers the account.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn issue_recovery_code(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        of: UserId,
        seen: Option<IssuedCodeId>,
    ) -> Result<Issued> {
        let (code, salt) = recovery_code::mint_one(&mut visit.moment);
        let shown = Secret::new(code.to_string());
        let digest = self.digest_of(code, salt).await?;
        let (id, cancel) = (IssuedCodeId::new(&mut visit.moment), Token::new(&mut visit.moment));
        let (mut journal, issuer) = (self.journal(visit), session.user.clone());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now, actor) = (journal.tenant.id, journal.moment.now(), by.actor());
            let Some(person) = person_facts(tx, &tenant, &of)? else { return Ok(Issued::ChangedMeanwhile) };
            let user = &person.user;
            let judged = issue(actor, &person, recovery_rules_now(tx, &tenant)?.rules, now);
            let denied = match judged {
                Err(NotIssued::Denied(denied)) => Err(denied),
                Ok(_) | Err(NotIssued::NotActive | NotIssued::NotLockedOut) => Ok(()),
            };
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), denied)? {
                journal.record(tx, actor, Some(user), &Event::Denied { why })?;
                return Ok(Issued::No(NotIssued::Denied(why)));
            }
            let terms = match judged {
                Ok(terms) => terms,
                Err(why) => return Ok(Issued::No(why)),
            };
            if issued_code_newest(tx, &tenant, &of)?.map(|it| it.code.id) != seen {
                return Ok(Issued::ChangedMeanwhile);
            }
            issued_codes_cancel_all(tx, &tenant, &of, now)?;
            let code = IssuedCode {
                id,
                user: of,
                user_epoch: user.epoch,
                policy_epoch: person.policy.epoch,
                digest,
                works_from: terms.works_from,
                expires_at: terms.until,
                used_at: None,
                cancelled_at: None,
            };
            let stored = StoredIssuedCode {
                code,
                salt,
                issuer: (issuer.id, issuer.role),
                agreed: None,
                issued_at: now,
            };
            issued_code_insert(tx, &tenant, &stored, &cancel.hash())?;
            // After a hundred wrong ones nothing typed is looked at any more: the code has to be.
            second_factor_ledger_clear(tx, &tenant, &of)?;
            help_request_close(tx, &tenant, &of, Outcome::Helped, Some(&issuer.id), None, now)?;
            journal.record(tx, actor, Some(user), &Event::RecoveryCodeIssued { waits: terms.waits })?;
            tell_of_code(tx, &mut journal, user, &issuer, terms, &cancel)?;
            Ok(Issued::Yes { code: Secret::new(shown.expose().clone()), terms })
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The codes that are open, as this admin may decide on them.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn open_recovery_codes(&self, visit: &Visit, session: &Session) -> Result<Vec<OpenCode>> {
        let (tenant, now, actor) = (visit.tenant.id, visit.moment.now(), session.actor());
        let load = move |tx: &mut Tx<'_>| {
            let mut open = Vec::new();
            for stored in issued_codes_open(tx, &tenant, now)? {
                let Some(of) = user_find(tx, &tenant, &stored.code.user)? else { continue };
                let behind = backers(tx, &tenant, &stored)?;
                let epoch = policy_now(tx, &tenant, of.user_type())?.map_or(0, |policy| policy.epoch);
                let waits = match grant::standing(&stored.code, &behind, &of, epoch, now) {
                    None => false,
                    Some(Refusal::IssuedCodeTooEarly) => true,
                    Some(_) => continue,
                };
                let name = |nth: usize| {
                    behind.get(nth).and_then(|backer| backer.now.as_ref()).map(|user| user.name.clone())
                };
                let target = Target { id: of.id, role: of.role };
                open.push(OpenCode {
                    id: stored.code.id,
                    by: name(0),
                    agreed_by: name(1),
                    issued_at: stored.issued_at,
                    works_from: stored.code.works_from,
                    expires_at: stored.code.expires_at,
                    may_agree: waits && may_agree(actor, stored.issuer.0, &of).is_ok(),
                    may_cancel: may(actor, Act::Recover, target).is_ok(),
                    of,
                });
            }
            Ok(open)
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Agrees to a code that waits: it works from now on.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn agree_to_code(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        id: IssuedCodeId,
    ) -> Result<Decided> {
        let (mut journal, agrees) = (self.journal(visit), session.user.clone());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at, actor) = (journal.tenant.id, journal.moment.now(), by.actor());
            let Some((stored, user)) = code_and_person(tx, &journal, &id)? else {
                return Ok(Decided::ChangedMeanwhile);
            };
            let allowed = may_agree(actor, stored.issuer.0, &user);
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), allowed)? {
                journal.record(tx, actor, Some(&user), &Event::Denied { why })?;
                return Ok(Decided::Denied(why));
            }
            if stored.code.user_epoch != user.epoch
                || !issued_code_agree(tx, &tenant, &id, &agrees.id, agrees.role, at)?
            {
                return Ok(Decided::ChangedMeanwhile);
            }
            journal.record(tx, actor, Some(&user), &Event::RecoveryCodeAgreed)?;
            Ok(Decided::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Takes a code back.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn cancel_code(&self, visit: &mut Visit, by: SteppedUp, id: IssuedCodeId) -> Result<Decided> {
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at, actor) = (journal.tenant.id, journal.moment.now(), by.actor());
            let Some((_, user)) = code_and_person(tx, &journal, &id)? else {
                return Ok(Decided::ChangedMeanwhile);
            };
            let allowed = may(actor, Act::Recover, Target { id: user.id, role: user.role });
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), allowed)? {
                journal.record(tx, actor, Some(&user), &Event::Denied { why })?;
                return Ok(Decided::Denied(why));
            }
            if !issued_code_cancel(tx, &tenant, &id, at)? {
                return Ok(Decided::ChangedMeanwhile);
            }
            journal.record(tx, actor, Some(&user), &Event::RecoveryCodeCancelled)?;
            Ok(Decided::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The person whose code a link takes back, if it does at this moment; nothing changes.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn look_at_cancel(&self, visit: &Visit, token: &Token) -> Result<Option<User>> {
        let (tenant, hash, now) = (visit.tenant.id, token.hash(), visit.moment.now());
        let look = move |tx: &mut Tx<'_>| {
            let Some(stored) = issued_code_by_cancel(tx, &tenant, &hash)? else { return Ok(None) };
            let code = &stored.code;
            let open = code.used_at.is_none() && code.cancelled_at.is_none() && now < code.expires_at;
            if open { user_find(tx, &tenant, &code.user) } else { Ok(None) }
        };
        Ok(self.0.store.read(look).await?)
    }

    /// Takes a code back by the link of a letter: it needs nothing else, since it only takes away. Everybody who administers the
    /// account is told. False when there is nothing to take back any more.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn cancel_code_by_link(&self, visit: &mut Visit, token: &Token) -> Result<bool> {
        let (mut journal, hash) = (self.journal(visit), token.hash());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, at) = (journal.tenant.id, journal.moment.now());
            let Some(stored) = issued_code_by_cancel(tx, &tenant, &hash)? else { return Ok(false) };
            let Some(user) = user_find(tx, &tenant, &stored.code.user)? else { return Ok(false) };
            if !issued_code_cancel(tx, &tenant, &stored.code.id, at)? {
                return Ok(false);
            }
            journal.record(tx, Actor::System, Some(&user), &Event::RecoveryCodeCancelled)?;
            let letter = Letter::RecoveryCodeCancelled { of: user.name.clone() };
            journal.post_to_administrators(tx, &user, &letter)?;
            Ok(true)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The digest of a code, computed where hashes run.
    pub(super) async fn digest_of(
        &self,
        code: recovery_code::RecoveryCode,
        salt: [u8; 16],
    ) -> Result<[u8; 32]> {
        let hashing = self.0.settings.hashing;
        let digest = self.0.pool.run(1, move || recovery_code::digest(&code, &salt, hashing)).await?;
        digest.map_err(|error| Error::Hash(error.to_string()))
    }
}

fn code_and_person(
    tx: &mut Tx<'_>,
    journal: &Journal,
    id: &IssuedCodeId,
) -> Result<Option<(StoredIssuedCode, User)>, StoreError> {
    let tenant = journal.tenant.id;
    let Some(stored) = issued_code_find(tx, &tenant, id)? else { return Ok(None) };
    let user = user_find(tx, &tenant, &stored.code.user)?;
    Ok(user.map(|user| (stored, user)))
}

/// Tells of a code whoever may take it back: its person at every address, and those who answer for the account.
fn tell_of_code(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    user: &User,
    issuer: &User,
    terms: Terms,
    cancel: &Token,
) -> Result<(), StoreError> {
    let letter = |of: Option<&User>| Letter::RecoveryCodeIssued {
        of: of.map(|of| of.name.clone()),
        by: issuer.name.clone(),
        works_from: terms.waits.then_some(terms.works_from),
        token: cancel.expose(),
        until: terms.until,
    };
    journal.post(tx, user, letter(None))?;
    for former in former_addresses(tx, journal, user)? {
        journal.post_to(tx, user, &former, letter(None))?;
    }
    let (but, letter) = ([user.id, issuer.id], letter(Some(user)));
    if terms.waits {
        journal.post_to_those_who_administer(tx, &but, &letter)
    } else {
        journal.post_to_owners(tx, &but, &letter)
    }
}

/// The addresses that a person had lately.
pub(super) fn former_addresses(
    tx: &mut Tx<'_>,
    journal: &Journal,
    user: &User,
) -> Result<Vec<Email>, StoreError> {
    let since = journal.moment.now().minus(FORMER_ADDRESS);
    let mut former: Vec<Email> = Vec::new();
    for row in event_list_about(tx, &journal.tenant.id, &user.id, RECENT)? {
        let Event::AddressChanged { from, .. } = &row.event else { continue };
        let Ok(from) = Email::parse(from) else { continue };
        let told = from.key() == user.email.key() || former.iter().any(|it| it.key() == from.key());
        if row.at >= since && !told {
            former.push(from);
        }
    }
    Ok(former)
}
