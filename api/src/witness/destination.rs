//! Looking after one destination: whenever it lacks the newest head, it gets it; what fails is tried again, each time after a longer wait.

use std::fmt::Debug;
use std::time::Duration;

use replay::heads::{Dispatch, HeadError};
use tokio_util::sync::CancellationToken;

use super::client::WitnessError;
use crate::fence::Fence;
use crate::mail::SendError;

/// How often we look whether there is a newer head.
const LOOK: Duration = Duration::from_secs(1);
/// The first wait after a failure; doubled with each further one.
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

/// Why a head was not taken this time.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Undelivered {
    #[error(transparent)]
    Witness(#[from] WitnessError),
    #[error(transparent)]
    Mail(#[from] SendError),
    #[error(transparent)]
    Head(#[from] HeadError),
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
}

/// Somebody who keeps heads.
pub(crate) trait Destination: Debug + Send + Sync + 'static {
    /// What it is called in `log_dispatch`.
    fn name(&self) -> &str;

    /// The head it lacks, if it is time to send one.
    fn due(&self) -> impl Future<Output = Result<Option<Dispatch>, Undelivered>> + Send;

    /// Sends it, and notes that it was taken.
    fn deliver(&self, dispatch: Dispatch) -> impl Future<Output = Result<(), Undelivered>> + Send;
}

/// Looks after a destination until `stop`.
pub(crate) async fn follow<D: Destination>(destination: D, fence: Fence, stop: CancellationToken) {
    let mut failures = 0_u32;
    loop {
        let wait = match failures.checked_sub(1) {
            None => LOOK,
            Some(again) => FIRST_WAIT.saturating_mul(2_u32.saturating_pow(again)).min(LONGEST_WAIT),
        };
        if tokio::time::timeout(wait, stop.cancelled()).await.is_ok() {
            return;
        }
        if !fence.opened(&stop).await {
            return;
        }
        match send(&destination).await {
            Ok(()) => failures = 0,
            Err(error) => {
                failures = failures.saturating_add(1);
                metrics::counter!("log_dispatch_failures_total", "destination" => destination.name().to_owned()).increment(1);
                let (name, error) = (destination.name(), &error as &dyn std::error::Error);
                tracing::warn!(destination = name, failures, error, "a signed head was not taken; it is sent again");
            }
        }
    }
}

async fn send<D: Destination>(destination: &D) -> Result<(), Undelivered> {
    let Some(dispatch) = destination.due().await? else { return Ok(()) };
    let size = dispatch.head.size;
    destination.deliver(dispatch).await?;
    metrics::gauge!("log_dispatch_size", "destination" => destination.name().to_owned()).set(size as f64);
    tracing::info!(destination = destination.name(), size, "a signed head was taken");
    Ok(())
}
