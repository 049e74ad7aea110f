//! What is sealed inside an event: where it stands, by which name it was sealed, and how it opens for whoever has the key.
//!
//! This is the one place that knows the form of an envelope. The vault of the product seals and opens by it, and so does an auditor who was
//! given keys by a mandate.

mod envelope;
mod find;

pub use envelope::{NONCE, SealError, open, place, seal};
pub use find::{Found, find, named};
