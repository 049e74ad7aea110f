//! Log lines: one JSON object each (or text for people), with the trace id of the request they belong to.

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use super::traces::{TraceError, Traces};
use crate::settings::{LogFormat, Telemetry};

/// Why logging did not start.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The filter is not one.
    #[error("telemetry.filter: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// Traces cannot be sent.
    #[error(transparent)]
    Traces(#[from] TraceError),
    /// Something else logs already.
    #[error("telemetry.log: another logger was started before")]
    Started(#[from] tracing_subscriber::util::TryInitError),
}

/// Sends log lines to the standard error stream and, when the settings say so, traces to a collector; reports where panics happen
/// without what they say. Runs inside a runtime.
///
/// # Errors
/// When the filter cannot be read, traces cannot be sent, or another logger was started before.
pub fn start_logs(telemetry: &Telemetry) -> Result<Traces, LogError> {
    let filter = EnvFilter::try_new(&telemetry.filter)?;
    let lines = fmt::layer().with_writer(std::io::stderr).with_span_events(FmtSpan::NONE);
    let lines = match telemetry.log {
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
        LogFormat::Text => lines.with_ansi(false).boxed(),
    };
    let traces = telemetry.otlp_endpoint.as_ref().map(Traces::to).transpose()?.unwrap_or_default();
    let spans = traces.layer().map(|layer| layer.with_filter(LevelFilter::INFO));
    tracing_subscriber::registry().with(lines.with_filter(filter)).with(spans).try_init()?;
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        metrics::counter!("panics_total").increment(1);
        tracing::error!(place, "panic");
    }));
    Ok(traces)
}
