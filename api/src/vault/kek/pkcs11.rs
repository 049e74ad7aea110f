//! A key that stays in its PKCS#11 token: AES-GCM by `C_Encrypt` and `C_Decrypt`, the place as additional data, a few sessions at once on
//! threads that may block.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::{AuthPin, Ulong};
use futures::{StreamExt, TryStreamExt, stream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::session::{Halt, KeySession, is_about_the_pin};
use super::{KekError, Placed, WrappedAt};
use crate::settings::TokenSettings;
use crate::vault::envelope::SealError;
use crate::vault::keys::DataKey;

/// How long a piece of work may wait for the token, and how long it may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Keys in one piece of work; more are shared among the sessions.
const PIECE: usize = 64;
/// Bytes of the key (AES-256).
const KEY_BYTES: u64 = 32;

/// A library is one for the whole process, and nobody may be inside while it is started anew: how often it was.
static LIBRARY: RwLock<u64> = RwLock::new(0);

/// The key in a token.
pub(super) struct TokenKey {
    bound: Arc<Semaphore>,
    door: Arc<Door>,
}

/// The way to the token.
struct Door {
    module: Pkcs11,
    settings: TokenSettings,
    setting: &'static str,
    idle: Mutex<Vec<KeySession>>,
    /// The PIN was refused once: a second try could lock the token.
    refused: AtomicBool,
}

impl TokenKey {
    /// Loads the module, finds token and key, and logs in.
    ///
    /// # Errors
    /// What is not as it is set.
    pub(super) async fn open(settings: TokenSettings, setting: &'static str) -> Result<Self, KekError> {
        let bound = Arc::new(Semaphore::new(settings.sessions));
        let door = blocking(setting, move || {
            let library = library();
            let door = Door::open(settings, setting)?;
            let session = door.log_in(*library)?;
            if !session.works() {
                return Err(away(setting, "its key cannot wrap and unwrap (CKM_AES_GCM)"));
            }
            door.idle().push(session);
            Ok(door)
        });
        Ok(Self { bound, door: Arc::new(door.await?) })
    }

    pub(super) async fn wrap(&self, keys: Vec<Placed>) -> Result<Vec<Vec<u8>>, KekError> {
        let pieces = pieces(keys).map(|piece| self.work(move |session| session.wrap(&piece)));
        self.all(pieces).await
    }

    pub(super) async fn unwrap(&self, wrapped: Vec<WrappedAt>) -> Result<Vec<DataKey>, KekError> {
        let pieces = pieces(wrapped).map(|piece| self.work(move |session| session.unwrap(&piece)));
        self.all(pieces).await
    }

    /// The work of all pieces, in their order; no more wait for a session than there are.
    async fn all<T: Clone>(
        &self,
        pieces: impl Iterator<Item = impl Future<Output = Result<Vec<T>, KekError>>>,
    ) -> Result<Vec<T>, KekError> {
        let done: Vec<Vec<T>> = stream::iter(pieces).buffered(self.door.settings.sessions).try_collect().await?;
        Ok(done.concat())
    }

    /// Does a piece of work in a session, when one is free.
    async fn work<T, F>(&self, job: F) -> Result<T, KekError>
    where
        T: Send + 'static,
        F: Fn(&KeySession) -> Result<T, Halt> + Send + 'static,
    {
        let setting = self.door.setting;
        let permit = timeout(PATIENCE, Arc::clone(&self.bound).acquire_owned()).await;
        let permit = permit.ok().and_then(Result::ok).ok_or_else(|| away(setting, "all its sessions are busy"))?;
        let door = Arc::clone(&self.door);
        blocking(setting, move || {
            // Given back when the token lets go of the thread, not when nobody waits for it any more.
            let _permit = permit;
            door.work(job)
        })
        .await
    }
}

impl Door {
    fn open(settings: TokenSettings, setting: &'static str) -> Result<Self, KekError> {
        let failed = |error: Error| KekError::Module { setting, module: settings.module.clone(), why: error.to_string() };
        let module = Pkcs11::new(&settings.module).map_err(failed)?;
        match module.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            // One library is initialised once in a process, whoever uses it.
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
            Err(error) => return Err(failed(error)),
        }
        Ok(Self { module, settings, setting, idle: Mutex::default(), refused: AtomicBool::new(false) })
    }

    /// Does it; when the token is away, once more after the library was started anew: some never find a token again otherwise.
    fn work<T>(&self, job: impl Fn(&KeySession) -> Result<T, Halt>) -> Result<T, KekError> {
        let started = {
            let library = library();
            match self.in_session(*library, &job) {
                Err(error) if error.may_pass() => *library,
                done => return done,
            }
        };
        restart(&self.module, started);
        self.in_session(*library(), &job)
    }

    /// Does it in a session at hand; when that fails, all sessions are taken for lost and it is done once more in a new one.
    fn in_session<T>(&self, started: u64, job: impl Fn(&KeySession) -> Result<T, Halt>) -> Result<T, KekError> {
        if let Some(session) = self.at_hand(started) {
            match job(&session) {
                Ok(done) => return Ok(self.keep(session, done)),
                Err(Halt::Seal(error)) => return Err(self.keep(session, error).into()),
                Err(Halt::Token(_)) => self.close(session),
            }
        }
        let session = self.log_in(started).map_err(|error| self.lost(error))?;
        match job(&session) {
            Ok(done) => Ok(self.keep(session, done)),
            Err(Halt::Seal(error)) => Err(self.keep(session, error).into()),
            // Modules differ in how they say that data does not open: one that works otherwise means that.
            Err(Halt::Token(_)) if session.works() => Err(self.keep(session, SealError::DoesNotOpen).into()),
            Err(Halt::Token(error)) => {
                self.close(session);
                Err(self.lost(away(self.setting, error)))
            }
        }
    }

    /// A session opened since the library was started; the numbers of older ones may be others' by now.
    fn at_hand(&self, started: u64) -> Option<KeySession> {
        let mut idle = self.idle();
        idle.retain(|session| session.started == started);
        idle.pop()
    }

    /// Gives up a session and those at hand with it.
    fn close(&self, session: KeySession) {
        for lost in self.idle().drain(..).chain([session]) {
            // One that is lost cannot be closed, and need not be.
            let _ = lost.session.close();
        }
    }

    /// What was right at the start is not wrong now, but away.
    fn lost(&self, error: KekError) -> KekError {
        metrics::counter!("vault_token_failures_total", "setting" => self.setting).increment(1);
        if error.may_pass() { error } else { away(self.setting, error) }
    }

    /// A new session that has found the key.
    fn log_in(&self, started: u64) -> Result<KeySession, KekError> {
        let session = self.session(false)?;
        match self.key(&session) {
            Ok(key) => Ok(KeySession { session, key, started }),
            Err(error) => {
                let _ = session.close();
                Err(error)
            }
        }
    }

    fn session(&self, to_write: bool) -> Result<Session, KekError> {
        let setting = self.setting;
        if self.refused.load(Ordering::Acquire) {
            return Err(KekError::Pin { setting, why: "it was refused before".to_owned() });
        }
        let slot = self.slot()?;
        let opened = if to_write { self.module.open_rw_session(slot) } else { self.module.open_ro_session_no_drop(slot) };
        let session = opened.map_err(|error| away(setting, error))?;
        let pin: AuthPin = self.settings.pin_file.expose().into();
        match session.login(UserType::User, Some(&pin)) {
            Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(session),
            Err(error) if is_about_the_pin(&error) => {
                self.refused.store(true, Ordering::Release);
                Err(KekError::Pin { setting, why: error.to_string() })
            }
            Err(error) => Err(away(setting, error)),
        }
    }

    /// The only slot whose token has the label.
    fn slot(&self) -> Result<Slot, KekError> {
        let slots = self.module.get_slots_with_initialized_token().map_err(|error| away(self.setting, error))?;
        let label = &self.settings.token;
        let called = |slot: &Slot| self.module.get_token_info(*slot).is_ok_and(|info| info.label() == label);
        let named: Vec<Slot> = slots.into_iter().filter(called).collect();
        match named[..] {
            [slot] => Ok(slot),
            _ => Err(KekError::Token { setting: self.setting, label: label.clone(), found: named.len() }),
        }
    }

    /// The only key with the label, when it can never leave its token.
    fn key(&self, session: &Session) -> Result<ObjectHandle, KekError> {
        let setting = self.setting;
        let found = session.find_objects(&self.description()).map_err(|error| away(setting, error))?;
        let [key] = found[..] else {
            return Err(KekError::Key { setting, label: self.settings.key.clone(), found: found.len() });
        };
        let told = session.get_attributes(key, &[AttributeType::Extractable]).map_err(|error| away(setting, error))?;
        if told == [Attribute::Extractable(false)] { Ok(key) } else { Err(KekError::Extractable { setting }) }
    }

    fn description(&self) -> Vec<Attribute> {
        vec![
            Attribute::Class(ObjectClass::SECRET_KEY),
            Attribute::KeyType(KeyType::AES),
            Attribute::ValueLen(Ulong::from(KEY_BYTES)),
            Attribute::Label(self.settings.key.clone().into_bytes()),
        ]
    }

    fn idle(&self) -> MutexGuard<'_, Vec<KeySession>> {
        // A list of sessions is whole whatever happened to who held it.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep<T>(&self, session: KeySession, done: T) -> T {
        self.idle().push(session);
        done
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        // While the library is being started anew there is nothing to close.
        let Ok(library) = LIBRARY.try_read() else { return };
        let started = *library;
        for session in self.idle().drain(..).filter(|session| session.started == started) {
            let _ = session.session.close();
        }
    }
}

/// Makes the key of these settings in its token, where it can be used and never read; whether there was none yet.
///
/// # Errors
/// What is not as it is set, or the token does not make keys.
pub(crate) async fn generate(settings: TokenSettings) -> Result<bool, KekError> {
    let setting = "vault.pkcs11";
    blocking(setting, move || {
        let _library = library();
        let door = Door::open(settings, setting)?;
        let session = door.session(true)?;
        match door.key(&session) {
            Ok(_) => return Ok(false),
            Err(KekError::Key { found: 0, .. }) => {}
            Err(error) => return Err(error),
        }
        let mut template = door.description();
        template.extend([
            Attribute::Token(true),
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Encrypt(true),
            Attribute::Decrypt(true),
        ]);
        // What it is made of follows from the mechanism.
        template.retain(|attribute| !matches!(attribute, Attribute::Class(_) | Attribute::KeyType(_)));
        session.generate_key(&Mechanism::AesKeyGen, &template).map_err(|error| away(setting, error))?;
        Ok(true)
    })
    .await
}

/// Nothing is started anew while this is held.
fn library() -> RwLockReadGuard<'static, u64> {
    LIBRARY.read().unwrap_or_else(PoisonError::into_inner)
}

/// Starts the library anew, unless somebody else has since.
fn restart(module: &Pkcs11, started: u64) {
    let mut library = LIBRARY.write().unwrap_or_else(PoisonError::into_inner);
    if *library == started {
        // Whether it worked is seen by the next call.
        let _ = module.clone().finalize();
        let _ = module.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK));
        *library = library.wrapping_add(1);
    }
}

async fn blocking<T, F>(setting: &'static str, job: F) -> Result<T, KekError>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, KekError> + Send + 'static,
{
    match timeout(PATIENCE, tokio::task::spawn_blocking(job)).await {
        Ok(Ok(done)) => done,
        Ok(Err(died)) => Err(away(setting, died)),
        Err(_) => Err(away(setting, "nothing within 10 seconds")),
    }
}

fn away(setting: &'static str, why: impl std::fmt::Display) -> KekError {
    KekError::Away { setting, why: why.to_string() }
}

/// The pieces of a list, in its order.
fn pieces<T: Send>(list: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut list = list.into_iter();
    std::iter::from_fn(move || {
        let piece: Vec<T> = list.by_ref().take(PIECE).collect();
        (!piece.is_empty()).then_some(piece)
    })
}
