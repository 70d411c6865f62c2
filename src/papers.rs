//! What the shop puts on paper or into files: the chart of its sales, packing slips, and orders as
//! tables. Values in, bytes out; nothing here reads or sends.

pub mod chart;
mod font;
pub mod orders;
pub mod slip;
