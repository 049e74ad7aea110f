//! Who looked at a notice: every question is kept, but no payer waits for it. The answer goes out first; a bounded
//! queue is written behind it, and what finds the queue full is counted and lost.

use domain::ids::NodeCallId;
use domain::metadata::Metadata;
use domain::node_call::{KeepCall, NodeCallEvent};
use futures::StreamExt;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::product::Product;

/// Questions that may wait.
const QUEUE: usize = 8_192;
/// Questions written side by side, so that they share commits.
const WRITING: usize = 64;

struct Noted {
    metadata: Metadata,
    event: NodeCallEvent,
}

/// Where questions are left.
#[derive(Clone, Debug)]
pub(super) struct CallLog {
    queue: mpsc::Sender<Noted>,
}

/// Writes what was left, until every station is gone.
#[derive(Debug)]
pub struct CallWriter {
    product: Product,
    queue: mpsc::Receiver<Noted>,
}

impl CallLog {
    pub(super) fn new(product: Product) -> (Self, CallWriter) {
        let (sender, queue) = mpsc::channel(QUEUE);
        (Self { queue: sender }, CallWriter { product, queue })
    }

    /// Leaves a question; never waits.
    pub(super) fn note(&self, metadata: Metadata, event: NodeCallEvent) {
        if self.queue.try_send(Noted { metadata, event }).is_err() {
            metrics::counter!("station_questions_lost_total", "reason" => "queue_full").increment(1);
        }
    }
}

impl CallWriter {
    /// Writes until the last station is dropped and the queue is empty.
    pub async fn run(self) {
        let product = &self.product;
        ReceiverStream::new(self.queue).for_each_concurrent(WRITING, |noted| keep(product, noted)).await;
    }
}

async fn keep(product: &Product, Noted { metadata, event }: Noted) {
    let id = NodeCallId::new(product.clock.new_uuid());
    let kept = product.commands.node_calls.execute(&id.to_string(), KeepCall(event), metadata.to_map()).await;
    if let Err(error) = kept {
        metrics::counter!("station_questions_lost_total", "reason" => "not_written").increment(1);
        tracing::warn!(error = &error as &dyn std::error::Error, "a question of the Node could not be kept");
    }
}
