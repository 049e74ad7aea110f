//! Ports on 127.0.0.1: the usual ones when they are free, others when not.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use crate::address;

/// The addresses of one sandbox.
#[derive(Clone, Copy, Debug)]
pub struct Ports {
    /// GraphQL, documents, return pages.
    pub portal: SocketAddr,
    /// paForNode.
    pub station: SocketAddr,
    /// Health and metrics.
    pub operations: SocketAddr,
    /// The staff's GraphQL.
    pub office: SocketAddr,
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
        Self::from(|port| {
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|listener| listener.local_addr()).or_else(|_| address::free())
        })
    }

    /// Any free ports.
    ///
    /// # Errors
    /// When no port is free.
    pub fn any() -> std::io::Result<Self> {
        Self::from(|_| address::free())
    }

    fn from(choose: impl Fn(u16) -> std::io::Result<SocketAddr>) -> std::io::Result<Self> {
        Ok(Self {
            portal: choose(8080)?,
            station: choose(8081)?,
            operations: choose(8082)?,
            office: choose(8085)?,
            pagopa: choose(8083)?,
            smtp: choose(8025)?,
            inbox: choose(8084)?,
        })
    }
}
