//! What the staff asks and commands: GraphQL at `/office/graphql`, on a listener of its own, through the same strict gate as the citizens'.
//!
//! ```text
//! request ─► gate (headers, body) ─► session ─► document (bounds, roles) ─► resolvers ─► streams and views
//!                                                                               └──────► commands, by name and with a reason
//! ```
//!
//! Every field says which roles may read it ([`access`]); a field that says nothing is refused to everybody. A member of the staff belongs
//! to one Ente: whatever belongs to another one is answered like something that does not exist.

pub mod access;
mod answer;
mod as_of;
mod content;
mod cookie;
mod desk;
mod history;
mod money;
mod page;
mod pending;
mod position;
mod privacy;
mod router;
mod schema;
mod search;
mod service;
mod session;
mod staff;
mod support;
mod timeline;
mod todos;
mod views;
mod why;

pub use desk::OfficeRoom;
pub use router::router;
pub use schema::sdl;
