//! One connection: says hello, subscribes, is told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use futures::stream::{self, BoxStream, StreamExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, MissedTickBehavior};
use tokio_stream::StreamMap;
use tokio_util::sync::CancellationToken;

use super::protocol::{Answer, Close, PROTOCOL, Said};
use crate::graphql::caps::TooOften;
use crate::graphql::gate::{Asked, MAX_BODY, Refused, broken_error, faults, refusal_error};
use crate::graphql::room::Asking;
use crate::graphql::service::Service;
use crate::http::ClientNetwork;

/// Time in which a client must say hello.
const HELLO: Duration = Duration::from_secs(10);
/// How often a silent client is asked whether it is there; it is cut when it was silent for two such times.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// Longest life of a connection: the client comes back and continues where it was.
const LIFETIME: Duration = Duration::from_secs(3_600);
/// The most subscriptions of one connection.
const PER_CONNECTION: usize = 5;
/// The most connections of one network.
const PER_NETWORK: u32 = 50;
/// Longest id of a subscription.
const ID_LENGTH: usize = 64;
/// Seconds after which a refused client may try again.
const LATER: u32 = 30;

/// The subscriptions of one process.
#[derive(Clone, Debug)]
pub(crate) struct Live {
    places: Arc<Semaphore>,
    networks: Arc<Mutex<HashMap<ClientNetwork, u32>>>,
    stop: CancellationToken,
}

/// A connection's place among those of its network.
#[derive(Debug)]
struct Place {
    live: Live,
    network: ClientNetwork,
}

impl Live {
    pub(crate) fn new(most: u32, stop: CancellationToken) -> Self {
        let places = Arc::new(Semaphore::new(usize::try_from(most).unwrap_or(usize::MAX)));
        Self { places, networks: Arc::default(), stop }
    }

    fn enter(&self, network: ClientNetwork) -> Result<Place, Refused> {
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        let count = networks.entry(network).or_default();
        if *count >= PER_NETWORK {
            return Err(Refused::TooOften(TooOften(LATER)));
        }
        *count += 1;
        Ok(Place { live: self.clone(), network })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut networks = self.live.networks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = networks.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                networks.remove(&self.network);
            }
        }
    }
}

/// Takes a handshake that was found good.
///
/// # Errors
/// When the network holds too many connections, or the client does not speak the protocol.
pub(crate) fn upgrade(service: Service, live: &Live, asking: Asking, handshake: WebSocketUpgrade) -> Result<Response, Refused> {
    let handshake = handshake.protocols([PROTOCOL]).max_message_size(MAX_BODY).max_frame_size(MAX_BODY);
    if handshake.selected_protocol().is_none() {
        return Err(Refused::Protocol);
    }
    let place = live.enter(asking.client)?;
    Ok(handshake.on_upgrade(move |socket| async move {
        let connection = Connection { service, asking, live: place.live.clone(), subscriptions: StreamMap::new() };
        connection.serve(socket).await;
        drop(place);
    }))
}

type Told = Option<async_graphql::Response>;

struct Connection {
    service: Service,
    asking: Asking,
    live: Live,
    /// Each ends with `None`.
    subscriptions: StreamMap<String, BoxStream<'static, Told>>,
}

impl Connection {
    async fn serve(mut self, mut socket: WebSocket) {
        let close = match self.talk(&mut socket).await {
            Ok(()) => return,
            Err(close) => close,
        };
        let frame = CloseFrame { code: close.code(), reason: close.reason().into() };
        let _ = socket.send(Message::Close(Some(frame))).await;
    }

    /// Talks until the client leaves, or until we must.
    async fn talk(&mut self, socket: &mut WebSocket) -> Result<(), Close> {
        let end = Instant::now() + LIFETIME;
        let stop = self.live.stop.clone();
        let mut initialised = false;
        let mut silent = 0_u8;
        let mut heartbeat = tokio::time::interval_at(Instant::now() + HELLO, HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stop.cancelled() => return Err(Close::GoingAway),
                () = tokio::time::sleep_until(end) => return Err(Close::GoingAway),
                _ = heartbeat.tick() => {
                    if !initialised || silent >= 2 {
                        return Err(Close::Silent);
                    }
                    silent += 1;
                    send(socket, Message::Ping(Vec::new().into())).await?;
                }
                received = socket.recv() => match received {
                    None | Some(Err(_) | Ok(Message::Close(_))) => return Ok(()),
                    Some(Ok(Message::Text(text))) => {
                        silent = 0;
                        self.hear(socket, text.as_str(), &mut initialised).await?;
                    }
                    Some(Ok(Message::Binary(_))) => return Err(Close::Malformed),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => silent = 0,
                },
                Some((id, told)) = self.subscriptions.next() => self.tell(socket, &id, told).await?,
            }
        }
    }

    async fn hear(&mut self, socket: &mut WebSocket, text: &str, initialised: &mut bool) -> Result<(), Close> {
        match serde_json::from_str(text).map_err(|_| Close::Malformed)? {
            Said::ConnectionInit { .. } if *initialised => Err(Close::TwiceInitialised),
            Said::ConnectionInit { .. } => {
                *initialised = true;
                say(socket, &Answer::ConnectionAck).await
            }
            Said::Ping { .. } => say(socket, &Answer::Pong).await,
            Said::Pong { .. } => Ok(()),
            Said::Subscribe { .. } if !*initialised => Err(Close::Unauthorized),
            Said::Subscribe { id, .. } if id.is_empty() || id.len() > ID_LENGTH => Err(Close::Malformed),
            Said::Subscribe { id, .. } if self.subscriptions.contains_key(&id) => Err(Close::IdInUse),
            Said::Subscribe { id, payload } => match self.subscribe(payload) {
                Ok(subscription) => {
                    self.subscriptions.insert(id, subscription);
                    Ok(())
                }
                Err(refusal) => say(socket, &Answer::Error { id: &id, payload: [refusal_error(refusal)] }).await,
            },
            Said::Complete { id } => {
                self.subscriptions.remove(&id);
                Ok(())
            }
        }
    }

    fn subscribe(&self, asked: Asked) -> Result<BoxStream<'static, Told>, Refused> {
        let full = Refused::TooOften(TooOften(LATER));
        if self.subscriptions.len() >= PER_CONNECTION {
            return Err(full);
        }
        let place = self.live.places.clone().try_acquire_owned().map_err(|_| full)?;
        let told = self.service.subscribe(self.asking, asked)?;
        Ok(held(told, place))
    }

    async fn tell(&mut self, socket: &mut WebSocket, id: &str, told: Told) -> Result<(), Close> {
        let Some(response) = told else {
            self.subscriptions.remove(id);
            return say(socket, &Answer::Complete { id }).await;
        };
        if response.errors.is_empty() {
            let payload = serde_json::to_value(&response).unwrap_or_default();
            return say(socket, &Answer::Next { id, payload }).await;
        }
        self.subscriptions.remove(id);
        let error = faults(&response).map_or_else(|| refusal_error(Refused::Validation), broken_error);
        say(socket, &Answer::Error { id, payload: [error] }).await
    }
}

/// A subscription that keeps its place as long as it lives, and says when it has ended.
fn held(told: BoxStream<'static, async_graphql::Response>, place: OwnedSemaphorePermit) -> BoxStream<'static, Told> {
    let end = stream::once(async move {
        drop(place);
        None
    });
    told.map(Some).chain(end).boxed()
}

async fn say(socket: &mut WebSocket, answer: &Answer<'_>) -> Result<(), Close> {
    let text = serde_json::to_string(answer).map_err(|_| Close::GoingAway)?;
    send(socket, Message::Text(text.into())).await
}

/// A client that does not read is cut by the connection's own deadline.
async fn send(socket: &mut WebSocket, message: Message) -> Result<(), Close> {
    socket.send(message).await.map_err(|_| Close::GoingAway)
}
