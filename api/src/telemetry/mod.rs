//! What the product says about itself while it runs: log lines and figures, never a person.

mod logs;
mod metrics;
mod traces;

pub use logs::{LogError, start_logs};
pub use metrics::Metrics;
pub(crate) use traces::join;
pub use traces::{TraceError, Traces};
