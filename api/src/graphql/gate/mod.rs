//! The way in: what is no strict GraphQL request of a client of ours never reaches the executor.

mod answer;
mod body;
mod headers;

pub(crate) use answer::{Answered, Refused, broken_error, executed, faults, refusal_error, refused, written};
pub(crate) use body::{Asked, MAX_BODY, read};
pub(crate) use headers::{Origins, check_headers};
