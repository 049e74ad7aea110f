//! The to-do list: everything that still has to be done outside, and nothing else has side effects.
//!
//! To-dos come and go with events only. A worker claims one for a while, does the work with the to-do's id as idempotency key, and records the
//! result as a command; the event of that command closes it. Giving up is an explicit, reasoned act: a failing to-do waits longer and longer,
//! or is parked for an operator.

mod backoff;
mod fold;
pub mod queries;
mod row;
mod sql;
pub(crate) mod work;

pub use backoff::retry_after;
pub(crate) use fold::Todos;
pub use row::{Todo, TodoKind};
pub use work::{Claimed, Generation, claim, next_due, park, postpone, resume};
