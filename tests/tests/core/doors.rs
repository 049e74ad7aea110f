//! No client can hold a door: slow heads, silence, unread answers and too many connections are cut, and others do not notice.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use api::http::serve::Listener;
use api::settings::Connections;
use axum::Router;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

const LIMITS: Connections = Connections { most: 1_000, header_seconds: 2, request_seconds: 2, idle_seconds: 4 };

async fn serving(limits: Connections) -> (SocketAddr, CancellationToken) {
    let listener = Listener::open("test", "127.0.0.1:0".parse().unwrap(), limits).await.unwrap();
    let address = listener.address().unwrap();
    let stop = CancellationToken::new();
    let endless = || async {
        axum::body::Body::from_stream(futures::stream::repeat(Ok::<_, std::convert::Infallible>(vec![b'x'; 65_536])))
    };
    let router = Router::new()
        .route("/", get(|| async { "fine" }))
        .route("/echo", post(|body: String| async { body }))
        .route("/endless", get(endless));
    tokio::spawn(listener.serve(router, stop.clone(), Duration::from_secs(1)));
    (address, stop)
}

/// What the server sends until it closes, and how long that took.
async fn until_closed(stream: &mut TcpStream, limit: Duration) -> (Vec<u8>, Duration) {
    let (began, mut received) = (Instant::now(), Vec::new());
    let reading = tokio::time::timeout(limit, stream.read_to_end(&mut received));
    let _ = reading.await.expect("the server closes the connection");
    (received, began.elapsed())
}

#[tokio::test]
async fn three_hundred_slow_clients_are_cut_while_a_normal_one_is_served() {
    let (address, _stop) = serving(LIMITS).await;
    let mut slow = Vec::new();
    for _ in 0..300 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").await.unwrap();
        slow.push(tokio::spawn(async move {
            let (mut read, mut write) = stream.into_split();
            let dripping = tokio::spawn(async move {
                let mut tick = tokio::time::interval(Duration::from_millis(300));
                loop {
                    tick.tick().await;
                    if write.write_all(b"x-slow: 1\r\n").await.is_err() {
                        break;
                    }
                }
            });
            let mut rest = Vec::new();
            let closed = tokio::time::timeout(Duration::from_secs(10), read.read_to_end(&mut rest)).await;
            dripping.abort();
            closed.is_ok()
        }));
    }
    let client = tests::client::plain();
    let mut times = Vec::new();
    while slow.iter().any(|task| !task.is_finished()) {
        let began = Instant::now();
        assert_eq!(client.get(format!("http://{address}/")).send().await.unwrap().text().await.unwrap(), "fine");
        times.push(began.elapsed());
    }
    for task in slow {
        assert!(task.await.unwrap(), "a slow client was not cut");
    }
    times.sort();
    let p99 = times[times.len() * 99 / 100];
    assert!(p99 < Duration::from_millis(200), "p99 {p99:?} of {} requests", times.len());
}

#[tokio::test]
async fn a_silent_connection_is_closed_when_idle_for_too_long_not_when_its_head_would_be() {
    let (address, _stop) = serving(LIMITS).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let (received, silent) = until_closed(&mut stream, Duration::from_secs(8)).await;
    assert!(received.is_empty());
    assert!(silent >= Duration::from_millis(3_900) && silent < Duration::from_secs(6), "{silent:?}");
}

#[tokio::test]
async fn a_connection_kept_alive_serves_again_after_more_than_the_time_of_a_head() {
    let (address, _stop) = serving(LIMITS).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    for _ in 0..2 {
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        let mut answer = vec![0; 4_096];
        let read = stream.read(&mut answer).await.unwrap();
        assert!(answer[..read].starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..read]));
        let _ = tokio::time::timeout(Duration::from_millis(2_500), std::future::pending::<()>()).await;
    }
}

#[tokio::test]
async fn an_answer_nobody_reads_is_given_up() {
    let (address, _stop) = serving(LIMITS).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /endless HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    // Nothing is read until the server must have given up; then what was on its way comes, and the end.
    let _ = tokio::time::timeout(Duration::from_secs(6), std::future::pending::<()>()).await;
    let (_, _) = until_closed(&mut stream, Duration::from_secs(3)).await;
}

#[tokio::test]
async fn beyond_the_cap_a_client_is_told_at_once_and_places_come_free_again() {
    let (address, _stop) = serving(Connections { most: 3, ..LIMITS }).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        held.push(stream);
    }
    let mut refused = TcpStream::connect(address).await.unwrap();
    let (answer, _) = until_closed(&mut refused, Duration::from_secs(2)).await;
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("retry-after: "), "{answer}");
    drop(held);
    let client = tests::client::plain();
    let again = async {
        loop {
            match client.get(format!("http://{address}/")).send().await {
                Ok(answer) if answer.status() == 200 => break,
                _ => tokio::task::yield_now().await,
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(5), again).await.expect("a place comes free");
}

#[tokio::test]
async fn requests_framed_in_two_ways_are_refused() {
    let (address, _stop) = serving(LIMITS).await;
    let framings = [
        "content-length: 4\r\ncontent-length: 5\r\n",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n",
        "content-length: 4\r\ntransfer-encoding: gzip\r\n",
        "content-length: +4\r\n",
        "transfer-encoding : chunked\r\n",
    ];
    for framing in framings {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("POST /echo HTTP/1.1\r\nhost: x\r\n{framing}\r\n0\r\n\r\nGET / HTTP/1.1\r\nhost: x\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let (answer, _) = until_closed(&mut stream, Duration::from_secs(6)).await;
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 400 ") && !answer.contains("fine"), "{framing:?}: {answer}");
    }
}
