//! pagoPA's central archive of notices (ACA): what it holds can be paid while we are down, so it must hold what we would answer.
//!
//! One call for everything (`POST /paCreatePosition`): it creates, updates, and with amount 0 closes a notice. The call describes one
//! transfer to one account: notices shared among creditors, and revenue stamps, cannot be told to it and are kept closed, because
//! paying them in our absence would move the money wrongly. The validity date cannot be told either; a notice is registered as soon
//! as it is offered (SANP 3.12, ACA; `paCreatePosition.json`).

mod client;
mod entry;
#[cfg(test)]
mod tests;

pub use client::{ArchiveClient, ArchiveError, ClientError};
pub use entry::ArchiveEntry;
