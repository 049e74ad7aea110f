//! A GraphQL document is judged before anything is executed: how large it may become, and whether everything it names may be read.
//!
//! Bounds follow the fragments, each judged once, so that a small document cannot stand for an endless one.

mod error;
mod judge;
mod nesting;
#[cfg(test)]
mod tests;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, OperationType};

use super::access::{Rule, RuleTable};

pub use error::DocumentRefusal;

/// The deepest a document may be nested.
pub const MAX_DEPTH: usize = 8;
/// The most a document may cost: one per field, times the page size under lists.
pub const MAX_COMPLEXITY: usize = 500;
/// The deepest brackets of any kind, before the text is parsed; also the recursion limit of the executor.
pub const MAX_RECURSION: usize = 16;
/// The most directives on one selection.
pub const MAX_DIRECTIVES: usize = 5;
/// The most fields a query may ask of the root.
pub const MAX_ROOT_FIELDS: usize = 15;
/// The most aliases in a document.
pub const MAX_ALIASES: usize = 15;
/// The most fields a document may name once its fragments are unfolded.
pub const MAX_FIELDS: usize = 500;

/// A document that may be executed, for those whom `rule` admits.
#[derive(Clone, Debug)]
pub struct Judged<R> {
    /// The document, parsed.
    pub document: ExecutableDocument,
    /// Query, mutation or subscription.
    pub kind: OperationType,
    /// The rules of all its fields together.
    pub rule: R,
}

/// Judges a document.
///
/// # Errors
/// The first bound it exceeds, or the field it may not name.
pub fn judge<R: Rule>(text: &str, table: &RuleTable<R>, introspection: bool) -> Result<Judged<R>, DocumentRefusal> {
    nesting::check(text)?;
    let document = parse_query(text).map_err(|_| DocumentRefusal::Syntax)?;
    let (kind, rule) = judge::operation(&document, table, introspection)?;
    Ok(Judged { document, kind, rule })
}
