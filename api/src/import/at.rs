//! Where in a row something stands, written out only when it is wrong.

use std::fmt;

/// A place in a row of JSON: `paymentOption[0].transfer[1].iban`.
#[derive(Clone, Copy, Debug)]
pub(super) enum At<'a> {
    /// The row itself.
    Row,
    /// A field of it.
    Field(&'a At<'a>, &'static str),
    /// An item of a list.
    Item(&'a At<'a>, usize),
}

impl<'a> At<'a> {
    pub(super) const fn field(&'a self, name: &'static str) -> At<'a> {
        At::Field(self, name)
    }

    pub(super) const fn item(&'a self, index: usize) -> At<'a> {
        At::Item(self, index)
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row => Ok(()),
            Self::Field(Self::Row, name) => f.write_str(name),
            Self::Field(parent, name) => write!(f, "{parent}.{name}"),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}
