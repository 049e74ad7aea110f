//! A vault remembers which master keys it was set up with, so that nothing is ever sealed under wrong ones.

use sqlx::{PgConnection, PgPool};

use super::VaultError;
use super::kek::Kek;
use super::keys::MasterKeys;
use crate::settings::{VaultKeys, WrappingKey};

const REMEMBER: &str = "INSERT INTO key_check (setting, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const KNOWN: &str = "SELECT value = $2 FROM key_check WHERE setting = $1";
/// Two processes that start at once agree about who the key is.
const ALONE: &str = "LOCK TABLE wrapping_key IN SHARE ROW EXCLUSIVE MODE";
const WRAPPING: &str = "SELECT id, proof FROM wrapping_key ORDER BY made_at";
const USE: &str = "INSERT INTO wrapping_key (id, proof) VALUES ($1, $2) ON CONFLICT DO NOTHING";

/// The setting of the pepper.
const PEPPER: &str = "vault.pepper_file";

/// The master keys of these settings, compared with those the vault was set up with, or was re-wrapped for.
pub(super) async fn master_keys(keys: &PgPool, settings: &VaultKeys) -> Result<MasterKeys, VaultError> {
    let wrapping = settings.wrapping().ok_or_else(|| VaultError::WrongKey("vault.key_file".to_owned()))?;
    let mut kek = Kek::open(wrapping).await?;
    let mut former = open_former(settings.former()).await?;
    let mut alone = keys.begin().await?;
    check_wrapping(&mut alone, &mut kek, former.as_mut()).await?;
    let master = MasterKeys::new(kek, former, *settings.pepper_file.bytes());
    check_pepper(&mut alone, &master).await?;
    alone.commit().await?;
    Ok(master)
}

async fn open_former(former: Option<WrappingKey<'_>>) -> Result<Option<Kek>, VaultError> {
    match former {
        Some(former) => Ok(Some(Kek::open(former).await?)),
        None => Ok(None),
    }
}

async fn check_wrapping(vault: &mut PgConnection, kek: &mut Kek, former: Option<&mut Kek>) -> Result<(), VaultError> {
    sqlx::query(ALONE).execute(&mut *vault).await?;
    let known: Vec<(String, Option<Vec<u8>>)> = sqlx::query_as(WRAPPING).fetch_all(&mut *vault).await?;
    let is_known = |kek: &Kek| known.iter().any(|(id, _)| id == kek.id());
    kek.recognise(&known).await?;
    let mut former_known = false;
    if let Some(former) = former {
        former.recognise(&known).await?;
        former_known = is_known(former);
    }
    if is_known(kek) {
        return Ok(());
    }
    // The first start ever, or the first with a new key beside the one in use.
    if !known.is_empty() && !former_known {
        return Err(VaultError::WrongKey(kek.setting().to_owned()));
    }
    sqlx::query(USE).bind(kek.id()).bind(kek.proof().await?).execute(vault).await?;
    Ok(())
}

async fn check_pepper(vault: &mut PgConnection, master: &MasterKeys) -> Result<(), VaultError> {
    let value = master.pepper_check();
    sqlx::query(REMEMBER).bind(PEPPER).bind(&value[..]).execute(&mut *vault).await?;
    let same: bool = sqlx::query_scalar(KNOWN).bind(PEPPER).bind(&value[..]).fetch_one(vault).await?;
    if same { Ok(()) } else { Err(VaultError::WrongKey(PEPPER.to_owned())) }
}
