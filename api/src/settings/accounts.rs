//! How long sessions last and how hard passwords are to try out.

use chrono::TimeDelta;
use serde::Deserialize;

use super::Refusal;

/// Section `accounts`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Accounts {
    /// Minutes without a request after which a session ends.
    pub idle_minutes: u32,
    /// Minutes after which a session ends whatever happens.
    pub session_minutes: u32,
    /// Memory of one password hash, in KiB.
    pub argon2_memory_kib: u32,
    /// Passes over that memory.
    pub argon2_passes: u32,
}

impl Default for Accounts {
    fn default() -> Self {
        Self { idle_minutes: 15, session_minutes: 240, argon2_memory_kib: 19 * 1_024, argon2_passes: 2 }
    }
}

impl Accounts {
    /// Time without a request after which a session ends.
    #[must_use]
    pub fn idle(&self) -> TimeDelta {
        TimeDelta::minutes(self.idle_minutes.into())
    }

    /// Time after which a session ends whatever happens.
    #[must_use]
    pub fn absolute(&self) -> TimeDelta {
        TimeDelta::minutes(self.session_minutes.into())
    }

    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        if !(1..=60).contains(&self.idle_minutes) {
            refusals.push(Refusal::new("accounts.idle_minutes", "must be between 1 and 60"));
        }
        if !(1..=720).contains(&self.session_minutes) {
            refusals.push(Refusal::new("accounts.session_minutes", "must be between 1 and 720"));
        }
        // OWASP Password Storage: 46 MiB and one pass, or 19 MiB and two.
        let strong = matches!((self.argon2_memory_kib, self.argon2_passes), (47_104.., 1..) | (19_456.., 2..));
        if !strong || self.argon2_memory_kib > 1_048_576 || self.argon2_passes > 10 {
            let reason = "with accounts.argon2_passes must be at least 47104 and 1, or 19456 and 2; at most 1048576 and 10";
            refusals.push(Refusal::new("accounts.argon2_memory_kib", reason));
        }
    }
}
