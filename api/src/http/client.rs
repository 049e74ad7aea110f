//! Who is on the other side, as far as the network tells: believed only as far as our own proxies vouch for it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

const FORWARDED: &str = "x-forwarded-for";

/// The address of the client, in the extensions of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The network limits are counted by: what one household or office usually has (IPv4 /24, IPv6 /56).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientNetwork(IpAddr);

impl ClientAddress {
    /// The client behind `hops` proxies of ours: the address the outermost of them saw. A shorter list, or one that cannot be read,
    /// falls back to the address of the connection.
    #[must_use]
    pub fn of(peer: SocketAddr, headers: &HeaderMap, hops: u8) -> Self {
        let Some(skipped) = usize::from(hops).checked_sub(1) else { return Self(peer.ip().to_canonical()) };
        let forwarded = headers.get_all(FORWARDED).iter().rev().filter_map(|value| value.to_str().ok());
        let seen = forwarded.flat_map(|list| list.rsplit(',')).map(str::trim).nth(skipped);
        let address = seen.and_then(parse).unwrap_or_else(|| peer.ip());
        Self(address.to_canonical())
    }

    /// The network it belongs to.
    #[must_use]
    pub fn network(self) -> ClientNetwork {
        ClientNetwork(match self.0 {
            IpAddr::V4(ip) => IpAddr::V4(Ipv4Addr::from_bits(ip.to_bits() & (u32::MAX << 8))),
            IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 72))),
        })
    }
}

impl std::fmt::Display for ClientNetwork {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// An address, with or without a port.
fn parse(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}
