//! One dedicated connection of a writer or reader task: opened when needed, dropped when broken, never shared and never pinged.

use std::future::Future;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};

/// The longest a caller can be left waiting by a server that no longer answers.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(35);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(crate) struct Session {
    options: PgConnectOptions,
    connection: Option<PgConnection>,
}

impl Session {
    pub(crate) fn new(options: PgConnectOptions) -> Self {
        Self { options, connection: None }
    }

    /// The connection, opened if there is none.
    pub(crate) async fn open(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        if self.connection.is_none() {
            let opening = PgConnection::connect_with(&self.options);
            let opened = tokio::time::timeout(CONNECT_TIMEOUT, opening).await;
            self.connection = Some(opened.map_err(|_| timed_out("connecting"))??);
        }
        Ok(self.connection.as_mut().expect("just opened"))
    }

    /// Forgets a connection that failed; the next use opens another.
    pub(crate) fn lose(&mut self) {
        self.connection = None;
    }
}

/// Waits for the server's answer, but not for ever: a connection cut without a word must not hold its callers.
pub(crate) async fn answered<T>(statement: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    tokio::time::timeout(ANSWER_TIMEOUT, statement).await.unwrap_or_else(|_| Err(timed_out("the statement")))
}

fn timed_out(what: &str) -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, format!("{what} took too long")))
}
