//! Reading `paForNode.xsd`: elements in the order of the schema, values of its types, and for every violation the name
//! of the element concerned. No validator is linked in: what is accepted is exactly what is understood.

mod address;
mod date;
mod metadata;
mod sequence;
mod subject;
pub mod value;
mod violation;

pub use address::{Addressing, QrCode};
pub use date::{date, date_time};
pub use metadata::Metadata;
pub use sequence::Sequence;
pub use subject::Subject;
pub use violation::Violation;
