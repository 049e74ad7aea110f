//! Why a cart may refuse.

use super::MAX_NOTICES;
use crate::debt_position::NotPayable;
use crate::identifier::NoticeNumber;

/// Refusals of the aggregate [`Cart`](super::Cart).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CartRefusal {
    /// There is no such cart.
    #[error("cart: does not exist")]
    Absent,
    /// Checkout takes no more.
    #[error("cart: holds {MAX_NOTICES} notices, the most that can be paid together")]
    Full,
    /// Another way of paying the same debt is in the cart.
    #[error("nav: {0} of the same debt is in the cart already")]
    AlternativeInCart(NoticeNumber),
    /// The notice cannot be paid now.
    #[error("nav: {0}")]
    NotPayable(NotPayable),
    /// A notice in the cart can no longer be paid.
    #[error("nav: {nav} can no longer be paid: {why}")]
    ItemNotPayable {
        /// The notice.
        nav: NoticeNumber,
        /// Why.
        why: NotPayable,
    },
    /// Nothing to pay.
    #[error("cart: is empty")]
    Empty,
    /// It belongs to somebody else.
    #[error("cart: belongs to another person")]
    NotYours,
}
