//! How an installation is set up: one TOML file, overridden by the environment, with every secret in a file of its own.
//!
//! Everything is checked before anything starts; a refusal names the setting (`checkout.key_file: …`) and never shows a value that
//! could be secret. `quietanza settings example` prints a file that documents every setting.

mod accounts;
mod database;
mod error;
mod fingerprint;
mod listeners;
mod load;
mod log;
mod mail;
mod numbers;
mod office;
mod pagopa;
mod secret;
mod telemetry;
#[cfg(test)]
mod tests;
mod validate;
mod vault;

pub use accounts::Accounts;
pub use database::{ConnectAddress, Database};
pub use error::{Refusal, SettingsError};
pub use fingerprint::{Fingerprint, FingerprintError};
pub use listeners::{Connections, Http, Operations, Station, Tls};
pub use load::{ENVIRONMENT_PREFIX, EXAMPLE};
pub use log::{Pec, SignedLog, Witness};
pub use mail::{Mail, MailSecurity};
pub use numbers::{Limits, Links};
pub use office::Office;
pub use pagopa::{Archive, Checkout};
pub use secret::{KeyFile, SecretFile};
pub use telemetry::{LogFormat, Telemetry};
pub use vault::{TokenSettings, VaultKeys, WrappingKey};

/// Everything an installation sets.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the cell lives.
    pub database: Database,
    /// The master keys of personal data.
    pub vault: VaultKeys,
    /// What citizens reach.
    pub http: Http,
    /// What the pagoPA Node reaches.
    pub station: Station,
    /// What the office's own monitoring reaches.
    pub operations: Operations,
    /// What the staff reaches, when there is such a door.
    pub office: Option<Office>,
    /// pagoPA Checkout.
    pub checkout: Checkout,
    /// pagoPA's central archive of notices, when the Ente uses it.
    pub archive: Option<Archive>,
    /// How mail leaves.
    pub mail: Mail,
    /// How the log is signed in public.
    pub log: Option<SignedLog>,
    /// Short-lived links and return references.
    pub links: Links,
    /// How much one client may ask.
    pub limits: Limits,
    /// Sessions and passwords of citizens.
    pub accounts: Accounts,
    /// Logs and traces.
    pub telemetry: Telemetry,
}
