//! A real PostgreSQL for tests and for the sandbox, with every durability setting on, private to one
//! process: what is proven here is proven about the database a municipality would run.
//!
//! - [`Cluster`] starts, kills, restarts and stops one server. `DATABASE_URL` makes it use a server that
//!   somebody else runs; otherwise it finds PostgreSQL's programs, or fetches them once.
//! - [`fresh_database`] hands each test its own database, cloned from a migrated template on the cluster
//!   that the test process shares; [`private_cluster`] is for tests that kill the server itself.
//!
//! A managed server has no TCP port and no password: it listens on a Unix socket in a folder that only its
//! own user may enter. It cannot outlive the process that started it, not even when that process is killed
//! with `kill -9`: a watching shell holds the reading end of a pipe whose writing end is ours, and stops the
//! server when the pipe closes. (The parent-death signal of Linux would need `unsafe` code and says nothing
//! to other systems; a closed pipe is noticed everywhere.)

mod backup;
mod cluster;
mod data_folder;
mod database;
mod dump;
mod error;
mod fetch;
mod initdb;
mod programs;
mod run_user;
mod server;
mod settings;
mod shared;
mod socket_folder;
#[cfg(test)]
mod tests;

pub use backup::load;
pub use cluster::Cluster;
pub use database::TestDatabase;
pub use dump::dump;
pub use error::{PostgresError, Result};
pub use settings::ClusterSettings;
pub use shared::{copy_of, fresh_database, private_cluster};
