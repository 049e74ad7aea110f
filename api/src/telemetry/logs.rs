//! Log lines: one JSON object each (or text for people), with the trace id of the request they belong to.

use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use crate::settings::{LogFormat, Telemetry};

/// Why logging did not start.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The filter is not one.
    #[error("telemetry.filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Something else logs already.
    #[error("telemetry.log: another logger was started before")]
    Started(#[from] tracing_subscriber::util::TryInitError),
}

/// Sends log lines to the standard error stream, and reports where panics happen without what they say.
///
/// # Errors
/// When the filter cannot be read or another logger was started before.
pub fn start_logs(telemetry: &Telemetry) -> Result<(), LogError> {
    let filter = EnvFilter::try_new(&telemetry.filter)?;
    let lines = fmt::layer().with_writer(std::io::stderr).with_span_events(FmtSpan::NONE);
    let lines = match telemetry.log {
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
        LogFormat::Text => lines.with_ansi(false).boxed(),
    };
    tracing_subscriber::registry().with(lines.with_filter(filter)).try_init()?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        metrics::counter!("panics_total").increment(1);
        tracing::error!(place, "panic");
    }));
    Ok(())
}
