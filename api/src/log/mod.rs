//! The public face of the log: signed heads, tiles and proofs, so that anybody can check that nothing was changed, and nobody learns what was said.
//!
//! Everything here is a hash, a size or a signature. Events stay inside: `/log/tile/entries/` of the tiled layout is never served.

mod answer;
mod proof;
mod router;

pub(crate) use proof::consistency;
pub use router::router;
