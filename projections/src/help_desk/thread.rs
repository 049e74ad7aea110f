//! What a timeline can be about.

use domain::identifier::{EnteCode, NoticeNumber, ReceiptId};
use domain::ids::{CartId, CheckoutId, PositionId, SubjectId, SupportRequestId};
use domain::receipt::receipt_stream;
use uuid::Uuid;

/// Namespace of threads that have no UUID of their own; an arbitrary constant that must never change.
const NAMESPACE: Uuid = Uuid::from_u128(0x0b9a_55e1_2f0d_4c35_8a3e_7d11_94c6_3f20);

/// What a timeline is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thread {
    /// A debt position.
    Position(PositionId),
    /// A cart.
    Cart(CartId),
    /// An attempt to pay.
    Checkout(CheckoutId),
    /// A receipt, by the creditor it was addressed to and its id.
    Receipt(EnteCode, ReceiptId),
    /// A person: what they owe, paid and did.
    Person(SubjectId),
    /// A request for help.
    Support(SupportRequestId),
    /// A notice number that the Node asked for and no position of ours has.
    UnknownNotice(NoticeNumber),
    /// The settings and the staff of the creditor institution.
    Ente,
}

impl Thread {
    /// The thread's id within an Ente.
    pub(crate) fn id(&self, ente: &EnteCode) -> Uuid {
        match self {
            Self::Position(id) => id.as_uuid(),
            Self::Cart(id) => id.as_uuid(),
            Self::Checkout(id) => id.as_uuid(),
            Self::Person(id) => id.as_uuid(),
            Self::Support(id) => id.as_uuid(),
            Self::Receipt(addressed_to, id) => Self::receipt_id(&receipt_stream(addressed_to, id)),
            Self::UnknownNotice(nav) => named("notice", nav.as_str()),
            Self::Ente => named("ente", ente.as_str()),
        }
    }

    /// The thread of a receipt by the name of its stream.
    pub(crate) fn receipt_id(stream: &str) -> Uuid {
        named("receipt", stream)
    }
}

fn named(kind: &str, name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{kind}/{name}").as_bytes())
}
