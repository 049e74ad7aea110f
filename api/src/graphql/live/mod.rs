//! Subscriptions: `graphql-transport-ws` over WebSocket, for watching payments.
//!
//! A browser sends the page's origin with the handshake: pages of other origins are refused. Connections are counted, bounded in number
//! and time, and silent ones are cut.

mod feed;
mod protocol;
mod socket;

pub(crate) use feed::{Feed, Waiting};
pub(crate) use socket::{Live, upgrade};
