//! The register of requests people make under data-protection law: what was asked, by when it must be answered, and how it ended.
//!
//! GDPR art. 12 (3): without undue delay, within one month at the latest; we count 30 days. The register names people by their random
//! numbers only, so that it may be kept when they are forgotten.

mod command;
mod decide;
mod error;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use command::PrivacyRequestCommand;
pub use error::PrivacyRequestRefusal;
pub use event::{AskedBy, Opening, Outcome, PrivacyRequestEvent, RequestKind};
pub use state::PrivacyRequest;

/// Days within which a request is answered (GDPR art. 12 (3): one month).
pub const ANSWER_DAYS: u64 = 30;
