//! The Enti of the cell, their homes on the portal and their services, folded from their streams and kept in memory: asked for by nearly every request, changed a
//! few times a year.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use cqrs_es::Aggregate;
use domain::ente::{Ente, EnteEvent, EnteSettings};
use domain::identifier::EnteCode;
use domain::service::{Service, ServiceCode, ServiceEvent};
use domain::site::{Site, SiteEvent};
use replay::head::Head;
use sqlx::{PgPool, Row};
use tokio_util::sync::CancellationToken;

/// The sum keeps the planner from walking the whole log backwards by position until it meets one of them.
const LAST_CHANGE: &str =
    "SELECT coalesce(max(global_position + 0), 0) FROM events WHERE aggregate_type IN ('Ente', 'Service', 'Site')";
const STREAMS: &str = "
SELECT aggregate_id, payload::text FROM events WHERE aggregate_type = 'Ente' ORDER BY aggregate_id, sequence";
const SITES: &str = "
SELECT aggregate_id, payload::text FROM events WHERE aggregate_type = 'Site' ORDER BY aggregate_id, sequence";
const SERVICES: &str = "
SELECT ente, aggregate_id, payload::text FROM events WHERE aggregate_type = 'Service' ORDER BY aggregate_id, sequence";

/// The shortest time between two looks; the longest, when nothing is heard of the log.
const PAUSE: Duration = Duration::from_millis(100);
const LOOK: Duration = Duration::from_secs(5);

/// Why the Enti could not be read.
#[derive(Debug, thiserror::Error)]
pub enum EnteError {
    /// The database could not be asked.
    #[error("enti: the streams could not be read")]
    Database(#[from] sqlx::Error),
    /// An Ente's code cannot be read.
    #[error("enti: {0}")]
    Code(#[from] domain::identifier::EnteCodeError),
    /// An event was written by a version this one does not know.
    #[error("enti: an event cannot be read")]
    Event(#[from] serde_json::Error),
}

/// The settings in force of every Ente of the cell, and its services. Cheap to clone; all clones see the same.
#[derive(Clone, Debug)]
pub struct EnteDirectory {
    pool: PgPool,
    known: Arc<RwLock<Known>>,
}

#[derive(Debug, Default)]
struct Known {
    last_change: i64,
    enti: BTreeMap<EnteCode, Arc<EnteSettings>>,
    services: Services,
    sites: BTreeMap<EnteCode, Arc<Site>>,
}

/// The services of every Ente.
type Services = BTreeMap<EnteCode, BTreeMap<ServiceCode, Arc<Service>>>;

impl EnteDirectory {
    /// Reads all Enti.
    ///
    /// # Errors
    /// When the database cannot be asked or an event cannot be read.
    pub async fn open(pool: PgPool) -> Result<Self, EnteError> {
        let directory = Self { pool, known: Arc::default() };
        directory.refresh().await?;
        Ok(directory)
    }

    /// The settings in force of an Ente; none when it was never configured.
    #[must_use]
    pub fn get(&self, code: &EnteCode) -> Option<Arc<EnteSettings>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).enti.get(code).cloned()
    }

    /// All Enti, in order of their codes.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<EnteSettings>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).enti.values().cloned().collect()
    }

    /// The home of an Ente on the portal; empty before the office stated anything.
    #[must_use]
    pub fn site(&self, ente: &EnteCode) -> Arc<Site> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).sites.get(ente).cloned().unwrap_or_default()
    }

    /// The services of an Ente, offered or not, in order of their codes.
    #[must_use]
    pub fn services(&self, ente: &EnteCode) -> Vec<Arc<Service>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.services.get(ente).map(|services| services.values().cloned().collect()).unwrap_or_default()
    }

    /// A service of an Ente, offered or not.
    #[must_use]
    pub fn service(&self, ente: &EnteCode, code: &ServiceCode) -> Option<Arc<Service>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).services.get(ente)?.get(code).cloned()
    }

    /// Reads what changed since the last look, whichever process changed it.
    ///
    /// # Errors
    /// As [`EnteDirectory::open`]; what was known stays.
    pub async fn refresh(&self) -> Result<(), EnteError> {
        let last_change: i64 = sqlx::query_scalar(LAST_CHANGE).fetch_one(&self.pool).await?;
        if last_change == self.known.read().unwrap_or_else(PoisonError::into_inner).last_change {
            return Ok(());
        }
        let (enti, services, sites) = (self.fold().await?, self.fold_services().await?, self.fold_sites().await?);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.last_change < last_change {
            *known = Known { last_change, enti, services, sites };
        }
        Ok(())
    }

    async fn fold(&self) -> Result<BTreeMap<EnteCode, Arc<EnteSettings>>, EnteError> {
        let mut folded: BTreeMap<String, Ente> = BTreeMap::new();
        for row in sqlx::query(STREAMS).fetch_all(&self.pool).await? {
            let event: EnteEvent = serde_json::from_str(row.try_get(1)?)?;
            folded.entry(row.try_get(0)?).or_default().apply(event);
        }
        let settings = folded.into_values().filter_map(|ente| ente.settings);
        Ok(settings.map(|settings| (settings.code.clone(), Arc::new(*settings))).collect())
    }

    async fn fold_sites(&self) -> Result<BTreeMap<EnteCode, Arc<Site>>, EnteError> {
        let mut folded: BTreeMap<EnteCode, Site> = BTreeMap::new();
        for row in sqlx::query(SITES).fetch_all(&self.pool).await? {
            let (ente, event): (_, SiteEvent) = (EnteCode::parse(row.try_get(0)?)?, serde_json::from_str(row.try_get(1)?)?);
            folded.entry(ente).or_default().apply(event);
        }
        Ok(folded.into_iter().map(|(ente, site)| (ente, Arc::new(site))).collect())
    }

    async fn fold_services(&self) -> Result<Services, EnteError> {
        let mut folded: BTreeMap<String, (EnteCode, Service)> = BTreeMap::new();
        for row in sqlx::query(SERVICES).fetch_all(&self.pool).await? {
            let (ente, event): (_, ServiceEvent) = (EnteCode::parse(row.try_get(0)?)?, serde_json::from_str(row.try_get(2)?)?);
            folded.entry(row.try_get(1)?).or_insert_with(|| (ente, Service::default())).1.apply(event);
        }
        let mut services = Services::new();
        for (ente, service) in folded.into_values() {
            let Some(code) = service.definition().map(|definition| definition.code.clone()) else { continue };
            services.entry(ente).or_default().insert(code, Arc::new(service));
        }
        Ok(services)
    }

    /// Follows the log until `stop`.
    pub async fn follow(self, head: Head, stop: CancellationToken) {
        let mut advanced = head.subscribe();
        while !stop.is_cancelled() {
            if let Err(error) = self.refresh().await {
                tracing::warn!(error = &error as &dyn std::error::Error, "the Enti could not be read again");
            }
            let _ = tokio::time::timeout(PAUSE, stop.cancelled()).await;
            let heard = stop.run_until_cancelled(advanced.changed());
            let _ = tokio::time::timeout(LOOK, heard).await;
        }
    }
}
