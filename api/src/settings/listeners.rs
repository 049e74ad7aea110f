//! The three doors: citizens, the pagoPA Node, the office's own monitoring.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use figment::value::magic::RelativePathBuf;
use serde::Deserialize;
use url::Url;

use super::{Fingerprint, Refusal, SecretFile};

/// Section `http`: what citizens reach, usually behind a reverse proxy that ends TLS.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Address to listen on.
    #[serde(default = "portal_address")]
    pub listen: SocketAddr,
    /// How citizens' browsers and mails reach this listener; the base of return addresses and links.
    pub public_url: Url,
    /// Page of the portal that shows how a payment ended; a plain page of ours when absent.
    #[serde(default)]
    pub outcome_page_url: Option<Url>,
    /// How many reverse proxies stand in front: that many addresses from the right of `X-Forwarded-For` are theirs. 0 takes the
    /// address of the connection.
    #[serde(default)]
    pub trusted_proxy_hops: u8,
    /// The GraphQL schema may be explored and validation says what it found; never where citizens pay.
    #[serde(default)]
    pub development: bool,
    /// How connections are treated.
    #[serde(default)]
    pub connections: Connections,
}

/// Section `station`: the SOAP services the pagoPA Node calls.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Station {
    /// Address to listen on.
    #[serde(default = "station_address")]
    pub listen: SocketAddr,
    /// TLS ended here, with pinned clients; absent when a proxy in front does both.
    #[serde(default)]
    pub tls: Option<Tls>,
    /// How connections are treated.
    #[serde(default)]
    pub connections: Connections,
}

/// Section `station.tls`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// Our certificate and its chain, PEM.
    pub certificate_file: RelativePathBuf,
    /// Its private key, PEM.
    pub key_file: SecretFile,
    /// SHA-256 fingerprints of the client certificates that may call; any other is refused in the handshake.
    pub client_fingerprints: Vec<Fingerprint>,
}

/// Section `operations`: `/healthz`, `/readyz`, `/metrics`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operations {
    /// Address to listen on; keep it off the public network.
    #[serde(default = "operations_address")]
    pub listen: SocketAddr,
}

/// How a listener treats its connections.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Connections {
    /// Most at once; the next is answered 503 and closed.
    pub most: usize,
    /// Seconds in which the head of a request must be complete.
    pub header_seconds: u32,
    /// Seconds in which a request must be answered.
    pub request_seconds: u32,
    /// Seconds a connection may be silent.
    pub idle_seconds: u32,
}

impl Default for Connections {
    fn default() -> Self {
        Self { most: 2_000, header_seconds: 10, request_seconds: 30, idle_seconds: 60 }
    }
}

impl Connections {
    /// Time in which the head of a request must be complete.
    #[must_use]
    pub const fn header_time(&self) -> Duration {
        Duration::from_secs(self.header_seconds as u64)
    }

    /// Time in which a request must be answered.
    #[must_use]
    pub const fn request_time(&self) -> Duration {
        Duration::from_secs(self.request_seconds as u64)
    }

    /// Time a connection may be silent.
    #[must_use]
    pub const fn idle_time(&self) -> Duration {
        Duration::from_secs(self.idle_seconds as u64)
    }

    pub(super) fn check(&self, section: &str, refusals: &mut Vec<Refusal>) {
        let seconds = [
            ("header_seconds", self.header_seconds),
            ("request_seconds", self.request_seconds),
            ("idle_seconds", self.idle_seconds),
        ];
        for (name, value) in seconds {
            if !(1..=600).contains(&value) {
                refusals.push(Refusal::new(format!("{section}.connections.{name}"), "must be between 1 and 600"));
            }
        }
        if self.most == 0 {
            refusals.push(Refusal::new(format!("{section}.connections.most"), "must be at least 1"));
        }
    }
}

impl Http {
    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        for (setting, url) in
            [("http.public_url", Some(&self.public_url)), ("http.outcome_page_url", self.outcome_page_url.as_ref())]
        {
            if url.is_some_and(|url| !matches!(url.scheme(), "http" | "https") || url.host().is_none()) {
                refusals.push(Refusal::new(setting, "must be an http or https address"));
            }
        }
        if self.public_url.query().is_some() || self.public_url.fragment().is_some() {
            refusals.push(Refusal::new("http.public_url", "must end with its path: no query, no fragment"));
        }
        self.connections.check("http", refusals);
    }
}

impl Station {
    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        if let Some(tls) = &self.tls
            && tls.client_fingerprints.is_empty()
        {
            refusals.push(Refusal::new("station.tls.client_fingerprints", "names no client: nobody could call"));
        }
        self.connections.check("station", refusals);
    }
}

const fn local(port: u16) -> SocketAddr {
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), port)
}

const fn portal_address() -> SocketAddr {
    local(8080)
}

const fn station_address() -> SocketAddr {
    local(8081)
}

const fn operations_address() -> SocketAddr {
    local(9090)
}
