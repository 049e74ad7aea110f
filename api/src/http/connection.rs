//! A connection that cannot be held for nothing: silence, a head that does not end, and an answer nobody reads all cut it.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

use crate::settings::Connections;

/// What a connection is waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// For the first byte of a request, or for more of an answer to be read or written.
    Quiet,
    /// For the rest of a request's head, since its first byte.
    Head(Instant),
    /// For us: the request's own time limit counts.
    Ours,
    /// For either side of an upgraded connection (a subscription).
    Upgraded,
}

/// What the connection and the service it carries tell each other.
#[derive(Clone, Debug)]
pub(super) struct Progress(Arc<Mutex<Phase>>);

impl Progress {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Phase::Quiet)))
    }

    /// A request's head has arrived.
    pub(super) fn request_began(&self) {
        self.set(Phase::Ours);
    }

    /// The head of its answer is ready; `upgraded` when the connection now speaks another protocol.
    pub(super) fn answer_began(&self, upgraded: bool) {
        self.set(if upgraded { Phase::Upgraded } else { Phase::Quiet });
    }

    fn get(&self) -> Phase {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, phase: Phase) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = phase;
    }
}

/// A stream with deadlines.
pub(super) struct Guarded<S> {
    stream: S,
    progress: Progress,
    limits: Connections,
    last_moved: Instant,
    timer: Pin<Box<Sleep>>,
}

impl<S> Guarded<S> {
    pub(super) fn new(stream: S, progress: Progress, limits: Connections) -> Self {
        let now = Instant::now();
        let timer = Box::pin(tokio::time::sleep_until(now + limits.idle_time()));
        Self { stream, progress, limits, last_moved: now, timer }
    }

    fn moved(&mut self) {
        self.last_moved = Instant::now();
    }

    /// Ready when the connection has waited too long; otherwise wakes the task when it will have.
    fn poll_deadline(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let deadline = match self.progress.get() {
            Phase::Head(since) => since + self.limits.header_time(),
            Phase::Quiet | Phase::Upgraded => self.last_moved + self.limits.idle_time(),
            Phase::Ours => return Poll::Pending,
        };
        if self.timer.deadline() != deadline {
            self.timer.as_mut().reset(deadline);
        }
        self.timer.as_mut().poll(cx)
    }
}

fn too_slow() -> io::Error {
    metrics::counter!("http_slow_connections_cut_total").increment(1);
    io::Error::new(io::ErrorKind::TimedOut, "the client is too slow")
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        let received = buffer.filled().len() > before;
        if received {
            self.moved();
            if self.progress.get() == Phase::Quiet {
                let began = self.last_moved;
                self.progress.set(Phase::Head(began));
            }
        }
        // A client that drips a byte now and then is ready each time: the deadline of its head counts all the same.
        if (polled.is_pending() || received) && self.poll_deadline(cx).is_ready() {
            return Poll::Ready(Err(too_slow()));
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> Guarded<S> {
    fn poll_moving<T>(
        &mut self,
        cx: &mut Context<'_>,
        work: impl FnOnce(Pin<&mut S>, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        let polled = work(Pin::new(&mut self.stream), cx);
        if polled.is_ready() {
            self.moved();
        } else if self.poll_deadline(cx).is_ready() {
            return Poll::Ready(Err(too_slow()));
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_moving(cx, |stream, cx| stream.poll_write(cx, bytes))
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        self.poll_moving(cx, |stream, cx| stream.poll_write_vectored(cx, bytes))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let done = ready!(Pin::new(&mut self.stream).poll_shutdown(cx));
        Poll::Ready(done)
    }
}
