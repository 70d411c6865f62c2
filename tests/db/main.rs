//! Every use case on a real database, and what the database promises them.
//!
//! Tests speak the shop's words through [`shop::TestShop`]; whatever reaches the
//! database goes through `Db`, so that another engine needs another URL only. With the
//! feature `postgres` that engine is PostgreSQL, except where a test is about files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../support/database.rs"]
mod database;
#[cfg(feature = "postgres")]
#[path = "../support/postgres.rs"]
mod postgres;
#[path = "../support/record.rs"]
mod record;
mod shop;
mod tables;
#[cfg(feature = "postgres")]
#[path = "../support/wire.rs"]
#[expect(dead_code, reason = "whole outages are for whole bots")]
mod wire;

mod about;
mod access;
mod aftercare;
mod board;
mod bulk;
mod cart;
mod catalog;
mod categories;
mod checkout;
mod copy;
mod day;
mod delivery_admin;
mod desk;
mod engine;
mod favourites;
mod habits;
mod inbox;
mod low_stock;
mod options;
mod orders;
mod payments;
mod placing;
mod privacy;
mod products_edit;
mod products_new;
mod profile;
mod races;
mod reach;
mod review;
mod reviews;
mod schema;
mod search;
mod seed;
mod seed_options;
#[cfg(feature = "postgres")]
mod server;
mod settings;
mod setup;
mod showcase;
mod sqlite;
mod staff;
#[cfg(feature = "postgres")]
mod tls;
mod translations;
mod watches;
mod wording;
