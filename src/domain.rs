//! The shop's values and rules, pure: no I/O, no SQL, no Telegram.
//!
//! Everything here is parsed once at the door and trusted afterwards; this
//! module depends on no other module of the program.

pub mod audit;
pub mod board;
pub mod cart;
pub mod catalog;
pub mod checklist;
pub mod closure;
mod coded;
pub mod customer;
pub mod day;
pub mod delivery;
pub mod greeting;
pub mod id;
pub mod language;
pub mod money;
pub mod opening;
pub mod options;
pub mod order;
pub mod page;
pub mod payment;
pub mod phone;
pub mod pin;
pub mod privacy;
pub mod review;
pub mod search;
pub mod setting;
pub mod staff;
pub mod stock;
pub mod text;
pub mod translation;
pub mod typed;
pub mod wording;
