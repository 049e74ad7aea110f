//! Why a checkout may refuse.

use crate::identifier::NoticeNumber;

/// Refusals of the aggregate [`Checkout`](super::Checkout).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckoutRefusal {
    /// There is no such checkout.
    #[error("checkout: does not exist")]
    Absent,
    /// The same idempotency key was used for other notices.
    #[error("idempotencyKey: was used for other notices")]
    StartedDifferently,
    /// Nothing to pay.
    #[error("items: at least one notice is needed")]
    Empty,
    /// A receipt for a notice that is not part of it.
    #[error("nav: {0} is not part of this checkout")]
    UnknownNotice(NoticeNumber),
    /// The deadline is still to come.
    #[error("deadline: has not passed")]
    NotDue,
}
