//! One command at a time: the lock ends with its connection, so a killed command keeps nobody out.

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};
use tokio::sync::Mutex;

use super::error::BuildError;

const TAKE: &str = "SELECT pg_try_advisory_lock(hashtextextended('quietanza view builds of ' || $1, 0))";

/// The connection that holds the lock.
#[derive(Debug)]
pub(super) struct Lock(Mutex<PgConnection>);

impl Lock {
    pub(super) async fn take(options: &PgConnectOptions, schema: &str) -> Result<Self, BuildError> {
        let mut connection = PgConnection::connect_with(options).await?;
        let taken: bool = sqlx::query_scalar(TAKE).bind(schema).fetch_one(&mut connection).await?;
        if taken { Ok(Self(Mutex::new(connection))) } else { Err(BuildError::Busy(schema.to_owned())) }
    }

    /// Whether it is still ours.
    pub(super) async fn check(&self) -> Result<(), BuildError> {
        self.0.lock().await.ping().await.map_err(|_| BuildError::LockLost)
    }
}
