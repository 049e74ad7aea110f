//! The event store and the log, tried on a real PostgreSQL: what is acknowledged is there, in one order, for ever.

mod append_only;
mod backlog;
mod bulk;
mod cell;
mod child;
mod contract;
mod crash;
mod defects;
mod grants;
mod json;
mod log;
mod toy;
mod writers;
