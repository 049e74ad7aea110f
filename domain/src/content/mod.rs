//! What an Ente tells its citizens on the portal: plain text in the portal's languages, and addresses that lead where they say.
//!
//! No markup is ever taken: whoever shows these texts shows them as they are.

mod address;
#[cfg(test)]
mod tests;
mod text;
mod translated;

pub use address::{WebAddress, WebAddressError};
pub use text::{Line, Passage, PlainTextError};
pub use translated::Translated;
