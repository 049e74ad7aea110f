//! Ports on 127.0.0.1: the usual ones when they are free, others when not.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

/// The addresses of one sandbox.
#[derive(Clone, Copy, Debug)]
pub struct Ports {
    /// GraphQL, documents, return pages.
    pub portal: SocketAddr,
    /// paForNode.
    pub station: SocketAddr,
    /// Health and metrics.
    pub operations: SocketAddr,
    /// The pagoPA simulator.
    pub pagopa: SocketAddr,
    /// SMTP of the mail sink.
    pub smtp: SocketAddr,
    /// Its inbox page.
    pub inbox: SocketAddr,
}

impl Ports {
    /// The usual ports, so that bookmarks stay good.
    ///
    /// # Errors
    /// When no port is free.
    pub fn usual() -> std::io::Result<Self> {
        Self::from(|port| port)
    }

    /// Any free ports.
    ///
    /// # Errors
    /// When no port is free.
    pub fn any() -> std::io::Result<Self> {
        Self::from(|_| 0)
    }

    fn from(wish: impl Fn(u16) -> u16) -> std::io::Result<Self> {
        // All are held until the last is chosen, so that no two are the same.
        let mut held = Vec::new();
        let mut choose = |usual: u16| {
            let at = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
            let listener = at(wish(usual)).or_else(|_| at(0))?;
            let address = listener.local_addr()?;
            held.push(listener);
            Ok::<_, std::io::Error>(address)
        };
        Ok(Self {
            portal: choose(8080)?,
            station: choose(8081)?,
            operations: choose(8082)?,
            pagopa: choose(8083)?,
            smtp: choose(8025)?,
            inbox: choose(8084)?,
        })
    }
}
