//! Subscriptions: `graphql-transport-ws` over WebSocket, for watching payments.
//!
//! A browser sends the page's origin with the handshake: pages of other origins are refused. Connections are counted, bounded in number
//! and time, and silent ones are cut.

mod connection;
mod feed;
mod places;
mod watcher;

pub(crate) use connection::upgrade;
pub(crate) use feed::{Feed, Waiting};
pub(crate) use places::Places;
