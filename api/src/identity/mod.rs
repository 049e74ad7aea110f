//! What proves who a citizen is: passwords and their hashes, secrets handed out once, the second factor, sessions and their cookie.

pub mod cookie;
mod error;
mod hashing;
mod password;
mod secret;
pub(crate) mod session;
pub mod throttle;
pub mod token;
mod totp;

pub use error::IdentityError;
pub use hashing::{Checked, Hasher};
pub use password::{Password, PasswordError};
pub use secret::{Secret, SecretDigest};
pub use session::{Holder, ProvedBy, Session, Sessions, end_all_in_tx};
pub use token::{TokenHolder, TokenPurpose};
pub use totp::TotpSecret;
