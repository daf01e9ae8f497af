//! Proving that mail arrives.

use axum::http::StatusCode;
use doorward_core::mail_test::NoProof;
use doorward_core::session::Guarded;

use crate::flows::{Proven, TestSent};
use crate::web::form::Form;
use crate::web::guard::{Admin, Member};
use crate::web::notice::{Done, Purpose};
use crate::web::pages::mail_test::MailTest;
use crate::web::problem::{Problem, escaped};
use crate::web::reply::{self, Reply, go};
use crate::web::shell::{Troubles, When};

use super::confirm::guarded;

const HERE: &str = "/admin/mail/test";

/// Who must have a second factor.
pub(super) const AUTHENTICATION: &str = "/admin/security/advanced";

/// Who may register.
pub(super) const REGISTRATION: &str = "/admin/security/registration";

/// Which methods count.
pub(super) const METHODS: &str = "/admin/security/methods";

/// Where changes wait for a proof; from anywhere else nothing is taken along.
const WAITING: [&str; 3] = [AUTHENTICATION, REGISTRATION, METHODS];

/// A longer draft fits into no field of a query once it is escaped: its change is to be made again.
const LONGEST_DRAFT: usize = 2_500;

/// The way to the page, for a change of one of [`WAITING`] whose form is kept as it was filled in.
pub(super) fn first(page: &str, form: &Form) -> Reply {
    let draft = format!("{page}?draft=yes&{}", form.query_without(&["form_token", "draft"]));
    go(&page_for(if draft.len() <= LONGEST_DRAFT { &draft } else { "" }), [])
}

/// The way to the page, for a change that is to be made again.
pub(super) fn without_draft() -> Reply {
    go(&page_for(""), [])
}

/// `GET /admin/mail/test`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let then = then(member.guest.query.text("then"));
    let page = page(&member, then, Troubles::NONE).await?;
    reply::page(&member.guest, &page)
}

/// `POST /admin/mail/test`: sends a message.
pub(super) async fn send(Admin { mut member }: Admin, form: Form) -> Reply {
    let then = then(form.text("then"));
    let by = match guarded(&member, Guarded::Account, Purpose::Policy, &page_for(&then)).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    match app.send_mail_test(&mut member.guest.visit, &session, by).await? {
        TestSent::Yes => go(&format!("{}&done={}", page_for(&then), Done::TestSent.key()), []),
        TestSent::Denied(_) => Err(Problem::status(StatusCode::FORBIDDEN)),
        TestSent::TooMany => {
            let text = member.guest.words.say("trouble-too-many-tests");
            refused(&member, then, StatusCode::TOO_MANY_REQUESTS, text).await
        }
    }
}

/// `POST /admin/mail/test/code`
pub(super) async fn code(Admin { mut member }: Admin, form: Form) -> Reply {
    let then = then(form.text("then"));
    let by = match guarded(&member, Guarded::Account, Purpose::Policy, &page_for(&then)).await? {
        Ok(by) => by,
        Err(elsewhere) => return elsewhere,
    };
    let (app, session) = (member.guest.app(), member.session.clone());
    let key = match app.confirm_mail_test(&mut member.guest.visit, &session, by, form.text("code")).await? {
        Proven::Yes if then.is_empty() => return reply::done(HERE, Done::MailWorks, []),
        Proven::Yes => return go(&format!("{then}&done={}", Done::MailProven.key()), []),
        Proven::Denied(_) => return Err(Problem::status(StatusCode::FORBIDDEN)),
        Proven::No(NoProof::NoCode) => "trouble-code-none",
        Proven::No(NoProof::Wrong) => "trouble-code-wrong",
        Proven::No(NoProof::TooOld) => "trouble-code-too-old",
    };
    let text = member.guest.words.say(key);
    refused(&member, then, StatusCode::UNPROCESSABLE_ENTITY, text).await
}

/// The page with what is wrong, at the field that the page has now.
async fn refused(member: &Member, then: String, status: StatusCode, text: String) -> Reply {
    let mut page = page(member, then, Troubles::NONE).await?;
    page.troubles = Troubles::one(if page.sent.is_some() { "code" } else { "send" }, text);
    reply::page_with_status(&member.guest, status, &page)
}

async fn page(member: &Member, then: String, troubles: Troubles) -> Result<MailTest, Problem> {
    let test = member.guest.app().mail_test(&member.guest.visit, &member.session).await?;
    Ok(MailTest {
        shell: member.shell("mail"),
        email: member.session.user.email.to_string(),
        sent: test.sent_at.map(When::at),
        proven: test.proven_at.map(When::at),
        holds_up: !then.is_empty(),
        then,
        troubles,
    })
}

/// A change that waits, or nothing.
fn then(wanted: &str) -> String {
    let of = |page| wanted.strip_prefix(page).is_some_and(|rest: &str| rest.starts_with("?draft=yes&"));
    let waits = WAITING.into_iter().any(of);
    if waits { wanted.to_owned() } else { String::new() }
}

fn page_for(then: &str) -> String {
    format!("{HERE}?then={}", escaped(then))
}
