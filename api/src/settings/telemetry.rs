//! Logs and traces.

use serde::Deserialize;
use url::Url;

use super::Refusal;

/// Section `telemetry`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Telemetry {
    /// Form of the log lines.
    pub log: LogFormat,
    /// What is logged, in the directives of `tracing` (`info`, `warn,api=debug`).
    pub filter: String,
    /// Where traces go (OTLP over HTTP, such as `http://localhost:4318/v1/traces`); nowhere when absent.
    pub otlp_endpoint: Option<Url>,
}

/// Form of the log lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One JSON object a line, for machines.
    #[default]
    Json,
    /// For people.
    Text,
}

impl Default for Telemetry {
    fn default() -> Self {
        Self { log: LogFormat::default(), filter: "info".to_owned(), otlp_endpoint: None }
    }
}

impl Telemetry {
    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        if tracing_subscriber::EnvFilter::try_new(&self.filter).is_err() {
            refusals.push(Refusal::new("telemetry.filter", "is not a list of tracing directives"));
        }
        if self.otlp_endpoint.as_ref().is_some_and(|url| !matches!(url.scheme(), "http" | "https")) {
            refusals.push(Refusal::new("telemetry.otlp_endpoint", "must be an http or https address"));
        }
    }
}
