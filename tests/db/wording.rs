//! The shop in its owner's words: what is stored, who was first, and the record of it.

use ecombot::{
    db::{DbError, Tx},
    domain::{language::Language, wording::Reworded},
    params,
    shop::{
        access::{self, Permit},
        settings::LastChange,
        wording::{self, Seen, WordingChanged},
    },
};

use crate::{
    record::Before,
    shop::{NOW, TestShop, at_once},
};

const EMPTY: &str = "cart_empty";

async fn reword(shop: &TestShop, text: &'static str, seen: i64) -> Result<(), WordingChanged> {
    shop.ask(move |tx| {
        let by = Permit::operator();
        wording::reword(tx, &by, Language::En, EMPTY, text, seen, NOW)
    })
    .await
}

async fn reset(shop: &TestShop, seen: i64) -> Result<(), WordingChanged> {
    shop.ask(move |tx| wording::reset(tx, &Permit::operator(), Language::En, EMPTY, seen, NOW))
        .await
}

async fn look(shop: &TestShop) -> Seen {
    shop.read(|tx| wording::look(tx, &Permit::operator(), Language::En, EMPTY))
        .await
}

async fn load(shop: &TestShop) -> Vec<Reworded> {
    shop.read(wording::load).await
}

fn own(language: Language, text: &str) -> Reworded {
    Reworded {
        language,
        message: EMPTY.into(),
        text: text.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_reworded_in_one_language_again_and_back() {
    let shop = TestShop::open().await;
    let before = shop.read(Before::look).await;
    let unseen = look(&shop).await;
    assert_eq!((unseen.stored, unseen.version), (None, 0));
    // There is nothing to take back.
    reset(&shop, 0).await.unwrap();
    assert_eq!(load(&shop).await, []);
    reword(&shop, "first", 0).await.unwrap();
    shop.ask(|tx| {
        let by = Permit::operator();
        wording::reword(tx, &by, Language::Ru, EMPTY, "первое", 0, NOW)
    })
    .await
    .unwrap();
    assert_eq!(
        load(&shop).await,
        [own(Language::En, "first"), own(Language::Ru, "первое")]
    );
    let first = look(&shop).await;
    assert_eq!(first.stored.as_deref(), Some("first"));
    reword(&shop, "second", first.version).await.unwrap();
    let second = look(&shop).await;
    assert_eq!(second.stored.as_deref(), Some("second"));
    assert!(second.version > first.version);
    // Saved once more it is no change.
    reword(&shop, "second", second.version).await.unwrap();
    assert_eq!(look(&shop).await, second);
    reset(&shop, second.version).await.unwrap();
    assert_eq!(load(&shop).await, [own(Language::Ru, "первое")]);
    let back = look(&shop).await;
    assert_eq!(back.stored, None);
    reword(&shop, "third", back.version).await.unwrap();
    assert_eq!(load(&shop).await[0], own(Language::En, "third"));
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_reword_one_text_the_second_is_told_of_the_first() {
    let shop = TestShop::open().await;
    let olga = shop.admin("Olga").await;
    let chat = olga.chat();
    let seen = look(&shop).await.version;
    shop.ask(move |tx| {
        let by = access::staff(tx, chat)?.and_then(access::Staff::permit);
        wording::reword(tx, &by.unwrap(), Language::En, EMPTY, "hers", seen, NOW)
    })
    .await
    .unwrap();
    let told = Err(WordingChanged(LastChange {
        who: Some("Olga".into()),
        at: NOW,
    }));
    assert_eq!(reword(&shop, "mine", seen).await, told);
    assert_eq!(reset(&shop, seen).await, told);
    assert_eq!(load(&shop).await, [own(Language::En, "hers")]);
    // Who has looked again may.
    let seen = look(&shop).await.version;
    reword(&shop, "mine", seen).await.unwrap();
    assert_eq!(load(&shop).await, [own(Language::En, "mine")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_reword_one_text_at_once_one_does_and_the_record_is_whole() {
    let shop = TestShop::open().await;
    let before = shop.read(Before::look).await;
    let changes = (0..12).map(|number| {
        let db = shop.db.clone();
        async move {
            let text = format!("words {number}");
            db.write(move |tx| {
                let by = Permit::operator();
                wording::reword(tx, &by, Language::En, EMPTY, &text, 0, NOW)
            })
            .await
        }
    });
    let done = at_once(changes).await;
    assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1);
    assert_eq!(load(&shop).await.len(), 1);
    assert_eq!(
        shop.read(move |tx| before.differing(tx)).await,
        [] as [String; 0]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn words_in_a_language_of_another_release_are_left_alone() {
    let shop = TestShop::open().await;
    shop.write(|tx: &mut Tx<'_>| {
        tx.execute(
            "INSERT INTO wordings (language, message, text, created_at, updated_at)
             VALUES ('xx', 'cart_empty', 'x', $1, $1)",
            params![NOW],
        )?;
        Ok::<_, DbError>(())
    })
    .await;
    assert_eq!(load(&shop).await, []);
    reword(&shop, "first", 0).await.unwrap();
    assert_eq!(load(&shop).await, [own(Language::En, "first")]);
}
