//! A citizen's account: who somebody says they are, how they are reached, and what the portal may therefore do for them.
//!
//! What stands here is what an auditor must be able to replay: consent with its text, changes of contacts and password, the office's
//! verification, the end. Attempts to log in, sessions, throttles and password hashes are no events: anybody can cause them in any number,
//! and some of them have to be deleted; they are rows of their own.
//!
//! A tax code typed at registration is a claim. Several accounts may claim one; none of them is shown anything for it until the office or
//! an electronic identity confirms it.

mod command;
mod decide;
mod error;
mod event;
mod profile;
mod state;
#[cfg(test)]
mod tests;
mod user_name;

pub use command::AccountCommand;
pub use error::AccountRefusal;
pub use event::{
    AccountEvent, AccountMail, Consent, DeclineReason, Eligibility, MailKind, MailLanguage, PasswordSetBy, Registration,
};
pub use profile::{Contacts, Holder, ProfileText};
pub use state::{Account, Standing};
pub use user_name::{UserName, UserNameError};

/// Days after which an account that was never activated is erased.
pub const UNACTIVATED_DAYS: i64 = 7;
/// Days in which a revocation of the consent can be undone; then the profile is erased.
pub const GRACE_DAYS: i64 = 14;
