//! Mandates: the written, limited right of an auditor, a court or an inspector to read personal data with a tool of their own.
//!
//! ```text
//! act ─► grant (event: whose keys, to whom, why, until when) ─► file, encrypted to its holder ─► replay --mandate
//!                                                                      └─► every look into the database: a line in the access log
//! ```
//!
//! What left the house is known for ever: when a key is erased, the register names the mandates that still hold it.

mod grant;
mod register;

pub use grant::{Handed, Wish, grant};
pub use register::{Mandated, confirm_destroyed, find, list, to_destroy, withdraw};
