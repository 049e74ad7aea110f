//! The one subscription, with values made to hurt.

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tests::wait::PATIENCE;
use tokio::time::timeout;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::chance::Chance;
use crate::house::House;
use crate::values::{Known, Maker};
use tests::sdl::Sdl;

/// How many things are watched, one after the other, over one connection.
const WATCHED: u64 = 60;

#[tokio::test(flavor = "multi_thread")]
async fn d9_whatever_is_watched_is_answered_in_the_words_of_the_schema() {
    let house = House::open().await;
    let mut request = format!("ws://{}/graphql/live", house.portal).into_client_request().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse().unwrap());
    request.headers_mut().insert("origin", "https://pagamenti.example.test".parse().unwrap());
    let (mut socket, _) = connect_async(request).await.unwrap();
    let mut say = json!({ "type": "connection_init" });
    let sdl = Sdl::read(&api::graphql::sdl());
    let subscriptions: Vec<_> = sdl.operations().into_iter().filter(|operation| operation.kind == "subscription").collect();
    assert!(!subscriptions.is_empty());
    for turn in 0..WATCHED {
        socket.send(Message::text(say.to_string())).await.unwrap();
        // What is refused ends by itself; nothing here exists that could be watched on.
        loop {
            let heard = timeout(PATIENCE, socket.next()).await.expect("an answer").unwrap().unwrap();
            let heard: Value = serde_json::from_str(heard.to_text().unwrap()).unwrap_or_else(|_| panic!("{heard:?} after {say}"));
            match heard["type"].as_str() {
                Some("next") => assert!(heard["payload"].get("errors").is_none(), "{heard} after {say}"),
                Some("error") => panic!("{heard} after {say}"),
                Some("connection_ack" | "complete") => break,
                _ => {}
            }
        }
        let subscription = &subscriptions[usize::try_from(turn).unwrap() % subscriptions.len()];
        let documents = sdl.documents(subscription);
        let mut maker = Maker { sdl: &sdl, known: &Known::new(), chance: Chance::new(turn) };
        let payload = json!({ "query": documents[0], "variables": maker.variables(subscription, true) });
        say = json!({ "type": "subscribe", "id": turn.to_string(), "payload": payload });
    }
}
