//! What the shop puts on paper or into files: the chart of its sales, packing slips, posters, and
//! orders as tables. Values in, bytes out; nothing here reads or sends.

mod canvas;
pub mod chart;
mod font;
mod markup;
pub mod orders;
pub mod poster;
pub mod slip;
