//! How the doors are kept: every listener of the product is served by one loop that no slow, silent or greedy client can hold.
//!
//! [`serve`] accepts connections (optionally over TLS with pinned clients), [`layers`] gives each request a trace, a time limit, a log
//! line without personal data and safe headers, [`operations`] tells monitoring how the product is.

mod client;
mod connection;
mod headers;
pub mod layers;
pub mod operations;
pub mod serve;
#[cfg(test)]
mod tests;
mod tls;
pub mod trace;

pub use client::{ClientAddress, ClientNetwork};
pub(crate) use tls::choose_cryptography;
pub use tls::{PeerCertificate, Pinned};
