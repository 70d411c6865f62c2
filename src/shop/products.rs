//! Products for staff: found, changed, deleted, restored, and every change taken back for a while.

pub mod changes;
pub mod edit;
pub mod options;
pub mod shelf;
pub mod undo;
