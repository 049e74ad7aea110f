//! The one call we make to the archive.

use std::time::Duration;

use domain::text::Text140;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Response, StatusCode, redirect};
use serde::Deserialize;
use url::Url;

use super::entry::ArchiveEntry;
use crate::settings::Archive;

const SUBSCRIPTION_KEY: HeaderName = HeaderName::from_static("ocp-apim-subscription-key");
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(3);
/// How much of a refusal is read, in bytes.
const PROBLEM_BYTES: usize = 16 * 1024;

/// Why the client cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The subscription key cannot stand in a header.
    #[error("archive.key_file: the key holds characters that no header can carry")]
    Key,
    /// The address cannot be extended by `/paCreatePosition`.
    #[error("archive.base_url: is no address to which /paCreatePosition can be added")]
    Address,
    /// TLS or the runtime is not as it should be.
    #[error("archive: the HTTP client cannot be built")]
    Http(#[from] reqwest::Error),
}

/// Why the archive does not hold what we told it. The texts carry no personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// Try again: no answer, trouble of the platform, a key not (yet) right, too many calls.
    #[error("the archive did not take it yet: {0}")]
    Later(String),
    /// This entry will be refused again: somebody has to look at it.
    #[error("the archive refuses it: {0}")]
    Refused(String),
}

/// Calls the archive. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct ArchiveClient {
    http: Client,
    create_position: Url,
}

impl ArchiveClient {
    /// A client as the settings say. The process must have installed its TLS provider.
    ///
    /// # Errors
    /// The setting that cannot be used.
    pub fn new(settings: &Archive) -> Result<Self, ClientError> {
        let mut key = HeaderValue::from_str(settings.key_file.expose()).map_err(|_| ClientError::Key)?;
        key.set_sensitive(true);
        let http = Client::builder()
            .default_headers(HeaderMap::from_iter([(SUBSCRIPTION_KEY, key)]))
            .user_agent(concat!("quietanza/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .https_only(settings.base_url.scheme() == "https")
            .connect_timeout(CONNECT)
            .timeout(Duration::from_secs(settings.timeout_seconds.into()))
            .build()?;
        let mut create_position = settings.base_url.clone();
        create_position.path_segments_mut().map_err(|()| ClientError::Address)?.pop_if_empty().push("paCreatePosition");
        Ok(Self { http, create_position })
    }

    /// Makes the archive hold this entry; telling it twice is harmless.
    ///
    /// # Errors
    /// [`ArchiveError`].
    pub async fn upsert(&self, entry: &ArchiveEntry) -> Result<(), ArchiveError> {
        let response = self.http.post(self.create_position.clone()).json(entry).send().await;
        let response = response.map_err(|error| ArchiveError::Later(no_answer(&error).to_owned()))?;
        let outcome = understand(entry, response).await;
        let key = match &outcome {
            Ok(()) => "accepted",
            Err(ArchiveError::Later(_)) => "later",
            Err(ArchiveError::Refused(_)) => "refused",
        };
        metrics::counter!("archive_entries_total", "outcome" => key).increment(1);
        outcome
    }
}

async fn understand(entry: &ArchiveEntry, response: Response) -> Result<(), ArchiveError> {
    let status = response.status();
    match status {
        _ if status.is_success() => Ok(()),
        // What was never registered needs no closing.
        StatusCode::NOT_FOUND if entry.closes() => Ok(()),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => {
            Err(ArchiveError::Later(format!("HTTP {}", status.as_u16())))
        }
        _ if status.is_client_error() => Err(ArchiveError::Refused(problem(status, response).await)),
        _ => Err(ArchiveError::Later(format!("HTTP {}", status.as_u16()))),
    }
}

fn no_answer(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke off"
    }
}

#[derive(Deserialize)]
struct Problem {
    title: Option<String>,
}

/// The status and the title of a problem. Its detail is left out: it likes to repeat what we sent.
async fn problem(status: StatusCode, mut response: Response) -> String {
    let mut beginning = Vec::new();
    while beginning.len() < PROBLEM_BYTES {
        match response.chunk().await {
            Ok(Some(chunk)) => beginning.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    let title = serde_json::from_slice::<Problem>(&beginning).ok().and_then(|problem| problem.title);
    match title.and_then(|title| Text140::cut(&title).ok()) {
        Some(title) => format!("HTTP {}: {title}", status.as_u16()),
        None => format!("HTTP {}", status.as_u16()),
    }
}
