//! The numbered bills of each person: what they amount to, what was paid, and so what is left.

mod fold;
pub mod queries;
mod row;
mod sql;

pub(crate) use fold::Bills;
pub use row::{BillCursor, BillRow};
