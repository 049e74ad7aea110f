//! How long the log is: the one number every reader waits on.

use std::time::Duration;

use tokio::sync::watch;

/// The head of the log in this process: the number of entries, which is also the next index.
#[derive(Debug, Clone)]
pub struct Head {
    next_index: watch::Sender<u64>,
}

/// The log did not reach an index in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("log index {wanted} was not visible in time, the next one is {next_index}")]
pub struct StillBehind {
    /// The index waited for.
    pub wanted: u64,
    /// The head when the wait ended.
    pub next_index: u64,
}

impl Default for Head {
    fn default() -> Self {
        Self { next_index: watch::Sender::new(0) }
    }
}

impl Head {
    /// The next index to be given out; everything below it is committed.
    #[must_use]
    pub fn next_index(&self) -> u64 {
        *self.next_index.borrow()
    }

    /// A receiver that sees every advance (not necessarily each single one).
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.next_index.subscribe()
    }

    /// Waits until the event at `index` can be read.
    ///
    /// # Errors
    /// [`StillBehind`] after `timeout`.
    pub async fn wait_until(&self, index: u64, timeout: Duration) -> Result<(), StillBehind> {
        let mut head = self.subscribe();
        let reached = tokio::time::timeout(timeout, head.wait_for(|next| *next > index)).await;
        match reached {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(StillBehind { wanted: index, next_index: self.next_index() }),
        }
    }

    /// Tells all readers that the log is (at least) this long; never goes back.
    pub(crate) fn advance_to(&self, next_index: u64) {
        self.next_index.send_if_modified(|head| {
            let advanced = next_index > *head;
            if advanced {
                *head = next_index;
            }
            advanced
        });
    }
}
