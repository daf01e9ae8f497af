//! Requests that are held back: the session is judged when they begin, and must still hold when they act.

use doorward::flows::{
    Acted, Applied, Ending, Enrolled, PersonAct, PolicyChange, PolicySaved, RegistrationChange, Visit,
};
use doorward_core::authority::Denied;
use doorward_core::policy::{Demands, Policy, Requirement};
use doorward_core::registration::Registration;
use doorward_core::rollout::Reason;
use doorward_core::secret::Token;
use doorward_core::session::{Guarded, Session, SteppedUp};
use doorward_core::user::{Email, Role, UserType};

use crate::story;
use crate::world::{Browser, World};

/// What a door has in hand once it has judged a request, and before it has read all of it.
async fn judged(w: &World, browser: &Browser) -> (Visit, Session, SteppedUp) {
    let visit = w.visit();
    let token = Token::parse(&browser.cookies["__Host-session"]).unwrap();
    let checked = w.app().check_session(w.tenant.address.host(), Some(&token), &visit.moment, false).await;
    let doorward::flows::Checked::Holds(_, session) = checked.unwrap() else { panic!("it holds") };
    let by = w.app().step_up(&visit, &session, Guarded::Account).await.unwrap().unwrap();
    (visit, *session, by)
}

story! {
    async fn p47_an_admin_who_was_shown_out_meanwhile_changes_nothing(w: World) {
        let (ingrid, kwame, tom) = (w.owner("Ingrid").await, w.admin("Kwame").await, w.agent("Tom").await);
        let browser = kwame.sign_in().await;
        let (mut visit, session, by) = judged(&w, &browser).await;
        let mut owner = ingrid.sign_in().await;
        owner.get("/security").await;
        let page = owner.post(&format!("/admin/people/{}/end-sessions", kwame.id()), &[]).await;
        assert!(page.location().ends_with("done=sessions-ended"), "{page:?}");

        let (app, tom) = (w.app(), tom.made.user.id);
        let email = Email::parse("crony@example.com").unwrap();
        let invited = app.invite(&mut visit, &session, by, "Crony".to_owned(), email, Role::Admin).await;
        assert_eq!(invited.unwrap(), Acted::Denied(Denied::SessionEnded));
        let suspended = app.act(&mut visit, &session, by, tom, PersonAct::Suspend).await;
        assert_eq!(suspended.unwrap(), Acted::Denied(Denied::SessionEnded));
        let ended = app.end_sessions_of(&mut visit, by, tom, Ending::All).await;
        assert_eq!(ended.unwrap(), Err(Denied::SessionEnded));
        let change = PolicyChange {
            user_type: UserType::TeamMember,
            demands: Demands {
                requirement: Requirement::Required,
                ..Policy::initial(UserType::TeamMember).demands()
            },
            end_sessions: false,
            seen_version: 1,
        };
        let (hash, reason) = ("0".repeat(32), Reason::parse("A story").unwrap());
        let applied = app.apply_policy(&mut visit, &session, by, vec![change], hash, reason).await;
        assert_eq!(applied.unwrap(), Applied::Denied(Denied::SessionEnded));
        let change = RegistrationChange { registration: Registration::Open, seen_version: 0 };
        let saved = app.save_registration(&mut visit, by, change).await;
        assert_eq!(saved.unwrap(), PolicySaved::Denied(Denied::SessionEnded));
        assert_eq!(w.count("SELECT count(*) FROM registration_rules").await, 0);
        assert_eq!(w.count("SELECT count(*) FROM users WHERE standing <> 'active'").await, 0);
        assert_eq!(w.count("SELECT count(*) FROM policies WHERE requirement = 'required'").await, 0);
        assert_eq!(w.count("SELECT count(*) FROM events WHERE kind = 'denied'").await, 5, "and each is written down");
    }
}

story! {
    async fn p47_a_thief_who_was_shown_out_meanwhile_replaces_no_factor(w: World) {
        let ana = w.admin("Ana").await;
        let thief = ana.sign_in().await;
        let (mut visit, session, by) = judged(&w, &thief).await;
        w.app().begin_enrolment(&mut visit, &session, by).await.unwrap();
        let bound_to = doorward_core::enrolment::BoundTo::session(&session.id);
        let shown = w.app().connecting(&visit, &session.user, bound_to).await.unwrap().expect("a key");
        let seed = doorward_core::factor::totp::Seed::from_base32(shown.key.expose()).unwrap();

        let mut hers = ana.sign_in().await;
        let page = hers.get("/security").await;
        let stolen = page.field("session").expect("the other session").to_owned();
        hers.post("/security/sessions/end", &[("session", &stolen)]).await;

        let mut visit = w.visit();
        let code = crate::world::passcode(&seed, w.now());
        let enrolled = w.app().confirm_enrolment(&mut visit, &session, by, &code, "", true).await.unwrap();
        assert!(matches!(enrolled, Enrolled::Ended), "{enrolled:?}");
        assert!(!w.app().replace_recovery_codes(&mut visit, &session, by).await.unwrap());
        assert!(hers.is_signed_in().await);
        ana.sign_in().await;
    }
}
