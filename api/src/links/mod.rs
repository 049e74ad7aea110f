//! What may be handed out and later believed: texts that only we can have made, each for one purpose and for a limited time.

mod signer;

pub use signer::{Purpose, Signer};
