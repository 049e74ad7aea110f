//! How much one network, one code, one person and one address may ask, so that nobody can try out codes or have mail sent at will.
//!
//! A look-up counts whether it finds something or not; what is counted is kept as a keyed hash, never as it was typed.

use std::hash::{BuildHasher, Hash, RandomState};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::http::ClientNetwork;
use crate::settings::Limits;

/// Mails an hour to one typed address, and of one receipt.
const MAILS: NonZeroU32 = NonZeroU32::new(5).unwrap();
/// All clients together may look up so many times what one may.
const EVERYBODY: u32 = 100;
/// States kept before the first sweep.
const FIRST_SWEEP: usize = 1_024;

/// Asked too often; seconds until it may work again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooOften(pub u32);

/// The counters of one process.
#[derive(Debug)]
pub struct Caps {
    hasher: RandomState,
    requests: Counter,
    lookups: Counter,
    codes: Counter,
    tax_codes: Counter,
    everybody: DefaultDirectRateLimiter,
    knocks: Counter,
    sends: Counter,
    addresses: Counter,
    receipts: Counter,
    drafts: Counter,
    confirmations: Counter,
}

/// What is looked up, as it counts.
#[derive(Clone, Copy, Debug)]
pub struct LookedUp<'a> {
    /// The Ente.
    pub ente: &'a str,
    /// Notice number or IUV.
    pub code: &'a str,
    /// Tax code, when one was typed.
    pub tax_code: Option<&'a str>,
}

impl Caps {
    /// Counters by these limits.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        let all = limits.lookups_per_minute.saturating_mul(NonZeroU32::new(EVERYBODY).unwrap_or(NonZeroU32::MIN));
        Self {
            hasher: RandomState::new(),
            requests: Counter::new(Quota::per_minute(limits.requests_per_minute)),
            lookups: Counter::new(Quota::per_minute(limits.lookups_per_minute)),
            codes: Counter::new(Quota::per_minute(limits.lookups_per_code_per_minute)),
            tax_codes: Counter::new(Quota::per_minute(limits.lookups_per_tax_code_per_minute)),
            everybody: RateLimiter::direct(Quota::per_minute(all)),
            knocks: Counter::new(Quota::per_minute(limits.logins_per_minute)),
            sends: Counter::new(Quota::per_hour(limits.sends_per_hour)),
            addresses: Counter::new(Quota::per_hour(MAILS)),
            receipts: Counter::new(Quota::per_hour(MAILS)),
            drafts: Counter::new(Quota::per_minute(limits.drafts_per_minute)),
            confirmations: Counter::new(Quota::per_hour(limits.confirmations_per_hour)),
        }
    }

    /// Counts a request, whatever it asks.
    ///
    /// # Errors
    /// When the network asked too often.
    pub fn request(&self, client: ClientNetwork) -> Result<(), TooOften> {
        self.requests.count(self.hashed(client))
    }

    /// Counts a look-up of a notice or receipt.
    ///
    /// # Errors
    /// When the network, the code, the tax code or everybody together asked too often.
    pub fn look_up(&self, client: ClientNetwork, what: LookedUp<'_>) -> Result<(), TooOften> {
        self.lookups.count(self.hashed(client))?;
        self.everybody.check().map_err(|not| too_often(not.wait_time_from(DefaultClock::default().now())))?;
        self.codes.count(self.hashed((what.ente, what.code)))?;
        match what.tax_code {
            Some(tax_code) => self.tax_codes.count(self.hashed((what.ente, tax_code))),
            None => Ok(()),
        }
    }

    /// Counts a login, a step of a registration, or the use of a mailed link, whatever comes of it.
    ///
    /// # Errors
    /// When the network knocked too often.
    pub fn knock(&self, client: ClientNetwork) -> Result<(), TooOften> {
        self.knocks.count(self.hashed(client))
    }

    /// Counts a mail asked for to a typed address.
    ///
    /// # Errors
    /// When the network, the address or the receipt was asked for too often.
    pub fn send(&self, client: ClientNetwork, address: &str, what: LookedUp<'_>) -> Result<(), TooOften> {
        self.sends.count(self.hashed(client))?;
        self.addresses.count(self.hashed(address.to_lowercase()))?;
        self.receipts.count(self.hashed((what.ente, what.code)))
    }

    /// Counts a letter to the office, whose answer goes to a typed address.
    ///
    /// # Errors
    /// When the network or the address was used too often.
    pub fn write(&self, client: ClientNetwork, address: &str) -> Result<(), TooOften> {
        self.sends.count(self.hashed(client))?;
        self.addresses.count(self.hashed(("letter", address.to_lowercase())))
    }

    /// Counts a form of a spontaneous payment that is judged.
    ///
    /// # Errors
    /// When the network asked too often.
    pub fn draft(&self, client: ClientNetwork) -> Result<(), TooOften> {
        self.drafts.count(self.hashed(client))
    }

    /// Counts a confirmation of a spontaneous payment.
    ///
    /// # Errors
    /// When the network asked too often.
    pub fn confirm(&self, client: ClientNetwork) -> Result<(), TooOften> {
        self.confirmations.count(self.hashed(client))
    }

    fn hashed(&self, what: impl Hash) -> u64 {
        self.hasher.hash_one(what)
    }
}

/// A counter per key that forgets keys as soon as they do not matter any more.
#[derive(Debug)]
struct Counter {
    limiter: DefaultKeyedRateLimiter<u64>,
    sweep_at: AtomicUsize,
}

impl Counter {
    fn new(quota: Quota) -> Self {
        Self { limiter: RateLimiter::keyed(quota), sweep_at: AtomicUsize::new(FIRST_SWEEP) }
    }

    fn count(&self, key: u64) -> Result<(), TooOften> {
        if self.limiter.len() >= self.sweep_at.load(Ordering::Relaxed) {
            self.limiter.retain_recent();
            self.sweep_at.store((2 * self.limiter.len()).max(FIRST_SWEEP), Ordering::Relaxed);
        }
        self.limiter.check_key(&key).map_err(|not| too_often(not.wait_time_from(DefaultClock::default().now())))
    }
}

fn too_often(wait: Duration) -> TooOften {
    TooOften(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1))
}
