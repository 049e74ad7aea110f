//! What an Ente tells its citizens, outside the two schemas: addresses of the portal that keep the Ente, the feed of its news, and what
//! citizens submitted to its calendar, sealed.

mod address;
mod atom;
mod papers;
mod router;

pub(crate) use address::{entry, feed, on_portal};
pub(crate) use papers::SubmissionPapers;
pub(crate) use router::router;
