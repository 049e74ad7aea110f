//! The client of pagoPA Checkout and the return addresses.
