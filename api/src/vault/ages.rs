//! How old the master keys are: each has an age after which it is to be rotated, and whoever runs the installation is told in time.

use chrono::{DateTime, Months, Utc};
use sqlx::Row;

use super::{Vault, VaultError};

const WRAPPING: &str = "SELECT id, made_at FROM wrapping_key ORDER BY made_at";
const OTHERS: &str = "SELECT setting, encode(value, 'hex'), made_at FROM key_check ORDER BY setting";

/// A master key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAge {
    /// What it is for: the name of its setting, without `_file`.
    pub purpose: String,
    /// Tells it from others and tells nothing about it.
    pub id: String,
    /// Since when this vault uses it.
    pub since: DateTime<Utc>,
    /// Whether it is the one in force; else it is being replaced.
    pub in_force: bool,
    /// When it is to be replaced.
    pub expires: DateTime<Utc>,
}

impl KeyAge {
    /// Whole days left; negative when it is overdue.
    #[must_use]
    pub fn days_left(&self, now: DateTime<Utc>) -> i64 {
        (self.expires - now).num_days()
    }
}

impl Vault {
    /// The master keys this vault knows, and their age.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn ages(&self, kept_months: u32) -> Result<Vec<KeyAge>, VaultError> {
        let expires =
            |since: DateTime<Utc>| since.checked_add_months(Months::new(kept_months)).unwrap_or(DateTime::<Utc>::MAX_UTC);
        let mut ages = Vec::new();
        for row in sqlx::query(WRAPPING).fetch_all(&self.keys).await? {
            let (id, since): (String, DateTime<Utc>) = (row.try_get(0)?, row.try_get(1)?);
            let in_force = id == self.master.wrapping_id();
            ages.push(KeyAge { purpose: "vault.key".to_owned(), id, since, in_force, expires: expires(since) });
        }
        for row in sqlx::query(OTHERS).fetch_all(&self.keys).await? {
            let (setting, value, since): (String, String, DateTime<Utc>) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            let purpose = setting.trim_end_matches("_file").to_owned();
            let id = value.get(..32).unwrap_or(&value).to_owned();
            ages.push(KeyAge { purpose, id, since, in_force: true, expires: expires(since) });
        }
        Ok(ages)
    }
}
