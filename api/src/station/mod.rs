//! The station: the SOAP services by which the pagoPA Node asks what a notice costs, starts a payment, and delivers
//! receipts (`paForNode`, SANP 3.12). Nothing here decides about money: the domain does.
//!
//! ```text
//! HTTP ─► router ─► call (envelope, schema) ─► checks ─► verify · get_payment · send_rt · demand ─► answer
//!                     typed request             who asks     pure: (request, state, settings, now)     XML
//! ```
//!
//! Each operation is a pure function tested without I/O; [`handlers`] load the state, run it and keep what must be kept.
//!
//! - A business refusal is HTTP 200 with outcome KO and a fault code; what is no message of ours is HTTP 400.
//! - An activation never locks a position: only a receipt settles it, so `PAA_PAGAMENTO_IN_CORSO` is never said.
//! - A receipt is kept before it is answered; technical trouble is HTTP 503, so that the Node delivers it again. A
//!   well-formed KO would end the delivery for ever.

pub mod call;
mod call_log;
pub mod checks;
pub mod demand;
pub mod envelope;
pub mod fault;
pub mod get_payment;
pub mod handlers;
mod headers;
pub mod operation;
pub mod reply;
mod router;
pub mod schema;
pub mod send_rt;
pub mod verify;
pub mod xml;

pub use call::{Request, Unreadable, read};
pub use call_log::CallWriter;
pub use fault::{Fault, FaultCode};
pub use handlers::Station;
pub use operation::{Operation, Version};
pub use reply::Reply;
pub use router::{PATH, router};
