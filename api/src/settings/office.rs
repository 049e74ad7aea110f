//! The door of the staff.

use std::net::SocketAddr;

use serde::Deserialize;
use url::Url;

use super::{Connections, Refusal};

/// Section `office`: what the staff reaches; without it there is no such door. Keep it off the public network.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// How browsers of the staff reach it: the only origin whose pages may ask.
    pub public_url: Url,
    /// How many reverse proxies stand in front.
    #[serde(default)]
    pub trusted_proxy_hops: u8,
    /// The GraphQL schema may be explored and validation says what it found.
    #[serde(default)]
    pub development: bool,
    /// How connections are treated.
    #[serde(default)]
    pub connections: Connections,
}

impl Office {
    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        if !matches!(self.public_url.scheme(), "http" | "https") || self.public_url.host().is_none() {
            refusals.push(Refusal::new("office.public_url", "must be an http or https address"));
        }
        self.connections.check("office", refusals);
    }
}
