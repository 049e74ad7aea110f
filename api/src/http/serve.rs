//! The accept loop: a bounded number of connections, each with deadlines, all drained before the end.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use super::connection::{Guarded, Progress};
use super::tls::{PeerCertificate, peer_certificate};
use crate::settings::Connections;

/// What a client beyond the cap is told.
const REFUSAL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
/// Longest head of a request, in bytes.
const HEAD_BYTES: usize = 64 * 1024;
/// How long to wait when the system has no file descriptors left.
const EXHAUSTED: Duration = Duration::from_millis(100);
/// How long the refusal of one connection may take.
const REFUSING: Duration = Duration::from_secs(1);

/// A door that is open and not served yet.
#[derive(Debug)]
pub struct Listener {
    name: &'static str,
    socket: TcpListener,
    limits: Connections,
    tls: Option<Arc<ServerConfig>>,
}

/// What all connections of a listener share.
struct Shared {
    name: &'static str,
    router: Router,
    limits: Connections,
    tls: Option<Arc<ServerConfig>>,
    stop: CancellationToken,
}

impl Listener {
    /// Opens the door `name` at `address`; port 0 takes any free one.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn open(name: &'static str, address: SocketAddr, limits: Connections) -> io::Result<Self> {
        Ok(Self { name, socket: TcpListener::bind(address).await?, limits, tls: None })
    }

    /// The same door, over TLS.
    #[must_use]
    pub fn with_tls(mut self, tls: Arc<ServerConfig>) -> Self {
        self.tls = Some(tls);
        self
    }

    /// The address it listens on.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Serves `router` until `stop`; then takes no new connection, lets requests in progress finish for at most `drain`, and returns.
    pub async fn serve(self, router: Router, stop: CancellationToken, drain: Duration) {
        let Self { name, socket, limits, tls } = self;
        let places = Arc::new(Semaphore::new(limits.most));
        let connections = TaskTracker::new();
        let shared = Arc::new(Shared { name, router, limits, tls, stop: stop.clone() });
        while let Some(accepted) = stop.run_until_cancelled(socket.accept()).await {
            match accepted {
                Ok((stream, peer)) => match places.clone().try_acquire_owned() {
                    Ok(place) => drop(connections.spawn(shared.clone().connection(stream, peer, place))),
                    Err(_) => drop(tokio::spawn(refuse(name, stream))),
                },
                Err(error) => exhausted(name, &error).await,
            }
        }
        drop(socket);
        connections.close();
        if tokio::time::timeout(drain, connections.wait()).await.is_err() {
            tracing::warn!(listener = name, connections = connections.len(), "connections are cut: they did not end in time");
        }
    }
}

/// Beyond the cap a client is told so at once, instead of waiting for a place nobody promised.
async fn refuse(listener: &'static str, mut stream: TcpStream) {
    metrics::counter!("http_connections_refused_total", "listener" => listener).increment(1);
    let farewell = async {
        stream.write_all(REFUSAL).await?;
        stream.shutdown().await
    };
    let _ = tokio::time::timeout(REFUSING, farewell).await;
}

/// An accept fails for one connection, or because descriptors ran out: then a pause is kinder than a loop.
async fn exhausted(listener: &'static str, error: &io::Error) {
    tracing::warn!(listener, error = error as &dyn std::error::Error, "a connection could not be accepted");
    let _ = tokio::time::timeout(EXHAUSTED, std::future::pending::<()>()).await;
}

impl Shared {
    async fn connection(self: Arc<Self>, stream: TcpStream, peer: SocketAddr, _place: OwnedSemaphorePermit) {
        let open = metrics::gauge!("http_connections", "listener" => self.name);
        open.increment(1);
        let _ = stream.set_nodelay(true);
        match self.tls.clone() {
            None => self.http(stream, peer, None).await,
            Some(tls) => match tokio::time::timeout(self.limits.header_time(), TlsAcceptor::from(tls).accept(stream)).await {
                Ok(Ok(stream)) => {
                    let certificate = peer_certificate(&stream);
                    self.http(stream, peer, certificate).await;
                }
                Ok(Err(error)) => {
                    metrics::counter!("http_tls_refusals_total", "listener" => self.name).increment(1);
                    tracing::warn!(listener = self.name, error = &error as &dyn std::error::Error, "a TLS handshake was refused");
                }
                Err(_) => metrics::counter!("http_slow_connections_cut_total").increment(1),
            },
        }
        open.decrement(1);
    }

    async fn http<S>(&self, stream: S, peer: SocketAddr, certificate: Option<PeerCertificate>)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let progress = Progress::new();
        let guarded = TokioIo::new(Guarded::new(stream, progress.clone(), self.limits));
        let service = service_fn(move |mut request: Request<Incoming>| {
            progress.request_began();
            request.extensions_mut().insert(ConnectInfo(peer));
            if let Some(certificate) = certificate {
                request.extensions_mut().insert(certificate);
            }
            let (router, progress) = (self.router.clone(), progress.clone());
            async move {
                let response: Result<Response<Body>, Infallible> = router.oneshot(request).await;
                let upgraded = response.as_ref().is_ok_and(|response| response.status() == StatusCode::SWITCHING_PROTOCOLS);
                progress.answer_began(upgraded);
                response
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(None)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(guarded, service)
            .with_upgrades();
        let mut connection = std::pin::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = self.stop.cancelled() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(listener = self.name, error = &error as &dyn std::error::Error, "a connection ended early");
        }
    }
}
