//! Signed tree heads: what the log has promised in public. Whoever kept one can prove later that nothing before it was changed.
//!
//! A head is a C2SP checkpoint (origin, size, root) as a C2SP signed note with Ed25519 signatures. Heads and the public keys that made them are
//! kept for ever; a new key does not make an old head worth less.

mod cosignature;
mod dispatch;
mod error;
mod keep;
mod key;
mod signed;
mod signing;

pub use cosignature::WitnessKey;
pub use dispatch::{Dispatch, Taken, cosignatures};
pub use error::HeadError;
pub use keep::{latest, of_size, register, sizes_after, verifiers};
pub use key::{LogKey, Trusted};
pub use signed::SignedHead;
pub use signing::HeadSigner;
