//! Section `log`: under which name, and with which key, the log's heads are signed in public.

use serde::Deserialize;

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
}

impl SignedLog {
    pub(super) fn check(&self, refusals: &mut Vec<Refusal>) {
        if replay::heads::LogKey::new(&self.origin, self.key_file.bytes()).is_err() {
            refusals.push(Refusal::new("log.origin", "must not be empty, and hold no spaces and no plus sign"));
        }
        if self.former_key_file.as_ref().is_some_and(|former| former.bytes() == self.key_file.bytes()) {
            refusals.push(Refusal::new("log.former_key_file", "holds the same key as log.key_file"));
        }
    }
}
