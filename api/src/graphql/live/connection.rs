//! One connection: from its handshake until one of the two leaves.

use std::time::Duration;

use async_graphql_axum::{GraphQLProtocol, GraphQLWebSocket};
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::response::Response;
use futures::{SinkExt, StreamExt};
use tokio_util::sync::CancellationToken;

use super::places::{Place, Places};
use super::watcher::Watcher;
use crate::graphql::gate::{MAX_BODY, Refused};
use crate::graphql::room::Asking;
use crate::graphql::service::Service;

/// The one protocol spoken, and the only one a client may offer: the library would choose its older sister when that is offered first.
pub(super) const PROTOCOL: &str = "graphql-transport-ws";
/// A client that says nothing for so long, not even the protocol's ping, is cut: its `keepAlive` is set to half of it or less.
const SILENCE: Duration = Duration::from_secs(60);
/// Longest life of a connection: the client comes back and continues where it was.
const LIFETIME: Duration = Duration::from_secs(3_600);

/// Takes a handshake that was found good; the connection ends at `stop`.
///
/// # Errors
/// When the network holds too many connections, or the client does not speak the protocol.
pub(crate) fn upgrade(
    service: Service,
    places: &Places,
    asking: Asking,
    (handshake, protocol): (WebSocketUpgrade, GraphQLProtocol),
    stop: CancellationToken,
) -> Result<Response, Refused> {
    if handshake.requested_protocols().ne([PROTOCOL]) {
        return Err(Refused::Protocol);
    }
    let handshake = handshake.protocols([PROTOCOL]).max_message_size(MAX_BODY).max_frame_size(MAX_BODY);
    let place = places.enter(asking.client)?;
    let watcher = Watcher::new(service, asking, places.clone());
    Ok(handshake.on_upgrade(move |socket| serve(socket, protocol, watcher, stop, place)))
}

async fn serve(socket: WebSocket, protocol: GraphQLProtocol, watcher: Watcher, stop: CancellationToken, _place: Place) {
    let (mut sink, stream) = socket.split();
    let end = async move {
        let _ = tokio::time::timeout(LIFETIME, stop.cancelled()).await;
    };
    let said = stream.take_until(Box::pin(end));
    GraphQLWebSocket::new_with_pair(&mut sink, said, watcher, protocol).keepalive_timeout(SILENCE).serve().await;
    // Nobody hears it when the client left first.
    let frame = CloseFrame { code: close_code::AWAY, reason: "come back and continue".into() };
    let _ = sink.send(Message::Close(Some(frame))).await;
}
