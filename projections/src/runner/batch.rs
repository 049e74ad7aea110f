//! A batch: a stretch of the log, by stream, with what must be known to fold it. Reads the log only, so it can be made while the batch before
//! it is still being written.

use replay::log::{LogError, LogReader};

use super::interest::Interest;
use super::slices;
use crate::folding::Slice;
use crate::known::Known;
use crate::view::ViewName;

/// A stretch of the log, ready to be folded.
#[derive(Debug)]
pub(crate) struct Batch {
    /// Its first index.
    pub(crate) from: u64,
    /// The first index behind it.
    pub(crate) next: u64,
    /// The views it was made for.
    pub(crate) views: Vec<ViewName>,
    /// Its streams.
    pub(crate) slices: Vec<Slice>,
    pub(crate) known: Known,
}

impl Batch {
    /// The events that `reader` finds from index `from` on, at most `limit`; none at the head.
    pub(crate) async fn read(reader: &LogReader, views: &[ViewName], from: u64, limit: u32) -> Result<Option<Self>, LogError> {
        let events = reader.read(from, limit).await?;
        let Some(last) = events.last() else { return Ok(None) };
        let next = last.log_index + 1;
        let interest = Interest::of(views);
        let mut raw = slices::by_stream(events, &interest);
        raw.retain(|slice| interest.is_touched(slice.stream.kind, &slice.new));
        slices::add_earlier(reader, &mut raw, from, &interest).await?;
        let slices = slices::read(raw).await;
        let known = slices::known(reader, &slices).await?;
        Ok(Some(Self { from, next, views: views.to_vec(), slices, known }))
    }
}
