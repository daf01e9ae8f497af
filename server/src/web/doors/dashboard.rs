//! The dashboard, for whoever administers.

use doorward_core::dashboard::{About, Range};
use doorward_core::user::UserType;

use crate::flows::Blockage;
use crate::flows::view::{Blocked as Found, BlockedPerson as FoundPerson};
use crate::i18n::Words;
use crate::web::figures::figures;
use crate::web::guard::Admin;
use crate::web::pages::dashboard::{Blocked, BlockedPerson, Dashboard};
use crate::web::reply::{self, Reply};
use crate::web::shell::When;

/// `GET /admin/dashboard`
pub(super) async fn show(Admin { member }: Admin) -> Reply {
    let (guest, query) = (&member.guest, &member.guest.query);
    let of = UserType::from_key(query.text("of")).unwrap_or(UserType::TeamMember);
    let range = Range::from_key(query.text("range")).unwrap_or(Range::Days);
    let about = About::from_key(query.text("about")).unwrap_or(About::People);
    let found = guest.app().dashboard(&guest.visit, of, range).await?;
    let page = Dashboard {
        shell: member.shell("dashboard"),
        of,
        about,
        range,
        complete: found.complete,
        blocked: found.blocked.iter().filter_map(|(by, who)| blocked(&guest.words, *by, who)).collect(),
        figures: figures(&guest.words, &found, about),
    };
    reply::page(guest, &page)
}

fn blocked(words: &Words, by: Blockage, who: &Found) -> Option<Blocked> {
    let (text, hint, list) = match by {
        Blockage::AskingForHelp => ("blocked-asking", "blocked-asking-hint", Some("/admin/recovery")),
        Blockage::Closed => ("blocked-closed", "blocked-closed-hint", None),
        Blockage::Waiting => ("blocked-waiting", "blocked-waiting-hint", None),
        Blockage::SettingUp => ("blocked-setting-up", "blocked-setting-up-hint", None),
        Blockage::HalfWay => ("blocked-half-way", "blocked-half-way-hint", None),
    };
    let person = |it: &FoundPerson| BlockedPerson {
        id: it.user.id.to_string(),
        name: it.user.name.clone(),
        email: it.user.email.to_string(),
        when: When::at(it.at),
    };
    (who.people > 0).then(|| Blocked {
        text: words.phrase(text).with("n", who.people).to_string(),
        hint: words.say(hint),
        list,
        people: who.last.iter().map(person).collect(),
        more: who.people.saturating_sub(who.last.len() as u64),
    })
}
