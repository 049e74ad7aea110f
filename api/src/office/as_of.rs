//! Questions about the past: "what did we see then", by a place in the log or by a time.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use projections::ViewName;
use projections::past::{Instant, PastError, at_index, at_time};

use super::access::{STAFF, access};
use super::answer::{Answering, Ended, Refusal};
use super::desk::Desk;
use crate::graphql::fault::Fault;
use crate::graphql::freshness::Freshness;

/// As of when an answer is.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(directive = access::apply(STAFF.to_vec()))]
pub(super) struct AsOf {
    /// Events with a smaller log index had happened, the others had not.
    up_to: String,
    /// What the clock said.
    at: DateTime<Utc>,
}

impl From<Instant> for AsOf {
    fn from(instant: Instant) -> Self {
        Self { up_to: instant.below.to_string(), at: instant.at }
    }
}

/// Reads `asOf`: a place in the log (as `seen`, `upTo` and freshness tokens have it) or an RFC 3339 time. With it comes whether the view of
/// threads, by which the streams concerned are found, has not come that far yet.
pub(super) async fn asked(desk: Desk<'_>, as_of: Option<&str>) -> Answering<Option<(Instant, bool)>> {
    let Some(text) = as_of else { return Ok(None) };
    let wrong = |why: &str| Refusal::input("asOf", why);
    let instant = match text.parse::<u64>() {
        Ok(below) => at_index(desk.pool(), below).await?.ok_or_else(|| wrong("the log is not that long"))?,
        Err(_) => {
            let at: DateTime<Utc> = text.parse().map_err(|_| wrong("neither a place in the log nor an RFC 3339 time"))?;
            if at > desk.asking.now {
                return Err(wrong("lies in the future").into());
            }
            at_time(desk.pool(), at).await?
        }
    };
    let stale = desk.wait(ViewName::HelpDesk, Some(&Freshness::of_length(instant.below).to_string())).await?;
    Ok(Some((instant, stale)))
}

/// Lists of a whole Ente are not folded again for one question.
pub(super) fn whole_ente() -> Refusal {
    Refusal::input("asOf", "needs a person or a position: only the streams of one of them are folded again")
}

impl From<PastError> for Ended {
    fn from(error: PastError) -> Self {
        Self::Fault(Fault::unforeseen(error))
    }
}
