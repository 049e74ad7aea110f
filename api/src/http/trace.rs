//! W3C trace context: the thread that ties a request to its log lines, its events and the calls it makes.
//!
//! Source: W3C Recommendation "Trace Context", `traceparent` version 00.

use std::fmt;
use std::future::Future;
use std::str::FromStr;

use crate::clock::random_bytes;

/// The header, in and out.
pub const HEADER: &str = "traceparent";

tokio::task_local! {
    static CURRENT: TraceContext;
}

/// A trace and our span in it; its text is the value of the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceContext {
    trace_id: [u8; 16],
    span_id: [u8; 8],
    sampled: bool,
}

/// A header value that is no trace context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a trace context of version 00")]
pub struct NoTraceContext;

impl TraceContext {
    /// A new trace.
    #[must_use]
    pub fn begin() -> Self {
        Self { trace_id: random_bytes(), span_id: random_bytes(), sampled: true }
    }

    /// Our span in the caller's trace; a new trace when the caller names none.
    #[must_use]
    pub fn enter(header: Option<&str>) -> Self {
        match header.and_then(|text| text.parse().ok()) {
            Some(Self { trace_id, sampled, .. }) => Self { trace_id, span_id: random_bytes(), sampled },
            None => Self::begin(),
        }
    }

    /// The trace id, 32 hexadecimal digits: what a citizen may read to the help desk.
    #[must_use]
    pub fn trace_id(&self) -> String {
        hex::encode(self.trace_id)
    }

    pub(crate) const fn trace_bytes(&self) -> [u8; 16] {
        self.trace_id
    }

    pub(crate) const fn span_bytes(&self) -> [u8; 8] {
        self.span_id
    }

    pub(crate) const fn is_sampled(&self) -> bool {
        self.sampled
    }

    /// Runs `work` inside this trace: [`current`] answers it there, not in tasks spawned from it.
    pub async fn scope<F: Future>(self, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }
}

/// The trace of the request being served by this task, if any.
#[must_use]
pub fn current() -> Option<TraceContext> {
    CURRENT.try_with(|trace| *trace).ok()
}

impl fmt::Display for TraceContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{}-{}-{:02x}", hex::encode(self.trace_id), hex::encode(self.span_id), u8::from(self.sampled))
    }
}

impl FromStr for TraceContext {
    type Err = NoTraceContext;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.trim().split('-');
        let mut next = || parts.next().ok_or(NoTraceContext);
        let (version, trace, span, flags) = (next()?, next()?, next()?, next()?);
        if version != "00" || parts.next().is_some() {
            return Err(NoTraceContext);
        }
        let mut context = Self { trace_id: [0; 16], span_id: [0; 8], sampled: false };
        let mut bits = [0; 1];
        hex::decode_to_slice(trace, &mut context.trace_id).map_err(|_| NoTraceContext)?;
        hex::decode_to_slice(span, &mut context.span_id).map_err(|_| NoTraceContext)?;
        hex::decode_to_slice(flags, &mut bits).map_err(|_| NoTraceContext)?;
        if context.trace_id == [0; 16] || context.span_id == [0; 8] {
            return Err(NoTraceContext);
        }
        context.sampled = bits[0] & 1 == 1;
        Ok(context)
    }
}
