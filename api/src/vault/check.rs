//! A vault remembers which master keys it was set up with, so that nothing is ever sealed under wrong ones.

use super::{Vault, VaultError};

const REMEMBER: &str = "INSERT INTO key_check (setting, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const KNOWN: &str = "SELECT value = $2 FROM key_check WHERE setting = $1";
const WRAPPING: &str = "SELECT id FROM wrapping_key";
const USE: &str = "INSERT INTO wrapping_key (id) VALUES ($1) ON CONFLICT DO NOTHING";

/// The setting of the pepper.
const PEPPER: &str = "vault.pepper_file";
/// The setting of the key-encryption key.
const WRAPPING_KEY: &str = "vault.key_file";

impl Vault {
    /// Compares the master keys with those the vault was set up with, or was re-wrapped for.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] names the setting; or the database cannot be asked.
    pub async fn check_keys(&self) -> Result<(), VaultError> {
        let value = self.master.pepper_check();
        sqlx::query(REMEMBER).bind(PEPPER).bind(&value[..]).execute(&self.keys).await?;
        let same: bool = sqlx::query_scalar(KNOWN).bind(PEPPER).bind(&value[..]).fetch_one(&self.keys).await?;
        if !same {
            return Err(VaultError::WrongKey(PEPPER.to_owned()));
        }
        let known: Vec<String> = sqlx::query_scalar(WRAPPING).fetch_all(&self.keys).await?;
        let is_known = |id: &str| known.iter().any(|known| known == id);
        if is_known(self.master.wrapping_id()) {
            return Ok(());
        }
        // The first start ever, or the first with a new key beside the one in use.
        if !known.is_empty() && !self.master.former_id().is_some_and(is_known) {
            return Err(VaultError::WrongKey(WRAPPING_KEY.to_owned()));
        }
        sqlx::query(USE).bind(self.master.wrapping_id()).execute(&self.keys).await?;
        Ok(())
    }
}
