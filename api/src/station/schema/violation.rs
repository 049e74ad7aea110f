//! How a request differs from the schema, in words for whoever operates the other side.

/// A difference from the schema; never repeats a value, which may be personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// A mandatory element is absent or out of order.
    #[error("{parent}: manca l'elemento {element} o non è nell'ordine dello schema")]
    Missing {
        /// The parent.
        parent: &'static str,
        /// The element.
        element: &'static str,
    },
    /// An element the schema does not have at this place.
    #[error("{parent}: elemento {found} non previsto in questa posizione")]
    Unexpected {
        /// The parent.
        parent: &'static str,
        /// The first characters of its name.
        found: String,
    },
    /// More of an element than the schema allows.
    #[error("{element}: più di {most} elementi")]
    TooMany {
        /// The element.
        element: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// A value that is not of its type.
    #[error("{element}: {reason}")]
    Value {
        /// The element.
        element: &'static str,
        /// What its type demands.
        reason: &'static str,
    },
    /// Only the root of the body stands in the namespace of the schema.
    #[error("{element}: gli elementi interni non appartengono a un namespace")]
    Qualified {
        /// The element.
        element: &'static str,
    },
    /// The schema has no attributes.
    #[error("{element}: attributo non previsto")]
    Attribute {
        /// The element.
        element: &'static str,
    },
    /// Text between elements.
    #[error("{element}: testo fra gli elementi")]
    MixedText {
        /// The element.
        element: &'static str,
    },
    /// Elements where a value should stand.
    #[error("{element}: contiene elementi invece di un valore")]
    NotAValue {
        /// The element.
        element: &'static str,
    },
}
