//! Text messages: the countries that they go to, and the proof that they arrive, before people depend on them.

use doorward_core::authority::{Denied, may_administer};
use doorward_core::enrolment::BoundTo;
use doorward_core::event::Event;
use doorward_core::factor::sent_code::{self, Purpose};
use doorward_core::factor::{Channel, Detail, Refusal};
use doorward_core::id::{TenantId, UserId};
use doorward_core::mail_test;
use doorward_core::moment::Time;
use doorward_core::phone::{CountryList, Phone};
use doorward_core::session::{Session, SteppedUp};
use doorward_store::ledgers::second_factor_ledger_clear;
use doorward_store::sent_codes::{AskedFor, sent_code_use, sent_test_used_at};
use doorward_store::sms_rules::{sms_countries, sms_countries_set};
use doorward_store::{StoreError, Tx};

use super::factors::SecondFactorTry;
use super::sending::{Sent, send};
use super::sent_codes::CodeStanding;
use super::sessions::while_signed_in;
use super::{App, Error, Result, Visit};

/// How far an account has come with text messages.
#[derive(Clone, Debug)]
pub struct SmsStanding {
    /// Whether the server has a gateway.
    pub has_gateway: bool,
    /// The countries that messages go to.
    pub countries: CountryList,
    /// What became of the last test message of the admin who looks.
    pub test: CodeStanding,
    /// When messages were last proven to arrive, while that holds.
    pub proven_at: Option<Time>,
}

/// What a typed test passcode came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TextsProven {
    /// Messages arrive.
    Yes,
    /// It is not right.
    No(Refusal),
    /// Too many tries went before.
    Slowed {
        /// When one is looked at again.
        until: Time,
    },
    /// Nothing typed is looked at any more.
    Closed,
    /// The role does not allow it, or the session was ended meanwhile.
    Denied(Denied),
}

impl App {
    /// How far the account has come.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn sms_standing(&self, visit: &Visit, session: &Session) -> Result<SmsStanding> {
        let (tenant, now, route) = (visit.tenant.id, visit.moment.now(), self.sms_route());
        let load = move |tx: &mut Tx<'_>| {
            let proven_at = match &route {
                Some(route) => sent_test_used_at(tx, &tenant, Channel::Sms, route.as_bytes())?,
                None => None,
            };
            Ok((sms_countries(tx, &tenant)?, proven_at))
        };
        let (countries, proven_at) = self.0.store.read(load).await?;
        let bound_to = route.unwrap_or(BoundTo::route(&[0; 32]));
        let test = self.code_standing(visit, &session.user, bound_to, Channel::Sms, Purpose::Test).await?;
        Ok(SmsStanding {
            has_gateway: route.is_some(),
            countries,
            test,
            proven_at: proven_at.filter(|at| mail_test::is_proven(Some(*at), now)),
        })
    }

    /// Names the countries that messages go to.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn name_sms_countries(
        &self,
        visit: &mut Visit,
        by: SteppedUp,
        countries: CountryList,
    ) -> Result<std::result::Result<(), Denied>> {
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, actor) = (journal.tenant.id, by.actor());
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), may_administer(actor))? {
                journal.record(tx, actor, None, &Event::Denied { why })?;
                return Ok(Err(why));
            }
            let before = sms_countries(tx, &tenant)?;
            if before != countries {
                sms_countries_set(tx, &tenant, &countries)?;
                let (from, to) = (before.to_string(), countries.to_string());
                journal.record(tx, actor, None, &Event::SmsCountriesChanged { from, to })?;
            }
            Ok(Ok(()))
        };
        Ok(self.0.store.write(save).await?)
    }

    /// Sends a test message to a number.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn send_sms_test(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        number: &Phone,
    ) -> Result<std::result::Result<Sent, Denied>> {
        let Some(route) = self.sms_route() else { return Ok(Ok(Sent::NotAWay)) };
        let (mut journal, user, number) = (self.journal(visit), session.user.clone(), number.clone());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, actor) = (journal.tenant.id, by.actor());
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), may_administer(actor))? {
                journal.record(tx, actor, Some(&user), &Event::Denied { why })?;
                return Ok(Err(why));
            }
            Ok(Ok(send(tx, &mut journal, &user, test_of(&user.id, route), number.as_str())?))
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The passcode of a test message: messages arrive. Tries are those of the person's own ledger.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn prove_sms(
        &self,
        visit: &mut Visit,
        session: &Session,
        by: SteppedUp,
        typed: &str,
    ) -> Result<TextsProven> {
        if let Err(refusal) = sent_code::shape(typed) {
            return Ok(TextsProven::No(refusal));
        }
        let Some(route) = self.sms_route() else { return Ok(TextsProven::No(Refusal::NothingSent)) };
        let user = session.user.clone();
        match self.spend_second_factor(visit, user.id).await? {
            SecondFactorTry::Spent { .. } => {}
            SecondFactorTry::Slowed { until } => return Ok(TextsProven::Slowed { until }),
            SecondFactorTry::Closed => return Ok(TextsProven::Closed),
        }
        let judged = self.judge_sent_code(visit, user.id, route, Channel::Sms, Purpose::Test, typed).await?;
        let verified = match judged {
            Ok(verified) => verified,
            Err(refusal) => {
                let (mut journal, event) =
                    (self.journal(visit), Event::SecondFactorRefused { refusal: refusal.clone() });
                let save = move |tx: &mut Tx<'_>| journal.record(tx, by.actor(), Some(&user), &event);
                self.0.store.write(save).await?;
                return Ok(TextsProven::No(refusal));
            }
        };
        let Detail::SentCode { code, .. } = *verified.detail() else {
            return Err(Error::Gone("a passcode that was sent"));
        };
        let mut journal = self.journal(visit);
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            if let Err(why) = while_signed_in(tx, &tenant, &by.stands_on(), may_administer(by.actor()))? {
                journal.record(tx, by.actor(), Some(&user), &Event::Denied { why })?;
                return Ok(TextsProven::Denied(why));
            }
            if !sent_code_use(tx, &tenant, &code, now)? {
                return Ok(TextsProven::No(Refusal::PasscodeUsed));
            }
            // The try that this passcode cost was none.
            second_factor_ledger_clear(tx, &tenant, &user.id)?;
            journal.record(tx, by.actor(), None, &Event::SmsProven)?;
            Ok(TextsProven::Yes)
        };
        Ok(self.0.store.write(save).await?)
    }

    /// The way that text messages go by, as tests of it are bound to it; none without a gateway. Other settings are to be tested
    /// anew.
    pub(super) fn sms_route(&self) -> Option<BoundTo> {
        let route = &self.0.settings.sms_route;
        (!route.is_empty()).then(|| BoundTo::route(&self.0.key.mac("sms route", &[route.as_bytes()])))
    }
}

/// Whether text messages by this way were proven to arrive, lately: asked before people depend on them.
pub(super) fn texts_are_proven(
    tx: &mut Tx<'_>,
    tenant: &TenantId,
    route: Option<&BoundTo>,
    now: Time,
) -> Result<bool, StoreError> {
    let Some(route) = route else { return Ok(false) };
    let proven_at = sent_test_used_at(tx, tenant, Channel::Sms, route.as_bytes())?;
    Ok(mail_test::is_proven(proven_at, now))
}

fn test_of(user: &UserId, route: BoundTo) -> AskedFor {
    AskedFor { user: *user, bound_to: *route.as_bytes(), channel: Channel::Sms, purpose: Purpose::Test }
}
