//! A citizen's own account: registering, proving who one is, and everything that can be changed about it.
//!
//! What strangers may ask ([`registration`], [`link`], [`login`]) answers the same whether or not there is such an account. What needs a
//! session acts on the session's own account only: there is no argument that could name another one.

mod begun;
pub mod consent;
pub mod erasure;
pub mod factor;
pub mod fields;
pub mod form;
pub mod link;
pub mod login;
pub mod own;
pub mod password;
pub mod personal_data;
pub mod profile;
pub mod registration;
pub mod session;

pub use consent::ConsentMutation;
pub use erasure::ErasureMutation;
pub use factor::FactorMutation;
pub use form::{FieldName, FormQuery};
pub use link::LinkMutation;
pub use login::LoginMutation;
pub use own::{AccountDone, AccountDoneResult};
pub use password::PasswordMutation;
pub use personal_data::PersonalDataMutation;
pub use profile::{ProfileMutation, ProfileQuery};
pub use registration::RegistrationMutation;
pub use session::{SessionMutation, SessionQuery};
