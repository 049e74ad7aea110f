//! The pending list: what can be paid now, and what can be paid soon, by person and by position.
//!
//! A notice stands here from its publication until it is paid, withdrawn, expired, or excluded by another option of its position.

mod fold;
pub mod queries;
mod row;
mod search;
mod sql;
mod together;

pub(crate) use fold::PendingList;
pub use row::{PendingCursor, PendingNotice};
pub use search::PendingFilter;
pub use together::Pages;
