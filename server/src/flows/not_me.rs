//! "This was not me": what people are told of their own security, and the link by which they answer. See decision 0025.
//!
//! The link is looked at by GET and used by POST alone, once, without a session. It takes away and gives nothing: sessions,
//! trusted devices, half-done sign-ins, mailed links, known browsers and the password go, and no factor does. It hangs on the
//! person and on the address that its letter went to, so that a thief who changed the password, the address or the factors
//! has not made it useless.

use std::time::Duration;

use doorward_core::authority::Actor;
use doorward_core::event::{Event, Refused as SignInRefused};
use doorward_core::factor::FactorKind;
use doorward_core::id::{LinkId, MessageId, TenantId};
use doorward_core::letter::Letter;
use doorward_core::moment::Time;
use doorward_core::not_me::{Refused, Report};
use doorward_core::policy::SecondFactor;
use doorward_core::secret::Token;
use doorward_core::user::{Email, Role, Standing, User, UserType};
use doorward_store::authenticators::{authenticators_now, enrolment_drop};
use doorward_store::code_receivers::code_receivers_now;
use doorward_store::issued_codes::issued_codes_cancel_all;
use doorward_store::ledgers::browsers_forget;
use doorward_store::links::{Purpose, links_end_all};
use doorward_store::not_me_links::{NotMeLink, not_me_link_by_token, not_me_link_refused, not_me_link_use};
use doorward_store::outbox::message_withdraw;
use doorward_store::passkeys::{challenges_drop, passkeys_close_since, passkeys_now};
use doorward_store::passwords::password_remove;
use doorward_store::recovery_codes::code_set_made_at;
use doorward_store::restricted_sessions::restricted_end_all;
use doorward_store::sessions::sessions_end;
use doorward_store::sign_ins::{StoredSignIn, sign_ins_end_all};
use doorward_store::time_locks::time_locks_cancel_all;
use doorward_store::trusted_devices::devices_end;
use doorward_store::users::{user_active_owners, user_change_standing, user_find, user_open_epoch};
use doorward_store::{StoreError, Tx};

pub use doorward_core::not_me::WayBack;

use super::facts::person_facts;
use super::journal::Journal;
use super::links::{RESET_LIVES, make_link};
use super::{App, Result, Visit};

/// A sign-in that failed is told of after so long, unless it is finished meanwhile: who mistypes tries again at once.
const TIME_TO_MAKE_GOOD: Duration = Duration::from_secs(5 * 60);

/// What using a link came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reported {
    /// Everybody is signed out, and the password works no more; so the person comes back.
    Yes(WayBack),
    /// The link is dead.
    Dead,
}

impl App {
    /// The kind of letter that a link stands in, if the link works at this moment, at this account; nothing changes.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn look_at_not_me(&self, visit: &Visit, token: &Token) -> Result<Option<String>> {
        let (tenant, hash, now) = (visit.tenant.id, token.hash(), visit.moment.now());
        let look = move |tx: &mut Tx<'_>| {
            let Some(link) = not_me_link_by_token(tx, &tenant, &hash)? else { return Ok(None) };
            let user = user_find(tx, &tenant, &link.user)?;
            Ok(judge(&link, user.as_ref(), now).is_ok().then_some(link.letter))
        };
        Ok(self.0.store.read(look).await?)
    }

    /// Somebody says that what a letter told of was not them.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn report_not_me(&self, visit: &mut Visit, token: &Token) -> Result<Reported> {
        let (hash, mut journal) = (token.hash(), self.journal(visit));
        let (reset, reset_id) = (Token::new(&mut visit.moment), LinkId::new(&mut visit.moment));
        let report = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            let Some(link) = not_me_link_by_token(tx, &tenant, &hash)? else { return Ok(Reported::Dead) };
            let user = user_find(tx, &tenant, &link.user)?;
            let user = match judge(&link, user.as_ref(), now) {
                Ok(user) => user,
                Err(why) => return refuse(tx, &mut journal, &link, user.as_ref(), why),
            };
            if !not_me_link_use(tx, &tenant, &link.id, now)? {
                return refuse(tx, &mut journal, &link, Some(user), Refused::Used);
            }
            // Before anything is taken away: which factors are whose is judged by what is there.
            let way_back = facts(tx, &link, user, now)?.way_back();
            let after = take_all_away(tx, user, link.made_at, now)?;
            let event = Event::ReportedNotMe { what: link.letter.clone(), way_back };
            journal.record(tx, Actor::System, Some(&after), &event)?;
            if way_back == WayBack::KeptOut {
                if !user_change_standing(tx, &after, Standing::Suspended)? {
                    return Err(StoreError::Busy);
                }
                journal.record(tx, Actor::System, Some(&after), &Event::Suspended)?;
            }
            let to = match way_back {
                WayBack::Mailed => Some(&after.email),
                WayBack::MailedToFormer => Some(&link.mailed_to),
                WayBack::KeptOut | WayBack::Help => None,
            };
            let until = now.plus(RESET_LIVES);
            if to.is_some() {
                make_link(tx, &journal, &after, Purpose::PasswordReset, reset_id, &reset, until)?;
            }
            tell(tx, &mut journal, &after, to, way_back, &reset, until)?;
            Ok(Reported::Yes(way_back))
        };
        Ok(self.0.store.write(report).await?)
    }
}

/// The person whom a link is about, if it works.
fn judge<'a>(link: &NotMeLink, user: Option<&'a User>, now: Time) -> std::result::Result<&'a User, Refused> {
    let here = |user: &&User| matches!(user.standing, Standing::Active | Standing::Suspended);
    match user.filter(here) {
        None => Err(Refused::Gone),
        Some(_) if link.used_at.is_some() => Err(Refused::Used),
        Some(_) if now >= link.expires_at => Err(Refused::TooOld),
        Some(user) => Ok(user),
    }
}

/// Writes down that a link was tried in vain: once a link, so that nobody fills the log by it.
fn refuse(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    link: &NotMeLink,
    user: Option<&User>,
    why: Refused,
) -> Result<Reported, StoreError> {
    if not_me_link_refused(tx, &journal.tenant.id, &link.id, journal.moment.now())? {
        let event = Event::NotMeRefused { what: link.letter.clone(), why };
        journal.record(tx, Actor::System, user, &event)?;
    }
    Ok(Reported::Dead)
}

fn facts(tx: &mut Tx<'_>, link: &NotMeLink, user: &User, now: Time) -> Result<Report, StoreError> {
    Ok(Report {
        standing: user.standing,
        to_their_address: link.mailed_to.key() == user.email.key(),
        only_older_factors: only_older_factors(tx, link, user, now)?,
        last_owner: user.role == Role::Owner && user_active_owners(tx, &user.tenant)? <= 1,
    })
}

/// Whether a second factor is asked of the person, and whatever can be given for it is older than the letter. A passcode by mail
/// is no such thing: it goes to the very address that is in dispute.
fn only_older_factors(tx: &mut Tx<'_>, link: &NotMeLink, user: &User, now: Time) -> Result<bool, StoreError> {
    let (tenant, id) = (&user.tenant, &user.id);
    let guarded = person_facts(tx, tenant, id)?.is_some_and(|person| {
        let known = |kind| matches!(kind, FactorKind::Passkey | FactorKind::Totp | FactorKind::SmsCode);
        person.required(now) == SecondFactor::Asked && person.methods.iter().all(known)
    });
    // What was made in the same moment may be what the letter tells of.
    let older = |made: Time| made < link.made_at;
    let codes_are_older = code_set_made_at(tx, tenant, id)?.is_none_or(older);
    let apps = authenticators_now(tx, tenant, id)?;
    let passkeys = passkeys_now(tx, tenant, id)?;
    let receivers = code_receivers_now(tx, tenant, id)?;
    let methods_are_older = apps.iter().all(|app| older(app.added_at))
        && passkeys.iter().all(|it| older(it.added_at))
        && receivers.iter().all(|it| older(it.added_at));
    Ok(guarded && codes_are_older && methods_are_older)
}

/// Ends whatever lets anybody in as this person, but for their factors: of these, passkeys that came with what is reported, or
/// after it, since one may open the door alone. Returns them as they are then.
fn take_all_away(tx: &mut Tx<'_>, user: &User, reported: Time, at: Time) -> Result<User, StoreError> {
    let (tenant, id) = (&user.tenant, &user.id);
    if !user_open_epoch(tx, user)? {
        // Somebody changed the person at this very moment: nothing of this is kept, and the link can be used again.
        return Err(StoreError::Busy);
    }
    sign_ins_end_all(tx, tenant, id)?;
    sessions_end(tx, tenant, id, at)?;
    devices_end(tx, tenant, id, at)?;
    links_end_all(tx, tenant, id, at)?;
    enrolment_drop(tx, tenant, id)?;
    issued_codes_cancel_all(tx, tenant, id, at)?;
    time_locks_cancel_all(tx, tenant, id, at)?;
    restricted_end_all(tx, tenant, id)?;
    challenges_drop(tx, tenant, id)?;
    passkeys_close_since(tx, tenant, id, reported, at)?;
    browsers_forget(tx, tenant, id)?;
    password_remove(tx, tenant, id)?;
    Ok(User { epoch: user.epoch.saturating_add(1), ..user.clone() })
}

/// Sends the way back to where it goes, tells the address that is the person's, and the administrators of a team member.
fn tell(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    user: &User,
    to: Option<&Email>,
    way_back: WayBack,
    reset: &Token,
    until: Time,
) -> Result<(), StoreError> {
    let letter = |of, token| Letter::ReportedNotMe { of, way_back, token, until };
    if let Some(to) = to {
        journal.post_to(tx, user, to, letter(None, Some(reset.expose())))?;
    }
    if to.is_none_or(|to| to.key() != user.email.key()) {
        journal.post(tx, user, letter(None, None))?;
    }
    if user.user_type() == UserType::TeamMember {
        journal.post_to_administrators(tx, user, &letter(Some(user.name.clone()), None))?;
    }
    Ok(())
}

/// Tells a person that somebody with their password did not get past the second step: once a sign-in, and only if it is not
/// made good.
pub(super) fn tell_of_failure(
    tx: &mut Tx<'_>,
    journal: &mut Journal,
    user: &User,
    sign_in: &StoredSignIn,
) -> Result<(), StoreError> {
    let guessed_before =
        matches!(&sign_in.refused, Some(SignInRefused::Factor(refusal)) if refusal.is_wrong_guess());
    if guessed_before {
        return Ok(());
    }
    let due_at = journal.moment.now().plus(TIME_TO_MAKE_GOOD);
    journal.post_later(tx, user, Letter::SecondStepFailed, letter_of(sign_in), due_at)
}

/// The sign-in was made good, or something graver is told of it.
pub(super) fn take_back_failure(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    sign_in: &StoredSignIn,
) -> Result<(), StoreError> {
    if sign_in.refused.is_some() {
        message_withdraw(tx, tenant, &letter_of(sign_in))?;
    }
    Ok(())
}

/// The letter that tells of a sign-in has its id, so that there is one.
fn letter_of(sign_in: &StoredSignIn) -> MessageId {
    MessageId::from_bytes(*sign_in.id.as_bytes())
}
