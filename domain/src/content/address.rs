//! Where a link of the Ente leads.

use url::Url;

use crate::text::canonical_text;

/// The most characters.
const MAX_LENGTH: usize = 500;
/// Stands for the portal while a path is read.
const PORTAL: &str = "https://portal.invalid";

/// An address by `https`, or a path of the portal itself such as `/accesso`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WebAddress(String);

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebAddressError {
    /// Neither.
    #[error("the address is neither https://… nor a path of the portal that begins with one slash")]
    Form,
    /// It does not fit.
    #[error("the address is longer than 500 characters")]
    TooLong,
}

impl WebAddressError {
    /// Stable key of the translated message.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Form => "web_address.layout",
            Self::TooLong => "web_address.too_long",
        }
    }
}

impl WebAddress {
    /// Reads an address; credentials, other schemes and other hosts in disguise are refused.
    ///
    /// # Errors
    /// When it is neither an `https` address nor a path of the portal, or too long.
    pub fn parse(text: &str) -> Result<Self, WebAddressError> {
        let text = text.trim();
        if text.chars().any(|character| character == '\\' || character.is_control() || character.is_whitespace()) {
            return Err(WebAddressError::Form);
        }
        let canonical = if text.starts_with('/') { path(text) } else { absolute(text) };
        let canonical = canonical.ok_or(WebAddressError::Form)?;
        if canonical.len() > MAX_LENGTH { Err(WebAddressError::TooLong) } else { Ok(Self(canonical)) }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a path of the portal.
    #[must_use]
    pub fn is_on_portal(&self) -> bool {
        self.0.starts_with('/')
    }
}

fn path(text: &str) -> Option<String> {
    let url = Url::parse(PORTAL).ok()?.join(text).ok()?;
    let path = url.as_str().strip_prefix(PORTAL)?;
    (path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
}

fn absolute(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let named = url.host_str().is_some_and(|host| host.contains('.'));
    let plain = url.username().is_empty() && url.password().is_none();
    (url.scheme() == "https" && named && plain).then(|| url.to_string())
}

canonical_text!(WebAddress, WebAddressError);
