//! Section `log`: under which name, and with which key, the log's heads are signed in public.

use domain::identifier::EmailAddress;
use replay::heads::{HeadError, LogKey};
use serde::Deserialize;
use url::Url;

use super::pagopa::check_address;
use super::{KeyFile, Refusal};

/// Section `log`. Without it nothing is signed: the log can be verified against itself only.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedLog {
    /// The name of the log, for ever: like an address without `https://`.
    pub origin: String,
    /// The key that signs.
    pub key_file: KeyFile,
    /// While `key_file` is being replaced: the former key. Heads carry both signatures until it is taken out.
    #[serde(default)]
    pub former_key_file: Option<KeyFile>,
    /// A witness that signs heads beside us.
    #[serde(default)]
    pub witness: Option<Witness>,
    /// A mailbox that gets the newest head once in a while.
    #[serde(default)]
    pub pec: Option<Pec>,
}

/// Section `log.witness`: whoever runs it sees hashes, sizes and signatures, never an event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    /// Where it listens; `add-checkpoint` is added to it.
    pub url: Url,
    /// Its public key: `<name>+<key id>+<base64>`.
    pub key: String,
}

/// Section `log.pec`: certified mail gives a head a date that holds before a court.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pec {
    /// The mailbox.
    pub to: EmailAddress,
    /// Hours between two mails at least.
    #[serde(default = "daily")]
    pub every_hours: u16,
}

const fn daily() -> u16 {
    24
}

impl SignedLog {
    /// What signs: the key, and the former one while it is being replaced.
    ///
    /// # Errors
    /// [`HeadError::Origin`], which the check of the settings would have named.
    pub fn signers(&self) -> Result<Vec<LogKey>, HeadError> {
        let files = std::iter::once(&self.key_file).chain(&self.former_key_file);
        files.map(|file| LogKey::new(&self.origin, file.bytes())).collect()
    }

    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        if LogKey::new(&self.origin, self.key_file.bytes()).is_err() {
            refusals.push(Refusal::new("log.origin", "must not be empty, and hold no spaces and no plus sign"));
        }
        if self.former_key_file.as_ref().is_some_and(|former| former.bytes() == self.key_file.bytes()) {
            refusals.push(Refusal::new("log.former_key_file", "holds the same key as log.key_file"));
        }
        if let Some(witness) = &self.witness {
            check_address("log.witness.url", &witness.url, refusals);
            if replay::heads::WitnessKey::parse(&witness.key).is_err() {
                refusals.push(Refusal::new("log.witness.key", "is not the key of a witness (<name>+<key id>+<base64>)"));
            }
        }
    }
}
