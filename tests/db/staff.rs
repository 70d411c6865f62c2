//! Who works for the shop: links, roles, leaving, and what the record says of it.

use ecombot::{
    domain::{
        audit::{Action, Subject},
        id::TelegramId,
        staff::{LinkSecret, Role},
    },
    shop::{
        access::{self, Denied, Management, Permit, Staff},
        audit,
        setup::{self, Wishes},
        staff::{
            self, CLAIM_SECONDS, INVITE_SECONDS, JoinRefusal, LastOwner, LinkGone, StaffRefusal,
        },
    },
    store::{audit as record, categories},
};

use crate::{
    record::Before,
    shop::{NOW, Person, TestShop, at_once},
};

async fn permit(shop: &TestShop, person: &Person) -> Result<Permit<Management>, Denied> {
    let profile = person.profile.clone();
    let visitor = shop
        .write(move |tx| access::visitor(tx, &profile, NOW))
        .await;
    visitor.permit()
}

async fn invite(shop: &TestShop, by: Permit<Management>, role: Role) -> LinkSecret {
    shop.write(move |tx| staff::invite(tx, &by, role, NOW))
        .await
        .secret
}

async fn redeem(
    shop: &TestShop,
    person: &Person,
    secret: LinkSecret,
    now: i64,
) -> Result<Staff, JoinRefusal> {
    let profile = person.profile.clone();
    shop.ask(move |tx| {
        let visitor = access::visitor(tx, &profile, now)?;
        staff::redeem(tx, &visitor, secret, now)
    })
    .await
}

async fn role_of(shop: &TestShop, person: &Person) -> Option<Role> {
    let chat = person.chat();
    let found = shop.read(move |tx| access::staff(tx, chat)).await;
    found.map(Staff::role)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_makes_one_owner_within_a_quarter_of_an_hour() {
    let shop = TestShop::open().await;
    let (olga, mallory) = (shop.customer("Olga").await, shop.customer("Mallory").await);
    let claim = || shop.write(|tx| staff::claim(tx, &Permit::operator(), NOW));
    let late = claim().await.secret;
    let end = NOW + CLAIM_SECONDS;
    assert_eq!(
        redeem(&shop, &olga, late, end).await,
        Err(JoinRefusal::Expired)
    );
    let claim = claim().await.secret;
    let joined = redeem(&shop, &olga, claim, end - 1).await.unwrap();
    assert_eq!(joined.role(), Role::Owner);
    assert_eq!(
        redeem(&shop, &mallory, claim, NOW).await,
        Err(JoinRefusal::Used)
    );
    let guess = LinkSecret::new(1);
    assert_eq!(
        redeem(&shop, &mallory, guess, NOW).await,
        Err(JoinRefusal::Unknown)
    );
    assert_eq!(role_of(&shop, &mallory).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_database_keeps_of_a_link_does_not_open_it() {
    let shop = TestShop::open().await;
    let secret = invite(&shop, Permit::operator(), Role::Owner).await;
    let kept = shop
        .read(|tx| {
            tx.query_one("SELECT secret_hash FROM staff_links", &[], |row| {
                row.take::<String>()
            })
        })
        .await;
    assert_eq!(kept, secret.hash());
    assert!(!kept.contains(&secret.reveal()));
    let mallory = shop.customer("Mallory").await;
    let half = LinkSecret::parse(&kept[..32]).unwrap();
    assert_eq!(
        redeem(&shop, &mallory, half, NOW).await,
        Err(JoinRefusal::Unknown)
    );
    let recorded = shop.read(|tx| Ok(record::page(tx, None, 10)?.items)).await;
    assert!(
        recorded
            .iter()
            .all(|entry| !format!("{entry:?}").contains(&kept))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_open_one_link_at_once_one_joins() {
    let shop = TestShop::open().await;
    for _ in 0..5 {
        let secret = invite(&shop, Permit::operator(), Role::Packer).await;
        let mut people = Vec::new();
        for _ in 0..8 {
            people.push(shop.stranger("Bob"));
        }
        let tries = people.into_iter().map(|profile| {
            let db = shop.db.clone();
            async move {
                let joined = db
                    .write(move |tx| {
                        let visitor = access::visitor(tx, &profile, NOW)?;
                        staff::redeem(tx, &visitor, secret, NOW)
                    })
                    .await;
                crate::shop::answer(joined)
            }
        });
        let outcomes = at_once(tries).await;
        let joined = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(joined, 1, "{outcomes:?}");
        let mut lost = outcomes.iter().filter_map(|outcome| outcome.err());
        assert!(lost.all(|refusal| refusal == JoinRefusal::Used));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_left_by_who_works_here_already_and_opens_the_way_back() {
    let shop = TestShop::open().await;
    let olga = shop.admin("Olga").await;
    let by = permit(&shop, &olga).await.unwrap();
    let bob = shop.customer("Bob").await;
    let secret = invite(&shop, by, Role::Packer).await;
    assert_eq!(
        redeem(&shop, &olga, secret, NOW).await,
        Err(JoinRefusal::AlreadyStaff(Role::Owner))
    );
    redeem(&shop, &bob, secret, NOW).await.unwrap();
    let (chat, keep) = (bob.chat(), LastOwner::Keep);
    shop.ask(move |tx| staff::remove(tx, &by, chat, keep, NOW))
        .await
        .unwrap();
    assert_eq!(permit(&shop, &bob).await.unwrap_err(), Denied::Former);
    let again = invite(&shop, by, Role::Manager).await;
    redeem(&shop, &bob, again, NOW).await.unwrap();
    assert_eq!(role_of(&shop, &bob).await, Some(Role::Manager));
    let last = shop
        .read(move |tx| record::last_about(tx, Subject::Staff(chat)))
        .await
        .unwrap();
    assert_eq!(last.action, Action::Restore);
    assert_eq!(last.actor.id(), Some(chat.get()));
    assert_eq!(last.label, "Bob");
}

#[tokio::test(flavor = "multi_thread")]
async fn open_links_are_listed_and_taken_back() {
    let shop = TestShop::open().await;
    let by = Permit::operator();
    let bob = shop.customer("Bob").await;
    let secret = invite(&shop, by, Role::Packer).await;
    for _ in 0..9 {
        invite(&shop, by, Role::Manager).await;
    }
    let open = async |now: i64| {
        let mut all = Vec::new();
        let mut from = None;
        loop {
            let page = shop
                .read(move |tx| staff::open_links(tx, &by, from, now))
                .await;
            all.extend(page.items);
            from = page.next;
            if from.is_none() {
                break all;
            }
        }
    };
    let links = open(NOW).await;
    assert_eq!(links.len(), 10);
    assert_eq!(open(NOW + INVITE_SECONDS).await, []);
    let first = links[9].id;
    assert_eq!(links[9].role, Role::Packer);
    let revoke = || shop.ask(move |tx| staff::revoke(tx, &by, first, NOW));
    assert_eq!(revoke().await, Ok(()));
    assert_eq!(revoke().await, Err(LinkGone));
    assert_eq!(open(NOW).await.len(), 9);
    assert_eq!(
        redeem(&shop, &bob, secret, NOW).await,
        Err(JoinRefusal::Unknown)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_an_owner_no_more_has_no_invitations_out() {
    let shop = TestShop::open().await;
    let (olga, oscar) = (shop.admin("Olga").await, shop.admin("Oscar").await);
    let by = permit(&shop, &olga).await.unwrap();
    let his = permit(&shop, &oscar).await.unwrap();
    let back_door = invite(&shop, his, Role::Owner).await;
    let hers = invite(&shop, by, Role::Packer).await;
    let chat = oscar.chat();
    shop.ask(move |tx| staff::set_role(tx, &by, chat, Role::Packer, NOW))
        .await
        .unwrap();
    shop.ask(move |tx| staff::remove(tx, &by, chat, LastOwner::Keep, NOW))
        .await
        .unwrap();
    assert_eq!(
        redeem(&shop, &oscar, back_door, NOW).await,
        Err(JoinRefusal::Unknown)
    );
    redeem(&shop, &oscar, hers, NOW).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_owner_and_the_configured_ones_stay_owners() {
    let shop = TestShop::open().await;
    let olga = shop.admin("Olga").await;
    let by = permit(&shop, &olga).await.unwrap();
    let chat = olga.chat();
    let demote = |person: TelegramId| {
        shop.ask(move |tx| staff::set_role(tx, &by, person, Role::Manager, NOW).map(|_| ()))
    };
    let remove = |person| shop.ask(move |tx| staff::remove(tx, &by, person, LastOwner::Keep, NOW));
    assert_eq!(demote(chat).await, Err(StaffRefusal::LastOwner));
    assert_eq!(remove(chat).await, Err(StaffRefusal::LastOwner));
    let oscar = TelegramId::new(7);
    assert_eq!(demote(oscar).await, Err(StaffRefusal::Unknown));
    let wishes = Wishes {
        admins: Some(vec![oscar]),
        ..Wishes::default()
    };
    shop.ask(move |tx| setup::settle(tx, &Permit::operator(), &wishes, NOW))
        .await
        .unwrap();
    assert_eq!(demote(oscar).await, Err(StaffRefusal::Configured));
    assert_eq!(remove(oscar).await, Err(StaffRefusal::Configured));
    assert_eq!(role_of(&shop, &olga).await, Some(Role::Owner));
    assert_eq!(demote(chat).await, Ok(()));
    assert_eq!(role_of(&shop, &olga).await, Some(Role::Manager));
}

#[tokio::test(flavor = "multi_thread")]
async fn replaying_the_record_gives_the_staff_as_it_is() {
    let shop = TestShop::open().await;
    let olga = shop.admin("Olga").await;
    let by = permit(&shop, &olga).await.unwrap();
    let before = shop.read(Before::look).await;
    // The same steps every time, in an order that nobody chose.
    let mut seed = 7_u64;
    let mut roll = move |sides: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap() % sides
    };
    let mut people = Vec::new();
    for name in ["Ada", "Bob", "Cem", "Dora"] {
        people.push(shop.customer(name).await);
    }
    for _ in 0..60 {
        let person = &people[roll(people.len())];
        let (chat, role) = (person.chat(), Role::ALL[roll(Role::ALL.len())]);
        match roll(5) {
            0 => {
                let secret = invite(&shop, by, role).await;
                redeem(&shop, person, secret, NOW).await.ok();
            }
            1 => {
                shop.ask(move |tx| staff::set_role(tx, &by, chat, role, NOW).map(drop))
                    .await
                    .ok();
            }
            2 => {
                shop.ask(move |tx| staff::remove(tx, &by, chat, LastOwner::Keep, NOW))
                    .await
                    .ok();
            }
            3 => {
                shop.ask(move |tx| staff::put(tx, &Permit::operator(), chat, role, NOW))
                    .await
                    .ok();
            }
            _ => {
                let wishes = Wishes {
                    admins: Some(if roll(2) == 0 { vec![chat] } else { Vec::new() }),
                    ..Wishes::default()
                };
                shop.ask(move |tx| setup::settle(tx, &Permit::operator(), &wishes, NOW))
                    .await
                    .unwrap();
            }
        }
    }
    let differing = shop.read(move |tx| before.differing(tx)).await;
    assert_eq!(differing, [] as [String; 0]);
    let (page, names) = shop.read(move |tx| audit::history(tx, &by, None)).await;
    assert_eq!(page.items.len(), 8);
    assert!(
        page.items
            .iter()
            .all(|recorded| !recorded.changes.is_empty())
    );
    assert!(names.people.values().any(|name| name == "Olga"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_nobody_recorded_is_noticed() {
    let shop = TestShop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let before = shop.read(Before::look).await;
    shop.write(move |tx| {
        tx.execute(
            "UPDATE products SET name = 'Cup' WHERE id = $1",
            ecombot::params![mug.product.get()],
        )
    })
    .await;
    shop.write(|tx| {
        let secret = categories::Fields {
            name: "Secret",
            description: None,
            sort: 0,
        };
        categories::insert(tx, None, secret, NOW)
    })
    .await;
    let differing = shop.read(move |tx| before.differing(tx)).await;
    assert_eq!(differing.len(), 2, "{differing:?}");
}
