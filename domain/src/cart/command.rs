//! What may be asked of a cart.

use super::state::{CartItem, Owner};
use crate::debt_position::NotPayable;
use crate::identifier::NoticeNumber;
use crate::ids::{CheckoutId, SubjectId};

/// Commands of the aggregate [`Cart`](super::Cart). What is payable is read by the caller and judged here.
#[derive(Clone, Debug)]
pub enum CartCommand {
    /// Open it.
    Open {
        /// For whom.
        owner: Owner,
    },
    /// Put a notice in.
    Add {
        /// The notice as it stands now, or why it cannot be paid.
        item: Result<Box<CartItem>, NotPayable>,
    },
    /// Take a notice out.
    Remove {
        /// The notice.
        nav: NoticeNumber,
    },
    /// Take everything out.
    Clear,
    /// The anonymous cart now belongs to the person who logged in.
    Claim {
        /// The person.
        subject: SubjectId,
    },
    /// Pay everything in one operation.
    CheckOut {
        /// The checkout to be started.
        checkout: CheckoutId,
        /// Each notice of the cart as it stands now.
        current: Vec<(NoticeNumber, Result<Box<CartItem>, NotPayable>)>,
    },
}
