//! Password hashes: Argon2id on a small pool, so that a storm of logins slows down logins and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::error::IdentityError;
use super::password::Password;
use crate::clock::random_bytes;
use crate::settings::Accounts;

/// Processors when the machine does not say how many it has.
const FEW: usize = 2;
/// How many may wait for a turn; whoever comes later is told to come back.
const QUEUE: usize = 32;

/// Makes and checks hashes. Cheap to clone; clones share the pool.
#[derive(Clone)]
pub struct Hasher {
    argon: Arc<Argon2<'static>>,
    /// What is checked when there is no account, so that it takes as long.
    nobody: Arc<str>,
    turns: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl std::fmt::Debug for Hasher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hasher")
    }
}

/// What checking a password found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Whether it is the password.
    pub right: bool,
    /// Whether its hash was made with other parameters than today's.
    pub outdated: bool,
}

impl Hasher {
    /// A hasher by these settings.
    ///
    /// # Errors
    /// When the parameters are none Argon2 has.
    pub fn new(settings: &Accounts) -> Result<Self, IdentityError> {
        let params = Params::new(settings.argon2_memory_kib, settings.argon2_passes, 1, Some(Params::DEFAULT_OUTPUT_LEN));
        let params = params.map_err(|_| IdentityError::Hash)?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash(&argon, &Password::typed("nobody has this password"))?.into();
        let processors = std::thread::available_parallelism().map_or(FEW, std::num::NonZeroUsize::get);
        Ok(Self { argon: Arc::new(argon), nobody, turns: Arc::new(Semaphore::new(processors)), waiting: Arc::default() })
    }

    /// The hash of a password, as a PHC string.
    ///
    /// # Errors
    /// [`IdentityError::Busy`] when too many wait.
    pub async fn hash(&self, password: Password) -> Result<String, IdentityError> {
        let argon = self.argon.clone();
        self.on_the_pool(move || hash(&argon, &password)).await?
    }

    /// Checks a password against a stored hash; without one it takes as long and is wrong.
    ///
    /// # Errors
    /// [`IdentityError::Busy`] when too many wait.
    pub async fn check(&self, password: Password, stored: Option<String>) -> Result<Checked, IdentityError> {
        let (argon, nobody) = (self.argon.clone(), self.nobody.clone());
        self.on_the_pool(move || {
            let known = stored.is_some();
            let text = stored.as_deref().unwrap_or(&nobody);
            let parsed = PasswordHash::new(text).map_err(|_| IdentityError::Hash)?;
            let right = argon.verify_password(password.bytes(), &parsed).is_ok() && known;
            let outdated = Params::try_from(&parsed).ok().as_ref() != Some(argon.params());
            Ok(Checked { right, outdated })
        })
        .await?
    }

    async fn on_the_pool<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, IdentityError> {
        let _place = Place::take(&self.waiting)?;
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| IdentityError::Busy)?;
        let worked = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        worked.await.map_err(|_| IdentityError::Hash)
    }
}

/// A place in the queue; given back when dropped.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Result<Self, IdentityError> {
        if waiting.fetch_add(1, Ordering::SeqCst) < QUEUE {
            return Ok(Self(waiting));
        }
        waiting.fetch_sub(1, Ordering::SeqCst);
        Err(IdentityError::Busy)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn hash(argon: &Argon2<'_>, password: &Password) -> Result<String, IdentityError> {
    let salt = SaltString::encode_b64(&random_bytes::<16>()).map_err(|_| IdentityError::Hash)?;
    argon.hash_password(password.bytes(), &salt).map(|hash| hash.to_string()).map_err(|_| IdentityError::Hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hasher(memory: u32) -> Hasher {
        Hasher::new(&Accounts { argon2_memory_kib: memory, argon2_passes: 2, ..Accounts::default() }).unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a3_a_hash_names_its_parameters_and_weaker_ones_are_noticed() {
        let password = || Password::typed("ventitre gatti neri");
        let weak = hasher(64).hash(password()).await.unwrap();
        assert!(weak.starts_with("$argon2id$v=19$m=64,t=2,p=1$"), "{weak}");
        let hasher = hasher(19 * 1_024);
        assert_eq!(hasher.check(password(), Some(weak)).await.unwrap(), Checked { right: true, outdated: true });
        let own = hasher.hash(password()).await.unwrap();
        assert_eq!(hasher.check(password(), Some(own.clone())).await.unwrap(), Checked { right: true, outdated: false });
        assert!(!hasher.check(Password::typed("Ventitre gatti neri"), Some(own)).await.unwrap().right);
        assert!(
            !hasher.check(Password::typed("nobody has this password"), None).await.unwrap().right,
            "nobody logs in as nobody"
        );
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a4_a_storm_is_turned_away_at_the_door() {
        let hasher = hasher(19 * 1_024);
        let all = (0..200).map(|_| hasher.check(Password::typed("x"), None));
        let outcomes = futures::future::join_all(all).await;
        let refused = outcomes.iter().filter(|outcome| matches!(outcome, Err(IdentityError::Busy))).count();
        assert_eq!(refused, 200 - QUEUE);
        assert!(hasher.check(Password::typed("x"), None).await.is_ok(), "places are given back");
    }
}
