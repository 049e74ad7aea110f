//! The one call we make to Checkout. No redirect is followed, no answer is read beyond what is needed, and the citizen
//! is sent only to hosts the settings name.

use std::time::Duration;

use domain::checkout::CheckoutFailure;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, redirect};
use url::Url;

use super::carts::CartRequest;
use super::outcome::{CartOutcome, TryAgain};
use super::problem;
use crate::settings::Checkout;

const SUBSCRIPTION_KEY: HeaderName = HeaderName::from_static("ocp-apim-subscription-key");
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(3);
/// How much of a refusal is read.
const PROBLEM_BYTES: usize = 16 * 1024;
/// The longest wait we let Checkout ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Why the client cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The subscription key cannot stand in a header.
    #[error("checkout.key_file: the key holds characters that no header can carry")]
    Key,
    /// The address cannot be extended by `/carts`.
    #[error("checkout.base_url: is no address to which /carts can be added")]
    Address,
    /// TLS or the runtime is not as it should be.
    #[error("checkout: the HTTP client cannot be built")]
    Http(#[from] reqwest::Error),
}

/// Calls Checkout. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct CheckoutClient {
    http: Client,
    carts: Url,
    redirect_hosts: Vec<String>,
}

impl CheckoutClient {
    /// A client as the settings say. The process must have installed its TLS provider.
    ///
    /// # Errors
    /// The setting that cannot be used.
    pub fn new(settings: &Checkout) -> Result<Self, ClientError> {
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
        let mut carts = settings.base_url.clone();
        carts.path_segments_mut().map_err(|()| ClientError::Address)?.pop_if_empty().push("carts");
        Ok(Self { http, carts, redirect_hosts: settings.redirect_hosts.clone() })
    }

    /// Hands a cart over, once.
    pub async fn post_cart(&self, cart: &CartRequest) -> CartOutcome {
        let began = std::time::Instant::now();
        let outcome = match self.http.post(self.carts.clone()).json(cart).send().await {
            Ok(response) => self.understand(response).await,
            Err(error) => CartOutcome::try_again(undecided(&error)),
        };
        metrics::counter!("checkout_carts_total", "outcome" => outcome.key()).increment(1);
        metrics::histogram!("checkout_carts_seconds").record(began.elapsed());
        if matches!(outcome, CartOutcome::Accepted { .. }) {
            tracing::info!(checkout.id = %cart.id_cart, "Checkout took the cart");
        } else {
            tracing::warn!(checkout.id = %cart.id_cart, checkout.outcome = outcome.key(), "Checkout did not take the cart");
        }
        outcome
    }

    async fn understand(&self, response: Response) -> CartOutcome {
        let status = response.status();
        match status {
            StatusCode::FOUND => self.redirect(response.headers()),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => CartOutcome::Refused(CheckoutFailure::NotAuthorized),
            StatusCode::UNPROCESSABLE_ENTITY => {
                let detail = problem::detail(status.as_u16(), &beginning_of(response).await);
                CartOutcome::Refused(CheckoutFailure::NoticesRefused { detail })
            }
            StatusCode::TOO_MANY_REQUESTS => {
                CartOutcome::TryAgain { reason: TryAgain::TooManyCalls, after: wait_asked_for(response.headers()) }
            }
            StatusCode::REQUEST_TIMEOUT => CartOutcome::try_again(TryAgain::Timeout),
            _ if status.is_client_error() => {
                let detail = problem::detail(status.as_u16(), &beginning_of(response).await);
                CartOutcome::Refused(CheckoutFailure::RequestRefused { detail })
            }
            _ if status.is_server_error() => {
                CartOutcome::TryAgain { reason: TryAgain::PlatformTrouble, after: wait_asked_for(response.headers()) }
            }
            _ => CartOutcome::try_again(TryAgain::Garbled),
        }
    }

    fn redirect(&self, headers: &HeaderMap) -> CartOutcome {
        let location = headers.get(LOCATION).and_then(|value| value.to_str().ok()).and_then(|text| Url::parse(text).ok());
        match location {
            Some(redirect_url) if self.allows(&redirect_url) => CartOutcome::Accepted { redirect_url },
            Some(_) => CartOutcome::try_again(TryAgain::ForeignRedirect),
            None => CartOutcome::try_again(TryAgain::Garbled),
        }
    }

    /// Only hosts of the settings, over TLS unless we ourselves call without (a simulator on this machine).
    fn allows(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else { return false };
        let named = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let protected = url.scheme() == "https" || (url.scheme() == "http" && self.carts.scheme() == "http");
        let anonymous = url.username().is_empty() && url.password().is_none();
        protected && anonymous && self.redirect_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(&named))
    }
}

fn undecided(error: &reqwest::Error) -> TryAgain {
    if error.is_timeout() {
        TryAgain::Timeout
    } else if error.is_connect() {
        TryAgain::Unreachable
    } else {
        TryAgain::Garbled
    }
}

/// The first bytes of a body; a body without end is left where it is.
async fn beginning_of(mut response: Response) -> Vec<u8> {
    let mut beginning = Vec::new();
    while beginning.len() < PROBLEM_BYTES {
        match response.chunk().await {
            Ok(Some(chunk)) => beginning.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    beginning.truncate(PROBLEM_BYTES);
    beginning
}

fn wait_asked_for(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}
