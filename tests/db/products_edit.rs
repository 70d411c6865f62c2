//! Staff change what is on sale: checked against what they saw, recorded once, and taken back.

use ecombot::{
    db::Tx,
    domain::{
        audit::{Action, AuditEntry, Subject},
        id::{AuditId, ProductId},
        money::{Currency, Price},
        text::{Description, Name, OptionName, OptionValue, Sku},
        typed::StockChange,
    },
    params,
    shop::{
        UseCaseError,
        access::{self, Catalogue, Permit},
        products::{
            changes::Part,
            edit::{self, Done, Edit, EditRefusal},
            options, shelf,
            undo::{self, UNDO_SECONDS, UndoRefusal},
        },
    },
    store::{audit, snapshots},
};

use crate::shop::{BOT, Item, NOW, Person, TestShop};

type Refused = UseCaseError<EditRefusal>;

impl TestShop {
    async fn permit(&self, person: &Person) -> Permit<Catalogue> {
        let chat = person.chat();
        let staff = self.read(move |tx| access::staff(tx, chat)).await;
        staff.unwrap().permit().unwrap()
    }

    async fn edits(
        &self,
        by: Permit<Catalogue>,
        item: Item,
        seen: Option<i64>,
        work: impl Fn(&mut Tx<'_>, Edit<'_>) -> Result<Done, Refused> + Send + 'static,
    ) -> Result<Done, EditRefusal> {
        self.edits_at(by, item.product, seen, NOW, work).await
    }

    async fn edits_at(
        &self,
        by: Permit<Catalogue>,
        product: ProductId,
        seen: Option<i64>,
        now: i64,
        work: impl Fn(&mut Tx<'_>, Edit<'_>) -> Result<Done, Refused> + Send + 'static,
    ) -> Result<Done, EditRefusal> {
        self.ask(move |tx| {
            let edit = Edit {
                by: &by,
                product,
                seen,
                now,
            };
            work(tx, edit)
        })
        .await
    }

    async fn undoes(
        &self,
        by: Permit<Catalogue>,
        entry: Option<AuditId>,
    ) -> Result<Done, UndoRefusal> {
        self.undoes_at(by, entry, NOW).await
    }

    async fn undoes_at(
        &self,
        by: Permit<Catalogue>,
        entry: Option<AuditId>,
        now: i64,
    ) -> Result<Done, UndoRefusal> {
        self.ask(move |tx| undo::undo(tx, &by, entry.unwrap(), now))
            .await
    }

    async fn version(&self, item: Item) -> i64 {
        let shop = self.shop.clone();
        let sheet = self
            .ask(move |tx| shelf::any_product(tx, &shop, &Permit::operator(), BOT, item.product));
        sheet.await.unwrap().version
    }

    /// What was changed of products, oldest first; the scene is set as by a catalogue file.
    async fn record(&self) -> Vec<AuditEntry> {
        let mut all = self.whole_record().await;
        all.retain(|entry| {
            matches!(entry.subject, Subject::Product(_)) && entry.action != Action::Import
        });
        all
    }

    async fn whole_record(&self) -> Vec<AuditEntry> {
        let mut page = self.read(|tx| audit::page(tx, None, 1000)).await;
        page.items.reverse();
        page.items
    }

    /// The last recorded state of every product is the state it is in.
    async fn is_replayed(&self) {
        let mut last = std::collections::BTreeMap::new();
        for entry in self.whole_record().await {
            if let Subject::Product(id) = entry.subject {
                last.insert(id, entry.after.unwrap());
            }
        }
        for (id, after) in last {
            let state = self.read(move |tx| snapshots::product(tx, id)).await;
            assert_eq!(serde_json::to_string(&state.unwrap()).unwrap(), after);
        }
    }
}

fn price(text: &str) -> Price {
    Price::parse(text, Currency::USD).unwrap()
}

fn values(all: &[&str]) -> Vec<OptionValue> {
    all.iter()
        .map(|value| OptionValue::parse(value).unwrap())
        .collect()
}

fn renamed(
    to: &'static str,
) -> impl Fn(&mut Tx<'_>, Edit<'_>) -> Result<Done, Refused> + Send + 'static {
    move |tx, edit| edit::rename(tx, edit, &Name::parse(to).unwrap())
}

fn priced(
    item: Item,
    to: &'static str,
) -> impl Fn(&mut Tx<'_>, Edit<'_>) -> Result<Done, Refused> + Send + 'static {
    move |tx, edit| edit::price(tx, edit, item.variant, price(to))
}

fn stocked(
    item: Item,
    to: StockChange,
) -> impl Fn(&mut Tx<'_>, Edit<'_>) -> Result<Done, Refused> + Send + 'static {
    move |tx, edit| edit::stock(tx, edit, item.variant, to)
}

fn said(refusal: Result<Done, EditRefusal>) -> (Option<String>, Vec<Part>) {
    match refusal {
        Err(EditRefusal::Changed(told)) => (told.who, told.parts),
        other => panic!("expected a clash, got {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_attribute_is_changed_and_recorded_once() {
    let shop = TestShop::open().await;
    let olga = shop.admin("Olga").await;
    let by = shop.permit(&olga).await;
    let mug = shop.product("Mug", "12.50", 5).await;
    let other = shop.category("Other").await;
    let changes = [
        shop.edits(by, mug, Some(1), renamed("Cup")).await,
        shop.edits(by, mug, Some(2), |tx, edit| {
            edit::describe(tx, edit, &Description::parse("Two\nlines").unwrap())
        })
        .await,
        shop.edits(by, mug, Some(3), priced(mug, "9.99")).await,
        shop.edits(by, mug, Some(4), stocked(mug, StockChange::Set(20)))
            .await,
        shop.edits(by, mug, Some(5), move |tx, edit| {
            edit::sku(tx, edit, mug.variant, &Sku::parse("CUP-1").unwrap())
        })
        .await,
        shop.edits(by, mug, Some(6), |tx, edit| edit::place(tx, edit, -3))
            .await,
        shop.edits(by, mug, Some(7), move |tx, edit| {
            edit::move_to(tx, edit, other)
        })
        .await,
    ];
    let parts: Vec<Vec<Part>> = changes
        .iter()
        .map(|done| done.as_ref().unwrap().parts())
        .collect();
    assert_eq!(
        parts,
        [
            [Part::Name],
            [Part::Description],
            [Part::Price],
            [Part::Stock],
            [Part::Sku],
            [Part::Place],
            [Part::Category]
        ]
    );
    let seen = shop.show(mug).await.unwrap();
    assert_eq!(
        (seen.name.as_str(), seen.description.as_str()),
        ("Cup", "Two\nlines")
    );
    assert_eq!(
        (seen.variants[0].stock, seen.variants[0].sku.as_str()),
        (20, "CUP-1")
    );
    assert_eq!(seen.category, other);
    assert_eq!(shop.record().await.len(), 7);
    let again = shop.edits(by, mug, Some(8), renamed("Cup")).await.unwrap();
    assert_eq!(again.entry, None, "nothing differs");
    assert_eq!(shop.record().await.len(), 7);
    shop.is_replayed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_edit_one_product_do_not_overwrite_each_other_unseen() {
    let shop = TestShop::with_courier().await;
    let (olga, oscar) = (shop.admin("Olga").await, shop.admin("Oscar").await);
    let (by_olga, by_oscar) = (shop.permit(&olga).await, shop.permit(&oscar).await);
    let mug = shop.product("Mug", "12.50", 5).await;
    let alice = shop.regular("Alice").await;
    shop.buy(&alice, &[(mug, 1)]).await;
    assert_eq!(shop.version(mug).await, 1, "a sale is nobody's edit");
    shop.edits(by_olga, mug, Some(1), priced(mug, "13.00"))
        .await
        .unwrap();
    let clash = said(
        shop.edits(by_oscar, mug, Some(1), priced(mug, "11.00"))
            .await,
    );
    assert_eq!(clash, (Some("Olga".into()), vec![Part::Price]));
    assert_eq!(
        shop.show(mug).await.unwrap().variants[0].price,
        price("13.00").money()
    );
    // What is counted up or down is counted from what is there.
    shop.edits(by_oscar, mug, Some(1), stocked(mug, StockChange::Add(20)))
        .await
        .unwrap();
    assert_eq!(shop.stock_of(mug).await, 24);
    let set = shop.edits(by_olga, mug, Some(2), stocked(mug, StockChange::Set(1)));
    assert_eq!(said(set.await), (Some("Oscar".into()), vec![Part::Stock]));
    shop.edits(by_oscar, mug, Some(3), edit::delete)
        .await
        .unwrap();
    let gone = shop.edits(by_olga, mug, Some(2), renamed("Cup")).await;
    assert_eq!(gone, Err(EditRefusal::Gone));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stock_is_never_less_than_nothing_and_a_sku_is_one_products() {
    let shop = TestShop::open().await;
    let by = Permit::operator();
    let mug = shop.product("Mug", "12.50", 5).await;
    let bowl = shop.product("Bowl", "3.00", 5).await;
    let below = shop
        .edits(by, mug, None, stocked(mug, StockChange::Remove(6)))
        .await;
    assert_eq!(below, Err(EditRefusal::BelowZero { stock: 5 }));
    let above = shop
        .edits(by, mug, None, stocked(mug, StockChange::Add(u32::MAX)))
        .await;
    assert!(matches!(above, Err(EditRefusal::TooMany { .. })));
    assert_eq!(shop.stock_of(mug).await, 5);
    let taken = shop
        .edits(by, mug, None, move |tx, edit| {
            edit::sku(tx, edit, mug.variant, &Sku::parse("Bowl").unwrap())
        })
        .await;
    assert_eq!(
        taken,
        Err(EditRefusal::SkuTaken {
            product: "Bowl".into()
        })
    );
    let foreign = shop
        .edits(by, mug, None, stocked(bowl, StockChange::Set(0)))
        .await;
    assert_eq!(foreign, Err(EditRefusal::VariantGone), "another product's");
    assert_eq!(shop.record().await.len(), 0);
    assert_eq!(shop.version(mug).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_is_out_of_sight_and_out_of_carts_until_it_is_shown() {
    let shop = TestShop::open().await;
    let by = Permit::operator();
    let mug = shop.product("Mug", "12.50", 5).await;
    let bowl = shop.product("Bowl", "3.00", 5).await;
    let alice = shop.customer("Alice").await;
    shop.fill(&alice, &[(mug, 2), (bowl, 1)]).await;
    shop.edits(by, mug, Some(1), edit::hide).await.unwrap();
    assert!(shop.show(mug).await.is_err());
    assert_eq!(shop.cart_lines(&alice).await, [("Bowl".to_owned(), 1)]);
    assert!(shop.add(&alice, mug).await.is_err());
    shop.edits(by, mug, Some(2), renamed("Cup")).await.unwrap();
    shop.edits(by, mug, Some(3), edit::show).await.unwrap();
    assert_eq!(shop.show(mug).await.unwrap().name, "Cup");
    shop.add(&alice, mug).await.unwrap();
    let actions: Vec<Action> = shop
        .record()
        .await
        .iter()
        .map(|entry| entry.action)
        .collect();
    assert_eq!(actions, [Action::Hide, Action::Edit, Action::Show]);
    shop.is_replayed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_leaves_carts_stays_in_orders_and_comes_back_with_its_stock() {
    let shop = TestShop::with_courier().await;
    let by = Permit::operator();
    let mug = shop.product("Mug", "12.50", 5).await;
    let alice = shop.regular("Alice").await;
    let order = shop.buy(&alice, &[(mug, 2)]).await;
    shop.fill(&alice, &[(mug, 1)]).await;
    shop.edits(by, mug, None, edit::delete).await.unwrap();
    assert_eq!(shop.cart_lines(&alice).await, []);
    assert_eq!(shop.inspect(order.id).await.lines[0].name, "Mug");
    let twice = shop.edits(by, mug, None, edit::delete).await;
    assert_eq!(twice, Err(EditRefusal::Gone));
    let settings = shop.shop.clone();
    let listed = shop
        .read(move |tx| shelf::deleted(tx, &settings, &by, None))
        .await;
    assert_eq!(listed.items.len(), 1);
    let restored = |into| move |tx: &mut Tx<'_>, edit: Edit<'_>| edit::restore(tx, edit, into);
    let things = shop.category("Things").await;
    shop.delete_category(things).await;
    let homeless = shop.edits(by, mug, None, restored(None)).await;
    assert_eq!(homeless, Err(EditRefusal::CategoryGone));
    let other = shop.category("Other").await;
    shop.edits(by, mug, None, restored(Some(other)))
        .await
        .unwrap();
    let seen = shop.show(mug).await.unwrap();
    assert_eq!((seen.category, seen.variants[0].stock), (other, 3));
    shop.is_replayed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_hidden_empty_and_has_skus_of_its_own() {
    let shop = TestShop::open().await;
    let by = Permit::operator();
    let shirts = shop
        .with_options(
            "Shirt",
            &["Size"],
            &[(&["S"], "10.00", 3), (&["M"], "12.00", 4)],
        )
        .await;
    let done = shop
        .edits(by, shirts[0], None, edit::duplicate)
        .await
        .unwrap();
    assert_ne!(done.product, shirts[0].product);
    let copy = done.after.clone();
    assert_eq!(copy.name, "Shirt (copy)");
    assert!(copy.is_hidden);
    let made: Vec<(&str, i64, u32)> = copy
        .variants
        .iter()
        .map(|v| (v.sku.as_str(), v.price_minor, v.stock))
        .collect();
    assert_eq!(made, [("Shirt S-2", 1000, 0), ("Shirt M-2", 1200, 0)]);
    let again = shop
        .edits(by, shirts[0], None, edit::duplicate)
        .await
        .unwrap();
    assert_eq!(again.after.variants[0].sku, "Shirt S-3");
    shop.undoes(by, done.entry).await.unwrap();
    let id = done.product;
    let state = shop
        .read(move |tx| snapshots::product(tx, id))
        .await
        .unwrap();
    assert!(state.is_deleted, "a copy that is undone is gone");
    shop.is_replayed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn undo_takes_back_what_changed_and_leaves_what_others_did() {
    let shop = TestShop::with_courier().await;
    let (olga, oscar) = (shop.admin("Olga").await, shop.admin("Oscar").await);
    let (by_olga, by_oscar) = (shop.permit(&olga).await, shop.permit(&oscar).await);
    let mug = shop.product("Mug", "12.50", 5).await;
    let renaming = shop
        .edits(by_olga, mug, None, renamed("Cup"))
        .await
        .unwrap();
    let pricing = shop
        .edits(by_oscar, mug, None, priced(mug, "9.00"))
        .await
        .unwrap();
    let stocking = shop
        .edits(by_olga, mug, None, stocked(mug, StockChange::Add(20)))
        .await
        .unwrap();
    let alice = shop.regular("Alice").await;
    shop.buy(&alice, &[(mug, 7)]).await;
    shop.undoes(by_olga, renaming.entry).await.unwrap();
    let seen = shop.show(mug).await.unwrap();
    assert_eq!(
        (seen.name.as_str(), seen.variants[0].price),
        ("Mug", price("9.00").money())
    );
    assert_eq!(
        shop.undoes(by_olga, renaming.entry).await,
        Err(UndoRefusal::Already)
    );
    shop.undoes(by_olga, stocking.entry).await.unwrap();
    assert_eq!(
        shop.stock_of(mug).await,
        0,
        "seven of five were sold: none are left"
    );
    shop.edits(by_olga, mug, None, priced(mug, "8.00"))
        .await
        .unwrap();
    match shop.undoes(by_oscar, pricing.entry).await {
        Err(UndoRefusal::Changed(told)) => {
            assert_eq!(
                (told.who.as_deref(), told.parts),
                (Some("Olga"), vec![Part::Price])
            );
        }
        other => panic!("expected a clash, got {other:?}"),
    }
    let record = shop.record().await;
    let undone: Vec<bool> = record.iter().map(|entry| entry.is_undone).collect();
    assert_eq!(undone, [true, false, true, false, false, false]);
    assert_eq!(record[3].action, Action::Undo);
    shop.is_replayed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stock_counted_anew_by_another_is_not_undone_over() {
    let shop = TestShop::open().await;
    let by = Permit::operator();
    let mug = shop.product("Mug", "12.50", 5).await;
    let added = shop
        .edits(by, mug, None, stocked(mug, StockChange::Add(20)))
        .await
        .unwrap();
    let counted = shop
        .edits(by, mug, None, stocked(mug, StockChange::Set(7)))
        .await
        .unwrap();
    let clash = shop.undoes(by, added.entry).await;
    assert!(matches!(clash, Err(UndoRefusal::Changed(told)) if told.parts == [Part::Stock]));
    shop.undoes(by, counted.entry).await.unwrap();
    shop.undoes(by, added.entry).await.unwrap();
    assert_eq!(shop.stock_of(mug).await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn undo_works_for_ten_minutes_and_for_products_only() {
    let shop = TestShop::open().await;
    let by = Permit::operator();
    let mug = shop.product("Mug", "12.50", 5).await;
    let hiding = shop.edits(by, mug, None, edit::hide).await.unwrap();
    let late = shop
        .undoes_at(by, hiding.entry, NOW + UNDO_SECONDS + 1)
        .await;
    assert_eq!(late, Err(UndoRefusal::TooLate));
    shop.undoes_at(by, hiding.entry, NOW + UNDO_SECONDS)
        .await
        .unwrap();
    assert!(shop.show(mug).await.is_ok());
    let deleting = shop.edits(by, mug, None, edit::delete).await.unwrap();
    shop.undoes(by, deleting.entry).await.unwrap();
    assert!(shop.show(mug).await.is_ok());
    let unknown = shop.undoes(by, Some(AuditId::new(999))).await;
    assert_eq!(unknown, Err(UndoRefusal::Unknown));
    let things = shop.category("Things").await;
    let deleting = shop.edits(by, mug, None, edit::delete).await.unwrap();
    shop.delete_category(things).await;
    assert_eq!(
        shop.undoes(by, deleting.entry).await,
        Err(UndoRefusal::CategoryGone)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_at_once_are_counted_each_and_undone_once() {
    let shop = TestShop::open().await;
    let by = Permit::operator();
    let mug = shop.product("Mug", "12.50", 0).await;
    let tasks = (0..30).map(|_| {
        let db = shop.db.clone();
        async move {
            db.write(move |tx| {
                let edit = Edit {
                    by: &by,
                    product: mug.product,
                    seen: Some(1),
                    now: NOW,
                };
                edit::stock(tx, edit, mug.variant, StockChange::Add(1))
            })
            .await
            .is_ok()
        }
    });
    let done = crate::shop::at_once(tasks).await;
    assert!(done.iter().all(|done| *done));
    assert_eq!(shop.stock_of(mug).await, 30);
    assert_eq!(shop.record().await.len(), 30);
    let hiding = shop.edits(by, mug, None, edit::hide).await.unwrap();
    let entry = hiding.entry.unwrap();
    let tasks = (0..10).map(|_| {
        let db = shop.db.clone();
        async move {
            db.write(move |tx| undo::undo(tx, &by, entry, NOW))
                .await
                .is_ok()
        }
    });
    let undone = crate::shop::at_once(tasks).await;
    assert_eq!(undone.iter().filter(|undone| **undone).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn options_come_and_go_and_history_stays() {
    let shop = TestShop::with_courier().await;
    let by = Permit::operator();
    let shirt = shop.product("Shirt", "10.00", 4).await;
    let alice = shop.regular("Alice").await;
    let order = shop.buy(&alice, &[(shirt, 1)]).await;
    let size = |tx: &mut Tx<'_>, edit: Edit<'_>| {
        options::add(
            tx,
            edit,
            &OptionName::parse("Size").unwrap(),
            &values(&["S", "M"]),
        )
    };
    let done = shop.edits(by, shirt, None, size).await.unwrap();
    let list = |done: &Done| -> Vec<(String, String, u32)> {
        let variants = done.after.variants.iter();
        variants
            .map(|v| (v.sku.clone(), v.values.join(" "), v.stock))
            .collect()
    };
    let row = |sku: &str, values: &str, stock| (sku.to_owned(), values.to_owned(), stock);
    assert_eq!(list(&done), [row("Shirt", "S", 3), row("Shirt-M", "M", 0)]);
    let more = shop
        .edits(by, shirt, None, |tx, edit| {
            options::add_values(tx, edit, 0, &values(&["L", "M"]))
        })
        .await
        .unwrap();
    assert_eq!(more.after.variants.len(), 3);
    let medium = Item {
        product: shirt.product,
        variant: ecombot::domain::id::VariantId::new(more.after.variants[1].id),
    };
    shop.edits(by, shirt, None, stocked(medium, StockChange::Set(9)))
        .await
        .unwrap();
    shop.fill(&alice, &[(medium, 2)]).await;
    let dropped = shop
        .edits(by, shirt, None, |tx, edit| {
            options::remove_value(tx, edit, 0, 1)
        })
        .await
        .unwrap();
    assert_eq!(dropped.after.variants.len(), 2);
    assert_eq!(shop.cart_lines(&alice).await, [], "carts lose it");
    let revived = shop
        .edits(by, shirt, None, |tx, edit| {
            options::add_values(tx, edit, 0, &values(&["M"]))
        })
        .await
        .unwrap();
    let back = revived
        .after
        .variants
        .iter()
        .find(|v| v.values == ["M"])
        .unwrap();
    assert_eq!(
        (back.id, back.stock),
        (medium.variant.get(), 9),
        "the same one"
    );
    let plain = shop
        .edits(by, shirt, None, |tx, edit| options::remove(tx, edit, 0))
        .await
        .unwrap();
    assert_eq!(list(&plain), [row("Shirt", "", 3)]);
    let last = shop
        .edits(by, shirt, None, move |tx, edit| {
            options::remove_variant(tx, edit, shirt.variant)
        })
        .await;
    assert_eq!(last, Err(EditRefusal::LastVariant));
    shop.undoes(by, plain.entry).await.unwrap();
    assert_eq!(shop.show(shirt).await.unwrap().variants.len(), 3);
    assert_eq!(shop.inspect(order.id).await.lines[0].name, "Shirt");
    shop.is_replayed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn variants_are_no_more_than_can_be_shown() {
    let shop = TestShop::open().await;
    let by = Permit::operator();
    let shirt = shop.product("Shirt", "10.00", 4).await;
    let many: Vec<String> = (0..61).map(|number| number.to_string()).collect();
    let refused = shop
        .edits(by, shirt, None, move |tx, edit| {
            let all: Vec<&str> = many.iter().map(String::as_str).collect();
            options::add(tx, edit, &OptionName::parse("Size").unwrap(), &values(&all))
        })
        .await;
    assert_eq!(refused, Err(EditRefusal::TooManyVariants { wanted: 61 }));
    for name in ["A", "B", "C"] {
        shop.edits(by, shirt, None, move |tx, edit| {
            options::add(
                tx,
                edit,
                &OptionName::parse(name).unwrap(),
                &values(&["1", "2", "3"]),
            )
        })
        .await
        .unwrap();
    }
    let fourth = shop
        .edits(by, shirt, None, |tx, edit| {
            options::add(tx, edit, &OptionName::parse("D").unwrap(), &values(&["1"]))
        })
        .await;
    assert_eq!(fourth, Err(EditRefusal::TooManyOptions));
    assert_eq!(shop.show(shirt).await.unwrap().variants.len(), 27);
    shop.edits(by, shirt, None, move |tx, edit| {
        options::remove_variant(tx, edit, shirt.variant)
    })
    .await
    .unwrap();
    let whole = shop
        .edits(by, shirt, None, options::complete)
        .await
        .unwrap();
    assert_eq!(whole.after.variants.len(), 27);
    assert!(
        whole
            .after
            .variants
            .iter()
            .any(|v| v.id == shirt.variant.get())
    );
    let count = shop
        .read(|tx| {
            tx.query_one("SELECT COUNT(*) FROM product_variants", params![], |row| {
                row.take::<i64>()
            })
        })
        .await;
    assert_eq!(count, 27, "none was made twice");
}
