//! Calls over kept-alive connections: at a fixed rate, measured from the moment each call was due, or without pause.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use futures::future::try_join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, mpsc};

/// Connections at a fixed rate: enough that a slow answer delays no other call.
const CONNECTIONS: usize = 64;

/// Calls of one kind to one address.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    address: SocketAddr,
    head: &'static str,
    good: fn(&str) -> bool,
}

/// What one call says: further headers, each ended by CRLF, and a body.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// Headers besides those of every call.
    pub headers: String,
    /// The body.
    pub body: String,
}

impl From<String> for Message {
    fn from(body: String) -> Self {
        Self { headers: String::new(), body }
    }
}

impl From<&str> for Message {
    fn from(body: &str) -> Self {
        body.to_owned().into()
    }
}

/// What came of a load.
#[derive(Debug)]
pub struct Measured {
    sorted: Vec<Duration>,
    lasted: Duration,
}

impl Load {
    /// `POST` calls to `address`; `head` is the request's path and headers, without the length, each line ended by CRLF; an answer that
    /// is not `good` ends the load.
    #[must_use]
    pub const fn new(address: SocketAddr, head: &'static str, good: fn(&str) -> bool) -> Self {
        Self { address, head, good }
    }

    /// One call on a connection of its own.
    ///
    /// # Errors
    /// When it fails.
    pub async fn once(&self, message: impl Into<Message>) -> anyhow::Result<()> {
        Connection::open(*self).await?.call(&message.into()).await
    }

    /// So many calls a second. A call that had to wait for a connection counts from when it was due.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn at_rate<M: Into<Message>>(
        &self,
        rate: u32,
        lasting: Duration,
        message: impl Fn(usize) -> M,
    ) -> anyhow::Result<Measured> {
        let (due, calls) = mpsc::unbounded_channel::<(Instant, Message)>();
        let calls = Arc::new(Mutex::new(calls));
        let callers = (0..CONNECTIONS).map(|_| tokio::spawn(answer_calls(*self, calls.clone())));
        let callers: Vec<_> = callers.collect();
        let began = Instant::now();
        let mut tick = tokio::time::interval(Duration::from_secs(1) / rate);
        for number in 0.. {
            tick.tick().await;
            if began.elapsed() > lasting {
                break;
            }
            due.send((Instant::now(), message(number).into()))?;
        }
        drop(due);
        let mut times = Vec::new();
        for caller in callers {
            times.extend(caller.await??);
        }
        Ok(Measured::new(times, began.elapsed()))
    }

    /// As many calls as so many callers can make, each in a task of its own.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn saturate<M: Into<Message>>(
        &self,
        callers: usize,
        lasting: Duration,
        message: impl Fn(usize) -> M,
    ) -> anyhow::Result<Measured> {
        let (began, next) = (Instant::now(), AtomicUsize::new(0));
        let one = async || {
            let mut connection = Connection::open(*self).await?;
            let mut times = Vec::new();
            while began.elapsed() < lasting {
                let asked = Instant::now();
                connection.call(&message(next.fetch_add(1, Ordering::Relaxed)).into()).await?;
                times.push(asked.elapsed());
            }
            anyhow::Ok(times)
        };
        let times = try_join_all((0..callers).map(|_| one())).await?;
        Ok(Measured::new(times.concat(), began.elapsed()))
    }
}

type Calls = Arc<Mutex<mpsc::UnboundedReceiver<(Instant, Message)>>>;

async fn answer_calls(load: Load, calls: Calls) -> anyhow::Result<Vec<Duration>> {
    let mut connection = Connection::open(load).await?;
    let mut times = Vec::new();
    loop {
        let next = calls.lock().await.recv().await;
        let Some((due, message)) = next else { return Ok(times) };
        connection.call(&message).await?;
        times.push(due.elapsed());
    }
}

struct Connection {
    load: Load,
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    async fn open(load: Load) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(load.address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { load, stream, read: Vec::with_capacity(8_192) })
    }

    async fn call(&mut self, Message { headers, body }: &Message) -> anyhow::Result<()> {
        let request = format!("POST {}{headers}Content-Length: {}\r\n\r\n{body}", self.load.head, body.len());
        self.stream.write_all(request.as_bytes()).await?;
        self.read.clear();
        let (head, length) = loop {
            if let Some(found) = head_and_length(&self.read) {
                break found;
            }
            ensure!(self.stream.read_buf(&mut self.read).await? > 0, "the connection was closed");
        };
        while self.read.len() < head + length {
            ensure!(self.stream.read_buf(&mut self.read).await? > 0, "the connection was closed");
        }
        let answer = std::str::from_utf8(&self.read).context("the answer is no text")?;
        let good = answer.starts_with("HTTP/1.1 200") && (self.load.good)(answer);
        ensure!(good, "{body}\n{answer}");
        Ok(())
    }
}

/// Length of the head and of the body, once the head is whole.
fn head_and_length(read: &[u8]) -> Option<(usize, usize)> {
    let head = read.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&read[..head]).ok()?;
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    Some((head, length.parse().ok()?))
}

impl Measured {
    fn new(mut times: Vec<Duration>, lasted: Duration) -> Self {
        times.sort_unstable();
        Self { sorted: times, lasted }
    }

    /// How many calls were answered.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sorted.len()
    }

    /// How many calls a second were answered.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        self.sorted.len() as f64 / self.lasted.as_secs_f64()
    }

    /// The time in which this part of the calls was answered.
    #[must_use]
    pub fn milliseconds(&self, part: f64) -> f64 {
        let index = (self.sorted.len() as f64 * part) as usize;
        let time = self.sorted.get(index.min(self.sorted.len().saturating_sub(1)));
        time.map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
    }
}
