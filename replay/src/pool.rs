//! Connections: one role, one cell, no needless round trips.

use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

/// The role that owns the tables and applies migrations.
pub const OWNER: &str = "quietanza_owner";
/// The role of the running product.
pub const APP: &str = "quietanza_app";
/// The role of auditors and read-only tools.
pub const READER: &str = "quietanza_reader";
/// The role that keeps the keys of people, and nothing else.
pub const VAULT: &str = "quietanza_vault";

/// How long the server lets one statement run, in milliseconds.
const STATEMENT_TIMEOUT_MS: &str = "30000";
/// How long a caller waits for a free connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Points connections at one cell: every unqualified name is found in `schema`, statements are cut after 30 seconds, and the driver
/// logs nothing (statements are traced where they are issued).
///
/// Works for TCP and Unix sockets alike: host, user and password stay those of `options`.
#[must_use]
pub fn in_cell(options: PgConnectOptions, schema: &str) -> PgConnectOptions {
    use sqlx::ConnectOptions;
    options
        .options([("search_path", schema), ("statement_timeout", STATEMENT_TIMEOUT_MS), ("TimeZone", "UTC")])
        .disable_statement_logging()
}

/// A pool that opens its first connection when somebody needs it and does not ping before each use: a dead connection shows itself by
/// failing the statement, and the caller's retry opens a new one.
#[must_use]
pub fn lazy(options: PgConnectOptions, max_connections: u32) -> PgPool {
    PgPoolOptions::new()
        .max_connections(max_connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .connect_lazy_with(options)
}
