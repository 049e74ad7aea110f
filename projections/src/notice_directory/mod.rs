//! The notice directory: from the number a citizen or a PSP holds to the position behind it, and whether it may be paid.
//!
//! One row per notice of every position, also of drafts, withdrawn and paid ones.

mod fold;
pub mod queries;
mod row;
mod sql;

pub(crate) use fold::{NoticeDirectory, care_for_payability, payable_until};
pub use row::Notice;
pub(crate) use row::in_time;
