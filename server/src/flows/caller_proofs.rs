//! "Is it really them?": asking a caller for a proof, and giving one. See decision 40.

use doorward_core::authority::{Act, Actor, Denied, Target, may};
use doorward_core::caller_proof::{
    Answer, LIVES_FOR, NotAsked, NotTaken, Numbers, Verdict, has_proven, judge, may_ask, may_look_for,
};
use doorward_core::event::Event;
use doorward_core::factor::FactorKind;
use doorward_core::id::{CallerProofId, UserId};
use doorward_core::letter::{Letter, Quota};
use doorward_core::moment::Time;
use doorward_core::session::Session;
use doorward_core::user::{Email, User};
use doorward_store::Tx;
use doorward_store::caller_proofs::{
    CallerProof, caller_proof_decide, caller_proof_find, caller_proof_insert, caller_proof_open,
    caller_proofs_since,
};
use doorward_store::events::{denials_since, factor_proven_at};
use doorward_store::help_requests::help_request_open;
use doorward_store::sessions::session_holds;
use doorward_store::users::{user_by_email, user_find};

use super::facts::person_facts;
use super::sessions::while_signed_in;
use super::{App, Result, Visit};

/// What asking for a proof came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProofAsked {
    /// It is asked for; the page of it shows the number.
    Yes(CallerProofId),
    /// It is not.
    No(NotAsked),
    /// There is no such person.
    Nobody,
}

/// A proof, as those see it who may ask for one.
#[derive(Clone, Debug)]
pub struct ProofSeen {
    /// The proof.
    pub proof: CallerProof,
    /// Of whom.
    pub user: User,
    /// Who asked, by name.
    pub asked_by: String,
    /// Whether whoever looks asked for it: the number is told to nobody else.
    pub is_mine: bool,
}

/// A proof, as the person sees it who is asked.
#[derive(Clone, Debug)]
pub struct ProofWanted {
    /// The three numbers to choose from; none before the second factor is given.
    pub numbers: Option<[u8; 3]>,
    /// Who asks.
    pub asked_by: User,
    /// Until when it can be answered.
    pub until: Time,
}

/// What an answer came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProofAnswered {
    /// It is written down.
    Yes(Verdict),
    /// It is not taken.
    No(NotTaken),
    /// Nothing is asked, or somebody was faster.
    Nothing,
}

/// Who has an address, for somebody who helps.
enum Found {
    Them(UserId),
    Nobody,
    NotLookedFor(NotAsked),
}

impl App {
    /// Asks whoever has an address to prove themselves. An address that is nobody's is written down as a refusal, as one is of
    /// somebody out of reach: both are counted, so that nobody learns by guessing who is here.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn ask_caller(
        &self,
        visit: &mut Visit,
        session: &Session,
        email: &Email,
    ) -> Result<ProofAsked> {
        let (mut journal, asker, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let key = email.key();
        let find = move |tx: &mut Tx<'_>| {
            let (tenant, actor) = (journal.tenant.id, Actor::of(&asker));
            if let Err(why) = while_signed_in(tx, &tenant, &on, Ok(()))? {
                return Ok(Found::NotLookedFor(NotAsked::Denied(why)));
            }
            let hour = journal.moment.now().minus(Quota::HOUR);
            if let Err(why) = may_look_for(denials_since(tx, &tenant, &asker.id, hour)?) {
                return Ok(Found::NotLookedFor(why));
            }
            if let Some(user) = user_by_email(tx, &tenant, &key)? {
                return Ok(Found::Them(user.id));
            }
            journal.record(tx, actor, None, &Event::Denied { why: Denied::Nobody })?;
            Ok(Found::Nobody)
        };
        match self.0.store.write(find).await? {
            Found::Them(of) => self.ask_for_proof(visit, session, of).await,
            Found::Nobody => Ok(ProofAsked::Nobody),
            Found::NotLookedFor(why) => Ok(ProofAsked::No(why)),
        }
    }

    /// Asks a person to prove themselves. They are told by mail. Asked for again by the same one while it is open, it is the same.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn ask_for_proof(
        &self,
        visit: &mut Visit,
        session: &Session,
        of: UserId,
    ) -> Result<ProofAsked> {
        let (id, numbers) = (CallerProofId::new(&mut visit.moment), Numbers::new(&mut visit.moment));
        let (mut journal, asker, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now, actor) = (journal.tenant.id, journal.moment.now(), Actor::of(&asker));
            let Some(person) = person_facts(tx, &tenant, &of)? else { return Ok(ProofAsked::Nobody) };
            let user = &person.user;
            let allowed = may(actor, Act::AskForProof, Target { id: of, role: user.role });
            if let Err(why) = while_signed_in(tx, &tenant, &on, allowed)? {
                journal.record(tx, actor, Some(user), &Event::Denied { why })?;
                return Ok(ProofAsked::No(NotAsked::Denied(why)));
            }
            if let Some(open) = caller_proof_open(tx, &tenant, &of, now)? {
                let mine = open.asked_by == asker.id;
                return Ok(if mine {
                    ProofAsked::Yes(open.id)
                } else {
                    ProofAsked::No(NotAsked::AskedAlready)
                });
            }
            let last_hour = caller_proofs_since(tx, &tenant, &of, now.minus(Quota::HOUR))?;
            let last_day = caller_proofs_since(tx, &tenant, &of, now.minus(Quota::DAY))?;
            if let Err(why) = may_ask(actor, user, !person.askable().is_empty(), last_hour, last_day) {
                return Ok(ProofAsked::No(why));
            }
            let proof = CallerProof {
                id,
                user: of,
                asked_by: asker.id,
                request: help_request_open(tx, &tenant, &of)?.map(|request| request.id),
                numbers,
                asked_at: now,
                expires_at: now.plus(LIVES_FOR),
                verdict: None,
                factor: None,
                decided_at: None,
            };
            if !caller_proof_insert(tx, &tenant, &proof)? {
                return Ok(ProofAsked::No(NotAsked::AskedAlready));
            }
            journal.record(tx, actor, Some(user), &Event::ProofAsked)?;
            journal.post(tx, user, Letter::ProofAsked { by: asker.name.clone() })?;
            Ok(ProofAsked::Yes(id))
        };
        Ok(self.0.store.write(save).await?)
    }

    /// A proof, for whoever may ask this person for one; none for anybody else.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn proof_seen(
        &self,
        visit: &Visit,
        session: &Session,
        id: CallerProofId,
    ) -> Result<Option<ProofSeen>> {
        let (tenant, actor, me) = (visit.tenant.id, session.actor(), session.user.id);
        let load = move |tx: &mut Tx<'_>| {
            let Some(proof) = caller_proof_find(tx, &tenant, &id)? else { return Ok(None) };
            let Some(user) = user_find(tx, &tenant, &proof.user)? else { return Ok(None) };
            if may(actor, Act::AskForProof, Target { id: user.id, role: user.role }).is_err() {
                return Ok(None);
            }
            let asked_by = user_find(tx, &tenant, &proof.asked_by)?.map(|it| it.name).unwrap_or_default();
            Ok(Some(ProofSeen { is_mine: proof.asked_by == me, proof, user, asked_by }))
        };
        Ok(self.0.store.read(load).await?)
    }

    /// What the person is asked now, if anything.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn proof_wanted(&self, visit: &Visit, session: &Session) -> Result<Option<ProofWanted>> {
        let (tenant, now, user) = (visit.tenant.id, visit.moment.now(), session.user.id);
        let factor_at = session.second_factor_at();
        let load = move |tx: &mut Tx<'_>| {
            let Some(proof) = caller_proof_open(tx, &tenant, &user, now)? else { return Ok(None) };
            let Some(asked_by) = user_find(tx, &tenant, &proof.asked_by)? else { return Ok(None) };
            let numbers = has_proven(proof.asked(), factor_at).then_some(proof.numbers.shown);
            Ok(Some(ProofWanted { numbers, asked_by, until: proof.expires_at }))
        };
        Ok(self.0.store.read(load).await?)
    }

    /// Answers what the person is asked: once.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn answer_proof(
        &self,
        visit: &mut Visit,
        session: &Session,
        answer: Answer,
    ) -> Result<ProofAnswered> {
        let (mut journal, user, on) = (self.journal(visit), session.user.clone(), session.stands_on());
        let factor_at = session.second_factor_at();
        let save = move |tx: &mut Tx<'_>| {
            let (tenant, now) = (journal.tenant.id, journal.moment.now());
            if !session_holds(tx, &tenant, &on)? {
                return Ok(ProofAnswered::Nothing);
            }
            let Some(proof) = caller_proof_open(tx, &tenant, &user.id, now)? else {
                return Ok(ProofAnswered::Nothing);
            };
            let verdict = match judge(proof.asked(), answer, factor_at, now) {
                Ok(verdict) => verdict,
                Err(why) => return Ok(ProofAnswered::No(why)),
            };
            let by: Option<FactorKind> = match (verdict, factor_at) {
                (Verdict::Proved, Some(at)) => factor_proven_at(tx, &tenant, &user.id, at)?,
                _ => None,
            };
            if !caller_proof_decide(tx, &tenant, &proof.id, verdict, by, now)? {
                return Ok(ProofAnswered::Nothing);
            }
            let event = match verdict {
                Verdict::Proved => Event::ProofGiven { kind: by },
                Verdict::WrongNumber => Event::ProofRefused { wrong_number: true },
                Verdict::NotMe => Event::ProofRefused { wrong_number: false },
            };
            journal.record(tx, Actor::of(&user), Some(&user), &event)?;
            Ok(ProofAnswered::Yes(verdict))
        };
        Ok(self.0.store.write(save).await?)
    }
}
