//! Why a document is not executed.

use super::{MAX_ALIASES, MAX_DEPTH, MAX_DIRECTIVES, MAX_FIELDS, MAX_RECURSION, MAX_ROOT_FIELDS};

/// Why a document is not executed. The texts are for developers of clients; they never repeat what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentRefusal {
    /// Brackets within brackets.
    #[error("the document nests brackets deeper than {MAX_RECURSION}")]
    Nesting,
    /// It is no GraphQL.
    #[error("the document is not written in GraphQL")]
    Syntax,
    /// One request, one operation.
    #[error("the document must hold exactly one operation")]
    OneOperation,
    /// The schema has no such kind of operation.
    #[error("the schema has no operation of this kind")]
    NoSuchRoot,
    /// A fragment that holds itself, or is not defined.
    #[error("a fragment is not defined, or holds itself")]
    Fragment,
    /// Too deep.
    #[error("the document is deeper than {MAX_DEPTH} levels")]
    Depth,
    /// Too many fields.
    #[error("the document names more than {MAX_FIELDS} fields")]
    Fields,
    /// Too many aliases.
    #[error("the document holds more than {MAX_ALIASES} aliases")]
    Aliases,
    /// Too many directives on one selection.
    #[error("a selection carries more than {MAX_DIRECTIVES} directives")]
    Directives,
    /// Too many root fields.
    #[error("a query may ask at most {MAX_ROOT_FIELDS} fields of the root")]
    RootFields,
    /// One mutation does one thing.
    #[error("a mutation or subscription must have exactly one root field")]
    OneRootField,
    /// No such field, or one without an access rule.
    #[error("the document names a field the schema does not offer")]
    UnknownField,
}

impl DocumentRefusal {
    /// Stable code of the refusal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nesting => "NESTING",
            Self::Syntax => "SYNTAX",
            Self::OneOperation => "ONE_OPERATION",
            Self::NoSuchRoot => "NO_SUCH_ROOT",
            Self::Fragment => "FRAGMENT",
            Self::Depth => "DEPTH",
            Self::Fields => "FIELDS",
            Self::Aliases => "ALIASES",
            Self::Directives => "DIRECTIVES",
            Self::RootFields => "ROOT_FIELDS",
            Self::OneRootField => "ONE_ROOT_FIELD",
            Self::UnknownField => "UNKNOWN_FIELD",
        }
    }
}
