pub mod db;
pub mod domain;
pub mod shop;
pub mod store;
