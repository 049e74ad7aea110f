//! `paSendRT`, versions 1 and 2: a receipt is delivered. It is read whole, checked for contradictions, and kept before
//! it is answered. Whose notice it settles is found out afterwards: money that arrived is never refused for that.

mod answer;
mod digest;
mod facts;
mod kept_text;
mod message;
mod request;
mod transfer;

pub use answer::{accepted, answer};
pub use facts::{Parties, facts, parties};
pub use message::ReceiptMessage;
pub use request::SendRtRequest;
pub use transfer::{MessageTransfer, TransferTo};
