//! What can have happened to a cart.

use serde::{Deserialize, Serialize};

use super::state::{CartItem, Owner};
use crate::identifier::NoticeNumber;
use crate::ids::{CheckoutId, SubjectId};

/// Events of the aggregate [`Cart`](super::Cart).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CartEvent {
    /// It exists.
    CartOpened {
        /// Whose it is.
        owner: Owner,
    },
    /// A notice was put in.
    NoticeAdded {
        /// The notice.
        item: Box<CartItem>,
    },
    /// A notice was taken out.
    NoticeRemoved {
        /// The notice.
        nav: NoticeNumber,
    },
    /// Everything was taken out.
    CartCleared {},
    /// It belongs to a person now.
    CartClaimed {
        /// The person.
        subject: SubjectId,
    },
    /// A checkout was started with these notices.
    CartCheckedOut {
        /// The checkout.
        checkout: CheckoutId,
        /// The notices as they stood.
        items: Vec<CartItem>,
    },
}
