//! What citizens ask and command: GraphQL at `/graphql` (`POST`, JSON only), watching payments at `/graphql/live` (WebSocket).
//!
//! ```text
//! request ─► gate (headers, body) ─► caps ─► document (bounds, access rules) ─► resolvers ─► streams and views
//!                                                                                  └──────► commands
//! ```
//!
//! A client can only name what [`access`] rules allow, can only cost what [`document`] bounds allow, and learns of a failure either as a
//! typed answer it can show ([`failure`]) or as a trace id ([`fault`]). Nothing personal is shown to anybody who did not prove to know it
//! ([`proof`]).

pub mod access;
pub mod account;
pub mod added;
pub mod bills;
pub mod caps;
pub mod cart;
pub mod checkout;
pub mod content;
pub mod cursor;
pub mod document;
pub mod ente;
pub mod failure;
pub mod fault;
pub mod freshness;
pub(crate) mod gate;
pub mod history;
pub mod language;
mod live;
mod narrowing;
pub mod notice;
pub mod page;
pub mod paper;
pub mod pending;
pub mod position;
pub mod proof;
pub mod receipt;
pub mod recognised;
pub mod room;
mod router;
pub mod scalars;
pub mod schema;
pub mod search;
mod service;
pub mod spontaneous;
pub mod streams;
pub mod support;
pub mod viewer;
pub mod views;

pub use room::Room;
pub use router::router;
pub use schema::sdl;
