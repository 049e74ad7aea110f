//! Looking a notice up: the first thing anybody can do here, without any account.
//!
//! Whoever knows tax code and code sees the position, whoever does not learns nothing, not even which of the two was wrong, nor by the
//! time it took. Trying is counted.

mod code;
mod query;

pub use code::{Asked, CodeInput};
pub(super) use query::look_up;
pub use query::{NoticeFound, NoticeQuery, NoticeResult};
