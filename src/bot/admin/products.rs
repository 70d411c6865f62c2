//! Products in the hands of staff.

pub mod add;

use crate::{
    bot::{button::buttons, context::Context, screen::Reply},
    db::DbError,
    domain::id::CategoryId,
};

buttons! {
    /// What pressing a button about products asks for. All tags begin with `mn`.
    pub enum ProductButton {
        // Adding one.

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
pub async fn press(context: &Context, button: ProductButton) -> Result<Reply, DbError> {
    match button {
        ProductButton::Add {} => add::start(context, None).await,
        ProductButton::AddIn { category } => add::start(context, Some(category)).await,
        ProductButton::AddAnew { category } => add::begin(context, category).await,
        ProductButton::Resume { draft } => add::resume(context, draft).await,
        ProductButton::Browse { draft, parent } => add::browse(context, draft, parent, None).await,
        ProductButton::BrowseFrom { draft, from } => {
            add::browse(context, draft, None, Some(from)).await
        }
        ProductButton::ChooseCategory { draft, category } => {
            add::choose_category(context, draft, category).await
        }
        ProductButton::Back { draft } => add::back(context, draft).await,
        ProductButton::Done { draft } => add::done(context, draft).await,
        ProductButton::CancelDraft { draft } => add::cancel(context, draft).await,
    }
}

/// Shows where things stand after a press whose effect was committed before a crash.
pub async fn present(context: &Context, button: ProductButton) -> Result<Reply, DbError> {
    match button {
        // The question that was asked is awaited and has been shown; else it was called off.
        ProductButton::AddAnew { .. }
        | ProductButton::Back { .. }
        | ProductButton::CancelDraft { .. } => add::start(context, None).await,
        // These only show, or find what they did: doing them again is showing it.
        ProductButton::Add {}
        | ProductButton::AddIn { .. }
        | ProductButton::Resume { .. }
        | ProductButton::Browse { .. }
        | ProductButton::BrowseFrom { .. }
        | ProductButton::ChooseCategory { .. }
        | ProductButton::Done { .. } => press(context, button).await,
    }
}
