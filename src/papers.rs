//! What the shop puts on paper or into files: the chart of its sales, packing slips, posters, orders
//! as tables, and what it knows of somebody. Values in, bytes out; nothing here reads or sends.

mod canvas;
pub mod chart;
mod font;
mod markup;
pub mod orders;
pub mod personal;
pub mod poster;
pub mod slip;
