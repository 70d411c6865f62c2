//! The buttons of adding a product.

use crate::{
    bot::{button::buttons, context::Context, screen::Reply},
    db::DbError,
    domain::id::CategoryId,
};

buttons! {
    /// What pressing a button of adding a product asks for. All tags begin with `mn`.
    pub enum NewProductButton {
        /// Begins to add a product, or offers to go on with the one begun.
        "mn" => Add {},
        /// The same in a category.
        "mni" => AddIn { category: CategoryId },
        /// Begins anew, whatever was begun.
        "mnn" => AddAnew { category: Option<CategoryId> },
        /// Goes on with what was begun.
        "mnr" => Resume { draft: i64 },
        /// Looks into a category to choose one in it.
        "mnf" => Browse { draft: i64, parent: Option<CategoryId> },
        /// Goes on to the page of categories that begins with one.
        "mng" => BrowseFrom { draft: i64, from: CategoryId },
        /// Chooses the category.
        "mnc" => ChooseCategory { draft: i64, category: CategoryId },
        /// Takes the last answer back.
        "mnb" => Back { draft: i64 },
        /// Creates the product.
        "mnd" => Done { draft: i64 },
        /// Calls it off.
        "mnx" => CancelDraft { draft: i64 },
    }
}

/// A button is pressed.
pub async fn press(context: &Context, button: NewProductButton) -> Result<Reply, DbError> {
    match button {
        NewProductButton::Add {} => super::start(context, None).await,
        NewProductButton::AddIn { category } => super::start(context, Some(category)).await,
        NewProductButton::AddAnew { category } => super::begin(context, category).await,
        NewProductButton::Resume { draft } => super::resume(context, draft).await,
        NewProductButton::Browse { draft, parent } => {
            super::browse(context, draft, parent, None).await
        }
        NewProductButton::BrowseFrom { draft, from } => {
            super::browse(context, draft, None, Some(from)).await
        }
        NewProductButton::ChooseCategory { draft, category } => {
            super::choose_category(context, draft, category).await
        }
        NewProductButton::Back { draft } => super::back(context, draft).await,
        NewProductButton::Done { draft } => super::done(context, draft).await,
        NewProductButton::CancelDraft { draft } => super::cancel(context, draft).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: NewProductButton) -> Result<Reply, DbError> {
    match button {
        // The question that was asked is awaited and has been shown; else it was called off.
        NewProductButton::AddAnew { .. }
        | NewProductButton::Back { .. }
        | NewProductButton::CancelDraft { .. } => super::start(context, None).await,
        // These only show, or find what they did: doing them again is showing it.
        NewProductButton::Add {}
        | NewProductButton::AddIn { .. }
        | NewProductButton::Resume { .. }
        | NewProductButton::Browse { .. }
        | NewProductButton::BrowseFrom { .. }
        | NewProductButton::ChooseCategory { .. }
        | NewProductButton::Done { .. } => press(context, button).await,
    }
}
