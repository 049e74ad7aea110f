//! Where the keys of people stand, and the master keys that guard them.

use std::path::PathBuf;

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
    #[serde(default)]
    pub key_file: Option<KeyFile>,
    /// The same key in a PKCS#11 token, instead of a file.
    #[serde(default)]
    pub pkcs11: Option<TokenSettings>,
    /// The one before it, while `quietanza keys rotate` is under way.
    #[serde(default)]
    pub former_key_file: Option<KeyFile>,
    /// The one before it, when that is in a token.
    #[serde(default)]
    pub former_pkcs11: Option<TokenSettings>,
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
    /// Months after which a master key is to be rotated: an alarm is raised before, nothing stops.
    #[serde(default = "rotate_months")]
    pub rotate_months: u32,
    /// Connections to the key tables.
    #[serde(default = "connections")]
    pub connections: u32,
}

const fn rotate_months() -> u32 {
    24
}

const fn connections() -> u32 {
    8
}

/// A key that stays in a PKCS#11 token (an HSM).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenSettings {
    /// The PKCS#11 library of the token's maker.
    pub module: PathBuf,
    /// Label of the token.
    pub token: String,
    /// Label of the key, an AES key of 256 bits that cannot be extracted.
    pub key: String,
    /// PIN of the token's user.
    pub pin_file: SecretFile,
    /// Sessions used at once.
    #[serde(default = "sessions")]
    pub sessions: usize,
}

const fn sessions() -> usize {
    4
}

/// A key that wraps data keys, as it is set.
#[derive(Clone, Copy, Debug)]
pub enum WrappingKey<'a> {
    /// In a file.
    File {
        /// The setting.
        setting: &'static str,
        /// The key.
        key: &'a KeyFile,
    },
    /// In a token.
    Token {
        /// The setting.
        setting: &'static str,
        /// Where it is.
        token: &'a TokenSettings,
    },
}

impl WrappingKey<'_> {
    /// The setting.
    #[must_use]
    pub const fn setting(&self) -> &'static str {
        match self {
            Self::File { setting, .. } | Self::Token { setting, .. } => setting,
        }
    }
}

impl VaultKeys {
    /// The key in force; there is one once the settings are checked.
    #[must_use]
    pub const fn wrapping(&self) -> Option<WrappingKey<'_>> {
        match (&self.pkcs11, &self.key_file) {
            (Some(token), _) => Some(WrappingKey::Token { setting: "vault.pkcs11", token }),
            (None, Some(key)) => Some(WrappingKey::File { setting: "vault.key_file", key }),
            (None, None) => None,
        }
    }

    /// The one before it.
    #[must_use]
    pub const fn former(&self) -> Option<WrappingKey<'_>> {
        match (&self.former_pkcs11, &self.former_key_file) {
            (Some(token), _) => Some(WrappingKey::Token { setting: "vault.former_pkcs11", token }),
            (None, Some(key)) => Some(WrappingKey::File { setting: "vault.former_key_file", key }),
            (None, None) => None,
        }
    }

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
        let twice = [
            ("vault.pkcs11", self.pkcs11.is_some() && self.key_file.is_some(), "vault.key_file"),
            ("vault.former_pkcs11", self.former_pkcs11.is_some() && self.former_key_file.is_some(), "vault.former_key_file"),
        ];
        for (setting, both, other) in twice {
            if both {
                refusals.push(Refusal::new(setting, format!("{other} is set, too: the key is in a file or in a token")));
            }
        }
        for (setting, token) in [("vault.pkcs11", &self.pkcs11), ("vault.former_pkcs11", &self.former_pkcs11)] {
            if token.as_ref().is_some_and(|token| !(1..=64).contains(&token.sessions)) {
                refusals.push(Refusal::new(format!("{setting}.sessions"), "must be between 1 and 64"));
            }
        }
        if !(1..=1_200).contains(&self.rotate_months) {
            refusals.push(Refusal::new("vault.rotate_months", "must be between 1 and 1200"));
        }
        if !(1..=1_000).contains(&self.connections) {
            refusals.push(Refusal::new("vault.connections", "must be between 1 and 1000"));
        }
    }
}
