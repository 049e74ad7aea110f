//! What proves who a citizen is: passwords and their hashes, secrets handed out once, the second factor, the cookie of a session.
//!
//! Parts only: nothing of it is reached by citizens yet.

pub mod cookie;
mod error;
mod hashing;
mod password;
mod secret;
mod totp;

pub use error::IdentityError;
pub use hashing::{Checked, Hasher};
pub use password::{Password, PasswordError};
pub use secret::{Secret, SecretDigest};
pub use totp::TotpSecret;
