//! Services for which citizens make positions themselves: stated by the office, drafted and confirmed by citizens.

mod apply;
mod confirm;
pub(crate) mod draft;
mod error;
pub(crate) mod made;
mod rules;
mod statement;

pub use apply::{Applied, apply, check_all};
pub use confirm::{Confirmed, confirm};
pub use draft::{Claim, Confirming, Draft, DraftContent, DraftStore, LIFE};
pub use error::{ConfirmError, ServiceError};
pub use made::made_by;
pub use rules::check;
pub use statement::ServiceStatement;
