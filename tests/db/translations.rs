//! Texts of the owner in other languages: who reads which words, and who may write them.

use ecombot::{
    db::DbError,
    domain::{
        audit::{Action, Subject},
        catalog::Place,
        id::{AuditId, CategoryId, OrderId},
        language::Language,
        setting::Setting,
        text::{Description, Name},
        translation::{TextField, Translation, Worded},
    },
    shop::{
        access::{self, Catalogue, Management, Permit},
        catalog, categories,
        checkout::Placement,
        orders,
        products::{
            edit::{self, Edit as ProductEdit},
            undo::UNDO_SECONDS,
        },
        search,
        settings::{self, Fixed, Value},
        translations::{self, Done, Edit, Section, Sheet, TranslationRefusal},
    },
    store::{audit, snapshots},
};

use crate::{
    record::Before,
    shop::{BOT, Item, NOW, Person, TestShop},
};

use Language::{En, Es, Ru};

fn said(of: Worded, field: TextField, text: &str) -> Translation {
    of.translate(field, text).unwrap()
}

impl TestShop {
    async fn says<P: Section + Copy>(
        &self,
        by: Permit<P>,
        language: Language,
        translation: &Translation,
        seen: Option<i64>,
    ) -> Result<Done, TranslationRefusal> {
        let translation = translation.clone();
        self.ask(move |tx| {
            let edit = Edit {
                by: &by,
                shops: En,
                seen,
                now: NOW,
            };
            translations::set(tx, &edit, language, &translation)
        })
        .await
    }

    /// Names something in a language, as the operator.
    async fn names(&self, of: Worded, language: Language, name: &str) -> Option<AuditId> {
        let field = of.fields()[0];
        let translation = said(of, field, name);
        let done = if Catalogue::includes(of) {
            let by = Permit::<Catalogue>::operator();
            self.says(by, language, &translation, None).await
        } else {
            let by = Permit::<Management>::operator();
            self.says(by, language, &translation, None).await
        };
        done.unwrap().entry
    }

    async fn describes(&self, of: Worded, language: Language, text: &str) {
        let translation = said(of, TextField::Description, text);
        self.says(
            Permit::<Catalogue>::operator(),
            language,
            &translation,
            None,
        )
        .await
        .unwrap();
    }

    async fn takes_back(
        &self,
        of: Worded,
        entry: Option<AuditId>,
        now: i64,
    ) -> Result<Done, TranslationRefusal> {
        self.ask(move |tx| {
            let edit = Edit {
                by: &Permit::<Catalogue>::operator(),
                shops: En,
                seen: None,
                now,
            };
            translations::undo(tx, &edit, of, entry.unwrap())
        })
        .await
    }

    async fn sheet(&self, of: Worded) -> Sheet {
        self.ask(move |tx| translations::sheet(tx, &Permit::<Catalogue>::operator(), En, of))
            .await
            .unwrap()
    }

    /// What stands for a text in a language, and whether it may be out of date.
    async fn stands(&self, of: Worded, language: Language) -> (Option<String>, bool) {
        let sheet = self.sheet(of).await;
        let (_, said) = sheet.find(TextField::Name, language).unwrap();
        (said.text.clone(), said.is_outdated)
    }

    /// Name and description of a product as customers read them.
    async fn reads(&self, item: Item, language: Language) -> (String, String) {
        let shop = self.shop.clone();
        let seen = self
            .ask(move |tx| catalog::product(tx, &shop, language, BOT, item.product))
            .await;
        let (product, _) = seen.unwrap();
        (product.name, product.description)
    }

    /// Names on a shelf as customers read them: of itself, the categories and the products on it.
    async fn shelf_in(&self, category: Option<CategoryId>, language: Language) -> Vec<String> {
        let shop = self.shop.clone();
        let shelf = self
            .ask(move |tx| catalog::open(tx, &shop, language, category, Place::Start))
            .await
            .unwrap();
        let own = shelf.category.map(|category| category.name);
        let categories = shelf.categories.into_iter().map(|category| category.name);
        let products = shelf.products.into_iter().map(|product| product.name);
        own.into_iter().chain(categories).chain(products).collect()
    }

    async fn finds_in(&self, words: &str, language: Language) -> Vec<String> {
        let (shop, text) = (self.shop.clone(), words.to_owned());
        let found = self
            .db
            .scan(move |tx| search::find(tx, &shop, language, &text, 0))
            .await
            .unwrap();
        found.products.into_iter().map(|found| found.name).collect()
    }

    async fn changes_product(
        &self,
        item: Item,
        work: impl Fn(
            &mut ecombot::db::Tx<'_>,
            ProductEdit<'_>,
        ) -> Result<edit::Done, ecombot::shop::UseCaseError<edit::EditRefusal>>
        + Send
        + 'static,
    ) -> edit::Done {
        self.ask(move |tx| {
            let edit = ProductEdit {
                by: &Permit::operator(),
                product: item.product,
                seen: None,
                now: NOW,
            };
            work(tx, edit)
        })
        .await
        .unwrap()
    }

    async fn renames(&self, item: Item, name: &str) {
        let name = Name::parse(name).unwrap();
        self.changes_product(item, move |tx, it| edit::rename(tx, it, &name))
            .await;
    }

    /// Somebody whose Telegram speaks this language, and of whom the rest is known.
    async fn speaker(&self, name: &str, tag: &str) -> Person {
        let mut person = self.regular(name).await;
        person.profile.language_code = Some(tag.to_owned());
        person
    }

    /// The names of an order's lines: as staff and as its customer read them.
    async fn lines(&self, person: &Person, order: OrderId) -> (Vec<String>, Vec<String>) {
        let own = self.inspect(order).await;
        let id = person.id;
        let read = self.ask(move |tx| orders::find(tx, id, order)).await;
        let names = |order: ecombot::domain::order::Order| {
            let lines = order.lines.into_iter();
            lines.map(|line| line.name).collect::<Vec<_>>()
        };
        (names(own), names(read.unwrap()))
    }
}

/// A mug in a category, both with names in Spanish; the mug has a description, too.
async fn pottery() -> (TestShop, CategoryId, Item) {
    let shop = TestShop::with_courier().await;
    let mugs = shop.category("Mugs").await;
    let mug = shop.product_in(mugs, "Blue mug", "12.50", 9, 0).await;
    let text = Description::parse("Holds 350 ml.").unwrap();
    shop.changes_product(mug, move |tx, it| edit::describe(tx, it, &text))
        .await;
    shop.names(Worded::Category(mugs), Es, "Tazas").await;
    shop.names(Worded::Product(mug.product), Es, "Taza azul")
        .await;
    (shop, mugs, mug)
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_read_their_language_and_the_owners_words_stand_in() {
    let (shop, mugs, mug) = pottery().await;
    assert_eq!(shop.shelf_in(None, Es).await, ["Tazas"]);
    assert_eq!(shop.shelf_in(Some(mugs), Es).await, ["Tazas", "Taza azul"]);
    assert_eq!(shop.shelf_in(Some(mugs), Ru).await, ["Mugs", "Blue mug"]);
    // What is not translated of it stands in alone.
    assert_eq!(
        shop.reads(mug, Es).await,
        ("Taza azul".into(), "Holds 350 ml.".into())
    );
    shop.describes(Worded::Product(mug.product), Es, "Para 350 ml.")
        .await;
    assert_eq!(shop.reads(mug, Es).await.1, "Para 350 ml.");
    assert_eq!(
        shop.reads(mug, En).await,
        ("Blue mug".into(), "Holds 350 ml.".into())
    );
    // A text that the owner takes away is gone in every language.
    shop.write(move |tx| {
        tx.execute(
            "UPDATE products SET description = '' WHERE id = $1",
            ecombot::params![mug.product.get()],
        )
    })
    .await;
    assert_eq!(shop.reads(mug, Es).await.1, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_keep_the_owners_order_in_every_language() {
    let shop = TestShop::with_courier().await;
    let goods = shop.category("Goods").await;
    let apron = shop.product_in(goods, "Apron", "5.00", 1, 0).await;
    let bowl = shop.product_in(goods, "Bowl", "5.00", 1, 0).await;
    shop.names(Worded::Product(apron.product), Es, "Zamarra")
        .await;
    shop.names(Worded::Product(bowl.product), Es, "Azafate")
        .await;
    assert_eq!(
        shop.shelf_in(Some(goods), Es).await,
        ["Goods", "Zamarra", "Azafate"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cart_speaks_the_language_it_is_looked_at_in() {
    let (shop, _, mug) = pottery().await;
    let ana = shop.speaker("Ana", "es").await;
    shop.fill(&ana, &[(mug, 2)]).await;
    let names = async |language| {
        let (settings, id) = (shop.shop.clone(), ana.id);
        let seen =
            shop.read(move |tx| ecombot::shop::cart::view(tx, &settings, language, id, None));
        let lines = seen.await.page.items.into_iter();
        lines.map(|line| line.name).collect::<Vec<_>>()
    };
    assert_eq!(names(Es).await, ["Taza azul"]);
    assert_eq!(names(Ru).await, ["Blue mug"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_finds_what_is_named_in_their_language() {
    let (shop, mugs, mug) = pottery().await;
    let of = Worded::Product(mug.product);
    assert_eq!(shop.finds_in("кружка", Ru).await, [""; 0]);
    let entry = shop.names(of, Ru, "Синяя кружка").await;
    shop.describes(of, Ru, "Вмещает триста пятьдесят.").await;
    assert_eq!(shop.finds_in("кружка", Ru).await, ["Синяя кружка"]);
    assert_eq!(shop.finds_in("КРУЖКУ", Ru).await, ["Синяя кружка"]);
    assert_eq!(shop.finds_in("триста", Ru).await, ["Синяя кружка"]);
    // Words are words: whoever types them, and in which language they read.
    assert_eq!(shop.finds_in("taza", En).await, ["Blue mug"]);
    assert_eq!(shop.finds_in("blue", Es).await, ["Taza azul"]);
    // The name counts for more than what is said of something, in any language.
    let tray = shop.product_in(mugs, "A tray", "9.00", 5, 0).await;
    shop.names(Worded::Product(tray.product), Ru, "Поднос")
        .await;
    let text = Description::parse("For any mug").unwrap();
    shop.changes_product(tray, move |tx, it| edit::describe(tx, it, &text))
        .await;
    shop.describes(Worded::Product(tray.product), Ru, "Под любую кружка")
        .await;
    assert_eq!(
        shop.finds_in("кружка", Ru).await,
        ["Синяя кружка", "Поднос"]
    );
    // What is said no more is not found.
    shop.names(of, Ru, "Голубая чашка").await;
    assert_eq!(shop.finds_in("чашка", Ru).await, ["Голубая чашка"]);
    assert_eq!(shop.finds_in("синяя", Ru).await, [""; 0]);
    // Nor is what was deleted; what is restored is.
    shop.changes_product(mug, edit::delete).await;
    assert_eq!(shop.finds_in("чашка", Ru).await, [""; 0]);
    shop.changes_product(mug, |tx, it| edit::restore(tx, it, None))
        .await;
    assert_eq!(shop.finds_in("чашка", Ru).await, ["Голубая чашка"]);
    assert!(entry.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_best_name_in_ones_own_language_comes_first() {
    let shop = TestShop::with_courier().await;
    for (own, russian) in [
        ("Aaa", "Кружка и блюдце для чая"),
        ("Bbb", "Большая кружка"),
        ("Ccc", "Кружка"),
    ] {
        let item = shop.product(own, "5.00", 3).await;
        shop.names(Worded::Product(item.product), Ru, russian).await;
    }
    assert_eq!(
        shop.finds_in("кружка", Ru).await,
        ["Кружка", "Большая кружка", "Кружка и блюдце для чая"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_keeps_the_words_that_its_customer_read_beside_the_shops_own() {
    let (shop, _, mug) = pottery().await;
    let ana = shop.speaker("Ana", "es-MX").await;
    let order = shop.buy(&ana, &[(mug, 2)]).await;
    assert_eq!(order.lines[0].name, "Taza azul", "the receipt");
    let both = (vec!["Blue mug".to_owned()], vec!["Taza azul".to_owned()]);
    assert_eq!(shop.lines(&ana, order.id).await, both);
    // A receipt does not change its words, whatever becomes of the product, or of its customer.
    shop.names(Worded::Product(mug.product), Es, "Tazón celeste")
        .await;
    shop.renames(mug, "Sky mug").await;
    assert_eq!(shop.lines(&ana, order.id).await, both);
    let id = ana.id;
    shop.write(move |tx| ecombot::store::customers::set_language(tx, id, Ru, NOW))
        .await;
    assert_eq!(shop.lines(&ana, order.id).await, both);
    // One that nobody translated has the shop's words for both.
    let bob = shop.regular("Bob").await;
    let order = shop.buy(&bob, &[(mug, 1)]).await;
    assert_eq!(
        shop.lines(&bob, order.id).await,
        (vec!["Sky mug".to_owned()], vec!["Sky mug".to_owned()])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn confirm_places_the_words_of_its_screen_whatever_language_was_chosen_since() {
    let (shop, _, mug) = pottery().await;
    shop.names(Worded::Product(mug.product), Ru, "Синяя кружка")
        .await;
    let mut ana = shop.speaker("Ana", "es").await;
    shop.fill(&ana, &[(mug, 1)]).await;
    let shown = shop.confirmation(&ana).await;
    assert_eq!(shown.quote.lines[0].name, "Taza azul");
    ana.profile.language_code = Some("ru".into());
    let order = shop.place_now(&ana, &shown).await;
    assert_eq!(order.lines[0].name, "Taza azul");
    assert_eq!(shop.lines(&ana, order.id).await.1, ["Taza azul"]);
    // Drawn anew in another language it is another screen, and that is the one to be confirmed.
    shop.fill(&ana, &[(mug, 1)]).await;
    ana.profile.language_code = Some("es".into());
    let before = shop.confirmation(&ana).await;
    ana.profile.language_code = Some("ru".into());
    let after = shop.confirmation(&ana).await;
    assert!(before.revision < after.revision);
    let order = shop.place_now(&ana, &after).await;
    assert_eq!(shop.lines(&ana, order.id).await.1, ["Синяя кружка"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn pickup_points_ways_and_payments_are_read_and_kept_in_the_customers_words() {
    use ecombot::{
        domain::{
            delivery::DeliveryKind,
            payment::PaymentKind,
            text::{Instructions, PaymentName},
        },
        shop::payments,
    };

    let shop = TestShop::open().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let point = shop.point("East", "1 East Rd").await;
    let point = Worded::PickupPoint(point);
    shop.names(point, Es, "Este").await;
    let address = said(point, TextField::Address, "Calle Este 1");
    let by = Permit::<Catalogue>::operator();
    shop.says(by, Es, &address, None).await.unwrap();
    let way = shop
        .ask(|tx| {
            let name = PaymentName::parse("Transfer").unwrap();
            let text = Instructions::parse("Account 1").unwrap();
            let kind = PaymentKind::Transfer;
            payments::add(tx, &Permit::operator(), kind, &name, &text, NOW)
        })
        .await
        .unwrap();
    let way = Worded::PaymentWay(way.id);
    shop.names(way, Es, "Transferencia").await;
    let text = said(way, TextField::Instructions, "Cuenta 1");
    shop.says(Permit::<Management>::operator(), Es, &text, None)
        .await
        .unwrap();

    let ana = shop.speaker("Ana", "es").await;
    shop.fill(&ana, &[(mug, 1)]).await;
    let shown = shop.confirmation(&ana).await;
    assert_eq!(shown.quote.kind, DeliveryKind::PickupLocker);
    assert_eq!(shown.quote.address, "Este: Calle Este 1");
    let order = shop.place_now(&ana, &shown).await;
    let id = ana.id;
    let of = order.id;
    let read = shop.ask(move |tx| orders::find(tx, id, of)).await.unwrap();
    let own = shop.inspect(order.id).await;
    for (seen, address, name, text) in [
        (&order, "Este: Calle Este 1", "Transferencia", "Cuenta 1"),
        (&read, "Este: Calle Este 1", "Transferencia", "Cuenta 1"),
        (&own, "East: 1 East Rd", "Transfer", "Account 1"),
    ] {
        assert_eq!(seen.address, address);
        let terms = &seen.payment.as_ref().unwrap().terms;
        assert_eq!(terms.name.as_str(), name);
        assert_eq!(terms.instructions.as_str(), text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn how_long_a_delivery_takes_is_read_in_the_customers_language() {
    let (shop, _, mug) = pottery().await;
    let id = shop
        .number("SELECT id FROM delivery_options WHERE kind = 'local_same_day'")
        .await;
    let of = Worded::DeliveryOption(ecombot::domain::id::DeliveryOptionId::new(id));
    assert_eq!(shop.sheet(of).await.label, "local_same_day");
    let today = said(of, TextField::Eta, "Hoy");
    let by = Permit::<Catalogue>::operator();
    let refused = shop.says(by, Es, &today, None).await;
    assert_eq!(refused, Err(TranslationRefusal::NoText));
    shop.write(move |tx| {
        tx.execute(
            "UPDATE delivery_options SET eta = 'Today' WHERE id = $1",
            ecombot::params![id],
        )
    })
    .await;
    shop.says(by, Es, &today, None).await.unwrap();
    for (tag, eta) in [("es", "Hoy"), ("ru", "Today")] {
        let person = shop.speaker("Somebody", tag).await;
        shop.fill(&person, &[(mug, 1)]).await;
        let shown = shop.confirmation(&person).await;
        assert_eq!(shown.quote.eta.as_deref(), Some(eta));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_shop_says_of_itself_is_read_in_the_customers_language() {
    let shop = TestShop::open().await;
    let fixed = Fixed::default();
    for value in [
        Value::Name(Name::parse("Hill Pottery").unwrap()),
        Value::Contact(Description::parse("Call us").unwrap()),
    ] {
        let fixed = fixed.clone();
        shop.ask(move |tx| settings::set(tx, &Permit::operator(), &fixed, &value, None, NOW))
            .await
            .unwrap();
    }
    shop.names(Worded::Setting(Setting::Name), Es, "Alfarería del Cerro")
        .await;
    let about = async |language| {
        let about = shop
            .read(move |tx| ecombot::shop::about::view_in(tx, language))
            .await;
        (
            about.name.unwrap().to_string(),
            about.contact.unwrap().to_string(),
        )
    };
    assert_eq!(
        about(Es).await,
        ("Alfarería del Cerro".into(), "Call us".into())
    );
    assert_eq!(about(Ru).await.0, "Hill Pottery");
    let front = shop
        .read(move |tx| Ok::<_, DbError>(settings::load(tx, &fixed)?.front))
        .await;
    assert_eq!(front.name_in(Es).unwrap().as_str(), "Alfarería del Cerro");
    assert_eq!(front.name_in(En).unwrap().as_str(), "Hill Pottery");
    assert_eq!(front.greeting_in(Es), None, "nothing stands for nothing");
    // What the owner does not say is not said in any language.
    let greeting = Worded::Setting(Setting::Greeting);
    let translation = said(greeting, TextField::Text, "¡Hola, {name}!");
    let refused = shop
        .says(Permit::<Management>::operator(), Es, &translation, None)
        .await;
    assert_eq!(refused, Err(TranslationRefusal::NoText));
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_are_the_catalogues_to_translate_and_the_shops_texts_the_managements() {
    use ecombot::domain::staff::Role;

    let (shop, mugs, mug) = pottery().await;
    let goods = [Worded::Category(mugs), Worded::Product(mug.product)];
    let setting = Worded::Setting(Setting::Name);
    for of in goods {
        let seen = shop
            .ask(move |tx| translations::sheet(tx, &Permit::<Management>::operator(), En, of))
            .await;
        assert_eq!(seen, Err(TranslationRefusal::Unknown), "{of:?}");
    }
    let seen = shop
        .ask(move |tx| translations::sheet(tx, &Permit::<Catalogue>::operator(), En, setting))
        .await;
    assert_eq!(seen, Err(TranslationRefusal::Unknown));
    let name = said(setting, TextField::Text, "Cerro");
    let by = Permit::<Catalogue>::operator();
    let refused = shop.says(by, Es, &name, None).await;
    assert_eq!(refused, Err(TranslationRefusal::Unknown));
    // Who packs may neither.
    for (role, catalogue, management) in [
        (Role::Owner, true, true),
        (Role::Manager, true, false),
        (Role::Packer, false, false),
    ] {
        let person = shop.customer("Somebody").await;
        let chat = person.chat();
        shop.ask(move |tx| ecombot::shop::staff::put(tx, &Permit::operator(), chat, role, NOW))
            .await
            .unwrap();
        let staff = shop.read(move |tx| access::staff(tx, chat)).await.unwrap();
        assert_eq!(staff.permit::<Catalogue>().is_some(), catalogue);
        assert_eq!(staff.permit::<Management>().is_some(), management);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_writes_over_what_they_have_not_seen() {
    let (shop, _, mug) = pottery().await;
    let of = Worded::Product(mug.product);
    let by = Permit::<Catalogue>::operator();
    let seen = shop.sheet(of).await.version;
    shop.names(of, Es, "Tazón").await;
    let cup = said(of, TextField::Name, "Copa");
    let refused = shop.says(by, Es, &cup, Some(seen)).await;
    assert!(matches!(refused, Err(TranslationRefusal::Changed(_))));
    assert_eq!(shop.reads(mug, Es).await.0, "Tazón");
    // What is translated must not have become another text meanwhile either.
    let seen = shop.sheet(of).await.version;
    shop.renames(mug, "Cup").await;
    let refused = shop.says(by, Es, &cup, Some(seen)).await;
    assert!(matches!(refused, Err(TranslationRefusal::Changed(_))));
    let seen = shop.sheet(of).await.version;
    shop.says(by, Es, &cup, Some(seen)).await.unwrap();
    assert_eq!(shop.reads(mug, Es).await.0, "Copa");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_a_translation_is_recorded_once_and_can_be_taken_back() {
    let (shop, _, mug) = pottery().await;
    let of = Worded::Product(mug.product);
    let other = shop.product("Vase", "5.00", 1).await;
    let before = shop.read(Before::look).await;
    let first = shop.names(of, Es, "Tazón").await;
    assert_eq!(shop.names(of, Es, "Tazón").await, None, "nothing differs");
    shop.names(of, Ru, "Кружка").await;
    let entry = shop
        .read(move |tx| audit::find(tx, first.unwrap()))
        .await
        .unwrap();
    assert_eq!(entry.subject, Subject::Words(of));
    assert_eq!(
        (entry.action, entry.label.as_str()),
        (Action::Edit, "Blue mug")
    );
    let state = |name: &str| {
        let state = serde_json::json!({"name:es": name, "name:es:of": "Blue mug"});
        Some(state.to_string())
    };
    assert_eq!(
        (entry.before, entry.after),
        (state("Taza azul"), state("Tazón"))
    );
    // What others have changed beside it stays.
    shop.takes_back(of, first, NOW).await.unwrap();
    assert_eq!(shop.reads(mug, Es).await.0, "Taza azul");
    assert_eq!(shop.reads(mug, Ru).await.0, "Кружка");
    let again = shop.takes_back(of, first, NOW).await;
    assert_eq!(again, Err(TranslationRefusal::Already));
    // A first translation goes again, and the owner's words stand in.
    let third = shop.names(Worded::Product(mug.product), Ru, "Чашка").await;
    shop.names(of, Ru, "Пиала").await;
    let changed = shop.takes_back(of, third, NOW).await;
    assert!(matches!(changed, Err(TranslationRefusal::Changed(_))));
    let late = shop.takes_back(of, third, NOW + UNDO_SECONDS + 1).await;
    assert_eq!(late, Err(TranslationRefusal::TooLate));
    // What was out of date before is so again.
    shop.renames(mug, "Sky mug").await;
    let fourth = shop.names(of, Es, "Taza celeste").await;
    assert!(!shop.stands(of, Es).await.1);
    shop.takes_back(of, fourth, NOW).await.unwrap();
    assert_eq!(shop.stands(of, Es).await, (Some("Taza azul".into()), true));
    // Nobody takes back by this what is of something else.
    let wrong = shop
        .takes_back(Worded::Product(other.product), third, NOW)
        .await;
    assert_eq!(wrong, Err(TranslationRefusal::Unknown));
    let differing = shop.read(move |tx| before.differing(tx)).await;
    assert_eq!(differing, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_translation_leaves_the_owners_words_and_comes_back() {
    let (shop, _, mug) = pottery().await;
    let of = Worded::Product(mug.product);
    let removed = shop
        .ask(move |tx| {
            let edit = Edit {
                by: &Permit::<Catalogue>::operator(),
                shops: En,
                seen: None,
                now: NOW,
            };
            translations::remove(tx, &edit, of, TextField::Name, Es)
        })
        .await
        .unwrap();
    assert_eq!(shop.reads(mug, Es).await.0, "Blue mug");
    assert_eq!(shop.finds_in("taza", Es).await, [""; 0]);
    let gone = shop
        .read(move |tx| snapshots::of(tx, Subject::Words(of)))
        .await;
    assert_eq!(gone, None);
    shop.takes_back(of, removed.entry, NOW).await.unwrap();
    assert_eq!(shop.reads(mug, Es).await.0, "Taza azul");
    assert_eq!(shop.finds_in("taza", Es).await, ["Taza azul"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_translation_of_other_words_is_marked_and_stays() {
    let (shop, _, mug) = pottery().await;
    let of = Worded::Product(mug.product);
    assert_eq!(shop.stands(of, Es).await, (Some("Taza azul".into()), false));
    shop.renames(mug, "Sky mug").await;
    assert_eq!(shop.stands(of, Es).await, (Some("Taza azul".into()), true));
    assert_eq!(shop.reads(mug, Es).await.0, "Taza azul");
    // Said again, it is a translation of what stands there now.
    let cup = said(of, TextField::Name, "Taza azul");
    shop.says(Permit::<Catalogue>::operator(), Es, &cup, None)
        .await
        .unwrap();
    assert_eq!(shop.stands(of, Es).await, (Some("Taza azul".into()), false));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_to_pay_and_where_to_go_is_never_said_in_words_that_are_out_of_date() {
    use ecombot::{
        domain::{
            payment::PaymentKind,
            text::{Instructions, PaymentName},
        },
        shop::payments,
    };

    let shop = TestShop::with_courier().await;
    let mug = shop.product("Mug", "12.50", 9).await;
    let way = shop
        .ask(|tx| {
            let name = PaymentName::parse("Transfer").unwrap();
            let text = Instructions::parse("Account 1").unwrap();
            let kind = PaymentKind::Transfer;
            payments::add(tx, &Permit::operator(), kind, &name, &text, NOW)
        })
        .await
        .unwrap()
        .id;
    let of = Worded::PaymentWay(way);
    shop.names(of, Es, "Transferencia").await;
    let text = said(of, TextField::Instructions, "Cuenta 1");
    shop.says(Permit::<Management>::operator(), Es, &text, None)
        .await
        .unwrap();
    let ana = shop.speaker("Ana", "es").await;
    shop.fill(&ana, &[(mug, 1)]).await;
    let paid = async || {
        let terms = shop.confirmation(&ana).await.quote.payment.unwrap().terms;
        (terms.name.to_string(), terms.instructions.to_string())
    };
    assert_eq!(paid().await, ("Transferencia".into(), "Cuenta 1".into()));
    let before = shop.confirmation(&ana).await;
    shop.ask(move |tx| {
        let text = Instructions::parse("Account 2").unwrap();
        payments::instruct(tx, &Permit::operator(), way, &text, NOW)
    })
    .await
    .unwrap();
    // Who has the old account on the screen is told.
    let placed = shop.place(&ana, &before).await;
    assert!(
        matches!(placed, Ok(Placement::Changed { .. })),
        "{placed:?}"
    );
    assert_eq!(paid().await, ("Transferencia".into(), "Account 2".into()));
    let text = said(of, TextField::Instructions, "Cuenta 2");
    shop.says(Permit::<Management>::operator(), Es, &text, None)
        .await
        .unwrap();
    assert_eq!(paid().await.1, "Cuenta 2");

    let fixed = Fixed::default();
    let contact = Worded::Setting(Setting::Contact);
    let calls = async |number: &str| {
        let (fixed, value) = (fixed.clone(), Description::parse(number).unwrap());
        shop.ask(move |tx| {
            let value = Value::Contact(value.clone());
            settings::set(tx, &Permit::operator(), &fixed, &value, None, NOW)
        })
        .await
        .unwrap();
    };
    let read = async || {
        let fixed = fixed.clone();
        shop.read(move |tx| {
            let about = ecombot::shop::about::view_in(tx, Es)?.contact;
            let front = settings::load(tx, &fixed)?.front.contact_in(Es);
            assert_eq!(about, front);
            Ok(front.unwrap().to_string())
        })
        .await
    };
    calls("Call 1").await;
    shop.names(contact, Es, "Llame al 1").await;
    assert_eq!(read().await, "Llame al 1");
    calls("Call 2").await;
    assert_eq!(read().await, "Call 2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_has_the_translations_of_its_original() {
    let (shop, _, mug) = pottery().await;
    let copy = shop.changes_product(mug, edit::duplicate).await.product;
    let of = Worded::Product(copy);
    assert_eq!(shop.stands(of, Es).await, (Some("Taza azul".into()), false));
    let recorded = shop
        .read(move |tx| audit::last_about(tx, Subject::Words(of)))
        .await
        .unwrap();
    assert_eq!(recorded.action, Action::Create);
    // They are its own from then on.
    shop.names(of, Es, "Otra taza").await;
    assert_eq!(shop.reads(mug, Es).await.0, "Taza azul");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_is_not_translated_and_keeps_its_translations() {
    let (shop, _, mug) = pottery().await;
    let tea = shop.category("Tea").await;
    let of = Worded::Category(tea);
    shop.names(of, Es, "Té").await;
    shop.ask(move |tx| categories::delete(tx, &Permit::operator(), tea, NOW))
        .await
        .unwrap();
    let seen = shop
        .ask(move |tx| translations::sheet(tx, &Permit::<Catalogue>::operator(), En, of))
        .await;
    assert_eq!(seen, Err(TranslationRefusal::Unknown));
    shop.ask(move |tx| categories::restore(tx, &Permit::operator(), tea, NOW))
        .await
        .unwrap();
    assert_eq!(shop.shelf_in(Some(tea), Es).await, ["Té"]);

    shop.changes_product(mug, edit::delete).await;
    let cup = said(Worded::Product(mug.product), TextField::Name, "Copa");
    let by = Permit::<Catalogue>::operator();
    let refused = shop.says(by, Es, &cup, None).await;
    assert_eq!(refused, Err(TranslationRefusal::Unknown));
    shop.changes_product(mug, |tx, it| edit::restore(tx, it, None))
        .await;
    assert_eq!(shop.reads(mug, Es).await.0, "Taza azul");
}

#[tokio::test(flavor = "multi_thread")]
async fn languages_are_all_but_the_shops_own_and_those_that_are_read_already() {
    let (shop, _, mug) = pottery().await;
    let of = Worded::Product(mug.product);
    let languages = async |shops| {
        let sheet = shop
            .ask(move |tx| translations::sheet(tx, &Permit::<Catalogue>::operator(), shops, of))
            .await
            .unwrap();
        let said = sheet.texts[0].said.iter();
        said.map(|said| said.language).collect::<Vec<_>>()
    };
    assert_eq!(languages(En).await, [Es, Ru]);
    assert_eq!(languages(Ru).await, [En, Es]);
    // There are Spanish words already: whoever speaks Spanish goes on reading them.
    assert_eq!(languages(Es).await, [En, Es, Ru]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_catalogue_file_loses_no_translation() {
    use ecombot::shop::seeding::{
        StockPolicy,
        goods::{self, ProductEntry},
    };

    let (shop, mugs, mug) = pottery().await;
    let sku: String = shop
        .read(move |tx| {
            tx.query_one(
                "SELECT sku FROM product_variants WHERE id = $1",
                ecombot::params![mug.variant.get()],
                |row| row.take(),
            )
        })
        .await;
    shop.write(move |tx| {
        let entry = ProductEntry {
            name: Name::parse("Sky mug").unwrap(),
            description: "Holds 400 ml.".to_owned(),
            sort: 3,
            options: Vec::new(),
            variants: vec![crate::shop::variant(&sku, &[], "15.00", 4)],
        };
        let policy = StockPolicy::OnlyNew;
        goods::save_product(tx, &Permit::operator(), mugs, &entry, policy, NOW)
    })
    .await;
    assert_eq!(shop.reads(mug, En).await.0, "Sky mug");
    assert_eq!(
        shop.stands(Worded::Product(mug.product), Es).await,
        (Some("Taza azul".into()), true)
    );
    assert_eq!(shop.finds_in("taza sky", Es).await, ["Taza azul"]);
}
