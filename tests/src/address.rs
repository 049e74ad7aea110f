//! Addresses on 127.0.0.1 for servers that are started a moment later.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicU32, Ordering};

/// Below the ports a system hands out by itself (32768 and up on Linux), so that nobody comes by one before its server does.
const FIRST: u32 = 12_000;
const PORTS: u32 = 16_000;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// An address nobody listens on, given once by this process.
///
/// # Errors
/// When no port is free.
pub fn free() -> io::Result<SocketAddr> {
    // Processes at the same time begin at different places.
    let start = std::process::id().wrapping_mul(101);
    for _ in 0..PORTS {
        let place = start.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % PORTS;
        let port = u16::try_from(FIRST + place).expect("a port");
        if let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            return listener.local_addr();
        }
    }
    Err(io::ErrorKind::AddrInUse.into())
}
