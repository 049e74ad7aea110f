//! A copy of the data that comes back from a backup does nothing outside until somebody has compared it with the world.
//!
//! Whoever starts on restored data does not know what was sent since: a mail would go out again, a cart be handed over again, a head of a
//! log be signed that forgot what was published. So each start looks whether the cell still stands where it stood ([`Home`]), and whether
//! the log still holds what a file beside it remembers ([`Mark`], `database.mark_file`). If not, the cell serves (above all it takes
//! receipts, which the Node delivers again), books and shows, but mails nobody, calls nobody, signs nothing and erases nothing, until
//! `quietanza restored confirm`.

mod home;
mod mark;

use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

pub use home::{Confirmation, Confirmed, Home, Noticed, Waiting, confirm, settle, waiting};
pub use mark::{Mark, MarkError};

use crate::product::Product;

/// How often we look whether it was confirmed, or whether the server has become another one.
const LOOK: Duration = Duration::from_secs(3);

/// Whether anything may be done outside. Cheap to clone; clones share what is known. Closed until the first look.
#[derive(Clone, Debug)]
pub struct Fence {
    gate: watch::Sender<Gate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    /// Nobody has looked yet.
    Unknown,
    Held,
    Open,
}

impl Default for Fence {
    fn default() -> Self {
        Self { gate: watch::Sender::new(Gate::Unknown) }
    }
}

/// Why nobody could tell whether this copy is the one it was.
#[derive(Debug, thiserror::Error)]
pub enum FenceError {
    /// The database failed.
    #[error("where the cell stands cannot be asked")]
    Database(#[from] sqlx::Error),
    /// The file beside it cannot be read or written.
    #[error("database.mark_file: {0}")]
    Mark(#[from] MarkError),
}

impl Fence {
    /// Whether something may be done outside.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self.gate.borrow() == Gate::Open
    }

    /// Waits until something may be done outside; answers whether that came before `stop`.
    pub(crate) async fn opened(&self, stop: &CancellationToken) -> bool {
        let mut gate = self.gate.subscribe();
        let opened = async { gate.wait_for(|gate| *gate == Gate::Open).await.is_ok() };
        stop.run_until_cancelled(opened).await.unwrap_or(false)
    }

    /// Says so when it is not as it was.
    fn set(&self, home: &Home) {
        let gate = if home.is_confirmed() { Gate::Open } else { Gate::Held };
        metrics::gauge!("outside_held").set(u32::from(gate == Gate::Held));
        if self.gate.send_replace(gate) == gate {
            return;
        }
        if gate == Gate::Open {
            tracing::info!(home = home.number, "the cell is at home: what is to be done outside is done");
        } else {
            tracing::error!(
                restored.noticed = home.noticed.as_str(),
                restored.log_length = home.log_length,
                "this copy came back from a backup: nothing is done outside until `quietanza restored confirm`"
            );
        }
    }
}

/// Looks where the cell stands, once: a place it never stood at closes the fence.
///
/// # Errors
/// [`FenceError`]; the fence stays as it was.
pub async fn look(product: &Product) -> Result<Home, FenceError> {
    let mark = Mark::of(&product.settings.database);
    let is_known = match &mark {
        Some(mark) => mark.is_kept_by(&product.pool).await?,
        None => true,
    };
    let home = home::settle(&product.pool, is_known).await?;
    product.fence.set(&home);
    if let Some(mark) = mark.filter(|_| home.is_confirmed()) {
        mark.set(&product.pool).await?;
    }
    Ok(home)
}

/// Looks again and again until `stop`.
pub(crate) async fn watch(product: Product, stop: CancellationToken) {
    let mut looks = tokio::time::interval(LOOK);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while stop.run_until_cancelled(looks.tick()).await.is_some() {
        if let Err(error) = look(&product).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "where the cell stands is not known; it is asked again");
        }
    }
}
