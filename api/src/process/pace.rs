//! How fast a service outside may be called.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

/// A token bucket of this process. Cheap to clone; clones share it. Several processes behind one address share the limit without
/// knowing of each other: what is too much is answered 429 and tried again.
#[derive(Clone, Debug)]
pub(crate) struct Pace(Arc<DefaultDirectRateLimiter>);

impl Pace {
    /// At most `limit` calls in any window of `seconds`: a tenth of them may come at once, the rest evenly.
    pub(crate) fn within(limit: NonZeroU32, seconds: NonZeroU32) -> Self {
        let burst = NonZeroU32::new(limit.get() / 10).unwrap_or(NonZeroU32::MIN);
        let steady = NonZeroU32::new(limit.get().saturating_sub(burst.get()) / seconds).unwrap_or(NonZeroU32::MIN);
        Self(Arc::new(RateLimiter::direct(Quota::per_second(steady).allow_burst(burst))))
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) {
        self.0.until_ready().await;
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use governor::clock::FakeRelativeClock;
    use governor::{Quota, RateLimiter};

    /// The same arithmetic on a clock that stands still: Checkout's limit is never passed, whatever window is looked at.
    #[test]
    fn no_window_holds_more_than_the_limit() {
        let clock = FakeRelativeClock::default();
        let quota = Quota::per_second(NonZeroU32::new(13).unwrap()).allow_burst(NonZeroU32::new(15).unwrap());
        let limiter = RateLimiter::direct_with_clock(quota, clock.clone());
        let mut calls = Vec::new();
        for millisecond in 0..40_000_u32 {
            while limiter.check().is_ok() {
                calls.push(millisecond);
            }
            clock.advance(std::time::Duration::from_millis(1));
        }
        let most = calls.iter().map(|from| calls.iter().filter(|at| (*from..from + 10_000).contains(*at)).count()).max();
        assert!(most <= Some(150), "{most:?}");
        assert!(calls.len() > 500, "the limit is used: {}", calls.len());
    }
}
