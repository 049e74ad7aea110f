//! How long a failing to-do waits: longer each time, never too long, and not all at the same moment.

use chrono::{DateTime, TimeDelta, Utc};

/// Wait after the first failure.
const FIRST: TimeDelta = TimeDelta::seconds(1);
/// The longest wait.
const LONGEST: TimeDelta = TimeDelta::minutes(15);

/// When a to-do that failed `attempts` times should be tried again: 1, 2, 4 … seconds, at most 15 minutes, lengthened by up to a quarter that
/// follows from the to-do's id, so that what failed together is not repeated together.
#[must_use]
pub fn retry_after(now: DateTime<Utc>, todo_id: &str, attempts: u32) -> DateTime<Utc> {
    let doublings = attempts.saturating_sub(1).min(20);
    let wait = FIRST.checked_mul(1_i32 << doublings).unwrap_or(LONGEST).min(LONGEST);
    let spread = wait.num_milliseconds() / 4;
    let share = i64::from(fingerprint(todo_id)) * spread / i64::from(u16::MAX);
    now.checked_add_signed(wait + TimeDelta::milliseconds(share)).unwrap_or(now)
}

/// FNV-1a, folded to 16 bits: spreads ids evenly and never changes.
fn fingerprint(text: &str) -> u16 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let folded = (hash >> 16) ^ (hash & 0xffff);
    u16::try_from(folded).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::retry_after;

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        let now = DateTime::UNIX_EPOCH;
        let waits: Vec<i64> = (1..30).map(|attempt| (retry_after(now, "mail_receipt/a", attempt) - now).num_seconds()).collect();
        assert!(waits.is_sorted());
        assert_eq!(waits[0], 1);
        assert!(waits.iter().all(|wait| (1..=1_125).contains(wait)), "{waits:?}");
        assert!(waits[28] >= 900);
    }

    #[test]
    fn what_failed_together_is_not_repeated_together() {
        let now = DateTime::UNIX_EPOCH;
        let mut moments: Vec<_> = (0..100).map(|n| retry_after(now, &format!("post_cart/{n}"), 5)).collect();
        moments.sort_unstable();
        moments.dedup();
        assert!(moments.len() > 90);
    }
}
