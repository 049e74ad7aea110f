//! The house is walked through while it works: a stretch of the log and some positions every minute, and an alarm for whatever does not hold.

mod raw;

use std::time::Duration;

use projections::check::{Patrol, Report};
use projections::freshness::positions;
use sqlx::PgPool;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

pub use raw::{RawError, raw_messages};

use crate::clock::Clock;

/// From one round to the next.
const EVERY: Duration = Duration::from_secs(60);

/// Walks until `stop`.
pub(crate) async fn watch(pool: PgPool, clock: Clock, stop: CancellationToken) {
    let mut patrol = Patrol::default();
    let mut rounds = tokio::time::interval(EVERY);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while stop.run_until_cancelled(rounds.tick()).await.is_some() {
        let Some(round) = stop.run_until_cancelled(patrol.round(&pool, clock.now())).await else { return };
        match round {
            Ok(report) => tell(&report),
            Err(error) => {
                metrics::counter!("integrity_rounds_failed_total").increment(1);
                tracing::warn!(error = &error as &dyn std::error::Error, "what is stored could not be checked");
            }
        }
        if let Ok(views) = positions(&pool).await {
            views.iter().for_each(projections::freshness::ViewPosition::report);
        }
    }
}

/// The gauge `integrity_findings` of each invariant is 0 or an alarm; rows of views are not repeated in the log.
fn tell(report: &Report) {
    metrics::counter!("integrity_events_checked_total").increment(report.events);
    for examined in &report.examined {
        let found = u32::try_from(examined.findings.len()).unwrap_or(u32::MAX);
        metrics::gauge!("integrity_findings", "invariant" => examined.invariant.as_str()).set(found);
        for finding in &examined.findings {
            tracing::error!(invariant = examined.invariant.as_str(), place = finding.place, "what is stored does not hold");
        }
    }
}
