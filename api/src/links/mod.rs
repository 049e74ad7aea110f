//! What may be handed out and later believed: texts that only we can have made, each for one purpose and for a limited time; and the
//! documents fetched by such links.

mod document;
mod router;
mod signer;

pub use document::{BadLink, Document, DocumentLink, expiry};
pub use router::router;
pub use signer::{Purpose, Signer};
