//! "Is it really them?": who asks in the Admin Center, and who answers.

use axum::extract::Path;
use axum::http::StatusCode;
use doorward_core::authority::Denied;
use doorward_core::caller_proof::{Answer, LIVES_FOR, NotAsked as Why, NotTaken, Verdict};
use doorward_core::id::{CallerProofId, UserId};
use doorward_core::moment::Time;

use crate::flows::{ProofAnswered, ProofAsked, ProofSeen};
use crate::i18n::Words;
use crate::tell;
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::pages::proof::{Asked, NotAsked, Over, Prove, Shown, Stands};
use crate::web::problem::Problem;
use crate::web::reply::{self, Reply, go};
use crate::web::shell::{LookAgain, When};

/// A page that waits looks again so often, in seconds.
pub(super) const LOOK_AGAIN: u8 = 5;

/// `POST /admin/proofs`
pub(super) async fn ask(Admin { mut member }: Admin, form: Form) -> Reply {
    let not_found = || Problem::status(StatusCode::NOT_FOUND);
    let of = form.text("person").parse::<UserId>().map_err(|_| not_found())?;
    let (app, session) = (member.guest.app(), member.session.clone());
    let found = app.look_at_recovery(&member.guest.visit, &session, of).await?.ok_or_else(not_found)?;
    let why = match app.ask_for_proof(&mut member.guest.visit, &session, of).await? {
        ProofAsked::Yes(id) => return go(&format!("/admin/proofs/{id}"), []),
        ProofAsked::Nobody => return Err(not_found()),
        ProofAsked::No(Why::Denied(Denied::Yourself)) => "proof-not-yourself",
        ProofAsked::No(Why::Denied(_)) => return Err(Problem::status(StatusCode::FORBIDDEN)),
        ProofAsked::No(why) => key_of(why),
    };
    let page = NotAsked {
        shell: member.shell("recovery"),
        id: of.to_string(),
        name: found.user.name,
        why: member.guest.words.say(why),
    };
    reply::page_with_status(&member.guest, StatusCode::CONFLICT, &page)
}

/// `GET /admin/proofs/{id}`: looks again by itself while it waits, unless whoever looks does not want that (WCAG 2.2, 2.2.1).
pub(super) async fn asked(Admin { member }: Admin, Path(id): Path<String>) -> Reply {
    let (id, shown) = seen(&member, &id, "/admin/proofs").await?;
    let page = Asked { shell: member.shell("recovery"), id: id.to_string(), shown };
    reply::page_to_look_at_again(&member.guest, &page, &page.shown.again, LOOK_AGAIN)
}

/// `GET /prove`
pub(super) async fn show(member: Member) -> Reply {
    let guest = &member.guest;
    let Some(wanted) = guest.app().proof_wanted(&guest.visit, &member.session).await? else {
        return over(&member, "prove-nothing", false);
    };
    let page = Prove {
        shell: member.shell("security"),
        role: tell::role(&guest.words, wanted.asked_by.role),
        asked_by: wanted.asked_by.name,
        numbers: wanted.numbers,
        until: When::at(wanted.until),
    };
    reply::page(guest, &page)
}

/// `POST /prove`
pub(super) async fn answer(mut member: Member, form: Form) -> Reply {
    let answer = match form.text("number").parse::<u8>() {
        _ if form.ticked("not_me") => Answer::NotMe,
        Ok(number) => Answer::Number(number),
        Err(_) => return go("/prove", []),
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    match app.answer_proof(&mut member.guest.visit, &session, answer).await? {
        ProofAnswered::Yes(Verdict::Proved) => over(&member, "prove-proved", true),
        ProofAnswered::Yes(Verdict::WrongNumber) => over(&member, "prove-wrong-number", false),
        ProofAnswered::Yes(Verdict::NotMe) => over(&member, "prove-not-me", false),
        ProofAnswered::No(NotTaken::FactorFirst) => go("/prove", []),
        ProofAnswered::No(NotTaken::TooLate) | ProofAnswered::Nothing => {
            over(&member, "prove-nothing", false)
        }
    }
}

/// A proof, for whoever may ask for one, as the page below `under` shows it; and whose it is.
pub(super) async fn seen(member: &Member, id: &str, under: &str) -> Result<(UserId, Shown), Problem> {
    let not_found = || Problem::status(StatusCode::NOT_FOUND);
    let id = id.parse::<CallerProofId>().map_err(|_| not_found())?;
    let guest = &member.guest;
    let seen = guest.app().proof_seen(&guest.visit, &member.session, id).await?.ok_or_else(not_found)?;
    let stands = stands(&guest.words, &seen, guest.visit.moment.now());
    let by_itself = matches!(stands, Stands::Waits { .. }) && !guest.query.ticked("still");
    let shown = Shown {
        name: seen.user.name,
        asked_by: seen.asked_by,
        asked: When::at(seen.proof.asked_at),
        stands,
        address: guest.visit.tenant.address.link("/prove"),
        again: LookAgain::at(&format!("{under}/{id}"), by_itself),
    };
    Ok((seen.user.id, shown))
}

/// Why somebody is not asked, in the words of a key.
pub(super) fn key_of(why: Why) -> &'static str {
    match why {
        Why::Denied(_) => "callers-nobody",
        Why::NotActive => "proof-not-active",
        Why::NoFactor => "proof-no-factor",
        Why::AskedAlready => "proof-asked-already",
        Why::TooOften => "proof-too-often",
        Why::TooManyMisses => "callers-too-many",
    }
}

fn over(member: &Member, key: &str, is_good: bool) -> Reply {
    let minutes = LIVES_FOR.as_secs() / 60;
    let text = member.guest.words.phrase(key).with("n", minutes).to_string();
    reply::page(&member.guest, &Over { shell: member.shell("security"), text, is_good })
}

fn stands(words: &Words, seen: &ProofSeen, now: Time) -> Stands {
    let proof = &seen.proof;
    match proof.verdict {
        Some(Verdict::Proved) => Stands::Proved {
            by: proof.factor.map(|kind| tell::factors(words, &[kind])).unwrap_or_default(),
            at: When::at(proof.decided_at.unwrap_or(proof.asked_at)),
        },
        Some(Verdict::WrongNumber) => Stands::WrongNumber,
        Some(Verdict::NotMe) => Stands::NotMe,
        None if now >= proof.expires_at => Stands::TooLate,
        None => Stands::Waits {
            number: seen.is_mine.then_some(proof.numbers.told),
            until: When::at(proof.expires_at),
        },
    }
}
