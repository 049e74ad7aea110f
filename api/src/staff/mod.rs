//! Who works for an Ente: accounts made by an administrator's command, what proves who somebody is, and for how long that is believed.
//!
//! Nothing here is reached from outside except logging in; there is no form that makes an account and no account that was always there.

mod error;
mod manage;
mod session;
mod throttle;

pub use error::StaffError;
pub use manage::{Member, add, disable, list, set_password, set_roles};
pub use session::{Login, Session, end, log_in, recognise};
