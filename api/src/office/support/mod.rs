//! Requests for help as the staff sees them: the queue, one request with everything that was written, what its author saw; and what is
//! done with it.

mod mutation;
mod query;
mod types;

pub(super) use mutation::SupportMutation;
pub(super) use query::SupportQuery;
