//! Heads are given to somebody else to keep: a witness (C2SP tlog-witness) and a mailbox, such as certified mail (PEC). Who holds a head that is not
//! ours to take back can prove later that the log was changed; and a witness signs only what continues everything it saw.
//!
//! What is to be sent follows from the heads signed and the heads taken (`log_dispatch`), so nothing is lost by a crash: the worst is that the same
//! head is sent twice, which changes nothing at a witness and has the same `Message-ID` in a mailbox.

mod client;
mod destination;
mod letter;
mod mailbox;
mod outposts;

pub(crate) use client::WitnessClient;
pub use client::WitnessError;
pub(crate) use mailbox::Mailbox;
pub use outposts::OutpostError;
pub(crate) use outposts::Outposts;
