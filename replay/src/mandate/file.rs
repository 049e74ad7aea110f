//! The file: signed by the log, encrypted to its holder.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::identifier::EnteCode;
use domain::ids::MandateId;
use domain::mandate::{Grant, HandedKey};
use serde::{Deserialize, Serialize};
use signed_note::{Note, Signer};

use super::error::MandateError;
use crate::heads::{LogKey, Trusted};

/// The name of the format; another one is refused.
const FORMAT: &str = "quietanza/mandate/1";

/// A mandate as it was granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    /// Its stream.
    pub id: MandateId,
    /// The Ente that granted it, and whose events it opens.
    pub ente: EnteCode,
    /// Who of the Ente, as events name them.
    pub granted_by: String,
    /// What.
    pub grant: Grant,
}

/// The second line of the note.
#[derive(Serialize, Deserialize)]
struct Body {
    #[serde(flatten)]
    granted: Granted,
    /// The keys, base64, in the order in which the grant names them.
    keys: Vec<String>,
}

/// A mandate that was read, and is signed by a key of the log.
#[derive(Clone)]
pub struct Mandate {
    pub(super) granted: Granted,
    pub(super) keys: HashMap<HandedKey, [u8; 32]>,
}

impl fmt::Debug for Mandate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mandate({})", self.granted.id)
    }
}

/// The public key of somebody who is to get a mandate.
#[derive(Clone)]
pub struct Recipient(age::x25519::Recipient);

impl FromStr for Recipient {
    type Err = MandateError;

    fn from_str(text: &str) -> Result<Self, MandateError> {
        text.parse().map(Self).map_err(|_| MandateError::Recipient)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({})", self.0)
    }
}

/// The file of a mandate, as text: `secrets` in the order in which the grant names its keys, signed by all `signers`.
///
/// # Errors
/// [`MandateError::Recipient`], or it cannot be written.
pub fn issue(granted: Granted, secrets: &[[u8; 32]], signers: &[LogKey]) -> Result<String, MandateError> {
    let recipient: Recipient = granted.grant.recipient.as_str().parse()?;
    let unwritable = |error: &dyn std::error::Error| MandateError::Unwritable(error.to_string());
    let keys = secrets.iter().map(|secret| STANDARD_NO_PAD.encode(secret)).collect();
    let body = serde_json::to_string(&Body { granted, keys }).map_err(|error| unwritable(&error))?;
    let mut note = Note::new(format!("{FORMAT}\n{body}\n").as_bytes(), &[]).map_err(|error| unwritable(&error))?;
    let signers: Vec<&dyn Signer> = signers.iter().map(|key| key as &dyn Signer).collect();
    note.add_sigs(&signers).map_err(|error| unwritable(&error))?;
    age::encrypt_and_armor(&recipient.0, &note.to_bytes()).map_err(|error| unwritable(&error))
}

impl Mandate {
    /// Reads the text of a mandate's file by the text of an identity file, as `age-keygen` writes it, and believes it when a key of `trusted`
    /// has signed it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(file: &[u8], identity: &[u8], trusted: &Trusted) -> Result<Self, MandateError> {
        let note = decrypt(file, identity)?;
        let note = Note::from_bytes(&note).map_err(|_| MandateError::Format)?;
        note.verify(trusted).map_err(|error| MandateError::Unsigned(error.to_string()))?;
        let text = std::str::from_utf8(note.text()).map_err(|_| MandateError::Format)?;
        let body = text.strip_prefix(FORMAT).and_then(|rest| rest.strip_prefix('\n')).ok_or(MandateError::Format)?;
        let Body { granted, keys } = serde_json::from_str(body).map_err(|_| MandateError::Format)?;
        let secret = |text: &String| STANDARD_NO_PAD.decode(text).ok()?.try_into().ok();
        let secrets: Option<Vec<[u8; 32]>> = keys.iter().map(secret).collect();
        let secrets = secrets.filter(|secrets| secrets.len() == granted.grant.keys.len()).ok_or(MandateError::Format)?;
        let keys = granted.grant.keys.iter().copied().zip(secrets).collect();
        Ok(Self { granted, keys })
    }

    /// What was granted, by whom and to whom.
    #[must_use]
    pub const fn granted(&self) -> &Granted {
        &self.granted
    }
}

fn decrypt(file: &[u8], identity: &[u8]) -> Result<Vec<u8>, MandateError> {
    let identities = age::IdentityFile::from_buffer(identity).ok().and_then(|file| file.into_identities().ok());
    let decryptor = age::Decryptor::new_buffered(age::armor::ArmoredReader::new(file)).map_err(|_| MandateError::Altered)?;
    let identities = identities.ok_or(MandateError::OtherIdentity)?;
    let mut plain = Vec::new();
    let reader = decryptor.decrypt(identities.iter().map(|identity| identity.as_ref() as &dyn age::Identity));
    let mut reader = reader.map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => MandateError::OtherIdentity,
        _ => MandateError::Altered,
    })?;
    std::io::Read::read_to_end(&mut reader, &mut plain).map_err(|_| MandateError::Altered)?;
    Ok(plain)
}
