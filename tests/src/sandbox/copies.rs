//! What an auditor is given of the sandbox: the reading role, a copy of the database, a dump of it.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::{DATABASE, SCHEMA, Sandbox};

/// A copy of the product's database.
#[derive(Clone, Debug)]
pub struct Copy {
    /// With every right.
    pub owner: PgConnectOptions,
    /// In the role of auditors.
    pub reader: PgConnectOptions,
}

impl Sandbox {
    /// The schema of the product's cell.
    pub const SCHEMA: &'static str = SCHEMA;

    /// The product's database in the role of auditors.
    #[must_use]
    pub fn reader(&self) -> PgConnectOptions {
        self.cluster.options(replay::pool::READER, DATABASE)
    }

    /// Stops the product in good order, as before a new version.
    ///
    /// # Errors
    /// When it does not stop in time.
    pub async fn stop_product(&mut self) -> anyhow::Result<()> {
        match self.product.take() {
            Some(product) => product.stop().await,
            None => Ok(()),
        }
    }

    /// Copies the database under another name; the product must be stopped.
    ///
    /// # Errors
    /// When somebody is still connected.
    pub async fn copy_database(&self, name: &str) -> anyhow::Result<Copy> {
        let mut connection = self.cluster.superuser_options("postgres").connect().await?;
        sqlx::raw_sql(&format!("CREATE DATABASE {name} TEMPLATE {DATABASE}")).execute(&mut connection).await?;
        connection.close().await?;
        let owner = replay::pool::in_cell(self.cluster.superuser_options(name), SCHEMA);
        Ok(Copy { owner, reader: self.cluster.options(replay::pool::READER, name) })
    }

    /// Everything the database holds, as `pg_dump` writes it; none where that program is not installed.
    ///
    /// # Errors
    /// When it fails.
    pub fn dump(&self) -> anyhow::Result<Option<String>> {
        crate::postgres::dump(&self.cluster.superuser_options(DATABASE))
    }
}
