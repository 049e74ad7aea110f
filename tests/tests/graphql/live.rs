//! Watching a payment: told at once, continued where it was cut off, and never a way around the door.

use std::net::SocketAddr;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tests::pagopa::Script;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::documents::CHECKOUT_STATUS;
use crate::house::{House, Plan};
use crate::shop::{cart_with, check_out};
use tests::wait::PATIENCE;

const EMAIL: Option<&str> = Some("anna.neri@example.test");

/// A connection of a browser.
struct Watcher {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

fn handshake(portal: SocketAddr, headers: &[(&'static str, &str)]) -> Request {
    let mut request = format!("ws://{portal}/graphql/live").into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, HeaderValue::from_str(value).unwrap());
    }
    request
}

const OURS: [(&str, &str); 2] =
    [("sec-websocket-protocol", "graphql-transport-ws"), ("origin", "https://pagamenti.example.test")];

impl Watcher {
    async fn connect(house: &House) -> Self {
        let (socket, response) = connect_async(handshake(house.portal, &OURS)).await.unwrap();
        assert_eq!(response.headers()["sec-websocket-protocol"], "graphql-transport-ws");
        let mut watcher = Self { socket };
        watcher.say(json!({ "type": "connection_init" })).await;
        assert_eq!(watcher.hear().await["type"], "connection_ack");
        watcher
    }

    async fn say(&mut self, message: Value) {
        self.socket.send(Message::text(message.to_string())).await.unwrap();
    }

    async fn ask(&mut self, id: &str, query: &str, variables: Value) {
        self.say(json!({ "id": id, "type": "subscribe", "payload": { "query": query, "variables": variables } })).await;
    }

    async fn watch(&mut self, id: &str, reference: &Value, after: Option<&Value>) {
        self.ask(id, CHECKOUT_STATUS, json!({ "reference": reference, "after": after })).await;
    }

    async fn frame(&mut self) -> Message {
        timeout(PATIENCE, self.socket.next()).await.expect("something is said").expect("the connection lives").unwrap()
    }

    async fn hear(&mut self) -> Value {
        match self.frame().await {
            Message::Text(text) => serde_json::from_str(text.as_str()).unwrap(),
            other => panic!("no text: {other:?}"),
        }
    }

    /// The state told next; asserts whose it is.
    async fn told(&mut self, id: &str) -> Value {
        let mut message = self.hear().await;
        assert_eq!((&message["type"], &message["id"]), (&json!("next"), &json!(id)), "{message}");
        assert!(message["payload"].get("errors").is_none(), "{message}");
        message["payload"]["data"]["checkoutStatus"].take()
    }

    /// The code of the error told next.
    async fn refused(&mut self, id: &str) -> String {
        let message = self.hear().await;
        assert_eq!(message["id"], json!(id), "{message}");
        let code =
            message["payload"]["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{message}")).to_owned();
        self.completed(id).await;
        code
    }

    async fn completed(&mut self, id: &str) {
        assert_eq!(self.hear().await, json!({ "type": "complete", "id": id }));
    }
}

/// A payment that waits for the citizen: its reference, and the cart at the platform.
async fn started(house: &House) -> (Value, String) {
    let debt = house.debt(crate::debts::Made::default()).await;
    let cart = cart_with(&house.anonymous(), &[debt.nav()]).await;
    let started = check_out(&house.anonymous(), &cart, EMAIL, "one").await;
    assert_eq!(started["__typename"], "CheckOutStarted", "{started}");
    (started["reference"].clone(), house.pagopa.carts().pop().unwrap().id.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn s2_17_a_payment_is_watched_until_its_receipt() {
    let house = House::open().await;
    let (reference, on_platform) = started(&house).await;
    let mut watcher = Watcher::connect(&house).await;
    watcher.watch("one", &reference, None).await;
    let first = watcher.told("one").await;
    assert_eq!((&first["status"], &first["ended"]), (&json!("IN_PROGRESS"), &json!(false)));
    house.pagopa.pay_cart(&on_platform, Script::paid()).await.unwrap();
    let mut last = first.clone();
    while last["ended"] == json!(false) {
        let next = watcher.told("one").await;
        assert_ne!(next["freshness"], last["freshness"], "nothing is told twice");
        last = next;
    }
    assert_eq!((&last["status"], &last["items"][0]["status"]), (&json!("PAID"), &json!("PAID")));
    watcher.completed("one").await;

    // Cut off after the first state, the watcher misses nothing, and hears nothing again.
    let mut again = Watcher::connect(&house).await;
    again.watch("a", &reference, Some(&first["freshness"])).await;
    assert_eq!(again.told("a").await, last);
    again.completed("a").await;
    again.watch("b", &reference, Some(&last["freshness"])).await;
    again.completed("b").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_nothing_of_ours_is_told_so() {
    let house = House::open().await;
    let mut watcher = Watcher::connect(&house).await;
    watcher.watch("a", &json!("nothing"), None).await;
    assert_eq!(watcher.told("a").await["key"], "checkout.absent");
    watcher.completed("a").await;
    let (reference, _) = started(&house).await;
    watcher.watch("b", &reference, Some(&json!("x"))).await;
    let told = watcher.told("b").await;
    assert_eq!((&told["field"], &told["key"]), (&json!("after"), &json!("freshness.invalid")));
    watcher.completed("b").await;
    watcher.say(json!({ "type": "ping" })).await;
    assert_eq!(watcher.hear().await["type"], "pong");
}

#[tokio::test(flavor = "multi_thread")]
async fn d1_d3_d9_the_same_judge_sits_at_this_door() {
    let house = House::open().await;
    let mut watcher = Watcher::connect(&house).await;
    let two = "subscription($r: String!) { a: checkoutStatus(reference: $r) { __typename } b: checkoutStatus(reference: $r) { __typename } }";
    let attacks = [
        ("{ __typename }", "TRANSPORT"),
        ("mutation { openCart(input: { ente: \"99999000104\" }) { __typename } }", "TRANSPORT"),
        ("subscription { __schema { types { name } } }", "UNKNOWN_FIELD"),
        ("secretword", "SYNTAX"),
        (two, "ONE_ROOT_FIELD"),
        ("subscription { checkoutStatus(reference: 1) { __typename } }", "VALIDATION"),
        ("subscription($r: String) { checkoutStatus(reference: $r) { __typename } }", "VALIDATION"),
    ];
    for (document, code) in attacks {
        watcher.ask("x", document, json!({})).await;
        assert_eq!(watcher.refused("x").await, code, "{document}");
    }
    assert_eq!(house.count("CartOpened").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_has_five_places_and_gives_them_back() {
    let house = House::open().await;
    let (reference, _) = started(&house).await;
    let mut watcher = Watcher::connect(&house).await;
    for id in ["1", "2", "3", "4", "5"] {
        watcher.watch(id, &reference, None).await;
        watcher.told(id).await;
    }
    watcher.watch("6", &reference, None).await;
    assert_eq!(watcher.refused("6").await, "TOO_MANY_REQUESTS");
    watcher.say(json!({ "type": "complete", "id": "3" })).await;
    watcher.completed("3").await;
    watcher.watch("6", &reference, None).await;
    assert_eq!(watcher.told("6").await["status"], "IN_PROGRESS");
}

async fn refusal(house: &House, headers: &[(&'static str, &str)]) -> u16 {
    match connect_async(handshake(house.portal, headers)).await {
        Err(Error::Http(response)) => response.status().as_u16(),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c5_g1_handshakes_of_other_origins_and_protocols_and_in_numbers_are_refused() {
    let house = House::with(Plan { http: "", ..Plan::default() }).await;
    let [ours, origin] = OURS;
    assert_eq!(refusal(&house, &[ours, ("origin", "https://evil.example")]).await, 403);
    assert_eq!(refusal(&house, &[origin]).await, 400);
    assert_eq!(refusal(&house, &[("sec-websocket-protocol", "graphql-ws"), origin]).await, 400);
    assert_eq!(refusal(&house, &[("sec-websocket-protocol", "graphql-ws, graphql-transport-ws"), origin]).await, 400);
    let mut connections = Vec::new();
    for _ in 0..50 {
        connections.push(Watcher::connect(&house).await);
    }
    assert_eq!(refusal(&house, &OURS).await, 429);
    drop(connections);
    let free = async {
        while let Err(Error::Http(response)) = connect_async(handshake(house.portal, &OURS)).await {
            assert_eq!(response.status(), 429);
        }
    };
    timeout(PATIENCE, free).await.expect("places are given back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_product_that_stops_says_come_back() {
    let house = House::open().await;
    let (reference, _) = started(&house).await;
    let mut watcher = Watcher::connect(&house).await;
    watcher.watch("one", &reference, None).await;
    watcher.told("one").await;
    house.close();
    match watcher.frame().await {
        Message::Close(Some(frame)) => assert_eq!(frame.code, CloseCode::Away),
        other => panic!("no goodbye: {other:?}"),
    }
}
