//! Reporting flows (FdR): which payments each provider has credited to each creditor institution, and with which
//! transfer. What was paid is reported by itself, two days later, or at once when a tester asks.

pub(crate) mod api;
mod flow;
mod flows;
mod treasury;
mod xml;

pub use flow::{Flow, FlowRow};
pub use treasury::{Causale, TreasuryLine};

pub(crate) use flows::Flows;
