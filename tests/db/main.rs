//! Every use case on a real database file, and what the database promises them.
//!
//! Tests speak the shop's words through [`shop::TestShop`]; whatever reaches the
//! database goes through `Db`, so that another engine needs another URL only.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod shop;

mod access;
mod cart;
mod catalog;
mod checkout;
mod engine;
mod inbox;
mod orders;
mod placing;
mod profile;
mod races;
mod schema;
mod seed;
mod setup;
