//! The commands of every aggregate, each remembered once in a process.

use domain::cart::Cart;
use domain::checkout::Checkout;
use domain::debt_position::DebtPosition;
use domain::ente::Ente;
use domain::node_call::NodeCall;
use domain::receipt::Receipt;
use domain::service::Service;
use replay::command::Commands as Of;
use replay::store::WriteSide;

/// What can be commanded in one cell. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Commands {
    /// Creditor institutions; stream: the 11-digit code.
    pub enti: Of<Ente>,
    /// Debt positions; stream: [`PositionId`](domain::ids::PositionId).
    pub positions: Of<DebtPosition>,
    /// Carts; stream: [`CartId`](domain::ids::CartId).
    pub carts: Of<Cart>,
    /// Checkouts; stream: [`CheckoutId`](domain::ids::CheckoutId).
    pub checkouts: Of<Checkout>,
    /// Receipts; stream: [`receipt_stream`](domain::receipt::receipt_stream).
    pub receipts: Of<Receipt>,
    /// Calls of the Node that changed nothing; stream: [`NodeCallId`](domain::ids::NodeCallId).
    pub node_calls: Of<NodeCall>,
    /// Services; stream: [`service_stream`](domain::service::service_stream).
    pub services: Of<Service>,
}

impl Commands {
    /// All commands over one write side.
    #[must_use]
    pub fn new(write_side: &WriteSide) -> Self {
        Self {
            enti: Of::new(write_side),
            positions: Of::new(write_side),
            carts: Of::new(write_side),
            checkouts: Of::new(write_side),
            receipts: Of::new(write_side),
            node_calls: Of::new(write_side),
            services: Of::new(write_side),
        }
    }
}
