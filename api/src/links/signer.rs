//! Signed texts (HMAC-SHA256): opaque to whoever holds them, bound to one purpose, so that a text made for one use is worth nothing in
//! another.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;

/// Longest signed text accepted, in characters: longer ones are refused before any arithmetic.
const MAX_LENGTH: usize = 1_024;
const TAG_LENGTH: usize = 32;

/// What a signed text is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Shows that its holder once proved to know a debt position, or paid it.
    Proof,
    /// The place in a list where the next page begins.
    Cursor,
    /// Fetching one document.
    Document,
    /// The second step of a registration.
    Registration,
}

impl Purpose {
    /// Part of what is signed; must never change.
    const fn name(self) -> &'static str {
        match self {
            Self::Proof => "proof",
            Self::Cursor => "cursor",
            Self::Document => "document",
            Self::Registration => "registration",
        }
    }
}

/// Makes and recognises signed texts.
#[derive(Clone)]
pub struct Signer(hmac::Key);

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer")
    }
}

impl Signer {
    /// A signer under a secret of its own.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// Signs `content` for one purpose: base64url, fit for addresses of pages.
    #[must_use]
    pub fn sign(&self, purpose: Purpose, content: &str) -> String {
        let tag = hmac::sign(&self.0, &message(purpose, content.as_bytes()));
        let mut bytes = Vec::with_capacity(TAG_LENGTH + content.len());
        bytes.extend_from_slice(tag.as_ref());
        bytes.extend_from_slice(content.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The content of a text that [`Signer::sign`] made for this purpose; nothing for any other text.
    #[must_use]
    pub fn open(&self, purpose: Purpose, text: &str) -> Option<String> {
        if text.len() > MAX_LENGTH {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (tag, content) = bytes.split_at_checked(TAG_LENGTH)?;
        hmac::verify(&self.0, &message(purpose, content), tag).ok()?;
        String::from_utf8(content.to_vec()).ok()
    }
}

fn message(purpose: Purpose, content: &[u8]) -> Vec<u8> {
    [purpose.name().as_bytes(), b"|", content].concat()
}
