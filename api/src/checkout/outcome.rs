//! What became of a cart that was handed over, in words the process understands.

use std::time::Duration;

use domain::checkout::CheckoutFailure;
use url::Url;

/// What became of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CartOutcome {
    /// Checkout took the cart: the browser goes there.
    Accepted {
        /// Where to; its host is one the settings allow.
        redirect_url: Url,
    },
    /// Checkout refused the cart; asking again would be refused again.
    Refused(CheckoutFailure),
    /// Nothing is decided: worth another attempt while there is time. A cart that Checkout made without our knowing
    /// dies by itself after ten minutes.
    TryAgain {
        /// Why.
        reason: TryAgain,
        /// How long Checkout asks us to wait.
        after: Option<Duration>,
    },
}

/// Why an attempt decided nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TryAgain {
    /// No connection, or no name.
    #[error("Checkout cannot be reached")]
    Unreachable,
    /// No answer in time.
    #[error("Checkout did not answer in time")]
    Timeout,
    /// 429: too many carts at once.
    #[error("Checkout asks for fewer calls")]
    TooManyCalls,
    /// 5xx.
    #[error("Checkout has trouble of its own")]
    PlatformTrouble,
    /// An answer outside the contract, or one that broke off.
    #[error("Checkout's answer cannot be understood")]
    Garbled,
    /// A redirect to a host the settings do not allow: an alarm, the citizen is not sent there.
    #[error("Checkout redirects to a host that is not allowed")]
    ForeignRedirect,
}

impl TryAgain {
    /// Stable key for logs and metrics.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::TooManyCalls => "too_many_calls",
            Self::PlatformTrouble => "platform_trouble",
            Self::Garbled => "garbled",
            Self::ForeignRedirect => "foreign_redirect",
        }
    }
}

impl CartOutcome {
    /// Stable key for logs and metrics.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Refused(CheckoutFailure::NoticesRefused { .. }) => "notices_refused",
            Self::Refused(CheckoutFailure::RequestRefused { .. }) => "request_refused",
            Self::Refused(CheckoutFailure::NotAuthorized) => "not_authorized",
            Self::Refused(CheckoutFailure::Unavailable) => "unavailable",
            Self::TryAgain { reason, .. } => reason.key(),
        }
    }

    pub(super) const fn try_again(reason: TryAgain) -> Self {
        Self::TryAgain { reason, after: None }
    }
}
