//! The product: everything the rooms share, opened once from the settings, and nothing global.

mod backlog;
mod error;
mod health;
mod run;

use std::sync::Arc;

use domain::identifier::EnteCode;
use domain::ids::{CommandId, CorrelationId};
use domain::metadata::{Actor, Assurance, Metadata};
use projections::freshness::Watch;
use replay::head::Head;
use replay::store::WriteSide;
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use tokio_util::sync::CancellationToken;

pub use error::StartError;
pub use health::{Health, NotReady, ViewLag};
pub use run::Doors;

use backlog::Backlog;

use crate::clock::Clock;
use crate::commands::Commands;
use crate::enti::EnteDirectory;
use crate::fence::Fence;
use crate::http::{choose_cryptography, trace};
use crate::identity::{Hasher, Sessions};
use crate::notices::NoticeRegistry;
use crate::privacy;
use crate::settings::Settings;
use crate::vault::Vault;

/// One cell, opened. Cheap to clone; all clones share everything.
#[derive(Clone, Debug)]
pub struct Product {
    /// How the installation is set up.
    pub settings: Arc<Settings>,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Connections for queries and workers (role `quietanza_app`).
    pub pool: PgPool,
    /// Seals and opens personal data.
    pub vault: Vault,
    /// Makes and checks password hashes, a few at a time.
    pub hasher: Hasher,
    /// Sessions of citizens.
    pub sessions: Sessions,
    /// Notice numbers.
    pub notices: NoticeRegistry,
    /// The Enti of the cell.
    pub enti: EnteDirectory,
    /// What can be commanded.
    pub commands: Commands,
    /// How long the log is.
    pub head: Head,
    /// How far the views have come.
    pub views: Watch,
    /// Whether anything may be done outside.
    pub fence: Fence,
    backlog: Backlog,
    write_side: WriteSide,
    stopping: CancellationToken,
}

impl Product {
    /// Opens the cell: connects, checks that it is migrated and that the keys are its keys, reads the Enti. Starts nothing that acts.
    ///
    /// # Errors
    /// What is missing, in words an administrator can act on.
    pub async fn open(settings: Settings, clock: Clock) -> Result<Self, StartError> {
        choose_cryptography();
        let options = settings.database.app();
        let pool = replay::pool::lazy(options.clone(), settings.database.connections);
        check_cell(&pool, &settings.database.schema).await?;
        let keys = replay::pool::lazy(settings.vault.reached(&settings.database), settings.vault.connections);
        let vault = Vault::open(pool.clone(), keys, &settings.vault).await?;
        privacy::apply_again(&pool, &vault).await?;
        let write_side = WriteSide::open(settings.database.store, &options, settings.database.write_connections);
        Ok(Self {
            clock,
            vault,
            hasher: Hasher::new(&settings.accounts)?,
            sessions: Sessions::new(pool.clone(), &settings.accounts),
            notices: NoticeRegistry::new(pool.clone()),
            enti: EnteDirectory::open(pool.clone()).await?,
            backlog: Backlog::find(&pool).await.map_err(StartError::Unreachable)?,
            commands: Commands::new(&write_side),
            head: Head::default(),
            views: Watch::default(),
            fence: Fence::default(),
            settings: Arc::new(settings),
            pool,
            write_side,
            stopping: CancellationToken::new(),
        })
    }

    /// How the product connects to its cell, for rooms that need a connection of their own.
    #[must_use]
    pub fn connect_options(&self) -> PgConnectOptions {
        self.settings.database.app()
    }

    /// What is stored beside the events of one command; a new command id, and the trace of the request being served.
    #[must_use]
    pub fn metadata(
        &self,
        ente: &EnteCode,
        actor: Actor,
        assurance: Assurance,
        correlation_id: CorrelationId,
        causation: Option<String>,
    ) -> Metadata {
        Metadata {
            ente: ente.clone(),
            actor,
            assurance,
            correlation_id,
            causation,
            command_id: CommandId::new(self.clock.new_uuid()),
            traceparent: trace::current().map(|trace| trace.to_string()),
            reason: None,
        }
    }

    /// A new piece of work.
    #[must_use]
    pub fn new_correlation(&self) -> CorrelationId {
        CorrelationId::new(self.clock.new_uuid())
    }
}

const MIGRATED: &str = "SELECT version FROM _sqlx_migrations WHERE success ORDER BY version";

/// Refuses a cell that lacks migrations of this build.
async fn check_cell(pool: &PgPool, schema: &str) -> Result<(), StartError> {
    let mut connection = pool.acquire().await.map_err(StartError::Unreachable)?;
    let applied: Vec<i64> = match sqlx::query_scalar(MIGRATED).fetch_all(&mut *connection).await {
        Ok(applied) => applied,
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42P01") => Vec::new(),
        Err(error) => return Err(StartError::Unreachable(error)),
    };
    let lacking = replay::migrate::MIGRATIONS.iter().filter(|migration| !applied.contains(&migration.version)).count();
    if lacking > 0 {
        return Err(StartError::NotMigrated { schema: schema.to_owned(), lacking });
    }
    Ok(())
}
