//! Where the keys of people stand, and the master keys that guard them.

use replay::migrate::{Place, vault_schema};
use serde::Deserialize;
use sqlx::postgres::PgConnectOptions;

use super::database::with_password;
use super::{ConnectAddress, Database, KeyFile, Refusal, SecretFile};

/// Section `vault`: the keys of personal data. Whoever loses the two files loses the data; back them up apart from the database.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VaultKeys {
    /// The key that wraps the keys of people.
    pub key_file: KeyFile,
    /// The one before it, while `quietanza keys rotate` is under way.
    #[serde(default)]
    pub former_key_file: Option<KeyFile>,
    /// The pepper of the hashes people are found by.
    pub pepper_file: KeyFile,
    /// A database of its own for the keys of people (role `quietanza_vault`); the cell's own when absent.
    #[serde(default)]
    pub url: Option<ConnectAddress>,
    /// Password of that role, where one is needed.
    #[serde(default)]
    pub password_file: Option<SecretFile>,
    /// How `quietanza migrate` connects to that database; as to the cell when the vault has no `url`, as `url` says otherwise.
    #[serde(default)]
    pub migration_url: Option<ConnectAddress>,
    /// Password of that role, where one is needed.
    #[serde(default)]
    pub migration_password_file: Option<SecretFile>,
    /// The schema; the cell's with `_vault` behind it when absent.
    #[serde(default)]
    pub schema: Option<String>,
    /// Connections to the key tables.
    #[serde(default = "connections")]
    pub connections: u32,
}

const fn connections() -> u32 {
    8
}

impl VaultKeys {
    /// How the product reaches the keys of people, beside or apart from the cell.
    #[must_use]
    pub fn reached(&self, cell: &Database) -> PgConnectOptions {
        let beside = || {
            let options = cell.without_cell().username(replay::pool::VAULT);
            match &self.password_file {
                Some(password) => options.password(password.expose()),
                None => options,
            }
        };
        let options = self.url.as_ref().map_or_else(beside, |url| with_password(url, self.password_file.as_ref()));
        replay::pool::in_cell(options, &self.schema_beside(cell))
    }

    /// Where `quietanza migrate` makes the key tables.
    #[must_use]
    pub fn place(&self, cell: &Database) -> Place {
        let options = match (&self.migration_url, &self.url) {
            (Some(url), _) => with_password(url, self.migration_password_file.as_ref()),
            (None, Some(url)) => with_password(url, self.password_file.as_ref()),
            (None, None) => cell.owner(),
        };
        Place { options, schema: self.schema_beside(cell) }
    }

    fn schema_beside(&self, cell: &Database) -> String {
        self.schema.clone().unwrap_or_else(|| vault_schema(&cell.schema))
    }

    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        for (setting, url) in [("vault.url", &self.url), ("vault.migration_url", &self.migration_url)] {
            if url.as_ref().is_some_and(|url| !url.is_private()) {
                let why = "reaches another machine without TLS; add sslmode=verify-full, or use a Unix socket";
                refusals.push(Refusal::new(setting, why));
            }
        }
        if !(1..=1_000).contains(&self.connections) {
            refusals.push(Refusal::new("vault.connections", "must be between 1 and 1000"));
        }
    }
}
