//! The end of a door: nothing new, everything begun is finished, nothing is waited for beyond the limit.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use api::http::serve::Listener;
use api::settings::Connections;
use axum::Router;
use axum::routing::get;
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

struct Door {
    address: SocketAddr,
    stop: CancellationToken,
    began: Arc<Notify>,
    finish: Arc<Notify>,
    served: JoinHandle<()>,
}

async fn door(drain: Duration) -> Door {
    let listener = Listener::open("test", "127.0.0.1:0".parse().unwrap(), Connections::default()).await.unwrap();
    let (address, stop) = (listener.address().unwrap(), CancellationToken::new());
    let (began, finish) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let told = (began.clone(), finish.clone());
    let work = move || {
        let (began, finish) = told.clone();
        async move {
            began.notify_one();
            finish.notified().await;
            "finished"
        }
    };
    let served = tokio::spawn(listener.serve(Router::new().route("/", get(work)), stop.clone(), drain));
    Door { address, stop, began, finish, served }
}

#[tokio::test]
async fn a_request_in_progress_is_finished_and_a_new_one_is_not_taken() {
    let door = door(Duration::from_secs(25)).await;
    let client = tests::client::plain();
    let url = format!("http://{}/", door.address);
    let idle = TcpStream::connect(door.address).await.unwrap();
    let request = tokio::spawn(client.get(&url).send());
    door.began.notified().await;
    door.stop.cancel();
    let closed = async {
        while TcpStream::connect(door.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), closed).await.expect("the door closes");
    assert!(!door.served.is_finished(), "a request is still in progress");
    door.finish.notify_one();
    assert_eq!(request.await.unwrap().unwrap().text().await.unwrap(), "finished");
    tokio::time::timeout(Duration::from_secs(5), door.served).await.expect("idle connections do not keep the door").unwrap();
    drop(idle);
}

#[tokio::test]
async fn what_does_not_finish_is_not_waited_for_for_ever() {
    let door = door(Duration::from_millis(300)).await;
    let client = tests::client::plain();
    let request = tokio::spawn(client.get(format!("http://{}/", door.address)).send());
    door.began.notified().await;
    let began = Instant::now();
    door.stop.cancel();
    tokio::time::timeout(Duration::from_secs(5), door.served).await.expect("the drain has an end").unwrap();
    assert!(began.elapsed() >= Duration::from_millis(300));
    request.abort();
}
