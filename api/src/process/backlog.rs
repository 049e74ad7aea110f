//! How much waits, told to whoever watches the installation: what is put aside waits for a person.

use std::time::Duration;

use projections::todo::queries::backlog;
use tokio_util::sync::CancellationToken;

use crate::product::Product;

/// How often it is told.
const INTERVAL: Duration = Duration::from_secs(15);

/// Tells the backlog of each kind of to-do until `stop`.
pub(crate) async fn tell(product: Product, stop: CancellationToken) {
    let mut times = tokio::time::interval(INTERVAL);
    times.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while stop.run_until_cancelled(times.tick()).await.is_some() {
        // A database that does not answer shows in readiness; the figures stay what they were.
        let Ok(kinds) = backlog(&product.pool, product.clock.now()).await else { continue };
        for waiting in kinds {
            let kind = waiting.kind.as_str();
            metrics::gauge!("todo_ready", "kind" => kind).set(figure(waiting.ready));
            metrics::gauge!("todo_parked", "kind" => kind).set(figure(waiting.parked));
        }
    }
}

/// Counts stop at 10,000 and so are exact in whatever form a gauge takes them.
fn figure(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
