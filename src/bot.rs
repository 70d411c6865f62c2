//! Telegram: takes updates, asks the shop, shows what it says.
//!
//! An update is read ([`incoming`]), routed ([`route`]) to a handler that makes
//! one call to the shop, and shown ([`screen`]). Handlers decode, call and show;
//! what a screen looks like is its `view`'s business, a pure function.

pub mod about;
pub mod admin;
pub mod api;
pub mod board;
pub mod button;
pub mod cart;
pub mod catalog;
pub mod chats;
pub mod checkout;
pub mod clock;
pub mod command;
pub mod context;
mod expiry;
pub mod favourites;
pub mod front;
pub mod importer;
pub mod incoming;
pub mod indexer;
pub mod inline;
pub mod language;
pub mod live;
pub mod menu;
pub mod notices;
pub mod orders;
pub mod outbox;
pub mod photos;
pub mod pictures;
pub mod privacy;
pub mod profile;
pub mod reach;
pub mod reviews;
pub mod route;
pub mod runner;
pub mod screen;
pub mod search;
pub mod show;
pub mod state;

#[cfg(test)]
mod view_tests;
