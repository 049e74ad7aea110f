//! One search over what is to be paid and what was paid ("Cerca"): first what is still open, soonest due first, then the payments, newest
//! first. Each line has one place in that order, and both halves are read by their own index, never sorted.

mod cursor;
mod filter;
mod query;

pub use filter::{DebtState, SearchFilterInput};
pub use query::{SearchInput, SearchLine, SearchList, SearchQuery, SearchResult};
