//! The Node: it asks stations on behalf of providers, hands out payment tokens, and sees to it that receipts arrive.

mod activate;
mod checks;
mod delivery;
mod demand;
mod due;
mod outcome;
mod stand_in;
mod station_client;
mod verify;

pub use activate::Activated;
pub use delivery::{Delivery, DeliveryState};

pub(crate) use activate::Activation;
pub(crate) use station_client::StationClient;
