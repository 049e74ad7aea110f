//! What the product says about itself while it runs: log lines and figures, never a person.

mod logs;
mod metrics;
mod traces;

pub(crate) use logs::start_plain_logs;
pub use logs::{LogError, Logs, start_logs};
pub use metrics::Metrics;
pub(crate) use traces::join;
pub use traces::{TraceError, Traces};
