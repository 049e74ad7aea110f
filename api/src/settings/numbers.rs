//! Small sections: short-lived links, and how much one client may ask.

use std::num::NonZeroU32;

use serde::Deserialize;

use super::KeyFile;

/// Section `links`: short-lived links to documents, and references of return addresses.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// The key that signs them.
    pub secret_file: KeyFile,
    /// Minutes a link to a document works.
    #[serde(default = "minutes")]
    pub document_minutes: u32,
}

/// Section `limits`: how much one client (an IPv4 /24 or IPv6 /56) may ask, and how often one thing may be asked for.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Requests a minute, whatever they ask.
    pub requests_per_minute: NonZeroU32,
    /// Look-ups of notices and receipts a minute.
    pub lookups_per_minute: NonZeroU32,
    /// Look-ups with one notice number or IUV a minute, over all clients.
    pub lookups_per_code_per_minute: NonZeroU32,
    /// Look-ups with one tax code a minute, over all clients.
    pub lookups_per_tax_code_per_minute: NonZeroU32,
    /// Logins, steps of a registration and uses of mailed links a minute.
    pub logins_per_minute: NonZeroU32,
    /// Mails a client may have sent to an address it types, an hour.
    pub sends_per_hour: NonZeroU32,
    /// Forms of spontaneous payments a client may have judged, a minute.
    pub drafts_per_minute: NonZeroU32,
    /// Spontaneous payments a client may confirm, an hour.
    pub confirmations_per_hour: NonZeroU32,
    /// Subscriptions open at once, over all clients.
    pub live_subscriptions: NonZeroU32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            requests_per_minute: count(600),
            lookups_per_minute: count(30),
            lookups_per_code_per_minute: count(10),
            lookups_per_tax_code_per_minute: count(30),
            logins_per_minute: count(30),
            sends_per_hour: count(10),
            drafts_per_minute: count(30),
            confirmations_per_hour: count(30),
            live_subscriptions: count(1_000),
        }
    }
}

const fn count(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).expect("the defaults are not zero")
}

const fn minutes() -> u32 {
    15
}
