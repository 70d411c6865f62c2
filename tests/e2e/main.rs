//! Conversations: the whole bot over HTTP, with people who type and press.
//!
//! Telegram is the emulator; bot, database and network are the real ones. Tests
//! speak the shop's words through [`shop::Shop`] and [`shop::Person`], and wait
//! for what happened, never for time.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../support/database.rs"]
mod database;
#[cfg(feature = "postgres")]
#[path = "../support/postgres.rs"]
#[expect(dead_code, reason = "no conversation is about certificates")]
mod postgres;
#[path = "../support/record.rs"]
mod record;
mod settings;
mod shop;
#[cfg(feature = "postgres")]
#[path = "../support/wire.rs"]
mod wire;

mod about;
mod admin;
mod board;
mod browsing;
mod bulk;
mod cart;
mod categories;
mod checkout;
mod commands;
mod comment;
mod config;
mod crowd;
mod day;
mod delivery;
mod delivery_admin;
mod demo;
mod desk;
mod failure;
mod favourites;
mod forged;
mod history;
mod hostile;
mod inline;
mod kill;
mod language;
mod limits;
mod options;
mod orders;
mod payments;
mod photos;
mod privacy;
mod product_add;
mod product_edit;
mod profile;
mod reach;
mod requests;
mod restart;
mod review;
mod reviews;
mod runner;
mod screen;
mod search;
#[cfg(feature = "postgres")]
mod server;
mod share;
mod staff;
#[cfg(feature = "postgres")]
mod standby;
mod statements;
mod translations;
mod wording;
