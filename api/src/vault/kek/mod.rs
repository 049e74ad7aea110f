//! The key-encryption key: the one key under which all others are stored. It comes from a file, or stays in a PKCS#11 token (HSM) and is
//! only asked to wrap and unwrap. Nothing outside this folder knows which.

mod error;
mod pkcs11;
mod session;

use super::envelope::{SealError, open, seal};
use super::keys::{DataKey, check_value};
use crate::clock::random_bytes;
use crate::settings::WrappingKey;

pub use error::KekError;
pub(crate) use pkcs11::generate;

use pkcs11::TokenKey;
use ring::hmac;

/// A data key, and the only place where its wrapped form opens.
pub(super) type Placed = (String, DataKey);
/// A wrapped data key, and the place it was wrapped for.
pub(super) type WrappedAt = (String, Vec<u8>);

/// A key that wraps data keys.
#[derive(Debug)]
pub(super) struct Kek {
    /// Tells it from others and tells nothing about it; stored beside everything it wraps.
    id: String,
    /// The setting it comes from.
    setting: &'static str,
    means: Means,
}

/// Where the key is used.
enum Means {
    /// In memory.
    File(Box<[u8; 32]>),
    /// In its token, which it never leaves.
    Token(TokenKey),
}

impl std::fmt::Debug for Means {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::File(_) => "File",
            Self::Token(_) => "Token",
        })
    }
}

impl Kek {
    /// A key from bytes; its id is a keyed hash of a constant.
    pub(super) fn of_bytes(key: [u8; 32], setting: &'static str) -> Self {
        let check = check_value(&hmac::Key::new(hmac::HMAC_SHA256, &key));
        Self { id: hex::encode(&check[..16]), setting, means: Means::File(Box::new(key)) }
    }

    /// The key a setting names. A token's key is tried, and gets a random id until [`Kek::recognise`] finds the one it has.
    ///
    /// # Errors
    /// When the token, its key or its PIN are not as they are set.
    pub(super) async fn open(key: WrappingKey<'_>) -> Result<Self, KekError> {
        let setting = key.setting();
        match key {
            WrappingKey::File { key, .. } => Ok(Self::of_bytes(*key.bytes(), setting)),
            WrappingKey::Token { token, .. } => {
                let means = Means::Token(TokenKey::open(token.clone(), setting).await?);
                Ok(Self { id: hex::encode(random_bytes::<16>()), setting, means })
            }
        }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) const fn setting(&self) -> &'static str {
        self.setting
    }

    /// What only this key could have made, so that it is known again; nothing for a key from a file, whose id tells that.
    ///
    /// # Errors
    /// When the token does not answer.
    pub(super) async fn proof(&self) -> Result<Option<Vec<u8>>, KekError> {
        match self.means {
            Means::File(_) => Ok(None),
            Means::Token(_) => Ok(self.wrap(vec![(proof_place(&self.id), DataKey(random_bytes()))]).await?.pop()),
        }
    }

    /// Takes the id under which this key is known already, when it made one of these proofs.
    ///
    /// # Errors
    /// When the token does not answer.
    pub(super) async fn recognise(&mut self, known: &[(String, Option<Vec<u8>>)]) -> Result<(), KekError> {
        if matches!(self.means, Means::File(_)) {
            return Ok(());
        }
        for (id, proof) in known {
            let Some(proof) = proof else { continue };
            match self.unwrap(vec![(proof_place(id), proof.clone())]).await {
                Ok(_) => {
                    id.clone_into(&mut self.id);
                    return Ok(());
                }
                Err(KekError::Seal(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Wraps keys, each for its place.
    ///
    /// # Errors
    /// When the token does not answer.
    pub(super) async fn wrap(&self, keys: Vec<Placed>) -> Result<Vec<Vec<u8>>, KekError> {
        match &self.means {
            Means::File(by) => keys.iter().map(|(place, key)| Ok(text(seal(by, place, &key.0)?))).collect(),
            Means::Token(token) => token.wrap(keys).await,
        }
    }

    /// Opens what [`Kek::wrap`] made, each for its place.
    ///
    /// # Errors
    /// When one of them does not open there, or the token does not answer.
    pub(super) async fn unwrap(&self, wrapped: Vec<WrappedAt>) -> Result<Vec<DataKey>, KekError> {
        match &self.means {
            Means::File(by) => wrapped
                .iter()
                .map(|(place, wrapped)| {
                    let (nonce, data) = parts(wrapped)?;
                    Ok(key_of(open(by, place, nonce, data)?)?)
                })
                .collect(),
            Means::Token(token) => token.unwrap(wrapped).await,
        }
    }
}

fn proof_place(id: &str) -> String {
    format!("kek|{id}")
}

/// The stored form of a wrapped key: nonce and ciphertext, both base64.
fn text((nonce, data): (String, String)) -> Vec<u8> {
    format!("{nonce}.{data}").into_bytes()
}

fn parts(wrapped: &[u8]) -> Result<(&str, &str), SealError> {
    std::str::from_utf8(wrapped).ok().and_then(|text| text.split_once('.')).ok_or(SealError::Malformed)
}

fn key_of(plain: Vec<u8>) -> Result<DataKey, SealError> {
    plain.try_into().map(DataKey).map_err(|_| SealError::Malformed)
}
