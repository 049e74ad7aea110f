//! The services of pagoPA we call.

use serde::Deserialize;
use url::{Host, Url};

use super::{Refusal, SecretFile};

/// Section `checkout`: pagoPA Checkout, where citizens pay.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkout {
    /// Base address of the carts API, version included; `/carts` is added.
    #[serde(default = "checkout_base")]
    pub base_url: Url,
    /// The subscription key, sent as `Ocp-Apim-Subscription-Key`.
    pub key_file: SecretFile,
    /// Hosts a citizen may be sent to; an answer that names another is refused.
    #[serde(default = "redirect_hosts")]
    pub redirect_hosts: Vec<String>,
    /// Seconds to wait for an answer.
    #[serde(default = "timeout_seconds")]
    pub timeout_seconds: u32,
}

/// Section `archive`: pagoPA's central archive of notices (ACA), asked while we are down.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archive {
    /// Base address of the API; `/paCreatePosition` is added.
    pub base_url: Url,
    /// The subscription key, sent as `Ocp-Apim-Subscription-Key`.
    pub key_file: SecretFile,
    /// Seconds to wait for an answer.
    #[serde(default = "timeout_seconds")]
    pub timeout_seconds: u32,
}

impl Checkout {
    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        check_address("checkout.base_url", &self.base_url, refusals);
        if self.redirect_hosts.is_empty() {
            refusals.push(Refusal::new("checkout.redirect_hosts", "names no host: no citizen could pay"));
        }
    }
}

impl Archive {
    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        check_address("archive.base_url", &self.base_url, refusals);
    }
}

/// Keys travel in every call: in the clear they may go to this machine only.
pub(super) fn check_address(setting: &str, url: &Url, refusals: &mut Vec<Refusal>) {
    let local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if !(url.scheme() == "https" || url.scheme() == "http" && local) {
        refusals.push(Refusal::new(setting, "must be an https address"));
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        refusals.push(Refusal::new(setting, "must carry no user, password or query"));
    }
}

fn checkout_base() -> Url {
    Url::parse("https://api.platform.pagopa.it/checkout/ec/v2").expect("a constant address parses")
}

fn redirect_hosts() -> Vec<String> {
    vec!["api.platform.pagopa.it".to_owned(), "checkout.pagopa.it".to_owned()]
}

const fn timeout_seconds() -> u32 {
    10
}
