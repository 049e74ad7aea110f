//! The client of pagoPA Checkout and the return addresses.

pub mod reference;

pub use reference::ReturnReferences;
