//! A mandate in the hands of its holder: the right to read the personal data of some people, or of a stretch of the log, with the keys that
//! open it.
//!
//! The file is made by the product (`quietanza privacy mandate grant`) and read by the auditor's tool. It is an [age] file, encrypted to the
//! public key its holder gave; inside is a C2SP signed note: the name of the format on the first line, JSON on the second, and the signatures
//! of the log's own keys, so that its holder can show that it is genuine, and nobody can make one or change one. No head of a log can be read
//! as a mandate, nor the other way round: the second line of a head is a number.
//!
//! What the keys open and what the mandate covers are two things. A key opens everything sealed under it; this program opens what the mandate
//! covers, by this rule: an envelope opens when its event is of the mandate's Ente, its person or stream or index is covered, and the mandate
//! holds its key. A message that also tells of people who are not covered stays sealed. Who writes another program can read more of the same
//! people, never of others: the event that granted the mandate says for ever whose keys it holds.
//!
//! Who was erased stays erased wherever the erasure can be seen: in the database, and in a bundle that reaches it.
//!
//! When it ends: out of a database, nothing is opened unless the database has written down who looks at whose data, and the database refuses
//! that once the mandate's last day is over by its own clock, or the mandate was withdrawn. Without a database there is no clock that could be
//! believed: a bundle is opened when its last event was recorded no later than the mandate's last day. What was carried away can be read until
//! it is destroyed; the granting event stands for every such look.
//!
//! [age]: https://c2sp.org/age

mod cover;
mod error;
mod file;

pub use cover::Opened;
pub use error::MandateError;
pub use file::{Granted, Mandate, Recipient, issue};
