//! Forgetting people without forgetting facts: requests under data-protection law, what law lets us erase and when, and who looked at whose
//! data.
//!
//! ```text
//! request ─► register (events, due in 30 days) ─► judged (payments, refunds, legal term) ─► SubjectErased ─► key and handles destroyed
//!                                                                                               └─► views stop naming the person
//! ```
//!
//! The event comes first and the key goes after it: whatever happens in between, the erasure is applied again at the next start, also when
//! the keys are restored from an older backup.

mod access_log;
mod again;
pub mod copy;
mod erase;
mod error;
mod judge;
pub mod mandates;
mod people;
mod register;
mod restrict;
mod retention;

pub use access_log::{AccessEntry, Looked, Seen, note as note_access, read as read_access_log};
pub use again::apply_again;
pub(crate) use again::{follow, forget_in_kept};
pub use erase::{account_closed, copies_outside, erase, finish, taken_back};
pub use error::PrivacyError;
pub use judge::{ErasureRefusal, Kept, judge, kept};
pub use people::{Named, erase_people, people};
pub use register::{Answered, Registered, Wanted, close, find, list, open};
pub use restrict::{Leave, Use, lift, may_use, restrict};
pub(crate) use retention::keep as keep_terms;
pub use retention::{Purged, purge};
