//! A product in the making and its creation: all of it or nothing.

use ecombot::{
    domain::{
        audit::{Action, Subject},
        id::{CategoryId, ProductId, TelegramId},
        money::{Currency, Money, Price},
        staff::Actor,
        text::{Description, Name, Sku},
    },
    params,
    shop::{
        UseCaseError,
        access::Permit,
        audit,
        products::{
            CreateRefusal, NewProduct, create,
            draft::{self, Answer, Created, DraftRefusal, Progress, Step},
        },
    },
    store::{photos::Photo, product_drafts},
};

use crate::shop::{NOW, TestShop, at_once};

const OLGA: TelegramId = TelegramId::new(7_001);
const OSCAR: TelegramId = TelegramId::new(7_002);
const MONTH: i64 = 30 * 24 * 3600;

fn picture(shade: u8) -> Photo {
    Photo {
        bytes: vec![shade; 10],
        sha256: format!("{shade:064}"),
        width: 40,
        height: 30,
    }
}

fn price(minor: i64) -> Price {
    Price::of(Money::new(minor, Currency::USD)).unwrap()
}

fn new(category: CategoryId, name: &str) -> NewProduct {
    NewProduct {
        category,
        name: Name::parse(name).unwrap(),
        description: Description::parse("Good.").unwrap(),
        price: price(1250),
        stock: 7,
        sku: None,
        photos: Vec::new(),
    }
}

async fn begins(shop: &TestShop, chat: TelegramId, number: i64) -> Progress {
    let settings = shop.shop.clone();
    shop.ask(move |tx| {
        draft::begin(
            tx,
            &Permit::operator(),
            &settings,
            (chat, number),
            None,
            NOW,
        )
    })
    .await
    .unwrap()
}

async fn answers(
    shop: &TestShop,
    chat: TelegramId,
    number: i64,
    answer: Answer,
) -> Result<Progress, DraftRefusal> {
    let settings = shop.shop.clone();
    shop.ask(move |tx| {
        draft::answer(
            tx,
            &Permit::operator(),
            &settings,
            (chat, number),
            &answer,
            NOW,
        )
    })
    .await
}

async fn chooses(
    shop: &TestShop,
    chat: TelegramId,
    number: i64,
    category: CategoryId,
) -> Result<Progress, DraftRefusal> {
    let settings = shop.shop.clone();
    shop.ask(move |tx| {
        let by = Permit::operator();
        draft::choose_category(tx, &by, &settings, (chat, number), category, NOW)
    })
    .await
}

async fn adds_photo(
    shop: &TestShop,
    chat: TelegramId,
    number: i64,
    shade: u8,
) -> Result<Progress, DraftRefusal> {
    let settings = shop.shop.clone();
    shop.ask(move |tx| {
        let by = Permit::operator();
        draft::add_photo(tx, &by, &settings, (chat, number), &picture(shade), NOW)
    })
    .await
}

async fn finishes(shop: &TestShop, chat: TelegramId, number: i64) -> Result<Created, DraftRefusal> {
    let settings = shop.shop.clone();
    shop.ask(move |tx| draft::finish(tx, &Permit::operator(), &settings, (chat, number), NOW))
        .await
}

async fn cancels(shop: &TestShop, chat: TelegramId, number: i64) -> Result<(), DraftRefusal> {
    shop.ask(move |tx| draft::cancel(tx, &Permit::operator(), chat, number))
        .await
}

/// Answers everything before the photos.
async fn describes(shop: &TestShop, chat: TelegramId, number: i64, name: &str) {
    let things = shop.category("Things").await;
    begins(shop, chat, number).await;
    chooses(shop, chat, number, things).await.unwrap();
    for answer in [
        Answer::Name(Name::parse(name).unwrap()),
        Answer::Description(Description::parse("Good.").unwrap()),
        Answer::Price(price(1250)),
        Answer::Stock(7),
    ] {
        answers(shop, chat, number, answer).await.unwrap();
    }
}

async fn creates(shop: &TestShop, new: NewProduct) -> Result<ProductId, CreateRefusal> {
    shop.ask(move |tx| create(tx, &Permit::operator(), &new, NOW))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_is_created_with_all_that_belongs_to_it_and_recorded() {
    let shop = TestShop::open().await;
    describes(&shop, OLGA, 1, "Blue Mug").await;
    adds_photo(&shop, OLGA, 1, 3).await.unwrap();
    let counted = adds_photo(&shop, OLGA, 1, 2).await.unwrap();
    assert_eq!(
        (counted.draft.step(), counted.draft.photos),
        (Step::Photos, 2)
    );
    let created = finishes(&shop, OLGA, 1).await.unwrap();
    assert_eq!(created.name, "Blue Mug");
    let row: (String, i64, i64) = shop
        .read(|tx| {
            tx.query_one(
                "SELECT sku, price_minor, stock FROM product_variants",
                params![],
                |row| Ok((row.take()?, row.take()?, row.take()?)),
            )
        })
        .await;
    assert_eq!(row, ("BLUE-MUG".into(), 1250, 7));
    let order: Vec<String> = shop
        .read(|tx| {
            tx.query(
                "SELECT p.sha256 FROM product_images i JOIN photos p ON p.id = i.photo_id ORDER BY i.position",
                params![],
                |row| row.take(),
            )
        })
        .await;
    assert_eq!(
        order,
        [picture(3).sha256, picture(2).sha256],
        "first is main"
    );
    let (record, _) = shop
        .read(|tx| audit::history(tx, &Permit::operator(), None))
        .await;
    let entry = &record.items[0].entry;
    assert_eq!(
        (entry.actor, entry.action, entry.subject),
        (
            Actor::Operator,
            Action::Create,
            Subject::Product(created.product)
        )
    );
    assert_eq!((entry.label.as_str(), &entry.before), ("Blue Mug", &None));
    let after = entry.after.as_deref().unwrap();
    assert!(after.contains("BLUE-MUG") && after.contains(&picture(3).sha256));
    // Found by its SKU, too.
    assert_eq!(shop.finds("blue-mug").await, ["Blue Mug"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creation_that_fails_leaves_nothing_behind_and_the_draft_as_it_was() {
    let shop = TestShop::open().await;
    describes(&shop, OLGA, 1, "Mug").await;
    adds_photo(&shop, OLGA, 1, 1).await.unwrap();
    let settings = shop.shop.clone();
    let failed = shop
        .db
        .write(move |tx| {
            draft::finish(tx, &Permit::operator(), &settings, (OLGA, 1), NOW).map_err(|error| {
                match error {
                    UseCaseError::Db(error) => error,
                    UseCaseError::Refused(refusal) => panic!("{refusal:?}"),
                }
            })?;
            Err::<(), _>(ecombot::db::DbError::Decode("the disk is full".into()))
        })
        .await;
    assert!(failed.is_err());
    for sql in [
        "SELECT COUNT(*) FROM products",
        "SELECT COUNT(*) FROM product_variants",
        "SELECT COUNT(*) FROM product_images",
        "SELECT COUNT(*) FROM audit WHERE subject = 'product'",
    ] {
        assert_eq!(shop.number(sql).await, 0, "{sql}");
    }
    let created = finishes(&shop, OLGA, 1).await.unwrap();
    assert_eq!(finishes(&shop, OLGA, 1).await, Ok(created), "twice is once");
    assert_eq!(shop.number("SELECT COUNT(*) FROM products").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn done_pressed_by_many_at_once_creates_one_product() {
    let shop = TestShop::open().await;
    describes(&shop, OLGA, 1, "Mug").await;
    let presses = (0..8).map(|_| {
        let (db, settings) = (shop.db.clone(), shop.shop.clone());
        async move {
            db.write(move |tx| {
                match draft::finish(tx, &Permit::operator(), &settings, (OLGA, 1), NOW) {
                    Ok(created) => Ok(created.product),
                    Err(UseCaseError::Db(error)) => Err(error),
                    Err(UseCaseError::Refused(refusal)) => panic!("{refusal:?}"),
                }
            })
            .await
            .unwrap()
        }
    });
    let created = at_once(presses).await;
    assert!(created.iter().all(|product| *product == created[0]));
    assert_eq!(shop.number("SELECT COUNT(*) FROM products").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_reaches_only_the_draft_and_the_question_it_is_for() {
    let shop = TestShop::open().await;
    describes(&shop, OLGA, 1, "Mug").await;
    adds_photo(&shop, OLGA, 1, 1).await.unwrap();
    let name = Answer::Name(Name::parse("Cup").unwrap());
    assert_eq!(
        answers(&shop, OLGA, 1, name.clone()).await,
        Err(DraftRefusal::NotYet)
    );
    begins(&shop, OLGA, 2).await;
    // What was meant for the first one comes too late, for everybody.
    for chat in [OLGA, OSCAR] {
        assert_eq!(
            answers(&shop, chat, 1, name.clone()).await,
            Err(DraftRefusal::Gone)
        );
        assert_eq!(adds_photo(&shop, chat, 1, 9).await, Err(DraftRefusal::Gone));
        assert_eq!(finishes(&shop, chat, 1).await, Err(DraftRefusal::Gone));
        assert_eq!(cancels(&shop, chat, 1).await, Err(DraftRefusal::Gone));
    }
    assert_eq!(
        adds_photo(&shop, OLGA, 2, 9).await,
        Err(DraftRefusal::NotYet)
    );
    assert_eq!(finishes(&shop, OLGA, 2).await, Err(DraftRefusal::NotYet));
    assert_eq!(shop.number("SELECT COUNT(*) FROM photos").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_eleventh_photo_and_one_that_is_there_are_refused() {
    let shop = TestShop::open().await;
    describes(&shop, OLGA, 1, "Mug").await;
    for shade in 1..=10 {
        adds_photo(&shop, OLGA, 1, shade).await.unwrap();
    }
    assert_eq!(
        adds_photo(&shop, OLGA, 1, 11).await,
        Err(DraftRefusal::TooManyPhotos)
    );
    assert_eq!(
        adds_photo(&shop, OLGA, 1, 3).await,
        Err(DraftRefusal::SamePhoto)
    );
    assert_eq!(shop.number("SELECT COUNT(*) FROM photos").await, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_of_a_draft_that_ends_go_unless_something_uses_them() {
    let shop = TestShop::open().await;
    describes(&shop, OLGA, 1, "Mug").await;
    for shade in [1, 2] {
        adds_photo(&shop, OLGA, 1, shade).await.unwrap();
    }
    let mug = finishes(&shop, OLGA, 1).await.unwrap().product;
    // The product lost its second photo since; the record can bring it back.
    shop.write(move |tx| {
        tx.run(
            "DELETE FROM product_images WHERE product_id = $1 AND position = 1",
            params![mug.get()],
        )
    })
    .await;
    describes(&shop, OLGA, 2, "Cup").await;
    describes(&shop, OSCAR, 3, "Jug").await;
    for shade in [1, 2, 3, 4] {
        adds_photo(&shop, OLGA, 2, shade).await.unwrap();
    }
    adds_photo(&shop, OSCAR, 3, 3).await.unwrap();
    cancels(&shop, OLGA, 2).await.unwrap();
    let left: Vec<String> = shop
        .read(|tx| {
            tx.query(
                "SELECT sha256 FROM photos ORDER BY sha256",
                params![],
                |row| row.take(),
            )
        })
        .await;
    let expected: Vec<String> = [1, 2, 3].map(|shade| picture(shade).sha256).to_vec();
    assert_eq!(left, expected);
    cancels(&shop, OSCAR, 3).await.unwrap();
    assert_eq!(shop.number("SELECT COUNT(*) FROM photos").await, 2);
    assert_eq!(shop.number("SELECT COUNT(*) FROM product_drafts").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_goes_on_with_for_a_month_is_forgotten() {
    let shop = TestShop::open().await;
    describes(&shop, OLGA, 1, "Mug").await;
    adds_photo(&shop, OLGA, 1, 1).await.unwrap();
    let forget =
        |now: i64| shop.write(move |tx| draft::forget_abandoned(tx, &Permit::operator(), now));
    assert_eq!(forget(NOW + MONTH).await, 0);
    assert_eq!(shop.number("SELECT COUNT(*) FROM product_drafts").await, 1);
    assert_eq!(forget(NOW + MONTH + 1).await, 1);
    assert_eq!(shop.number("SELECT COUNT(*) FROM product_drafts").await, 0);
    assert_eq!(shop.number("SELECT COUNT(*) FROM photos").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_of_another_release_is_dropped_without_harm() {
    let shop = TestShop::open().await;
    shop.category("Things").await;
    shop.write(|tx| product_drafts::set(tx, OLGA, r#"{"shape": "unknown"}"#, NOW))
        .await;
    let settings = shop.shop.clone();
    let found = shop
        .read(move |tx| draft::find(tx, &Permit::operator(), &settings, OLGA))
        .await;
    assert_eq!(found, None);
    let begun = begins(&shop, OLGA, 5).await;
    assert_eq!(begun.draft.step(), Step::Category);
}

#[tokio::test(flavor = "multi_thread")]
async fn back_takes_one_answer_back_and_keeps_the_photos() {
    let shop = TestShop::open().await;
    describes(&shop, OLGA, 1, "Mug").await;
    adds_photo(&shop, OLGA, 1, 1).await.unwrap();
    let settings = shop.shop.clone();
    let mut steps = Vec::new();
    for _ in 0..6 {
        let settings = settings.clone();
        let back =
            shop.ask(move |tx| draft::back(tx, &Permit::operator(), &settings, (OLGA, 1), NOW));
        let draft = back.await.unwrap().draft;
        assert_eq!(draft.photos, 1);
        steps.push(draft.step());
    }
    assert_eq!(
        steps,
        [
            Step::Stock,
            Step::Price,
            Step::Description,
            Step::Name,
            Step::Category,
            Step::Category
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn skus_are_made_readable_and_unique() {
    let shop = TestShop::open().await;
    let things = shop.category("Things").await;
    for _ in 0..3 {
        creates(&shop, new(things, "Mug")).await.unwrap();
    }
    creates(&shop, new(things, "Кружка")).await.unwrap();
    let chosen = NewProduct {
        sku: Some(Sku::parse("MUG-2").unwrap()),
        ..new(things, "Other")
    };
    assert_eq!(creates(&shop, chosen).await, Err(CreateRefusal::SkuTaken));
    let skus: Vec<String> = shop
        .read(|tx| {
            tx.query(
                "SELECT sku FROM product_variants ORDER BY id",
                params![],
                |row| row.take(),
            )
        })
        .await;
    assert_eq!(skus, ["MUG", "MUG-2", "MUG-3", "ITEM"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_category_no_product_is_created() {
    let shop = TestShop::open().await;
    let nowhere = CategoryId::new(404);
    assert_eq!(
        creates(&shop, new(nowhere, "Mug")).await,
        Err(CreateRefusal::CategoryGone)
    );
    let settings = shop.shop.clone();
    let begun = shop
        .ask(move |tx| draft::begin(tx, &Permit::operator(), &settings, (OLGA, 1), None, NOW))
        .await;
    assert_eq!(begun, Err(DraftRefusal::NoCategories));
    shop.category("Things").await;
    begins(&shop, OLGA, 1).await;
    assert_eq!(
        chooses(&shop, OLGA, 1, nowhere).await,
        Err(DraftRefusal::CategoryGone)
    );
}
