//! Who acts when a worker acts, and because of what.

use std::collections::HashMap;

use domain::identifier::EnteCode;
use domain::metadata::{Actor, Assurance};
use projections::todo::Todo;

use crate::product::Product;

/// The metadata of a command that a to-do leads to, on a stream of `ente`.
pub(crate) fn because_of(product: &Product, todo: &Todo, ente: &EnteCode, process: &'static str) -> HashMap<String, String> {
    let cause = format!("{}/{}/{}", todo.kind.stream_kind(), todo.stream_id, todo.version);
    product.metadata(ente, Actor::Process(process), Assurance::Internal, todo.correlation_id, Some(cause)).to_map()
}
