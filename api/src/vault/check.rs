//! A cell remembers which master keys it was set up with, so that nothing is ever sealed under wrong ones.

use super::{Vault, VaultError};

const REMEMBER: &str = "INSERT INTO key_check (setting, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const KNOWN: &str = "SELECT value = $2 FROM key_check WHERE setting = $1";

impl Vault {
    /// Compares the master keys with those of the first start.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] names the setting; or the database cannot be asked.
    pub async fn check_keys(&self) -> Result<(), VaultError> {
        for (setting, value) in self.master.check_values() {
            sqlx::query(REMEMBER).bind(setting).bind(&value[..]).execute(&self.pool).await?;
            let same: bool = sqlx::query_scalar(KNOWN).bind(setting).bind(&value[..]).fetch_one(&self.pool).await?;
            if !same {
                return Err(VaultError::WrongKey(setting.to_owned()));
            }
        }
        Ok(())
    }
}
