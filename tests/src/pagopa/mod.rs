//! A pagoPA platform to try a creditor institution against: as strict as the real one, and as unreliable as a tester
//! wants it to be.
//!
//! It shares no code with the product, value types included: it judges the product, so it must not inherit its errors.
//!
//! | who | where |
//! | --- | --- |
//! | the Node, asking our station and delivering receipts | `node`, messages in [`soap`] |
//! | Checkout: carts and the payment page | `checkout`, `web` |
//! | a provider's counter | `counter` |
//! | the archive of notices (ACA) | `archive` |
//! | reporting flows (FdR) and the treasurer's journal | `fdr` |
//! | recovery of receipts, categories | `recovery`, `taxonomy` |
//! | what happened | `journal` |
//!
//! A test holds a [`Simulator`] and writes the story with it; a person does the same at the simulator's own address;
//! a program under `/control`. Time is the machine's or stands still, and moves on demand.

mod agenda;
mod amount;
mod archive;
mod calendar;
mod checkout;
mod clock;
mod counter;
mod fault;
mod fdr;
mod journal;
mod node;
mod notice;
mod payment_data;
mod rate;
mod receipt;
mod recovery;
mod service;
mod settings;
mod settlement;
mod simulator;
pub mod soap;
mod stamp;
mod taxonomy;
#[cfg(test)]
mod tests;
mod web;
mod world;

pub use amount::Cents;
pub use archive::Position;
pub use calendar::{next_banking_day, payment_day};
pub use checkout::{Cart, CartError, CartNotice, CartOutcome, CartState, FaultGroup, ReturnUrls, Script, Shown, group_of};
pub use clock::SimClock;
pub use counter::{CounterPayment, CounterReceipt};
pub use fault::NodeFault;
pub use fdr::{Causale, Flow, FlowRow, TreasuryLine};
pub use journal::{Entry, Event};
pub use node::{Activated, Delivery, DeliveryState};
pub use notice::{NoticeId, NoticePayment, PaymentState};
pub use payment_data::{Destination, PaymentData, Subject, Transfer, is_postal};
pub use receipt::Receipt;
pub use service::Service;
pub use settings::{ClientIdentity, Creditor, Psp, Served, SimulatorSettings, Station, Version};
pub use settlement::{PspOutcome, ReceiptTiming, ReportCode, Settlement};
pub use simulator::Simulator;
