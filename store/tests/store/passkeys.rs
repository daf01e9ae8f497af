//! Passkeys and their challenges: one credential is one person's, and a challenge is good once.

use doorward_core::brand::Brand;
use doorward_core::enrolment::BoundTo;
use doorward_core::factor::passkey::{Challenge, Passkey, Purpose, Transport};
use doorward_core::id::{FactorId, SessionId, TenantId, UserId};
use doorward_core::moment::{Moment, Time};
use doorward_core::tenant::{PublicAddress, Tenant};
use doorward_core::user::{Email, Role, Standing, User};
use doorward_store::Store;
use doorward_store::migrate::STEPS;
use doorward_store::passkeys::{
    StoredPasskey, challenge_put, challenge_take, challenges_drop, passkey_by_credential, passkey_close,
    passkey_insert, passkey_rename, passkey_use, passkeys_close, passkeys_forget, passkeys_now,
};
use doorward_store::sweep::sweep;
use doorward_store::tenants::tenant_insert;
use doorward_store::users::user_insert;

use crate::place::{Place, few, on_both};

on_both! {
    p16_a_credential_that_somebody_has_or_had_is_nobody_elses,
    a_passkey_is_used_by_who_counts_on,
    of_fifty_who_take_a_challenge_one_gets_it,
    the_newest_challenge_counts_and_what_is_too_old_is_swept,
    strangers_wait_in_a_bounded_number,
    a_closed_passkey_is_kept_and_a_forgotten_one_tells_nothing,
}

const START: Time = Time::from_millis(1_800_000_000_000);

/// An account with Ana and Ben.
struct Scene {
    store: Store,
    tenant: TenantId,
    ana: UserId,
    ben: UserId,
}

impl Scene {
    async fn at(place: &Place) -> Scene {
        let store = place.open_with(doorward_store::Options { steps: STEPS, ..few() }).await;
        let mut moment = Moment::new(START, [5; 32]);
        let tenant = TenantId::new(&mut moment);
        let people = ["ana", "ben"].map(|name| User {
            tenant,
            id: UserId::new(&mut moment),
            email: Email::parse(&format!("{name}@x.example")).unwrap(),
            name: name.to_owned(),
            role: Role::Agent,
            standing: Standing::Active,
            epoch: 1,
            language: None,
        });
        let [ana, ben] = [people[0].id, people[1].id];
        let address = PublicAddress::parse("https://help.example.com").unwrap();
        let account =
            Tenant { id: tenant, name: "Acme".to_owned(), address, language: None, brand: Brand::default() };
        let made = store.write(move |tx| {
            tenant_insert(tx, &account, START)?;
            people.iter().try_for_each(|user| user_insert(tx, user, START, None))
        });
        made.await.expect("an account");
        Scene { store, tenant, ana, ben }
    }

    async fn add(&self, user: UserId, id: u8, credential: u8) -> bool {
        let (tenant, it) = (self.tenant, passkey(user, id, credential));
        self.store.write(move |tx| passkey_insert(tx, &tenant, &it)).await.expect("an answer")
    }

    async fn of(&self, user: UserId) -> Vec<StoredPasskey> {
        let tenant = self.tenant;
        self.store.read(move |tx| passkeys_now(tx, &tenant, &user)).await.expect("an answer")
    }

    async fn uses(&self, id: u8, counter: u32) -> bool {
        let tenant = self.tenant;
        let at = START.plus(std::time::Duration::from_secs(1));
        let used = self.store.write(move |tx| passkey_use(tx, &tenant, &factor(id), counter, true, at));
        used.await.expect("an answer")
    }

    async fn put(&self, challenge: Challenge, most: u64) -> bool {
        let tenant = self.tenant;
        self.store
            .write(move |tx| challenge_put(tx, &tenant, &challenge, most, START))
            .await
            .expect("an answer")
    }

    async fn take(&self, challenge: &Challenge) -> Option<Challenge> {
        let (tenant, asked) = (self.tenant, challenge.clone());
        let taken = self
            .store
            .write(move |tx| challenge_take(tx, &tenant, asked.bound_to, asked.purpose, &asked.bytes));
        taken.await.expect("an answer")
    }
}

fn factor(id: u8) -> FactorId {
    FactorId::from_bytes([id; 16])
}

fn passkey(user: UserId, id: u8, credential: u8) -> StoredPasskey {
    StoredPasskey {
        passkey: Passkey {
            id: factor(id),
            user,
            credential: vec![credential; 20],
            public_key: "{}".to_owned(),
            counter: 5,
            backup_eligible: true,
            backed_up: false,
            transports: vec![Transport::Hybrid, Transport::Internal],
            model: [3; 16],
        },
        name: "Phone".to_owned(),
        last_used_at: None,
        added_at: START,
    }
}

fn challenge(seed: u8, purpose: Purpose, user: Option<UserId>) -> Challenge {
    let mut moment = Moment::new(START, [seed; 32]);
    let here = BoundTo::session(&SessionId::new(&mut moment));
    Challenge::new(purpose, user, here, &mut moment)
}

async fn p16_a_credential_that_somebody_has_or_had_is_nobody_elses(place: &Place) {
    let w = Scene::at(place).await;
    assert!(w.add(w.ana, 1, 1).await);
    assert!(!w.add(w.ben, 2, 1).await && !w.add(w.ana, 3, 1).await);
    let (tenant, ana) = (w.tenant, w.ana);
    let closed = w.store.write(move |tx| passkey_close(tx, &tenant, &ana, &factor(1), START)).await;
    assert_eq!(closed, Ok(true));
    assert!(!w.add(w.ben, 2, 1).await, "also when it is closed");
    assert!(w.add(w.ben, 2, 2).await && w.of(w.ana).await.is_empty());
    assert_eq!(w.of(w.ben).await.iter().map(|it| it.passkey.id).collect::<Vec<_>>(), [factor(2)]);
}

async fn a_passkey_is_used_by_who_counts_on(place: &Place) {
    let w = Scene::at(place).await;
    w.add(w.ana, 1, 1).await;
    for (counter, used) in [(5, false), (4, false), (0, false), (6, true), (6, false), (9, true)] {
        assert_eq!(w.uses(1, counter).await, used, "{counter}");
    }
    let seen = w.of(w.ana).await.remove(0);
    assert_eq!((seen.passkey.counter, seen.passkey.backed_up), (9, true));
    assert_eq!(seen.last_used_at, Some(START.plus(std::time::Duration::from_secs(1))));
    assert_eq!(seen.passkey.transports, [Transport::Hybrid, Transport::Internal]);

    let mut silent = passkey(w.ana, 2, 2);
    silent.passkey.counter = 0;
    let tenant = w.tenant;
    assert_eq!(w.store.write(move |tx| passkey_insert(tx, &tenant, &silent)).await, Ok(true));
    assert!(w.uses(2, 0).await && w.uses(2, 0).await, "who does not count may come again");
    let ana = w.ana;
    let closed = w.store.write(move |tx| passkeys_close(tx, &tenant, &ana, START)).await;
    assert_eq!(closed, Ok(2));
    assert!(!w.uses(2, 0).await && !w.uses(1, 10).await);
}

async fn of_fifty_who_take_a_challenge_one_gets_it(place: &Place) {
    let w = std::sync::Arc::new(Scene::at(place).await);
    let asked = challenge(1, Purpose::Prove, Some(w.ana));
    assert!(w.put(asked.clone(), 0).await);
    let elsewhere = Challenge { bound_to: challenge(2, Purpose::Prove, None).bound_to, ..asked.clone() };
    let other = Challenge { purpose: Purpose::Add, ..asked.clone() };
    let forged = Challenge { bytes: [0; 32], ..asked.clone() };
    for not_this in [elsewhere, other, forged] {
        assert_eq!(w.take(&not_this).await, None);
    }
    let all = (0..50).map(|_| {
        let (w, asked) = (std::sync::Arc::clone(&w), asked.clone());
        tokio::spawn(async move { w.take(&asked).await })
    });
    let mut got = Vec::new();
    for one in all.collect::<Vec<_>>() {
        got.extend(one.await.expect("an answer"));
    }
    assert_eq!(got, [asked]);
}

async fn the_newest_challenge_counts_and_what_is_too_old_is_swept(place: &Place) {
    let w = Scene::at(place).await;
    let first = challenge(1, Purpose::Prove, Some(w.ana));
    let second = Challenge { bytes: [2; 32], ..first.clone() };
    assert!(w.put(first.clone(), 0).await && w.put(second.clone(), 0).await);
    assert_eq!(w.take(&first).await, None);
    let expires = second.expires_at;
    let swept = |now| w.store.write(move |tx| sweep(tx, now, Time::from_millis(0)));
    assert_eq!(swept(expires.minus(std::time::Duration::from_millis(1))).await, Ok(0));
    assert_eq!(swept(expires).await, Ok(1));
    assert_eq!(w.take(&second).await, None);

    assert!(w.put(challenge(3, Purpose::Add, Some(w.ana)), 0).await);
    assert!(w.put(challenge(4, Purpose::Add, Some(w.ben)), 0).await);
    let (tenant, ana) = (w.tenant, w.ana);
    assert_eq!(w.store.write(move |tx| challenges_drop(tx, &tenant, &ana)).await, Ok(1));
}

async fn strangers_wait_in_a_bounded_number(place: &Place) {
    let w = Scene::at(place).await;
    for seed in 0..3 {
        assert!(w.put(challenge(seed, Purpose::SignIn, None), 3).await);
    }
    assert!(!w.put(challenge(3, Purpose::SignIn, None), 3).await);
    assert!(w.put(challenge(4, Purpose::Prove, Some(w.ana)), 3).await, "who is known is no stranger");
    assert!(w.take(&challenge(0, Purpose::SignIn, None)).await.is_some());
    assert!(w.put(challenge(3, Purpose::SignIn, None), 3).await);
}

async fn a_closed_passkey_is_kept_and_a_forgotten_one_tells_nothing(place: &Place) {
    let w = Scene::at(place).await;
    w.add(w.ana, 1, 1).await;
    let (tenant, ana, ben) = (w.tenant, w.ana, w.ben);
    let rename =
        |user: UserId| w.store.write(move |tx| passkey_rename(tx, &tenant, &user, &factor(1), "Work laptop"));
    assert_eq!((rename(ben).await, rename(ana).await), (Ok(false), Ok(true)));
    assert_eq!(w.of(w.ana).await[0].name, "Work laptop");
    let by = |id: u8| w.store.read(move |tx| passkey_by_credential(tx, &tenant, &[id; 20]));
    assert_eq!(by(1).await.unwrap().map(|it| it.passkey.user), Some(ana));
    assert!(by(2).await.unwrap().is_none());

    let forget = || w.store.write(move |tx| passkeys_forget(tx, &tenant, &ana));
    assert_eq!(forget().await, Ok(0), "only what is closed");
    w.store.write(move |tx| passkeys_close(tx, &tenant, &ana, START)).await.unwrap();
    assert!(by(1).await.unwrap().is_none());
    assert_eq!(forget().await, Ok(1));
    let kept = w.store.read(|tx| {
        tx.one::<(String, String, Vec<u8>)>("SELECT name, public_key, credential FROM passkeys", &[])
    });
    assert_eq!(kept.await, Ok(Some((String::new(), String::new(), vec![1; 16]))));
}
