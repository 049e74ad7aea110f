//! Who works for an Ente and what they may do: accounts made by an administrator's command, never by a form, never by default.
//!
//! What stands here is what an auditor must be able to replay: who was given which roles, when a password was set, when somebody was sent
//! away. Hashes, sessions and failed logins are rows of their own.

mod command;
mod decide;
mod error;
mod event;
mod name;
mod role;
mod state;
#[cfg(test)]
mod tests;

pub use command::StaffCommand;
pub use error::StaffRefusal;
pub use event::StaffEvent;
pub use name::{StaffName, StaffNameError};
pub use role::{Role, Roles, UnknownRole};
pub use state::Staff;
