//! Receipts go to one address, typed once: what pagoPA and a mail server would refuse is refused
//! here, and nothing can smuggle a header in.

#[cfg(test)]
mod tests;

use std::fmt;

use crate::text::canonical_text;

/// Longest address pagoPA carries (`stEMail`).
const MAX_LENGTH: usize = 256;

/// E-mail address: ASCII, in the pattern of `stEMail`, with a domain of at least two labels.
///
/// The domain is kept in lower case; the part before the at sign is kept as typed.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmailAddress(String);

/// Why an e-mail address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailAddressError {
    /// Longer than 256 characters.
    #[error("the e-mail address is longer than 256 characters")]
    TooLong,
    /// A character that pagoPA does not accept, line breaks among them.
    #[error("the e-mail address holds a character that is not allowed")]
    Character,
    /// Not a name, an at sign and a domain.
    #[error("the e-mail address is not written as name@domain")]
    Layout,
}

impl EmailAddressError {
    /// Stable key of the translated message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::TooLong => "email_address.too_long",
            Self::Character => "email_address.character",
            Self::Layout => "email_address.layout",
        }
    }
}

impl EmailAddress {
    /// Reads an address; blanks at its ends are dropped.
    ///
    /// # Errors
    /// When it is too long, holds a character outside the pattern of `stEMail`, or is no address.
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        let text = text.trim_matches(' ');
        if text.len() > MAX_LENGTH {
            return Err(EmailAddressError::TooLong);
        }
        if !text.bytes().all(is_allowed) {
            return Err(EmailAddressError::Character);
        }
        let options = email_address::Options::default().with_required_tld().without_domain_literal().without_display_text();
        email_address::EmailAddress::parse_with_options(text, options).map_err(|_| EmailAddressError::Layout)?;
        let (name, domain) = text.rsplit_once('@').ok_or(EmailAddressError::Layout)?;
        if domain.contains(['_', '+']) {
            return Err(EmailAddressError::Layout);
        }
        Ok(Self(format!("{name}@{}", domain.to_ascii_lowercase())))
    }

    /// The address. Personal data: not for logs, metrics or addresses of pages.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first character, the at sign and the domain: `m***@example.org`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (name, domain) = self.0.rsplit_once('@').unwrap_or_default();
        let first: String = name.chars().take(1).collect();
        format!("{first}***@{domain}")
    }
}

fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.+-@".contains(&byte)
}

/// Masked wholly: debug output ends in logs, and a domain can name a person.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(***)")
    }
}

canonical_text!(EmailAddress, EmailAddressError);
