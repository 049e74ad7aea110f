//! Traces to a collector (OTLP over HTTP), when the settings name one: the spans of a request under the trace id its caller knows.
//!
//! The exporter speaks through the one HTTP client the product has, so that no second TLS stack comes along.

use async_trait::async_trait;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState, TracerProvider};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::Handle;
use tracing::{Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::Layer;
use tracing_subscriber::registry::LookupSpan;
use url::Url;

use crate::http::trace::TraceContext;

const SERVICE: &str = "quietanza";

/// Traces on their way to the collector; sent off to the last one by [`Traces::finish`].
#[derive(Debug, Default)]
pub struct Traces(Option<SdkTracerProvider>);

/// Why no traces can be sent.
#[derive(Debug, thiserror::Error)]
pub enum TraceError {
    /// The address or the exporter.
    #[error("telemetry.otlp_endpoint: {0}")]
    Exporter(#[from] ExporterBuildError),
    /// The HTTP client.
    #[error("telemetry.otlp_endpoint: the HTTP client cannot be built")]
    Http(#[from] reqwest::Error),
}

impl Traces {
    /// Starts sending to `endpoint`, on the current runtime.
    pub(super) fn to(endpoint: &Url) -> Result<Self, TraceError> {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
        let client = Client { http, runtime: Handle::current() };
        let exporter = SpanExporter::builder().with_http().with_http_client(client).with_endpoint(endpoint.as_str()).build()?;
        let resource = Resource::builder().with_service_name(SERVICE).build();
        Ok(Self(Some(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build())))
    }

    /// What turns spans into traces; none when nothing is sent.
    pub(super) fn layer<S>(&self) -> Option<impl Layer<S>>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let provider = self.0.as_ref()?;
        Some(tracing_opentelemetry::layer().with_tracer(provider.tracer(SERVICE)))
    }

    /// Sends what is left. Blocks for a few seconds at most.
    pub fn finish(self) {
        if let Some(provider) = self.0
            && let Err(error) = provider.shutdown()
        {
            tracing::warn!(error = &error as &dyn std::error::Error, "the last traces could not be sent");
        }
    }
}

/// Makes a span part of the trace its request belongs to.
pub(crate) fn join(span: &Span, trace: &TraceContext) {
    let (trace_id, span_id) = (TraceId::from_bytes(trace.trace_bytes()), SpanId::from_bytes(trace.span_bytes()));
    let flags = if trace.is_sampled() { TraceFlags::SAMPLED } else { TraceFlags::NOT_SAMPLED };
    let caller = SpanContext::new(trace_id, span_id, flags, true, TraceState::default());
    // Without a collector there is nothing to join.
    let _ = span.set_parent(opentelemetry::Context::new().with_remote_span_context(caller));
}

/// The product's HTTP client for an exporter that lives on a thread of its own, outside the runtime.
#[derive(Debug)]
struct Client {
    http: reqwest::Client,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Client {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (http, request) = (self.http.clone(), request.try_into()?);
        let sent = self.runtime.spawn(async move {
            let answer = http.execute(request).await?;
            let status = answer.status();
            Ok::<_, reqwest::Error>((status, answer.bytes().await?))
        });
        let (status, body) = sent.await??;
        Ok(Response::builder().status(status).body(body)?)
    }
}
