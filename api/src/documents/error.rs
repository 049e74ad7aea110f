//! Why a document was not drawn: each refused field with its limit, never half a page.

use std::fmt;

use thiserror::Error;

/// A document could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DocumentError {
    /// The data break one or more limits of the document; all of them are listed.
    #[error("document refused: {}", list(.0))]
    Refused(Vec<Refusal>),
    /// The logo cannot be printed.
    #[error("logo refused: {0}")]
    Logo(String),
    /// The file could not be put together; a defect of ours, not of the data.
    #[error("the PDF could not be written: {0}")]
    Writing(String),
}

/// One refused field and the rule it breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The field, by its path in the document (`recipient.name`, `instalments[3].amount`).
    pub field: String,
    /// The rule, with its limit.
    pub rule: Rule,
}

/// What a field must satisfy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Must hold something to print.
    Required,
    /// At most so many characters.
    AtMost {
        /// The limit in characters.
        limit: usize,
        /// How many came.
        found: usize,
    },
    /// Must have this form.
    Form(&'static str),
    /// An amount between one cent and this many cents.
    Amount {
        /// The largest amount in cents.
        limit: i64,
    },
    /// A number of entries in this range.
    Count {
        /// The least.
        least: usize,
        /// The most.
        most: usize,
    },
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => formatter.write_str("must not be empty"),
            Self::AtMost { limit, found } => {
                write!(formatter, "at most {limit} characters, {found} given")
            }
            Self::Form(form) => write!(formatter, "must be {form}"),
            Self::Amount { limit } => write!(formatter, "must be 1 to {limit} cents"),
            Self::Count { least, most } => write!(formatter, "must be {least} to {most} entries"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.field, self.rule)
    }
}

fn list(refusals: &[Refusal]) -> String {
    let lines: Vec<String> = refusals.iter().map(Refusal::to_string).collect();
    lines.join("; ")
}
