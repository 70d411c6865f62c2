//! Categories arranged by staff: names, places in the tree, deleting and restoring.

use std::{collections::BTreeMap, sync::Arc};

use ecombot::{
    domain::{
        id::CategoryId,
        text::{Description, Name},
    },
    params,
    shop::{
        access::Permit,
        categories::{self, Card, CategoryRefusal, Direction, Edit, Naming},
    },
    store::snapshots::CategoryState,
};

use crate::shop::{NOW, TestShop, at_once};

type Answer<T> = Result<T, CategoryRefusal>;

fn named(name: &str) -> Name {
    Name::parse(name).unwrap()
}

impl TestShop {
    async fn add_category(&self, parent: Option<CategoryId>, name: &str) -> Answer<CategoryId> {
        let name = named(name);
        self.ask(move |tx| categories::create(tx, &Permit::operator(), parent, &name, None, NOW))
            .await
            .map(|card| card.seen.category.id)
    }

    async fn inspect_category(&self, id: CategoryId) -> Answer<Card> {
        self.ask(move |tx| categories::inspect(tx, &Permit::operator(), id))
            .await
    }

    async fn edit_category(&self, id: CategoryId, seen: Option<i64>, edit: Edit) -> Answer<Card> {
        self.ask(move |tx| categories::edit(tx, &Permit::operator(), id, seen, &edit, NOW))
            .await
    }

    async fn move_category(&self, id: CategoryId, into: Option<CategoryId>) -> Answer<Card> {
        self.ask(move |tx| categories::move_to(tx, &Permit::operator(), id, into, NOW))
            .await
    }

    async fn remove_category(&self, id: CategoryId) -> Answer<Card> {
        self.ask(move |tx| categories::delete(tx, &Permit::operator(), id, NOW))
            .await
    }

    async fn restore_category(&self, id: CategoryId) -> Answer<Card> {
        self.ask(move |tx| categories::restore(tx, &Permit::operator(), id, NOW))
            .await
    }

    async fn shift_category(&self, id: CategoryId, direction: Direction) -> Answer<bool> {
        self.ask(move |tx| categories::shift(tx, &Permit::operator(), id, direction, NOW))
            .await
            .map(|(_, is_moved)| is_moved)
    }

    async fn name_for(&self, parent: Option<CategoryId>, name: &str) -> Answer<Naming> {
        let name = named(name);
        self.ask(move |tx| categories::naming(tx, &Permit::operator(), parent, &name))
            .await
    }

    /// The names at a place, in the owner's order, over all pages.
    async fn names_in(&self, parent: Option<CategoryId>) -> Vec<String> {
        self.ask::<_, CategoryRefusal>(move |tx| {
            let mut names = Vec::new();
            let mut from = None;
            loop {
                let level = categories::level(tx, &Permit::operator(), parent, from)?;
                let items = level.page.items.into_iter();
                names.extend(items.map(|seen| seen.category.name));
                match level.page.next {
                    Some(next) => from = Some(next),
                    None => return Ok(names),
                }
            }
        })
        .await
        .unwrap()
    }

    async fn deleted_names(&self) -> Vec<String> {
        let page = self
            .ask::<_, CategoryRefusal>(|tx| categories::deleted(tx, &Permit::operator(), None))
            .await
            .unwrap();
        let items = page.items.into_iter();
        items.map(|card| card.seen.category.name).collect()
    }

    async fn recorded(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM audit").await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_category_stands_in_the_catalogue_and_in_the_record() {
    let shop = TestShop::open().await;
    let pots = shop.add_category(None, "Pots & <pans> 🍳").await.unwrap();
    let name = named("Small\npots");
    let text = Description::parse(&"é".repeat(1000)).unwrap();
    let small = shop
        .ask(move |tx| {
            let by = Permit::operator();
            categories::create(tx, &by, Some(pots), &name, Some(&text), NOW)
        })
        .await
        .unwrap();
    assert_eq!(small.path, ["Pots & <pans> 🍳"]);
    assert_eq!(small.seen.category.name, "Small pots");
    assert_eq!(
        small
            .seen
            .category
            .description
            .as_deref()
            .map(|text| text.chars().count()),
        Some(1000)
    );
    assert_eq!(shop.names_in(None).await, ["Pots & <pans> 🍳"]);
    assert_eq!(shop.names_in(Some(pots)).await, ["Small pots"]);
    assert_eq!(shop.recorded().await, 2);
    let gone = CategoryId::new(999);
    assert_eq!(
        shop.add_category(Some(gone), "Lids").await,
        Err(CategoryRefusal::ParentGone)
    );
    assert_eq!(shop.recorded().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_taken_among_active_siblings_only_whatever_its_case() {
    let shop = TestShop::open().await;
    let pots = shop.add_category(None, "Pots").await.unwrap();
    let lids = shop.add_category(None, "Lids").await.unwrap();
    for taken in ["Pots", "pots", "POTS", " pots "] {
        assert_eq!(
            shop.add_category(None, taken).await,
            Err(CategoryRefusal::NameTaken)
        );
        let rename = shop.edit_category(lids, None, Edit::Name(named(taken)));
        assert_eq!(rename.await, Err(CategoryRefusal::NameTaken));
    }
    let inner = shop.add_category(Some(lids), "Pots").await.unwrap();
    assert_eq!(
        shop.move_category(inner, None).await,
        Err(CategoryRefusal::NameTaken)
    );
    // Its own name in other letters is no other's.
    shop.edit_category(pots, None, Edit::Name(named("POTS")))
        .await
        .unwrap();
    shop.remove_category(pots).await.unwrap();
    assert_eq!(
        shop.name_for(None, "pots").await,
        Ok(Naming::Deleted(pots)),
        "it can be restored"
    );
    let again = shop.add_category(None, "pots").await.unwrap();
    assert_ne!(again, pots, "or used for a new one");
    assert_eq!(
        shop.restore_category(pots).await,
        Err(CategoryRefusal::NameTaken)
    );
    assert_eq!(shop.names_in(None).await, ["Lids", "pots"]);
    assert_eq!(shop.deleted_names().await, ["POTS"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_after_looking_is_refused_when_somebody_was_faster() {
    let shop = TestShop::open().await;
    let pots = shop.add_category(None, "Pots").await.unwrap();
    let seen = shop.inspect_category(pots).await.unwrap().seen.version;
    let text = Description::parse("Iron.").unwrap();
    shop.edit_category(pots, Some(seen), Edit::Description(Some(text)))
        .await
        .unwrap();
    let late = shop.edit_category(pots, Some(seen), Edit::Name(named("Pans")));
    let Err(CategoryRefusal::Changed(now)) = late.await else {
        panic!("it was changed unseen");
    };
    assert_eq!(now.category.description.as_deref(), Some("Iron."));
    assert_eq!(now.category.name, "Pots");
    let card = shop
        .edit_category(pots, Some(now.version), Edit::Sort(-5))
        .await
        .unwrap();
    assert_eq!(card.seen.sort, -5);
    // A catalogue file counts as somebody, too.
    let loaded = shop.category_in(None, "Pots", 7).await;
    assert_eq!(loaded, pots);
    let late = shop.edit_category(pots, Some(card.seen.version), Edit::Sort(1));
    assert!(matches!(late.await, Err(CategoryRefusal::Changed(_))));
    let records = shop.recorded().await;
    shop.edit_category(pots, None, Edit::Sort(7)).await.unwrap();
    assert_eq!(shop.recorded().await, records, "nothing differs");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_moves_with_all_that_is_in_it_but_never_into_itself() {
    let shop = TestShop::open().await;
    let a = shop.add_category(None, "A").await.unwrap();
    let b = shop.add_category(Some(a), "B").await.unwrap();
    let c = shop.add_category(Some(b), "C").await.unwrap();
    for inside in [a, b, c] {
        assert_eq!(
            shop.move_category(a, Some(inside)).await,
            Err(CategoryRefusal::Inside)
        );
    }
    assert_eq!(
        shop.move_category(c, Some(CategoryId::new(99))).await,
        Err(CategoryRefusal::ParentGone)
    );
    assert_eq!(
        shop.move_category(CategoryId::new(99), None).await,
        Err(CategoryRefusal::Unknown)
    );
    let moved = shop.move_category(b, None).await.unwrap();
    assert_eq!(moved.path, [] as [String; 0]);
    assert_eq!(shop.inspect_category(c).await.unwrap().path, ["B"]);
    shop.move_category(a, Some(c)).await.unwrap();
    assert_eq!(shop.inspect_category(a).await.unwrap().path, ["B", "C"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_move_at_once_never_make_a_circle() {
    let shop = Arc::new(TestShop::open().await);
    for round in 0..15 {
        let a = shop.add_category(None, &format!("A{round}")).await.unwrap();
        let b = shop.add_category(None, &format!("B{round}")).await.unwrap();
        let moves = [(a, b), (b, a)].map(|(what, into)| {
            let shop = Arc::clone(&shop);
            async move { shop.move_category(what, Some(into)).await.is_ok() }
        });
        let done = at_once(moves).await;
        assert_eq!(done.iter().filter(|is_done| **is_done).count(), 1);
        let depths = [
            shop.inspect_category(a).await.unwrap().path.len(),
            shop.inspect_category(b).await.unwrap().path.len(),
        ];
        assert_eq!(depths.iter().sum::<usize>(), 1, "one lies in the other");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_give_one_name_at_once_make_one_category() {
    let shop = Arc::new(TestShop::open().await);
    for round in 0..10 {
        let results = at_once((0..4).map(|_| {
            let shop = Arc::clone(&shop);
            async move { shop.add_category(None, &format!("Pots {round}")).await }
        }))
        .await;
        let made = results.iter().filter(|result| result.is_ok()).count();
        assert_eq!(made, 1);
        let refused = |result: &&Answer<CategoryId>| **result == Err(CategoryRefusal::NameTaken);
        assert_eq!(results.iter().filter(refused).count(), 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_changes_places_with_its_neighbour() {
    let shop = TestShop::open().await;
    let mut ids = BTreeMap::new();
    for name in ["A", "B", "C"] {
        ids.insert(name, shop.add_category(None, name).await.unwrap());
    }
    assert_eq!(shop.names_in(None).await, ["A", "B", "C"], "by name");
    assert_eq!(shop.shift_category(ids["C"], Direction::Up).await, Ok(true));
    assert_eq!(shop.names_in(None).await, ["A", "C", "B"]);
    assert_eq!(
        shop.shift_category(ids["A"], Direction::Up).await,
        Ok(false)
    );
    let down = shop.shift_category(ids["A"], Direction::Down);
    assert_eq!(down.await, Ok(true));
    assert_eq!(shop.names_in(None).await, ["C", "A", "B"]);
    let last = shop.shift_category(ids["B"], Direction::Down);
    assert_eq!(last.await, Ok(false));
    shop.edit_category(ids["B"], None, Edit::Sort(-1))
        .await
        .unwrap();
    assert_eq!(shop.names_in(None).await, ["B", "C", "A"]);
    // Who comes new where there are numbers comes last.
    shop.add_category(None, "AA").await.unwrap();
    assert_eq!(shop.names_in(None).await, ["B", "C", "A", "AA"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_empty_category_is_deleted_and_hidden_products_count() {
    let shop = TestShop::open().await;
    let pots = shop.add_category(None, "Pots").await.unwrap();
    let small = shop.add_category(Some(pots), "Small").await.unwrap();
    let one = shop.product_in(pots, "Pot", "5.00", 1, 0).await;
    let two = shop.product_in(pots, "Pan", "5.00", 1, 0).await;
    shop.write(move |tx| {
        let sql = "UPDATE products SET hidden_at = $2 WHERE id = $1";
        tx.execute(sql, params![two.product.get(), NOW])
    })
    .await;
    let full = |products, categories| {
        Err(CategoryRefusal::NotEmpty {
            products,
            categories,
        })
    };
    assert_eq!(shop.remove_category(pots).await, full(2, 1));
    shop.remove_category(small).await.unwrap();
    assert_eq!(shop.remove_category(pots).await, full(2, 0));
    shop.delete(one).await;
    assert_eq!(shop.remove_category(pots).await, full(1, 0));
    assert_eq!(shop.names_in(None).await, ["Pots"], "nothing cascades");
    shop.delete(two).await;
    shop.remove_category(pots).await.unwrap();
    assert_eq!(
        shop.remove_category(pots).await,
        Err(CategoryRefusal::Unknown),
        "deleted already"
    );
    assert_eq!(shop.names_in(None).await, [] as [String; 0]);
    let kept = shop.number("SELECT COUNT(*) FROM categories").await;
    assert_eq!(kept, 2, "they are kept, and so is what orders refer to");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_is_restored_where_it_was_or_at_the_top() {
    let shop = TestShop::open().await;
    let pots = shop.add_category(None, "Pots").await.unwrap();
    let small = shop.add_category(Some(pots), "Small").await.unwrap();
    shop.remove_category(small).await.unwrap();
    assert_eq!(shop.restore_category(small).await.unwrap().path, ["Pots"]);
    assert_eq!(
        shop.restore_category(small).await,
        Err(CategoryRefusal::Unknown)
    );
    shop.remove_category(small).await.unwrap();
    shop.remove_category(pots).await.unwrap();
    assert_eq!(shop.deleted_names().await, ["Pots", "Small"]);
    let restored = shop.restore_category(small).await.unwrap();
    assert_eq!(restored.path, [] as [String; 0]);
    assert_eq!(shop.names_in(None).await, ["Small"]);
    assert_eq!(
        shop.restore_category(CategoryId::new(999)).await,
        Err(CategoryRefusal::Unknown)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_and_a_new_sub_category_at_once_never_both_happen() {
    let shop = Arc::new(TestShop::open().await);
    for round in 0..10 {
        let pots = shop.add_category(None, &format!("P{round}")).await.unwrap();
        let (deleting, adding) = (Arc::clone(&shop), Arc::clone(&shop));
        let tasks: Vec<futures::future::BoxFuture<'static, bool>> = vec![
            Box::pin(async move { deleting.remove_category(pots).await.is_ok() }),
            Box::pin(async move { adding.add_category(Some(pots), "Small").await.is_ok() }),
        ];
        let done = at_once(tasks).await;
        assert_eq!(done.iter().filter(|is_done| **is_done).count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_is_paged_without_loss() {
    let shop = TestShop::open().await;
    let mut expected = Vec::new();
    for number in 10..45 {
        let name = format!("C{number}");
        let id = shop.add_category(None, &name).await.unwrap();
        if number % 2 == 0 {
            shop.remove_category(id).await.unwrap();
        } else {
            expected.push(name);
        }
    }
    assert_eq!(shop.names_in(None).await, expected);
    let all = shop.ask::<_, CategoryRefusal>(|tx| {
        let by = Permit::operator();
        let mut sizes = Vec::new();
        let mut page = categories::deleted(tx, &by, None)?;
        loop {
            sizes.push(page.items.len());
            match page.next {
                Some(next) => page = categories::deleted(tx, &by, Some(next))?,
                None => return Ok((sizes, page.previous.is_some())),
            }
        }
    });
    assert_eq!(all.await.unwrap(), (vec![8, 8, 2], true));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_replayed_gives_the_tree() {
    let shop = TestShop::open().await;
    let a = shop.category_in(None, "A", 3).await;
    shop.category_in(None, "A", 4).await;
    let b = shop.add_category(Some(a), "B").await.unwrap();
    shop.edit_category(b, None, Edit::Name(named("B <b>&")))
        .await
        .unwrap();
    shop.move_category(b, None).await.unwrap();
    shop.shift_category(b, Direction::Up).await.unwrap();
    shop.remove_category(a).await.unwrap();
    shop.restore_category(a).await.unwrap();
    shop.remove_category(a).await.unwrap();
    let (record, present) = shop
        .read(move |tx| {
            let record = tx.query(
                "SELECT subject_id, before, after FROM audit WHERE subject = 'category' ORDER BY id",
                params![],
                |row| {
                    let id: i64 = row.take()?;
                    let before: Option<String> = row.take()?;
                    Ok((id, before, row.take::<Option<String>>()?))
                },
            )?;
            let mut present = BTreeMap::new();
            for id in [a, b] {
                let state = ecombot::store::snapshots::category(tx, id)?;
                present.insert(id.get(), state.unwrap());
            }
            Ok((record, present))
        })
        .await;
    let mut replayed: BTreeMap<i64, CategoryState> = BTreeMap::new();
    for (id, before, after) in record {
        let before = before.map(|json| serde_json::from_str::<CategoryState>(&json).unwrap());
        assert_eq!(
            replayed.get(&id),
            before.as_ref(),
            "each begins where the last ended"
        );
        replayed.insert(id, serde_json::from_str(&after.unwrap()).unwrap());
    }
    assert_eq!(replayed, present);
}
