//! What the benches share: the limit by pgbench, load over loopback HTTP, debts to ask about, medians and the lines of the table.

pub mod debts;
mod load;
pub mod people;
mod pgbench;
mod report;
mod round_trips;
mod settled;

pub use load::{Load, Measured, Message};
pub use pgbench::Pgbench;
pub use report::{Rounds, line, title};
pub use round_trips::RoundTrips;
pub use settled::settled;
