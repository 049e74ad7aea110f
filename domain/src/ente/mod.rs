//! The creditor institution: who it is towards pagoPA, where money goes, and what it allows.
//!
//! Settings are declarative: the office states the whole, the log keeps every statement that changed something.

mod accounts;
mod command;
mod decide;
mod error;
mod event;
mod retention;
mod settings;
mod state;
mod support;
#[cfg(test)]
mod tests;

pub use accounts::AccountPolicies;
pub use command::EnteCommand;
pub use error::EnteRefusal;
pub use event::EnteEvent;
pub use retention::RetentionPolicies;
pub use settings::{
    CollectionAccount, EnteSettings, NoticeLookup, OnlineChannel, Policies, PostalAccountSettings, SecondaryCreditor, Station,
};
pub use state::Ente;
pub use support::{CaseType, SupportSettings};
