//! Positions loaded by the office, thousands at a time: one bad row stops nothing, the same file twice changes nothing, and a run that
//! was cut goes on where it was.
//!
//! ```text
//! file ─► rows ─► gpd ─► read (checks, row by row) ─► batch (numbers, claims, sealing, events) ─► append ─► record
//! ```
//!
//! Formats: the debt positions of pagoPA GPD v1 and v3 (public OpenAPI of `pagopa-debt-position`), as one object, an array, an object
//! `{"paymentPositions": […]}`, or one object a line.

mod append;
mod at;
mod batch;
mod error;
mod existing;
mod gpd;
mod problem;
mod read;
mod record;
mod report;
mod rows;
mod run;
mod source;
#[cfg(test)]
mod tests;

pub use error::ImportError;
pub use problem::{Problem, Refused};
pub use read::read_position;
pub use report::{Counts, Report};
pub use run::{Order, import};
pub use source::Source;
