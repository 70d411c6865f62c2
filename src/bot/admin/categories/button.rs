//! The buttons of categories, and what is typed about them.

use serde::{Deserialize, Serialize};

use crate::{
    bot::{
        admin::button::StaffButton,
        button::{Button, buttons},
    },
    domain::id::CategoryId,
};

buttons! {
    /// What pressing a button about categories asks for.
    pub enum CategoryButton {
        /// The categories at one place, from one on.
        "mc" => List { parent: Option<CategoryId>, from: Option<CategoryId> },
        /// A category.
        "mcc" => Card { category: CategoryId },
        /// Asks for the name of a new category.
        "mca" => Add { parent: Option<CategoryId> },
        /// Goes on without what is asked for.
        "mcs" => Skip {},
        /// Asks for another name.
        "mcn" => AskName { category: CategoryId },
        /// Asks for another description.
        "mct" => AskDescription { category: CategoryId },
        /// Takes the description away.
        "mcT" => DropDescription { category: CategoryId },
        /// Asks for the number in the owner's order.
        "mco" => AskPlace { category: CategoryId },
        /// Before the neighbour.
        "mcu" => Up { category: CategoryId },
        /// Behind the neighbour.
        "mcd" => Down { category: CategoryId },
        /// Where a category could go: what is in one place.
        "mcm" => Move { category: CategoryId, into: Option<CategoryId> },
        /// The same from one category of that place on.
        "mcf" => MoveFrom { category: CategoryId, from: CategoryId },
        /// Moves a category.
        "mcM" => MoveHere { category: CategoryId, into: Option<CategoryId> },
        /// Asks whether a category is to be deleted.
        "mcx" => AskDelete { category: CategoryId },
        /// Deletes a category.
        "mcX" => Delete { category: CategoryId },
        /// The deleted categories, from one on.
        "mcr" => Deleted { from: Option<CategoryId> },
        /// Brings a deleted category back.
        "mcR" => Restore { category: CategoryId },
    }
}

impl From<CategoryButton> for Button {
    fn from(button: CategoryButton) -> Self {
        StaffButton::Category(button).into()
    }
}

/// What is being typed about categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum CategoryAsk {
    /// The name of a new one.
    NewName {
        /// The category it will be in.
        parent: Option<i64>,
    },
    /// The description of a new one.
    NewDescription {
        /// The category it will be in.
        parent: Option<i64>,
        /// What it will be called.
        name: String,
    },
    /// Another name.
    Name {
        /// The category.
        category: i64,
        /// Its version when the question was asked.
        version: i64,
    },
    /// Another description.
    Description {
        /// The category.
        category: i64,
        /// Its version when the question was asked.
        version: i64,
    },
    /// Another number in the owner's order.
    Place {
        /// The category.
        category: i64,
        /// Its version when the question was asked.
        version: i64,
    },
}
