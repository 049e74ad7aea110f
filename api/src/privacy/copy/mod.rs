//! A copy of one's own data (GDPR art. 15 and 20), built from events when it is fetched: every event of every stream that concerns the
//! person, what is sealed of them opened by their keys, what is sealed of anybody else left out.

mod collect;
mod lines;
mod link;

pub use collect::{CopiedEvent, PersonalDataCopy, collect};
pub use lines::lines;
pub use link::{Form, Link, issue, take_in_tx};
