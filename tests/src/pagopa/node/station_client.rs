//! The Node as client of one station: one call, one verdict.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::pagopa::fault;
use crate::pagopa::settings::Station;
use crate::pagopa::soap::{Answer, BadMessage, OfficialSchema, Operation, read_answer};

/// How a station can fail to answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Technical {
    /// Not in time.
    #[error("no answer in time")]
    Timeout,
    /// Not reachable, or the connection broke.
    #[error("not reachable: {0}")]
    Unreachable(String),
    /// An answer that cannot be used.
    #[error("unusable answer: {0}")]
    BadAnswer(String),
}

impl Technical {
    /// What the provider is told.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Timeout => fault::TIMEOUT,
            Self::Unreachable(_) => fault::UNREACHABLE,
            Self::BadAnswer(_) => fault::BAD_ANSWER,
        }
    }
}

/// What came of a call.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) elapsed: Duration,
    /// The answer's text, however bad.
    pub(crate) text: Option<String>,
    pub(crate) outcome: Result<Answer, Technical>,
}

/// The way to one station.
#[derive(Debug)]
pub(crate) struct StationClient {
    pub(crate) station: Station,
    /// Where the station is now: it may move.
    url: Mutex<String>,
    http: reqwest::Client,
}

impl StationClient {
    pub(crate) fn new(station: Station) -> anyhow::Result<Self> {
        let mut builder = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        if let Some(identity) = &station.identity {
            let authority = reqwest::Certificate::from_pem(&identity.trusted_authority)?;
            builder = builder.identity(reqwest::Identity::from_pem(&identity.certificate_and_key)?);
            builder = builder.tls_certs_only([authority]);
        }
        let url = Mutex::new(station.url.clone());
        Ok(Self { station, url, http: builder.build()? })
    }

    /// From now on the station is called there.
    pub(crate) fn move_to(&self, url: &str) {
        url.clone_into(&mut self.url.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn url(&self) -> String {
        self.url.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sends a message and judges the answer, with the official schema too when it is given.
    pub(crate) async fn call(
        &self,
        operation: Operation,
        message: String,
        timeout: Duration,
        official: Option<&OfficialSchema>,
    ) -> Reply {
        let begun = Instant::now();
        let request = self
            .http
            .post(self.url())
            .header("Content-Type", "text/xml; charset=utf-8")
            .header("SOAPAction", format!("\"{}\"", operation.soap_action()))
            .timeout(timeout)
            .body(message);
        let received = receive(request).await;
        let elapsed = begun.elapsed();
        match received {
            Err(failure) => Reply { elapsed, text: None, outcome: Err(failure) },
            Ok((problem, bytes)) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let outcome = match problem {
                    Some(problem) => Err(Technical::BadAnswer(problem)),
                    None => judge(operation, &bytes, official).await,
                };
                Reply { elapsed, text: Some(text), outcome }
            }
        }
    }
}

/// The answer's bytes, with what is wrong with its head.
async fn receive(request: reqwest::RequestBuilder) -> Result<(Option<String>, Vec<u8>), Technical> {
    let answer = request.send().await.map_err(failure)?;
    let status = answer.status();
    let media_type = answer.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or("");
    let problem = if status != reqwest::StatusCode::OK {
        Some(format!("HTTP {status}"))
    } else if !media_type.starts_with("text/xml") {
        Some(format!("media type {media_type:?} instead of text/xml"))
    } else {
        None
    };
    let bytes = answer.bytes().await.map_err(failure)?;
    Ok((problem, bytes.to_vec()))
}

fn failure(error: reqwest::Error) -> Technical {
    let causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
    let reason = causes.last().map_or_else(|| error.to_string(), ToString::to_string);
    if error.is_timeout() && !error.is_connect() { Technical::Timeout } else { Technical::Unreachable(reason) }
}

async fn judge(operation: Operation, bytes: &[u8], official: Option<&OfficialSchema>) -> Result<Answer, Technical> {
    let judged = async {
        let text = std::str::from_utf8(bytes)?;
        let answer = read_answer(operation, text)?;
        if let Some(official) = official {
            official.check(text).await.map_err(BadMessage::Official)?;
        }
        Ok::<_, BadMessage>(answer)
    };
    judged.await.map_err(|problem| Technical::BadAnswer(problem.to_string()))
}
