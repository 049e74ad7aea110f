//! Log lines: one JSON object each (or text for people), with the trace id of the request they belong to.

use std::sync::OnceLock;

use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::fmt::writer::BoxMakeWriter;
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

/// Lines that wait for a slow reader; what comes on top is dropped and counted, because a payment must not wait for a log.
const WAITING_LINES: usize = 16_384;

static DROPPED: OnceLock<ErrorCounter> = OnceLock::new();

/// The logs of a process that serves, until [`Logs::finish`].
#[derive(Debug)]
pub struct Logs {
    traces: Traces,
    _writer: WorkerGuard,
}

impl Logs {
    /// Sends what is left. Blocks for a few seconds at most.
    pub fn finish(self) {
        self.traces.finish();
    }
}

/// Sends log lines to the standard error stream, from a thread of its own, and, when the settings say so, traces to a collector; reports
/// where panics happen without what they say. Runs inside a runtime.
///
/// # Errors
/// When the filter cannot be read, traces cannot be sent, or another logger was started before.
pub fn start_logs(telemetry: &Telemetry) -> Result<Logs, LogError> {
    let lines = NonBlockingBuilder::default().lossy(true).buffered_lines_limit(WAITING_LINES).thread_name("log");
    let (lines, writer) = lines.finish(std::io::stderr());
    let dropped = lines.error_counter();
    let traces = install(telemetry, BoxMakeWriter::new(lines))?;
    let _installed_once = DROPPED.set(dropped);
    Ok(Logs { traces, _writer: writer })
}

/// Log lines of a command that ends: written before it goes on, so that none is missed.
///
/// # Errors
/// As [`start_logs`].
pub(crate) fn start_plain_logs(telemetry: &Telemetry) -> Result<(), LogError> {
    install(telemetry, BoxMakeWriter::new(std::io::stderr)).map(|_traces| ())
}

/// Tells the figures how many lines nobody took in time.
pub(super) fn count_dropped() {
    if let Some(dropped) = DROPPED.get() {
        let lines = u64::try_from(dropped.dropped_lines()).unwrap_or(u64::MAX);
        metrics::counter!("log_lines_dropped_total").absolute(lines);
    }
}

fn install(telemetry: &Telemetry, writer: BoxMakeWriter) -> Result<Traces, LogError> {
    let filter = EnvFilter::try_new(&telemetry.filter)?;
    let lines = fmt::layer().with_writer(writer).with_span_events(FmtSpan::NONE);
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
