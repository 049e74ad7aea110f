//! The station, called as the pagoPA Node calls it: every published sample, every fault, every hostile message, and the
//! whole way through HTTP into a real database.

mod cast;
mod checks;
mod differential;
mod generated;
mod hostile;
mod material;
mod message;
mod official_schema;
mod receipts;
mod samples;
