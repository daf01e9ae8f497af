//! Proving that mail arrives: a test message to the admin who asks, and the code that it brings.

use doorward_core::authority::{Denied, may_administer};
use doorward_core::event::Event;
use doorward_core::id::{MailTestId, TenantId};
use doorward_core::letter::Letter;
use doorward_core::mail_test::{self, CODE_LIVES, MOST_AN_HOUR, MOST_TRIES, NoProof, Sent};
use doorward_core::moment::Time;
use doorward_core::session::{Session, SteppedUp};
use doorward_store::mail_tests::{
    StoredMailTest, mail_proven_at, mail_test_insert, mail_test_newest, mail_test_prove, mail_test_try,
    mail_tests_since,
};
use doorward_store::{StoreError, Tx};

use super::sessions::while_signed_in;
use super::{App, Result, Visit};

/// So long is an hour.
const AN_HOUR: std::time::Duration = std::time::Duration::from_secs(3_600);

/// How far an admin has come with proving it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MailTest {
    /// When their newest test message was sent, while its code works.
    pub sent_at: Option<Time>,
    /// When mail was last proven to arrive, while that holds.
    pub proven_at: Option<Time>,
}

/// What sending a test message came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TestSent {
    /// It is in the outbox.
    Yes,
    /// So many were sent in this hour that no more are.
    TooMany,
    /// The role does not allow it, or the session was ended meanwhile.
    Denied(Denied),
}

/// What a typed code came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proven {
    /// Mail arrives.
    Yes,
    /// The code is no proof.
    No(NoProof),
    /// The role does not allow it, or the session was ended meanwhile.
    Denied(Denied),
}

impl App {
    /// How far the person has come.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn mail_test(&self, visit: &Visit, session: &Session) -> Result<MailTest> {
        let (tenant, user, now) = (visit.tenant.id, session.user.id, visit.moment.now());
        let route = self.mail_route();
        let load = move |tx: &mut Tx<'_>| {
            let newest = mail_test_newest(tx, &tenant, &user)?.map(|test| test.sent);
            let proven_at = mail_proven_at(tx, &tenant, &route)?;
            Ok(MailTest {
                sent_at: newest.filter(|sent| may_be_typed(sent, &route, now)).map(|sent| sent.sent_at),
                proven_at: proven_at.filter(|at| mail_test::is_proven(Some(*at), now)),
            })
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Sends a test message to the person's own address.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn send_mail_test(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
    ) -> Result<TestSent> {
        let (id, code) = (MailTestId::new(&mut visit.moment), mail_test::mint(&mut visit.moment));
        let (digest, route, user) =
            (self.mail_code_digest(&id, &code), self.mail_route(), session.user.clone());
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), may_administer(by.actor()))? {
                journal.record(tx, by.actor(), Some(&user), &Event::Denied { why })?;
                return Ok(TestSent::Denied(why));
            }
            if mail_tests_since(tx, &tenant, now.minus(AN_HOUR))? >= MOST_AN_HOUR {
                return Ok(TestSent::TooMany);
            }
            let until = now.plus(CODE_LIVES);
            let sent = Sent { digest, route, tries: 0, sent_at: now, expires_at: until };
            mail_test_insert(tx, &tenant, &StoredMailTest { id, sent }, &user.id)?;
            journal.record(tx, by.actor(), None, &Event::MailTestSent)?;
            journal.post(tx, &user, Letter::MailTest { code: mail_test::shown(&code), until })?;
            Ok(TestSent::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The code of the person's newest test message. A try is spent whatever it comes to.
    ///
    /// # Errors
    /// [`super::Error`].
    pub async fn confirm_mail_test(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        typed: &str,
    ) -> Result<Proven> {
        let code = match mail_test::read(typed) {
            Ok(code) => code,
            Err(no_proof) => return Ok(Proven::No(no_proof)),
        };
        let (app, route, user) = (self.clone(), self.mail_route(), session.user.clone());
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), may_administer(by.actor()))? {
                journal.record(tx, by.actor(), Some(&user), &Event::Denied { why })?;
                return Ok(Proven::Denied(why));
            }
            let judged = match mail_test_newest(tx, &tenant, &user.id)? {
                Some(test) if mail_test_try(tx, &tenant, &test.id, MOST_TRIES)? => {
                    let sent = Sent { tries: test.sent.tries.saturating_add(1), ..test.sent };
                    let digest = app.mail_code_digest(&test.id, &code);
                    match mail_test::judge(&sent, &digest, &route, now) {
                        Ok(()) if !mail_test_prove(tx, &tenant, &test.id, now)? => Err(NoProof::TooOld),
                        judged => judged,
                    }
                }
                _ => Err(NoProof::TooOld),
            };
            let event = if judged.is_ok() { Event::MailProven } else { Event::MailTestRefused };
            journal.record(tx, by.actor(), None, &event)?;
            Ok(judged.map_or_else(Proven::No, |()| Proven::Yes))
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The digest of the settings that mail goes by: without a password, which changes nothing about where it arrives.
    pub(super) fn mail_route(&self) -> [u8; 32] {
        self.0.key.mac("mail route", &[self.0.settings.mail_route.as_bytes()])
    }

    fn mail_code_digest(&self, id: &MailTestId, code: &str) -> [u8; 32] {
        self.0.key.mac("mail test", &[id.as_bytes(), code.as_bytes()])
    }
}

/// Whether mail by these settings was proven to arrive, lately: asked before anything is saved that would lock people out
/// without it.
pub(super) fn mail_is_proven(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    route: &[u8; 32],
    now: Time,
) -> Result<bool, StoreError> {
    Ok(mail_test::is_proven(mail_proven_at(tx, tenant, route)?, now))
}

fn may_be_typed(sent: &Sent, route: &[u8; 32], now: Time) -> bool {
    mail_test::works(sent, route, now) && sent.tries < MOST_TRIES
}

#[cfg(feature = "testing")]
impl App {
    /// Has mail proven, as a test message would have.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn make_up_mail_proof(&self, tenant: TenantId) -> Result<()> {
        let mut moment = self.moment()?;
        let (id, route, now) = (MailTestId::new(&mut moment), self.mail_route(), moment.now());
        let sent = Sent { digest: [0; 32], route, tries: 1, sent_at: now.minus(AN_HOUR), expires_at: now };
        let save = move |tx: &mut Tx<'_>| {
            let test = StoredMailTest { id, sent: sent.clone() };
            mail_test_insert(tx, &tenant, &test, &doorward_core::id::UserId::from_bytes([0; 16]))?;
            mail_test_prove(tx, &tenant, &id, now).map(drop)
        };
        Ok(self.0.store.write(save).await?)
    }
}
