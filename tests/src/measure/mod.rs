//! What the benches share: the limit by pgbench, load over loopback HTTP, debts to ask about, medians and the lines of the table.

pub mod debts;
mod load;
mod pgbench;
mod report;
mod settled;

pub use load::{Load, Measured};
pub use pgbench::Pgbench;
pub use report::{Rounds, line, title};
pub use settled::settled;
